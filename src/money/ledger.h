#pragma once
#include <cstdint>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "money/reported.h"
#include "money/trace.h"

namespace cuibono::money {

/// Accounts that are none: where money comes from and goes to beyond the records. What goes to one
/// never comes back out of it.
enum Outside : std::uint32_t {
  outside_source,     ///< pays in what the records do not explain
  outside_cash,       ///< taken out in cash
  outside_unnamed,    ///< the record names no receiver
  outside_converted,  ///< paid out in another asset
  outside_accounts
};

/// The payments of one asset, dense, in the order of time.
struct Ledger {
  core::AssetId asset{};
  std::vector<LedgerTransfer> transfers;
  std::vector<std::uint32_t> event;  ///< [transfers] position in Evidence::transfers
  std::vector<std::uint32_t> payer;  ///< [transfers] as recorded, also where a trace stops
  std::vector<evidence::SelectorId> selector;  ///< [accounts] no_selector for outside ones
  std::vector<Seed> seeds;
  [[nodiscard]] std::uint32_t accounts() const {
    return static_cast<std::uint32_t>(selector.size());
  }
};

/// One ledger an asset, by asset.
///
/// In      transfers; what was reported; marks [transfers].
/// Out     ledgers. A transfer that is received in another asset pays outside_converted in its own and
///         comes from outside_source in the other. Accounts are numbered in the order of selectors, so
///         that a mask or the order of rows changes nothing.
/// Laws    1 every transfer with an amount is in one ledger, a converting one in two.
///         2 every reported transfer is a seed once, in the ledger of the asset in which it arrives.
/// Cost    O(T + selectors) an asset that occurs.
[[nodiscard]] std::vector<Ledger> make_ledgers(const evidence::Evidence& evidence,
                                               const Reported& reported,
                                               const std::vector<std::uint8_t>& marks);

/// Leaves out payments so large that balances would not fit 63 bits: such a row is a slip or an insult,
/// and must not keep all others from being traced.
///
/// Out     positions of payments that now move nothing, sorted: of each account that receives 2^62
///         units and more in all, the largest that no victim reports, until the others fit.
/// Laws    1 a ledger whose amounts sum to less is not touched.  2 no seed is left out.
/// Cost    O(T).
[[nodiscard]] std::vector<std::uint32_t> leave_out_excess(Ledger& ledger);

/// Stops the trace at an account: what reaches it stays, what it pays comes from outside_source.
void stop_at(Ledger& ledger, const std::vector<std::uint8_t>& is_stop);

}  // namespace cuibono::money
