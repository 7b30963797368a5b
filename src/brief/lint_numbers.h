#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "brief/letters.h"
#include "core/core.h"

namespace cuibono::brief {

/// A number in digits that counts or measures something.
struct TextNumber {
  std::size_t begin = 0, end = 0;  ///< code points
  std::string whole, decimals;     ///< digits without marks between groups
  std::string currency;            ///< code of the asset beside it; empty: none
  bool is_percent = false;
};

/// Numbers of a text that are no part of a date, a time, an address, an id or the place of a row.
///
/// In      "EUR 1 234.50", "€3,500", "55–75 %", "12 calls".
/// Out     in order. Passed over: "2025-03-04", "4 May 2025", "10:15", "in 2025", "+999 37 123", "LT61 9990",
///         "E0003#17", "V-7K3Q", "row 17", "1." at the beginning of a text.
[[nodiscard]] std::vector<TextNumber> find_numbers(std::u32string_view points);

/// Whether a number in a text is a value of results: whole units of `unit`, the point where its asset has it.
[[nodiscard]] bool is_value(const TextNumber& number, std::string_view value,
                            std::string_view unit);

/// A value of results as sentences write it: "EUR 1 234.50", "1 234"; as it is where it is no number.
[[nodiscard]] std::string value_for_reader(std::string_view value, std::string_view unit);

}  // namespace cuibono::brief
