#pragma once
#include <cstdint>

#include "core/core.h"

namespace cuibono::formats {

/// Values of one column for rows that follow each other, in the form that the file keeps them in.
struct ColumnValues {
  enum class Form : std::uint8_t {
    text,
    coded,    ///< positions in the distinct texts of these rows
    time,     ///< instants, or readings of a clock
    day,      ///< days since 1970-01-01
    whole,    ///< whole numbers
    decimal,  ///< whole numbers whose last `scale` digits stand behind the point
  };
  Form form = Form::text;
  std::size_t rows = 0;
  const std::uint8_t* is_valid = nullptr;  ///< [rows] 0: no value; null: each row has one
  const std::int32_t* offsets = nullptr;   ///< text: [rows + 1], coded: [texts + 1], into `bytes`
  const char* bytes = nullptr;  ///< as the file has them: whether they are UTF-8 is not known
  const std::int32_t* codes = nullptr;  ///< coded: [rows], 0 where there is no value
  std::size_t texts = 0;
  const std::int64_t* numbers = nullptr;  ///< time, day, whole: [rows]
  std::int64_t units_a_second = 1;        ///< time: since 1970-01-01 00:00:00
  bool is_utc = false;  ///< time: instants of UTC; else readings of no stated zone
  const core::Int128* decimals = nullptr;  ///< decimal: [rows]
  std::int32_t scale = 0;

  [[nodiscard]] bool has(std::size_t row) const noexcept {
    return is_valid == nullptr || is_valid[row] != 0;
  }
  /// The text at a place of `offsets`.
  [[nodiscard]] std::string_view text(std::size_t at) const noexcept {
    return {bytes + offsets[at], static_cast<std::size_t>(offsets[at + 1] - offsets[at])};
  }
};

/// A table that its file keeps column by column, read so.
///
/// Use     where the way through rows of text costs more than the reading (Parquet).
/// Laws    1 texts() says of each row what read_rows of the format says.
///         2 different columns are asked on different threads.
/// Errors  bad_input: the file breaks; read_rows then says where.
class ColumnTable {
 public:
  ColumnTable() = default;
  ColumnTable(const ColumnTable&) = delete;
  ColumnTable& operator=(const ColumnTable&) = delete;
  virtual ~ColumnTable() = default;
  [[nodiscard]] virtual std::size_t columns() const = 0;
  [[nodiscard]] virtual std::uint64_t rows() const = 0;  ///< as the file says
  /// The next rows of a column, at most so many; none at its end. Valid until it is asked again.
  [[nodiscard]] virtual core::Result<ColumnValues> next(std::size_t column, std::size_t rows) = 0;
  /// The rows that next() gave last, as text. What next() gave stays valid.
  [[nodiscard]] virtual core::Result<ColumnValues> texts(std::size_t column) = 0;
};

}  // namespace cuibono::formats
