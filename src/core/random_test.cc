#include "core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace cuibono::core {
namespace {

using Words = std::array<std::uint32_t, 4>;

// Known answers of the authors (Random123, kat_vectors: philox4x32 10).
TEST(Random, Philox4x32IsThatOfItsAuthors) {
  EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}),
            (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, Law1AtDoesNotDependOnWhatWasAskedBefore) {
  const CounterRandom fresh(7, 3);
  CounterRandom walked(7, 3);
  for (int i = 0; i < 100; ++i) static_cast<void>(walked.next());
  std::vector<Words> forward, backward;
  for (std::uint64_t i = 0; i < 50; ++i) forward.push_back(fresh.at(i));
  for (std::uint64_t i = 50; i-- > 0;) backward.push_back(walked.at(i));
  std::reverse(backward.begin(), backward.end());
  EXPECT_EQ(forward, backward);
}

TEST(Random, SeedStreamAndCounterEachMatterInAllTheirBits) {
  std::set<Words> seen;
  for (unsigned bit = 0; bit < 64; ++bit) {
    const std::uint64_t one = std::uint64_t{1} << bit;
    seen.insert(CounterRandom(one, 0).at(0));
    seen.insert(CounterRandom(0, one).at(0));
    seen.insert(CounterRandom(0, 0).at(one));
  }
  EXPECT_EQ(seen.size(), 3U * 64U);
}

TEST(Random, NextWalksTheCounter) {
  CounterRandom random(11, 5);
  for (std::uint64_t i = 0; i < 10; ++i) {
    const Words words = CounterRandom(11, 5).at(i);
    EXPECT_EQ(random.next(), std::uint64_t{words[0]} << 32 | words[1]);
  }
}

TEST(Random, BelowStaysInRangeAndIsUnbiased) {
  CounterRandom random(3, 9);
  EXPECT_EQ(random.below(0), 0U);
  EXPECT_EQ(random.below(1), 0U);
  std::array<int, 7> counts{};
  constexpr int draws = 70'000;
  for (int i = 0; i < draws; ++i) ++counts[random.below(7)];
  double chi = 0;
  for (const int count : counts) chi += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
  EXPECT_LT(chi, 22.46);  // 99.9 % of a chi-square with 6 degrees; the seed is fixed
}

TEST(Random, BelowHasNoBiasWhereAModuloWouldHaveMuch) {
  // Of 2^64 values taken modulo 3 · 2^62, the first third would come up twice as often.
  CounterRandom random(3, 10);
  constexpr std::uint64_t third = std::uint64_t{1} << 62, bound = 3 * third;
  std::array<int, 3> counts{};
  for (int i = 0; i < 30'000; ++i) {
    const std::uint64_t drawn = random.below(bound);
    ASSERT_LT(drawn, bound);
    ++counts[drawn / third];
  }
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 400);
}

TEST(Random, BetweenHasBothEndsAndTheWholeRange) {
  CounterRandom random(4, 1);
  std::set<std::int64_t> seen;
  for (int i = 0; i < 200; ++i) seen.insert(random.between(-2, 2));
  EXPECT_EQ(seen, (std::set<std::int64_t>{-2, -1, 0, 1, 2}));
  EXPECT_EQ(random.between(5, 5), 5);
  bool low = false, high = false;
  for (int i = 0; i < 200; ++i) {
    const std::int64_t any = random.between(INT64_MIN, INT64_MAX);
    low = low || any < 0;
    high = high || any > 0;
  }
  EXPECT_TRUE(low && high);
}

TEST(Random, UnitIsInTheHalfOpenIntervalAndChanceFollowsIt) {
  CounterRandom random(5, 1);
  double sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double u = random.unit();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    sum += u;
  }
  EXPECT_NEAR(sum / 10'000, 0.5, 0.01);
  int hits = 0;
  for (int i = 0; i < 10'000; ++i) {
    hits += random.chance(0.2) ? 1 : 0;
    ASSERT_FALSE(random.chance(0.0));
    ASSERT_TRUE(random.chance(1.0));
  }
  EXPECT_NEAR(hits, 2000, 150);
}

TEST(Random, NormalHasMeanZeroAndDeviationOne) {
  CounterRandom random(6, 1);
  double sum = 0, squares = 0;
  constexpr int draws = 20'000;
  for (int i = 0; i < draws; ++i) {
    const double x = random.normal();
    ASSERT_TRUE(std::isfinite(x));
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / draws, 0.0, 0.03);
  EXPECT_NEAR(squares / draws, 1.0, 0.05);
}

}  // namespace
}  // namespace cuibono::core
