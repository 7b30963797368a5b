// hash64: 64-bit multiply-fold over eight bytes at a time. For tables in memory only; SHA-256 is in
// platform_hash.cc.
#include "core/hash.h"

#include <cstring>

#include "core/money.h"

namespace cuibono::core {
namespace {

constexpr std::uint64_t key_0 = 0x9E3779B97F4A7C15ULL, key_1 = 0xD6E8FEB86659FD93ULL;

std::uint64_t fold(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Uint128 = unsigned __int128;
  const Uint128 product = static_cast<Uint128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t load(const char* bytes, std::size_t count) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, count);
  return word;
}

/// One to seven bytes as a word: with their number, no two texts give the same.
std::uint64_t load_few(const char* at, std::size_t count) noexcept {
  const auto byte = [&](std::size_t i) -> std::uint64_t {
    return static_cast<unsigned char>(at[i]);
  };
  if (count < 4) return byte(0) | byte(count / 2) << 8 | byte(count - 1) << 16;
  std::uint32_t first = 0, last = 0;
  std::memcpy(&first, at, 4);
  std::memcpy(&last, at + count - 4, 4);
  return first | static_cast<std::uint64_t>(last) << 32;
}

int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) noexcept {
  std::uint64_t state = fold(seed ^ key_0, bytes.size() ^ key_1);
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 16; at += 16, left -= 16) {
    state = fold(load(at, 8) ^ state ^ key_0, load(at + 8, 8) ^ key_1);
  }
  if (left >= 8) {
    state = fold(load(at, 8) ^ state ^ key_0, load(at + left - 8, 8) ^ key_1);
  } else if (left > 0) {
    state = fold(load_few(at, left) ^ state ^ key_0, left ^ key_1);
  }
  return fold(state ^ key_1, key_0);
}

std::string Sha256::hex() const {
  constexpr const char* digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::uint64_t Sha256::prefix() const noexcept {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | bytes[i];
  return number;
}

std::optional<Sha256> parse_sha256(std::string_view hex) noexcept {
  Sha256 hash;
  if (hex.size() != hash.bytes.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < hash.bytes.size(); ++i) {
    const int high = hex_value(hex[2 * i]);
    const int low = hex_value(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    hash.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return hash;
}

}  // namespace cuibono::core
