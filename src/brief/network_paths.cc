// Paths. Following time: the events of a step are walked in the order of time, once a step. For a mark the
// latest arrival before an event serves best, whatever the longest wait is, so one number a mark is enough;
// the arrivals of the step before come in the same order as the events that they may lead to. A mark may be
// passed again: to forbid it is a problem without a fast answer (Casteigts et al. 2021).
#include <algorithm>
#include <tuple>

#include "brief/network_view_parts.h"

namespace cuibono::brief {

using network::EventRef;
using network::Layer;

namespace {

/// An event that may be a step. Ties have no time: they are none.
struct Timed {
  std::int64_t time_us = 0;
  EventRef event;
  ViewNode from{}, to{};
};

constexpr std::uint32_t no_arrival = 0xFFFFFFFFU;

/// An arrival at a mark, and the arrival of the step before from which it came.
struct Arrival {
  std::int64_t time_us = 0;
  ViewNode at{}, from{};
  EventRef event;
  std::uint32_t before = no_arrival;
};

}  // namespace

bool NetworkView::may_pass(ViewNode node, const PathRequest& request) const {
  return node == request.from || node == request.to || !request.degree_most ||
         degree_[node.index()] <= *request.degree_most;
}

core::Result<FoundPath> NetworkView::find_path(const core::RunContext& context,
                                               const PathRequest& request) const {
  if (request.from == request.to) return FoundPath{};
  return request.follow_time ? follow_time(context, request) : shortest(context, request);
}

core::Result<FoundPath> NetworkView::follow_time(const core::RunContext& context,
                                                 const PathRequest& request) const {
  const auto& transfers = input_.evidence.transfers;
  std::vector<Timed> timed;
  for (const ViewEvent& one : by_time_) {
    if (!request.scope.has(one.event.layer) || !counts(one.event, request.scope)) continue;
    if (!may_pass(one.from, request) || !may_pass(one.to, request)) continue;
    const bool pays = one.event.layer == Layer::payment;
    if (pays && request.amount_minor &&
        transfers.amount_minor[one.event.event] < *request.amount_minor)
      continue;
    const std::int64_t time = *time_of(one.event);
    timed.push_back({time, one.event, one.from, one.to});
    if (!pays)
      timed.push_back({time, one.event, one.to, one.from});  // the called has been told, too
  }
  std::vector<std::vector<Arrival>> steps;
  // The latest arrival at each mark and the one before it: a call does not lead straight back by itself.
  std::vector<std::uint32_t> latest(mark_.size(), no_arrival), second(mark_.size(), no_arrival);
  for (std::size_t step = 0; step < path_steps_most; ++step) {
    CB_TRY_STATUS(core::check_cancelled(context));
    std::vector<Arrival> arrivals;
    const std::vector<Arrival>* before = step == 0 ? nullptr : &steps.back();
    std::size_t next = 0;  // of `before`: those up to the time of the event are in `latest`
    for (const Timed& one : timed) {
      while (before != nullptr && next < before->size() && (*before)[next].time_us <= one.time_us) {
        const std::size_t at = (*before)[next].at.index();
        second[at] = latest[at];
        latest[at] = static_cast<std::uint32_t>(next++);
      }
      Arrival arrival{one.time_us, one.to, one.from, one.event, no_arrival};
      if (before == nullptr) {
        if (one.from != request.from) continue;
      } else {
        arrival.before = latest[one.from.index()];
        if (arrival.before != no_arrival && (*before)[arrival.before].event == one.event)
          arrival.before = second[one.from.index()];
        if (arrival.before == no_arrival) continue;
        const Arrival& came = (*before)[arrival.before];
        if (request.gap_us && one.time_us - came.time_us > *request.gap_us) continue;
      }
      arrivals.push_back(arrival);
      if (one.to != request.to) continue;
      FoundPath path;
      steps.push_back(std::move(arrivals));
      std::uint32_t at = static_cast<std::uint32_t>(steps.back().size() - 1);
      for (std::size_t s = steps.size(); s-- > 0;) {
        const Arrival& on = steps[s][at];
        path.steps.push_back({on.event, on.from, on.at});
        at = on.before;
      }
      std::reverse(path.steps.begin(), path.steps.end());
      return path;
    }
    if (arrivals.empty()) break;
    if (before != nullptr)
      for (const Arrival& one : *before)
        latest[one.at.index()] = second[one.at.index()] = no_arrival;
    steps.push_back(std::move(arrivals));
  }
  return FoundPath{};
}

core::Result<FoundPath> NetworkView::shortest(const core::RunContext& context,
                                              const PathRequest& request) const {
  const auto& transfers = input_.evidence.transfers;
  // The first event of a head that counts, if any.
  const auto event_of = [&](const Head& head) -> std::optional<EventRef> {
    if (!request.scope.has(head.layer)) return std::nullopt;
    for (std::uint32_t e = head.begin; e < head.end; ++e) {
      const EventRef event{head.layer, events_[e]};
      if (!counts(event, request.scope)) continue;
      if (head.layer == Layer::payment && request.amount_minor &&
          transfers.amount_minor[event.event] < *request.amount_minor)
        continue;
      return event;
    }
    return std::nullopt;
  };
  constexpr std::uint32_t far = 0xFFFFFFFFU;
  std::vector<std::uint32_t> distance(mark_.size(), far);
  std::vector<std::uint64_t> ways(mark_.size(), 0);
  std::vector<ViewEvent> into_mark(mark_.size());
  std::vector<ViewNode> frontier{request.from};
  distance[request.from.index()] = 0;
  ways[request.from.index()] = 1;
  for (std::uint32_t step = 1; !frontier.empty() && distance[request.to.index()] == far; ++step) {
    CB_TRY_STATUS(core::check_cancelled(context));
    std::vector<ViewNode> reached;
    for (const ViewNode at : frontier) {
      std::vector<std::pair<ViewNode, ViewEvent>> near;
      const auto look = [&](const Head& head, ViewNode other) {
        if (distance[other.index()] < step || !may_pass(other, request)) return;
        if (const auto event = event_of(head))
          near.emplace_back(other, ViewEvent{*event, head.a, head.b});
      };
      for (const Head& head : out_of(at)) look(head, head.b);
      for (const auto h : into(at)) look(heads_[h], heads_[h].a);
      std::stable_sort(near.begin(), near.end(),
                       [](const auto& x, const auto& y) { return x.first < y.first; });
      for (std::size_t i = 0; i < near.size(); ++i) {
        const ViewNode other = near[i].first;
        if (i > 0 && near[i - 1].first == other) continue;
        ways[other.index()] = std::min<std::uint64_t>(ways[other.index()] + ways[at.index()],
                                                      std::uint64_t{1} << 40U);
        if (distance[other.index()] != far) continue;
        distance[other.index()] = step;
        into_mark[other.index()] = near[i].second;
        reached.push_back(other);
      }
    }
    std::sort(reached.begin(), reached.end());
    frontier = std::move(reached);
  }
  FoundPath path;
  if (distance[request.to.index()] == far) return path;
  for (ViewNode at = request.to; at != request.from;) {
    const ViewEvent& step = into_mark[at.index()];
    path.steps.push_back(step);
    at = step.from == at ? step.to : step.from;
  }
  std::reverse(path.steps.begin(), path.steps.end());
  path.alternatives = ways[request.to.index()] - 1;
  return path;
}

}  // namespace cuibono::brief
