#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "money/reported.h"
#include "money/trace.h"
#include "money/trace_ledger.h"

namespace cuibono::money {

/// Accounts that are none: where money comes from and goes to beyond the records. What goes to one
/// never comes back out of it.
enum Outside : std::uint32_t {
  outside_source,     ///< pays in what the records do not explain
  outside_cash,       ///< taken out in cash
  outside_unnamed,    ///< the record names no receiver
  outside_converted,  ///< paid out in another asset
  outside_fee,        ///< what banks take
  outside_bank,       ///< what repaid an overdraft
  outside_gap,        ///< left an account where its running balance falls and no row says why
  outside_accounts
};

/// What an entry of a ledger is. All but payments and fees are no transfer of the records: their event is
/// the transfer at which they stand.
enum class EntryKind : std::uint8_t {
  payment,
  fee,
  opening,    ///< an account's money before its records begin
  credit,     ///< a bank lends what an overdrawn account pays
  repayment,  ///< what comes to an overdrawn account repays it
  gap_in,     ///< a running balance rises and no row says why
  gap_out     ///< it falls
};
[[nodiscard]] inline bool is_recorded(EntryKind kind) noexcept { return kind <= EntryKind::fee; }

/// The payments of one asset, dense, in the order of time.
struct Ledger {
  core::AssetId asset{};
  std::vector<LedgerTransfer> transfers;
  std::vector<std::uint32_t> event;  ///< [transfers] position in Evidence::transfers
  std::vector<std::uint32_t> payer;  ///< [transfers] as recorded, also where a trace stops
  std::vector<EntryKind> kind;       ///< [transfers]
  std::vector<Movement> movements;   ///< reversals and interest (completed.h), by transfer
  std::vector<evidence::SelectorId> selector;  ///< [accounts] no_selector for outside ones
  std::vector<Seed> seeds;
  [[nodiscard]] std::uint32_t accounts() const {
    return static_cast<std::uint32_t>(selector.size());
  }
  /// A fee beside a payment that is an entry of its own.
  [[nodiscard]] bool is_beside(std::size_t entry) const {
    return kind[entry] == EntryKind::fee && entry > 0 && event[entry - 1] == event[entry];
  }
  void reserve(std::size_t entries);
  void add(const LedgerTransfer& entry, std::uint32_t of_event, EntryKind of_kind);
};

/// What arrives, by transfer, where the records state only the asset and a table has the rate.
using AtReference = std::map<std::uint32_t, std::int64_t>;

/// One ledger an asset, by asset.
///
/// In      transfers; what was reported; marks [transfers].
/// Out     ledgers. A transfer that is received in another asset pays outside_converted in its own and
///         comes from outside_source in the other, if that amount is known. Fees, and interest that an account
///         pays, go to outside_fee where no record names who gets them. Accounts are numbered in the order of selectors, so
///         that a mask or the order of rows changes nothing.
/// Laws    1 every transfer with an amount is in one ledger, a converting one in two; every fee beside one in one,
///           where its asset has a ledger.
///         2 every reported transfer is a seed once, in the ledger of the asset in which it arrives; where that
///           amount is not known, in that in which it was paid.
/// Cost    O(T + selectors) an asset that occurs.
[[nodiscard]] std::vector<Ledger> make_ledgers(const evidence::Evidence& evidence,
                                               const Reported& reported,
                                               const std::vector<std::uint8_t>& marks,
                                               const AtReference& at_reference);

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
