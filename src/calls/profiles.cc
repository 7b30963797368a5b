// Counts per number. Each call is written down twice (once for its caller, once for its callee), by
// number, and what each number has is summed up on its own.
#include <algorithm>

#include "calls/calls.h"
#include "calls/lag.h"

namespace cuibono::calls {
namespace {

constexpr std::size_t seen_max = 8;
constexpr std::size_t hours_per_day = 24;

/// Keeps the most seen things, ties by id.
template <class Id, class Seen>
std::vector<Seen> most_seen(std::vector<Id>& ids) {
  std::sort(ids.begin(), ids.end());
  std::vector<Seen> seen;
  for (std::size_t begin = 0; begin < ids.size();) {
    std::size_t end = begin;
    while (end < ids.size() && ids[end] == ids[begin]) ++end;
    seen.push_back({ids[begin], end - begin});
    begin = end;
  }
  std::stable_sort(seen.begin(), seen.end(),
                   [](const Seen& a, const Seen& b) { return a.calls > b.calls; });
  if (seen.size() > seen_max) seen.resize(seen_max);
  return seen;
}

std::uint64_t count_distinct(std::vector<std::uint32_t>& values) {
  std::sort(values.begin(), values.end());
  return static_cast<std::uint64_t>(std::unique(values.begin(), values.end()) - values.begin());
}

/// Positions of calls by one end, in the order of time (calls are sorted by time already).
core::Grouped group_by(const std::vector<evidence::SelectorId>& ends, std::size_t selectors) {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(ends.size());
  for (const auto end : ends) numbers.push_back(end.value);  // no_selector is beyond all groups
  return core::group_positions(numbers, static_cast<std::uint32_t>(selectors));
}

void fill_outgoing(Profile& profile, const evidence::Calls& calls,
                   const entities::Entities& entities, std::span<const std::uint32_t> outgoing,
                   const std::vector<std::uint32_t>& callers) {
  std::vector<std::uint32_t> callees, victims;
  std::vector<evidence::CellId> cells;
  std::vector<evidence::SelectorId> handsets;
  std::vector<std::int64_t> days;
  for (const auto i : outgoing) {
    if (calls.callee[i] != evidence::no_selector) callees.push_back(calls.callee[i].value);
    if (calls.duration_s[i] != evidence::no_duration) profile.talk_s += calls.duration_s[i];
    if (calls.caller_cell[i].value != 0) cells.push_back(calls.caller_cell[i]);
    if (calls.caller_imei[i] != evidence::no_selector) handsets.push_back(calls.caller_imei[i]);
    days.push_back(core::day_of(calls.time_us[i]));
    if (calls.precision[i] <= core::Precision::hour) {
      ++profile.hours_utc[core::from_utc_us(calls.time_us[i]).hour];
    }
    const auto* entity = entities.find(calls.callee[i]);
    if (entity != nullptr && entity->is_victim) {
      victims.push_back(entities.of_selector[calls.callee[i].index()].value);
    }
  }
  profile.calls_out = outgoing.size();
  profile.victims_called = count_distinct(victims);
  profile.callees = count_distinct(callees);
  callees.resize(profile.callees);
  profile.cells = most_seen<evidence::CellId, SeenCell>(cells);
  profile.handsets = most_seen<evidence::SelectorId, SeenHandset>(handsets);
  profile.days = static_cast<std::uint32_t>(std::unique(days.begin(), days.end()) - days.begin());
  for (const auto callee : callees) {
    if (std::binary_search(callers.begin(), callers.end(), callee))
      ++profile.callees_who_called_back;
  }
}

void note_period(Profile& profile, const evidence::Calls& calls,
                 std::span<const std::uint32_t> some) {
  if (some.empty()) return;
  const std::int64_t first = calls.time_us[some.front()], last = calls.time_us[some.back()];
  const bool fresh = profile.calls_out + profile.calls_in == 0;
  profile.first_us = fresh ? first : std::min(profile.first_us, first);
  profile.last_us = fresh ? last : std::max(profile.last_us, last);
}

void add_reports(const evidence::Evidence& evidence, CallProfiles& out) {
  for (const auto& report : evidence.reports) {
    auto numbers = report.numbers;
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    for (const auto number : numbers) {
      if (number == evidence::no_selector) continue;
      Profile& profile = out.profiles[out.of_selector[number.index()]];
      ++profile.reports_naming;
      profile.report_records.insert(profile.report_records.end(), report.records.begin(),
                                    report.records.end());
    }
  }
}

}  // namespace

std::optional<int> shared_hours_percent(const Profile& a, const Profile& b) {
  std::uint64_t total_a = 0, total_b = 0;
  for (const auto calls : a.hours_utc) total_a += calls;
  for (const auto calls : b.hours_utc) total_b += calls;
  if (total_a == 0 || total_b == 0) return std::nullopt;
  // Shares of each hour in parts of a million, so that no float decides.
  std::uint64_t shared = 0;
  constexpr std::uint64_t parts = 1'000'000;
  for (std::size_t h = 0; h < a.hours_utc.size(); ++h)
    shared += std::min(a.hours_utc[h] * parts / total_a, b.hours_utc[h] * parts / total_b);
  return static_cast<int>(shared * 100 / parts);
}

core::Result<CallProfiles> profile_numbers(const core::RunContext& context,
                                           const evidence::Evidence& evidence,
                                           const entities::Entities& entities) {
  CallProfiles out;
  const auto& calls = evidence.calls;
  const std::size_t selectors = evidence.selectors.size();
  const core::Grouped by_caller = group_by(calls.caller, selectors);
  const core::Grouped by_callee = group_by(calls.callee, selectors);

  std::vector<bool> named(selectors, false);
  for (const auto& report : evidence.reports) {
    for (const auto number : report.numbers) {
      if (number != evidence::no_selector) named[number.index()] = true;
    }
  }
  out.of_selector.assign(selectors, no_profile);
  for (std::size_t s = 0; s < selectors; ++s) {
    const bool calls_at_all = !by_caller.of(s).empty() || !by_callee.of(s).empty();
    if (!calls_at_all && !named[s]) continue;
    out.of_selector[s] = static_cast<std::uint32_t>(out.profiles.size());
    Profile profile;
    profile.number = evidence::SelectorId::of(s);
    profile.hours_utc.assign(hours_per_day, 0);
    out.profiles.push_back(std::move(profile));
  }

  constexpr std::size_t block = 256;
  CB_TRY_STATUS(
      core::parallel_blocks(context, out.profiles.size(), block, [&](const core::Block& some) {
        for (std::size_t p = some.begin; p < some.end; ++p) {
          Profile& profile = out.profiles[p];
          const auto out_calls = by_caller.of(profile.number.index());
          const auto in_calls = by_callee.of(profile.number.index());
          std::vector<std::uint32_t> callers;
          for (const auto i : in_calls) {
            if (calls.caller[i] != evidence::no_selector) callers.push_back(calls.caller[i].value);
          }
          note_period(profile, calls, out_calls);
          profile.calls_out = out_calls.size();
          note_period(profile, calls, in_calls);
          profile.calls_in = in_calls.size();
          profile.callers = count_distinct(callers);
          callers.resize(profile.callers);
          fill_outgoing(profile, calls, entities, out_calls, callers);
        }
        return core::Status{};
      }));

  std::uint64_t total_out = 0, total_in = 0;
  for (const auto& profile : out.profiles)
    total_out += profile.calls_out, total_in += profile.calls_in;
  CB_CHECK(total_out == by_caller.members.size() && total_in == by_callee.members.size(),
           "calls per number do not sum to the calls");
  add_reports(evidence, out);
  CB_TRY_STATUS(measure_lags(context, evidence, entities, out));
  CB_TRY_STATUS(claims::sort_findings(out.findings));
  return out;
}

}  // namespace cuibono::calls
