#include "money/pattern_scatter.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "money/pattern_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();
constexpr std::int64_t day = core::us_per_day;

Patterns find(const PaymentWorld& w, const ScatterGatherOptions& options, unsigned threads = 1) {
  auto found = find_scatter_gather(with_threads(threads), w.columns(), options);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : Patterns{};
}

ScatterGatherOptions random_options(std::uint64_t seed) {
  ScatterGatherOptions options;
  options.leg_us = static_cast<std::int64_t>(seed % 9);
  options.span_us = static_cast<std::int64_t>(seed / 9 % 9);
  options.mids_min = 1 + static_cast<std::uint32_t>(seed % 3);
  options.tolerance_permille = seed % 2 == 0 ? 500 : 0;
  options.payments_max = seed % 5 == 0 ? 2 : 200;
  return options;
}

/// 0 pays n accounts, which pay 1 a day later.
PaymentWorld scattered(std::uint32_t mids, std::int64_t kept_minor) {
  PaymentWorld w;
  for (std::uint32_t i = 0; i < mids; ++i) w.pay(0, 0, 2 + i, 1000 + 7 * i);
  for (std::uint32_t i = 0; i < mids; ++i) w.pay(day, 2 + i, 1, 1000 + 7 * i - kept_minor);
  return w;
}

TEST(PatternScatterGather, EqualsTheTwin) {
  std::size_t listed = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld w = random_payments(seed, {7, 60, 3, 4});
    const Patterns slow = scatter_gather_reference(w.columns(), random_options(seed));
    const Patterns fast = find(w, random_options(seed));
    ASSERT_EQ(fast, slow) << "seed " << seed << "\n" << describe(fast) << "\n" << describe(slow);
    listed += fast.found.size();
  }
  EXPECT_GT(listed, 500U);
}

TEST(PatternScatterGather, OracleP03ScatterGatherOfFour) {
  const Patterns found = find(scattered(4, 50), ScatterGatherOptions{});
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].accounts, (std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(found.found[0].transfers.size(), 8U);
  EXPECT_EQ(found.found[0].size, 4U);
  EXPECT_TRUE(found.found[0].amount_minor == 4042);
  EXPECT_TRUE(number_of(found.found[0], "gathered_minor") == 3842);
}

TEST(PatternScatterGather, Law1TurningTimeRound) {
  // Every amount is another: no payment has two matches.
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    core::CounterRandom random(seed, 5);
    PaymentWorld w, turned;
    for (std::uint32_t i = 0; i < 12; ++i) {
      const std::int64_t start = random.between(0, 6);
      const auto source = static_cast<std::uint32_t>(random.below(2));
      const auto sink = static_cast<std::uint32_t>(2 + random.below(2));
      w.pay(start, source, 4 + i, 100 + i);
      w.pay(start + random.between(1, 3), 4 + i, sink, 100 + i);
    }
    std::vector<std::size_t> order(w.time_us.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return w.time_us[a] < w.time_us[b]; });
    PaymentWorld sorted;
    for (const auto i : order) sorted.pay(w.time_us[i], w.payer[i], w.payee[i], w.amount_minor[i]);
    for (auto i = order.rbegin(); i != order.rend(); ++i)
      turned.pay(-w.time_us[*i], w.payee[*i], w.payer[*i], w.amount_minor[*i]);
    ScatterGatherOptions options{3, 1000, 3, 0, 200, 1000};
    std::set<std::vector<std::uint32_t>> there, back;
    for (const auto& p : find(sorted, options).found) there.insert(p.accounts);
    for (auto p : find(turned, options).found)
      std::swap(p.accounts[0], p.accounts[1]), back.insert(p.accounts);
    ASSERT_EQ(there, back) << "seed " << seed;
  }
}

TEST(PatternScatterGather, Law2WiderLosesNoPair) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld w = random_payments(seed, {7, 50, 3, 9});
    const ScatterGatherOptions narrow{3, 3, 2, 100, 200, 1000}, wide{5, 6, 2, 400, 200, 1000};
    const Patterns wider = find(w, wide);
    for (const auto& pattern : find(w, narrow).found)
      ASSERT_TRUE(std::ranges::any_of(wider.found,
                                      [&](const Pattern& p) {
                                        return p.accounts[0] == pattern.accounts[0] &&
                                               p.accounts[1] == pattern.accounts[1];
                                      }))
          << "seed " << seed;
  }
}

TEST(PatternScatterGather, LawsRenamedMovedAndThreads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const PaymentWorld w = random_payments(seed, {7, 60, 3, 4});
    ASSERT_EQ(find(renamed_and_moved(w, 77), random_options(seed)),
              renamed_and_moved(find(w, random_options(seed)), 77))
        << "seed " << seed;
  }
  PaymentWorld large;
  core::CounterRandom random(5, 97);
  for (std::int64_t i = 0; i < 40'000; ++i)
    large.pay(i, static_cast<std::uint32_t>(i % 3 == 0 ? random.below(5) : random.below(9000)),
              static_cast<std::uint32_t>(i % 3 == 1 ? random.below(5) : random.below(9000)),
              1 + random.between(0, 9));
  ScatterGatherOptions options{20'000, 20'000, 3, 100, 200, 100'000};
  const Patterns alone = find(large, options);
  EXPECT_GT(alone.found.size(), 3U);
  EXPECT_GT(alone.passed_over, 0U);
  for (const unsigned threads : {2U, 8U}) EXPECT_EQ(find(large, options, threads), alone);
  options.ways_max = 500;
  const Patterns capped = find(large, options);
  EXPECT_TRUE(capped.truncated);
  EXPECT_EQ(find(large, options, 8), capped);
}

/// Two parents give their daughter's deposit by way of each other's accounts: two intermediaries.
TEST(PatternScatterGather, InnocentParents) {
  EXPECT_TRUE(find(scattered(2, 0), ScatterGatherOptions{}).found.empty());
}

/// An employer pays five, and all pay the same grocer, each what she needs.
TEST(PatternScatterGather, InnocentEmployeesOfOneGrocer) {
  PaymentWorld w;
  for (std::uint32_t i = 0; i < 5; ++i) w.pay(0, 0, 2 + i, 250'000);
  for (std::uint32_t i = 0; i < 5; ++i) w.pay(day, 2 + i, 1, 4'000 + 900 * i);
  EXPECT_TRUE(find(w, ScatterGatherOptions{}).found.empty());
}

/// A payment service between one firm and its customers' bank: a hub, counted.
TEST(PatternScatterGather, InnocentPaymentServices) {
  PaymentWorld w;
  for (std::uint32_t service = 2; service < 5; ++service) w.pay(0, 0, service, 5'000);
  for (std::uint32_t service = 2; service < 5; ++service)
    for (std::uint32_t customer = 0; customer < 300; ++customer)
      w.pay(day, service, customer == 0 ? 1 : 10 + customer, 5'000);
  const Patterns found = find(w, ScatterGatherOptions{});
  EXPECT_TRUE(found.found.empty());
  EXPECT_EQ(found.passed_over, 3U);
}

TEST(PatternScatterGather, Errors) {
  PaymentWorld w = scattered(3, 0);
  ScatterGatherOptions options;
  options.span_us = -1;
  const auto bad = find_scatter_gather({}, w.columns(), options);
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().code, core::ErrorCode::bad_input);
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto cancelled = find_scatter_gather(context, w.columns(), ScatterGatherOptions{});
  ASSERT_FALSE(cancelled.has_value());
  EXPECT_EQ(cancelled.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
