// The lint of a brief: what the run wrote, or what a person made of it, against the results.
#include "investigation/check_brief.h"

#include <map>
#include <nlohmann/json.hpp>

#include "investigation/audit.h"
#include "investigation/files.h"
#include "investigation/run_parts.h"
#include "investigation/take_in.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;
using Json = nlohmann::ordered_json;

/// Files of out/ that the lint reads, each as the manifest has it.
struct WrittenResults {
  std::map<std::string, std::string> bytes;
  std::string revision;  ///< of out/manifest.json
  std::string authored;  ///< of the audit entry of the run
};

Error not_as_written(const std::string& file) {
  return Error{ErrorCode::integrity, "out/" + file + " is not what the last run wrote",
               "out/" + file, "run again; `cuibono verify` says what was changed"};
}

core::Result<WrittenResults> read_results(const Case& the_case) {
  WrittenResults results;
  auto manifest = read_file(the_case.path("out/manifest.json"));
  if (!manifest.has_value())
    return Error{ErrorCode::bad_input, "this case has no brief yet", the_case.path("out"),
                 "cuibono -C " + the_case.folder + " run"};
  const std::string hash = core::sha256(*manifest).hex();
  constexpr std::size_t revision_digits = 16;
  results.revision = hash.substr(0, revision_digits);
  CB_TRY(const auto audit, read_audit(the_case));
  bool is_known = false;
  for (const auto& line : audit) {
    const auto entry = Json::parse(line.entry, nullptr, false);
    if (!entry.is_object() || entry.value("out_manifest_sha256", "") != hash) continue;
    is_known = true;
    results.authored = entry.value("authored", "");
  }
  if (!is_known) return not_as_written("manifest.json");
  const auto listed = Json::parse(*manifest, nullptr, false);
  for (const char* name :
       {"brief.json", "findings.jsonl", "claims.jsonl", "intake.json", "entities.jsonl"}) {
    auto bytes = read_file(the_case.path(std::string("out/") + name));
    const bool is_listed = listed.is_object() && listed.contains("files") &&
                           listed["files"].is_object() && listed["files"].contains(name) &&
                           listed["files"][name].is_string();
    if (!bytes.has_value() || !is_listed ||
        core::sha256(*bytes).hex() != listed["files"][name].get<std::string>())
      return not_as_written(name);
    results.bytes[name] = std::move(*bytes);
  }
  return results;
}

core::Result<brief::RunBrief> run_brief_of(const WrittenResults& results) {
  return brief::read_run_brief({results.bytes.at("brief.json"), results.bytes.at("findings.jsonl"),
                                results.bytes.at("claims.jsonl"), results.bytes.at("intake.json"),
                                results.bytes.at("entities.jsonl")});
}

brief::Complaint complaint_of(const brief::LintSentence& sentence, std::string_view rule,
                              std::string words) {
  std::string remedy;
  for (const auto& one : brief::lint_rules())
    if (one.id == rule) remedy = one.remedy;
  return {sentence.id,       sentence.section, sentence.line,
          std::string(rule), std::move(words), remedy};
}

/// Where hiding victims would change a sentence, it holds what may not stand there.
core::Status find_victims(const core::RunContext& context, const Case& the_case,
                          const std::vector<brief::LintSentence>& sentences,
                          std::vector<brief::Complaint>& complaints) {
  if (the_case.settings.victims == brief::VictimNames::clear) return {};
  CB_TRY(Store store, Store::open(the_case, CaseUse::read));
  CB_TRY(TakenIn taken, take_in(context, the_case, store, {}));
  CB_TRY(const auto evidence,
         evidence::make_events(context, {taken.items, taken.batches, taken.mappings, &taken.mask}));
  CB_TRY(const auto entities, entities::make_entities(context, evidence, taken.joining));
  brief::CaseFacts facts;
  facts.pseudonym_key = the_case.settings.pseudonym_key;
  facts.pseudonym_keys = taken.report_digests;
  facts.victims = the_case.settings.victims;
  std::vector<std::string> texts;
  for (const auto& sentence : sentences) texts.push_back(sentence.text);
  const auto found = brief::find_victims_in(facts, evidence, entities, texts);
  for (std::size_t i = 0; i < sentences.size(); ++i)
    if (found[i])
      complaints.push_back(complaint_of(sentences[i], "victim_selector",
                                        "a number, account, address or name of a victim"));
  return {};
}

}  // namespace

core::Result<BriefReport> check_brief(const core::RunContext& context, const Case& the_case,
                                      const BriefRequest& request) {
  CB_TRY(const WrittenResults results, read_results(the_case));
  CB_TRY(const brief::RunBrief run, run_brief_of(results));
  BriefReport report;
  report.name = request.file.empty() ? "out/brief.json" : request.file;
  brief::Yardstick yardstick =
      brief::find_yardstick(the_case.settings.yardstick).value_or(brief::Yardstick::undeclared);
  brief::EditedBrief edited;
  if (request.file.empty()) {
    edited.sentences = run.sentences;
  } else {
    CB_TRY(const std::string bytes, read_file(request.file));
    CB_TRY(edited, brief::read_edited_brief(bytes, request.file, run));
    if (edited.yardstick != brief::Yardstick::undeclared) yardstick = edited.yardstick;
  }
  report.sentences = edited.sentences.size();
  if (results.authored != authored_hashes(the_case))
    report.complaints.push_back(
        complaint_of({}, "stale", "settings or mappings were edited after the run"));
  if (!edited.revision.empty() && edited.revision != results.revision)
    report.complaints.push_back(complaint_of(
        {}, "stale", "made from revision " + edited.revision + ", out/ is " + results.revision));
  if (!request.file.empty())
    CB_TRY_STATUS(find_victims(context, the_case, edited.sentences, report.complaints));
  auto more = brief::lint_brief({run.facts, edited.sentences, yardstick, request.receiver});
  report.complaints.insert(report.complaints.end(), more.begin(), more.end());
  return report;
}

core::Result<std::string> brief_text(const Case& the_case, bool has_marks) {
  CB_TRY(const WrittenResults results, read_results(the_case));
  CB_TRY(const brief::RunBrief run, run_brief_of(results));
  return brief::brief_as_text(run, results.revision, has_marks);
}

}  // namespace cuibono::investigation
