// Counts for each number and day: the calls of a number are gone through in the order of time, day by day. What it
// had to do with each other number before stands in one entry for each selector; what belongs to the day is kept in
// small lists, which are sorted when the day is over.
#include "calls/days.h"

#include <algorithm>
#include <array>

#include "calls/callee_places.h"
#include "calls/days_marks.h"
#include "calls/entropy.h"

namespace cuibono::calls {
namespace {

using evidence::no_selector;
using evidence::SelectorId;

constexpr std::int32_t never = INT32_MIN;
constexpr std::size_t hours_per_day = 24;

/// What the number at work had to do with another number up to now. Days of earlier numbers are told apart by the
/// slot, so that nothing is wiped.
struct Contact {
  std::uint32_t slot = no_position;
  std::int32_t first_called = never, last_called = never, last_called_by = never;  ///< days
};

/// How often the values of a list appear, most often first does not matter; the list is sorted.
template <class Value>
void count_runs(std::vector<Value>& values, std::vector<std::uint32_t>& counts) {
  std::sort(values.begin(), values.end());
  counts.clear();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == 0 || values[i] != values[i - 1]) counts.push_back(0);
    ++counts.back();
  }
}

std::int32_t top_permille(const std::vector<std::uint32_t>& counts, std::size_t all) {
  if (all == 0) return -1;
  const std::uint64_t most = *std::max_element(counts.begin(), counts.end());
  return static_cast<std::int32_t>(most * 1000 / all);
}

/// The value that so many in a hundred do not exceed: nearest rank, of a sorted list.
std::int32_t quantile(const std::vector<std::int32_t>& sorted, std::size_t percent) {
  if (sorted.empty()) return -1;
  const std::size_t rank = (sorted.size() * percent + 99) / 100;
  return sorted[rank - 1];
}

std::uint32_t one_if(bool is_so) { return is_so ? 1U : 0U; }

class DayCounter {
 public:
  DayCounter(const evidence::Evidence& evidence, const DayMarks& marks, bool simulated)
      : marks_(marks),
        places_(evidence.selectors, simulated),
        contacts_(evidence.selectors.size()) {}

  /// In      marks of one day of the number at `slot`, by time; the day of its first call.
  DayCounts count(std::span<const DayMark> marks, std::uint32_t slot, std::int32_t first_day) {
    counts_ = {};
    slot_ = slot;
    day_ = static_cast<std::int32_t>(core::day_of(marks.front().time_us));
    counts_.day = day_;
    counts_.age_days = static_cast<std::uint32_t>(day_ - first_day);
    callees_.clear(), durations_.clear(), timed_.clear(), cells_.clear(), countries_.clear();
    prefixes_.clear(), handsets_.clear(), cards_.clear();
    hours_.fill(0);
    fetch(marks);
    for (const DayMark& mark : marks) {
      if (mark.is_out) {
        add_outgoing(mark);
      } else {
        add_incoming(mark.other);
      }
      add_device(mark);
    }
    finish_callees();
    finish_durations();
    finish_times();
    finish_places();
    return counts_;
  }

 private:
  /// Brings what the calls of a day look up nearer, all at once: else each would wait for its own.
  void fetch(std::span<const DayMark> marks) const {
    for (const DayMark& mark : marks) {
      if (mark.other == no_selector) continue;
      __builtin_prefetch(&contacts_[mark.other.index()]);
      if (!mark.is_out) continue;
      __builtin_prefetch(&marks_.callee_days[mark.callee_day]);
      places_.fetch(mark.other);
    }
  }

  Contact& contact_of(SelectorId id) {
    Contact& contact = contacts_[id.index()];
    if (contact.slot != slot_) contact = {slot_, never, never, never};
    return contact;
  }

  void add_incoming(SelectorId caller) {
    ++counts_.calls_in;
    if (caller == no_selector) {
      ++counts_.withheld_in;
      return;
    }
    Contact& contact = contact_of(caller);
    counts_.callers += one_if(contact.last_called_by != day_);
    contact.last_called_by = day_;
  }

