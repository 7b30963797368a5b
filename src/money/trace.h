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

/// Money of one tag carried by one payment; of all tags together where `tag` is 0.
struct Flow {
  std::uint32_t transfer = 0, tag = 0;
  std::int64_t amount_minor = 0;
  auto operator<=>(const Flow&) const = default;
};

/// Money of one tag.
struct TagAmount {
  std::uint32_t tag = 0;
  std::int64_t amount_minor = 0;
  auto operator<=>(const TagAmount&) const = default;
};

/// A share of pro rata before it is rounded: `units` of 2^-fraction_bits of the ledger unit.
struct Share {
  std::uint32_t account = 0, tag = 0;
  std::int64_t units = 0;
  auto operator<=>(const Share&) const = default;
};

struct Traced {
  std::vector<Holding> holdings;            ///< tags > 0, sorted, amounts > 0
  std::vector<Flow> flows;                  ///< as TraceOptions::flows asks; sorted, amounts > 0
  std::vector<std::int64_t> balance_minor;  ///< [accounts] everything that rests there
  /// Tagged money that a later seed payment itself carried away (a refund paid again): the seed's own
  /// tag replaces it. Sorted by tag, amounts > 0.
  std::vector<TagAmount> displaced;
  core::Int128 displaced_minor = 0;    ///< sum of `displaced`
  core::Int128 unexplained_minor = 0;  ///< paid out beyond what the records brought in
  unsigned fraction_bits = 0;          ///< pro rata: shares were kept in 2^-fraction_bits
  std::vector<Share> shares;           ///< pro rata, only when asked for; sorted
};

enum class FlowDetail : std::uint8_t { none, by_transfer, by_tag };

struct TraceOptions {
  std::uint32_t accounts = 0;
  std::uint32_t tags = 0;
  FlowDetail flows = FlowDetail::by_tag;  ///< by_tag costs a row a payment and tag
  bool want_shares = false;               ///< pro rata: also the shares before rounding
  /// Pro rata: most tags carried by all payments together before the kernel gives up, so that a ledger
  /// in which everything mixes cannot eat the machine; 0: no limit. 10 ns and up to 16 bytes each.
  std::uint64_t carried_max = 0;
  /// FIFO: a tag is a hop. A seed has its own; each further payment adds one, up to `tags`, where it
  /// stays. Which money is moved does not change, only what it is called.
  bool hops = false;
};

/// Follow tagged money through a ledger, first in, first out.
///
/// Use     when the money of an account is spent in the order it arrived (Clayton's rule).
///         For a proportional share of every payment, see trace_prorata.
/// In      transfers [T] in order of time; seeds sorted by transfer, at most one each.
/// Out     Traced. A payment beyond the known balance is topped up, last, with money of unknown
///         origin (tag 0), counted in unexplained_minor. A payment to itself moves nothing; a seed on
///         it tags nothing.
/// Laws    1 conservation: per tag, sum of holdings + displaced = sum of its seed amounts.
///         2 bounds: 0 <= tagged on a <= balance of a, and <= money received by a.
///         3 relabelling accounts or tags permutes the answer, nothing else.
///         4 splitting any payment into two consecutive ones (a seed into two of its tag) changes
///           neither holdings nor displaced.
///         5 scaling all amounts by k scales the answer by k.
///         6 interval overlap: the money that leaves an account between cumulative outflow x and y is
///           the money that entered it between cumulative inflow x and y, top-ups counted as inflow.
/// Cost    time O(T + lots moved); neighbours of equal tag are one lot, an account without tagged money
///         has none. At most T + seeds + top-ups lots live at once, 16 bytes each in rings of a power of
///         two; 32 bytes an account.
/// Errors  bad_input: amount < 0, account or tag out of range, seeds unsorted, 2^32 or more transfers, a
///         balance beyond 2^63.  cancelled.
/// Source  Devaynes v Noble (Clayton's Case), 1816, 1 Mer 529; per account, not per bank customer.
/// Check   trace_fifo_reference; tests/cases/money/*.case
[[nodiscard]] core::Result<Traced> trace_fifo(const core::RunContext& context,
                                              std::span<const LedgerTransfer> transfers,
                                              std::span<const Seed> seeds,
                                              const TraceOptions& options);

/// Follow tagged money pro rata: every payment takes the same fraction of every tag on the account.
///
/// Use     the rolling charge; "haircut" on a chain. For order of arrival, see trace_fifo.
/// In      as trace_fifo.
/// Out     Traced. Shares are kept in 2^-16 of the unit with 128-bit products, or as much coarser as
///         the largest tag needs to fit 62 bits (fraction_bits says it); the remainder of a division stays
///         with the payer, so that conservation holds by construction. Holdings and displaced amounts are
///         whole units by largest remainder inside each tag, ties to the account that the ledger names
///         first; a flow is rounded down by itself.
/// Laws    1 as trace_fifo, exactly, in shares and in whole units.
///         2 bounds: 0 <= a tag's share on a; all tags together exceed neither what a received nor, at
///           any time, the balance of a by more than 2^-fraction_bits for each payment and tag; rounding
///           adds less than one unit a tag.
///         3 as trace_fifo, exactly.
///         4 splitting any payment changes a share by at most the bounds of law 5 of both runs.
///         5 error bound: a share differs from the exact fraction by less than 2^-fraction_bits for each
///           payment that carried its tag. (Each rounds once, and what it misplaces is spread further but
///           never grows.) Rounding to whole units adds less than one.
/// Cost    time O(T + sum of tags carried), a division a payment and one multiplication a tag; memory 16
///         bytes an account and 16 a tag that meets it.
/// Errors  as trace_fifo; bad_input also for seeds of one tag of 2^62 units and more together.
///         resources: carried_max reached; ask for all tags as one.
/// Source  Re Ontario Securities Commission and Greymac Credit Corp (1986), 55 OR (2d) 673.
/// Check   trace_prorata_plain (the same fixed point, one obvious loop: equal to the unit; `verify` runs it);
///         trace_prorata_reference (exact fractions, small worlds: within the bound of law 5).
[[nodiscard]] core::Result<Traced> trace_prorata(const core::RunContext& context,
                                                 std::span<const LedgerTransfer> transfers,
                                                 std::span<const Seed> seeds,
                                                 const TraceOptions& options);

/// The twins take what the kernels accept, and check nothing.
[[nodiscard]] Traced trace_fifo_reference(std::span<const LedgerTransfer> transfers,
                                          std::span<const Seed> seeds, const TraceOptions& options);
[[nodiscard]] Traced trace_prorata_plain(std::span<const LedgerTransfer> transfers,
                                         std::span<const Seed> seeds, const TraceOptions& options);

/// An exact share before it is rounded to whole units.
struct ExactShare {
  std::uint32_t account = 0, tag = 0;
  std::string fraction;           ///< "12800/13" of the unit
  std::int64_t amount_minor = 0;  ///< rounded down
  std::int64_t billionths = 0;    ///< of the unit, rounded down: what is left after amount_minor
  bool operator==(const ExactShare&) const = default;
};
/// Pro rata in exact fractions. Denominators grow with every payment: for small worlds only.
/// Out     sorted by account and tag, shares > 0.
[[nodiscard]] std::vector<ExactShare> trace_prorata_reference(
    std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
    const TraceOptions& options);

}  // namespace cuibono::money
