// Reports of victims and the transfers that they speak of.
#include <gtest/gtest.h>

#include "evidence/events_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;

Mapping reports() {
  Mapping mapping = make_mapping(
      ItemKind::reports, {report_id, victim_id, victim_phone, victim_account, numbers, payment_time,
                          payment_amount, payment_from, payment_to, received_time});
  mapping.columns[5].form.time_pattern = "YYYY-MM-DD";
  mapping.columns[9].form.time_pattern = "YYYY-MM-DD";
  return mapping;
}
Mapping ledger() { return make_mapping(ItemKind::transfers, {time, payer, payee, amount}); }

/// The one payment of the first report.
const ReportPayment& payment_of(const Evidence& evidence) {
  EXPECT_FALSE(evidence.reports.empty());
  EXPECT_FALSE(evidence.reports.at(0).payments.empty());
  return evidence.reports.at(0).payments.at(0);
}

TEST(EventsReports, APaymentJoinsTheTransferThatAgrees) {
  SmallCase small;
  small.add("ledger.csv", "Bank of Ys", ledger(),
            "2025-02-03 10:00;90001;90002;500.00\n"
            "2025-02-03 10:00;90003;90002;500.00\n"
            "2025-02-09 10:00;90001;90002;500.00\n");
  small.add("reports.csv", "Police of Ys", reports(),
            "R1;V1;+99955500001;90001;+99955500009;2025-02-03;500.00;90001;90002;2025-03-01\n");
  const Evidence evidence = evidence_of(small);
  EXPECT_EQ(evidence.transfers.size(), 3U);
  const ReportPayment& payment = payment_of(evidence);
  ASSERT_TRUE(payment.matched.has_value());
  EXPECT_EQ(InWords(evidence).transfer(payment.matched->index()),
            "2025-02-03T10:00Z acct:ZZ:90001 > acct:ZZ:90002 500.00EUR [ledger.csv#2 "
            "reports.csv#2]");
  EXPECT_EQ(payment.score_percent, 100);
  EXPECT_EQ(payment.why,
            "same receiving account, paid from the victim's account, same amount, same day");
  const Report& report = evidence.reports[0];
  const InWords words(evidence);
  EXPECT_EQ(words.selector(report.victim), "local:police-of-ys.victim:V1");
  EXPECT_EQ(words.selectors(report.victim_selectors), "tel:+99955500001,acct:ZZ:90001,");
  EXPECT_EQ(words.selectors(report.numbers), "tel:+99955500009,");
  EXPECT_EQ(evidence.records_in_events, 4U);
}

TEST(EventsReports, AgreementIsCountedAndFarPaymentsDoNotMatch) {
  struct Example {
    std::string day, sum, from, to;
    int score = 0;  // 0: known from the report alone
  };
  const std::vector<Example> examples{
      {"2025-02-03", "500.00", "90001", "90002", 100},
      {"2025-02-04", "500.00", "90001", "90002", 97},
      {"2025-02-06", "500.00", "90001", "90002", 93},
      {"2025-02-07", "500.00", "90001", "90002", 0},
      {"2025-02-03", "509.00", "90001", "90002", 85},
      {"2025-02-03", "511.00", "90001", "90002", 0},
      {"2025-02-03", "500.00", "", "90002", 75},
      {"2025-02-03", "500.00", "90001", "90009", 65},
      {"", "500.00", "90001", "90002", 90},
      {"2025-02-03", "509.00", "", "90002", 60},
      {"2025-02-04", "509.00", "", "90002", 0},
  };
  for (const Example& example : examples) {
    SCOPED_TRACE(example.day + " " + example.sum + " " + example.from + " " + example.to);
    SmallCase small;
    small.add("ledger.csv", "Bank of Ys", ledger(), "2025-02-03 10:00;90001;90002;500.00\n");
    small.add("reports.csv", "Police of Ys", reports(),
              "R1;V1;;;;" + example.day + ";" + example.sum + ";" + example.from + ";" +
                  example.to + ";2025-03-01\n");
    const Evidence evidence = evidence_of(small);
    EXPECT_EQ(payment_of(evidence).score_percent, example.score);
    EXPECT_EQ(evidence.transfers.size(), example.score > 0 ? 1U : 2U);
    ASSERT_TRUE(payment_of(evidence).matched.has_value());
  }
}

