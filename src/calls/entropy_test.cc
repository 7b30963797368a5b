// Laws 1 to 3 of entropy_permille, by hand and against floating point.
#include "calls/entropy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/core.h"

namespace cuibono::calls {
namespace {

using Counts = std::vector<std::uint32_t>;

TEST(Entropy, ByHand) {
  EXPECT_EQ(entropy_permille(Counts{}), 0U);
  EXPECT_EQ(entropy_permille(Counts{0, 0}), 0U);
  EXPECT_EQ(entropy_permille(Counts{7}), 0U);
  EXPECT_EQ(entropy_permille(Counts{1, 1, 2}), 1500U);
  EXPECT_EQ(entropy_permille(Counts{1, 2}), 918U);   // log2(3) - 2/3
  EXPECT_EQ(entropy_permille(Counts{1, 15}), 337U);  // 0.33729
}

TEST(Entropy, AHalfIsRoundedUpward) {
  // Shares 1/2, 1/4, 1/8, 1/16, 1/16: 15/8 bits; the half of it spread by one more bit: 31/16 = 1937.5.
  EXPECT_EQ(entropy_permille(Counts{8, 4, 2, 1, 1}), 1875U);
  EXPECT_EQ(entropy_permille(Counts{16, 8, 4, 2, 1, 1}), 1938U);
}

TEST(Entropy, Law2EqualCountsGiveTheLogarithmOfHowManyThereAre) {
  for (const std::uint32_t each : {1U, 3U, 511U, 512U, 70'000U}) {
    EXPECT_EQ(entropy_permille(Counts(2, each)), 1000U);
    EXPECT_EQ(entropy_permille(Counts(3, each)), 1585U);
    EXPECT_EQ(entropy_permille(Counts(24, each)), 4585U);
    EXPECT_EQ(entropy_permille(Counts(64, each)), 6000U);
  }
  EXPECT_EQ(entropy_permille(Counts(2, UINT32_MAX)), 1000U);
}

TEST(Entropy, Laws1And3AnyOrderAndTheRealNumberRounded) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    core::CounterRandom random(seed, 62);
    Counts counts(random.below(30));
    for (auto& count : counts)
      count = static_cast<std::uint32_t>(random.below(random.chance(0.2) ? 100'000 : 9));
    double total = 0, sum = 0;
    for (const double n : counts) total += n;
    for (const double n : counts) sum += n > 0 ? n / total * std::log2(total / n) : 0;
    const std::uint32_t found = entropy_permille(counts);
    ASSERT_EQ(found, static_cast<std::uint32_t>(std::floor(sum * 1000 + 0.5 + 1e-9))) << seed;
    std::reverse(counts.begin(), counts.end());
    counts.push_back(0);
    ASSERT_EQ(entropy_permille(counts), found) << seed;
  }
}

}  // namespace
}  // namespace cuibono::calls
