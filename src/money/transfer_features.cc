// One window slides over all payments at once, because it is equally long for every account: a payment
// enters the counters of its two ends when it has been described, and leaves them when the window has
// passed it. Distinct counterparts are counted by pairs: a table holds, for each pair of ends with a payment
// in the window, how many; the first that enters and the last that leaves move the two ends' counts of
// counterparts. So the table is as large as the window, not as the ledger. Pairs and counters lie anywhere in
// memory: the lines of a payment are asked for before its turn comes.
#include "money/transfer_features.h"

#include <algorithm>
#include <string>
#include <utility>

namespace cuibono::money {
namespace {

constexpr std::size_t payments_max = 0xFFFFFFFFU;
/// Payments whose memory is asked for ahead. Enough to hide 100 ns behind 16 × 8 ns of work.
constexpr std::size_t ahead = 16;
constexpr std::size_t ask_every = 1U << 18U;
constexpr std::int64_t permille = 1000;

/// How many payments of each pair of ends are in the window: open addressing, at most half full; a pair
/// that leaves makes its place free by moving later ones of its run back (Knuth, TAOCP 3, 6.4, algorithm R).
class LivePairs {
 public:
  LivePairs() : slots_(least) {}
  void prefetch(std::uint64_t key) const noexcept { __builtin_prefetch(&slots_[place_of(key)], 1); }
  /// True where it is the first of its pair.
  bool enter(std::uint64_t key) {
    if ((pairs_ + 1) * 2 > slots_.size()) grow();
    Slot& slot = slots_[find(key)];
    slot.key = key;
    if (slot.payments++ != 0) return false;
    ++pairs_;
    return true;
  }
  /// True where it was the last of its pair.
  bool leave(std::uint64_t key) noexcept {
    std::size_t hole = find(key);
    if (--slots_[hole].payments != 0) return false;
    --pairs_;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = (hole + 1) & mask; slots_[at].payments != 0; at = (at + 1) & mask) {
      // Does the way from where this pair belongs to where it stands pass the hole?
      const std::size_t walked = (at - place_of(slots_[at].key)) & mask;
      if (walked < ((at - hole) & mask)) continue;
      slots_[hole] = slots_[at];
      slots_[at].payments = 0;
      hole = at;
    }
    return true;
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint64_t payments = 0;  ///< 0: free
  };
  static_assert(sizeof(Slot) == 16, "a slot lies in one line of memory");
  static constexpr std::size_t least = 1024;
  [[nodiscard]] std::size_t place_of(std::uint64_t key) const noexcept {
    return core::mix64(key) & (slots_.size() - 1);
  }
  /// Where the pair is, or the free place where it would be.
  [[nodiscard]] std::size_t find(std::uint64_t key) const noexcept {
    std::size_t at = place_of(key);
    while (slots_[at].payments != 0 && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
    for (const Slot& slot : old) {
      if (slot.payments != 0) slots_[find(slot.key)] = slot;
    }
  }
  std::vector<Slot> slots_;
  std::size_t pairs_ = 0;
};

/// An account in the window.
struct alignas(64) Busy {  // one line of memory
  std::int64_t out_minor = 0, in_minor = 0, last_in_us = never_us;
  std::uint32_t out_count = 0, in_count = 0, payees = 0, payers = 0;
};

std::uint64_t pair_key(std::uint32_t payer, std::uint32_t payee) noexcept {
  return (std::uint64_t{payer} << 32U) | payee;
}

std::uint32_t paid_on(const Busy& payer, std::int64_t amount_minor) noexcept {
  if (payer.in_minor == 0) return nothing_received;
  const core::Int128 paid = core::Int128{payer.out_minor} + amount_minor;
  return static_cast<std::uint32_t>(
      std::min<core::Int128>(permille, paid * permille / payer.in_minor));
}

void resize(TransferFeatures& features, std::size_t count) {
  for (auto* column :
       {&features.payer_out_count, &features.payer_payees, &features.payee_in_count,
        &features.payee_payers, &features.payer_in_count, &features.paid_on_permille})
    column->resize(count);
  for (auto* column : {&features.payer_out_minor, &features.payee_in_minor,
                       &features.payer_in_minor, &features.since_in_us})
    column->resize(count);
}

void describe(TransferFeatures& features, std::size_t i, const Busy& payer, const Busy& payee,
              std::int64_t time_us, std::int64_t amount_minor) noexcept {
  features.payer_out_count[i] = payer.out_count;
  features.payer_payees[i] = payer.payees;
  features.payer_out_minor[i] = payer.out_minor;
  features.payer_in_count[i] = payer.in_count;
  features.payer_in_minor[i] = payer.in_minor;
  features.payee_in_count[i] = payee.in_count;
  features.payee_payers[i] = payee.payers;
  features.payee_in_minor[i] = payee.in_minor;
  features.paid_on_permille[i] = paid_on(payer, amount_minor);
  features.since_in_us[i] = payer.last_in_us == never_us ? never_us : time_us - payer.last_in_us;
}

/// Whether `earlier` has left the window of `now`, without overflow at the ends of time.
bool has_left(std::int64_t earlier, std::int64_t now, std::int64_t window_us) noexcept {
  return static_cast<std::uint64_t>(now) - static_cast<std::uint64_t>(earlier) >
         static_cast<std::uint64_t>(window_us);
}

core::Error bad_payment(std::size_t i, std::string what) {
  return {core::ErrorCode::bad_input, std::move(what), "payment " + std::to_string(i),
          "hand in the payments of one asset, sorted by time, with dense numbers for accounts"};
}

}  // namespace

core::Status check_payments(const PaymentColumns& payments,
                            std::span<const std::int64_t> windows_us) {
  const std::size_t count = payments.time_us.size();
  if (payments.payer.size() != count || payments.payee.size() != count ||
      payments.amount_minor.size() != count) {
    return core::Error{core::ErrorCode::bad_input, "the columns of payments differ in length", "",
                       "hand in one time, payer, payee and amount for each payment"};
  }
  if (count >= payments_max) {
    return core::Error{core::ErrorCode::bad_input, "2^32 - 1 payments or more", "",
                       "hand in fewer at once"};
  }
  for (const std::int64_t window_us : windows_us) {
    if (window_us < 0) {
      return core::Error{core::ErrorCode::bad_input, "a window is shorter than nothing", "",
                         "windows are 0 or more"};
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (payments.payer[i] >= payments.accounts || payments.payee[i] >= payments.accounts)
      return bad_payment(i, "an account is out of range");
    if (payments.amount_minor[i] < 0) return bad_payment(i, "an amount is below 0");
    if (i > 0 && payments.time_us[i] < payments.time_us[i - 1])
      return bad_payment(i, "this payment is earlier than the one before it");
  }
  return {};
}

core::Result<TransferFeatures> find_transfer_features(const core::RunContext& context,
                                                      const PaymentColumns& payments,
                                                      std::int64_t window_us) {
  CB_TRY_STATUS(check_payments(payments, std::span(&window_us, 1)));
  const std::size_t count = payments.time_us.size();
  TransferFeatures features;
  resize(features, count);
  std::vector<Busy> busy(payments.accounts);
  LivePairs live;
  const auto pair_at = [&](std::size_t i) {
    return pair_key(payments.payer[i], payments.payee[i]);
  };
  const auto prefetch = [&](std::size_t i) {
    live.prefetch(pair_at(i));
    __builtin_prefetch(&busy[payments.payer[i]], 1);
    __builtin_prefetch(&busy[payments.payee[i]], 1);
  };
  std::size_t oldest = 0;  // the first payment in the window

  for (std::size_t i = 0; i < count; ++i) {
    if (i % ask_every == 0) CB_TRY_STATUS(core::check_cancelled(context));
    if (i + ahead < count) prefetch(i + ahead);
    const std::int64_t now = payments.time_us[i], amount_minor = payments.amount_minor[i];
    for (; has_left(payments.time_us[oldest], now, window_us); ++oldest) {
      Busy& payer = busy[payments.payer[oldest]];
      Busy& payee = busy[payments.payee[oldest]];
      payer.out_minor -= payments.amount_minor[oldest];
      payee.in_minor -= payments.amount_minor[oldest];
      --payer.out_count;
      --payee.in_count;
      if (live.leave(pair_at(oldest))) --payer.payees, --payee.payers;
      if (oldest + ahead < i) prefetch(oldest + ahead);
    }
    Busy& payer = busy[payments.payer[i]];
    Busy& payee = busy[payments.payee[i]];
    describe(features, i, payer, payee, now, amount_minor);
    if (live.enter(pair_at(i))) ++payer.payees, ++payee.payers;
    ++payer.out_count;
    ++payee.in_count;
    payee.last_in_us = now;
    if (__builtin_add_overflow(payer.out_minor, amount_minor, &payer.out_minor) ||
        __builtin_add_overflow(payee.in_minor, amount_minor, &payee.in_minor))
      return bad_payment(i, "what an account paid or received in the window is beyond 2^63");
  }
  return features;
}

}  // namespace cuibono::money
