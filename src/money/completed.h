#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "money/ledger.h"

namespace cuibono::money {

/// The transfer of a record. Only items with statements are looked up.
class EventOfRecord {
 public:
  explicit EventOfRecord(const evidence::Evidence& evidence);
  /// no_event: the record is of no transfer.
  [[nodiscard]] std::uint32_t of(evidence::RecordRef record) const;

 private:
  std::vector<std::vector<std::uint32_t>> events_;  ///< [items][ordinal]
};

/// What the records say of one account's balance at a moment.
struct BalanceFact {
  std::uint32_t account = 0;  ///< of the ledger
  enum class Kind : std::uint8_t {
    anchor,  ///< before the first entry at or after `from_us` the balance is amount_minor
    jump     ///< before the entry of `event` it changes by amount_minor
  } kind = Kind::anchor;
  std::int64_t from_us = 0;
  std::uint32_t event = evidence::no_event;
  std::int64_t amount_minor = 0;
};

/// What completes a ledger, besides its entries.
struct LedgerFacts {
  std::vector<BalanceFact> facts;         ///< by account, in order of time
  std::vector<std::int64_t> limit_minor;  ///< [accounts] agreed overdraft; 0: none is known
  bool empty = true;                      ///< there is neither fact nor limit
};

/// From statements, jumps of balances, and registers of accounts.
///
/// Out     of each account its statements as anchors (one that begins before the last one ended gives none), its
///         jumps, and where it has no statement the opening balance of a register. Accounts at which a trace
///         stops have none.
[[nodiscard]] LedgerFacts find_ledger_facts(const evidence::Evidence& evidence,
                                            const EventOfRecord& event_of, const Ledger& ledger,
                                            std::span<const std::uint8_t> is_stop);

struct CompletedLedger {
  Ledger ledger;
  std::vector<std::int64_t> balance_minor;               ///< [accounts] what rests there at the end
  std::uint64_t openings = 0, overdrafts = 0, gaps = 0;  ///< entries that were added
};

/// What an account did behind a gap is not known: how it is told.
enum class BehindGaps : std::uint8_t {
  goes_on,  ///< only what the balance rises or falls by is unknown
  ends      ///< all that was there is gone, and what is there is unknown
};

/// Adds what the records say of balances: openings, overdrafts, gaps; and names reversals and interest.
///
/// In      a ledger as make_ledgers and stop_at left it (or in another order of its entries), its facts.
/// Out     the ledger with its added entries, seeds and movements at their new places.
///         opening: an account's first anchor, when nothing came before, is money of unknown origin; a negative
///         one is a debt. What an anchor or jump changes else is a gap: what comes is of unknown origin,
///         what goes leaves by the running rule, no more than is there.
///         credit: a payment beyond the balance is lent by the bank as far as the balance that is stated after
///         it is below zero, or where none is stated as far as the agreed limit goes; the rest stays to be
///         topped up with money of unknown origin. repayment: whatever comes to an account in debt repays
///         it first, under the running rule.
///         A reversal without a payee goes to who paid the reversed payment. Interest that names no payer is
///         earned by what rests on the account.
/// Laws    1 without facts, limits, reversals and interest the ledger stays as it is.
///         2 added entries are next to the entry whose event they bear; recorded entries keep their order.
///         3 a debt is never below zero, and every credit is repaid or still owed at the end.
///         4 at each anchor the balance, less the debt, is what the statement says.
/// Cost    O(T + facts); 60 bytes an account.
/// Check   complete_ledger_reference
[[nodiscard]] CompletedLedger complete_ledger(const evidence::Evidence& evidence,
                                              const Ledger& ledger, const LedgerFacts& facts,
                                              BehindGaps behind);
[[nodiscard]] CompletedLedger complete_ledger_reference(const evidence::Evidence& evidence,
                                                        const Ledger& ledger,
                                                        const LedgerFacts& facts,
                                                        BehindGaps behind);

}  // namespace cuibono::money
