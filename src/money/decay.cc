#include "money/decay.h"

#include <array>

#include "money/whole_root.h"

namespace cuibono::money {
namespace {

/// 2^(-1/2), 2^(-1/4), … in 2^-62: made from each other by whole square roots.
constexpr unsigned fraction_bits = 62, steps = 40;

constexpr std::array<std::uint64_t, steps> make_roots() {
  std::array<std::uint64_t, steps> roots{};
  Wide of = Wide{1} << (fraction_bits - 1);  // one half
  for (auto& root : roots) {
    of = whole_root(of << fraction_bits);
    root = static_cast<std::uint64_t>(of);
  }
  return roots;
}
constexpr auto roots_of_half = make_roots();

}  // namespace

core::Int128 left_after(core::Int128 amount_minor, std::int64_t elapsed_s,
                        std::int64_t half_life_s) noexcept {
  constexpr std::int64_t halvings_most = 127;
  const std::int64_t halvings = elapsed_s / half_life_s;
  if (halvings > halvings_most) return 0;
  Wide factor = Wide{1} << fraction_bits;
  core::Int128 rest = elapsed_s % half_life_s;
  for (const std::uint64_t root : roots_of_half) {
    rest *= 2;
    if (rest < half_life_s) continue;
    rest -= half_life_s;
    factor = (factor * root) >> fraction_bits;
  }
  // High and low halves apart: the product of both has more than 128 bits.
  constexpr unsigned half = 31;
  const auto amount = static_cast<Wide>(amount_minor);
  const Wide high = amount >> half, low = amount & ((Wide{1} << half) - 1);
  const Wide product =
      ((high * factor) >> (fraction_bits - half)) + ((low * factor) >> fraction_bits);
  return static_cast<core::Int128>(product >> halvings);
}

}  // namespace cuibono::money
