// Positions in the order of keys and by group, against the sort of the standard library.
#include "core/order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "core/random.h"

namespace cuibono::core {
namespace {

/// Keys that differ in few bytes, in many, or in all; some equal.
std::vector<std::uint64_t> random_keys(std::uint64_t seed) {
  CounterRandom random(seed, 1);
  const std::size_t count = random.below(3000);
  const std::uint64_t bits = 1 + random.below(64), shift = random.below(64);
  std::vector<std::uint64_t> keys;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t wide = random.below(UINT64_MAX);
    keys.push_back((wide >> (64 - bits)) << shift);
  }
  if (random.chance(0.1)) std::sort(keys.begin(), keys.end());
  return keys;
}

TEST(Order, Law1ItIsThatOfAStableSort) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto keys = random_keys(seed);
    std::vector<std::uint32_t> expected(keys.size());
    std::iota(expected.begin(), expected.end(), 0U);
    std::stable_sort(expected.begin(), expected.end(),
                     [&](auto a, auto b) { return keys[a] < keys[b]; });
    ASSERT_EQ(order_by_keys(keys), expected) << "seed " << seed;
  }
}

TEST(Order, KeysOfTimesAreInTheOrderOfTimes) {
  const std::int64_t times[] = {INT64_MIN, -5, -1, 0, 1, 7, INT64_MAX};
  for (std::size_t i = 1; i < std::size(times); ++i)
    EXPECT_LT(key_of_time(times[i - 1]), key_of_time(times[i]));
}

TEST(Order, Law1OfGroupsAPositionIsInItsGroupAndNoOther) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CounterRandom random(seed, 2);
    const auto groups = static_cast<std::uint32_t>(random.below(20));
    std::vector<std::uint32_t> group_of;
    for (std::uint64_t i = random.below(200); i > 0; --i)  // some are in no group
      group_of.push_back(static_cast<std::uint32_t>(random.below(groups + 3)));
    const Grouped grouped = group_positions(group_of, groups);
    ASSERT_EQ(grouped.begin.size(), groups + 1U);
    for (std::uint32_t g = 0; g < groups; ++g) {
      std::vector<std::uint32_t> expected;
      for (std::uint32_t i = 0; i < group_of.size(); ++i)
        if (group_of[i] == g) expected.push_back(i);
      const auto members = grouped.of(g);
      ASSERT_EQ(std::vector<std::uint32_t>(members.begin(), members.end()), expected)
          << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace cuibono::core
