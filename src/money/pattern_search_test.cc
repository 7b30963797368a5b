// The search against its parts: what each kernel finds on columns made here in another way, over random evidence.
#include "money/pattern_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "money/evidence_worlds.h"
#include "money/money.h"
#include "money/pattern_fans.h"
#include "money/pattern_worlds.h"

namespace cuibono::money {
namespace {

std::vector<PatternRule> bundled_rules() {
  auto rules = read_pattern_rules({});
  EXPECT_TRUE(rules.has_value());
  return std::move(*rules);
}

std::vector<PatternRule> one_rule(std::string_view id) {
  std::vector<PatternRule> rules = bundled_rules();
  std::erase_if(rules, [&](const PatternRule& rule) { return rule.id != id; });
  EXPECT_EQ(rules.size(), 1U) << id;
  rules[0].least_minor.clear();
  return rules;
}

/// Random payments of two currencies, some with an end that no record states.
CaseText random_case(std::uint64_t seed) {
  core::CounterRandom random(seed, 131);
  CaseText text;
  std::int64_t day = 100;
  const std::uint64_t count = 5 + random.below(60);
  for (std::uint64_t i = 0; i < count; ++i) {
    day += static_cast<std::int64_t>(random.below(2));
    const auto name = [&]() -> std::string {
      const auto at = random.below(9);
      return at == 8 ? std::string() : std::string(1, static_cast<char>('a' + at));
    };
    PaymentText payment;
    payment.day = day;
    payment.from = name();
    payment.to = name();
    payment.amount_minor = static_cast<std::int64_t>(random.below(900'00));
    payment.reference = random.below(5) == 0 ? "cash withdrawal" : "";
    payment.currency = random.below(4) == 0 ? "USD" : "EUR";
    text.payments.push_back(std::move(payment));
  }
  return text;
}

FoundPatterns search(const HandMade& made, std::span<const PatternRule> rules,
                     unsigned threads = 1) {
  auto found = find_patterns(with_threads(threads), made.evidence, made.entities, rules);
  EXPECT_TRUE(found.has_value()) << found.error().what;
  return std::move(*found);
}

/// A pattern with its accounts by name, so that two ways of numbering can be compared.
using Named = std::pair<std::vector<std::string>, std::vector<std::uint32_t>>;

TEST(PatternSearch, FansAreThoseOfPaymentsWithTwoKnownEnds) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    const CaseText text = random_case(seed);
    const HandMade made = HandMaker(text).make();
    auto rules = one_rule("fan_in");
    rules[0].parameters["counterparties_min"] = 2;
    const FoundPatterns found = search(made, rules);
    std::size_t compared = 0;
    for (const auto& ledger : found.ledgers) {
      const std::string code(core::get_asset(ledger.asset).code);
      PaymentWorld world;
      std::vector<std::uint32_t> event;
      for (std::uint32_t i = 0; i < text.payments.size(); ++i) {
        const auto& payment = text.payments[i];
        if (payment.currency != code || payment.from.empty() || payment.to.empty()) continue;
        world.pay(made.evidence.transfers.time_us[i],
                  static_cast<std::uint32_t>(payment.from[0] - 'a'),
                  static_cast<std::uint32_t>(payment.to[0] - 'a'), payment.amount_minor);
        event.push_back(i);
      }
      FanOptions options;
      options.window_us = 7 * core::us_per_day;
      options.counterparties_min = 2;
      options.counterparties_max = 400;
      std::vector<Named> expected, got;
      for (const auto& pattern : fans_reference(world.columns(), FanSide::in, options).found) {
        Named named;
        for (const auto account : pattern.accounts)
          named.first.push_back("acct:XX:" + std::string(1, static_cast<char>('a' + account)));
        for (const auto transfer : pattern.transfers) named.second.push_back(event[transfer]);
        expected.push_back(std::move(named));
      }
      for (const auto& pattern : ledger.found[0].found) {
        Named named;
        for (const auto account : pattern.accounts)
          named.first.push_back(made.evidence.selectors.text(ledger.selector[account]));
        named.second = pattern.transfers;
        got.push_back(std::move(named));
      }
      EXPECT_EQ(got, expected) << code;
      compared += got.size();
    }
    if (seed < 3) {
      EXPECT_GT(compared, 0U);
    }
  }
}

TEST(PatternSearch, NobodyOutsideTheRecordsHasAPattern) {
  auto rules = bundled_rules();
  for (auto& rule : rules) rule.least_minor.clear();
  std::size_t seen = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const CaseText text = random_case(seed);
    const HandMade made = HandMaker(text).make();
    for (const auto& ledger : search(made, rules).ledgers) {
      for (const auto& patterns : ledger.found) {
        for (const auto& pattern : patterns.found) {
          ++seen;
          ASSERT_FALSE(pattern.accounts.empty());
          for (const auto account : pattern.accounts)
            EXPECT_NE(ledger.selector[account], evidence::no_selector);
          EXPECT_TRUE(std::is_sorted(pattern.transfers.begin(), pattern.transfers.end()));
          for (const auto event : pattern.transfers)
            EXPECT_EQ(text.payments[event].currency, core::get_asset(ledger.asset).code);
        }
      }
    }
  }
  EXPECT_GT(seen, 50U);
}

TEST(PatternSearch, AnyNumberOfThreadsFindsTheSame) {
  const auto rules = bundled_rules();
  const HandMade made = HandMaker(random_case(11)).make();
  const FoundPatterns one = search(made, rules, 1), eight = search(made, rules, 8);
  ASSERT_EQ(one.ledgers.size(), eight.ledgers.size());
  for (std::size_t l = 0; l < one.ledgers.size(); ++l)
    EXPECT_EQ(one.ledgers[l].found, eight.ledgers[l].found);
}

TEST(PatternSearch, WithdrawalsOfCashAreSeenThoughNobodyIsPaid) {
  CaseText text;
  text.payments = {{1, "a", "mule", 400'00, "", "EUR", -1, ""},
                   {1, "b", "mule", 600'00, "", "EUR", -1, ""},
                   {2, "mule", "", 950'00, "ATM withdrawal", "EUR", -1, ""}};
  const HandMade made = HandMaker(text).make();
  const FoundPatterns found = search(made, one_rule("cash_out"));
  ASSERT_EQ(found.ledgers.size(), 1U);
  ASSERT_EQ(found.ledgers[0].found[0].found.size(), 1U);
  const Pattern& pattern = found.ledgers[0].found[0].found[0];
  EXPECT_EQ(pattern.amount_minor, 950'00);
  EXPECT_EQ(pattern.transfers, (std::vector<std::uint32_t>{0, 1, 2}));
}

TEST(PatternSearch, DepositsBelowTheThresholdOfTheirCurrency) {
  CaseText text;
  for (int i = 0; i < 4; ++i)
    text.payments.push_back({20'000 + i, "", "shop", 9'500'00 + i * 100, "", "EUR", -1, ""});
  for (int i = 0; i < 4; ++i)
    text.payments.push_back({20'004 + i, "", "other", 9'500'00 + i * 100, "", "GBP", -1, ""});
  const HandMade made = HandMaker(text).make();
  auto rules = one_rule("structuring");
  rules[0].parameters["tail_billionths_max"] = 1'000'000'000;
  const FoundPatterns found = search(made, rules);
  for (const auto& ledger : found.ledgers) {
    const bool has_threshold = core::get_asset(ledger.asset).code == "EUR";
    ASSERT_EQ(ledger.found[0].found.size(), has_threshold ? 1U : 0U);
    if (!has_threshold) continue;
    EXPECT_EQ(ledger.found[0].found[0].size, 4U);
    EXPECT_EQ(number_of(ledger.found[0].found[0], "threshold_minor"), 10'000'00);
    EXPECT_EQ(ledger.found[0].found[0].accounts.size(), 1U) << "who pays in is not known";
  }
}

TEST(PatternSearch, AFunnelIsOfCountriesThatAccountsState) {
  evidence::Evidence evidence;
  std::vector<std::string> names = {"acct:KR:1", "acct:KZ:hub", "iban:DE00", "iban:GB00",
                                    "iban:LT00"};
  evidence.items.resize(1);
  evidence.selectors = evidence::SelectorTable(
      names, std::vector<evidence::SelectorKind>(5, evidence::SelectorKind::acct),
      std::vector<evidence::Validity>(5, evidence::Validity::plausible));
  const auto pay = [&](std::int64_t day, const char* from, const char* to, std::int64_t minor) {
    auto& t = evidence.transfers;
    t.time_us.push_back(day * core::us_per_day);
    t.precision.push_back(core::Precision::second);
    t.payer.push_back(*evidence.selectors.find(from));
    t.payee.push_back(*evidence.selectors.find(to));
    t.amount_minor.push_back(minor);
    t.received_minor.push_back(minor);
    t.asset.push_back(*core::find_asset("EUR"));
    t.received_asset.push_back(*core::find_asset("EUR"));
    t.kind.push_back(evidence::TransferKind::payment);
    t.reference.push_back(evidence::TextId{});
    t.channel.push_back(evidence::TextId{});
    t.kind.push_back(evidence::TransferKind::payment);
    t.reverses.push_back(evidence::no_event);
    t.balance_after_minor.push_back(evidence::no_amount);
    t.payee_balance_after_minor.push_back(evidence::no_amount);
    t.value_time_us.push_back(t.time_us.back());
    t.is_asset.push_back(0);
    t.is_reported_only.push_back(0);
    t.legs.records.emplace_back(0, t.size());
    t.legs.begin.push_back(t.legs.records.size());
  };
  pay(1, "iban:DE00", "acct:KZ:hub", 3'000'00);
  pay(2, "iban:GB00", "acct:KZ:hub", 3'000'00);
  pay(3, "iban:LT00", "acct:KZ:hub", 3'000'00);
  pay(4, "acct:KZ:hub", "acct:KR:1", 8'000'00);
  entities::Entities nobody;
  nobody.of_selector.assign(5, entities::no_entity);
  const auto rules = one_rule("funnel");
  const auto found = find_patterns({}, evidence, nobody, rules);
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->ledgers.at(0).found.at(0).found.size(), 1U);
  const Pattern& pattern = found->ledgers[0].found[0].found[0];
  EXPECT_EQ(pattern.size, 3U);
  EXPECT_EQ(pattern.transfers, (std::vector<std::uint32_t>{0, 1, 2, 3}));
  EXPECT_EQ(found->ledgers[0].selector[pattern.accounts[0]],
            *evidence.selectors.find("acct:KZ:hub"));
}

TEST(PatternSearch, ARuleOutOfUseFindsNothingAndSmallSumsArePassedOver) {
  CaseText text;
  for (int i = 0; i < 12; ++i)
    text.payments.push_back(
        {i / 4, std::string(1, static_cast<char>('a' + i)), "x", 10'00, "", "EUR", -1, ""});
  const HandMade made = HandMaker(text).make();
  auto rules = one_rule("fan_in");
  EXPECT_EQ(search(made, rules).ledgers[0].found[0].found.size(), 1U);
  rules[0].least_minor[*core::find_asset("EUR")] = 120'01;
  EXPECT_TRUE(search(made, rules).ledgers[0].found[0].found.empty());
  rules[0].is_used = false;
  EXPECT_TRUE(search(made, rules).rules.empty());
}

TEST(PatternSearch, AKernelThatRefusesIsAProblemOfItsRule) {
  CaseText text;
  text.payments = {{1, "a", "b", 5, "", "EUR", -1, ""}, {2, "a", "b", 5, "", "EUR", -1, ""}};
  HandMade made = HandMaker(text).make();
  made.evidence.transfers.time_us = {INT64_MIN, INT64_MAX};
  const auto rules = bundled_rules();
  const FoundPatterns found = search(made, rules);
  EXPECT_EQ(found.problems.size(), rules.size());
  ASSERT_FALSE(found.problems.empty());
  EXPECT_EQ(found.problems[0].kind, "rule_failed");
  EXPECT_NE(found.problems[0].text.find("EUR"), std::string::npos);
}

}  // namespace
}  // namespace cuibono::money
