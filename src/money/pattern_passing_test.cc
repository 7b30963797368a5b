#include "money/pattern_passing.h"

#include <gtest/gtest.h>

#include <atomic>

#include "money/pattern_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();
constexpr std::int64_t day = core::us_per_day, hour = core::us_per_hour;

std::vector<Passing> passing(const PaymentWorld& w, const PassingOptions& options,
                             unsigned threads = 1) {
  auto found = find_passing(with_threads(threads), w.columns(), options);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : std::vector<Passing>{};
}

struct Marks {
  std::vector<std::uint32_t> group;
  std::vector<std::uint8_t> is_exit;
};
Marks random_marks(const PaymentWorld& w, std::uint64_t seed) {
  core::CounterRandom random(seed, 8);
  Marks marks;
  for (std::uint32_t a = 0; a < w.accounts; ++a)
    marks.group.push_back(static_cast<std::uint32_t>(random.below(3)));
  for (std::size_t i = 0; i < w.time_us.size(); ++i)
    marks.is_exit.push_back(random.chance(0.4) ? 1 : 0);
  return marks;
}

constexpr PatternKind kinds[] = {PatternKind::pass_through, PatternKind::rapid_movement,
                                 PatternKind::u_turn, PatternKind::cash_out};

Patterns find(const PaymentWorld& w, PatternKind kind, const Marks& marks,
              const PassPatternOptions& options, unsigned threads = 1) {
  const auto context = with_threads(threads);
  auto found =
      kind == PatternKind::pass_through     ? find_pass_through(context, w.columns(), options)
      : kind == PatternKind::rapid_movement ? find_rapid_movement(context, w.columns(), options)
      : kind == PatternKind::u_turn ? find_u_turns(context, w.columns(), marks.group, options)
                                    : find_cash_outs(context, w.columns(), marks.is_exit, options);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : Patterns{};
}

PassPatternOptions random_options(std::uint64_t seed) {
  PassPatternOptions options;
  options.window_us = static_cast<std::int64_t>(seed % 8);
  options.hold_us = static_cast<std::int64_t>(seed / 3 % 10);
  options.dwell_us_max = seed % 4 == 0 ? 2 : INT64_MAX;
  options.receipts_min = 1 + static_cast<std::uint32_t>(seed % 2);
  options.received_minor_min = seed % 3 == 0 ? 6 : 1;
  options.passed_permille_min = 250 * static_cast<std::uint32_t>(seed % 5);
  return options;
}

TEST(PatternPassing, OracleP05) {
  PaymentWorld w;
  w.pay(0, 1, 0, 1000), w.pay(2 * day, 0, 2, 600), w.pay(3 * day, 1, 0, 500);
  w.pay(5 * day, 0, 2, 850);
  const Passing p = passing(w, PassingOptions{})[0];
  EXPECT_EQ(p.moved_minor, 1450);
  EXPECT_EQ(p.dwell_us / 1000, 244'303'448);  // 2.827586 days
  EXPECT_EQ(p.paid_minor * 1'000'000 / p.received_minor, 966'666);
  EXPECT_EQ(p.quick_minor, 0);
  const Patterns found =
      find(w, PatternKind::pass_through, {}, {7 * day, 7 * day, 3 * day, 2, 1, 900});
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_TRUE(found.found[0].amount_minor == 1450);
  EXPECT_EQ(found.found[0].accounts, (std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_TRUE(number_of(found.found[0], "passed_permille") == 966);
  EXPECT_TRUE(
      find(w, PatternKind::pass_through, {}, {7 * day, 7 * day, 2 * day, 2, 1, 900}).found.empty());
}

TEST(PatternPassing, EqualsTheTwin) {
  std::size_t listed[4] = {};
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld w = random_payments(seed);
    const Marks marks = random_marks(w, seed);
    PassingOptions table{static_cast<std::int64_t>(seed % 5), static_cast<std::int64_t>(seed % 9)};
    if (seed % 2 == 0) table.group = marks.group;
    ASSERT_EQ(passing(w, table), passing_reference(w.columns(), table)) << "seed " << seed;
    for (std::size_t k = 0; k < 4; ++k) {
      const Patterns slow = pass_patterns_reference(w.columns(), kinds[k], marks.group,
                                                    marks.is_exit, random_options(seed));
      const Patterns fast = find(w, kinds[k], marks, random_options(seed));
      ASSERT_EQ(fast, slow) << "seed " << seed << "\n" << describe(fast) << "\n" << describe(slow);
      listed[k] += fast.found.size();
    }
  }
  for (const std::size_t count : listed) EXPECT_GT(count, 500U);
}

TEST(PatternPassing, Law1Bounds) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const PaymentWorld w = random_payments(seed);
    for (const Passing& p : passing(w, {3, 5})) {
      ASSERT_LE(p.moved_minor, std::min(p.received_minor, p.paid_minor)) << "seed " << seed;
      ASSERT_LE(std::max(p.quick_minor, p.returned_minor), p.moved_minor) << "seed " << seed;
    }
    for (const auto& pattern : find(w, PatternKind::rapid_movement, {}, random_options(seed)).found)
      ASSERT_TRUE(pattern.amount_minor <= number_of(pattern, "received_minor"));
  }
}

