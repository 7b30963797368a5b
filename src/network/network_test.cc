#include "network/network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

namespace cuibono::network {
namespace {

struct World {
  std::uint32_t nodes = 0;
  std::vector<std::uint32_t> from, to;
  std::vector<std::int64_t> time_us;
  std::vector<EventRef> event;
  [[nodiscard]] Edges edges() const { return {from, to, time_us, event}; }
};

World random_world(std::uint64_t seed) {
  core::CounterRandom random(seed, 1);
  World world;
  world.nodes = static_cast<std::uint32_t>(1 + random.below(12));
  const std::uint64_t count = random.below(60);
  for (std::uint32_t e = 0; e < count; ++e) {
    world.from.push_back(static_cast<std::uint32_t>(random.below(world.nodes)));
    world.to.push_back(static_cast<std::uint32_t>(random.below(world.nodes)));
    world.time_us.push_back(random.between(-3, 9));  // equal stamps are common
    world.event.push_back({random.chance(0.5) ? Layer::call : Layer::payment, e});
  }
  return world;
}

bool same(const Rows& a, const Rows& b) {
  return a.begin == b.begin && a.neighbour == b.neighbour && a.time_us == b.time_us &&
         a.event == b.event;
}

TEST(Network, EqualsTheTwinOnRandomWorldsForAnyThreads) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const World world = random_world(seed);
    for (const bool forward : {true, false}) {
      const Rows slow = make_rows_reference(world.edges(), world.nodes, forward);
      for (const unsigned threads : {1U, 2U, 8U}) {
        core::RunContext context;
        context.threads = threads;
        const auto fast = make_rows(context, world.edges(), world.nodes, forward);
        ASSERT_TRUE(fast.has_value());
        ASSERT_TRUE(same(*fast, slow)) << "seed " << seed << " forward " << forward;
      }
    }
  }
}

TEST(Network, Law1EveryEdgeIsInExactlyOneRow) {
  const World world = random_world(7);
  const Rows rows = make_rows_reference(world.edges(), world.nodes, true);
  std::vector<EventRef> seen = rows.event;
  std::vector<EventRef> all = world.event;
  std::sort(seen.begin(), seen.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(seen, all);
}

TEST(Network, Law2TimeDoesNotDecreaseInsideARow) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const World world = random_world(seed);
    const auto rows = make_rows(core::RunContext{}, world.edges(), world.nodes, true);
    ASSERT_TRUE(rows.has_value());
    for (std::size_t n = 0; n < world.nodes; ++n) {
      for (auto e = rows->begin[n] + 1; e < rows->begin[n + 1]; ++e) {
        EXPECT_LE(std::tie(rows->time_us[e - 1], rows->event[e - 1]),
                  std::tie(rows->time_us[e], rows->event[e]))
            << "seed " << seed;
      }
    }
  }
}

TEST(Network, Law3TransposeOfTransposeIsTheSameMultigraph) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const World world = random_world(seed);
    const auto in = make_rows(core::RunContext{}, world.edges(), world.nodes, false);
    ASSERT_TRUE(in.has_value());
    World back{world.nodes, {}, {}, {}, {}};
    for (std::uint32_t n = 0; n < world.nodes; ++n) {
      for (auto e = in->begin[n]; e < in->begin[n + 1]; ++e) {
        back.from.push_back(in->neighbour[e]);
        back.to.push_back(n);
        back.time_us.push_back(in->time_us[e]);
        back.event.push_back(in->event[e]);
      }
    }
    EXPECT_TRUE(same(make_rows_reference(back.edges(), back.nodes, true),
                     make_rows_reference(world.edges(), world.nodes, true)));
  }
}

TEST(Network, RefusesANodeOutOfRange) {
  const std::vector<std::uint32_t> from{0}, to{3};
  const std::vector<std::int64_t> time{1};
  const std::vector<EventRef> event{{}};
  const auto rows = make_rows(core::RunContext{}, {from, to, time, event}, 3, true);
  ASSERT_FALSE(rows.has_value());
  EXPECT_EQ(rows.error().code, core::ErrorCode::bad_input);
}

TEST(Network, RefusesColumnsOfDifferentLengths) {
  const std::vector<std::uint32_t> from{0, 1}, to{1};
  const std::vector<std::int64_t> time{1};
  const std::vector<EventRef> event{{}};
  EXPECT_FALSE(make_rows(core::RunContext{}, {from, to, time, event}, 3, true).has_value());
}

}  // namespace
}  // namespace cuibono::network
