#include "core/random.h"

#include <cmath>
#include <numbers>

namespace cuibono::core {
namespace {

// Constants of Philox4x32 (Salmon et al., table 2).
constexpr std::uint32_t multiplier_0 = 0xD2511F53U, multiplier_1 = 0xCD9E8D57U;
constexpr std::uint32_t weyl_0 = 0x9E3779B9U, weyl_1 = 0xBB67AE85U;
constexpr int rounds = 10;

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) noexcept {
  for (int round = 0; round < rounds; ++round) {
    const std::uint64_t product_0 = static_cast<std::uint64_t>(multiplier_0) * counter[0];
    const std::uint64_t product_1 = static_cast<std::uint64_t>(multiplier_1) * counter[2];
    const auto high_0 = static_cast<std::uint32_t>(product_0 >> 32);
    const auto high_1 = static_cast<std::uint32_t>(product_1 >> 32);
    counter = {high_1 ^ counter[1] ^ key[0], static_cast<std::uint32_t>(product_1),
               high_0 ^ counter[3] ^ key[1], static_cast<std::uint32_t>(product_0)};
    key[0] += weyl_0;
    key[1] += weyl_1;
  }
  return counter;
}

std::array<std::uint32_t, 4> CounterRandom::at(std::uint64_t counter) const noexcept {
  return philox4x32(
      {static_cast<std::uint32_t>(counter), static_cast<std::uint32_t>(counter >> 32),
       static_cast<std::uint32_t>(stream_), static_cast<std::uint32_t>(stream_ >> 32)},
      {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)});
}

std::uint64_t CounterRandom::next() noexcept {
  const auto words = at(counter_++);
  return (static_cast<std::uint64_t>(words[0]) << 32) | words[1];
}

std::uint64_t CounterRandom::below(std::uint64_t bound) noexcept {
  if (bound <= 1) return 0;
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;  // a multiple of bound: no bias
  std::uint64_t draw = next();
  while (draw >= limit) draw = next();
  return draw % bound;
}

std::int64_t CounterRandom::between(std::int64_t low, std::int64_t high) noexcept {
  const auto width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
  const std::uint64_t step = width == 0 ? next() : below(width);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + step);
}

double CounterRandom::unit() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

bool CounterRandom::chance(double probability) noexcept { return unit() < probability; }

double CounterRandom::normal() noexcept {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
  return radius * std::cos(2.0 * std::numbers::pi * unit());
}

}  // namespace cuibono::core
