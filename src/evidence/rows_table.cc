#include "evidence/rows_table.h"

#include <algorithm>

#include "core/core.h"

namespace cuibono::evidence {
namespace {

constexpr std::size_t block_bytes = 1U << 20;

char delimiter_of(const Dialect& dialect) {
  return dialect.format == Format::text ? '\0' : dialect.delimiter;
}
char quote_of(const Dialect& dialect) {
  return dialect.format == Format::text ? '\0' : dialect.quote;
}

}  // namespace

TableRows::TableRows(std::string_view bytes, const Dialect& dialect)
    : bytes_(bytes),
      encoding_(dialect.encoding),
      splitter_(delimiter_of(dialect), quote_of(dialect)),
      decoder_(bytes, dialect.encoding),
      next_offset_(mark_length(bytes, dialect.encoding)) {
  if (encoding_ == Encoding::utf8) {
    splitter_.set_text(bytes.substr(next_offset_), true);
  } else {
    refill();
  }
}

// Keeps what the splitter has not used yet and adds as much again, so that a long row is looked at
// a few times only.
void TableRows::refill() {
  const std::string_view rest = window_.empty() ? std::string_view() : splitter_.rest();
  const auto used = window_.size() - rest.size();
  window_.erase(0, used);
  decoder_.append_block(window_, std::max(block_bytes, window_.size()));
  splitter_.set_text(window_, decoder_.done());
}

bool TableRows::next() {
  auto outcome = splitter_.next();
  while (outcome == RowSplitter::Outcome::more) {
    refill();
    outcome = splitter_.next();
  }
  if (outcome == RowSplitter::Outcome::end) return false;
  ordinal_ += 1;
  offset_ = next_offset_;
  next_offset_ += raw_length({splitter_.line().data(), splitter_.consumed()}, encoding_);
  return true;
}

std::size_t TableRows::raw_bytes() const noexcept {
  return raw_length(splitter_.line(), encoding_);
}

bool is_data(RowFault fault) noexcept {
  switch (fault) {
    case RowFault::empty:
    case RowFault::header:
    case RowFault::preamble:
    case RowFault::repeated_header:
      return false;
    default:
      return true;
  }
}

RowJudge::RowJudge(const Dialect& dialect, std::span<const std::string> columns)
    : dialect_(dialect) {
  if (columns.empty()) return;
  const std::vector<std::string_view> names(columns.begin(), columns.end());
  take_columns(names);
}

void RowJudge::take_columns(std::span<const std::string_view> cells) {
  columns_.assign(cells.begin(), cells.end());
  columns_needed_ = columns_.size();
  while (columns_needed_ > 0 && is_blank(columns_[columns_needed_ - 1])) --columns_needed_;
  has_names_ = columns_needed_ > 0;
  if (!has_names_) columns_needed_ = columns_.size();
  knows_columns_ = true;
}

bool RowJudge::repeats_header(std::span<const std::string_view> cells) const noexcept {
  if (!has_names_ || dialect_.header_row == 0 || cells.size() < columns_needed_) return false;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string_view name = i < columns_.size() ? std::string_view(columns_[i]) : "";
    if (cells[i] != name && core::trim(cells[i]) != core::trim(name)) return false;
  }
  return true;
}

void RowJudge::make_readable(std::vector<std::string_view>& cells) {
  std::vector<std::size_t> ends;
  readable_.clear();
  for (const std::string_view cell : cells) {
    append_readable(readable_, cell);
    ends.push_back(readable_.size());
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i] = std::string_view(readable_).substr(begin, ends[i] - begin);
    begin = ends[i];
  }
}

RowFault RowJudge::judge(std::uint64_t ordinal, RowFault split_fault, std::string_view line,
                         std::vector<std::string_view>& cells) {
  count_.physical += 1;
  // Whatever it holds: what follows is lost, or its reader has judged it.
  if (split_fault == RowFault::damaged || split_fault == RowFault::refused) {
    count_.data += 1;
    return split_fault;
  }
  if (std::all_of(cells.begin(), cells.end(), is_blank)) {
    count_.empty += 1;
    return RowFault::empty;
  }
  const bool is_clean = is_clean_text(line);
  if (!is_clean) make_readable(cells);
  if (ordinal < dialect_.header_row) {
    count_.preamble += 1;
    return RowFault::preamble;
  }
  if (ordinal == dialect_.header_row) {
    if (!knows_columns_) take_columns(cells);
    count_.headers += 1;
    return RowFault::header;
  }
  if (split_fault == RowFault::none && repeats_header(cells)) {
    count_.headers += 1;
    return RowFault::repeated_header;
  }
  count_.data += 1;
  if (split_fault != RowFault::none) return split_fault;
  if (!is_clean) return RowFault::bad_encoding;
  if (dialect_.format == Format::text) return RowFault::none;

  if (!knows_columns_) take_columns(std::vector<std::string_view>(cells.size()));
  const bool has_extra = cells.size() > columns_.size() &&
                         !std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(columns_.size()),
                                      cells.end(), is_blank);
  if (has_extra || cells.size() < columns_needed_) return RowFault::cell_count;
  cells.resize(columns_.size());
  return RowFault::none;
}

}  // namespace cuibono::evidence
