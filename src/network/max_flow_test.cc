#include "network/max_flow.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>

namespace cuibono::network {
namespace {

struct Arc {
  std::uint32_t from = 0, to = 0;
  std::int64_t capacity = 0;
};

/// Arcs in any order, and the two ends.
struct World {
  std::uint32_t nodes = 2;
  std::vector<Arc> arcs;
  MaxFlowRequest request{0, 1, 0};
};

/// The columns that the kernel takes.
struct Columns {
  std::vector<std::uint32_t> begin, to;
  std::vector<std::int64_t> capacity;
  explicit Columns(const World& world) : begin(std::size_t{world.nodes} + 1, 0) {
    std::vector<Arc> arcs = world.arcs;
    std::stable_sort(arcs.begin(), arcs.end(), [](Arc a, Arc b) { return a.from < b.from; });
    for (const Arc& arc : arcs) {
      ++begin[arc.from + 1];
      to.push_back(arc.to);
      capacity.push_back(arc.capacity);
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
  }
  [[nodiscard]] FlowNetwork network() const { return {begin, to, capacity}; }
};

/// 2–12 nodes, circles and parallel arcs and loops among them.
World random_world(std::uint64_t seed) {
  core::CounterRandom random(seed, 46);
  World world;
  world.nodes = static_cast<std::uint32_t>(2 + random.below(11));
  const std::uint64_t arcs = random.below(40);
  for (std::uint64_t i = 0; i < arcs; ++i)
    world.arcs.push_back({static_cast<std::uint32_t>(random.below(world.nodes)),
                          static_cast<std::uint32_t>(random.below(world.nodes)),
                          random.between(0, 9)});
  world.request.source = static_cast<std::uint32_t>(random.below(world.nodes));
  world.request.sink = (world.request.source + 1) % world.nodes;
  return world;
}

MaxFlow flow_of(const World& world) {
  const Columns columns(world);
  auto flow = find_max_flow(core::RunContext{}, columns.network(), world.request);
  EXPECT_TRUE(flow.has_value()) << flow.error().what;
  return flow.has_value() ? std::move(*flow) : MaxFlow{};
}

core::Int128 twin_of(const World& world) {
  const Columns columns(world);
  return max_flow_reference(columns.network(), world.request.source, world.request.sink);
}

TEST(MaxFlow, TheTwinOnRandomWorlds) {
  std::size_t some = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const World world = random_world(seed);
    const core::Int128 value = flow_of(world).value;
    ASSERT_TRUE(value == twin_of(world)) << "seed " << seed;
    some += value > 0 ? 1U : 0U;
  }
  EXPECT_GT(some, 1000U);
}

TEST(MaxFlow, Law1WhatEntersANodeLeavesIt) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const World world = random_world(seed);
    const Columns columns(world);
    const MaxFlow found = flow_of(world);
    std::vector<std::int64_t> surplus(world.nodes, 0);
    for (std::uint32_t from = 0; from < world.nodes; ++from) {
      for (std::uint32_t arc = columns.begin[from]; arc < columns.begin[from + 1]; ++arc) {
        ASSERT_LE(0, found.flow[arc]) << "seed " << seed;
        ASSERT_LE(found.flow[arc], columns.capacity[arc]) << "seed " << seed;
        surplus[from] -= found.flow[arc];
        surplus[columns.to[arc]] += found.flow[arc];
      }
    }
    ASSERT_TRUE(surplus[world.request.sink] == found.value) << "seed " << seed;
    ASSERT_TRUE(surplus[world.request.source] == -found.value) << "seed " << seed;
    for (std::uint32_t node = 0; node < world.nodes; ++node) {
      const bool is_end = node == world.request.source || node == world.request.sink;
      ASSERT_TRUE(is_end || surplus[node] == 0) << "seed " << seed << " node " << node;
    }
  }
}

TEST(MaxFlow, Law2TheCutIsAsLargeAsTheFlow) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const World world = random_world(seed);
    const MaxFlow found = flow_of(world);
    core::Int128 cut = 0;
    for (const Arc& arc : world.arcs) {
      if (found.on_source_side[arc.from] != 0 && found.on_source_side[arc.to] == 0)
        cut += arc.capacity;
    }
    ASSERT_EQ(found.on_source_side[world.request.source], 1);
    ASSERT_EQ(found.on_source_side[world.request.sink], 0);
    ASSERT_TRUE(cut == found.value) << "seed " << seed;
  }
}

TEST(MaxFlow, Law3NamesOrderAndDirectionDoNotMatter) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const World world = random_world(seed);
    World other = world;
    const auto renamed = [&](std::uint32_t node) { return (node + 3) % world.nodes; };
    other.arcs.clear();
    for (auto arc = world.arcs.rbegin(); arc != world.arcs.rend(); ++arc)
      other.arcs.push_back({renamed(arc->to), renamed(arc->from), arc->capacity});
    other.request.source = renamed(world.request.sink);
    other.request.sink = renamed(world.request.source);
    ASSERT_TRUE(flow_of(world).value == flow_of(other).value) << "seed " << seed;
  }
}

