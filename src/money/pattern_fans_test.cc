#include "money/pattern_fans.h"

#include <gtest/gtest.h>

#include <atomic>

#include "money/pattern_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();
constexpr std::int64_t day = core::us_per_day;

Patterns fans(const PaymentWorld& w, FanSide side, const FanOptions& options,
              unsigned threads = 1) {
  auto found = find_fans(with_threads(threads), w.columns(), side, options);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : Patterns{};
}
Patterns gather_scatter(const PaymentWorld& w, const GatherScatterOptions& options,
                        unsigned threads = 1) {
  auto found = find_gather_scatter(with_threads(threads), w.columns(), options);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : Patterns{};
}

FanOptions random_fan_options(std::uint64_t seed) {
  FanOptions options;
  options.window_us = static_cast<std::int64_t>(seed % 7);
  options.counterparties_min = 1 + static_cast<std::uint32_t>(seed % 4);
  options.counterparties_max = seed % 5 == 0 ? 3 : 1000;
  return options;
}
GatherScatterOptions random_gather_options(std::uint64_t seed) {
  GatherScatterOptions options;
  options.gather_us = static_cast<std::int64_t>(seed % 7);
  options.scatter_us = static_cast<std::int64_t>(seed / 7 % 7);
  options.payers_min = 1 + static_cast<std::uint32_t>(seed % 3);
  options.payees_min = 1 + static_cast<std::uint32_t>(seed / 3 % 3);
  options.forwarded_permille_min = seed % 2 == 0 ? 500 : 0;
  options.counterparties_max = seed % 5 == 0 ? 3 : 1000;
  return options;
}

TEST(PatternFans, EqualsTheTwin) {
  std::size_t listed = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld w = random_payments(seed);
    for (const FanSide side : {FanSide::in, FanSide::out}) {
      const Patterns slow = fans_reference(w.columns(), side, random_fan_options(seed));
      const Patterns fast = fans(w, side, random_fan_options(seed));
      ASSERT_EQ(fast, slow) << "seed " << seed << "\n" << describe(fast) << "\n" << describe(slow);
      listed += fast.found.size();
    }
  }
  EXPECT_GT(listed, worlds);
}

TEST(PatternGatherScatter, EqualsTheTwin) {
  std::size_t listed = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld w = random_payments(seed, {7, 60, 4, 9});
    const Patterns slow = gather_scatter_reference(w.columns(), random_gather_options(seed));
    const Patterns fast = gather_scatter(w, random_gather_options(seed));
    ASSERT_EQ(fast, slow) << "seed " << seed << "\n" << describe(fast) << "\n" << describe(slow);
    listed += fast.found.size();
  }
  EXPECT_GT(listed, 500U);
}

TEST(PatternFans, OracleP03FanInAndFanOutOfFour) {
  PaymentWorld in, out;
  for (std::uint32_t i = 1; i <= 4; ++i) in.pay(i * day, i, 0, 100), out.pay(i * day, 0, i, 100);
  FanOptions options;
  options.counterparties_min = 4;
  for (const FanSide side : {FanSide::in, FanSide::out}) {
    const Patterns found = fans(side == FanSide::in ? in : out, side, options);
    ASSERT_EQ(found.found.size(), 1U);
    EXPECT_EQ(found.found[0].accounts, (std::vector<std::uint32_t>{0, 1, 2, 3, 4}));
    EXPECT_EQ(found.found[0].transfers.size(), 4U);
    EXPECT_TRUE(found.found[0].amount_minor == 400);
    EXPECT_EQ(found.found[0].to_us, 4 * day);
    EXPECT_TRUE(fans(side == FanSide::in ? out : in, side, options).found.empty());
  }
  options.counterparties_min = 5;
  EXPECT_TRUE(fans(in, FanSide::in, options).found.empty());
}

TEST(PatternGatherScatter, OracleP03GatherScatterThreeFour) {
  PaymentWorld w;
  for (std::uint32_t i = 1; i <= 3; ++i) w.pay(i, i, 0, 400);
  for (std::uint32_t i = 4; i <= 7; ++i) w.pay(i, 0, i, 290);
  GatherScatterOptions options;
  options.payees_min = 4;
  const Patterns found = gather_scatter(w, options);
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].accounts.size(), 8U);
  EXPECT_EQ(found.found[0].transfers.size(), 7U);
  EXPECT_TRUE(found.found[0].amount_minor == 1160);
  EXPECT_TRUE(number_of(found.found[0], "gathered_minor") == 1200);
  // Scattered before it gathers: no shape.
  PaymentWorld turned = w;
  std::swap(turned.payer, turned.payee);
  options.payers_min = 4, options.payees_min = 3;
  EXPECT_TRUE(gather_scatter(turned, options).found.empty());
}

TEST(PatternFans, Law1TurningPaymentsRound) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld w = random_payments(seed);
    PaymentWorld turned = w;
    std::swap(turned.payer, turned.payee);
    Patterns other = fans(turned, FanSide::out, random_fan_options(seed));
    for (auto& pattern : other.found) pattern.kind = PatternKind::fan_in;
    ASSERT_EQ(fans(w, FanSide::in, random_fan_options(seed)), other) << "seed " << seed;
  }
}

