// One window slides over all payments at once, because it is equally long for every account: a payment
// enters the counters of its two ends when it has been described, and leaves them when the window has
// passed it. Distinct counterparts are counted by pairs: each pair of ends has a number, each number a
// count of its payments in the window, and the first that enters and the last that leaves move the two
// ends' counts of counterparts. Pairs and counters are found by hash and lie anywhere in memory, so the
// lines of a block are asked for before the block is worked on.
#include "money/transfer_features.h"

#include <algorithm>
#include <bit>
#include <string>

namespace cuibono::money {
namespace {

constexpr std::uint32_t no_pair = 0xFFFFFFFFU;
/// Payments whose memory is asked for ahead. Enough to hide 100 ns behind 16 × 8 ns of work.
constexpr std::size_t ahead = 16;
constexpr std::size_t ask_every = 1U << 18U;
constexpr std::int64_t permille = 1000;

/// Numbers pairs of ends in order of first appearance: open addressing, at most half full.
class Pairs {
 public:
  explicit Pairs(std::size_t expected) {
    slots_.resize(std::bit_ceil(std::max<std::size_t>(expected, least)));
  }
  void prefetch(std::uint64_t key) const noexcept { __builtin_prefetch(&slots_[place_of(key)]); }
  std::uint32_t number_of(std::uint64_t key) {
    if ((keys_.size() + 1) * 2 > slots_.size()) grow();
    const std::uint64_t hash = core::mix64(key);
    const auto mark = static_cast<std::uint32_t>(hash >> 32U);
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].number != no_pair) {
      if (slots_[at].mark == mark && keys_[slots_[at].number] == key) return slots_[at].number;
      at = (at + 1) & (slots_.size() - 1);
    }
    slots_[at] = {static_cast<std::uint32_t>(keys_.size()), mark};
    keys_.push_back(key);
    return slots_[at].number;
  }
  [[nodiscard]] std::size_t size() const noexcept { return keys_.size(); }

 private:
  struct Slot {
    std::uint32_t number = no_pair, mark = 0;
  };
  static constexpr std::size_t least = 1024;
  [[nodiscard]] std::size_t place_of(std::uint64_t key) const noexcept {
    return core::mix64(key) & (slots_.size() - 1);
  }
  void grow() {
    slots_.assign(slots_.size() * 2, Slot{});
    for (std::size_t number = 0; number < keys_.size(); ++number) {
      const std::uint64_t hash = core::mix64(keys_[number]);
      std::size_t at = hash & (slots_.size() - 1);
      while (slots_[at].number != no_pair) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(hash >> 32U)};
    }
  }
  std::vector<Slot> slots_;
  std::vector<std::uint64_t> keys_;
};

/// An account in the window.
struct Busy {
  std::int64_t out_minor = 0, in_minor = 0, last_in_us = never_us;
  std::uint32_t out_count = 0, in_count = 0, payees = 0, payers = 0;
};

std::uint64_t pair_key(std::uint32_t payer, std::uint32_t payee) noexcept {
  return (std::uint64_t{payer} << 32U) | payee;
}

core::Error bad_row(std::size_t row, const char* what) {
  return {core::ErrorCode::bad_input, what, "payment " + std::to_string(row),
          "rows count from 0, in order of time"};
}

core::Status check_columns(const PaymentColumns& payments, std::int64_t window_us) {
  const std::size_t count = payments.time_us.size();
  if (payments.payer.size() != count || payments.payee.size() != count ||
      payments.amount_minor.size() != count) {
    return core::Error{core::ErrorCode::bad_input, "the columns of payments differ in length", "",
                       "hand in one time, payer, payee and amount for each payment"};
  }
  if (count >= no_pair) {
    return core::Error{core::ErrorCode::bad_input, "2^32 - 1 payments or more", "",
                       "hand in fewer at once"};
  }
  if (window_us < 0) {
    return core::Error{core::ErrorCode::bad_input, "the window is shorter than nothing", "",
                       "window_us is 0 or more"};
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (payments.payer[i] >= payments.accounts || payments.payee[i] >= payments.accounts)
      return bad_row(i, "an account is out of range");
    if (payments.amount_minor[i] < 0) return bad_row(i, "an amount is below 0");
    if (i > 0 && payments.time_us[i] < payments.time_us[i - 1])
      return bad_row(i, "this payment is earlier than the one before it");
  }
  return {};
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

}  // namespace

core::Result<TransferFeatures> find_transfer_features(const core::RunContext& context,
                                                      const PaymentColumns& payments,
                                                      std::int64_t window_us) {
  CB_TRY_STATUS(check_columns(payments, window_us));
  const std::size_t count = payments.time_us.size();
  TransferFeatures features;
  resize(features, count);
  std::vector<Busy> busy(payments.accounts);
  Pairs pairs(count / 4);
  std::vector<std::uint32_t> pair_of(count), live;  // live: [pairs] payments in the window
  std::size_t oldest = 0;                           // the first payment in the window

  for (std::size_t i = 0; i < count; ++i) {
    if (i % ask_every == 0) CB_TRY_STATUS(core::check_cancelled(context));
    if (i + ahead < count) {
      pairs.prefetch(pair_key(payments.payer[i + ahead], payments.payee[i + ahead]));
      __builtin_prefetch(&busy[payments.payer[i + ahead]]);
      __builtin_prefetch(&busy[payments.payee[i + ahead]]);
    }
    const std::int64_t now = payments.time_us[i], amount_minor = payments.amount_minor[i];
    for (; has_left(payments.time_us[oldest], now, window_us); ++oldest) {
      Busy& payer = busy[payments.payer[oldest]];
      Busy& payee = busy[payments.payee[oldest]];
      payer.out_minor -= payments.amount_minor[oldest];
      payee.in_minor -= payments.amount_minor[oldest];
      --payer.out_count;
      --payee.in_count;
      if (--live[pair_of[oldest]] == 0) --payer.payees, --payee.payers;
      if (oldest + ahead < i) {
        __builtin_prefetch(&busy[payments.payer[oldest + ahead]]);
        __builtin_prefetch(&busy[payments.payee[oldest + ahead]]);
        __builtin_prefetch(&live[pair_of[oldest + ahead]]);
      }
    }
    Busy& payer = busy[payments.payer[i]];
    Busy& payee = busy[payments.payee[i]];
    describe(features, i, payer, payee, now, amount_minor);
    pair_of[i] = pairs.number_of(pair_key(payments.payer[i], payments.payee[i]));
    if (pair_of[i] == live.size()) live.push_back(0);
    if (live[pair_of[i]]++ == 0) ++payer.payees, ++payee.payers;
    ++payer.out_count;
    ++payee.in_count;
    payee.last_in_us = now;
    if (__builtin_add_overflow(payer.out_minor, amount_minor, &payer.out_minor) ||
        __builtin_add_overflow(payee.in_minor, amount_minor, &payee.in_minor))
      return bad_row(i, "what an account paid or received in the window is beyond 2^63");
  }
  return features;
}

}  // namespace cuibono::money
