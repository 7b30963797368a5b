// Which marks are drawn first: the ones asked for, or the engine's own choice; those that stand between
// several of them; some that hang on one alone; victims together. What is left out is counted and said.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "brief/network_view_parts.h"
#include "brief/privacy.h"

namespace cuibono::brief {

using network::Layer;

namespace {

/// Most marks that hang on one shown mark alone, of one mark and of all; a reader opens the others.
constexpr std::size_t leaves_most = 25, leaves_of_all = 100;
/// Of the engine's own choice: marks, and those that stand between them.
constexpr std::size_t chosen_most = 160, between_most = 80;
/// Victims of one mark that are drawn one by one.
constexpr std::size_t victims_alone_most = 3;
/// Of the marks, nodes are at most this part: a graph without edges says nothing.
constexpr std::size_t part_of_nodes = 3;

struct Candidate {
  ViewNode node{};
  std::uint64_t touches = 0, events = 0;
  ViewNode of{};  ///< the first that it touches
};

/// Candidates by their marks, in the order in which they were met.
class Candidates {
 public:
  explicit Candidates(std::size_t selectors) : place_(selectors, 0) {}
  Candidate& at(ViewNode node) {
    std::uint32_t& place = place_[node.index()];
    if (place == 0) {
      all_.push_back({node, 0, 0, node});
      place = static_cast<std::uint32_t>(all_.size());
    }
    return all_[place - 1];
  }
  [[nodiscard]] const std::vector<Candidate>& all() const noexcept { return all_; }

 private:
  std::vector<std::uint32_t> place_;  ///< [selectors] position in all_ + 1; 0: none
  std::vector<Candidate> all_;
};

}  // namespace

std::vector<ViewNode> NetworkView::richest(const ViewScope& scope) const {
  std::map<ViewNode, core::Int128> passed;
  const auto& transfers = input_.evidence.transfers;
  for (std::uint32_t t = 0; t < transfers.size(); ++t) {
    if (traced_[t] == 0 || !counts({Layer::payment, t}, scope)) continue;
    const auto mark = mark_of(transfers.payee[t]);
    // Amounts of several currencies are not added up: each counts by its share of what is traced in it.
    if (mark && !is_victim(*mark))
      passed[*mark] +=
          core::Int128{1'000'000'000'000} * traced_[t] / traced_in_[transfers.asset[t].index()];
  }
  std::vector<ViewNode> nodes;
  for (const auto& [node, share] : passed) nodes.push_back(node);
  std::stable_sort(nodes.begin(), nodes.end(),
                   [&](ViewNode a, ViewNode b) { return passed.at(a) > passed.at(b); });
  return nodes;
}

std::vector<ViewNode> NetworkView::busiest(const ViewScope& scope) const {
  std::vector<std::pair<std::uint64_t, ViewNode>> marks;
  for (std::uint32_t s = 0; s < mark_.size(); ++s) {
    const ViewNode node(s);
    if (mark_[s] != node || degree_[s] == 0 || (privacy_->hides() && is_victim(node))) continue;
    if (const std::uint64_t known = sum_of(node, scope).neighbours; known > 0)
      marks.emplace_back(known, node);
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const auto& x, const auto& y) { return x.first > y.first; });
  std::vector<ViewNode> nodes;
  for (const auto& [known, node] : marks) nodes.push_back(node);
  return nodes;
}

VictimGroup NetworkView::group_of(ViewNode node, std::vector<Near> victims,
                                  const ViewScope& scope) const {
  VictimGroup group;
  group.of = node;
  group.count = victims.size();
  std::sort(victims.begin(), victims.end(), [](const Near& x, const Near& y) {
    return std::tuple(y.events, x.node) < std::tuple(x.events, y.node);
  });
  for (const Near& one : victims) {
    for (const auto& edge : edges_between(node, one.node, scope))
      add_edges(edge.a == node ? group.in : group.out, edge);
  }
  return group;
}

