#include "money/amount_statistics.h"

#include <gtest/gtest.h>

#include <cmath>

#include "money/amount_window.h"
#include "money/pattern_worlds.h"

namespace cuibono::money {
namespace {

std::vector<EndStatistics> find(const PaymentWorld& world, std::int64_t window_us,
                                unsigned threads = 1) {
  auto found = find_end_statistics(with_threads(threads), world.columns(), window_us);
  EXPECT_TRUE(found.has_value()) << found.error().what;
  return std::move(*found);
}

/// Whole numbers are equal; fractions are of the same sums by another way, both right to some 50 bits.
void expect_equal(const AmountStatistics& found, const AmountStatistics& expected,
                  const std::string& where) {
  ASSERT_EQ(found.others, expected.others) << where;
  ASSERT_EQ(found.payments, expected.payments) << where;
  ASSERT_EQ(found.sum_minor, expected.sum_minor) << where;
  ASSERT_EQ(found.least_minor, expected.least_minor) << where;
  ASSERT_EQ(found.most_minor, expected.most_minor) << where;
  ASSERT_EQ(found.middle_twice_minor, expected.middle_twice_minor) << where;
  constexpr double precision = 1e-12;
  ASSERT_NEAR(found.variance, expected.variance, precision * expected.variance) << where;
  ASSERT_NEAR(found.skewness, expected.skewness, precision * (1 + std::abs(expected.skewness)))
      << where;
  ASSERT_NEAR(found.kurtosis, expected.kurtosis, precision * expected.kurtosis) << where;
}

void expect_equal(const std::vector<EndStatistics>& found,
                  const std::vector<EndStatistics>& expected, const std::string& where) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t row = 0; row < found.size(); ++row) {
    const std::string at = where + ", row " + std::to_string(row);
    expect_equal(found[row].payer_out, expected[row].payer_out, at + " payer out");
    expect_equal(found[row].payer_in, expected[row].payer_in, at + " payer in");
    expect_equal(found[row].payee_out, expected[row].payee_out, at + " payee out");
    expect_equal(found[row].payee_in, expected[row].payee_in, at + " payee in");
  }
}

constexpr std::uint64_t small = 9, euros = 100'000'000, far_apart = 4'000'000'000'000'000;

TEST(AmountStatistics, EqualTheirTwin) {
  for (std::uint64_t seed = 0; seed < 900; ++seed) {
    const std::uint64_t most = seed % 3 == 0 ? small : seed % 3 == 1 ? euros : far_apart;
    const PaymentWorld world = random_payments(seed, {5, 60, 3, most});
    const auto window_us = static_cast<std::int64_t>(seed % 40);
    expect_equal(find(world, window_us), end_statistics_reference(world.columns(), window_us),
                 "seed " + std::to_string(seed));
  }
}

/// Law 1, law 2, law 3, law 4.
TEST(AmountStatistics, Laws) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    PaymentWorld world = random_payments(seed, {6, 50, 3, euros});
    const auto window_us = static_cast<std::int64_t>(seed % 30);
    const auto all = find(world, window_us);
    ASSERT_EQ(all, find(renamed_and_moved(world, 777), window_us)) << "seed " << seed;
    ASSERT_EQ(all, find(world, window_us, 8)) << "seed " << seed;
    PaymentWorld turned = world;
    std::swap(turned.payer, turned.payee);
    const auto back = find(turned, window_us);
    for (std::size_t row = 0; row < all.size(); ++row) {
      ASSERT_EQ(all[row].payer_out, back[row].payee_in) << "seed " << seed;
      ASSERT_EQ(all[row].payee_out, back[row].payer_in) << "seed " << seed;
    }
    if (all.empty()) continue;
    world.time_us.pop_back(), world.payer.pop_back(), world.payee.pop_back();
    world.amount_minor.pop_back();
    const auto fewer = find(world, window_us);
    ASSERT_TRUE(std::equal(fewer.begin(), fewer.end(), all.begin())) << "seed " << seed;
  }
}

