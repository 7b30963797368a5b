#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/rows.h"

namespace cuibono::evidence {

inline constexpr std::size_t cell_bytes_max = 1U << 20;  ///< a longer cell is a fault of its row
inline constexpr std::size_t row_bytes_max = 16U << 20;
inline constexpr std::size_t row_cells_max = 1U << 14;  ///< as many columns as a sheet can have

/// A row is all blank when each of its cells is.
[[nodiscard]] bool is_blank(std::string_view cell) noexcept;

/// Walks over the bytes of a text that can end a cell or a row: delimiter, quote, CR, LF.
///
/// 64 bytes at a time become one word with a bit for each such byte; the words live on from row to
/// row, so that no byte is compared twice however short the rows are.
class MarkScanner {
 public:
  MarkScanner(char delimiter, char quote) noexcept : delimiter_(delimiter), quote_(quote) {}
  /// Starts over at a place of the text; end is the end of the text.
  void seek(const char* from, const char* end) noexcept;
  /// The next mark, or the end of the text; each is given once.
  [[nodiscard]] const char* next() noexcept {
    while (mask_ == 0) {
      if (end_ - base_ <= 64) {
        base_ = end_;
        return end_;
      }
      base_ += 64;
      load();
    }
    const char* mark = base_ + std::countr_zero(mask_);
    mask_ &= mask_ - 1;
    return mark;
  }

 private:
  void load() noexcept;
  char delimiter_, quote_;
  const char* base_ = nullptr;
  const char* end_ = nullptr;
  std::uint64_t mask_ = 0;
};

/// Splits UTF-8 text into rows of cells (the rules are in rows.h, at read_rows).
///
/// Use     set_text, then next until it says otherwise than `row`. After `more`, hand in the text
/// from
///         rest() on with what follows it; after `end` all is read.
/// Laws    1 cutting the text into blocks anywhere does not change the rows.
/// Cost    about a nanosecond a byte of short cells, no allocation a row.
class RowSplitter {
 public:
  enum class Outcome : std::uint8_t { row, more, end };

  /// A delimiter of 0 makes each line one cell.
  RowSplitter(char delimiter, char quote) noexcept;
  void set_text(std::string_view text, bool is_last) noexcept;  ///< borrows the text
  [[nodiscard]] Outcome next();
  [[nodiscard]] std::string_view rest() const noexcept {
    return {row_end_, static_cast<std::size_t>(text_end_ - row_end_)};
  }

  // Of the row that next() found; valid until the next call of it.
  [[nodiscard]] std::string_view line() const noexcept { return line_; }     ///< without line end
  [[nodiscard]] std::size_t consumed() const noexcept { return consumed_; }  ///< with line end
  [[nodiscard]] RowFault fault() const noexcept { return fault_; }  ///< none, bad_quote or too_long
  [[nodiscard]] std::vector<std::string_view>& cells() noexcept { return cells_; }

 private:
  enum class Parse : std::uint8_t { row, more, broken };
  Parse parse(const char* begin, const char* end, bool is_last);
  Outcome read_alone();
  void add_cell(const char* begin, const char* end, bool has_doubled_quotes);
  void undouble_quotes();

  char delimiter_, quote_;
  MarkScanner scanner_;
  const char* text_end_ = nullptr;
  const char* row_end_ = nullptr;     ///< where the next row begins
  const char* scanned_to_ = nullptr;  ///< the scanner stands here; null: it must seek
  const char* broken_at_ = nullptr;
  bool is_last_ = true;
  std::size_t alone_bytes_ = 0;  ///< lines that begin within these bytes are read alone
  std::string_view line_;
  std::size_t consumed_ = 0;
  RowFault fault_ = RowFault::none;
  bool has_long_cell_ = false;
  std::vector<std::string_view> cells_;
  std::vector<std::uint32_t> doubled_;  ///< cells in which quotes are still doubled
  std::string undoubled_;
};

}  // namespace cuibono::evidence
