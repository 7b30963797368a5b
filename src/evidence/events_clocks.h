#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::evidence {

/// How far apart two files' records of, by all signs, one event lie.
struct ClockSample {
  std::uint32_t item = 0, other = 0;  ///< ranks; item < other
  std::int64_t apart_us = 0;          ///< time in `other` less time in `item`
};

/// Two files whose clocks differ.
struct ClockDifference {
  std::uint32_t item = 0, other = 0;
  std::int64_t apart_us = 0;
  std::uint64_t events = 0;  ///< samples that say so
};

/// What is taken off the times of each file before they are compared.
struct Clocks {
  std::vector<std::int64_t> ahead_us;  ///< [items]; empty: no clock is off
  std::vector<ClockDifference> differences;
  [[nodiscard]] std::int64_t ahead_of(std::uint32_t item) const noexcept {
    return item < ahead_us.size() ? ahead_us[item] : 0;
  }
};

/// How the clocks of files differ.
///
/// In      samples in any order; spread_us: how far from the middle a sample may lie and still agree.
/// Out     the middle of the samples of two files, where there are twenty and more and nine of ten agree with it.
///         Files are tied to each other by their most samples first; of those tied together the first has
///         the right time. A file that is tied to none has it too.
/// Laws    1 the answer does not depend on the order of samples.
/// Cost    O(n log n).
[[nodiscard]] Clocks compare_clocks(std::vector<ClockSample> samples, std::int64_t spread_us,
                                    std::uint32_t items);

/// "; the clocks of their files stand 90 s apart, which is set off", or nothing.
[[nodiscard]] std::string clocks_in_words(const Clocks& clocks, std::uint32_t item,
                                          std::uint32_t other);

}  // namespace cuibono::evidence
