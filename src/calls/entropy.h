#pragma once
#include <cstdint>
#include <span>

namespace cuibono::calls {

/// How evenly a count is spread, in thousandths of a bit: Shannon's entropy of the shares.
///
/// Out     rounded, halves upward; 0 where all counts are 0.
/// Laws    1 order of counts and counts of 0 do not matter.  2 n equal counts give log2 of n.
///         3 integers alone: the same on every machine, and within one part in a million of the real
///           number before it is rounded.
/// Cost    32 multiplications for each count of 512 and more; a look-up for smaller ones.
/// Source  Shannon 1948. Logarithms by repeated squaring, with 32 binary places.
[[nodiscard]] std::uint32_t entropy_permille(std::span<const std::uint32_t> counts) noexcept;

}  // namespace cuibono::calls
