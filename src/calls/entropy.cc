// H = log2 N - (1/N) Σ n log2 n, where N is the sum of all n. A logarithm is a whole number of 2^-32: its whole
// part is the place of the highest bit; then what is left, in [1, 2), is squared again and again, and each
// time that it reaches 2 the next binary place is 1.
#include "calls/entropy.h"

#include <array>
#include <bit>

#include "core/core.h"

namespace cuibono::calls {
namespace {

__extension__ typedef unsigned __int128 Wide;
constexpr int places = 32;
constexpr std::size_t small_counts = 512;  // most counts of one day are smaller

constexpr std::uint64_t log2_of(std::uint64_t n) {
  constexpr int top = 63;
  const auto whole = static_cast<int>(std::bit_width(n)) - 1;
  std::uint64_t left = n << static_cast<unsigned>(top - whole);  // in [1, 2), with 63 places
  auto log = static_cast<std::uint64_t>(whole);
  for (int place = 0; place < places; ++place) {
    const auto square = static_cast<Wide>(left) * left;  // in [1, 4), with 126 places
    const bool reaches_2 = (square >> 127U) != 0;
    left = static_cast<std::uint64_t>(square >> (reaches_2 ? 64U : 63U));
    log = log * 2 + (reaches_2 ? 1U : 0U);
  }
  return log;
}

constexpr auto small_logs = [] {
  std::array<std::uint64_t, small_counts> logs{};
  for (std::size_t n = 1; n < logs.size(); ++n) logs[n] = log2_of(n);
  return logs;
}();

std::uint64_t log2_fast(std::uint64_t n) { return n < small_counts ? small_logs[n] : log2_of(n); }

}  // namespace

std::uint32_t entropy_permille(std::span<const std::uint32_t> counts) noexcept {
  std::uint64_t total = 0;
  core::Int128 spread = 0;
  for (const std::uint64_t n : counts) {
    if (n == 0) continue;
    total += n;
    spread -= static_cast<core::Int128>(log2_fast(n)) * static_cast<core::Int128>(n);
  }
  if (total == 0) return 0;
  spread += static_cast<core::Int128>(log2_fast(total)) * static_cast<core::Int128>(total);
  const core::Int128 one = static_cast<core::Int128>(total) << static_cast<unsigned>(places);
  return static_cast<std::uint32_t>((spread * 2000 + one) / (one * 2));
}

}  // namespace cuibono::calls
