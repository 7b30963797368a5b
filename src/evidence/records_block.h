#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "evidence/records_layout.h"
#include "evidence/row_hash.h"
#include "formats/column_table.h"

namespace cuibono::evidence {

/// The cells of one column of a file, for rows that follow each other, with what each says as a text.
struct CellColumn {
  using Form = formats::ColumnValues::Form;
  static constexpr std::uint8_t is_filled = 1;  ///< has more than blanks
  static constexpr std::uint8_t is_odd = 2;     ///< its row is to be typed alone

  formats::ColumnValues values;
  std::vector<std::string_view> texts;     ///< without space around: text [rows], coded [texts]
  std::vector<std::uint64_t> text_hashes;  ///< of them
  std::vector<std::uint8_t> text_marks;    ///< of them
  std::vector<std::uint8_t> marks;         ///< [rows]

  /// Looks at values that live as long as this.
  void look(const formats::ColumnValues& given);
  /// The same for `texts`, one a row, all of them clean.
  void look_at_texts();
  [[nodiscard]] bool is_text() const noexcept { return values.form == Form::text; }
  [[nodiscard]] bool is_coded() const noexcept { return values.form == Form::coded; }
  /// Text and hash of a cell that is text or coded.
  [[nodiscard]] std::string_view text(std::size_t row) const noexcept {
    if (is_text()) return texts[row];
    return values.has(row) ? texts[code(row)] : std::string_view();
  }
  [[nodiscard]] std::size_t code(std::size_t row) const noexcept {
    return static_cast<std::size_t>(values.codes[row]);
  }
};

/// Some rows, column by column. Equal cells of a column have equal hashes, others do not.
struct CellBlock {
  std::size_t rows = 0;
  std::vector<std::uint64_t> ordinals;  ///< [rows]
  std::vector<std::uint8_t> alone;  ///< [rows] 1: a row of other cells than the columns; or empty
  std::vector<CellColumn> columns;
};

/// Rows from `from` to `to` (not with it).
struct RowSpan {
  std::size_t from = 0, to = 0;
};

/// A field of the mapping with its column.
struct MappedField {
  Field field = Field::unknown;
  const ColumnMapping* column = nullptr;
  [[nodiscard]] const CellColumn& cells(const CellBlock& block) const {
    return block.columns[column->column];
  }
};

/// One field, or some that are read together, of the rows of a block.
///
/// Use     read() once for a block: it changes nothing that a record holds. Then keep() for rows that follow
///         each other, in order. Different readers on different threads.
class BlockField {
 public:
  explicit BlockField(std::vector<MappedField> fields) : fields_(std::move(fields)) {}
  BlockField(const BlockField&) = delete;
  BlockField& operator=(const BlockField&) = delete;
  virtual ~BlockField() = default;
  /// Whether a column is taken as it stands; otherwise it is asked for as text. Texts are always taken.
  [[nodiscard]] virtual bool takes(const MappedField& field,
                                   const formats::ColumnValues& values) const = 0;
  virtual void read(const CellBlock& block) = 0;
  virtual void keep(const CellBlock& block, RowSpan rows) = 0;
  [[nodiscard]] const std::vector<MappedField>& fields() const noexcept { return fields_; }
  /// Columns of the batch for fields(), in their order: told before the first keep().
  void set_targets(std::vector<Target*> targets) { targets_ = std::move(targets); }
  [[nodiscard]] bool has_targets() const noexcept { return !targets_.empty(); }

  // What is said of rows beside CellColumn::is_odd.
  static constexpr std::uint8_t has_end = 4, has_time = 8, has_amount = 16;
  [[nodiscard]] const std::vector<std::uint8_t>& marks() const noexcept { return marks_; }

 protected:
  std::vector<MappedField> fields_;
  std::vector<Target*> targets_;
  std::vector<std::uint8_t> marks_;  ///< [rows]; empty: nothing is said
};

// Readers of the fields of a layout; each borrows what it is given from the typer of the file.
struct TimesOf {
  std::vector<TimeSource*> sources;  ///< of the fields
  RowTally* tally = nullptr;
};
[[nodiscard]] std::unique_ptr<BlockField> make_block_times(std::vector<MappedField> fields,
                                                           TimesOf of);
struct AmountsOf {
  std::vector<const ColumnMapping*> currencies;  ///< of the fields; null: the default
  core::AssetId default_asset{};
  CurrencySource* source = nullptr;
  RowTally* tally = nullptr;
};
[[nodiscard]] std::unique_ptr<BlockField> make_block_amounts(std::vector<MappedField> fields,
                                                             AmountsOf of);
struct SelectorsOf {
  std::vector<SelectorSource*> sources;  ///< of the fields; they share their forms
  bool are_of_payments = false;          ///< else of calls
};
[[nodiscard]] std::unique_ptr<BlockField> make_block_selectors(std::vector<MappedField> fields,
                                                               SelectorsOf of);
[[nodiscard]] std::unique_ptr<BlockField> make_block_numbers(MappedField field);
[[nodiscard]] std::unique_ptr<BlockField> make_block_texts(MappedField field);

/// Types rows in blocks, column by column, where their layout is plain: both ends of payments or calls in
/// columns of their own.
///
/// Use     make(); for each block fill block(), then read(), then keep() row spans and the rows between them
///         by RowTyper, in order.
/// Laws    1 the batch is as if RowTyper had taken and weighed the rows one after the other.
/// Cost    time O(cells): a pass or two over each column; memory: the block, about 40 bytes a cell.
/// Check   RowTyper (records_block_test.cc).
class BlockTyper {
 public:
  /// Null where rows of such a mapping are typed one by one.
  [[nodiscard]] static std::unique_ptr<BlockTyper> make(RowTyper& typer);
  [[nodiscard]] CellBlock& block() noexcept { return block_; }
  /// Whether values of a column can be looked at as they stand.
  [[nodiscard]] bool takes(std::size_t column, const formats::ColumnValues& values) const;
  /// Reads the fields of the block; afterwards odd() tells which rows are to be typed alone.
  [[nodiscard]] core::Status read(const core::RunContext& context);
  [[nodiscard]] const std::vector<std::uint8_t>& odd() const noexcept { return odd_; }
  /// [rows] of their cells in the order of the columns: a text has that of its letters, a number its own.
  [[nodiscard]] std::span<const RowHash> hashes() const noexcept { return hashes_; }
  /// Rows none of which is odd become records.
  [[nodiscard]] core::Status keep(const core::RunContext& context, RowSpan rows);

 private:
  explicit BlockTyper(RowTyper& typer) : typer_(&typer) {}
  void find_odd();
  void hash_rows();
  void set_targets();
  RowTyper* typer_;
  CellBlock block_;
  std::vector<std::unique_ptr<BlockField>> fields_;
  std::vector<std::uint8_t> odd_;  ///< [rows]
  std::vector<RowHash> hashes_;    ///< [rows]
};

}  // namespace cuibono::evidence
