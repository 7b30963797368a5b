// Counts for each number and day: by hand, and their laws.
#include "calls/days.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "calls/call_worlds.h"
#include "calls/days_worlds.h"

namespace cuibono::calls {
namespace {

using Numbers = std::vector<evidence::SelectorId>;

TEST(Days, ADayIsCountedByHand) {
  CaseText text;
  const auto second = core::Precision::second;
  text.calls = {{1, 2, 600, "op:a", 0, 4, second, 0},
                {1, 3, 605, "op:a", 0, 20, second, 0},
                {1, 2, 625, "op:b", 0, 90, second, 0},
                {4, 1, 700, "", 0, 30, second, 0},
                {1, 3, 600 + day_minutes, "", 0, 60, second, 0},
                {1, 5, 601 + day_minutes, "", 0, 60, second, 0}};
  const HandMade made = make_evidence(text);
  const auto days = days_of(made, numbers_of(made, {1}));
  ASSERT_EQ(days.size(), 2U);
  const DayCounts& first = days[0];
  EXPECT_EQ(first.calls_out, 3U);
  EXPECT_EQ(first.calls_in, 1U);
  EXPECT_EQ(first.callees, 2U);
  EXPECT_EQ(first.new_callees, 2U);
  EXPECT_EQ(first.callers, 1U);
  EXPECT_EQ(first.with_duration, 3U);
  EXPECT_EQ(first.up_to_5s, 1U);
  EXPECT_EQ(first.up_to_20s, 2U);
  EXPECT_EQ(first.talk_s, 114);
  EXPECT_EQ(first.cells, 2U);
  EXPECT_EQ(first.top_cell_permille, 666);
  EXPECT_EQ(first.last_s - first.first_s, 25 * 60);
  EXPECT_EQ(first.pause_median_s, 5 * 60);    // of 5 and 20 minutes the lower
  EXPECT_EQ(first.hour_entropy_permille, 0);  // all in one hour
  EXPECT_EQ(first.again_today, 1U);
  EXPECT_EQ(first.again_earlier, 0U);
  EXPECT_EQ(first.age_days, 0U);
  EXPECT_EQ(days[1].day, first.day + 1);
  EXPECT_EQ(days[1].callees, 2U);
  EXPECT_EQ(days[1].new_callees, 1U);
  EXPECT_EQ(days[1].again_today, 0U);
  EXPECT_EQ(days[1].again_earlier, 1U);
  EXPECT_EQ(days[1].age_days, 1U);
  EXPECT_EQ(days[1].top_cell_permille, -1);
}

TEST(Days, DurationsAreRankedAndLongOnesCounted) {
  CaseText text;
  for (std::int32_t i = 1; i <= 10; ++i)
    text.calls.push_back({1, 2, 600 + i, "", 0, 100 * i, core::Precision::second, 0});
  text.calls.push_back({1, 2, 700, "", 0, evidence::no_duration, core::Precision::second, 0});
  const HandMade made = make_evidence(text);
  const DayCounts day = days_of(made, numbers_of(made, {1})).at(0);
  EXPECT_EQ(day.calls_out, 11U);
  EXPECT_EQ(day.with_duration, 10U);
  EXPECT_EQ(day.talk_p50_s, 500);
  EXPECT_EQ(day.talk_p90_s, 900);
  EXPECT_EQ(day.talk_max_s, 1000);
  EXPECT_EQ(day.from_10min, 5U);
}

TEST(Days, WhoCalledBackIsCountedUpToTheDayAndOnIt) {
  CaseText text;
  text.calls = {{2, 1, 10},
                {1, 2, day_minutes},
                {1, 3, day_minutes + 5},
                {3, 1, day_minutes + 9},
                {1, 4, day_minutes + 20},
                {4, 1, 2 * day_minutes},
                {0, 1, 2 * day_minutes}};
  const HandMade made = make_evidence(text);
  const auto days = days_of(made, numbers_of(made, {1}));
  ASSERT_EQ(days.size(), 3U);
  EXPECT_EQ(days[1].callees, 3U);
  EXPECT_EQ(days[1].called_back, 2U);  // 2 the day before, 3 today; 4 only tomorrow
  EXPECT_EQ(days[1].called_back_today, 1U);
  EXPECT_EQ(days[2].calls_in, 2U);
  EXPECT_EQ(days[2].withheld_in, 1U);
  EXPECT_EQ(days[2].callers, 1U);
}

TEST(Days, CalleesOfOthersAreShared) {
  CaseText text;
  text.calls = {{1, 5, 10},
                {1, 6, 11},
                {1, 7, 12},
                {1, 8, 13},
                {2, 5, 20},                 // asked for too
                {3, 6, 21},                 // not asked for
                {0, 7, 22},                 // withheld: may be 1 itself
                {2, 8, 13 + day_minutes}};  // another day
  const HandMade made = make_evidence(text);
  const DayCounts day = days_of(made, numbers_of(made, {1, 2})).at(0);
  EXPECT_EQ(day.callees, 4U);
  EXPECT_EQ(day.shared_callees, 2U);
  EXPECT_EQ(day.shared_in_set, 1U);
}

TEST(Days, CardsAndHandsetsOfADay) {
  CaseText text;
  const auto second = core::Precision::second;
  text.calls = {{1, 5, 10, "", 71, 9, second, 81},
                {1, 5, 11, "", 72, 9, second, 81},
                {2, 5, 12, "", 71, 9, second, 82},  // another number's card in the same handset
                {3, 5, 13, "", 71, 9, second, 83},
                {1, 5, 14 + day_minutes, "", 71, 9, second, 81}};
  const HandMade made = make_evidence(text);
  const auto days = days_of(made, numbers_of(made, {1}));
  EXPECT_EQ(days[0].handsets, 2U);
  EXPECT_EQ(days[0].cards, 1U);
  EXPECT_EQ(days[0].cards_in_handset, 3U);
  EXPECT_EQ(days[1].cards_in_handset, 1U);
}

/// Calls of number 1 to some numbers by their digits, so many minutes after Monday, 6 January 2025, 00:00 UTC.
struct Dialled {
  std::string digits;
  std::int64_t minute = 0;
};
DayCounts day_of_calls(const std::vector<Dialled>& dialled, bool simulated) {
  constexpr std::int64_t monday_minute = 20'094 * day_minutes;
  CaseText text;
  std::map<unsigned, std::string> names;
  for (const auto& call : dialled) {
    const auto number = static_cast<unsigned>(100 + names.size());
    names[number] = "tel:+" + call.digits;
    text.calls.push_back({1, number, monday_minute + call.minute});
  }
  text.names = names;
  const HandMade made = make_evidence(text);
  return days_of(made, numbers_of(made, {1}), simulated).at(0);
}

TEST(Days, OfficeHoursAreThoseOfTheCallee) {
  // 08:30 UTC on a Monday in January: 10:30 in Vilnius, 08:30 in London, 03:30 in New York, 17:30 in Seoul.
  constexpr std::int64_t early = 8 * 60 + 30;
  const DayCounts day = day_of_calls({{"37060000001", early},
                                      {"442070000001", early},
                                      {"12125550100", early},
                                      {"82210000001", early},
                                      {"18005550100", early}},  // a number of no place
                                     false);
  EXPECT_EQ(day.office, 2U);
  EXPECT_EQ(day.office_unknown, 1U);
  EXPECT_EQ(day.countries, 4U);
  EXPECT_EQ(day.top_country_permille, 250);
}

TEST(Days, OfficesAreClosedAtWeekendsAndBeginAndEndOnTime) {
  const std::string vilnius = "37060000001";  // two hours before UTC in January
  EXPECT_EQ(day_of_calls({{vilnius, 7 * 60 - 1}}, false).office, 0U);
  EXPECT_EQ(day_of_calls({{vilnius, 7 * 60}}, false).office, 1U);
  EXPECT_EQ(day_of_calls({{vilnius, 16 * 60 - 1}}, false).office, 1U);
  EXPECT_EQ(day_of_calls({{vilnius, 16 * 60}}, false).office, 0U);
  EXPECT_EQ(day_of_calls({{vilnius, 12 * 60 + 5 * day_minutes}}, false).office, 0U);
  // Sunday 23:30 UTC is Monday 08:30 in Seoul, Monday 00:30 UTC is 09:30 there.
  EXPECT_EQ(day_of_calls({{"82210000001", -30}}, false).office, 0U);
  EXPECT_EQ(day_of_calls({{"82210000001", 30}}, false).office, 1U);
}

TEST(Days, AClockChangeIsFollowed) {
  // Vilnius goes from UTC+2 to UTC+3 on Sunday, 30 March 2025, at 01:00 UTC.
  constexpr std::int64_t sunday = 83 * day_minutes;
  const auto office = [](std::int64_t minute) {
    return day_of_calls({{"37060000001", minute}}, false).office;
  };
  EXPECT_EQ(office(sunday - 2 * day_minutes + 6 * 60), 0U);  // Friday 08:00
  EXPECT_EQ(office(sunday + day_minutes + 6 * 60), 1U);      // Monday 09:00
}

TEST(Days, NumbersOfASimulatedCaseAreReadAfterTheirFirstDigits) {
  const std::vector<Dialled> calls{{"99937060000001", 600}, {"99937061000001", 601}};
  const DayCounts simulated = day_of_calls(calls, true);
  EXPECT_EQ(simulated.countries, 1U);
  EXPECT_EQ(simulated.top_country_permille, 1000);
  EXPECT_EQ(simulated.office, 2U);
  EXPECT_EQ(simulated.prefix_entropy_permille, 1000);
  const DayCounts real = day_of_calls(calls, false);
  EXPECT_EQ(real.countries, 0U);
  EXPECT_EQ(real.top_country_permille, -1);
  EXPECT_EQ(real.office_unknown, 2U);
  EXPECT_EQ(real.prefix_entropy_permille, 0);  // 9993706 both
}

TEST(Days, NumbersDialledInARowAreSequential) {
  const DayCounts day = day_of_calls({{"37060000001", 1},
                                      {"37060000002", 2},  // 1 above
                                      {"37059999992", 3},  // 10 below
                                      {"37059999981", 4},  // 11 below
                                      {"37059999981", 5},  // the same
                                      {"3705999998", 6},   // one digit less
                                      {"3705999999", 7}},  // 1 above
                                     false);
  EXPECT_EQ(day.sequential, 3U);
}

TEST(Days, Law2CallsOfOneMinuteAreTakenByTheirCallee) {
  std::vector<Dialled> calls{{"37060000001", 1}, {"37060000050", 1}, {"37060000002", 1}};
  EXPECT_EQ(day_of_calls(calls, false).sequential, 1U);
  std::reverse(calls.begin(), calls.end());
  EXPECT_EQ(day_of_calls(calls, false).sequential, 1U);
}

TEST(Days, Law5TheSameForAnyNumberOfThreads) {
  CaseText text;
  std::vector<unsigned> asked;
  core::CounterRandom random(5, 64);
  for (unsigned caller = 1; caller <= 600; ++caller) {  // more than two blocks of numbers
    asked.push_back(caller);
    for (unsigned i = 0; i < 5; ++i)
      text.calls.push_back({caller, 1000 + static_cast<unsigned>(random.below(50)),
                            random.between(0, 3 * day_minutes)});
  }
  const HandMade made = make_evidence(text);
  const Numbers numbers = numbers_of(made, asked);
  const auto days = days_of(made, numbers);
  EXPECT_GT(days.size(), 600U);
  for (const unsigned threads : {2U, 8U}) {
    core::RunContext context;
    context.threads = threads;
    const auto again = count_days(context, made.evidence, {numbers, false});
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(*again, days);
  }
}

TEST(Days, ACancelledRunEndsWithThatError) {
  const HandMade made = make_evidence({{{1, 2, 5}}, {}, {}});
  core::RunContext context;
  std::atomic<bool> cancel{true};
  context.cancel = &cancel;
  const Numbers numbers = numbers_of(made, {1});
  const auto days = count_days(context, made.evidence, {numbers, false});
  ASSERT_FALSE(days.has_value());
  EXPECT_EQ(days.error().code, core::ErrorCode::cancelled);
}

void expect_parts_within_wholes(const DayCounts& day) {  // law 4
  EXPECT_LE(day.called_back_today, day.called_back);
  EXPECT_LE(day.called_back, day.callees);
  EXPECT_LE(day.shared_in_set, day.shared_callees);
  EXPECT_LE(day.shared_callees, day.callees);
  EXPECT_LE(day.up_to_5s, day.up_to_20s);
  EXPECT_LE(day.up_to_20s, day.with_duration);
  EXPECT_LE(day.with_duration, day.calls_out);
  EXPECT_LE(day.office + day.office_unknown, day.calls_out);
  EXPECT_LE(day.callees + day.again_today, day.calls_out);
  EXPECT_LE(day.talk_p50_s, day.talk_p90_s);
  EXPECT_LE(day.talk_p90_s, day.talk_max_s);
}

TEST(Days, EqualTheirTwinAndKeepTheirLawsInRandomWorlds) {
  std::map<std::string_view, std::int64_t> most;  // every field is more than nothing somewhere
  for (unsigned seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    CaseText text = random_days_world(seed);
    const bool simulated = seed % 2 == 0;
    const HandMade made = make_evidence(text);
    const Numbers numbers = numbers_of(made, {1, 2, 3});
    const auto days = days_of(made, numbers, simulated);
    ASSERT_EQ(days, count_days_reference(made.evidence, numbers, simulated));
    std::uint64_t calls = 0, dated = 0;
    for (const auto& day : days) {
      expect_parts_within_wholes(day);
      calls += day.calls_out + day.calls_in;
      for (const auto& [name, value] : values_of(day)) most[name] = std::max(most[name], value);
    }
    for (std::size_t i = 0; i < made.evidence.calls.size(); ++i) {
      if (made.evidence.calls.precision[i] >= core::Precision::month) continue;
      for (const auto end : {made.evidence.calls.caller[i], made.evidence.calls.callee[i]})
        dated += std::binary_search(numbers.begin(), numbers.end(), end) ? 1U : 0U;
    }
    ASSERT_EQ(calls, dated);  // law 1

    core::CounterRandom random(seed, 63);
    for (std::size_t i = text.calls.size(); i > 1; --i)
      std::swap(text.calls[i - 1], text.calls[random.below(i)]);
    ASSERT_EQ(days_of(make_evidence(text), numbers, simulated), days);  // law 2

    auto alone = days_of(made, {numbers[1]}, simulated);  // law 3
    std::vector<DayCounts> among;
    std::copy_if(days.begin(), days.end(), std::back_inserter(among),
                 [&](const DayCounts& day) { return day.number == numbers[1]; });
    for (auto& day : among) day.shared_in_set = 0;
    ASSERT_EQ(alone, among);
  }
  for (const auto& [name, value] : most) EXPECT_GT(value, 0) << name;
}

}  // namespace
}  // namespace cuibono::calls
