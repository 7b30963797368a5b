// Shapes and checksums of selectors: pure functions over text.
#include <algorithm>
#include <cstring>

#include "evidence/selector_parts.h"

namespace cuibono::evidence {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

struct IbanLength {
  char country[3];
  std::uint8_t length;
};
/// Source  ISO 13616 IBAN registry, release 97.
constexpr IbanLength iban_lengths[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26},
    {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20},
    {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20},
    {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25},
    {"SV", 28}, {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20},
    {"YE", 30}};

/// ISO 7064 mod 97-10 of an IBAN in compact form.
unsigned mod97(std::string_view iban) {
  unsigned rest = 0;
  const auto push = [&](char c) {
    if (is_digit(c)) {
      rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
    } else {
      rest = (rest * 100 + static_cast<unsigned>(c - 'A' + 10)) % 97;
    }
  };
  for (const char c : iban.substr(4)) push(c);
  for (const char c : iban.substr(0, 4)) push(c);
  return rest;
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

/// EIP-55: a letter is upper case where the hash of the lower-case address has a digit of 8 or more.
bool passes_eip55(std::string_view hex) {
  const std::string lower = core::ascii_lower(hex);
  const auto hash = keccak256(lower);
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (is_digit(hex[i])) continue;
    const unsigned nibble = i % 2 == 0 ? hash[i / 2] >> 4U : hash[i / 2] & 15U;
    if (is_upper(hex[i]) != (nibble >= 8)) return false;
  }
  return true;
}

}  // namespace

std::array<std::uint8_t, 32> keccak256(std::string_view bytes) noexcept {
  constexpr std::size_t rate = 136;
  constexpr std::uint64_t round_constants[24] = {
      0x0000000000000001ULL, 0x0000000000008082ULL, 0x800000000000808aULL, 0x8000000080008000ULL,
      0x000000000000808bULL, 0x0000000080000001ULL, 0x8000000080008081ULL, 0x8000000000008009ULL,
      0x000000000000008aULL, 0x0000000000000088ULL, 0x0000000080008009ULL, 0x000000008000000aULL,
      0x000000008000808bULL, 0x800000000000008bULL, 0x8000000000008089ULL, 0x8000000000008003ULL,
      0x8000000000008002ULL, 0x8000000000000080ULL, 0x000000000000800aULL, 0x800000008000000aULL,
      0x8000000080008081ULL, 0x8000000000008080ULL, 0x0000000080000001ULL, 0x8000000080008008ULL};
  constexpr unsigned rotations[24] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                      27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
  constexpr unsigned lanes[24] = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                  15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};
  const auto rotate = [](std::uint64_t x, unsigned n) { return x << n | x >> (64 - n); };
  std::uint64_t a[25] = {};
  const auto permute = [&] {
    for (const std::uint64_t constant : round_constants) {
      std::uint64_t c[5];
      for (unsigned x = 0; x < 5; ++x) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
      for (unsigned x = 0; x < 5; ++x) {
        const std::uint64_t d = c[(x + 4) % 5] ^ rotate(c[(x + 1) % 5], 1);
        for (unsigned y = 0; y < 25; y += 5) a[y + x] ^= d;
      }
      std::uint64_t moving = a[1];
      for (unsigned i = 0; i < 24; ++i) {
        const std::uint64_t next = a[lanes[i]];
        a[lanes[i]] = rotate(moving, rotations[i]);
        moving = next;
      }
      for (unsigned y = 0; y < 25; y += 5) {
        std::uint64_t row[5];
        std::copy(a + y, a + y + 5, row);
        for (unsigned x = 0; x < 5; ++x) a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
      }
      a[0] ^= constant;
    }
  };
  std::string padded(bytes);
  padded += '\x01';
  padded.resize((padded.size() + rate - 1) / rate * rate, '\0');
  padded.back() = static_cast<char>(static_cast<unsigned char>(padded.back()) | 0x80U);
  for (std::size_t block = 0; block < padded.size(); block += rate) {
    for (std::size_t i = 0; i < rate / 8; ++i) {
      std::uint64_t word = 0;
      std::memcpy(&word, padded.data() + block + 8 * i, 8);
      a[i] ^= word;
    }
    permute();
  }
  std::array<std::uint8_t, 32> hash{};
  std::memcpy(hash.data(), a, hash.size());
  return hash;
}

std::string compact_upper(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_digit(c) || is_upper(c))
      out += c;
    else if (is_lower(c))
      out += static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::string digits_of(std::string_view text) {
  std::string out;
  const auto points = core::decode_utf8(text);
  if (!points) return out;
  for (const char32_t c : *points) {
    if (c >= '0' && c <= '9')
      out += static_cast<char>(c);
    else if (c >= 0x660 && c <= 0x669)
      out += static_cast<char>('0' + (c - 0x660));
    else if (c >= 0x6F0 && c <= 0x6F9)
      out += static_cast<char>('0' + (c - 0x6F0));
    else if (c >= 0xFF10 && c <= 0xFF19)
      out += static_cast<char>('0' + (c - 0xFF10));
  }
  return out;
}

bool is_iban(std::string_view text) noexcept {
  const std::string iban = compact_upper(text);
  constexpr std::size_t longest = 34, separators_max = 10;
  if (iban.size() < 15 || iban.size() > longest || text.size() > iban.size() + separators_max)
    return false;
  if (!is_upper(iban[0]) || !is_upper(iban[1]) || !is_digit(iban[2]) || !is_digit(iban[3]))
    return false;
  const auto known = std::find_if(
      std::begin(iban_lengths), std::end(iban_lengths),
      [&](const auto& row) { return row.country[0] == iban[0] && row.country[1] == iban[1]; });
  if (known == std::end(iban_lengths) || known->length != iban.size()) return false;
  return mod97(iban) == 1;
}

bool passes_luhn(std::string_view digits) noexcept {
  if (digits.empty()) return false;
  unsigned sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (!is_digit(digits[i])) return false;
    unsigned digit = static_cast<unsigned>(digits[i] - '0');
    const bool doubled = (digits.size() - i) % 2 == 0;
    if (doubled) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

bool is_eth_address(std::string_view text) noexcept {
  constexpr std::size_t digits = 40;
  if (text.size() != digits + 2 || text[0] != '0' || (text[1] != 'x' && text[1] != 'X'))
    return false;
  const std::string_view hex = text.substr(2);
  if (!is_hex(hex)) return false;
  const bool upper = std::any_of(hex.begin(), hex.end(), is_upper);
  const bool lower = std::any_of(hex.begin(), hex.end(), is_lower);
  return !(upper && lower) || passes_eip55(hex);
}

bool looks_like_phone(std::string_view text) noexcept {
  const std::string_view trimmed = core::trim(text);
  if (trimmed.empty()) return false;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < trimmed.size(); ++i) {
    const char c = trimmed[i];
    if (is_digit(c)) {
      ++digits;
    } else if (c == '+' ? i > 1 : std::string_view(" -()./").find(c) == std::string_view::npos) {
      return false;
    }
  }
  constexpr std::size_t fewest = 7, most = 17;  // an international number after 00 has up to 17
  return digits >= fewest && digits <= most;
}

}  // namespace cuibono::evidence
