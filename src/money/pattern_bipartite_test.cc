#include "money/pattern_bipartite.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "money/pattern_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();
constexpr std::int64_t hour = core::us_per_hour;

Patterns bipartites(const PaymentWorld& w, const BipartiteOptions& options, unsigned threads = 1) {
  auto found = find_bipartites(with_threads(threads), w.columns(), options);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : Patterns{};
}
Patterns stacks(const PaymentWorld& w, const StackOptions& options, unsigned threads = 1) {
  auto found = find_stacks(with_threads(threads), w.columns(), options);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : Patterns{};
}

StackOptions random_options(std::uint64_t seed) {
  StackOptions options;
  options.layer.window_us = static_cast<std::int64_t>(seed % 13);
  options.layer.payees_each_min = 1 + static_cast<std::uint32_t>(seed % 2);
  options.layer.payers_each_min = 1 + static_cast<std::uint32_t>(seed / 2 % 2);
  options.layer.sources_min = 1 + static_cast<std::uint32_t>(seed / 4 % 3);
  options.layer.targets_min = 2;
  options.layer.filled_permille_min = seed % 3 == 0 ? 0 : 600;
  options.layer.accounts_max = seed % 7 == 0 ? 5 : 200;
  options.span_us = static_cast<std::int64_t>(seed / 3 % 25);
  options.mids_min = static_cast<std::uint32_t>(seed / 5 % 3);
  return options;
}

/// sources × mids at once, an hour later mids × targets.
PaymentWorld layers(std::uint32_t sources, std::uint32_t mids, std::uint32_t targets) {
  PaymentWorld w;
  for (std::uint32_t s = 0; s < sources; ++s)
    for (std::uint32_t m = 0; m < mids; ++m) w.pay(0, s, sources + m, 100);
  for (std::uint32_t m = 0; m < mids; ++m)
    for (std::uint32_t t = 0; t < targets; ++t) w.pay(hour, sources + m, sources + mids + t, 90);
  return w;
}

TEST(PatternBipartite, EqualsTheTwin) {
  std::size_t parts = 0, joined = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld w = random_payments(seed, {8, 50, seed % 10 == 0 ? 40U : 3U, 9});
    const StackOptions options = random_options(seed);
    const Patterns slow = bipartites_reference(w.columns(), options.layer);
    const Patterns fast = bipartites(w, options.layer);
    ASSERT_EQ(fast, slow) << "seed " << seed << "\n" << describe(fast) << "\n" << describe(slow);
    const Patterns slow_stacks = stacks_reference(w.columns(), options);
    const Patterns fast_stacks = stacks(w, options);
    ASSERT_EQ(fast_stacks, slow_stacks) << "seed " << seed << "\n"
                                        << describe(fast_stacks) << "\n"
                                        << describe(slow_stacks);
    parts += fast.found.size();
    joined += fast_stacks.found.size();
  }
  EXPECT_GT(parts, 1000U);
  EXPECT_GT(joined, 500U);
}

TEST(PatternBipartite, OracleP03BipartiteThreeTwo) {
  PaymentWorld w;
  for (std::uint32_t s = 0; s < 3; ++s)
    for (std::uint32_t t = 0; t < 2; ++t) w.pay(s * hour, s, 3 + t, 100);
  const Patterns found = bipartites(w, BipartiteOptions{});
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].accounts, (std::vector<std::uint32_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(found.found[0].transfers.size(), 6U);
  EXPECT_TRUE(found.found[0].amount_minor == 600);
  EXPECT_TRUE(number_of(found.found[0], "filled_permille") == 1000);
}

TEST(PatternStack, OracleP03StackThreeTwo) {
  StackOptions options;
  options.layer.sources_min = 2;
  const Patterns found = stacks(layers(3, 2, 3), options);
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].accounts.size(), 8U);
  EXPECT_EQ(found.found[0].transfers.size(), 12U);
  EXPECT_TRUE(number_of(found.found[0], "mids") == 2);
  EXPECT_TRUE(found.found[0].amount_minor == 540);
  // The second layer first: no stack.
  PaymentWorld turned;
  const PaymentWorld w = layers(3, 2, 3);
  for (std::size_t i = 12; i-- > 0;)
    turned.pay(hour - w.time_us[i], w.payer[i], w.payee[i], w.amount_minor[i]);
  EXPECT_TRUE(stacks(turned, options).found.empty());
}

TEST(PatternBipartite, Law1AnyOrderOfTakingAway) {
  // The twin takes one pair at a time in the order of accounts; renamed backwards it takes others first.
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld w = random_payments(seed, {8, 40, 3, 9});
    PaymentWorld backwards = w;
    for (auto* ends : {&backwards.payer, &backwards.payee})
      for (auto& end : *ends) end = w.accounts - 1 - end;
    const BipartiteOptions options{8, 2, 2, 2, 2, 0, 200};
    std::multiset<std::vector<std::uint32_t>> there, back;
    for (const auto& p : bipartites(w, options).found) there.insert(p.transfers);
    for (const auto& p : bipartites(backwards, options).found) back.insert(p.transfers);
    ASSERT_EQ(there, back) << "seed " << seed;
  }
}

