// Dinic's rounds after a first flow.
//
// Each arc keeps `left`, the room that is left on it; its flow is capacity - left. A walk goes depth first with
// an amount: a node asks for `want`, hands it on arc by arc, and gives back what it could not place. The
// first flow walks any arc with room and never back; a node that could not place all is closed. The rounds after
// it label nodes by their distance from the source over arcs with room and against arcs with flow, up to the
// sink, and walk only from a label to the next. When the labels do not reach the sink, the labelled nodes
// are the source side of a smallest cut.
//
// Invariants: a node is on the path once (labels rise; the first flow marks it). `cursor` of a node never
// goes back inside a round: what it passed is full, closed or no way.
#include "network/max_flow.h"

#include <algorithm>
#include <limits>

namespace cuibono::network {
namespace {

constexpr std::uint32_t unseen = 0, closed = 0xFFFFFFFFU, on_path = 0xFFFFFFFEU;
constexpr std::uint64_t work_between_looks = std::uint64_t{1} << 20;

core::Error flow_error(std::string what) {
  return {core::ErrorCode::bad_input, std::move(what), "a flow network",
          "tell the developers: it is made by the program"};
}

core::Status check_network(const FlowNetwork& network, const MaxFlowRequest& request) {
  const std::size_t arcs = network.to.size();
  if (network.capacity.size() != arcs || arcs >= closed)
    return flow_error("arcs of unequal columns, or too many");
  if (network.begin.size() < 2 || network.begin.size() >= on_path || network.begin.front() != 0 ||
      network.begin.back() != arcs || !std::is_sorted(network.begin.begin(), network.begin.end()))
    return flow_error("rows that do not cover the arcs");
  std::uint32_t largest = 0;
  std::int64_t signs = 0;
  for (std::size_t arc = 0; arc < arcs; ++arc) {
    largest = std::max(largest, network.to[arc]);
    signs |= network.capacity[arc];
  }
  if (arcs > 0 && largest >= network.nodes()) return flow_error("a node out of range");
  if (signs < 0) return flow_error("a negative capacity");
  if (request.source >= network.nodes() || request.sink >= network.nodes() ||
      request.source == request.sink)
    return flow_error("source and sink are not two nodes");
  return {};
}

class Search {
 public:
  Search(const core::RunContext& context, const FlowNetwork& network, const MaxFlowRequest& request)
      : context_(context),
        network_(network),
        request_(request),
        left_(network.capacity.begin(), network.capacity.end()),
        label_(network.nodes(), unseen),
        cursor_(network.nodes(), 0) {}

  core::Result<MaxFlow> run() {
    CB_TRY_STATUS(add_first_flow());
    for (;;) {
      CB_TRY(const bool is_reached, find_labels());
      if (!is_reached) break;
      CB_TRY_STATUS(add_round());
    }
    return finish();
  }

 private:
  /// A node that was asked for `want`, and what it has yet to place of it.
  struct Ask {
    std::uint32_t node = 0;
    std::int64_t want = 0, left = 0;
  };

  /// Arcs against the direction: node n has the places [in_begin_[n], in_begin_[n + 1]).
  void turn_round() {
    if (!in_begin_.empty()) return;
    in_begin_.assign(std::size_t{network_.nodes()} + 1, 0);
    for (const std::uint32_t to : network_.to) ++in_begin_[to + 1];
    for (std::size_t n = 1; n < in_begin_.size(); ++n) in_begin_[n] += in_begin_[n - 1];
    std::vector<std::uint32_t> next(in_begin_.begin(), in_begin_.end() - 1);
    in_.resize(network_.to.size());
    for (std::uint32_t from = 0; from < network_.nodes(); ++from) {
      for (std::uint32_t arc = network_.begin[from]; arc < network_.begin[from + 1]; ++arc)
        in_[next[network_.to[arc]]++] = {from, arc};
    }
  }

  core::Status count_work(std::uint64_t arcs) {
    work_ += arcs;
    if (work_ >= looked_at_ + work_between_looks) {
      looked_at_ = work_;
      CB_TRY_STATUS(core::check_cancelled(context_));
    }
    if (request_.work_max != 0 && work_ > request_.work_max)
      return core::Error{core::ErrorCode::resources, "a flow needs more work than it may take",
                         std::to_string(request_.work_max) + " arcs looked at",
                         "ask for fewer places, or for a narrower time"};
    return {};
  }

