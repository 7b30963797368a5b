// Counts for each number and day: its calls are marked, sorted by number and time, and read day by day.
#include <algorithm>
#include <set>
#include <tuple>

#include "calls/calls.h"

namespace cuibono::calls {
namespace {

struct Mark {
  std::uint32_t slot = 0;  ///< position of the number
  std::int64_t time_us = 0;
  std::uint32_t call = 0;
  bool is_out = false;
  [[nodiscard]] std::int64_t day() const { return core::day_of(time_us); }
  bool operator<(const Mark& other) const {
    return std::tie(slot, time_us, call, is_out) <
           std::tie(other.slot, other.time_us, other.call, other.is_out);
  }
};

std::vector<Mark> marks_of(const evidence::Calls& calls, std::size_t selectors,
                           std::span<const evidence::SelectorId> numbers) {
  constexpr std::uint32_t none = UINT32_MAX;
  std::vector<std::uint32_t> slot_of(selectors, none);
  for (std::uint32_t i = 0; i < numbers.size(); ++i) slot_of[numbers[i].index()] = i;
  std::vector<Mark> marks;
  const auto mark = [&](evidence::SelectorId number, std::uint32_t call, bool is_out) {
    if (number == evidence::no_selector || slot_of[number.index()] == none) return;
    marks.push_back({slot_of[number.index()], calls.time_us[call], call, is_out});
  };
  for (std::uint32_t i = 0; i < calls.size(); ++i) {
    if (calls.precision[i] >= core::Precision::month) continue;
    mark(calls.caller[i], i, true);
    mark(calls.callee[i], i, false);
  }
  std::sort(marks.begin(), marks.end());
  return marks;
}

class Day {
 public:
  Day(const evidence::Calls& calls, std::set<evidence::SelectorId>& known)
      : calls_(calls), known_(known) {}

  void add(const Mark& mark) {
    if (!mark.is_out) {
      ++counts_.calls_in;
      if (calls_.caller[mark.call] != evidence::no_selector)
        callers_.insert(calls_.caller[mark.call]);
      return;
    }
    const std::uint32_t call = mark.call;
    ++counts_.calls_out;
    if (calls_.callee[call] != evidence::no_selector) callees_.insert(calls_.callee[call]);
    if (calls_.caller_cell[call] != evidence::CellId{}) cells_.insert(calls_.caller_cell[call]);
    counts_.answered += calls_.answered[call] == evidence::Answered::yes ? 1U : 0U;
    counts_.unanswered += calls_.answered[call] == evidence::Answered::no ? 1U : 0U;
    if (const std::int32_t seconds = calls_.duration_s[call]; seconds != evidence::no_duration) {
      counts_.talk_s += seconds;
      counts_.up_to_5s += seconds <= 5 ? 1U : 0U;
      counts_.up_to_20s += seconds <= 20 ? 1U : 0U;
    }
    if (calls_.precision[call] <= core::Precision::minute) begins_us_.push_back(mark.time_us);
  }

  DayCounts finish() {
    counts_.callees = callees_.size();
    counts_.callers = callers_.size();
    counts_.cells = cells_.size();
    for (const auto callee : callees_)
      counts_.new_callees += known_.insert(callee).second ? 1U : 0U;
    if (begins_us_.empty()) return counts_;
    const auto in_day = [](std::int64_t us) {
      return (us - core::day_of(us) * core::us_per_day) / core::us_per_second;
    };
    counts_.first_s = in_day(begins_us_.front());
    counts_.last_s = in_day(begins_us_.back());
    std::vector<std::int64_t> pauses;
    for (std::size_t i = 1; i < begins_us_.size(); ++i)
      pauses.push_back((begins_us_[i] - begins_us_[i - 1]) / core::us_per_second);
    if (pauses.empty()) return counts_;
    const auto middle = pauses.begin() + static_cast<std::ptrdiff_t>((pauses.size() - 1) / 2);
    std::nth_element(pauses.begin(), middle, pauses.end());
    counts_.pause_median_s = *middle;
    return counts_;
  }

 private:
  const evidence::Calls& calls_;
  std::set<evidence::SelectorId>& known_;  ///< callees of earlier days
  std::set<evidence::SelectorId> callees_, callers_;
  std::set<evidence::CellId> cells_;
  std::vector<std::int64_t> begins_us_;
  DayCounts counts_;
};

}  // namespace

std::vector<DayCounts> count_days(const evidence::Evidence& evidence,
                                  std::span<const evidence::SelectorId> numbers) {
  const std::vector<Mark> marks = marks_of(evidence.calls, evidence.selectors.size(), numbers);
  std::vector<DayCounts> days;
  std::set<evidence::SelectorId> known;
  for (std::size_t begin = 0, end = 0; begin < marks.size(); begin = end) {
    if (begin == 0 || marks[begin].slot != marks[begin - 1].slot) known.clear();
    Day day(evidence.calls, known);
    for (end = begin; end < marks.size() && marks[end].slot == marks[begin].slot &&
                      marks[end].day() == marks[begin].day();
         ++end)
      day.add(marks[end]);
    DayCounts counts = day.finish();
    counts.number = numbers[marks[begin].slot];
    counts.day = marks[begin].day();
    days.push_back(counts);
  }
  return days;
}

}  // namespace cuibono::calls
