#include "evidence/rows_split.h"

#include <emmintrin.h>

#include <algorithm>
#include <cstring>

#include "core/core.h"

namespace cuibono::evidence {
namespace {

std::uint64_t mask_of_64(const char* bytes, char delimiter, char quote) noexcept {
  const __m128i delimiters = _mm_set1_epi8(delimiter), quotes = _mm_set1_epi8(quote);
  const __m128i feeds = _mm_set1_epi8('\n'), returns = _mm_set1_epi8('\r');
  std::uint64_t mask = 0;
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
    const __m128i ends_cell =
        _mm_or_si128(_mm_cmpeq_epi8(block, delimiters), _mm_cmpeq_epi8(block, quotes));
    const __m128i ends_row =
        _mm_or_si128(_mm_cmpeq_epi8(block, feeds), _mm_cmpeq_epi8(block, returns));
    const int bits = _mm_movemask_epi8(_mm_or_si128(ends_cell, ends_row));
    mask |= static_cast<std::uint64_t>(static_cast<unsigned>(bits)) << (16 * part);
  }
  return mask;
}

const char* skip_spaces(const char* from, const char* end, char delimiter) noexcept {
  while (from != end && *from == ' ' && delimiter != ' ') ++from;
  return from;
}

}  // namespace

bool is_blank(std::string_view cell) noexcept {
  if (cell.empty()) return true;
  const auto first = static_cast<unsigned char>(cell.front());
  if (first > ' ' && first < 0x80) return false;
  return core::trim(cell).empty();
}

void MarkScanner::seek(const char* from, const char* end) noexcept {
  base_ = from;
  end_ = end;
  mask_ = 0;
  if (from != end) load();
}

void MarkScanner::load() noexcept {
  const auto left = static_cast<std::size_t>(end_ - base_);
  if (left >= 64) {
    mask_ = mask_of_64(base_, delimiter_, quote_);
    return;
  }
  char padded[64] = {};
  std::memcpy(padded, base_, left);
  mask_ = mask_of_64(padded, delimiter_, quote_) & ((1ULL << left) - 1);
}

// "No quoting" and "no delimiter" are a second line feed to the scanner: a mark that is there
// anyway.
RowSplitter::RowSplitter(char delimiter, char quote) noexcept
    : delimiter_(delimiter == 0 ? '\n' : delimiter),
      quote_(quote == 0 ? '\n' : quote),
      scanner_(delimiter_, quote_) {}

void RowSplitter::set_text(std::string_view text, bool is_last) noexcept {
  row_end_ = text.data();
  text_end_ = text.data() + text.size();
  is_last_ = is_last;
  scanned_to_ = nullptr;
}

void RowSplitter::add_cell(const char* begin, const char* end, bool has_doubled_quotes) {
  const auto length = static_cast<std::size_t>(end - begin);
  has_long_cell_ |= length > cell_bytes_max;
  if (has_doubled_quotes) doubled_.push_back(static_cast<std::uint32_t>(cells_.size()));
  cells_.emplace_back(begin, length);
}

// One row from begin on. Marks come from the scanner, which stands at begin. The state is where the
// cell began; quoted cells are read by an inner loop. The row ends at CR, LF or the end of the
// text.
RowSplitter::Parse RowSplitter::parse(const char* begin, const char* end, bool is_last) {
  cells_.clear();
  doubled_.clear();
  has_long_cell_ = false;
  const char* cell = begin;
  const char* mark = scanner_.next();
  const char* content_end = nullptr;  // set when the cell was quoted
  const char* content = nullptr;
  bool has_doubled_quotes = false;
  for (;;) {
    if (mark == end && !is_last) return Parse::more;
    if (mark == end || *mark == '\n' || *mark == '\r') break;
    if (*mark == delimiter_) {
      if (content != nullptr) {
        add_cell(content, content_end, has_doubled_quotes);
      } else {
        add_cell(cell, mark, false);
      }
      content = nullptr;
      cell = mark + 1;
      mark = scanner_.next();
      continue;
    }
    const bool opens = content == nullptr && skip_spaces(cell, mark, delimiter_) == mark;
    if (!opens) {  // a quote inside an unquoted cell stands for itself
      mark = scanner_.next();
      continue;
    }
    content = mark + 1;
    has_doubled_quotes = false;
    const std::size_t used = static_cast<std::size_t>(content - begin);
    const std::size_t bytes_max =
        std::min(cell_bytes_max, row_bytes_max - std::min(used, row_bytes_max));
    for (;;) {
      mark = scanner_.next();
      const bool is_too_long = static_cast<std::size_t>(mark - content) > bytes_max;
      if (is_too_long || (mark == end && is_last)) {
        broken_at_ = is_too_long ? content + bytes_max : mark;
        return Parse::broken;
      }
      if (mark == end) return Parse::more;
      if (*mark != quote_) continue;
      if (mark + 1 == end && !is_last) return Parse::more;
      if (mark + 1 == end || mark[1] != quote_) break;
      has_doubled_quotes = true;
      mark = scanner_.next();  // the second of the two
    }
    content_end = mark;
    const char* after = skip_spaces(mark + 1, end, delimiter_);
    if (after == end && !is_last) return Parse::more;
    mark = scanner_.next();
    const bool is_closed = mark == after && (mark == end || *mark != quote_);
    if (!is_closed) {
      broken_at_ = after;
      return Parse::broken;
    }
  }
  if (content != nullptr) {
    add_cell(content, content_end, has_doubled_quotes);
  } else {
    add_cell(cell, mark, false);
  }
  const bool is_return = mark != end && *mark == '\r';
  if (is_return && mark + 1 == end && !is_last) return Parse::more;
  line_ = {begin, static_cast<std::size_t>(mark - begin)};
  row_end_ = mark;
  if (mark != end) row_end_ += 1;
  if (is_return && row_end_ != end && *row_end_ == '\n') row_end_ = scanner_.next() + 1;
  return Parse::row;
}

