#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace cuibono::simulation {

// Identifiers that look right and belong to nobody. Each is a bijection of its serial number, so
// that no two things share one by accident.

/// "999" (a country code that is not assigned), the calling code of the country as a tag, and eight
/// digits: 9993701234567 without the "+".
[[nodiscard]] std::uint64_t make_phone_digits(std::string_view country, std::uint64_t serial);

/// A subscriber identity in the mobile country code 999, which ITU-T E.212 keeps for private use.
[[nodiscard]] std::string make_imsi(std::uint64_t network, std::uint64_t serial);

/// A handset number of the reporting body 77, which does not exist, with its Luhn digit.
[[nodiscard]] std::string make_imei(std::uint64_t serial);

/// An IBAN with the length and the check digits of its country and a bank code that no bank has:
/// all nines, or letters that begin with ZZ. `bank` (0..9) tells banks of one country apart.
///
/// In      country: one of those that `has_iban` knows.
/// Source  ISO 13616-1:2020; ISO 7064 mod 97-10.
[[nodiscard]] std::string make_iban(std::string_view country, unsigned bank, std::uint64_t serial);
[[nodiscard]] bool has_iban(std::string_view country) noexcept;

/// Twelve digits of a national numbering without check digits.
[[nodiscard]] std::string make_national_account(std::uint64_t serial);

/// "btctest:btctest1q…": Bech32 (BIP-173) under a prefix that no chain uses.
[[nodiscard]] std::string make_chain_address(std::uint64_t seed, std::uint64_t serial);
/// 64 hexadecimal digits.
[[nodiscard]] std::string make_transaction_hash(std::uint64_t seed, std::uint64_t serial);

}  // namespace cuibono::simulation