TEST(MaxFlow, Law4ScalingScales) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const World world = random_world(seed);
    World scaled = world;
    for (Arc& arc : scaled.arcs) arc.capacity *= 1'000'003;
    ASSERT_TRUE(flow_of(scaled).value == flow_of(world).value * 1'000'003) << "seed " << seed;
  }
}

TEST(MaxFlow, OracleD01NetworkAndItsCut) {
  const std::string names = "VABCDXYT";
  World world;
  world.nodes = static_cast<std::uint32_t>(names.size());
  const auto node = [&](char name) { return static_cast<std::uint32_t>(names.find(name)); };
  const std::vector<std::pair<std::string, std::int64_t>> arcs{
      {"VA", 100}, {"VB", 60}, {"AC", 70}, {"AD", 40}, {"BD", 50}, {"CX", 60},
      {"DX", 45},  {"DY", 30}, {"CY", 20}, {"XT", 90}, {"YT", 60}};
  for (const auto& [ends, capacity] : arcs)
    world.arcs.push_back({node(ends[0]), node(ends[1]), capacity});
  world.request = {node('V'), node('T'), 0};
  const MaxFlow found = flow_of(world);
  EXPECT_TRUE(found.value == 140);
  std::vector<std::string> cut;
  for (const auto& [ends, capacity] : arcs) {
    if (found.on_source_side[node(ends[0])] != 0 && found.on_source_side[node(ends[1])] == 0)
      cut.push_back(ends);
  }
  EXPECT_EQ(cut, (std::vector<std::string>{"DY", "CY", "XT"}));
}

TEST(MaxFlow, FlowThatWentAWrongWayIsLedAnother) {
  // The first way is 0 2 3 1, and closes both others; the largest flow does not use 2 3.
  const World world{4, {{0, 2, 5}, {0, 3, 5}, {2, 3, 5}, {2, 1, 5}, {3, 1, 5}}, {0, 1, 0}};
  const MaxFlow found = flow_of(world);
  EXPECT_TRUE(found.value == 10);
  EXPECT_EQ(found.flow, (std::vector<std::int64_t>{5, 5, 0, 5, 5}));
}

TEST(MaxFlow, LongChainsAndLargeAmounts) {
  constexpr std::uint32_t length = 200'000;  // a recursion would not come back
  World chain;
  chain.nodes = length + 1;
  for (std::uint32_t node = 0; node < length; ++node)
    chain.arcs.push_back({node, node + 1, INT64_MAX - node});
  chain.request = {0, length, 0};
  EXPECT_TRUE(flow_of(chain).value == INT64_MAX - (length - 1));
  World wide{2, {{0, 1, INT64_MAX}, {0, 1, INT64_MAX}, {0, 1, INT64_MAX}}, {0, 1, 0}};
  EXPECT_TRUE(flow_of(wide).value == core::Int128{INT64_MAX} * 3);
}

TEST(MaxFlow, Errors) {
  const std::vector<std::uint32_t> begin{0, 1, 2, 2}, to{1, 2};
  const std::vector<std::int64_t> capacity{4, 3};
  const auto code = [](const FlowNetwork& network, const MaxFlowRequest& request) {
    const auto flow = find_max_flow(core::RunContext{}, network, request);
    return flow.has_value() ? core::ErrorCode::answered_no : flow.error().code;
  };
  const FlowNetwork good{begin, to, capacity};
  EXPECT_EQ(code(good, {0, 2, 0}), core::ErrorCode::answered_no) << "this one has an answer";
  EXPECT_EQ(code(good, {0, 0, 0}), core::ErrorCode::bad_input);
  EXPECT_EQ(code(good, {0, 3, 0}), core::ErrorCode::bad_input);
  EXPECT_EQ(code(good, {3, 0, 0}), core::ErrorCode::bad_input);
  const std::vector<std::uint32_t> falling{0, 2, 1, 2}, short_of{0, 1, 1, 1}, late{1, 1, 2, 2},
      none, beyond{1, 3};
  const std::vector<std::int64_t> one{4}, negative{4, -3};
  for (const auto& wrong : {falling, short_of, late, none})
    EXPECT_EQ(code({wrong, to, capacity}, {0, 2, 0}), core::ErrorCode::bad_input);
  EXPECT_EQ(code({begin, beyond, capacity}, {0, 2, 0}), core::ErrorCode::bad_input);
  EXPECT_EQ(code({begin, to, one}, {0, 2, 0}), core::ErrorCode::bad_input);
  EXPECT_EQ(code({begin, to, negative}, {0, 2, 0}), core::ErrorCode::bad_input);
  EXPECT_EQ(code(good, {0, 2, 1}), core::ErrorCode::resources);
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const auto stopped = find_max_flow(context, good, {0, 2, 0});
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::network
