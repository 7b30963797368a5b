// verify: what a trace planned and found is what the audit knows of.
#include <map>
#include <nlohmann/json.hpp>

#include "investigation/files.h"
#include "investigation/verify_parts.h"

namespace cuibono::investigation {
namespace {

using Json = nlohmann::ordered_json;
using State = Check::State;

/// File of CASE/traces/<id>/ to the hash of its bytes, as the audit has it last.
using Hashes = std::map<std::string, std::string>;

constexpr std::string_view suffix = "_sha256";

void add_hashes(const Json& entry, Hashes& hashes) {
  for (const auto& [key, value] : entry.items()) {
    if (!key.ends_with(suffix) || !value.is_string()) continue;
    const std::string name = key.substr(0, key.size() - suffix.size());
    hashes[name == "plan" ? "plan.json" : name] = value.get<std::string>();
  }
}

}  // namespace

std::vector<Check> check_traces(const Case& the_case, const std::vector<AuditLine>& lines) {
  std::map<std::string, Hashes> traces;
  for (const AuditLine& line : lines) {
    const Json entry = Json::parse(line.entry, nullptr, false);
    if (!entry.is_object() || !entry.contains("op") || !entry.contains("trace")) continue;
    const bool is_ours = entry["op"] == "trace_plan" || entry["op"] == "trace";
    if (is_ours && entry["trace"].is_string())
      add_hashes(entry, traces[entry["trace"].get<std::string>()]);
  }
  std::vector<Check> checks;
  const auto say = [&](State state, const std::string& text) {
    checks.push_back({"traces", state, text});
  };
  std::uint64_t fit = 0, files = 0;
  for (const auto& [id, hashes] : traces) {
    for (const auto& [name, hash] : hashes) {
      ++files;
      const std::string path = "traces/" + id + "/" + name;
      const auto actual = core::sha256_file(the_case.path(path));
      if (actual.has_value() && actual->hex() == hash) {
        ++fit;
      } else if (actual.has_value()) {
        say(State::tampered, path + " is not as the trace wrote it");
      } else {
        say(State::edited,
            path + " is gone, or the trace was stopped before it was done: ask again");
      }
    }
    for (const auto& name : list_folder(the_case.path("traces/" + id))) {
      if (!hashes.contains(name))
        say(State::tampered, "traces/" + id + "/" + name + " was not written by a trace");
    }
  }
  for (const auto& id : list_folder(the_case.path("traces"))) {
    if (!traces.contains(id))
      say(State::tampered, "traces/" + id + " is no trace that the audit knows of");
  }
  if (files > 0 && fit == files)
    say(State::ok, std::to_string(fit) + " files of " + std::to_string(traces.size()) +
                       (traces.size() == 1 ? " trace" : " traces") + " as written");
  return checks;
}

}  // namespace cuibono::investigation
