#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "evidence/account.h"
#include "evidence/item.h"
#include "evidence/mapping.h"
#include "evidence/selector.h"

namespace cuibono::evidence {

/// Dictionary code of an absent value in a text or selector column.
inline constexpr std::uint32_t no_value = 0xFFFFFFFFU;
/// An absent number in a number column.
inline constexpr std::int64_t no_number = INT64_MIN;

/// One mapped column of a batch: numbers, or codes into its own dictionary.
struct BatchColumn {
  Field field = Field::unknown;
  std::uint32_t source_column = 0;    ///< position in the file, to mark the cell
  std::vector<std::int64_t> numbers;  ///< [records] times in us, amounts in minor, seconds …
  std::vector<std::uint32_t> codes;   ///< [records] into `values`; either numbers or codes is used
  std::vector<std::string> values;    ///< texts as written, or normal forms of selectors (one for
                                      ///< each validity), in the order of first appearance. All
                                      ///< differ, but in a column of texts where nearly all do
  std::vector<SelectorKind> kinds;    ///< [values] for selector columns
  std::vector<Validity> validity;     ///< [values] for selector columns
  std::vector<core::Precision> precision;  ///< [records] for time columns
  std::vector<std::int16_t>
      offset_min;  ///< [records] for time columns: minutes that the clock of the
                   ///< source was ahead of UTC; core::no_offset where it has none
  std::vector<core::AssetId> assets;  ///< [records] for amount columns
};

struct QuarantinedRow {
  std::uint64_t ordinal = 0;
  std::string
      kind;  ///< "bad_amount", "bad_time", "cell_count", "unknown_currency", "negative_amount" …
  std::string text;  ///< one sentence with the value, cut to 80 bytes
};

/// All rows of one item, accounted for.
struct ItemAccount {
  std::uint64_t physical = 0, headers = 0, preamble = 0, empty = 0;
  std::uint64_t rows = 0, records = 0, quarantined = 0;  ///< rows = records + quarantined
  std::uint64_t duplicates = 0;  ///< records equal to an earlier record of the item: kept, counted
  std::uint64_t first_row = 0;   ///< of the first record; 0: none
  std::optional<std::int64_t> first_us, last_us;
  core::Precision time_precision = core::Precision::second;
  std::vector<AmountTotal> totals;  ///< by asset code
  std::vector<AmountSums> sums;     ///< by asset code; before = after + quarantined
  /// Rows with a cell for an amount that cannot be read (all of them set aside), and rows with none.
  std::uint64_t amounts_unreadable = 0, amounts_absent = 0;
  std::vector<RowPair> duplicate_rows;  ///< the first places_kept of `duplicates`, by row
  std::optional<BalanceCheck> balances;
  std::optional<DayCount> days;
};

/// The typed records of one item. A pure function of bytes, mapping and engine: cached by their hash.
///
/// Layouts are settled here, so that later code sees one form: own_account and other_account with a
/// sign, debit or credit become payer, payee and an amount ≥ 0 (own_account stays as a column too);
/// subject_number, other_number and direction become caller and callee; a time of day joins the date
/// or time beside it; from_address and to_address of a chain stay as they are. A cell with several values is one
/// dictionary value, its parts joined by '\n'.
struct RecordBatch {
  ItemKind kind = ItemKind::other;
  std::vector<std::uint64_t> ordinals;  ///< [records], increasing
  std::vector<BatchColumn> columns;
  std::vector<QuarantinedRow> quarantined;  ///< all of them
  ItemAccount account;
  std::vector<core::Problem>
      problems;  ///< what was read but looks odd (clock changes, invalid IBAN …)
  std::vector<std::string> questions;
  [[nodiscard]] const BatchColumn* find(Field field) const noexcept;
};

/// Rows to typed records.
///
/// In      the item, its bytes, its mapping; `simulated` as in SelectorContext.
/// Out     batch. A row that cannot be typed in a field that its kind needs (time, amount, both ends)
///         goes to quarantine with the reason; an unreadable value in another field is absent and a problem.
///         A negative amount in a column not marked signed is quarantined.
/// Laws    1 rows = records + quarantined (CB_CHECK).  2 physical = rows + headers + preamble + empty.
///         3 sum of amounts per asset over records = totals.
///         4 sums of amounts before, from the digits of the cells, = after, from the records, + quarantined
///           (CB_CHECK); no record's amount differs from what its digits say.
/// Cost    time O(bytes), 0.8 to 1.3 us a row where 100,000 holders come again: a cache miss or two for
///         each text (docs/speed.md); memory: the columns, and a table of the distinct texts of each.
/// Errors  bad_input: the mapping has a pattern of times, a zone or a currency that cannot be read.
///         integrity: law 1, 2 or 4 broken.  cancelled.
struct ReadRequest {
  const Item* item = nullptr;  ///< borrows
  std::string_view bytes;
  const Mapping* mapping = nullptr;  ///< borrows
  std::string source_system;         ///< for local ids
  bool simulated = false;
};
[[nodiscard]] core::Result<RecordBatch> read_records(const core::RunContext& context,
                                                     const ReadRequest& request);

/// The name of an item's source system in local ids: its stated source in lower-case ASCII letters and
/// digits (with eight digits of its hash where that loses letters), or "file-" and eight digits of its hash where no source is stated.
[[nodiscard]] std::string source_system_of(const Item& item);

/// Bytes of a batch for the store, and back. Law  read(write(b)) = b.
/// Errors  integrity: bytes that write_batch did not make.
[[nodiscard]] std::string write_batch(const RecordBatch& batch);
[[nodiscard]] core::Result<RecordBatch> read_batch(std::string_view bytes);

}  // namespace cuibono::evidence
