#pragma once
// What an account holds while a ledger with reversals, interest and conversions is followed: lots in the
// order of arrival, or shares.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/core.h"

namespace cuibono::money {

/// How the money of one purse leaves it.
enum class PurseOrder : std::uint8_t { oldest_first, newest_first, shares };

/// `mark` names the payment that brought it, where that one is taken back later; 0: it is not.
struct MarkedLot {
  std::int64_t amount_minor = 0;
  std::uint32_t tag = 0, mark = 0;
};
/// A share in 2^-fraction_bits of the unit. Money of tag 0 has a share only where it is marked.
struct MarkedShare {
  std::uint32_t tag = 0, mark = 0;
  std::int64_t units = 0;
};

/// Money between two purses.
struct MovedMoney {
  std::int64_t amount_minor = 0;
  std::vector<MarkedLot> lots;
  std::vector<MarkedShare> shares;
  void clear() {
    amount_minor = 0;
    lots.clear();
    shares.clear();
  }
};

[[nodiscard]] inline std::int64_t part_of_units(std::int64_t units, core::Int128 part,
                                                core::Int128 whole) noexcept {
  return static_cast<std::int64_t>(units * part / whole);
}

/// One account's money of one class. Without lots and shares all of it is of tag 0 and no mark.
class Purse {
 public:
  [[nodiscard]] std::int64_t balance_minor() const noexcept { return balance_minor_; }
  [[nodiscard]] bool is_plain() const noexcept { return head_ == lots_.size() && shares_.empty(); }
  /// Oldest first.
  [[nodiscard]] std::vector<MarkedLot> lots() const {
    return {lots_.begin() + static_cast<std::ptrdiff_t>(head_), lots_.end()};
  }
  [[nodiscard]] const std::vector<MarkedShare>& shares() const noexcept { return shares_; }

  /// Plain money; false where the balance would not fit.
  [[nodiscard]] bool add_plain(std::int64_t amount_minor) {
    if (__builtin_add_overflow(balance_minor_, amount_minor, &balance_minor_)) return false;
    if (head_ < lots_.size()) push({amount_minor, 0, 0});
    return true;
  }
  /// Of a plain purse.
  void remove_plain(std::int64_t amount_minor) noexcept { balance_minor_ -= amount_minor; }

  /// In  moved; the mark of the payment; how the purse keeps its money, shares in 2^-bits.
  [[nodiscard]] bool put(const MovedMoney& moved, std::uint32_t mark, PurseOrder order,
                         unsigned bits) {
    const std::int64_t before = balance_minor_;
    if (__builtin_add_overflow(balance_minor_, moved.amount_minor, &balance_minor_)) return false;
    if (order == PurseOrder::shares) {
      put_shares(moved, mark, bits);
      return true;
    }
    const bool is_plain_money =
        mark == 0 && std::all_of(moved.lots.begin(), moved.lots.end(),
                                 [](const MarkedLot& lot) { return lot.tag == 0; });
    if (is_plain() && is_plain_money) return true;
    if (is_plain() && before > 0) push({before, 0, 0});
    for (const MarkedLot& lot : moved.lots) push({lot.amount_minor, lot.tag, mark});
    return true;
  }

  /// Takes `amount_minor`, which is there, by the order of the purse; adds it to `moved`.
  void take(std::int64_t amount_minor, PurseOrder order, MovedMoney& moved) {
    if (amount_minor == 0) return;
    moved.amount_minor += amount_minor;
    const std::int64_t before = balance_minor_;
    balance_minor_ -= amount_minor;
    if (order == PurseOrder::shares) {
      take_shares(amount_minor, before, moved);
    } else if (is_plain()) {
      moved.lots.push_back({amount_minor, 0, 0});
    } else {
      take_lots(amount_minor, order == PurseOrder::newest_first, moved);
    }
  }

  /// What is left of the money that a marked payment brought, in whole units.
  [[nodiscard]] std::int64_t left_of(std::uint32_t mark, unsigned bits) const {
    core::Int128 units = 0;
    for (std::size_t i = head_; i < lots_.size(); ++i)
      units += lots_[i].mark == mark ? lots_[i].amount_minor : 0;
    core::Int128 shares = 0;
    for (const MarkedShare& share : shares_) shares += share.mark == mark ? share.units : 0;
    return static_cast<std::int64_t>(
        std::min<core::Int128>(units + (shares >> bits), balance_minor_));
  }

  /// Takes that of it, the newest lots first, of shares from each alike; it is there.
  void take_marked(std::uint32_t mark, std::int64_t amount_minor, unsigned bits,
                   MovedMoney& moved) {
    if (amount_minor == 0) return;
    moved.amount_minor += amount_minor;
    balance_minor_ -= amount_minor;
    std::int64_t left = amount_minor;
    for (std::size_t i = lots_.size(); i-- > head_ && left > 0;) {
      if (lots_[i].mark != mark) continue;
      const std::int64_t part = std::min(left, lots_[i].amount_minor);
      moved.lots.push_back({part, lots_[i].tag, 0});
      lots_[i].amount_minor -= part;
      left -= part;
    }
    take_marked_shares(mark, core::Int128{left} << bits, moved);
    settle();
  }

