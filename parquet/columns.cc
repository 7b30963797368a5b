// A file column by column: numbers stay numbers, texts that come again are handed over once. Each column
// has a reader of its own, so that several are read at once.
#include <arrow/api.h>
#include <arrow/compute/api.h>
#include <arrow/io/memory.h>
#include <parquet/arrow/reader.h>
#include <parquet/file_reader.h>
#include <parquet/metadata.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "formats/parquet_plugin.h"
#include "values.h"

namespace {

using cuibono_parquet::say;
using cuibono_parquet::write_values;

/// Whether all pages of a column are positions in a short list of texts: it is handed over as it stands.
bool is_coded(const parquet::FileMetaData& metadata, int leaf) {
  constexpr std::int64_t list_bytes_most = 1 << 14;  // packed, of a row group: some hundred texts
  const auto* column = metadata.schema()->Column(leaf);
  const bool is_text = column->physical_type() == parquet::Type::BYTE_ARRAY &&
                       column->logical_type() != nullptr && column->logical_type()->is_string();
  if (!is_text || column->max_repetition_level() > 0) return false;
  for (int group = 0; group < metadata.num_row_groups(); ++group) {
    const auto row_group = metadata.RowGroup(group);
    const auto chunk = row_group->ColumnChunk(leaf);
    if (!chunk->has_dictionary_page() || chunk->encoding_stats().empty()) return false;
    const std::int64_t list_bytes = chunk->data_page_offset() - chunk->dictionary_page_offset();
    if (list_bytes <= 0 || list_bytes > list_bytes_most) return false;
    for (const auto& pages : chunk->encoding_stats()) {
      const bool is_data = pages.page_type == parquet::PageType::DATA_PAGE ||
                           pages.page_type == parquet::PageType::DATA_PAGE_V2;
      const bool is_list = pages.encoding == parquet::Encoding::RLE_DICTIONARY ||
                           pages.encoding == parquet::Encoding::PLAIN_DICTIONARY;
      if (is_data && !is_list) return false;
    }
  }
  return true;
}

struct Column {
  std::unique_ptr<parquet::arrow::ColumnReader> reader;
  std::shared_ptr<arrow::Array> values, texts;  // what the views below show
  std::vector<std::uint8_t> valid;
  std::vector<std::int64_t> numbers;
  std::vector<std::int32_t> codes;
};

void show_valid(const arrow::Array& values, std::vector<std::uint8_t>& valid,
                CuibonoParquetValues& out) {
  if (values.null_count() == 0) return;
  valid.resize(static_cast<std::size_t>(values.length()));
  for (std::int64_t row = 0; row < values.length(); ++row)
    valid[static_cast<std::size_t>(row)] = values.IsValid(row) ? 1 : 0;
  out.is_valid = valid.data();
}

void show_text(const arrow::StringArray& text, CuibonoParquetValues& out) {
  out.offsets = text.raw_value_offsets();
  out.text = reinterpret_cast<const char*>(text.raw_data());
}

template <class Array>
void widen(const arrow::Array& values, std::vector<std::int64_t>& numbers,
           CuibonoParquetValues& out) {
  const auto* raw = static_cast<const Array&>(values).raw_values();
  numbers.assign(raw, raw + values.length());
  out.numbers = numbers.data();
}

bool show_whole(Column& column, CuibonoParquetValues& out) {
  const arrow::Array& values = *column.values;
  switch (values.type_id()) {
    case arrow::Type::INT8:
      widen<arrow::Int8Array>(values, column.numbers, out);
      return true;
    case arrow::Type::INT16:
      widen<arrow::Int16Array>(values, column.numbers, out);
      return true;
    case arrow::Type::INT32:
      widen<arrow::Int32Array>(values, column.numbers, out);
      return true;
    case arrow::Type::UINT8:
      widen<arrow::UInt8Array>(values, column.numbers, out);
      return true;
    case arrow::Type::UINT16:
      widen<arrow::UInt16Array>(values, column.numbers, out);
      return true;
    case arrow::Type::UINT32:
      widen<arrow::UInt32Array>(values, column.numbers, out);
      return true;
    case arrow::Type::INT64:
      out.numbers = static_cast<const arrow::Int64Array&>(values).raw_values();
      return true;
    default:
      return false;
  }
}

bool show_time(Column& column, CuibonoParquetValues& out) {
  const auto& type = static_cast<const arrow::TimestampType&>(*column.values->type());
  const bool is_utc = type.timezone() == "UTC";
  if (!is_utc && !type.timezone().empty()) return false;  // its text has the clock of that zone
  out.is_utc = is_utc ? 1 : 0;
  constexpr std::int64_t thousand = 1000;
  switch (type.unit()) {
    case arrow::TimeUnit::SECOND:
      out.units_a_second = 1;
      break;
    case arrow::TimeUnit::MILLI:
      out.units_a_second = thousand;
      break;
    case arrow::TimeUnit::MICRO:
      out.units_a_second = thousand * thousand;
      break;
    case arrow::TimeUnit::NANO:
      out.units_a_second = thousand * thousand * thousand;
      break;
  }
  out.numbers = static_cast<const arrow::TimestampArray&>(*column.values).raw_values();
  return true;
}

bool show_coded(Column& column, CuibonoParquetValues& out) {
  const auto& values = static_cast<const arrow::DictionaryArray&>(*column.values);
  const auto& texts = *values.dictionary();
  const bool is_simple = texts.type_id() == arrow::Type::STRING && texts.null_count() == 0 &&
                         values.indices()->type_id() == arrow::Type::INT32;
  if (!is_simple) return false;
  const auto& indices = static_cast<const arrow::Int32Array&>(*values.indices());
  out.codes = indices.raw_values();
  out.texts = static_cast<std::int32_t>(texts.length());
  if (out.is_valid != nullptr) {  // what stands where no value is, is not defined
    column.codes.assign(out.codes, out.codes + values.length());
    for (std::size_t row = 0; row < column.codes.size(); ++row)
      if (column.valid[row] == 0) column.codes[row] = 0;
    out.codes = column.codes.data();
  }
  for (std::int64_t row = 0; row < values.length(); ++row)
    if (out.codes[row] < 0 || (out.codes[row] >= out.texts && out.texts > 0)) return false;
  if (out.texts == 0) return false;
  show_text(static_cast<const arrow::StringArray&>(texts), out);
  return true;
}

arrow::Status show_as_text(Column& column, CuibonoParquetValues& out) {
  if (column.texts == nullptr) {
    ARROW_ASSIGN_OR_RAISE(column.texts, write_values(column.values));
  }
  out = {};
  out.rows = column.texts->length();
  out.form = cuibono_parquet_form_text;
  show_valid(*column.texts, column.valid, out);
  show_text(static_cast<const arrow::StringArray&>(*column.texts), out);
  return arrow::Status::OK();
}

arrow::Status show(Column& column, CuibonoParquetValues& out) {
  out = {};
  out.rows = column.values->length();
  show_valid(*column.values, column.valid, out);
  const auto form = [&](CuibonoParquetForm found) {
    out.form = found;
    return arrow::Status::OK();
  };
  switch (column.values->type_id()) {
    case arrow::Type::TIMESTAMP:
      if (show_time(column, out)) return form(cuibono_parquet_form_time);
      break;
    case arrow::Type::DATE32:
      widen<arrow::Date32Array>(*column.values, column.numbers, out);
      return form(cuibono_parquet_form_day);
    case arrow::Type::DICTIONARY:
      if (show_coded(column, out)) return form(cuibono_parquet_form_coded);
      break;
    case arrow::Type::DECIMAL128: {
      const auto& decimals = static_cast<const arrow::Decimal128Array&>(*column.values);
      out.decimals = decimals.raw_values();
      out.scale = static_cast<const arrow::Decimal128Type&>(*decimals.type()).scale();
      return form(cuibono_parquet_form_decimal);
    }
    default:
      if (show_whole(column, out)) return form(cuibono_parquet_form_whole);
      break;
  }
  return show_as_text(column, out);
}

}  // namespace

