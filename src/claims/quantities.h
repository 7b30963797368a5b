#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "claims/cues.h"
#include "claims/tokens.h"

namespace cuibono::claims {

/// A number that a text states, with what it counts and how sure the text is of it.
struct SaidQuantity {
  /// The value times 10^decimals. low is absent behind "up to", high behind "at least"; equal where one number
  /// is said; apart for "20 to 30" and for words as rough as "tens of millions" (10 to 99 million).
  std::optional<std::int64_t> low, high;
  std::uint8_t decimals = 0;
  std::string unit;  ///< the words of the text: "staff", "сотрудников"; empty: none stands there
  std::string currency;  ///< ISO 4217 where the words leave no doubt: "dollars" alone do
  std::string hedge;     ///< the words of the text: "at least", "около"; empty: none
  Range range;           ///< in code points of the text, hedge and unit included
};

/// Quantities of a text, in its order.
///
/// In      tokens of the text, the cues found in them, the text itself.
/// Out     quantities. Years, days, ages, clock times, numbers of paragraphs and numbers of more than fifteen
///         digits count nothing and are left out.
/// Laws    1 low <= high.  2 no floating point.
/// Cost    O(tokens).
[[nodiscard]] std::vector<SaidQuantity> read_quantities(std::u32string_view text,
                                                        const std::vector<Token>& tokens,
                                                        const std::vector<CueMatch>& matches,
                                                        const Cues& cues);

/// A number as digits with groups and decimals: value times 10^decimals. "1.200", "1,2", "1 200 000,50".
struct DigitNumber {
  std::int64_t value = 0;
  std::uint8_t decimals = 0;
};
[[nodiscard]] std::optional<DigitNumber> parse_digits(std::u32string_view digits,
                                                      bool comma_is_decimal);

}  // namespace cuibono::claims
