// trace_money on records with conversions, reversals, fees, interest, balances and days without times.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "money/evidence_worlds.h"
#include "money/money.h"
#include "money/money_digest.h"
#include "money/returns.h"

namespace cuibono::money {
namespace {

core::AssetId asset(const char* code) { return *core::find_asset(code); }

Money run(const HandMade& made, MoneyRequest request = {}, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto money = trace_money(context, made.evidence, made.entities, request);
  EXPECT_TRUE(money.has_value()) << money.error().what << " " << money.error().where;
  return money.has_value() ? std::move(*money) : Money{};
}

const Place* find_place(const HandMade& made, const Money& money, const char* name,
                        const char* code) {
  for (const auto& place : money.places) {
    const auto wanted = std::string(name).empty() ? evidence::no_selector : made.id(name);
    if (place.place == wanted && place.asset == asset(code)) return &place;
  }
  return nullptr;
}
std::int64_t fifo_at(const HandMade& made, const Money& money, const char* name,
                     const char* code = "EUR") {
  const Place* place = find_place(made, money, name, code);
  return place == nullptr ? 0 : static_cast<std::int64_t>(*place->fifo_minor);
}
std::int64_t prorata_at(const HandMade& made, const Money& money, const char* name,
                        const char* code = "EUR") {
  const Place* place = find_place(made, money, name, code);
  return place == nullptr ? 0 : static_cast<std::int64_t>(*place->prorata_minor);
}

/// Everything that a record may say beside a payment.
HandMade random_records(std::uint64_t seed) {
  core::CounterRandom random(seed, 12);
  CaseText text;
  const std::uint64_t accounts = 3 + random.below(6), payments = 10 + random.below(50);
  const std::array codes = {"EUR", "EUR", "USD", "JPY"};
  for (std::uint64_t i = 0; i < payments; ++i) {
    const auto name = [&] {
      const std::uint64_t n = random.below(accounts + 1);
      return n == accounts ? std::string() : "a" + std::to_string(10 + n);
    };
    PaymentText p{static_cast<std::int64_t>(i / 4),
                  name(),
                  name(),
                  random.between(0, 9'999),
                  random.chance(0.1) ? "ATM" : "",
                  codes[random.below(4)]};
    if (random.chance(0.15)) {
      p.received_currency = codes[random.below(4)];
      p.received_minor = random.between(0, 20'000);
      if (p.received_currency == p.currency) p.received_minor = p.amount_minor;
    }
    text.payments.push_back(p);
    if (random.chance(0.2)) text.reports.push_back({"V" + std::to_string(random.below(4)), {i}});
  }
  HandMade made = make_evidence(text);
  auto& e = made.evidence;
  auto& t = e.transfers;
  for (std::uint32_t i = 0; i < t.size(); ++i) {
    if (random.chance(0.4)) t.precision[i] = core::Precision::day;
    if (random.chance(0.1)) t.balance_after_minor[i] = random.between(-5'000, 20'000);
    if (random.chance(0.1)) t.kind[i] = evidence::TransferKind::interest;
    if (random.chance(0.05)) t.kind[i] = evidence::TransferKind::fee;
    for (std::uint32_t j = 0; j < i && t.reverses[i] == evidence::no_event; ++j) {
      const bool is_back = t.payer[j] == t.payee[i] && t.payee[j] == t.payer[i] &&
                           t.asset[j] == t.asset[i] && t.payer[i] != evidence::no_selector;
      if (is_back && random.chance(0.5)) t.reverses[i] = j;
    }
    if (random.chance(0.1) && t.payer[i] != evidence::no_selector)
      e.fees.push_back({i, t.payer[i], random.between(1, 200), asset("EUR")});
  }
  for (std::uint32_t i = 0; i + 5 < t.size(); ++i) {
    if (t.payer[i] == evidence::no_selector || !random.chance(0.1)) continue;
    const auto record = t.legs.of(i)[0];
    if (random.chance(0.5))
      e.statements.push_back({t.payer[i], t.asset[i], record, record, t.time_us[i], t.time_us[i],
                              random.between(-2'000, 20'000), 0});
    else
      e.balance_jumps.push_back(
          {t.payer[i], t.asset[i], record, record, random.between(-9'000, 9'000)});
  }
  std::sort(e.statements.begin(), e.statements.end(), [](const auto& a, const auto& b) {
    return std::tie(a.account, a.asset, a.first_us) < std::tie(b.account, b.asset, b.first_us);
  });
  return made;
}

TEST(MoneyLedger, WhatComesInIsWhatRestsGoesOnAndIsReplaced) {
  std::uint64_t conversions = 0, orders = 0, gaps = 0, returns = 0, interest = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Money money = run(random_records(seed));
    std::map<core::AssetId, core::Int128> expected, places, stops, traces;
    for (const auto& t : money.totals) {
      expected[t.asset] +=
          t.traced_minor - t.displaced_minor + t.converted_in_minor - t.converted_out_minor;
      interest += t.interest_minor > 0 ? 1U : 0U;
      EXPECT_TRUE(t.returned_traced_minor <= t.returned_minor);
    }
    for (const auto& p : money.places) {
      places[p.asset] += *p.fifo_minor;
      orders += p.orders ? 1U : 0U;
      gaps += p.gaps ? 1U : 0U;
    }
    for (const auto& s : money.stops) stops[s.asset] += s.amount_minor;
    for (const auto& t : money.traces) traces[t.asset] += *t.fifo_minor;
    for (const auto& [code, amount] : expected) {
      ASSERT_TRUE(places[code] == amount) << "seed " << seed;
      ASSERT_TRUE(stops[code] == amount) << "seed " << seed;
      ASSERT_TRUE(traces[code] == amount) << "seed " << seed;
    }
    conversions += money.conversions.size();
    returns += money.returns.size();
  }
  EXPECT_GT(conversions, 50U);
  EXPECT_GT(orders, 100U);
  EXPECT_GT(gaps, 50U);
  EXPECT_GT(returns, 100U);
  EXPECT_GT(interest, 10U);
}

TEST(MoneyLedger, TheTwinsSayTheSame) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const HandMade made = random_records(seed);
    ASSERT_EQ(digest(run(made)), digest(run(made, {true}))) << "seed " << seed;
  }
}

TEST(MoneyLedger, TheSameForAnyNumberOfThreads) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const HandMade made = random_records(seed);
    const std::string one = digest(run(made));
    ASSERT_EQ(one, digest(run(made, {}, 2))) << "seed " << seed;
    ASSERT_EQ(one, digest(run(made, {}, 8))) << "seed " << seed;
  }
}

