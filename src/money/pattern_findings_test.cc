#include "money/pattern_findings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "money/evidence_worlds.h"
#include "money/pattern_worlds.h"

namespace cuibono::money {
namespace {

using claims::Finding;
using claims::FindingKind;

std::vector<PatternRule> rules_of(std::initializer_list<std::string_view> ids) {
  auto rules = read_pattern_rules({});
  EXPECT_TRUE(rules.has_value());
  std::erase_if(*rules, [&](const PatternRule& rule) {
    return std::find(ids.begin(), ids.end(), rule.id) == ids.end();
  });
  for (auto& rule : *rules) rule.least_minor.clear();
  return std::move(*rules);
}

struct Told {
  HandMade made;
  FoundPatterns found;
  PatternFindings findings;
};

Told tell(const CaseText& text, const std::vector<PatternRule>& rules) {
  Told told{HandMaker(text).make(), {}, {}};
  const auto money = trace_money({}, told.made.evidence, told.made.entities, {});
  EXPECT_TRUE(money.has_value()) << money.error().what;
  auto found = find_patterns({}, told.made.evidence, told.made.entities, rules);
  EXPECT_TRUE(found.has_value());
  told.found = std::move(*found);
  auto findings = tell_patterns(told.made.evidence, told.made.entities, *money, told.found);
  EXPECT_TRUE(findings.has_value()) << findings.error().what;
  told.findings = std::move(*findings);
  return told;
}

const Finding* find_about(const Told& told, FindingKind kind, const std::string& name) {
  for (const auto& finding : told.findings.findings)
    if (finding.kind == kind && finding.subject == "acct:XX:" + name) return &finding;
  return nullptr;
}

/// Ten victims pay a collector within a week; ten customers pay a shop in the same week, again and again.
CaseText two_fans() {
  CaseText text;
  for (int i = 0; i < 10; ++i) {
    const std::string at(1, static_cast<char>('a' + i));
    text.payments.push_back({20 + i / 3, "v" + at, "collector", 500'00 + i, "", "EUR", -1, ""});
    text.payments.push_back({20 + i / 3, "c" + at, "shop", 700'00 + i, "", "EUR", -1, ""});
    text.reports.push_back({"victim " + at, {text.payments.size() - 2}});
  }
  return text;
}

TEST(PatternFindings, PlantedVictimsMoneyIsPutForwardAndAShopIsNot) {
  const Told told = tell(two_fans(), rules_of({"fan_in"}));
  const Finding* collector = find_about(told, FindingKind::fan_in, "collector");
  const Finding* shop = find_about(told, FindingKind::fan_in, "shop");
  ASSERT_NE(collector, nullptr);
  ASSERT_NE(shop, nullptr);
  EXPECT_EQ(collector->band, "moderate");
  EXPECT_EQ(collector->quantity.value, core::Int128{5'000'00 + 45});
  EXPECT_EQ(collector->records_total, 10U);
  EXPECT_EQ(collector->key, "fan_in|acct:XX:collector|rule=fan_in|EUR");
  EXPECT_TRUE(collector->method.starts_with("rule fan_in: ")) << collector->method;
  EXPECT_NE(collector->reasons_for[0].text.find("10 accounts paid it"), std::string::npos);
  EXPECT_NE(collector->reasons_for[1].text.find("attributable to victims"), std::string::npos);
  EXPECT_FALSE(collector->reasons_against.empty());
  EXPECT_FALSE(collector->look_alike.explanation.empty());
  EXPECT_FALSE(collector->look_alike.settled_by.empty());
  EXPECT_EQ(shop->band, "set_aside");
  EXPECT_NE(shop->reasons_against[0].text.find("says nothing of anybody"), std::string::npos);
}

TEST(PatternFindings, LawOneAndTwoOnRandomCases) {
  auto rules = read_pattern_rules({});
  ASSERT_TRUE(rules.has_value());
  for (auto& rule : *rules) rule.least_minor.clear();
  std::size_t forward = 0, aside = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    core::CounterRandom random(seed, 7);
    CaseText text;
    std::int64_t day = 1;
    for (std::uint64_t i = 0; i < 40; ++i) {
      day += static_cast<std::int64_t>(random.below(2));
      const auto name = [&] { return std::string(1, static_cast<char>('a' + random.below(7))); };
      text.payments.push_back({day, name(), name(),
                               static_cast<std::int64_t>(1 + random.below(900'00)), "", "EUR", -1,
                               ""});
      if (random.below(6) == 0 && text.payments.back().from != text.payments.back().to)
        text.reports.push_back({"victim " + text.payments.back().from, {i}});
    }
    const Told told = tell(text, *rules);
    const auto money = trace_money({}, told.made.evidence, told.made.entities, {});
    std::set<std::uint64_t> carried;  // rows of payments that carried victims' money
    for (const auto& flow : money->flows)
      if (flow.fifo_minor > 0) carried.insert(flow.transfer.index() + 1);
    for (const auto& finding : told.findings.findings) {
      ASSERT_FALSE(finding.records.empty()) << finding.key;  // law 2
      for (const auto record : finding.records) EXPECT_EQ(record.item_rank(), 0U);
      const bool is_forward = finding.band != "set_aside";
      (is_forward ? forward : aside) += 1;
      if (is_forward) {  // law 1
        EXPECT_TRUE(std::any_of(finding.records.begin(), finding.records.end(), [&](auto record) {
          return carried.contains(record.ordinal());
        })) << finding.key;
        EXPECT_TRUE(finding.band == "moderate" || finding.band == "weak");
      } else {
        EXPECT_FALSE(finding.reasons_against.empty()) << finding.key;
      }
    }
  }
  EXPECT_GT(forward, 20U);
  EXPECT_GT(aside, 20U);
}

TEST(PatternFindings, OneFindingForAllWindowsOfAnAccountAndTheRestIsCounted) {
  CaseText text = two_fans();
  const CaseText later = two_fans();
  for (auto payment : later.payments) {
    payment.day += 60;
    payment.amount_minor += 1;
    text.payments.push_back(payment);
  }
  auto rules = rules_of({"fan_in"});
  const Told told = tell(text, rules);
  ASSERT_EQ(told.findings.findings.size(), 2U);
  const Finding* shop = find_about(told, FindingKind::fan_in, "shop");
  ASSERT_NE(shop, nullptr);
  EXPECT_EQ(shop->quantity.value, core::Int128{7'000'00 + 45 + 10}) << "the larger of both";
  EXPECT_NE(shop->reasons_for.back().text.find("2 times"), std::string::npos);
  EXPECT_TRUE(told.findings.cut.empty());

  rules[0].findings_max = 1;
  const Told cut = tell(text, rules);
  ASSERT_EQ(cut.findings.findings.size(), 1U);
  EXPECT_EQ(cut.findings.findings[0].subject, "acct:XX:collector") << "victims' money first";
  ASSERT_EQ(cut.findings.cut.size(), 1U);
  EXPECT_EQ(cut.findings.cut[0].what, "findings of the rule fan_in in EUR");
  EXPECT_EQ(cut.findings.cut[0].shown, 1U);
  EXPECT_EQ(cut.findings.cut[0].total, 2U);
}

/// An employer pays the same ten people each month; a victim's money once came to it.
TEST(PatternFindings, APayrollExplainsAFanOut) {
  CaseText text;
  text.payments.push_back({1, "victim", "employer", 90'000'00, "", "EUR", -1, ""});
  text.reports.push_back({"one", {0}});
  for (int month = 0; month < 4; ++month) {
    for (int i = 0; i < 10; ++i)
      text.payments.push_back({2 + month * 30, "employer",
                               "p" + std::string(1, static_cast<char>('a' + i)), 2'000'00, "",
                               "EUR", -1, ""});
  }
  const Told told = tell(text, rules_of({"fan_out", "payroll"}));
  const Finding* fan = find_about(told, FindingKind::fan_out, "employer");
  const Finding* payroll = find_about(told, FindingKind::payroll, "employer");
  ASSERT_NE(fan, nullptr);
  ASSERT_NE(payroll, nullptr);
  EXPECT_EQ(fan->band, "weak");
  EXPECT_NE(fan->reasons_against[0].text.find("as a payroll does"), std::string::npos);
  EXPECT_EQ(payroll->band, "set_aside");
}

TEST(PatternFindings, AVictimsOwnAccountIsNeverPutForward) {
  CaseText text;
  for (int i = 0; i < 10; ++i)
    text.payments.push_back({20, "victim", "m" + std::string(1, static_cast<char>('a' + i)), 500'00,
                             "", "EUR", -1, ""});
  text.reports.push_back({"one", {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}});
  const Told told = tell(text, rules_of({"fan_out"}));
  const Finding* fan = find_about(told, FindingKind::fan_out, "victim");
  ASSERT_NE(fan, nullptr);
  EXPECT_EQ(fan->band, "set_aside");
  EXPECT_NE(fan->reasons_against[0].text.find("victims alone"), std::string::npos);
}

TEST(PatternFindings, WhereTimesAreDatesAnOrderInsideADayIsNotClaimed) {
  CaseText text;
  text.precision = core::Precision::day;
  text.payments = {{1, "a", "b", 900'00, "", "EUR", -1, ""},
                   {2, "b", "c", 890'00, "", "EUR", -1, ""},
                   {3, "c", "a", 880'00, "", "EUR", -1, ""}};
  const Told told = tell(text, rules_of({"cycle"}));
  ASSERT_EQ(told.findings.findings.size(), 1U);
  const Finding& cycle = told.findings.findings[0];
  EXPECT_EQ(cycle.kind, FindingKind::cycle);
  EXPECT_EQ(cycle.key, "cycle|acct:XX:a,acct:XX:b,acct:XX:c|rule=cycle|EUR");
  EXPECT_TRUE(std::any_of(
      cycle.reasons_against.begin(), cycle.reasons_against.end(),
      [](const auto& reason) { return reason.text.find("inside a day") != std::string::npos; }));
}

TEST(PatternFindings, ASearchThatWasGivenUpSaysSo) {
  CaseText text;
  for (int round = 0; round < 6; ++round) {
    for (const auto& [from, to] : {std::pair("a", "b"), std::pair("b", "c"), std::pair("c", "a")})
      text.payments.push_back({round, from, to, 900'00, "", "EUR", -1, ""});
  }
  auto rules = rules_of({"cycle"});
  rules[0].parameters["steps_max"] = 1;
  const Told told = tell(text, rules);
  ASSERT_EQ(told.findings.problems.size(), 1U);
  EXPECT_EQ(told.findings.problems[0].kind, "search_limit");
  EXPECT_EQ(told.findings.problems[0].where, "bundled rules/cycle.toml");
}

}  // namespace
}  // namespace cuibono::money
