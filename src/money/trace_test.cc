// The laws of trace.h on random worlds small enough to read when they fail.
#include "money/trace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace cuibono::money {
namespace {

constexpr std::uint64_t worlds = 2000;

struct World {
  TraceOptions options;
  std::vector<LedgerTransfer> transfers;
  std::vector<Seed> seeds;
};

World random_world(std::uint64_t seed) {
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

Traced fifo(const World& w) {
  auto traced = trace_fifo(core::RunContext{}, w.transfers, w.seeds, w.options);
  EXPECT_TRUE(traced.has_value());
  return traced.has_value() ? std::move(*traced) : Traced{};
}

Traced prorata(const World& w) {
  auto traced = trace_prorata(core::RunContext{}, w.transfers, w.seeds, w.options);
  EXPECT_TRUE(traced.has_value());
  return traced.has_value() ? std::move(*traced) : Traced{};
}

core::Int128 seeded(const World& w) {
  core::Int128 sum = 0;
  for (const Seed& seed : w.seeds) {
    const auto& t = w.transfers[seed.transfer];
    if (t.payer != t.payee) sum += t.amount_minor;
  }
  return sum;
}

core::Int128 held(const Traced& traced) {
  core::Int128 sum = 0;
  for (const Holding& holding : traced.holdings) sum += holding.amount_minor;
  return sum;
}

void expect_same(const Traced& a, const Traced& b, std::uint64_t seed) {
  ASSERT_EQ(a.holdings, b.holdings) << "seed " << seed;
  ASSERT_EQ(a.flows, b.flows) << "seed " << seed;
  ASSERT_EQ(a.balance_minor, b.balance_minor) << "seed " << seed;
  ASSERT_TRUE(a.unexplained_minor == b.unexplained_minor) << "seed " << seed;
  ASSERT_TRUE(a.displaced_minor == b.displaced_minor) << "seed " << seed;
}

TEST(TraceFifo, EqualsTheTwin) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    expect_same(fifo(w), trace_fifo_reference(w.transfers, w.seeds, w.options), seed);
  }
}

TEST(TraceProrata, EqualsThePlainTwinToTheUnit) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    expect_same(prorata(w), trace_prorata_plain(w.transfers, w.seeds, w.options), seed);
  }
}

TEST(Trace, Law1Conservation) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    for (const Traced& traced : {fifo(w), prorata(w)}) {
      ASSERT_TRUE(held(traced) == seeded(w) - traced.displaced_minor) << "seed " << seed;
      ASSERT_TRUE(traced.displaced_minor >= 0) << "seed " << seed;
    }
  }
}

TEST(Trace, Law1PerTagWhereNoSeedCarriesTaggedMoney) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    const Traced traced = fifo(w);
    if (traced.displaced_minor != 0) continue;
    std::map<std::uint32_t, std::int64_t> in, out;
    for (const Seed& s : w.seeds) {
      const auto& t = w.transfers[s.transfer];
      if (t.payer != t.payee && t.amount_minor > 0) in[s.tag] += t.amount_minor;
    }
    for (const Holding& h : traced.holdings) out[h.tag] += h.amount_minor;
    ASSERT_EQ(in, out) << "seed " << seed;
  }
}

TEST(Trace, Law2Bounds) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    std::vector<std::int64_t> received(w.options.accounts, 0);
    for (const auto& t : w.transfers) {
      if (t.payer != t.payee) received[t.payee] += t.amount_minor;
    }
    for (const Traced& traced : {fifo(w), prorata(w)}) {
      std::vector<std::int64_t> tagged(w.options.accounts, 0);
      for (const Holding& h : traced.holdings) {
        ASSERT_GT(h.amount_minor, 0);
        tagged[h.account] += h.amount_minor;
      }
      for (std::uint32_t a = 0; a < w.options.accounts; ++a) {
        // Rounding by largest remainder may add a unit for each tag, never more.
        ASSERT_LE(tagged[a], received[a] + static_cast<std::int64_t>(w.options.tags))
            << "seed " << seed;
      }
    }
    std::vector<std::int64_t> exact(w.options.accounts, 0);
    for (const Holding& h : fifo(w).holdings) exact[h.account] += h.amount_minor;
    for (std::uint32_t a = 0; a < w.options.accounts; ++a)
      ASSERT_LE(exact[a], received[a]) << "seed " << seed;
  }
}

TEST(Trace, Law3RelabellingAccountsPermutesTheAnswer) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    World mirrored = w;
    const std::uint32_t last = w.options.accounts - 1;
    for (auto& t : mirrored.transfers) t.payer = last - t.payer, t.payee = last - t.payee;
    std::vector<Holding> back = fifo(mirrored).holdings;
    for (auto& h : back) h.account = last - h.account;
    std::sort(back.begin(), back.end());
    ASSERT_EQ(fifo(w).holdings, back) << "seed " << seed;
  }
}