  void add_outgoing(const DayMark& mark) {
    ++counts_.calls_out;
    counts_.answered += one_if(mark.answered == evidence::Answered::yes);
    counts_.unanswered += one_if(mark.answered == evidence::Answered::no);
    if (mark.duration_s != evidence::no_duration) durations_.push_back(mark.duration_s);
    if (mark.cell != evidence::CellId{}) cells_.push_back(mark.cell);
    const SelectorId callee = mark.other;
    const bool is_timed = mark.precision <= core::Precision::minute;
    if (is_timed) {
      timed_.push_back({mark.time_us, callee});
      ++hours_[hour_of(mark.time_us)];
    }
    if (callee == no_selector) {
      ++counts_.office_unknown;
      return;
    }
    add_callee(callee, mark.callee_day);
    const CalleePlaces::Place& place = places_.of(callee);
    if (place.value != 0) prefixes_.push_back(place.prefix);
    if (place.country != 0) countries_.push_back(place.country);
    const OfficeHour office =
        is_timed ? places_.office_hour(place.country, mark.time_us) : OfficeHour::unknown;
    counts_.office += one_if(office == OfficeHour::yes);
    counts_.office_unknown += one_if(office == OfficeHour::unknown);
  }

  void add_callee(SelectorId callee, std::uint32_t callee_day) {
    Contact& contact = contact_of(callee);
    if (contact.first_called == never) {
      contact.first_called = day_;
      ++counts_.new_callees;
    }
    counts_.again_earlier += one_if(contact.first_called != day_);
    if (contact.last_called == day_) {
      ++counts_.again_today;
      return;
    }
    contact.last_called = day_;
    callees_.push_back(callee);
    const CalleeDay& called = marks_.callee_days[callee_day];
    counts_.shared_callees += one_if(called.has_others);
    counts_.shared_in_set += one_if(called.has_others_in_set);
  }

  void add_device(const DayMark& mark) {
    if (mark.imei != no_selector && (handsets_.empty() || handsets_.back() != mark.imei)) {
      handsets_.push_back(mark.imei);
      const std::size_t cards = marks_.handset_days[mark.handset_day].cards.size();
      counts_.cards_in_handset =
          std::max(counts_.cards_in_handset, static_cast<std::uint32_t>(cards));
    }
    if (mark.imsi != no_selector && (cards_.empty() || cards_.back() != mark.imsi))
      cards_.push_back(mark.imsi);
  }

  [[nodiscard]] std::size_t hour_of(std::int64_t time_us) const {
    return static_cast<std::size_t>((time_us - day_ * core::us_per_day) / core::us_per_hour);
  }

  void finish_callees() {
    counts_.callees = static_cast<std::uint32_t>(callees_.size());
    for (const SelectorId callee : callees_) {
      const Contact& contact = contacts_[callee.index()];
      counts_.called_back += one_if(contact.last_called_by != never);
      counts_.called_back_today += one_if(contact.last_called_by == day_);
    }
  }

  void finish_durations() {
    std::sort(durations_.begin(), durations_.end());
    counts_.with_duration = static_cast<std::uint32_t>(durations_.size());
    constexpr std::int32_t seconds_5 = 5, seconds_20 = 20, minutes_10 = 600;
    for (const std::int32_t seconds : durations_) {
      counts_.talk_s += seconds;
      counts_.up_to_5s += one_if(seconds <= seconds_5);
      counts_.up_to_20s += one_if(seconds <= seconds_20);
      counts_.from_10min += one_if(seconds >= minutes_10);
    }
    counts_.talk_p50_s = quantile(durations_, 50);
    counts_.talk_p90_s = quantile(durations_, 90);
    counts_.talk_max_s = quantile(durations_, 100);
  }

  void finish_times() {
    if (timed_.empty()) return;
    if (!std::is_sorted(timed_.begin(), timed_.end())) std::sort(timed_.begin(), timed_.end());
    const auto second_of_day = [&](std::int64_t time_us) {
      return static_cast<std::int32_t>((time_us - day_ * core::us_per_day) / core::us_per_second);
    };
    counts_.first_s = second_of_day(timed_.front().time_us);
    counts_.last_s = second_of_day(timed_.back().time_us);
    counts_.hour_entropy_permille = static_cast<std::int32_t>(entropy_permille(hours_));
    pauses_.clear();
    for (std::size_t i = 1; i < timed_.size(); ++i) {
      const std::int64_t pause_us = timed_[i].time_us - timed_[i - 1].time_us;
      pauses_.push_back(static_cast<std::int32_t>(pause_us / core::us_per_second));
      counts_.sequential += one_if(is_next(timed_[i - 1].callee, timed_[i].callee));
    }
    std::sort(pauses_.begin(), pauses_.end());
    counts_.pause_median_s = quantile(pauses_, 50);
  }

