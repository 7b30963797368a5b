#include "money/pattern_purposes.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "money/pattern_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();
constexpr std::int64_t day = core::us_per_day, hour = core::us_per_hour;

template <class Found>
Patterns value(Found found) {
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : Patterns{};
}
Patterns peel(const PaymentWorld& w, const PeelOptions& options, unsigned threads = 1) {
  return value(find_peel_chains(with_threads(threads), w.columns(), options));
}
Patterns payrolls(const PaymentWorld& w, const PayrollOptions& options, unsigned threads = 1) {
  return value(find_payrolls(with_threads(threads), w.columns(), options));
}
Patterns suppliers(const PaymentWorld& w, const SupplierOptions& options, unsigned threads = 1) {
  return value(find_suppliers(with_threads(threads), w.columns(), options));
}

/// Chains of 1 to 7 hops with some payments beside them that spoil a hop now and then.
PaymentWorld random_chains(std::uint64_t seed) {
  core::CounterRandom random(seed, 41);
  PaymentWorld w;
  std::uint32_t next = 3;  // 0 … 2 are paid by anyone
  std::int64_t now_us = 0;
  for (std::uint64_t chain = 1 + random.below(3); chain > 0; --chain) {
    std::int64_t rest = 500 + random.between(0, 99);
    w.pay(now_us, 0, next, rest);
    for (std::uint64_t hop = 1 + random.below(7); hop > 0; --hop) {
      const std::int64_t small = random.between(0, rest / 4);
      now_us += random.between(0, 4);
      const bool small_first = random.chance(0.5);
      const auto pay_small = [&] {
        w.pay(now_us, next, static_cast<std::uint32_t>(random.below(3)), small);
      };
      if (small_first) pay_small();
      w.pay(now_us, next, next + 1, rest - small);
      if (!small_first) pay_small();
      if (random.chance(0.08)) w.pay(now_us, next, 2, 1);
      rest -= small;
      ++next;
    }
    ++next;
  }
  return w;
}

/// 0 … 2 pay some of 3 … 8 on days about a month apart.
PaymentWorld random_months(std::uint64_t seed) {
  core::CounterRandom random(seed, 42);
  PaymentWorld w;
  w.accounts = 9;
  for (std::int64_t month = 0; month < 5; ++month)
    for (std::uint32_t payer = 0; payer < 3; ++payer)
      for (std::uint32_t payee = 3; payee < 9; ++payee)
        if (random.chance(0.8)) w.pay(month * 30 * day + payer * hour, payer, payee, 10);
  PaymentWorld sorted;
  std::vector<std::size_t> order(w.time_us.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
    w.time_us[i] += random.chance(0.2) ? day * random.between(0, 8) : 0;
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return w.time_us[a] < w.time_us[b]; });
  for (const auto i : order) sorted.pay(w.time_us[i], w.payer[i], w.payee[i], w.amount_minor[i]);
  sorted.accounts = 9;
  return sorted;
}

PayrollOptions random_payroll(std::uint64_t seed) {
  return {1 + static_cast<std::uint32_t>(seed % 4), 1 + static_cast<std::uint32_t>(seed / 4 % 3),
          1 + 12 * static_cast<std::uint32_t>(seed % 3), 31,
          250 * static_cast<std::uint32_t>(seed % 5)};
}
SupplierOptions random_supplier(std::uint64_t seed) {
  return {1 + static_cast<std::uint32_t>(seed % 4), static_cast<std::int64_t>(seed % 5) * 30 * day,
          static_cast<std::uint32_t>(seed / 4 % 4)};
}
PeelOptions random_peel(std::uint64_t seed) {
  return {static_cast<std::int64_t>(seed % 5), 1 + static_cast<std::uint32_t>(seed % 6),
          700 + 50 * static_cast<std::uint32_t>(seed % 5)};
}

TEST(PatternPurposes, EqualsTheTwins) {
  std::size_t chains = 0, rows = 0, trades = 0;
  const auto expect_same = [](const Patterns& fast, const Patterns& slow, std::uint64_t seed) {
    EXPECT_EQ(fast, slow) << "seed " << seed << "\n" << describe(fast) << "\n" << describe(slow);
    return fast.found.size();
  };
  for (std::uint64_t seed = 0; seed < worlds && !HasFailure(); ++seed) {
    for (const PaymentWorld& w : {random_chains(seed), random_payments(seed, {12, 20, 3, 9})})
      chains += expect_same(peel(w, random_peel(seed)),
                            peel_chains_reference(w.columns(), random_peel(seed)), seed);
    const PaymentWorld w = random_months(seed);
    rows += expect_same(payrolls(w, random_payroll(seed)),
                        payrolls_reference(w.columns(), random_payroll(seed)), seed);
    trades += expect_same(suppliers(w, random_supplier(seed)),
                          suppliers_reference(w.columns(), random_supplier(seed)), seed);
  }
  EXPECT_GT(chains, 500U);
  EXPECT_GT(rows, 500U);
  EXPECT_GT(trades, 500U);
}

TEST(PatternPeel, Laws1And2) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    std::set<std::uint32_t> hops;
    for (const auto& chain : peel(random_chains(seed), random_peel(seed)).found) {
      ASSERT_TRUE(chain.amount_minor + number_of(chain, "last_minor") <=
                  number_of(chain, "first_minor"));
      for (std::size_t i = 0; i + 1 < chain.accounts.size(); ++i)
        ASSERT_TRUE(hops.insert(chain.accounts[i]).second) << "seed " << seed;
    }
  }
}

