// What running balances add to a ledger: against the twin on random worlds, and by hand.
#include "money/completed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "money/evidence_worlds.h"

namespace cuibono::money {
namespace {

/// One asset, a few accounts; balances that are stated now and then, true or not.
struct World {
  HandMade made;
  Ledger ledger;
  LedgerFacts facts;
};

World random_world_of(std::uint64_t seed) {
  core::CounterRandom random(seed, 9);
  const std::array names = {"a", "b", "c", ""};
  CaseText text;
  std::int64_t day = 0;
  for (std::uint64_t n = 1 + random.below(15); n > 0; --n) {
    day += random.between(0, 2);
    text.payments.push_back(
        {day, names[random.below(4)], names[random.below(4)], random.between(0, 30), "", "EUR"});
  }
  World world{make_evidence(text), {}, {}};
  auto& t = world.made.evidence.transfers;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (random.chance(0.3)) t.balance_after_minor[i] = random.between(-40, 40);
    if (random.chance(0.2)) t.payee_balance_after_minor[i] = random.between(-40, 40);
    if (random.chance(0.15)) t.kind[i] = evidence::TransferKind::interest;
    if (random.chance(0.3) && i > 0) t.reverses[i] = static_cast<std::uint32_t>(random.below(i));
  }
  Reported reported;
  for (std::uint32_t i = 0; i < t.size(); ++i) {
    if (random.chance(0.2)) reported.transfers.push_back({i, 1});
  }
  const std::vector<std::uint8_t> marks(t.size(), 0);
  world.ledger = make_ledgers(world.made.evidence, reported, marks, {}).at(0);
  for (std::uint32_t a = outside_accounts; a < world.ledger.accounts(); ++a) {
    std::int64_t time = 0;
    for (std::uint64_t n = random.below(3); n > 0; --n) {
      time += random.between(0, 12);
      const auto event = static_cast<std::uint32_t>(random.below(t.size()));
      const bool is_jump = random.chance(0.5);
      world.facts.facts.push_back({a, is_jump ? BalanceFact::Kind::jump : BalanceFact::Kind::anchor,
                                   time * core::us_per_day, event, random.between(-40, 40)});
    }
  }
  if (random.chance(0.5)) {
    world.facts.limit_minor.assign(world.ledger.accounts(), 0);
    for (auto& limit : world.facts.limit_minor) limit = random.between(0, 50);
  }
  world.facts.empty = false;
  return world;
}

void expect_equal(const CompletedLedger& a, const CompletedLedger& b) {
  ASSERT_EQ(a.ledger.transfers.size(), b.ledger.transfers.size());
  for (std::size_t i = 0; i < a.ledger.transfers.size(); ++i) {
    EXPECT_EQ(a.ledger.transfers[i].payer, b.ledger.transfers[i].payer) << i;
    EXPECT_EQ(a.ledger.transfers[i].payee, b.ledger.transfers[i].payee) << i;
    EXPECT_EQ(a.ledger.transfers[i].amount_minor, b.ledger.transfers[i].amount_minor) << i;
  }
  EXPECT_EQ(a.ledger.event, b.ledger.event);
  EXPECT_EQ(a.ledger.kind, b.ledger.kind);
  EXPECT_EQ(a.ledger.payer, b.ledger.payer);
  EXPECT_EQ(a.ledger.movements, b.ledger.movements);
  ASSERT_EQ(a.ledger.seeds.size(), b.ledger.seeds.size());
  for (std::size_t i = 0; i < a.ledger.seeds.size(); ++i)
    EXPECT_EQ(a.ledger.seeds[i].transfer, b.ledger.seeds[i].transfer);
  EXPECT_EQ(a.balance_minor, b.balance_minor);
  EXPECT_EQ(a.openings, b.openings);
  EXPECT_EQ(a.overdrafts, b.overdrafts);
  EXPECT_EQ(a.gaps, b.gaps);
}

TEST(Completed, EqualsItsTwinOnRandomWorlds) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const World w = random_world_of(seed);
    for (const BehindGaps behind : {BehindGaps::goes_on, BehindGaps::ends})
      expect_equal(complete_ledger(w.made.evidence, w.ledger, w.facts, behind),
                   complete_ledger_reference(w.made.evidence, w.ledger, w.facts, behind));
    ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
  }
}

TEST(Completed, Law2RecordedEntriesStayAndAddedOnesStandBesideThem) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const World w = random_world_of(seed);
    const auto done = complete_ledger(w.made.evidence, w.ledger, w.facts, BehindGaps::goes_on);
    std::vector<std::uint32_t> recorded;
    for (std::size_t i = 0; i < done.ledger.event.size(); ++i) {
      if (is_recorded(done.ledger.kind[i])) recorded.push_back(done.ledger.event[i]);
    }
    EXPECT_EQ(recorded, w.ledger.event) << seed;
    EXPECT_TRUE(std::is_sorted(done.ledger.event.begin(), done.ledger.event.end())) << seed;
  }
}

