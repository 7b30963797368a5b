// Parquet: read by Arrow in a library of its own (parquet/plugin.cc), which is loaded here.
#include <algorithm>
#include <array>
#include <optional>

#include "formats/format_list.h"
#include "formats/parquet_library.h"
#include "formats/text_encoding.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view magic = "PAR1";

bool recognises(std::string_view bytes) {
  return bytes.size() >= 12 && bytes.starts_with(magic) && bytes.ends_with(magic);
}

struct Reading {
  const core::RunContext* context = nullptr;
  const OnRow* on_row = nullptr;
  std::vector<std::string> columns;
  std::uint64_t rows = 0;  ///< as the file says
  std::vector<std::string_view> cells;
  std::uint64_t ordinal = 0;
  core::Status status;

  int take(const CuibonoParquetBatch& batch) {
    status = core::check_cancelled(*context);
    cells.resize(static_cast<std::size_t>(batch.columns));
    for (std::int64_t row = 0; row < batch.rows && status.has_value(); ++row) {
      for (std::size_t c = 0; c < cells.size(); ++c) {
        const std::int32_t from = batch.offsets[c][row], to = batch.offsets[c][row + 1];
        cells[c] =
            batch.is_valid[c][row] == 0
                ? std::string_view()
                : std::string_view(batch.text[c] + from, static_cast<std::size_t>(to - from));
      }
      status = (*on_row)(Row{++ordinal, 0, 0, cells, false});
    }
    return status.has_value() ? 0 : 1;
  }
};

int on_rows(void* data, std::int64_t rows) {
  static_cast<Reading*>(data)->rows = rows < 0 ? 0 : static_cast<std::uint64_t>(rows);
  return 0;
}
int on_column(void* data, const char* name, std::uint64_t length) {
  static_cast<Reading*>(data)->columns.emplace_back(name, length);
  return 0;
}
int on_batch(void* data, const CuibonoParquetBatch* batch) {
  return static_cast<Reading*>(data)->take(*batch);
}

/// The sentence of the library where the file broke; none where it was read or a row stopped it.
core::Result<std::optional<std::string>> read(std::string_view bytes, Reading& reading) {
  CB_TRY_STATUS(check_parquet_library());
  std::array<char, 512> fault{};
  const CuibonoParquetCalls calls{&reading, &on_rows, &on_column,
                                  reading.on_row == nullptr ? nullptr : &on_batch};
  const int end =
      parquet_library().read(bytes.data(), bytes.size(), &calls, fault.data(), fault.size());
  if (end == 2) return std::optional<std::string>(fault.data());
  return std::optional<std::string>();
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  Reading reading;
  reading.context = &context;
  CB_TRY(const auto fault, read(bytes, reading));
  if (fault)
    return core::Error{core::ErrorCode::bad_input, "the Parquet file cannot be read: " + *fault, "",
                       "ask its sender for a whole file"};
  Table table;
  table.rows = reading.rows;
  for (const auto& name : reading.columns) {
    Column column;
    append_readable(column.name, name);  // Arrow does not look at it
    table.columns.push_back(std::move(column));
  }
  return std::vector<Table>{std::move(table)};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes,
                       const Table& /*table*/, const OnRow& on_row) {
  Reading reading;
  reading.context = &context;
  reading.on_row = &on_row;
  CB_TRY(const auto fault, read(bytes, reading));
  if (!reading.status.has_value()) return std::move(reading.status);
  if (!fault) return {};
  const std::vector<std::string_view> none(reading.columns.size());
  return on_row(Row{reading.ordinal + 1, 0, 0, none, true});
}

}  // namespace

const FileFormat parquet_format{
    .name = "parquet",
    .title = "Apache Parquet table",
    .gives =
        "one table; structures become columns \"a.b\", every value is text as a CSV would hold it",
    .standard = "Apache Parquet 2",
    .library = "Arrow C++, loaded only when such a file is read",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
    .ready = check_parquet_library,
};

}  // namespace cuibono::formats
