#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "evidence/events.h"
#include "evidence/events_tables.h"

namespace cuibono::evidence {

/// Whose record of a payment a row is: a file may hold both accounts and write each payment twice.
enum class Side : std::uint8_t { unknown, payer, payee };

/// One transfer before it has its place in the table: the fields of its first leg, completed by the others.
struct TransferDraft {
  std::int64_t time_us = 0, value_time_us = 0, seq = 0;
  std::int64_t amount_minor = 0, received_minor = 0, balance_after_minor = no_amount;
  SelectorId payer = no_selector, payee = no_selector;
  TextId reference{}, channel{};
  core::AssetId asset{}, received_asset{};
  core::Precision precision = core::Precision::second;
  TransferKind kind = TransferKind::payment;
  bool is_asset = false, is_reported_only = false;
  Side side = Side::unknown;              ///< of the first leg
  std::uint32_t unsided_item = no_event;  ///< the last item of which it has a leg of unknown side
  std::vector<RecordRef> legs;
  std::string why;  ///< of a merge; empty where there was none
};

/// A report's payment on its way to a transfer.
struct PaymentPlace {
  std::uint32_t report = 0, payment = 0;
};

/// Transfers of all ledger files, one draft a record. Rows without an amount are not here.
[[nodiscard]] std::vector<TransferDraft> draft_transfers(std::span<const ItemView> views,
                                                         const Tables& tables);
/// Merges drafts that are records of one payment. See make_events.
void merge_transfer_legs(std::vector<TransferDraft>& drafts);
/// Finds the transfer of each reported payment; makes one where no ledger shows it.
/// Out  matched_draft [payments in order of reports and payments]: position in drafts, or no_event.
[[nodiscard]] std::vector<std::uint32_t> match_reports(std::vector<Report>& reports,
                                                       std::vector<TransferDraft>& drafts,
                                                       Evidence& evidence);
/// Sorts drafts into the table and tells reports their TransferId.
void place_transfers(std::vector<TransferDraft> drafts,
                     std::span<const std::uint32_t> matched_draft, std::vector<Report>& reports,
                     Evidence& evidence);

/// Calls of all files, legs merged, sorted, as the table.
void make_calls(std::span<const ItemView> views, const Tables& tables, Evidence& evidence);

/// Names without a selector that the records of a view describe (victims, holders, listed persons).
void name_people(const ItemView& view, std::vector<std::string>& names);
void read_reports(const ItemView& view, const Tables& tables, std::vector<Report>& reports);
void read_people(const ItemView& view, const Tables& tables, Evidence& evidence);

/// How far apart two readings may lie and still be of one moment, by what is known of them.
[[nodiscard]] bool same_time(std::int64_t a_us, core::Precision a, std::int64_t b_us,
                             core::Precision b, std::int64_t fine_us) noexcept;

}  // namespace cuibono::evidence