StartGraph NetworkView::start(const StartRequest& request) const {
  StartGraph graph;
  const std::size_t room = std::max<std::size_t>(1, request.marks_most / part_of_nodes);
  std::vector<ViewNode> core = request.seeds;
  const bool chosen = core.empty();
  if (chosen) {
    // Numbers and accounts in turn, so that neither pushes the other out.
    const std::vector<ViewNode> accounts =
        request.scope.payments ? richest(request.scope) : std::vector<ViewNode>{};
    const std::vector<ViewNode>& numbers = request.hints;
    for (std::size_t i = 0; i < std::max(numbers.size(), accounts.size()); ++i) {
      if (i < numbers.size() && request.scope.calls && has_near(numbers[i], request.scope))
        core.push_back(numbers[i]);
      if (i < accounts.size()) core.push_back(accounts[i]);
    }
    // Records without a report give no desk and no victims' money: the marks that know most others then.
    if (core.empty()) core = busiest(request.scope);
  }
  std::set<ViewNode> known;
  std::erase_if(core, [&](ViewNode node) { return !known.insert(node).second; });
  const std::uint64_t core_total = graph.nodes_total = core.size();
  const std::size_t core_most = chosen ? std::min(room / 2, chosen_most) : room;
  if (core.size() > core_most) core.resize(core_most);

  Candidates candidates(mark_.size());
  std::set<ViewNode> victims_met;
  std::vector<std::uint8_t> in_core(mark_.size(), 0);
  for (const ViewNode node : core) in_core[node.index()] = 1;
  for (const ViewNode seed : core) {
    std::vector<Near> victims;
    for (const Near& one : near_of(seed, request.scope)) {
      const bool is_core = in_core[one.node.index()] != 0;
      graph.edges_total += is_core && one.node < seed ? 0 : one.edges;
      if (is_core) continue;
      if (privacy_->hides() && is_victim(one.node)) {
        victims_met.insert(one.node);
        if (!is_victim(seed)) {
          victims.push_back(one);
          continue;
        }
      }
      Candidate& candidate = candidates.at(one.node);
      if (candidate.touches == 0) candidate.of = seed;
      ++candidate.touches;
      candidate.events += one.events;
    }
    if (victims.empty()) continue;
    if (!chosen && victims.size() <= victims_alone_most) {
      for (const Near& one : victims) {
        Candidate& candidate = candidates.at(one.node);
        candidate = {one.node, candidate.touches + core.size(), one.events, seed};
      }
      continue;
    }
    graph.groups.push_back(group_of(seed, std::move(victims), request.scope));
  }
  graph.nodes_total += victims_met.size();

  std::map<ViewNode, std::size_t> leaves;
  std::uint64_t leaves_left = 0, no_room = 0;
  const std::size_t leaves_each =
      chosen ? 0 : std::min(leaves_most, leaves_of_all / std::max<std::size_t>(1, core.size()));
  std::vector<Candidate> ranked;
  for (const Candidate& one : candidates.all()) {
    if (!victims_met.contains(one.node)) ++graph.nodes_total;
    if (one.touches == 1 && leaves_each == 0)
      ++leaves_left;
    else
      ranked.push_back(one);
  }
  std::sort(ranked.begin(), ranked.end(), [](const Candidate& x, const Candidate& y) {
    return std::tuple(y.touches, y.events, x.node) < std::tuple(x.touches, x.events, y.node);
  });
  graph.nodes = core;
  const std::size_t nodes_most =
      chosen ? std::min(room, core.size() + between_most + graph.groups.size()) : room;
  for (const Candidate& candidate : ranked) {
    const bool is_leaf = candidate.touches == 1;
    if (is_leaf && leaves[candidate.of] >= leaves_each) {
      ++leaves_left;
    } else if (graph.nodes.size() + graph.groups.size() >= nodes_most) {
      ++no_room;
    } else {
      if (is_leaf) ++leaves[candidate.of];
      graph.nodes.push_back(candidate.node);
    }
  }
  graph.edges = edges_among(graph.nodes, request.scope);
  add_sites(request, graph);
  std::size_t taken = graph.nodes.size() + graph.groups.size() + graph.sites.size();
  for (const auto& group : graph.groups) taken += group.in.size() + group.out.size();
  std::uint64_t links = 0, links_left = 0;
  for (const auto& site : graph.sites) {
    links += site.drawn.size();
    links_left += request.sites[site.site].size() - site.drawn.size();
  }
  taken += links;
  const std::size_t edges_most = request.marks_most > taken ? request.marks_most - taken : 0;
  std::uint64_t edges_left = 0;
  graph.edges_total = std::max<std::uint64_t>(graph.edges_total, graph.edges.size());
  graph.edges_total += links + links_left;
  graph.nodes_total += graph.sites.size();
  if (graph.edges.size() > edges_most) {
    std::stable_sort(
        graph.edges.begin(), graph.edges.end(),
        [](const EdgeSum& x, const EdgeSum& y) { return weight_of(x) > weight_of(y); });
    edges_left = graph.edges.size() - edges_most;
    graph.edges.resize(edges_most);
  }
  std::vector<std::string> why;
  const auto say = [&](std::uint64_t number, const char* one, const char* many) {
    if (number > 0) why.push_back(core::group_digits(number) + " " + (number == 1 ? one : many));
  };
  say(core_total - core.size(), "mark of less weight has no room",
      "marks of less weight have no room");
  say(leaves_left, "mark that hangs on one other alone is left out",
      "marks that hang on one other alone are left out");
  say(no_room, "neighbour has no room", "neighbours have no room");
  say(edges_left, "edge of the least weight is left out", "edges of the least weight are left out");
  say(links_left, "number that is counted to a site is not drawn beside it",
      "numbers that are counted to a site are not drawn beside it");
  std::uint64_t grouped = 0;
  for (const auto& group : graph.groups) grouped += group.count;
  say(grouped, "victim stands in a group", "victims stand in groups, one for each mark");
  graph.omitted_because = core::join(why, "; ");
  return graph;
}

}  // namespace cuibono::brief
