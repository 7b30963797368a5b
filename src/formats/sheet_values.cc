#include "formats/sheet_values.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>

#include "core/core.h"

namespace cuibono::formats {
namespace {

constexpr int digits_shown = 15;
constexpr std::int64_t ms_per_day = 86'400'000;
constexpr double last_day = 2'958'466;  // 10000-01-01

bool is_whole(std::string_view text) {
  if (text.starts_with("-")) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "1.5e+20" as digits alone.
std::string without_exponent(std::string_view text) {
  const auto mark = text.find('e');
  if (mark == std::string_view::npos) return std::string(text);
  int exponent = 0;
  std::string_view power = text.substr(mark + 1);
  if (power.starts_with("+")) power.remove_prefix(1);
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  std::string digits;
  std::string_view head = text.substr(0, mark);
  const bool is_negative = head.starts_with("-");
  if (is_negative) head.remove_prefix(1);
  int point =
      static_cast<int>(head.find('.') == std::string_view::npos ? head.size() : head.find('.'));
  for (const char c : head)
    if (c != '.') digits += c;
  point += exponent;
  if (point <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - point), '0');
    point = 1;
  }
  if (static_cast<std::size_t>(point) > digits.size())
    digits.append(static_cast<std::size_t>(point) - digits.size(), '0');
  std::string out = digits.substr(0, static_cast<std::size_t>(point));
  if (static_cast<std::size_t>(point) < digits.size())
    out += "." + digits.substr(static_cast<std::size_t>(point));
  return (is_negative ? "-" : "") + out;
}

std::string plain_number(std::string_view text, double value) {
  if (is_whole(text)) return std::string(text);
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.*g", digits_shown, value);
  return without_exponent(buffer);
}

std::string clock_text(std::int64_t ms, bool many_hours) {
  const std::int64_t hours = ms / 3'600'000;
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%02lld:%02lld:%02lld",
                static_cast<long long>(many_hours ? hours : hours % 24),
                static_cast<long long>(ms / 60'000 % 60), static_cast<long long>(ms / 1000 % 60));
  std::string text = buffer;
  if (ms % 1000 != 0) {
    std::snprintf(buffer, sizeof buffer, ".%03lld", static_cast<long long>(ms % 1000));
    text += buffer;
  }
  return text;
}

std::optional<std::string> day_text(std::int64_t day, bool from_1904) {
  constexpr std::chrono::sys_days since_1900{std::chrono::year{1899} / 12 / 30};
  constexpr std::chrono::sys_days since_1904{std::chrono::year{1904} / 1 / 1};
  constexpr std::int64_t leap_that_was_not = 60;
  if (!from_1904 && day == leap_that_was_not) return std::nullopt;
  if (!from_1904 && day < 1) return std::nullopt;
  auto at = (from_1904 ? since_1904 : since_1900) + std::chrono::days{day};
  if (!from_1904 && day < leap_that_was_not) at += std::chrono::days{1};
  const std::chrono::year_month_day date{at};
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer;
}

std::optional<std::string> time_words(double value, NumberShape shape, bool from_1904) {
  if (!(value >= 0) || value >= last_day) return std::nullopt;
  const auto all_ms =
      static_cast<std::int64_t>(std::llround(value * static_cast<double>(ms_per_day)));
  if (shape == NumberShape::duration) return clock_text(all_ms, true);
  const std::int64_t day = all_ms / ms_per_day, ms = all_ms % ms_per_day;
  if (shape == NumberShape::time && day == 0) return clock_text(ms, false);
  auto date = day_text(day, from_1904);
  if (!date) return std::nullopt;
  if (shape == NumberShape::date && ms == 0) return date;
  return *date + " " + clock_text(ms, false);
}

}  // namespace

NumberShape shape_of_builtin(std::uint32_t number) noexcept {
  if ((number >= 14 && number <= 17) || (number >= 27 && number <= 31) || number == 36 ||
      (number >= 50 && number <= 54) || number == 57 || number == 58)
    return NumberShape::date;
  if ((number >= 18 && number <= 21) || number == 45 || number == 47 ||
      (number >= 32 && number <= 35) || number == 55 || number == 56)
    return NumberShape::time;
  if (number == 22) return NumberShape::date_time;
  return number == 46 ? NumberShape::duration : NumberShape::number;
}

NumberShape shape_of_code(std::string_view code) noexcept {
  bool has_day = false, has_clock = false, has_month_or_minute = false;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size());
      const std::string_view word = code.substr(i + 1, end - i - 1);
      if (!word.empty() && word.find_first_not_of("hHmMsS") == std::string_view::npos)
        return NumberShape::duration;
      i = end;
    } else if (c == 'd' || c == 'D' || c == 'y' || c == 'Y' || c == 'j' || c == 'J') {
      has_day = true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      has_clock = true;
    } else if (c == 'm' || c == 'M') {
      has_month_or_minute = true;
    } else if (c == '0' || c == '#' || c == '?' || c == 'G' || c == '@') {
      const bool is_fraction = has_clock && c == '0';  // "ss.00"
      if (!is_fraction) return NumberShape::number;
    }
  }
  if (has_day) return has_clock ? NumberShape::date_time : NumberShape::date;
  if (has_clock) return NumberShape::time;
  return has_month_or_minute ? NumberShape::date : NumberShape::number;
}

std::string write_number(std::string_view text, NumberShape shape, bool from_1904) {
  double value = 0;
  const std::string_view digits = core::trim(text);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || !std::isfinite(value))
    return std::string(text);
  if (shape != NumberShape::number) {
    if (auto words = time_words(value, shape, from_1904)) return std::move(*words);
  }
  return plain_number(digits, value);
}

std::uint32_t column_of_cell(std::string_view name) noexcept {
  std::uint32_t column = 0;
  std::size_t letters = 0;
  for (; letters < name.size() && letters < 4; ++letters) {
    const char c = name[letters];
    if (c >= 'A' && c <= 'Z') {
      column = column * 26 + static_cast<std::uint32_t>(c - 'A') + 1;
    } else if (c >= 'a' && c <= 'z') {
      column = column * 26 + static_cast<std::uint32_t>(c - 'a') + 1;
    } else {
      break;
    }
  }
  return letters == 0 || column > sheet_columns_max ? UINT32_MAX : column - 1;
}

}  // namespace cuibono::formats