  bool is_next(SelectorId before, SelectorId after) {
    if (before == no_selector || after == no_selector) return false;
    const CalleePlaces::Place a = places_.of(before), b = places_.of(after);
    if (a.value == 0 || b.value == 0 || a.digits != b.digits) return false;
    constexpr std::uint64_t steps = 10;
    const std::uint64_t distance = a.value < b.value ? b.value - a.value : a.value - b.value;
    return distance >= 1 && distance <= steps;
  }

  void finish_places() {
    count_runs(countries_, runs_);
    counts_.countries = static_cast<std::uint32_t>(runs_.size());
    counts_.top_country_permille = top_permille(runs_, countries_.size());
    count_runs(prefixes_, runs_);
    if (!prefixes_.empty())
      counts_.prefix_entropy_permille = static_cast<std::int32_t>(entropy_permille(runs_));
    count_runs(cells_, runs_);
    counts_.cells = static_cast<std::uint32_t>(runs_.size());
    counts_.top_cell_permille = top_permille(runs_, cells_.size());
    count_runs(handsets_, runs_);
    counts_.handsets = static_cast<std::uint32_t>(runs_.size());
    count_runs(cards_, runs_);
    counts_.cards = static_cast<std::uint32_t>(runs_.size());
  }

  struct Timed {
    std::int64_t time_us = 0;
    SelectorId callee{};
    auto operator<=>(const Timed&) const = default;
  };

  const DayMarks& marks_;
  CalleePlaces places_;
  std::vector<Contact> contacts_;  ///< [selectors]
  std::uint32_t slot_ = 0;
  std::int32_t day_ = 0;
  DayCounts counts_;
  // Of the day at work; kept between days so that their memory is.
  std::vector<SelectorId> callees_, handsets_, cards_;
  std::vector<evidence::CellId> cells_;
  std::vector<std::int32_t> durations_, pauses_;
  std::vector<Timed> timed_;
  std::vector<std::uint16_t> countries_;
  std::vector<std::uint32_t> prefixes_, runs_;
  std::array<std::uint32_t, hours_per_day> hours_{};
};

}  // namespace

core::Result<std::vector<DayCounts>> count_days(const core::RunContext& context,
                                                const evidence::Evidence& evidence,
                                                const DaysRequest& request) {
  CB_TRY_STATUS(core::check_cancelled(context));
  const DayMarks marks = make_day_marks(evidence.calls, evidence.selectors.size(), request.numbers);
  const auto day_of = [&](std::size_t mark) { return core::day_of(marks.marks[mark].time_us); };
  constexpr std::size_t block =
      256;  // a counter is 40 bytes for each selector: not one for each number
  std::vector<std::vector<DayCounts>> of_block((request.numbers.size() + block - 1) / block);
  const auto count_block = [&](const core::Block& some) -> core::Status {
    DayCounter counter(evidence, marks, request.simulated);
    for (std::size_t slot = some.begin; slot < some.end; ++slot) {
      CB_TRY_STATUS(core::check_cancelled(context));
      const std::size_t first = marks.begin[slot], last = marks.begin[slot + 1];
      for (std::size_t begin = first, end = first; begin < last; begin = end) {
        while (end < last && day_of(end) == day_of(begin)) ++end;
        DayCounts day = counter.count(std::span(marks.marks).subspan(begin, end - begin),
                                      static_cast<std::uint32_t>(slot),
                                      static_cast<std::int32_t>(day_of(first)));
        day.number = request.numbers[slot];
        of_block[some.number].push_back(day);
      }
    }
    return {};
  };
  CB_TRY_STATUS(core::parallel_blocks(context, request.numbers.size(), block, count_block));
  std::vector<DayCounts> days;
  for (auto& some : of_block) days.insert(days.end(), some.begin(), some.end());
  return days;
}

}  // namespace cuibono::calls
