#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cuibono::evidence {

/// How a column writes its times, found from its cells.
struct FoundPattern {
  std::string letters;         ///< of TimePattern; empty: the cells are no times
  std::uint32_t permille = 0;  ///< of the cells that it reads
  bool has_date = false, has_clock = false;
  bool is_count = false;  ///< an epoch: digits that could be something else
  std::string rival;      ///< another order of day and month that reads as many; or empty
};

/// Finds the pattern that reads most of the cells.
///
/// In      cells: trimmed, not blank, distinct; region: ISO 3166 alpha-2, settles ties of order.
/// Out     the pattern; of day-month and month-day orders that read alike, the one usual in the
///         region (the other in `rival`). Counts (steps, excel days) are not looked for: only a
///         header can tell them from other numbers.
/// Laws    1 whatever is found, TimePattern::make takes.
/// Cost    about 20 patterns × cells × 200 ns.
[[nodiscard]] FoundPattern find_time_pattern(std::span<const std::string_view> cells,
                                             std::string_view region);

}  // namespace cuibono::evidence