TEST(PatternBipartite, Law2TurningPaymentsRound) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld w = random_payments(seed, {8, 40, 3, 9});
    PaymentWorld turned = w;
    std::swap(turned.payer, turned.payee);
    std::multiset<std::vector<std::uint32_t>> there, back;
    for (const auto& p : bipartites(w, {8, 1, 2, 3, 2, 300, 200}).found) there.insert(p.transfers);
    for (const auto& p : bipartites(turned, {8, 2, 1, 2, 3, 300, 200}).found)
      back.insert(p.transfers);
    ASSERT_EQ(there, back) << "seed " << seed;
  }
}

TEST(PatternBipartite, LawsRenamedMovedAndThreads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const PaymentWorld w = random_payments(seed, {8, 50, 3, 9});
    ASSERT_EQ(stacks(renamed_and_moved(w, 1001), random_options(seed)),
              renamed_and_moved(stacks(w, random_options(seed)), 1001));
    ASSERT_EQ(bipartites(renamed_and_moved(w, 1001), random_options(seed).layer),
              renamed_and_moved(bipartites(w, random_options(seed).layer), 1001));
  }
  PaymentWorld large;
  core::CounterRandom random(5, 97);
  for (std::int64_t i = 0; i < 30'000; ++i)
    large.pay(i, static_cast<std::uint32_t>(random.below(60)),
              static_cast<std::uint32_t>(random.below(60)), 1 + random.between(0, 9));
  const StackOptions options{{60, 2, 2, 3, 2, 300, 200}, 200, 2};
  const Patterns alone = bipartites(large, options.layer), joined = stacks(large, options);
  EXPECT_GT(alone.found.size(), 50U);
  EXPECT_GT(joined.found.size(), 3U);
  for (const unsigned threads : {2U, 8U}) {
    EXPECT_EQ(bipartites(large, options.layer, threads), alone);
    EXPECT_EQ(stacks(large, options, threads), joined);
  }
}

/// Five households each pay the same power and water company: a matter of one window a month.
/// Each household pays both, so the shape is there; the companies' other customers make it a market.
TEST(PatternBipartite, InnocentUtilities) {
  PaymentWorld w;
  for (std::uint32_t household = 2; household < 302; ++household) {
    w.pay(0, household, 0, 9'000);
    w.pay(0, household, 1, 4'000);
  }
  const Patterns found = bipartites(w, BipartiteOptions{});
  EXPECT_TRUE(found.found.empty());
  EXPECT_EQ(found.passed_over, 1U);
}

/// Three friends who settle a holiday pairwise: no group pays another.
TEST(PatternBipartite, InnocentFriends) {
  PaymentWorld w;
  w.pay(0, 0, 1, 40), w.pay(1, 1, 2, 30), w.pay(2, 0, 2, 20), w.pay(3, 3, 0, 10);
  EXPECT_TRUE(bipartites(w, BipartiteOptions{}).found.empty());
}

/// Shops pay two wholesalers, which pay their makers a month later.
TEST(PatternStack, InnocentSupplyChain) {
  PaymentWorld w;
  for (std::uint32_t s = 0; s < 3; ++s)
    for (std::uint32_t m = 3; m < 5; ++m) w.pay(0, s, m, 100'000);
  for (std::uint32_t m = 3; m < 5; ++m)
    for (std::uint32_t t = 5; t < 8; ++t) w.pay(30 * core::us_per_day, m, t, 60'000);
  StackOptions options;
  options.layer.sources_min = 2;
  EXPECT_TRUE(stacks(w, options).found.empty());
}

TEST(PatternBipartite, Errors) {
  const PaymentWorld w = layers(3, 2, 3);
  BipartiteOptions options;
  options.window_us = -1;
  const auto bad = find_bipartites({}, w.columns(), options);
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().code, core::ErrorCode::bad_input);
  StackOptions both;
  both.span_us = -1;
  EXPECT_FALSE(find_stacks({}, w.columns(), both).has_value());
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto cancelled = find_stacks(context, w.columns(), StackOptions{});
  ASSERT_FALSE(cancelled.has_value());
  EXPECT_EQ(cancelled.error().code, core::ErrorCode::cancelled);
}

TEST(PatternBipartite, TheEndsOfTime) {
  PaymentWorld w;
  for (std::uint32_t s = 0; s < 3; ++s)
    for (std::uint32_t t = 0; t < 2; ++t) w.pay(s == 2 ? INT64_MAX : INT64_MAX - 9, s, 3 + t, 100);
  EXPECT_EQ(bipartites(w, BipartiteOptions{}).found.size(), 1U);
  EXPECT_TRUE(bipartites(PaymentWorld{}, BipartiteOptions{}).found.empty());
}

}  // namespace
}  // namespace cuibono::money
