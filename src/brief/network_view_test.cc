// Sums, neighbours and paths of the view against plain loops over small worlds.
#include "brief/network_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "brief/network_worlds.h"

namespace cuibono::brief {
namespace {

using network::EventRef;
using network::Layer;

TEST(NetworkView, Law1SumsOfEdgesAreThoseOfTheirEventsInTheWindow) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto world = make_world(seed, VictimNames::pseudonym, 60);
    core::CounterRandom random(seed, 12);
    const ViewScope scope = random_scope(random);
    std::set<ViewNode> marks;
    for (std::uint32_t n = 0; n < numbers_most; ++n)
      marks.insert(*world->view->mark_of(evidence::SelectorId(n)));
    std::map<std::pair<Layer, core::AssetId>, std::pair<std::uint64_t, core::Int128>> slow, fast;
    for (const auto& event : all_events(*world)) {
      if (!counts(*world, event, scope)) continue;
      const bool pays = event.event.layer == Layer::payment;
      const core::AssetId asset =
          pays ? world->evidence.transfers.asset[event.event.event] : core::AssetId{};
      auto& sum = slow[{event.event.layer, asset}];
      ++sum.first;
      if (pays) sum.second += world->evidence.transfers.amount_minor[event.event.event];
    }
    const std::vector<ViewNode> all(marks.begin(), marks.end());
    for (const auto& edge : world->view->edges_among(all, scope)) {
      auto& sum = fast[{edge.layer, edge.asset}];
      sum.first += edge.events;
      sum.second += edge.amount_minor;
      EXPECT_EQ(edge.records_total, edge.events);
      if (edge.layer == Layer::payment) {
        EXPECT_EQ(edge.traced_minor, edge.events);
      }
      ViewScope one = scope;
      one.calls = edge.layer == Layer::call;
      one.payments = edge.layer == Layer::payment;
      const auto events = world->view->events_between(edge.a, edge.b, one);
      EXPECT_GE(events.size(), edge.events);  // of all assets
    }
    EXPECT_EQ(slow, fast) << "seed " << seed;
    // Each edge is met from both of its ends, and a mark's sum is that of its edges.
    std::uint64_t halves = 0, events = 0;
    for (const ViewNode node : all) {
      const auto near = world->view->neighbours(node, scope, NeighbourOrder::events);
      const NodeSum sum = world->view->sum_of(node, scope);
      EXPECT_EQ(near.size(), sum.neighbours);
      for (const auto& one : near) halves += one.events;
    }
    for (const auto& [key, sum] : slow) events += sum.first;
    EXPECT_EQ(halves, 2 * events) << "seed " << seed;
  }
}

TEST(NetworkView, Law2VictimsFoldAndCannotBeAskedFor) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto hidden = make_world(seed, VictimNames::pseudonym, 40);
    const auto mark = hidden->view->mark_of(evidence::SelectorId(0));
    ASSERT_TRUE(mark.has_value());
    EXPECT_EQ(mark, hidden->view->mark_of(evidence::SelectorId(1)));
    EXPECT_TRUE(hidden->view->text(*mark).starts_with("victim:V-"));
    EXPECT_EQ(hidden->view->find(hidden->view->text(*mark)), mark);
    EXPECT_FALSE(hidden->view->find(name_of(0)).has_value());
    EXPECT_TRUE(hidden->view->find(name_of(2)).has_value());
    EXPECT_TRUE(hidden->view->names(*mark).empty());
    EXPECT_EQ(hidden->view->kind(*mark), "victim");
    for (const ViewNode node : hidden->view->search("+999", 100))
      EXPECT_FALSE(hidden->view->is_victim(node));
    const auto omitted = make_world(seed, VictimNames::omit, 40);
    EXPECT_FALSE(omitted->view->mark_of(evidence::SelectorId(0)).has_value());
    for (std::uint32_t n = 2; n < numbers_most; ++n) {
      for (const auto& one : omitted->view->neighbours(ViewNode(n), {}, NeighbourOrder::events))
        EXPECT_FALSE(omitted->view->is_victim(one.node));
    }
    const auto clear = make_world(seed, VictimNames::clear, 40);
    EXPECT_EQ(clear->view->text(*clear->view->find(name_of(0))), name_of(0));
    EXPECT_NE(clear->view->find(name_of(0)), clear->view->find(name_of(1)));
  }
}

