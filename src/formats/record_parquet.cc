// Records as Parquet: columns of text, by the library that also reads them.
#include <array>

#include "formats/parquet_library.h"
#include "formats/record_columns.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t rows_at_once = 16'384;
constexpr std::size_t batch_bytes_max = 64U << 20;

/// Rows as columns of text, a batch at a time.
struct Writing {
  const core::RunContext* context = nullptr;  // borrows from the writing
  const RecordSource* source = nullptr;
  const RecordSink* sink = nullptr;
  core::Status status;
  bool is_done = false;
  std::vector<std::string> text;
  std::vector<std::vector<std::int32_t>> offsets;
  std::vector<std::vector<std::uint8_t>> valid;
  std::vector<const std::int32_t*> offset_views;
  std::vector<const char*> text_views;
  std::vector<const std::uint8_t*> valid_views;

  core::Status fill(std::size_t columns) {
    CB_TRY_STATUS(core::check_cancelled(*context));
    text.assign(columns, {});
    offsets.assign(columns, {0});
    valid.assign(columns, {});
    RecordRow row;
    std::size_t bytes = 0;
    while (!is_done && valid[0].size() < rows_at_once && bytes < batch_bytes_max) {
      CB_TRY(const bool more, source->next(row));
      is_done = !more;
      if (is_done) break;
      const std::vector<std::string> cells = record_cells(*source, row);
      for (std::size_t c = 0; c < columns; ++c) {
        text[c] += cells[c];
        bytes += cells[c].size();
        offsets[c].push_back(static_cast<std::int32_t>(text[c].size()));
        valid[c].push_back(cells[c].empty() ? 0 : 1);
      }
    }
    return {};
  }
  int next(CuibonoParquetBatch& batch) {
    const std::size_t columns = record_headers(*source).size();
    status = fill(columns);
    if (!status.has_value()) return 1;
    offset_views.clear(), text_views.clear(), valid_views.clear();
    for (std::size_t c = 0; c < columns; ++c) {
      offset_views.push_back(offsets[c].data());
      text_views.push_back(text[c].data());
      valid_views.push_back(valid[c].data());
    }
    batch = {static_cast<std::int64_t>(valid[0].size()), static_cast<std::int32_t>(columns),
             offset_views.data(), text_views.data(), valid_views.data()};
    return 0;
  }
};

int on_next(void* data, CuibonoParquetBatch* batch) {
  return static_cast<Writing*>(data)->next(*batch);
}
int on_bytes(void* data, const char* bytes, std::uint64_t size) {
  auto* writing = static_cast<Writing*>(data);
  writing->status = (*writing->sink)({bytes, size});
  return writing->status.has_value() ? 0 : 1;
}

}  // namespace

core::Status write_record_parquet(const core::RunContext& context, const RecordSource& source,
                                  const RecordSink& sink) {
  CB_TRY_STATUS(check_parquet_library());
  Writing writing;
  writing.context = &context;
  writing.source = &source;
  writing.sink = &sink;
  const std::vector<std::string> headers = record_headers(source);
  std::vector<const char*> names;
  for (const auto& header : headers) names.push_back(header.c_str());
  const CuibonoParquetSource calls{&writing, &on_next, &on_bytes};
  std::array<char, 512> fault{};
  const int end = parquet_library().write(names.data(), static_cast<std::int32_t>(names.size()),
                                          &calls, fault.data(), fault.size());
  if (!writing.status.has_value()) return std::move(writing.status);
  if (end == 0) return {};
  return core::Error{core::ErrorCode::resources,
                     "the Parquet file cannot be written: " + std::string(fault.data()), "",
                     "export to csv, jsonl or xlsx"};
}

}  // namespace cuibono::formats
