#include "core/time.h"

#include <array>
#include <cstdio>

namespace cuibono::core {
namespace {

/// Days from 1970-01-01 of a proleptic Gregorian date, by counting from 1 March so that the leap
/// day is last. Source  Howard Hinnant's date algorithms, restated.
std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) noexcept {
  const std::int64_t shifted = month <= 2 ? year - 1 : year;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 399) / 400;
  const auto year_of_era = static_cast<std::uint64_t>(shifted - era * 400);
  const std::uint64_t day_of_year =
      (153U * (month > 2 ? month - 3U : month + 9U) + 2U) / 5U + day - 1U;
  const std::uint64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

unsigned days_in_month(std::int32_t year, unsigned month) noexcept {
  constexpr std::array<unsigned, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29U : days[month - 1];
}

/// Reads exactly `count` digits.
bool read_digits(std::string_view text, std::size_t& at, std::size_t count,
                 std::int32_t& out) noexcept {
  if (text.size() - at < count) return false;
  std::int32_t number = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const char c = text[at + i];
    if (c < '0' || c > '9') return false;
    number = number * 10 + (c - '0');
  }
  at += count;
  out = number;
  return true;
}

bool read_mark(std::string_view text, std::size_t& at, char mark) noexcept {
  if (at >= text.size() || text[at] != mark) return false;
  ++at;
  return true;
}

/// "Z" or "+hh:mm" up to the end. False when it is neither.
bool read_offset(std::string_view text, std::size_t at, std::int64_t& offset_us) noexcept {
  if (at == text.size()) return false;
  if (text[at] == 'Z' || text[at] == 'z') return at + 1 == text.size();
  const char sign = text[at];
  if (sign != '+' && sign != '-') return false;
  ++at;
  std::int32_t hours = 0, minutes = 0;
  if (!read_digits(text, at, 2, hours) || !read_mark(text, at, ':') ||
      !read_digits(text, at, 2, minutes)) {
    return false;
  }
  if (at != text.size() || hours > 18 || minutes > 59) return false;
  const std::int64_t size = hours * us_per_hour + minutes * us_per_minute;
  offset_us = sign == '+' ? size : -size;
  return true;
}

std::string format_civil(const char* pattern, const CivilTime& c) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, pattern, c.year, static_cast<unsigned>(c.month),
                static_cast<unsigned>(c.day), static_cast<unsigned>(c.hour),
                static_cast<unsigned>(c.minute), static_cast<unsigned>(c.second));
  return buffer;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

std::string_view precision_name(Precision precision) noexcept {
  constexpr std::array<std::string_view, 8> names = {"microsecond", "second", "minute", "hour",
                                                     "day",         "month",  "year",   "step"};
  return names[static_cast<std::size_t>(precision)];
}

bool is_valid(const CivilTime& c) noexcept {
  return c.year >= 1 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1 &&
         c.day <= days_in_month(c.year, c.month) && c.hour <= 23 && c.minute <= 59 &&
         c.second <= 59 && c.microsecond >= 0 && c.microsecond < us_per_second;
}

std::int64_t to_utc_us(const CivilTime& c) noexcept {
  return days_from_civil(c.year, c.month, c.day) * us_per_day + c.hour * us_per_hour +
         c.minute * us_per_minute + c.second * us_per_second + c.microsecond;
}

CivilTime from_utc_us(std::int64_t time_us) noexcept {
  const std::int64_t day = day_of(time_us);
  std::int64_t rest = time_us - day * us_per_day;
  const std::int64_t shifted = day + 719468;
  const std::int64_t era = floor_div(shifted, 146097);
  const auto day_of_era = static_cast<std::uint64_t>(shifted - era * 146097);
  const std::uint64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::uint64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::uint64_t shifted_month = (5 * day_of_year + 2) / 153;
  CivilTime c;
  c.day = static_cast<std::uint8_t>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  c.month = static_cast<std::uint8_t>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  c.year = static_cast<std::int32_t>(static_cast<std::int64_t>(year_of_era) + era * 400 +
                                     (c.month <= 2 ? 1 : 0));
  c.hour = static_cast<std::uint8_t>(rest / us_per_hour);
  rest %= us_per_hour;
  c.minute = static_cast<std::uint8_t>(rest / us_per_minute);
  rest %= us_per_minute;
  c.second = static_cast<std::uint8_t>(rest / us_per_second);
  c.microsecond = static_cast<std::int32_t>(rest % us_per_second);
  return c;
}

