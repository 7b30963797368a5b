// How many people work there, as far as traffic can tell. Numbers come and go; on one day each caller
// uses one. So the numbers in use on a busy day are the floor, and all numbers less successions the
// ceiling.
#include "organisation/size.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace cuibono::organisation {
namespace {

// Callers among all staff, and the share of time that a caller talks: assumptions, said with the result.
constexpr double callers_most = 0.95, callers_middle = 0.75, callers_least = 0.60;
constexpr double talk_most = 0.60, talk_middle = 0.45, talk_least = 0.35;
constexpr double ceiling_over_floor = 1.5;
constexpr std::size_t records_most = 40;

struct Traffic {
  std::vector<std::uint64_t> in_use;  ///< numbers with an outgoing call, by day with any, sorted
  std::vector<calls::BusyTime> busy;  ///< in seconds
  std::uint64_t active_numbers = 0;
  std::vector<evidence::RecordRef> records;
};

Traffic read_traffic(const OrganisationInput& input,
                     const std::vector<evidence::SelectorId>& numbers) {
  Traffic traffic;
  const auto& calls = input.evidence.calls;
  const auto& rows = input.network.out;
  std::map<std::int64_t, std::uint64_t> per_day;
  for (const auto number : numbers) {
    std::int64_t last_day = INT64_MIN;
    for (auto e = rows.begin[number.index()]; e < rows.begin[number.index() + 1]; ++e) {
      if (rows.event[e].layer != network::Layer::call) continue;
      const auto call = rows.event[e].event;
      if (calls.precision[call] > core::Precision::minute) continue;
      const std::int64_t day = core::day_of(calls.time_us[call]);
      if (day != last_day) ++per_day[day];  // rows are in order of time
      if (last_day == INT64_MIN) {
        ++traffic.active_numbers;
        if (traffic.records.size() < records_most)
          traffic.records.push_back(calls.legs.of(call).front());
      }
      last_day = day;
      if (calls.duration_s[call] == evidence::no_duration) continue;
      const std::int64_t begin = calls.time_us[call] / core::us_per_second;
      traffic.busy.push_back({begin, begin + calls.duration_s[call]});
    }
  }
  for (const auto& [day, count] : per_day) traffic.in_use.push_back(count);
  std::sort(traffic.in_use.begin(), traffic.in_use.end());
  return traffic;
}

/// Changes of number among these numbers.
std::uint64_t count_successions(const OrganisationInput& input,
                                const std::vector<evidence::SelectorId>& numbers) {
  const std::set<evidence::SelectorId> known(numbers.begin(), numbers.end());
  return static_cast<std::uint64_t>(std::count_if(
      input.profiles.successions.begin(), input.profiles.successions.end(), [&](const auto& one) {
        return one.kind == calls::SuccessionKind::number && known.contains(one.from) &&
               known.contains(one.to);
      }));
}

std::uint64_t whole(double value) { return static_cast<std::uint64_t>(std::llround(value)); }

}  // namespace

SizeRange find_staff(const OrganisationInput& input,
                     const std::vector<evidence::SelectorId>& numbers) {
  SizeRange range;
  Traffic traffic = read_traffic(input, numbers);
  if (traffic.in_use.empty()) {
    range.warnings.emplace_back("no call of such a number is known to the minute");
    return range;
  }
  const auto days = traffic.in_use.size();
  const std::uint64_t busy_day = traffic.in_use[std::min(days - 1, days * 9 / 10)];
  const std::uint64_t middle_day = traffic.in_use[days / 2];
  const std::uint64_t changes =
      std::min(count_successions(input, numbers), traffic.active_numbers - 1);
  const std::uint64_t people = traffic.active_numbers - changes;
  const auto ceiling =
      static_cast<std::uint64_t>(std::floor(static_cast<double>(busy_day) * ceiling_over_floor));
  const std::uint64_t callers_high = std::clamp(people, busy_day, std::max(busy_day, ceiling));
  const auto floor_callers = static_cast<double>(busy_day);
  range.low = std::max<std::uint64_t>(busy_day, whole(std::ceil(floor_callers / callers_most)));
  range.high =
      std::max(*range.low, whole(std::floor(static_cast<double>(callers_high) / callers_least)));
  range.estimate =
      std::clamp(whole(static_cast<double>(busy_day + callers_high) / 2 / callers_middle),
                 *range.low, *range.high);
  const auto lines = calls::find_concurrency(traffic.busy).peak;
  if (lines > 0) range.lower_bound = lines;

  range.models.push_back({"numbers in use on a day: half of the days, nine in ten, the busiest",
                          middle_day, busy_day, traffic.in_use.back()});
  range.models.push_back(
      {"numbers less changes of number: callers in all", people, people, traffic.active_numbers});
  if (lines > 0) {
    const auto busy = static_cast<double>(lines);
    range.models.push_back(
        {"lines busy at once over a talk share of 0.60, 0.45 and 0.35: callers on "
         "the busiest shift",
         whole(busy / talk_most), whole(busy / talk_middle), whole(busy / talk_least)});
  }
  range.warnings = {
      "each number in use is taken for one caller; several may share one, or one may use several",
      "callers are assumed to be 60 to 95 of 100 staff; traffic cannot show who makes no calls",
      "numbers whose calls are in no file are not counted"};
  range.records = std::move(traffic.records);
  return range;
}

std::vector<claims::Finding> staff_findings(const OrganisationInput&,
                                            const Organisation& organisation) {
  std::vector<claims::Finding> out;
  const auto add = [&](const std::string& subject, const SizeRange& range) {
    if (!range.low || range.records.empty()) return;
    claims::Quantity quantity;
    quantity.value = *range.estimate;
    quantity.low = *range.low;
    quantity.high = *range.high;
    quantity.unit = "people";
    std::vector<claims::Reason> reasons;
    for (const auto& model : range.models) {
      reasons.push_back({model.name + ": " + std::to_string(model.low) + ", " +
                             std::to_string(model.estimate) + ", " + std::to_string(model.high),
                         0, range.records});
    }
    claims::Finding finding(
        claims::FindingKind::size, subject, {subject}, "staff", quantity,
        "numbers in use on a day, changes of number, share of callers 0.60 to 0.95 (assumed)",
        std::move(reasons),
        {"some of the numbers may be machines that dial, or be shared: then there are fewer people",
         "payroll, seats and access logs of the premises"});
    for (const auto& warning : range.warnings) finding.reasons_against.push_back({warning, 0, {}});
    claims::set_records(finding, range.records);
    out.push_back(std::move(finding));
  };
  add("case", organisation.staff);
  for (const auto& site : organisation.sites) add(site.id, site.staff);
  return out;
}

}  // namespace cuibono::organisation
