#include "leads/leads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace cuibono::leads {
namespace {

using evidence::RecordRef;
using evidence::SelectorId;
using money::StopReason;

const std::string account_1 = "acct:XX:1", account_2 = "acct:XX:2", account_3 = "acct:XX:3";
const std::string desk = "tel:+99955500001", support = "tel:+99955500002",
                  held = "tel:+99955500003", victim_phone = "tel:+99955500101";

/// Every earlier stage as it would stand, filled by hand.
struct World {
  evidence::Evidence evidence;
  entities::Entities entities;
  money::Money money;
  calls::CallProfiles profiles;
  organisation::Organisation organisation;

  World() {
    const std::vector<std::string> texts = {account_1, account_2, account_3, "local:p.victim:1",
                                            desk,      support,   held,      victim_phone};
    evidence.selectors = evidence::SelectorTable(
        texts, std::vector<evidence::SelectorKind>(texts.size(), evidence::SelectorKind::acct),
        std::vector<evidence::Validity>(texts.size(), evidence::Validity::valid));
    entities.of_selector.assign(texts.size(), entities::no_entity);
    profiles.of_selector.assign(texts.size(), calls::no_profile);
    for (const auto* number : {&desk, &support, &held}) {
      profiles.of_selector[id(*number).index()] =
          static_cast<std::uint32_t>(profiles.profiles.size());
      calls::Profile profile;
      profile.number = id(*number);
      profiles.profiles.push_back(profile);
    }
  }

