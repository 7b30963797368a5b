#include "brief/brief.h"

#include <algorithm>

#include "brief/export_parts.h"

namespace cuibono::brief {

LegIndex::LegIndex(const evidence::Legs& legs) {
  std::vector<std::uint64_t> rows;  // [items] one past the last row
  for (const auto record : legs.records) {
    if (rows.size() <= record.item_rank()) rows.resize(record.item_rank() + 1U, 0);
    rows[record.item_rank()] = std::max(rows[record.item_rank()], record.ordinal() + 1);
  }
  for (const auto count : rows) event_of_.emplace_back(count, evidence::no_event);
  for (std::size_t event = 0; event < legs.size(); ++event) {
    for (const auto record : legs.of(event))
      event_of_[record.item_rank()][record.ordinal()] = static_cast<std::uint32_t>(event);
  }
}

std::optional<std::uint32_t> LegIndex::find(evidence::RecordRef record) const noexcept {
  if (record.item_rank() >= event_of_.size()) return std::nullopt;
  const auto& rows = event_of_[record.item_rank()];
  if (record.ordinal() >= rows.size() || rows[record.ordinal()] == evidence::no_event)
    return std::nullopt;
  return rows[record.ordinal()];
}

OutputFile manifest_of(const std::string& engine, const std::vector<OutputFile>& files) {
  Json manifest;
  manifest["engine"] = engine;
  manifest["files"] = Json::object();
  std::vector<std::pair<std::string, std::string>> hashes;
  for (const auto& file : files) hashes.emplace_back(file.name, core::sha256(file.bytes).hex());
  std::sort(hashes.begin(), hashes.end());
  for (const auto& [name, hash] : hashes) manifest["files"][name] = hash;
  return {"manifest.json", dump(manifest)};
}

core::Result<std::vector<OutputFile>> write_outputs(const core::RunContext& context,
                                                    const BriefInput& input) {
  const Privacy privacy(input.facts, input.evidence, input.entities);
  CB_TRY(const Draft draft, write_sentences(context, input, privacy));
  const LegIndex transfer_of(input.evidence.transfers.legs), call_of(input.evidence.calls.legs);
  const Exporter exporter{input, privacy, draft, transfer_of, call_of};
  std::vector<OutputFile> files;
  files.push_back({"intake.json", export_intake(exporter)});
  files.push_back({"entities.jsonl", export_entities(exporter)});
  files.push_back({"organisation.json", export_organisation(exporter)});
  files.push_back({"money.json", export_money(exporter)});
  files.push_back({"findings.jsonl", export_findings(exporter)});
  files.push_back({"claims.jsonl", export_claims(exporter)});
  files.push_back({"review.jsonl", export_review(exporter)});
  files.push_back({"mentions.jsonl", export_mentions(exporter)});
  files.push_back({"leads.jsonl", export_leads(exporter)});
  files.push_back({"days.jsonl", export_days(exporter)});
  files.push_back({"disclosure.jsonl", export_disclosure(exporter)});
  files.push_back({"brief.json", export_brief(exporter)});
  files.push_back({"brief.html", export_html(exporter)});
  files.push_back({"run.json", export_run(exporter)});
  files.push_back(manifest_of(exporter.input.facts.engine, files));
  return files;
}

}  // namespace cuibono::brief
