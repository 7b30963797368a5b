#include "calls/calls.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "calls/call_worlds.h"

namespace cuibono::calls {
namespace {

CallProfiles run(const HandMade& made, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto profiles = profile_numbers(context, made.evidence, made.entities);
  EXPECT_TRUE(profiles.has_value());
  return profiles.has_value() ? std::move(*profiles) : CallProfiles{};
}

const Profile& profile_of(const HandMade& made, const CallProfiles& profiles, unsigned number) {
  const auto id = made.evidence.selectors.find(phone(number)).value();
  return profiles.profiles[profiles.of_selector[id.index()]];
}

/// What a run says, without the rows of the records.
std::string digest(const HandMade& made, const CallProfiles& profiles) {
  std::ostringstream out;
  out.precision(9);
  for (const auto& p : profiles.profiles) {
    out << made.evidence.selectors.text(p.number) << ' ' << p.calls_out << ' ' << p.calls_in << ' '
        << p.callees << ' ' << p.callers << ' ' << p.callees_who_called_back << ' ' << p.talk_s
        << ' ' << p.first_us << ' ' << p.last_us << ' ' << p.days << ' ' << p.victims_called << ' '
        << p.reports_naming << ' ' << p.report_records.size() << ' ' << p.calls_before_payment
        << ' ' << p.expected_before_payment;
    for (const auto& cell : p.cells)
      out << ' ' << made.evidence.cells[cell.cell.index()] << cell.calls;
    for (const auto& one : p.handsets) out << ' ' << one.imei.value << '*' << one.calls;
    for (const auto calls : p.hours_utc) out << ' ' << calls;
    out << '\n';
  }
  for (const auto& finding : profiles.findings) {
    out << finding.key << ' ' << finding.band << ' ' << finding.reasons_for[0].text << ' '
        << finding.records_total << '\n';
  }
  return out.str();
}

CaseText random_case(std::uint64_t seed) {
  core::CounterRandom random(seed, 1);
  const auto number = [&] { return static_cast<unsigned>(random.below(8)); };  // 0: not stated
  CaseText text;
  for (std::uint64_t i = random.below(60); i > 0; --i) {
    CallText call;
    call.from = number(), call.to = number();
    call.minute = static_cast<std::int64_t>(random.below(4000));
    if (random.chance(0.6)) call.cell = "op:" + std::to_string(random.below(3));
    if (random.chance(0.6)) call.imei = static_cast<unsigned>(10 + random.below(3));
    if (random.chance(0.2)) call.duration_s = evidence::no_duration;
    if (random.chance(0.2)) call.precision = core::Precision::day;
    text.calls.push_back(std::move(call));
  }
  for (unsigned r = 0; r < random.below(4); ++r) {
    text.reports.push_back(
        {5 + r, {number(), number()}, {3000 + 100 * r}, core::Precision::second});
  }
  return text;
}

TEST(Calls, Law1SumsOverProfilesEqualTheCalls) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const HandMade made = make_evidence(random_case(seed));
    const CallProfiles profiles = run(made);
    const auto& calls = made.evidence.calls;
    std::uint64_t out = 0, in = 0, with_caller = 0, with_callee = 0;
    for (const auto& profile : profiles.profiles) {
      out += profile.calls_out, in += profile.calls_in;
      std::uint64_t hours = 0;
      for (const auto count : profile.hours_utc) hours += count;
      ASSERT_LE(hours, profile.calls_out);
    }
    for (std::size_t i = 0; i < calls.size(); ++i) {
      with_caller += calls.caller[i] != evidence::no_selector ? 1U : 0U;
      with_callee += calls.callee[i] != evidence::no_selector ? 1U : 0U;
    }
    ASSERT_EQ(out, with_caller) << "seed " << seed;
    ASSERT_EQ(in, with_callee) << "seed " << seed;
  }
}

/// The counts of one number by one loop over the calls.
Profile count_plainly(const HandMade& made, evidence::SelectorId number) {
  Profile p;
  std::set<std::uint32_t> callees, callers, victims;
  std::set<std::int64_t> days;
  const auto& calls = made.evidence.calls;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (calls.callee[i] == number) {
      ++p.calls_in;
      if (calls.caller[i] != evidence::no_selector) callers.insert(calls.caller[i].value);
    }
    if (calls.caller[i] != number) continue;
    ++p.calls_out;
    days.insert(core::day_of(calls.time_us[i]));
    if (calls.duration_s[i] != evidence::no_duration) p.talk_s += calls.duration_s[i];
    if (calls.callee[i] == evidence::no_selector) continue;
    callees.insert(calls.callee[i].value);
    const auto* entity = made.entities.find(calls.callee[i]);
    if (entity != nullptr && entity->is_victim) {
      victims.insert(made.entities.of_selector[calls.callee[i].index()].value);
    }
  }
  p.callees = callees.size(), p.callers = callers.size(), p.victims_called = victims.size();
  p.days = static_cast<std::uint32_t>(days.size());
  for (const auto callee : callees) p.callees_who_called_back += callers.contains(callee) ? 1U : 0U;
  return p;
}

