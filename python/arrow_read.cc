// Values of columns: where they lie if they can be read there, else copied.
#include "arrow_read.h"

#include <cstring>
#include <limits>

namespace cuibono::python {
namespace {

constexpr std::string_view whole = "whole numbers (int64, or decimal128 of scale 0)";

template <class T>
std::int64_t widen(T value, const Source& source, std::string_view column, std::size_t row) {
  if constexpr (std::is_same_v<T, std::uint64_t>) {
    if (value > static_cast<std::uint64_t>(INT64_MAX))
      source.refuse_row(column, row, "beyond 2^63");
  }
  return static_cast<std::int64_t>(value);
}

template <class T>
void append(const Source& source, std::string_view column, const Piece& piece, Nulls nulls,
            std::int64_t instead, std::vector<std::int64_t>& out) {
  const T* values = piece.buffer<T>(1) + piece.at;
  for (std::int64_t row = 0; row < piece.rows; ++row) {
    const std::size_t whole_row = piece.first_row + static_cast<std::size_t>(row);
    if (piece.is_null(row)) {
      if (nulls == Nulls::refused) source.refuse_row(column, whole_row, "is null");
      out.push_back(instead);
    } else {
      out.push_back(widen(values[row], source, column, whole_row));
    }
  }
}

void append_decimals(const Source& source, std::string_view column, const Piece& piece, Nulls nulls,
                     std::int64_t instead, std::vector<std::int64_t>& out) {
  struct Wide {
    std::uint64_t low;
    std::int64_t high;
  };
  const char* bytes = piece.buffer<char>(1) + piece.at * static_cast<std::int64_t>(sizeof(Wide));
  for (std::int64_t row = 0; row < piece.rows; ++row) {
    const std::size_t whole_row = piece.first_row + static_cast<std::size_t>(row);
    if (piece.is_null(row)) {
      if (nulls == Nulls::refused) source.refuse_row(column, whole_row, "is null");
      out.push_back(instead);
      continue;
    }
    Wide wide{};
    std::memcpy(&wide, bytes + row * static_cast<std::int64_t>(sizeof(Wide)), sizeof(Wide));
    const auto value = static_cast<std::int64_t>(wide.low);
    if (wide.high != (value < 0 ? -1 : 0)) source.refuse_row(column, whole_row, "beyond 2^63");
    out.push_back(value);
  }
}

/// "d:38,0" and "d:38,0,128"
bool is_whole_decimal128(std::string_view format) {
  if (!format.starts_with("d:")) return false;
  const auto comma = format.find(',');
  if (comma == std::string_view::npos) return false;
  const std::string_view rest = format.substr(comma + 1);
  return rest == "0" || rest == "0,128";
}

void append_whole(const Source& source, std::string_view column, const Piece& piece, Nulls nulls,
                  std::int64_t instead, std::vector<std::int64_t>& out) {
  const std::string_view format = piece.schema->format;
  if (piece.schema->dictionary != nullptr) source.refuse(column, whole, *piece.schema);
  if (piece.rows > 0 && is_whole_decimal128(format))
    return append_decimals(source, column, piece, nulls, instead, out);
  const auto with = [&]<class T>(T) {
    if (piece.rows > 0) append<T>(source, column, piece, nulls, instead, out);
  };
  if (format == "l") return with(std::int64_t{});
  if (format == "i") return with(std::int32_t{});
  if (format == "s") return with(std::int16_t{});
  if (format == "c") return with(std::int8_t{});
  if (format == "L") return with(std::uint64_t{});
  if (format == "I") return with(std::uint32_t{});
  if (format == "S") return with(std::uint16_t{});
  if (format == "C") return with(std::uint8_t{});
  if (!is_whole_decimal128(format)) source.refuse(column, whole, *piece.schema);
}

/// Whether the values can be read where they lie.
bool lies_ready(const std::vector<Piece>& pieces) {
  if (pieces.size() != 1 || pieces[0].array == nullptr) return false;
  const std::uint8_t* valid = pieces[0].valid();
  if (valid == nullptr) return true;
  for (std::int64_t row = 0; row < pieces[0].rows; ++row) {
    if (pieces[0].is_null(row)) return false;
  }
  return true;
}

std::size_t rows_of(const std::vector<Piece>& pieces) {
  std::size_t rows = 0;
  for (const auto& piece : pieces) rows += static_cast<std::size_t>(piece.rows);
  return rows;
}

}  // namespace

Values<std::int64_t> read_int64(const Source& source, std::string_view column, Nulls nulls,
                                std::int64_t instead) {
  const auto pieces = source.column(column);
  Values<std::int64_t> values;
  if (std::string_view(pieces[0].schema->format) == "l" && lies_ready(pieces) &&
      pieces[0].schema->dictionary == nullptr) {
    values.span = {pieces[0].buffer<std::int64_t>(1) + pieces[0].at,
                   static_cast<std::size_t>(pieces[0].rows)};
    return values;
  }
  values.own.reserve(rows_of(pieces));
  for (const auto& piece : pieces) append_whole(source, column, piece, nulls, instead, values.own);
  values.span = values.own;
  return values;
}

Values<std::int64_t> read_time_us(const Source& source, std::string_view column) {
  const auto pieces = source.column(column);
  const ArrowSchema& schema = *pieces[0].schema;
  const std::string_view format = schema.format;
  if (!format.starts_with("ts")) {
    if (format != "l") source.refuse(column, "timestamp, or int64 of UTC microseconds", schema);
    return read_int64(source, column);
  }
  Values<std::int64_t> values;
  if (format[2] == 'u' && lies_ready(pieces)) {
    values.span = {pieces[0].buffer<std::int64_t>(1) + pieces[0].at,
                   static_cast<std::size_t>(pieces[0].rows)};
    return values;
  }
  values.own.reserve(rows_of(pieces));
  for (const auto& piece : pieces) {
    if (piece.rows > 0) append<std::int64_t>(source, column, piece, Nulls::refused, 0, values.own);
  }
  constexpr std::int64_t thousand = 1000, million = 1'000'000;
  for (std::size_t row = 0; row < values.own.size(); ++row) {
    std::int64_t& value = values.own[row];
    if (format[2] == 'n') {  // the microsecond that it lies in
      value = value / thousand - (value % thousand < 0 ? 1 : 0);
    } else if (format[2] != 'u' &&
               __builtin_mul_overflow(value, format[2] == 's' ? million : thousand, &value)) {
      source.refuse_row(column, row, "beyond the years that microseconds reach");
    }
  }
  values.span = values.own;
  return values;
}

}  // namespace cuibono::python
