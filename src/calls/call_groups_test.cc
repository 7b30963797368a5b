// Numbers that call the same few others: planted and found among callers at random, and none where there is none.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "calls/call_worlds.h"
#include "calls/calls.h"
#include "network/network.h"

namespace cuibono::calls {
namespace {

constexpr unsigned group_first = 200, list_first = 210, others = 190;

/// Ten numbers that call a list of ten again and again, and three others each; `others` call seven of all.
CaseText planted(unsigned seed, unsigned members) {
  core::CounterRandom random(seed, 51);
  CaseText text;
  std::int64_t minute = 0;
  const auto call = [&](unsigned from, unsigned to) {
    text.calls.push_back({from, to, minute++, "", 0, 60, core::Precision::second, 0});
  };
  for (unsigned m = 0; m < members; ++m) {
    for (unsigned i = 0; i < 90; ++i)
      call(group_first + m, list_first + static_cast<unsigned>(random.below(10)));
    for (unsigned i = 0; i < 3; ++i)
      call(group_first + m, 1 + static_cast<unsigned>(random.below(others)));
  }
  for (unsigned from = 1; from <= others; ++from)
    for (unsigned i = 0; i < 7; ++i) call(from, 1 + static_cast<unsigned>(random.below(220)));
  return text;
}

struct Found {
  HandMade made;
  CallProfiles profiles;
};

Found groups_of(const CaseText& text) {
  Found found{make_evidence(text), {}};
  const auto network = network::make_network(core::RunContext{}, found.made.evidence).value();
  found.profiles =
      profile_numbers(core::RunContext{}, found.made.evidence, found.made.entities).value();
  EXPECT_TRUE(find_call_groups(core::RunContext{}, found.made.evidence, network, found.profiles)
                  .has_value());
  return found;
}

std::vector<std::string> callers_of(const Found& found, std::size_t group) {
  std::vector<std::string> names;
  for (const auto caller : found.profiles.groups[group].callers)
    names.push_back(found.made.evidence.selectors.text(found.profiles.profiles[caller].number));
  return names;
}

TEST(CallGroups, APlantedGroupIsFoundWholeAndAlone) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    const Found found = groups_of(planted(seed, 10));
    ASSERT_EQ(found.profiles.groups.size(), 1U);
    std::vector<std::string> expected;
    for (unsigned m = 0; m < 10; ++m) expected.push_back(phone(group_first + m));
    EXPECT_EQ(callers_of(found, 0), expected);
    const CallGroup& group = found.profiles.groups[0];
    EXPECT_EQ(group.callees.size(), 10U);
    EXPECT_GE(group.calls, 900U);
    EXPECT_EQ(group.calls_in_all, 930U);
    EXPECT_GE(group.records.size(), 99U);
  }
}

TEST(CallGroups, FourAreNoGroupAndCallersAtRandomNeither) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    EXPECT_TRUE(groups_of(planted(seed, 4)).profiles.groups.empty()) << seed;
    EXPECT_TRUE(groups_of(planted(seed, 0)).profiles.groups.empty()) << seed;
  }
}

TEST(CallGroups, FriendsWhoCallBackAreNoGroup) {
  CaseText text = planted(1, 10);
  const std::size_t calls = text.calls.size();
  for (std::size_t i = 0; i < calls; ++i) {
    const CallText call = text.calls[i];
    if (call.from >= group_first)
      text.calls.push_back(
          {call.to, call.from, call.minute + 5, "", 0, 60, core::Precision::second, 0});
  }
  EXPECT_TRUE(groups_of(text).profiles.groups.empty());
}

TEST(CallGroups, Law2TheOrderOfRecordsDoesNotMatter) {
  CaseText text = planted(3, 10);
  const Found found = groups_of(text);
  core::CounterRandom random(3, 52);
  for (std::size_t i = text.calls.size(); i > 1; --i)
    std::swap(text.calls[i - 1], text.calls[random.below(i)]);
  const Found again = groups_of(text);
  ASSERT_EQ(again.profiles.groups.size(), 1U);
  EXPECT_EQ(callers_of(again, 0), callers_of(found, 0));
  EXPECT_EQ(again.profiles.groups[0].calls, found.profiles.groups[0].calls);
}

}  // namespace
}  // namespace cuibono::calls
