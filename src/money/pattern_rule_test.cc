#include "money/pattern_rule.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "money/pattern_words.h"

namespace cuibono::money {
namespace {

std::string bundled(std::string_view id) {
  for (const auto& file : bundled_rule_files()) {
    if (file.id == id) return std::string(file.text);
  }
  ADD_FAILURE() << "no rule " << id;
  return {};
}

/// A bundled rule with one text in the place of another.
std::string changed(std::string_view id, const std::string& from, const std::string& to) {
  std::string text = bundled(id);
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(PatternRules, EveryKernelHasARuleAndEveryRuleCanBeRead) {
  const auto rules = read_pattern_rules({});
  ASSERT_TRUE(rules.has_value()) << rules.error().what << " " << rules.error().where;
  std::vector<bool> has_rule(pattern_kinds, false);
  for (const auto& rule : *rules) {
    has_rule[static_cast<std::size_t>(rule.kernel)] = true;
    EXPECT_TRUE(rule.is_used) << rule.id;
    EXPECT_GT(rule.findings_max, 0U) << rule.id;
    EXPECT_FALSE(rule.words.innocent.empty()) << rule.id;
    EXPECT_FALSE(rule.words.settles.empty()) << rule.id;
    EXPECT_EQ(rule.parameters.size(), rule_parameters(rule.kernel).size()) << rule.id;
    EXPECT_EQ(rule.file, "bundled rules/" + rule.id + ".toml");
  }
  EXPECT_TRUE(std::all_of(has_rule.begin(), has_rule.end(), [](bool has) { return has; }));
  EXPECT_TRUE(std::is_sorted(rules->begin(), rules->end(),
                             [](const auto& a, const auto& b) { return a.id < b.id; }));
}

TEST(PatternRules, AFanInAsItIsWritten) {
  const auto rule = read_pattern_rule(bundled("fan_in"), "fan_in", "rules/fan_in.toml");
  ASSERT_TRUE(rule.has_value()) << rule.error().what;
  EXPECT_EQ(rule->kernel, PatternKind::fan_in);
  EXPECT_EQ(rule->parameters.at("window_days"), 7);
  EXPECT_EQ(rule->least_minor.at(*core::find_asset("EUR")), 1'000'00);
  EXPECT_EQ(rule->least_minor.at(*core::find_asset("KRW")), 1'000'000);
  EXPECT_TRUE(rule->thresholds.empty());
}

TEST(PatternRules, ThresholdsAreSortedByCurrencyAndDay) {
  const auto rule = read_pattern_rule(bundled("structuring"), "structuring", "x");
  ASSERT_TRUE(rule.has_value()) << rule.error().what;
  ASSERT_GE(rule->thresholds.size(), 4U);
  for (std::size_t i = 1; i < rule->thresholds.size(); ++i) {
    const auto &a = rule->thresholds[i - 1], &b = rule->thresholds[i];
    EXPECT_TRUE(a.asset < b.asset || (a.asset == b.asset && a.since_us < b.since_us));
  }
}

TEST(PatternRules, AFileOfTheCaseStandsForTheBundledOne) {
  const std::string own = changed("fan_in", "window_days = 7", "window_days = 14");
  const std::string more = changed("fan_in", "window_days = 7", "window_days = 30");
  const RuleFile files[] = {{"fan_in", own}, {"fan_in_month", more}};
  const auto rules = read_pattern_rules(files);
  ASSERT_TRUE(rules.has_value()) << rules.error().what;
  EXPECT_EQ(rules->size(), bundled_rule_files().size() + 1);
  for (const auto& rule : *rules) {
    if (rule.id == "fan_in") {
      EXPECT_EQ(rule.parameters.at("window_days"), 14);
      EXPECT_EQ(rule.file, "rules/fan_in.toml");
    }
    if (rule.id == "fan_in_month") {
      EXPECT_EQ(rule.parameters.at("window_days"), 30);
    }
  }
}

struct Refused {
  const char *id, *from, *to;
  const char *what, *help;
  int line;  ///< of the message; 0: it names none
};

TEST(PatternRules, WhatIsNotUnderstoodIsRefusedWithItsLine) {
  const Refused cases[] = {
      {"fan_in", "window_days = 7", "window_day = 7", "unknown key \"parameters.window_day\"",
       "did you mean \"window_days\"?", 8},
      {"fan_in", "window_days = 7", "window_days = 7.5",
       "\"parameters.window_days\" is no whole number", "from 0 to 3650", 8},
      {"fan_in", "window_days = 7", "window_days = -1", "\"parameters.window_days\" is -1",
       "from 0 to 3650", 8},
      {"fan_in", "window_days = 7", "", "the key \"parameters.window_days\" is missing",
       "state it: a whole number from 0 to 3650", 7},
      {"fan_in", "kernel = \"fan_in\"", "kernel = \"fan_on\"", "there is no kernel \"fan_on\"",
       "did you mean", 3},
      {"fan_in", "use = true", "use = 1", "\"use\" is neither true nor false", "use = false", 4},
      {"fan_in", "schema = 1", "schema = 2", "\"schema\" is 2", "from 1 to 1", 2},
      {"fan_in", "findings_max = 25", "findings_max = 5000", "\"findings_max\" is 5000",
       "from 0 to 1000", 5},
      {"fan_in", "EUR = \"1000.00\"", "EUR = 1000", "\"least.EUR\" is no amount",
       "in quotation marks", 13},
      {"fan_in", "EUR = \"1000.00\"", "EUR = \"1000.005\"", "which is no amount",
       "in quotation marks", 13},
      {"fan_in", "EUR = \"1000.00\"", "EURO = \"1000.00\"", "there is no currency \"EURO\"",
       "ISO 4217", 13},
      {"fan_in", "{size} accounts", "{count} accounts", "this kernel gives no {count}",
       "known here: amount, size", 21},
      {"fan_in", "{size} accounts", "{size accounts", "this kernel gives no {size accounts",
       "known here", 21},
      {"fan_in", "{size} accounts", "size} accounts", "a brace is open or alone", "{amount}", 21},
      {"fan_in", "for = [", "four = [", "unknown key \"words.four\"", "did you mean \"for\"?", 20},
      {"fan_in", "[words]", "[word]", "unknown key \"word\"", "did you mean \"words\"?", 19},
      {"fan_in", "[parameters]", "[parameters", "not TOML", "correct the line", 7},
      {"fan_in", "[words]", "[[thresholds]]\nsince = \"2019\"\n[words]",
       "this kernel reads no [[thresholds]]", "structuring", 19},
      {"payroll", "gap_days_min = 25", "gap_days_min = 40",
       "\"parameters.gap_days_min\" is above gap_days_max", "the lesser", 10},
      {"structuring", "since = \"2019-07-01\"", "since = \"July 2019\"",
       "\"thresholds.since\" is no day", "2019-07-01", 0},
      {"structuring", "since = \"2022-07-14\"", "since = \"2004-08-30\"",
       "two thresholds of one currency begin on one day", "RUB of 2004-08-30", 0},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(std::string(one.from) + " → " + one.to);
    const auto rule = read_pattern_rule(changed(one.id, one.from, one.to), one.id, "rules/x.toml");
    ASSERT_FALSE(rule.has_value());
    const auto& error = rule.error();
    EXPECT_EQ(error.code, core::ErrorCode::bad_input);
    EXPECT_NE(error.what.find(one.what), std::string::npos) << error.what;
    EXPECT_NE(error.help.find(one.help), std::string::npos) << error.help;
    if (one.line > 0) {
      EXPECT_EQ(error.where, "rules/x.toml:" + std::to_string(one.line));
    }
    EXPECT_TRUE(error.where.starts_with("rules/x.toml")) << error.where;
  }
}

TEST(PatternRules, ANameOfAFileIsAWord) {
  for (const char* id : {"", "Fan_in", "fan-in", "fan in", "../fan_in"})
    EXPECT_FALSE(read_pattern_rule(bundled("fan_in"), id, "x").has_value()) << id;
}

TEST(PatternRules, WordsAreFilledWithNumbers) {
  Pattern pattern;
  pattern.kind = PatternKind::fan_in;
  pattern.accounts = {7, 1, 2, 3};
  pattern.transfers = {4, 5, 6, 9};
  pattern.from_us = 0;
  pattern.to_us = 3 * core::us_per_day + 5;
  pattern.amount_minor = 123'456;
  pattern.size = 3;
  pattern.numbers = {{"largest_minor", 5'00},      {"counterparties_ever", 1'200},
                     {"kept_permille", 934},       {"dwell_us", 90 * core::us_per_minute},
                     {"tail_billionths", 415'634}, {"price_permille", 500}};
  const auto filled = [&](std::string_view words) {
    return fill_pattern_words(words, pattern, *core::find_asset("EUR"));
  };
  const auto money = core::format_money_for_reader(123'456, *core::find_asset("EUR"));
  EXPECT_EQ(filled("{size} of {accounts}: {amount} in {transfers}"), "3 of 4: " + money + " in 4");
  EXPECT_EQ(filled("{from} {to} {time}"), "1970-01-01 1970-01-04 3 days");
  EXPECT_EQ(filled("{kept_permille} {price_permille}"), "93.4 % 50 %");
  EXPECT_EQ(filled("{dwell_us}"), "1 hour");
  EXPECT_EQ(filled("{tail_billionths}"), "1 in " + core::group_digits(2'405));
  EXPECT_EQ(filled("{counterparties_ever}"), core::group_digits(1'200));
  EXPECT_EQ(filled("nothing"), "nothing");
}

}  // namespace
}  // namespace cuibono::money
