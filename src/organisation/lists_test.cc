// Offices that work through one list.
#include "organisation/lists.h"

#include <gtest/gtest.h>

#include <set>

#include "organisation/desk_worlds.h"
#include "organisation/signs.h"

namespace cuibono::organisation {
namespace {

constexpr unsigned victim = 101;

/// Each number calls `many` people of its own part of a list, from `first` on, one an hour.
void add_dialling(CaseText& text, unsigned number, unsigned first, unsigned many,
                  const std::string& cell = "") {
  for (unsigned i = 0; i < many; ++i)
    text.calls.push_back({number, first + i, i * 60, cell, 0, 60, {}});
}

/// Two numbers that a report names call 40 people each; six honest offices call people of their own.
CaseText make_world() {
  CaseText text;
  text.reports = {{victim, {1, 2}, {10 * day_minutes}, core::Precision::second}};
  for (const unsigned number : {1U, 2U}) {
    text.calls.push_back({number, victim, 10 * day_minutes - number, "", 0, 60, {}});
    add_dialling(text, number, 1000 + 40 * number, 40);
  }
  for (unsigned office = 0; office < 6; ++office)
    add_dialling(text, 50 + office, 3000 + 50 * office, 40);
  return text;
}

std::uint32_t profile_of(const HandMade& made, unsigned number) {
  return made.profiles.of_selector[made.evidence.selectors.find(phone(number))->index()];
}

const Candidate* candidate_of(const HandMade& made, const std::vector<Candidate>& candidates,
                              unsigned number) {
  for (const auto& candidate : candidates) {
    if (candidate.profile == profile_of(made, number)) return &candidate;
  }
  return nullptr;
}

/// Callees of a number that another member calls too, straight from the calls.
CalledList::Overlap overlap_reference(const HandMade& made,
                                      const std::vector<std::uint32_t>& members,
                                      std::uint32_t profile) {
  const auto callees = [&](std::uint32_t p) {
    std::set<std::uint32_t> out;
    for (std::size_t c = 0; c < made.evidence.calls.caller.size(); ++c) {
      if (made.evidence.calls.caller[c] == made.profiles.profiles[p].number)
        out.insert(made.evidence.calls.callee[c].value);
    }
    return out;
  };
  CalledList::Overlap overlap;
  for (const auto callee : callees(profile)) {
    ++overlap.callees;
    overlap.shared += std::any_of(members.begin(), members.end(), [&](auto member) {
      return member != profile && callees(member).contains(callee);
    });
  }
  return overlap;
}

TEST(Lists, OverlapIsThatOfTheReference) {
  core::CounterRandom random(7, 1);
  CaseText text;
  for (unsigned i = 0; i < 400; ++i) {
    const auto from = 1 + static_cast<unsigned>(random.below(12));
    const auto to = 100 + static_cast<unsigned>(random.below(60));
    text.calls.push_back({from, to, i, "", 0, 60, {}});
  }
  const HandMade made = make_evidence(text);
  const auto input = made.input();
  const std::vector<std::uint32_t> members{profile_of(made, 3), profile_of(made, 1),
                                           profile_of(made, 9)};
  Callees callees(input);
  const CalledList list(input, callees, members);
  for (unsigned number = 1; number <= 12; ++number) {
    const auto p = profile_of(made, number);
    const auto found = list.overlap(p), expected = overlap_reference(made, members, p);
    EXPECT_EQ(found.callees, expected.callees) << number;
    EXPECT_EQ(found.shared, expected.shared) << number;
    EXPECT_EQ(list.shared_calls(p, 1000).empty(), found.shared == 0);
    EXPECT_EQ(list.is_member(p), number == 3 || number == 1 || number == 9);
  }
}

TEST(Lists, PlantedAnOfficeThatWorksThroughTheSameListIsADesk) {
  CaseText text = make_world();
  add_dialling(text, 3, 1040 + 20, 40);  // half from the part of 1, half from that of 2
  const HandMade made = make_evidence(text);
  const auto candidates = find_candidates(made.input());
  const auto* found = candidate_of(made, candidates, 3);
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->linked);
  EXPECT_FALSE(found->contradicted);
  EXPECT_EQ(found->score, weight_list + weight_office);
  EXPECT_EQ(found->reasons_for[0].text,
            "40 of the 40 numbers it called are called by other numbers of this list too, as where "
            "offices work through one list");
  EXPECT_FALSE(found->reasons_for[0].records.empty());
  for (unsigned office = 50; office < 56; ++office)
    EXPECT_EQ(candidate_of(made, candidates, office), nullptr) << office;
}

TEST(Lists, InnocentAnOfficeWithAFewOfTheSameCustomersIsNotNamed) {
  CaseText text = make_world();
  add_dialling(text, 3, 1040, 9);  // nine in common
  add_dialling(text, 3, 8000, 5);
  add_dialling(text, 4, 1040, 18);  // many in common, but fewer than half of its own
  add_dialling(text, 4, 8100, 25);
  const HandMade made = make_evidence(text);
  const auto candidates = find_candidates(made.input());
  EXPECT_EQ(candidate_of(made, candidates, 3), nullptr);
  EXPECT_EQ(candidate_of(made, candidates, 4), nullptr);
}

TEST(Lists, InnocentWhereAllCallTheSamePeopleAListSaysNothing) {
  CaseText text = make_world();
  for (unsigned office = 60; office < 68; ++office)
    add_dialling(text, office, 1040, 80);  // a small town
  const HandMade made = make_evidence(text);
  const auto candidates = find_candidates(made.input());
  for (unsigned office = 60; office < 68; ++office)
    EXPECT_EQ(candidate_of(made, candidates, office), nullptr) << office;
}

TEST(Lists, InnocentACustomerLineThatIsRungBackIsNotNamed) {
  CaseText text = make_world();
  add_dialling(text, 3, 1060, 40);
  for (unsigned i = 0; i < 40; ++i) text.calls.push_back({1060 + i, 3, 5000 + i, "", 0, 60, {}});
  const HandMade made = make_evidence(text);
  EXPECT_EQ(candidate_of(made, find_candidates(made.input()), 3), nullptr);
}

TEST(Lists, WithoutCellsDesksOfOneListAreOneSite) {
  CaseText text = make_world();
  for (const unsigned number : {3U, 4U, 5U}) add_dialling(text, number, 1040, 80);
  HandMade made = make_evidence(text);
  ASSERT_TRUE(calls::find_lockstep(core::RunContext{}, made.network, made.profiles).has_value());
  const auto input = made.input();
  const auto candidates = find_candidates(input);
  const auto sites = find_sites(input, candidates);
  ASSERT_EQ(sites.size(), 1U);
  EXPECT_EQ(sites[0].numbers.size(), 5U);  // 1 and 2 call half of the list each
  EXPECT_TRUE(sites[0].cells.empty());
}

TEST(Lists, ADeskWithoutACellStandsWithThoseWhoseListItWorksThrough) {
  CaseText text;
  text.reports = {{victim, {1, 2, 3, 4, 11, 12, 13}, {10 * day_minutes}, core::Precision::second}};
  for (const unsigned number : {1U, 2U, 3U, 4U, 11U, 12U, 13U}) {
    const bool first = number < 10;
    const std::string cell = number == 4 ? "" : first ? "op:a" : "op:b";
    text.calls.push_back({number, victim, 10 * day_minutes - number, cell, 0, 60, {}});
    add_dialling(text, number, first ? 1000 : 2000, 40, cell);
  }
  const HandMade made = make_evidence(text);
  const auto input = made.input();
  const auto sites = find_sites(input, find_candidates(input));
  ASSERT_EQ(sites.size(), 2U);
  std::set<std::size_t> sizes{sites[0].numbers.size(), sites[1].numbers.size()};
  EXPECT_EQ(sizes, (std::set<std::size_t>{3, 4}));
}

}  // namespace
}  // namespace cuibono::organisation