 private:
  void push(const MarkedLot& lot) {
    if (lot.amount_minor == 0) return;
    if (head_ < lots_.size() && lots_.back().tag == lot.tag && lots_.back().mark == lot.mark) {
      lots_.back().amount_minor += lot.amount_minor;
    } else {
      lots_.push_back(lot);
    }
  }

  void take_lots(std::int64_t amount_minor, bool newest_first, MovedMoney& moved) {
    for (std::int64_t left = amount_minor; left > 0;) {
      MarkedLot& lot = newest_first ? lots_.back() : lots_[head_];
      const std::int64_t part = std::min(left, lot.amount_minor);
      moved.lots.push_back({part, lot.tag, 0});
      left -= part;
      lot.amount_minor -= part;
      if (lot.amount_minor > 0) continue;
      if (newest_first)
        lots_.pop_back();
      else
        ++head_;
    }
    const bool is_long = head_ > 64 && 2 * head_ > lots_.size();
    if (is_long) {
      lots_.erase(lots_.begin(), lots_.begin() + static_cast<std::ptrdiff_t>(head_));
      head_ = 0;
    }
    if (head_ == lots_.size() || (head_ + 1 == lots_.size() && is_untagged(lots_.back()))) clear();
  }

  static bool is_untagged(const MarkedLot& lot) { return lot.tag == 0 && lot.mark == 0; }
  void clear() {
    lots_.clear();
    head_ = 0;
  }

  /// Drops what became empty in the middle; joins what became neighbours.
  void settle() {
    std::vector<MarkedLot> kept;
    kept.swap(lots_);
    const std::size_t from = head_;
    head_ = 0;
    for (std::size_t i = from; i < kept.size(); ++i) push(kept[i]);
    if (lots_.size() == 1 && is_untagged(lots_[0])) clear();
    std::erase_if(shares_, [](const MarkedShare& share) { return share.units == 0; });
  }

  void take_shares(std::int64_t amount_minor, std::int64_t before, MovedMoney& moved) {
    const bool is_all = amount_minor == before;
    for (MarkedShare& share : shares_) {
      const std::int64_t part =
          is_all ? share.units : part_of_units(share.units, amount_minor, before);
      if (part > 0 && share.tag != 0) moved.shares.push_back({share.tag, 0, part});
      share.units -= part;
    }
    std::erase_if(shares_, [](const MarkedShare& share) { return share.units == 0; });
  }

  void take_marked_shares(std::uint32_t mark, core::Int128 units, MovedMoney& moved) {
    if (units == 0) return;
    core::Int128 all = 0;
    for (const MarkedShare& share : shares_) all += share.mark == mark ? share.units : 0;
    for (MarkedShare& share : shares_) {
      if (share.mark != mark) continue;
      const std::int64_t part = part_of_units(share.units, units, all);
      if (part > 0 && share.tag != 0) moved.shares.push_back({share.tag, 0, part});
      share.units -= part;
    }
  }

  static bool is_before(const MarkedShare& a, const MarkedShare& b) {
    return a.tag != b.tag ? a.tag < b.tag : a.mark < b.mark;
  }

  void put_shares(const MovedMoney& moved, std::uint32_t mark, unsigned bits) {
    core::Int128 unknown = core::Int128{moved.amount_minor} << bits;
    for (const MarkedShare& share : moved.shares) unknown -= share.units;
    constexpr std::size_t few = 4;
    if (moved.shares.size() <= few) {
      for (const MarkedShare& share : moved.shares) add_share({share.tag, mark, share.units});
    } else {
      merge_shares(moved.shares, mark);
    }
    if (mark != 0 && unknown > 0) add_share({0, mark, static_cast<std::int64_t>(unknown)});
  }
  void add_share(const MarkedShare& share) {
    const auto at = std::lower_bound(shares_.begin(), shares_.end(), share, is_before);
    if (at != shares_.end() && !is_before(share, *at))
      at->units += share.units;
    else
      shares_.insert(at, share);
  }
  void merge_shares(const std::vector<MarkedShare>& came, std::uint32_t mark) {
    std::vector<MarkedShare> all = shares_;
    for (const MarkedShare& share : came) all.push_back({share.tag, mark, share.units});
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(shares_.size());
    std::sort(middle, all.end(), is_before);
    std::inplace_merge(all.begin(), middle, all.end(), is_before);
    shares_.clear();
    for (const MarkedShare& share : all) {
      const bool is_same = !shares_.empty() && !is_before(shares_.back(), share);
      if (is_same)
        shares_.back().units += share.units;
      else
        shares_.push_back(share);
    }
  }

  std::int64_t balance_minor_ = 0;
  std::vector<MarkedLot> lots_;
  std::size_t head_ = 0;
  std::vector<MarkedShare> shares_;
};

}  // namespace cuibono::money
