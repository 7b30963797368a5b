#include "claims/finding.h"

#include <algorithm>
#include <array>

namespace cuibono::claims {

std::string_view finding_kind_name(FindingKind kind) noexcept {
  constexpr std::array<std::string_view, 33> names = {"desk",
                                                      "site",
                                                      "number_succession",
                                                      "sim_succession",
                                                      "handset_succession",
                                                      "call_to_payment",
                                                      "mule",
                                                      "pass_through",
                                                      "structuring",
                                                      "fan_in",
                                                      "fan_out",
                                                      "gather_scatter",
                                                      "scatter_gather",
                                                      "cycle",
                                                      "bipartite",
                                                      "stack",
                                                      "peel_chain",
                                                      "funnel",
                                                      "dormant",
                                                      "payroll",
                                                      "supplier",
                                                      "cash_out",
                                                      "freeze",
                                                      "cell",
                                                      "role",
                                                      "control",
                                                      "size",
                                                      "change",
                                                      "link",
                                                      "look_alike",
                                                      "gap",
                                                      "count",
                                                      "trace"};
  static_assert(names.size() == static_cast<std::size_t>(FindingKind::trace) + 1);
  return names[static_cast<std::size_t>(kind)];
}

std::string finding_key(FindingKind kind, std::vector<std::string> selectors,
                        std::string_view parameters) {
  std::sort(selectors.begin(), selectors.end());
  return std::string(finding_kind_name(kind)) + "|" + core::join(selectors, ",") + "|" +
         std::string(parameters);
}

Finding::Finding(FindingKind the_kind, std::string the_subject,
                 std::vector<std::string> key_selectors, std::string parameters,
                 Quantity the_quantity, std::string the_method, std::vector<Reason> the_reasons,
                 LookAlike the_look_alike)
    : kind(the_kind),
      subject(std::move(the_subject)),
      quantity(std::move(the_quantity)),
      method(std::move(the_method)),
      reasons_for(std::move(the_reasons)),
      look_alike(std::move(the_look_alike)) {
  CB_ASSERT(!reasons_for.empty());
  CB_ASSERT(!look_alike.explanation.empty());
  key = finding_key(kind, std::move(key_selectors), parameters);
}

void set_records(Finding& finding, std::vector<evidence::RecordRef> records) {
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  finding.records_total = records.size();
  if (records.size() > finding_records_max) records.resize(finding_records_max);
  finding.records = std::move(records);
}

core::Status sort_findings(std::vector<Finding>& findings) {
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.key < b.key;
  });
  const auto twice =
      std::adjacent_find(findings.begin(), findings.end(),
                         [](const auto& a, const auto& b) { return a.key == b.key; });
  CB_CHECK(twice == findings.end(), "two findings have the key " + twice->key);
  return {};
}

}  // namespace cuibono::claims