  [[nodiscard]] SelectorId id(const std::string& text) const {
    return evidence.selectors.find(text).value();
  }
  [[nodiscard]] LeadsInput input() const {
    return {evidence, entities, money, profiles, organisation};
  }
  void stop(const std::string& account, StopReason reason, std::int64_t amount_minor,
            const char* currency = "EUR", std::optional<RecordRef> record = RecordRef(0, 7)) {
    money::Stop stop;
    stop.account = id(account);
    stop.reason = reason;
    stop.amount_minor = amount_minor;
    stop.asset = core::find_asset(currency).value();
    stop.why = "the statement ends";
    stop.last_record = record;
    money.stops.push_back(stop);
  }
  void actor(const std::string& number, const char* band, std::vector<std::string> names = {}) {
    organisation::Actor actor;
    actor.id = "A-" + number;
    actor.selectors = {id(number)};
    actor.band = band;
    actor.names = std::move(names);
    actor.reasons_for.push_back({"reports name it", 35, {RecordRef(1, 3), RecordRef(1, 2)}});
    organisation.actors.push_back(std::move(actor));
  }
  void victim(const std::string& selector) {
    entities::Entity entity;
    entity.id = "cb-victim";
    entity.is_victim = true;
    entity.selectors = {id(selector)};
    entities.of_selector[id(selector).index()] = entities::EntityId::of(entities.entities.size());
    entities.entities.push_back(entity);
  }
  void reported(const std::string& to, std::int64_t amount_minor, std::uint64_t row) {
    evidence::ReportPayment payment;
    payment.amount_minor = amount_minor;
    payment.asset = core::find_asset("EUR").value();
    payment.to = id(to);
    payment.record = RecordRef(1, row);
    evidence::Report report;
    report.victim = id("local:p.victim:1");
    report.payments = {payment};
    report.records = {payment.record};
    evidence.reports.push_back(std::move(report));
  }
};

std::vector<Lead> run(const World& world, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto leads = find_leads(context, world.input());
  EXPECT_TRUE(leads.has_value());
  return leads.has_value() ? std::move(*leads) : std::vector<Lead>{};
}

std::string digest(const std::vector<Lead>& leads) {
  std::ostringstream out;
  for (const auto& lead : leads) {
    out << lead.subject << '|' << lead.question << '|' << lead.step << '|' << lead.gain << '|'
        << lead.why << '|' << lead.weight_asset << core::format_minor(lead.weight_minor) << '|'
        << lead.weight_reports;
    for (const auto record : lead.records) out << ' ' << record.bits;
    out << '\n';
  }
  return out.str();
}

World full() {
  World world;
  world.stop(account_1, StopReason::service, 500'00);
  world.stop(account_2, StopReason::cash, 900'00);
  world.stop(account_2, StopReason::gap, 900'00, "EUR", std::nullopt);
  world.stop(account_3, StopReason::end_of_records, 9'999'00, "USD");
  world.actor(desk, "strong");
  world.actor(support, "set_aside");
  world.actor(held, "moderate", {"Anna Berg"});
  world.reported(account_3, 40'00, 9);
  world.reported(account_3, 2'00, 8);
  world.profiles.profiles[0].reports_naming = 2;
  return world;
}

TEST(Leads, Law1EveryLeadHasAQuestionAndARecordOrANamedGap) {
  const auto leads = run(full());
  EXPECT_EQ(leads.size(), 6U);  // four stops, one account that reports name, one subscriber
  std::size_t without_record = 0;
  for (const auto& lead : leads) {
    EXPECT_TRUE(lead.question.ends_with("?")) << lead.question;
    EXPECT_FALSE(lead.step.empty());
    EXPECT_FALSE(lead.subject.empty());
    EXPECT_FALSE(lead.gain.empty());
    EXPECT_FALSE(lead.legal.empty());
    EXPECT_FALSE(lead.why.empty());
    without_record += lead.records.empty() ? 1U : 0U;
  }
  EXPECT_EQ(without_record, 1U);  // the gap: named, not dropped
}

TEST(Leads, Law2OrderOfStopsActorsAndReportsDoesNotMatterNorDoThreads) {
  World world = full();
  const std::string expected = digest(run(world));
  EXPECT_EQ(digest(run(world, 8)), expected);
  core::CounterRandom random(1, 1);
  const auto shuffle = [&](auto& values) {
    for (std::size_t i = values.size(); i > 1; --i) {
      std::swap(values[i - 1], values[random.below(i)]);
    }
  };
  for (int round = 0; round < 50; ++round) {
    shuffle(world.money.stops);
    shuffle(world.organisation.actors);
    shuffle(world.evidence.reports);
    ASSERT_EQ(digest(run(world)), expected);
  }
}

TEST(Leads, RefusesWhenCancelled) {
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const World world;
  const auto leads = find_leads(context, world.input());
  ASSERT_FALSE(leads.has_value());
  EXPECT_EQ(leads.error().code, core::ErrorCode::cancelled);
}

TEST(Leads, WithinACurrencyTheLargerAmountComesFirstAndCurrenciesAreNotCompared) {
  const auto leads = run(full());
  std::vector<std::string> order;
  for (const auto& lead : leads) order.push_back(lead.weight_asset + " " + lead.subject);
  EXPECT_EQ(order,
            (std::vector<std::string>{"EUR " + account_2, "EUR " + account_2, "EUR " + account_1,
                                      "EUR " + account_3, "USD " + account_3, " " + desk}));
}

TEST(Leads, EachStopAsksForItsOwnDocument) {
  const std::pair<StopReason, const char*> asked[] = {
      {StopReason::service, "ledger of the customer"},
      {StopReason::cash, "withdrawals"},
      {StopReason::gap, "missing part of the statement"},
      {StopReason::end_of_records, "statement from the last record on"}};
  for (const auto& [reason, words] : asked) {
    World world;
    world.stop(account_1, reason, 100'00);
    const auto leads = run(world);
    ASSERT_EQ(leads.size(), 1U);
    EXPECT_NE(leads[0].step.find(words), std::string::npos) << leads[0].step;
    EXPECT_NE(leads[0].gain.find("100.00"), std::string::npos);
    EXPECT_EQ(leads[0].records, std::vector<RecordRef>{RecordRef(0, 7)});
  }
}

TEST(Leads, InnocentNumbersThatAreSetAsideGetNoLead) {
  World world;
  world.actor(support, "set_aside");
  EXPECT_TRUE(run(world).empty());
  world.actor(desk, "weak");  // the same actor, not set aside, gets one
  ASSERT_EQ(run(world).size(), 1U);
  EXPECT_EQ(run(world)[0].subject, desk);
}

TEST(Leads, InnocentAVictimsOwnAccountIsNoLead) {
  World world;
  world.stop(account_1, StopReason::end_of_records, 100'00);  // a refund that stayed there
  EXPECT_EQ(run(world).size(), 1U);
  world.victim(account_1);
  EXPECT_TRUE(run(world).empty());
}

TEST(Leads, InnocentANumberWhoseHolderIsKnownIsNotAskedForAgain) {
  World world;
  world.actor(held, "moderate", {"Anna Berg"});
  EXPECT_TRUE(run(world).empty());
}

TEST(Leads, InnocentAVictimActorIsNoLead) {
  World world;
  world.actor(desk, "strong");
  world.organisation.actors[0].is_victim = true;
  EXPECT_TRUE(run(world).empty());
}

TEST(Leads, PaymentsThatNoStatementShowsAreSummedByAccountAndThoseSeenAreNot) {
  World world;
  world.reported(account_1, 40'00, 9);
  world.reported(account_1, 2'00, 8);
  auto leads = run(world);
  ASSERT_EQ(leads.size(), 1U);
  EXPECT_TRUE(leads[0].weight_minor == 4200);
  EXPECT_EQ(leads[0].weight_reports, 2U);
  EXPECT_EQ(leads[0].records, (std::vector<RecordRef>{RecordRef(1, 8), RecordRef(1, 9)}));
  // One made from the report alone is still unseen; one that a statement shows is not asked for.
  world.evidence.transfers.is_reported_only = {1, 0};
  world.evidence.reports[0].payments[0].matched = evidence::TransferId(0);
  world.evidence.reports[1].payments[0].matched = evidence::TransferId(1);
  leads = run(world);
  ASSERT_EQ(leads.size(), 1U);
  EXPECT_TRUE(leads[0].weight_minor == 4000);
}

TEST(Leads, NothingHangsOnAStopWithoutMoneyOrAPaymentWithoutAnAmount) {
  World world;
  world.stop(account_1, StopReason::gap, 0);
  world.reported(account_1, evidence::no_amount, 4);
  EXPECT_TRUE(run(world).empty());
}

TEST(Leads, TheRecordsOfALeadAreCutAtTheLimit) {
  World world;
  for (std::uint64_t row = 1; row <= 300; ++row) world.reported(account_1, 1'00, row);
  const auto leads = run(world);
  ASSERT_EQ(leads.size(), 1U);
  EXPECT_EQ(leads[0].records.size(), claims::finding_records_max);
  EXPECT_EQ(leads[0].weight_reports, 300U);  // counted before the cut
}

}  // namespace
}  // namespace cuibono::leads
