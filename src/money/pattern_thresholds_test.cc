#include "money/pattern_thresholds.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

#include "money/pattern_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();
constexpr std::int64_t day = core::us_per_day;

struct Rules {
  std::vector<Threshold> thresholds;
  std::vector<std::uint32_t> jurisdiction;
  std::vector<std::uint8_t> is_deposit;
  [[nodiscard]] StructuringInput input() const { return {thresholds, jurisdiction, is_deposit}; }
};

Rules random_rules(const PaymentWorld& w, std::uint64_t seed) {
  core::CounterRandom random(seed, 31);
  Rules rules;
  rules.thresholds = {{0, -100, 8}, {0, 0, 6}, {0, 30, 0}, {1, -15, 7}, {1, 9, 9}};
  for (std::uint32_t a = 0; a < w.accounts; ++a)
    rules.jurisdiction.push_back(static_cast<std::uint32_t>(random.below(3)));
  if (seed % 2 == 0) return rules;
  for (std::size_t i = 0; i < w.time_us.size(); ++i)
    rules.is_deposit.push_back(random.chance(0.8) ? 1 : 0);
  return rules;
}

StructuringOptions random_structuring(std::uint64_t seed) {
  StructuringOptions options;
  options.window_us = static_cast<std::int64_t>(seed % 9);
  options.band_permille = 500 + 100 * static_cast<std::uint32_t>(seed % 5);
  options.deposits_min = 1 + static_cast<std::uint32_t>(seed % 3);
  options.history_min = static_cast<std::uint32_t>(seed % 4);
  options.tail_billionths_max = seed % 5 == 0 ? 300'000'000 : 1'000'000'000;
  options.price_accounts_min = static_cast<std::uint32_t>(seed % 3);
  options.price_permille_max = seed % 2 == 0 ? 1000 : 400;
  return options;
}
DormantOptions random_dormant(std::uint64_t seed) {
  return {1 + static_cast<std::int64_t>(seed % 6), static_cast<std::int64_t>(seed / 6 % 7),
          static_cast<std::uint32_t>(seed % 3), static_cast<std::uint32_t>(seed % 11 * 100)};
}
FunnelOptions random_funnel(std::uint64_t seed) {
  return {static_cast<std::int64_t>(seed % 8), static_cast<std::int64_t>(seed / 8 % 8),
          1 + static_cast<std::uint32_t>(seed % 3), 250 * static_cast<std::uint32_t>(seed % 5),
          250 * static_cast<std::uint32_t>(seed / 5 % 5)};
}
std::vector<std::uint32_t> random_places(const PaymentWorld& w, std::uint64_t seed) {
  core::CounterRandom random(seed, 32);
  std::vector<std::uint32_t> places;
  for (std::size_t i = 0; i < w.time_us.size(); ++i)
    places.push_back(random.chance(0.1) ? no_place : static_cast<std::uint32_t>(random.below(4)));
  return places;
}

template <class Found>
Patterns value(Found found) {
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : Patterns{};
}
Patterns structuring(const PaymentWorld& w, const Rules& rules, const StructuringOptions& options,
                     unsigned threads = 1) {
  return value(find_structuring(with_threads(threads), w.columns(), rules.input(), options));
}
Patterns dormant(const PaymentWorld& w, const DormantOptions& options, unsigned threads = 1) {
  return value(find_dormant_then_busy(with_threads(threads), w.columns(), options));
}
Patterns funnels(const PaymentWorld& w, const std::vector<std::uint32_t>& places,
                 const FunnelOptions& options, unsigned threads = 1) {
  return value(find_funnels(with_threads(threads), w.columns(), places, 4, options));
}

