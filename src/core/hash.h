#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/result.h"

namespace cuibono::core {

/// A SHA-256 digest. Ordered bytewise, so that sorting by hash is the same everywhere.
struct Sha256 {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const Sha256&) const = default;
  [[nodiscard]] std::string hex() const;
  /// First eight bytes, big-endian: a short key where a collision is checked elsewhere.
  [[nodiscard]] std::uint64_t prefix() const noexcept;
};
[[nodiscard]] std::optional<Sha256> parse_sha256(std::string_view hex) noexcept;
[[nodiscard]] Sha256 sha256(std::string_view bytes) noexcept;

/// SHA-256 of bytes that come in pieces.
/// Source  FIPS 180-4, computed by libsodium.
/// Check   ORACLES E09.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;
  void update(std::string_view bytes) noexcept;
  /// A length-prefixed field, so that ("ab","c") and ("a","bc") differ.
  void update_field(std::string_view bytes) noexcept;
  [[nodiscard]] Sha256 finish() noexcept;  ///< once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Digest of a file read in blocks. Errors  bad_input: cannot be opened or read.
[[nodiscard]] Result<Sha256> sha256_file(const std::string& path);
/// HMAC-SHA-256, for pseudonyms that only the key's holder can recompute.
[[nodiscard]] Sha256 keyed_sha256(std::string_view key, std::string_view text) noexcept;

/// A fast 64-bit hash for tables in memory; never written to a file.
[[nodiscard]] std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0) noexcept;
/// Mixes one 64-bit number (a bijection).
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t x) noexcept {
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBULL;
  x ^= x >> 31;
  return x;
}

}  // namespace cuibono::core
