// The laws of trace_classes.h on random worlds, and the oracles worked by hand.
#include "money/trace_classes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "money/oracle_worlds.h"
#include "money/trace_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();

/// A world, whose money is whose, and which payments bought assets.
struct ClassWorld {
  World world;
  std::vector<std::uint32_t> own_tags, assets;
};

ClassWorld random_class_world(std::uint64_t seed) {
  core::CounterRandom random(seed, 7);
  ClassWorld w{random_world(seed), {}, {}};
  for (std::uint32_t tag = 1; tag <= w.world.options.tags; ++tag) {
    if (random.chance(0.4)) w.own_tags.push_back(tag);
  }
  for (std::uint32_t i = 0; i < w.world.transfers.size(); ++i) {
    if (random.chance(0.1)) w.assets.push_back(i);
  }
  return w;
}

std::vector<ClassOptions> all_options(const TraceOptions& trace) {
  std::vector<ClassOptions> all;
  for (const ClassOrder order : {ClassOrder::own_first, ClassOrder::trust_first}) {
    for (const ClassRule rule : {ClassRule::fifo, ClassRule::prorata}) {
      for (const UnknownAs unknown : {UnknownAs::own, UnknownAs::third_party})
        all.push_back({trace, order, rule, unknown});
    }
  }
  return all;
}

