#pragma once
// Random worlds small enough to read when they fail, for the tests of this folder.
#include <cstdint>
#include <vector>

#include "money/trace.h"

namespace cuibono::money {

struct World {
  TraceOptions options;
  std::vector<LedgerTransfer> transfers;
  std::vector<Seed> seeds;
};

/// 2–6 accounts, 1–3 tags, 0–39 payments of 0–9 units; a payment in four is a victim's.
inline World random_world(std::uint64_t seed) {
  core::CounterRandom random(seed, 42);
  World world;
  world.options.accounts = static_cast<std::uint32_t>(2 + random.below(5));
  world.options.tags = static_cast<std::uint32_t>(1 + random.below(3));
  const std::uint64_t count = random.below(40);
  for (std::uint32_t i = 0; i < count; ++i) {
    world.transfers.push_back({static_cast<std::uint32_t>(random.below(world.options.accounts)),
                               static_cast<std::uint32_t>(random.below(world.options.accounts)),
                               random.between(0, 9)});
    if (random.chance(0.25))
      world.seeds.push_back({i, static_cast<std::uint32_t>(1 + random.below(world.options.tags))});
  }
  return world;
}

/// The payment cut in two: `part` of it first (0 < part < amount), the rest at once after it.
inline World split_payment(const World& world, std::size_t transfer, std::int64_t part) {
  World split{world.options, {}, {}};
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < world.transfers.size(); ++i) {
    LedgerTransfer t = world.transfers[i];
    const bool is_seed = next < world.seeds.size() && world.seeds[next].transfer == i;
    const std::uint32_t tag = is_seed ? world.seeds[next++].tag : 0;
    const auto push = [&](LedgerTransfer piece) {
      if (is_seed) split.seeds.push_back({static_cast<std::uint32_t>(split.transfers.size()), tag});
      split.transfers.push_back(piece);
    };
    if (i == transfer) {
      push({t.payer, t.payee, part});
      t.amount_minor -= part;
    }
    push(t);
  }
  return split;
}

}  // namespace cuibono::money
