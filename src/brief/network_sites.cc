// Sites in a picture: each is a mark beside those of its numbers that are drawn. Folded it stands for all of
// its numbers: what they have to do with the other marks is summed here, so that no page needs to add.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "brief/network_view_parts.h"
#include "brief/privacy.h"

namespace cuibono::brief {
namespace {

/// More sites than these crowd a picture; the first are the ones whose numbers weigh most.
constexpr std::size_t sites_most = 60;
/// Of one folded site; the weightiest.
constexpr std::size_t folded_most = 100;
constexpr std::uint32_t no_site = 0xFFFFFFFFU;

}  // namespace

void NetworkView::add_sites(const StartRequest& request, StartGraph& graph) const {
  std::vector<std::uint32_t> site_of(mark_.size(), no_site);
  for (std::uint32_t s = 0; s < request.sites.size(); ++s) {
    for (const ViewNode number : request.sites[s]) site_of[number.index()] = s;
  }
  std::vector<std::uint32_t> place(request.sites.size(), no_site);
  std::size_t room =
      request.marks_most - std::min(request.marks_most, graph.nodes.size() + graph.groups.size());
  for (const ViewNode node : graph.nodes) {
    const std::uint32_t site = site_of[node.index()];
    if (site == no_site) continue;
    if (place[site] == no_site) {
      if (graph.sites.size() == sites_most || room < 2) continue;
      place[site] = static_cast<std::uint32_t>(graph.sites.size());
      graph.sites.push_back({});
      graph.sites.back().site = site;
      --room;
    }
    if (room == 0) continue;
    graph.sites[place[site]].drawn.push_back(node);
    --room;
  }
  // From here on by their place among the sites that are drawn.
  for (auto& site : site_of) site = site == no_site ? no_site : place[site];
  for (auto& mark : graph.sites) fold_site(request, site_of, graph, mark);
}

void NetworkView::fold_site(const StartRequest& request, const std::vector<std::uint32_t>& site_of,
                            const StartGraph& graph, SiteMark& mark) const {
  std::vector<std::uint8_t> is_drawn(mark_.size(), 0);
  for (const ViewNode node : graph.nodes) is_drawn[node.index()] = 1;
  struct End {
    std::optional<ViewNode> other;
    std::optional<std::uint32_t> other_site;
    bool goes_out = true;
    auto operator<=>(const End&) const = default;
  };
  std::map<End, std::vector<EdgeSum>> sums;
  std::set<ViewNode> victims;
  const auto own = static_cast<std::uint32_t>(&mark - graph.sites.data());
  const auto meet = [&](const Head& head, ViewNode other, bool goes_out) {
    const std::uint32_t site = site_of[other.index()];
    const bool is_hidden = is_drawn[other.index()] == 0 && privacy_->hides() && is_victim(other);
    // What passes between two sites is told by the one from which it goes.
    const bool is_between = site != no_site && goes_out;
    if (site == own || (is_drawn[other.index()] == 0 && !is_hidden && !is_between)) return;
    const auto sum = sum_of(head, request.scope);
    if (!sum) return;
    if (is_between) add_edges(sums[{std::nullopt, site, goes_out}], *sum);
    if (is_hidden) victims.insert(other);
    if (is_drawn[other.index()] != 0)
      add_edges(sums[{other, std::nullopt, goes_out}], *sum);
    else if (is_hidden)
      add_edges(sums[{std::nullopt, std::nullopt, goes_out}], *sum);
  };
  for (const ViewNode number : request.sites[mark.site]) {
    for (const Head& head : out_of(number)) meet(head, head.b, true);
    for (const auto h : into(number)) meet(heads_[h], heads_[h].a, false);
  }
  mark.victims = victims.size();
  for (auto& [end, edges] : sums) {
    for (auto& sum : edges)
      mark.folded.push_back({end.other, end.other_site, end.goes_out, std::move(sum)});
  }
  mark.folded_total = mark.folded.size();
  // What goes to sites and victims comes first: it stands for the most marks.
  std::stable_sort(mark.folded.begin(), mark.folded.end(),
                   [](const FoldedEdge& x, const FoldedEdge& y) {
                     return std::tuple(x.other.has_value(), weight_of(y.sum)) <
                            std::tuple(y.other.has_value(), weight_of(x.sum));
                   });
  if (mark.folded.size() > folded_most) mark.folded.resize(folded_most);
}

}  // namespace cuibono::brief
