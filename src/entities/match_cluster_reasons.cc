#include <algorithm>
#include <cstdio>
#include <functional>
#include <tuple>

#include "entities/match_clusters.h"

// The strongest tree (Kruskal, strongest edges first) has the weakest link that holds a cluster. Bridges are the edges
// of that tree that no other edge above 0 spans: each other edge marks its way in the tree.

namespace cuibono::entities {
namespace {

struct Local {
  std::uint32_t a = 0, b = 0;  ///< positions by key, a < b
  ScoreBits score = 0;
  std::size_t edge = 0;
};

/// The members that hang on one end of a tree edge when it is cut.
[[nodiscard]] std::vector<bool> side_of(const std::vector<Local>& tree, std::size_t cut,
                                        std::size_t members) {
  core::DisjointSets sets(members);
  for (std::size_t i = 0; i < tree.size(); ++i) {
    if (i != cut) sets.join(tree[i].a, tree[i].b);
  }
  std::vector<bool> side(members);
  const std::uint32_t root = sets.find(tree[cut].a);
  for (std::uint32_t m = 0; m < members; ++m) side[m] = sets.find(m) == root;
  return side;
}

}  // namespace

std::string cluster_id(const ClusterInput& input, std::span<const std::uint32_t> members) {
  std::uint64_t least = ~0ULL;
  for (const std::uint32_t member : members) least = std::min(least, input.keys[member]);
  std::string hex(16, '0');
  for (std::size_t i = 16; i-- > 0; least >>= 4U) hex[i] = "0123456789abcdef"[least & 15U];
  return "cb-" + hex;
}

core::Grouped edges_by_cluster(const ClusterInput& input, const Clusters& clusters) {
  const auto count = static_cast<std::uint32_t>(clusters.members.size());
  std::vector<std::uint32_t> group;
  group.reserve(input.edges.size());
  for (const ClusterEdge& edge : input.edges) {
    const std::uint32_t c = clusters.of_record[edge.a];
    group.push_back(c == clusters.of_record[edge.b] ? c : count);
  }
  return core::group_positions(group, count);
}

ClusterReasons explain_cluster(const ClusterInput& input, std::span<const std::uint32_t> members,
                               std::span<const ClusterEdge> edges) {
  ClusterReasons out;
  std::vector<std::uint32_t> sorted(members.begin(), members.end());
  std::sort(sorted.begin(), sorted.end(),
            [&](std::uint32_t a, std::uint32_t b) { return input.keys[a] < input.keys[b]; });
  const auto place = [&](std::uint32_t record) {
    return static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), record,
                                                       [&](std::uint32_t a, std::uint32_t b) {
                                                         return input.keys[a] < input.keys[b];
                                                       }) -
                                      sorted.begin());
  };
  std::vector<Local> local;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    std::uint32_t a = place(edges[i].a), b = place(edges[i].b);
    if (a > b) std::swap(a, b);
    local.push_back({a, b, edges[i].score, i});
  }
  // Strongest first; ties by key.
  std::sort(local.begin(), local.end(), [](const Local& x, const Local& y) {
    return std::tuple(-x.score, x.a, x.b) < std::tuple(-y.score, y.a, y.b);
  });
  const std::size_t n = sorted.size();
  out.missing = static_cast<std::uint32_t>(n * (n - 1) / 2 - edges.size());
  core::DisjointSets sets(n);
  std::vector<Local> tree, others;
  for (const Local& one : local) {
    if (one.score <= 0) break;
    (sets.join(one.a, one.b) ? tree : others).push_back(one);
  }
  for (auto one = local.rbegin(); one != local.rend() && one->score < 0; ++one)
    out.conflicts.push_back({sorted[one->a], sorted[one->b], one->score});
  std::sort(out.conflicts.begin(), out.conflicts.end(),
            [&](const ClusterEdge& x, const ClusterEdge& y) {
              return std::tuple(x.score, place(x.a), place(x.b)) <
                     std::tuple(y.score, place(y.a), place(y.b));
            });
  out.needs_judgement = tree.size() + 1 < n;
  if (tree.empty()) return out;

  for (std::size_t cut = tree.size(); cut-- > 0;) {  // weakest first
    const std::vector<bool> side = side_of(tree, cut, n);
    const auto across = static_cast<std::uint32_t>(
        std::count_if(others.begin(), others.end(),
                      [&](const Local& one) { return side[one.a] != side[one.b]; }));
    const bool is_weakest = cut + 1 == tree.size();
    if (!is_weakest && across > 0) continue;
    // Both sides within the part that the tree holds together.
    const std::uint32_t root = sets.find(tree[cut].a);
    std::vector<std::uint32_t> one_side, other_side;
    for (std::uint32_t m = 0; m < n; ++m) {
      if (sets.find(m) == root) (side[m] ? one_side : other_side).push_back(m);
    }
    const bool is_one = one_side.size() != other_side.size() ? one_side.size() < other_side.size()
                                                             : one_side[0] > other_side[0];
    std::vector<std::uint32_t> hangs;
    for (const std::uint32_t m : is_one ? one_side : other_side) hangs.push_back(sorted[m]);
    const ClusterEdge edge{sorted[tree[cut].a], sorted[tree[cut].b], tree[cut].score};
    if (across == 0) out.bridges.push_back({edge, hangs});
    if (is_weakest) {
      out.weakest = edge;
      out.weakest_others = across;
      out.weakest_side = std::move(hangs);
    }
  }
  return out;
}

}  // namespace cuibono::entities
