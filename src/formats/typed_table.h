#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "formats/record_file.h"

namespace cuibono::formats {

enum class ColumnType : std::uint8_t { int32, int64, time_us, text };

/// One column. Values stand in the vector of its type alone.
struct TypedColumn {
  std::string name;
  ColumnType type = ColumnType::int32;
  std::vector<std::int32_t> narrow;    ///< int32; of a text: positions in `texts`
  std::vector<std::int64_t> wide;      ///< int64, time_us (microseconds of UTC)
  std::vector<std::string> texts;      ///< of a text: its different values
  std::vector<std::uint8_t> is_valid;  ///< 0: no value; empty: all rows have one
};

/// A key and a value kept in the file.
struct TableNote {
  std::string key, value;
};

/// A table to a Parquet file whose columns have types: numbers as numbers, times as instants of UTC.
///
/// In      columns of one length, `rows`; sink takes the bytes in order.
/// Out     Parquet 2, ZSTD, row groups of 131,072 rows.
/// Laws    1 the same table gives the same bytes.  2 what the reader of formats gives back is the table.
/// Cost    O(values); memory: the file's row group.
/// Errors  resources: the Parquet library is not beside the program.  bad_input: columns of another length,
///         a text out of range.  whatever sink returns.
[[nodiscard]] core::Status write_typed_table(const core::RunContext& context,
                                             std::span<const TypedColumn> columns,
                                             std::uint64_t rows, std::span<const TableNote> notes,
                                             const RecordSink& sink);
/// Whether it can be written here. Errors  resources: it cannot, and why.
[[nodiscard]] core::Status check_typed_tables();

}  // namespace cuibono::formats
