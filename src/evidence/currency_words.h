#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/core.h"

namespace cuibono::evidence {

/// The currency that a word beside an amount or in a header means: "zł", "руб.", "₪", "TL", "EUR".
///
/// In      region: ISO 3166 alpha-2; settles words that several countries have ("kr", "Rs", "$"); may be
///         empty.
/// Out     ISO 4217 code or ticker; empty where the word is no currency or may be several.
[[nodiscard]] std::string find_currency_word(std::string_view word, std::string_view region);

/// As find_currency_word, of a header: its words in brackets, behind a comma, or last. Words that mean
/// other things too ("din", "rs") are passed over.
[[nodiscard]] std::string find_currency_in_header(std::string_view header, std::string_view region);

/// The currency that a cell names: a code, a sign, the number of ISO 4217 ("980"), a coin with its network
/// ("USDT-TRC20", "USDT_TRX", "USDC (ERC20)") or as one exchange writes it ("XXBT", "ZEUR").
[[nodiscard]] std::optional<core::AssetId> find_currency_of_cell(std::string_view cell);

/// The same, of a number of ISO 4217 alone.
[[nodiscard]] std::optional<core::AssetId> find_currency_of_number(std::string_view cell);

/// What people of a country pay with; empty where it is not known.
[[nodiscard]] std::string currency_of_country(std::string_view country);

}  // namespace cuibono::evidence
