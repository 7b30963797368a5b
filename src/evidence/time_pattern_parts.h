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
  std::size_t fixed = 0;        ///< so many nodes from the first are of one width each
  std::size_t fixed_bytes = 0;  ///< the width of them together
  TimeCount count = TimeCount::none;
};

using TimeNodes = std::vector<TimePattern::Program::Node>;

/// A trimmed cell by the parts of a pattern, and by a count.
[[nodiscard]] std::optional<TimeReading> read_time_parts(std::string_view text,
                                                         const TimePattern::Program& program);
/// How files that keep times as numbers write them as text: "2025-06-01", "2025-06-01 09:30:00.250000",
/// with Z behind where they are of UTC.
struct StampShape {
  bool has_clock = true, has_fraction = false, has_zone = false;
};
/// Whether a pattern of these letters takes any text of that shape for what it says.
[[nodiscard]] bool reads_stamps(std::string_view letters, StampShape shape);
/// Counts the nodes whose width is fixed into the program.
void count_fixed_parts(TimePattern::Program& program);
[[nodiscard]] std::optional<TimeReading> read_time_count(std::string_view text, TimeCount count);
[[nodiscard]] std::optional<TimeReading> read_time_record(std::string_view text);

}  // namespace cuibono::evidence
