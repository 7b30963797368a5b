#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "money/pattern.h"

namespace cuibono::money {

struct CycleOptions {
  std::int64_t window_us = 30 * core::us_per_day;  ///< from the first payment to the last
  /// Payments in a cycle, 2 … 10; each more multiplies the work where money mixes widely.
  std::uint32_t length_max = 10;
  /// Each payment differs from the one before it by at most so much of it; none: by anything.
  std::optional<std::uint32_t> band_permille;
  /// Families of which no cycle keeps so much of its first payment are not listed, but counted.
  std::uint32_t kept_permille_min = 0;
  /// Cycles listed at most, the first ones; 4 bytes a payment of each.
  std::uint64_t cycles_max = 1'000'000;
  /// Payments tried from one first payment before it is given up; 2 ns each.
  std::uint64_t steps_max = 50'000'000;
};

/// Cycles one after another, each as positions in the order of its payments; in the order of these lists.
struct Cycles {
  std::vector<std::uint32_t> transfers;
  std::vector<std::uint64_t> begin = {0};  ///< [cycles + 1]
  bool truncated = false;                  ///< by cycles_max or steps_max
  std::uint64_t given_up = 0;              ///< first payments given up by steps_max
  [[nodiscard]] std::size_t size() const noexcept { return begin.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t cycle) const noexcept {
    return std::span(transfers).subspan(begin[cycle], begin[cycle + 1] - begin[cycle]);
  }
  bool operator==(const Cycles&) const = default;
};

/// Simple temporal cycles: payments head to tail, each strictly later than the one before it, through
/// different accounts, back to where the first came from, inside a window.
///
/// Use     for every cycle; for a table that people read, find_cycle_families.
/// In      see pattern.h.
/// Out     Cycles. Payments of one instant never follow each other: where times are dates, what went
///         round in a day is not seen.
/// Laws    R, M, P of pattern.h.
///         1 a cycle is listed once, at its first payment.
///         2 a wider window, a longer length_max, a wider band lose no cycle.
///         3 no account outside its strongly connected component takes part.
/// Cost    a first payment costs the payments in the window that can be reached from it in order, and
///         back (O(T) at worst, few in fact); a cycle found costs its length, a dead end is met only where
///         an account would be passed twice. Output-sensitive: exponential in length_max at worst, hence
///         the caps. Memory 32 bytes a payment and 40 an account a thread.
/// Errors  those of pattern.h; bad_input also for length_max below 2 or above 10.
/// Source  the definition of Kumar and Calders, 2SCENT, PVLDB 11(11), 2018; pruned by latest departure
///         instead of closing times, searched from one first payment at a time.
/// Check   cycles_reference; ORACLES P00 to P02.
[[nodiscard]] core::Result<Cycles> find_cycles(const core::RunContext& context,
                                               const PaymentColumns& payments,
                                               const CycleOptions& options);

/// Cycles by the set of accounts that they pass.
///
/// Use     three rounds of one loop are eighteen cycles and one family.
/// Out     a Pattern a set of accounts, by what was kept, the largest first. Its accounts, transfers and
///         times are those of the cycle that kept most (of equal ones the first); amount_minor: the least
///         payment of that cycle, which is what went all the way round; size: its length. Numbers: cycles,
///         kept_permille (of its first payment), span_us. passed_over: families below kept_permille_min.
/// Innocent  partners who settle in turn; wages that come back as rent. Netting agreements and invoices
///         settle it.
/// Laws    1 the sizes of families sum to the cycles.  R, M, P of pattern.h.
/// Cost    find_cycles, and a sort of its cycles.
/// Errors  as find_cycles.
/// Check   cycle_families_reference.
[[nodiscard]] core::Result<Patterns> find_cycle_families(const core::RunContext& context,
                                                         const PaymentColumns& payments,
                                                         const CycleOptions& options);

/// The twins take what the kernels accept, check nothing and know no cap.
[[nodiscard]] Cycles cycles_reference(const PaymentColumns& payments, const CycleOptions& options);
[[nodiscard]] Patterns cycle_families_reference(const PaymentColumns& payments,
                                                const CycleOptions& options);

}  // namespace cuibono::money
