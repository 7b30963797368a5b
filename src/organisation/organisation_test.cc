// find_organisation on call records made by hand: planted desks, and people who look like them.
#include "organisation/organisation.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "organisation/desk_worlds.h"

namespace cuibono::organisation {
namespace {

using claims::FindingKind;

constexpr unsigned desk_a = 1, desk_b = 2, desk_c = 3, other = 4;
constexpr unsigned victim_1 = 101, victim_2 = 102, victim_3 = 103, victim_4 = 104;
constexpr std::int64_t days = 40;

Organisation run(const HandMade& made, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto organisation = find_organisation(context, made.input());
  EXPECT_TRUE(organisation.has_value());
  return organisation.has_value() ? std::move(*organisation) : Organisation{};
}

const Actor* actor_of(const HandMade& made, const Organisation& organisation, unsigned number) {
  const auto id = made.evidence.selectors.find(phone(number));
  for (const auto& actor : organisation.actors) {
    if (id && !actor.is_victim && actor.selectors[0] == *id) return &actor;
  }
  return nullptr;
}

/// Named: an actor with another band than set_aside, a finding desk, or a number of a site.
bool is_named(const HandMade& made, const Organisation& organisation, unsigned number) {
  const auto* actor = actor_of(made, organisation, number);
  if (actor != nullptr && actor->band != "set_aside") return true;
  for (const auto& finding : organisation.findings) {
    if (finding.kind == FindingKind::desk && finding.subject == phone(number)) return true;
  }
  const auto id = made.evidence.selectors.find(phone(number));
  for (const auto& site : organisation.sites) {
    for (const auto one : site.numbers) {
      if (id && one == *id) return true;
    }
  }
  return false;
}

std::set<unsigned> named_numbers(const HandMade& made, const Organisation& organisation) {
  std::set<unsigned> named;
  for (unsigned number = 1; number < 2000; ++number) {
    if (is_named(made, organisation, number)) named.insert(number);
  }
  return named;
}

std::int64_t at(std::int64_t day, std::int64_t hour) { return day * day_minutes + hour * 60; }

/// Calls of an office: three a day, at 10, 12 and 14 o'clock, to people who never call back.
void add_office(CaseText& text, unsigned number, const std::string& cell, unsigned imei,
                unsigned first_callee) {
  for (std::int64_t day = 0; day < days; ++day) {
    for (unsigned i = 0; i < 3; ++i) {
      const auto callee = first_callee + static_cast<unsigned>(day) * 3 + i;
      text.calls.push_back({number, callee, at(day, 10 + 2 * i), cell, imei, 60, {}});
    }
  }
}

/// Calls to victims two hours before they pay.
void add_pressure(CaseText& text, unsigned number, const std::string& cell, unsigned imei,
                  const std::vector<unsigned>& victims) {
  for (const unsigned victim : victims) {
    for (const std::int64_t day : {15, 25}) {
      text.calls.push_back({number, victim, at(day, 12), cell, imei, 600, {}});
    }
  }
}

/// Four victims who pay at 14 o'clock of days 15 and 25; a relative calls each every fourth day.
CaseText victims_naming(const std::vector<unsigned>& numbers) {
  CaseText text;
  for (const unsigned victim : {victim_1, victim_2, victim_3, victim_4}) {
    text.reports.push_back({victim, numbers, {at(15, 14), at(25, 14)}, core::Precision::second});
    for (std::int64_t day = 0; day < days; day += 4) {
      text.calls.push_back({victim + 100, victim, at(day, 20), "op:home", 0, 60, {}});
      text.calls.push_back({victim, victim + 100, at(day, 21), "op:home", 0, 60, {}});
    }
  }
  return text;
}

/// A call centre of three: two numbers that reports name, one beside them in the same room.
CaseText planted() {
  CaseText text = victims_naming({desk_a, desk_b});
  add_office(text, desk_a, "op:tower", 11, 500);
  add_office(text, desk_b, "op:tower", 12, 700);
  add_office(text, desk_c, "op:tower", 13, 900);
  add_pressure(text, desk_a, "op:tower", 11, {victim_1, victim_2});
  add_pressure(text, desk_b, "op:tower", 12, {victim_3, victim_4});
  add_pressure(text, desk_c, "op:tower", 13, {victim_1, victim_4});
  return text;
}

TEST(Organisation, PlantedNumbersThatReportsNameAreStrongDesks) {
  const HandMade made = make_evidence(planted());
  const Organisation organisation = run(made);
  for (const unsigned number : {desk_a, desk_b}) {
    const auto* actor = actor_of(made, organisation, number);
    ASSERT_NE(actor, nullptr);
    EXPECT_EQ(actor->band, "strong");
    EXPECT_FALSE(actor->reasons_for.empty());
  }
}

TEST(Organisation, PlantedANumberInTheSameRoomAndShiftThatCallsVictimsIsADesk) {
  const HandMade made = make_evidence(planted());
  const Organisation organisation = run(made);
  EXPECT_EQ(named_numbers(made, organisation), (std::set<unsigned>{desk_a, desk_b, desk_c}));
  ASSERT_EQ(organisation.sites.size(), 1U);  // and the three are one site
  EXPECT_EQ(organisation.sites[0].numbers.size(), 3U);
  EXPECT_EQ(made.evidence.cells[organisation.sites[0].cells[0].index()], "op:tower");
  EXPECT_EQ(actor_of(made, organisation, desk_c)->site, 0U);
}

TEST(Organisation, PlantedANumberThatTakesOverTheHandsetIsADesk) {
  CaseText text = victims_naming({desk_a});
  add_office(text, desk_a, "op:tower", 11, 500);
  add_pressure(text, desk_a, "op:tower", 11, {victim_1, victim_2});
  add_office(text, other, "op:elsewhere", 11, 900);  // nobody has reported this one yet
  const HandMade made = make_evidence(text);
  EXPECT_EQ(named_numbers(made, run(made)), (std::set<unsigned>{desk_a, other}));
}

TEST(Organisation, PlantedANumberThatTwoReportsNameIsADeskThatSaysWhatSpeaksAgainst) {
  CaseText text;
  text.reports = {{victim_1, {desk_a}, {at(15, 14)}, {}}, {victim_2, {desk_a}, {at(16, 14)}, {}}};
  const HandMade made = make_evidence(text);
  const Organisation organisation = run(made);
  EXPECT_TRUE(is_named(made, organisation, desk_a));
  EXPECT_FALSE(actor_of(made, organisation, desk_a)->reasons_against.empty());
}

TEST(Organisation, InnocentANumberThatOneReportAloneSpeaksOfIsSetAside) {
  CaseText text = planted();
  text.reports[0].numbers.push_back(other);  // one digit misheard
  const HandMade made = make_evidence(text);
  const Organisation organisation = run(made);
  EXPECT_FALSE(is_named(made, organisation, other));
  ASSERT_NE(actor_of(made, organisation, other), nullptr);  // the report is not forgotten
  EXPECT_FALSE(actor_of(made, organisation, other)->reasons_against.empty());
}

TEST(Organisation, InnocentASupportLineThatVictimsNeighboursCallIsNotNamed) {
  CaseText text = planted();
  for (unsigned neighbour = 1000; neighbour < 1200; ++neighbour) {
    text.calls.push_back({neighbour, other, at(neighbour % days, 11), "op:home", 0, 300, {}});
    if (neighbour % 4 == 0) {  // it rings some of them back
      text.calls.push_back({other, neighbour, at(neighbour % days, 12), "op:tower", 99, 300, {}});
    }
  }
  const HandMade made = make_evidence(text);
  EXPECT_FALSE(is_named(made, run(made), other));
}

TEST(Organisation, InnocentAFamilyThatSharesAHandsetWithTheVictimIsNotNamed) {
  CaseText text = planted();
  for (std::int64_t day = 0; day < days; ++day) {
    text.calls.push_back({other, victim_1, at(day, 12), "op:home", 77, 300, {}});
    text.calls.push_back({victim_1, other, at(day, 13), "op:home", 77, 300, {}});
  }
  const HandMade made = make_evidence(text);
  const Organisation organisation = run(made);
  EXPECT_FALSE(is_named(made, organisation, other));
  EXPECT_FALSE(is_named(made, organisation, victim_1));
}

TEST(Organisation, InnocentATaxiFirmInTheSameCellIsNotNamed) {
  CaseText text = planted();
  add_office(text, other, "op:tower", 88, 1100);
  for (const unsigned passenger : {victim_1, victim_2}) {  // on any day of the month
    for (const std::int64_t day : {3, 9, 20, 31, 35}) {
      text.calls.push_back({other, passenger, at(day, 12), "op:tower", 88, 20, {}});
    }
  }
  const HandMade made = make_evidence(text);
  EXPECT_EQ(named_numbers(made, run(made)), (std::set<unsigned>{desk_a, desk_b, desk_c}));
}

TEST(Organisation, InnocentABanksCallCentreNextDoorIsSetAsideWithTheReason) {
  CaseText text = planted();
  add_office(text, other, "op:tower", 66, 1100);
  text.calls.push_back({other, victim_1, at(7, 12), "op:tower", 66, 60, {}});
  text.calls.push_back({other, victim_3, at(14, 16), "op:tower", 66, 60, {}});  // before a payment
  const HandMade made = make_evidence(text);
  const Organisation organisation = run(made);
  EXPECT_FALSE(is_named(made, organisation, other));
  const auto* actor = actor_of(made, organisation, other);
  ASSERT_NE(actor, nullptr);
  EXPECT_FALSE(actor->reasons_against.empty());
  EXPECT_FALSE(actor->site.has_value());
}

TEST(Organisation, InnocentABankWhoseNumberWasDisplayedFalselyIsSetAside) {
  CaseText text = planted();
  text.reports[0].numbers.push_back(other);  // "it said the bank was calling"
  text.reports[1].numbers.push_back(other);
  add_office(text, other, "op:bank", 66, 1100);
  for (const unsigned customer : {victim_3, victim_4}) {  // customers, who name other numbers
    text.calls.push_back({other, customer, at(7, 12), "op:bank", 66, 60, {}});
  }
  const HandMade made = make_evidence(text);
  const Organisation organisation = run(made);
  EXPECT_FALSE(is_named(made, organisation, other));
  ASSERT_NE(actor_of(made, organisation, other), nullptr);  // the report is not forgotten
  EXPECT_FALSE(actor_of(made, organisation, other)->reasons_against.empty());
}

TEST(Organisation, InnocentAPrivatePersonWhoseNumberWasDisplayedFalselyIsSetAside) {
  CaseText text = planted();
  text.reports[0].numbers.push_back(other);
  for (std::int64_t day = 0; day < days; ++day) {
    const auto acquaintance = static_cast<unsigned>(1200 + day % 6);
    text.calls.push_back({other, acquaintance, at(day, 18), "op:home", 55, 60, {}});
    text.calls.push_back({acquaintance, other, at(day, 19), "op:home", 0, 60, {}});
  }
  const HandMade made = make_evidence(text);
  EXPECT_FALSE(is_named(made, run(made), other));
}

TEST(Organisation, InnocentARelativeWhoseNumberWasDisplayedFalselyIsSetAside) {
  CaseText text = planted();
  text.reports[0].numbers.push_back(other);  // "my son's number called me"
  for (const std::int64_t day : {0, 5, 14, 15, 24, 25, 34}) {
    text.calls.push_back({other, victim_1, at(day, 11), "op:home", 55, 60, {}});
    text.calls.push_back({victim_1, other, at(day, 19), "op:home", 0, 60, {}});
  }
  for (unsigned acquaintance = 1200; acquaintance < 1216; ++acquaintance) {
    text.calls.push_back({other, acquaintance, at(3, 18), "op:home", 55, 60, {}});
    text.calls.push_back({acquaintance, other, at(4, 18), "op:home", 0, 60, {}});
  }
  const HandMade made = make_evidence(text);
  EXPECT_FALSE(is_named(made, run(made), other));
}

TEST(Organisation, InnocentWhoBoughtTheHandsetSecondHandIsSetAside) {
  CaseText text = planted();
  for (std::int64_t day = days; day < days + 10; ++day) {
    const auto acquaintance = static_cast<unsigned>(1200 + day % 3);
    text.calls.push_back({other, acquaintance, at(day, 18), "op:home", 11, 60, {}});
    text.calls.push_back({acquaintance, other, at(day, 19), "op:home", 0, 60, {}});
  }
  const HandMade made = make_evidence(text);
  EXPECT_FALSE(is_named(made, run(made), other));
}

TEST(Organisation, InnocentAVictimWhomAnotherVictimNamesIsNotNamed) {
  CaseText text = planted();
  text.reports[0].numbers.push_back(victim_2);
  add_pressure(text, victim_2, "op:home", 0, {victim_1, victim_3});
  const HandMade made = make_evidence(text);
  const Organisation organisation = run(made);
  EXPECT_FALSE(is_named(made, organisation, victim_2));
  EXPECT_EQ(actor_of(made, organisation, victim_2), nullptr);
}

TEST(Organisation, Law1EveryDeskHasAChainOfRecordsToAReport) {
  const HandMade made = make_evidence(planted());
  const Organisation organisation = run(made);
  std::set<std::string> desks;
  for (const auto& finding : organisation.findings) {
    EXPECT_FALSE(finding.records.empty()) << finding.key;
    if (finding.kind == FindingKind::desk) desks.insert(finding.subject);
  }
  EXPECT_EQ(desks.size(), 3U);
  // Without the reports that name them, nothing of the same calls is a desk.
  CaseText text = planted();
  for (auto& report : text.reports) report.numbers.clear();
  const HandMade unnamed = make_evidence(text);
  EXPECT_TRUE(named_numbers(unnamed, run(unnamed)).empty());
}

TEST(Organisation, Law2ACaseWithoutReportsNamesNoDesk) {
  CaseText text = planted();
  text.reports.clear();
  const HandMade made = make_evidence(text);
  const Organisation organisation = run(made);
  EXPECT_TRUE(organisation.findings.empty());
  EXPECT_TRUE(organisation.actors.empty());
  EXPECT_TRUE(organisation.sites.empty());
}

/// What a run says, without the rows of the records.
std::string digest(const HandMade& made, const Organisation& organisation) {
  std::ostringstream out;
  for (const auto& actor : organisation.actors) {
    out << actor.id << ' ' << actor.band << ' ' << int{actor.score_percent} << ' '
        << actor.is_victim << ' ' << actor.site.value_or(99);
    for (const auto selector : actor.selectors)
      out << ' ' << made.evidence.selectors.text(selector);
    for (const auto& reason : actor.reasons_for) out << " +" << reason.text;
    for (const auto& reason : actor.reasons_against) out << " -" << reason.text;
    out << '\n';
  }
  for (const auto& site : organisation.sites) out << site.id << ' ' << site.numbers.size() << '\n';
  for (const auto& finding : organisation.findings) out << finding.key << finding.band << '\n';
  return out.str();
}

TEST(Organisation, Law3OrderOfRecordsDoesNotMatterNorDoThreads) {
  CaseText text = planted();
  add_office(text, other, "op:tower", 66, 1100);
  text.calls.push_back({other, victim_1, at(7, 12), "op:tower", 66, 60, {}});
  const HandMade made = make_evidence(text);
  const std::string expected = digest(made, run(made));
  EXPECT_EQ(digest(made, run(made, 2)), expected);
  EXPECT_EQ(digest(made, run(made, 8)), expected);
  core::CounterRandom random(1, 1);
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = text.calls.size(); i > 1; --i) {
      std::swap(text.calls[i - 1], text.calls[random.below(i)]);
    }
    std::swap(text.reports[0], text.reports[random.below(4)]);
    const HandMade shuffled = make_evidence(text);
    ASSERT_EQ(digest(shuffled, run(shuffled)), expected);
  }
}

TEST(Organisation, VictimsAreSetAsideAsVictims) {
  const HandMade made = make_evidence(planted());
  std::size_t victims = 0;
  for (const auto& actor : run(made).actors) {
    if (!actor.is_victim) continue;
    ++victims;
    EXPECT_EQ(actor.band, "set_aside");
    EXPECT_TRUE(actor.reasons_for.empty());
  }
  EXPECT_EQ(victims, 4U);
}

TEST(Organisation, RefusesWhenCancelled) {
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const HandMade made = make_evidence({});
  const auto organisation = find_organisation(context, made.input());
  ASSERT_FALSE(organisation.has_value());
  EXPECT_EQ(organisation.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::organisation
