#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "core/core.h"

namespace cuibono::evidence {

/// What a cell says of time, before any zone is applied.
struct TimeReading {
  core::CivilTime civil;  ///< 1970-01-01 where only a time of day is written
  core::Precision precision = core::Precision::second;  ///< of what is written
  bool has_date = false, has_clock = false;
  std::optional<std::int32_t> offset_s;  ///< east of UTC, as written in the cell; 0 for epochs
  std::optional<std::int64_t> step;      ///< of pattern "step": the count; nothing else is set then
};

/// A way of writing times, in letters (docs/mapping.md):
///
///     YYYY YY   year; YY 69..99 is 1969..1999, 00..68 is 2000..2068
///     MM M MON  month: two digits, one or two, name or short name in the languages of the mapping
///     DD D      day: two digits, one or two            WDAY  name of a weekday, passed over
///     hh h      hour (1..12 with AP)   mm m  minute   ss s  second   f  one or more decimals
///     AP        am or pm, as written in English, Korean, Chinese or Japanese
///     Z         Z, UTC, GMT, +02:00, +0200, +02, UTC+2, CET and other unambiguous short names
///     [ ]       may be missing          '…'  these characters as they stand; '' one apostrophe
///     other     itself; a blank stands for one or more blanks
///     epoch_s epoch_ms epoch_us   seconds … since 1970 (a fraction may follow)
///     excel     days since 1899-12-30, the fraction being the time of day
///     step      a count with no calendar
///     record    as exported records have them: precision, zone or -, time in UTC ("minute +03:00 2025-…")
///
/// Use     to find how a column writes its times, and to read it: one reader for both.
/// Laws    1 read gives only times that exist (is_valid); the whole text is used up.
/// Cost    under 200 ns a cell for patterns of digits.
/// Source  month names: ICU (CLDR), for the languages of the mapping.
class TimePattern {
 public:
  /// Nothing where the letters say nothing of time, a bracket stays open, or a part comes twice.
  [[nodiscard]] static std::optional<TimePattern> make(std::string_view letters);
  [[nodiscard]] std::optional<TimeReading> read(std::string_view text) const;

  struct Program;  ///< the letters, taken apart

 private:
  std::shared_ptr<const Program> program_;  // shared: patterns are copied with their columns
};

/// The month (1..12) whose name begins the text, and how many bytes name it (with a full stop).
struct MonthName {
  std::uint8_t month = 0;
  std::size_t bytes = 0;
};
[[nodiscard]] std::optional<MonthName> find_month_name(std::string_view text);

}  // namespace cuibono::evidence
