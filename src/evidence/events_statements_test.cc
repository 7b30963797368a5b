// Statements: the balance before the first row, jumps, fees; and which payment takes back which.
#include <gtest/gtest.h>

#include "evidence/events_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;
using Lines = std::vector<std::string>;

Mapping statement() {
  Mapping mapping =
      make_mapping(ItemKind::transfers, {date, other_account, debit, credit, balance_after});
  mapping.own_account = "90001";
  return mapping;
}
Mapping with_fee() {
  Mapping mapping =
      make_mapping(ItemKind::transfers, {date, other_account, debit, credit, fee, balance_after});
  mapping.own_account = "90001";
  return mapping;
}

Lines of_statements(const Evidence& evidence) {
  Lines lines;
  for (const auto& s : evidence.statements)
    lines.push_back(std::to_string(s.opening_minor) + " to " + std::to_string(s.closing_minor));
  for (const auto& j : evidence.balance_jumps)
    lines.push_back("jump " + std::to_string(j.jump_minor) + " between " +
                    std::to_string(j.before.ordinal()) + " and " +
                    std::to_string(j.after.ordinal()));
  return lines;
}
Lines of_statements(const Mapping& mapping, std::string_view rows) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", mapping, rows);
  return of_statements(evidence_of(small));
}

TEST(Statements, TheBalanceBeforeTheFirstRowIsFound) {
  EXPECT_EQ(of_statements(statement(),
                          "2025-02-01;90002;30.00;;70.00\n"
                          "2025-02-02;90002;;5.00;75.00\n"),
            (Lines{"10000 to 7500"}));
  // The same with the newest row first.
  EXPECT_EQ(of_statements(statement(),
                          "2025-02-02;90002;;5.00;75.00\n"
                          "2025-02-01;90002;30.00;;70.00\n"),
            (Lines{"10000 to 7500"}));
  // Rows without a balance count; a file without any balance says nothing.
  EXPECT_EQ(of_statements(statement(),
                          "2025-02-01;90002;30.00;;\n"
                          "2025-02-02;90002;;5.00;75.00\n"
                          "2025-02-03;90002;1.00;;\n"),
            (Lines{"10000 to 7400"}));
  EXPECT_EQ(of_statements(statement(), "2025-02-01;90002;30.00;;\n"), Lines{});
}

TEST(Statements, AJumpLiesBetweenTwoRows) {
  EXPECT_EQ(of_statements(statement(),
                          "2025-02-01;90002;30.00;;70.00\n"
                          "2025-02-02;90002;;5.00;65.00\n"
                          "2025-02-03;90002;;5.00;70.00\n"),
            (Lines{"10000 to 7000", "jump -1000 between 2 and 3"}));
}

TEST(Statements, ARowThatSaysTheSameAgainIsNoJump) {
  EXPECT_EQ(of_statements(statement(),
                          "2025-02-01;90002;30.00;;70.00\n"
                          "2025-02-01;90002;30.00;;70.00\n"
                          "2025-02-03;90002;;5.00;75.00\n"),
            (Lines{"10000 to 7500"}));
}

TEST(Statements, BalancesTellWhetherAFeeIsBesideTheAmount) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", with_fee(),
            "2025-02-01;90002;30.00;;;70.00\n"
            "2025-02-02;90002;10.00;;1.00;59.00\n"   // beside the amount
            "2025-02-03;90002;10.00;;1.00;49.00\n"   // within it
            "2025-02-04;90002;;9.00;2.00;56.00\n");  // beside what comes
  const Evidence evidence = evidence_of(small);
  EXPECT_EQ(of_statements(evidence), (Lines{"10000 to 5600"}));
  ASSERT_EQ(evidence.fees.size(), 2U);
  EXPECT_EQ(evidence.fees[0].transfer, 1U);
  EXPECT_EQ(evidence.fees[0].amount_minor, 100);
  EXPECT_EQ(evidence.fees[1].transfer, 3U);
  EXPECT_EQ(InWords(evidence).selector(evidence.fees[1].account), "acct:ZZ:90001");
}

