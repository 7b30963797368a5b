#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/mapping.h"
#include "evidence/time_pattern_find.h"

namespace cuibono::evidence {

/// What the cells of one column look like. Shares are of filled cells, in thousandths.
struct ColumnLook {
  std::uint64_t cells = 0, filled = 0, distinct = 0;
  std::uint32_t longest = 0;          ///< bytes of the longest cell
  std::vector<std::string> examples;  ///< up to three different cells

  FoundPattern time;
  std::uint32_t numbers = 0, integers = 0, negative = 0, zeros = 0;
  core::DecimalStyle decimals;
  bool decimals_doubtful = false;  ///< "1.234" may be 1234 or 1.234
  bool has_flow_words = false;     ///< "1,234.50 CR": a word behind says which way
  std::string unit;                ///< what stands beside nearly every number: "zł", "$", "EUR"
  std::uint8_t decimals_max = 0;
  std::int64_t least = 0, most = 0;   ///< of the integers
  bool are_spreadsheet_days = false;  ///< numbers, with decimals or not, of days since 1899-12-30
  bool counts_up = false;             ///< each integer is the one before plus one
  bool never_falls = false;           ///< integers in the order of rows never fall
  std::uint32_t phones = 0;           ///< of the shape of phone numbers
  std::uint32_t phones_international = 0;  ///< with + or 00 in front
  std::uint32_t codes = 0;                 ///< short, with a digit, without blanks: ids
  std::uint32_t ibans = 0, accounts = 0, hashes = 0, addresses = 0, imeis = 0, imsis = 0;
  std::uint32_t tickers = 0;           ///< two to six capitals or digits, as coins are called
  std::uint32_t plus = 0;              ///< with a plus in front
  std::uint32_t currency_numbers = 0;  ///< numbers of ISO 4217: 980
  std::uint32_t handles = 0;           ///< "name@bank", no e-mail address
  std::uint32_t padded = 0;            ///< digits that begin with 0: no sums
  std::uint32_t numbered = 0;          ///< with six digits and more
  std::uint32_t emails = 0, domains = 0, countries = 0, currencies = 0;
  std::uint32_t durations = 0;  ///< "0:03:12"
  std::uint32_t directions = 0, signs = 0, booleans = 0, answers = 0, call_kinds = 0,
                transfer_kinds = 0;
  std::uint32_t names = 0;  ///< two to five words of letters
  std::uint32_t words = 0;  ///< mostly letters
  std::uint32_t prose = 0;  ///< six words and more
  std::string split;        ///< mark between several values in a cell

  [[nodiscard]] bool blank() const noexcept { return filled == 0; }
};

/// Looks at the cells of a column, in the order of their rows.
/// Cost    about 3 us a distinct cell.
[[nodiscard]] ColumnLook look_at_column(std::span<const std::string> cells,
                                        std::string_view region);

// Parts of it, in files of their own.
struct DistinctCell {
  std::string_view text;  // borrows from the cells
  std::uint64_t times = 0;
};
void look_at_numbers(const std::vector<DistinctCell>& cells, ColumnLook& look);
void look_at_order(std::span<const std::string> cells, ColumnLook& look);

}  // namespace cuibono::evidence
