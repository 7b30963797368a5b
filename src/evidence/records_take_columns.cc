// Rows taken column by column: some rows of all columns, each on whatever thread has time, then the next. Those
// of a text are gathered first; a file that keeps its columns apart is read as it is, and a row of text is made
// only of what is not like most.
#include <numeric>

#include "evidence/records_block.h"
#include "evidence/records_take.h"
#include "evidence/rows_structured.h"
#include "evidence/rows_table.h"
#include "formats/parquet_columns.h"

namespace cuibono::evidence {
namespace {

using formats::ColumnTable;
using formats::ColumnValues;

/// So many rows of a dozen columns fit a cache of some MiB, and cost more than starting threads for them.
constexpr std::size_t rows_at_once = 1U << 15;

/// One file on its way: its columns, the rows at hand, and their text where it is asked for.
class FileColumns {
 public:
  FileColumns(const core::RunContext& context, ColumnTable& table, BlockTyper& typer)
      : context_(&context), table_(&table), typer_(&typer), texts_(table.columns()) {
    typer.block().columns.resize(table.columns());
  }
  /// False where a column breaks or ends before the others.
  [[nodiscard]] core::Result<bool> next(std::uint64_t first_ordinal) {
    CellBlock& block = typer_->block();
    std::vector<std::uint8_t> is_broken(table_->columns(), 0);
    texts_.assign(table_->columns(), std::nullopt);
    CB_TRY_STATUS(
        core::parallel_blocks(*context_, table_->columns(), 1, [&](const core::Block& piece) {
          is_broken[piece.begin] = look(piece.begin) ? 0 : 1;
          return core::Status();
        }));
    block.rows = block.columns.empty() ? 0 : block.columns.front().values.rows;
    block.alone.clear();
    block.ordinals.resize(block.rows);
    std::iota(block.ordinals.begin(), block.ordinals.end(), first_ordinal);
    bool is_whole = true;
    for (std::size_t c = 0; c < block.columns.size(); ++c)
      is_whole = is_whole && is_broken[c] == 0 && block.columns[c].values.rows == block.rows;
    return is_whole;
  }
  /// Cells of a row as read_rows hands them over.
  [[nodiscard]] core::Status write_row(std::size_t row, std::vector<std::string_view>& cells) {
    const CellBlock& block = typer_->block();
    cells.resize(block.columns.size());
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const CellColumn& column = block.columns[c];
      const ColumnValues* values = &column.values;
      if (!column.is_text() && !column.is_coded()) {
        if (!texts_[c]) {
          CB_TRY(texts_[c], table_->texts(c));
        }
        values = &*texts_[c];
      }
      const std::size_t at = column.is_coded() ? column.code(row) : row;
      cells[c] = values->has(row) ? values->text(at) : std::string_view();
    }
    return {};
  }

 private:
  [[nodiscard]] bool look(std::size_t column) {
    auto values = table_->next(column, rows_at_once);
    if (values.has_value() && !typer_->takes(column, *values)) values = table_->texts(column);
    if (!values.has_value()) return false;
    typer_->block().columns[column].look(*values);
    return true;
  }
  const core::RunContext* context_;
  ColumnTable* table_;
  BlockTyper* typer_;
  std::vector<std::optional<ColumnValues>> texts_;  ///< [columns]
};

}  // namespace

core::Status RowTaker::keep_columns(const std::function<core::Status(std::size_t)>& take_alone) {
  const CellBlock& block = columns_->block();
  const std::vector<std::uint8_t>& odd = columns_->odd();
  const std::span<const RowHash> hashes = columns_->hashes();
  for (std::size_t row = 0; row < block.rows; ++row) {
    std::size_t end = row;
    while (end < block.rows && odd[end] == 0) ++end;
    CB_TRY_STATUS(columns_->keep(*context_, {row, end}));
    taken_.rows += end - row;
    const auto at = static_cast<std::ptrdiff_t>(row), to = static_cast<std::ptrdiff_t>(end);
    taken_.ordinals.insert(taken_.ordinals.end(), block.ordinals.begin() + at,
                           block.ordinals.begin() + to);
    taken_.hashes.insert(taken_.hashes.end(), hashes.begin() + at, hashes.begin() + to);
    row = end;
    if (row < block.rows) CB_TRY_STATUS(take_alone(row));
  }
  return {};
}