// A line by itself: whatever is quoted in it must be closed in it.
RowSplitter::Outcome RowSplitter::read_alone() {
  const char* begin = row_end_;
  const char* line_end = begin;
  while (line_end != text_end_ && *line_end != '\n' && *line_end != '\r') ++line_end;
  const bool is_cut = line_end == text_end_ || (*line_end == '\r' && line_end + 1 == text_end_);
  if (is_cut && !is_last_) return Outcome::more;
  const char* next = line_end;
  if (next != text_end_) next += *next == '\r' && next + 1 != text_end_ && next[1] == '\n' ? 2 : 1;

  scanner_.seek(begin, line_end);
  fault_ = RowFault::none;
  const bool is_broken = parse(begin, line_end, true) == Parse::broken;
  line_ = {begin, static_cast<std::size_t>(line_end - begin)};
  if (is_broken) {
    fault_ = RowFault::bad_quote;
    has_long_cell_ = line_.size() > cell_bytes_max;
    cells_.assign(1, line_);
    doubled_.clear();
  }
  row_end_ = next;
  scanned_to_ = nullptr;
  return Outcome::row;
}

void RowSplitter::undouble_quotes() {
  undoubled_.resize(line_.size());  // enough for all cells of the row, so that views stay valid
  char* out = undoubled_.data();
  for (const std::uint32_t number : doubled_) {
    const std::string_view cell = cells_[number];
    char* const begin = out;
    for (std::size_t i = 0; i < cell.size(); ++i) {
      *out++ = cell[i];
      if (cell[i] == quote_) ++i;
    }
    cells_[number] = {begin, static_cast<std::size_t>(out - begin)};
  }
}

RowSplitter::Outcome RowSplitter::next() {
  const char* begin = row_end_;
  if (begin == text_end_) return is_last_ ? Outcome::end : Outcome::more;
  Outcome outcome = Outcome::row;
  bool is_alone = alone_bytes_ > 0;
  if (!is_alone) {
    if (scanned_to_ != begin) scanner_.seek(begin, text_end_);
    fault_ = RowFault::none;
    const Parse parsed = parse(begin, text_end_, is_last_);
    if (parsed == Parse::more) {
      scanned_to_ = nullptr;
      return Outcome::more;
    }
    is_alone = parsed == Parse::broken;
    if (is_alone)
      alone_bytes_ = std::max<std::size_t>(1, static_cast<std::size_t>(broken_at_ - begin));
  }
  if (is_alone) outcome = read_alone();
  if (outcome != Outcome::row) return outcome;
  if (!is_alone) scanned_to_ = row_end_;
  consumed_ = static_cast<std::size_t>(row_end_ - begin);
  alone_bytes_ -= std::min(alone_bytes_, consumed_);
  if (has_long_cell_ || line_.size() > row_bytes_max || cells_.size() > row_cells_max) {
    fault_ = RowFault::too_long;
    cells_.assign(1, line_);
    doubled_.clear();
  }
  if (!doubled_.empty()) undouble_quotes();
  return Outcome::row;
}

}  // namespace cuibono::evidence
