// The laws of trace.h that both rules keep, on random worlds; every failure prints its seed.
#include "money/trace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "money/trace_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();

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

/// What the seeds of each tag bring; a payment to itself brings nothing.
std::map<std::uint32_t, std::int64_t> seeded(const World& w) {
  std::map<std::uint32_t, std::int64_t> of_tag;
  for (const Seed& seed : w.seeds) {
    const auto& t = w.transfers[seed.transfer];
    if (t.payer != t.payee && t.amount_minor > 0) of_tag[seed.tag] += t.amount_minor;
  }
  return of_tag;
}

std::vector<std::int64_t> tagged(const Traced& traced, std::size_t accounts) {
  std::vector<std::int64_t> of_account(accounts, 0);
  for (const Holding& h : traced.holdings) of_account[h.account] += h.amount_minor;
  return of_account;
}

void expect_same(const Traced& a, const Traced& b, std::uint64_t seed) {
  ASSERT_EQ(a.holdings, b.holdings) << "seed " << seed;
  ASSERT_EQ(a.flows, b.flows) << "seed " << seed;
  ASSERT_EQ(a.balance_minor, b.balance_minor) << "seed " << seed;
  ASSERT_EQ(a.displaced, b.displaced) << "seed " << seed;
  ASSERT_EQ(a.shares, b.shares) << "seed " << seed;
  ASSERT_EQ(a.fraction_bits, b.fraction_bits) << "seed " << seed;
  ASSERT_TRUE(a.unexplained_minor == b.unexplained_minor) << "seed " << seed;
  ASSERT_TRUE(a.displaced_minor == b.displaced_minor) << "seed " << seed;
}

TEST(Trace, EqualsTheTwinsWithEveryDetailOfFlows) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    World w = random_world(seed);
    w.options.want_shares = true;
    for (const FlowDetail detail :
         {FlowDetail::none, FlowDetail::by_transfer, FlowDetail::by_tag}) {
      w.options.flows = detail;
      expect_same(fifo(w), trace_fifo_reference(w.transfers, w.seeds, w.options), seed);
      expect_same(prorata(w), trace_prorata_plain(w.transfers, w.seeds, w.options), seed);
    }
  }
}

TEST(Trace, EqualsTheTwinsOnALedgerOfManyTags) {
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
    expect_same(fifo(w), trace_fifo_reference(w.transfers, w.seeds, w.options), seed);
    expect_same(prorata(w), trace_prorata_plain(w.transfers, w.seeds, w.options), seed);
  }
}

TEST(Trace, Law1ConservationOfEachTag) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    for (const Traced& traced : {fifo(w), prorata(w)}) {
      std::map<std::uint32_t, std::int64_t> found;
      core::Int128 displaced = 0;
      for (const Holding& h : traced.holdings) found[h.tag] += h.amount_minor;
      for (const TagAmount& d : traced.displaced) {
        found[d.tag] += d.amount_minor;
        displaced += d.amount_minor;
      }
      ASSERT_EQ(found, seeded(w)) << "seed " << seed;
      ASSERT_TRUE(displaced == traced.displaced_minor) << "seed " << seed;
    }
  }
}

TEST(Trace, Law2Bounds) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    World w = random_world(seed);
    w.options.want_shares = true;
    std::vector<std::int64_t> received(w.options.accounts, 0);
    for (const auto& t : w.transfers) {
      if (t.payer != t.payee) received[t.payee] += t.amount_minor;
    }
    const Traced first = fifo(w), rolling = prorata(w);
    for (const Holding& h : first.holdings) ASSERT_GT(h.amount_minor, 0);
    std::vector<std::int64_t> units(w.options.accounts, 0);
    for (const Share& share : rolling.shares) {
      ASSERT_GT(share.units, 0);
      units[share.account] += share.units;
    }
    const auto slack = static_cast<std::int64_t>(w.transfers.size() * w.options.tags);
    const auto by_fifo = tagged(first, w.options.accounts);
    const auto by_rolling = tagged(rolling, w.options.accounts);
    for (std::uint32_t a = 0; a < w.options.accounts; ++a) {
      ASSERT_LE(by_fifo[a], first.balance_minor[a]) << "seed " << seed;
      ASSERT_LE(by_fifo[a], received[a]) << "seed " << seed;
      const std::int64_t bound = std::min(rolling.balance_minor[a], received[a]);
      ASSERT_LE(units[a], (bound << rolling.fraction_bits) + slack) << "seed " << seed;
      ASSERT_LE(by_rolling[a], bound + static_cast<std::int64_t>(w.options.tags))
          << "seed " << seed;
    }
  }
}