TEST(EventsReports, APaymentIsNotTakenForATransferToAnotherValidAccount) {
  // Check digits are right, bank codes not assigned.
  const std::string rent = "EE799999000011132421", named = "LT269999900013613131";
  SmallCase small;
  small.add("v.csv", "Bank of Ys",
            make_mapping(ItemKind::transfers, {date, payer, payee, amount, currency}),
            "2025-03-03;90001;" + rent + ";500.00;EUR\n");
  Mapping reported = make_mapping(ItemKind::reports, {report_id, victim_id, victim_account,
                                                      payment_time, payment_amount, payment_to});
  reported.columns[3].form.time_pattern = "YYYY-MM-DD";
  small.add("r.csv", "Police of Ys", reported, "R1;V1;90001;2025-03-03;500.00;" + named + "\n");
  const Evidence evidence = evidence_of(small);
  ASSERT_EQ(evidence.transfers.size(), 2U) << core::join(InWords(evidence).all(), "\n");
  EXPECT_EQ(evidence.transfers.legs.of(0).size(), 1U);
  EXPECT_EQ(evidence.transfers.legs.of(1).size(), 1U);
  ASSERT_EQ(evidence.problems.size(), 1U);
  EXPECT_EQ(evidence.problems[0].kind, "payment_contradicted");
  EXPECT_EQ(evidence.questions.size(), 1U);
}

TEST(EventsReports, WhatNoLedgerShowsIsReportedOnly) {
  SmallCase small;
  small.add("reports.csv", "Police of Ys", reports(),
            "R1;V1;;;;2025-02-03;500.00;;90002;2025-03-01\n"
            "R2;V2;;;;;70.00;90005;90002;2025-03-02\n"
            "R3;V3;;;;2025-02-03;80.00;90005;;2025-03-02\n");
  const Evidence evidence = evidence_of(small);
  EXPECT_EQ(
      transfers_in_words(evidence),
      (std::vector<std::string>{
          "2025-02-03 local:police-of-ys.victim:V1 > acct:ZZ:90002 500.00EUR "
          "[reports.csv#2] reported only",
          "2025-03-02 acct:ZZ:90005 > acct:ZZ:90002 70.00EUR [reports.csv#3] reported only"}));
  EXPECT_EQ(payment_of(evidence).why,
            "no ledger in the case shows it: known from the report alone");
  EXPECT_FALSE(evidence.reports[2].payments[0].matched.has_value());
  ASSERT_EQ(evidence.problems.size(), 1U);
  EXPECT_EQ(evidence.problems[0].kind, "payment_untargeted");
  EXPECT_EQ(evidence.problems[0].text,
            "1 reported payments name no receiving account, no date or no amount and could not be "
            "followed");
}

TEST(EventsReports, TwoAgenciesReportsOfOneVictimAreOneEvent) {
  const auto events = [](const std::string& second_phone) {
    SmallCase small;
    small.add("a.csv", "Police of Ys", reports(),
              "R1;V1;+99955500001;;;2025-02-03;500.00;;90002;2025-03-01\n");
    small.add("b.csv", "Police of Avalon", reports(),
              "Q7;X9;" + second_phone + ";;;2025-02-03;500.00;;90002;2025-03-05\n");
    return evidence_of(small);
  };
  const Evidence one = events("+99955500001");
  ASSERT_EQ(one.transfers.size(), 1U);
  EXPECT_EQ(one.transfers.legs.of(0).size(), 2U);
  EXPECT_EQ(one.transfers.is_reported_only[0], 1);
  ASSERT_EQ(one.leg_matches.size(), 1U);
  EXPECT_EQ(one.leg_matches[0].why, "two reports of one victim name the same payment");
  EXPECT_EQ(events("+99955500008").transfers.size(), 2U);  // another victim
}

TEST(EventsReports, EachPaymentOfAFileGoesToATransferOfItsOwn) {
  SmallCase small;
  small.add("ledger.csv", "Bank of Ys", ledger(),
            "2025-02-03 10:00;90001;90002;500.00\n2025-02-03 11:00;90001;90002;500.00\n");
  const std::string row = ";V1;;;;2025-02-03;500.00;90001;90002;2025-03-01\n";
  small.add("reports.csv", "Police of Ys", reports(), "R1" + row + "R1" + row + "R1" + row);
  small.add("more.csv", "Police of Avalon", reports(), "Q1" + row);
  const Evidence evidence = evidence_of(small);
  std::set<std::uint32_t> matched;
  for (const auto& report : evidence.reports) {
    if (report.id != "R1") continue;
    // Rows with the same id are payments of one report; a third transfer is nowhere.
    ASSERT_EQ(report.payments.size(), 2U);
    for (const auto& payment : report.payments) matched.insert(payment.matched->value);
  }
  EXPECT_EQ(matched.size(), 2U);
  EXPECT_EQ(evidence.transfers.size(), 2U);
  EXPECT_EQ(evidence.transfers.is_reported_only, (std::vector<std::uint8_t>{0, 0}));
}

