// verify: does everything still fit together? It tells tampered (bytes that should never change
// did) from edited since the last run (authored files) from made by another engine.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "investigation/audit.h"
#include "investigation/custody.h"
#include "investigation/files.h"
#include "investigation/index.h"
#include "investigation/investigation.h"
#include "investigation/run_parts.h"
#include "investigation/take_in.h"
#include "investigation/verify_parts.h"

namespace cuibono::investigation {
namespace {

using Json = nlohmann::ordered_json;
using State = Check::State;

/// Collects checks; each is one sentence.
class Checks {
 public:
  explicit Checks(VerifyReport& report) : report_(report) {}
  void add(std::string name, State state, std::string text) {
    report_.checks.push_back({std::move(name), state, std::move(text)});
  }
  void add(Check check) { report_.checks.push_back(std::move(check)); }
  /// What people write was changed since the run: other results are then no sign of tampering.
  [[nodiscard]] bool authored_was_edited() const {
    return std::any_of(report_.checks.begin(), report_.checks.end(), [](const auto& check) {
      return check.name == "authored" && check.state == State::edited;
    });
  }

 private:
  VerifyReport& report_;
};

Json entry_json(const AuditLine& line) { return Json::parse(line.entry, nullptr, false); }

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

/// Whole runs into out/ that the audit knows of, newest first.
std::vector<Json> runs_of(const std::vector<AuditLine>& lines) {
  std::vector<Json> runs;
  for (auto it = lines.rbegin(); it != lines.rend(); ++it) {
    Json entry = entry_json(*it);
    if (entry.is_object() && text_at(entry, "op") == "run" && text_at(entry, "out") == "out")
      runs.push_back(std::move(entry));
  }
  return runs;
}

std::string revision_of(const Json& run) { return run.contains("seq") ? run["seq"].dump() : "?"; }

/// The run that wrote what lies in out/: the newest, unless that one was stopped before it was done.
const Json& run_of_out(const Case& the_case, const std::vector<Json>& runs, Checks& checks) {
  const auto manifest = read_file(the_case.path("out/manifest.json"));
  if (!manifest.has_value()) return runs.front();
  const std::string hash = core::sha256(*manifest).hex();
  const auto wrote = std::find_if(runs.begin(), runs.end(), [&](const Json& run) {
    return text_at(run, "out_manifest_sha256") == hash;
  });
  if (wrote == runs.end() || wrote == runs.begin()) return runs.front();
  checks.add("out", State::edited,
             "out/ is that of revision " + revision_of(*wrote) + "; the run of revision " +
                 revision_of(runs.front()) + " was stopped before it was done: run again");
  return *wrote;
}

void check_evidence(const core::RunContext& context, const Case& the_case,
                    const std::vector<AuditLine>& lines, Checks& checks) {
  for (const auto& fault : find_custody_faults(the_case, lines)) {
    checks.add("manifest", fault.is_interruption ? State::edited : State::tampered, fault.text);
  }
  std::uint64_t whole = 0;
  for (std::size_t i = 0; i < the_case.items.size(); ++i) {
    const auto& item = the_case.items[i];
    context.report("verify", item.name, i, the_case.items.size());
    const auto hash = core::sha256_file(the_case.path_of(item));
    if (!hash.has_value()) {
      checks.add("evidence", State::tampered, item.label + " cannot be read: " + hash.error().what);
    } else if (*hash != evidence::file_hash(item)) {
      checks.add("evidence", State::tampered,
                 item.label + " (" + item.name + ") has changed since it was added");
    } else {
      ++whole;
    }
  }
  for (const auto& name : list_folder(the_case.path("evidence"))) {
    const std::string path = "evidence/" + name;
    const bool known =
        name == "manifest.jsonl" ||
        std::any_of(the_case.items.begin(), the_case.items.end(), [&](const auto& item) {
          return item.path == path || item.path.starts_with(path + "/");
        });
    if (!known) {
      checks.add("evidence", State::edited,
                 path + " is no item of the case, and no run reads it: add it, or take it away");
    }
  }
  const bool all = whole == the_case.items.size();
  checks.add("evidence", all ? State::ok : State::tampered,
             std::to_string(whole) + " of " + std::to_string(the_case.items.size()) +
                 " items as received");
}

void check_authored(const Case& the_case, const Json& run, Checks& checks) {
  const auto parse = [](const std::string& text) {
    std::map<std::string, std::string> hashes;
    for (const auto part : core::split(text, ' ')) {
      const auto mark = part.rfind('=');
      if (mark != std::string_view::npos)
        hashes[std::string(part.substr(0, mark))] = part.substr(mark + 1);
    }
    return hashes;
  };
  const auto then = parse(text_at(run, "authored"));
  const auto now = parse(authored_hashes(the_case));
  std::set<std::string> names;
  for (const auto& [name, hash] : then) names.insert(name);
  for (const auto& [name, hash] : now) names.insert(name);
  const std::string revision = revision_of(run);
  bool same = true;
  for (const auto& name : names) {
    const auto old_one = then.find(name);
    const auto new_one = now.find(name);
    if (old_one != then.end() && new_one != now.end() && old_one->second == new_one->second)
      continue;
    same = false;
    checks.add("authored", State::edited,
               name +
                   (new_one == now.end()    ? " was removed"
                    : old_one == then.end() ? " is new"
                                            : " was edited") +
                   " outside since revision " + revision +
                   ": out/ does not know it yet, run again");
  }
  if (same) checks.add("authored", State::ok, "settings and mappings as at the last run");
}

/// Every file of out/ against its manifest, and the manifest against the audit.
void check_out(const Case& the_case, const Json& run, Checks& checks) {
  if (!exists(the_case.path("out"))) {
    checks.add("out", State::edited, "out/ is gone: it is derived, run again");
    return;
  }
  const auto manifest = read_file(the_case.path("out/manifest.json"));
  if (!manifest.has_value()) {
    checks.add("out", State::tampered,
               "out/manifest.json cannot be read: " + manifest.error().what);
    return;
  }
  if (core::sha256(*manifest).hex() != text_at(run, "out_manifest_sha256")) {
    checks.add("out", State::tampered,
               "out/manifest.json is not the one that the last audited run wrote");
  }
  const Json json = Json::parse(*manifest, nullptr, false);
  if (!json.is_object()) {
    checks.add("out", State::tampered, "out/manifest.json is not JSON");
    return;
  }
  const Json& files = json.contains("files") && json["files"].is_object() ? json["files"] : json;
  std::set<std::string> listed{"manifest.json", "metrics.json"};
  std::vector<std::string> present = list_folder(the_case.path("out"));
  std::erase(present, "replay");
  for (const auto& name : list_folder(the_case.path("out/replay")))
    present.push_back("replay/" + name);
  const auto metrics = core::sha256_file(the_case.path("out/metrics.json"));
  if (!metrics.has_value() || metrics->hex() != text_at(run, "metrics_sha256")) {
    checks.add("out", State::tampered, "out/metrics.json is not the one that the run wrote");
  }
  std::uint64_t fit = 0;
  for (const auto& [name, hash] : files.items()) {
    listed.insert(name);
    const auto actual = core::sha256_file(the_case.path("out/" + name));
    const bool same =
        actual.has_value() && hash.is_string() && actual->hex() == hash.get<std::string>();
    if (same) {
      ++fit;
    } else {
      checks.add("out", State::tampered,
                 "out/" + name + (actual.has_value() ? " has changed since the run" : " is gone"));
    }
  }
  for (const auto& name : present) {
    if (!listed.contains(name)) {
      checks.add("out", State::tampered, "out/" + name + " was not written by the run");
    }
  }
  checks.add(
      "out", fit == files.size() ? State::ok : State::tampered,
      std::to_string(fit) + " of " + std::to_string(files.size()) + " files of out/ as written");
}

void check_engine(const Json& run, Checks& checks) {
  const std::string then = text_at(run, "engine");
  if (then == engine_name()) {
    checks.add("engine", State::ok, "the last run was made by this engine, " + then);
  } else {
    checks.add("engine", State::other_engine,
               "the last run was made by " + then + ", this is " + engine_name() +
                   ": numbers may differ for that reason; run again to compare");
  }
}

std::optional<std::string> file_of(const RunReport& report, std::string_view name) {
  for (const auto& file : report.files) {
    if (file.name == name) return file.bytes;
  }
  return std::nullopt;
}

/// Headline sums once more, by the slow obvious twins, from the evidence itself.
core::Status check_sums(const core::RunContext& context, const Case& the_case, Checks& checks) {
  RunRequest request = request_of(the_case);
  request.use_references = true;
  request.families.clear();  // money.json holds none of them
  const auto ran = run_case(context, the_case, request);
  // What was edited can no longer be read: that is a finding about the case, not the end of the checks.
  if (!ran.has_value() && ran.error().code == core::ErrorCode::bad_input &&
      checks.authored_was_edited()) {
    checks.add("twins", State::failed,
               "not recomputed: " + ran.error().what + " (" + ran.error().where + ")");
    return {};
  }
  if (!ran.has_value()) return ran.error();
  const RunReport& again = *ran;
  const auto slow = file_of(again, "money.json");
  const auto written = read_file(the_case.path("out/money.json"));
  if (!slow || !written.has_value()) {
    checks.add("twins", State::failed, "out/money.json cannot be read");
    return {};
  }
  const Json a = Json::parse(*slow, nullptr, false);
  const Json b = Json::parse(*written, nullptr, false);
  bool same = a.is_object() && b.is_object();
  std::string differing;
  for (const char* part : {"totals", "places", "traces", "stops"}) {
    if (!same || a[part] == b[part]) continue;
    differing += differing.empty() ? part : std::string(", ") + part;
  }
  same = same && differing.empty();
  const bool edited = checks.authored_was_edited();
  checks.add("twins",
             same     ? State::ok
             : edited ? State::edited
                      : State::tampered,
             same ? "headline sums recomputed by the slow twins: equal to the unit"
                  : "the slow twins find other sums than out/money.json (" + differing + ")" +
                        (edited ? "; what was edited may be why: run again" : ""));
  return {};
}

core::Status check_rebuild(const core::RunContext& context, const Case& the_case, Checks& checks) {
  CB_TRY(const RunReport again, run_case(context, the_case, request_of(the_case)));
  std::uint64_t same = 0;
  for (const auto& file : again.files) {
    const auto written = read_file(the_case.path("out/" + file.name));
    if (written.has_value() && *written == file.bytes) {
      ++same;
    } else {
      checks.add("rebuild", State::failed,
                 "out/" + file.name + " comes out differently when run again");
    }
  }
  if (same == again.files.size()) {
    checks.add("rebuild", State::ok,
               "run again: " + std::to_string(same) + " files, the same bytes");
  }
  return {};
}

/// truth.json against the audit entry of `simulate`: a score against another truth is worth nothing.
void check_truth(const Case& the_case, const std::vector<AuditLine>& lines, Checks& checks) {
  const auto hash = core::sha256_file(the_case.path("truth.json"));
  if (!hash.has_value()) return;  // score_truth says so
  for (const auto& line : lines) {
    const Json entry = entry_json(line);
    if (!entry.is_object() || text_at(entry, "op") != "simulate") continue;
    const bool same = text_at(entry, "truth_sha256") == hash->hex();
    checks.add("truth", same ? State::ok : State::tampered,
               same ? "truth.json as simulated" : "truth.json is not the one that was simulated");
    return;
  }
  checks.add("truth", State::tampered, "truth.json is not known to the audit");
}

}  // namespace

bool VerifyReport::integrity_broken() const noexcept {
  return std::any_of(checks.begin(), checks.end(),
                     [](const Check& check) { return check.state == State::tampered; });
}

bool VerifyReport::all_ok() const noexcept {
  return std::all_of(checks.begin(), checks.end(), [](const Check& check) {
    return check.state == State::ok || check.state == State::skipped;
  });
}

core::Result<VerifyReport> verify_case(const core::RunContext& context, const Case& the_case,
                                       const VerifyRequest& request) {
  VerifyReport report;
  Checks checks(report);
  const auto lines = read_audit(the_case);
  if (!lines.has_value()) {
    checks.add("audit", State::tampered, lines.error().what + " (" + lines.error().where + ")");
  } else {
    checks.add("audit", State::ok,
               std::to_string(lines->size()) + " lines, seal " +
                   (lines->empty() ? std::string("none") : seal_of(*lines)));
  }
  const std::vector<AuditLine> known = lines.has_value() ? *lines : std::vector<AuditLine>{};
  if (!request.seal.empty()) {
    CB_TRY(Check seal, check_seal(known, request.seal));
    if (!lines.has_value())
      seal = {"seal", State::tampered,
              "the audit does not fit: no line of it can be held against the seal"};
    checks.add(std::move(seal));
  }
  check_evidence(context, the_case, known, checks);
  for (auto& check : check_traces(the_case, known)) checks.add(std::move(check));
  const auto runs = runs_of(known);
  if (runs.empty()) {
    if (exists(the_case.path("out/manifest.json")) || exists(the_case.path("out/brief.html"))) {
      checks.add(
          "out", State::tampered,
          "out/ holds results, but the audit knows of no run: nobody can say who wrote them");
    } else {
      checks.add("out", State::skipped, "no run of this case is in the audit yet");
    }
  } else {
    const Json& run = run_of_out(the_case, runs, checks);
    check_engine(run, checks);
    check_authored(the_case, run, checks);
    check_out(the_case, run, checks);
    if (const auto index = check_index(the_case); !index.has_value())
      checks.add("index", State::edited,
                 index.error().what + " (case.sqlite, derived/CURRENT): it is derived, run again");
    for (auto& check : check_derived(the_case)) checks.add(std::move(check));
    if (report.integrity_broken()) {
      checks.add("twins", State::skipped, "not recomputed: what it would start from is broken");
    } else {
      CB_TRY_STATUS(check_sums(context, the_case, checks));
      if (request.rebuild) CB_TRY_STATUS(check_rebuild(context, the_case, checks));
    }
  }
  const bool was_simulated = std::any_of(known.begin(), known.end(), [](const auto& line) {
    return text_at(entry_json(line), "op") == "simulate";
  });
  if (request.truth || (was_simulated && exists(the_case.path("truth.json"))))
    check_truth(the_case, known, checks);
  if (request.truth) {
    CB_TRY(report.scores, score_truth(the_case));
  }
  return report;
}

}  // namespace cuibono::investigation
