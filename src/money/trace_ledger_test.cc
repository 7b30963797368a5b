// trace_ledger against its twin, against the kernels that know payments alone, and its laws.
#include "money/trace_ledger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "money/ledger_worlds.h"
#include "money/trace_classes.h"
#include "money/trace_lifo.h"

namespace cuibono::money {
namespace {

constexpr std::array all_rules = {
    TraceRule::fifo,      TraceRule::prorata,           TraceRule::lifo,
    TraceRule::own_first, TraceRule::own_first_prorata, TraceRule::trust_first};

LedgerTraced traced(const LedgerWorld& w, const LedgerTraceOptions& options) {
  auto result = trace_ledger({}, w.world.transfers, w.world.seeds, w.movements, options);
  EXPECT_TRUE(result.has_value()) << result.error().what << " " << result.error().where;
  return result.has_value() ? std::move(*result) : LedgerTraced{};
}

void expect_equal(const LedgerTraced& a, const LedgerTraced& b) {
  EXPECT_EQ(a.traced.holdings, b.traced.holdings);
  EXPECT_EQ(a.traced.flows, b.traced.flows);
  EXPECT_EQ(a.traced.balance_minor, b.traced.balance_minor);
  EXPECT_EQ(a.traced.displaced, b.traced.displaced);
  EXPECT_TRUE(a.traced.displaced_minor == b.traced.displaced_minor);
  EXPECT_TRUE(a.traced.unexplained_minor == b.traced.unexplained_minor);
  EXPECT_EQ(a.displaced, b.displaced);
  EXPECT_EQ(a.converted, b.converted);
  EXPECT_EQ(a.interest, b.interest);
}

TEST(TraceLedger, EqualsItsTwinOnRandomWorlds) {
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    const LedgerWorld w = random_ledger_world(seed);
    for (const TraceRule rule : all_rules) {
      LedgerTraceOptions options = options_of(w, rule);
      options.trace.flows = seed % 2 == 0 ? FlowDetail::by_tag : FlowDetail::by_transfer;
      expect_equal(traced(w, options),
                   trace_ledger_reference(w.world.transfers, w.world.seeds, w.movements, options));
      ASSERT_FALSE(testing::Test::HasFailure()) << trace_rule_name(rule) << ", seed " << seed;
    }
  }
}

TEST(TraceLedger, EqualsItsTwinByHop) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    LedgerWorld w = random_ledger_world(seed);
    for (Seed& s : w.world.seeds) s.tag = 1;
    w.world.options.tags = 4;
    LedgerTraceOptions options = options_of(w, TraceRule::fifo);
    options.tag_interest = false;
    options.trace.hops = true;
    expect_equal(traced(w, options),
                 trace_ledger_reference(w.world.transfers, w.world.seeds, w.movements, options));
    ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed;
  }
}

/// Law 4: what the kernels give that know payments alone.
Traced by_kernel(const World& w, TraceRule rule) {
  ClassOptions classes;
  classes.trace = w.options;
  if (rule == TraceRule::trust_first) classes.order = ClassOrder::trust_first;
  if (rule == TraceRule::own_first_prorata) classes.rule = ClassRule::prorata;
  switch (rule) {
    case TraceRule::fifo:
      return *trace_fifo({}, w.transfers, w.seeds, w.options);
    case TraceRule::prorata:
      return *trace_prorata({}, w.transfers, w.seeds, w.options);
    case TraceRule::lifo:
      return *trace_lifo({}, w.transfers, w.seeds, w.options);
    default:
      return *trace_classes({}, w.transfers, w.seeds, {}, {}, classes);
  }
}

TEST(TraceLedger, Law4WithoutMovementsItIsTheKernelOfTheRule) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const LedgerWorld w{random_world(seed), {}, {}};
    for (const TraceRule rule : all_rules) {
      LedgerTraceOptions options;
      options.trace = w.world.options;
      options.rule = rule;
      const Traced ours = traced(w, options).traced, kernel = by_kernel(w.world, rule);
      EXPECT_EQ(ours.holdings, kernel.holdings);
      EXPECT_EQ(ours.flows, kernel.flows);
      EXPECT_EQ(ours.displaced, kernel.displaced);
      EXPECT_EQ(ours.balance_minor, kernel.balance_minor);
      EXPECT_TRUE(ours.unexplained_minor == kernel.unexplained_minor);
      ASSERT_FALSE(testing::Test::HasFailure()) << trace_rule_name(rule) << ", seed " << seed;
    }
  }
}

