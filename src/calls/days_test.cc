// Counts for each number and day, by hand and against their plainest form.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "calls/call_worlds.h"
#include "calls/calls.h"

namespace cuibono::calls {
namespace {

evidence::SelectorId number_of(const HandMade& made, unsigned number) {
  return made.evidence.selectors.find(phone(number)).value();
}

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
  const std::vector<evidence::SelectorId> numbers{number_of(made, 1)};
  const auto days = count_days(made.evidence, numbers);
  ASSERT_EQ(days.size(), 2U);
  const DayCounts& first = days[0];
  EXPECT_EQ(first.calls_out, 3U);
  EXPECT_EQ(first.calls_in, 1U);
  EXPECT_EQ(first.callees, 2U);
  EXPECT_EQ(first.new_callees, 2U);
  EXPECT_EQ(first.callers, 1U);
  EXPECT_EQ(first.up_to_5s, 1U);
  EXPECT_EQ(first.up_to_20s, 2U);
  EXPECT_EQ(first.talk_s, 114);
  EXPECT_EQ(first.cells, 2U);
  EXPECT_EQ(first.last_s - first.first_s, 25 * 60);
  EXPECT_EQ(first.pause_median_s, 5 * 60);  // of 5 and 20 minutes the lower
  EXPECT_EQ(days[1].day, first.day + 1);
  EXPECT_EQ(days[1].callees, 2U);
  EXPECT_EQ(days[1].new_callees, 1U);
}

/// Each number and day by looking at every call.
std::vector<DayCounts> count_days_reference(const evidence::Evidence& evidence,
                                            const std::vector<evidence::SelectorId>& numbers) {
  const auto& c = evidence.calls;
  std::vector<DayCounts> out;
  for (const auto number : numbers) {
    std::map<std::int64_t, std::vector<std::size_t>> calls_of;
    for (std::size_t i = 0; i < c.size(); ++i) {
      if (c.precision[i] < core::Precision::month &&
          (c.caller[i] == number || c.callee[i] == number))
        calls_of[core::day_of(c.time_us[i])].push_back(i);
    }
    std::set<evidence::SelectorId> known;
    for (const auto& [day, calls] : calls_of) {
      DayCounts d;
      d.number = number;
      d.day = day;
      std::set<evidence::SelectorId> callees, callers;
      std::set<evidence::CellId> cells;
      std::multiset<std::int64_t> begins;
      for (const auto i : calls) {
        if (c.callee[i] == number) {
          ++d.calls_in;
          if (c.caller[i] != evidence::no_selector) callers.insert(c.caller[i]);
        }
        if (c.caller[i] != number) continue;
        ++d.calls_out;
        if (c.callee[i] != evidence::no_selector) callees.insert(c.callee[i]);
        if (c.caller_cell[i] != evidence::CellId{}) cells.insert(c.caller_cell[i]);
        if (c.answered[i] == evidence::Answered::yes) ++d.answered;
        if (c.answered[i] == evidence::Answered::no) ++d.unanswered;
        if (c.duration_s[i] != evidence::no_duration) {
          d.talk_s += c.duration_s[i];
          if (c.duration_s[i] <= 5) ++d.up_to_5s;
          if (c.duration_s[i] <= 20) ++d.up_to_20s;
        }
        if (c.precision[i] <= core::Precision::minute)
          begins.insert((c.time_us[i] - day * core::us_per_day) / core::us_per_second);
      }
      d.callees = callees.size();
      d.callers = callers.size();
      d.cells = cells.size();
      for (const auto callee : callees) d.new_callees += known.contains(callee) ? 0U : 1U;
      known.insert(callees.begin(), callees.end());
      if (!begins.empty()) {
        d.first_s = *begins.begin();
        d.last_s = *begins.rbegin();
      }
      std::multiset<std::int64_t> pauses;
      for (auto it = begins.begin(); it != begins.end() && std::next(it) != begins.end(); ++it)
        pauses.insert(*std::next(it) - *it);
      if (!pauses.empty())
        d.pause_median_s =
            *std::next(pauses.begin(), static_cast<std::ptrdiff_t>((pauses.size() - 1) / 2));
      out.push_back(d);
    }
  }
  return out;
}

TEST(Days, CountsEqualTheirPlainestFormAndSumToTheCalls) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    core::CounterRandom random(seed, 61);
    CaseText text;
    constexpr std::array<core::Precision, 4> precisions{
        core::Precision::second, core::Precision::minute, core::Precision::day,
        core::Precision::month};
    for (std::uint64_t n = random.below(150); n > 0; --n) {
      text.calls.push_back({static_cast<unsigned>(random.below(7)),
                            static_cast<unsigned>(random.below(7)),
                            random.between(0, 5 * day_minutes), random.chance(0.5) ? "op:a" : "", 0,
                            static_cast<std::int32_t>(random.below(40)),
                            precisions[random.below(precisions.size())], 0});
    }
    text.calls.push_back({1, 2, 5, "", 0, 60, core::Precision::second, 0});
    const HandMade made = make_evidence(text);
    std::vector<evidence::SelectorId> numbers{number_of(made, 1), number_of(made, 2)};
    std::sort(numbers.begin(), numbers.end());
    const auto days = count_days(made.evidence, numbers);
    ASSERT_EQ(days, count_days_reference(made.evidence, numbers)) << seed;
    std::uint64_t out = 0, dated = 0;
    for (const auto& day : days) out += day.calls_out;
    for (std::size_t i = 0; i < made.evidence.calls.size(); ++i) {
      const auto caller = made.evidence.calls.caller[i];
      if (made.evidence.calls.precision[i] < core::Precision::month &&
          std::find(numbers.begin(), numbers.end(), caller) != numbers.end())
        ++dated;
    }
    EXPECT_EQ(out, dated);
  }
}

}  // namespace
}  // namespace cuibono::calls
