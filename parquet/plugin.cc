// Parquet by Arrow C++, in a library of its own: Arrow is large, brings copies of OpenSSL and RE2, and is
// loaded only by a run that reads Parquet. Every value becomes text, as a CSV of the same table holds it.
#include <arrow/api.h>
#include <arrow/compute/api.h>
#include <arrow/io/interfaces.h>
#include <arrow/io/memory.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/writer.h>
#include <parquet/file_reader.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "formats/parquet_plugin.h"
#include "values.h"

namespace {

using cuibono_parquet::say;
using cuibono_parquet::write_values;

constexpr std::int64_t rows_at_once = 16'384;

/// The columns of one batch as text, and the pointers that show them.
class Texts {
 public:
  arrow::Status take(const arrow::RecordBatch& batch) {
    const auto columns = static_cast<std::size_t>(batch.num_columns());
    const auto rows = static_cast<std::size_t>(batch.num_rows());
    texts_.resize(columns), valid_.resize(columns);
    offsets_.resize(columns), bytes_.resize(columns), shown_.resize(columns);
    for (std::size_t c = 0; c < columns; ++c) {
      ARROW_ASSIGN_OR_RAISE(texts_[c], write_values(batch.column(static_cast<int>(c))));
      const auto& text = static_cast<const arrow::StringArray&>(*texts_[c]);
      valid_[c].assign(rows, 1);
      for (std::size_t row = 0; row < rows && text.null_count() > 0; ++row)
        valid_[c][row] = text.IsValid(static_cast<std::int64_t>(row)) ? 1 : 0;
      offsets_[c] = text.raw_value_offsets();
      bytes_[c] = reinterpret_cast<const char*>(text.raw_data());
      shown_[c] = valid_[c].data();
    }
    view_ = {batch.num_rows(), batch.num_columns(), offsets_.data(), bytes_.data(), shown_.data()};
    return arrow::Status::OK();
  }
  [[nodiscard]] const CuibonoParquetBatch& view() const noexcept { return view_; }

 private:
  std::vector<std::shared_ptr<arrow::Array>> texts_;
  std::vector<std::vector<std::uint8_t>> valid_;
  std::vector<const std::int32_t*> offsets_;
  std::vector<const char*> bytes_;
  std::vector<const std::uint8_t*> shown_;
  CuibonoParquetBatch view_{};
};

/// Structures as columns of their own ("a.b"), all the way down.
arrow::Result<std::shared_ptr<arrow::RecordBatch>> flatten(
    std::shared_ptr<arrow::RecordBatch> batch) {
  const auto nested = [](const arrow::Schema& schema) {
    return std::any_of(schema.fields().begin(), schema.fields().end(), [](const auto& field) {
      return field->type()->id() == arrow::Type::STRUCT;
    });
  };
  for (int depth = 0; depth < 16 && nested(*batch->schema()); ++depth) {
    ARROW_ASSIGN_OR_RAISE(auto table, arrow::Table::FromRecordBatches({batch}));
    ARROW_ASSIGN_OR_RAISE(table, table->Flatten());
    ARROW_ASSIGN_OR_RAISE(batch, table->CombineChunksToBatch());
  }
  return batch;
}

arrow::Result<bool> read(const char* bytes, std::uint64_t size, const CuibonoParquetCalls& calls) {
  ARROW_RETURN_NOT_OK(arrow::compute::Initialize());
  const auto buffer = std::make_shared<arrow::Buffer>(reinterpret_cast<const std::uint8_t*>(bytes),
                                                      static_cast<std::int64_t>(size));
  parquet::arrow::FileReaderBuilder builder;
  ARROW_RETURN_NOT_OK(builder.Open(std::make_shared<arrow::io::BufferReader>(buffer)));
  parquet::ArrowReaderProperties properties(false);
  properties.set_batch_size(rows_at_once);
  builder.properties(properties);
  ARROW_ASSIGN_OR_RAISE(const auto reader, builder.Build());
  if (calls.on_rows(calls.data, reader->parquet_reader()->metadata()->num_rows()) != 0)
    return false;
  std::shared_ptr<arrow::Schema> schema;
  ARROW_RETURN_NOT_OK(reader->GetSchema(&schema));
  ARROW_ASSIGN_OR_RAISE(auto none, arrow::RecordBatch::MakeEmpty(schema));
  ARROW_ASSIGN_OR_RAISE(none, flatten(std::move(none)));
  for (const auto& name : none->schema()->field_names())
    if (calls.on_column(calls.data, name.data(), name.size()) != 0) return false;
  if (calls.on_batch == nullptr) return true;
  ARROW_ASSIGN_OR_RAISE(const auto batches, reader->GetRecordBatchReader());
  Texts texts;
  for (;;) {
    ARROW_ASSIGN_OR_RAISE(auto batch, batches->Next());
    if (batch == nullptr) return true;
    ARROW_ASSIGN_OR_RAISE(batch, flatten(std::move(batch)));
    ARROW_RETURN_NOT_OK(texts.take(*batch));
    if (calls.on_batch(calls.data, &texts.view()) != 0) return false;
  }
}

/// Bytes of a file on their way to whoever asked for it.
class Outlet : public arrow::io::OutputStream {
 public:
  explicit Outlet(const CuibonoParquetSource& source) : source_(&source) {}
  arrow::Status Close() override {
    closed_ = true;
    return arrow::Status::OK();
  }
  [[nodiscard]] bool closed() const override { return closed_; }
  [[nodiscard]] arrow::Result<std::int64_t> Tell() const override { return told_; }
  arrow::Status Write(const void* bytes, std::int64_t size) override {
    if (source_->on_bytes(source_->data, static_cast<const char*>(bytes),
                          static_cast<std::uint64_t>(size)) != 0)
      return arrow::Status::Cancelled("stopped");
    told_ += size;
    return arrow::Status::OK();
  }
  using arrow::io::OutputStream::Write;

