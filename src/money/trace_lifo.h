#pragma once
#include <span>

#include "money/trace.h"

namespace cuibono::money {

/// Follow tagged money through a ledger, last in, first out.
///
/// Use     when what an account paid in last is what it spends first: one option among others in some
///         forfeiture cases. For order of arrival see trace_fifo, for a proportional share trace_prorata.
/// In      as trace_fifo, hops included.
/// Out     Traced. A payment beyond the known balance is topped up with money of unknown origin (tag 0),
///         which is the newest on the account and so leaves first; counted in unexplained_minor. Parts of
///         one payment arrive in the order in which they were taken. A payment to itself moves nothing; a
///         seed on it tags nothing.
/// Laws    1 conservation: per tag, sum of holdings + displaced = sum of its seed amounts.
///         2 bounds: 0 <= tagged on a <= balance of a, and <= money received by a.
///         3 relabelling accounts or tags permutes the answer, nothing else.
///         4 splitting a payment within the known balance into two consecutive ones (a seed into two of
///           its tag) changes neither holdings nor displaced. One that is topped up is another matter:
///           of its two halves only the second is.
///         5 scaling all amounts by k scales the answer by k.
///         6 brackets: a unit that leaves an account is the one that came last of those still there.
/// Cost    time O(T + lots moved); neighbours of equal tag are one lot, an account without tagged money
///         has none. At most T + seeds + top-ups lots live at once, 16 bytes each in blocks of a power of
///         two; 32 bytes an account.
/// Errors  bad_input: amount < 0, account or tag out of range, seeds unsorted, 2^32 or more transfers, a
///         balance beyond 2^63.  cancelled.
/// Source  United States v Banco Cafetero Panama (1986), 797 F.2d 1154 (2d Cir), where it is one option;
///         per account.
/// Check   trace_lifo_reference
[[nodiscard]] core::Result<Traced> trace_lifo(const core::RunContext& context,
                                              std::span<const LedgerTransfer> transfers,
                                              std::span<const Seed> seeds,
                                              const TraceOptions& options);

/// The twin takes what the kernel accepts, and checks nothing.
[[nodiscard]] Traced trace_lifo_reference(std::span<const LedgerTransfer> transfers,
                                          std::span<const Seed> seeds, const TraceOptions& options);

}  // namespace cuibono::money
