// What each party's evidence adds.
#include "investigation/coalitions.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>

namespace cuibono::investigation {
namespace {

constexpr std::size_t parties_most = 12;  // 12! fits twice into what an amount of 64 bits leaves

core::Int128 factorial(std::size_t n) {
  core::Int128 product = 1;
  for (std::size_t i = 2; i <= n; ++i) product *= static_cast<std::int64_t>(i);
  return product;
}

std::size_t parties_of(std::size_t coalitions) {
  return static_cast<std::size_t>(std::countr_zero(coalitions));
}

}  // namespace

std::string Share::text() const {
  constexpr std::int64_t scale = 10'000;
  const bool negative = above < 0;
  const core::Int128 size = negative ? -above : above;
  const core::Int128 scaled = (size * (2 * scale) + below) / (2 * below);
  const auto whole = static_cast<std::int64_t>(scaled / scale);
  std::string rest = std::to_string(static_cast<std::int64_t>(scaled % scale));
  rest.insert(0, 4 - rest.size(), '0');
  return (negative && scaled != 0 ? "-" : "") + std::to_string(whole) + "." + rest;
}

core::Result<std::vector<Share>> shapley(std::span<const std::int64_t> values) {
  if (!std::has_single_bit(values.size()) || parties_of(values.size()) > parties_most) {
    return core::Error{core::ErrorCode::bad_input,
                       "a value for each of 2^n coalitions of at most 12 parties is needed",
                       std::to_string(values.size()) + " values", "sample the orders instead"};
  }
  const std::size_t parties = parties_of(values.size());
  std::vector<core::Int128> orders;  // [size of the coalition that a party joins]
  for (std::size_t size = 0; size < parties; ++size)
    orders.push_back(factorial(size) * factorial(parties - 1 - size));
  std::vector<Share> shares(parties, {0, factorial(parties)});
  for (std::size_t coalition = 0; coalition < values.size(); ++coalition) {
    const auto size = static_cast<std::size_t>(std::popcount(coalition));
    for (std::size_t party = 0; party < parties; ++party) {
      const std::size_t with = coalition | (std::size_t{1} << party);
      if (with == coalition) continue;
      shares[party].above += orders[size] * (core::Int128{values[with]} - values[coalition]);
    }
  }
  return shares;
}

std::vector<Share> shapley_reference(std::span<const std::int64_t> values) {
  const std::size_t parties = parties_of(values.size());
  std::vector<std::size_t> order(parties);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<Share> shares(parties, {0, factorial(parties)});
  do {
    std::size_t coalition = 0;
    for (const std::size_t party : order) {
      const std::size_t with = coalition | (std::size_t{1} << party);
      shares[party].above += values[with] - values[coalition];
      coalition = with;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  return shares;
}

core::Result<std::vector<Share>> shapley_sampled(
    std::size_t parties, std::uint64_t pairs, std::uint64_t seed,
    const std::function<core::Result<std::int64_t>(std::uint64_t)>& value) {
  constexpr std::size_t most = 63;
  if (parties > most || pairs == 0) {
    return core::Error{core::ErrorCode::bad_input, "at most 63 parties, and at least one order",
                       std::to_string(parties) + " parties, " + std::to_string(pairs) + " pairs",
                       "join parties that share their evidence"};
  }
  std::map<std::uint64_t, std::int64_t> known;
  const auto worth = [&](std::uint64_t coalition) -> core::Result<std::int64_t> {
    const auto found = known.find(coalition);
    if (found != known.end()) return found->second;
    CB_TRY(const std::int64_t fresh, value(coalition));
    return known.emplace(coalition, fresh).first->second;
  };
  std::vector<Share> shares(parties, {0, static_cast<std::int64_t>(2 * pairs)});
  for (std::uint64_t pair = 0; pair < pairs; ++pair) {
    core::CounterRandom random(seed, pair);
    std::vector<std::size_t> order(parties);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = parties; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    for (int direction = 0; direction < 2; ++direction) {
      std::uint64_t coalition = 0;
      CB_TRY(std::int64_t before, worth(0));
      for (const std::size_t party : order) {
        coalition |= std::uint64_t{1} << party;
        CB_TRY(const std::int64_t after, worth(coalition));
        shares[party].above += after - before;
        before = after;
      }
      std::reverse(order.begin(), order.end());
    }
  }
  return shares;
}

std::vector<std::uint64_t> smallest_coalitions(std::span<const std::int64_t> values,
                                               std::int64_t least) {
  std::vector<std::uint64_t> found;
  int size = static_cast<int>(parties_of(values.size())) + 1;
  for (std::uint64_t coalition = 0; coalition < values.size(); ++coalition) {
    if (values[coalition] < least) continue;
    const int members = std::popcount(coalition);
    if (members < size) found.clear(), size = members;
    if (members == size) found.push_back(coalition);
  }
  return found;
}

}  // namespace cuibono::investigation
