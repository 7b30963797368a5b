#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "money/trace.h"

namespace cuibono::money {

/// What a victim can still claim on one account, by the lowest balance since the victim's money came.
struct LowestBalance {
  std::uint32_t account = 0;
  std::uint32_t tag = 0;              ///< 0: all victims together, the joint cap
  std::int64_t cap_minor = 0;         ///< the victim alone, as if there were no other
  std::int64_t prorata_minor = 0;     ///< the joint cap, shared by the caps
  std::int64_t pari_passu_minor = 0;  ///< the joint cap, shared by all that was ever paid in
  bool is_paid_direct = false;  ///< a seed of the tag pays this account; else it is one payment on
  auto operator<=>(const LowestBalance&) const = default;
};

struct LowestBalanceOptions {
  std::uint32_t accounts = 0;
  std::uint32_t tags = 0;
  /// Most claims in payments (a victim in a payment) before the kernel gives up; 0: no limit. each is a
  /// search among the account's low points, and up to 64 bytes.
  std::uint64_t claims_max = 0;
};

/// The lowest intermediate balance, for each victim alone and for all of them together.
///
/// Use     as the cap on what may still be a victim's, on accounts that a victim paid and one payment on.
///         Bounds that hold on any way are another kernel's. No rule of attribution: for those see
///         trace.h.
/// In      transfers and seeds as trace_fifo; own_tags sorted: the wrongdoer's own, which never share and
///         never refill a cap.
/// Out     [rows] sorted by account and tag: every account that a seed of the tag pays, and every account
///         that one of those pays while something of the tag may be in the payment. All else has no
///         row: the cap is not defined there. A row may say 0. Of each payment on from an account that
///         a victim paid, min(payment, cap) may be the victim's; what one payment to an account has
///         is taken from what a later one to it can have, but not from other accounts: each is asked
///         for by itself, and caps of two accounts are never added. Money that comes by two payments
///         and more is in no cap. Whole units by largest remainder inside an account, ties to the tag that the
///         ledger names first.
/// Laws    1 0 <= cap <= balance of the account, and <= what of the tag was paid in.
///         2 joint: joint cap <= sum of caps; prorata <= cap; prorata and pari_passu sum to the joint
///           cap. (pari_passu ignores dates and may exceed a cap.)
///         3 where the victims' money comes directly or by one payment only: no rule of trace.h, trace_lifo.h
///           or trace_classes.h, nor any attribution that conserves value and respects the order of
///           payments, leaves more than the cap.
///         4 tight: where it comes directly only, or by the payments of one account only, the cap is the
///           most that such an attribution can leave.
///         5 one victim, paid directly only: own_first with unknown_as own leaves the cap.
///         6 relabelling accounts or tags permutes the answer, nothing else.
///         7 scaling all amounts by k scales caps by k.
/// Cost    time O(T + claims · log of an account's payments + rows · log rows); memory 16 bytes an
///         account, 16 bytes a payment of an account in question at most, 64 for each victim, account and
///         payee of it that a claim reaches.
/// Errors  as trace_fifo; bad_input also for own_tags unsorted or out of range and for contributions to one
///         account beyond 2^63.  resources: claims_max reached.  cancelled.
/// Source  Roscoe v Winder [1915] 1 Ch 62; the joint cap so that claims which are each valid do not
///         exceed the pool together. One payment on is our reading: the most that can have come.
/// Check   find_lowest_balances_reference
[[nodiscard]] core::Result<std::vector<LowestBalance>> find_lowest_balances(
    const core::RunContext& context, std::span<const LedgerTransfer> transfers,
    std::span<const Seed> seeds, std::span<const std::uint32_t> own_tags,
    const LowestBalanceOptions& options);

/// The twin takes what the kernel accepts, and checks nothing.
[[nodiscard]] std::vector<LowestBalance> find_lowest_balances_reference(
    std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
    std::span<const std::uint32_t> own_tags, const LowestBalanceOptions& options);

}  // namespace cuibono::money
