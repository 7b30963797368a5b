#include "entities/match_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace cuibono::entities {
namespace {

/// The published world: half of the pairs match, m and u as stated; 4,000 pairs have exactly these shares.
PatternTable known_world() {
  constexpr std::array<double, 3> m{0.7, 0.9, 0.95}, u{0.1, 0.025, 0.2};
  PatternTable table;
  table.levels = {2, 2, 2};
  for (MatchPattern cell = 0; cell < 8; ++cell) {
    double yes = 0.5, no = 0.5;
    MatchPattern pattern = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const bool agrees = (cell >> (2 - k) & 1U) != 0;
      yes *= agrees ? m[k] : 1 - m[k];
      no *= agrees ? u[k] : 1 - u[k];
      pattern = with_level(pattern, k, agrees ? 1 : 0);
    }
    table.patterns.push_back(
        {pattern, static_cast<std::uint64_t>(std::llround(4000 * (yes + no))), 0});
  }
  std::sort(table.patterns.begin(), table.patterns.end());
  return table;
}

LearnOptions exact() {
  LearnOptions options;
  options.pairs_of_doubt = 0;
  options.rounds_max = 5000;
  options.change_max = 1e-15;
  return options;
}

TEST(MatchModel, FindsKnownParametersAgain) {  // law 3
  const auto model = learn_model(known_world(), exact());
  ASSERT_TRUE(model.has_value());
  EXPECT_NEAR(model->prior, 0.5, 1e-9);
  constexpr std::array<double, 3> m{0.7, 0.9, 0.95}, u{0.1, 0.025, 0.2};
  constexpr std::array<double, 3> agree{2.807355, 5.169925, 2.247928};
  constexpr std::array<double, 3> disagree{-1.584963, -3.285402, -4.0};
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(model->m[k][1], m[k], 1e-9);
    EXPECT_NEAR(model->u[k][1], u[k], 1e-9);
    EXPECT_NEAR(bits_of(model->weights[k][1]), agree[k], 1.0 / one_bit);
    EXPECT_NEAR(bits_of(model->weights[k][0]), disagree[k], 1.0 / one_bit);
  }
  EXPECT_NEAR(probability_of(score_pattern(*model, 0)), 0.0021321961620469083, 1e-6);
  EXPECT_NEAR(probability_of(score_pattern(*model, with_level(0, 1, 1))), 0.42857142857142855,
              1e-5);
}

TEST(MatchModel, IsItsSlowTwinRoundByRound) {
  core::CounterRandom random(5, 1);
  std::vector<MatchPattern> pairs;
  for (unsigned i = 0; i < 3000; ++i) {
    const bool is_match = random.chance(0.2);
    MatchPattern pattern = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const auto level =
          is_match && random.chance(0.8) ? 2U : static_cast<unsigned>(random.below(2));
      pattern =
          with_level(pattern, k, random.chance(0.1) ? no_level : static_cast<MatchLevel>(level));
    }
    pairs.push_back(pattern);
  }
  std::map<MatchPattern, std::uint64_t> counts;
  for (const MatchPattern pair : pairs) ++counts[pair];
  PatternTable table;
  table.levels = {3, 3, 3};
  for (const auto& [pattern, count] : counts) table.patterns.push_back({pattern, count, 0});
  for (const std::uint32_t rounds : {1U, 2U, 17U}) {
    LearnOptions options = exact();
    options.rounds_max = rounds;
    options.is_ordered = false;
    const auto model = learn_model(table, options);
    ASSERT_TRUE(model.has_value());
    const ReferenceModel slow = learn_reference(pairs, table.levels, rounds);
    EXPECT_NEAR(model->prior, slow.prior, 1e-12);
    for (std::size_t k = 0; k < 3; ++k) {
      for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_NEAR(model->m[k][j], slow.m[k][j], 1e-12);
        EXPECT_NEAR(model->u[k][j], slow.u[k][j], 1e-12);
      }
    }
  }
}

double likelihood(const PatternTable& table, const MatchModel& model) {
  double sum = 0;
  for (const PatternCount& one : table.patterns) {
    double yes = model.prior, no = 1 - model.prior;
    for (std::size_t k = 0; k < table.levels.size(); ++k) {
      yes *= model.m_raw[k][level_at(one.pattern, k)];
      no *= model.u_raw[k][level_at(one.pattern, k)];
    }
    sum += static_cast<double>(one.candidates) * std::log(yes + no);
  }
  return sum;
}