TEST(PatternPassing, Law2ScalingAndSubsets) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    PaymentWorld w = random_payments(seed);
    const Marks marks = random_marks(w, seed);
    PassPatternOptions any_dwell = random_options(seed);
    any_dwell.dwell_us_max = INT64_MAX;
    const Patterns wide = find(w, PatternKind::rapid_movement, marks, any_dwell);
    for (const PatternKind kind : {PatternKind::u_turn, PatternKind::cash_out})
      for (const auto& pattern : find(w, kind, marks, any_dwell).found)
        ASSERT_TRUE(std::ranges::any_of(
            wide.found, [&](const Pattern& p) { return p.accounts[0] == pattern.accounts[0]; }))
            << "seed " << seed;
    std::vector<Passing> expected = passing(w, {3, 5});
    for (Passing& p : expected)
      p.received_minor *= 7, p.paid_minor *= 7, p.moved_minor *= 7, p.quick_minor *= 7,
          p.returned_minor *= 7;
    for (auto& amount : w.amount_minor) amount *= 7;
    ASSERT_EQ(passing(w, {3, 5}), expected) << "seed " << seed;
  }
}

TEST(PatternPassing, Law3Splitting) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const PaymentWorld w = random_payments(seed);
    PaymentWorld split;
    for (std::size_t i = 0; i < w.time_us.size(); ++i) {
      const std::int64_t part = w.amount_minor[i] / 3;
      split.pay(w.time_us[i], w.payer[i], w.payee[i], part);
      split.pay(w.time_us[i], w.payer[i], w.payee[i], w.amount_minor[i] - part);
    }
    split.accounts = w.accounts;
    ASSERT_EQ(passing(split, {3, 5}), passing(w, {3, 5})) << "seed " << seed;
  }
}

