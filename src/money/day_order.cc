#include "money/day_order.h"

#include <algorithm>
#include <optional>
#include <queue>
#include <unordered_map>

namespace cuibono::money {
namespace {

constexpr std::uint32_t nobody = evidence::no_selector.value;

/// The end that waits, and the end that is waited for.
std::uint32_t waits_of(const DayEvent& event, DayOrder order) {
  return order == DayOrder::credits_first ? event.payer : event.payee;
}
std::uint32_t frees_of(const DayEvent& event, DayOrder order) {
  return order == DayOrder::credits_first ? event.payee : event.payer;
}

class Day {
 public:
  Day(std::span<const DayEvent> events, DayOrder order)
      : events_(events), order_(order), is_placed_(events.size(), 0) {
    for (std::uint32_t i = 0; i < events.size(); ++i) {
      if (!events[i].is_free) fixed_.push_back(i);
      if (const std::uint32_t end = frees_of(events[i], order); end != nobody) ++open_[end];
      if (const std::uint32_t end = waits_of(events[i], order); end != nobody)
        waiting_[end].push_back(i);
    }
  }

  std::vector<std::uint32_t> run() {
    for (std::uint32_t i = 0; i < events_.size(); ++i) offer(i);
    std::vector<std::uint32_t> out;
    while (out.size() < events_.size()) {
      const std::uint32_t next = choose();
      is_placed_[next] = 1;
      out.push_back(next);
      if (!events_[next].is_free) {
        ++next_fixed_;
        if (next_fixed_ < fixed_.size()) offer(fixed_[next_fixed_]);
      }
      const std::uint32_t end = frees_of(events_[next], order_);
      if (end == nobody || --open_[end] > 1) continue;  // at 1 it may be a payment to itself
      for (const std::uint32_t waiting : waiting_[end]) offer(waiting);
    }
    return out;
  }

 private:
  [[nodiscard]] bool may_be_next(std::uint32_t i) const {
    return events_[i].is_free || (next_fixed_ < fixed_.size() && fixed_[next_fixed_] == i);
  }
  [[nodiscard]] bool waits(std::uint32_t i) {
    const std::uint32_t end = waits_of(events_[i], order_);
    if (end == nobody) return false;
    // A payment to itself does not wait for itself.
    const std::uint32_t own = frees_of(events_[i], order_) == end ? 1U : 0U;
    const auto open = open_.find(end);
    return open != open_.end() && open->second > own;
  }
  void offer(std::uint32_t i) {
    if (is_placed_[i] == 0 && may_be_next(i) && !waits(i)) ready_.push(i);
  }
  std::uint32_t choose() {
    while (!ready_.empty()) {
      const std::uint32_t i = ready_.top();
      ready_.pop();
      if (is_placed_[i] == 0) return i;
    }
    // All wait. Before the next fixed one no other fixed one is left, so the first left may be next.
    while (is_placed_[first_] != 0) ++first_;
    return first_;
  }

  std::span<const DayEvent> events_;
  DayOrder order_;
  std::vector<std::uint8_t> is_placed_;
  std::vector<std::uint32_t> fixed_;
  std::size_t next_fixed_ = 0;
  std::uint32_t first_ = 0;
  std::unordered_map<std::uint32_t, std::uint32_t> open_;  ///< what an end is still waited for
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> waiting_;
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> ready_;
};

/// Only the day is known, and no balance tells the order of rows.
bool is_free(const evidence::Transfers& t, std::uint32_t i) {
  return t.precision[i] == core::Precision::day &&
         t.balance_after_minor[i] == evidence::no_amount &&
         t.payee_balance_after_minor[i] == evidence::no_amount;
}

}  // namespace

std::vector<std::uint32_t> order_day(std::span<const DayEvent> events, DayOrder order) {
  return Day(events, order).run();
}

std::vector<std::uint32_t> order_day_reference(std::span<const DayEvent> events, DayOrder order) {
  std::vector<std::uint32_t> out;
  std::vector<bool> is_placed(events.size(), false);
  while (out.size() < events.size()) {
    std::optional<std::uint32_t> first, ready;
    bool is_fixed_seen = false;
    for (std::uint32_t i = 0; i < events.size(); ++i) {
      if (is_placed[i]) continue;
      if (!events[i].is_free && is_fixed_seen) continue;
      is_fixed_seen = is_fixed_seen || !events[i].is_free;
      if (!first) first = i;
      const std::uint32_t end = waits_of(events[i], order);
      bool waits = false;
      for (std::uint32_t j = 0; j < events.size() && end != nobody; ++j)
        waits = waits || (j != i && !is_placed[j] && frees_of(events[j], order) == end);
      if (!waits && !ready) ready = i;
    }
    const std::uint32_t next = ready ? *ready : *first;
    is_placed[next] = true;
    out.push_back(next);
  }
  return out;
}

std::vector<std::uint32_t> rank_transfers(const evidence::Transfers& transfers, DayOrder order) {
  std::vector<std::uint32_t> rank;
  std::vector<DayEvent> day;
  const auto count = static_cast<std::uint32_t>(transfers.size());
  for (std::uint32_t begin = 0, end = 0; begin < count; begin = end) {
    const std::int64_t of = core::day_of(transfers.time_us[begin]);
    bool any_free = false;
    while (end < count && core::day_of(transfers.time_us[end]) == of) {
      any_free = any_free || is_free(transfers, end);
      ++end;
    }
    if (!any_free || end - begin == 1) continue;
    day.clear();
    for (std::uint32_t i = begin; i < end; ++i)
      day.push_back({transfers.payer[i].value, transfers.payee[i].value, is_free(transfers, i)});
    const std::vector<std::uint32_t> places = order_day(day, order);
    if (std::is_sorted(places.begin(), places.end())) continue;
    if (rank.empty()) {
      rank.resize(count);
      for (std::uint32_t i = 0; i < count; ++i) rank[i] = i;
    }
    for (std::uint32_t i = 0; i < places.size(); ++i) rank[begin + places[i]] = begin + i;
  }
  return rank;
}

}  // namespace cuibono::money