/// The twin: every walk of at most `steps` steps is tried, the shortest first; nothing is remembered.
struct Twin {
  const CallingWorld& world;
  const PathRequest& request;
  std::vector<ViewEvent> events;
  std::optional<std::int64_t> best;  ///< arrival of the best walk of this length

  void walk(ViewNode at, std::optional<std::int64_t> time, const EventRef* last, std::size_t left) {
    if (left == 0) {
      if (at == request.to && (!best || *time < *best)) best = time;
      return;
    }
    for (const auto& event : events) {
      const bool forward = event.from == at;
      const bool backward = event.to == at && event.event.layer == Layer::call;
      if (!forward && !backward) continue;
      if (last != nullptr && *last == event.event) continue;
      const std::int64_t then = *world.view->time_of(event.event);
      if (time && (then < *time || (request.gap_us && then - *time > *request.gap_us))) continue;
      if (event.event.layer == Layer::payment && request.amount_minor &&
          world.evidence.transfers.amount_minor[event.event.event] < *request.amount_minor)
        continue;
      walk(forward ? event.to : event.from, then, &event.event, left - 1);
    }
  }
};

TEST(NetworkView, Law3PathsThatFollowTimeEqualTheTwin) {
  std::size_t found = 0;
  for (std::uint64_t seed = 0; seed < 900; ++seed) {
    const auto world = make_world(seed, VictimNames::pseudonym, 14);
    core::CounterRandom random(seed, 13);
    PathRequest request;
    request.from = *world->view->mark_of(evidence::SelectorId(2));
    request.to = *world->view->mark_of(evidence::SelectorId(random.chance(0.5) ? 0U : 3U));
    request.scope = random_scope(random);
    if (random.chance(0.5)) request.gap_us = random.between(0, 4);
    if (random.chance(0.3)) request.amount_minor = random.between(1, 9);
    Twin twin{*world, request, {}, {}};
    for (const auto& event : all_events(*world))
      if (counts(*world, event, request.scope)) twin.events.push_back(event);
    std::size_t length = 0;
    constexpr std::size_t steps_tried = 5;  // the twin's cost grows by ten a step
    while (!twin.best && length < steps_tried)
      twin.walk(request.from, std::nullopt, nullptr, ++length);
    const auto path = world->view->find_path(core::RunContext{}, request);
    ASSERT_TRUE(path.has_value());
    if (!twin.best) {
      EXPECT_TRUE(path->steps.empty() || path->steps.size() > steps_tried) << "seed " << seed;
      continue;
    }
    ++found;
    ASSERT_EQ(path->steps.size(), length) << "seed " << seed;
    EXPECT_EQ(*world->view->time_of(path->steps.back().event), *twin.best) << "seed " << seed;
    EXPECT_EQ(path->steps.front().from, request.from);
    for (std::size_t s = 1; s < path->steps.size(); ++s) {
      EXPECT_EQ(path->steps[s].from, path->steps[s - 1].to);
      EXPECT_LE(*world->view->time_of(path->steps[s - 1].event),
                *world->view->time_of(path->steps[s].event));
    }
  }
  EXPECT_GT(found, 100U);
}

TEST(NetworkView, ShortestPathsEqualALoopOverDistances) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto world = make_world(seed, VictimNames::pseudonym, 12);
    PathRequest request;
    request.follow_time = false;
    request.from = *world->view->mark_of(evidence::SelectorId(2));
    request.to = *world->view->mark_of(evidence::SelectorId(3));
    std::map<ViewNode, std::size_t> distance{{request.from, 0}};
    for (std::size_t round = 1; round <= numbers_most; ++round) {
      const auto before = distance;
      for (const auto& event : all_events(*world)) {
        if (before.contains(event.from)) distance.emplace(event.to, round);
        if (before.contains(event.to)) distance.emplace(event.from, round);
      }
    }
    const auto path = world->view->find_path(core::RunContext{}, request);
    ASSERT_TRUE(path.has_value());
    const auto at = distance.find(request.to);
    EXPECT_EQ(path->steps.size(), at == distance.end() ? 0 : at->second) << "seed " << seed;
  }
}

