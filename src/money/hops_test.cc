// Money by hop: what is moved stays the same, and each lot counts its payments.
#include "money/hops.h"

#include <gtest/gtest.h>

#include <map>

#include "money/evidence_worlds.h"
#include "money/trace_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();

World with_hops(std::uint64_t seed, std::uint32_t most) {
  World world = random_world(seed);
  world.options.tags = most;
  world.options.hops = true;
  for (Seed& s : world.seeds) s.tag = 1;
  return world;
}

Traced fifo(const World& w) {
  auto traced = trace_fifo(core::RunContext{}, w.transfers, w.seeds, w.options);
  EXPECT_TRUE(traced.has_value());
  return traced.has_value() ? std::move(*traced) : Traced{};
}

TEST(Hops, KernelIsThatOfTheReference) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    for (const std::uint32_t most : {1U, 2U, 40U}) {
      const World w = with_hops(seed, most);
      const Traced fast = fifo(w), slow = trace_fifo_reference(w.transfers, w.seeds, w.options);
      ASSERT_EQ(fast.holdings, slow.holdings) << "seed " << seed << " most " << most;
      ASSERT_EQ(fast.flows, slow.flows) << "seed " << seed << " most " << most;
      ASSERT_EQ(fast.displaced, slow.displaced) << "seed " << seed << " most " << most;
    }
  }
}

TEST(Hops, MoveTheSameMoneyAsVictimsDo) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = with_hops(seed, 40);
    World plain = w;
    plain.options.hops = false;
    std::map<std::uint32_t, std::int64_t> by_hop, all;
    for (const Flow& flow : fifo(w).flows) by_hop[flow.transfer] += flow.amount_minor;
    for (const Flow& flow : fifo(plain).flows) all[flow.transfer] += flow.amount_minor;
    ASSERT_EQ(by_hop, all) << "seed " << seed;
    // Nothing goes further than there are payments.
    for (const Flow& flow : fifo(w).flows) ASSERT_LE(flow.tag, flow.transfer + 1);
  }
}

TEST(Hops, ALotOfTwoPaymentsAndOneOfThreeStayApart) {
  // Account 1 gets 10 from a victim (0) and 5 that went by account 2; then it pays 12 on, oldest first.
  World w;
  w.options = {5, 8, FlowDetail::by_tag, false, 0, true};
  w.transfers = {{0, 1, 10}, {0, 2, 5}, {2, 1, 5}, {1, 3, 12}, {3, 4, 12}};
  w.seeds = {{0, 1}, {1, 1}};
  const Traced traced = fifo(w);
  EXPECT_EQ(traced.flows,
            (std::vector<Flow>{
                {0, 1, 10}, {1, 1, 5}, {2, 2, 5}, {3, 2, 10}, {3, 3, 2}, {4, 3, 10}, {4, 4, 2}}));
  EXPECT_EQ(traced.holdings, (std::vector<Holding>{{1, 2, 3}, {4, 3, 10}, {4, 4, 2}}));
}

Money trace(const HandMade& made) {
  auto money = trace_money(core::RunContext{}, made.evidence, made.entities, {});
  EXPECT_TRUE(money.has_value());
  return money.has_value() ? std::move(*money) : Money{};
}

/// Two victims; one mule that is also paid by the other; money comes back to a victim, who pays again.
CaseText round_trip() {
  CaseText text;
  text.payments = {{1, "ann", "mule_1", 100'000, "investment", "EUR"},
                   {1, "ben", "mule_2", 50'000, "investment", "EUR"},
                   {2, "mule_2", "mule_1", 48'000, "services", "EUR"},
                   {3, "mule_1", "collector", 140'000, "services", "EUR"},
                   {4, "collector", "ann", 10'000, "profit", "EUR"},
                   {5, "ann", "mule_1", 10'000, "investment", "EUR"},
                   {6, "collector", "far", 100'000, "services", "EUR"}};
  text.reports = {{"ann", {0, 5}}, {"ben", {1}}};
  return text;
}

TEST(Hops, WhatComesToAHopGoesOnOrRests) {
  const HandMade made = make_evidence(round_trip());
  const Money money = trace(made);
  ASSERT_FALSE(money.hops.empty());
  std::map<std::pair<std::uint32_t, std::string>, core::Int128> left;
  core::Int128 first = 0, rests = 0;
  for (const HopFlow& flow : money.hops) {
    EXPECT_GT(flow.amount_minor, 0);
    EXPECT_GT(flow.payments, 0U);
    EXPECT_FALSE(flow.records.empty());
    left[{flow.hop, flow.to}] += flow.amount_minor;
    if (flow.hop > 1) left[{flow.hop - 1, flow.from}] -= flow.amount_minor;
    if (flow.hop == 1) first += flow.amount_minor;
  }
  for (const HopRest& rest : money.rests) {
    left[{rest.hop, rest.at}] -= rest.amount_minor;
    rests += rest.amount_minor;
  }
  for (const auto& [node, amount] : left)
    EXPECT_EQ(amount, 0) << "hop " << node.first << " " << node.second;
  EXPECT_EQ(first, rests);
  EXPECT_EQ(first, 160'000);
  // The ten thousand that ann paid again are the victims' own payment again: they rest at hop 3, with her.
  EXPECT_TRUE(std::any_of(money.rests.begin(), money.rests.end(), [](const HopRest& rest) {
    return rest.hop == 3 && rest.at == "victim" && rest.amount_minor == 10'000;
  }));
}

TEST(Hops, ARoundWithoutAnEndIsCountedToTheLastHop) {
  CaseText text;
  text.payments = {{1, "ann", "x", 100, "investment", "EUR"}};
  for (unsigned i = 0; i < 40; ++i)
    text.payments.push_back({2, i % 2 == 0 ? "x" : "y", i % 2 == 0 ? "y" : "x", 100, "", "EUR"});
  text.reports = {{"ann", {0}}};
  const Money money = trace(make_evidence(text));
  core::Int128 rests = 0;
  for (const HopRest& rest : money.rests) rests += rest.amount_minor;
  EXPECT_EQ(rests, 100);
  EXPECT_TRUE(std::any_of(money.cut.begin(), money.cut.end(), [](const Cut& one) {
    return one.what.starts_with("payments away from the victims");
  }));
}

}  // namespace
}  // namespace cuibono::money
