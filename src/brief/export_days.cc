// days.jsonl: what the records say of each number of an actor or a group, day by day.
#include <set>

#include "brief/export_parts.h"
#include "calls/calls.h"

namespace cuibono::brief {
namespace {

/// Numbers of actors who are no victims, and of groups that have a finding.
std::vector<evidence::SelectorId> numbers_of(const Exporter& e) {
  const auto& profiles = e.input.profiles;
  std::set<evidence::SelectorId> numbers;
  for (const auto& actor : e.input.organisation.actors) {
    if (actor.is_victim) continue;
    for (const auto id : actor.selectors) {
      if (id.index() < profiles.of_selector.size() &&
          profiles.of_selector[id.index()] != calls::no_profile)
        numbers.insert(id);
    }
  }
  for (const auto& group : profiles.groups)
    for (const auto caller : group.callers) numbers.insert(profiles.profiles[caller].number);
  std::erase_if(numbers, [&](evidence::SelectorId id) { return e.privacy.is_victim(id); });
  return {numbers.begin(), numbers.end()};
}

Json second_or_null(std::int64_t seconds) { return seconds < 0 ? Json(nullptr) : Json(seconds); }

}  // namespace

std::string export_days(const Exporter& e) {
  const std::vector<evidence::SelectorId> numbers = numbers_of(e);
  std::string out;
  for (const auto& day : calls::count_days(e.input.evidence, numbers)) {
    Json json;
    json["number"] = e.privacy.selector(day.number);
    json["day"] = core::format_time(day.day * core::us_per_day, core::Precision::day);
    json["calls_out"] = day.calls_out;
    json["calls_in"] = day.calls_in;
    json["callees"] = day.callees;
    json["new_callees"] = day.new_callees;
    json["callers"] = day.callers;
    json["answered"] = day.answered;
    json["unanswered"] = day.unanswered;
    json["up_to_5s"] = day.up_to_5s;
    json["up_to_20s"] = day.up_to_20s;
    json["talk_s"] = day.talk_s;
    json["cells"] = day.cells;
    json["first_s"] = second_or_null(day.first_s);
    json["last_s"] = second_or_null(day.last_s);
    json["pause_median_s"] = second_or_null(day.pause_median_s);
    out += dump_line(json);
  }
  return out;
}

}  // namespace cuibono::brief
