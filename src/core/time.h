#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"

namespace cuibono::core {

/// How much of a written time is known. `step` is a relative count ("step 17") with no calendar.
enum class Precision : std::uint8_t { microsecond, second, minute, hour, day, month, year, step };

[[nodiscard]] std::string_view precision_name(Precision precision) noexcept;

/// Minutes that a clock is ahead of UTC: none, as of a bare date or a step.
inline constexpr std::int16_t no_offset = INT16_MIN;

inline constexpr std::int64_t us_per_second = 1'000'000;
inline constexpr std::int64_t us_per_minute = 60 * us_per_second;
inline constexpr std::int64_t us_per_hour = 60 * us_per_minute;
inline constexpr std::int64_t us_per_day = 24 * us_per_hour;
/// A step of unknown length is stored as this much, so that order is kept; it is never shown as time.
inline constexpr std::int64_t us_per_step = us_per_second;

/// A calendar reading without zone.
struct CivilTime {
  std::int32_t year = 1970;
  std::uint8_t month = 1, day = 1, hour = 0, minute = 0, second = 0;
  std::int32_t microsecond = 0;
  auto operator<=>(const CivilTime&) const = default;
};

/// True when such a day and time of day exists (second 60 does not; 24:00 does not).
[[nodiscard]] bool is_valid(const CivilTime& civil) noexcept;
/// Civil time read as UTC. Proleptic Gregorian, years 1..9999.
[[nodiscard]] std::int64_t to_utc_us(const CivilTime& civil) noexcept;
[[nodiscard]] CivilTime from_utc_us(std::int64_t time_us) noexcept;
/// Days since 1970-01-01 of an instant in UTC (floor).
[[nodiscard]] std::int64_t day_of(std::int64_t time_us) noexcept;
/// 0 Monday … 6 Sunday.
[[nodiscard]] int weekday_of(std::int64_t time_us) noexcept;

struct ZoneTag;
using ZoneId = Id<ZoneTag, std::uint16_t>;
inline constexpr ZoneId utc_zone{0};

/// Finds an IANA zone ("Europe/Vilnius") or a fixed offset ("+02:00", "UTC+3"); ids are stable within
/// a process and never written to a file: write zone_name instead.
[[nodiscard]] std::optional<ZoneId> find_zone(std::string_view name);
[[nodiscard]] std::string zone_name(ZoneId zone);

/// What became of a local reading near a clock change.
enum class LocalFit : std::uint8_t { exact, ambiguous_earlier_taken, skipped_moved_forward };
struct UtcInstant {
  std::int64_t time_us = 0;
  LocalFit fit = LocalFit::exact;
};
/// Local civil time in a zone to UTC. A reading that happens twice takes the earlier; one that never
/// happens moves forward by the gap; both are reported in `fit`.
/// Cost    a table lookup for a zone and day seen before; thread-safe.
[[nodiscard]] UtcInstant to_utc(const CivilTime& local, ZoneId zone);
[[nodiscard]] CivilTime to_local(std::int64_t time_us, ZoneId zone);

/// RFC 3339 in UTC with the digits that the precision supports: "2025-05-04T09:13:00Z", "2025-05-04",
/// "2025-05", "step 17".
[[nodiscard]] std::string format_time(std::int64_t time_us, Precision precision);
/// Always full: "2025-05-04T09:13:00Z" (fractions only when there are any).
[[nodiscard]] std::string format_rfc3339(std::int64_t time_us);

struct ParsedInstant {
  std::int64_t time_us = 0;
  Precision precision = Precision::second;
};
/// RFC 3339 date or date-time (with Z or an offset; a bare date is that day in UTC). For authored
/// files and options, not for evidence.
[[nodiscard]] std::optional<ParsedInstant> parse_rfc3339(std::string_view text) noexcept;

}  // namespace cuibono::core
