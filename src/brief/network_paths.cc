// Paths. Following time: where no wait is too long, it is enough to know when each mark is reached first; the
// way back then takes the latest event that leads on in time. It has one step less each time, for whoever is
// reached by a way of fewer steps would have led to a shorter path. With a longest wait the events are walked
// in the order of time, once a step: for a mark the latest arrival before an event serves best, so one number
// a mark is enough; the arrivals of the step before come in the same order as the events that they may lead
// to. A mark may be passed again: to forbid it is a problem without a fast answer (Casteigts et
// al. 2021).
#include <algorithm>
#include <limits>
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

bool NetworkView::may_use(EventRef event, const PathRequest& request) const {
  return request.scope.has(event.layer) &&
         (event.layer != Layer::payment || !request.amount_minor ||
          input_.evidence.transfers.amount_minor[event.event] >= *request.amount_minor);
}

core::Result<FoundPath> NetworkView::find_path(const core::RunContext& context,
                                               const PathRequest& request) const {
  if (request.from == request.to) return FoundPath{};
  if (!request.follow_time) return shortest(context, request);
  CB_TRY(FoundPath path, follow_earliest(context, request));
  // Where not even a long wait leads there, no short one does.
  if (!request.gap_us || path.steps.empty()) return path;
  return follow_time(context, request);
}

core::Result<FoundPath> NetworkView::follow_earliest(const core::RunContext& context,
                                                     const PathRequest& request) const {
  constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t always = std::numeric_limits<std::int64_t>::min();
  struct Change {
    ViewNode at{};
    std::int64_t before_us = 0;
  };
  // When a mark is reached first: in the steps before this one, and with it.
  std::vector<std::int64_t> earliest(mark_.size(), never), next(mark_.size(), never);
  earliest[request.from.index()] = next[request.from.index()] = always;
  std::vector<std::vector<Change>> steps{{{request.from, never}}};
  // Only a mark that was just reached earlier than before leads on.
  while (steps.size() <= path_steps_most && !steps.back().empty()) {
    CB_TRY_STATUS(core::check_cancelled(context));
    std::vector<Change> changes;
    std::optional<std::pair<std::int64_t, ViewEvent>> arrived;
    const auto go = [&](const Head& head, ViewNode from, ViewNode to) {
      const std::int64_t since = earliest[from.index()];
      if (head.layer == Layer::shared || !request.scope.has(head.layer)) return;
      if (head.last_us < since || next[to.index()] < since || !may_pass(to, request)) return;
      auto [at, end] = inside(head, request.scope);
      if (head.first_us < since)
        at = static_cast<std::uint32_t>(
            std::partition_point(
                events_.begin() + at, events_.begin() + end,
                [&](std::uint32_t event) { return *time_of({head.layer, event}) < since; }) -
            events_.begin());
      while (at < end && !may_use({head.layer, events_[at]}, request)) ++at;
      if (at == end) return;
      const EventRef event{head.layer, events_[at]};
      const std::int64_t time = *time_of(event);
      if (to == request.to &&
          (!arrived || std::pair(time, event) < std::pair(arrived->first, arrived->second.event)))
        arrived = {time, {event, from, to}};
      if (time >= next[to.index()]) return;
      if (next[to.index()] == earliest[to.index()]) changes.push_back({to, earliest[to.index()]});
      next[to.index()] = time;
    };
    for (const Change& reached : steps.back()) {
      for (const Head& head : out_of(reached.at)) go(head, reached.at, head.b);
      for (const auto h : into(reached.at)) {  // the called has been told, too
        if (heads_[h].layer == Layer::call) go(heads_[h], reached.at, heads_[h].a);
      }
    }
    if (arrived) {
      FoundPath path;
      path.steps.push_back(arrived->second);
      while (path.steps.back().from != request.from) {
        for (const Change& change : steps.back()) earliest[change.at.index()] = change.before_us;
        steps.pop_back();
        const ViewEvent& after = path.steps.back();
        path.steps.push_back(last_into(after.from, *time_of(after.event), earliest, request));
      }
      std::reverse(path.steps.begin(), path.steps.end());
      return path;
    }
    for (const Change& change : changes) earliest[change.at.index()] = next[change.at.index()];
    steps.push_back(std::move(changes));
  }
  return FoundPath{};
}

ViewEvent NetworkView::last_into(ViewNode node, std::int64_t until_us,
                                 const std::vector<std::int64_t>& earliest,
                                 const PathRequest& request) const {
  std::optional<std::pair<std::int64_t, ViewEvent>> last;
  const auto look = [&](const Head& head, ViewNode other) {
    if (head.layer == Layer::shared || earliest[other.index()] > until_us) return;
    const auto [begin, end] = inside(head, request.scope);
    for (std::uint32_t e = end; e-- > begin;) {
      const EventRef event{head.layer, events_[e]};
      const std::int64_t time = *time_of(event);
      if (time > until_us || !may_use(event, request)) continue;
      if (time < earliest[other.index()]) return;
      if (!last || std::pair(last->first, last->second.event) < std::pair(time, event))
        last = {time, {event, other, node}};
      return;
    }
  };
  for (const auto h : into(node)) look(heads_[h], heads_[h].a);
  for (const Head& head : out_of(node)) {
    if (head.layer == Layer::call) look(head, head.b);
  }
  CB_ASSERT(last.has_value());  // the node was reached by one
  return last->second;
}

core::Result<FoundPath> NetworkView::follow_time(const core::RunContext& context,
                                                 const PathRequest& request) const {
  std::vector<Timed> timed;
  for (const ViewEvent& one : by_time_) {
    if (!counts(one.event, request.scope) || !may_use(one.event, request)) continue;
    if (!may_pass(one.from, request) || !may_pass(one.to, request)) continue;
    const std::int64_t time = *time_of(one.event);
    timed.push_back({time, one.event, one.from, one.to});
    if (one.event.layer == Layer::call)
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