struct CuibonoParquetFile {
  std::unique_ptr<parquet::arrow::FileReader> reader;
  std::vector<Column> columns;
};

namespace {

/// Nothing where a column is a structure.
arrow::Result<std::unique_ptr<CuibonoParquetFile>> open(const char* bytes, std::uint64_t size) {
  ARROW_RETURN_NOT_OK(arrow::compute::Initialize());
  const auto buffer = std::make_shared<arrow::Buffer>(reinterpret_cast<const std::uint8_t*>(bytes),
                                                      static_cast<std::int64_t>(size));
  parquet::arrow::FileReaderBuilder builder;
  ARROW_RETURN_NOT_OK(builder.Open(std::make_shared<arrow::io::BufferReader>(buffer)));
  parquet::ArrowReaderProperties properties(false);
  const auto metadata = builder.raw_reader()->metadata();
  for (int leaf = 0; leaf < metadata->num_columns(); ++leaf)
    properties.set_read_dictionary(leaf, is_coded(*metadata, leaf));
  builder.properties(properties);
  auto file = std::make_unique<CuibonoParquetFile>();
  ARROW_ASSIGN_OR_RAISE(file->reader, builder.Build());
  std::shared_ptr<arrow::Schema> schema;
  ARROW_RETURN_NOT_OK(file->reader->GetSchema(&schema));
  for (const auto& field : schema->fields())
    if (field->type()->id() == arrow::Type::STRUCT) return std::unique_ptr<CuibonoParquetFile>();
  file->columns.resize(static_cast<std::size_t>(schema->num_fields()));
  for (int i = 0; i < schema->num_fields(); ++i)
    ARROW_RETURN_NOT_OK(
        file->reader->GetColumn(i, &file->columns[static_cast<std::size_t>(i)].reader));
  return file;
}

arrow::Status next(Column& column, std::int64_t rows, CuibonoParquetValues& out) {
  std::shared_ptr<arrow::ChunkedArray> read;
  ARROW_RETURN_NOT_OK(column.reader->NextBatch(rows, &read));
  column.texts = nullptr;
  out = {};
  if (read == nullptr || read->length() == 0) return arrow::Status::OK();
  if (read->num_chunks() == 1) {
    column.values = read->chunk(0);
  } else {  // where a row group ends and the next has another list
    ARROW_ASSIGN_OR_RAISE(column.values, arrow::Concatenate(read->chunks()));
  }
  return show(column, out);
}

/// What a work throws or fails with as a fault of the C interface.
template <class Work>
int guarded(const Work& work, char* fault, std::uint64_t fault_size) {
  try {
    const arrow::Status status = work();
    return status.ok() ? 0 : say(status.message(), fault, fault_size);
  } catch (const std::exception& error) {
    return say(error.what(), fault, fault_size);
  }
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int cuibono_open_parquet(
    const char* bytes, std::uint64_t size, CuibonoParquetFile** file, std::int64_t* rows,
    std::int32_t* columns, char* fault, std::uint64_t fault_size) {
  std::unique_ptr<CuibonoParquetFile> opened;
  const int end = guarded(
      [&]() -> arrow::Status {
        ARROW_ASSIGN_OR_RAISE(opened, open(bytes, size));
        return arrow::Status::OK();
      },
      fault, fault_size);
  if (end != 0) return end;
  if (opened == nullptr) return 1;
  *rows = opened->reader->parquet_reader()->metadata()->num_rows();
  *columns = static_cast<std::int32_t>(opened->columns.size());
  *file = opened.release();
  return 0;
}

extern "C" __attribute__((visibility("default"))) int cuibono_next_parquet(
    CuibonoParquetFile* file, std::int32_t column, std::int64_t rows, CuibonoParquetValues* values,
    char* fault, std::uint64_t fault_size) {
  return guarded(
      [&] { return next(file->columns[static_cast<std::size_t>(column)], rows, *values); }, fault,
      fault_size);
}

extern "C" __attribute__((visibility("default"))) int cuibono_texts_parquet(
    CuibonoParquetFile* file, std::int32_t column, CuibonoParquetValues* values, char* fault,
    std::uint64_t fault_size) {
  return guarded(
      [&] { return show_as_text(file->columns[static_cast<std::size_t>(column)], *values); }, fault,
      fault_size);
}

extern "C" __attribute__((visibility("default"))) void cuibono_close_parquet(
    CuibonoParquetFile* file) {
  delete file;
}