TEST(Calls, EveryProfileEqualsOnePlainLoopOverTheCalls) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const HandMade made = make_evidence(random_case(seed));
    for (const auto& p : run(made).profiles) {
      const Profile plain = count_plainly(made, p.number);
      ASSERT_EQ(p.calls_out, plain.calls_out) << "seed " << seed;
      ASSERT_EQ(p.calls_in, plain.calls_in) << "seed " << seed;
      ASSERT_EQ(p.callees, plain.callees) << "seed " << seed;
      ASSERT_EQ(p.callers, plain.callers) << "seed " << seed;
      ASSERT_EQ(p.callees_who_called_back, plain.callees_who_called_back) << "seed " << seed;
      ASSERT_EQ(p.talk_s, plain.talk_s) << "seed " << seed;
      ASSERT_EQ(p.days, plain.days) << "seed " << seed;
      ASSERT_EQ(p.victims_called, plain.victims_called) << "seed " << seed;
    }
  }
}

TEST(Calls, Law2OrderOfRecordsDoesNotMatterNorDoThreads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CaseText text = random_case(seed);
    const HandMade made = make_evidence(text);
    const std::string expected = digest(made, run(made));
    for (const unsigned threads : {2U, 8U}) {
      ASSERT_EQ(digest(made, run(made, threads)), expected) << "seed " << seed;
    }
    core::CounterRandom random(seed, 2);
    for (std::size_t i = text.calls.size(); i > 1; --i) {
      std::swap(text.calls[i - 1], text.calls[random.below(i)]);
    }
    std::reverse(text.reports.begin(), text.reports.end());
    const HandMade shuffled = make_evidence(text);
    ASSERT_EQ(digest(shuffled, run(shuffled)), expected) << "seed " << seed;
  }
}

TEST(Calls, RefusesWhenCancelled) {
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  for (const bool empty : {true, false}) {
    const HandMade made = make_evidence(empty ? CaseText{} : random_case(3));
    const auto profiles = profile_numbers(context, made.evidence, made.entities);
    ASSERT_FALSE(profiles.has_value());
    EXPECT_EQ(profiles.error().code, core::ErrorCode::cancelled);
  }
}

TEST(Calls, AWithheldNumberIsNobodyWhoCalledBack) {
  const HandMade made = make_evidence({{{1, 0, 10, "", 0, 60, {}}, {0, 1, 20, "", 0, 60, {}}}, {}});
  const CallProfiles profiles = run(made);
  const Profile& p = profile_of(made, profiles, 1);
  EXPECT_EQ(p.calls_out, 1U);
  EXPECT_EQ(p.calls_in, 1U);
  EXPECT_EQ(p.callees, 0U);
  EXPECT_EQ(p.callers, 0U);
  EXPECT_EQ(p.callees_who_called_back, 0U);
}

TEST(Calls, CellsAndHandsetsComeMostSeenFirstAtMostEight) {
  CaseText text;
  for (unsigned c = 0; c < 10; ++c) {
    for (unsigned i = 0; i <= c; ++i) {
      CallText call{1, 2, 100 * c + i, "op:" + std::to_string(c), 10 + c, 60, {}};
      text.calls.push_back(std::move(call));
    }
  }
  const HandMade made = make_evidence(text);
  const CallProfiles profiles = run(made);
  const Profile& p = profile_of(made, profiles, 1);
  ASSERT_EQ(p.cells.size(), 8U);
  ASSERT_EQ(p.handsets.size(), 8U);
  EXPECT_EQ(made.evidence.cells[p.cells[0].cell.index()], "op:9");
  EXPECT_EQ(p.cells[0].calls, 10U);
  EXPECT_EQ(p.cells[7].calls, 3U);
  EXPECT_EQ(made.evidence.selectors.text(p.handsets[0].imei), handset(19));
}

TEST(Calls, HoursAreCountedWhereTheRecordKnowsThem) {
  CaseText text;
  text.calls = {{1, 2, 9 * 60, "", 0, 60, core::Precision::minute},
                {1, 2, 9 * 60 + 59, "", 0, 60, core::Precision::second},
                {1, 2, 0, "", 0, 60, core::Precision::day}};
  const HandMade made = make_evidence(text);
  const CallProfiles profiles = run(made);
  const Profile& p = profile_of(made, profiles, 1);
  ASSERT_EQ(p.hours_utc.size(), 24U);
  EXPECT_EQ(p.hours_utc[9], 2U);
  EXPECT_EQ(p.hours_utc[0], 0U);  // a date alone is no midnight
  EXPECT_EQ(p.calls_out, 3U);
}

TEST(Calls, ReportsAreCountedOncePerNumberAndANumberWithoutCallsHasAProfile) {
  const HandMade made = make_evidence({{}, {{7, {1, 1, 2}, {}, {}}, {8, {1}, {}, {}}}});
  const CallProfiles profiles = run(made);
  EXPECT_EQ(profile_of(made, profiles, 1).reports_naming, 2U);
  EXPECT_EQ(profile_of(made, profiles, 1).report_records.size(), 2U);
  EXPECT_EQ(profile_of(made, profiles, 2).reports_naming, 1U);
  EXPECT_EQ(profile_of(made, profiles, 2).calls_out, 0U);
  const auto victim = made.evidence.selectors.find(phone(7)).value();
  EXPECT_EQ(profiles.of_selector[victim.index()], no_profile);
}

}  // namespace
}  // namespace cuibono::calls
