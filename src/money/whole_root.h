#pragma once

namespace cuibono::money {

__extension__ using Wide = unsigned __int128;

/// The whole square root, rounded down: root² <= number < (root + 1)².
constexpr Wide whole_root(Wide number) noexcept {
  Wide root = 0;
  for (unsigned bit = 64; bit-- > 0;) {
    const Wide larger = root | (Wide{1} << bit);
    if (larger <= number / larger) root = larger;
  }
  return root;
}

}  // namespace cuibono::money
