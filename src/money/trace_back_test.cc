// The laws of trace_back.h on random worlds, and a ledger worked by hand.
#include "money/trace_back.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "money/oracle_worlds.h"
#include "money/trace_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();
using Kind = BackTarget::Kind;

BackTraced back_of(decltype(&trace_back_fifo) kernel, const World& w, const BackTarget& target) {
  auto traced = kernel(core::RunContext{}, w.transfers, w.seeds, w.options, target);
  EXPECT_TRUE(traced.has_value()) << (traced.has_value() ? "" : traced.error().what);
  return traced.has_value() ? std::move(*traced) : BackTraced{};
}
BackTraced fifo(const World& w, const BackTarget& t) { return back_of(trace_back_fifo, w, t); }
BackTraced prorata(const World& w, const BackTarget& t) {
  return back_of(trace_back_prorata, w, t);
}

/// Every account, and every payment.
std::vector<BackTarget> targets_of(const World& w) {
  std::vector<BackTarget> targets;
  for (std::uint32_t a = 0; a < w.options.accounts; ++a) targets.push_back({Kind::account, a});
  for (std::uint32_t i = 0; i < w.transfers.size(); ++i) targets.push_back({Kind::payment, i});
  return targets;
}

void expect_same(const BackTraced& a, const BackTraced& b, std::uint64_t seed) {
  ASSERT_EQ(a.sources, b.sources) << "seed " << seed;
  ASSERT_EQ(a.total_minor, b.total_minor) << "seed " << seed;
  ASSERT_EQ(a.unknown_minor, b.unknown_minor) << "seed " << seed;
  ASSERT_EQ(a.fraction_bits, b.fraction_bits) << "seed " << seed;
}

World larger_world(std::uint64_t seed) {
  core::CounterRandom random(seed, 3);
  World w;
  w.options.accounts = 40;
  w.options.tags = 30;
  for (std::uint32_t i = 0; i < 3000; ++i) {
    w.transfers.push_back({static_cast<std::uint32_t>(random.below(40)),
                           static_cast<std::uint32_t>(random.below(random.chance(0.5) ? 40 : 4)),
                           random.between(1, 3'000'000)});
    if (random.chance(0.1))
      w.seeds.push_back({i, static_cast<std::uint32_t>(1 + random.below(30))});
  }
  return w;
}

TEST(TraceBack, OracleT06TheCarAndTheExchangeSeenFromTheirEnd) {
  const NamedWorld named(oracle_t06());
  const World w{named.options, named.transfers, named.seeds};
  const auto source = [&](const char* name, std::int64_t units) {
    const auto row = std::find_if(w.seeds.begin(), w.seeds.end(), [&](const Seed& seed) {
      return seed.tag == named.tags.at(name);
    });
    return BackSource{row->transfer, row->tag, units};
  };
  const BackTarget car{Kind::account, named.accounts.at("car")};
  const BackTarget exchange{Kind::payment, 6};
  EXPECT_EQ(fifo(w, car).sources,
            (std::vector<BackSource>{source("v1", 1'200), source("v2", 198'800)}));
  EXPECT_EQ(fifo(w, exchange).sources,
            (std::vector<BackSource>{source("own", 98'800), source("v1", 251'200)}));
  std::vector<std::int64_t> cents;
  const BackTraced rolling = prorata(w, exchange);
  for (const BackSource& s : rolling.sources)
    cents.push_back((s.units + (std::int64_t{1} << 15)) >> rolling.fraction_bits);
  EXPECT_EQ(cents, (std::vector<std::int64_t>{42'424, 127'273, 84'848, 95'455}));
}

TEST(TraceBack, BothEqualTheirTwins) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    for (const BackTarget& target : targets_of(w)) {
      expect_same(fifo(w, target),
                  trace_back_fifo_reference(w.transfers, w.seeds, w.options, target), seed);
      expect_same(prorata(w, target),
                  trace_back_prorata_plain(w.transfers, w.seeds, w.options, target), seed);
    }
  }
}

TEST(TraceBack, BothEqualTheirTwinsOnALargerLedger) {
  for (std::uint64_t seed = 0; seed < 2; ++seed) {
    const World w = larger_world(seed);
    const std::vector<BackTarget> targets = targets_of(w);
    for (std::size_t i = 0; i < targets.size(); i += i < w.options.accounts ? 3 : 419) {
      expect_same(fifo(w, targets[i]),
                  trace_back_fifo_reference(w.transfers, w.seeds, w.options, targets[i]), seed);
      expect_same(prorata(w, targets[i]),
                  trace_back_prorata_plain(w.transfers, w.seeds, w.options, targets[i]), seed);
    }
  }
}

/// Every seed under a tag of its own.
World tag_each_seed(World w) {
  w.options.tags = static_cast<std::uint32_t>(w.seeds.size());
  for (std::size_t s = 0; s < w.seeds.size(); ++s)
    w.seeds[s].tag = static_cast<std::uint32_t>(s + 1);
  return w;
}

TEST(TraceBack, OracleT09Law1FifoForthAndBackGiveTheSameFragments) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = tag_each_seed(random_world(seed));
    const auto forth = trace_fifo(core::RunContext{}, w.transfers, w.seeds, w.options);
    ASSERT_TRUE(forth.has_value());
    std::vector<Holding> holdings;
    for (std::uint32_t a = 0; a < w.options.accounts; ++a) {
      for (const BackSource& s : fifo(w, {Kind::account, a}).sources)
        holdings.push_back({a, s.tag, s.units});
    }
    ASSERT_EQ(holdings, forth->holdings) << "seed " << seed;
    std::vector<Flow> flows;
    for (std::uint32_t i = 0; i < w.transfers.size(); ++i) {
      for (const BackSource& s : fifo(w, {Kind::payment, i}).sources)
        flows.push_back({i, s.tag, s.units});
    }
    ASSERT_EQ(flows, forth->flows) << "seed " << seed;
  }
}

