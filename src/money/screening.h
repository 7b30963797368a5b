#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "money/trace.h"

namespace cuibono::money {

/// Accounts and payments that victims' money touched. Sets: their amounts are never added.
struct Poisoned {
  std::vector<std::uint32_t> accounts;   ///< with the mark at the end, sorted
  std::vector<std::uint32_t> transfers;  ///< payments that carried it, sorted
};

/// Mark everything that victims' money touched.
///
/// Use     to see how far a look must go at most, before any rule attributes anything. Never as an amount:
///         the mark does not conserve value. For amounts see trace.h.
/// In      transfers and seeds as trace_fifo; which tag a seed has does not matter.
/// Out     Poisoned. A seed marks its payee; a payment of a marked account marks its payee; the mark is
///         gone when the account's balance is 0. A payment to itself and one of nothing carry no mark.
/// Laws    1 superset: where trace_fifo, trace_lifo, trace_prorata or trace_classes leave tagged money, there
///           is a mark; where a payment carries some, it is in the set.
///         2 more seeds, more marks: a further seed takes none away.
///         3 relabelling accounts permutes the answer, relabelling tags changes nothing.
/// Cost    time O(T), at the speed of memory; 16 bytes an account.
/// Errors  as trace_fifo.
/// Source  "poison" of the literature on chains; Anderson, Shumailov, Ahmed, Rietmann (2018). Never a rule
///         of ownership. A mark that an empty account loses is ours: it holds nobody's money.
/// Check   find_poisoned_reference
[[nodiscard]] core::Result<Poisoned> find_poisoned(const core::RunContext& context,
                                                   std::span<const LedgerTransfer> transfers,
                                                   std::span<const Seed> seeds,
                                                   std::uint32_t accounts, std::uint32_t tags);

/// One transaction of a chain of coins.
struct CoinTransaction {
  std::span<const std::int64_t> inputs_minor;
  std::span<const std::int64_t> tainted_minor;  ///< [inputs] of each input
  std::span<const std::int64_t>
      outputs_minor;  ///< as listed; what is left of the inputs is the fee
};

/// Taint to the largest outputs first (TIHO), inside one transaction.
///
/// Use     as a screen beside the rules: whoever splits stolen coins keeps the large part. For rules see
///         trace.h, on the transaction written as payments.
/// In      all amounts >= 0; tainted <= input; outputs together <= inputs together.
/// Out     [outputs + 1] tainted money of each output, the fee last, whatever its size. Outputs of equal
///         amount in the order in which they are listed.
/// Laws    1 conservation: they sum to the tainted money of the inputs.
///         2 bounds: none has more than its amount; only one is partly tainted.
///         3 an output has some only where every larger one is full.
/// Cost    time O(outputs · log outputs).
/// Errors  bad_input: what In does not allow, or inputs of 2^63 and more together.
/// Source  Tironsakkul et al. (2019), arXiv 1906.05754.
/// Check   spread_by_tiho_reference
[[nodiscard]] core::Result<std::vector<std::int64_t>> spread_by_tiho(
    const CoinTransaction& transaction);

/// The twins take what the kernels accept, and check nothing.
[[nodiscard]] Poisoned find_poisoned_reference(std::span<const LedgerTransfer> transfers,
                                               std::span<const Seed> seeds, std::uint32_t accounts);
[[nodiscard]] std::vector<std::int64_t> spread_by_tiho_reference(
    const CoinTransaction& transaction);

}  // namespace cuibono::money
