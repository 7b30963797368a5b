#include "money/pattern_cycles.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "money/pattern_cycles_parts.h"
#include "money/pattern_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();

Cycles find(const PaymentWorld& world, const CycleOptions& options, unsigned threads = 1) {
  auto found = find_cycles(with_threads(threads), world.columns(), options);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : Cycles{};
}
Patterns families(const PaymentWorld& world, const CycleOptions& options, unsigned threads = 1) {
  auto found = find_cycle_families(with_threads(threads), world.columns(), options);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : Patterns{};
}

CycleOptions within(std::int64_t window_us, std::uint32_t length_max = 10) {
  CycleOptions options;
  options.window_us = window_us;
  options.length_max = length_max;
  return options;
}

/// The cycles as words of payments counted from 1: "124 3567".
std::set<std::string> words_of(const Cycles& cycles) {
  std::set<std::string> words;
  for (std::size_t cycle = 0; cycle < cycles.size(); ++cycle) {
    std::string word;
    for (const std::uint32_t i : cycles.of(cycle)) word += std::to_string(i + 1);
    words.insert(word);
  }
  return words;
}

PaymentWorld p01_world() {
  PaymentWorld world;
  const std::vector<std::string> edges = {"ab", "bc", "ab", "ca", "bc", "cd", "da", "ca", "ba"};
  for (std::size_t i = 0; i < edges.size(); ++i)
    world.pay(static_cast<std::int64_t>(i + 1), static_cast<std::uint32_t>(edges[i][0] - 'a'),
              static_cast<std::uint32_t>(edges[i][1] - 'a'), 100);
  return world;
}

PaymentWorld three_rounds() {
  PaymentWorld world;
  for (std::uint32_t t = 0; t < 9; ++t) world.pay(t + 1, t % 3, (t + 1) % 3, 100 - t);
  return world;
}

/// Every subset of payments, taken in order of time: the definition itself.
std::set<std::vector<std::uint32_t>> brute_force(const PaymentWorld& w, std::int64_t window_us,
                                                 std::uint32_t length_max) {
  std::set<std::vector<std::uint32_t>> cycles;
  const auto count = static_cast<std::uint32_t>(w.time_us.size());
  for (std::uint32_t subset = 1; subset < (1U << count); ++subset) {
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t i = 0; i < count; ++i) {
      if ((subset >> i & 1U) != 0) chosen.push_back(i);
    }
    if (chosen.size() < 2 || chosen.size() > length_max) continue;
    if (w.time_us[chosen.back()] - w.time_us[chosen.front()] > window_us) continue;
    std::set<std::uint32_t> payers;
    bool is_cycle = w.payee[chosen.back()] == w.payer[chosen.front()];
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      payers.insert(w.payer[chosen[i]]);
      is_cycle = is_cycle && w.amount_minor[chosen[i]] > 0;
      if (i > 0)
        is_cycle = is_cycle && w.payer[chosen[i]] == w.payee[chosen[i - 1]] &&
                   w.time_us[chosen[i]] > w.time_us[chosen[i - 1]];
    }
    if (is_cycle && payers.size() == chosen.size()) cycles.insert(chosen);
  }
  return cycles;
}

TEST(PatternCycles, OracleP00EqualsPlainSearchAndBruteForce) {
  std::size_t seen = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const PaymentWorld w = random_payments(seed, {5, 12, 3, 9});
    for (const std::int64_t window_us : {2, 6, 100}) {
      const std::uint32_t length_max = 2 + static_cast<std::uint32_t>(seed % 9);
      const Cycles fast = find(w, within(window_us, length_max));
      std::set<std::vector<std::uint32_t>> found;
      for (std::size_t cycle = 0; cycle < fast.size(); ++cycle)
        found.emplace(fast.of(cycle).begin(), fast.of(cycle).end());
      ASSERT_EQ(found.size(), fast.size()) << "seed " << seed;
      ASSERT_EQ(found, brute_force(w, window_us, length_max)) << "seed " << seed;
      ASSERT_EQ(fast, cycles_reference(w.columns(), within(window_us, length_max)));
      seen += found.size();
    }
  }
  EXPECT_GT(seen, 1000U);
}

TEST(PatternCycles, OracleP01) {
  const PaymentWorld w = p01_world();
  EXPECT_EQ(words_of(find(w, within(3))), (std::set<std::string>{"124"}));
  EXPECT_EQ(words_of(find(w, within(5))), (std::set<std::string>{"124", "3567", "358"}));
  EXPECT_EQ(
      words_of(find(w, within(8))),
      (std::set<std::string>{"124", "1267", "128", "1567", "158", "19", "3567", "358", "39"}));
}

TEST(PatternCycles, OracleP02) {
  EXPECT_EQ(find(three_rounds(), within(100)).size(), 18U);
  EXPECT_EQ(find(three_rounds(), within(5)).size(), 15U);
  EXPECT_EQ(find(three_rounds(), within(2)).size(), 7U);
}

