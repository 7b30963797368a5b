#pragma once
#include <compare>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "evidence/records_layout.h"
#include "evidence/rows.h"

namespace cuibono::evidence {

/// Two hashes of a row's cells, space around them aside: equal rows have equal ones.
struct RowHash {
  std::uint64_t a = 0, b = 0;
  auto operator<=>(const RowHash&) const = default;
};

/// What became of rows that follow each other, beside their columns.
struct TakenRows {
  std::uint64_t rows = 0;               ///< taken
  std::vector<std::uint64_t> ordinals;  ///< [records]
  std::vector<RowHash> hashes;          ///< [records]
  std::vector<QuarantinedRow> quarantined;
};

/// From which size on a file is typed in blocks where there are several threads, and how large they are.
struct RowBlocks {
  std::uint64_t large_file_bytes = 8ULL << 20;
  std::size_t rows = 1U << 16, copied_bytes = 64ULL << 20;
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
  [[nodiscard]] bool is_full(const RowBlocks& limits) const noexcept {
    return heads_.size() >= limits.rows || copied_bytes_ >= limits.copied_bytes;
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

/// The rows of one file on their way to a batch: one after the other, or in blocks on several threads.
///
/// Use     make(), take() for each row in order, finish().
/// Laws    1 the batch is the same for any number of threads.
/// Cost    as RowTyper; with several threads a block of rows for each, at most 64 MiB and a row.
class RowTaker {
 public:
  [[nodiscard]] static core::Result<RowTaker> make(const core::RunContext& context,
                                                   const ReadRequest& request,
                                                   const RowBlocks& blocks = {});
  [[nodiscard]] core::Status take(const Row& row, RowFault fault);
  /// Columns, ordinals, quarantine and sums into the batch.
  [[nodiscard]] core::Status finish(RecordBatch& batch);
  [[nodiscard]] std::span<const RowHash> hashes() const noexcept { return taken_.hashes; }
  [[nodiscard]] const RowTyper& typer() const noexcept { return typer_; }

 private:
  RowTaker(const core::RunContext& context, const ReadRequest& request, const RowBlocks& blocks,
           RowTyper typer)
      : context_(&context), request_(&request), blocks_(blocks), typer_(std::move(typer)) {}
  [[nodiscard]] core::Status type_blocks();
  void make_room();

  const core::RunContext* context_;
  const ReadRequest* request_;
  RowBlocks blocks_;
  RowTyper typer_;  ///< of the whole file
  TakenRows taken_;
  std::uint64_t rows_ = 0, offset_ = 0;  ///< taken; where the last of them begins
  std::uint64_t of_rows_ = 0;            ///< how many the file says it has
  bool has_room_ = false;
  struct Worker {
    RowTyper typer;
    RowBlock block;
  };
  std::vector<Worker> workers_;  ///< none: the rows are typed as they come
  std::size_t filling_ = 0;      ///< of workers_
};

}  // namespace cuibono::evidence
