#pragma once
// Random worlds with reversals, interest and conversions, small enough to read when they fail.
#include <vector>

#include "money/trace_ledger.h"
#include "money/trace_worlds.h"

namespace cuibono::money {

struct LedgerWorld {
  World world;
  std::vector<Movement> movements;
  std::vector<std::uint32_t> group_of;  ///< [accounts]
};

/// Two groups (assets) of accounts; account 0 of each is outside and 1 of each where conversions go. Some
/// payments are taken back, some are interest; payments stay within a group, conversions lead to the other.
inline LedgerWorld random_ledger_world(std::uint64_t seed) {
  core::CounterRandom random(seed, 43);
  LedgerWorld out;
  World& world = out.world;
  const auto per_group = static_cast<std::uint32_t>(4 + random.below(3));
  world.options.accounts = 2 * per_group;
  world.options.tags = static_cast<std::uint32_t>(1 + random.below(3));
  for (std::uint32_t a = 0; a < world.options.accounts; ++a) out.group_of.push_back(a / per_group);
  const std::uint64_t count = random.below(40);
  const auto inner = [&](std::uint32_t group) {
    return group * per_group + 2 + static_cast<std::uint32_t>(random.below(per_group - 2));
  };
  for (std::uint64_t n = 0; n < count; ++n) {
    const auto group = static_cast<std::uint32_t>(random.below(2));
    auto i = static_cast<std::uint32_t>(world.transfers.size());
    const std::uint32_t first = group * per_group, other = (1 - group) * per_group;
    const std::uint64_t kind = random.below(10);
    if (kind == 0) {
      world.transfers.push_back({first, inner(group), random.between(0, 5)});
      out.movements.push_back({i, MovementKind::interest, 0});
    } else if (kind <= 2) {
      world.transfers.push_back({inner(group), first + 1, random.between(0, 9)});
      world.transfers.push_back({other, inner(1 - group), random.between(0, 19)});
      out.movements.push_back({++i, MovementKind::conversion, i - 1});
    } else if (kind <= 4 && i > 0) {
      const auto original = static_cast<std::uint32_t>(random.below(i));
      const LedgerTransfer t = world.transfers[original];
      world.transfers.push_back({t.payee, t.payer, random.between(0, t.amount_minor)});
      out.movements.push_back({i, MovementKind::reversal, original});
    } else {
      world.transfers.push_back({inner(group), inner(group), random.between(0, 9)});
    }
    if (random.chance(0.25))
      world.seeds.push_back({i, static_cast<std::uint32_t>(1 + random.below(world.options.tags))});
  }
  return out;
}

inline LedgerTraceOptions options_of(const LedgerWorld& world, TraceRule rule) {
  LedgerTraceOptions options;
  options.trace = world.world.options;
  options.rule = rule;
  options.tag_interest = true;
  options.group_of = world.group_of;  // borrows from the world
  options.groups = 2;
  return options;
}

}  // namespace cuibono::money
