// The laws of trace.h that first in, first out keeps alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "money/trace.h"
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

TEST(TraceFifo, Law4SplittingAnyPaymentChangesNothing) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    core::CounterRandom random(seed, 4);
    for (std::size_t i = 0; i < w.transfers.size(); ++i) {
      if (w.transfers[i].amount_minor < 2) continue;
      const World split = split_payment(w, i, random.between(1, w.transfers[i].amount_minor - 1));
      ASSERT_EQ(fifo(w).holdings, fifo(split).holdings) << "seed " << seed << " payment " << i;
      ASSERT_EQ(fifo(w).displaced, fifo(split).displaced) << "seed " << seed << " payment " << i;
    }
  }
}

TEST(TraceFifo, Law5ScalingScales) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    World scaled = w;
    for (auto& t : scaled.transfers) t.amount_minor *= 7;
    Traced expected = fifo(w);
    for (auto& h : expected.holdings) h.amount_minor *= 7;
    for (auto& f : expected.flows) f.amount_minor *= 7;
    ASSERT_EQ(expected.holdings, fifo(scaled).holdings) << "seed " << seed;
    ASSERT_EQ(expected.flows, fifo(scaled).flows) << "seed " << seed;
  }
}

/// Money that entered an account between two points of its cumulative inflow.
struct Inflow {
  std::int64_t from = 0, to = 0;
  std::uint32_t tag = 0;                ///< of a seed; where it is 0, ask the payment
  std::optional<std::size_t> transfer;  ///< none: a top-up of unknown origin
};

/// A world as cumulative axes: no lots, no simulation. Every payment covers an interval of its
/// payer's outflow and one of its payee's inflow.
struct Axes {
  std::vector<std::vector<Inflow>> inflows;  ///< [accounts]
  std::vector<std::int64_t> in, out;         ///< [accounts] cumulative, at the end
  std::vector<std::int64_t> begins;          ///< [transfers] on the payer's outflow
  const World& world;

  explicit Axes(const World& w)
      : inflows(w.options.accounts),
        in(w.options.accounts, 0),
        out(w.options.accounts, 0),
        begins(w.transfers.size(), 0),
        world(w) {
    std::size_t next = 0;
    for (std::size_t i = 0; i < w.transfers.size(); ++i) {
      const auto [payer, payee, amount] = w.transfers[i];
      const bool seeded = next < w.seeds.size() && w.seeds[next].transfer == i;
      const std::uint32_t tag = seeded ? w.seeds[next++].tag : 0;
      if (payer == payee) continue;
      begins[i] = out[payer];
      out[payer] += amount;
      if (out[payer] > in[payer]) {
        inflows[payer].push_back({in[payer], out[payer], 0, std::nullopt});
        in[payer] = out[payer];
      }
      inflows[payee].push_back({in[payee], in[payee] + amount, tag, i});
      in[payee] += amount;
    }
  }

  /// What the inflow [from, to) of an account is made of, by following it back.
  void follow(std::uint32_t account, std::int64_t from, std::int64_t to,
              std::map<std::uint32_t, std::int64_t>& found) const {
    for (const Inflow& inflow : inflows[account]) {
      const std::int64_t low = std::max(from, inflow.from), high = std::min(to, inflow.to);
      if (low >= high) continue;
      if (inflow.tag != 0) {
        found[inflow.tag] += high - low;
      } else if (inflow.transfer) {
        const std::int64_t shift = begins[*inflow.transfer] - inflow.from;
        follow(world.transfers[*inflow.transfer].payer, low + shift, high + shift, found);
      }
    }
  }
};

TEST(TraceFifo, Law6IsIntervalOverlapOnPrefixSums) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    const Traced traced = fifo(w);
    const Axes axes(w);
    std::vector<Holding> holdings;
    for (std::uint32_t a = 0; a < w.options.accounts; ++a) {
      std::map<std::uint32_t, std::int64_t> resting;  // what came in and did not go out
      axes.follow(a, axes.out[a], axes.in[a], resting);
      for (const auto& [tag, amount] : resting) holdings.push_back({a, tag, amount});
      ASSERT_EQ(traced.balance_minor[a], axes.in[a] - axes.out[a]) << "seed " << seed;
    }
    ASSERT_EQ(traced.holdings, holdings) << "seed " << seed;
    std::map<std::uint32_t, std::map<std::uint32_t, std::int64_t>> carried;
    for (const Flow& flow : traced.flows) carried[flow.transfer][flow.tag] = flow.amount_minor;
    for (const auto& inflows : axes.inflows) {
      for (const Inflow& inflow : inflows) {
        if (!inflow.transfer || inflow.tag != 0) continue;
        const LedgerTransfer& t = w.transfers[*inflow.transfer];
        std::map<std::uint32_t, std::int64_t> parts;
        const std::int64_t begin = axes.begins[*inflow.transfer];
        axes.follow(t.payer, begin, begin + t.amount_minor, parts);
        ASSERT_EQ(carried[static_cast<std::uint32_t>(*inflow.transfer)], parts) << "seed " << seed;
      }
    }
  }
}

}  // namespace
}  // namespace cuibono::money
