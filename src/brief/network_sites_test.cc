// Sites of a picture against plain loops over all events.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "brief/network_worlds.h"

namespace cuibono::brief {
namespace {

using network::Layer;

TEST(NetworkSites, ASiteStandsBesideItsNumbersAndFoldedForAllOfThem) {
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

TEST(NetworkSites, SitesAndTheirLinksAreCountedAmongTheMarks) {
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

}  // namespace
}  // namespace cuibono::brief