/// Law 5, the bounds that any amounts obey.
TEST(AmountStatistics, Bounds) {
  std::size_t seen = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld world = random_payments(seed, {4, 60, 3, seed % 2 == 0 ? small : euros});
    for (const EndStatistics& ends : find(world, 25)) {
      for (const auto& of : {ends.payer_out, ends.payer_in, ends.payee_out, ends.payee_in}) {
        ASSERT_LE(of.others, of.payments);
        ASSERT_LE(static_cast<double>(of.least_minor), of.mean());
        ASSERT_GE(static_cast<double>(of.most_minor), of.mean());
        if (of.variance == 0) continue;
        ++seen;
        ASSERT_GE(of.kurtosis * (1 + 1e-12), 1 + of.skewness * of.skewness) << "seed " << seed;
      }
    }
  }
  EXPECT_GT(seen, 10'000U);
}

/// Where doubles drift: millions of euros that differ by a cent.
TEST(AmountStatistics, NothingCancels) {
  AmountWindow window;
  constexpr std::int64_t million = 100'000'000'000;
  for (int i = 0; i < 1000; ++i) window.enter(million + i % 2);
  for (std::int64_t i = 1; i < 200'000; ++i) window.enter(i * 7919), window.leave(i * 7919);
  AmountStatistics of;
  ASSERT_TRUE(window.describe(of));
  EXPECT_EQ(of.variance, 0.25);
  EXPECT_EQ(of.skewness, 0);
  EXPECT_EQ(of.kurtosis, 1);
  window.clear();
  AmountStatistics none;
  ASSERT_TRUE(window.describe(none));
  EXPECT_EQ(none, AmountStatistics{});
}

/// 1 is paid 2 and 4 by two accounts, pays 6 to one, in a window that forgets one payment late.
TEST(AmountStatistics, WorkedByHand) {
  PaymentWorld world;
  world.pay(0, 0, 1, 2);
  world.pay(5, 2, 1, 4);
  world.pay(9, 1, 0, 6);
  world.pay(12, 1, 0, 6);
  const auto found = find(world, 5);
  const AmountStatistics in = found[1].payee_in;
  EXPECT_EQ(in.others, 2U);
  EXPECT_EQ(in.sum_minor, 6);
  EXPECT_EQ(in.middle_twice_minor, 6);
  EXPECT_EQ(in.variance, 1);
  EXPECT_EQ(in.kurtosis, 1);
  EXPECT_EQ(in.mean(), 3);
  // At 9 the window begins 5 before the payment at 5; at 12, 5 before the one at 9.
  EXPECT_EQ(found[2].payer_in.payments, 2U);
  EXPECT_EQ(found[3].payer_in.payments, 1U);
  EXPECT_EQ(found[3].payer_out.payments_an_other(), 2);
}

TEST(AmountStatistics, Errors) {
  constexpr std::int64_t half = INT64_MAX / 2;
  PaymentWorld world;
  world.pay(0, 0, 1, half);
  world.pay(1, 0, 1, half);
  EXPECT_EQ(find(world, 5)[1].payer_out.sum_minor, 2 * half);
  world.pay(2, 0, 1, half);
  const auto beyond = find_end_statistics({}, world.columns(), 5);
  ASSERT_FALSE(beyond.has_value());
  EXPECT_NE(beyond.error().what.find("beyond 2^63"), std::string::npos);
  EXPECT_FALSE(find_end_statistics({}, world.columns(), -1).has_value());
  // Where the first has left the window, nothing is beyond.
  EXPECT_EQ(find(world, 0)[2].payee_in.payments, 2U);
  // The middle is told twice, so an amount must leave room for it.
  world.amount_minor = {1, half + 2, 1};
  EXPECT_TRUE(find_end_statistics({}, world.columns(), 5).has_value());
  world.amount_minor = {half + 2, 1, 1};
  EXPECT_FALSE(find_end_statistics({}, world.columns(), 5).has_value());
}

}  // namespace
}  // namespace cuibono::money
