#include "organisation/groups.h"

#include <algorithm>
#include <string>
#include <utility>

namespace cuibono::organisation {
namespace {

claims::Finding finding_of(const OrganisationInput& input, const calls::CallGroup& group) {
  std::vector<std::string> numbers;
  for (const auto caller : group.callers)
    numbers.push_back(input.evidence.selectors.text(input.profiles.profiles[caller].number));
  claims::Quantity quantity;
  quantity.value = static_cast<core::Int128>(group.callers.size());
  quantity.unit = "numbers";
  constexpr std::size_t numbers_shown = 12;
  std::string named;
  for (std::size_t i = 0; i < std::min(numbers_shown, numbers.size()); ++i)
    named += (i == 0 ? "" : ", ") + numbers[i];
  if (numbers.size() > numbers_shown) named += " and others";
  claims::Reason reason;
  reason.text = std::to_string(group.callers.size()) + " numbers (" + named + ") call the same " +
                std::to_string(group.callees.size()) + " numbers: " + std::to_string(group.calls) +
                " of their " + std::to_string(group.calls_in_all) +
                " calls go there; hardly anybody there calls back";
  reason.weight_percent = 100;
  reason.records = group.records;
  if (reason.records.size() > claims::finding_records_max)
    reason.records.resize(claims::finding_records_max);
  claims::Finding finding(claims::FindingKind::bipartite, numbers.front(), numbers,
                          "callees=" + std::to_string(group.callees.size()), quantity,
                          "call_groups(shared_least=5,shared_share=0.5)", {std::move(reason)},
                          {"a firm with a fixed list, alarms and machines that report to a few "
                           "stations, or a test of a "
                           "network call like this too",
                           "the subscriber records of these numbers and of those called"});
  finding.band = "moderate";
  finding.reasons_against.push_back(
      {"no report names any of them: calls alone say nothing of why", 0, {}});
  claims::set_records(finding, group.records);
  return finding;
}

}  // namespace

std::vector<const calls::CallGroup*> find_told_groups(
    const OrganisationInput& input, const std::set<evidence::SelectorId>& numbers) {
  std::vector<const calls::CallGroup*> told;
  for (const auto& group : input.profiles.groups) {
    const bool is_told_elsewhere =
        std::any_of(group.callers.begin(), group.callers.end(), [&](std::uint32_t caller) {
          const auto& profile = input.profiles.profiles[caller];
          const auto* holder = input.entities.find(profile.number);
          return numbers.contains(profile.number) || profile.reports_naming > 0 ||
                 (holder != nullptr && holder->is_victim);
        });
    if (!is_told_elsewhere) told.push_back(&group);
  }
  return told;
}

std::vector<claims::Finding> group_findings(const OrganisationInput& input,
                                            const std::set<evidence::SelectorId>& numbers) {
  std::vector<claims::Finding> findings;
  for (const auto* group : find_told_groups(input, numbers))
    findings.push_back(finding_of(input, *group));
  return findings;
}

}  // namespace cuibono::organisation
