#include "entities/match_score.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "entities/match_explain.h"
#include "entities/match_plan.h"
#include "entities/match_worlds.h"

namespace cuibono::entities {
namespace {

struct World {
  InventedPeople people;
  MatchTable table;
  MatchPlan plan;
  MatchScores scores;
};

World world_of(std::vector<PersonRow> extra = {}, unsigned threads = 1,
               const ScoreOptions& options = {}) {
  World world;
  PeopleOptions people;
  people.records = 1500;
  people.seed = 11;
  world.people = make_people(people);
  auto rows = world.people.rows;
  rows.insert(rows.end(), extra.begin(), extra.end());
  world.table = table_of(rows);
  world.plan = make_plan(world.table);
  core::RunContext context;
  context.threads = threads;
  auto scores = score_candidates(context, world.table, world.plan, options);
  EXPECT_TRUE(scores.has_value());
  world.scores = std::move(*scores);
  return world;
}

const World& plain_world() {
  static const World world = world_of();
  return world;
}

ScoreBits score_of_pair(const World& world, std::uint32_t a, std::uint32_t b) {
  MatchedValues met;
  compare_records(world.table, world.plan.comparisons, a, b, met);
  PairScore score;
  score_pair(world.table, world.plan, world.scores.model, world.scores.frequencies, met.pattern, a,
             b, score);
  return score.total;
}

TEST(MatchScore, IsItsSlowTwin) {
  const World& world = plain_world();
  ASSERT_GT(world.scores.pairs.size(), 200U);
  for (const ScoredPair& pair : world.scores.pairs) {
    const double slow =
        score_reference(world.table, world.plan, world.scores.model, pair.a, pair.b);
    ASSERT_NEAR(bits_of(pair.score), slow, 20.0 / one_bit);
    ASSERT_EQ(pair.score, score_of_pair(world, pair.b, pair.a));  // law 2
  }
}

TEST(MatchScore, FindsThePeopleWhoOccurTwice) {
  const World& world = plain_world();
  std::uint64_t right = 0, wrong = 0, all = 0;
  std::map<std::uint32_t, std::uint64_t> seen;
  for (const std::uint32_t person : world.people.person_of) all += seen[person]++;
  for (const ScoredPair& pair : world.scores.pairs) {
    if (pair.score < 0) continue;
    const bool is_one = world.people.person_of[pair.a] == world.people.person_of[pair.b];
    (is_one ? right : wrong) += 1;
  }
  EXPECT_GE(right * 100, all * 95);
  EXPECT_LE(wrong * 100, all * 2);
}

TEST(MatchScore, SameBytesForAnyNumberOfThreadsAndInTwoPasses) {  // law 1
  const World& one = plain_world();
  const World four = world_of({}, 4);
  EXPECT_EQ(one.scores.pairs, four.scores.pairs);
  EXPECT_EQ(one.scores.model.weights, four.scores.model.weights);
  ScoreOptions few;
  few.training_pairs_max = 2000;
  const World sampled = world_of({}, 1, few), sampled_four = world_of({}, 4, few);
  EXPECT_LT(sampled.scores.learned_from, sampled.scores.candidates);
  EXPECT_EQ(sampled.scores.pairs, sampled_four.scores.pairs);
  EXPECT_EQ(sampled.scores.candidates, one.scores.candidates);
}

TEST(MatchScore, TheOrderOfRecordsChangesNoScore) {  // law 4
  const World& world = plain_world();
  std::vector<PersonRow> rows = world.people.rows;
  std::vector<std::uint64_t> keys = world.table.keys;
  std::reverse(rows.begin(), rows.end());
  std::reverse(keys.begin(), keys.end());
  const MatchTable table = table_of(rows, keys);
  const auto scores = score_candidates({}, table, make_plan(table));
  ASSERT_TRUE(scores.has_value());
  auto pairs = scores->pairs;
  const std::uint32_t last = table.records - 1;
  for (ScoredPair& pair : pairs) {
    const std::uint32_t a = last - pair.b;
    pair.b = last - pair.a;
    pair.a = a;
  }
  std::sort(pairs.begin(), pairs.end());
  EXPECT_EQ(pairs, world.scores.pairs);
}

// People of the world's own most common names, so that names alone must not join them.
TEST(MatchScore, InnocentsStayApart) {
  const InventedPeople people = make_people({});
  std::map<std::string, int> given, family;
  for (const PersonRow& row : people.rows) {
    ++given[row.given];
    ++family[row.family];
  }
  const auto commonest = [](const std::map<std::string, int>& names) {
    return std::max_element(names.begin(), names.end(),
                            [](const auto& a, const auto& b) {
                              return !b.first.empty() && (a.first.empty() || a.second < b.second);
                            })
        ->first;
  };
  const std::string g = commonest(given), f = commonest(family);
  const PersonRow twin{
      "Marta", "Kerloso", "1984-03-05", "Suroville", "Gartanve street 7", "+99955510001", "", ""};
  PersonRow other_twin = twin;
  other_twin.given = "Ulrike";
  PersonRow father{"Otto",         "Norpeli", "1951-02-11",  "Suroville", "Miloba street 9",
                   "+99955510002", "",        "xx:500000001"};
  PersonRow son = father;
  son.birth = "1979-10-24";
  son.number = "xx:500000747";
  const PersonRow common{g,  f, "1961-01-13", "Bakerville", "Tanro street 4", "+99955510003",
                         "", ""};
  const PersonRow namesake{g,  f, "1987-12-26", "Losuville", "Dannor street 11", "+99955510004",
                           "", ""};
  const PersonRow colleague{"Franka",         "Weissu",       "1970-07-07",          "Bakerville",
                            "Lotan street 2", "+99955510005", "office@firm.example", ""};
  const PersonRow other_colleague{
      "Jolim",          "Ostgar",       "1991-11-30",          "Losuville",
      "Hamti street 3", "+99955510005", "office@firm.example", ""};
  const World world =
      world_of({twin, other_twin, father, son, common, namesake, colleague, other_colleague});
  const std::uint32_t first = 1500;
  EXPECT_GT(world.scores.model.households, world.scores.model.prior / 10);  // learned, not told
  EXPECT_LT(score_of_pair(world, first, first + 1), 0) << "twins";
  EXPECT_LT(score_of_pair(world, first + 2, first + 3), 0) << "father and son of one name";
  EXPECT_LT(score_of_pair(world, first + 4, first + 5), 0) << "two of the commonest name";
  EXPECT_LT(score_of_pair(world, first + 6, first + 7), 0) << "one office";
}

TEST(MatchScore, PlantedPairsAreFound) {
  const PersonRow one{
      "Marta", "Kerloso", "1984-03-05", "Suroville", "Gartanve street 7", "+99955510001", "", ""};
  PersonRow misspelt = one, exchanged = one, moved = one;
  misspelt.family = "Kerlsoo";
  misspelt.birth = "1984-05-03";
  exchanged.given = one.family;
  exchanged.family = one.given;
  exchanged.phone.clear();
  moved.town = "Penorville";
  moved.street = "Dansu street 81";
  const World world = world_of({one, misspelt, exchanged, moved});
  for (std::uint32_t other = 1; other < 4; ++other)
    EXPECT_GT(score_of_pair(world, 1500, 1500 + other), 4 * one_bit) << other;
}

TEST(MatchScore, EvidenceAgainstLowersTheScore) {
  const PersonRow one{"Marta", "Kerloso", "1984-03-05",  "Suroville", "Gartanve street 7",
                      "",      "",        "xx:500000001"};
  PersonRow silent = one, against = one;
  silent.number.clear();
  against.number = "xx:777777777";
  const World world = world_of({one, one, silent, against});
  EXPECT_GT(score_of_pair(world, 1500, 1501), score_of_pair(world, 1500, 1502));
  EXPECT_LT(score_of_pair(world, 1500, 1503), score_of_pair(world, 1500, 1502) - 2 * one_bit);
}

TEST(MatchScore, Errors) {
  MatchTable table = table_of(std::vector<PersonRow>(3));
  MatchPlan plan = make_plan(table);
  const auto fails = [&] {
    const auto got = score_candidates({}, table, plan);
    return !got.has_value() && got.error().code == core::ErrorCode::bad_input;
  };
  EXPECT_FALSE(fails());  // three records that state nothing: the background alone
  plan.comparisons[0].column = 77;
  EXPECT_TRUE(fails());
  plan.comparisons.clear();
  EXPECT_TRUE(fails());
  plan = make_plan(table);
  table.keys.pop_back();
  EXPECT_TRUE(fails());
}

TEST(MatchExplain, BarsAddUpExactly) {  // laws 1 and 2
  const World& world = plain_world();
  std::size_t turns = 0, against = 0;
  for (std::size_t i = 0; i < world.scores.pairs.size(); i += 3) {
    const ScoredPair& pair = world.scores.pairs[i];
    const auto explain = [&](std::uint32_t a, std::uint32_t b) {
      return explain_pair(world.table, world.plan, world.scores.model, world.scores.frequencies, a,
                          b);
    };
    const Waterfall there = explain(pair.a, pair.b), back = explain(pair.b, pair.a);
    ScoreBits sum = 0;
    ASSERT_EQ(there.bars.size(), back.bars.size());
    for (std::size_t k = 0; k < there.bars.size(); ++k) {
      sum += there.bars[k].bits;
      ASSERT_EQ(there.bars[k].after, sum);
      ASSERT_EQ(there.bars[k].bits, back.bars[k].bits);
      against += there.bars[k].bits < 0 ? 1U : 0U;
    }
    ASSERT_EQ(sum, pair.score);
    ASSERT_EQ(there.score, pair.score);
    ASSERT_EQ(there.is_match, pair.score >= 0);
    for (const VerdictTurn& turn : there.turns) {
      ASSERT_NE(turn.after >= 0, there.is_match) << turn.words;
      ++turns;
    }
  }
  EXPECT_GT(turns, 20U);
  EXPECT_GT(against, 20U);
}

TEST(MatchExplain, SaysWhatWouldChangeTheVerdict) {
  const PersonRow one{"Marta", "Kerloso", "1984-03-05", "", "", "", "", ""};
  PersonRow other = one;
  other.birth = "1951-11-21";
  const World world = world_of({one, other});
  const Waterfall waterfall = explain_pair(world.table, world.plan, world.scores.model,
                                           world.scores.frequencies, 1500, 1501);
  EXPECT_FALSE(waterfall.is_match);
  const auto turn = std::find_if(waterfall.turns.begin(), waterfall.turns.end(),
                                 [](const VerdictTurn& t) { return t.comparison == 2; });
  ASSERT_NE(turn, waterfall.turns.end());
  EXPECT_TRUE(turn->words.starts_with("If date of birth were \"")) << turn->words;
  EXPECT_NE(turn->words.find("would be taken as one"), std::string::npos);
  EXPECT_EQ(show_bits(score_of(8)), "+3.0");
  EXPECT_EQ(show_bits(-one_bit / 2), "−0.5");
  EXPECT_EQ(show_bits(0), "0.0");
}

}  // namespace
}  // namespace cuibono::entities
