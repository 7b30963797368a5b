// Which accounts to stop: a better set must meet every flow that is left, so the search branches on its nodes.
#include "money/interdiction.h"

#include <algorithm>
#include <set>

#include "network/network.h"

namespace cuibono::money {
namespace {

using network::FlowNetwork;

/// The arcs sorted by the node that they leave; a stopped node's have no room.
class Network {
 public:
  explicit Network(const InterdictionQuery& query) : q_(query), begin_(query.nodes + 1, 0) {
    std::vector<ThroughArc> arcs(query.arcs.begin(), query.arcs.end());
    std::stable_sort(arcs.begin(), arcs.end(),
                     [](const auto& a, const auto& b) { return a.from < b.from; });
    for (const ThroughArc& arc : arcs) {
      ++begin_[arc.from + 1];
      from_.push_back(arc.from);
      to_.push_back(arc.to);
      room_.push_back(arc.amount_minor);
    }
    for (std::uint32_t n = 0; n < query.nodes; ++n) begin_[n + 1] += begin_[n];
  }

  core::Result<network::MaxFlow> flow(const core::RunContext& context,
                                      const std::vector<std::uint32_t>& stopped) {
    std::vector<std::int64_t> capacity = room_;
    for (std::size_t i = 0; i < capacity.size(); ++i) {
      const bool is_stopped =
          std::find(stopped.begin(), stopped.end(), from_[i]) != stopped.end() ||
          std::find(stopped.begin(), stopped.end(), to_[i]) != stopped.end();
      if (is_stopped) capacity[i] = 0;
    }
    return network::find_max_flow(context, FlowNetwork{begin_, to_, capacity},
                                  {q_.source, q_.sink, 0});
  }
  /// Nodes that a flow passes and that can be stopped.
  [[nodiscard]] std::vector<std::uint32_t> passed(const network::MaxFlow& flow) const {
    std::set<std::uint32_t> nodes;
    for (std::size_t i = 0; i < flow.flow.size(); ++i) {
      if (flow.flow[i] == 0) continue;
      for (const std::uint32_t node : {from_[i], to_[i]}) {
        if (node != q_.source && node != q_.sink && q_.costs[node] > 0) nodes.insert(node);
      }
    }
    return {nodes.begin(), nodes.end()};
  }

 private:
  const InterdictionQuery& q_;
  std::vector<std::uint32_t> begin_, from_, to_;
  std::vector<std::int64_t> room_;
};

class Search {
 public:
  Search(const core::RunContext& context, const InterdictionQuery& query)
      : context_(context), q_(query), network_(query) {}

  core::Result<Interdiction> run() {
    best_cost_ = 0;
    CB_TRY_STATUS(visit({}, 0));
    return std::move(best_);
  }

 private:
  /// Looks at a set and at all larger ones that meet the flow which it leaves.
  core::Status visit(const std::vector<std::uint32_t>& stopped, std::uint32_t cost) {
    if (!seen_.insert(stopped).second) return {};
    if (q_.flows_max != 0 && best_.flows >= q_.flows_max) {
      return core::Error{core::ErrorCode::resources, "too many sets of accounts to try", "",
                         "a smaller budget, or fewer accounts that can be stopped"};
    }
    ++best_.flows;
    CB_TRY(const auto flow, network_.flow(context_, stopped));
    const auto value = static_cast<std::uint64_t>(flow.value);
    if (stopped.empty()) {
      best_.before_minor = value;
      best_.after_minor = value;
    }
    const bool is_better = value != best_.after_minor
                               ? value < best_.after_minor
                               : (cost != best_cost_ ? cost < best_cost_ : stopped < best_.stopped);
    if (is_better) {
      best_.after_minor = value;
      best_.stopped = stopped;
      best_cost_ = cost;
    }
    if (value == 0) return {};
    for (const std::uint32_t node : network_.passed(flow)) {
      if (cost + q_.costs[node] > q_.budget) continue;
      std::vector<std::uint32_t> more = stopped;
      more.insert(std::lower_bound(more.begin(), more.end(), node), node);
      CB_TRY_STATUS(visit(more, cost + q_.costs[node]));
    }
    return {};
  }

  const core::RunContext& context_;
  const InterdictionQuery& q_;
  Network network_;
  Interdiction best_;
  std::uint32_t best_cost_ = 0;
  std::set<std::vector<std::uint32_t>> seen_;
};

}  // namespace

core::Result<Interdiction> find_interdiction(const core::RunContext& context,
                                             const InterdictionQuery& query) {
  const bool is_in_range = query.source < query.nodes && query.sink < query.nodes &&
                           query.source != query.sink && query.costs.size() == query.nodes;
  const bool are_arcs_fine =
      std::all_of(query.arcs.begin(), query.arcs.end(), [&](const ThroughArc& arc) {
        return arc.from < query.nodes && arc.to < query.nodes && arc.amount_minor >= 0;
      });
  if (!is_in_range || !are_arcs_fine)
    return core::Error{core::ErrorCode::bad_input, "this network cannot be looked at", "",
                       "nodes out of range, an amount below nought, or a source that is the sink"};
  return Search(context, query).run();
}

std::uint64_t interdiction_reference(const InterdictionQuery& query) {
  core::RunContext context;
  Network network(query);
  std::uint64_t best = UINT64_MAX;
  for (std::uint64_t set = 0; set < (std::uint64_t{1} << query.nodes); ++set) {
    std::vector<std::uint32_t> stopped;
    std::uint64_t cost = 0;
    bool can = true;
    for (std::uint32_t node = 0; node < query.nodes; ++node) {
      if ((set >> node & 1U) == 0) continue;
      can = can && node != query.source && node != query.sink && query.costs[node] > 0;
      cost += query.costs[node];
      stopped.push_back(node);
    }
    if (!can || cost > query.budget) continue;
    const auto flow = network.flow(context, stopped);
    if (flow.has_value()) best = std::min(best, static_cast<std::uint64_t>(flow->value));
  }
  return best;
}

}  // namespace cuibono::money
