#pragma once
#include "money/ledger.h"
#include "money/money.h"

namespace cuibono::money {

/// Follows victims' money by hop: all victims together, FIFO, a tag for each number of payments away.
///
/// Out     Traced with hops for tags; hops beyond the last (hops_max) count as the last.
/// Errors  those of trace_fifo.
inline constexpr std::uint32_t hops_max = 24;
[[nodiscard]] core::Result<Traced> trace_hops(const core::RunContext& context, const Ledger& ledger,
                                              bool use_references);

struct HopInput {
  const evidence::Evidence& evidence;
  const Ledger& ledger;
  const Traced& by_victim;  ///< FIFO, flows by tag
  const Traced& by_hop;
  const std::vector<TracedAccount>& accounts;  ///< their roles
};
/// Adds hops and rests of one ledger to the picture.
///
/// Laws    1 each payment carries as much by hop as by victim.
///         2 of what comes to a kind of account at a hop, all goes on at the next or rests.
/// Errors  integrity: law 1 broken.
[[nodiscard]] core::Status add_hops(const HopInput& input, Money& money);

}  // namespace cuibono::money
