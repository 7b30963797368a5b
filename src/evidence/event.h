#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "evidence/item.h"
#include "evidence/selector.h"

namespace cuibono::evidence {

struct TransferTag;
using TransferId = core::Id<TransferTag, std::uint32_t>;
struct CallTag;
using CallId = core::Id<CallTag, std::uint32_t>;
struct TextTag;
/// A text in Evidence::texts; 0 is the empty text.
using TextId = core::Id<TextTag, std::uint32_t>;
struct CellTag;
/// A radio cell in Evidence::cells; 0 is "not stated".
using CellId = core::Id<CellTag, std::uint32_t>;

/// Amount or balance that the records do not state.
inline constexpr std::int64_t no_amount = INT64_MIN;

enum class TransferKind : std::uint8_t { payment, fee, interest, reversal, fx, opening };
[[nodiscard]] std::string_view transfer_kind_name(TransferKind kind) noexcept;

/// Legs of events: the records that speak of each. Offsets in the manner of compressed rows.
struct Legs {
  std::vector<std::uint64_t> begin{0};  ///< [events + 1]
  std::vector<RecordRef> records;       ///< first the one whose fields take precedence
  [[nodiscard]] std::span<const RecordRef> of(std::size_t event) const {
    return std::span(records).subspan(begin[event], begin[event + 1] - begin[event]);
  }
  [[nodiscard]] std::size_t size() const noexcept { return begin.size() - 1; }
};

/// Payments between two ends, columns of one length, sorted by (time_us, seq).
/// An event is not a record: both banks write one payment, and it is one event with two legs.
struct Transfers {
  std::vector<std::int64_t> time_us;        ///< booked
  std::vector<std::int64_t> value_time_us;  ///< value date; equals time_us where not stated
  std::vector<core::Precision> precision, value_precision;
  std::vector<std::int16_t> offset_min;    ///< of the records' clock against UTC; no_offset: none
  std::vector<std::int64_t> seq;           ///< place inside one instant: 0, 1, … (order_transfers)
  std::vector<SelectorId> payer, payee;    ///< no_selector: not stated (cash, outside world)
  std::vector<std::int64_t> amount_minor;  ///< paid by the payer, ≥ 0
  std::vector<core::AssetId> asset;
  std::vector<std::int64_t>
      received_minor;  ///< received by the payee; equals amount_minor without FX
  std::vector<core::AssetId> received_asset;
  std::vector<std::int64_t> balance_after_minor;  ///< of the payer, where not said whose; no_amount
  std::vector<std::int64_t> payee_balance_after_minor;  ///< no_amount
  std::vector<TransferKind> kind;
  std::vector<TextId> reference, channel;
  std::vector<std::uint32_t> reverses;  ///< TransferId of the one that it takes back, or a part
                                        ///< of it (link_reversals); no_event
  std::vector<std::uint8_t> is_asset;   ///< bought a thing that survives (Oatway)
  std::vector<std::uint8_t> is_reported_only;  ///< known from a report alone: no ledger record
  Legs legs;
  [[nodiscard]] std::size_t size() const noexcept { return time_us.size(); }
};
inline constexpr std::uint32_t no_event = 0xFFFFFFFFU;

/// Charged to an account beside a payment, in a column of its own.
struct TransferFee {
  std::uint32_t transfer = 0;  ///< TransferId
  SelectorId account = no_selector;
  std::int64_t amount_minor = 0;  ///< > 0
  core::AssetId asset{};
};

/// What the running balances of one file say of one account, its rows from the oldest to the newest.
struct Statement {
  SelectorId account = no_selector;
  core::AssetId asset{};
  RecordRef first, last;  ///< the oldest row, the newest
  std::int64_t first_us = 0, last_us = 0;
  std::int64_t opening_minor = 0, closing_minor = 0;  ///< before the oldest row, after the newest
};

/// A running balance that does not follow from the one before it.
struct BalanceJump {
  SelectorId account = no_selector;
  core::AssetId asset{};
  RecordRef before, after;      ///< rows of one file; the jump lies between them
  std::int64_t jump_minor = 0;  ///< what came, less what went, that no row shows; not 0
};

enum class CallKind : std::uint8_t { voice, message, data, other };
enum class Answered : std::uint8_t { unknown, no, yes };

/// Calls, columns of one length, sorted by (time_us, first leg). A displayed number is a claim.
struct Calls {
  std::vector<std::int64_t> time_us;
  std::vector<core::Precision> precision;
  std::vector<std::int16_t> offset_min;  ///< of the records' clock against UTC; no_offset: none
  std::vector<std::int32_t> duration_s;  ///< no_duration: not stated
  std::vector<SelectorId> caller, callee, displayed, diverted_from;
  std::vector<SelectorId> caller_imei, caller_imsi, callee_imei, callee_imsi;
  std::vector<CellId> caller_cell, callee_cell;
  std::vector<CallKind> kind;
  std::vector<Answered> answered;
  Legs legs;
  [[nodiscard]] std::size_t size() const noexcept { return time_us.size(); }
};
inline constexpr std::int32_t no_duration = INT32_MIN;

/// One payment that a victim reports, and the transfer it was matched to.
struct ReportPayment {
  std::optional<std::int64_t> time_us;
  core::Precision precision = core::Precision::day;
  std::int64_t amount_minor = no_amount;
  core::AssetId asset{};
  SelectorId from = no_selector, to = no_selector;
  std::optional<TransferId>
      matched;                     ///< a ledger payment, or the event made from this report alone
  std::uint8_t score_percent = 0;  ///< agreement of ends, amount and time; not a probability
  std::string why;
  RecordRef record;
  /// An earlier row of this report says exactly the same. Such a payment is here only where the ledger
  /// shows as many; otherwise its row is one more record of the first.
  std::optional<RecordRef> equal_row;
};

/// A victim's report: one for each report id of one item (rows with the same id are its payments).
struct Report {
  std::string id;
  std::optional<std::int64_t> received_us;
  core::Precision precision = core::Precision::day;
  /// Always set: local:<source>.victim:<victim id>; where none is stated .report:<report id>, else
  /// .report:<8 digits of the item's hash>-<row>.
  SelectorId victim = no_selector;
  std::vector<SelectorId> victim_selectors;  ///< phone, e-mail, account, document of the victim
  TextId victim_name{}, victim_country{}, platform{}, narrative{};
  std::vector<SelectorId> numbers;  ///< that called the victim, as the victim says
  std::vector<ReportPayment> payments;
  std::vector<RecordRef> records;
};

enum class TieKind : std::uint8_t {
  subscription,
  device,
  ownership,
  directorship,
  employment,
  account_holder
};
[[nodiscard]] std::string_view tie_kind_name(TieKind kind) noexcept;

/// A register entry: somebody (person) and something (number, account, company), for a time.
struct Tie {
  TieKind kind = TieKind::subscription;
  /// local:<source>.person:<record id, else holder's name, else 8 digits of the item's hash and row>
  SelectorId holder = no_selector;
  SelectorId thing = no_selector;
  TextId name{}, country{}, birth_date{}, address{};
  std::vector<SelectorId> holder_selectors;  ///< document number, e-mail of the holder
  std::optional<std::int64_t> valid_from_us, valid_to_us;
  RecordRef record;
};

/// A line of a watch list or a register of persons: what its author states.
struct WatchEntry {
  /// local:<source>.listed:<record id, else holder's name, else 8 digits of the item's hash and row>
  SelectorId subject = no_selector;
  TextId name{}, note{}, listed_by{}, country{}, birth_date{}, role{};
  std::vector<TextId> aliases;
  std::vector<SelectorId> selectors;
  std::optional<std::int64_t> listed_us;
  RecordRef record;
};

/// What somebody says an address is. A lead with its maker, never an identity.
struct AddressTag {
  SelectorId account = no_selector;
  TextId label{}, category{}, tagged_by{}, confidence{}, note{};
  RecordRef record;
};

/// Account facts: holder, agreed limit, opening balance.
struct Account {
  SelectorId account = no_selector;
  TextId holder{}, country{};
  core::AssetId asset{};
  std::int64_t limit_minor = 0;  ///< agreed overdraft
  std::int64_t opening_minor = no_amount;
  std::optional<std::int64_t> opened_us;  ///< valid_from of the row that names the account
  RecordRef record;
};

/// A written message between two selectors (filled by formats that carry them).
struct Message {
  std::int64_t time_us = 0;
  core::Precision precision = core::Precision::second;
  SelectorId from = no_selector, to = no_selector;
  TextId text{};
  RecordRef record;
};

/// A login or data session of a selector (filled by formats that carry them).
struct Session {
  std::int64_t begin_us = 0, end_us = 0;
  core::Precision precision = core::Precision::second;
  SelectorId who = no_selector, device = no_selector;
  CellId cell{};
  RecordRef record;
};

/// What a paragraph is in its document. The order is that of nothing; the words are those of the field
/// text_kind in records.
enum class ParagraphKind : std::uint8_t {
  paragraph,
  title,      ///< of the document: the subject of a mail, what a page calls itself
  heading,    ///< of a section
  item,       ///< of a list
  cell,       ///< a row of a table in the text, its cells parted by " | "
  note,       ///< foot or end note
  quotation,  ///< what another wrote: quoted lines of a mail, a block quote
};
inline constexpr std::size_t paragraph_kinds = 7;
[[nodiscard]] std::string_view paragraph_kind_name(ParagraphKind kind) noexcept;
[[nodiscard]] std::optional<ParagraphKind> find_paragraph_kind(std::string_view name) noexcept;

/// A piece of running text. Ranges count Unicode code points, [from, to), here and in Mention.
struct Paragraph {
  /// Line breaks inside it have become one blank each.
  TextId text{};
  std::uint32_t page = 0;  ///< 1 is the first; 0: the document has none
  ParagraphKind kind = ParagraphKind::paragraph;
  RecordRef record;  ///< its row; of a mail that of the whole message
  /// Where it stands in its record's text (Field::text; a title of a mail: in Field::title). Where a
  /// record is one paragraph, from is 0 and to its length.
  std::uint32_t from = 0, to = 0;
};

/// A text that somebody wrote: a file, a mail, a row that holds a whole article. It lives while one of
/// its records lives, and says what those that live say.
struct Document {
  std::uint32_t item_rank = 0;
  TextId title{}, author{};  ///< as the file states them, true or not; empty: it does not
  std::optional<std::int64_t>
      said_us;  ///< when it says that it was written; never the time of receipt
  core::Precision precision = core::Precision::second;
  std::uint32_t paragraph_begin = 0, paragraph_end = 0;  ///< in Evidence::paragraphs
};

/// A selector that running text names, where its check confirms it. It makes no event and no entity:
/// a text that writes a number down says nothing of whose it is.
struct Mention {
  SelectorId selector = no_selector;
  std::uint32_t paragraph = 0;     ///< in Evidence::paragraphs
  std::uint32_t from = 0, to = 0;  ///< code points of the paragraph's text
};

}  // namespace cuibono::evidence
