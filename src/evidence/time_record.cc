// Times of exported records: with their precision and the clock of their source, so that nothing is lost.
#include <algorithm>

#include "evidence/exported.h"
#include "evidence/time_pattern_parts.h"

namespace cuibono::evidence {
namespace {

using core::Precision;

std::optional<Precision> find_precision(std::string_view word) {
  for (const auto precision :
       {Precision::microsecond, Precision::second, Precision::minute, Precision::hour,
        Precision::day, Precision::month, Precision::year, Precision::step})
    if (core::precision_name(precision) == word) return precision;
  return std::nullopt;
}

/// Minutes of "+03:00"; no_offset of "-".
std::optional<std::int16_t> read_zone(std::string_view text) {
  if (text == "-") return core::no_offset;
  const auto colon = text.find(':');
  if (text.size() < 6 || (text[0] != '+' && text[0] != '-') || colon == std::string_view::npos)
    return std::nullopt;
  const auto hours = core::parse_uint64(text.substr(1, colon - 1));
  const auto minutes = core::parse_uint64(text.substr(colon + 1));
  constexpr std::uint64_t hours_most = 500;
  if (!hours || !minutes || *hours > hours_most || *minutes > 59) return std::nullopt;
  const auto size = static_cast<std::int16_t>(*hours * 60 + *minutes);
  return text[0] == '-' ? static_cast<std::int16_t>(-size) : size;
}

/// A time as core::format_time writes it, whatever its precision.
std::optional<std::int64_t> read_utc(std::string_view text) {
  constexpr std::size_t year = 4, month = 7;
  std::string whole(text);
  if (whole.size() == year) whole += "-01";
  if (whole.size() == month) whole += "-01";
  const auto parsed = core::parse_rfc3339(whole);
  return parsed ? std::optional(parsed->time_us) : std::nullopt;
}

std::optional<std::int64_t> read_step(std::string_view text) {
  constexpr std::string_view word = "step ";
  if (!text.starts_with(word)) return std::nullopt;
  return core::parse_int64(text.substr(word.size()));
}

}  // namespace

std::optional<TimeReading> read_time_record(std::string_view text) {
  const auto first = text.find(' ');
  const auto second = first == std::string_view::npos ? first : text.find(' ', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto precision = find_precision(text.substr(0, first));
  const auto zone = read_zone(text.substr(first + 1, second - first - 1));
  const std::string_view rest = text.substr(second + 1);
  if (!precision || !zone) return std::nullopt;
  TimeReading reading;
  reading.precision = *precision;
  reading.has_date = reading.has_clock = true;
  if (*precision == Precision::step) {
    reading.step = read_step(rest);
    return reading.step ? std::optional(reading) : std::nullopt;
  }
  const auto utc = read_utc(rest);
  if (!utc) return std::nullopt;
  const std::int64_t ahead = *zone == core::no_offset ? 0 : *zone;
  reading.civil = core::from_utc_us(*utc + ahead * core::us_per_minute);
  if (*zone != core::no_offset)
    reading.offset_s = static_cast<std::int32_t>(ahead * core::us_per_minute / core::us_per_second);
  return is_valid(reading.civil) ? std::optional(reading) : std::nullopt;
}

std::string time_to_record(std::int64_t time_us, Precision precision) {
  std::string text = core::format_time(time_us, precision);
  const auto back = precision == Precision::step ? std::optional(time_us) : read_utc(text);
  if (back != time_us) text = core::format_rfc3339(time_us);
  return text;
}

std::string zone_to_record(std::int16_t offset_min) {
  if (offset_min == core::no_offset) return {};
  const int size = offset_min < 0 ? -offset_min : offset_min;
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return (offset_min < 0 ? "-" : "+") + two(size / 60) + ":" + two(size % 60);
}

}  // namespace cuibono::evidence
