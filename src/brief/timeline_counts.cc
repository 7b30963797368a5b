#include "brief/timeline_counts.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace cuibono::brief {
namespace {

using core::Precision;
using Days = std::map<std::int64_t, std::uint64_t>;  ///< day → events

constexpr std::size_t periods_max =
    70;  // what fits the width of a page as bars that can be told apart
constexpr std::int64_t days_far = 366;

/// The events of one series by how exactly their time is known.
struct Dated {
  Days by_day, by_month, by_year;
  std::uint64_t no_time = 0;

  void add(std::optional<std::int64_t> time_us, Precision precision) {
    if (!time_us || precision == Precision::step) {
      ++no_time;
      return;
    }
    Days& days = precision == Precision::year    ? by_year
                 : precision == Precision::month ? by_month
                                                 : by_day;
    ++days[core::day_of(*time_us)];
  }
};

core::CivilTime civil_of(std::int64_t day) { return core::from_utc_us(day * core::us_per_day); }

std::int64_t day_of(std::int32_t year, int month) {
  core::CivilTime civil;
  civil.year = year;
  civil.month = static_cast<std::uint8_t>(month);
  return core::day_of(core::to_utc_us(civil));
}

constexpr std::int32_t years_of(TimeUnit unit) {
  return unit == TimeUnit::century ? 100 : unit == TimeUnit::decade ? 10 : 1;
}

/// First day of the period that holds a day.
std::int64_t begin_of(TimeUnit unit, std::int64_t day) {
  const auto civil = civil_of(day);
  switch (unit) {
    case TimeUnit::day:
      return day;
    case TimeUnit::week:
      return day - core::weekday_of(day * core::us_per_day);
    case TimeUnit::month:
      return day_of(civil.year, civil.month);
    case TimeUnit::quarter:
      return day_of(civil.year, (civil.month - 1) / 3 * 3 + 1);
    default:
      return day_of(std::max(1, civil.year / years_of(unit) * years_of(unit)), 1);
  }
}

/// First day of the period after the one that begins on a day.
std::int64_t next_of(TimeUnit unit, std::int64_t begin) {
  const auto civil = civil_of(begin);
  switch (unit) {
    case TimeUnit::day:
      return begin + 1;
    case TimeUnit::week:
      return begin + 7;
    case TimeUnit::month:
      return begin_of(unit, begin + 31);
    case TimeUnit::quarter:
      return begin_of(unit, begin + 92);
    default:
      return day_of((civil.year / years_of(unit) + 1) * years_of(unit), 1);
  }
}

std::uint64_t sum_of(const Days& days) {
  return std::accumulate(days.begin(), days.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& day) { return sum + day.second; });
}

struct Range {
  std::int64_t first = 0, last = 0;
};

/// From the first to the last day but a few that lie far from all others. Not for an empty map.
Range usual_range(const Days& days) {
  const std::uint64_t all = sum_of(days);
  std::uint64_t few = all < 10 ? 0 : std::max<std::uint64_t>(1, all / 100);
  Range range{days.begin()->first, days.rbegin()->first};
  const auto is_far = [&](std::int64_t gap, std::int64_t rest) {
    return gap > std::max(days_far, 2 * rest);
  };
  std::uint64_t passed = 0, cut = 0;
  for (auto day = days.begin(); std::next(day) != days.end(); ++day) {
    passed += day->second;
    if (passed > few) break;
    const std::int64_t next = std::next(day)->first;
    if (!is_far(next - day->first, range.last - next)) continue;
    range.first = next;
    cut = passed;
  }
  few -= cut;
  passed = 0;
  for (auto day = days.rbegin(); std::next(day) != days.rend(); ++day) {
    passed += day->second;
    if (passed > few || day->first <= range.first) break;
    const std::int64_t next = std::next(day)->first;
    if (is_far(day->first - next, next - range.first)) range.last = next;
  }
  return range;
}

/// The periods of a unit that cover a range; nothing where they are too many.
std::optional<std::vector<std::int64_t>> periods_of(TimeUnit unit, const Range& range) {
  std::vector<std::int64_t> first_days{begin_of(unit, range.first)};
  do {
    if (first_days.size() > periods_max && unit != TimeUnit::century) return std::nullopt;
    first_days.push_back(next_of(unit, first_days.back()));
  } while (first_days.back() <= range.last);
  return first_days;
}

void place(const Days& days, const std::vector<std::int64_t>& first_days, SeriesCounts& counts) {
  for (const auto& [day, events] : days) {
    if (day < first_days.front()) {
      counts.before += events;
    } else if (day >= first_days.back()) {
      counts.after += events;
    } else {
      const auto after = std::upper_bound(first_days.begin(), first_days.end(), day);
      counts.in_period[static_cast<std::size_t>(after - first_days.begin()) - 1] += events;
    }
  }
}