Traced classes(const ClassWorld& w, const ClassOptions& options) {
  auto traced = trace_classes(core::RunContext{}, w.world.transfers, w.world.seeds, w.own_tags,
                              w.assets, options);
  EXPECT_TRUE(traced.has_value()) << (traced.has_value() ? "" : traced.error().what);
  return traced.has_value() ? std::move(*traced) : Traced{};
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

using Amounts = NamedWorld::Amounts;

/// An oracle's ledger; the tag "own", where there is one, is the wrongdoer's.
Amounts classes(const NamedLedger& ledger, ClassOrder order, ClassRule rule,
                std::vector<std::uint32_t> assets = {}) {
  const NamedWorld named(ledger);
  ClassWorld w{{named.options, named.transfers, named.seeds}, {}, std::move(assets)};
  if (named.tags.contains("own")) w.own_tags.push_back(named.tags.at("own"));
  return named.holdings_of(classes(w, {named.options, order, rule, UnknownAs::third_party}));
}

TEST(TraceClasses, OracleT01WithoutOwnMoneyTheRuleItselfDecides) {
  const Amounts fifo{{"fund", {{"karen", 1000}}}, {"spent", {{"paul", 1000}, {"michael", 1000}}}};
  const Amounts rolling{{"fund", {{"paul", 250}, {"michael", 250}, {"karen", 500}}},
                        {"spent", {{"paul", 750}, {"michael", 750}, {"karen", 500}}}};
  for (const ClassOrder order : {ClassOrder::own_first, ClassOrder::trust_first}) {
    EXPECT_EQ(classes(oracle_t01(), order, ClassRule::fifo), fifo);
    EXPECT_EQ(classes(oracle_t01(), order, ClassRule::prorata), rolling);
  }
}

TEST(TraceClasses, OracleT02OwnFirstFifo) {
  Amounts found = classes(oracle_t02(), ClassOrder::own_first, ClassRule::fifo);
  EXPECT_EQ(found["account"], (Amounts::mapped_type{{"own", 290'000}, {"v2", 200'000}}));
  EXPECT_EQ(found["car"], (Amounts::mapped_type{{"v1", 500'000}}));
  EXPECT_EQ(found["rent"], (Amounts::mapped_type{{"own", 400'000}, {"v1", 200'000}}));
}

TEST(TraceClasses, OracleT02OwnFirstProrata) {
  Amounts found = classes(oracle_t02(), ClassOrder::own_first, ClassRule::prorata);
  EXPECT_EQ(found["account"],
            (Amounts::mapped_type{{"own", 290'000}, {"v1", 123'077}, {"v2", 76'923}}));
  EXPECT_EQ(found["car"], (Amounts::mapped_type{{"v1", 307'692}, {"v2", 192'308}}));
}

TEST(TraceClasses, OracleT02TrustFirstFifo) {
  Amounts found = classes(oracle_t02(), ClassOrder::trust_first, ClassRule::fifo);
  EXPECT_EQ(found["account"], (Amounts::mapped_type{{"own", 490'000}}));
  EXPECT_EQ(found["car"], (Amounts::mapped_type{{"v1", 400'000}, {"v2", 100'000}}));
}

TEST(TraceClasses, OatwayTakesTrustMoneyFirstForTheAssetOnly) {
  // Own 4 and a client's 10; an asset for 5, then 5 spent: the asset is the client's, own money goes next.
  const NamedLedger ledger{{"own", "client"},
                           {{"own", "account", 4},
                            {"client", "account", 10},
                            {"account", "asset", 5},
                            {"account", "spent", 5}}};
  Amounts hallett = classes(ledger, ClassOrder::own_first, ClassRule::fifo);
  EXPECT_EQ(hallett["asset"], (Amounts::mapped_type{{"own", 4}, {"client", 1}}));
  EXPECT_EQ(hallett["spent"], (Amounts::mapped_type{{"client", 5}}));
  Amounts oatway = classes(ledger, ClassOrder::own_first, ClassRule::fifo, {2});
  EXPECT_EQ(oatway["asset"], (Amounts::mapped_type{{"client", 5}}));
  EXPECT_EQ(oatway["spent"], (Amounts::mapped_type{{"own", 4}, {"client", 1}}));
}

TEST(TraceClasses, OracleT06OwnFirstFifoIsFifoAtTheExchange) {
  const Amounts found = classes(oracle_t06(), ClassOrder::own_first, ClassRule::fifo);
  EXPECT_EQ(found.at("exchange"), (Amounts::mapped_type{{"own", 98'800}, {"v1", 251'200}}));
  EXPECT_EQ(found.at("fee"), (Amounts::mapped_type{{"own", 1'200}}));
}

TEST(TraceClasses, UnknownMoneyDecidesWhereItIsHeldToBe) {
  // 6 unknown, then a client's 10; 6 leave.
  const NamedLedger ledger{
      {"client"}, {{"boss", "account", 6}, {"client", "account", 10}, {"account", "spent", 6}}};
  const NamedWorld named(ledger);
  const ClassWorld w{{named.options, named.transfers, named.seeds}, {}, {}};
  const auto spent = [&](ClassOrder order, UnknownAs unknown_as) {
    Amounts found =
        named.holdings_of(classes(w, {named.options, order, ClassRule::fifo, unknown_as}));
    return found["spent"]["client"];
  };
  EXPECT_EQ(spent(ClassOrder::own_first, UnknownAs::own), 0);
  EXPECT_EQ(spent(ClassOrder::trust_first, UnknownAs::own), 6);
  EXPECT_EQ(spent(ClassOrder::own_first, UnknownAs::third_party), 0);  // by order of arrival
  EXPECT_EQ(spent(ClassOrder::trust_first, UnknownAs::third_party), 0);
}

TEST(TraceClasses, EqualsTheTwinWithEveryDetailOfFlows) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    ClassWorld w = random_class_world(seed);
    w.world.options.want_shares = true;
    for (const FlowDetail detail :
         {FlowDetail::none, FlowDetail::by_transfer, FlowDetail::by_tag}) {
      w.world.options.flows = detail;
      for (const ClassOptions& options : all_options(w.world.options)) {
        expect_same(classes(w, options),
                    trace_classes_reference(w.world.transfers, w.world.seeds, w.own_tags, w.assets,
                                            options),
                    seed);
      }
    }
  }
}

TEST(TraceClasses, EqualsTheTwinOnALedgerOfManyTags) {
  for (std::uint64_t seed = 0; seed < 2; ++seed) {
    core::CounterRandom random(seed, 3);
    ClassWorld w;
    w.world.options.accounts = 60;
    w.world.options.tags = 100;
    for (std::uint32_t tag = 1; tag <= 100; tag += 1 + static_cast<std::uint32_t>(random.below(6)))
      w.own_tags.push_back(tag);
    for (std::uint32_t i = 0; i < 3000; ++i) {
      w.world.transfers.push_back(
          {static_cast<std::uint32_t>(random.below(60)),
           static_cast<std::uint32_t>(random.below(random.chance(0.5) ? 60 : 4)),
           random.between(1, 3'000'000)});
      if (random.chance(0.1))
        w.world.seeds.push_back({i, static_cast<std::uint32_t>(1 + random.below(100))});
      if (random.chance(0.05)) w.assets.push_back(i);
    }
    for (const ClassOptions& options : all_options(w.world.options)) {
      expect_same(
          classes(w, options),
          trace_classes_reference(w.world.transfers, w.world.seeds, w.own_tags, w.assets, options),
          seed);
    }
  }
}

TEST(TraceClasses, Law1ConservationOfEachTag) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const ClassWorld w = random_class_world(seed);
    std::map<std::uint32_t, std::int64_t> brought;
    for (const Seed& s : w.world.seeds) {
      const auto& t = w.world.transfers[s.transfer];
      if (t.payer != t.payee && t.amount_minor > 0) brought[s.tag] += t.amount_minor;
    }
    for (const ClassOptions& options : all_options(w.world.options)) {
      std::map<std::uint32_t, std::int64_t> found;
      const Traced traced = classes(w, options);
      for (const Holding& h : traced.holdings) found[h.tag] += h.amount_minor;
      for (const TagAmount& d : traced.displaced) found[d.tag] += d.amount_minor;
      ASSERT_EQ(found, brought) << "seed " << seed;
    }
  }
}

/// What every account holds of each class, as flows move it: unknown money as trust money.
struct ClassSums {
  std::vector<std::int64_t> own, trust;
};

TEST(TraceClasses, Law2TheSecondClassIsTakenOnlyWhereTheFirstHasRunOut) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    ClassWorld w = random_class_world(seed);
    w.assets.clear();
    for (const ClassOrder order : {ClassOrder::own_first, ClassOrder::trust_first}) {
      const Traced traced =
          classes(w, {w.world.options, order, ClassRule::fifo, UnknownAs::third_party});
      std::map<std::uint32_t, std::int64_t> own_carried;
      for (const Flow& f : traced.flows) {
        if (std::binary_search(w.own_tags.begin(), w.own_tags.end(), f.tag))
          own_carried[f.transfer] += f.amount_minor;
      }
      std::map<std::uint32_t, std::uint32_t> seed_of;
      for (const Seed& s : w.world.seeds) seed_of[s.transfer] = s.tag;
      ClassSums sums{std::vector<std::int64_t>(w.world.options.accounts, 0),
                     std::vector<std::int64_t>(w.world.options.accounts, 0)};
      for (std::uint32_t i = 0; i < w.world.transfers.size(); ++i) {
        const auto [payer, payee, amount] = w.world.transfers[i];
        if (payer == payee) continue;
        std::int64_t& own = sums.own[payer];
        std::int64_t& trust = sums.trust[payer];
        const std::int64_t paid_own = order == ClassOrder::own_first
                                          ? std::min(amount, own)
                                          : std::min(own, amount - std::min(amount, trust));
        if (!seed_of.contains(i)) {
          ASSERT_EQ(own_carried[i], paid_own) << "seed " << seed << " payment " << i;
        }
        own -= paid_own;
        trust -= std::min(trust, amount - paid_own);
        const std::int64_t arriving = own_carried[i];
        sums.own[payee] += arriving;
        sums.trust[payee] += amount - arriving;
      }
    }
  }
}

TEST(TraceClasses, Law3RelabellingPermutesTheAnswer) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const ClassWorld w = random_class_world(seed);
    ClassWorld mirrored = w;
    const std::uint32_t last = w.world.options.accounts - 1, tags = w.world.options.tags;
    for (auto& t : mirrored.world.transfers) t.payer = last - t.payer, t.payee = last - t.payee;
    for (auto& s : mirrored.world.seeds) s.tag = tags + 1 - s.tag;
    for (auto& tag : mirrored.own_tags) tag = tags + 1 - tag;
    std::sort(mirrored.own_tags.begin(), mirrored.own_tags.end());
    for (const ClassOptions& options : all_options(w.world.options)) {
      Traced back = classes(mirrored, options);
      for (auto& h : back.holdings) h.account = last - h.account, h.tag = tags + 1 - h.tag;
      for (auto& d : back.displaced) d.tag = tags + 1 - d.tag;
      std::sort(back.holdings.begin(), back.holdings.end());
      std::sort(back.displaced.begin(), back.displaced.end());
      const Traced traced = classes(w, options);
      ASSERT_EQ(traced.holdings, back.holdings) << "seed " << seed;
      ASSERT_EQ(traced.displaced, back.displaced) << "seed " << seed;
    }
  }
}

TEST(TraceClasses, Law4SplittingAnyPaymentChangesNothingUnderFifo) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const ClassWorld w = random_class_world(seed);
    core::CounterRandom random(seed, 4);
    if (w.world.transfers.empty()) continue;
    const auto i = static_cast<std::uint32_t>(random.below(w.world.transfers.size()));
    if (w.world.transfers[i].amount_minor < 2) continue;
    ClassWorld split{
        split_payment(w.world, i, random.between(1, w.world.transfers[i].amount_minor - 1)),
        w.own_tags,
        {}};
    for (const std::uint32_t asset : w.assets) {
      if (asset <= i) split.assets.push_back(asset);
      if (asset >= i) split.assets.push_back(asset + 1);
    }
    for (const ClassOptions& options : all_options(w.world.options)) {
      if (options.rule == ClassRule::prorata) continue;
      const Traced whole = classes(w, options), parts = classes(split, options);
      ASSERT_EQ(whole.holdings, parts.holdings) << "seed " << seed << " payment " << i;
      ASSERT_EQ(whole.displaced, parts.displaced) << "seed " << seed << " payment " << i;
    }
  }
}

TEST(TraceClasses, Law5ScalingScalesUnderFifo) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const ClassWorld w = random_class_world(seed);
    ClassWorld scaled = w;
    for (auto& t : scaled.world.transfers) t.amount_minor *= 7;
    for (const ClassOptions& options : all_options(w.world.options)) {
      if (options.rule == ClassRule::prorata) continue;
      Traced expected = classes(w, options);
      for (auto& h : expected.holdings) h.amount_minor *= 7;
      for (auto& f : expected.flows) f.amount_minor *= 7;
      const Traced found = classes(scaled, options);
      ASSERT_EQ(expected.holdings, found.holdings) << "seed " << seed;
      ASSERT_EQ(expected.flows, found.flows) << "seed " << seed;
    }
  }
}

TEST(TraceClasses, Law6OneClassIsTheRuleItself) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    ClassWorld w = random_class_world(seed);
    w.own_tags.clear();
    const World& world = w.world;
    for (const ClassOptions& options : all_options(world.options)) {
      if (options.unknown_as == UnknownAs::own) continue;
      const auto plain =
          options.rule == ClassRule::fifo
              ? trace_fifo(core::RunContext{}, world.transfers, world.seeds, world.options)
              : trace_prorata(core::RunContext{}, world.transfers, world.seeds, world.options);
      ASSERT_TRUE(plain.has_value());
      expect_same(classes(w, options), *plain, seed);
    }
  }
}

TEST(TraceClasses, ErrorsAreRefused) {
  const std::vector<LedgerTransfer> good{{0, 1, 5}, {1, 0, 2}};
  ClassOptions options;
  options.trace = {2, 2, FlowDetail::none, false, 0};
  const auto refused = [&](const std::vector<LedgerTransfer>& transfers, std::vector<Seed> seeds,
                           std::vector<std::uint32_t> own, std::vector<std::uint32_t> assets) {
    const auto traced = trace_classes(core::RunContext{}, transfers, seeds, own, assets, options);
    return !traced.has_value() && traced.error().code == core::ErrorCode::bad_input;
  };
  EXPECT_FALSE(refused(good, {{0, 1}}, {1, 2}, {0, 1}));
  EXPECT_TRUE(refused(good, {}, {2, 1}, {}));
  EXPECT_TRUE(refused(good, {}, {1, 1}, {}));
  EXPECT_TRUE(refused(good, {}, {0}, {}));
  EXPECT_TRUE(refused(good, {}, {3}, {}));
  EXPECT_TRUE(refused(good, {}, {}, {1, 0}));
  EXPECT_TRUE(refused(good, {}, {}, {2}));
  EXPECT_TRUE(refused(good, {{0, 3}}, {}, {}));
  EXPECT_TRUE(refused({{0, 1, -1}}, {}, {}, {}));
  EXPECT_TRUE(refused({{0, 2, 1}}, {}, {}, {}));
  EXPECT_TRUE(refused({{0, 1, INT64_MAX}, {0, 1, 1}}, {}, {}, {}));
  options.rule = ClassRule::prorata;
  const std::int64_t most = std::int64_t{1} << 62;
  EXPECT_TRUE(refused({{0, 1, most}, {1, 0, most}}, {{0, 1}}, {}, {}));
  options.trace.hops = true;
  EXPECT_TRUE(refused(good, {}, {}, {}));
}

TEST(TraceClasses, WideMixingIsAnErrorOfResources) {
  ClassOptions options;
  options.trace = {3, 2, FlowDetail::none, false, 1};
  options.rule = ClassRule::prorata;
  const std::vector<LedgerTransfer> transfers{{0, 1, 5}, {0, 1, 5}, {1, 2, 9}};
  const std::vector<Seed> seeds{{0, 1}, {1, 2}};
  const auto traced = trace_classes(core::RunContext{}, transfers, seeds, {}, {}, options);
  ASSERT_FALSE(traced.has_value());
  EXPECT_EQ(traced.error().code, core::ErrorCode::resources);
}

TEST(TraceClasses, CancelIsHonoured) {
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  ClassOptions options;
  options.trace = {2, 1};
  const std::vector<LedgerTransfer> transfers{{0, 1, 5}};
  const auto traced = trace_classes(context, transfers, {}, {}, {}, options);
  ASSERT_FALSE(traced.has_value());
  EXPECT_EQ(traced.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
