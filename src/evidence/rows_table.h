#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/rows.h"
#include "evidence/rows_split.h"

namespace cuibono::evidence {

/// The physical rows of delimited text in any encoding, one after the other, before anything is
/// said about what they are.
class TableRows {
 public:
  TableRows(std::string_view bytes, const Dialect& dialect);  ///< borrows the bytes
  /// False when there are no more.
  [[nodiscard]] bool next();

  // Of the row that next() found; valid until the next call of it.
  [[nodiscard]] std::uint64_t ordinal() const noexcept { return ordinal_; }
  [[nodiscard]] std::uint64_t offset() const noexcept {
    return offset_;
  }  ///< in the file as received
  [[nodiscard]] std::size_t raw_bytes() const noexcept;  ///< of the row without its line end
  [[nodiscard]] std::string_view line() const noexcept { return splitter_.line(); }
  [[nodiscard]] RowFault fault() const noexcept { return splitter_.fault(); }
  [[nodiscard]] std::vector<std::string_view>& cells() noexcept { return splitter_.cells(); }

 private:
  void refill();
  std::string_view bytes_;
  Encoding encoding_;
  RowSplitter splitter_;
  Decoder decoder_;
  std::string window_;  ///< decoded text that the splitter looks at; unused for UTF-8
  std::uint64_t ordinal_ = 0, offset_ = 0, next_offset_ = 0;
};

/// Says of each physical row what it is: header, preamble, empty, or data with or without a fault.
///
/// Laws    1 every row is counted in exactly one of physical's parts.
class RowJudge {
 public:
  /// `columns` empty: those of the header row.
  RowJudge(const Dialect& dialect, std::span<const std::string> columns);
  /// The fault of a row that was split; cells are mended in place: cut or filled up to the columns,
  /// and made readable where they hold bytes that are no text.
  [[nodiscard]] RowFault judge(std::uint64_t ordinal, RowFault split_fault, std::string_view line,
                               std::vector<std::string_view>& cells);
  /// Rows that judge() would find nothing at.
  void count_data(std::uint64_t rows) noexcept {
    count_.physical += rows;
    count_.data += rows;
  }
  [[nodiscard]] const RowCount& count() const noexcept { return count_; }

 private:
  void take_columns(std::span<const std::string_view> cells);
  [[nodiscard]] bool repeats_header(std::span<const std::string_view> cells) const noexcept;
  void make_readable(std::vector<std::string_view>& cells);

  Dialect dialect_;
  std::vector<std::string> columns_;
  std::size_t columns_needed_ = 0;  ///< up to the last one with a name
  bool knows_columns_ = false, has_names_ = false;
  RowCount count_;
  std::string readable_;
};

/// True for a fault of a row that is handed over as data.
[[nodiscard]] bool is_data(RowFault fault) noexcept;

}  // namespace cuibono::evidence
