#include "brief/brief.h"

#include <algorithm>

#include "brief/export_parts.h"

namespace cuibono::brief {

LegIndex::LegIndex(const evidence::Legs& legs) {
  entries_.reserve(legs.records.size());
  for (std::size_t event = 0; event < legs.size(); ++event) {
    for (const auto record : legs.of(event))
      entries_.push_back({record, static_cast<std::uint32_t>(event)});
  }
  std::sort(entries_.begin(), entries_.end());
}

std::optional<std::uint32_t> LegIndex::find(evidence::RecordRef record) const noexcept {
  const auto found = std::lower_bound(entries_.begin(), entries_.end(), Entry{record, 0});
  if (found == entries_.end() || found->record != record) return std::nullopt;
  return found->event;
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
  files.push_back({"leads.jsonl", export_leads(exporter)});
  files.push_back({"days.jsonl", export_days(exporter)});
  files.push_back({"brief.json", export_brief(exporter)});
  files.push_back({"brief.html", export_html(exporter)});
  files.push_back({"run.json", export_run(exporter)});
  Json manifest;
  manifest["engine"] = exporter.input.facts.engine;
  manifest["files"] = Json::object();
  std::vector<std::pair<std::string, std::string>> hashes;
  for (const auto& file : files) hashes.emplace_back(file.name, core::sha256(file.bytes).hex());
  std::sort(hashes.begin(), hashes.end());
  for (const auto& [name, hash] : hashes) manifest["files"][name] = hash;
  files.push_back({"manifest.json", dump(manifest)});
  return files;
}

}  // namespace cuibono::brief
