#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "entities/match_clusters.h"

namespace cuibono::entities {
namespace {

using Group = std::vector<std::uint32_t>;
using Pair = std::pair<std::uint32_t, std::uint32_t>;

struct World {
  const ClusterInput& input;
  std::map<Pair, ScoreBits> edges;
  std::set<Pair> different;

  [[nodiscard]] Pair pair(std::uint32_t a, std::uint32_t b) const {
    return {std::min(a, b), std::max(a, b)};
  }
  /// The first contradiction of two groups, by scope and values.
  [[nodiscard]] std::optional<ExclusiveValue> contradiction(const Group& a, const Group& b,
                                                            std::uint32_t& other) const {
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> found;
    for (const ExclusiveValue& x : input.exclusive) {
      if (std::find(a.begin(), a.end(), x.record) == a.end()) continue;
      for (const ExclusiveValue& y : input.exclusive) {
        if (y.scope != x.scope || std::find(b.begin(), b.end(), y.record) == b.end()) continue;
        const bool is_bad =
            input.contradicts ? input.contradicts(x.scope, x.value, y.value) : x.value != y.value;
        if (is_bad) found.insert({x.scope, x.value, y.value});
      }
    }
    if (found.empty()) return std::nullopt;
    other = std::get<2>(*found.begin());
    return ExclusiveValue{0, std::get<0>(*found.begin()), std::get<1>(*found.begin())};
  }
};

}  // namespace

core::Result<Clusters> make_clusters_reference(const ClusterInput& input,
                                               const ClusterOptions& options) {
  CB_TRY_STATUS(check_clusters(input, options));
  World world{input, {}, {}};
  for (const ClusterEdge& edge : input.edges) world.edges[world.pair(edge.a, edge.b)] = edge.score;
  const auto by_key = [&](std::uint32_t a, std::uint32_t b) {
    return input.keys[a] < input.keys[b];
  };
  std::vector<Group> groups;
  for (std::uint32_t r = 0; r < input.keys.size(); ++r) groups.push_back({r});
  const auto group_of = [&](std::uint32_t record) {
    return std::find_if(groups.begin(), groups.end(), [&](const Group& g) {
      return std::find(g.begin(), g.end(), record) != g.end();
    });
  };
  const auto join = [&](std::size_t a, std::size_t b) {
    groups[a].insert(groups[a].end(), groups[b].begin(), groups[b].end());
    std::sort(groups[a].begin(), groups[a].end(), by_key);
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(b));
  };
  for (const PairJudgement& one : input.judgements) {
    if (!one.is_same) world.different.insert(world.pair(one.a, one.b));
    if (!one.is_same || group_of(one.a) == group_of(one.b)) continue;
    join(static_cast<std::size_t>(group_of(one.a) - groups.begin()),
         static_cast<std::size_t>(group_of(one.b) - groups.begin()));
  }
  const auto by_first = [&](const Group& a, const Group& b) { return by_key(a[0], b[0]); };
  Clusters out;
  std::vector<std::pair<Group, Group>> refused;
  const auto holds = [](const Group& whole, const Group& part) {
    return std::all_of(part.begin(), part.end(), [&](std::uint32_t r) {
      return std::find(whole.begin(), whole.end(), r) != whole.end();
    });
  };
  // What was refused stays so when the two have grown.
  const auto is_refused = [&](const Group& a, const Group& b) {
    return std::any_of(refused.begin(), refused.end(), [&](const auto& old) {
      return (holds(a, old.first) && holds(b, old.second)) ||
             (holds(b, old.first) && holds(a, old.second));
    });
  };
  while (true) {
    std::sort(groups.begin(), groups.end(), by_first);
    std::optional<std::pair<std::size_t, std::size_t>> best;
    __extension__ using Wide = __int128;
    Wide best_sum = 0, best_pairs = 1;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      for (std::size_t j = i + 1; j < groups.size(); ++j) {
        if (is_refused(groups[i], groups[j])) continue;
        Wide sum = 0;
        for (const std::uint32_t a : groups[i]) {
          for (const std::uint32_t b : groups[j]) {
            const auto edge = world.edges.find(world.pair(a, b));
            sum += edge == world.edges.end() ? options.missing : edge->second;
          }
        }
        const Wide pairs = static_cast<Wide>(groups[i].size() * groups[j].size());
        const bool is_enough = sum > options.merge_min * pairs;
        if (!is_enough || (best.has_value() && sum * best_pairs <= best_sum * pairs)) continue;
        best = {i, j};
        best_sum = sum;
        best_pairs = pairs;
      }
    }
    if (!best.has_value()) break;
    const Group &left = groups[best->first], &right = groups[best->second];
    bool is_judged = false;
    ClusterEdge strongest;
    bool has_edge = false;
    for (const std::uint32_t a : left) {
      for (const std::uint32_t b : right) {
        is_judged = is_judged || world.different.contains(world.pair(a, b));
        const auto edge = world.edges.find(world.pair(a, b));
        if (edge == world.edges.end() || (has_edge && edge->second <= strongest.score)) continue;
        strongest = {a, b, edge->second};
        has_edge = true;
      }
    }
    std::uint32_t other = 0;
    const auto bad = world.contradiction(left, right, other);
    if (!is_judged && !bad.has_value()) {
      join(best->first, best->second);
      continue;
    }
    refused.emplace_back(left, right);
    Wide average = best_sum / best_pairs;  // above 0
    Refusal refusal{strongest.a, strongest.b, static_cast<ScoreBits>(average), std::nullopt, 0, 0};
    if (!is_judged) {
      refusal.scope = bad->scope;
      refusal.value_a = bad->value;
      refusal.value_b = other;
    }
    out.refused.push_back(refusal);
  }
  const auto key = [&](std::uint32_t record) { return input.keys[record]; };
  std::sort(out.refused.begin(), out.refused.end(), [&](const Refusal& x, const Refusal& y) {
    return std::tuple(key(x.a), key(x.b), x) < std::tuple(key(y.a), key(y.b), y);
  });
  out.of_record.resize(input.keys.size());
  out.members = groups;
  for (std::uint32_t c = 0; c < groups.size(); ++c) {
    for (const std::uint32_t record : groups[c]) out.of_record[record] = c;
  }
  return out;
}

}  // namespace cuibono::entities
