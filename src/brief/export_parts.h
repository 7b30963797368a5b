#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "brief/privacy.h"
#include "brief/sentences.h"

namespace cuibono::brief {

using Json = nlohmann::ordered_json;

/// From a record to the event that it is a leg of.
class LegIndex {
 public:
  explicit LegIndex(const evidence::Legs& legs);
  [[nodiscard]] std::optional<std::uint32_t> find(evidence::RecordRef record) const noexcept;

 private:
  std::vector<std::vector<std::uint32_t>> event_of_;  ///< [items][row]; no_event: a leg of none
};

/// What every export needs.
struct Exporter {
  const BriefInput& input;
  const Privacy& privacy;
  const Draft& draft;
  const LegIndex& transfer_of;
  const LegIndex& call_of;

  [[nodiscard]] Json record(evidence::RecordRef ref) const;
  [[nodiscard]] Json records(const std::vector<evidence::RecordRef>& refs) const;
  [[nodiscard]] Json reasons(const std::vector<claims::Reason>& reasons) const;
  [[nodiscard]] std::string finding_id(const std::string& key) const;
  [[nodiscard]] static std::string claim_id(std::size_t position) {
    return "C" + std::to_string(position + 1);
  }
  [[nodiscard]] static std::string money(core::Int128 minor) { return core::format_minor(minor); }
  [[nodiscard]] static Json money_or_null(const std::optional<core::Int128>& minor);
  [[nodiscard]] static Json text_or_null(const std::string& text);
  [[nodiscard]] static Json time_or_null(const std::optional<std::int64_t>& time_us,
                                         core::Precision precision);
  [[nodiscard]] static std::string currency(core::AssetId asset);
};

/// [mentions] "M1", "M2", …; empty for one of victims alone where victims are omitted.
[[nodiscard]] std::vector<std::string> mention_ids(const BriefInput& input, const Privacy& privacy);

/// A document or lines, bytes the same for the same result.
[[nodiscard]] std::string dump(const Json& json);
[[nodiscard]] std::string dump_line(const Json& json);

[[nodiscard]] std::string export_intake(const Exporter& e);
[[nodiscard]] std::string export_entities(const Exporter& e);
[[nodiscard]] std::string export_organisation(const Exporter& e);
[[nodiscard]] std::string export_money(const Exporter& e);
[[nodiscard]] std::string export_findings(const Exporter& e);
[[nodiscard]] std::string export_claims(const Exporter& e);
[[nodiscard]] std::string export_review(const Exporter& e);
[[nodiscard]] std::string export_mentions(const Exporter& e);
[[nodiscard]] std::string export_leads(const Exporter& e);
[[nodiscard]] std::string export_disclosure(const Exporter& e);
[[nodiscard]] std::string export_days(const Exporter& e);
[[nodiscard]] std::string export_brief(const Exporter& e);
[[nodiscard]] std::string export_run(const Exporter& e);
[[nodiscard]] std::string export_html(const Exporter& e);

}  // namespace cuibono::brief
