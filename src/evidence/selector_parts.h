#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "evidence/selector.h"

namespace cuibono::evidence {

/// Keccak-256 as Ethereum uses it (the padding before SHA-3 was standardised).
[[nodiscard]] std::array<std::uint8_t, 32> keccak256(std::string_view bytes) noexcept;

/// An address whose checksum holds.
struct ChainAddress {
  std::string scheme;  ///< "btc", "ltc", "doge" …; empty: of a chain that is not known here
  std::string text;    ///< without scheme; lower case where case carries no meaning
};
/// Base58Check by its version bytes, Bech32 by its prefix, CashAddr. `stated`: a scheme that is written
/// before it, which decides between chains of one version.
[[nodiscard]] std::optional<ChainAddress> find_chain_address(std::string_view text,
                                                             std::string_view stated);

/// Letters and digits of a text, upper case; other characters are dropped.
[[nodiscard]] std::string compact_upper(std::string_view text);
/// Decimal digits only; Arabic-Indic and full-width digits become ASCII.
[[nodiscard]] std::string digits_of(std::string_view text);
[[nodiscard]] NormalForm invalid_form(std::string_view what, std::string_view text,
                                      const SelectorContext& context, std::string reason);

}  // namespace cuibono::evidence
