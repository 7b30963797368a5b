#include "calls/concurrency.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cuibono::calls {
namespace {

bool is_busy(const BusyTime& time) { return time.end > time.begin; }

}  // namespace

Concurrency find_concurrency(std::span<const BusyTime> times) {
  std::vector<std::int64_t> begins, ends;
  begins.reserve(times.size());
  ends.reserve(times.size());
  Concurrency out;
  for (const auto& time : times) {
    if (!is_busy(time)) continue;
    begins.push_back(time.begin);
    ends.push_back(time.end);
    out.busy += time.end - time.begin;
  }
  std::sort(begins.begin(), begins.end());
  std::sort(ends.begin(), ends.end());
  std::uint64_t now = 0;
  std::size_t ended = 0;
  for (const auto begin : begins) {
    while (ends[ended] <= begin) {  // ends before begins at ties
      --now;
      ++ended;
    }
    if (++now > out.peak) {
      out.peak = now;
      out.peak_at = begin;
    }
  }
  return out;
}

Concurrency find_concurrency_reference(std::span<const BusyTime> times) {
  Concurrency out;
  for (const auto& at : times) {
    if (!is_busy(at)) continue;
    out.busy += at.end - at.begin;
    std::uint64_t now = 0;
    for (const auto& other : times) {
      if (is_busy(other) && other.begin <= at.begin && at.begin < other.end) ++now;
    }
    if (now > out.peak || (now == out.peak && at.begin < out.peak_at)) {
      out.peak = now;
      out.peak_at = at.begin;
    }
  }
  return out;
}

double erlang_b(unsigned lines, double erlangs) noexcept {
  double blocked = 1.0;
  for (unsigned k = 1; k <= lines; ++k) blocked = erlangs * blocked / (k + erlangs * blocked);
  return blocked;
}

double erlang_c(unsigned lines, double erlangs) noexcept {
  if (erlangs >= lines) return 1.0;
  const double blocked = erlang_b(lines, erlangs);
  return lines * blocked / (lines - erlangs * (1.0 - blocked));
}

ServiceLevel service_level(unsigned agents, double erlangs, double handling_s,
                           double target_s) noexcept {
  ServiceLevel level;
  level.waits = erlang_c(agents, erlangs);
  level.within = 1.0 - level.waits * std::exp(-(agents - erlangs) * target_s / handling_s);
  level.answer_s = level.waits * handling_s / (agents - erlangs);
  level.occupancy = erlangs / agents;
  return level;
}

std::optional<BinomialSize> binomial_size(double mean, double variance) noexcept {
  if (mean <= 0.0 || variance >= mean) return std::nullopt;
  return BinomialSize{mean * mean / (mean - variance), 1.0 - variance / mean};
}

}  // namespace cuibono::calls
