#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/core.h"

namespace cuibono::simulation {

/// What a stream of random numbers is for. The purpose and the number of the unit (a desk, a
/// person, a file) key the stream, so no draw depends on how much was drawn elsewhere.
enum class Purpose : std::uint64_t {
  places = 1,
  staff,
  phones,
  people,
  victims,
  mules,
  firms,
  centres,
  desk_calls,
  people_calls,
  centre_calls,
  command_calls,
  victim_life,
  pass_on,
  people_money,
  firm_money,
  chain,
  reports,
  registers,
  file_faults,
  evasion,
  handed,
};

[[nodiscard]] inline core::CounterRandom make_stream(std::uint64_t seed, Purpose purpose,
                                                     std::uint64_t unit = 0) noexcept {
  return {seed, (static_cast<std::uint64_t>(purpose) << 48) | unit};
}

/// One of the elements; the vector is not empty.
template <class T>
[[nodiscard]] const T& pick(core::CounterRandom& random, const std::vector<T>& from) {
  return from[random.below(from.size())];
}

/// exp(normal) around a median: durations, delays, sizes.
[[nodiscard]] inline double draw_log_normal(core::CounterRandom& random, double median,
                                            double sigma) {
  return median * std::exp(sigma * random.normal());
}

/// A whole number from a log-normal, held in [low, high].
struct Spread {
  double median = 1, sigma = 0.5;
  std::int64_t low = 0, high = INT64_MAX;
};
[[nodiscard]] inline std::int64_t draw_whole(core::CounterRandom& random, const Spread& spread) {
  const double drawn = draw_log_normal(random, spread.median, spread.sigma);
  if (drawn >= static_cast<double>(spread.high)) return spread.high;
  const std::int64_t whole = std::llround(drawn);
  return whole < spread.low ? spread.low : whole;
}

/// A count around a mean: the whole part, and one more with the probability of the rest.
[[nodiscard]] inline std::int64_t draw_count(core::CounterRandom& random, double mean) {
  const double whole = std::floor(mean);
  return static_cast<std::int64_t>(whole) + (random.chance(mean - whole) ? 1 : 0);
}

/// A share of an amount in thousandths, rounded down.
[[nodiscard]] constexpr std::int64_t permille_of(std::int64_t amount_minor,
                                                 std::int64_t permille) noexcept {
  return amount_minor / 1000 * permille + amount_minor % 1000 * permille / 1000;
}

}  // namespace cuibono::simulation