/// Whether events known by the month, or by the year, can be placed in periods of a unit.
bool places_months(TimeUnit unit) { return unit >= TimeUnit::month; }
bool places_years(TimeUnit unit) { return unit >= TimeUnit::year; }

void choose_axis(const std::array<Dated, series_count>& dated, Timeline& timeline) {
  std::optional<Range> range;
  std::uint64_t by_day = 0, by_month = 0, by_year = 0;
  for (const auto& series : dated) {
    Days all = series.by_day;
    for (const Days* days : {&series.by_month, &series.by_year}) {
      for (const auto& [day, events] : *days) all[day] += events;
    }
    by_day += sum_of(series.by_day);
    by_month += sum_of(series.by_month);
    by_year += sum_of(series.by_year);
    if (all.empty()) continue;
    const Range own = usual_range(all);
    range = range ? Range{std::min(range->first, own.first), std::max(range->last, own.last)} : own;
  }
  if (!range) return;
  for (int u = 0; u <= static_cast<int>(TimeUnit::century); ++u) {
    const auto unit = static_cast<TimeUnit>(u);
    const std::uint64_t placed =
        by_day + (places_months(unit) ? by_month : 0) + (places_years(unit) ? by_year : 0);
    if (2 * placed < by_day + by_month + by_year) continue;
    auto first_days = periods_of(unit, *range);
    if (!first_days) continue;
    timeline.unit = unit;
    timeline.first_days = std::move(*first_days);
    return;
  }
}

void sort_distinct(std::vector<evidence::RecordRef>& records) {
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
}

}  // namespace

std::uint64_t SeriesCounts::on_axis() const noexcept {
  return std::accumulate(in_period.begin(), in_period.end(), std::uint64_t{0});
}

Timeline count_timeline(const evidence::Evidence& evidence) {
  Timeline timeline;
  std::array<Dated, series_count> dated;
  const auto add = [&](Series which, std::optional<std::int64_t> time_us, Precision precision,
                       std::span<const evidence::RecordRef> records) {
    const auto s = static_cast<std::size_t>(which);
    dated[s].add(time_us, precision);
    auto& counts = timeline.series[s];
    ++counts.total;
    counts.records.insert(counts.records.end(), records.begin(), records.end());
  };
  const auto& calls = evidence.calls;
  for (std::size_t i = 0; i < calls.size(); ++i)
    add(Series::calls, calls.time_us[i], calls.precision[i], calls.legs.of(i));
  const auto& transfers = evidence.transfers;
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    if (transfers.is_reported_only[i] != 0) continue;
    add(Series::payments, transfers.time_us[i], transfers.precision[i], transfers.legs.of(i));
  }
  for (const auto& report : evidence.reports) {
    add(Series::reports, report.received_us, report.precision, report.records);
    for (const auto& payment : report.payments)
      add(Series::reported_payments, payment.time_us, payment.precision, {&payment.record, 1});
  }
  choose_axis(dated, timeline);
  for (std::size_t s = 0; s < series_count; ++s) {
    auto& counts = timeline.series[s];
    sort_distinct(counts.records);
    counts.in_period.assign(timeline.periods(), 0);
    counts.no_time = dated[s].no_time;
    if (timeline.periods() == 0) continue;
    place(dated[s].by_day, timeline.first_days, counts);
    if (places_months(timeline.unit)) {
      place(dated[s].by_month, timeline.first_days, counts);
    } else {
      counts.too_coarse += sum_of(dated[s].by_month);
    }
    if (places_years(timeline.unit)) {
      place(dated[s].by_year, timeline.first_days, counts);
    } else {
      counts.too_coarse += sum_of(dated[s].by_year);
    }
  }
  return timeline;
}

std::string period_label(TimeUnit unit, std::int64_t first_day) {
  std::string day = core::format_time(first_day * core::us_per_day, Precision::day);
  const std::int32_t year = civil_of(first_day).year;
  switch (unit) {
    case TimeUnit::day:
    case TimeUnit::week:
      return day;
    case TimeUnit::month:
      return day.substr(0, 7);
    case TimeUnit::quarter:
      return day.substr(0, 5) + "Q" + std::to_string((civil_of(first_day).month - 1) / 3 + 1);
    case TimeUnit::year:
      return day.substr(0, 4);
    case TimeUnit::decade:
      return std::to_string(year / 10 * 10) + "s";
    case TimeUnit::century:
      return std::to_string(year / 100 * 100) + "–" + std::to_string(year / 100 * 100 + 99);
  }
  return day;
}

const char* time_unit_name(TimeUnit unit) noexcept {
  constexpr const char* names[] = {"day", "week", "month", "quarter", "year", "decade", "century"};
  return names[static_cast<std::size_t>(unit)];
}

}  // namespace cuibono::brief
