#include "money/freeze.h"

#include <gtest/gtest.h>

#include <numeric>

namespace cuibono::money {
namespace {

constexpr std::int64_t day = 86'400;
constexpr core::Int128 million = 1'000'000;

std::int64_t millionths(std::int64_t elapsed, std::int64_t half_life) {
  return static_cast<std::int64_t>(left_after(million, elapsed, half_life));
}

TEST(Freeze, OracleD03WhatIsLeft) {
  EXPECT_EQ(millionths(day, 2 * day), 707'106);  // .707107, rounded down
  EXPECT_EQ(millionths(10 * day, 2 * day), 31'250);
  EXPECT_EQ(millionths(day, 30 * day), 977'159);  // .977160
  EXPECT_EQ(millionths(10 * day, 30 * day), 793'700);
  EXPECT_EQ(millionths(270 * day, 30 * day), 1'953);
}

TEST(Freeze, LeftAfterFallsAndHalves) {
  core::CounterRandom random(1, 7);
  for (int i = 0; i < 5'000; ++i) {
    const core::Int128 amount =
        random.between(0, INT64_MAX / 2) * (random.chance(0.3) ? million : 1);
    const std::int64_t half = random.between(1, 400 * day),
                       elapsed = random.between(0, 4'000 * day);
    const core::Int128 left = left_after(amount, elapsed, half);
    EXPECT_TRUE(left >= 0 && left <= amount);
    EXPECT_TRUE(left_after(amount, elapsed + 1, half) <= left);
    EXPECT_TRUE(left_after(amount, 0, half) == amount);
    // One more half-life: half of it, but for what is rounded.
    const core::Int128 halved = left_after(amount, elapsed + half, half);
    EXPECT_TRUE(left / 2 - halved <= 1 && halved - left / 2 <= 1);
  }
}

core::Int128 value_of(std::span<const FreezeChoice> choices,
                      const std::vector<std::uint32_t>& chosen) {
  core::Int128 value = 0;
  for (const auto i : chosen) value += choices[i].value;
  return value;
}

TEST(Freeze, OracleD02WhatToChoose) {
  const std::vector<FreezeChoice> choices = {{120, 3}, {90, 2}, {60, 1}, {100, 4}, {30, 1}};
  const auto three = choose_freezes(choices, 3), four = choose_freezes(choices, 4);
  ASSERT_TRUE(three.has_value() && four.has_value());
  EXPECT_TRUE(value_of(choices, *three) == 150);
  EXPECT_TRUE(value_of(choices, *four) == 180);
  const auto five = choose_freezes(choices, 5);
  EXPECT_TRUE(value_of(choices, *five) == 210);
}

TEST(Freeze, TheChoiceIsTheBestOfAll) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    core::CounterRandom random(seed, 8);
    std::vector<FreezeChoice> choices(random.below(10));
    for (auto& choice : choices)
      choice = {random.between(0, 100), static_cast<std::uint32_t>(random.below(6))};
    const auto budget = static_cast<std::uint32_t>(random.below(16));
    const auto chosen = choose_freezes(choices, budget);
    ASSERT_TRUE(chosen.has_value());
    std::uint64_t cost = 0;
    for (const auto i : *chosen) cost += choices[i].cost;
    EXPECT_LE(cost, budget) << seed;
    EXPECT_TRUE(value_of(choices, *chosen) == choose_freezes_reference(choices, budget)) << seed;
    EXPECT_TRUE(std::is_sorted(chosen->begin(), chosen->end()));
  }
}

TEST(Freeze, WhatItRefuses) {
  EXPECT_FALSE(choose_freezes(std::vector<FreezeChoice>{{-1, 1}}, 3).has_value());
  EXPECT_FALSE(choose_freezes(std::vector<FreezeChoice>(1'000), 1'000'000).has_value());
}

}  // namespace
}  // namespace cuibono::money
