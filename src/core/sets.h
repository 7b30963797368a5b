#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace cuibono::core {

/// Members 0 … count - 1 in sets that are joined, two at a time.
///
/// Use     for groups that grow from pairs.
/// Laws    1 find(a) = find(b) if and only if a chain of joined pairs leads from a to b.
///         2 find() is the least member of the set, in whatever order pairs were joined.
/// Cost    near O(1) a call; memory 4 bytes a member.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  [[nodiscard]] std::uint32_t find(std::uint32_t member) {
    while (parent_[member] != member) member = parent_[member] = parent_[parent_[member]];
    return member;
  }
  /// Whether they were apart.
  bool join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
    return a != b;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

}  // namespace cuibono::core
