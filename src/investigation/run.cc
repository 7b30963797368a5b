// run: take the files in, analyse, put out/ in place in one step, remember what was done.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "engine_id.h"
#include "investigation/audit.h"
#include "investigation/custody.h"
#include "investigation/files.h"
#include "investigation/index.h"
#include "investigation/investigation.h"
#include "investigation/privileged.h"
#include "investigation/replay_draws.h"
#include "investigation/replay_exact.h"
#include "investigation/results.h"
#include "investigation/rules_of_case.h"
#include "investigation/run_parts.h"
#include "investigation/store.h"
#include "investigation/take_in.h"

namespace cuibono::investigation {
namespace {

using Json = nlohmann::ordered_json;
using core::Error;
using core::ErrorCode;

std::string metrics_json(const core::RunContext& context, const std::vector<StageTime>& stages,
                         double seconds) {
  Json metrics;
  metrics["stages"] = Json::array();
  std::uint64_t peak = 0;
  for (const auto& stage : stages) {
    Json line;
    line["name"] = stage.name;
    line["seconds"] = stage.seconds;
    line["rows"] = stage.rows;
    line["peak_bytes"] = stage.peak_bytes;
    metrics["stages"].push_back(std::move(line));
    peak = std::max(peak, stage.peak_bytes);
  }
  metrics["seconds"] = seconds;
  metrics["peak_bytes"] = peak;
  metrics["threads"] = context.threads;
  metrics["engine"] = engine_name();
  return metrics.dump(1) + "\n";
}

std::vector<std::string> summary_of(const std::vector<brief::OutputFile>& files) {
  std::vector<std::string> sentences;
  for (const auto& file : files) {
    if (file.name != "brief.json") continue;
    const auto json = Json::parse(file.bytes, nullptr, false);
    if (!json.is_object() || !json.contains("sections")) return sentences;
    for (const auto& section : json["sections"]) {
      if (section.value("id", "") != "summary") continue;
      for (const auto& sentence : section["sentences"]) {
        sentences.push_back(sentence.value("text", ""));
      }
    }
  }
  return sentences;
}

/// --strict: the first things that a person would have to settle, as one error.
core::Status check_strict(const TakenIn& taken) {
  std::vector<std::string> open;
  for (std::size_t i = 0; i < taken.items.size(); ++i) {
    const std::string& label = taken.items[i].label;
    for (const auto& question : taken.mappings[i].questions)
      open.push_back(label + ": " + question);
    for (const auto& column : taken.mappings[i].columns) {
      if (!column.doubtful) continue;
      open.push_back(label + ": column \"" + column.header + "\" is doubtful: " + column.reason);
    }
    for (const auto& row : taken.batches[i].quarantined) {
      open.push_back(label + "#" + std::to_string(row.ordinal) + ": " + row.text);
    }
  }
  if (open.empty()) return {};
  const std::size_t shown = std::min<std::size_t>(open.size(), 5);
  std::string where = std::to_string(open.size()) + " open (first " + std::to_string(shown) + ")";
  for (std::size_t i = 0; i < shown; ++i) where += "\n  " + open[i];
  return Error{
      ErrorCode::bad_input, "--strict: there are open questions, doubtful columns or broken rows",
      where,
      "settle them in mappings/*.yml, or run without --strict: they are listed in the brief"};
}

/// The families that a run includes, in the order of Family, each once.
core::Result<std::vector<Family>> families_of(const Case& the_case, const RunRequest& request) {
  std::set<Family> families;
  for (const auto& name : request.families) {
    CB_TRY(const Family family, parse_family(name));
    families.insert(family);
  }
  if (!request.ignore_settings) {
    for (const auto& name : the_case.settings.replay) {
      CB_TRY(const Family family, parse_family(name));
      families.insert(family);
    }
  }
  return std::vector<Family>(families.begin(), families.end());
}

/// Adds the replays of exact families, before the manifest.
core::Status add_replays(const core::RunContext& context, AnalysisInput& input,
                         const std::vector<Family>& families, Analysis& analysis,
                         std::vector<ReplayTable>& tables) {
  if (input.draws > 0) tables.push_back(draws_as_table(*analysis.results, input));
  std::vector<brief::OutputFile> files;
  for (const Family family : families) {
    if (family == Family::bootstrap) continue;
    const auto since = std::chrono::steady_clock::now();
    CB_TRY(FamilyReplay replay, replay_family(context, input, *analysis.results, family));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since;
    replay.table.seconds = took.count();
    analysis.stages.push_back(StageTime{"replay " + std::string(family_name(family)), took.count(),
                                        replay.table.rows.size() - 1, 0});
    for (StageTime& stage : replay.stages) {
      stage.name = "replay " + std::string(family_name(family)) + ": " + stage.name;
      analysis.stages.push_back(std::move(stage));
    }
    files.push_back(std::move(replay.file));
    tables.push_back(std::move(replay.table));
  }
  if (files.empty()) return {};
  analysis.files.pop_back();  // the manifest, which is made again
  for (auto& file : files) analysis.files.push_back(std::move(file));
  analysis.files.push_back(brief::manifest_of(input.facts.engine, analysis.files));
  return {};
}

/// What a date does not take back: only evidence has the day on which it came.
void note_as_of(const evidence::MaskRequest& mask, std::vector<core::Problem>& notes) {
  if (!mask.as_of_us) return;
  notes.push_back(
      {"as_of_reading", "mappings/",
       "the date leaves out evidence; how files are read and what the case sets are "
       "those of the run, whatever the date; judgements count from the day they were made"});
}

/// Where the results go: CASE/out, or the folder that was asked for.
struct Target {
  std::string folder;
  bool is_out = true;  ///< CASE/out, however it was written
};

/// Errors  usage: the folder holds what no run wrote, and would lose it; or it lies in the case, whose
///         folders each have a meaning of their own.
core::Result<Target> target_of(const Case& the_case, const RunRequest& request) {
  namespace fs = std::filesystem;
  Target target{the_case.path("out"), true};
  if (request.out_folder.empty()) return target;
  std::error_code code;
  target.is_out =
      fs::weakly_canonical(request.out_folder, code) == fs::weakly_canonical(target.folder, code);
  if (target.is_out) return target;
  const fs::path asked = fs::weakly_canonical(request.out_folder, code);
  const fs::path of_case = fs::weakly_canonical(the_case.folder, code);
  if (std::mismatch(of_case.begin(), of_case.end(), asked.begin(), asked.end()).first ==
      of_case.end()) {
    return Error{ErrorCode::usage, "this folder lies in the case, which knows no results there",
                 request.out_folder, "name a folder beside the case, or leave -o away"};
  }
  target.folder = request.out_folder;  // as it was written, but for "/" at its end
  while (target.folder.size() > 1 && target.folder.ends_with('/')) target.folder.pop_back();
  const auto there = list_folder(target.folder);
  const bool is_ours = exists(target.folder + "/run.json") && exists(target.folder + "/brief.json");
  if ((there.empty() || is_ours) &&
      (!exists(target.folder) || fs::is_directory(target.folder, code)))
    return target;
  return Error{ErrorCode::usage, "this folder holds other things, which a run would replace",
               target.folder, "name a new folder, or one that an earlier run wrote"};
}

/// All of out/ beside its place, so that what follows is one rename.
core::Status write_beside(const std::string& fresh, const std::vector<brief::OutputFile>& files) {
  remove_folder(fresh);
  const auto write_all = [&]() -> core::Status {
    CB_TRY_STATUS(make_folder(fresh));
    for (const auto& file : files) {
      const auto slash = file.name.rfind('/');
      if (slash != std::string::npos)
        CB_TRY_STATUS(make_folder(fresh + "/" + file.name.substr(0, slash)));
      CB_TRY_STATUS(write_file_atomically(fresh + "/" + file.name, file.bytes));
    }
    return {};
  };
  core::Status status = write_all();
  if (!status.has_value()) remove_folder(fresh);
  return status;
}

/// Puts down what a run found. The audit line comes before out/ is swapped: a run that is stopped in
/// between leaves results that the audit knows, whichever of the two they are.
core::Status keep_results(const Case& the_case, Store& store, const Target& target,
                          const std::vector<std::string>& segments, const std::string& index_beside,
                          const std::string& mask_words,
                          const std::vector<brief::OutputFile>& files) {
  const std::string fresh = target.folder + ".new-" + std::to_string(::getpid());
  CB_TRY_STATUS(write_beside(fresh, files));
  std::string manifest_hash, metrics_hash;
  for (const auto& file : files) {
    if (file.name == "manifest.json") manifest_hash = core::sha256(file.bytes).hex();
    if (file.name == "metrics.json") metrics_hash = core::sha256(file.bytes).hex();
  }
  core::Status status = append_audit(the_case, "run",
                                     {{"engine", engine_name()},
                                      {"mask", mask_words},
                                      {"out", target.is_out ? "out" : target.folder},
                                      {"out_manifest_sha256", manifest_hash},
                                      {"metrics_sha256", metrics_hash},
                                      {"authored", authored_hashes(the_case)}});
  if (status.has_value()) status = replace_folder(fresh, target.folder);
  if (!status.has_value()) {
    remove_folder(fresh);
    return status;
  }
  // Index and CURRENT are those of CASE/out; results put elsewhere do not change them.
  if (!target.is_out) return {};
  CB_TRY(const core::Sha256 index, place_index(the_case, index_beside));
  return store.set_current(segments, manifest_hash, index.hex());
}

}  // namespace

std::string engine_name() {
  return std::string("cuibono ") + CUIBONO_VERSION + " " + CUIBONO_ENGINE_HASH;
}

std::string mask_in_words(const evidence::MaskRequest& request) {
  std::vector<std::string> words;
  if (request.as_of_us) words.push_back("received by " + core::format_rfc3339(*request.as_of_us));
  if (!request.jurisdictions.empty()) {
    words.push_back("only jurisdiction " + core::join(request.jurisdictions, ", "));
  }
  if (!request.without_items.empty())
    words.push_back("without " + core::join(request.without_items, ", "));
  if (!request.without_sources.empty()) {
    words.push_back("without source " + core::join(request.without_sources, ", "));
  }
  if (!request.handling_allowed.empty()) {
    words.push_back("only handling codes " + core::join(request.handling_allowed, ", "));
  }
  if (!request.without_records.empty()) {
    words.push_back("without rows " + core::join(request.without_records, ", "));
  }
  return core::join(words, "; ");
}

std::string authored_hashes(const Case& the_case) {
  std::vector<std::string> parts;
  const auto note = [&](const std::string& name) {
    if (auto hash = core::sha256_file(the_case.path(name)); hash.has_value()) {
      parts.push_back(name + "=" + hash->hex());
    }
  };
  note("case.toml");
  note("judgements.jsonl");
  for (const char* folder : {"mappings", "rules", "rates", "notes"}) {
    for (const auto& name : list_folder(the_case.path(folder))) {
      note(std::string(folder) + "/" + name);
    }
  }
  return core::join(parts, " ");
}

core::Result<RunReport> run_case(const core::RunContext& context, const Case& the_case,
                                 const RunRequest& request) {
  if (the_case.items.empty()) {
    return Error{ErrorCode::bad_input, "this case holds no evidence yet", the_case.folder,
                 "add files: cuibono -C " + the_case.folder + " add FILE…"};
  }
  const auto since = std::chrono::steady_clock::now();
  const CaseUse use = request.write ? CaseUse::write : CaseUse::read;
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder, use));
  if (request.write)
    for (const char* folder : {".", "mappings", "evidence"}) sweep_leftovers(the_case.path(folder));
  CB_TRY_STATUS(check_custody(the_case));
  CB_TRY(const Target target, target_of(the_case, request));
  CB_TRY(auto rules, read_rules(the_case));
  CB_TRY(Store store, Store::open(the_case, use));
  CB_TRY(TakenIn taken, take_in(context, the_case, store, request.mask));
  close_privileged(the_case.settings.privileged, taken);
  if (request.strict) CB_TRY_STATUS(check_strict(taken));
  note_as_of(request.mask, taken.mask_notes);

  CB_TRY(const std::vector<Family> families, families_of(the_case, request));

  const CaseSettings& settings = the_case.settings;
  core::RunContext seeded = context;
  seeded.seed = request.seed.value_or(settings.seed);
  const std::vector<std::string> segments = taken.segments;
  const StageTime taking_in = taken.time;
  AnalysisInput input = make_input(the_case, std::move(taken), request.mask, seeded.seed);
  CB_TRY(input.rates, read_rates(the_case));
  input.currency = currency_of(the_case);
  input.rules = std::move(rules);
  for (const Family family : families) {
    input.facts.replays.emplace_back(family_name(family));
    if (family == Family::bootstrap) input.draws = request.draws.value_or(settings.draws);
  }
  input.facts.draws = input.draws;
  input.use_references = request.use_references;
  const bool is_read_once = std::all_of(families.begin(), families.end(),
                                        [](Family f) { return f == Family::bootstrap; });
  CB_TRY(Analysis analysis, is_read_once ? analyse_once(seeded, input) : analyse(seeded, input));
  RunReport report;
  CB_TRY_STATUS(add_replays(seeded, input, families, analysis, report.replays));
  const evidence::Evidence& evidence = analysis.results->evidence;

  report.files = std::move(analysis.files);
  report.items = input.items;
  report.notes = input.facts.mask_notes;
  report.summary = summary_of(report.files);
  report.questions = evidence.questions;
  for (const auto& unheeded : analysis.results->entities.unheeded)
    report.questions.push_back("judgement " + unheeded);
  report.events = evidence.transfers.size() + evidence.calls.size();
  for (std::size_t i = 0; i < input.items.size(); ++i) {
    const auto& account = input.batches[i].account;
    CB_CHECK(account.rows == account.records + account.quarantined,
             "rows and records of " + input.items[i].label + " do not add up");
    report.accounts.push_back(account);
    std::uint64_t same_records = 0;
    for (const auto& same : evidence.same_records)
      if (same.item == i || same.other == i) same_records += same.count;
    report.same_records.push_back(same_records);
    report.kinds.emplace_back(evidence::item_kind_name(input.batches[i].kind));
    report.rows += account.rows;
    report.records += account.records;
    report.quarantined += account.quarantined;
  }
  report.out_folder = target.folder;
  std::vector<StageTime> stages{taking_in};
  stages.insert(stages.end(), analysis.stages.begin(), analysis.stages.end());
  if (request.write) {
    SegmentKey key{"events", 1, input.facts.engine,
                   input.facts.mask_words + core::join(settings.privileged, ","), segments};
    std::vector<std::string> names = segments;
    names.push_back(segment_name(key));
    std::string index;  // beside its place until the results are in theirs
    constexpr std::size_t halves = 2;
    core::Status kept =
        core::parallel_blocks(context, halves, 1, [&](const core::Block& half) -> core::Status {
          if (half.begin == 0)
            return store.write_pieces(names.back(), [&](const PieceSink& sink) {
              return write_events_segment(evidence, sink);
            });
          if (!target.is_out) return {};
          CB_TRY(index, write_index_beside(the_case, report.files));
          return {};
        });
    if (kept.has_value()) {
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since;
      report.files.push_back({"metrics.json", metrics_json(context, stages, took.count())});
      kept =
          keep_results(the_case, store, target, names, index, input.facts.mask_words, report.files);
    }
    if (!kept.has_value()) {
      if (!index.empty()) remove_folder(index);
      return std::move(kept.error());
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since;
  report.seconds = took.count();
  return report;
}

}  // namespace cuibono::investigation