TEST(TraceFifo, Law4SplittingASeedPaymentChangesNoHolding) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    World split{w.options, {}, {}};
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < w.transfers.size(); ++i) {
      LedgerTransfer t = w.transfers[i];
      const bool is_seed = next < w.seeds.size() && w.seeds[next].transfer == i;
      if (is_seed && t.amount_minor >= 2) {
        LedgerTransfer first = t;
        first.amount_minor = 1;
        t.amount_minor -= 1;
        split.seeds.push_back(
            {static_cast<std::uint32_t>(split.transfers.size()), w.seeds[next].tag});
        split.transfers.push_back(first);
      }
      if (is_seed)
        split.seeds.push_back(
            {static_cast<std::uint32_t>(split.transfers.size()), w.seeds[next++].tag});
      split.transfers.push_back(t);
    }
    ASSERT_EQ(fifo(w).holdings, fifo(split).holdings) << "seed " << seed;
  }
}

TEST(Trace, Law5ScalingScales) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    World scaled = w;
    for (auto& t : scaled.transfers) t.amount_minor *= 7;
    std::vector<Holding> expected = fifo(w).holdings;
    for (auto& h : expected) h.amount_minor *= 7;
    ASSERT_EQ(expected, fifo(scaled).holdings) << "seed " << seed;
  }
}

TEST(TraceProrata, Law5ErrorBoundAgainstExactFractions) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> exact, fixed;
    for (const auto& h : trace_prorata_reference(w.transfers, w.seeds, w.options))
      exact[{h.account, h.tag}] = h.amount_minor;
    for (const auto& h : prorata(w).holdings)
      fixed[{h.account, h.tag}] = static_cast<double>(h.amount_minor);
    // Fixed point: at most one 2^-16 a payment; rounding to whole units: less than one unit more.
    const double bound = static_cast<double>(w.transfers.size() + 1) * 0x1.0p-16 + 1.0;
    for (const auto& [place, amount] : exact)
      ASSERT_LE(std::abs(amount - fixed[place]), bound) << "seed " << seed;
  }
}

/// FIFO by interval overlap on prefix sums: unit k into an account leaves with unit k out of it.
TEST(TraceFifo, EqualsIntervalOverlapOnOneAccount) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    core::CounterRandom random(seed, 7);
    World w;
    w.options = {4, 3, true};            // 0 the account, 1..3 outside: two victims and a payee
    std::vector<std::uint32_t> in_tags;  // tag of each unit that came in
    std::vector<std::int64_t> outs;
    for (std::uint32_t i = 0; i < 12; ++i) {
      const std::int64_t amount = random.between(1, 9);
      if (random.chance(0.6)) {
        const auto tag = static_cast<std::uint32_t>(1 + random.below(3));
        w.seeds.push_back({static_cast<std::uint32_t>(w.transfers.size()), tag});
        w.transfers.push_back({1, 0, amount});
        in_tags.insert(in_tags.end(), static_cast<std::size_t>(amount), tag);
      } else if (static_cast<std::int64_t>(in_tags.size()) >=
                 std::accumulate(outs.begin(), outs.end(), amount)) {
        w.transfers.push_back({0, 3, amount});
        outs.push_back(amount);
      }
    }
    std::map<std::uint32_t, std::int64_t> expected, actual;
    const auto spent = std::accumulate(outs.begin(), outs.end(), std::int64_t{0});
    for (std::int64_t unit = 0; unit < spent; ++unit)
      ++expected[in_tags[static_cast<std::size_t>(unit)]];
    for (const Holding& h : fifo(w).holdings) {
      if (h.account == 3) actual[h.tag] = h.amount_minor;
    }
    ASSERT_EQ(expected, actual) << "seed " << seed;
  }
}

TEST(Trace, ErrorsAreRefused) {
  const core::RunContext context;
  const auto refused = [&](std::vector<LedgerTransfer> transfers, std::vector<Seed> seeds) {
    const auto a = trace_fifo(context, transfers, seeds, {2, 1, true});
    const auto b = trace_prorata(context, transfers, seeds, {2, 1, true});
    return !a.has_value() && !b.has_value() && a.error().code == core::ErrorCode::bad_input;
  };
  EXPECT_TRUE(refused({{0, 1, -1}}, {}));
  EXPECT_TRUE(refused({{0, 2, 1}}, {}));
  EXPECT_TRUE(refused({{0, 1, 1}}, {{0, 0}}));
  EXPECT_TRUE(refused({{0, 1, 1}}, {{0, 2}}));
  EXPECT_TRUE(refused({{0, 1, 1}}, {{1, 1}}));
  EXPECT_TRUE(refused({{0, 1, 1}, {0, 1, 1}}, {{1, 1}, {0, 1}}));
  const std::vector<LedgerTransfer> huge{{0, 1, prorata_amount_max + 1}};
  EXPECT_FALSE(trace_prorata(context, huge, {}, {2, 1, true}).has_value());
  EXPECT_TRUE(trace_fifo(context, huge, {}, {2, 1, true}).has_value());
}

TEST(Trace, CancelIsHonoured) {
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const std::vector<LedgerTransfer> transfers{{0, 1, 5}};
  const auto traced = trace_fifo(context, transfers, {}, {2, 1, true});
  ASSERT_FALSE(traced.has_value());
  EXPECT_EQ(traced.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
