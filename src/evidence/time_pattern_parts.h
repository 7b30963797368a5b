#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/time_pattern.h"

namespace cuibono::evidence {

/// The parts of a time pattern; inside of time_pattern*.cc.
enum class TimePart : std::uint8_t {
  year4,
  year2,
  month2,
  month1,
  month_name,
  day2,
  day1,
  weekday,
  hour2,
  hour1,
  minute2,
  minute1,
  second2,
  second1,
  fraction,
  half_day,
  zone,
  literal,
  blank,
  group,
};

/// Counts of something instead of a calendar reading.
enum class TimeCount : std::uint8_t { none, epoch_s, epoch_ms, epoch_us, excel, step, record };

struct TimePattern::Program {
  struct Node {
    TimePart part = TimePart::literal;
    std::string literal;
    std::vector<Node> group;
  };
  std::vector<Node> nodes;
  TimeCount count = TimeCount::none;
};

using TimeNodes = std::vector<TimePattern::Program::Node>;

/// A trimmed cell by the parts of a pattern, and by a count.
[[nodiscard]] std::optional<TimeReading> read_time_parts(std::string_view text,
                                                         const TimeNodes& nodes);
[[nodiscard]] std::optional<TimeReading> read_time_count(std::string_view text, TimeCount count);
[[nodiscard]] std::optional<TimeReading> read_time_record(std::string_view text);

}  // namespace cuibono::evidence