TEST(PatternCycles, OracleP03CycleOfFive) {
  PaymentWorld w;
  for (std::uint32_t i = 0; i < 5; ++i) w.pay(i, i, (i + 1) % 5, 100 - 10 * i);
  const Patterns found = families(w, within(10));
  ASSERT_EQ(found.found.size(), 1U);
  const Pattern& cycle = found.found[0];
  EXPECT_EQ(cycle.accounts, (std::vector<std::uint32_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(cycle.transfers.size(), 5U);
  EXPECT_TRUE(cycle.amount_minor == 60);
  EXPECT_TRUE(number_of(cycle, "kept_permille") == 600);
  // In the other order of time the same five payments are no cycle of five.
  PaymentWorld against;
  for (std::uint32_t i = 0; i < 5; ++i) against.pay(i, (5 - i) % 5, (6 - i) % 5, 100);
  EXPECT_EQ(find(against, within(10)).size(), 0U);
}

TEST(PatternCycles, EqualsTheTwin) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld w = random_payments(seed, {9, 30, 3, 9});
    CycleOptions options =
        within(static_cast<std::int64_t>(seed % 9), 2U + static_cast<std::uint32_t>(seed % 5));
    if (seed % 3 == 0) options.band_permille = 500;
    options.kept_permille_min = seed % 4 == 0 ? 400 : 0;
    ASSERT_EQ(find(w, options), cycles_reference(w.columns(), options)) << "seed " << seed;
    const Patterns slow = cycle_families_reference(w.columns(), options);
    const Patterns fast = families(w, options);
    ASSERT_EQ(fast, slow) << "seed " << seed << "\n" << describe(fast) << "\n" << describe(slow);
  }
}

TEST(PatternCycles, Law1EachOnceAtItsFirstPayment) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const PaymentWorld w = random_payments(seed, {6, 25, 3, 9});
    const Cycles cycles = find(w, within(20, 6));
    core::Int128 in_families = 0;
    for (const auto& family : families(w, within(20, 6)).found)
      in_families += number_of(family, "cycles");
    ASSERT_TRUE(in_families == static_cast<core::Int128>(cycles.size())) << "seed " << seed;
    for (std::size_t cycle = 0; cycle + 1 < cycles.size(); ++cycle)
      ASSERT_TRUE(std::ranges::lexicographical_compare(cycles.of(cycle), cycles.of(cycle + 1)));
  }
}

TEST(PatternCycles, Law2WiderLosesNothing) {
  const auto contains = [](const Cycles& wide, const Cycles& narrow) {
    std::set<std::vector<std::uint32_t>> all;
    for (std::size_t cycle = 0; cycle < wide.size(); ++cycle)
      all.emplace(wide.of(cycle).begin(), wide.of(cycle).end());
    for (std::size_t cycle = 0; cycle < narrow.size(); ++cycle) {
      if (!all.contains({narrow.of(cycle).begin(), narrow.of(cycle).end()})) return false;
    }
    return true;
  };
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld w = random_payments(seed, {6, 25, 3, 9});
    CycleOptions narrow = within(5, 4), wide = within(9, 6);
    narrow.band_permille = 300, wide.band_permille = 600;
    ASSERT_TRUE(contains(find(w, wide), find(w, narrow))) << "seed " << seed;
    wide.band_permille.reset();
    ASSERT_TRUE(contains(find(w, wide), find(w, narrow))) << "seed " << seed;
  }
}

TEST(PatternCycles, Law3StronglyConnected) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const PaymentWorld w = random_payments(seed, {8, 16, 3, 9});
    // Who reaches whom, by joining until nothing changes.
    std::vector<std::vector<bool>> reaches(w.accounts, std::vector<bool>(w.accounts, false));
    for (std::uint32_t a = 0; a < w.accounts; ++a) reaches[a][a] = true;
    for (std::uint32_t round = 0; round < w.accounts; ++round)
      for (std::size_t i = 0; i < w.payer.size(); ++i)
        for (std::uint32_t a = 0; a < w.accounts; ++a)
          if (w.amount_minor[i] > 0 && reaches[a][w.payer[i]]) reaches[a][w.payee[i]] = true;
    const auto component = find_components(w.columns());
    for (std::uint32_t a = 0; a < w.accounts; ++a)
      for (std::uint32_t b = 0; b < w.accounts; ++b)
        ASSERT_EQ(component[a] == component[b], reaches[a][b] && reaches[b][a]) << "seed " << seed;
  }
}

