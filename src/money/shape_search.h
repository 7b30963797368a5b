#pragma once
// The searches of shape_counts.h over any lists of payments: those of a whole table, or of a stream.
//
// Idea        time-ordered cycles: backward from the payer, how late may money leave each account and still
//             arrive in time? Then forward from the payee, only to accounts that it can leave later than it
//             comes. Short cycles: two searches by breadth from both ends, the smaller front first, until they
//             meet; then forward only where the steps that are left are enough. So both fail only where an
//             account would be passed twice. Scatter-gather: what one end paid is marked, and looked for among
//             what paid those beyond the other end.
// Encoding    Lists is any type with payees(a) and payers(a): spans of TickedPayment from the first in the
//             window on, ascending. `first` is the tick at which the window begins, `now` that of the payment.
//             A mark is valid if it bears the number of the present search: nothing is wiped.
// Invariants  the first payment of a pair in a window stands for all of its pair: before_tick < first. In order
//             of time the first after an arrival is as good as any later one, so bundling is exact.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "money/account_lists.h"
#include "money/shape_counts.h"

namespace cuibono::money {

/// How many of each size were found for one payment.
class SizeTally {
 public:
  void add(std::size_t size) {
    if (size >= counts_.size()) counts_.resize(size + 1, 0);
    if (counts_[size]++ == 0) sizes_.push_back(static_cast<std::uint32_t>(size));
  }
  /// Appends what was found for `row`, and begins again.
  void move_to(SizeCounts& all, std::uint32_t row) {
    std::sort(sizes_.begin(), sizes_.end());
    for (const std::uint32_t size : sizes_) {
      all.push_back({row, size, counts_[size]});
      counts_[size] = 0;
    }
    sizes_.clear();
  }

 private:
  std::vector<std::uint64_t> counts_;
  std::vector<std::uint32_t> sizes_;
};

/// The payment whose shapes are looked for.
struct ShapeEnd {
  std::uint32_t payer = 0, payee = 0;
  std::uint32_t first = 0, now = 0;  ///< ticks
};

class ShapeSearch {
 public:
  void resize(std::size_t accounts) {
    if (accounts <= marks_.size()) return;
    marks_.resize(accounts);
    is_other_.resize(accounts);
  }