core::Status RowTaker::type_columns() {
  const std::span<const RowBlock::Head> heads = block_.heads();
  if (heads.empty()) return {};
  CellBlock& block = columns_->block();
  block.rows = heads.size();
  for (const ColumnMapping& column : request_->mapping->columns)
    if (block.columns.size() <= column.column) block.columns.resize(column.column + 1);
  block.ordinals.resize(heads.size());
  block.alone.assign(heads.size(), 0);
  for (std::size_t row = 0; row < heads.size(); ++row) {
    block.ordinals[row] = heads[row].ordinal;
    const bool is_like_most =
        heads[row].fault == RowFault::none && heads[row].cells == block.columns.size();
    block.alone[row] = is_like_most ? 0 : 1;
  }
  CB_TRY_STATUS(
      core::parallel_blocks(*context_, block.columns.size(), 1, [&](const core::Block& piece) {
        CellColumn& column = block.columns[piece.begin];
        column.texts.resize(heads.size());
        for (std::size_t row = 0; row < heads.size(); ++row)
          column.texts[row] =
              block.alone[row] != 0 ? std::string_view() : block_.cells(heads[row])[piece.begin];
        column.look_at_texts();
        return core::Status();
      }));
  CB_TRY_STATUS(columns_->read(*context_));
  const auto take_alone = [&](std::size_t row) -> core::Status {
    const RowBlock::Head& head = heads[row];
    type_row(request_->mapping->kind, Row{head.ordinal, 0, block_.cells(head), head.refusal},
             head.fault, *typer_, taken_);
    return {};
  };
  CB_TRY_STATUS(keep_columns(take_alone));
  block_.clear();
  make_room();
  return {};
}

/// The rows behind those that were taken, one by one: so a file that breaks breaks at the same row.
core::Result<RowCount> RowTaker::take_rest(const RowsRequest& rows, std::uint64_t taken) {
  return read_rows(*context_, rows, [&](const Row& row, RowFault fault) {
    return row.ordinal <= taken ? core::Status() : take(row, fault);
  });
}

core::Result<std::optional<RowCount>> RowTaker::take_columns(const RowsRequest& rows) {
  const Dialect& dialect = rows.dialect;
  if (dialect.format != Format::structured || dialect.header_row != 0 || !dialect.table.empty())
    return std::optional<RowCount>();
  if (dialect.reader != "parquet") return std::optional<RowCount>();
  if (columns_ == nullptr) return std::optional<RowCount>();
  const auto opened = formats::open_parquet_columns(rows.bytes);
  if (!opened.has_value() || *opened == nullptr) return std::optional<RowCount>();  // rows say why
  ColumnTable& table = **opened;
  if (table.columns() != rows.columns.size()) return std::optional<RowCount>();
  of_rows_ = table.rows();
  RowJudge judge(dialect, rows.columns);
  FileColumns columns(*context_, table, *columns_);
  std::vector<std::string_view> cells;
  const CellBlock& block = columns_->block();
  for (;;) {
    CB_TRY_STATUS(core::check_cancelled(*context_));
    CB_TRY(const bool is_whole, columns.next(rows_ + 1));
    if (!is_whole) {
      CB_TRY(const RowCount count, take_rest(rows, rows_));
      return std::optional(count);
    }
    if (block.rows == 0) break;
    CB_TRY_STATUS(columns_->read(*context_));
    std::uint64_t alone = 0;
    const auto take_alone = [&](std::size_t row) -> core::Status {
      ++alone;
      CB_TRY_STATUS(columns.write_row(row, cells));
      const std::uint64_t ordinal = block.ordinals[row];
      const RowFault fault = judge.judge(ordinal, RowFault::none, find_unclean(cells), cells);
      const std::size_t records = taken_.ordinals.size();
      if (is_data(fault))
        type_row(request_->mapping->kind, Row{ordinal, 0, cells}, fault, *typer_, taken_);
      if (taken_.ordinals.size() > records) taken_.hashes.back() = columns_->hashes()[row];
      return {};
    };
    CB_TRY_STATUS(keep_columns(take_alone));
    judge.count_data(block.rows - alone);
    rows_ += block.rows;
    make_room();
  }
  return std::optional(judge.count());
}

}  // namespace cuibono::evidence