TEST(Completed, Law3WhatABankLentIsRepaidFirst) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    World w = random_world_of(seed);
    std::erase_if(w.facts.facts, [](const BalanceFact& f) { return f.amount_minor < 0; });
    const auto done = complete_ledger(w.made.evidence, w.ledger, w.facts, BehindGaps::goes_on);
    std::map<std::uint32_t, std::int64_t> debt, balance;
    for (std::size_t i = 0; i < done.ledger.transfers.size(); ++i) {
      const LedgerTransfer& t = done.ledger.transfers[i];
      if (done.ledger.kind[i] == EntryKind::credit) debt[t.payee] += t.amount_minor;
      if (done.ledger.kind[i] == EntryKind::repayment) debt[t.payer] -= t.amount_minor;
      for (const auto& [account, owed] : debt) EXPECT_GE(owed, 0) << seed;
    }
  }
}

Ledger ledger_of(const HandMade& made, std::vector<ReportedTransfer> seeds) {
  Reported reported;
  reported.transfers = std::move(seeds);
  const std::vector<std::uint8_t> marks(made.evidence.transfers.size(), 0);
  return make_ledgers(made.evidence, reported, marks, {}).at(0);
}
std::uint32_t account(const HandMade& made, const Ledger& ledger, const char* name) {
  const auto at = std::find(ledger.selector.begin(), ledger.selector.end(), made.id(name));
  return static_cast<std::uint32_t>(at - ledger.selector.begin());
}
/// "opening 100" …: what was added, in order.
std::vector<std::string> added(const CompletedLedger& done) {
  constexpr std::array names = {"payment",   "fee",    "opening", "credit",
                                "repayment", "gap_in", "gap_out"};
  std::vector<std::string> out;
  for (std::size_t i = 0; i < done.ledger.kind.size(); ++i) {
    if (is_recorded(done.ledger.kind[i])) continue;
    out.push_back(names[static_cast<std::size_t>(done.ledger.kind[i])] + std::string(" ") +
                  std::to_string(done.ledger.transfers[i].amount_minor));
  }
  return out;
}
using Words = std::vector<std::string>;

TEST(Completed, AnOverdraftOfTheOracle) {  // ORACLES T07
  CaseText text;
  text.payments = {{1, "a", "asset", 500, "", "EUR"},
                   {2, "v1", "a", 800, "", "EUR"},
                   {3, "a", "x", 200, "", "EUR"}};
  HandMade made = make_evidence(text);
  Ledger ledger = ledger_of(made, {{1, 1}});
  LedgerFacts facts;
  facts.limit_minor.assign(ledger.accounts(), 0);
  facts.limit_minor[account(made, ledger, "a")] = 500;
  const auto done = complete_ledger(made.evidence, ledger, facts, BehindGaps::goes_on);
  EXPECT_EQ(added(done), (Words{"credit 500", "repayment 500"}));
  const TraceOptions options{ledger.accounts(), 1, FlowDetail::by_tag, false, 0};
  const auto traced = trace_fifo({}, done.ledger.transfers, done.ledger.seeds, options);
  std::map<std::uint32_t, std::int64_t> rests;
  for (const Holding& h : traced->holdings) rests[h.account] += h.amount_minor;
  EXPECT_EQ(rests[account(made, ledger, "a")], 100);
  EXPECT_EQ(rests[outside_bank], 500);
  EXPECT_EQ(rests[account(made, ledger, "x")], 200);
  EXPECT_EQ(rests[account(made, ledger, "asset")], 0);
}

TEST(Completed, AStatedBalanceSaysMoreThanALimit) {
  CaseText text;
  text.payments = {{1, "a", "x", 500, "", "EUR"}};
  HandMade made = make_evidence(text);
  Ledger ledger = ledger_of(made, {});
  LedgerFacts facts;
  facts.limit_minor.assign(ledger.accounts(), 0);
  facts.limit_minor[account(made, ledger, "a")] = 500;
  made.evidence.transfers.balance_after_minor[0] = -120;
  EXPECT_EQ(added(complete_ledger(made.evidence, ledger, facts, BehindGaps::goes_on)),
            (Words{"credit 120"}));
  made.evidence.transfers.balance_after_minor[0] = 30;
  EXPECT_EQ(added(complete_ledger(made.evidence, ledger, facts, BehindGaps::goes_on)), Words{});
}