TEST(PatternPayroll, Law1NoDayTwice) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const PaymentWorld w = random_months(seed);
    std::set<std::uint32_t> listed;
    for (const auto& payroll : payrolls(w, random_payroll(seed)).found)
      for (const auto i : payroll.transfers)
        ASSERT_TRUE(listed.insert(i).second) << "seed " << seed;
  }
}

TEST(PatternSupplier, Law1LowerMinimaLoseNoAccount) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const PaymentWorld w = random_months(seed);
    SupplierOptions lower = random_supplier(seed);
    lower.payments_min -= 1, lower.span_us /= 2, lower.customers_min /= 2;
    std::set<std::uint32_t> all;
    for (const auto& supplier : suppliers(w, lower).found) all.insert(supplier.accounts[0]);
    for (const auto& supplier : suppliers(w, random_supplier(seed)).found)
      ASSERT_TRUE(all.contains(supplier.accounts[0])) << "seed " << seed;
  }
}

TEST(PatternPurposes, LawsRenamedMovedAndThreads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const PaymentWorld chains = random_chains(seed), months = random_months(seed);
    const std::int64_t later_us = 400 * day;
    ASSERT_EQ(peel(renamed_and_moved(chains, later_us), random_peel(seed)),
              renamed_and_moved(peel(chains, random_peel(seed)), later_us));
    ASSERT_EQ(payrolls(renamed_and_moved(months, later_us), random_payroll(seed)),
              renamed_and_moved(payrolls(months, random_payroll(seed)), later_us));
    ASSERT_EQ(suppliers(renamed_and_moved(months, later_us), random_supplier(seed)),
              renamed_and_moved(suppliers(months, random_supplier(seed)), later_us));
    for (const unsigned threads : {2U, 8U}) {
      PaymentWorld wide = months;  // several blocks of accounts
      wide.accounts = 20'000;
      ASSERT_EQ(payrolls(wide, random_payroll(seed), threads),
                payrolls(months, random_payroll(seed)));
      ASSERT_EQ(suppliers(wide, random_supplier(seed), threads),
                suppliers(months, random_supplier(seed)));
    }
  }
}

/// A chain of `hops` fresh accounts 10, 11, … that each pay 50 to account 1.
PaymentWorld chain_of(std::uint32_t hops) {
  PaymentWorld w;
  w.pay(0, 0, 10, 1'000);
  for (std::uint32_t i = 0; i < hops; ++i) {
    w.pay(i * hour + 1, 10 + i, 1, 50);
    w.pay(i * hour + 1, 10 + i, 11 + i, 950 - 50 * std::int64_t{i});
  }
  return w;
}

TEST(PatternPeel, PlantedAndInnocentChange) {
  const Patterns found = peel(chain_of(6), PeelOptions{});
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].size, 6U);
  EXPECT_TRUE(found.found[0].amount_minor == 300);
  EXPECT_TRUE(number_of(found.found[0], "last_minor") == 700);
  // Four payments with change are four payments with change.
  EXPECT_TRUE(peel(chain_of(4), PeelOptions{}).found.empty());
  // An account used before is no fresh one.
  PaymentWorld used;
  used.pay(-5, 0, 13, 7);
  const PaymentWorld chain = chain_of(6);
  for (std::size_t i = 0; i < chain.time_us.size(); ++i)
    used.pay(chain.time_us[i], chain.payer[i], chain.payee[i], chain.amount_minor[i]);
  EXPECT_TRUE(peel(used, PeelOptions{}).found.empty());
}

TEST(PatternPayroll, WagesAreExplainedAndOtherFansAreNot) {
  PaymentWorld wages, tickets;
  for (std::int64_t month = 0; month < 4; ++month)
    for (std::uint32_t i = 0; i < 6; ++i) {
      wages.pay(month * 30 * day, 0, 1 + i, 200'000);
      tickets.pay(month * 30 * day, 0, 1 + i + 6 * static_cast<std::uint32_t>(month), 200'000);
    }
  const Patterns found = payrolls(wages, PayrollOptions{});
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].size, 4U);
  EXPECT_EQ(found.found[0].accounts.size(), 7U);
  EXPECT_TRUE(number_of(found.found[0], "same_permille") == 1000);
  EXPECT_TRUE(payrolls(tickets, PayrollOptions{}).found.empty());  // others each month
}

TEST(PatternSupplier, TradeIsExplainedAndVictimsAreNot) {
  PaymentWorld trade, scam;
  for (std::int64_t week = 0; week < 20; ++week)
    for (std::uint32_t shop = 1; shop <= 3; ++shop)
      trade.pay(week * 7 * day, shop, 0, 90'000 + 700 * week);
  for (std::uint32_t victim = 1; victim <= 60; ++victim) scam.pay(victim * day, victim, 0, 90'000);
  const Patterns found = suppliers(trade, SupplierOptions{});
  ASSERT_EQ(found.found.size(), 1U);
  EXPECT_EQ(found.found[0].size, 3U);
  EXPECT_TRUE(number_of(found.found[0], "customer_permille") == 1000);
  EXPECT_TRUE(suppliers(scam, SupplierOptions{}).found.empty());
}

TEST(PatternPurposes, Errors) {
  const PaymentWorld w = chain_of(2);
  const auto expect_bad = [](const auto& found) {
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, core::ErrorCode::bad_input);
  };
  expect_bad(find_peel_chains({}, w.columns(), {-1, 5, 800}));
  expect_bad(find_payrolls({}, w.columns(), {5, 3, 0, 35, 700}));
  expect_bad(find_payrolls({}, w.columns(), {5, 3, 36, 35, 700}));
  expect_bad(find_suppliers({}, w.columns(), {4, -1, 3}));
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto cancelled = find_peel_chains(context, w.columns(), PeelOptions{});
  ASSERT_FALSE(cancelled.has_value());
  EXPECT_EQ(cancelled.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
