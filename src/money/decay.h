#pragma once
#include <cstdint>

#include "core/core.h"

namespace cuibono::money {

/// What is left of an amount after `elapsed_s` at a half-life, rounded down.
/// In      amount 0 … 2^100, elapsed >= 0, half-life > 0.
/// Laws    1 falls with time; the whole at 0; halves at each half-life.
/// Check   ORACLES D03.
[[nodiscard]] core::Int128 left_after(core::Int128 amount_minor, std::int64_t elapsed_s,
                                      std::int64_t half_life_s) noexcept;

}  // namespace cuibono::money
