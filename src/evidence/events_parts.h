#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "evidence/events.h"
#include "evidence/events_clocks.h"
#include "evidence/events_tables.h"

namespace cuibono::evidence {

/// Whose record of a payment a row is: a file may hold both accounts and write each payment twice.
enum class Side : std::uint8_t { unknown, payer, payee };

/// The records of a transfer and, where there are several, why they are one. Nearly every transfer is one
/// record, and takes no more room than that: there is a draft for each row of a case.
class DraftLegs {
 public:
  DraftLegs() = default;
  explicit DraftLegs(RecordRef leg) : first_(leg) {}
  DraftLegs(const DraftLegs& other) { *this = other; }
  DraftLegs& operator=(const DraftLegs& other) {
    first_ = other.first_;
    more_ = other.more_ == nullptr ? nullptr : std::make_unique<More>(*other.more_);
    return *this;
  }
  DraftLegs(DraftLegs&&) noexcept = default;
  DraftLegs& operator=(DraftLegs&&) noexcept = default;
  ~DraftLegs() = default;
  void push_back(RecordRef leg) {
    if (first_ == none) {
      first_ = leg;
      return;
    }
    if (more().records.empty()) more().records.push_back(first_);
    more().records.push_back(leg);
  }
  void explain(std::string why) { more().why = std::move(why); }
  [[nodiscard]] std::span<const RecordRef> all() const noexcept {
    if (more_ != nullptr && !more_->records.empty()) return more_->records;
    return {&first_, first_ == none ? 0U : 1U};
  }
  [[nodiscard]] RecordRef front() const noexcept { return first_; }
  [[nodiscard]] std::string_view why() const noexcept {
    return more_ == nullptr ? std::string_view() : std::string_view(more_->why);
  }

