// Marks of the days: the calls are gone through twice, in the order of time. The first time the marks of each number
// are counted, and who is called by these numbers, and which handsets they use; the second time each mark is
// put in its place, so that nothing is sorted. Since a day's calls follow each other, what is known of a callee or
// handset on the day before is done with: one entry for each selector tells where its last day stands.
#include "calls/days_marks.h"

#include <algorithm>

namespace cuibono::calls {
namespace {

using evidence::no_selector;
using evidence::SelectorId;

/// For some selectors the place of their latest day.
class LatestDay {
 public:
  explicit LatestDay(std::size_t selectors) : latest_(selectors) {}
  void watch(SelectorId id) {
    if (id != no_selector) latest_[id.index()].is_watched = true;
  }
  [[nodiscard]] bool is_watched(SelectorId id) const {
    return id != no_selector && latest_[id.index()].is_watched;
  }
  /// Its thing of this day, a new one at the end of `things` where it has none yet.
  template <class Thing>
  std::uint32_t place(SelectorId id, std::int64_t day, std::vector<Thing>& things) {
    Entry& entry = latest_[id.index()];
    if (entry.position == no_position || entry.day != day) {
      entry.day = static_cast<std::int32_t>(day);
      entry.position = static_cast<std::uint32_t>(things.size());
      things.emplace_back();
    }
    return entry.position;
  }

 private:
  struct Entry {
    std::int32_t day = 0;
    std::uint32_t position = no_position;
    bool is_watched = false;
  };
  std::vector<Entry> latest_;  ///< [selectors]
};

/// The end of a call that is the number's own.
struct OwnEnd {
  SelectorId number{}, imei{}, imsi{};
};

class Marker {
 public:
  Marker(const evidence::Calls& calls, std::size_t selectors, std::span<const SelectorId> numbers)
      : calls_(calls), slot_of_(selectors, no_position), callees_(selectors), handsets_(selectors) {
    for (std::uint32_t slot = 0; slot < numbers.size(); ++slot)
      slot_of_[numbers[slot].index()] = slot;
    marks_.begin.assign(numbers.size() + 1, 0);
  }

  DayMarks make() {
    for (std::uint32_t call = 0; call < calls_.size(); ++call) count(call);
    for (std::size_t slot = 1; slot < marks_.begin.size(); ++slot)
      marks_.begin[slot] += marks_.begin[slot - 1];
    marks_.marks.resize(marks_.begin.back());
    next_.assign(marks_.begin.begin(), marks_.begin.end() - 1);
    for (std::uint32_t call = 0; call < calls_.size(); ++call) place(call);
    for (auto& handset : marks_.handset_days) {
      auto& cards = handset.cards;
      std::sort(cards.begin(), cards.end());
      cards.erase(std::unique(cards.begin(), cards.end()), cards.end());
    }
    return std::move(marks_);
  }

 private:
  [[nodiscard]] bool is_dated(std::uint32_t call) const {
    return calls_.precision[call] < core::Precision::month;
  }
  [[nodiscard]] std::uint32_t slot_of(SelectorId id) const {
    return id == no_selector ? no_position : slot_of_[id.index()];
  }
  [[nodiscard]] OwnEnd end_of(std::uint32_t call, bool is_out) const {
    return is_out ? OwnEnd{calls_.caller[call], calls_.caller_imei[call], calls_.caller_imsi[call]}
                  : OwnEnd{calls_.callee[call], calls_.callee_imei[call], calls_.callee_imsi[call]};
  }

  void count(std::uint32_t call) {
    if (!is_dated(call)) return;
    for (const bool is_out : {true, false}) {
      const OwnEnd own = end_of(call, is_out);
      const std::uint32_t slot = slot_of(own.number);
      if (slot == no_position) continue;
      ++marks_.begin[slot + 1];
      handsets_.watch(own.imei);
      if (is_out) callees_.watch(calls_.callee[call]);
    }
  }

  std::uint32_t note_callee(std::uint32_t call, std::int64_t day) {
    const SelectorId caller = calls_.caller[call], callee = calls_.callee[call];
    if (!callees_.is_watched(callee) || caller == no_selector) return no_position;
    const std::size_t before = marks_.callee_days.size();
    const std::uint32_t position = callees_.place(callee, day, marks_.callee_days);
    CalleeDay& called = marks_.callee_days[position];
    if (position == before) called.caller = caller;
    called.has_others = called.has_others || called.caller != caller;
    if (slot_of(caller) == no_position) return position;
    if (called.caller_in_set == no_selector) called.caller_in_set = caller;
    called.has_others_in_set = called.has_others_in_set || called.caller_in_set != caller;
    return position;
  }

  std::uint32_t note_handset(const OwnEnd& own, std::int64_t day) {
    if (!handsets_.is_watched(own.imei)) return no_position;
    const std::uint32_t position = handsets_.place(own.imei, day, marks_.handset_days);
    auto& cards = marks_.handset_days[position].cards;
    if (own.imsi != no_selector && (cards.empty() || cards.back() != own.imsi))
      cards.push_back(own.imsi);
    return position;
  }

  void place(std::uint32_t call) {
    if (!is_dated(call)) return;
    const std::int64_t day = core::day_of(calls_.time_us[call]);
    const std::uint32_t callee_day = note_callee(call, day);
    for (const bool is_out : {true, false}) {
      const OwnEnd own = end_of(call, is_out);
      const std::uint32_t handset_day = note_handset(own, day);
      const std::uint32_t slot = slot_of(own.number);
      if (slot == no_position) continue;
      marks_.marks[next_[slot]++] = {calls_.time_us[call],
                                     is_out ? calls_.callee[call] : calls_.caller[call],
                                     own.imei,
                                     own.imsi,
                                     calls_.caller_cell[call],
                                     calls_.duration_s[call],
                                     is_out ? callee_day : no_position,
                                     handset_day,
                                     calls_.precision[call],
                                     calls_.answered[call],
                                     is_out};
    }
  }

  const evidence::Calls& calls_;
  std::vector<std::uint32_t> slot_of_;  ///< [selectors] position of a number asked for
  LatestDay callees_, handsets_;
  std::vector<std::uint64_t> next_;  ///< [numbers] where its next mark goes
  DayMarks marks_;
};

}  // namespace

DayMarks make_day_marks(const evidence::Calls& calls, std::size_t selectors,
                        std::span<const evidence::SelectorId> numbers) {
  return Marker(calls, selectors, numbers).make();
}

}  // namespace cuibono::calls
