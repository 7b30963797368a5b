// Columns as they stand in memory to Parquet, by the library that also reads it.
#include "formats/typed_table.h"

#include <algorithm>
#include <array>

#include "formats/parquet_library.h"

namespace cuibono::formats {
namespace {

bool is_wide(ColumnType type) noexcept {
  return type == ColumnType::int64 || type == ColumnType::time_us;
}

core::Status check_column(const TypedColumn& column, std::uint64_t rows) {
  const auto refuse = [&](const char* what) {
    return core::Error{core::ErrorCode::bad_input, what, column.name,
                       "give each column one value a row"};
  };
  const std::size_t values = is_wide(column.type) ? column.wide.size() : column.narrow.size();
  const bool is_valid_whole = column.is_valid.empty() || column.is_valid.size() == rows;
  if (values != rows || !is_valid_whole) return refuse("a column has another length");
  if (column.type != ColumnType::text) return {};
  const auto count = static_cast<std::int32_t>(column.texts.size());
  for (std::size_t row = 0; row < rows; ++row) {
    const bool is_missing = !column.is_valid.empty() && column.is_valid[row] == 0;
    const std::int32_t place = column.narrow[row];
    if (!is_missing && (place < 0 || place >= count))
      return refuse("a text is not among those of its column");
  }
  return {};
}

std::int32_t type_of(ColumnType type) noexcept {
  switch (type) {
    case ColumnType::int32:
      return cuibono_parquet_int32;
    case ColumnType::int64:
      return cuibono_parquet_int64;
    case ColumnType::time_us:
      return cuibono_parquet_time_us;
    case ColumnType::text:
      break;
  }
  return cuibono_parquet_text;
}

struct Writing {
  const RecordSink* sink = nullptr;  // borrows from the writing
  core::Status status;
};

int on_bytes(void* data, const char* bytes, std::uint64_t size) {
  auto* writing = static_cast<Writing*>(data);
  writing->status = (*writing->sink)({bytes, size});
  return writing->status.has_value() ? 0 : 1;
}

}  // namespace

core::Status check_typed_tables() { return check_parquet_library(); }

core::Status write_typed_table(const core::RunContext& context,
                               std::span<const TypedColumn> columns, std::uint64_t rows,
                               std::span<const TableNote> notes, const RecordSink& sink) {
  CB_TRY_STATUS(core::check_cancelled(context));
  CB_TRY_STATUS(check_parquet_library());
  std::vector<std::vector<const char*>> texts(columns.size());
  std::vector<CuibonoParquetColumn> shown;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const TypedColumn& column = columns[c];
    CB_TRY_STATUS(check_column(column, rows));
    for (const auto& text : column.texts) texts[c].push_back(text.c_str());
    const void* values = is_wide(column.type) ? static_cast<const void*>(column.wide.data())
                                              : static_cast<const void*>(column.narrow.data());
    shown.push_back({column.name.c_str(), type_of(column.type), values, texts[c].data(),
                     static_cast<std::int32_t>(texts[c].size()),
                     column.is_valid.empty() ? nullptr : column.is_valid.data()});
  }
  std::vector<const char*> pairs;
  for (const auto& note : notes) {
    pairs.push_back(note.key.c_str());
    pairs.push_back(note.value.c_str());
  }
  const CuibonoParquetTable table{shown.data(), static_cast<std::int32_t>(shown.size()),
                                  static_cast<std::int64_t>(rows), pairs.data(),
                                  static_cast<std::int32_t>(notes.size())};
  Writing writing{&sink, {}};
  const CuibonoParquetSource source{&writing, nullptr, &on_bytes};
  std::array<char, 512> fault{};
  const int end = parquet_library().write_table(&table, &source, fault.data(), fault.size());
  if (!writing.status.has_value()) return std::move(writing.status);
  if (end == 0) return {};
  return core::Error{core::ErrorCode::resources,
                     "the Parquet file cannot be written: " + std::string(fault.data()), "",
                     "free memory and run again"};
}

}  // namespace cuibono::formats
