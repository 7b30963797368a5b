#include "money/transfer_features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

namespace cuibono::money {
namespace {

struct World {
  std::vector<std::int64_t> time_us, amount_minor;
  std::vector<std::uint32_t> payer, payee;
  std::uint32_t accounts = 0;
  [[nodiscard]] PaymentColumns columns() const {
    return {time_us, payer, payee, amount_minor, accounts};
  }
};

/// 1 to 6 accounts, 0 to 39 payments of 0 to 9 cents, many at equal times, some to oneself.
World random_world(std::uint64_t seed) {
  core::CounterRandom random(seed, 7);
  World w;
  w.accounts = static_cast<std::uint32_t>(1 + random.below(6));
  const std::size_t count = random.below(40);
  std::int64_t now = -20;
  for (std::size_t i = 0; i < count; ++i) {
    now += static_cast<std::int64_t>(random.below(4));
    w.time_us.push_back(now);
    w.payer.push_back(static_cast<std::uint32_t>(random.below(w.accounts)));
    w.payee.push_back(static_cast<std::uint32_t>(random.below(w.accounts)));
    w.amount_minor.push_back(static_cast<std::int64_t>(random.below(10)));
  }
  return w;
}

TransferFeatures find(const World& w, std::int64_t window_us) {
  auto found = find_transfer_features({}, w.columns(), window_us);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? *found : TransferFeatures{};
}

constexpr std::uint64_t worlds = 400;

TEST(TransferFeatures, EqualsTheTwin) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    for (const std::int64_t window_us : {0, 1, 7, 1000})
      ASSERT_EQ(find(w, window_us), transfer_features_reference(w.columns(), window_us))
          << "seed " << seed << ", window " << window_us;
  }
}

TEST(TransferFeatures, EqualsTheTwinWhereTablesGrow) {
  World w;
  w.accounts = 3000;
  core::CounterRandom random(1, 7);
  for (std::int64_t i = 0; i < 6000; ++i) {
    w.time_us.push_back(i / 3);
    w.payer.push_back(static_cast<std::uint32_t>(random.below(w.accounts)));
    w.payee.push_back(static_cast<std::uint32_t>(random.below(w.accounts)));
    w.amount_minor.push_back(static_cast<std::int64_t>(random.below(1000)));
  }
  EXPECT_EQ(find(w, 300), transfer_features_reference(w.columns(), 300));
}

TEST(TransferFeatures, Law1RenamingAndMovingTimes) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    World other = w;
    for (auto* ends : {&other.payer, &other.payee})
      for (auto& end : *ends) end = w.accounts - 1 - end;
    for (auto& time : other.time_us) time += 1'000'000'000'000;
    ASSERT_EQ(find(w, 5), find(other, 5)) << "seed " << seed;
  }
}

TEST(TransferFeatures, Law2AWiderWindowLowersNothing) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    const TransferFeatures narrow = find(w, 3), wide = find(w, 9);
    for (std::size_t i = 0; i < w.time_us.size(); ++i) {
      ASSERT_LE(narrow.payer_out_count[i], wide.payer_out_count[i]) << "seed " << seed;
      ASSERT_LE(narrow.payer_payees[i], wide.payer_payees[i]) << "seed " << seed;
      ASSERT_LE(narrow.payee_in_count[i], wide.payee_in_count[i]) << "seed " << seed;
      ASSERT_LE(narrow.payee_payers[i], wide.payee_payers[i]) << "seed " << seed;
      ASSERT_LE(narrow.payer_in_count[i], wide.payer_in_count[i]) << "seed " << seed;
      ASSERT_LE(narrow.payer_out_minor[i], wide.payer_out_minor[i]) << "seed " << seed;
      ASSERT_LE(narrow.payee_in_minor[i], wide.payee_in_minor[i]) << "seed " << seed;
      ASSERT_LE(narrow.payer_in_minor[i], wide.payer_in_minor[i]) << "seed " << seed;
    }
  }
}

TEST(TransferFeatures, Law3ScalingAmounts) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    World w = random_world(seed);
    TransferFeatures expected = find(w, 5);
    for (auto* sums :
         {&expected.payer_out_minor, &expected.payee_in_minor, &expected.payer_in_minor})
      for (auto& sum : *sums) sum *= 1000;
    for (auto& amount : w.amount_minor) amount *= 1000;
    ASSERT_EQ(find(w, 5), expected) << "seed " << seed;
  }
}

