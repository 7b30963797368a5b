#pragma once
// Small worlds for the tests of caps, and the most that any attribution can leave, by trying them all.
#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

#include "money/trace_classes.h"
#include "money/trace_lifo.h"
#include "money/trace_worlds.h"

namespace cuibono::money {

/// Accounts of a layered world: 0 outside, then mules, then sinks, then one where money is gone.
inline constexpr std::uint32_t layered_sinks = 3, layered_gone = 5;

/// Money comes to mules and sinks from outside, to sinks from mules as well, and goes; it never turns
/// back. So on mules it is there directly, on sinks directly or by one payment. 0–11 payments of 0–4.
/// `one_way`: each sink has one mule, and no victim pays a sink.
inline World layered_world(std::uint64_t seed, std::uint32_t tags, bool one_way = false) {
  core::CounterRandom random(seed, 43);
  World world;
  world.options.accounts = layered_gone + 1;
  world.options.tags = tags;
  const auto pick = [&random](std::uint32_t low, std::uint32_t end) {
    return low + static_cast<std::uint32_t>(random.below(end - low));
  };
  const std::uint64_t count = random.below(12);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::int64_t amount = random.between(0, 4);
    if (random.chance(0.5)) {
      const std::uint32_t payee = pick(1, layered_gone);
      world.transfers.push_back({0, payee, amount});
      if (random.chance(0.6) && (!one_way || payee < layered_sinks))
        world.seeds.push_back({i, pick(1, tags + 1)});
    } else if (random.chance(0.6)) {
      const std::uint32_t mule = pick(1, layered_sinks);
      const std::uint32_t payee = one_way ? mule + 2 : pick(layered_sinks, layered_gone + 1);
      world.transfers.push_back({mule, random.chance(0.3) ? layered_gone : payee, amount});
    } else {
      world.transfers.push_back({pick(layered_sinks, layered_gone), layered_gone, amount});
    }
  }
  return world;
}

/// The most of the victims' money that can rest on each account, over every choice that each payment
/// could have made between their money and other money.
inline std::vector<std::int64_t> most_of_any_attribution(const World& world,
                                                         const std::set<std::uint32_t>& victims) {
  std::vector<std::uint32_t> seed_of(world.transfers.size(), 0);
  for (const Seed& seed : world.seeds) seed_of[seed.transfer] = seed.tag;
  std::vector<std::int64_t> balance(world.options.accounts, 0);
  std::set<std::vector<std::int64_t>> reachable{balance};  // the victims' money on each account
  for (std::size_t i = 0; i < world.transfers.size(); ++i) {
    const auto [payer, payee, amount] = world.transfers[i];
    if (payer == payee || amount == 0) continue;
    balance[payer] = std::max(balance[payer], amount);
    std::set<std::vector<std::int64_t>> next;
    for (const auto& theirs : reachable) {
      const std::int64_t other = balance[payer] - theirs[payer];
      for (std::int64_t part = std::max<std::int64_t>(0, amount - other);
           part <= std::min(amount, theirs[payer]); ++part) {
        std::vector<std::int64_t> after = theirs;
        after[payer] -= part;
        const std::int64_t of_seed = victims.contains(seed_of[i]) ? amount : 0;
        after[payee] += seed_of[i] == 0 ? part : of_seed;
        next.insert(after);
      }
    }
    reachable = std::move(next);
    balance[payer] -= amount;
    balance[payee] += amount;
  }
  std::vector<std::int64_t> most(world.options.accounts, 0);
  for (const auto& theirs : reachable) {
    for (std::size_t a = 0; a < most.size(); ++a) most[a] = std::max(most[a], theirs[a]);
  }
  return most;
}

/// What every rule of this folder says of a world. Own tags are the wrongdoer's.
inline std::vector<Traced> every_rule(const World& w, std::span<const std::uint32_t> own_tags) {
  const core::RunContext context;
  std::vector<Traced> all;
  const auto add = [&all](core::Result<Traced> traced) {
    if (traced.has_value()) all.push_back(std::move(*traced));
  };
  add(trace_fifo(context, w.transfers, w.seeds, w.options));
  add(trace_lifo(context, w.transfers, w.seeds, w.options));
  add(trace_prorata(context, w.transfers, w.seeds, w.options));
  for (const ClassOrder order : {ClassOrder::own_first, ClassOrder::trust_first}) {
    for (const ClassRule rule : {ClassRule::fifo, ClassRule::prorata}) {
      for (const UnknownAs unknown : {UnknownAs::own, UnknownAs::third_party}) {
        add(trace_classes(context, w.transfers, w.seeds, own_tags, {},
                          {w.options, order, rule, unknown}));
      }
    }
  }
  return all;
}

}  // namespace cuibono::money
