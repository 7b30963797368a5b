// Laws 1 and 2 of find_concurrency, its twin, and the published numbers (ORACLES C02–C05).
#include "calls/concurrency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "core/core.h"

namespace cuibono::calls {
namespace {

TEST(Concurrency, OracleC02) {
  const std::vector<BusyTime> times{{0, 10}, {2, 5}, {3, 8}, {5, 6}, {8, 12}, {10, 11}};
  const Concurrency found = find_concurrency(times);
  EXPECT_EQ(found.peak, 3U);
  EXPECT_EQ(found.peak_at, 3);
  EXPECT_EQ(found.busy, 24);  // 2.0 Erlang over [0,12)
}

TEST(Concurrency, TimesThatTouchDoNotOverlapAndEmptyOnesAreNone) {
  EXPECT_EQ(find_concurrency(std::vector<BusyTime>{{0, 5}, {5, 9}}).peak, 1U);
  EXPECT_EQ(find_concurrency(std::vector<BusyTime>{{5, 5}, {9, 3}}).peak, 0U);
  EXPECT_EQ(find_concurrency({}).peak, 0U);
}

TEST(Concurrency, EqualsTheTwinInAnyOrderAndSplit) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    core::CounterRandom random(seed, 1);
    std::vector<BusyTime> times(random.below(30));
    for (auto& time : times) {
      time.begin = random.between(-20, 20);
      time.end = time.begin + random.between(-2, 12);
    }
    const Concurrency slow = find_concurrency_reference(times);
    const Concurrency fast = find_concurrency(times);
    EXPECT_EQ(fast.peak, slow.peak);
    EXPECT_EQ(fast.busy, slow.busy);
    EXPECT_EQ(fast.peak_at, slow.peak_at);
    std::reverse(times.begin(), times.end());  // law 1
    EXPECT_EQ(find_concurrency(times).peak, slow.peak);
    std::vector<BusyTime> split;  // law 2
    for (const auto& time : times) {
      const std::int64_t middle = (time.begin + time.end) / 2;
      split.push_back({time.begin, middle});
      split.push_back({middle, time.end});
    }
    if (std::all_of(times.begin(), times.end(), [](const auto& t) { return t.end > t.begin; })) {
      EXPECT_EQ(find_concurrency(split).peak, slow.peak);
      EXPECT_EQ(find_concurrency(split).busy, slow.busy);
    }
  }
}

TEST(Erlang, OracleC03) {
  EXPECT_NEAR(erlang_b(10, 10), 0.214582, 5e-7);
  EXPECT_NEAR(erlang_b(10, 5), 0.018385, 5e-7);
  EXPECT_NEAR(erlang_b(3, 2), 0.210526, 5e-7);
  EXPECT_NEAR(erlang_b(1, 1), 0.5, 1e-12);
  EXPECT_NEAR(erlang_c(8, 5), 0.167267, 5e-7);
  EXPECT_NEAR(erlang_c(14, 10), 0.174132, 5e-7);
  EXPECT_NEAR(erlang_c(3, 2), 4.0 / 9, 1e-12);
  EXPECT_NEAR(erlang_c(30, 20), 0.024950, 5e-7);
  EXPECT_EQ(erlang_c(3, 3), 1.0);
}

TEST(Erlang, OracleC04) {
  const double erlangs = 200.0 * 180 / 3600;
  const ServiceLevel level = service_level(14, erlangs, 180, 20);
  EXPECT_NEAR(level.waits, 0.174132, 5e-7);
  EXPECT_NEAR(level.within, 0.888350, 5e-7);
  EXPECT_NEAR(level.answer_s, 7.836, 5e-4);
  EXPECT_NEAR(level.occupancy, 0.714286, 5e-7);
  EXPECT_LT(service_level(13, erlangs, 180, 20).within, 0.8);  // 14 is the fewest
}

TEST(BinomialSizes, OracleC05) {
  const auto size = binomial_size(70, 42);
  ASSERT_TRUE(size.has_value());
  EXPECT_NEAR(size->people, 175, 1e-9);
  EXPECT_NEAR(size->busy_share, 0.4, 1e-12);
  EXPECT_FALSE(binomial_size(70, 70).has_value());
  EXPECT_FALSE(binomial_size(70, 90).has_value());
  EXPECT_FALSE(binomial_size(0, 0).has_value());
}

}  // namespace
}  // namespace cuibono::calls
