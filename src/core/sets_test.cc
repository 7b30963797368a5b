#include "core/sets.h"

#include <gtest/gtest.h>

#include <utility>

#include "core/random.h"

namespace cuibono::core {
namespace {

TEST(DisjointSets, Law1And2FindIsTheLeastMemberThatAChainOfPairsReaches) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    CounterRandom random(seed, 71);
    constexpr std::uint32_t count = 30;
    DisjointSets sets(count);
    std::vector<std::uint32_t> least(count);  // the slow twin: relabelled until nothing changes
    std::iota(least.begin(), least.end(), 0U);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint64_t n = random.below(40); n > 0; --n) {
      pairs.emplace_back(static_cast<std::uint32_t>(random.below(count)),
                         static_cast<std::uint32_t>(random.below(count)));
      sets.join(pairs.back().first, pairs.back().second);
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& [a, b] : pairs) {
        const std::uint32_t both = std::min(least[a], least[b]);
        changed = changed || least[a] != both || least[b] != both;
        least[a] = least[b] = both;
      }
    }
    for (std::uint32_t m = 0; m < count; ++m) ASSERT_EQ(sets.find(m), least[m]) << seed;
  }
}

}  // namespace
}  // namespace cuibono::core
