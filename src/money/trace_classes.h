#pragma once
#include <cstdint>
#include <span>

#include "money/trace.h"

namespace cuibono::money {

/// Whose money an account spends first.
enum class ClassOrder : std::uint8_t { own_first, trust_first };

/// In which order the money of one class leaves.
enum class ClassRule : std::uint8_t { fifo, prorata };

/// What money of unknown origin (tag 0) is held to be. It decides much, so callers run both.
enum class UnknownAs : std::uint8_t { own, third_party };

struct ClassOptions {
  TraceOptions trace;  ///< hops must be off: a tag is a person here
  ClassOrder order = ClassOrder::own_first;
  ClassRule rule = ClassRule::fifo;  ///< of the trust class; own money leaves first in, first out
  UnknownAs unknown_as = UnknownAs::own;
};

/// Follow tagged money where an account's own money and money it holds for others leave apart.
///
/// Use     own money first (Hallett), trust money first, or own money first but trust money first for
///         what bought an asset (Oatway). For rules that know no classes see trace.h.
/// In      transfers and seeds as trace_fifo; own_tags sorted: the wrongdoer's own, every other tag is
///         trust money; asset_transfers sorted: payments for what survives, which take trust money first
///         whatever the order is.
/// Out     Traced, of the ledger that was given. Money of unknown origin is of the class that unknown_as
///         says, top-ups too. Money keeps its class wherever it goes, until a seed gives it another tag.
///         Under pro rata flows of all tags together are rounded down class by class.
/// Laws    1 conservation: per tag, sum of holdings + displaced = sum of its seed amounts.
///         2 order: a payment takes money of the second class only where the first has run out.
///         3 relabelling accounts or tags permutes the answer, nothing else.
///         4 splitting any payment into two consecutive ones (a seed into two of its tag) changes
///           neither holdings nor displaced, under fifo.
///         5 scaling all amounts by k scales the answer by k, under fifo.
///         6 one class: where every tag and unknown money are trust money, the answer is trace_fifo's or
///           trace_prorata's.
/// Cost    one pass over class balances (16 bytes an account), then trace_fifo or trace_prorata, or under
///         pro rata with own tags both, on at most 2T payments between 2 halves of every account; 20
///         bytes a payment of that ledger, under pro rata 20 an account.
/// Errors  as trace_fifo and trace_prorata; bad_input also for hops, for own_tags or asset_transfers that
///         are unsorted or out of range, for 2^31 accounts or transfers and more.
/// Source  Re Hallett's Estate (1880) 13 Ch D 696; Re Oatway [1903] 2 Ch 356. How widely a claimant may
///         elect under Oatway is disputed: which payments bought assets is the caller's decision.
/// Check   trace_classes_reference
[[nodiscard]] core::Result<Traced> trace_classes(const core::RunContext& context,
                                                 std::span<const LedgerTransfer> transfers,
                                                 std::span<const Seed> seeds,
                                                 std::span<const std::uint32_t> own_tags,
                                                 std::span<const std::uint32_t> asset_transfers,
                                                 const ClassOptions& options);

/// The twin takes what the kernel accepts, and checks nothing.
[[nodiscard]] Traced trace_classes_reference(std::span<const LedgerTransfer> transfers,
                                             std::span<const Seed> seeds,
                                             std::span<const std::uint32_t> own_tags,
                                             std::span<const std::uint32_t> asset_transfers,
                                             const ClassOptions& options);

}  // namespace cuibono::money
