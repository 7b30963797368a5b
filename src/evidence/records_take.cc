#include "evidence/records_take.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "evidence/records_block.h"
#include "evidence/sum_rows.h"

namespace cuibono::evidence {
namespace {

constexpr std::uint64_t rows_per_look = 1U << 15;
constexpr std::size_t bytes_per_copy = 1U << 20;

/// Rows are equal where their cells are, space around them aside.
RowHash hash_row(std::span<const std::uint64_t> cells) {
  RowHash hash;
  for (const std::uint64_t cell : cells) hash.add(cell);
  hash.finish();
  return hash;
}

std::string fault_text(RowFault fault) {
  switch (fault) {
    case RowFault::cell_count:
      return "the row has another number of cells than the header";
    case RowFault::bad_encoding:
      return "the row has bytes that are no text in the file's encoding";
    case RowFault::bad_quote:
      return "a quotation mark is opened and never closed";
    case RowFault::bad_json:
      return "the row is not JSON";
    case RowFault::too_long:
      return "the row or a cell is longer than the limit, or the row has more than 16,384 cells";
    case RowFault::damaged:
      return "the file is damaged or cut here; what follows cannot be read";
    default:
      return "the row cannot be read";
  }
}

/// A label and a number or two in a wide table of what happened: a report of a sum alone is none.
bool is_sparse(ItemKind kind, std::span<const std::string_view> cells) {
  const bool happens = kind == ItemKind::calls || kind == ItemKind::transfers ||
                       kind == ItemKind::chain || kind == ItemKind::reports;
  constexpr std::ptrdiff_t most = 3;
  const auto filled = std::count_if(
      cells.begin(), cells.end(), [](std::string_view cell) { return !core::trim(cell).empty(); });
  return happens && filled <= most && static_cast<std::size_t>(filled) * 2 <= cells.size();
}

template <class Thing>
void append(std::vector<Thing>& to, std::vector<Thing>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

void type_row(const ItemKind kind, const Row& row, RowFault fault, RowTyper& typer,
              TakenRows& out) {
  ++out.rows;
  std::optional<RowRefusal> refusal;
  if (fault != RowFault::none) {
    refusal = RowRefusal{std::string(row_fault_name(fault)),
                         fault == RowFault::refused ? std::string(row.refusal) : fault_text(fault)};
    typer.weigh_unsplit();
  } else if (is_sparse(kind, row.cells) && looks_like_sum(row.cells)) {
    refusal = RowRefusal{"totals_row", "the row is a sum at the foot of the table, not a record"};
  } else {
    refusal = typer.take(row.cells);
    typer.weigh(row.ordinal, !refusal);
  }
  if (refusal && kind != ItemKind::other && looks_like_sum(row.cells))
    refusal = RowRefusal{"totals_row", "the row is a sum at the foot of the table, not a record"};
  if (refusal) {
    out.quarantined.push_back({row.ordinal, std::move(refusal->kind), std::move(refusal->text)});
    return;
  }
  out.ordinals.push_back(row.ordinal);
  out.hashes.push_back(hash_row(typer.cell_hashes()));
}

std::string_view RowBlock::keep(std::string_view text, std::string_view bytes) {
  const bool is_of_file = std::less_equal<>()(bytes.data(), text.data()) &&
                          std::less<>()(text.data(), bytes.data() + bytes.size());
  if (is_of_file || text.empty()) return text;
  copied_bytes_ += text.size();
  while (copies_used_ < copies_.size() &&
         copies_[copies_used_].capacity() - copies_[copies_used_].size() < text.size())
    ++copies_used_;
  if (copies_used_ == copies_.size()) {
    copies_.emplace_back();
    copies_.back().reserve(std::max(bytes_per_copy, text.size()));
  }
  std::string& copy = copies_[copies_used_];
  const std::size_t at = copy.size();
  copy += text;
  return std::string_view(copy).substr(at);
}

void RowBlock::add(const Row& row, RowFault fault, std::string_view bytes) {
  heads_.push_back({row.ordinal, fault, cells_.size(), row.cells.size(), keep(row.refusal, bytes)});
  for (const std::string_view cell : row.cells) cells_.push_back(keep(cell, bytes));
}

void RowBlock::clear() {
  heads_.clear();
  cells_.clear();
  for (std::string& copy : copies_) copy.clear();
  copies_used_ = copied_bytes_ = 0;
}

RowTaker::RowTaker(RowTaker&&) noexcept = default;
RowTaker& RowTaker::operator=(RowTaker&&) noexcept = default;
RowTaker::~RowTaker() = default;
RowTaker::RowTaker(const core::RunContext& context, const ReadRequest& request,
                   const RowBlocks& blocks, RowTyper typer)
    : context_(&context),
      request_(&request),
      blocks_(blocks),
      typer_(std::make_unique<RowTyper>(std::move(typer))),
      columns_(blocks.column_rows == 0 ? nullptr : BlockTyper::make(*typer_)) {}

core::Result<RowTaker> RowTaker::make(const core::RunContext& context, const ReadRequest& request,
                                      const RowBlocks& blocks) {
  CB_TRY(RowTyper typer, RowTyper::make(request));
  RowTaker taker(context, request, blocks, std::move(typer));
  const bool is_small = request.bytes.size() < blocks.large_file_bytes;
  if (taker.columns_ != nullptr || context.threads <= 1 || is_small) return taker;
  for (unsigned thread = 0; thread < context.threads; ++thread) {
    CB_TRY(RowTyper own, RowTyper::make(request));
    taker.workers_.push_back({std::move(own), {}});
  }
  return taker;
}

core::Status RowTaker::take(const Row& row, RowFault fault) {
  const bool is_look = ++rows_ % rows_per_look == 0;
  if (is_look) CB_TRY_STATUS(core::check_cancelled(*context_));
  offset_ = row.offset;
  of_rows_ = row.of_rows;
  if (columns_ != nullptr) {
    block_.add(row, fault, request_->bytes);
    return block_.is_full(blocks_.column_rows, blocks_.copied_bytes) ? type_columns()
                                                                     : core::Status();
  }
  if (workers_.empty()) {
    type_row(request_->mapping->kind, row, fault, *typer_, taken_);
    if (is_look) make_room();
    return {};
  }
  RowBlock& block = workers_[filling_].block;
  block.add(row, fault, request_->bytes);
  if (!block.is_full(blocks_.rows, blocks_.copied_bytes)) return {};
  return ++filling_ == workers_.size() ? type_blocks() : core::Status();
}

/// Columns that grow by doubling hold twice of what they need, and three times while they are moved: the
/// rows of the whole file are guessed from those that were seen.
void RowTaker::make_room() {
  constexpr std::uint64_t bytes_of_row_least = 4;  // of a packed file: what it says may be a lie
  if (std::exchange(has_room_, true)) return;
  const std::uint64_t bytes = request_->bytes.size();
  std::uint64_t guess = of_rows_;
  if (guess == 0 && offset_ > 0) {
    constexpr core::Int128 hundred = 100, with_some_more = 102;
    guess = static_cast<std::uint64_t>(core::Int128{bytes} * rows_ * with_some_more / hundred /
                                       offset_);
  }
  guess = std::min(guess, bytes / bytes_of_row_least);
  if (guess <= rows_) return;
  taken_.ordinals.reserve(guess);
  taken_.hashes.reserve(guess);
  typer_->reserve(guess);
}

core::Status RowTaker::type_blocks() {
  std::vector<TakenRows> taken(workers_.size());
  std::vector<RowTyper::Part> parts(workers_.size());
  CB_TRY_STATUS(core::parallel_blocks(*context_, workers_.size(), 1, [&](const core::Block& piece) {
    Worker& worker = workers_[piece.begin];
    for (const RowBlock::Head& head : worker.block.heads())
      type_row(request_->mapping->kind,
               Row{head.ordinal, 0, worker.block.cells(head), head.refusal}, head.fault,
               worker.typer, taken[piece.begin]);
    parts[piece.begin] = worker.typer.take_part();
    worker.block.clear();
    return core::Status();
  }));
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    typer_->add_part(std::move(parts[i]), workers_[i].typer, i);
    taken_.rows += taken[i].rows;
    append(taken_.ordinals, taken[i].ordinals);
    append(taken_.hashes, taken[i].hashes);
    append(taken_.quarantined, taken[i].quarantined);
  }
  filling_ = 0;
  make_room();
  return {};
}

core::Status RowTaker::finish(RecordBatch& batch) {
  if (columns_ != nullptr) CB_TRY_STATUS(type_columns());
  if (!workers_.empty()) CB_TRY_STATUS(type_blocks());
  batch.account.rows = taken_.rows;
  batch.ordinals = std::move(taken_.ordinals);
  batch.quarantined = std::move(taken_.quarantined);
  typer_->finish(batch);
  return {};
}

}  // namespace cuibono::evidence