std::int64_t day_of(std::int64_t time_us) noexcept { return floor_div(time_us, us_per_day); }

int weekday_of(std::int64_t time_us) noexcept {
  const std::int64_t since_monday = day_of(time_us) + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(since_monday - floor_div(since_monday, 7) * 7);
}

std::string format_time(std::int64_t time_us, Precision precision) {
  const CivilTime c = from_utc_us(time_us);
  switch (precision) {
    case Precision::step:
      return "step " + std::to_string(floor_div(time_us, us_per_step));
    case Precision::year:
      return format_civil("%04d", c);
    case Precision::month:
      return format_civil("%04d-%02u", c);
    case Precision::day:
      return format_civil("%04d-%02u-%02u", c);
    case Precision::hour:
    case Precision::minute:
      return format_civil("%04d-%02u-%02uT%02u:%02uZ", c);
    case Precision::second:
    case Precision::microsecond:
      return format_rfc3339(time_us);
  }
  return format_rfc3339(time_us);
}

std::string format_rfc3339(std::int64_t time_us) {
  const CivilTime c = from_utc_us(time_us);
  std::string text = format_civil("%04d-%02u-%02uT%02u:%02u:%02u", c);
  if (c.microsecond != 0) {
    char fraction[16];
    std::snprintf(fraction, sizeof fraction, ".%06d", c.microsecond);
    text += fraction;
  }
  return text + "Z";
}

std::optional<ParsedInstant> parse_rfc3339(std::string_view text) noexcept {
  std::size_t at = 0;
  std::int32_t year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, fraction = 0;
  if (!read_digits(text, at, 4, year) || !read_mark(text, at, '-') ||
      !read_digits(text, at, 2, month) || !read_mark(text, at, '-') ||
      !read_digits(text, at, 2, day)) {
    return std::nullopt;
  }
  CivilTime c;
  c.year = year;
  c.month = static_cast<std::uint8_t>(month);
  c.day = static_cast<std::uint8_t>(day);
  if (at == text.size()) {
    if (!is_valid(c)) return std::nullopt;
    return ParsedInstant{to_utc_us(c), Precision::day};
  }
  if (text[at] != 'T' && text[at] != 't' && text[at] != ' ') return std::nullopt;
  ++at;
  if (!read_digits(text, at, 2, hour) || !read_mark(text, at, ':') ||
      !read_digits(text, at, 2, minute)) {
    return std::nullopt;
  }
  Precision precision = Precision::minute;
  if (read_mark(text, at, ':')) {
    if (!read_digits(text, at, 2, second)) return std::nullopt;
    precision = Precision::second;
    if (read_mark(text, at, '.')) {
      std::int32_t scale = static_cast<std::int32_t>(us_per_second);
      const std::size_t first = at;
      for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        scale /= 10;
        fraction += (text[at] - '0') * scale;
      }
      if (at == first) return std::nullopt;
      precision = Precision::microsecond;
    }
  }
  std::int64_t offset_us = 0;
  if (!read_offset(text, at, offset_us)) return std::nullopt;
  c.hour = static_cast<std::uint8_t>(hour);
  c.minute = static_cast<std::uint8_t>(minute);
  c.second = static_cast<std::uint8_t>(second);
  c.microsecond = fraction;
  if (!is_valid(c)) return std::nullopt;
  return ParsedInstant{to_utc_us(c) - offset_us, precision};
}

}  // namespace cuibono::core