TEST(EventsReports, EqualRowsOfAReportAreOnePaymentUnlessTheLedgerShowsAsMany) {
  const std::string row = "R1;V1;;;;2025-02-03;500.00;90001;90002;2025-03-01\n";
  const std::string transfer = "2025-02-03 10:00;90001;90002;500.00\n";
  const auto read = [&](const std::string& ledger_rows, const std::string& report_rows) {
    SmallCase small;
    small.add("ledger.csv", "Bank of Ys", ledger(), ledger_rows);
    small.add("reports.csv", "Police of Ys", reports(), report_rows);
    return evidence_of(small);
  };
  const Evidence none = read("", row + row);
  EXPECT_EQ(transfers_in_words(none),
            std::vector<std::string>{"2025-02-03 acct:ZZ:90001 > acct:ZZ:90002 500.00EUR "
                                     "[reports.csv#2 reports.csv#3] reported only"});
  EXPECT_EQ(none.reports[0].payments.size(), 1U);
  EXPECT_EQ(none.reports[0].records.size(), 2U);
  EXPECT_EQ(none.records_in_events, none.records);
  ASSERT_EQ(none.problems.size(), 1U);
  EXPECT_EQ(none.problems[0].kind, "repeated_payment");
  EXPECT_EQ(none.problems[0].where, "reports.csv");
  EXPECT_EQ(
      none.problems[0].text,
      "1 rows say exactly what an earlier row of the same report says, and no transfer record "
      "shows a second payment: each such payment is counted once (row 3)");

  const Evidence one = read(transfer, row + row);
  EXPECT_EQ(transfers_in_words(one),
            std::vector<std::string>{"2025-02-03T10:00Z acct:ZZ:90001 > acct:ZZ:90002 500.00EUR "
                                     "[ledger.csv#2 reports.csv#2 reports.csv#3]"});
  EXPECT_EQ(one.reports[0].payments.size(), 1U);
  EXPECT_EQ(one.problems.size(), 1U);

  const Evidence two = read(transfer + transfer, row + row);
  EXPECT_EQ(two.transfers.size(), 2U);
  EXPECT_EQ(two.reports[0].payments.size(), 2U);
  EXPECT_TRUE(two.problems.empty());
}

TEST(EventsReports, RowsThatDifferInAnythingAndEqualRowsOfTwoReportsStay) {
  const std::vector<std::string> others{
      "R2;V1;;;;2025-02-03;500.00;90001;90002;2025-03-01\n",
      "R1;V1;;;;2025-02-04;500.00;90001;90002;2025-03-01\n",
      "R1;V1;;;;2025-02-03;500.01;90001;90002;2025-03-01\n",
      "R1;V1;;;;2025-02-03;500.00;90001;90003;2025-03-01\n",
      "R1;V1;;;+99955500009;2025-02-03;500.00;90001;90002;2025-03-01\n"};
  for (const auto& other : others) {
    SmallCase small;
    small.add("reports.csv", "Police of Ys", reports(),
              "R1;V1;;;;2025-02-03;500.00;90001;90002;2025-03-01\n" + other);
    const Evidence evidence = evidence_of(small);
    EXPECT_EQ(evidence.transfers.size(), 2U) << other;
    EXPECT_TRUE(evidence.problems.empty()) << other;
  }
}

TEST(EventsReports, ManyReportedPaymentsDoNotCostTheirSquare) {
  SmallCase small;
  std::string rows;
  for (int i = 0; i < 20'000; ++i)
    rows += "R" + std::to_string(i) + ";V" + std::to_string(i) + ";;;;2025-02-03;500.00;;" +
            std::to_string(90000 + i % 5000) + ";2025-03-01\n";
  small.add("a.csv", "Police of Ys", reports(), rows);
  EXPECT_EQ(evidence_of(small).transfers.size(), 20'000U);
}

}  // namespace
}  // namespace cuibono::evidence
