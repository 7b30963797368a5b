#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "evidence/records_layout.h"
#include "evidence/row_hash.h"
#include "evidence/rows.h"

namespace cuibono::evidence {

/// What became of rows that follow each other, beside their columns.
struct TakenRows {
  std::uint64_t rows = 0;               ///< taken
  std::vector<std::uint64_t> ordinals;  ///< [records]
  std::vector<RowHash> hashes;          ///< [records]
  std::vector<QuarantinedRow> quarantined;
};

/// One row by RowTyper, with what it was judged to be: a record or a line of quarantine of `out`.
void type_row(ItemKind kind, const Row& row, RowFault fault, RowTyper& typer, TakenRows& out);

/// From which size on a file is typed in blocks where there are several threads, and how large they are.
struct RowBlocks {
  std::uint64_t large_file_bytes = 8ULL << 20;
  std::size_t rows = 1U << 16, copied_bytes = 64ULL << 20;
  std::size_t column_rows =
      1U << 14;  ///< of a block that is typed column by column; 0: rows are typed one by one
};

/// Rows that are kept until a thread has time for them. Cells that stand in the file stay there.
class RowBlock {
 public:
  struct Head {
    std::uint64_t ordinal = 0;
    RowFault fault = RowFault::none;
    std::size_t first_cell = 0, cells = 0;
    std::string_view refusal;
  };
  /// `bytes` of the file, which live longer than the block.
  void add(const Row& row, RowFault fault, std::string_view bytes);
  void clear();
  [[nodiscard]] bool is_full(std::size_t rows_most, std::size_t copied_bytes_most) const noexcept {
    return heads_.size() >= rows_most || copied_bytes_ >= copied_bytes_most;
  }
  [[nodiscard]] const std::vector<Head>& heads() const noexcept { return heads_; }
  [[nodiscard]] std::span<const std::string_view> cells(const Head& head) const noexcept {
    return std::span(cells_).subspan(head.first_cell, head.cells);
  }

 private:
  [[nodiscard]] std::string_view keep(std::string_view text, std::string_view bytes);
  std::vector<Head> heads_;
  std::vector<std::string_view> cells_;
  std::vector<std::string> copies_;  ///< each with room for more, so that none moves
  std::size_t copies_used_ = 0, copied_bytes_ = 0;
};

class BlockTyper;

/// The rows of one file on their way to a batch: in blocks column by column where the layout is plain, else
/// one after the other, or in blocks of rows on several threads.
///
/// Use     make(), take() for each row in order, finish().
/// Laws    1 the batch is the same for any number of threads.
/// Cost    as RowTyper; with several threads a block of rows for each, at most 64 MiB and a row.
class RowTaker {
 public:
  RowTaker(RowTaker&&) noexcept;
  RowTaker& operator=(RowTaker&&) noexcept;
  ~RowTaker();
  [[nodiscard]] static core::Result<RowTaker> make(const core::RunContext& context,
                                                   const ReadRequest& request,
                                                   const RowBlocks& blocks = {});
  [[nodiscard]] core::Status take(const Row& row, RowFault fault);
  /// All rows of a file that keeps its columns apart, instead of take() for each. Nothing: this file and
  /// mapping are not read so, and nothing was taken.
  /// Laws    2 the batch is that of take() for each row of read_rows.
  [[nodiscard]] core::Result<std::optional<RowCount>> take_columns(const RowsRequest& rows);
  /// Columns, ordinals, quarantine and sums into the batch.
  [[nodiscard]] core::Status finish(RecordBatch& batch);
  [[nodiscard]] std::span<const RowHash> hashes() const noexcept { return taken_.hashes; }
  [[nodiscard]] const RowTyper& typer() const noexcept { return *typer_; }

 private:
  RowTaker(const core::RunContext& context, const ReadRequest& request, const RowBlocks& blocks,
           RowTyper typer);
  [[nodiscard]] core::Status type_blocks();
  [[nodiscard]] core::Result<RowCount> take_rest(const RowsRequest& rows, std::uint64_t taken);
  void make_room();
  /// The rows of block_, column by column.
  [[nodiscard]] core::Status type_columns();
  /// Rows of the block that columns_ has read: those that are like most at once, each other by `take_alone`.
  [[nodiscard]] core::Status keep_columns(
      const std::function<core::Status(std::size_t)>& take_alone);

  const core::RunContext* context_;
  const ReadRequest* request_;
  RowBlocks blocks_;
  std::unique_ptr<RowTyper> typer_;      ///< of the whole file
  std::unique_ptr<BlockTyper> columns_;  ///< borrows typer_; none: the layout is not plain
  RowBlock block_;                       ///< of columns_
  TakenRows taken_;
  std::uint64_t rows_ = 0, offset_ = 0;  ///< taken; where the last of them begins
  std::uint64_t of_rows_ = 0;            ///< how many the file says it has
  bool has_room_ = false;
  struct Worker {
    RowTyper typer;
    RowBlock block;
  };
  std::vector<Worker> workers_;  ///< none, and no columns_: the rows are typed as they come
  std::size_t filling_ = 0;      ///< of workers_
};

}  // namespace cuibono::evidence