TEST(Trace, Law3RelabellingPermutesTheAnswer) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    World mirrored = w;
    const std::uint32_t last = w.options.accounts - 1, tags = w.options.tags;
    for (auto& t : mirrored.transfers) t.payer = last - t.payer, t.payee = last - t.payee;
    for (auto& s : mirrored.seeds) s.tag = tags + 1 - s.tag;
    for (auto* rule : {&fifo, &prorata}) {
      std::vector<Holding> back = rule(mirrored).holdings;
      for (auto& h : back) h.account = last - h.account, h.tag = tags + 1 - h.tag;
      std::sort(back.begin(), back.end());
      ASSERT_EQ(rule(w).holdings, back) << "seed " << seed;
      std::vector<TagAmount> displaced = rule(mirrored).displaced;
      for (auto& d : displaced) d.tag = tags + 1 - d.tag;
      std::sort(displaced.begin(), displaced.end());
      ASSERT_EQ(rule(w).displaced, displaced) << "seed " << seed;
    }
  }
}

TEST(Trace, BalancesAndTopUpsDoNotDependOnTheRule) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    ASSERT_EQ(fifo(w).balance_minor, prorata(w).balance_minor) << "seed " << seed;
    ASSERT_TRUE(fifo(w).unexplained_minor == prorata(w).unexplained_minor) << "seed " << seed;
  }
}

TEST(Trace, ErrorsAreRefused) {
  const core::RunContext context;
  const TraceOptions options{2, 1, FlowDetail::none, false, 0};
  const auto refused = [&](std::vector<LedgerTransfer> transfers, std::vector<Seed> seeds) {
    const auto a = trace_fifo(context, transfers, seeds, options);
    const auto b = trace_prorata(context, transfers, seeds, options);
    return !a.has_value() && !b.has_value() && a.error().code == core::ErrorCode::bad_input &&
           b.error().code == core::ErrorCode::bad_input;
  };
  EXPECT_TRUE(refused({{0, 1, -1}}, {}));
  EXPECT_TRUE(refused({{0, 2, 1}}, {}));
  EXPECT_TRUE(refused({{2, 0, 1}}, {}));
  EXPECT_TRUE(refused({{0, 1, 1}}, {{0, 0}}));
  EXPECT_TRUE(refused({{0, 1, 1}}, {{0, 2}}));
  EXPECT_TRUE(refused({{0, 1, 1}}, {{1, 1}}));
  EXPECT_TRUE(refused({{0, 1, 1}, {0, 1, 1}}, {{1, 1}, {0, 1}}));
  EXPECT_TRUE(refused({{0, 1, 1}, {0, 1, 1}}, {{1, 1}, {1, 1}}));
  EXPECT_TRUE(refused({{0, 1, INT64_MAX}, {0, 1, 1}}, {}));
  EXPECT_FALSE(refused({{0, 1, INT64_MAX}}, {}));
}

TEST(Trace, CancelIsHonoured) {
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const std::vector<LedgerTransfer> transfers{{0, 1, 5}};
  for (const std::uint32_t tags : {1U, 2U}) {
    const TraceOptions options{2, tags, FlowDetail::none, false, 0};
    for (const auto& traced : {trace_fifo(context, transfers, {}, options),
                               trace_prorata(context, transfers, {}, options)}) {
      ASSERT_FALSE(traced.has_value());
      EXPECT_EQ(traced.error().code, core::ErrorCode::cancelled);
    }
  }
}

}  // namespace
}  // namespace cuibono::money