TEST(PatternFans, Law2WiderLosesNoAccount) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld w = random_payments(seed);
    FanOptions narrow{3, 3, 1000}, wide{5, 2, 1000};
    const Patterns wider = fans(w, FanSide::in, wide);
    for (const auto& pattern : fans(w, FanSide::in, narrow).found)
      ASSERT_TRUE(std::ranges::any_of(wider.found,
                                      [&](const Pattern& p) {
                                        return p.accounts[0] == pattern.accounts[0] &&
                                               p.size >= pattern.size;
                                      }))
          << "seed " << seed;
  }
}

TEST(PatternGatherScatter, Law1ReceiptsBeforePayments) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld w = random_payments(seed);
    for (const auto& pattern : gather_scatter(w, random_gather_options(seed)).found) {
      std::int64_t last_in_us = INT64_MIN, first_out_us = INT64_MAX;
      for (const auto i : pattern.transfers) {
        if (w.payee[i] == pattern.accounts[0]) last_in_us = std::max(last_in_us, w.time_us[i]);
        if (w.payer[i] == pattern.accounts[0]) first_out_us = std::min(first_out_us, w.time_us[i]);
      }
      ASSERT_LT(last_in_us, first_out_us) << "seed " << seed;
    }
  }
}

TEST(PatternFans, LawsRenamedMovedAndThreads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const PaymentWorld w = random_payments(seed);
    const PaymentWorld other = renamed_and_moved(w, 5'000'000);
    const auto fan_options = random_fan_options(seed);
    ASSERT_EQ(fans(other, FanSide::in, fan_options),
              renamed_and_moved(fans(w, FanSide::in, fan_options), 5'000'000));
    const auto options = random_gather_options(seed);
    ASSERT_EQ(gather_scatter(other, options),
              renamed_and_moved(gather_scatter(w, options), 5'000'000));
  }
  PaymentWorld large;
  core::CounterRandom random(5, 97);
  for (std::int64_t i = 0; i < 60'000; ++i)
    large.pay(i, static_cast<std::uint32_t>(random.below(12'000)),
              static_cast<std::uint32_t>(random.below(12'000)), 1 + random.between(0, 99));
  const FanOptions options{20'000, 5, 1000};
  const GatherScatterOptions both{20'000, 20'000, 3, 3, 500, 1000};
  const Patterns alone = fans(large, FanSide::in, options), gathered = gather_scatter(large, both);
  EXPECT_GT(alone.found.size(), 10U);
  EXPECT_GT(gathered.found.size(), 10U);
  for (const unsigned threads : {2U, 8U}) {
    EXPECT_EQ(fans(large, FanSide::in, options, threads), alone);
    EXPECT_EQ(gather_scatter(large, both, threads), gathered);
  }
}

/// A shop with forty customers a day is a hub of trade: counted, not named.
TEST(PatternFans, InnocentShop) {
  PaymentWorld w;
  for (std::uint32_t sale = 0; sale < 1200; ++sale) w.pay(sale * day / 40, 1 + sale, 0, 2'500);
  FanOptions options;
  options.counterparties_max = 200;
  const Patterns found = fans(w, FanSide::in, options);
  EXPECT_TRUE(found.found.empty());
  EXPECT_EQ(found.passed_over, 1U);
}

/// A family of four pays a grandmother's account through the month: fewer than the minimum.
TEST(PatternFans, InnocentFamily) {
  PaymentWorld w;
  for (std::uint32_t month = 0; month < 6; ++month)
    for (std::uint32_t child = 1; child <= 4; ++child)
      w.pay((month * 30 + child) * day, child, 0, 10'000);
  EXPECT_TRUE(fans(w, FanSide::in, FanOptions{}).found.empty());
}

/// A landlord collects four rents and pays three craftsmen a tenth of it.
TEST(PatternGatherScatter, InnocentLandlord) {
  PaymentWorld w;
  for (std::uint32_t tenant = 1; tenant <= 4; ++tenant) w.pay(day, tenant, 0, 80'000);
  for (std::uint32_t craftsman = 5; craftsman <= 7; ++craftsman)
    w.pay(2 * day, 0, craftsman, 9'000);
  EXPECT_TRUE(gather_scatter(w, GatherScatterOptions{}).found.empty());
}

TEST(PatternFans, Errors) {
  PaymentWorld w;
  w.pay(0, 0, 1, 5);
  const auto fan = find_fans({}, w.columns(), FanSide::in, {-1, 5, 1000});
  ASSERT_FALSE(fan.has_value());
  EXPECT_EQ(fan.error().code, core::ErrorCode::bad_input);
  GatherScatterOptions options;
  options.scatter_us = -1;
  EXPECT_FALSE(find_gather_scatter({}, w.columns(), options).has_value());
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto cancelled = find_fans(context, w.columns(), FanSide::in, FanOptions{});
  ASSERT_FALSE(cancelled.has_value());
  EXPECT_EQ(cancelled.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