/// One jurisdiction with 10,000 from the beginning; amounts are whole units.
Rules ten_thousand(const PaymentWorld& w) {
  return {{{0, INT64_MIN, 10'000}}, std::vector<std::uint32_t>(w.accounts, 0), {}};
}

PaymentWorld p04_world() {
  PaymentWorld w;
  w.pay(1 * day, 1, 0, 9500), w.pay(1 * day, 1, 0, 9800), w.pay(2 * day, 1, 0, 9900);
  w.pay(3 * day, 1, 0, 2000), w.pay(4 * day, 1, 0, 9700), w.pay(10 * day, 1, 0, 9600);
  w.pay(11 * day, 1, 0, 12000);
  return w;
}

TEST(PatternStructuring, OracleP04) {
  const PaymentWorld w = p04_world();
  const Patterns found = structuring(w, ten_thousand(w), StructuringOptions{});
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].transfers, (std::vector<std::uint32_t>{0, 1, 2, 4}));
  EXPECT_TRUE(found.found[0].amount_minor == 38'900);
  EXPECT_TRUE(number_of(found.found[0], "deposits") == 5);
  // All five in the band, once the window is as wide as the records.
  StructuringOptions wide;
  wide.window_us = 30 * day;
  const Patterns all = structuring(w, ten_thousand(w), wide);
  ASSERT_EQ(all.found.size(), 1U);
  EXPECT_EQ(all.found[0].size, 5U);
}

TEST(PatternStructuring, OracleP04BinomialTail) {
  // In whole numbers: 41,563,501,834,… of 10^20. ORACLES prints 0.000415634, a billionth less.
  EXPECT_EQ(binomial_tail_billionths(8, 20, {1, 10}), 415'635U);
}

/// Exactly, in whole numbers: the sum of C(n, k) a^k (b - a)^(n - k) over b^n.
core::Int128 exact_tail_tenths(std::uint32_t successes, std::uint32_t trials, std::uint32_t hits,
                               std::uint32_t of) {
  core::Int128 above = 0, all = 0;
  for (std::uint32_t k = 0; k <= trials; ++k) {
    core::Int128 term = 1;
    for (std::uint32_t j = 0; j < k; ++j) term = term * (trials - j) / (j + 1);
    for (std::uint32_t j = 0; j < trials; ++j) term *= j < k ? hits : of - hits;
    all += term;
    if (k >= successes) above += term;
  }
  return above * 10'000'000'000 / all;
}

TEST(BinomialTail, EqualsExactFractionsToOneBillionth) {
  for (const std::uint32_t of : {2U, 3U, 10U})
    for (std::uint32_t hits = 0; hits <= of; ++hits)
      for (std::uint32_t trials = 0; trials <= 20; ++trials)
        for (std::uint32_t successes = 0; successes <= trials + 1; ++successes) {
          const core::Int128 exact = exact_tail_tenths(successes, trials, hits, of);
          const core::Int128 found =
              core::Int128{binomial_tail_billionths(successes, trials, {hits, of})} * 10;
          ASSERT_TRUE(exact - found <= 10 && found - exact <= 10)
              << successes << " of " << trials << " at " << hits << "/" << of;
        }
}

TEST(BinomialTail, Laws1And2) {
  for (const std::uint32_t trials : {1U, 7U, 1000U, 10'000U}) {
    for (const Rate rate : {Rate{1, 1000}, Rate{1, 2}, Rate{999, 1000}, Rate{0, 5}, Rate{5, 5}}) {
      std::uint32_t before = binomial_tail_billionths(0, trials, rate);
      ASSERT_EQ(before, 1'000'000'000U);
      for (std::uint32_t k = 1; k <= trials; k += 1 + trials / 50) {
        const std::uint32_t tail = binomial_tail_billionths(k, trials, rate);
        ASSERT_LE(tail, before);
        before = tail;
      }
      ASSERT_EQ(binomial_tail_billionths(trials + 1, trials, rate), 0U);
    }
  }
  // Half of the heads of a fair coin and more: by symmetry 1/2 and half of the middle term.
  EXPECT_EQ(binomial_tail_billionths(5001, 10'001, {1, 2}), 500'000'000U);
}

TEST(PatternStructuring, EqualsTheTwin) {
  std::size_t listed = 0, passed = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld w = random_payments(seed, {4, 60, 3, 10});
    const Rules rules = random_rules(w, seed);
    const Patterns slow =
        structuring_reference(w.columns(), rules.input(), random_structuring(seed));
    const Patterns fast = structuring(w, rules, random_structuring(seed));
    ASSERT_EQ(fast, slow) << "seed " << seed << "\n" << describe(fast) << "\n" << describe(slow);
    listed += fast.found.size();
    passed += fast.passed_over;
  }
  EXPECT_GT(listed, 90U);
  EXPECT_GT(passed, 40U);
}

TEST(PatternDormant, EqualsTheTwin) {
  std::size_t listed = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld w = random_payments(seed);
    const Patterns slow = dormant_reference(w.columns(), random_dormant(seed));
    const Patterns fast = dormant(w, random_dormant(seed));
    ASSERT_EQ(fast, slow) << "seed " << seed << "\n" << describe(fast) << "\n" << describe(slow);
    listed += fast.found.size();
  }
  EXPECT_GT(listed, 500U);
}

TEST(PatternFunnel, EqualsTheTwin) {
  std::size_t listed = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld w = random_payments(seed);
    const auto places = random_places(w, seed);
    const Patterns slow = funnels_reference(w.columns(), places, random_funnel(seed));
    const Patterns fast = funnels(w, places, random_funnel(seed));
    ASSERT_EQ(fast, slow) << "seed " << seed << "\n" << describe(fast) << "\n" << describe(slow);
    listed += fast.found.size();
  }
  EXPECT_GT(listed, 500U);
}

TEST(PatternStructuring, Law1InTheBandOfItsDay) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld w = random_payments(seed);
    const Rules rules = random_rules(w, seed);
    const auto options = random_structuring(seed);
    for (const auto& pattern : structuring(w, rules, options).found) {
      for (const auto i : pattern.transfers) {
        std::int64_t threshold = 0;
        for (const auto& t : rules.thresholds)
          if (t.jurisdiction == rules.jurisdiction[pattern.accounts[0]] &&
              t.since_us <= w.time_us[i])
            threshold = t.amount_minor;
        ASSERT_LT(w.amount_minor[i], threshold) << "seed " << seed;
        ASSERT_GE(w.amount_minor[i] * 1000, threshold * options.band_permille) << "seed " << seed;
      }
    }
  }
}

TEST(PatternStructuring, Law2Scaling) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    PaymentWorld w = random_payments(seed);
    Rules rules = random_rules(w, seed);
    Patterns expected = structuring(w, rules, random_structuring(seed));
    for (auto& pattern : expected.found) {
      pattern.amount_minor *= 10;
      for (auto& number : pattern.numbers)
        if (number.name == "threshold_minor") number.value *= 10;
    }
    for (auto& amount : w.amount_minor) amount *= 10;
    for (auto& threshold : rules.thresholds) threshold.amount_minor *= 10;
    ASSERT_EQ(structuring(w, rules, random_structuring(seed)), expected) << "seed " << seed;
  }
}