TEST(MatchModel, TheLikelihoodNeverFalls) {  // law 1
  const PatternTable table = known_world();
  double last = -1e300;
  for (std::uint32_t rounds = 1; rounds < 40; ++rounds) {
    LearnOptions options = exact();
    options.rounds_max = rounds;
    const double now = likelihood(table, learn_model(table, options).value());
    EXPECT_GE(now, last - 1e-9) << rounds;
    last = now;
  }
}

TEST(MatchModel, BetterLevelsNeverWeighLess) {  // law 4
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
    core::CounterRandom random(seed, 1);
    std::map<MatchPattern, PatternCount> counts;
    for (unsigned i = 0; i < 400; ++i) {
      MatchPattern pattern = 0;
      for (std::size_t k = 0; k < 4; ++k)
        pattern = with_level(pattern, k, static_cast<MatchLevel>(random.below(5)));
      counts[pattern].candidates += random.below(9);
      counts[pattern].background += random.below(99);
    }
    PatternTable table;
    table.levels = {5, 5, 5, 5};
    table.shared_percent = {3, 90, 50, 0};
    for (auto& [pattern, count] : counts)
      table.patterns.push_back({pattern, count.candidates, count.background});
    const auto model = learn_model(table);
    ASSERT_TRUE(model.has_value());
    for (std::size_t k = 0; k < 4; ++k) {
      for (std::size_t j = 1; j < 5; ++j)
        EXPECT_GE(model->weights[k][j], model->weights[k][j - 1]) << seed;
    }
    // And so the score with households: more agreement never scores less.
    for (const auto& [pattern, count] : counts) {
      const auto total = [&](MatchPattern p) {
        std::array<ScoreBits, 4> added{};
        for (std::size_t k = 0; k < 4; ++k) added[k] = model->weights[k][level_at(p, k)];
        const ScoreBits household = household_score(*model, added);
        EXPECT_LE(household, 0);
        return score_pattern(*model, p) + household;
      };
      for (std::size_t k = 0; k < 4; ++k) {
        const MatchLevel level = level_at(pattern, k);
        if (level == 4) continue;
        const auto better = with_level(pattern, k, static_cast<MatchLevel>(level + 1));
        EXPECT_GE(total(better) + 2, total(pattern)) << seed;  // 2: rounding of the last part
      }
    }
  }
}

TEST(MatchModel, PublishedWaterfall) {
  // −6.67 + 4.74 + 6.49 − 1.97 − 1.12 + 8.00: the printed parts add up to 9.47.
  MatchModel model;
  model.prior_score = score_of(std::exp2(-6.67));
  MatchPattern pattern = 0;
  for (const double part : {4.74, 6.49, -1.97, -1.12, 8.00}) {
    pattern = with_level(pattern, model.weights.size(), 1);
    model.weights.push_back({0, score_of(std::exp2(part))});
  }
  EXPECT_NEAR(bits_of(score_pattern(model, pattern)), 9.47, 6.0 / one_bit);
  EXPECT_NEAR(probability_of(score_pattern(model, pattern)), 0.9986, 5e-5);
  EXPECT_EQ(score_pattern(model, with_level(pattern, 4, no_level)),
            score_pattern(model, pattern) - model.weights[4][1]);
}

TEST(MatchModel, ScoresRankBeyondCertainty) {
  EXPECT_EQ(probability_of(200 * one_bit), 1.0);
  EXPECT_LT(100 * one_bit, 101 * one_bit);
  EXPECT_NEAR(probability_of(0), 0.5, 1e-15);
  EXPECT_EQ(score_of(8), 3 * one_bit);
}

TEST(MatchModel, Errors) {
  const auto fails = [](const PatternTable& table) {
    const auto got = learn_model(table);
    return !got.has_value() && got.error().code == core::ErrorCode::bad_input;
  };
  PatternTable table = known_world();
  EXPECT_FALSE(fails(table));
  EXPECT_TRUE(fails({}));
  std::swap(table.patterns[0], table.patterns[1]);
  EXPECT_TRUE(fails(table));
  table = known_world();
  table.levels[1] = 1;
  EXPECT_TRUE(fails(table));
  table = known_world();
  table.patterns.back().pattern = with_level(table.patterns.back().pattern, 2, 7);
  EXPECT_TRUE(fails(table));
  table = known_world();
  table.shared_percent = {1};
  EXPECT_TRUE(fails(table));
  table.shared_percent = {1, 101, 1};
  EXPECT_TRUE(fails(table));
}

}  // namespace
}  // namespace cuibono::entities
