#include "money/interdiction.h"

#include <gtest/gtest.h>

namespace cuibono::money {
namespace {

enum Node : std::uint32_t { V, A, B, C, D, X, Y, T, nodes };  // NOLINT: the letters of the oracle

const std::vector<ThroughArc> arcs = {{V, A, 100}, {V, B, 60}, {A, C, 70}, {A, D, 40},
                                      {B, D, 50},  {C, X, 60}, {D, X, 45}, {D, Y, 30},
                                      {C, Y, 20},  {X, T, 90}, {Y, T, 60}};
const std::vector<std::uint32_t> costs = {0, 3, 2, 2, 2, 3, 1, 0};

InterdictionQuery oracle(std::uint32_t budget) {
  InterdictionQuery query;
  query.nodes = nodes;
  query.source = V;
  query.sink = T;
  query.arcs = arcs;
  query.costs = costs;
  query.budget = budget;
  return query;
}

TEST(Interdiction, OracleD01) {
  const std::vector<std::uint64_t> left = {140, 90, 70, 45, 0, 0, 0};
  const std::vector<std::vector<std::uint32_t>> stopped = {{}, {Y}, {D}, {C, Y}, {C, D}};
  for (std::uint32_t budget = 0; budget < left.size(); ++budget) {
    const auto found = find_interdiction({}, oracle(budget));
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->before_minor, 140U);
    EXPECT_EQ(found->after_minor, left[budget]) << budget;
    if (budget < stopped.size()) {
      EXPECT_EQ(found->stopped, stopped[budget]) << budget;
    }
    EXPECT_EQ(interdiction_reference(oracle(budget)), left[budget]);
  }
}

TEST(Interdiction, AsTheBestOfAllSets) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    core::CounterRandom random(seed, 21);
    const auto count = static_cast<std::uint32_t>(3 + random.below(6));
    std::vector<ThroughArc> some(random.below(20));
    for (auto& arc : some)
      arc = {static_cast<std::uint32_t>(random.below(count)),
             static_cast<std::uint32_t>(random.below(count)), random.between(0, 9)};
    std::vector<std::uint32_t> cost(count);
    for (auto& one : cost) one = static_cast<std::uint32_t>(random.below(4));
    InterdictionQuery query;
    query.nodes = count;
    query.source = 0;
    query.sink = count - 1;
    query.arcs = some;
    query.costs = cost;
    query.budget = static_cast<std::uint32_t>(random.below(7));
    const auto found = find_interdiction({}, query);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->after_minor, interdiction_reference(query)) << seed;
    std::uint64_t spent = 0;
    for (const auto node : found->stopped) spent += cost[node];
    EXPECT_LE(spent, query.budget);
  }
}

TEST(Interdiction, WhatItRefuses) {
  auto query = oracle(2);
  query.sink = V;
  EXPECT_FALSE(find_interdiction({}, query).has_value());
  query = oracle(6);
  query.flows_max = 2;
  const auto found = find_interdiction({}, query);
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, core::ErrorCode::resources);
}

}  // namespace
}  // namespace cuibono::money
