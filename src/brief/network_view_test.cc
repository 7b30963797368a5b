// Sums, neighbours and paths of the view against plain loops over small worlds.
#include "brief/network_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace cuibono::brief {
namespace {

using network::EventRef;
using network::Layer;

constexpr std::uint32_t numbers_most = 7;

/// Numbers that call and pay each other; one report makes the first two a victim's, if asked.
struct World {
  CaseFacts facts;
  evidence::Evidence evidence;
  entities::Entities entities;
  network::Network network;
  money::Money money;
  std::unique_ptr<NetworkView> view;
  World() = default;
  World(const World&) = delete;
  World& operator=(const World&) = delete;
};

std::string name_of(std::uint32_t number) {
  return "tel:+9993700000" + std::to_string(10 + number);
}

void add_call(evidence::Evidence& evidence, std::int64_t time, std::uint32_t a, std::uint32_t b,
              std::int32_t duration) {
  auto& calls = evidence.calls;
  calls.time_us.push_back(time);
  calls.precision.push_back(core::Precision::second);
  calls.offset_min.push_back(0);
  calls.duration_s.push_back(duration);
  calls.caller.emplace_back(a), calls.callee.emplace_back(b);
  for (auto* column : {&calls.displayed, &calls.diverted_from, &calls.caller_imei,
                       &calls.caller_imsi, &calls.callee_imei, &calls.callee_imsi})
    column->push_back(evidence::no_selector);
  calls.caller_cell.emplace_back(), calls.callee_cell.emplace_back();
  calls.kind.push_back(evidence::CallKind::voice);
  calls.answered.push_back(evidence::Answered::yes);
  calls.legs.records.emplace_back(0U, calls.size());
  calls.legs.begin.push_back(calls.legs.records.size());
}

void add_payment(evidence::Evidence& evidence, std::int64_t time, std::uint32_t a, std::uint32_t b,
                 std::int64_t amount, core::AssetId asset) {
  auto& transfers = evidence.transfers;
  transfers.time_us.push_back(time), transfers.value_time_us.push_back(time);
  transfers.precision.push_back(core::Precision::second);
  transfers.value_precision.push_back(core::Precision::second);
  transfers.offset_min.push_back(0);
  transfers.seq.push_back(0);
  transfers.payer.emplace_back(a), transfers.payee.emplace_back(b);
  transfers.amount_minor.push_back(amount), transfers.received_minor.push_back(amount);
  transfers.asset.push_back(asset), transfers.received_asset.push_back(asset);
  transfers.balance_after_minor.push_back(evidence::no_amount);
  transfers.payee_balance_after_minor.push_back(evidence::no_amount);
  transfers.kind.push_back(evidence::TransferKind::payment);
  transfers.reference.emplace_back(), transfers.channel.emplace_back();
  transfers.reverses.push_back(evidence::no_event);
  transfers.is_asset.push_back(0), transfers.is_reported_only.push_back(0);
  transfers.legs.records.emplace_back(0U, 1000 + transfers.size());
  transfers.legs.begin.push_back(transfers.legs.records.size());
}

std::unique_ptr<World> make_world(std::uint64_t seed, VictimNames victims,
                                  std::uint64_t events_most) {
  auto world = std::make_unique<World>();
  core::CounterRandom random(seed, 11);
  auto& evidence = world->evidence;
  world->facts.victims = victims;
  world->facts.pseudonym_key = "key";
  evidence.items.resize(1);
  evidence.items[0].label = "E0001";
  std::vector<std::string> texts;
  for (std::uint32_t n = 0; n < numbers_most; ++n) texts.push_back(name_of(n));
  evidence.selectors =
      evidence::SelectorTable(texts, std::vector(texts.size(), evidence::SelectorKind::tel),
                              std::vector(texts.size(), evidence::Validity::valid));
  const core::AssetId euro = *core::find_asset("EUR"), pound = *core::find_asset("GBP");
  const std::uint64_t events = 1 + random.below(events_most);
  std::int64_t time = 0;
  for (std::uint64_t e = 0; e < events; ++e) {
    time += random.between(0, 2);  // equal stamps are common
    const auto a = static_cast<std::uint32_t>(random.below(numbers_most));
    const auto b = static_cast<std::uint32_t>(random.below(numbers_most));
    if (random.chance(0.5))
      add_call(evidence, time, a, b, static_cast<std::int32_t>(random.below(100)));
    else
      add_payment(evidence, time, a, b, random.between(1, 9), random.chance(0.7) ? euro : pound);
  }
  entities::Entity victim;
  victim.id = "cb-victim";
  victim.schema = "Person";
  victim.selectors = {evidence::SelectorId(0), evidence::SelectorId(1)};
  victim.names = {"Nora Quill"};
  victim.is_victim = true;
  world->entities.entities = {victim};
  world->entities.of_selector.assign(numbers_most, entities::no_entity);
  world->entities.of_selector[0] = world->entities.of_selector[1] = entities::EntityId(0);
  auto network = network::make_network(core::RunContext{}, evidence);
  EXPECT_TRUE(network.has_value());
  world->network = std::move(*network);
  for (std::uint32_t t = 0; t < evidence.transfers.size(); ++t)
    world->money.flows.push_back({evidence::TransferId(t), 1, 1, 0});
  auto view = NetworkView::make(core::RunContext{}, {world->facts, world->evidence, world->entities,
                                                     world->network, world->money});
  EXPECT_TRUE(view.has_value());
  world->view = std::move(*view);
  return world;
}

/// Every event between marks, by a plain loop.
std::vector<ViewEvent> all_events(const World& world) {
  std::vector<ViewEvent> events;
  const auto add = [&](EventRef event, evidence::SelectorId a, evidence::SelectorId b) {
    const auto from = world.view->mark_of(a), to = world.view->mark_of(b);
    if (from && to && *from != *to) events.push_back({event, *from, *to});
  };
  for (std::uint32_t c = 0; c < world.evidence.calls.size(); ++c)
    add({Layer::call, c}, world.evidence.calls.caller[c], world.evidence.calls.callee[c]);
  for (std::uint32_t t = 0; t < world.evidence.transfers.size(); ++t)
    add({Layer::payment, t}, world.evidence.transfers.payer[t], world.evidence.transfers.payee[t]);
  return events;
}

ViewScope random_scope(core::CounterRandom& random) {
  ViewScope scope;
  if (random.chance(0.5)) scope.from_us = random.between(0, 10);
  if (random.chance(0.5)) scope.to_us = random.between(5, 30);
  scope.calls = random.chance(0.8);
  scope.payments = random.chance(0.8);
  return scope;
}

bool counts(const World& world, const ViewEvent& event, const ViewScope& scope) {
  const std::int64_t time = *world.view->time_of(event.event);
  return scope.has(event.event.layer) && (!scope.from_us || time >= *scope.from_us) &&
         (!scope.to_us || time < *scope.to_us);
}

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
  const World& world;
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

TEST(NetworkView, ASiteStandsBesideItsNumbersAndFoldedForAllOfThem) {
  std::size_t between = 0, of_victims = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto world = make_world(seed, VictimNames::pseudonym, 60);
    core::CounterRandom random(seed, 14);
    StartRequest request;
    request.seeds = {ViewNode(2), ViewNode(5)};
    request.sites = {{ViewNode(2), ViewNode(3)}, {ViewNode(4)}};
    request.scope = random_scope(random);
    const StartGraph graph = world->view->start(request);
    const auto is_node = [&](ViewNode node) {
      return std::find(graph.nodes.begin(), graph.nodes.end(), node) != graph.nodes.end();
    };
    ASSERT_FALSE(graph.sites.empty()) << "seed " << seed;
    for (std::uint32_t s = 0; s < graph.sites.size(); ++s) {
      const SiteMark& mark = graph.sites[s];
      const auto& numbers = request.sites[mark.site];
      const auto in = [&](ViewNode node) {
        return std::find(numbers.begin(), numbers.end(), node) != numbers.end();
      };
      EXPECT_FALSE(mark.drawn.empty());
      for (const auto node : mark.drawn) EXPECT_TRUE(in(node) && is_node(node));
      EXPECT_EQ(mark.folded.size(), mark.folded_total);
      std::set<ViewNode> victims;
      for (const auto& one : all_events(*world)) {
        if (!counts(*world, one, request.scope) || in(one.from) == in(one.to)) continue;
        const ViewNode other = in(one.from) ? one.to : one.from;
        if (world->view->is_victim(other) && !is_node(other)) victims.insert(other);
      }
      EXPECT_EQ(mark.victims, victims.size()) << "seed " << seed;
      for (const auto& edge : mark.folded) {
        std::uint64_t events = 0;
        core::Int128 amount = 0;
        for (const auto& one : all_events(*world)) {
          const ViewNode own = edge.goes_out ? one.from : one.to;
          const ViewNode other = edge.goes_out ? one.to : one.from;
          if (!counts(*world, one, request.scope) || !in(own) || in(other)) continue;
          const auto& there = edge.other_site ? request.sites[graph.sites[*edge.other_site].site]
                                              : std::vector<ViewNode>{};
          const bool fits = edge.other ? other == *edge.other
                            : edge.other_site
                                ? std::find(there.begin(), there.end(), other) != there.end()
                                : victims.contains(other);
          const bool pays = one.event.layer == Layer::payment;
          if (!fits || one.event.layer != edge.sum.layer ||
              (pays && world->evidence.transfers.asset[one.event.event] != edge.sum.asset))
            continue;
          ++events;
          if (pays) amount += world->evidence.transfers.amount_minor[one.event.event];
        }
        EXPECT_EQ(edge.sum.events, events) << "seed " << seed;
        if (edge.sum.layer == Layer::payment) {
          EXPECT_EQ(edge.sum.amount_minor, amount) << "seed " << seed;
        }
        between += edge.other_site ? 1U : 0U;
        of_victims += !edge.other && !edge.other_site ? 1U : 0U;
      }
    }
  }
  EXPECT_GT(between, 20U);
  EXPECT_GT(of_victims, 20U);
}

TEST(NetworkView, SitesAndTheirLinksAreCountedAmongTheMarks) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto world = make_world(seed, VictimNames::clear, 60);
    StartRequest request;
    request.seeds = {ViewNode(2), ViewNode(3), ViewNode(4), ViewNode(5)};
    request.sites = {{ViewNode(2), ViewNode(3), ViewNode(6)}, {ViewNode(4)}};
    for (request.marks_most = 1; request.marks_most < 20; ++request.marks_most) {
      const StartGraph graph = world->view->start(request);
      std::size_t links = 0;
      for (const auto& site : graph.sites) links += site.drawn.size();
      EXPECT_LE(graph.nodes.size() + graph.sites.size() + links + graph.edges.size(),
                request.marks_most);
      EXPECT_GE(graph.nodes_total, graph.nodes.size() + graph.sites.size());
      EXPECT_GE(graph.edges_total, graph.edges.size() + links);
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