TEST(TransferFeatures, Law4TurningPaymentsRound) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    World w = random_world(seed);
    const TransferFeatures there = find(w, 5);
    std::swap(w.payer, w.payee);
    const TransferFeatures back = find(w, 5);
    ASSERT_EQ(there.payer_out_count, back.payee_in_count) << "seed " << seed;
    ASSERT_EQ(there.payer_payees, back.payee_payers) << "seed " << seed;
    ASSERT_EQ(there.payer_out_minor, back.payee_in_minor) << "seed " << seed;
    ASSERT_EQ(there.payee_in_count, back.payer_out_count) << "seed " << seed;
  }
}

TEST(TransferFeatures, Law5LaterPaymentsChangeNothingBefore) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    World w = random_world(seed);
    if (w.time_us.empty()) continue;
    const TransferFeatures all = find(w, 5);
    const std::int64_t last = w.amount_minor.back();
    w.time_us.pop_back(), w.payer.pop_back(), w.payee.pop_back(), w.amount_minor.pop_back();
    const TransferFeatures fewer = find(w, 5);
    ASSERT_TRUE(std::equal(fewer.payer_in_minor.begin(), fewer.payer_in_minor.end(),
                           all.payer_in_minor.begin()))
        << "seed " << seed << ", left out " << last;
    ASSERT_TRUE(
        std::equal(fewer.payee_payers.begin(), fewer.payee_payers.end(), all.payee_payers.begin()));
    ASSERT_TRUE(std::equal(fewer.paid_on_permille.begin(), fewer.paid_on_permille.end(),
                           all.paid_on_permille.begin()));
  }
}

/// 0 pays 1 a hundred; 1 pays 2 forty a day later and 3 sixty on the ninth day.
TEST(TransferFeatures, WorkedByHand) {
  const World w{
      {0, core::us_per_day, 9 * core::us_per_day}, {100, 40, 60}, {0, 1, 1}, {1, 2, 3}, 4};
  const TransferFeatures found = find(w, 7 * core::us_per_day);
  EXPECT_EQ(found.payer_in_minor, (std::vector<std::int64_t>{0, 100, 0}));
  EXPECT_EQ(found.paid_on_permille,
            (std::vector<std::uint32_t>{nothing_received, 400, nothing_received}));
  EXPECT_EQ(found.since_in_us,
            (std::vector<std::int64_t>{never_us, core::us_per_day, 9 * core::us_per_day}));
  EXPECT_EQ(found.payer_out_count, (std::vector<std::uint32_t>{0, 0, 0}));
}

void expect_bad(const World& w, std::int64_t window_us, const std::string& what) {
  auto found = find_transfer_features({}, w.columns(), window_us);
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, core::ErrorCode::bad_input);
  EXPECT_NE(found.error().what.find(what), std::string::npos) << found.error().what;
}

TEST(TransferFeatures, Errors) {
  const World good{{0, 1}, {5, 5}, {0, 1}, {1, 0}, 2};
  World w = good;
  w.amount_minor.pop_back();
  expect_bad(w, 1, "differ in length");
  w = good, w.payee[1] = 2;
  expect_bad(w, 1, "out of range");
  w = good, w.amount_minor[0] = -1;
  expect_bad(w, 1, "below 0");
  w = good, w.time_us[1] = -1;
  expect_bad(w, 1, "earlier");
  expect_bad(good, -1, "window");
  w = {{0, 1}, {INT64_MAX, 1}, {0, 0}, {1, 1}, 2};
  expect_bad(w, 1, "beyond 2^63");
  // Where the first has left the window, nothing is beyond.
  EXPECT_TRUE(find_transfer_features({}, w.columns(), 0).has_value());
}

TEST(TransferFeatures, Cancelled) {
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const World w{{0}, {5}, {0}, {1}, 2};
  auto found = find_transfer_features(context, w.columns(), 1);
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, core::ErrorCode::cancelled);
}

TEST(TransferFeatures, TheEndsOfTime) {
  const World w{{INT64_MIN, INT64_MAX}, {1, 2}, {0, 0}, {1, 1}, 2};
  EXPECT_EQ(find(w, INT64_MAX).payer_out_count, (std::vector<std::uint32_t>{0, 0}));
}

}  // namespace
}  // namespace cuibono::money
