#pragma once
#include <cstdint>
#include <optional>
#include <span>

namespace cuibono::calls {

/// A call as the time for which its line is busy: [begin, end).
struct BusyTime {
  std::int64_t begin = 0, end = 0;  ///< any unit, the same for all
};

/// The most lines busy at once, when that was first so, and how busy all were together.
struct Concurrency {
  std::uint64_t peak = 0;
  std::int64_t peak_at = 0;  ///< begin of the first moment of the peak
  std::int64_t busy =
      0;  ///< sum of all busy times; over a span of time s the load is busy / s Erlang
};

/// Sweeps over begins and ends.
///
/// Use     for a lower bound on lines that work at the same time. Lines are not people.
/// In      half-open times in any order; one that ends when another begins does not overlap it.
///         Times that end before they begin, or at once, are no busy time.
/// Laws    1 order does not matter.  2 splitting a time in two that touch changes nothing.
/// Cost    O(n log n).
/// Check   find_concurrency_reference; ORACLES C01, C02.
[[nodiscard]] Concurrency find_concurrency(std::span<const BusyTime> times);
[[nodiscard]] Concurrency find_concurrency_reference(std::span<const BusyTime> times);

/// Share of callers turned away by `lines` lines under a load of `erlangs`, and share that waits.
///
/// In      erlangs ≥ 0. erlang_c only where erlangs < lines: 1 otherwise.
/// Source  Erlang 1917; recursion B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1)). These are of queues that
///         people ring; outbound dialling is no such queue.
/// Check   ORACLES C03, C04.
[[nodiscard]] double erlang_b(unsigned lines, double erlangs) noexcept;
[[nodiscard]] double erlang_c(unsigned lines, double erlangs) noexcept;

/// What a line that people ring offers with so many agents.
struct ServiceLevel {
  double waits = 0;      ///< share that waits at all
  double within = 0;     ///< share answered within the target
  double answer_s = 0;   ///< mean time to an answer
  double occupancy = 0;  ///< of an agent
};
/// In  agents > erlangs; handling_s and target_s in seconds.
[[nodiscard]] ServiceLevel service_level(unsigned agents, double erlangs, double handling_s,
                                         double target_s) noexcept;

/// How many people are behind busy lines, each busy with the same chance at any moment: N = m² / (m − v).
///
/// In      mean and variance of the number of busy lines.
/// Out     nothing where v ≥ m, or m ≤ 0: then the model does not fit.
/// Source  Olkin, Petkau & Zidek 1981. Unstable: give it as a range among others, never alone.
/// Check   ORACLES C05.
struct BinomialSize {
  double people = 0, busy_share = 0;
};
[[nodiscard]] std::optional<BinomialSize> binomial_size(double mean, double variance) noexcept;

}  // namespace cuibono::calls
