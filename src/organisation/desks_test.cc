#include "organisation/desks.h"

#include <gtest/gtest.h>

#include <set>

#include "organisation/desk_worlds.h"

namespace cuibono::organisation {
namespace {

constexpr unsigned victim = 101;

calls::Profile works(std::initializer_list<std::pair<std::size_t, std::uint64_t>> hours) {
  calls::Profile profile;
  profile.hours_utc.assign(24, 0);
  for (const auto& [hour, count] : hours) profile.hours_utc[hour] = count;
  return profile;
}

TEST(Desks, ShiftOverlapIsTheCommonShareOfTheHours) {
  EXPECT_EQ(calls::shared_hours_percent(works({{9, 5}, {10, 5}}), works({{9, 50}, {10, 50}})), 100);
  EXPECT_EQ(calls::shared_hours_percent(works({{9, 5}, {10, 5}}), works({{10, 1}, {11, 1}})), 50);
  EXPECT_EQ(calls::shared_hours_percent(works({{9, 5}}), works({{21, 5}})), 0);
  EXPECT_EQ(calls::shared_hours_percent(works({}), works({{9, 5}})), std::nullopt);
  const auto a = works({{9, 3}, {10, 1}}), b = works({{9, 1}, {12, 7}});
  EXPECT_EQ(calls::shared_hours_percent(a, b), calls::shared_hours_percent(b, a));
}

TEST(Desks, ShortIdIsTheSameForOneSelectorAndDiffersForAnother) {
  EXPECT_EQ(short_id("A-", "tel:+99955500001"),
            "A-" + core::sha256("tel:+99955500001").hex().substr(0, 12));
  EXPECT_NE(short_id("A-", "tel:+99955500001"), short_id("A-", "tel:+99955500002"));
}

/// One victim who pays on day 10, named numbers, and calls given by the test.
CaseText one_victim(const std::vector<unsigned>& named) {
  CaseText text;
  text.reports = {{victim, named, {10 * day_minutes}, core::Precision::second}};
  text.calls = {{201, victim, 0, "", 0, 60, {}}, {201, victim, 30 * day_minutes, "", 0, 60, {}}};
  return text;
}

const Candidate* candidate_of(const HandMade& made, const std::vector<Candidate>& candidates,
                              unsigned number) {
  const auto id = made.evidence.selectors.find(phone(number)).value();
  for (const auto& candidate : candidates) {
    if (made.profiles.profiles[candidate.profile].number == id) return &candidate;
  }
  return nullptr;
}

TEST(Desks, CandidatesAreLinkedInOrderOfProfilesAndScoredWithinAHundred) {
  CaseText text = one_victim({1, 2, 3});
  for (int copy = 0; copy < 5; ++copy) text.reports.push_back(text.reports[0]);
  for (const unsigned number : {1U, 2U, 3U}) {
    for (std::int64_t i = 0; i < 30; ++i) {
      text.calls.push_back({number, 500 + static_cast<unsigned>(i), i * 60, "op:t", 11, 60, {}});
    }
    for (std::int64_t i = 1; i < 4; ++i) {
      text.calls.push_back({number, victim, 10 * day_minutes - i * 60, "op:t", 11, 60, {}});
    }
  }
  const HandMade made = make_evidence(text);
  const auto candidates = find_candidates(made.input());
  ASSERT_EQ(candidates.size(), 3U);
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    EXPECT_TRUE(candidates[c].linked);
    EXPECT_FALSE(candidates[c].contradicted);
    EXPECT_EQ(candidates[c].score, 100);  // more than a hundred, cut
    if (c == 0) continue;
    EXPECT_LT(candidates[c - 1].profile, candidates[c].profile);
  }
}

TEST(Desks, EveryReasonOfACandidateNamesRecords) {
  CaseText text = one_victim({1});
  text.calls.push_back({1, victim, 10 * day_minutes - 60, "op:t", 11, 60, {}});
  text.calls.push_back({2, victim, 10 * day_minutes - 50, "op:t", 11, 60, {}});
  const HandMade made = make_evidence(text);
  const auto candidates = find_candidates(made.input());
  ASSERT_EQ(candidates.size(), 2U);  // the second by the handset
  for (const auto& candidate : candidates) {
    EXPECT_FALSE(candidate.reasons_for.empty());
    for (const auto& reason : candidate.reasons_for) EXPECT_FALSE(reason.records.empty());
  }
}

TEST(Desks, ASecondReportWeighsMore) {
  CaseText text = one_victim({1});
  const HandMade once = make_evidence(text);
  text.reports.push_back({102, {1}, {10 * day_minutes}, core::Precision::second});
  const HandMade twice = make_evidence(text);
  const auto first = find_candidates(once.input()), second = find_candidates(twice.input());
  EXPECT_GT(candidate_of(twice, second, 1)->score, candidate_of(once, first, 1)->score);
}

TEST(Desks, AContradictedNumberPassesNothingOn) {
  // Number 1 is named, yet calls no victim: displayed falsely. Its handset and cell lead nowhere.
  CaseText text = one_victim({1});
  for (unsigned i = 0; i < 30; ++i) {
    text.calls.push_back({1, 500 + i, i * 60, "op:t", 11, 60, {}});
    text.calls.push_back({2, 600 + i, i * 60, "op:t", 11, 60, {}});
  }
  const HandMade made = make_evidence(text);
  const auto candidates = find_candidates(made.input());
  ASSERT_EQ(candidates.size(), 1U);
  EXPECT_TRUE(candidates[0].contradicted);
}

TEST(Desks, WhereTheRecordsAreFewNothingIsContradicted) {
  // One call to a victim who names another number: the rest of its calls is not in the case.
  CaseText text = one_victim({1});
  text.reports.push_back({102, {}, {10 * day_minutes}, core::Precision::second});
  text.calls.push_back({1, 102, 5 * day_minutes, "", 0, 60, {}});
  const HandMade made = make_evidence(text);
  const auto candidates = find_candidates(made.input());
  ASSERT_EQ(candidates.size(), 1U);
  EXPECT_FALSE(candidates[0].contradicted);
}

TEST(Desks, LookAlikesCallManyAndVictimsAndAreNoDesks) {
  CaseText text = one_victim({1});
  for (unsigned i = 0; i < 40; ++i) {
    text.calls.push_back({7, 500 + i, i * 60, "", 0, 60, {}});  // calls a victim too
    text.calls.push_back({8, 600 + i, i * 60, "", 0, 60, {}});  // calls none
    text.calls.push_back({500 + i, 9, i * 60, "", 0, 60, {}});  // is called
  }
  for (const unsigned number : {7U, 9U}) {
    text.calls.push_back({number, victim, 20 * day_minutes, "", 0, 60, {}});
  }
  const HandMade made = make_evidence(text);
  const auto look_alikes = find_look_alikes(made.input(), find_candidates(made.input()));
  ASSERT_EQ(look_alikes.size(), 1U);
  EXPECT_NE(candidate_of(made, look_alikes, 7), nullptr);
  EXPECT_FALSE(look_alikes[0].linked);
  EXPECT_FALSE(look_alikes[0].reasons_against.empty());
  // One that is taken as a desk is no look-alike.
  EXPECT_TRUE(find_look_alikes(made.input(), look_alikes).empty());
}

struct SeenIn {
  unsigned number;
  std::string cell;
  unsigned imei;
  unsigned calls = 6;
};

/// Sites of numbers that are all taken as desks.
std::vector<std::set<unsigned>> sites_of(const std::vector<SeenIn>& some) {
  CaseText text;
  for (const auto& one : some) {
    for (unsigned i = 0; i < one.calls; ++i) {
      text.calls.push_back({one.number, 500, i * 60, one.cell, one.imei, 60, {}});
    }
  }
  const HandMade made = make_evidence(text);
  std::vector<Candidate> desks;
  std::set<unsigned> numbers;
  for (const auto& one : some) numbers.insert(one.number);
  for (std::uint32_t p = 0; p < made.profiles.profiles.size(); ++p) {
    for (const unsigned number : numbers) {
      if (made.evidence.selectors.text(made.profiles.profiles[p].number) == phone(number))
        desks.push_back({p, 50, true, false, {}, {}});
    }
  }
  std::vector<std::set<unsigned>> sites;
  for (const auto& site : find_sites(made.input(), desks)) {
    EXPECT_EQ(site.id, short_id("S-", made.evidence.selectors.text(site.numbers[0])));
    EXPECT_FALSE(site.cells.empty());
    sites.emplace_back();
    for (const unsigned number : numbers) {
      const auto id = made.evidence.selectors.find(phone(number)).value();
      if (std::count(site.numbers.begin(), site.numbers.end(), id) > 0) sites.back().insert(number);
    }
  }
  return sites;
}

TEST(Desks, SitesAreDesksOfOneMainCellOrHandset) {
  EXPECT_EQ(sites_of({{1, "op:a", 11}, {2, "op:a", 12}, {3, "op:a", 13}}),
            (std::vector<std::set<unsigned>>{{1, 2, 3}}));
  // A handset joins two cells of one building.
  EXPECT_EQ(sites_of({{1, "op:a", 11}, {2, "op:a", 12}, {3, "op:b", 12}}),
            (std::vector<std::set<unsigned>>{{1, 2, 3}}));
  EXPECT_EQ(sites_of({{1, "op:a", 11},
                      {2, "op:a", 12},
                      {3, "op:a", 13},
                      {4, "op:b", 14},
                      {5, "op:b", 15},
                      {6, "op:b", 16}})
                .size(),
            2U);
}

TEST(Desks, TwoNumbersOrAFewCallsInACellAreNoSite) {
  EXPECT_TRUE(sites_of({{1, "op:a", 11}, {2, "op:a", 12}}).empty());
  EXPECT_TRUE(sites_of({{1, "op:a", 11}, {2, "op:a", 12}, {3, "op:b", 13}}).empty());
  EXPECT_TRUE(sites_of({{1, "op:a", 11, 4}, {2, "op:a", 12, 4}, {3, "op:a", 13, 4}}).empty());
  EXPECT_TRUE(sites_of({}).empty());
}

}  // namespace
}  // namespace cuibono::organisation