  /// Depth first, never back; a node that could not place everything is closed for good.
  core::Status add_first_flow() {
    label_[request_.source] = on_path;
    struct Rule {
      Search& search;
      std::uint32_t steps(std::uint32_t node) const { return search.outs_of(node); }
      bool may_go(std::uint32_t, std::uint32_t to) const { return search.label_[to] == unseen; }
      void enter(std::uint32_t node) const { search.label_[node] = on_path; }
      void leave(std::uint32_t node, bool is_full) const {
        search.label_[node] = is_full ? unseen : closed;
      }
    };
    CB_TRY_STATUS(ask_neighbours(Rule{*this}));
    std::fill(label_.begin(), label_.end(), unseen);
    return {};
  }

  /// A flow from label to label that leaves no way of this length open.
  core::Status add_round() {
    struct Rule {
      Search& search;
      std::uint32_t steps(std::uint32_t node) const {
        return search.outs_of(node) + search.in_begin_[node + 1] - search.in_begin_[node];
      }
      bool may_go(std::uint32_t from, std::uint32_t to) const {
        return search.label_[to] == search.label_[from] + 1;
      }
      void enter(std::uint32_t) const {}
      void leave(std::uint32_t, bool) const {}
    };
    return ask_neighbours(Rule{*this});
  }

  /// Hands on what every arc of the source has room for.
  template <class Rule>
  core::Status ask_neighbours(const Rule& rule) {
    for (std::uint32_t arc = network_.begin[request_.source];
         arc < network_.begin[request_.source + 1]; ++arc) {
      const std::uint32_t to = network_.to[arc];
      if (left_[arc] == 0 || !rule.may_go(request_.source, to)) continue;
      if (to == request_.sink) {
        left_[arc] = 0;
      } else {
        CB_TRY_STATUS(walk(rule, to, arc));
      }
    }
    return {};
  }

  /// From `first` on, as much as the arc to it has room for.
  template <class Rule>
  core::Status walk(const Rule& rule, std::uint32_t first, std::uint32_t arc_to_first) {
    path_.assign(1, {first, left_[arc_to_first], left_[arc_to_first]});
    rule.enter(first);
    for (;;) {
      Ask& ask = path_.back();
      std::uint32_t& at = cursor_[ask.node];
      const std::uint32_t began = at, end = rule.steps(ask.node);
      Step step;
      for (; ask.left > 0 && at < end; ++at) {
        step = step_at(ask.node, at);
        if (step.room > 0 && rule.may_go(ask.node, step.to)) break;
      }
      CB_TRY_STATUS(count_work(at - began + 1));
      if (ask.left == 0 || at == end) {
        const Ask done = ask;
        rule.leave(done.node, done.left == 0);
        path_.pop_back();
        if (path_.empty()) {
          left_[arc_to_first] = done.left;
          return {};
        }
        Ask& asker = path_.back();
        std::uint32_t& arrived = cursor_[asker.node];
        take(step_at(asker.node, arrived), done.want - done.left);
        asker.left -= done.want - done.left;
        if (asker.left > 0) ++arrived;  // full, or the neighbour could not place all
        continue;
      }
      const std::int64_t part = std::min(ask.left, step.room);
      if (step.to == request_.sink) {
        take(step, part);
        ask.left -= part;
      } else {
        rule.enter(step.to);
        path_.push_back({step.to, part, part});
      }
    }
  }

  /// Labels 1, 2, … from the source; true where they reach the sink.
  core::Result<bool> find_labels() {
    for (const std::uint32_t node : labelled_) label_[node] = unseen;
    labelled_.assign(1, request_.source);
    label_[request_.source] = 1;
    for (std::size_t i = 0; i < labelled_.size(); ++i) {
      const std::uint32_t node = labelled_[i];
      const std::uint32_t label = label_[node] + 1;
      const auto reach = [&](std::uint32_t to) {
        if (label_[to] != unseen) return;
        label_[to] = label;
        cursor_[to] = 0;
        labelled_.push_back(to);
      };
      const std::uint32_t begin = network_.begin[node], end = network_.begin[node + 1];
      for (std::uint32_t arc = begin; arc < end; ++arc) {
        if (left_[arc] > 0) reach(network_.to[arc]);
      }
      CB_TRY_STATUS(count_work(end - begin + 1));
      if (node == request_.source) continue;  // flow does not come back to the source
      turn_round();
      for (std::uint32_t place = in_begin_[node]; place < in_begin_[node + 1]; ++place) {
        if (flow_of(in_[place].arc) > 0) reach(in_[place].from);
      }
      CB_TRY_STATUS(count_work(in_begin_[node + 1] - in_begin_[node]));
      if (label_[request_.sink] != unseen) return true;
    }
    return label_[request_.sink] != unseen;
  }

