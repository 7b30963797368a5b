#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/records_columns.h"
#include "evidence/records_tally.h"

namespace cuibono::evidence {

/// The unit of amounts and counts as exported records have them: "EUR 12.50", plain digits.
inline constexpr std::string_view exported_unit = "record";

/// Why a row went to quarantine.
struct RowRefusal {
  std::string kind, text;
};

// How messages name a cell and a column.
[[nodiscard]] std::string quoted(std::string_view cell);
[[nodiscard]] std::string column_name(const ColumnMapping& column);

/// Reads the rows of one item by its mapping: each row becomes a record, or is refused with a reason.
///
/// Use     make(), then take() for each row in order, then finish().
/// Cost    see read_records.
class RowTyper {
 public:
  [[nodiscard]] static core::Result<RowTyper> make(const ReadRequest& request);
  /// Nothing: the row is a record now. Otherwise nothing of it was kept.
  [[nodiscard]] std::optional<RowRefusal> take(std::span<const std::string_view> cells);
  /// Adds the amounts of a row to the sums: after take(), with the row as it was taken or refused.
  void weigh(std::uint64_t ordinal, bool is_record);
  /// The same for a row that cannot be split into cells.
  void weigh_unsplit();
  /// [columns] of the row that was taken last: hashes of its cells without space around them.
  [[nodiscard]] std::span<const std::uint64_t> cell_hashes() const noexcept { return hashes_; }
  /// What was taken since the last part, to be added to another typer of the same file: several may
  /// take parts of a file at once, and one adds them up in the order of the rows.
  struct Part {
    ByField<Target::Rows> columns;
    RowTally tally;
  };
  [[nodiscard]] Part take_part();
  /// Laws  as if the rows of the part had been taken here.
  /// In    `typer` made the part; `typer_number` tells it from others whose parts are added here.
  void add_part(Part part, const RowTyper& typer, std::size_t typer_number);
  /// Room for so many records in all.
  void reserve(std::size_t rows);
  /// The columns, the sums and remarks into the batch.
  void finish(RecordBatch& batch);
  /// The first row whose record holds another amount than its digits say; empty: none. A bug of ours.
  [[nodiscard]] const std::string& misread() const noexcept { return tally_.misread; }
  /// [records] of the account whose statement a row is; empty where the file is no statement.
  [[nodiscard]] std::vector<OwnSide> sides(const RecordBatch& batch) const;

 private:
  friend class BlockTyper;  // the same rows, column by column
  struct Amount {
    std::int64_t minor = no_number;
    std::int64_t dust = 0;  ///< cut off, in 10^-18 of a coin
    core::AssetId asset{};
  };
  struct Timed {
    std::int64_t time_us = no_number;
    core::Precision precision = core::Precision::second;
    std::int16_t offset_min = core::no_offset;
  };
  explicit RowTyper(const ReadRequest& request) : request_(&request), mapping_(request.mapping) {}

  core::Status prepare();
  Target& target(Field field, std::uint32_t source_column);
  [[nodiscard]] std::string_view cell(Field field) const {
    const ColumnMapping* column = mapped(field);
    return column == nullptr ? std::string_view() : cell(*column);
  }
  [[nodiscard]] std::string_view cell(const ColumnMapping& column) const {
    return column.column < cells_.size() ? cells_[column.column] : std::string_view();
  }
  [[nodiscard]] std::uint64_t hash(const ColumnMapping& column) const {
    return column.column < hashes_.size() ? hashes_[column.column] : hash_of_nothing_;
  }
  [[nodiscard]] const ColumnMapping* mapped(Field field) const {
    const auto* found = by_field_.find(field);
    return found == nullptr ? nullptr : *found;
  }

  std::optional<RowRefusal> read_times();
  [[nodiscard]] std::optional<core::ZoneId> find_zone_of_row();
  [[nodiscard]] std::string zone_of_mapping() const;
  std::optional<RowRefusal> read_amounts();
  std::optional<RowRefusal> read_amount(Field field, Field currency, Amount& out);
  [[nodiscard]] static bool cut_dust(std::string_view text, const core::DecimalStyle& style,
                                     Amount& out);
  std::optional<RowRefusal> settle_statement();
  void settle_direction();
  [[nodiscard]] std::optional<RowRefusal> check_needed() const;
  /// The own and the other end of a row: who pays or calls was settled before.
  void add_ends(const std::optional<SelectorSource>& constant, Field own, Field other,
                Field own_end, Field other_end);
  void keep();
  [[nodiscard]] bool is_payment() const noexcept {
    return mapping_->kind == ItemKind::transfers || mapping_->kind == ItemKind::chain;
  }
  /// One cell of a row into the sums; false where no amount is stated there.
  bool weigh_cell(Field field, std::uint64_t ordinal, bool is_record);
  void finish_sums(RecordBatch& batch);
  /// What the sources of columns counted goes into the tally.
  void close_tally();

  const ReadRequest* request_;
  const Mapping* mapping_;
  ByField<const ColumnMapping*> by_field_;
  struct Planned {
    Field field = Field::unknown;
    const ColumnMapping* column = nullptr;
  };
  std::vector<Planned> amount_fields_, number_fields_, text_fields_;  ///< of by_field_, in order
  std::uint64_t hash_of_nothing_ = TextTable::hash_of({});
  ByField<SelectorSource> selectors_;
  ByField<TimeSource> times_;
  CurrencySource currencies_;
  ZoneSource zones_;
  ByField<Target> targets_;
  std::optional<SelectorSource> own_account_, own_number_;
  core::AssetId default_asset_{};
  bool statement_ = false, one_line_ = false;

  // The row at hand.
  std::vector<std::string_view> cells_;  ///< without space around them
  std::vector<std::uint64_t> hashes_;    ///< of cells_
  ByField<Timed> row_times_;
  ByField<Amount> row_amounts_;
  ByField<std::uint32_t> row_selectors_;
  bool own_pays_ = true, incoming_ = false;

  RowTally tally_;  ///< over all rows
};

}  // namespace cuibono::evidence
