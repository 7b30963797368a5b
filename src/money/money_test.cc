// trace_money on evidence made by hand: planted schemes, innocent look-alikes, and what is missing.
#include "money/money.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "money/evidence_worlds.h"
#include "money/money_digest.h"

namespace cuibono::money {
namespace {

using claims::FindingKind;

Money run(const HandMade& made, bool use_references = false, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto money = trace_money(context, made.evidence, made.entities, {use_references});
  EXPECT_TRUE(money.has_value()) << money.error().what << " " << money.error().where;
  return money.has_value() ? std::move(*money) : Money{};
}

const TracedAccount* find_account(const HandMade& made, const Money& money, const char* name) {
  for (const auto& account : money.accounts) {
    if (account.account == made.id(name)) return &account;
  }
  return nullptr;
}

std::int64_t fifo_at(const HandMade& made, const Money& money, const char* name) {
  for (const auto& place : money.places) {
    if (place.place == made.id(name)) return static_cast<std::int64_t>(*place.fifo_minor);
  }
  return 0;
}

const Stop* find_stop(const HandMade& made, const Money& money, const char* name,
                      StopReason reason) {
  for (const auto& stop : money.stops) {
    if (stop.account == made.id(name) && stop.reason == reason) return &stop;
  }
  return nullptr;
}

std::size_t count_findings(const Money& money, FindingKind kind) {
  return static_cast<std::size_t>(
      std::count_if(money.findings.begin(), money.findings.end(),
                    [kind](const auto& finding) { return finding.kind == kind; }));
}

/// Three victims, two mules, a collector, an exchange.
CaseText planted() {
  CaseText text;
  text.payments = {{1, "ann", "mule_1", 100'000, "investment", "EUR"},
                   {1, "ben", "mule_1", 50'000, "investment", "EUR"},
                   {2, "cyd", "mule_2", 70'000, "investment", "EUR"},
                   {2, "mule_1", "collector", 145'000, "services", "EUR"},
                   {3, "mule_2", "collector", 68'000, "services", "EUR"},
                   {4, "collector", "coins", 100'000, "deposit UID 12", "EUR"},
                   {5, "collector", "coins", 100'000, "deposit UID 12", "EUR"},
                   {6, "collector", "coins", 10'000, "deposit UID 12", "EUR"},
                   {7, "coins", "trader", 500'000, "payout", "EUR"}};
  text.reports = {{"Ann", {0}}, {"Ben", {1}}, {"Cyd", {2}}};
  return text;
}

TEST(Money, PlantedSchemeIsFollowedToTheExchange) {
  const HandMade made = make_evidence(planted());
  const Money money = run(made);
  ASSERT_EQ(money.totals.size(), 1U);
  EXPECT_TRUE(money.totals[0].reported_minor == 220'000);
  EXPECT_TRUE(money.totals[0].traced_minor == 220'000);
  EXPECT_EQ(fifo_at(made, money, "coins"), 210'000);
  EXPECT_EQ(fifo_at(made, money, "collector"), 3'000);
  EXPECT_EQ(fifo_at(made, money, "mule_1"), 5'000);
  EXPECT_EQ(fifo_at(made, money, "trader"), 0);
  EXPECT_EQ(find_account(made, money, "mule_1")->role, AccountRole::mule);
  EXPECT_EQ(find_account(made, money, "mule_1")->band, "strong");
  EXPECT_EQ(find_account(made, money, "mule_2")->role, AccountRole::mule);
  EXPECT_EQ(find_account(made, money, "collector")->role, AccountRole::collector);
  EXPECT_EQ(find_account(made, money, "collector")->layer, 2U);
  EXPECT_EQ(find_account(made, money, "coins")->role, AccountRole::exchange);
  EXPECT_EQ(find_account(made, money, "coins")->band, "set_aside");
  EXPECT_NE(find_stop(made, money, "coins", StopReason::service), nullptr);
  EXPECT_EQ(count_findings(money, FindingKind::mule), 2U);
  EXPECT_EQ(count_findings(money, FindingKind::fan_in), 1U);
  EXPECT_EQ(count_findings(money, FindingKind::trace), 4U);
}

TEST(Money, EveryFindingHasReasonsRecordsAndAnInnocentExplanation) {
  for (const auto& finding : run(make_evidence(planted())).findings) {
    EXPECT_FALSE(finding.reasons_for.empty()) << finding.key;
    EXPECT_FALSE(finding.look_alike.explanation.empty()) << finding.key;
    EXPECT_FALSE(finding.look_alike.settled_by.empty()) << finding.key;
    EXPECT_FALSE(finding.records.empty()) << finding.key;
    EXPECT_FALSE(finding.quantity.unit.empty()) << finding.key;
  }
}

TEST(Money, ReasonsWeighWhatTheScoreIs) {
  for (const auto& account : run(make_evidence(planted())).accounts) {
    int sum = 0;
    for (const auto& reason : account.reasons_for) sum += reason.weight_percent;
    EXPECT_EQ(sum, account.score_percent);
    EXPECT_LE(account.score_percent, 100);
  }
}

TEST(Money, SeveralReportsOfOnePaymentCountOnce) {
  CaseText text = planted();
  text.reports.push_back({"Ann", {0}});
  const Money money = run(make_evidence(text));
  EXPECT_TRUE(money.totals[0].reported_minor == 220'000);
  EXPECT_TRUE(money.totals[0].traced_minor == 220'000);
}

TEST(Money, WhatIsFollowedIsNoPartOfWhatIsReported) {
  HandMade made = make_evidence(planted());
  auto& ann = made.evidence.reports[0].payments[0];  // she reports one percent less than she paid
  ann.amount_minor = 99'000;
  auto& ben = made.evidence.reports[1].payments[0];
  const std::int64_t unplaced = ben.amount_minor;
  ben.matched.reset();
  const Money money = run(made);
  const auto& total = money.totals.at(0);
  EXPECT_TRUE(total.reported_minor == 220'000 - 1'000);
  EXPECT_TRUE(total.unplaced_minor == unplaced);
  EXPECT_TRUE(total.traced_minor == 220'000 - unplaced);
  EXPECT_TRUE(total.traced_minor > total.reported_minor - total.unplaced_minor);
}

TEST(Money, TwoAbsurdPaymentsDoNotKeepTheOthersFromBeingTraced) {
  CaseText text = planted();
  const Money before = run(make_evidence(text));
  for (int i = 0; i < 3; ++i) text.payments.push_back({8, "alpha", "omega", INT64_MAX, "", "EUR"});
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  ASSERT_EQ(money.totals.size(), 1U);
  EXPECT_TRUE(money.totals[0].is_traced);
  EXPECT_TRUE(money.totals[0].traced_minor == 220'000);
  EXPECT_EQ(fifo_at(made, money, "coins"), 210'000);
  EXPECT_EQ(money.places.size(), before.places.size());
  ASSERT_FALSE(money.cut.empty());
  EXPECT_EQ(money.cut[0].what, "payments in EUR too large for any balance, left out of the trace");
  EXPECT_EQ(money.cut[0].total, 3U);
  ASSERT_EQ(money.problems.size(), 1U);
  EXPECT_EQ(money.problems[0].kind, "too_large");
}

TEST(Money, WhereVictimsReportAbsurdAmountsTheCurrencyIsSaidNotToBeTraced) {
  CaseText text;
  text.payments = {{1, "ann", "mule", INT64_MAX, "investment", "EUR"},
                   {2, "ben", "mule", INT64_MAX, "investment", "EUR"}};
  text.reports = {{"ann", {0}}, {"ben", {1}}};
  const Money money = run(make_evidence(text));
  ASSERT_EQ(money.totals.size(), 1U);
  EXPECT_FALSE(money.totals[0].is_traced);
  ASSERT_FALSE(money.cut.empty());
  EXPECT_EQ(money.cut.back().total, 2U);
  EXPECT_EQ(money.problems.back().kind, "not_traced");
}

TEST(Money, TwoVictimsOfOnePaymentAreAProblemNotADouble) {
  CaseText text = planted();
  text.reports.push_back({"Zoe", {0}});
  const Money money = run(make_evidence(text));
  EXPECT_TRUE(money.totals[0].traced_minor == 220'000);
  ASSERT_EQ(money.problems.size(), 1U);
  EXPECT_EQ(money.problems[0].kind, "two_victims");
}

TEST(Money, InnocentLandlordAndFriendAreSetAside) {
  CaseText text = planted();
  for (std::int64_t month = 0; month < 4; ++month) {
    text.payments.push_back({30 + month, "tenant_1", "landlord", 80'000, "rent", "EUR"});
    text.payments.push_back({30 + month, "tenant_2", "landlord", 80'000, "rent", "EUR"});
    text.payments.push_back({30 + month, "employer", "friend", 200'000, "salary", "EUR"});
  }
  text.payments.push_back({40, "mule_1", "landlord", 3'000, "rent", "EUR"});
  text.payments.push_back({40, "mule_2", "landlord", 1'000, "rent", "EUR"});
  text.payments.push_back({40, "mule_1", "friend", 1'000, "thanks!", "EUR"});
  text.payments.push_back({41, "landlord", "bank", 600'000, "", "EUR"});
  text.payments.push_back({41, "friend", "shop", 700'000, "", "EUR"});
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  for (const char* innocent : {"landlord", "friend"}) {
    const TracedAccount* account = find_account(made, money, innocent);
    ASSERT_NE(account, nullptr) << innocent;
    EXPECT_EQ(account->band, "set_aside") << innocent;
    EXPECT_EQ(account->role, AccountRole::unknown) << innocent;
    EXPECT_FALSE(account->reasons_against.empty()) << innocent;
  }
}

TEST(Money, InnocentShopWithManyCustomersIsAServiceSetAside) {
  CaseText text = planted();
  for (int customer = 0; customer < 60; ++customer)
    text.payments.push_back(
        {8, "customer_" + std::to_string(customer), "shop", 2'000, "order", "EUR"});
  text.payments.push_back({9, "mule_1", "shop", 5'000, "order", "EUR"});
  text.payments.push_back({10, "shop", "wholesaler", 120'000, "invoice", "EUR"});
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  ASSERT_NE(find_account(made, money, "shop"), nullptr);
  EXPECT_EQ(find_account(made, money, "shop")->role, AccountRole::merchant);
  EXPECT_EQ(find_account(made, money, "shop")->band, "set_aside");
  EXPECT_EQ(find_account(made, money, "wholesaler"), nullptr) << "the trace ends at the shop";
  EXPECT_EQ(fifo_at(made, money, "shop"), 5'000);
}

TEST(Money, InnocentFamilyLoanWithoutAReportIsNotThere) {
  CaseText text = planted();
  text.payments.push_back({8, "aunt", "nephew", 300'000, "family loan", "EUR"});
  text.payments.push_back({8, "nephew", "seller", 295'000, "purchase", "EUR"});
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  EXPECT_EQ(find_account(made, money, "nephew"), nullptr);
  EXPECT_EQ(find_account(made, money, "seller"), nullptr);
}

TEST(Money, CashLeavesByTheAccountThatDrewIt) {
  CaseText text = planted();
  text.payments.push_back({3, "mule_1", "", 4'000, "ATM WITHDRAWAL", "EUR"});
  text.payments.push_back({3, "mule_2", "", 1'500, "", "EUR"});
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  const Stop* cash = find_stop(made, money, "mule_1", StopReason::cash);
  ASSERT_NE(cash, nullptr);
  EXPECT_TRUE(cash->amount_minor == 4'000);
  EXPECT_FALSE(cash->rests);
  EXPECT_EQ(find_stop(made, money, "mule_2", StopReason::cash), nullptr);
  EXPECT_EQ(count_findings(money, FindingKind::cash_out), 1U);
  core::Int128 outside = 0;
  for (const auto& place : money.places) {
    if (place.place == evidence::no_selector) outside = *place.fifo_minor;
  }
  EXPECT_TRUE(outside == 5'500);
}

TEST(Money, AConversionOfUnknownAmountStopsAndSaysSo) {
  CaseText text = planted();
  text.payments.push_back({8, "mule_1", "abroad", 5'000, "", "EUR", 5'400, "USD"});
  HandMade made = make_evidence(text);
  EXPECT_EQ(find_stop(made, run(made), "mule_1", StopReason::unknown_rate), nullptr);
  EXPECT_EQ(fifo_at(made, run(made), "abroad"), 5'400);
  made.evidence.transfers.received_minor.back() = evidence::no_amount;
  const Money money = run(made);
  const Stop* stop = find_stop(made, money, "mule_1", StopReason::unknown_rate);
  ASSERT_NE(stop, nullptr);
  EXPECT_TRUE(stop->amount_minor == 5'000);
}

TEST(Money, AVictimsConvertingPaymentIsFollowedInWhatArrived) {
  CaseText text;
  text.payments = {{1, "ann", "mule", 10'000, "", "GBP", 11'800, "EUR"},
                   {2, "mule", "shell", 11'800, "", "EUR"}};
  text.reports = {{"Ann", {0}}};
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  EXPECT_EQ(fifo_at(made, money, "shell"), 11'800);
  ASSERT_EQ(money.totals.size(), 2U);  // reported in one, traced in the other
}

TEST(Money, EndOfRecordsSaysWhetherTheAccountIsCovered) {
  CaseText text;
  text.payments = {{1, "ann", "mule", 10'000, "", "EUR"}, {2, "mule", "far", 6'000, "", "EUR"}};
  text.reports = {{"Ann", {0}}};
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  const Stop* covered = find_stop(made, money, "mule", StopReason::end_of_records);
  const Stop* beyond = find_stop(made, money, "far", StopReason::end_of_records);
  ASSERT_TRUE(covered != nullptr && beyond != nullptr);
  EXPECT_NE(covered->why.find("had not left"), std::string::npos);
  EXPECT_NE(beyond->why.find("no record shows this account paying"), std::string::npos);
  EXPECT_TRUE(covered->last_record.has_value());
  EXPECT_EQ(count_findings(money, FindingKind::freeze), 2U);
}

TEST(Money, AFileThatSkipsAWeekIsAGap) {
  CaseText text;
  text.payments = {{1, "ann", "mule", 10'000, "", "EUR"}, {1, "mule", "x", 1'000, "", "EUR"}};
  for (std::int64_t day = 2; day < 60; ++day) {
    if (day >= 30 && day < 40) continue;
    text.payments.push_back({day, "a", "b", 100, "", "EUR"});
  }
  text.reports = {{"Ann", {0}}};
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  const Stop* gap = find_stop(made, money, "mule", StopReason::gap);
  ASSERT_NE(gap, nullptr);
  EXPECT_TRUE(gap->amount_minor == 9'000);
  EXPECT_EQ(count_findings(money, FindingKind::gap), 1U);
  text.payments.erase(std::remove_if(text.payments.begin(), text.payments.end(),
                                     [](const auto& p) { return p.day > 2 && p.day % 9 != 0; }),
                      text.payments.end());
  EXPECT_EQ(count_findings(run(make_evidence(text)), FindingKind::gap), 0U)
      << "a file with a payment now and then has no gaps";
}

TEST(Money, RefundsPaidAgainAreCountedWithTheLaterPayment) {
  CaseText text;
  text.payments = {{1, "ann", "mule", 10'000, "", "EUR"},
                   {2, "mule", "ann", 4'000, "profit", "EUR"},
                   {3, "ann", "mule", 10'000, "", "EUR"}};
  text.reports = {{"Ann", {0, 2}}};
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  EXPECT_TRUE(money.totals[0].traced_minor == 20'000);
  EXPECT_TRUE(money.totals[0].displaced_minor == 4'000);
  EXPECT_EQ(fifo_at(made, money, "mule"), 16'000);
}

TEST(Money, WithoutReportsNothingIsTracedAndCountsAreGiven) {
  CaseText text = planted();
  text.reports.clear();
  text.precision = core::Precision::step;
  for (auto& payment : text.payments) payment.currency.clear();
  const Money money = run(make_evidence(text));
  EXPECT_TRUE(money.totals.empty());
  EXPECT_TRUE(money.accounts.empty());
  EXPECT_TRUE(money.places.empty());
  ASSERT_EQ(money.problems.size(), 1U);
  EXPECT_EQ(money.problems[0].kind, "nothing_traced");
  EXPECT_EQ(count_findings(money, FindingKind::count), 7U);  // payments, accounts, five receivers
}

TEST(Money, StepsOfUnknownLengthAreFollowedInTheirOrder) {
  CaseText text = planted();
  text.precision = core::Precision::step;
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  EXPECT_EQ(fifo_at(made, money, "coins"), 210'000);
  const TracedAccount* mule = find_account(made, money, "mule_1");
  ASSERT_NE(mule, nullptr);
  EXPECT_TRUE(std::any_of(mule->reasons_for.begin(), mule->reasons_for.end(), [](const auto& r) {
    return r.text.find("how fast is not known") != std::string::npos;
  }));
}

TEST(Money, ACaseWithoutTransfersIsEmptyAndFine) {
  CaseText text;
  text.reports = {{"Ann", {}}};
  const Money money = run(make_evidence(text));
  EXPECT_EQ(digest(money), "");
}

TEST(Money, CancelIsHonoured) {
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const HandMade made = make_evidence(planted());
  const auto money = trace_money(context, made.evidence, made.entities, {});
  ASSERT_FALSE(money.has_value());
  EXPECT_EQ(money.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
