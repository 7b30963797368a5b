#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "evidence/evidence.h"

namespace cuibono::brief {

enum class TimeUnit : std::uint8_t { day, week, month, quarter, year, decade, century };

/// What stands on the time axis: two series of records, two of what victims report.
enum class Series : std::uint8_t { calls, payments, reports, reported_payments };
inline constexpr std::size_t series_count = 4;

/// The events of one series, each counted in exactly one place.
struct SeriesCounts {
  std::vector<std::uint64_t> in_period;      ///< [periods]
  std::uint64_t total = 0;                   ///< of the evidence
  std::uint64_t before = 0, after = 0;       ///< a few, far from all the others
  std::uint64_t too_coarse = 0;              ///< a month or a year where a period is shorter
  std::uint64_t no_time = 0;                 ///< none stated, or a step of unknown length
  std::vector<evidence::RecordRef> records;  ///< that they stand on
  [[nodiscard]] std::uint64_t on_axis() const noexcept;
};

struct Timeline {
  TimeUnit unit = TimeUnit::week;
  std::vector<std::int64_t> first_days;  ///< [periods + 1] since 1970; the last one ends the axis
  std::array<SeriesCounts, series_count> series;
  [[nodiscard]] std::size_t periods() const noexcept {
    return first_days.empty() ? 0 : first_days.size() - 1;
  }
  [[nodiscard]] const SeriesCounts& of(Series which) const {
    return series[static_cast<std::size_t>(which)];
  }
};

/// Calls, payments, reports and reported payments by the period that they fall into, in UTC.
///
/// Out     periods of one unit, the finest that needs at most 70 of them and is no finer than how most
///         times are written. One event in a hundred and fewer that lie a year and more, and twice the span
///         of all others away are before or after the axis, so that one wrong year does not flatten all.
/// Laws    1 for each series: on the axis + before + after + too coarse + no time = total.
///         2 totals are those of the evidence; payments are those of transfer records.
///         3 every period is followed by the next; none is missing because it is empty.
/// Cost    O(events log days).
[[nodiscard]] Timeline count_timeline(const evidence::Evidence& evidence);

/// "2025-03-03" (day, week), "2025-03", "2025-Q1", "2025", "2020s", "2000–2099".
[[nodiscard]] std::string period_label(TimeUnit unit, std::int64_t first_day);
[[nodiscard]] const char* time_unit_name(TimeUnit unit) noexcept;

}  // namespace cuibono::brief