/// Law 1 of trace_back_prorata against exact fractions. Amounts are small, so that the weights' rounding is
/// far below a unit: what is left is the one rounding down.
TEST(TraceBack, OracleT09Law1ProrataForthIsTheAdjoint) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = tag_each_seed(random_world(seed));
    const auto exact = trace_prorata_reference(w.transfers, w.seeds, w.options);
    std::vector<std::vector<std::int64_t>> units(
        w.options.accounts, std::vector<std::int64_t>(w.options.tags + std::size_t{1}, 0));
    for (std::uint32_t a = 0; a < w.options.accounts; ++a) {
      for (const BackSource& s : prorata(w, {Kind::account, a}).sources) units[a][s.tag] = s.units;
    }
    std::size_t shares = 0;
    for (const ExactShare& share : exact) {
      const std::int64_t billionths = share.amount_minor * 1'000'000'000 + share.billionths;
      const std::int64_t low = (billionths << 16) / 1'000'000'000;
      const std::int64_t high = ((billionths + 1) << 16) / 1'000'000'000;
      ASSERT_LE(units[share.account][share.tag], high) << "seed " << seed << " " << share.fraction;
      ASSERT_GE(units[share.account][share.tag], low - 1)
          << "seed " << seed << " " << share.fraction;
      units[share.account][share.tag] = 0;
      ++shares;
    }
    for (const auto& of_account : units) {
      for (const std::int64_t left : of_account) ASSERT_EQ(left, 0) << "seed " << seed;
    }
    ASSERT_EQ(exact.size(), shares);
  }
}

TEST(TraceBack, Law2ConservationAndBounds) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    for (const BackTarget& target : targets_of(w)) {
      const BackTraced first = fifo(w, target), rolling = prorata(w, target);
      std::int64_t sum = first.unknown_minor, units = 0;
      for (const BackSource& s : first.sources) sum += s.units;
      for (const BackSource& s : rolling.sources) {
        units += s.units;
        ASSERT_LE(s.units, w.transfers[s.transfer].amount_minor << rolling.fraction_bits);
      }
      ASSERT_EQ(sum, first.total_minor) << "seed " << seed;
      ASSERT_LE(units, rolling.total_minor << rolling.fraction_bits) << "seed " << seed;
    }
  }
}

TEST(TraceBack, Law3SplittingAPaymentChangesNothingUnderFifo) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    core::CounterRandom random(seed, 4);
    if (w.transfers.empty()) continue;
    const auto i = static_cast<std::uint32_t>(random.below(w.transfers.size()));
    const bool is_seed =
        std::any_of(w.seeds.begin(), w.seeds.end(), [i](const Seed& s) { return s.transfer == i; });
    if (is_seed || w.transfers[i].amount_minor < 2) continue;
    const World split = split_payment(w, i, random.between(1, w.transfers[i].amount_minor - 1));
    for (std::uint32_t a = 0; a < w.options.accounts; ++a) {
      BackTraced whole = fifo(w, {Kind::account, a});
      for (BackSource& s : whole.sources) s.transfer += s.transfer > i ? 1 : 0;
      expect_same(whole, fifo(split, {Kind::account, a}), seed);
    }
  }
}

TEST(TraceBack, ErrorsAreRefused) {
  const TraceOptions options{2, 1};
  for (auto* kernel : {&trace_back_fifo, &trace_back_prorata}) {
    const auto refused = [&](std::vector<LedgerTransfer> transfers, std::vector<Seed> seeds,
                             BackTarget target) {
      const auto traced = kernel(core::RunContext{}, transfers, seeds, options, target);
      return !traced.has_value() && traced.error().code == core::ErrorCode::bad_input;
    };
    EXPECT_FALSE(refused({{0, 1, 5}}, {{0, 1}}, {Kind::account, 1}));
    EXPECT_FALSE(refused({{0, 1, INT64_MAX}}, {{0, 1}}, {Kind::payment, 0}));
    EXPECT_TRUE(refused({{0, 1, 5}}, {{0, 1}}, {Kind::account, 2}));
    EXPECT_TRUE(refused({{0, 1, 5}}, {{0, 1}}, {Kind::payment, 1}));
    EXPECT_TRUE(refused({{0, 1, 5}}, {{0, 2}}, {Kind::account, 1}));
    EXPECT_TRUE(refused({{0, 1, -5}}, {}, {Kind::account, 1}));
    EXPECT_TRUE(refused({{0, 2, 5}}, {}, {Kind::account, 1}));
    EXPECT_TRUE(refused({{0, 1, INT64_MAX}, {0, 1, 1}}, {}, {Kind::account, 1}));
  }
}

TEST(TraceBack, CancelIsHonoured) {
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const std::vector<LedgerTransfer> transfers{{0, 1, 5}};
  for (auto* kernel : {&trace_back_fifo, &trace_back_prorata}) {
    const auto traced = kernel(context, transfers, {}, TraceOptions{2, 1}, {});
    ASSERT_FALSE(traced.has_value());
    EXPECT_EQ(traced.error().code, core::ErrorCode::cancelled);
  }
}

}  // namespace
}  // namespace cuibono::money
