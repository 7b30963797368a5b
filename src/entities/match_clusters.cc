#include "entities/match_clusters.h"

#include <algorithm>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

// Edges above 0 and judgements cut the records into components; each is worked alone, so that what it does not reach
// cannot change it. Within a component records are numbered by their keys, and a cluster by its first record: the
// order in which anything was given is forgotten. A heap holds each two clusters with their sum and count; what a
// merge made old is told by its version.

namespace cuibono::entities {
namespace {

__extension__ using Wide = __int128;

struct Link {
  ScoreBits sum = 0;
  std::uint32_t edges = 0;
  bool is_forbidden = false, is_judged_apart = false;
};

struct Offer {
  ScoreBits sum = 0;
  std::uint64_t pairs = 1;
  std::uint32_t i = 0, j = 0;  ///< i < j
  std::uint32_t version_i = 0, version_j = 0;
};

/// Whether x comes after y: a smaller average, or an equal one and larger numbers.
struct ComesLater {
  [[nodiscard]] bool operator()(const Offer& x, const Offer& y) const noexcept {
    const Wide left = Wide{x.sum} * static_cast<Wide>(y.pairs);
    const Wide right = Wide{y.sum} * static_cast<Wide>(x.pairs);
    if (left != right) return left < right;
    return std::tie(x.i, x.j) > std::tie(y.i, y.j);
  }
};

using ScopedValue = std::pair<std::uint32_t, std::uint32_t>;  // scope, value

class Component {
 public:
  Component(const ClusterInput& input, const ClusterOptions& options,
            std::vector<std::uint32_t> records)
      : input_(input),
        options_(options),
        records_(std::move(records)),
        links_(records_.size()),
        members_(records_.size()),
        values_(records_.size()),
        version_(records_.size()) {
    for (std::uint32_t i = 0; i < records_.size(); ++i) members_[i] = {i};
  }

  void add_edge(std::uint32_t i, std::uint32_t j, ScoreBits score) {
    edges_.push_back({std::min(i, j), std::max(i, j), score});
    for (const auto& [x, y] : {std::pair{i, j}, std::pair{j, i}}) {
      Link& link = links_[x][y];
      link.sum += score;
      ++link.edges;
    }
  }
  void set_apart(std::uint32_t i, std::uint32_t j) {
    links_[i][j].is_judged_apart = links_[j][i].is_judged_apart = true;
  }
  void add_value(std::uint32_t i, ScopedValue value) { values_[i].push_back(value); }
  void join_judged(std::uint32_t i, std::uint32_t j) {
    const auto holder = [&](std::uint32_t r) {
      return static_cast<std::uint32_t>(
          std::find_if(members_.begin(), members_.end(),
                       [&](const auto& m) { return std::find(m.begin(), m.end(), r) != m.end(); }) -
          members_.begin());
    };
    const std::uint32_t x = holder(i), y = holder(j);
    if (x != y) merge(std::min(x, y), std::max(x, y));
  }

  void sort_values() {
    for (auto& values : values_) {
      std::sort(values.begin(), values.end());
      values.erase(std::unique(values.begin(), values.end()), values.end());
    }
  }

  void run(std::vector<Refusal>& refused) {
    for (std::uint32_t i = 0; i < records_.size(); ++i) {
      for (const auto& [j, link] : links_[i]) {
        if (i < j) offer(i, j, link);
      }
    }
    is_running_ = true;
    while (!offers_.empty()) {
      const Offer best = offers_.top();
      offers_.pop();
      if (version_[best.i] != best.version_i || version_[best.j] != best.version_j) continue;
      Link& link = links_[best.i].at(best.j);
      std::optional<Refusal> why;
      if (link.is_judged_apart) {
        why = Refusal{};
      } else {
        why = contradiction(best.i, best.j);
      }
      if (!why.has_value()) {
        merge(best.i, best.j);
        continue;
      }
      link.is_forbidden = links_[best.j].at(best.i).is_forbidden = true;
      const ClusterEdge edge = strongest(best.i, best.j);
      why->a = records_[edge.a];
      why->b = records_[edge.b];
      why->average = best.sum / static_cast<ScoreBits>(best.pairs);
      refused.push_back(*why);
    }
  }

  /// Clusters as records; empty ones are parts of others.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> clusters() {
    for (auto& cluster : members_) {
      std::sort(cluster.begin(), cluster.end());
      for (std::uint32_t& member : cluster) member = records_[member];
    }
    return std::move(members_);
  }

 private:
  void offer(std::uint32_t i, std::uint32_t j, const Link& link) {
    if (link.is_forbidden) return;
    const std::uint64_t pairs = members_[i].size() * members_[j].size();
    const ScoreBits sum = link.sum + options_.missing * static_cast<ScoreBits>(pairs - link.edges);
    if (Wide{sum} <= Wide{options_.merge_min} * static_cast<Wide>(pairs)) return;
    offers_.push({sum, pairs, i, j, version_[i], version_[j]});
  }

