#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "money/trace.h"

namespace cuibono::money {

/// What is asked about: the money that rests on an account at the end, or that one payment carried.
struct BackTarget {
  enum class Kind : std::uint8_t { account, payment };
  Kind kind = Kind::account;
  std::uint32_t id = 0;
};

/// What a target has from one seed payment.
struct BackSource {
  std::uint32_t transfer = 0, tag = 0;
  std::int64_t units = 0;  ///< of 2^-fraction_bits of the ledger unit
  auto operator<=>(const BackSource&) const = default;
};

struct BackTraced {
  std::vector<BackSource> sources;  ///< units > 0, sorted
  std::int64_t total_minor = 0;     ///< the balance, or the payment
  std::int64_t unknown_minor = 0;   ///< first in, first out: of it, from where no record shows
  unsigned fraction_bits = 0;       ///< 0 under first in, first out
};

/// Where the money of one place came from, first in, first out: one pass back through the ledger.
///
/// Use     for one place and all its sources. For all places of a few sources see trace_fifo.
/// In      transfers and seeds as trace_fifo; tags: 1 … tags; target within accounts or transfers.
/// Out     BackTraced, seed payment by seed payment. A seed is a source: what its payer had before is not
///         followed further.
/// Laws    1 back = forth: the units from a seed are what trace_fifo leaves at the target of a tag that
///           only this seed has.
///         2 conservation: sum of units + unknown_minor = total_minor.
///         3 splitting a payment that is no seed changes nothing but the numbers of payments.
/// Cost    a pass that keeps balances, then time O(T + lots moved) back; 8 bytes a payment that leaves a
///         balance of 0, 32 bytes an account, 16 a lot.
/// Errors  as trace_fifo; bad_input also for a target out of range.
/// Source  Devaynes v Noble (Clayton's Case), 1816, 1 Mer 529, read backwards: back in time an account is a
///         queue as well, whose newest money is the first to return.
/// Check   trace_back_fifo_reference
[[nodiscard]] core::Result<BackTraced> trace_back_fifo(const core::RunContext& context,
                                                       std::span<const LedgerTransfer> transfers,
                                                       std::span<const Seed> seeds,
                                                       const TraceOptions& options,
                                                       const BackTarget& target);

/// Where the money of one place came from, pro rata: the adjoint pass.
///
/// Use     for one place and all its sources, at the cost of one tag. For all places of a few sources see
///         trace_prorata.
/// In      as trace_back_fifo.
/// Out     BackTraced. Of each unit on an account the pass knows which part of it ends at the target, in
///         2^-62, rounded down; a source's units are rounded down once more, to 2^-16 of the ledger
///         unit, or as much coarser as the total needs to fit 62 bits. unknown_minor is 0: the rest of the
///         total is of unknown origin or lost in rounding.
/// Laws    1 back = forth: units differ from the exact share of a tag that only this seed has by less than
///           1 + seed amount · 2^(fraction_bits - 62) for each payment; never above it.
///         2 bounds: sum of units <= total, and a source's units <= the seed's amount.
/// Cost    a pass that keeps balances, then O(T) back with at most one division a payment; 8 bytes a payment
///         that leaves a balance of 0, 16 bytes an account.
/// Errors  as trace_fifo; bad_input also for a target out of range.
/// Source  Pro rata is linear in what came in, so its transpose gives one target's shares of all sources.
/// Check   trace_back_prorata_plain (equal to the unit); trace_prorata_reference (exact fractions forward).
[[nodiscard]] core::Result<BackTraced> trace_back_prorata(const core::RunContext& context,
                                                          std::span<const LedgerTransfer> transfers,
                                                          std::span<const Seed> seeds,
                                                          const TraceOptions& options,
                                                          const BackTarget& target);

/// The twins take what the kernels accept, and check nothing.
[[nodiscard]] BackTraced trace_back_fifo_reference(std::span<const LedgerTransfer> transfers,
                                                   std::span<const Seed> seeds,
                                                   const TraceOptions& options,
                                                   const BackTarget& target);
[[nodiscard]] BackTraced trace_back_prorata_plain(std::span<const LedgerTransfer> transfers,
                                                  std::span<const Seed> seeds,
                                                  const TraceOptions& options,
                                                  const BackTarget& target);

}  // namespace cuibono::money
