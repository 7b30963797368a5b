#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::money {

/// One payment of one asset between accounts 0 … accounts-1. The order of the span is the order of time.
struct LedgerTransfer {
  std::uint32_t payer = 0, payee = 0;
  std::int64_t amount_minor = 0;
};

/// The money of this payment belongs to `tag` when it arrives (a victim's payment).
/// A tag is 1 … tags; tag 0 is money of unknown origin and is never seeded.
struct Seed {
  std::uint32_t transfer = 0, tag = 0;
};

/// Money of one tag resting on one account at the end.
struct Holding {
  std::uint32_t account = 0, tag = 0;
  std::int64_t amount_minor = 0;
  auto operator<=>(const Holding&) const = default;
};

/// Money of one tag carried by one payment.
struct Flow {
  std::uint32_t transfer = 0, tag = 0;
  std::int64_t amount_minor = 0;
  auto operator<=>(const Flow&) const = default;
};

struct Traced {
  std::vector<Holding> holdings;            ///< tags > 0, sorted, amounts > 0
  std::vector<Flow> flows;                  ///< tags > 0, sorted, amounts > 0; only when asked for
  std::vector<std::int64_t> balance_minor;  ///< [accounts] everything that rests there
  core::Int128 unexplained_minor = 0;       ///< paid out beyond what the records brought in
  core::Int128 displaced_minor = 0;  ///< tagged money that a seed payment itself carried away (a
                                     ///< refund paid again): the seed's own tag replaces it
};

struct TraceOptions {
  std::uint32_t accounts = 0;
  std::uint32_t tags = 0;
  bool want_flows = true;
};

/// Follow tagged money through a ledger, first in, first out.
///
/// Use     when the money of an account is spent in the order it arrived (Clayton's rule).
///         For a proportional share of every payment, see trace_prorata.
/// In      transfers [T] in order of time; seeds sorted by transfer, at most one each.
/// Out     Traced. A payment beyond the known balance is topped up, last, with money of unknown
///         origin (tag 0), counted in unexplained_minor. A payment to itself moves nothing.
/// Laws    1 conservation: per tag, sum of holdings = sum of its seed amounts − what later seed payments
///           displaced of it; over all tags sum(holdings) = sum(seeds) − displaced_minor.
///         2 bounds: 0 <= tagged on a <= money received by a.
///         3 relabelling accounts or tags permutes the answer, nothing else.
///         4 splitting a seed payment into two consecutive ones of its tag changes no holding.
///         5 scaling all amounts by k scales the answer by k.
/// Cost    time O(T + lots consumed), at most 2T + tops lots; memory 16 bytes a lot and 16 an account.
/// Errors  bad_input: amount < 0, account or tag out of range, seeds unsorted.  cancelled.
/// Source  Devaynes v Noble (Clayton's Case), 1816, 1 Mer 529; per account, not per bank customer.
/// Check   trace_fifo_reference; tests/cases/money/fifo_*.case
[[nodiscard]] core::Result<Traced> trace_fifo(const core::RunContext& context,
                                              std::span<const LedgerTransfer> transfers,
                                              std::span<const Seed> seeds,
                                              const TraceOptions& options);

/// Follow tagged money pro rata: every payment takes the same fraction of every tag on the account.
///
/// Use     the rolling charge; "haircut" on a chain. For order of arrival, see trace_fifo.
/// In, Out as trace_fifo. Shares are kept in 2^-16 of the unit with 128-bit products; the remainder of a
///         division stays with the payer, so that conservation holds by construction. Reported amounts
///         are whole units by largest remainder inside each tag.
/// Laws    1, 2, 3 as trace_fifo, exactly.  4 splitting any payment changes a holding by at most the bound.
///         5 error bound: a holding differs from the exact fraction by at most
///           (payments on its paths + 1) × 2^-16 units, before rounding to whole units.
/// Cost    time O(T + sum of tags carried); memory 16 bytes an account and tag that meets.
/// Errors  as trace_fifo; bad_input also for amounts of 2^46 units and more (the fixed point's room).
/// Source  Re Ontario Securities Commission and Greymac Credit Corp (1986), 55 OR (2d) 673.
/// Check   trace_prorata_plain (the same fixed point, one obvious loop: equal to the unit; `verify` runs it);
///         trace_prorata_reference (exact fractions, small worlds: within the bound of law 5).
[[nodiscard]] core::Result<Traced> trace_prorata(const core::RunContext& context,
                                                 std::span<const LedgerTransfer> transfers,
                                                 std::span<const Seed> seeds,
                                                 const TraceOptions& options);

[[nodiscard]] Traced trace_fifo_reference(std::span<const LedgerTransfer> transfers,
                                          std::span<const Seed> seeds, const TraceOptions& options);
[[nodiscard]] Traced trace_prorata_plain(std::span<const LedgerTransfer> transfers,
                                         std::span<const Seed> seeds, const TraceOptions& options);

/// An exact share before it is rounded to whole units.
struct ExactHolding {
  std::uint32_t account = 0, tag = 0;
  double amount_minor = 0.0;  ///< nearest double, for the error bound; never used as money
  std::string fraction;       ///< "12800/13" of the unit
};
/// Pro rata in exact fractions. Denominators grow with every payment: for small worlds only.
[[nodiscard]] std::vector<ExactHolding> trace_prorata_reference(
    std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
    const TraceOptions& options);

/// Fractions of a unit in the fixed point: 2^-16.
inline constexpr int prorata_shift = 16;
/// Amounts and balances stay at or below this, so that shares fit 63 bits.
inline constexpr std::int64_t prorata_amount_max = (1LL << 46) - 1;

struct Share {
  std::uint32_t account = 0, tag = 0;
  std::int64_t units = 0;  ///< of 2^-16
};
/// Whole units from fixed-point shares, by largest remainder inside each tag.
/// In   shares sorted by (account, tag).
/// Out  sorted holdings with amounts > 0; each tag sums to its rounded total.
[[nodiscard]] std::vector<Holding> round_shares(std::span<const Share> shares, std::uint32_t tags);

/// Errors of a ledger that no kernel accepts: see trace_fifo.
[[nodiscard]] core::Status check_ledger(std::span<const LedgerTransfer> transfers,
                                        std::span<const Seed> seeds, const TraceOptions& options);

}  // namespace cuibono::money
