// Walks parts and text together. Optional parts are tried first with, then without; widths of
// numbers are greedy, which is enough because every number of variable width is followed by a mark.
#include <array>

#include "evidence/time_pattern_parts.h"

namespace cuibono::evidence {
namespace {

using Node = TimePattern::Program::Node;
using Nodes = TimeNodes;
using Part = TimePart;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What has been read so far; copied when an optional part is tried.
struct Partly {
  std::size_t at = 0;
  int year = -1, month = -1, day = -1, hour = -1, minute = -1, second = -1;
  std::int64_t microsecond = -1;
  int half = -1;  ///< 0 am, 1 pm
  std::optional<std::int32_t> offset_s;
};

bool read_digits(std::string_view text, Partly& state, std::size_t least, std::size_t most,
                 int& value) {
  std::size_t digits = 0;
  int number = 0;
  while (digits < most && state.at + digits < text.size() && is_digit(text[state.at + digits])) {
    number = number * 10 + (text[state.at + digits] - '0');
    ++digits;
  }
  if (digits < least) return false;
  state.at += digits;
  value = number;
  return true;
}

bool read_fraction(std::string_view text, Partly& state) {
  std::int64_t value = 0;
  std::size_t digits = 0;
  while (state.at < text.size() && is_digit(text[state.at]) && digits < 12) {
    if (digits < 6) value = value * 10 + (text[state.at] - '0');
    ++digits;
    ++state.at;
  }
  if (digits == 0) return false;
  for (std::size_t i = digits; i < 6; ++i) value *= 10;
  state.microsecond = value;
  return true;
}

bool skip_word(std::string_view text, Partly& state, std::string_view word) {
  if (!core::starts_with_ascii_nocase(text.substr(state.at), word)) return false;
  state.at += word.size();
  return true;
}

bool read_half(std::string_view text, Partly& state) {
  struct Half {
    std::string_view word;
    int half;
  };
  static constexpr auto halves = std::to_array<Half>(
      {{"a.m.", 0}, {"p.m.", 1}, {"a. m.", 0}, {"p. m.", 1}, {"π.μ.", 0}, {"μ.μ.", 1},
       {"πμ", 0},   {"μμ", 1},   {"ΠΜ", 0},    {"ΜΜ", 1},    {"ÖÖ", 0},   {"ÖS", 1},
       {"ص", 0},    {"م", 1},    {"SA", 0},    {"CH", 1},    {"am", 0},   {"pm", 1},
       {"오전", 0}, {"오후", 1}, {"上午", 0},  {"下午", 1},  {"午前", 0}, {"午後", 1}});
  for (const auto& half : halves) {
    if (!skip_word(text, state, half.word)) continue;
    state.half = half.half;
    return true;
  }
  return false;
}

bool read_offset(std::string_view text, Partly& state) {
  if (state.at >= text.size() || (text[state.at] != '+' && text[state.at] != '-')) return false;
  const int sign = text[state.at] == '-' ? -1 : 1;
  Partly trial = state;
  ++trial.at;
  int hours = 0, minutes = 0;
  if (!read_digits(text, trial, 1, 2, hours)) return false;
  const bool colon = trial.at < text.size() && text[trial.at] == ':';
  if (colon) ++trial.at;
  if (!read_digits(text, trial, 2, 2, minutes) && colon) return false;
  if (hours > 14 || minutes > 59) return false;
  trial.offset_s = sign * (hours * 3600 + minutes * 60);
  state = trial;
  return true;
}

bool read_zone(std::string_view text, Partly& state) {
  struct Zone {
    std::string_view name;
    int hours;
  };
  static constexpr auto zones = std::to_array<Zone>({{"CEST", 2},
                                                     {"CET", 1},
                                                     {"EEST", 3},
                                                     {"EET", 2},
                                                     {"WEST", 1},
                                                     {"WET", 0},
                                                     {"MSK", 3},
                                                     {"KST", 9},
                                                     {"JST", 9}});
  if (state.at < text.size() && text[state.at] == '(') {  // "(UTC+2)"
    Partly inside = state;
    ++inside.at;
    if (inside.at < text.size() && text[inside.at] == '(') return false;
    if (!read_zone(text, inside) || inside.at >= text.size() || text[inside.at] != ')')
      return false;
    ++inside.at;
    state = inside;
    return true;
  }
  if (read_offset(text, state)) return true;
  if (skip_word(text, state, "UTC") || skip_word(text, state, "GMT") ||
      skip_word(text, state, "Z")) {
    if (read_offset(text, state)) return true;
    Partly behind = state;  // "GMT +0000"
    while (behind.at < text.size() && text[behind.at] == ' ') ++behind.at;
    if (behind.at > state.at && read_offset(text, behind)) {
      state = behind;
      return true;
    }
    state.offset_s = 0;
    return true;
  }
  for (const auto& zone : zones) {
    if (!skip_word(text, state, zone.name)) continue;
    state.offset_s = zone.hours * 3600;
    return true;
  }
  return false;
}

bool read_weekday(std::string_view text, Partly& state) {
  const std::size_t begin = state.at;
  while (state.at < text.size() && !is_digit(text[state.at]) && text[state.at] != ' ' &&
         text[state.at] != ',')
    ++state.at;
  return state.at > begin;
}

bool is_blank_at(std::string_view text, std::size_t at, std::size_t& bytes) {
  if (at >= text.size()) return false;
  const auto first = static_cast<unsigned char>(text[at]);
  if (first > ' ' && first < 0x80) return false;
  static constexpr auto blanks =
      std::to_array<std::string_view>({" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"});
  for (const auto& blank : blanks) {
    if (text.substr(at, blank.size()) == blank) {
      bytes = blank.size();
      return true;
    }
  }
  return false;
}

bool read_part(std::string_view text, const Node& node, Partly& state) {
  switch (node.part) {
    case Part::year4:
      return read_digits(text, state, 4, 4, state.year);
    case Part::year2:
      if (!read_digits(text, state, 2, 2, state.year)) return false;
      state.year += state.year < 69 ? 2000 : 1900;
      return true;
    case Part::month2:
      return read_digits(text, state, 2, 2, state.month);
    case Part::month1:
      return read_digits(text, state, 1, 2, state.month);
    case Part::month_name: {
      const auto name = find_month_name(text.substr(state.at));
      if (!name.has_value()) return false;
      state.month = name->month;
      state.at += name->bytes;
      return true;
    }
    case Part::day2:
      return read_digits(text, state, 2, 2, state.day);
    case Part::day1:
      return read_digits(text, state, 1, 2, state.day);
    case Part::weekday:
      return read_weekday(text, state);
    case Part::hour2:
      return read_digits(text, state, 2, 2, state.hour);
    case Part::hour1:
      return read_digits(text, state, 1, 2, state.hour);
    case Part::minute2:
      return read_digits(text, state, 2, 2, state.minute);
    case Part::minute1:
      return read_digits(text, state, 1, 2, state.minute);
    case Part::second2:
      return read_digits(text, state, 2, 2, state.second);
    case Part::second1:
      return read_digits(text, state, 1, 2, state.second);
    case Part::fraction:
      return read_fraction(text, state);
    case Part::half_day:
      return read_half(text, state);
    case Part::zone:
      return read_zone(text, state);
    case Part::literal:
      if (state.at >= text.size() || text[state.at] != node.literal[0]) return false;
      if (node.literal.size() > 1 && !text.substr(state.at).starts_with(node.literal)) return false;
      state.at += node.literal.size();
      return true;
    case Part::blank: {
      std::size_t bytes = 0;
      if (!is_blank_at(text, state.at, bytes)) return false;
      while (is_blank_at(text, state.at, bytes)) state.at += bytes;
      return true;
    }
    case Part::group:
      return false;
  }
  return false;
}

/// Walks the nodes from `index`, then what stands after the group they are in.
struct After {
  const Nodes* nodes = nullptr;
  std::size_t index = 0;
  const After* next = nullptr;
};

bool walk(std::string_view text, const After& place, Partly& state) {
  if (place.index == place.nodes->size()) {
    if (place.next == nullptr) return state.at == text.size();
    return walk(text, *place.next, state);
  }
  const Node& node = (*place.nodes)[place.index];
  const After rest{place.nodes, place.index + 1, place.next};
  if (node.part == Part::group) {
    Partly trial = state;
    if (walk(text, After{&node.group, 0, &rest}, trial)) {
      state = trial;
      return true;
    }
    return walk(text, rest, state);
  }
  return read_part(text, node, state) && walk(text, rest, state);
}

/// Bytes that a part takes whatever it reads; 0: that is not settled.
std::size_t fixed_width(const Node& node) {
  switch (node.part) {
    case Part::year4:
      return 4;
    case Part::month2:
    case Part::day2:
    case Part::hour2:
    case Part::minute2:
    case Part::second2:
      return 2;
    case Part::literal:
      return node.literal.size() == 1 ? 1 : 0;
    case Part::blank:
      return 1;
    default:
      return 0;
  }
}

/// The parts at the front that have one width each, as most cells write them: one blank is one space.
/// False where this text may still be read by walk().
bool read_fixed(std::string_view text, const TimePattern::Program& program, Partly& state) {
  if (text.size() < program.fixed_bytes) return false;
  const char* at = text.data();
  bool is_read = true;
  const auto two = [&](int& value) {
    const auto tens = static_cast<unsigned>(at[0] - '0'), ones = static_cast<unsigned>(at[1] - '0');
    is_read = is_read && tens < 10 && ones < 10;
    value = static_cast<int>(tens * 10 + ones);
    at += 2;
  };
  for (std::size_t i = 0; i < program.fixed && is_read; ++i) {
    const Node& node = program.nodes[i];
    switch (node.part) {
      case Part::year4: {
        int century = 0;
        two(century);
        two(state.year);
        state.year += century * 100;
        break;
      }
      case Part::month2:
        two(state.month);
        break;
      case Part::day2:
        two(state.day);
        break;
      case Part::hour2:
        two(state.hour);
        break;
      case Part::minute2:
        two(state.minute);
        break;
      case Part::second2:
        two(state.second);
        break;
      case Part::literal:
        is_read = *at++ == node.literal[0];
        break;
      default: {  // a blank: more than one are walk()'s
        std::size_t more = 0;
        is_read =
            *at++ == ' ' && !is_blank_at(text, static_cast<std::size_t>(at - text.data()), more);
        break;
      }
    }
  }
  state.at = program.fixed_bytes;
  return is_read;
}

std::optional<TimeReading> finish(const Partly& state) {
  TimeReading reading;
  reading.has_date = state.year >= 0;
  reading.has_clock = state.hour >= 0;
  int hour = state.hour < 0 ? 0 : state.hour;
  if (state.half >= 0) {
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + 12 * state.half;
  }
  const auto small = [](int value, int otherwise) {
    return static_cast<std::uint8_t>(value < 0 ? otherwise : value);
  };
  reading.civil.year = state.year < 0 ? 1970 : state.year;
  reading.civil.month = small(state.month, 1);
  reading.civil.day = small(state.day, 1);
  reading.civil.hour = small(hour, 0);
  reading.civil.minute = small(state.minute, 0);
  reading.civil.second = small(state.second, 0);
  reading.civil.microsecond =
      static_cast<std::int32_t>(state.microsecond < 0 ? 0 : state.microsecond);
  reading.offset_s = state.offset_s;
  using core::Precision;
  reading.precision = state.microsecond >= 0 ? Precision::microsecond
                      : state.second >= 0    ? Precision::second
                      : state.minute >= 0    ? Precision::minute
                      : state.hour >= 0      ? Precision::hour
                      : state.day >= 0       ? Precision::day
                      : state.month >= 0     ? Precision::month
                                             : Precision::year;
  if (!is_valid(reading.civil)) return std::nullopt;
  return reading;
}

}  // namespace

void count_fixed_parts(TimePattern::Program& program) {
  for (const Node& node : program.nodes) {
    const std::size_t width = fixed_width(node);
    if (width == 0) return;
    ++program.fixed;
    program.fixed_bytes += width;
  }
}

std::optional<TimeReading> read_time_parts(std::string_view text,
                                           const TimePattern::Program& program) {
  Partly state;
  if (!read_fixed(text, program, state)) {
    state = {};
    if (!walk(text, After{&program.nodes, 0, nullptr}, state)) return std::nullopt;
  } else if (program.fixed == program.nodes.size()) {
    if (state.at != text.size()) return std::nullopt;
  } else if (!walk(text, After{&program.nodes, program.fixed, nullptr}, state)) {
    return std::nullopt;
  }
  return finish(state);
}

}  // namespace cuibono::evidence
