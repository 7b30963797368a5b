#pragma once
#include <span>
#include <vector>

#include "calls/calls.h"

namespace cuibono::calls {

/// What the records say of one number on one day of UTC.
struct DayCounts {
  evidence::SelectorId number{};
  std::int64_t day = 0;  ///< since 1970
  std::uint64_t calls_out = 0, calls_in = 0;
  std::uint64_t callees = 0, callers = 0;  ///< distinct, of the day; withheld ones are not counted
  std::uint64_t new_callees = 0;           ///< never called by it on an earlier day
  std::uint64_t answered = 0, unanswered = 0;  ///< outgoing; where not stated, in neither
  std::uint64_t up_to_5s = 0, up_to_20s = 0;   ///< outgoing, where a duration is stated
  std::uint64_t cells = 0;                     ///< distinct cells of outgoing calls
  std::int64_t talk_s = 0;                     ///< outgoing
  /// Outgoing calls known to the minute and better: beginning of the first and of the last, in seconds of the
  /// day, and the median pause between two beginnings; -1: there are too few.
  std::int64_t first_s = -1, last_s = -1, pause_median_s = -1;
  bool operator==(const DayCounts&) const = default;
};

/// Counts of some numbers for each day on which they call or are called.
///
/// In      evidence; numbers, sorted, distinct.
/// Out     by number, day. Calls known to the month or less are on no day.
/// Laws    1 sums over days of calls_out and calls_in are the number's dated calls.
///         2 order of records does not matter.
/// Cost    O(calls + k log k), k calls of these numbers.
[[nodiscard]] std::vector<DayCounts> count_days(const evidence::Evidence& evidence,
                                                std::span<const evidence::SelectorId> numbers);

}  // namespace cuibono::calls
