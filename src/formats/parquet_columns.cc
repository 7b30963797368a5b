#include "formats/parquet_columns.h"

#include <array>

#include "formats/parquet_library.h"

namespace cuibono::formats {
namespace {

using Fault = std::array<char, 512>;

core::Error broken(const Fault& fault) {
  return {core::ErrorCode::bad_input,
          "the Parquet file cannot be read: " + std::string(fault.data()), "",
          "ask its sender for a whole file"};
}

ColumnValues::Form form_of(std::int32_t form) noexcept {
  switch (form) {
    case cuibono_parquet_form_coded:
      return ColumnValues::Form::coded;
    case cuibono_parquet_form_time:
      return ColumnValues::Form::time;
    case cuibono_parquet_form_day:
      return ColumnValues::Form::day;
    case cuibono_parquet_form_whole:
      return ColumnValues::Form::whole;
    case cuibono_parquet_form_decimal:
      return ColumnValues::Form::decimal;
    default:
      return ColumnValues::Form::text;
  }
}

ColumnValues values_of(const CuibonoParquetValues& given) noexcept {
  ColumnValues values;
  values.form = form_of(given.form);
  values.rows = static_cast<std::size_t>(given.rows);
  values.is_valid = given.is_valid;
  values.offsets = given.offsets;
  values.bytes = given.text;
  values.codes = given.codes;
  values.texts = static_cast<std::size_t>(given.texts);
  values.numbers = given.numbers;
  values.units_a_second = given.units_a_second;
  values.is_utc = given.is_utc != 0;
  values.decimals = static_cast<const core::Int128*>(given.decimals);
  values.scale = given.scale;
  return values;
}

class ParquetColumns : public ColumnTable {
 public:
  ParquetColumns(CuibonoParquetFile* file, std::size_t columns, std::uint64_t rows)
      : file_(file), columns_(columns), rows_(rows) {}
  ~ParquetColumns() override { parquet_library().close(file_); }
  [[nodiscard]] std::size_t columns() const override { return columns_; }
  [[nodiscard]] std::uint64_t rows() const override { return rows_; }
  [[nodiscard]] core::Result<ColumnValues> next(std::size_t column, std::size_t rows) override {
    CuibonoParquetValues values{};
    Fault fault{};
    if (parquet_library().next(file_, static_cast<std::int32_t>(column),
                               static_cast<std::int64_t>(rows), &values, fault.data(),
                               fault.size()) != 0)
      return broken(fault);
    return values_of(values);
  }
  [[nodiscard]] core::Result<ColumnValues> texts(std::size_t column) override {
    CuibonoParquetValues values{};
    Fault fault{};
    if (parquet_library().texts(file_, static_cast<std::int32_t>(column), &values, fault.data(),
                                fault.size()) != 0)
      return broken(fault);
    return values_of(values);
  }

 private:
  CuibonoParquetFile* file_;
  std::size_t columns_;
  std::uint64_t rows_;
};

}  // namespace

core::Result<std::unique_ptr<ColumnTable>> open_parquet_columns(std::string_view bytes) {
  CB_TRY_STATUS(check_parquet_library());
  CuibonoParquetFile* file = nullptr;
  std::int64_t rows = 0;
  std::int32_t columns = 0;
  Fault fault{};
  const int end = parquet_library().open(bytes.data(), bytes.size(), &file, &rows, &columns,
                                         fault.data(), fault.size());
  if (end == 2) return broken(fault);
  std::unique_ptr<ColumnTable> table;
  if (end == 0)
    table = std::make_unique<ParquetColumns>(file, static_cast<std::size_t>(columns),
                                             rows < 0 ? 0U : static_cast<std::uint64_t>(rows));
  return table;
}

}  // namespace cuibono::formats