TEST(Completed, StatementsOfAnAccountAnchorIt) {
  CaseText text;
  text.payments = {
      {1, "a", "x", 30, "", "EUR"}, {2, "y", "a", 5, "", "EUR"}, {40, "a", "x", 10, "", "EUR"}};
  HandMade made = make_evidence(text);
  auto& e = made.evidence;
  const Ledger ledger = ledger_of(made, {});
  const auto record = [](std::uint64_t row) { return evidence::RecordRef(0, row); };
  const auto eur = *core::find_asset("EUR");
  const auto days = [](std::int64_t d) { return d * core::us_per_day; };
  e.statements = {{made.id("a"), eur, record(1), record(2), days(1), days(2), 100, 75},
                  {made.id("a"), eur, record(3), record(3), days(40), days(40), 60, 50}};
  const EventOfRecord event_of(e);
  EXPECT_EQ(event_of.of(record(3)), 2U);
  const std::vector<std::uint8_t> no_stop(ledger.accounts(), 0);
  const LedgerFacts facts = find_ledger_facts(e, event_of, ledger, no_stop);
  const auto done = complete_ledger(e, ledger, facts, BehindGaps::goes_on);
  EXPECT_EQ(added(done), (Words{"opening 100", "gap_out 15"}));
  EXPECT_EQ(done.balance_minor[account(made, ledger, "a")], 50);
  // Behind the gap nothing is certain.
  EXPECT_EQ(added(complete_ledger(e, ledger, facts, BehindGaps::ends)),
            (Words{"opening 100", "gap_out 75", "gap_in 75", "gap_out 15"}));
  // A jump inside a statement.
  e.statements.resize(1);
  e.balance_jumps = {{made.id("a"), eur, record(1), record(2), 7}};
  const LedgerFacts jumps = find_ledger_facts(e, EventOfRecord(e), ledger, no_stop);
  EXPECT_EQ(added(complete_ledger(e, ledger, jumps, BehindGaps::goes_on)),
            (Words{"opening 100", "gap_in 7"}));
  // An account at which a trace stops is not completed.
  const std::vector<std::uint8_t> all_stop(ledger.accounts(), 1);
  EXPECT_TRUE(find_ledger_facts(e, EventOfRecord(e), ledger, all_stop).empty);
}

TEST(Completed, AnAccountInDebtAtFirstRepaysIt) {
  CaseText text;
  text.payments = {{1, "y", "a", 50, "", "EUR"}, {2, "y", "a", 50, "", "EUR"}};
  HandMade made = make_evidence(text);
  evidence::Account fact;
  fact.account = made.id("a");
  fact.asset = *core::find_asset("EUR");
  fact.opening_minor = -70;
  made.evidence.account_facts.push_back(fact);
  const Ledger ledger = ledger_of(made, {});
  const std::vector<std::uint8_t> no_stop(ledger.accounts(), 0);
  const auto facts =
      find_ledger_facts(made.evidence, EventOfRecord(made.evidence), ledger, no_stop);
  EXPECT_EQ(added(complete_ledger(made.evidence, ledger, facts, BehindGaps::goes_on)),
            (Words{"repayment 50", "repayment 20"}));
}

TEST(Completed, AReversalWithoutAPayeeGoesToWhoPaid) {
  CaseText text;
  text.payments = {{1, "v", "a", 50, "", "EUR"}, {2, "a", "", 50, "", "EUR"}};
  HandMade made = make_evidence(text);
  made.evidence.transfers.reverses[1] = 0;
  const Ledger ledger = ledger_of(made, {{0, 1}});
  const auto done = complete_ledger(made.evidence, ledger, {}, BehindGaps::goes_on);
  ASSERT_EQ(done.ledger.movements.size(), 1U);
  EXPECT_EQ(done.ledger.transfers[1].payee, account(made, ledger, "v"));
  EXPECT_EQ(done.balance_minor[account(made, ledger, "v")], 50);
}

TEST(Completed, FeesAndInterestAreMovementsOfTheirOwn) {
  CaseText text;
  text.payments = {{1, "v", "a", 50, "", "EUR"},
                   {2, "a", "", 3, "", "EUR"},
                   {3, "", "a", 2, "", "EUR"},
                   {4, "a", "b", 10, "", "EUR"}};
  HandMade made = make_evidence(text);
  made.evidence.transfers.kind[1] = evidence::TransferKind::fee;
  made.evidence.transfers.kind[2] = evidence::TransferKind::interest;
  made.evidence.fees = {{3, made.id("a"), 1, *core::find_asset("EUR")}};
  const Ledger ledger = ledger_of(made, {});
  const auto done = complete_ledger(made.evidence, ledger, {}, BehindGaps::goes_on);
  EXPECT_EQ(done.balance_minor[outside_fee], 4);
  EXPECT_EQ(done.balance_minor[account(made, ledger, "a")], 38);
  ASSERT_EQ(done.ledger.movements.size(), 1U);
  EXPECT_EQ(done.ledger.movements[0].kind, MovementKind::interest);
  EXPECT_TRUE(done.ledger.is_beside(4));
}

}  // namespace
}  // namespace cuibono::money
