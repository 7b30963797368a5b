#include "investigation/coalitions.h"

#include <gtest/gtest.h>

#include <bit>
#include <set>

namespace cuibono::investigation {
namespace {

/// ORACLES X01: eight payments, five jurisdictions, three victims; who is connected to B?
struct Toy {
  // 0-2 victims, 3-4 mules, 5 holding, 6 exchange, 7 lawyer's account, 8 B
  static constexpr int from[] = {0, 1, 3, 2, 4, 5, 6, 7};
  static constexpr int to[] = {3, 3, 5, 4, 5, 6, 7, 8};
  static constexpr std::uint64_t held[] = {0b00000101, 0b00001110, 0b00110100, 0b01100000,
                                           0b11000000};  // DE FI LT UA AE
  static std::uint64_t edges(std::uint64_t coalition) {
    std::uint64_t all = 0;
    for (int party = 0; party < 5; ++party) {
      if ((coalition >> party & 1) != 0) all |= held[party];
    }
    return all;
  }
  static std::int64_t victims(std::uint64_t coalition) {
    const std::uint64_t all = edges(coalition);
    std::int64_t reached = 0;
    for (int victim = 0; victim < 3; ++victim) {
      std::set<int> seen{victim};
      for (int round = 0; round < 8; ++round) {
        for (int edge = 0; edge < 8; ++edge) {
          if ((all >> edge & 1) != 0 && seen.contains(from[edge])) seen.insert(to[edge]);
        }
      }
      reached += seen.contains(8) ? 1 : 0;
    }
    return reached;
  }
  template <class Value>
  static std::vector<std::int64_t> values(Value value) {
    std::vector<std::int64_t> out;
    for (std::uint64_t coalition = 0; coalition < 32; ++coalition) out.push_back(value(coalition));
    return out;
  }
};

std::vector<std::string> texts(const std::vector<Share>& shares) {
  std::vector<std::string> out;
  for (const auto& share : shares) out.push_back(share.text());
  return out;
}

TEST(Coalitions, FiveJurisdictionsOfTheOracle) {
  const auto chains = Toy::values(Toy::victims);
  for (int party = 0; party < 5; ++party) EXPECT_EQ(chains[std::size_t{1} << party], 0);
  EXPECT_EQ(chains[31], 3);
  const auto shares = shapley(chains);
  ASSERT_TRUE(shares.has_value());
  EXPECT_EQ(texts(*shares),
            (std::vector<std::string>{"0.4167", "0.7500", "0.5000", "0.1667", "1.1667"}));
  std::int64_t best_of_three = 0;
  for (std::uint64_t coalition = 0; coalition < 32; ++coalition) {
    if (std::popcount(coalition) == 3) best_of_three = std::max(best_of_three, chains[coalition]);
  }
  EXPECT_EQ(best_of_three, 2);
  EXPECT_EQ(smallest_coalitions(chains, 2), (std::vector<std::uint64_t>{0b10110}));  // FI LT AE
  EXPECT_EQ(smallest_coalitions(chains, 3), (std::vector<std::uint64_t>{0b10111}));  // and DE
  const auto seen = Toy::values(
      [](std::uint64_t coalition) { return std::int64_t{std::popcount(Toy::edges(coalition))}; });
  std::vector<std::string> coverage;
  const auto seen_shares = shapley(seen);
  ASSERT_TRUE(seen_shares.has_value());
  for (auto share : *seen_shares) {
    share.below *= 8;
    coverage.push_back(share.text());
  }
  EXPECT_EQ(coverage, (std::vector<std::string>{"0.1667", "0.2917", "0.2292", "0.1250", "0.1875"}));
}

TEST(Coalitions, SharesSumToWhatAllTogetherAdd) {  // laws 1 and 3, and the twin
  for (std::uint64_t draw = 0; draw < 40; ++draw) {
    core::CounterRandom random(draw, 1);
    const std::size_t parties = 1 + random.below(5);
    std::vector<std::int64_t> values;
    for (std::size_t i = 0; i < (std::size_t{1} << parties); ++i)
      values.push_back(random.between(-1'000'000'000'000, 1'000'000'000'000));
    const auto shares = shapley(values);
    ASSERT_TRUE(shares.has_value());
    const auto slow = shapley_reference(values);
    core::Int128 sum = 0;
    for (std::size_t i = 0; i < parties; ++i) {
      sum += (*shares)[i].above;
      EXPECT_EQ((*shares)[i].above, slow[i].above);
      EXPECT_EQ((*shares)[i].below, slow[i].below);
    }
    EXPECT_EQ(sum, (core::Int128{values.back()} - values.front()) * (*shares)[0].below);
  }
}

TEST(Coalitions, WhoAddsNothingHasNothing) {  // law 2
  std::vector<std::int64_t> values;
  for (std::uint64_t coalition = 0; coalition < 8; ++coalition)
    values.push_back(std::popcount(coalition & 0b101U) * 7);
  EXPECT_EQ(texts(*shapley(values)), (std::vector<std::string>{"7.0000", "0.0000", "7.0000"}));
}

TEST(Coalitions, SampledOrdersComeNear) {
  const auto chains = Toy::values(Toy::victims);
  int asked = 0;
  const auto worth = [&](std::uint64_t coalition) -> core::Result<std::int64_t> {
    ++asked;
    return chains[coalition];
  };
  const auto sampled = shapley_sampled(5, 2000, 3, worth);
  ASSERT_TRUE(sampled.has_value());
  EXPECT_LE(asked, 32) << "each coalition is asked once";
  const auto exact = *shapley(chains);
  core::Int128 sum = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    sum += (*sampled)[i].above;
    const double near = static_cast<double>(static_cast<std::int64_t>((*sampled)[i].above)) / 4000;
    const double true_one = static_cast<double>(static_cast<std::int64_t>(exact[i].above)) / 120;
    EXPECT_NEAR(near, true_one, 0.05);  // four standard errors of 4000 orders
  }
  EXPECT_EQ(sum, core::Int128{3} * 4000);
}

TEST(Coalitions, RefusesWhatIsNoGame) {
  EXPECT_FALSE(shapley(std::vector<std::int64_t>(3)).has_value());
  EXPECT_FALSE(shapley(std::vector<std::int64_t>(std::size_t{1} << 13)).has_value());
  EXPECT_FALSE(shapley_sampled(3, 0, 1, [](std::uint64_t) -> core::Result<std::int64_t> {
                 return 0;
               }).has_value());
}

TEST(Coalitions, SharesAreWrittenWithFourDigits) {
  EXPECT_EQ((Share{1, 3}).text(), "0.3333");
  EXPECT_EQ((Share{-2, 3}).text(), "-0.6667");
  EXPECT_EQ((Share{1, 100'000}).text(), "0.0000");
  EXPECT_EQ((Share{-1, 100'000}).text(), "0.0000");
  EXPECT_EQ((Share{19'999, 20'000}).text(), "1.0000");
}

}  // namespace
}  // namespace cuibono::investigation
