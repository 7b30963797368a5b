// Calls and payments on one clock: planted callers, and people who call at the same hours for good
// reasons.
#include "calls/lag.h"

#include <gtest/gtest.h>

#include "calls/call_worlds.h"

namespace cuibono::calls {
namespace {

constexpr unsigned desk = 1, second_desk = 2, bank = 3, mother = 4, taxi = 5;

CallProfiles run(const CaseText& text, unsigned threads = 1) {
  const HandMade made = make_evidence(text);
  core::RunContext context;
  context.threads = threads;
  auto profiles = profile_numbers(context, made.evidence, made.entities);
  EXPECT_TRUE(profiles.has_value());
  return profiles.has_value() ? std::move(*profiles) : CallProfiles{};
}

const claims::Finding* finding_of(const CallProfiles& profiles, unsigned number) {
  for (const auto& finding : profiles.findings) {
    if (finding.subject == phone(number)) return &finding;
  }
  return nullptr;
}

/// True when the clock accuses the number: any band but set_aside.
bool is_named(const CallProfiles& profiles, unsigned number) {
  const auto* finding = finding_of(profiles, number);
  return finding != nullptr && finding->band != "set_aside";
}

/// A call in the middle of a day, moved by the hour.
CallText call(unsigned from, unsigned to, std::int64_t day, std::int64_t hour = 12) {
  return {from, to, day * day_minutes + hour * 60, "", 0, 60, {}};
}
std::int64_t paid(std::int64_t day, std::int64_t hour = 18) {
  return day * day_minutes + hour * 60;
}

/// Three victims who pay on days 20 and 40; a relative calls each every fifth day, which stretches
/// the time for which they are observed.
CaseText background(std::vector<unsigned> named) {
  CaseText text;
  for (const unsigned victim : {101U, 102U, 103U}) {
    text.reports.push_back({victim, named, {paid(20), paid(40)}, core::Precision::second});
    for (std::int64_t day = 0; day <= 60; day += 5) {
      text.calls.push_back(call(victim + 100, victim, day, 9));
    }
  }
  return text;
}

void add_desk(CaseText& text, unsigned number, std::int64_t hours_before = 3) {
  for (const unsigned victim : {101U, 102U, 103U}) {
    for (const std::int64_t day : {20, 40}) {
      text.calls.push_back(call(number, victim, day, 18 - hours_before));
    }
  }
}

TEST(Lag, PlantedADeskThatReportsNameIsStrong) {
  CaseText text = background({desk});
  add_desk(text, desk);
  const CallProfiles profiles = run(text);
  const auto* finding = finding_of(profiles, desk);
  ASSERT_NE(finding, nullptr);
  EXPECT_EQ(finding->band, "strong");
  EXPECT_EQ(finding->quantity.value, core::Int128{6});
  EXPECT_EQ(finding->records_total, 6U);
  EXPECT_FALSE(finding->look_alike.settled_by.empty());
  for (const auto& other : profiles.findings) EXPECT_FALSE(other.records.empty());
}

TEST(Lag, PlantedADeskAmongOthersIsFoundBesideThem) {
  CaseText text = background({desk, second_desk});
  add_desk(text, desk);
  add_desk(text, second_desk, 47);  // almost the whole lag before
  const CallProfiles profiles = run(text);
  EXPECT_TRUE(is_named(profiles, desk));
  EXPECT_TRUE(is_named(profiles, second_desk));
  EXPECT_EQ(profiles.findings.size(), 2U);
}

TEST(Lag, PlantedPaymentsKnownToTheDayCountToItsEnd) {
  CaseText text = background({desk});
  for (auto& report : text.reports) {
    report.precision = core::Precision::day;
    report.paid_minutes = {20 * day_minutes, 40 * day_minutes};
  }
  add_desk(text, desk);  // at 15:00 of the day, after its first moment
  EXPECT_TRUE(is_named(run(text), desk));
}

TEST(Lag, InnocentARelativeWhoCallsAllTheTimeIsNoFinding) {
  CaseText text = background({});
  for (const unsigned victim : {101U, 102U}) {
    for (std::int64_t day = 0; day <= 60; ++day) text.calls.push_back(call(mother, victim, day));
  }
  EXPECT_EQ(finding_of(run(text), mother), nullptr);
}

TEST(Lag, InnocentABankThatAsksBackBeforeItPaysIsNotNamed) {
  CaseText text = background({desk});
  add_desk(text, desk);
  add_desk(text, bank, 1);  // "did you order this payment?"
  for (unsigned customer = 300; customer < 400; ++customer) {
    text.calls.push_back(call(bank, customer, customer % 60));
  }
  const CallProfiles profiles = run(text);
  EXPECT_TRUE(is_named(profiles, desk));
  EXPECT_FALSE(is_named(profiles, bank));
  const auto* aside = finding_of(profiles, bank);
  ASSERT_NE(aside, nullptr);  // and it is said why
  EXPECT_FALSE(aside->reasons_against.empty());
}

TEST(Lag, InnocentATaxiFirmThatCallsOneVictimOftenIsNoFinding) {
  CaseText text = background({});
  for (std::int64_t hour = 1; hour < 7; ++hour) text.calls.push_back(call(taxi, 101, 20, hour));
  EXPECT_EQ(finding_of(run(text), taxi), nullptr);
}

TEST(Lag, InnocentVictimsWhoAdviseEachOtherAreNoFinding) {
  CaseText text = background({desk});
  for (const unsigned friend_of : {102U, 103U}) {
    for (const std::int64_t day : {20, 40}) text.calls.push_back(call(101, friend_of, day, 16));
  }
  const CallProfiles profiles = run(text);
  EXPECT_EQ(finding_of(profiles, 101), nullptr);
}

TEST(Lag, InnocentCallsAfterThePaymentOrLongBeforeDoNotCount) {
  CaseText text = background({});
  for (const unsigned victim : {101U, 102U, 103U}) {
    for (const std::int64_t day : {20, 40}) {
      text.calls.push_back(call(taxi, victim, day, 19));
      text.calls.push_back(call(mother, victim, day - 2, 17));  // 49 hours
    }
  }
  const CallProfiles profiles = run(text);
  EXPECT_EQ(finding_of(profiles, taxi), nullptr);
  EXPECT_EQ(finding_of(profiles, mother), nullptr);
}

TEST(Lag, ChanceIsTheShareOfTheWindowBeforePayments) {
  // One victim, seen for 100 hours from the first call to the payment: 48 of them count.
  CaseText text;
  text.reports = {{101, {}, {100 * 60}, core::Precision::second}};
  text.calls = {{desk, 101, 0, "", 0, 60, {}}, {desk, 101, 60 * 60, "", 0, 60, {}}};
  const CallProfiles profiles = run(text);
  const auto& profile =
      profiles
          .profiles[profiles.of_selector
                        [make_evidence(text).evidence.selectors.find(phone(desk)).value().index()]];
  EXPECT_EQ(profile.calls_before_payment, 1U);
  EXPECT_NEAR(profile.expected_before_payment, 2 * 0.48, 1e-9);
}

TEST(Lag, OverlappingPaymentsAreCoveredOnce) {
  CaseText text;
  text.reports = {{101, {}, {90 * 60, 100 * 60}, core::Precision::second}};
  text.calls = {{desk, 101, 0, "", 0, 60, {}}};
  const CallProfiles profiles = run(text);
  const auto id = make_evidence(text).evidence.selectors.find(phone(desk)).value();
  EXPECT_NEAR(profiles.profiles[profiles.of_selector[id.index()]].expected_before_payment, 0.58,
              1e-9);  // hours 42 to 100
}

TEST(Lag, CallsOfUnknownDayStretchNobodysWindow) {
  CaseText text = background({});
  const CallProfiles before = run(text);
  CallText year{desk, 101, -10'000 * day_minutes, "", 0, 60, core::Precision::year};
  text.calls.push_back(year);
  const CallProfiles after = run(text);
  const auto relative = [&](const CallProfiles& profiles) {
    const auto id = make_evidence(text).evidence.selectors.find(phone(201)).value();
    for (const auto& profile : profiles.profiles) {
      if (profile.calls_out > 0 && profile.number.value == id.value) {
        return profile.expected_before_payment;
      }
    }
    return -1.0;
  };
  EXPECT_GT(relative(after), 0.0);
  const auto first = make_evidence(background({})).evidence.selectors.find(phone(201)).value();
  EXPECT_DOUBLE_EQ(relative(after),
                   before.profiles[before.of_selector[first.index()]].expected_before_payment);
}

TEST(Lag, TheSameForAnyThreads) {
  CaseText text = background({desk});
  add_desk(text, desk);
  add_desk(text, bank, 1);
  const CallProfiles one = run(text);
  for (const unsigned threads : {2U, 8U}) {
    const CallProfiles many = run(text, threads);
    ASSERT_EQ(many.findings.size(), one.findings.size());
    for (std::size_t f = 0; f < one.findings.size(); ++f) {
      EXPECT_EQ(many.findings[f].key, one.findings[f].key);
      EXPECT_EQ(many.findings[f].records, one.findings[f].records);
    }
  }
}

TEST(Lag, RefusesWhenCancelled) {
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const HandMade made = make_evidence({});
  CallProfiles profiles;
  const auto status = measure_lags(context, made.evidence, made.entities, profiles);
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::calls
