#pragma once
// What both passes back share: the tape of balances, the walk back, the units of a source.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "money/trace_back.h"
#include "money/trace_parts.h"

namespace cuibono::money {

/// Balances at the end, and what is needed to take them back payment by payment.
struct BalanceTape {
  std::vector<std::int64_t> balance_minor;  ///< [accounts]
  /// Of each payment that leaves its payer a balance of 0, in order: what it was topped up by, or 0.
  std::vector<std::int64_t> missing_minor;
};

/// The part of a ledger that a target can come from.
struct BackLedger {
  std::span<const LedgerTransfer> transfers;
  std::span<const Seed> seeds;
  std::int64_t total_minor = 0;
  BalanceTape tape;
};

/// Errors  of the ledger, its seeds and the target: see trace_back_fifo.
[[nodiscard]] core::Result<BackLedger> read_back_ledger(const core::RunContext& context,
                                                        std::span<const LedgerTransfer> transfers,
                                                        std::span<const Seed> seeds,
                                                        const TraceOptions& options,
                                                        const BackTarget& target);

/// 16, or as much fewer as `total` needs to fit 62 bits.
[[nodiscard]] inline unsigned back_fraction_bits(std::int64_t total_minor) noexcept {
  const auto width = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(total_minor)));
  return static_cast<unsigned>(std::clamp(62 - width, 0, 16));
}

/// A payment on the way back.
struct BackPayment {
  Payment payment;
  std::int64_t missing_minor = 0;       ///< what it was topped up by
  std::int64_t payer_before_minor = 0;  ///< the payer's balance before it, topped up
};

/// Hands over the payments from the last to the first, once checked by read_back_ledger.
///
/// Use     `balance(account)` is a reference to the balance of an account, at the end when the walk begins;
///         the walk takes it back. `fetch(account)` may prefetch. `step(payment)` sees the balances as
///         they were before the payment, except that the payer's lacks what it was topped up by.
/// Errors  cancelled; integrity where the tape does not fit the ledger.
template <class Balance, class Fetch, class Step>
[[nodiscard]] core::Status walk_back(const core::RunContext& context, const BackLedger& ledger,
                                     const Balance& balance, const Fetch& fetch, const Step& step) {
  constexpr std::size_t block = 4096;
  std::size_t seeds_left = ledger.seeds.size(), missing_left = ledger.tape.missing_minor.size();
  for (std::size_t i = ledger.transfers.size(); i-- > 0;) {
    if (i % block == 0) CB_TRY_STATUS(core::check_cancelled(context));
    const LedgerTransfer& ahead = ledger.transfers[i - std::min(i, fetch_ahead)];
    fetch(ahead.payer);
    fetch(ahead.payee);
    const LedgerTransfer& t = ledger.transfers[i];
    const bool seeded = seeds_left > 0 && ledger.seeds[seeds_left - 1].transfer == i;
    const std::uint32_t seed_tag = seeded ? ledger.seeds[--seeds_left].tag : 0;
    if (t.payer == t.payee || t.amount_minor == 0) continue;
    std::int64_t& payer = balance(t.payer);
    BackPayment back{{static_cast<std::uint32_t>(i), t.payer, t.payee, seed_tag, t.amount_minor},
                     0,
                     payer + t.amount_minor};
    if (payer == 0) back.missing_minor = ledger.tape.missing_minor[--missing_left];
    payer += t.amount_minor - back.missing_minor;
    balance(t.payee) -= t.amount_minor;
    step(back);
  }
  CB_CHECK(missing_left == 0, "the way back found fewer empty accounts than the way there");
  return {};
}

}  // namespace cuibono::money
