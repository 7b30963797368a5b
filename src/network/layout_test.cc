#include "network/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <set>

namespace cuibono::network {
namespace {

struct World {
  std::vector<std::uint64_t> seeds;
  std::vector<LayoutEdge> edges;
  [[nodiscard]] LayoutRequest request() const { return {seeds, edges}; }
};

World random_world(std::uint64_t seed, std::size_t nodes, std::size_t edges) {
  core::CounterRandom random(seed, 3);
  World world;
  for (std::size_t i = 0; i < nodes; ++i) world.seeds.push_back(random.next());
  for (std::size_t e = 0; e < edges && nodes > 0; ++e)
    world.edges.push_back({static_cast<std::uint32_t>(random.below(nodes)),
                           static_cast<std::uint32_t>(random.below(nodes))});
  return world;
}

std::vector<LayoutPoint> place(const World& world, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto placed = place_nodes(context, world.request());
  EXPECT_TRUE(placed.has_value());
  return placed.has_value() ? *placed : std::vector<LayoutPoint>{};
}

double distance(LayoutPoint a, LayoutPoint b) {
  return std::hypot(static_cast<double>(a.x - b.x), static_cast<double>(a.y - b.y));
}

TEST(Layout, Law1TheSameForAnyThreads) {
  const World world = random_world(1, 900, 1500);
  const auto one = place(world, 1);
  EXPECT_EQ(one, place(world, 2));
  EXPECT_EQ(one, place(world, 8));
}

TEST(Layout, Law2RelabellingPermutesTheAnswer) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const World world = random_world(seed, 3 + 5 * seed, 4 * seed);
    const std::size_t count = world.seeds.size();
    std::vector<std::uint32_t> renamed(count);
    std::iota(renamed.begin(), renamed.end(), 0U);
    core::CounterRandom random(seed, 4);
    for (std::size_t i = count; i > 1; --i) std::swap(renamed[i - 1], renamed[random.below(i)]);
    World other;
    other.seeds.resize(count);
    for (std::size_t i = 0; i < count; ++i) other.seeds[renamed[i]] = world.seeds[i];
    for (auto edge = world.edges.rbegin(); edge != world.edges.rend(); ++edge)
      other.edges.push_back({renamed[edge->b], renamed[edge->a]});
    const auto a = place(world), b = place(other);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(a[i], b[renamed[i]]) << "seed " << seed;
  }
}

TEST(Layout, Laws3And4NoTwoOnOnePointAndAllInside) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const World world = random_world(seed, 1 + 7 * seed, 5 * seed);
    const auto points = place(world);
    ASSERT_EQ(points.size(), world.seeds.size());
    EXPECT_EQ(std::set<LayoutPoint>(points.begin(), points.end()).size(), points.size());
    for (const auto p : points) {
      EXPECT_LE(std::abs(p.x), layout_most);
      EXPECT_LE(std::abs(p.y), layout_most);
    }
  }
}

TEST(Layout, EmptySingleAndStar) {
  EXPECT_TRUE(place({}).empty());
  const auto single = place({{7}, {}});
  EXPECT_EQ(single, (std::vector<LayoutPoint>{{0, 0}}));
  World star = random_world(5, 40, 0);
  for (std::uint32_t leaf = 1; leaf < 40; ++leaf) star.edges.push_back({0, leaf});
  const auto points = place(star);
  double furthest = 0, between = 0;
  for (std::size_t a = 1; a < points.size(); ++a) {
    furthest = std::max(furthest, distance(points[0], points[a]));
    for (std::size_t b = 1; b < a; ++b) between = std::max(between, distance(points[a], points[b]));
  }
  EXPECT_LT(furthest, between) << "the middle of a star is in its middle";
}

TEST(Layout, WhatIsJoinedStandsNearer) {
  const World world = random_world(9, 300, 420);
  const auto points = place(world);
  double joined = 0, all = 0;
  for (const auto edge : world.edges) joined += distance(points[edge.a], points[edge.b]);
  for (std::size_t a = 0; a < points.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) all += distance(points[a], points[b]);
  joined /= static_cast<double>(world.edges.size());
  all /= static_cast<double>(points.size() * (points.size() - 1) / 2);
  EXPECT_LT(joined * 2, all);
}

TEST(Layout, PushEqualsTheTwinWithoutGroups) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    core::CounterRandom random(seed, 6);
    std::vector<LayoutVector> points(random.below(90));
    for (auto& p : points) p = {random.unit() * 9, random.unit() * 9};
    if (points.size() > 2) points[1] = points[0];  // one on the other
    const auto slow = push_apart_reference(points);
    const auto fast = push_apart(core::RunContext{}, points, 0);
    ASSERT_TRUE(fast.has_value());
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double size = 1 + std::abs(slow[i].x) + std::abs(slow[i].y);
      EXPECT_NEAR((*fast)[i].x, slow[i].x, 1e-9 * size) << "seed " << seed;
      EXPECT_NEAR((*fast)[i].y, slow[i].y, 1e-9 * size) << "seed " << seed;
    }
  }
}

TEST(Layout, GroupsChangeThePushByLittle) {
  core::CounterRandom random(3, 7);
  std::vector<LayoutVector> points(500);
  for (auto& p : points) p = {random.unit() * 20, random.unit() * 20};
  const auto slow = push_apart_reference(points);
  const auto fast = push_apart(core::RunContext{}, points, 0.9);
  ASSERT_TRUE(fast.has_value());
  double difference = 0, size = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    difference += std::hypot((*fast)[i].x - slow[i].x, (*fast)[i].y - slow[i].y);
    size += std::hypot(slow[i].x, slow[i].y);
  }
  EXPECT_LT(difference, 0.1 * size);
}

TEST(Layout, RefusesANodeOutOfRangeAndTooMany) {
  const World world{{1, 2}, {{0, 2}}};
  const auto placed = place_nodes(core::RunContext{}, world.request());
  ASSERT_FALSE(placed.has_value());
  EXPECT_EQ(placed.error().code, core::ErrorCode::bad_input);
  const std::vector<std::uint64_t> many(200'001);
  EXPECT_FALSE(place_nodes(core::RunContext{}, {many, {}}).has_value());
}

TEST(Layout, StopsWhenAsked) {
  const World world = random_world(1, 100, 200);
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto placed = place_nodes(context, world.request());
  ASSERT_FALSE(placed.has_value());
  EXPECT_EQ(placed.error().code, core::ErrorCode::cancelled);
}

TEST(Layout, RoundTakesFreePointsAndMovesNone) {
  const std::vector<LayoutPoint> taken{{0, 0}, {80, -80}, {0, -80}};
  for (const LayoutPoint middle : {LayoutPoint{0, 0}, LayoutPoint{1000, 1000}}) {
    const auto few = place_round(middle, taken, 10), many = place_round(middle, taken, 400);
    std::set<LayoutPoint> all(taken.begin(), taken.end());
    all.insert(middle);
    const std::size_t before = all.size();
    all.insert(many.begin(), many.end());
    EXPECT_EQ(all.size(), before + 400);
    for (std::size_t i = 0; i < few.size(); ++i) EXPECT_EQ(few[i], many[i]);
  }
}

}  // namespace
}  // namespace cuibono::network
