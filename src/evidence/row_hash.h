#pragma once
#include <bit>
#include <compare>
#include <cstdint>

namespace cuibono::evidence {

/// Two hashes of a row's cells, space around them aside: equal rows have equal ones.
struct RowHash {
  std::uint64_t a = 1, b = 2;
  auto operator<=>(const RowHash&) const = default;
  /// The hash of the next cell.
  void add(std::uint64_t cell) noexcept {
    constexpr std::uint64_t key_a = 0x9E3779B97F4A7C15ULL, key_b = 0xD6E8FEB86659FD93ULL;
    constexpr int shift = 29;
    a = (std::rotl(a, shift) ^ cell) * key_a;
    b = (std::rotl(b, shift) + cell) * key_b;
  }
  void finish() noexcept {
    a ^= a >> 32;
    b ^= b >> 32;
  }
};

}  // namespace cuibono::evidence
