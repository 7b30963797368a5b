#pragma once
#include <cstdint>
#include <string_view>

namespace cuibono::claims {

/// With which force something is asserted. "Confirmed" is no force: it follows from independent roots
/// (corroboration.h).
enum class Force : std::uint8_t {
  alleged,
  stated,
  charged,
  admitted,
  found,
  overturned,
  denied,
  withdrawn,
  unknown,
};
[[nodiscard]] std::string_view force_name(Force force) noexcept;

}  // namespace cuibono::claims
