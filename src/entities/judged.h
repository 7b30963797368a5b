#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "entities/entities.h"
#include "entities/groups.h"

namespace cuibono::entities {

/// Disjoint sets that never join what a person judged different.
///
/// In      part: one judgement, and the two sides that it keeps apart.
/// Laws    1 the two sides of a judgement never meet in one set, whatever is joined and however often.
///         2 without judgements it is core::DisjointSets.
/// Cost    join O(α + judgements of the two sets).
class JudgedSets {
 public:
  enum class Joined : std::uint8_t { now, before, never };
  explicit JudgedSets(std::size_t size) : sets_(size) {}
  /// False, and nothing is parted: a member stands on both sides.
  [[nodiscard]] bool part(std::span<const std::uint32_t> side,
                          std::span<const std::uint32_t> other);
  Joined join(std::uint32_t a, std::uint32_t b);
  [[nodiscard]] std::uint32_t find(std::uint32_t member) { return sets_.find(member); }
  [[nodiscard]] bool parts_any() const noexcept { return !marks_.empty(); }

 private:
  core::DisjointSets sets_;
  std::uint32_t judgements_ = 0;
  std::map<std::uint32_t, std::vector<std::uint32_t>>
      marks_;  ///< root → 2 judgement + side, sorted
};

}  // namespace cuibono::entities
