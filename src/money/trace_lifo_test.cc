// The laws of trace_lifo.h on random worlds, and the oracles worked by hand.
#include "money/trace_lifo.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "money/oracle_worlds.h"
#include "money/trace_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();

Traced lifo(const World& w) {
  auto traced = trace_lifo(core::RunContext{}, w.transfers, w.seeds, w.options);
  EXPECT_TRUE(traced.has_value());
  return traced.has_value() ? std::move(*traced) : Traced{};
}

NamedWorld::Amounts lifo(const NamedLedger& ledger) {
  const NamedWorld w(ledger);
  return w.holdings_of(lifo(World{w.options, w.transfers, w.seeds}));
}

void expect_same(const Traced& a, const Traced& b, std::uint64_t seed) {
  ASSERT_EQ(a.holdings, b.holdings) << "seed " << seed;
  ASSERT_EQ(a.flows, b.flows) << "seed " << seed;
  ASSERT_EQ(a.balance_minor, b.balance_minor) << "seed " << seed;
  ASSERT_EQ(a.displaced, b.displaced) << "seed " << seed;
  ASSERT_TRUE(a.unexplained_minor == b.unexplained_minor) << "seed " << seed;
  ASSERT_TRUE(a.displaced_minor == b.displaced_minor) << "seed " << seed;
}

using Amounts = NamedWorld::Amounts;

TEST(TraceLifo, OracleT01PaulKeepsTen) {
  const Amounts expected{{"fund", {{"paul", 1000}}},
                         {"spent", {{"michael", 1000}, {"karen", 1000}}}};
  EXPECT_EQ(lifo(oracle_t01()), expected);
}

