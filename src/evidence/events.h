#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "evidence/event.h"
#include "evidence/item.h"
#include "evidence/mask.h"
#include "evidence/records.h"
#include "evidence/same_records.h"

namespace cuibono::evidence {

/// Two or more records taken as one event, and why. Reversible: it names the records.
struct LegMatch {
  bool is_transfer = true;  ///< else a call
  std::uint32_t event = 0;  ///< TransferId or CallId
  std::string why;
};

/// Everything the later stages know of the world.
struct Evidence {
  std::vector<Item> items;       ///< ranked; items outside the mask are here, their records not
  std::vector<bool> item_alive;  ///< [items]
  std::vector<ItemAccount> accounts;                     ///< [items] of the whole file, mask or not
  std::vector<std::vector<QuarantinedRow>> quarantined;  ///< [items] rows that the mask lets live
  std::vector<Mapping> mappings;                         ///< [items]
  SelectorTable selectors;
  std::vector<std::string> texts{std::string()};  ///< sorted; [0] is empty
  std::vector<std::string> cells{std::string()};  ///< "source:cell"; sorted; [0] not stated
  Transfers transfers;
  std::vector<TransferFee> fees;           ///< by transfer, account
  std::vector<Statement> statements;       ///< by account, asset, time
  std::vector<BalanceJump> balance_jumps;  ///< by account, asset, row
  Calls calls;
  std::vector<Report> reports;         ///< by first record
  std::vector<Tie> ties;               ///< by record
  std::vector<WatchEntry> watch;       ///< by record
  std::vector<Account> account_facts;  ///< by record
  std::vector<AddressTag> tags;        ///< by record
  std::vector<Message> messages;
  std::vector<Session> sessions;
  std::vector<Paragraph> paragraphs;  ///< by record, then place in it
  std::vector<Document>
      documents;                  ///< by first record; their paragraphs are those ranges, in order
  std::vector<Mention> mentions;  ///< by paragraph, then place
  std::vector<LegMatch> leg_matches;
  std::vector<SameRecords>
      same_records;           ///< in two files; such records are legs of one event too, where
                              ///< their ends are known
  std::uint64_t records = 0;  ///< alive
  std::uint64_t records_in_events =
      0;  ///< alive records that speak of an event, report, tie or entry
  std::vector<core::Problem> problems;
  std::vector<std::string> questions;
  [[nodiscard]] const std::string& text(TextId id) const { return texts[id.index()]; }
};

/// Records to events, under a mask.
///
/// In      ranked items, their batches and mappings (same positions), the mask.
/// Out     Evidence. Legs: transfer records of different items (or of the two sides of one item) with equal
///         ends, amount and asset, and times within a day of each other when either is a date (two minutes
///         otherwise) are one event, nearest first (events_merge.h); equal payments of one item are never
///         merged, nor transactions of different hash. Each field is that of the bank or operator whose
///         end it is of. Two call records of different items pair on both ends and kind within 5 s and
///         durations within 2 s. A report's payment joins the transfer that agrees with it in ends,
///         amount and day by 60 points and more and names no other account (docs/evidence.md); where none does, and its target,
///         amount and a date are known, a transfer is_reported_only is made. Equal rows of one report
///         are one payment unless as many transfers agree; the others are a problem and its records.
///         Rows of kind document become paragraphs (docs/evidence.md, Running text); what they mention
///         joins the selectors and nothing else.
/// Laws    1 each alive record is a leg of at most one event; events = records − merged.
///         2 an event lives while one of its records lives.
///         3 masking = reading a case that holds only those records.
///         4 the answer does not depend on the order of items, nor on threads.
/// Cost    time O(n log n) for sorting.
/// Errors  integrity: a law of accounting broken. resources: more than 2^32 - 2 events.
struct EventsRequest {
  std::span<const Item> items;           ///< ranked
  std::span<const RecordBatch> batches;  ///< [items]
  std::span<const Mapping> mappings;     ///< [items]
  const Mask* mask = nullptr;            ///< borrows
  bool simulated = false;                ///< as in SelectorContext; for what running text mentions
};
[[nodiscard]] core::Result<Evidence> make_events(const core::RunContext& context,
                                                 const EventsRequest& request);

}  // namespace cuibono::evidence
