// Judgements in the lines of nomenklatura's resolver.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "investigation/judging.h"

namespace cuibono::investigation {
namespace {

using Json = nlohmann::ordered_json;
using core::Error;
using core::ErrorCode;
using entities::Verdict;

struct Edge {
  std::string target, source, verdict, by, at;
};

core::Result<std::vector<Edge>> read_edges(const std::string& path) {
  CB_TRY(const std::string text, read_file(path));
  std::vector<Edge> edges;
  std::size_t number = 0;
  for (const auto line : core::split(text, '\n')) {
    ++number;
    if (core::trim(line).empty()) continue;
    const Json row = Json::parse(line, nullptr, false);
    const auto text_at = [&](std::size_t i) {
      return row.is_array() && row.size() > i && row[i].is_string() ? row[i].get<std::string>()
                                                                    : std::string();
    };
    if (text_at(0).empty() || text_at(1).empty() || text_at(2).empty())
      return Error{ErrorCode::bad_input,
                   "line " + std::to_string(number) + " is no edge of a resolver", path,
                   "a line is [target, source, \"positive\", score, user, time]"};
    const std::string at = text_at(5);
    const auto time = core::parse_rfc3339(at.empty() || at.ends_with('Z') ? at : at + "Z");
    edges.push_back({text_at(0), text_at(1), text_at(2), text_at(4),
                     time ? core::format_rfc3339(time->time_us) : std::string()});
  }
  return edges;
}

/// Sets of ids that positive edges join, and which of them the case knows.
class Sets {
 public:
  Sets(const std::vector<Edge>& edges, const Judging& judging) : sets_(2 * edges.size()) {
    for (const auto& edge : edges) {
      for (const auto* id : {&edge.target, &edge.source}) place_.emplace(*id, place_.size());
      if (edge.verdict == "positive") sets_.join(place_.at(edge.target), place_.at(edge.source));
    }
    for (const auto& [id, at] : place_) {
      const auto key = judging.key_of(id);
      if (key.has_value())
        known_[sets_.find(at)].push_back(*key);
      else
        strangers_.push_back(id);
    }
  }
  std::uint32_t set_of(const std::string& id) { return sets_.find(place_.at(id)); }
  const std::vector<std::string>& keys_of(const std::string& id) { return known_[set_of(id)]; }
  [[nodiscard]] const std::vector<std::string>& strangers() const { return strangers_; }

 private:
  std::map<std::string, std::uint32_t> place_;
  core::DisjointSets sets_;
  std::map<std::uint32_t, std::vector<std::string>> known_;  // by id
  std::vector<std::string> strangers_;
};

std::vector<NewJudgement> judgements_of(const std::vector<Edge>& edges, Sets& sets,
                                        const std::string& why) {
  std::vector<NewJudgement> fresh;
  std::set<std::uint32_t> joined;
  for (const auto& edge : edges) {
    const auto& one = sets.keys_of(edge.target);
    if (edge.verdict == "positive") {
      if (!joined.insert(sets.set_of(edge.target)).second) continue;
      for (std::size_t i = 1; i < one.size(); ++i)
        fresh.push_back({{"", one[0], one[i], Verdict::same}, why, edge.by, edge.at});
      continue;
    }
    const auto& two = sets.keys_of(edge.source);
    if (edge.verdict != "negative" && edge.verdict != "unsure") continue;
    if (one.empty() || two.empty() || sets.set_of(edge.target) == sets.set_of(edge.source))
      continue;
    const Verdict verdict = edge.verdict == "negative" ? Verdict::different : Verdict::unsure;
    fresh.push_back({{"", one[0], two[0], verdict}, why, edge.by, edge.at});
  }
  std::erase_if(fresh, [](const auto& one) { return one.judgement.a == one.judgement.b; });
  return fresh;
}

}  // namespace

core::Result<std::string> export_judgements(const core::RunContext& context, const Case& the_case) {
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder, CaseUse::read));
  CB_TRY(const Judging judging, Judging::open(context, the_case, CaseUse::read));
  std::string lines;
  for (const auto& one : judging.in_force()) {
    const auto* a = judging.holder(judging.plain(), one.a);
    const auto* b = judging.holder(judging.plain(), one.b);
    if (a == nullptr || b == nullptr || a == b) continue;
    const char* word = one.verdict == Verdict::same        ? "positive"
                       : one.verdict == Verdict::different ? "negative"
                                                           : "unsure";
    const auto [low, high] = std::minmax(a->id, b->id);
    std::string at = core::format_rfc3339(one.at_us);
    if (at.ends_with('Z')) at.pop_back();
    lines += Json::array({high, low, word, nullptr, one.by, at}).dump() + "\n";
  }
  return lines;
}

core::Result<JudgeReport> import_judgements(const core::RunContext& context, const Case& the_case,
                                            const std::string& path) {
  CB_TRY(const auto edges, read_edges(path));
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
  CB_TRY(const Judging judging, Judging::open(context, the_case, CaseUse::write));
  Sets sets(edges, judging);
  CB_TRY(std::uint64_t number, next_number(the_case));
  std::vector<entities::Judgement> all = judging.in_force();
  std::vector<NewJudgement> taken;
  std::uint64_t before = 0;
  for (auto& one : judgements_of(edges, sets, "from " + path.substr(path.rfind('/') + 1))) {
    one.judgement.id = "J" + std::to_string(number);
    if (find_said(all, one.judgement) != nullptr) {
      ++before;
      continue;
    }
    CB_TRY_STATUS(check_new(one.judgement, all));
    all.push_back(one.judgement);
    taken.push_back(std::move(one));
    ++number;
  }
  JudgeReport report;
  for (const auto& one : taken) {
    CB_TRY_STATUS(put_down(the_case, "judge_import", one));
    report.id = one.judgement.id;
    ++report.written;
  }
  report.told.push_back(std::to_string(edges.size()) + " lines: " + std::to_string(report.written) +
                        " judgements put down, " + std::to_string(before) + " were there already");
  if (!sets.strangers().empty())
    report.told.push_back(std::to_string(sets.strangers().size()) +
                          " ids name nobody in this case, as " + sets.strangers().front());
  return report;
}

}  // namespace cuibono::investigation
