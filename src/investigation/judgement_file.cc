// judgements.jsonl: what a line is, and which lines are in force.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "investigation/files.h"
#include "investigation/judgements.h"

namespace cuibono::investigation {
namespace {

using Json = nlohmann::ordered_json;
using core::Error;
using core::ErrorCode;

std::string text_of(const Json& json, const char* key) {
  return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

Error bad_line(const std::string& where, std::size_t line, const std::string& what) {
  return Error{ErrorCode::bad_input, "line " + std::to_string(line) + " " + what, where,
               "judgements are made by cuibono judge, and taken back by judge --undo"};
}

std::optional<entities::Verdict> verdict_of(std::string_view word) {
  using entities::Verdict;
  for (const auto verdict : {Verdict::same, Verdict::different, Verdict::unsure})
    if (entities::verdict_name(verdict) == word) return verdict;
  return std::nullopt;
}

core::Status check_contradiction(const std::vector<entities::Judgement>& all,
                                 const std::string& where) {
  const auto chain = entities::find_contradiction(entities::judgements_by(all, std::nullopt));
  if (chain.empty()) return {};
  std::vector<std::string> ids;
  for (const auto& one : chain) ids.push_back(one.id);
  return Error{
      ErrorCode::bad_input,
      "judgements contradict each other: " + core::join(ids, ", ") + " cannot all be in force",
      where, "undo one of them: cuibono judge --undo " + ids.back()};
}

}  // namespace

core::Result<std::vector<entities::Judgement>> parse_judgements(std::string_view text,
                                                                const std::string& where) {
  std::vector<entities::Judgement> all;
  std::map<std::string, std::size_t> of_id;
  std::size_t number = 0;
  for (const auto line : core::split(text, '\n')) {
    ++number;
    if (core::trim(line).empty()) continue;
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return bad_line(where, number, "is no JSON object");
    if (!json.contains("schema") || json["schema"] != 1)
      return bad_line(where, number, "has another schema than 1");
    const std::string id = text_of(json, "id"), undoes = text_of(json, "undoes");
    const auto at = core::parse_rfc3339(text_of(json, "at"));
    if (id.empty()) return bad_line(where, number, "has no id");
    if (!at) return bad_line(where, number, "has no time such as 2025-05-01T12:00:00Z");
    if (!undoes.empty()) {
      const auto found = of_id.find(undoes);
      if (found == of_id.end())
        return bad_line(where, number, "undoes " + undoes + ", which is not before it");
      if (all[found->second].undone_us != INT64_MAX)
        return bad_line(where, number, "undoes " + undoes + ", which is undone already");
      all[found->second].undone_us = at->time_us;
      continue;
    }
    const auto verdict = verdict_of(text_of(json, "verdict"));
    entities::Judgement one{id, text_of(json, "a"), text_of(json, "b")};
    if (!verdict) return bad_line(where, number, "has no verdict: same, different or unsure");
    if (one.a.find(':') == std::string::npos || one.b.find(':') == std::string::npos)
      return bad_line(where, number, "has no two selectors a and b");
    if (one.a == one.b) return bad_line(where, number, "judges a selector against itself");
    one.verdict = *verdict;
    one.at_us = at->time_us;
    one.by = text_of(json, "by");
    one.why = text_of(json, "why");
    if (!of_id.emplace(id, all.size()).second)
      return bad_line(where, number, "has the id " + id + ", which another line has");
    all.push_back(std::move(one));
  }
  CB_TRY_STATUS(check_contradiction(all, where));
  return all;
}

core::Result<std::vector<entities::Judgement>> read_judgements(const Case& the_case) {
  const std::string path = the_case.path("judgements.jsonl");
  if (!exists(path)) return std::vector<entities::Judgement>{};
  CB_TRY(const std::string text, read_file(path));
  return parse_judgements(text, "judgements.jsonl");
}

}  // namespace cuibono::investigation
