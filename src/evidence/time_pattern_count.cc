// Times that are counts: seconds since 1970, days of a spreadsheet, steps of unknown length.
#include "evidence/time_pattern_parts.h"

namespace cuibono::evidence {
namespace {

using Count = TimeCount;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits, and decimals as a fraction of 10^places.
struct Counted {
  std::int64_t whole = 0, fraction = 0;
  int places = 0;
};
std::optional<Counted> read_count(std::string_view text) {
  Counted counted;
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at]) && at < 18)
    counted.whole = counted.whole * 10 + (text[at++] - '0');
  if (at == 0) return std::nullopt;
  if (at == text.size()) return counted;
  if ((text[at] != '.' && text[at] != ',') || at + 1 == text.size()) return std::nullopt;
  for (++at; at < text.size(); ++at) {
    if (!is_digit(text[at])) return std::nullopt;
    if (counted.places == 12) continue;  // finer than any clock
    counted.fraction = counted.fraction * 10 + (text[at] - '0');
    ++counted.places;
  }
  return counted;
}

/// The fraction in units of 1/scale, to the nearest.
std::int64_t part_of(const Counted& counted, std::int64_t scale) {
  core::Int128 power = 1;
  for (int i = 0; i < counted.places; ++i) power *= 10;
  return static_cast<std::int64_t>((core::Int128{counted.fraction} * scale * 2 + power) /
                                   (power * 2));
}

std::optional<TimeReading> reading_of(std::int64_t time_us, core::Precision precision) {
  constexpr std::int64_t years_9999 = 253'402'300'799'999'999;
  if (time_us > years_9999) return std::nullopt;
  TimeReading reading;
  reading.civil = core::from_utc_us(time_us);
  reading.precision = precision;
  reading.has_date = reading.has_clock = true;
  return reading;
}

}  // namespace

std::optional<TimeReading> read_time_count(std::string_view text, TimeCount count) {
  const auto counted = read_count(text);
  if (!counted.has_value()) return std::nullopt;
  using core::Precision;
  if (count == Count::step) {
    if (counted->places != 0) return std::nullopt;
    TimeReading reading;
    reading.precision = Precision::step;
    reading.step = counted->whole;
    return reading;
  }
  if (count == Count::excel) {
    // Day 60 is the leap day of 1900 that never was: days before it are not read.
    if (counted->whole < 61 || counted->whole > 2'958'465) return std::nullopt;
    const std::int64_t midnight = (counted->whole - 25'569) * core::us_per_day;
    // A spreadsheet keeps days as binary fractions: good to a millisecond, written to seconds.
    const std::int64_t ms = part_of(*counted, 86'400'000);
    const std::int64_t second = (ms + 500) / 1000;
    auto reading = reading_of(midnight + second * core::us_per_second,
                              counted->places == 0 ? Precision::day : Precision::second);
    if (reading.has_value()) reading->has_clock = counted->places != 0;
    return reading;
  }
  const std::int64_t unit = count == Count::epoch_s    ? 1'000'000
                            : count == Count::epoch_ms ? 1000
                                                       : 1;
  if (counted->whole > 253'402'300'799'999'999 / unit) return std::nullopt;
  const bool whole_seconds = count == Count::epoch_s && counted->places == 0;
  auto reading = reading_of(counted->whole * unit + part_of(*counted, unit),
                            whole_seconds ? Precision::second : Precision::microsecond);
  if (reading.has_value()) reading->offset_s = 0;
  return reading;
}

}  // namespace cuibono::evidence
