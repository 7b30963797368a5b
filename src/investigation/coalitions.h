#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::investigation {

/// A share of a value: an exact fraction.
struct Share {
  core::Int128 above = 0, below = 1;  ///< below > 0
  /// Four digits after the point, half away from zero: "1.1667".
  [[nodiscard]] std::string text() const;
};

/// The Shapley value: what each party adds, on average over all orders in which they could join.
///
/// Use     what is each jurisdiction's evidence worth to the whole, where none sees it alone?
/// In      values [2^parties]: of each coalition, bit i is party i; values[0] that of nobody.
/// Out     [parties] exact fractions.
/// Laws    1 the shares sum to the value of all less that of nobody.  2 a party that adds nothing to any
///         coalition has 0.  3 renaming parties permutes the shares.
/// Cost    O(parties × 2^parties).
/// Errors  bad_input: not a power of two, or more than 12 parties.
/// Source  Shapley, "A value for n-person games" (1953).
/// Check   ORACLES X01; shapley_reference, over all orders.
[[nodiscard]] core::Result<std::vector<Share>> shapley(std::span<const std::int64_t> values);
[[nodiscard]] std::vector<Share> shapley_reference(std::span<const std::int64_t> values);

/// The same from sampled orders, each with its reverse.
///
/// In      parties, pairs of orders to draw, and what a coalition is worth (asked once each).
/// Out     averages over the orders drawn. Law 1 holds exactly.
/// Errors  those of `value`; bad_input: more than 63 parties.
[[nodiscard]] core::Result<std::vector<Share>> shapley_sampled(
    std::size_t parties, std::uint64_t pairs, std::uint64_t seed,
    const std::function<core::Result<std::int64_t>(std::uint64_t)>& value);

/// The smallest coalitions that are worth at least `least`, as bits, in order.
/// In  values as for shapley.  Out  empty where even all together are worth less.
[[nodiscard]] std::vector<std::uint64_t> smallest_coalitions(std::span<const std::int64_t> values,
                                                             std::int64_t least);

}  // namespace cuibono::investigation