 private:
  const CuibonoParquetSource* source_;
  std::int64_t told_ = 0;
  bool closed_ = false;
};

arrow::Result<std::shared_ptr<arrow::Array>> make_texts(const CuibonoParquetBatch& batch,
                                                        std::size_t column) {
  arrow::StringBuilder builder;
  ARROW_RETURN_NOT_OK(builder.Reserve(batch.rows));
  const std::int32_t* offsets = batch.offsets[column];
  for (std::int64_t row = 0; row < batch.rows; ++row) {
    if (batch.is_valid[column][row] == 0) {
      ARROW_RETURN_NOT_OK(builder.AppendNull());
    } else {
      ARROW_RETURN_NOT_OK(
          builder.Append(batch.text[column] + offsets[row], offsets[row + 1] - offsets[row]));
    }
  }
  return builder.Finish();
}

arrow::Result<bool> write(const std::vector<std::string>& names,
                          const CuibonoParquetSource& source) {
  arrow::FieldVector fields;
  for (const auto& name : names) fields.push_back(arrow::field(name, arrow::utf8()));
  const auto schema = arrow::schema(fields);
  const auto outlet = std::make_shared<Outlet>(source);
  const auto properties =
      parquet::WriterProperties::Builder().compression(parquet::Compression::ZSTD)->build();
  ARROW_ASSIGN_OR_RAISE(
      const auto writer,
      parquet::arrow::FileWriter::Open(*schema, arrow::default_memory_pool(), outlet, properties));
  for (;;) {
    CuibonoParquetBatch batch{};
    if (source.next(source.data, &batch) != 0) return false;
    if (batch.rows == 0) break;
    arrow::ArrayVector columns;
    for (std::size_t c = 0; c < names.size(); ++c) {
      ARROW_ASSIGN_OR_RAISE(auto texts, make_texts(batch, c));
      columns.push_back(std::move(texts));
    }
    const auto rows = arrow::RecordBatch::Make(schema, batch.rows, std::move(columns));
    ARROW_RETURN_NOT_OK(writer->WriteRecordBatch(*rows));
  }
  ARROW_RETURN_NOT_OK(writer->Close());
  return true;
}

std::shared_ptr<arrow::DataType> type_of(const CuibonoParquetColumn& column) {
  switch (column.type) {
    case cuibono_parquet_int32:
      return arrow::int32();
    case cuibono_parquet_int64:
      return arrow::int64();
    case cuibono_parquet_time_us:
      return arrow::timestamp(arrow::TimeUnit::MICRO, "UTC");
    default:
      return arrow::dictionary(arrow::int32(), arrow::utf8());
  }
}

/// The values where they stand; only what is missing is written anew, a bit a row.
arrow::Result<std::shared_ptr<arrow::Array>> show_column(const CuibonoParquetColumn& column,
                                                         std::int64_t rows) {
  const auto type = type_of(column);
  const bool is_wide =
      column.type == cuibono_parquet_int64 || column.type == cuibono_parquet_time_us;
  const auto values = std::make_shared<arrow::Buffer>(
      static_cast<const std::uint8_t*>(column.values), rows * (is_wide ? 8 : 4));
  std::shared_ptr<arrow::Buffer> valid;
  std::int64_t missing = 0;
  if (column.is_valid != nullptr) {
    arrow::TypedBufferBuilder<bool> bits;
    ARROW_RETURN_NOT_OK(bits.Reserve(rows));
    for (std::int64_t row = 0; row < rows; ++row) bits.UnsafeAppend(column.is_valid[row] != 0);
    missing = bits.false_count();
    ARROW_ASSIGN_OR_RAISE(valid, bits.Finish());
  }
  if (column.type != cuibono_parquet_text)
    return arrow::MakeArray(arrow::ArrayData::Make(type, rows, {valid, values}, missing));
  arrow::StringBuilder texts;
  for (std::int32_t i = 0; i < column.texts_count; ++i)
    ARROW_RETURN_NOT_OK(texts.Append(column.texts[i]));
  ARROW_ASSIGN_OR_RAISE(const auto dictionary, texts.Finish());
  const auto positions =
      arrow::MakeArray(arrow::ArrayData::Make(arrow::int32(), rows, {valid, values}, missing));
  return arrow::DictionaryArray::FromArrays(type, positions, dictionary);
}

arrow::Result<bool> write_table(const CuibonoParquetTable& table,
                                const CuibonoParquetSource& source) {
  arrow::FieldVector fields;
  arrow::ArrayVector columns;
  for (std::int32_t c = 0; c < table.columns_count; ++c) {
    const CuibonoParquetColumn& column = table.columns[c];
    fields.push_back(arrow::field(column.name, type_of(column), column.is_valid != nullptr));
    ARROW_ASSIGN_OR_RAISE(auto shown, show_column(column, table.rows));
    columns.push_back(std::move(shown));
  }
  std::vector<std::string> keys, values;
  for (std::int32_t i = 0; i < table.notes_count; ++i) {
    keys.emplace_back(table.notes[2 * i]);
    values.emplace_back(table.notes[2 * i + 1]);
  }
  const auto schema = arrow::schema(fields, arrow::key_value_metadata(keys, values));
  const auto outlet = std::make_shared<Outlet>(source);
  constexpr std::int64_t rows_of_group = 131'072;  // what the writer holds at once
  const auto properties = parquet::WriterProperties::Builder()
                              .compression(parquet::Compression::ZSTD)
                              ->max_row_group_length(rows_of_group)
                              ->build();
  const auto kept = parquet::ArrowWriterProperties::Builder().store_schema()->build();
  ARROW_ASSIGN_OR_RAISE(const auto writer,
                        parquet::arrow::FileWriter::Open(*schema, arrow::default_memory_pool(),
                                                         outlet, properties, kept));
  if (table.rows > 0) {
    const auto rows = arrow::RecordBatch::Make(schema, table.rows, std::move(columns));
    ARROW_RETURN_NOT_OK(writer->WriteRecordBatch(*rows));
  }
  ARROW_RETURN_NOT_OK(writer->Close());
  return true;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int cuibono_read_parquet(
    const char* bytes, std::uint64_t size, const CuibonoParquetCalls* calls, char* fault,
    std::uint64_t fault_size) {
  try {
    const auto whole = read(bytes, size, *calls);
    if (!whole.ok()) return say(whole.status().message(), fault, fault_size);
    return *whole ? 0 : 1;
  } catch (const std::exception& error) {
    return say(error.what(), fault, fault_size);
  }
}

extern "C" __attribute__((visibility("default"))) int cuibono_write_parquet(
    const char* const* names, std::int32_t columns, const CuibonoParquetSource* source, char* fault,
    std::uint64_t fault_size) {
  try {
    const std::vector<std::string> headers(names, names + columns);
    const auto whole = write(headers, *source);
    if (!whole.ok()) return say(whole.status().message(), fault, fault_size);
    return *whole ? 0 : 1;
  } catch (const std::exception& error) {
    return say(error.what(), fault, fault_size);
  }
}

extern "C" __attribute__((visibility("default"))) int cuibono_write_table(
    const CuibonoParquetTable* table, const CuibonoParquetSource* source, char* fault,
    std::uint64_t fault_size) {
  try {
    const auto whole = write_table(*table, *source);
    if (!whole.ok()) return say(whole.status().message(), fault, fault_size);
    return *whole ? 0 : 1;
  } catch (const std::exception& error) {
    return say(error.what(), fault, fault_size);
  }
}