 private:
  struct More {
    std::vector<RecordRef> records;  ///< all of them; empty: first_ alone
    std::string why;
  };
  [[nodiscard]] More& more() {
    if (more_ == nullptr) more_ = std::make_unique<More>();
    return *more_;
  }
  static constexpr RecordRef none{};  ///< rows are counted from 1
  RecordRef first_ = none;
  std::unique_ptr<More> more_;
};

/// One transfer before it has its place in the table: the fields of its first leg, completed by the others.
struct TransferDraft {
  std::int64_t time_us = 0, value_time_us = 0;
  std::int64_t seq = no_number;  ///< as the record states it; no_number: only its row orders it
  std::int64_t amount_minor = 0, received_minor = 0;
  std::int64_t balance_after_minor = no_amount, payee_balance_minor = no_amount;
  SelectorId payer = no_selector, payee = no_selector;
  TextId reference{}, channel{}, hash{};  ///< hash: of a transaction of a chain
  core::AssetId asset{}, received_asset{};
  std::int16_t offset_min = core::no_offset;
  core::Precision precision = core::Precision::second, value_precision = core::Precision::second;
  TransferKind kind = TransferKind::payment;
  bool is_asset = false, is_reported_only = false;
  bool states_received = false, states_value_time = false;
  Side side = Side::unknown;  ///< of the first leg
  DraftLegs legs;
};
// A draft for each row of a case: for a while the largest part of the memory of a run.
static_assert(sizeof(TransferDraft) <= 112);

/// What few records state of a payment, by record: most drafts do without.
struct DraftExtra {
  std::int64_t fee_minor = 0;  ///< charged beside the amount
  core::AssetId fee_asset{};
  bool is_payees_fee = false;
  TextId id{}, reverses{};  ///< the source's own; that of the payment which it takes back
};
using DraftExtras = std::unordered_map<std::uint64_t, DraftExtra>;  // by RecordRef::bits

/// A report's payment on its way to a transfer.
struct PaymentPlace {
  std::uint32_t report = 0, payment = 0;
};

/// Transfers of all ledger files, one draft a record. Rows without an amount are not here. Ids are kept only where
/// some record states which payment it reverses.
[[nodiscard]] std::vector<TransferDraft> draft_transfers(std::span<const ItemView> views,
                                                         const Tables& tables, DraftExtras& extras);
/// Statements, jumps of balances, and which fees are charged beside the amount. Before legs are merged.
///
/// In      drafts as draft_transfers made them.
/// Out     evidence.statements and balance_jumps, sorted. A file has the oldest row first or the newest: the order
///         counts under which fewer balances fail, where both fail alike times say which. A row that says
///         what the one before says, balance and all, is no jump. Where balances follow without the fee of
///         a row, it is part of the amount and is struck from extras; where nothing tells, it stays.
/// Laws    1 opening + all rows + all jumps = closing, for each statement, repeated rows apart.
/// Cost    O(n).
void make_statements(std::span<const TransferDraft> drafts, DraftExtras& extras,
                     Evidence& evidence);

/// Which transfer takes back which: Transfers::reverses.
///
/// In      evidence with its transfers in order; ids and reversed ids of each, as the records state them.
/// Out     of a transfer of kind reversal, or that states what it reverses: the payment before it the other
///         way round, of the same asset and no smaller amount, that is not taken back wholly by another: first
///         one whose id, reference or hash it states, then one with its reference, then one of its amount and
///         within 400 days; of several the latest. Where it names no payee, id or reference must say it.
/// Laws    1 what takes back a payment never sums to more than it.
/// Cost    O(T + pairs of the accounts in question).
struct TransferIds {
  std::vector<TextId> id, reverses, hash;  ///< [transfers]
};
void link_reversals(const TransferIds& ids, Transfers& transfers);

/// Merges drafts that are records of one payment. See make_events.
/// Out  how the clocks of files differ, as their payments show.
Clocks merge_transfer_legs(std::vector<TransferDraft>& drafts, std::span<const ItemView> views,
                           const Tables& tables);
/// Whether the rows of a file mostly go back in time.
[[nodiscard]] bool is_newest_first(const ItemView& view);
/// Finds the transfer of each reported payment; makes one where no ledger shows it.
/// Out  matched_draft [payments in order of reports and payments]: position in drafts, or no_event.
[[nodiscard]] std::vector<std::uint32_t> match_reports(const Tables& tables,
                                                       std::vector<Report>& reports,
                                                       std::vector<TransferDraft>& drafts,
                                                       Evidence& evidence);
/// The order of transfers: by time, and inside one instant so that the rows of each file keep their order.
///
/// In      drafts; of views, the time and sequence columns of each file.
/// Out     numbers of drafts, each once. Inside an instant a file orders those of its records that are
///         legs: by the sequence that it states, else by row, from the bottom up where its times mostly
///         fall (a statement with the newest first). Where no file says which of two came first, and where
///         files contradict each other: a chain's sequence, then payer, payee, amount, reference, and last
///         the rank of the file and the row.
/// Laws    1 where the files do not contradict each other, each file's rows are in its order.
///         2 the answer does not depend on the order of drafts.
/// Cost    O(n log n).
[[nodiscard]] std::vector<std::uint32_t> order_transfers(const std::vector<TransferDraft>& drafts,
                                                         std::span<const ItemView> views);
/// Puts drafts into the table in that order and tells reports their TransferId.
TransferIds place_transfers(const std::vector<TransferDraft>& drafts, const DraftExtras& extras,
                            std::span<const std::uint32_t> matched_draft,
                            std::span<const std::uint32_t> order, std::vector<Report>& reports,
                            Evidence& evidence);

/// Calls of all files, legs merged, sorted, as the table.
/// Out  how the clocks of files differ, as their calls show.
Clocks make_calls(std::span<const ItemView> views, const Tables& tables, Calls& calls,
                  std::vector<LegMatch>& matches);

/// Names without a selector that the records of a view describe (victims, holders, listed persons).
void name_people(const ItemView& view, std::vector<std::string>& names);
void read_reports(const ItemView& view, const Tables& tables, std::vector<Report>& reports);
void read_people(const ItemView& view, const Tables& tables, Evidence& evidence);

/// A paragraph before its text has a number.
struct ParagraphDraft {
  std::string text;
  std::uint32_t page = 0;
  ParagraphKind kind = ParagraphKind::paragraph;
  RecordRef record;
  std::uint32_t from = 0, to = 0;
};
struct DocumentDraft {
  std::uint32_t rank = 0;
  std::vector<std::uint32_t> rows;  ///< of the batch, that live
  std::uint32_t paragraphs = 0;     ///< where its own end; they begin where those before end
};
struct DocumentDrafts {
  std::vector<ParagraphDraft> paragraphs;
  std::vector<DocumentDraft> documents;
  std::vector<Mention> mentions;      ///< without their selector
  std::vector<NormalForm> mentioned;  ///< [mentions]
};

/// The running text of documents and mails, before the tables of a run are known.
///
/// Out     of an item of kind document whose mapping has the field text_kind: its rows are the paragraphs of one
///         document. Of any other with text: each row is a document of its own, its title and the
///         paragraphs of its text, where quoted lines are quotations.
/// Cost    as find_mentions; the items side by side on the threads.
/// Errors  cancelled.
[[nodiscard]] core::Result<DocumentDrafts> draft_documents(const core::RunContext& context,
                                                           std::span<const ItemView> views,
                                                           bool simulated);
/// In  tables that were collected with these drafts.
void place_documents(const DocumentDrafts& drafts, std::span<const ItemView> views,
                     const Tables& tables, Evidence& evidence);

/// How far apart two readings may lie and still be of one moment, by what is known of them.
[[nodiscard]] bool same_time(std::int64_t a_us, core::Precision a, std::int64_t b_us,
                             core::Precision b, std::int64_t fine_us) noexcept;

}  // namespace cuibono::evidence