  template <class Lists>
  void find_temporal_cycles(Lists& lists, const ShapeEnd& end, SizeTally& tally) {
    if (end.payer == end.payee || !begins_before(lists.payees(end.payee), end.now) ||
        !begins_before(lists.payers(end.payer), end.now))
      return;
    begin_search();
    if (!leave_backward(lists, end)) return;
    path_.clear();
    const auto enter = [&](std::uint32_t account, std::uint32_t arrived) {
      const auto all = lists.payees(account);
      const auto after = arrived < end.first
                             ? all.begin()
                             : std::partition_point(
                                   all.begin(), all.end(),
                                   [&](const TickedPayment& p) { return p.tick <= arrived; });
      marks_[account].on_path = search_;
      path_.push_back({account, arrived, {after, all.end()}});
    };
    enter(end.payee, end.first - 1);
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.left.empty() || step.left.front().tick >= end.now) {
        marks_[step.account].on_path = 0;
        path_.pop_back();
        continue;
      }
      const TickedPayment p = step.left.front();
      step.left = step.left.subspan(1);
      // Not the first of its pair after the arrival?
      if (p.before_tick > step.arrived) continue;
      if (p.other == end.payer) {
        tally.add(path_.size() + 1);
      } else if (const Mark& mark = marks_[p.other];
                 mark.back == search_ && mark.leave_by > p.tick && mark.on_path != search_) {
        enter(p.other, p.tick);
      }
    }
  }

  template <class Lists>
  void find_short_cycles(Lists& lists, const ShapeEnd& end, std::uint32_t length_max,
                         SizeTally& tally) {
    if (end.payer == end.payee || !begins_before(lists.payees(end.payee), end.now) ||
        !begins_before(lists.payers(end.payer), end.now))
      return;
    begin_search();
    if (!meet(lists, end, length_max - 1)) return;
    path_.clear();
    const auto enter = [&](std::uint32_t account) {
      marks_[account].on_path = search_;
      path_.push_back({account, 0, lists.payees(account)});
    };
    enter(end.payee);
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.left.empty() || step.left.front().tick >= end.now) {
        marks_[step.account].on_path = 0;
        path_.pop_back();
        continue;
      }
      const TickedPayment p = step.left.front();
      step.left = step.left.subspan(1);
      if (p.before_tick >= end.first) continue;
      if (p.other == end.payer) {
        tally.add(path_.size() + 1);
      } else if (const Mark& mark = marks_[p.other];
                 mark.back == search_ && mark.on_path != search_ &&
                 path_.size() + 1 + mark.steps_back <= length_max) {
        enter(p.other);
      }
    }
  }

  /// Lists hold the payment itself and nothing that stands after it.
  template <class Lists>
  void find_scatter_gathers(Lists& lists, const ShapeEnd& end, SizeTally& tally) {
    if (end.payer == end.payee) return;
    const auto paid_by_payer = lists.payees(end.payer), pay_payee = lists.payers(end.payee);
    const auto paid_by_payee = lists.payees(end.payee), pay_payer = lists.payers(end.payer);
    // As a scattering leg: payer -> payee -> sink.
    if (paid_by_payer.size() > 1 && !paid_by_payee.empty() &&
        mark_others(paid_by_payer, end.first, end.payer) > 1) {
      for (const TickedPayment& p : paid_by_payee) {
        if (p.before_tick >= end.first || p.other == end.payer || p.other == end.payee) continue;
        const std::uint32_t between = count_marked(lists.payers(p.other), end.first, p.other);
        if (between > 1) tally.add(between);
      }
    }
    // As a gathering leg: source -> payer -> payee.
    if (pay_payee.size() > 1 && !pay_payer.empty() &&
        mark_others(pay_payee, end.first, end.payee) > 1) {
      for (const TickedPayment& p : pay_payer) {
        if (p.before_tick >= end.first || p.other == end.payer || p.other == end.payee) continue;
        const std::uint32_t between = count_marked(lists.payees(p.other), end.first, end.payee);
        if (between > 1) tally.add(between);
      }
    }
  }

 private:
  struct Mark {
    std::uint32_t back = 0, forward = 0, on_path = 0;  ///< the search that set it
    std::uint32_t leave_by = 0;  ///< time-ordered: the latest tick at which money can leave
    std::uint32_t scanned = 0;   ///< time-ordered: so many of its receipts were looked at
    std::uint32_t is_waiting = 0;
    std::uint16_t steps_back = 0, steps_forward = 0;  ///< short: to the payer, from the payee
    std::uint32_t pad = 0;
  };
  static_assert(sizeof(Mark) == 32, "two lie in one line of memory");
  struct Step {
    std::uint32_t account = 0, arrived = 0;
    std::span<const TickedPayment> left;
  };

  static bool begins_before(std::span<const TickedPayment> payments, std::uint32_t now) noexcept {
    return !payments.empty() && payments.front().tick < now;
  }

  void begin_search() {
    if (search_ == std::numeric_limits<std::uint32_t>::max()) {
      std::fill(marks_.begin(), marks_.end(), Mark{});
      std::fill(is_other_.begin(), is_other_.end(), 0U);
      search_ = 0;
    }
    ++search_;
  }

  /// Latest departures from all accounts that reach the payer in time; whether the payee is one.
  template <class Lists>
  bool leave_backward(Lists& lists, const ShapeEnd& end) {
    front_.clear();
    Mark& root = marks_[end.payer];
    root.back = search_, root.leave_by = end.now, root.scanned = 0;
    front_.push_back(end.payer);
    for (std::size_t turn = 0; turn < front_.size(); ++turn) {
      const std::uint32_t account = front_[turn];
      const auto receipts = lists.payers(account);
      Mark& mark = marks_[account];
      mark.is_waiting = 0;
      for (; mark.scanned < receipts.size() && receipts[mark.scanned].tick < mark.leave_by;
           ++mark.scanned) {
        const TickedPayment& p = receipts[mark.scanned];
        if (p.other == end.payer || p.other == account) continue;
        Mark& from = marks_[p.other];
        if (from.back != search_) {
          from.back = search_, from.leave_by = p.tick, from.scanned = 0, from.is_waiting = 0;
        } else if (from.leave_by >= p.tick) {
          continue;
        } else {
          from.leave_by = p.tick;
        }
        // Nothing comes back to the payee: a cycle passes it once.
        if (from.is_waiting != 0 || p.other == end.payee) continue;
        from.is_waiting = 1;
        front_.push_back(p.other);
      }
    }
    return marks_[end.payee].back == search_;
  }

  /// Steps from the payee and to the payer for every account on a walk of at most `steps_max` between them;
  /// whether there is one.
  template <class Lists>
  bool meet(Lists& lists, const ShapeEnd& end, std::uint32_t steps_max) {
    Mark& payee = marks_[end.payee];
    Mark& payer = marks_[end.payer];
    payee.forward = search_, payee.steps_forward = 0;
    payer.back = search_, payer.steps_back = 0;
    front_.assign(1, end.payee);
    back_front_.assign(1, end.payer);
    std::uint32_t forward = 0, back = 0;
    bool have_met = false;
    while (forward + back < steps_max && !front_.empty() && !back_front_.empty()) {
      next_.clear();
      if (front_.size() <= back_front_.size()) {
        ++forward;
        for (const std::uint32_t account : front_) {
          for (const TickedPayment& p : lists.payees(account)) {
            if (p.tick >= end.now) break;
            Mark& mark = marks_[p.other];
            if (mark.forward == search_) continue;
            mark.forward = search_, mark.steps_forward = static_cast<std::uint16_t>(forward);
            have_met |= mark.back == search_;
            if (p.other != end.payer) next_.push_back(p.other);
          }
        }
        front_.swap(next_);
      } else {
        ++back;
        for (const std::uint32_t account : back_front_) {
          for (const TickedPayment& p : lists.payers(account)) {
            if (p.tick >= end.now) break;
            Mark& mark = marks_[p.other];
            if (mark.back == search_) continue;
            mark.back = search_, mark.steps_back = static_cast<std::uint16_t>(back);
            have_met |= mark.forward == search_;
            if (p.other != end.payee) next_.push_back(p.other);
          }
        }
        back_front_.swap(next_);
      }
    }
    if (!have_met) return false;
    // Further back, through accounts that the search forward has reached in time.
    while (back < steps_max && !back_front_.empty()) {
      ++back;
      next_.clear();
      for (const std::uint32_t account : back_front_) {
        for (const TickedPayment& p : lists.payers(account)) {
          if (p.tick >= end.now) break;
          Mark& mark = marks_[p.other];
          if (mark.back == search_ || mark.forward != search_ ||
              mark.steps_forward + back > steps_max)
            continue;
          mark.back = search_, mark.steps_back = static_cast<std::uint16_t>(back);
          if (p.other != end.payee) next_.push_back(p.other);
        }
      }
      back_front_.swap(next_);
    }
    return true;
  }

  /// Marks the other ends, but for `without`; how many there are.
  std::uint32_t mark_others(std::span<const TickedPayment> payments, std::uint32_t first,
                            std::uint32_t without) {
    begin_search();
    std::uint32_t marked = 0;
    for (const TickedPayment& p : payments) {
      if (p.before_tick >= first || p.other == without) continue;
      is_other_[p.other] = search_;
      ++marked;
    }
    return marked;
  }

  [[nodiscard]] std::uint32_t count_marked(std::span<const TickedPayment> payments,
                                           std::uint32_t first, std::uint32_t without) const {
    std::uint32_t count = 0;
    for (const TickedPayment& p : payments)
      count += p.before_tick < first && p.other != without && is_other_[p.other] == search_;
    return count;
  }

  std::vector<Mark> marks_;
  std::vector<std::uint32_t>
      is_other_;  ///< scatter-gather: the search that marked it; 4 bytes, to stay in the cache
  std::vector<std::uint32_t> front_, back_front_, next_;
  std::vector<Step> path_;
  std::uint32_t search_ = 0;
};

}  // namespace cuibono::money