TEST(PatternFunnel, Law1RenamingPlaces) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld w = random_payments(seed);
    auto places = random_places(w, seed);
    const Patterns expected = funnels(w, places, random_funnel(seed));
    for (auto& place : places) place = place == no_place ? no_place : 3 - place;
    ASSERT_EQ(funnels(w, places, random_funnel(seed)), expected) << "seed " << seed;
  }
}

TEST(PatternThresholds, LawsRenamedMovedAndThreads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const PaymentWorld w = random_payments(seed);
    const PaymentWorld other = renamed_and_moved(w, 4000);
    const Rules rules = random_rules(w, seed);
    Rules moved = rules;
    moved.jurisdiction.assign(other.accounts, 2);
    for (std::uint32_t a = 0; a < w.accounts; ++a)
      moved.jurisdiction[2 * a + 1] = rules.jurisdiction[a];
    for (auto& threshold : moved.thresholds) threshold.since_us += 4000;
    ASSERT_EQ(structuring(other, moved, random_structuring(seed)),
              renamed_and_moved(structuring(w, rules, random_structuring(seed)), 4000));
    ASSERT_EQ(dormant(other, random_dormant(seed)),
              renamed_and_moved(dormant(w, random_dormant(seed)), 4000));
    const auto places = random_places(w, seed);
    ASSERT_EQ(funnels(other, places, random_funnel(seed)),
              renamed_and_moved(funnels(w, places, random_funnel(seed)), 4000));
  }
  PaymentWorld large;
  core::CounterRandom random(5, 97);
  for (std::int64_t i = 0; i < 60'000; ++i)
    large.pay(i, static_cast<std::uint32_t>(random.below(10'000)),
              static_cast<std::uint32_t>(random.below(10'000)), random.between(5'000, 12'000));
  StructuringOptions options;
  options.window_us = 20'000;
  options.band_permille = 600;
  options.price_permille_max = 1000;
  const FunnelOptions funnel{20'000, 20'000, 2, 500, 300};
  const DormantOptions still{10'000, 10'000, 3, 500};
  const auto places = random_places(large, 1);
  const Rules rules = ten_thousand(large);
  const Patterns a = structuring(large, rules, options), b = funnels(large, places, funnel),
                 c = dormant(large, still);
  for (const Patterns* found : {&a, &b, &c}) EXPECT_GT(found->found.size(), 20U);
  for (const unsigned threads : {2U, 8U}) {
    EXPECT_EQ(structuring(large, rules, options, threads), a);
    EXPECT_EQ(funnels(large, places, funnel, threads), b);
    EXPECT_EQ(dormant(large, still, threads), c);
  }
}

/// Five shops sell the same machine at 9,990, which is below the threshold of 10,000: a price.
TEST(PatternStructuring, InnocentPricePoint) {
  PaymentWorld w;
  for (std::uint32_t sale = 0; sale < 40; ++sale)
    w.pay(sale * day / 2, 10 + sale, sale % 5, sale % 8 == 7 ? 3'000 : 9'990);
  const Patterns found = structuring(w, ten_thousand(w), StructuringOptions{});
  EXPECT_TRUE(found.found.empty());
  EXPECT_GT(found.passed_over, 0U);
}

/// A rent of 9,500 a month: never three in a week.
TEST(PatternStructuring, InnocentRent) {
  PaymentWorld w;
  for (std::int64_t month = 0; month < 12; ++month) w.pay(month * 30 * day, 1, 0, 9'500);
  EXPECT_TRUE(structuring(w, ten_thousand(w), StructuringOptions{}).found.empty());
}

/// Where no threshold is in force nobody avoids one: before its date, or in another jurisdiction.
TEST(PatternStructuring, InnocentWithoutAThreshold) {
  const PaymentWorld w = p04_world();
  Rules rules = ten_thousand(w);
  rules.thresholds = {{0, 100 * day, 10'000}};
  EXPECT_TRUE(structuring(w, rules, StructuringOptions{}).found.empty());
  rules.thresholds = {{1, INT64_MIN, 10'000}};
  EXPECT_TRUE(structuring(w, rules, StructuringOptions{}).found.empty());
  rules.thresholds = {{0, INT64_MIN, 10'000}, {0, 0, 0}};
  EXPECT_TRUE(structuring(w, rules, StructuringOptions{}).found.empty());
}

/// An account wakes after a year and makes ten payments; a pensioner's back from abroad makes two.
TEST(PatternDormant, PlantedAndInnocent) {
  PaymentWorld w;
  w.pay(0, 1, 0, 100), w.pay(0, 3, 2, 100);
  for (std::uint32_t i = 0; i < 10; ++i) w.pay((365 + i) * day, 10 + i, 0, 900);
  w.pay(380 * day, 3, 2, 100), w.pay(381 * day, 2, 3, 50);
  const Patterns found = dormant(w, DormantOptions{});
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].accounts, (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(found.found[0].size, 10U);
  EXPECT_TRUE(number_of(found.found[0], "gap_us") == 365 * day);
}

/// Deposits in four towns leave in a fifth; a firm whose branches also pay out at home does not look so.
TEST(PatternFunnel, PlantedAndInnocentBranches) {
  PaymentWorld w;
  std::vector<std::uint32_t> places;
  for (std::uint32_t town = 0; town < 3; ++town)
    w.pay(town * day, 1 + town, 0, 500), places.push_back(town);
  w.pay(4 * day, 0, 9, 1'400), places.push_back(3);
  const Patterns found = funnels(w, places, FunnelOptions{});
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].size, 3U);
  EXPECT_TRUE(found.found[0].amount_minor == 1'400);
  places.back() = 1;
  EXPECT_TRUE(funnels(w, places, FunnelOptions{}).found.empty());
}

TEST(PatternThresholds, Errors) {
  const PaymentWorld w = p04_world();
  const auto expect_bad = [](const auto& found, const std::string& what) {
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, core::ErrorCode::bad_input);
    EXPECT_NE(found.error().what.find(what), std::string::npos) << found.error().what;
  };
  const auto find = [&](const Rules& rules) {
    return find_structuring({}, w.columns(), rules.input(), StructuringOptions{});
  };
  Rules rules = ten_thousand(w);
  rules.thresholds = {{0, 5, 10}, {0, 5, 11}};
  expect_bad(find(rules), "not sorted");
  rules.thresholds = {{0, 5, -1}};
  expect_bad(find(rules), "below 0");
  rules = ten_thousand(w), rules.jurisdiction.pop_back();
  expect_bad(find(rules), "one an account");
  rules = ten_thousand(w), rules.is_deposit = {1};
  expect_bad(find(rules), "is_deposit");
  DormantOptions dormant_options;
  dormant_options.peer_permille = 1001;
  expect_bad(find_dormant_then_busy({}, w.columns(), dormant_options), "peers");
  dormant_options.peer_permille = 900, dormant_options.gap_us = -1;
  expect_bad(find_dormant_then_busy({}, w.columns(), dormant_options), "window");
  const std::vector<std::uint32_t> few = {0}, far(w.time_us.size(), 4);
  expect_bad(find_funnels({}, w.columns(), few, 4, FunnelOptions{}), "places");
  expect_bad(find_funnels({}, w.columns(), far, 4, FunnelOptions{}), "places");
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto cancelled = find_dormant_then_busy(context, w.columns(), DormantOptions{});
  ASSERT_FALSE(cancelled.has_value());
  EXPECT_EQ(cancelled.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