  [[nodiscard]] std::int64_t flow_of(std::uint32_t arc) const {
    return network_.capacity[arc] - left_[arc];
  }

  [[nodiscard]] std::uint32_t outs_of(std::uint32_t node) const {
    return network_.begin[node + 1] - network_.begin[node];
  }

  /// A step that a node may take: along an arc with room, or against one with flow.
  struct Step {
    std::uint32_t to = 0, arc = 0;
    std::int64_t room = 0;
    bool is_back = false;
  };
  [[nodiscard]] Step step_at(std::uint32_t node, std::uint32_t cursor) const {
    const std::uint32_t outs = outs_of(node);
    if (cursor < outs) {
      const std::uint32_t arc = network_.begin[node] + cursor;
      return {network_.to[arc], arc, left_[arc], false};
    }
    const Against& in = in_[in_begin_[node] + cursor - outs];
    return {in.from, in.arc, flow_of(in.arc), true};
  }
  void take(const Step& step, std::int64_t amount) {
    left_[step.arc] += step.is_back ? amount : -amount;
  }

  /// Laws 1 and 2, on the finished flow.
  core::Result<MaxFlow> finish() {
    MaxFlow out;
    std::vector<core::Int128> surplus(network_.nodes(), 0);
    core::Int128 cut = 0;
    std::int64_t signs = 0;
    out.on_source_side.resize(network_.nodes());
    for (std::uint32_t node = 0; node < network_.nodes(); ++node)
      out.on_source_side[node] = label_[node] != unseen ? 1 : 0;
    for (std::uint32_t from = 0; from < network_.nodes(); ++from) {
      for (std::uint32_t arc = network_.begin[from]; arc < network_.begin[from + 1]; ++arc) {
        const std::uint32_t to = network_.to[arc];
        const std::int64_t flow = flow_of(arc);
        signs |= flow | left_[arc];
        left_[arc] = flow;  // in place: it is the answer
        surplus[to] += flow;
        surplus[from] -= flow;
        if (out.on_source_side[from] != 0 && out.on_source_side[to] == 0)
          cut += network_.capacity[arc];
      }
    }
    out.value = surplus[request_.sink];
    out.flow = std::move(left_);
    out.work = work_;
    CB_CHECK(signs >= 0, "a flow below zero, or above its capacity");
    CB_CHECK(out.value == cut, "a flow that is not as large as its cut");
    CB_CHECK(surplus[request_.source] == -cut, "a flow that does not leave its source");
    surplus[request_.source] = surplus[request_.sink] = 0;
    CB_CHECK(std::all_of(surplus.begin(), surplus.end(), [](auto net) { return net == 0; }),
             "flow was lost or made at a node");
    return out;
  }

  struct Against {
    std::uint32_t from = 0, arc = 0;
  };

  const core::RunContext& context_;            // borrows from the caller
  const FlowNetwork& network_;                 // borrows from the caller
  const MaxFlowRequest& request_;              // borrows from the caller
  std::vector<std::int64_t> left_;             ///< [arcs]
  std::vector<std::uint32_t> label_, cursor_;  ///< [nodes]
  std::vector<std::uint32_t> labelled_;
  std::vector<std::uint32_t> in_begin_;
  std::vector<Against> in_;
  std::vector<Ask> path_;
  std::uint64_t work_ = 0, looked_at_ = 0;
};

}  // namespace

core::Result<MaxFlow> find_max_flow(const core::RunContext& context, const FlowNetwork& network,
                                    const MaxFlowRequest& request) {
  CB_TRY_STATUS(core::check_cancelled(context));
  CB_TRY_STATUS(check_network(network, request));
  return Search(context, network, request).run();
}

}  // namespace cuibono::network