  /// Joins j into i < j.
  void merge(std::uint32_t i, std::uint32_t j) {
    members_[i].insert(members_[i].end(), members_[j].begin(), members_[j].end());
    members_[j].clear();
    std::vector<ScopedValue> values;
    std::set_union(values_[i].begin(), values_[i].end(), values_[j].begin(), values_[j].end(),
                   std::back_inserter(values));
    values_[i] = std::move(values);
    values_[j].clear();
    ++version_[i];
    ++version_[j];
    links_[i].erase(j);
    for (const auto& [k, link] : links_[j]) {
      links_[k].erase(j);
      if (k == i) continue;
      for (Link* mine : {&links_[i][k], &links_[k][i]}) {
        mine->sum += link.sum;
        mine->edges += link.edges;
        mine->is_forbidden = mine->is_forbidden || link.is_forbidden;
        mine->is_judged_apart = mine->is_judged_apart || link.is_judged_apart;
      }
    }
    links_[j].clear();
    if (!is_running_) return;
    for (const auto& [k, link] : links_[i]) offer(std::min(i, k), std::max(i, k), link);
  }

  /// The first two values of a scope that contradict each other.
  [[nodiscard]] std::optional<Refusal> contradiction(std::uint32_t i, std::uint32_t j) const {
    for (const auto& [scope, value] : values_[i]) {
      auto at = std::lower_bound(values_[j].begin(), values_[j].end(), ScopedValue{scope, 0});
      for (; at != values_[j].end() && at->first == scope; ++at) {
        const bool is_bad =
            input_.contradicts ? input_.contradicts(scope, value, at->second) : value != at->second;
        if (is_bad) return Refusal{0, 0, 0, scope, value, at->second};
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] ClusterEdge strongest(std::uint32_t i, std::uint32_t j) const {
    std::vector<bool> is_left(records_.size()), is_right(records_.size());
    for (const std::uint32_t r : members_[i]) is_left[r] = true;
    for (const std::uint32_t r : members_[j]) is_right[r] = true;
    std::optional<ClusterEdge> best;
    for (ClusterEdge edge : edges_) {
      if (!is_left[edge.a]) std::swap(edge.a, edge.b);
      if (!is_left[edge.a] || !is_right[edge.b]) continue;
      const bool is_better =
          !best.has_value() || edge.score > best->score ||
          (edge.score == best->score && std::tie(edge.a, edge.b) < std::tie(best->a, best->b));
      if (is_better) best = edge;
    }
    return best.value_or(ClusterEdge{});
  }

  const ClusterInput& input_;      // borrows from the call
  const ClusterOptions& options_;  // borrows from the call
  std::vector<std::uint32_t> records_;
  std::vector<ClusterEdge> edges_;  ///< by local numbers, a < b
  std::vector<std::unordered_map<std::uint32_t, Link>> links_;
  std::vector<std::vector<std::uint32_t>> members_;
  std::vector<std::vector<ScopedValue>> values_;
  std::vector<std::uint32_t> version_;
  std::priority_queue<Offer, std::vector<Offer>, ComesLater> offers_;
  bool is_running_ = false;
};

/// Records in the order of their keys, and each record's place in it.
struct ByKey {
  std::vector<std::uint32_t> order, rank;
  explicit ByKey(const std::vector<std::uint64_t>& keys)
      : order(core::order_by_keys(keys)), rank(keys.size()) {
    for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  }
};

}  // namespace

core::Status check_clusters(const ClusterInput& input, const ClusterOptions& options) {
  const auto bad = [](std::string what, std::string where = "") {
    return core::Error{core::ErrorCode::bad_input, std::move(what), std::move(where), ""};
  };
  if (options.missing >= 0) return bad("The weight of a missing pair is not negative");
  if (options.merge_min < 0) return bad("The least average of a merge is negative");
  const std::size_t n = input.keys.size();
  std::unordered_set<std::uint64_t> keys(input.keys.begin(), input.keys.end());
  if (keys.size() != n) return bad("Two records have one key");
  std::unordered_set<std::uint64_t> seen;
  seen.reserve(input.edges.size());
  for (const ClusterEdge& edge : input.edges) {
    if (edge.a >= n || edge.b >= n || edge.a == edge.b) return bad("An edge names no two records");
    const std::uint64_t low = std::min(edge.a, edge.b), high = std::max(edge.a, edge.b);
    if (!seen.insert(low << 32U | high).second) return bad("A pair of records has two edges");
  }
  for (const ExclusiveValue& one : input.exclusive) {
    if (one.record >= n) return bad("A value is of no record");
  }
  core::DisjointSets same(n);
  for (const PairJudgement& one : input.judgements) {
    if (one.a >= n || one.b >= n || one.a == one.b) return bad("A judgement names no two records");
    if (one.is_same) same.join(one.a, one.b);
  }
  for (const PairJudgement& one : input.judgements) {
    if (!one.is_same && same.find(one.a) == same.find(one.b)) {
      return core::Error{
          core::ErrorCode::bad_input,
          "Judgements say of two records that they are the same and different",
          std::to_string(input.keys[one.a]) + ", " + std::to_string(input.keys[one.b]),
          "Withdraw one of the judgements between them"};
    }
  }
  return {};
}

core::Result<Clusters> make_clusters(const core::RunContext& context, const ClusterInput& input,
                                     const ClusterOptions& options) {
  CB_TRY_STATUS(check_clusters(input, options));
  const auto n = static_cast<std::uint32_t>(input.keys.size());
  const ByKey by_key(input.keys);
  core::DisjointSets sets(n);  // over ranks
  const auto rank = [&](std::uint32_t record) { return by_key.rank[record]; };
  for (const ClusterEdge& edge : input.edges) {
    if (edge.score > 0) sets.join(rank(edge.a), rank(edge.b));
  }
  for (const PairJudgement& one : input.judgements) {
    if (one.is_same) sets.join(rank(one.a), rank(one.b));
  }
  std::vector<std::uint32_t> component(n), local(n);  // by rank
  std::uint32_t components = 0;
  for (std::uint32_t r = 0; r < n; ++r) {
    const std::uint32_t root = sets.find(r);
    component[r] = root == r ? components++ : component[root];
  }
  const core::Grouped ranks = core::group_positions(component, components);
  for (std::uint32_t c = 0; c < components; ++c) {
    for (std::uint32_t i = 0; i < ranks.of(c).size(); ++i) local[ranks.of(c)[i]] = i;
  }
  // What of a component lies within it, by component.
  const auto inside = [&](const auto& list) {
    std::vector<std::uint32_t> group;
    group.reserve(list.size());
    for (const auto& one : list) {
      const std::uint32_t c = component[rank(one.a)];
      group.push_back(c == component[rank(one.b)] ? c : components);
    }
    return core::group_positions(group, components);
  };
  const core::Grouped edges = inside(input.edges), judgements = inside(input.judgements);
  std::vector<std::uint32_t> value_group;
  for (const ExclusiveValue& one : input.exclusive)
    value_group.push_back(component[rank(one.record)]);
  const core::Grouped values = core::group_positions(value_group, components);

  Clusters out;
  std::vector<std::uint32_t> first_of(n, n);  // by rank: a record that leads a cluster
  std::vector<std::vector<std::uint32_t>> found;
  for (std::uint32_t c = 0; c < components; ++c) {
    if (c % 4096 == 0) CB_TRY_STATUS(core::check_cancelled(context));
    std::vector<std::uint32_t> records;
    for (const std::uint32_t r : ranks.of(c)) records.push_back(by_key.order[r]);
    std::vector<std::vector<std::uint32_t>> clusters;
    const bool is_plain_pair = records.size() == 2 && judgements.of(c).empty() &&
                               values.of(c).empty() && edges.of(c).size() == 1 &&
                               input.edges[edges.of(c)[0]].score > options.merge_min;
    if (records.size() == 1 || is_plain_pair) {
      clusters.push_back(std::move(records));
    } else {
      Component one(input, options, std::move(records));
      for (const std::uint32_t e : edges.of(c)) {
        const ClusterEdge& edge = input.edges[e];
        one.add_edge(local[rank(edge.a)], local[rank(edge.b)], edge.score);
      }
      for (const std::uint32_t v : values.of(c)) {
        const ExclusiveValue& value = input.exclusive[v];
        one.add_value(local[rank(value.record)], {value.scope, value.value});
      }
      one.sort_values();
      for (const std::uint32_t j : judgements.of(c)) {
        const PairJudgement& judgement = input.judgements[j];
        if (!judgement.is_same) one.set_apart(local[rank(judgement.a)], local[rank(judgement.b)]);
      }
      for (const std::uint32_t j : judgements.of(c)) {
        const PairJudgement& judgement = input.judgements[j];
        if (judgement.is_same) one.join_judged(local[rank(judgement.a)], local[rank(judgement.b)]);
      }
      one.run(out.refused);
      clusters = one.clusters();
    }
    for (auto& cluster : clusters) {
      if (cluster.empty()) continue;
      first_of[rank(cluster[0])] = static_cast<std::uint32_t>(found.size());
      found.push_back(std::move(cluster));
    }
  }
  out.of_record.resize(n);
  for (const std::uint32_t at : first_of) {
    if (at == n) continue;
    for (const std::uint32_t record : found[at])
      out.of_record[record] = static_cast<std::uint32_t>(out.members.size());
    out.members.push_back(std::move(found[at]));
  }
  std::sort(out.refused.begin(), out.refused.end(), [&](const Refusal& x, const Refusal& y) {
    return std::tuple(rank(x.a), rank(x.b), x) < std::tuple(rank(y.a), rank(y.b), y);
  });
  return out;
}

}  // namespace cuibono::entities