TEST(TraceLifo, OracleT02OnlyOwnMoneyIsLeftAndTheCarIsOfTheSecondClient) {
  const Amounts expected{{"account", {{"own", 490'000}}},
                         {"rent", {{"v1", 600'000}}},
                         {"car", {{"v2", 500'000}}},
                         {"gambling", {{"v1", 400'000}, {"own", 200'000}}},
                         {"fee", {{"own", 10'000}}}};
  EXPECT_EQ(lifo(oracle_t02()), expected);
}

TEST(TraceLifo, OracleT05ChainOutputs) {
  const Amounts expected{{"second_output", {{"stolen", 20}}}, {"fee", {{"stolen", 10}}}};
  EXPECT_EQ(lifo(oracle_t05()), expected);
}

TEST(TraceLifo, OracleT06TwoAccounts) {
  const Amounts expected{{"fee", {{"v2", 1'200}}},
                         {"exchange", {{"v1", 200'000}, {"v3", 150'000}}},
                         {"car", {{"own", 51'200}, {"v1", 100'000}, {"v2", 48'800}}},
                         {"a", {{"own", 48'800}}},
                         {"b", {{"v2", 150'000}}}};
  EXPECT_EQ(lifo(oracle_t06()), expected);
}

TEST(TraceLifo, ATopUpIsTheNewestMoney) {
  // 10 of the victim, 4 more from nowhere; of the 14 that arrive the 10 came last and so leave first.
  const World w{{3, 1, FlowDetail::by_tag}, {{0, 1, 10}, {1, 2, 14}, {2, 0, 9}}, {{0, 1}}};
  const Traced traced = lifo(w);
  EXPECT_EQ(traced.holdings, (std::vector<Holding>{{0, 1, 9}, {2, 1, 1}}));
  EXPECT_TRUE(traced.unexplained_minor == 14);
}

TEST(TraceLifo, EqualsTheTwinWithEveryDetailOfFlowsAndWithHops) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    World w = random_world(seed);
    for (const FlowDetail detail :
         {FlowDetail::none, FlowDetail::by_transfer, FlowDetail::by_tag}) {
      for (const bool hops : {false, true}) {
        w.options.flows = detail;
        w.options.hops = hops;
        expect_same(lifo(w), trace_lifo_reference(w.transfers, w.seeds, w.options), seed);
      }
    }
  }
}

TEST(TraceLifo, EqualsTheTwinOnALedgerOfManyTags) {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    core::CounterRandom random(seed, 3);
    World w;
    w.options.accounts = 60;
    w.options.tags = 300;
    for (std::uint32_t i = 0; i < 4000; ++i) {
      w.transfers.push_back({static_cast<std::uint32_t>(random.below(60)),
                             static_cast<std::uint32_t>(random.below(random.chance(0.5) ? 60 : 4)),
                             random.between(1, 3'000'000)});
      if (random.chance(0.1))
        w.seeds.push_back({i, static_cast<std::uint32_t>(1 + random.below(300))});
    }
    expect_same(lifo(w), trace_lifo_reference(w.transfers, w.seeds, w.options), seed);
  }
}

TEST(TraceLifo, Law1ConservationOfEachTag) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    std::map<std::uint32_t, std::int64_t> brought, found;
    for (const Seed& s : w.seeds) {
      const auto& t = w.transfers[s.transfer];
      if (t.payer != t.payee && t.amount_minor > 0) brought[s.tag] += t.amount_minor;
    }
    const Traced traced = lifo(w);
    for (const Holding& h : traced.holdings) found[h.tag] += h.amount_minor;
    for (const TagAmount& d : traced.displaced) found[d.tag] += d.amount_minor;
    ASSERT_EQ(found, brought) << "seed " << seed;
  }
}

TEST(TraceLifo, Law2Bounds) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    std::vector<std::int64_t> received(w.options.accounts, 0), tagged(w.options.accounts, 0);
    for (const auto& t : w.transfers) {
      if (t.payer != t.payee) received[t.payee] += t.amount_minor;
    }
    const Traced traced = lifo(w);
    for (const Holding& h : traced.holdings) {
      ASSERT_GT(h.amount_minor, 0);
      tagged[h.account] += h.amount_minor;
    }
    for (std::uint32_t a = 0; a < w.options.accounts; ++a) {
      ASSERT_LE(tagged[a], traced.balance_minor[a]) << "seed " << seed;
      ASSERT_LE(tagged[a], received[a]) << "seed " << seed;
    }
  }
}

TEST(TraceLifo, Law3RelabellingPermutesTheAnswer) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    World mirrored = w;
    const std::uint32_t last = w.options.accounts - 1, tags = w.options.tags;
    for (auto& t : mirrored.transfers) t.payer = last - t.payer, t.payee = last - t.payee;
    for (auto& s : mirrored.seeds) s.tag = tags + 1 - s.tag;
    Traced back = lifo(mirrored);
    for (auto& h : back.holdings) h.account = last - h.account, h.tag = tags + 1 - h.tag;
    for (auto& d : back.displaced) d.tag = tags + 1 - d.tag;
    std::sort(back.holdings.begin(), back.holdings.end());
    std::sort(back.displaced.begin(), back.displaced.end());
    ASSERT_EQ(lifo(w).holdings, back.holdings) << "seed " << seed;
    ASSERT_EQ(lifo(w).displaced, back.displaced) << "seed " << seed;
  }
}

/// Which payments of a world go beyond the known balance.
std::vector<bool> topped_up(const World& w) {
  std::vector<bool> topped;
  std::vector<std::int64_t> balance(w.options.accounts, 0);
  for (const auto& [payer, payee, amount] : w.transfers) {
    topped.push_back(payer != payee && balance[payer] < amount);
    if (payer == payee) continue;
    balance[payer] = std::max(balance[payer], amount) - amount;
    balance[payee] += amount;
  }
  return topped;
}

TEST(TraceLifo, Law4SplittingAPaymentWithinTheBalanceChangesNothing) {
  std::size_t split_count = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    core::CounterRandom random(seed, 4);
    const std::vector<bool> topped = topped_up(w);
    const Traced whole = lifo(w);
    for (std::size_t i = 0; i < w.transfers.size(); ++i) {
      if (w.transfers[i].amount_minor < 2 || topped[i]) continue;
      const Traced split =
          lifo(split_payment(w, i, random.between(1, w.transfers[i].amount_minor - 1)));
      ASSERT_EQ(whole.holdings, split.holdings) << "seed " << seed << " payment " << i;
      ASSERT_EQ(whole.displaced, split.displaced) << "seed " << seed << " payment " << i;
      ++split_count;
    }
  }
  EXPECT_GT(split_count, worlds);
}

TEST(TraceLifo, Law5ScalingScales) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    World scaled = w;
    for (auto& t : scaled.transfers) t.amount_minor *= 7;
    Traced expected = lifo(w);
    for (auto& h : expected.holdings) h.amount_minor *= 7;
    for (auto& f : expected.flows) f.amount_minor *= 7;
    ASSERT_EQ(expected.holdings, lifo(scaled).holdings) << "seed " << seed;
    ASSERT_EQ(expected.flows, lifo(scaled).flows) << "seed " << seed;
  }
}

/// Single coins, each with its tag: the brackets of law 6 without a lot.
TEST(TraceLifo, Law6AUnitThatLeavesIsTheOneThatCameLast) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    std::vector<std::vector<std::uint32_t>> coins(w.options.accounts);
    std::size_t next = 0;
    for (std::size_t i = 0; i < w.transfers.size(); ++i) {
      const auto [payer, payee, amount] = w.transfers[i];
      const bool seeded = next < w.seeds.size() && w.seeds[next].transfer == i;
      const std::uint32_t tag = seeded ? w.seeds[next++].tag : 0;
      if (payer == payee) continue;
      while (coins[payer].size() < static_cast<std::size_t>(amount)) coins[payer].push_back(0);
      for (std::int64_t unit = 0; unit < amount; ++unit) {
        coins[payee].push_back(seeded ? tag : coins[payer].back());
        coins[payer].pop_back();
      }
    }
    std::map<std::uint32_t, std::map<std::uint32_t, std::int64_t>> resting;
    for (std::uint32_t a = 0; a < w.options.accounts; ++a) {
      for (const std::uint32_t tag : coins[a]) {
        if (tag != 0) ++resting[a][tag];
      }
    }
    std::vector<Holding> holdings;
    for (const auto& [account, by_tag] : resting) {
      for (const auto& [tag, amount] : by_tag) holdings.push_back({account, tag, amount});
    }
    ASSERT_EQ(lifo(w).holdings, holdings) << "seed " << seed;
  }
}

TEST(TraceLifo, BalancesAndTopUpsAreThoseOfFirstInFirstOut) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    const auto fifo = trace_fifo(core::RunContext{}, w.transfers, w.seeds, w.options);
    ASSERT_TRUE(fifo.has_value());
    const Traced last = lifo(w);
    ASSERT_EQ(last.balance_minor, fifo->balance_minor) << "seed " << seed;
    ASSERT_TRUE(last.unexplained_minor == fifo->unexplained_minor) << "seed " << seed;
  }
}

TEST(TraceLifo, ErrorsAreRefused) {
  const TraceOptions options{2, 1, FlowDetail::none, false, 0};
  const auto refused = [&](std::vector<LedgerTransfer> transfers, std::vector<Seed> seeds) {
    const auto traced = trace_lifo(core::RunContext{}, transfers, seeds, options);
    return !traced.has_value() && traced.error().code == core::ErrorCode::bad_input;
  };
  EXPECT_TRUE(refused({{0, 1, -1}}, {}));
  EXPECT_TRUE(refused({{0, 2, 1}}, {}));
  EXPECT_TRUE(refused({{2, 0, 1}}, {}));
  EXPECT_TRUE(refused({{0, 1, 1}}, {{0, 0}}));
  EXPECT_TRUE(refused({{0, 1, 1}}, {{0, 2}}));
  EXPECT_TRUE(refused({{0, 1, 1}}, {{1, 1}}));
  EXPECT_TRUE(refused({{0, 1, 1}, {0, 1, 1}}, {{1, 1}, {0, 1}}));
  EXPECT_TRUE(refused({{0, 1, INT64_MAX}, {0, 1, 1}}, {}));
  EXPECT_FALSE(refused({{0, 1, INT64_MAX}}, {}));
}

TEST(TraceLifo, CancelIsHonoured) {
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const std::vector<LedgerTransfer> transfers{{0, 1, 5}};
  const auto traced = trace_lifo(context, transfers, {}, TraceOptions{2, 1});
  ASSERT_FALSE(traced.has_value());
  EXPECT_EQ(traced.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
