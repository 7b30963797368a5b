#include <algorithm>
#include <map>

#include "entities/match_candidates.h"

namespace cuibono::entities {

std::vector<RecordPair> candidates_reference(const MatchTable& table,
                                             std::span<const KeyFamily> families) {
  std::vector<RecordPair> pairs;
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
          if (a < b && table.can_match(a, b)) pairs.push_back({a, b});
        }
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace cuibono::entities