TEST(MoneyLedger, AConversionKeepsProportions) {  // ORACLES T08
  CaseText text;
  text.payments = {{1, "v1", "m", 1'000'000, "", "EUR"},
                   {2, "own", "m", 500'000, "", "EUR"},
                   {3, "m", "m", 1'500'000, "", "EUR", 1'625'550, "USD"},
                   {4, "m", "x", 700'000, "", "USD"}};
  text.reports = {{"V1", {0}}};
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  EXPECT_EQ(prorata_at(made, money, "x", "USD"), 466'667);
  EXPECT_EQ(fifo_at(made, money, "x", "USD"), 700'000);
  EXPECT_EQ(fifo_at(made, money, "m", "USD"), 383'700);
  EXPECT_EQ(fifo_at(made, money, "", "EUR"), 0);
  ASSERT_EQ(money.conversions.size(), 1U);
  EXPECT_EQ(money.conversions[0].fifo_paid_minor, 1'000'000);
  EXPECT_EQ(money.conversions[0].fifo_received_minor, 1'083'700);
  EXPECT_TRUE(money.conversions[0].is_executed);
  ASSERT_EQ(money.totals.size(), 2U);
  for (const auto& t : money.totals)
    EXPECT_TRUE((t.asset == asset("USD") ? t.converted_in_minor : t.converted_out_minor) ==
                (t.asset == asset("USD") ? 1'083'700 : 1'000'000));
}

TEST(MoneyLedger, AtAReferenceRateAndWithoutOne) {
  CaseText text;
  text.payments = {{1, "v1", "m", 1'000'000, "", "EUR"}, {2, "m", "x", 1'000'000, "", "EUR"}};
  text.reports = {{"V1", {0}}};
  HandMade made = make_evidence(text);
  made.evidence.transfers.received_asset[1] = asset("USD");
  made.evidence.transfers.received_minor[1] = evidence::no_amount;
  const Money without = run(made);
  EXPECT_EQ(fifo_at(made, without, "", "EUR"), 1'000'000);
  ASSERT_EQ(without.stops.size(), 1U);
  EXPECT_EQ(without.stops[0].reason, StopReason::unknown_rate);
  ASSERT_EQ(without.missing_rates.size(), 1U);
  EXPECT_EQ(without.missing_rates[0].day, 2);
  ASSERT_FALSE(without.problems.empty());
  EXPECT_EQ(without.problems.back().kind, "missing_rate");
  EXPECT_NE(without.problems.back().text.find("EUR to USD for 1970-01-03"), std::string::npos);

  const std::vector<RateFile> files = {
      {"rates/r.csv", "date,from,to,rate,source\n1970-01-03,EUR,USD,1.1,Bank\n"}};
  const Rates rates = *Rates::read(files, 5);
  MoneyRequest request;
  request.rates = &rates;
  request.currency = asset("USD");
  const Money with = run(made, request);
  EXPECT_EQ(fifo_at(made, with, "x", "USD"), 1'100'000);
  const Place* place = find_place(made, with, "x", "USD");
  ASSERT_NE(place, nullptr);
  ASSERT_TRUE(place->rates.has_value());
  EXPECT_TRUE(place->rates->low[0] == 1'089'000);
  EXPECT_TRUE(place->rates->high[0] == 1'111'000);
  ASSERT_EQ(with.conversions.size(), 1U);
  EXPECT_FALSE(with.conversions[0].is_executed);
  EXPECT_EQ(with.conversions[0].source, "Bank");
  // The report is of the second of January: the table begins later.
  EXPECT_FALSE(with.in_one_currency.has_value());
  ASSERT_EQ(with.missing_rates.size(), 1U);
  EXPECT_EQ(with.missing_rates[0].payments, 2U);  // reported, and followed
  const std::vector<RateFile> earlier = {
      {"rates/r.csv", "date,from,to,rate,source\n1970-01-02,EUR,USD,1.2,Bank\n"}};
  const Rates all = *Rates::read(earlier, 5);
  request.rates = &all;
  const Money sum = run(made, request);
  ASSERT_TRUE(sum.in_one_currency.has_value()) << sum.in_one_currency_why;
  EXPECT_TRUE(sum.in_one_currency->reported_minor == 1'200'000);
  EXPECT_TRUE(sum.missing_rates.empty());
}

TEST(MoneyLedger, AnExchangeThatConvertedMoneyComesToIsAStop) {
  CaseText text;
  text.payments = {{1, "v1", "m", 1'000, "", "EUR"},
                   {2, "m", "m", 1'000, "", "EUR", 1'100, "USD"},
                   {3, "m", "coins", 1'100, "", "USD"},
                   {4, "coins", "other", 900, "", "USD"}};
  text.reports = {{"V1", {0}}};
  text.holders = {{"coins", "Example Crypto Exchange"}};
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  EXPECT_EQ(fifo_at(made, money, "coins", "USD"), 1'100);
  EXPECT_EQ(fifo_at(made, money, "other", "USD"), 0);
}

TEST(MoneyLedger, AChargeBackTakesBackWhatItCarriedAndTheClaimFalls) {
  CaseText text;
  text.payments = {{1, "ann", "mule", 100'000, "", "EUR"},
                   {2, "ben", "mule", 50'000, "", "EUR"},
                   {3, "mule", "ben", 50'000, "", "EUR"},  // charged back
                   {4, "mule", "boss", 100'000, "", "EUR"},
                   {5, "boss", "ann", 10'000, "", "EUR"}};  // keeps her paying
  text.reports = {{"Ann", {0}}, {"Ben", {1}}};
  HandMade made = make_evidence(text);
  made.evidence.transfers.kind[2] = evidence::TransferKind::reversal;
  made.evidence.transfers.reverses[2] = 1;
  const Money money = run(made);
  EXPECT_EQ(fifo_at(made, money, "ben"), 50'000);
  EXPECT_EQ(fifo_at(made, money, "boss"), 90'000);
  EXPECT_EQ(fifo_at(made, money, "ann"), 10'000);
  ASSERT_EQ(money.returns.size(), 2U);
  const VictimReturn &ann = money.returns[0], &ben = money.returns[1];
  EXPECT_TRUE(ann.gross_minor == 100'000 && ann.returned_minor == 10'000);
  EXPECT_TRUE(ann.net_minor() == 90'000 && ann.traced_minor == 10'000);
  EXPECT_TRUE(ann.reversed_minor == 0);
  EXPECT_TRUE(ben.returned_minor == 50'000 && ben.reversed_minor == 50'000);
  EXPECT_TRUE(ben.net_minor() == 0);
  for (const auto& trace : money.traces) {
    if (trace.place != made.id("ben")) continue;
    EXPECT_EQ(trace.victim, ben.victim);
  }
  EXPECT_TRUE(money.totals[0].returned_minor == 60'000);
}

TEST(MoneyLedger, AnInnocentPayerOfAVictimGivesNothingBack) {
  CaseText text;
  text.payments = {{1, "ann", "mule", 1'000, "", "EUR"},
                   {2, "employer", "ann", 2'000, "salary", "EUR"},
                   {3, "sister", "ann", 50, "", "EUR"}};
  text.reports = {{"Ann", {0}}};
  const Money money = run(make_evidence(text));
  ASSERT_EQ(money.returns.size(), 1U);
  EXPECT_TRUE(money.returns[0].returned_minor == 0);
  EXPECT_EQ(money.returns[0].payments, 0U);
}

TEST(MoneyLedger, ReturnsEqualTheirTwin) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    core::CounterRandom random(seed, 13);
    Work work;
    const std::uint32_t accounts = outside_accounts + 4;
    work.ledger.selector.assign(accounts, evidence::no_selector);
    HandMade made = make_evidence({});
    Story story{made.evidence, {}, {}, {}, {}, {}};
    story.reported.victims = {"A", "B"};
    for (std::uint32_t i = 0; i < 25; ++i) {
      const auto end = [&] { return static_cast<std::uint32_t>(random.below(accounts)); };
      work.ledger.add({end(), end(), random.between(0, 9)}, i, EntryKind::payment);
      made.evidence.transfers.legs.begin.push_back(0);
      if (random.chance(0.3))
        work.ledger.seeds.push_back({i, static_cast<std::uint32_t>(1 + random.below(2))});
      else if (random.chance(0.3) && i > 0)
        work.ledger.movements.push_back(
            {i, MovementKind::reversal, static_cast<std::uint32_t>(random.below(i))});
    }
    const TraceOptions options{accounts, 2, FlowDetail::by_tag, false, 0};
    work.trace.fifo = *trace_fifo({}, work.ledger.transfers, work.ledger.seeds, options);
    const auto fast = find_returns(story, work), slow = find_returns_reference(story, work);
    ASSERT_EQ(fast.size(), slow.size()) << seed;
    for (std::size_t i = 0; i < fast.size(); ++i) {
      ASSERT_EQ(fast[i].victim, slow[i].victim) << seed;
      ASSERT_TRUE(fast[i].gross_minor == slow[i].gross_minor) << seed;
      ASSERT_TRUE(fast[i].returned_minor == slow[i].returned_minor) << seed;
      ASSERT_TRUE(fast[i].reversed_minor == slow[i].reversed_minor) << seed;
      ASSERT_TRUE(fast[i].traced_minor == slow[i].traced_minor) << seed;
      ASSERT_EQ(fast[i].payments, slow[i].payments) << seed;
    }
  }
}

TEST(MoneyLedger, WhereOnlyTheDayIsKnownBothOrdersAreTold) {
  CaseText text;
  text.payments = {{1, "mule", "boss", 100, "", "EUR"}, {1, "ann", "mule", 100, "", "EUR"}};
  text.reports = {{"Ann", {1}}};
  text.precision = core::Precision::day;
  const HandMade made = make_evidence(text);
  const Money money = run(made);
  EXPECT_EQ(fifo_at(made, money, "mule"), 100);
  const Place* boss = find_place(made, money, "boss", "EUR");
  ASSERT_NE(boss, nullptr);
  ASSERT_TRUE(boss->orders.has_value());
  EXPECT_TRUE(boss->orders->credits_first[0] == 100);
  EXPECT_TRUE(boss->orders->debits_first[0] == 0);
  EXPECT_TRUE(*boss->fifo_minor == 0);
  const auto note = std::find_if(money.doubts.begin(), money.doubts.end(),
                                 [](const DoubtNote& d) { return d.what == "order"; });
  ASSERT_NE(note, money.doubts.end());
  EXPECT_EQ(note->places, 2U);
}

TEST(MoneyLedger, BehindAGapAmountsAreAnInterval) {
  CaseText text;
  text.payments = {{1, "ann", "mule", 100, "", "EUR"},
                   {2, "mule", "x", 10, "", "EUR"},
                   {9, "mule", "boss", 60, "", "EUR"}};
  text.reports = {{"Ann", {0}}};
  HandMade made = make_evidence(text);
  made.evidence.balance_jumps = {
      {made.id("mule"), asset("EUR"), evidence::RecordRef(0, 2), evidence::RecordRef(0, 3), -20}};
  const Money money = run(made);
  const Place* boss = find_place(made, money, "boss", "EUR");
  ASSERT_NE(boss, nullptr);
  EXPECT_TRUE(*boss->fifo_minor == 60);
  ASSERT_TRUE(boss->gaps.has_value());
  EXPECT_TRUE(boss->gaps->low[0] == 0);
  EXPECT_TRUE(boss->gaps->high[0] == 60);
  EXPECT_EQ(fifo_at(made, money, ""), 20);
  const auto gap = std::find_if(money.stops.begin(), money.stops.end(),
                                [](const Stop& s) { return s.reason == StopReason::gap; });
  ASSERT_NE(gap, money.stops.end());
  EXPECT_TRUE(gap->amount_minor == 20);
}

}  // namespace
}  // namespace cuibono::money
