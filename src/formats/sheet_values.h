#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace cuibono::formats {

/// How a number format shows a number.
enum class NumberShape : std::uint8_t { number, date, time, date_time, duration };

/// In  the number of a built-in format, or 0 and the code of a custom one ("dd.mm.yyyy hh:mm").
[[nodiscard]] NumberShape shape_of_builtin(std::uint32_t number) noexcept;
[[nodiscard]] NumberShape shape_of_code(std::string_view code) noexcept;

/// A number of a sheet as a person sees it.
///
/// In      text as the file holds it ("0.30000000000000004", "1E3"); the shape; whether the sheet counts
///         its days from 1904.
/// Out     numbers: as they are where they are whole; else with at most 15 digits, as every spreadsheet
///         shows them, never with an exponent. Dates: "YYYY-MM-DD", "YYYY-MM-DD hh:mm:ss" (with ".sss"
///         where there are parts of a second), "hh:mm:ss"; a date with a time of day keeps it. What is
///         no date of the calendar (the 60th day of 1900 among them) stays a number.
[[nodiscard]] std::string write_number(std::string_view text, NumberShape shape, bool from_1904);

/// Column of a cell's name: "AB12" → 27; UINT32_MAX where it is none.
[[nodiscard]] std::uint32_t column_of_cell(std::string_view name) noexcept;

/// Largest sheet: rows and columns.
inline constexpr std::uint64_t sheet_rows_max = 1'048'576;
inline constexpr std::uint32_t sheet_columns_max = 16'384;

}  // namespace cuibono::formats