TEST(PatternPassing, LawsRenamedMovedAndThreads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const PaymentWorld w = random_payments(seed);
    ASSERT_EQ(
        find(renamed_and_moved(w, 99), PatternKind::rapid_movement, {}, random_options(seed)),
        renamed_and_moved(find(w, PatternKind::rapid_movement, {}, random_options(seed)), 99));
  }
  PaymentWorld large;
  core::CounterRandom random(5, 97);
  for (std::int64_t i = 0; i < 40'000; ++i)
    large.pay(i, static_cast<std::uint32_t>(random.below(10'000)),
              static_cast<std::uint32_t>(random.below(10'000)), 1 + random.between(0, 99));
  const PassPatternOptions options{20'000, 9'000, INT64_MAX, 2, 1, 500};
  const Marks marks = random_marks(large, 1);
  for (const PatternKind kind : kinds) {
    const Patterns alone = find(large, kind, marks, options);
    EXPECT_GT(alone.found.size(), 5U);
    for (const unsigned threads : {2U, 8U})
      EXPECT_EQ(find(large, kind, marks, options, threads), alone);
  }
  EXPECT_EQ(passing(large, {3, 5}, 8), passing(large, {3, 5}));
}

/// A mule is paid by three and sends it all on within the hour, part of it as cash.
TEST(PatternPassing, PlantedMule) {
  PaymentWorld w;
  for (std::uint32_t victim = 1; victim <= 3; ++victim) w.pay(victim * day, victim, 0, 50'000);
  PaymentWorld sent;
  for (std::uint32_t victim = 1; victim <= 3; ++victim) {
    sent.pay(victim * day, victim, 0, 50'000);
    sent.pay(victim * day + hour, 0, 4, 49'000);
  }
  Marks marks{{}, {0, 1, 0, 1, 0, 1}};
  const PassPatternOptions options;
  EXPECT_EQ(find(sent, PatternKind::rapid_movement, marks, options).found.size(), 1U);
  EXPECT_EQ(find(sent, PatternKind::cash_out, marks, options).found.size(), 1U);
  EXPECT_TRUE(find(sent, PatternKind::u_turn, marks, options).found.empty());
  EXPECT_TRUE(find(w, PatternKind::rapid_movement, marks, options).found.empty());
}

/// Wages on the first, rent of a third on the second, the rest over the month.
TEST(PatternPassing, InnocentWageEarner) {
  PaymentWorld w;
  for (std::int64_t month = 0; month < 6; ++month) {
    w.pay(month * 30 * day, 1, 0, 240'000);
    w.pay(month * 30 * day + day, 0, 2, 80'000);
    for (std::int64_t week = 1; week <= 4; ++week)
      w.pay((month * 30 + 7 * week) * day, 0, 3, 40'000);
  }
  PassPatternOptions options;
  options.window_us = 365 * day;
  const Marks marks{{}, std::vector<std::uint8_t>(w.time_us.size(), 1)};
  for (const PatternKind kind :
       {PatternKind::rapid_movement, PatternKind::u_turn, PatternKind::cash_out})
    EXPECT_TRUE(find(w, kind, marks, options).found.empty());
}

/// One order, cancelled and paid back on the next day; one deposit for a house, passed to the notary.
TEST(PatternPassing, InnocentCancelledOrderAndHouse) {
  PaymentWorld w;
  w.pay(0, 1, 0, 30'000), w.pay(day, 0, 1, 30'000);
  w.pay(100 * day, 2, 3, 5'000'000), w.pay(100 * day + hour, 3, 4, 5'000'000);
  EXPECT_TRUE(find(w, PatternKind::u_turn, {}, PassPatternOptions{}).found.empty());
  EXPECT_TRUE(find(w, PatternKind::rapid_movement, {}, PassPatternOptions{}).found.empty());
}

TEST(PatternPassing, Errors) {
  PaymentWorld w;
  w.pay(0, 0, 1, 5), w.pay(1, 1, 0, 5);
  const auto expect_bad = [](const auto& found, const std::string& what) {
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, core::ErrorCode::bad_input);
    EXPECT_NE(found.error().what.find(what), std::string::npos) << found.error().what;
  };
  const std::vector<std::uint32_t> group = {0};
  const std::vector<std::uint8_t> exits = {0};
  expect_bad(find_passing({}, w.columns(), {-1, 1}), "window");
  expect_bad(find_passing({}, w.columns(), {1, 1, group}), "group");
  expect_bad(find_u_turns({}, w.columns(), group, {}), "group");
  expect_bad(find_cash_outs({}, w.columns(), exits, {}), "is_exit");
  PaymentWorld huge;
  huge.pay(0, 0, 1, INT64_MAX), huge.pay(1, 2, 1, 1);
  expect_bad(find_rapid_movement({}, huge.columns(), {}), "beyond 2^63");
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto cancelled = find_passing(context, w.columns(), {});
  ASSERT_FALSE(cancelled.has_value());
  EXPECT_EQ(cancelled.error().code, core::ErrorCode::cancelled);
}

TEST(PatternPassing, TheLargestAmountsAndTimes) {
  PaymentWorld w;
  w.pay(0, 1, 0, INT64_MAX), w.pay(INT64_MAX, 0, 2, INT64_MAX);
  EXPECT_EQ(passing(w, {})[0].dwell_us, INT64_MAX);
}

}  // namespace
}  // namespace cuibono::money
