// Addresses of chains: which checksum they carry, and of which chain they are.
#include <algorithm>
#include <array>
#include <cstring>

#include "evidence/selector_parts.h"

namespace cuibono::evidence {
namespace {

constexpr std::string_view base58_alphabet =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::size_t base58_bytes_max = 64;

/// Base58 to bytes, or nothing where a character is not of the alphabet.
std::optional<std::string> decode_base58(std::string_view text) {
  if (text.empty() || text.size() > base58_bytes_max) return std::nullopt;
  std::string bytes;  // little-endian while it grows
  for (const char c : text) {
    const auto digit = base58_alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    auto carry = static_cast<unsigned>(digit);
    for (char& byte : bytes) {
      carry += 58U * static_cast<unsigned char>(byte);
      byte = static_cast<char>(static_cast<unsigned char>(carry & 0xFFU));
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8)
      bytes += static_cast<char>(static_cast<unsigned char>(carry & 0xFFU));
  }
  for (std::size_t i = 0; i < text.size() && text[i] == '1'; ++i) bytes += '\0';
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

constexpr std::size_t hash_bytes = 20, checksum_bytes = 4;

/// What Base58Check holds: one or two version bytes and a hash of twenty. Nothing where the checksum
/// is wrong.
std::optional<std::string> decode_base58check(std::string_view text) {
  auto bytes = decode_base58(text);
  if (!bytes || (bytes->size() != 1 + hash_bytes + checksum_bytes &&
                 bytes->size() != 2 + hash_bytes + checksum_bytes))
    return std::nullopt;
  const std::size_t payload = bytes->size() - checksum_bytes;
  const auto first = core::sha256(std::string_view(*bytes).substr(0, payload));
  const auto second =
      core::sha256({reinterpret_cast<const char*>(first.bytes.data()), first.bytes.size()});
  if (std::memcmp(second.bytes.data(), bytes->data() + payload, checksum_bytes) != 0)
    return std::nullopt;
  bytes->resize(payload);
  return bytes;
}

/// Version bytes of Base58Check. Where two chains have one version, the scheme that is written before
/// the address decides, and the first where none is.
/// Source  chainparams.cpp of each chain; SLIP-44 names.
struct Base58Version {
  std::string_view version, scheme;
};
constexpr auto base58_versions = std::to_array<Base58Version>({
    {std::string_view("\x00", 1), "btc"},
    {"\x05", "btc"},
    {"\x6f", "btc"},
    {"\xc4", "btc"},
    {"\x41", "tron"},
    {"\x30", "ltc"},
    {"\x32", "ltc"},
    {"\x3a", "ltc"},
    {"\x1e", "doge"},
    {"\x16", "doge"},
    {"\x4c", "dash"},
    {"\x10", "dash"},
    {"\x26", "btg"},
    {"\x17", "btg"},
    {"\x1c\xb8", "zec"},
    {"\x1c\xbd", "zec"},
    {std::string_view("\x00", 1), "bch"},
    {"\x05", "bch"},
    {"\x05", "ltc"},
    {"\x1e", "xvg"},
});

std::string_view scheme_of_version(std::string_view version, std::string_view stated) {
  std::string_view scheme;
  for (const auto& known : base58_versions) {
    if (known.version != version) continue;
    if (scheme.empty() || known.scheme == stated) scheme = known.scheme;
  }
  return scheme;
}

constexpr std::string_view bech32_alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

unsigned bech32_step(unsigned sum, unsigned value) {
  constexpr unsigned generator[5] = {0x3b6a57b2U, 0x26508e6dU, 0x1ea119faU, 0x3d4233ddU,
                                     0x2a1462b3U};
  const unsigned top = sum >> 25;
  sum = (sum & 0x1ffffffU) << 5 ^ value;
  for (unsigned i = 0; i < 5; ++i) {
    if ((top >> i & 1U) != 0) sum ^= generator[i];
  }
  return sum;
}

/// A word of Bech32 taken apart: what stands before the last 1, the values after it, the checksum.
struct Bech32 {
  std::string prefix;
  std::vector<std::uint8_t> values;  ///< without the checksum
  bool is_m = false;                 ///< BIP-350
};

bool is_mixed_case(std::string_view text) {
  const bool upper =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const bool lower =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return upper && lower;
}

std::optional<Bech32> decode_bech32(std::string_view text) {
  constexpr std::size_t longest = 90, shortest = 8, checksum_values = 6;
  if (text.size() < shortest || text.size() > longest || is_mixed_case(text)) return std::nullopt;
  const std::string word = core::ascii_lower(text);
  const auto mark = word.rfind('1');
  if (mark == std::string::npos || mark == 0 || word.size() - mark <= checksum_values)
    return std::nullopt;
  Bech32 out;
  unsigned sum = 1;
  for (std::size_t i = 0; i < mark; ++i) {
    const auto c = static_cast<unsigned char>(word[i]);
    if (c < 33 || c > 126) return std::nullopt;
    sum = bech32_step(sum, c >> 5U);
  }
  sum = bech32_step(sum, 0);
  out.prefix = word.substr(0, mark);
  for (const char c : out.prefix) sum = bech32_step(sum, static_cast<unsigned char>(c) & 31U);
  for (std::size_t i = mark + 1; i < word.size(); ++i) {
    const auto value = bech32_alphabet.find(word[i]);
    if (value == std::string_view::npos) return std::nullopt;
    sum = bech32_step(sum, static_cast<unsigned>(value));
    if (i + checksum_values < word.size()) out.values.push_back(static_cast<std::uint8_t>(value));
  }
  constexpr unsigned bech32_sum = 1, bech32m_sum = 0x2bc830a3U;
  if (sum != bech32_sum && sum != bech32m_sum) return std::nullopt;
  out.is_m = sum == bech32m_sum;
  return out;
}

/// Bytes in groups of five bits, of which the bits that fill up must be zero; how many they are.
std::optional<std::size_t> bytes_in(std::span<const std::uint8_t> values) {
  const std::size_t bits = values.size() * 5, spare = bits % 8;
  if (spare >= 5 || (spare > 0 && (values.back() & ((1U << spare) - 1U)) != 0)) return std::nullopt;
  return bits / 8;
}

/// BIP-141: a version and a program; BIP-350: version 0 has the old checksum, all later ones the new.
bool is_witness(const Bech32& word) {
  constexpr std::size_t key_hash = 20, script_hash = 32, shortest = 2, longest = 40;
  constexpr std::uint8_t newest = 16;
  if (word.values.empty() || word.values[0] > newest) return false;
  const auto bytes = bytes_in(std::span(word.values).subspan(1));
  if (!bytes || *bytes < shortest || *bytes > longest) return false;
  if (word.values[0] > 0) return word.is_m;
  return !word.is_m && (*bytes == key_hash || *bytes == script_hash);
}

std::string_view scheme_of_prefix(std::string_view prefix) {
  if (prefix == "bc" || prefix == "tb" || prefix == "bcrt") return "btc";
  if (prefix == "ltc" || prefix == "tltc") return "ltc";
  return prefix == "btg" ? "btg" : "";
}

/// The address of Bitcoin Cash after "bitcoincash:". Source  the CashAddr specification.
bool is_cashaddr(std::string_view text) {
  constexpr std::size_t of_key_hash = 42, of_script_hash = 61, checksum_values = 8;
  if ((text.size() != of_key_hash && text.size() != of_script_hash) || is_mixed_case(text))
    return false;
  constexpr std::uint64_t generator[5] = {0x98f2bc8e61ULL, 0x79b76d99e2ULL, 0xf33e5fb3c4ULL,
                                          0xae2eabe2a8ULL, 0x1e4f43e470ULL};
  std::uint64_t sum = 1;
  const auto step = [&](std::uint64_t value) {
    const std::uint64_t top = sum >> 35;
    sum = ((sum & 0x07ffffffffULL) << 5) ^ value;
    for (unsigned i = 0; i < 5; ++i) {
      if ((top >> i & 1U) != 0) sum ^= generator[i];
    }
  };
  for (const char c : std::string_view("bitcoincash")) step(static_cast<unsigned char>(c) & 31U);
  step(0);
  std::vector<std::uint8_t> values;
  for (const char c : core::ascii_lower(text)) {
    const auto value = bech32_alphabet.find(c);
    if (value == std::string_view::npos) return false;
    values.push_back(static_cast<std::uint8_t>(value));
    step(value);
  }
  if (sum != 1) return false;
  values.resize(values.size() - checksum_values);
  // The first byte: a zero, four bits of type, three of size (0: twenty bytes, 3: thirty-two).
  const unsigned first = values[0] * 8U + values[1] / 4U;
  const unsigned size = text.size() == of_key_hash ? 0 : 3;
  return first < 128 && first % 8 == size && bytes_in(values).has_value();
}

}  // namespace

bool is_base58check(std::string_view text) noexcept { return decode_base58check(text).has_value(); }

bool is_bech32(std::string_view text) noexcept { return decode_bech32(text).has_value(); }

std::optional<ChainAddress> find_chain_address(std::string_view text, std::string_view stated) {
  if (const auto bytes = decode_base58check(text)) {
    const std::string_view version = std::string_view(*bytes).substr(0, bytes->size() - hash_bytes);
    return ChainAddress{std::string(scheme_of_version(version, stated)), std::string(text)};
  }
  if (const auto word = decode_bech32(text)) {
    const std::string_view scheme = scheme_of_prefix(word->prefix);
    if (!scheme.empty() && !is_witness(*word)) return std::nullopt;
    return ChainAddress{std::string(scheme), core::ascii_lower(text)};
  }
  if (is_cashaddr(text)) return ChainAddress{"bch", core::ascii_lower(text)};
  return std::nullopt;
}

}  // namespace cuibono::evidence
