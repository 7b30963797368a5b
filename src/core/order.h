#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace cuibono::core {

/// Positions of keys, in the order of their keys; equal keys in the order of their positions.
///
/// Use     for millions of things whose order is that of a number: a comparison sort of so many misses
///         the caches at every step, and the more the more there are.
/// In      keys [n], n < 2^32.
/// Out     positions [n], each once.
/// Laws    1 the answer is that of a stable sort.
/// Cost    time O(n · bytes in which keys differ), two passes over 16 bytes a key each; memory 32 bytes a key.
/// Check   std::stable_sort (order_test.cc).
[[nodiscard]] std::vector<std::uint32_t> order_by_keys(std::span<const std::uint64_t> keys);

/// A number whose order is that of `time_us`, negative times before the others.
[[nodiscard]] constexpr std::uint64_t key_of_time(std::int64_t time_us) noexcept {
  return static_cast<std::uint64_t>(time_us) ^ (1ULL << 63U);
}

/// Positions by group: those of group g are members [begin[g], begin[g + 1]), in rising order.
struct Grouped {
  std::vector<std::uint32_t> begin;  ///< [groups + 1]
  std::vector<std::uint32_t> members;
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t group) const {
    return std::span(members).subspan(begin[group], begin[group + 1] - begin[group]);
  }
};

/// Groups positions by the number of their group.
///
/// In      group_of [n], n < 2^32; a position whose group is `groups` or more is in none.
/// Laws    1 a position is a member of its group, once, and of no other.
/// Cost    time O(n + groups); memory 4 bytes a position and 8 a group.
[[nodiscard]] Grouped group_positions(std::span<const std::uint32_t> group_of,
                                      std::uint32_t groups);

}  // namespace cuibono::core
