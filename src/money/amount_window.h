#pragma once
// Amounts that come and go at the ends of a window, and their statistics at any moment.
#include <cstdint>
#include <span>
#include <vector>

#include "money/amount_statistics.h"

namespace cuibono::money {

__extension__ typedef unsigned __int128 Wrapping;

/// Invariants  `sorted_` holds the amounts of the window, ascending. Sums of powers are kept modulo 2^128: what
///             is computed of them is right whenever it is below 2^127 itself, however they wrapped.
class AmountWindow {
 public:
  void clear() noexcept;
  void enter(std::int64_t amount_minor);
  void leave(std::int64_t amount_minor);
  [[nodiscard]] std::size_t size() const noexcept { return sorted_.size(); }
  /// All but `others`. Whether the sum is below 2^63.
  [[nodiscard]] bool describe(AmountStatistics& statistics) const noexcept;

 private:
  void add_powers(std::int64_t amount_minor, bool is_leaving) noexcept;
  std::vector<std::int64_t> sorted_;
  Wrapping sum_ = 0, squares_ = 0, cubes_ = 0, fourths_ = 0;
};

/// Variance, skewness and kurtosis of sorted amounts, by two passes in long double: for amounts so far apart
/// that their fourth powers pass 2^127.
void describe_far_apart(std::span<const std::int64_t> sorted,
                        AmountStatistics& statistics) noexcept;

}  // namespace cuibono::money