TEST(NetworkView, HubsAreNotPassedThrough) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto world = make_world(seed, VictimNames::pseudonym, 30);
    PathRequest request;
    request.from = *world->view->mark_of(evidence::SelectorId(2));
    request.to = *world->view->mark_of(evidence::SelectorId(3));
    request.degree_most = 2;
    for (const bool follow : {true, false}) {
      request.follow_time = follow;
      const auto path = world->view->find_path(core::RunContext{}, request);
      ASSERT_TRUE(path.has_value());
      ViewNode at = request.from;
      for (const auto& step : path->steps) {
        at = step.from == at ? step.to : step.from;
        if (at != request.to && at != request.from) {
          EXPECT_LE(world->view->degree(at), 2U);
        }
      }
    }
  }
}

TEST(NetworkView, WithoutActorsAndTracedMoneyTheStartIsWhoKnowsMost) {
  std::size_t drawn = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto world = make_world(seed, VictimNames::pseudonym, 60);
    StartRequest request;
    request.scope.payments = false;  // so that no traced money chooses
    const StartGraph graph = world->view->start(request);
    std::uint64_t most = 0;
    for (std::uint32_t s = 0; s < numbers_most; ++s) {
      const auto mark = world->view->mark_of(evidence::SelectorId(s));
      if (mark && !world->view->is_victim(*mark))
        most = std::max(most, world->view->sum_of(*mark, request.scope).neighbours);
    }
    ASSERT_EQ(graph.nodes.empty(), most == 0) << "seed " << seed;
    if (graph.nodes.empty()) continue;
    ++drawn;
    EXPECT_EQ(world->view->sum_of(graph.nodes.front(), request.scope).neighbours, most);
    for (const auto node : graph.nodes) EXPECT_FALSE(world->view->is_victim(node));
  }
  EXPECT_GT(drawn, 50U);
}

TEST(NetworkView, AStartCountsWhatItLeavesOut) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const auto world = make_world(seed, VictimNames::pseudonym, 60);
    StartRequest request;
    request.seeds = {ViewNode(2), ViewNode(4)};
    request.marks_most = 12;
    const StartGraph graph = world->view->start(request);
    std::uint64_t edges = graph.edges.size();
    for (const auto& group : graph.groups) edges += group.in.size() + group.out.size();
    EXPECT_LE(graph.nodes.size() + graph.groups.size() + edges, request.marks_most + 4);
    EXPECT_GE(graph.nodes_total, graph.nodes.size());
    EXPECT_GE(graph.edges_total, graph.edges.size());
    if (graph.nodes_total > graph.nodes.size()) {
      EXPECT_FALSE(graph.omitted_because.empty());
    }
    for (const auto& edge : graph.edges) {
      EXPECT_NE(std::find(graph.nodes.begin(), graph.nodes.end(), edge.a), graph.nodes.end());
      EXPECT_NE(std::find(graph.nodes.begin(), graph.nodes.end(), edge.b), graph.nodes.end());
    }
  }
}

TEST(NetworkView, StopsWhenAsked) {
  const auto world = make_world(1, VictimNames::pseudonym, 40);
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto view = NetworkView::make(
      context, {world->facts, world->evidence, world->entities, world->network, world->money});
  ASSERT_FALSE(view.has_value());
  EXPECT_EQ(view.error().code, core::ErrorCode::cancelled);
}

TEST(Latin, OtherScriptsAreReadAndLatinIsLeft) {
  EXPECT_EQ(latin_of("Катрина"), "Katrina");
  EXPECT_FALSE(latin_of("Élise 7").has_value());
  EXPECT_FALSE(latin_of("").has_value());
  EXPECT_TRUE(latin_of("김민준").has_value());
}

}  // namespace
}  // namespace cuibono::brief
