#pragma once
// Questions about random worlds, for the tests of bounds.h.
#include <string>
#include <vector>

#include "money/bounds.h"
#include "money/trace_worlds.h"

namespace cuibono::money {

/// A world, whose money is asked for, and where.
struct BoundsWorld {
  World world;
  std::vector<std::uint8_t> is_claimed;  ///< [tags + 1]
  std::vector<BoundedPlace> places;
  [[nodiscard]] BoundsQuery query() const {
    BoundsQuery query;
    query.transfers = world.transfers;
    query.seeds = world.seeds;
    query.accounts = world.options.accounts;
    query.tags = world.options.tags;
    query.is_claimed = is_claimed;
    return query;
  }
};

/// Every account, what rests or what it received, and the first two together; in half of the worlds all
/// victims, in the others some.
inline BoundsWorld random_bounds_world(std::uint64_t seed) {
  BoundsWorld asked{random_world(seed), {}, {}};
  core::CounterRandom random(seed, 43);
  const bool all = random.chance(0.5);
  asked.is_claimed.assign(asked.world.options.tags + 1, 1);
  for (std::size_t tag = 1; tag < asked.is_claimed.size() && !all; ++tag)
    asked.is_claimed[tag] = random.chance(0.5) ? 1 : 0;
  const auto draw_money = [&] {
    return random.chance(0.6) ? BoundedMoney::rests : BoundedMoney::received;
  };
  for (std::uint32_t account = 0; account < asked.world.options.accounts; ++account)
    asked.places.push_back({account, 1, draw_money()});
  asked.places.push_back({0, 2, draw_money()});
  return asked;
}

inline std::vector<Bounds> bounds_of(const BoundsWorld& asked, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  return find_bounds(context, asked.query(), asked.places).value();
}

inline std::string say(const Bounds& bounds) {
  const auto text = [](const std::optional<core::Int128>& amount) {
    return amount ? std::to_string(static_cast<std::int64_t>(*amount)) : std::string("none");
  };
  return text(bounds.min_minor) + "…" + text(bounds.max_minor) + " of " + text(bounds.total_minor);
}

/// The place as a stop: what its accounts pay comes from an account more, which nobody pays.
inline World stopped_at(const World& world, const BoundedPlace& place) {
  World stopped = world;
  if (place.money == BoundedMoney::rests) return stopped;
  for (LedgerTransfer& t : stopped.transfers) {
    const bool is_inside = t.payer >= place.account && t.payer < place.account + place.accounts;
    if (is_inside && t.payer != t.payee) t.payer = world.options.accounts;
  }
  ++stopped.options.accounts;
  return stopped;
}

}  // namespace cuibono::money