TEST(TraceLedger, Law1EveryTagOfEveryGroupAddsUp) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const LedgerWorld w = random_ledger_world(seed);
    for (const TraceRule rule : all_rules) {
      const LedgerTraced answer = traced(w, options_of(w, rule));
      std::map<std::array<std::uint32_t, 2>, std::int64_t> left;
      for (const Seed& s : w.world.seeds) {
        const LedgerTransfer& t = w.world.transfers[s.transfer];
        if (t.payer != t.payee) left[{w.group_of[t.payee], s.tag}] += t.amount_minor;
      }
      for (const auto& list : {answer.converted, answer.interest})
        for (const auto& g : list) left[{g.group, g.tag}] += g.amount_minor;
      for (const auto& g : answer.displaced) left[{g.group, g.tag}] -= g.amount_minor;
      for (const auto& h : answer.traced.holdings)
        left[{w.group_of[h.account], h.tag}] -= h.amount_minor;
      for (const auto& [key, amount] : left)
        ASSERT_EQ(amount, 0) << trace_rule_name(rule) << ", seed " << seed;
    }
  }
}

TEST(TraceLedger, Law2NobodyHoldsMoreOfTheVictimsThanItHolds) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const LedgerWorld w = random_ledger_world(seed);
    for (const TraceRule rule : {TraceRule::fifo, TraceRule::lifo, TraceRule::own_first}) {
      const LedgerTraced answer = traced(w, options_of(w, rule));
      std::vector<std::int64_t> left = answer.traced.balance_minor;
      for (const auto& h : answer.traced.holdings) left[h.account] -= h.amount_minor;
      ASSERT_TRUE(std::all_of(left.begin(), left.end(), [](auto a) { return a >= 0; }))
          << trace_rule_name(rule) << ", seed " << seed;
    }
  }
}

TEST(TraceLedger, Law3RelabellingTagsPermutesTheAnswer) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    LedgerWorld w = random_ledger_world(seed);
    const std::uint32_t tags = w.world.options.tags;
    const auto turned = [tags](std::uint32_t tag) {
      return tag > tags ? tags + 1 + (tag - tags) % tags : 1 + tag % tags;
    };
    for (const TraceRule rule : all_rules) {
      std::vector<Holding> expected = traced(w, options_of(w, rule)).traced.holdings;
      for (Holding& h : expected) h.tag = turned(h.tag);
      std::sort(expected.begin(), expected.end());
      LedgerWorld other = w;
      for (Seed& s : other.world.seeds) s.tag = turned(s.tag);
      ASSERT_EQ(expected, traced(other, options_of(other, rule)).traced.holdings)
          << trace_rule_name(rule) << ", seed " << seed;
    }
  }
}

TEST(TraceLedger, Law5AReversalAtOnceLeavesTheAccountAsItWas) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    LedgerWorld w = random_ledger_world(seed);
    const std::uint32_t accounts = w.world.options.accounts;
    for (const TraceRule rule : all_rules) {
      const auto before = traced(w, options_of(w, rule)).traced;
      LedgerWorld more = w;
      const auto i = static_cast<std::uint32_t>(w.world.transfers.size());
      const std::uint32_t payer = 2, payee = 3;  // of one group
      if (before.balance_minor[payer] == 0) continue;
      more.world.transfers.push_back({payer, payee, before.balance_minor[payer]});
      more.world.transfers.push_back({payee, payer, before.balance_minor[payer]});
      more.movements.push_back({i + 1, MovementKind::reversal, i});
      const auto after = traced(more, options_of(more, rule)).traced;
      ASSERT_EQ(before.balance_minor, after.balance_minor);
      ASSERT_EQ(accounts, after.balance_minor.size());
      ASSERT_EQ(before.holdings, after.holdings) << trace_rule_name(rule) << ", seed " << seed;
    }
  }
}

TEST(TraceLedger, EveryErrorOfMovementsIsFound) {
  const std::vector<LedgerTransfer> transfers = {{0, 1, 5}, {1, 2, 3}, {2, 1, 3}};
  LedgerTraceOptions options;
  options.trace.accounts = 3;
  options.trace.tags = 1;
  const auto fails = [&](std::vector<Movement> movements) {
    return !trace_ledger({}, transfers, {}, movements, options).has_value();
  };
  EXPECT_FALSE(fails({{2, MovementKind::reversal, 1}}));
  EXPECT_TRUE(fails({{2, MovementKind::reversal, 2}}));
  EXPECT_TRUE(fails({{3, MovementKind::interest, 0}}));
  EXPECT_TRUE(fails({{2, MovementKind::interest, 0}, {1, MovementKind::interest, 0}}));
  EXPECT_TRUE(fails({{2, MovementKind::conversion, 0}}));
  options.trace.hops = true;
  options.tag_interest = true;
  EXPECT_TRUE(fails({}));
  options.trace.hops = false;
  options.groups = 0;
  EXPECT_TRUE(fails({}));
  options.groups = 1;
  const std::vector<std::uint32_t> groups = {0, 0, 1};
  options.group_of = groups;
  EXPECT_TRUE(fails({}));
}

}  // namespace
}  // namespace cuibono::money
