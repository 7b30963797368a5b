#include "entities/match_candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "entities/match_plan.h"
#include "entities/match_worlds.h"

namespace cuibono::entities {
namespace {

std::vector<RecordPair> candidates(const MatchTable& table, std::span<const KeyFamily> families,
                                   unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  const auto blocks = make_blocks(context, table, families);
  EXPECT_TRUE(blocks.has_value());
  std::vector<RecordPair> pairs;
  std::vector<std::uint32_t> partners;
  for (std::uint32_t a = 0; a < table.records; ++a) {
    blocks->partners(table, a, partners);
    for (const std::uint32_t b : partners) {
      pairs.push_back({a, b});
      EXPECT_TRUE(blocks->share(a, b) && blocks->share(b, a));
    }
  }
  return pairs;
}

TEST(MatchCandidates, AreTheirSlowTwin) {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    PeopleOptions options;
    options.records = 300;
    options.seed = seed;
    MatchTable table = table_of(make_people(options).rows);
    PlanOptions caps;
    caps.block_max = 3 + static_cast<std::uint32_t>(seed);  // so that blocks are capped
    caps.weak_records_min = seed % 2 == 0 ? 0 : 5'000;      // with weak families, and without
    const MatchPlan plan = make_plan(table, caps);
    const auto slow = candidates_reference(table, plan.families);
    EXPECT_EQ(candidates(table, plan.families), slow) << seed;
    EXPECT_EQ(candidates(table, plan.families, 4), slow) << seed;
    EXPECT_GT(slow.size(), 60U);
    table.sources.assign(table.records, 0);
    table.is_duplicate_free = {true};
    EXPECT_TRUE(candidates(table, plan.families).empty());
  }
}

TEST(MatchCandidates, CountWhatACapLeavesOut) {
  std::vector<PersonRow> rows(10, PersonRow{"Anna", "Berg", "", "", "", "", "", ""});
  rows[8].given = rows[9].given = "Carl";
  const MatchTable table = table_of(rows);
  KeyFamily family{"given name", {{{0}, KeyForm::whole}}, 4};
  const auto blocks = make_blocks({}, table, std::span(&family, 1));
  ASSERT_TRUE(blocks.has_value());
  const FamilyCount& count = blocks->counts()[0];
  EXPECT_EQ(count.blocks, 1U);
  EXPECT_EQ(count.pairs, 1U);
  EXPECT_EQ(count.capped_blocks, 1U);
  EXPECT_EQ(count.capped_records, 8U);
  EXPECT_EQ(count.capped_pairs, 28U);
  EXPECT_EQ(count.largest, 8U);
  EXPECT_EQ(blocks->pairs_at_most(), 1U);
  family.block_max = 0;  // no cap
  EXPECT_EQ(make_blocks({}, table, std::span(&family, 1))->pairs_at_most(), 29U);
}

TEST(MatchCandidates, OneMoreFamilyLosesNone) {  // law 3
  PeopleOptions options;
  options.records = 200;
  const MatchTable table = table_of(make_people(options).rows);
  const MatchPlan plan = make_plan(table);
  std::vector<RecordPair> before;
  for (std::size_t f = 1; f <= plan.families.size(); ++f) {
    const auto now = candidates(table, std::span(plan.families).first(f));
    EXPECT_TRUE(std::includes(now.begin(), now.end(), before.begin(), before.end()));
    before = now;
  }
}

TEST(MatchCandidates, DoNotDependOnTheOrderOfRecords) {  // law 2
  PeopleOptions options;
  options.records = 200;
  std::vector<PersonRow> rows = make_people(options).rows;
  const MatchTable table = table_of(rows);
  std::reverse(rows.begin(), rows.end());
  const MatchTable turned = table_of(rows);
  auto there = candidates(turned, make_plan(turned).families);
  for (RecordPair& pair : there) pair = {199 - pair.b, 199 - pair.a};
  std::sort(there.begin(), there.end());
  EXPECT_EQ(candidates(table, make_plan(table).families), there);
}

TEST(MatchCandidates, NeedTwoWeakKeys) {
  const std::vector<PersonRow> rows{{"Anna", "Berg", "1971-06-24", "Oldtown", "", "", "", ""},
                                    {"Anna", "Weiss", "1971-02-01", "Newtown", "", "", "", ""},
                                    {"Carl", "Weiss", "1971-06-24", "Oldtown", "", "", "", ""}};
  const MatchTable table = table_of(rows);
  const std::vector<KeyFamily> families{{"given name", {{{0}, KeyForm::whole}}, 0, true},
                                        {"year", {{{2}, KeyForm::year}}, 0, true},
                                        {"family name", {{{1}, KeyForm::whole}}, 0, false}};
  EXPECT_EQ(candidates(table, families), (std::vector<RecordPair>{{0, 1}, {1, 2}}));
  EXPECT_EQ(candidates_reference(table, families), candidates(table, families));
}

TEST(MatchCandidates, FormsOfKeys) {
  const auto meet = [](PersonRow a, PersonRow b, std::vector<KeyPart> parts) {
    const MatchTable table = table_of({std::move(a), std::move(b)});
    const KeyFamily family{"one", std::move(parts), 0};
    return !candidates_reference(table, std::span(&family, 1)).empty();
  };
  const PersonRow anna{"Anna",          "Berg",         "1971-06-24",          "Oldtown",
                       "Long street 3", "+99955512345", "anna.b@mail.example", "xx:12345678"};
  PersonRow other{"Berk", "Ana",       "1971-06-03",          "Newtown",
                  "",     "055512345", "anna.b@post.example", "12349999"};
  EXPECT_TRUE(meet(anna, other, {{{0, 1}, KeyForm::sound_pairs}}));  // in whatever order
  EXPECT_FALSE(meet(anna, other, {{{0}, KeyForm::sounds}}));
  EXPECT_TRUE(meet(anna, other, {{{0, 1}, KeyForm::sounds}, {{2}, KeyForm::year}}));
  EXPECT_FALSE(meet(anna, other, {{{2}, KeyForm::month_day}}));
  EXPECT_TRUE(meet(anna, other, {{{5}, KeyForm::last_seven}}));
  EXPECT_TRUE(meet(anna, other, {{{6}, KeyForm::before_at}}));
  EXPECT_FALSE(meet(anna, other, {{{6}, KeyForm::whole}}));
  other.number = "xx:12349999";
  EXPECT_TRUE(meet(anna, other, {{{7}, KeyForm::first_half}}));
  EXPECT_FALSE(meet(anna, other, {{{7}, KeyForm::last_half}}));
  other.street = "Long streat 3";
  EXPECT_TRUE(meet(anna, other, {{{4}, KeyForm::words}}));
  other.family = "Bergen";
  EXPECT_TRUE(meet(anna, other, {{{1}, KeyForm::starts}, {{4}, KeyForm::starts}}));
  EXPECT_FALSE(meet(anna, other, {{{1}, KeyForm::words}, {{4}, KeyForm::starts}}));
}

TEST(MatchCandidates, Errors) {
  const MatchTable table = table_of(std::vector<PersonRow>(2));
  for (const KeyFamily& bad :
       {KeyFamily{"none", {}, 0}, KeyFamily{"no column", {{{}, KeyForm::whole}}, 0},
        KeyFamily{"beyond", {{{99}, KeyForm::whole}}, 0},
        KeyFamily{"no date", {{{0}, KeyForm::year}}, 0}}) {
    const auto got = make_blocks({}, table, std::span(&bad, 1));
    ASSERT_FALSE(got.has_value()) << bad.name;
    EXPECT_EQ(got.error().code, core::ErrorCode::bad_input);
  }
  std::atomic<bool> stop = true;
  core::RunContext context;
  context.cancel = &stop;
  const MatchPlan plan = make_plan(table);
  EXPECT_EQ(make_blocks(context, table, plan.families).error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::entities
