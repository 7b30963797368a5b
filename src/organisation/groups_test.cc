// Groups of numbers that call the same few others: told where nothing else tells of them, and not of those who have
// findings of their own.
#include "organisation/groups.h"

#include <gtest/gtest.h>

#include "organisation/desk_worlds.h"

namespace cuibono::organisation {
namespace {

constexpr unsigned victim = 900;

/// Six numbers that call a list of eight again and again; `reported` names some of them in a report.
HandMade group_world(const std::vector<unsigned>& reported) {
  CaseText text;
  for (unsigned caller = 20; caller < 26; ++caller)
    for (unsigned i = 0; i < 40; ++i)
      text.calls.push_back({caller, 100 + i % 8, static_cast<std::int64_t>(caller) * 60 + i, "", 0,
                            60, core::Precision::second});
  if (!reported.empty())
    text.reports = {{victim, reported, {10 * day_minutes}, core::Precision::second}};
  HandMade made = make_evidence(text);
  EXPECT_TRUE(
      calls::find_call_groups(core::RunContext{}, made.evidence, made.network, made.profiles)
          .has_value());
  return made;
}

TEST(Groups, AGroupWithoutAReportIsToldWithItsNumbersAndAnInnocentReading) {
  const HandMade made = group_world({});
  const auto found = find_organisation(core::RunContext{}, made.input());
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->findings.size(), 1U);
  const auto& finding = found->findings[0];
  EXPECT_EQ(finding.kind, claims::FindingKind::bipartite);
  EXPECT_EQ(finding.band, "moderate");
  EXPECT_TRUE(finding.quantity.value == 6);
  EXPECT_TRUE(finding.reasons_for[0].text.starts_with("6 numbers (tel:+9995500020, "))
      << finding.reasons_for[0].text;
  EXPECT_NE(finding.reasons_for[0].text.find("call the same 8 numbers: 240 of their 240 calls"),
            std::string::npos);
  EXPECT_FALSE(finding.look_alike.explanation.empty());
  EXPECT_EQ(finding.records.size(), 48U);
  EXPECT_TRUE(found->actors.empty());  // nobody becomes an actor by a list alone
}

TEST(Groups, InnocentAGroupWithANumberThatHasAFindingIsNotToldTwice) {
  const HandMade made = group_world({20});
  EXPECT_TRUE(group_findings(made.input(), {}).empty());
  const HandMade quiet = group_world({});
  const auto number = quiet.profiles.profiles[quiet.profiles.groups.at(0).callers[0]].number;
  EXPECT_EQ(group_findings(quiet.input(), {}).size(), 1U);
  EXPECT_TRUE(group_findings(quiet.input(), {number}).empty());
}

}  // namespace
}  // namespace cuibono::organisation
