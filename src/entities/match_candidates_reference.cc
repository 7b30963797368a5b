#include <map>

#include "entities/match_candidates.h"

namespace cuibono::entities {

std::vector<RecordPair> candidates_reference(const MatchTable& table,
                                             std::span<const KeyFamily> families) {
  std::map<RecordPair, int> shared;  // two for a strong block, one for a weak one
  for (const KeyFamily& family : families) {
    std::map<std::uint64_t, std::vector<std::uint32_t>> blocks;
    for (std::uint32_t record = 0; record < table.records; ++record) {
      std::vector<std::uint64_t> keys;
      add_keys(table, family, record, keys);
      for (const std::uint64_t key : keys) blocks[key].push_back(record);
    }
    for (const auto& [key, members] : blocks) {
      if (family.block_max > 0 && members.size() > family.block_max) continue;
      for (const std::uint32_t a : members) {
        for (const std::uint32_t b : members) {
          if (a < b && table.can_match(a, b)) shared[{a, b}] += family.is_weak ? 1 : 2;
        }
      }
    }
  }
  std::vector<RecordPair> pairs;
  for (const auto& [pair, strength] : shared) {
    if (strength >= 2) pairs.push_back(pair);
  }
  return pairs;
}

}  // namespace cuibono::entities
