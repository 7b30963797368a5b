#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"

namespace cuibono::core {

__extension__ typedef __int128 Int128;  // totals: a sum of 2^63 amounts of 2^63 does not overflow

struct AssetTag;
/// Row of the asset table. 0 is "XXX": the currency is not stated.
using AssetId = Id<AssetTag, std::uint16_t>;

/// One currency or coin. The ledger unit is 10^-exponent of it.
struct Asset {
  std::string_view code;  ///< ISO 4217 code, or the ticker of a coin ("BTC", "ETH", "USDT")
  std::uint8_t
      exponent;  ///< digits after the point in the ledger unit (EUR 2, JPY 0, BTC 8, ETH 9)
  std::string_view symbol;  ///< "€", "$"; may be empty
};

inline constexpr AssetId unstated_asset{0};  ///< XXX, two digits: a file that names no currency
/// XXX with nine digits: no currency is named and amounts have more than two decimals.
inline constexpr AssetId unstated_fine_asset{1};

/// The table of all assets known to this engine, in a fixed order.
/// Source  ISO 4217:2015 and its amendments (exponents); coins as DESIGN 4 lays down.
[[nodiscard]] std::span<const Asset> asset_table() noexcept;
[[nodiscard]] const Asset& get_asset(AssetId asset) noexcept;
/// Finds by code in any case, common symbol ("€", "US$") or common name of a coin; XXX is not found.
[[nodiscard]] std::optional<AssetId> find_asset(std::string_view code_or_symbol) noexcept;

/// An amount in the ledger unit of its asset. Never a float.
struct Money {
  std::int64_t amount_minor = 0;
  AssetId asset{};
  auto operator<=>(const Money&) const = default;
};

/// How decimals are written in one column.
struct DecimalStyle {
  char point = '.';  ///< '.' or ','
  char group = 0;    ///< thousands mark: 0 none, ',', '.', '\'', ' ' (also NBSP, NNBSP)
  bool parenthesis_minus = true;  ///< "(12.00)" means minus twelve
  bool trailing_minus = true;     ///< "12.00-" means minus twelve
  bool operator==(const DecimalStyle&) const = default;
};

enum class DecimalFault : std::uint8_t { not_a_number, too_many_decimals, too_large };

struct ParsedDecimal {
  std::int64_t scaled = 0;  ///< value × 10^exponent
  std::optional<DecimalFault> fault;
};

/// Decimal text to an integer of 10^-exponent units, exactly.
///
/// In      text: digits with style's marks, optional sign, surrounding white space, a currency code or
///         symbol before or after; exponent 0..18.
/// Out     scaled; or the fault. Zeros past the exponent are dropped, other digits are a fault.
///         INT64_MIN is too_large: the engine keeps it for "not stated". A word that changes the
///         number ("5k", "5 %", "5.00 DR"), a letter for a digit ("12o") and a point that may belong
///         to either ("Rs.500") are faults.
/// Laws    1 parse(format(x)) = x for every other x.   2 nothing is ever rounded.
/// Cost    O(length), no allocation.
[[nodiscard]] ParsedDecimal parse_decimal(std::string_view text, const DecimalStyle& style,
                                          std::uint8_t exponent) noexcept;

/// "1234567.89": plain, '.' as point, exactly the asset's decimals. For files and programs.
[[nodiscard]] std::string format_amount(Int128 amount_minor, AssetId asset);
/// "EUR 1 234 567.89" with thin groups of three by U+202F; for readers.
[[nodiscard]] std::string format_money_for_reader(Int128 amount_minor, AssetId asset);
/// The integer itself, as OUTPUTS wants every *_minor: "123456789".
[[nodiscard]] std::string format_minor(Int128 amount_minor);
[[nodiscard]] std::optional<Int128> parse_minor(std::string_view text) noexcept;

}  // namespace cuibono::core
