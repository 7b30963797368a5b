#pragma once
// What the pattern kernels share: payments by account, counts of distinct things, runs of windows, pieces
// of money from receipt to payment, loops over accounts.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "money/pattern.h"

namespace cuibono::money {

inline constexpr core::Int128 permille = 1000;

/// A payment that has a shape at all.
[[nodiscard]] inline bool has_shape(const PaymentColumns& payments, std::size_t i) noexcept {
  return payments.payer[i] != payments.payee[i] && payments.amount_minor[i] > 0;
}

/// `time_us + window_us`, or the end of time.
[[nodiscard]] inline std::int64_t window_end(std::int64_t time_us,
                                             std::int64_t window_us) noexcept {
  std::int64_t end_us = 0;
  return __builtin_add_overflow(time_us, window_us, &end_us) ? INT64_MAX : end_us;
}

/// Positions of the payments of each account at one end, ascending.
struct PaymentIndex {
  std::vector<std::uint32_t> begin;    ///< [accounts + 1]
  std::vector<std::uint32_t> payment;  ///< [payments with a shape]
  [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t account) const noexcept {
    return std::span(payment).subspan(begin[account], begin[account + 1] - begin[account]);
  }
};
/// `end_of` is payments.payer or payments.payee. Cost  O(T + accounts), two passes.
[[nodiscard]] PaymentIndex make_payment_index(const PaymentColumns& payments,
                                              std::span<const std::uint32_t> end_of);

/// How many different things are in a window. What entered must leave before the next use.
class DistinctCount {
 public:
  explicit DistinctCount(std::size_t things) : times_(things) {}
  void enter(std::uint32_t thing) noexcept { distinct_ += times_[thing]++ == 0 ? 1U : 0U; }
  void leave(std::uint32_t thing) noexcept { distinct_ -= --times_[thing] == 0 ? 1U : 0U; }
  [[nodiscard]] bool holds(std::uint32_t thing) const noexcept { return times_[thing] != 0; }
  [[nodiscard]] std::uint32_t distinct() const noexcept { return distinct_; }

 private:
  std::vector<std::uint32_t> times_;
  std::uint32_t distinct_ = 0;
};

/// Of each run of windows that fulfil the options, the best; of equal ones the first.
template <class Window>
class BestOfRun {
 public:
  void fulfils(core::Int128 score, const Window& window) {
    if (!best_ || score > score_) best_ = window, score_ = score;
  }
  /// This window does not, or there is none any more.
  [[nodiscard]] std::optional<Window> end_run() { return std::exchange(best_, std::nullopt); }

 private:
  std::optional<Window> best_;
  core::Int128 score_ = 0;
};

/// A part of a receipt that left with a payment, first in, first out.
struct Piece {
  std::uint32_t received = 0, paid = 0;  ///< positions of both payments
  std::int64_t amount_minor = 0;
};

/// The pieces of one account in order: where the receipts, laid end to end, overlap the payments, laid end
/// to end (METHODS 1.7). What is paid beyond all that was received before is money of before the records
/// and makes no piece.
///
/// In      positions of receipts and payments, ascending.
/// Cost    O(receipts + payments); as many pieces at most.
template <class Take>
void for_each_piece(const PaymentColumns& payments, std::span<const std::uint32_t> receipts,
                    std::span<const std::uint32_t> outs, const Take& take) {
  std::size_t next = 0;         // the oldest receipt with something left
  std::int64_t used_minor = 0;  // of it
  for (const std::uint32_t out : outs) {
    std::int64_t open_minor = payments.amount_minor[out];
    while (open_minor > 0 && next < receipts.size() && receipts[next] < out) {
      const std::int64_t left_minor = payments.amount_minor[receipts[next]] - used_minor;
      const std::int64_t part_minor = std::min(left_minor, open_minor);
      take(Piece{receipts[next], out, part_minor});
      open_minor -= part_minor;
      used_minor += part_minor;
      if (part_minor == left_minor) ++next, used_minor = 0;
    }
  }
}

/// Sorts the transfers, takes each once, and sets from_us and to_us.
void settle_transfers(const PaymentColumns& payments, Pattern& pattern);

/// The sum of the amounts of the pattern's transfers.
[[nodiscard]] core::Int128 sum_of_transfers(const PaymentColumns& payments,
                                            const Pattern& pattern) noexcept;

/// Things of one type that several threads use in turn; each comes back as it was given out.
template <class Thing>
class Pool {
 public:
  explicit Pool(std::function<std::unique_ptr<Thing>()> make) : make_(std::move(make)) {}
  [[nodiscard]] std::unique_ptr<Thing> take() {
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      if (!free_.empty()) {
        auto thing = std::move(free_.back());
        free_.pop_back();
        return thing;
      }
    }
    return make_();
  }
  void give(std::unique_ptr<Thing> thing) {
    const std::lock_guard<std::mutex> guard(mutex_);
    free_.push_back(std::move(thing));
  }

 private:
  std::function<std::unique_ptr<Thing>()> make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Thing>> free_;
};

/// Runs look(account, scratch, patterns) for every account, and strings the answers together in the order
/// of accounts. `make` gives a scratch, which look leaves clean.
template <class Scratch, class Look>
[[nodiscard]] core::Result<Patterns> look_at_accounts(
    const core::RunContext& context, std::uint32_t accounts,
    std::function<std::unique_ptr<Scratch>()> make, const Look& look) {
  constexpr std::size_t block = 4096;
  std::vector<Patterns> pieces((std::size_t{accounts} + block - 1) / block);
  Pool<Scratch> pool(std::move(make));
  CB_TRY_STATUS(
      core::parallel_blocks(context, accounts, block, [&](const core::Block& some) -> core::Status {
        auto scratch = pool.take();
        for (std::size_t account = some.begin; account < some.end; ++account)
          look(static_cast<std::uint32_t>(account), *scratch, pieces[some.number]);
        pool.give(std::move(scratch));
        return {};
      }));
  Patterns all;
  for (Patterns& piece : pieces) {
    std::move(piece.found.begin(), piece.found.end(), std::back_inserter(all.found));
    all.truncated |= piece.truncated;
    all.passed_over += piece.passed_over;
  }
  return all;
}

}  // namespace cuibono::money