TEST(Statements, LawsOnRandomHistories) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    core::CounterRandom random(seed, 7);
    std::int64_t balance = random.between(-500, 5000), opening = balance;
    std::int64_t hidden = 0;  // of rows that the file lost since the last one that it holds
    std::string rows;
    Lines jumps;
    std::uint64_t row = 1;
    bool is_begun = false;
    for (std::int64_t day = 1; day <= 25; ++day) {
      const std::int64_t amount = random.between(1, 99);
      const bool is_debit = random.chance(0.5);
      const std::int64_t change = is_debit ? -amount : amount;
      balance += change;
      if (random.chance(0.15)) {
        hidden += change;
        continue;
      }
      ++row;
      if (!is_begun) opening = balance - change;
      if (is_begun && hidden != 0)
        jumps.push_back("jump " + std::to_string(hidden) + " between " + std::to_string(row - 1) +
                        " and " + std::to_string(row));
      is_begun = true;
      hidden = 0;
      const std::string sum = core::format_amount(amount, *core::find_asset("EUR"));
      rows += core::format_time(day * core::us_per_day, core::Precision::day) + ";90002;" +
              (is_debit ? sum + ";" : ";" + sum) + ";" +
              core::format_amount(balance, *core::find_asset("EUR")) + "\n";
    }
    Lines expected = {std::to_string(opening) + " to " + std::to_string(balance - hidden)};
    expected.insert(expected.end(), jumps.begin(), jumps.end());
    EXPECT_EQ(of_statements(statement(), rows), expected) << "seed " << seed << "\n" << rows;
  }
}

Mapping payments() {
  return make_mapping(ItemKind::transfers,
                      {date, payer, payee, amount, transfer_kind, reference, record_id, reverses});
}
std::vector<std::uint32_t> reversed(std::string_view rows) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", payments(), rows);
  return evidence_of(small).transfers.reverses;
}
using Numbers = std::vector<std::uint32_t>;
constexpr std::uint32_t none = no_event;

TEST(Reversals, AReversalNamesTheLatestPaymentOfItsAmountTheOtherWayRound) {
  EXPECT_EQ(reversed("2025-02-01;90001;90002;5.00;;;;\n"
                     "2025-02-02;90001;90002;5.00;;;;\n"
                     "2025-02-03;90002;90001;5.00;Storno;;;\n"
                     "2025-02-04;90002;90001;5.00;Storno;;;\n"
                     "2025-02-05;90002;90001;5.00;Storno;;;\n"),
            (Numbers{none, none, 1, 0, none}));
}

TEST(Reversals, WhatItStatesComesFirstThenItsReference) {
  EXPECT_EQ(reversed("2025-02-01;90001;90002;5.00;;order 1;A1;\n"
                     "2025-02-02;90001;90002;5.00;;order 2;A2;\n"
                     "2025-02-03;90001;90002;5.00;;order 3;A3;\n"
                     "2025-02-04;90002;90001;5.00;return;order 2;;\n"
                     "2025-02-05;90002;90001;2.00;;;;A1\n"
                     "2025-02-06;90002;90001;3.00;;;;A1\n"
                     "2025-02-07;90002;90001;0.01;;;;A1\n"),
            (Numbers{none, none, none, 1, 0, 0, none}));
}

TEST(Reversals, WithoutAPayeeAReferenceMustSayIt) {
  EXPECT_EQ(reversed("2025-02-01;90001;90002;5.00;;order 1;;\n"
                     "2025-02-02;90002;;5.00;Storno;;;\n"
                     "2025-02-03;90002;;5.00;Storno;order 1;;\n"),
            (Numbers{none, none, 0}));
}

TEST(Reversals, APaymentBackIsNoneByItself) {
  EXPECT_EQ(reversed("2025-02-01;90001;90002;5.00;;;;\n"
                     "2025-02-02;90002;90001;5.00;;;;\n"
                     "2026-09-02;90002;90001;5.00;Storno;;;\n"),
            (Numbers{none, none, none}));
}

TEST(AccountFacts, SayWhenAnAccountWasOpened) {
  SmallCase small;
  ColumnMapping since = map_column(valid_from);
  since.form.time_pattern = "YYYY-MM-DD";
  small.add("r.csv", "Register",
            make_mapping(ItemKind::persons, {map_column(name), map_column(account), since,
                                             map_column(limit), map_column(opening_balance)}),
            "Ada;90001;2024-03-01;50.00;0.00\n");
  const Evidence evidence = evidence_of(small);
  ASSERT_EQ(evidence.account_facts.size(), 1U);
  ASSERT_TRUE(evidence.account_facts[0].opened_us.has_value());
  EXPECT_EQ(core::format_time(*evidence.account_facts[0].opened_us, core::Precision::day),
            "2024-03-01");
  EXPECT_EQ(evidence.account_facts[0].limit_minor, 5000);
  EXPECT_EQ(evidence.account_facts[0].opening_minor, 0);
}

}  // namespace
}  // namespace cuibono::evidence
