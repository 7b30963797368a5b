// Whose days are counted: of actors and of groups with a finding, never of a victim.
#include "organisation/days.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <set>

#include "organisation/desk_worlds.h"

namespace cuibono::organisation {
namespace {

constexpr unsigned desk = 1, beside = 2, victim_1 = 101, victim_2 = 102;

/// A desk that calls two victims and others; a victim names it and the number of the other victim.
CaseText desk_world() {
  CaseText text;
  for (const unsigned victim : {victim_1, victim_2}) {
    text.reports.push_back({victim,
                            {desk, victim == victim_1 ? victim_2 : victim_1},
                            {10 * day_minutes},
                            core::Precision::second});
    text.calls.push_back({victim, victim_1 + victim_2 - victim, 300, "", 0, 60, {}});
  }
  for (unsigned i = 0; i < 40; ++i) {
    const std::int64_t minute = i * day_minutes / 4;
    text.calls.push_back({desk, i % 8 == 0 ? victim_1 : 500 + i, minute, "op:a", 11, 60, {}});
    text.calls.push_back({beside, 600 + i, minute, "op:b", 0, 60, {}});
  }
  return text;
}

/// Six numbers that call a list of eight.
CaseText group_world(const std::vector<unsigned>& reported) {
  CaseText text;
  for (unsigned caller = 20; caller < 26; ++caller)
    for (unsigned i = 0; i < 40; ++i)
      text.calls.push_back(
          {caller, 100 + i % 8, static_cast<std::int64_t>(caller) * 60 + i, "", 0, 60, {}});
  if (!reported.empty())
    text.reports = {{900, reported, {10 * day_minutes}, core::Precision::second}};
  return text;
}

Organisation run(HandMade& made, bool simulated = false) {
  EXPECT_TRUE(
      calls::find_call_groups(core::RunContext{}, made.evidence, made.network, made.profiles)
          .has_value());
  OrganisationInput input{made.evidence, made.entities, made.network,
                          made.money,    made.profiles, simulated};
  auto organisation = find_organisation(core::RunContext{}, input);
  EXPECT_TRUE(organisation.has_value());
  return organisation.has_value() ? std::move(*organisation) : Organisation{};
}

std::set<std::string> numbers_of(const HandMade& made, const Organisation& organisation) {
  std::set<std::string> numbers;
  for (const auto& day : organisation.days)
    numbers.insert(made.evidence.selectors.text(day.number));
  return numbers;
}

TEST(OrganisationDays, Law1TheyAreOfActorsAndNeverOfVictims) {
  HandMade made = make_evidence(desk_world());
  const Organisation organisation = run(made);
  EXPECT_EQ(numbers_of(made, organisation), std::set<std::string>{phone(desk)});
  std::set<std::string> victims;
  for (const auto& actor : organisation.actors) {
    if (!actor.is_victim) continue;
    for (const auto id : actor.selectors) victims.insert(made.evidence.selectors.text(id));
  }
  EXPECT_TRUE(victims.contains(phone(victim_1)));  // though a report names it and it calls
  std::uint64_t calls = 0;
  for (const auto& day : organisation.days) calls += day.calls_out;
  EXPECT_EQ(calls, 40U);
}

TEST(OrganisationDays, OfAGroupWithAFindingAllNumbersAreCounted) {
  HandMade made = make_evidence(group_world({}));
  const Organisation organisation = run(made);
  std::set<std::string> group;
  for (unsigned caller = 20; caller < 26; ++caller) group.insert(phone(caller));
  EXPECT_EQ(numbers_of(made, organisation), group);
  for (const auto& day : organisation.days) EXPECT_EQ(day.shared_in_set, day.callees);
}

TEST(OrganisationDays, OfAGroupThatHasNoneOnlyTheActorIsCountedAndLaw2Once) {
  HandMade made = make_evidence(group_world({20}));
  const Organisation organisation = run(made);
  EXPECT_EQ(numbers_of(made, organisation), std::set<std::string>{phone(20)});
  EXPECT_EQ(organisation.days.size(), 1U);
}

TEST(OrganisationDays, ASimulatedCaseSaysWhichCountryItsNumbersStandFor) {
  HandMade made = make_evidence(desk_world());  // +999 55…: Brazil
  EXPECT_EQ(run(made, true).days.at(0).countries, 1U);
  EXPECT_EQ(run(made, false).days.at(0).countries, 0U);
}

TEST(OrganisationDays, ACancelledRunEndsWithThatError) {
  const HandMade made = make_evidence(desk_world());
  std::atomic<bool> stop = true;
  core::RunContext context;
  context.cancel = &stop;
  const auto days = count_days(context, made.input(), {});
  ASSERT_FALSE(days.has_value());
  EXPECT_EQ(days.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::organisation
