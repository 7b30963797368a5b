#pragma once
#include <array>
#include <cstdint>

namespace cuibono::core {

/// Random numbers that are a function of (seed, stream, counter): any draw can be had in any order, on
/// any thread, and is always the same.
///
/// Use     wherever chance is needed; `stream` names the purpose (draw, unit), never a thread.
/// Laws    1 order: at(i) does not depend on what was asked before.
/// Cost    about 10 ns for four 32-bit words.
/// Source  Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11 (Philox4x32-10).
class CounterRandom {
 public:
  CounterRandom(std::uint64_t seed, std::uint64_t stream) noexcept : seed_(seed), stream_(stream) {}
  /// Four words for one counter value.
  [[nodiscard]] std::array<std::uint32_t, 4> at(std::uint64_t counter) const noexcept;

  // The following walk the counter forward from where it stands.
  std::uint64_t next() noexcept;                      ///< 64 uniform bits
  std::uint64_t below(std::uint64_t bound) noexcept;  ///< uniform in [0, bound), unbiased
  std::int64_t between(std::int64_t low, std::int64_t high) noexcept;  ///< uniform, both ends
  double unit() noexcept;  ///< uniform in [0, 1), 53 bits
  bool chance(double probability) noexcept;
  double normal() noexcept;  ///< mean 0, deviation 1 (Box–Muller)

 private:
  std::uint64_t seed_, stream_, counter_ = 0;
};

/// Philox4x32-10 itself. Check  the authors' known-answer vectors.
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                      std::array<std::uint32_t, 2> key) noexcept;

}  // namespace cuibono::core