TEST(PatternCycles, LawsRenamedMovedAndThreads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const PaymentWorld w = random_payments(seed, {6, 25, 3, 9});
    const Patterns found = families(w, within(7));
    ASSERT_EQ(families(renamed_and_moved(w, 1'000'000), within(7)),
              renamed_and_moved(found, 1'000'000))
        << "seed " << seed;
  }
  // Enough first payments for many blocks and two waves.
  const PaymentWorld large = [] {
    PaymentWorld w;
    core::CounterRandom random(3, 97);
    for (std::int64_t i = 0; i < 140'000; ++i)
      w.pay(i / 2, static_cast<std::uint32_t>(random.below(9000)),
            static_cast<std::uint32_t>(random.below(9000)), 1 + random.between(0, 99));
    return w;
  }();
  CycleOptions options = within(12'000, 4);
  const Cycles alone = find(large, options);
  EXPECT_GT(alone.size(), 100U);
  for (const unsigned threads : {2U, 8U}) EXPECT_EQ(find(large, options, threads), alone);
  for (const std::uint64_t cap :
       {std::uint64_t{0}, std::uint64_t{7}, alone.size() / 2, alone.size() - 1, alone.size()}) {
    options.cycles_max = cap;
    const Cycles capped = find(large, options);
    EXPECT_EQ(capped.size(), cap);
    EXPECT_EQ(capped.truncated, cap < alone.size());
    EXPECT_TRUE(std::equal(capped.transfers.begin(), capped.transfers.end(),
                           alone.transfers.begin()));  // the first ones
    EXPECT_EQ(find(large, options, 8), capped);
  }
}

TEST(PatternCycles, StepsAreCappedAndSaid) {
  CycleOptions options = within(100);
  options.steps_max = 3;
  const Cycles cycles = find(three_rounds(), options);
  EXPECT_TRUE(cycles.truncated);
  EXPECT_GT(cycles.given_up, 0U);
  EXPECT_LT(cycles.size(), 18U);
  EXPECT_TRUE(families(three_rounds(), options).truncated);
}

/// Three firms settle in turn once a quarter: with a window of a month nobody is named.
TEST(PatternCycles, InnocentSettlementInTurn) {
  PaymentWorld w;
  for (std::int64_t quarter = 0; quarter < 8; ++quarter)
    w.pay(quarter * 91 * core::us_per_day, static_cast<std::uint32_t>(quarter % 3),
          static_cast<std::uint32_t>((quarter + 1) % 3), 50'000);
  EXPECT_TRUE(families(w, CycleOptions{}).found.empty());
}

/// Wages 3,000 come back as rent 700: a loop, but little of it is kept.
TEST(PatternCycles, InnocentWagesAndRent) {
  PaymentWorld w;
  for (std::int64_t month = 0; month < 6; ++month) {
    w.pay(month * 30 * core::us_per_day, 0, 1, 300'000);
    w.pay((month * 30 + 3) * core::us_per_day, 1, 0, 70'000);
  }
  CycleOptions options;
  options.window_us = 10 * core::us_per_day;
  options.kept_permille_min = 800;
  const Patterns found = families(w, options);
  EXPECT_TRUE(found.found.empty());
  EXPECT_EQ(found.passed_over, 1U);
}

TEST(PatternCycles, Errors) {
  const auto expect_bad = [](const PaymentWorld& w, const CycleOptions& options,
                             const std::string& what) {
    const auto found = find_cycles({}, w.columns(), options);
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, core::ErrorCode::bad_input);
    EXPECT_NE(found.error().what.find(what), std::string::npos) << found.error().what;
  };
  const PaymentWorld good = three_rounds();
  expect_bad(good, within(5, 1), "2 to 10");
  expect_bad(good, within(5, 11), "2 to 10");
  expect_bad(good, within(-1), "window");
  PaymentWorld w = good;
  w.amount_minor.pop_back();
  expect_bad(w, within(5), "differ in length");
  w = good, w.payee[1] = 3;
  expect_bad(w, within(5), "out of range");
  w = good, w.amount_minor[0] = -1;
  expect_bad(w, within(5), "below 0");
  w = good, w.time_us[3] = 0;
  expect_bad(w, within(5), "earlier");
  w = good, w.time_us.front() = INT64_MIN, w.time_us.back() = 1;
  w.time_us = {INT64_MIN, 1, 1, 1, 1, 1, 1, 1, 1};
  expect_bad(w, within(5), "2^63");
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto found = find_cycles(context, good.columns(), within(5));
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, core::ErrorCode::cancelled);
}

TEST(PatternCycles, TheEndsOfTime) {
  PaymentWorld w;
  w.pay(INT64_MAX - 1, 0, 1, 1);
  w.pay(INT64_MAX, 1, 0, 1);
  EXPECT_EQ(find(w, within(INT64_MAX)).size(), 1U);
  EXPECT_EQ(find(PaymentWorld{}, within(5)).size(), 0U);
}

}  // namespace
}  // namespace cuibono::money
