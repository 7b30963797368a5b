// Sums of edges, neighbours, and what one event says.
#include <algorithm>
#include <iterator>
#include <span>
#include <tuple>

#include "brief/network_view_parts.h"
#include "brief/privacy.h"

namespace cuibono::brief {

using network::EventRef;
using network::Layer;

namespace {

std::string counted(std::uint64_t number, const char* one, const char* many) {
  return core::group_digits(number) + " " + (number == 1 ? one : many);
}

std::string duration_words(std::int64_t seconds) {
  constexpr std::int64_t minute = 60, hour = 3600;
  if (seconds < minute) return std::to_string(seconds) + " s";
  if (seconds < hour) {
    const std::int64_t rest = seconds % minute;
    return std::to_string(seconds / minute) + " min" +
           (rest == 0 ? "" : " " + std::to_string(rest) + " s");
  }
  const std::int64_t rest = seconds % hour / minute;
  return core::group_digits(static_cast<std::uint64_t>(seconds / hour)) + " h" +
         (rest == 0 ? "" : " " + std::to_string(rest) + " min");
}

std::string tie_words(evidence::TieKind kind) {
  std::string words(evidence::tie_kind_name(kind));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

}  // namespace

void add_edges(std::vector<EdgeSum>& to, const EdgeSum& edge) {
  for (auto& sum : to) {
    if (sum.layer != edge.layer || sum.asset != edge.asset) continue;
    sum.events += edge.events;
    sum.amount_minor += edge.amount_minor;
    sum.traced_minor += edge.traced_minor;
    sum.duration_s += edge.duration_s;
    sum.durations += edge.durations;
    if (edge.first_us && (!sum.first_us || *edge.first_us < *sum.first_us))
      sum.first_us = edge.first_us;
    if (edge.last_us && (!sum.last_us || *edge.last_us > *sum.last_us)) sum.last_us = edge.last_us;
    sum.precision = std::max(sum.precision, edge.precision);
    for (const auto record : edge.records) {
      if (sum.records.size() < edge_records_most) sum.records.push_back(record);
    }
    sum.records_total += edge.records_total;
    return;
  }
  to.push_back(edge);
}

std::optional<std::int64_t> NetworkView::time_of(EventRef event) const {
  const auto& evidence = input_.evidence;
  if (event.layer == Layer::call) return evidence.calls.time_us[event.event];
  if (event.layer == Layer::payment) return evidence.transfers.time_us[event.event];
  return evidence.ties[event.event].valid_from_us;
}

core::Precision NetworkView::precision_of(EventRef event) const {
  const auto& evidence = input_.evidence;
  if (event.layer == Layer::call) return evidence.calls.precision[event.event];
  if (event.layer == Layer::payment) return evidence.transfers.precision[event.event];
  return core::Precision::day;
}

std::vector<evidence::RecordRef> NetworkView::records_of(EventRef event) const {
  const auto& evidence = input_.evidence;
  if (event.layer == Layer::shared) return {evidence.ties[event.event].record};
  const auto legs = event.layer == Layer::call ? evidence.calls.legs.of(event.event)
                                               : evidence.transfers.legs.of(event.event);
  return {legs.begin(), legs.end()};
}

bool NetworkView::counts(EventRef event, const ViewScope& scope) const {
  if (event.layer == Layer::shared) {
    const auto& tie = input_.evidence.ties[event.event];
    return (!scope.from_us || !tie.valid_to_us || *tie.valid_to_us >= *scope.from_us) &&
           (!scope.to_us || !tie.valid_from_us || *tie.valid_from_us < *scope.to_us);
  }
  const auto time = time_of(event);
  return (!scope.from_us || *time >= *scope.from_us) && (!scope.to_us || *time < *scope.to_us);
}

std::pair<std::uint32_t, std::uint32_t> NetworkView::inside(const Head& head,
                                                            const ViewScope& scope) const {
  const bool begins_inside = !scope.from_us || head.first_us >= *scope.from_us;
  const bool ends_inside = !scope.to_us || head.last_us < *scope.to_us;
  if (begins_inside && ends_inside) return {head.begin, head.end};
  if ((scope.from_us && head.last_us < *scope.from_us) ||
      (scope.to_us && head.first_us >= *scope.to_us))
    return {head.begin, head.begin};
  const auto begin = events_.begin() + head.begin, end = events_.begin() + head.end;
  const auto& times =
      head.layer == Layer::call ? input_.evidence.calls.time_us : input_.evidence.transfers.time_us;
  const auto first_at = [&](std::int64_t bound) {
    const auto at =
        std::partition_point(begin, end, [&](std::uint32_t e) { return times[e] < bound; });
    return static_cast<std::uint32_t>(at - events_.begin());
  };
  const std::uint32_t from = begins_inside ? head.begin : first_at(*scope.from_us);
  return {from, std::max(from, ends_inside ? head.end : first_at(*scope.to_us))};
}

std::uint64_t NetworkView::count_of(const Head& head, const ViewScope& scope) const {
  if (!scope.has(head.layer)) return 0;
  if (head.layer != Layer::shared) {
    const auto [begin, end] = inside(head, scope);
    return end - begin;
  }
  return static_cast<std::uint64_t>(
      std::count_if(events_.begin() + head.begin, events_.begin() + head.end,
                    [&](std::uint32_t e) { return counts({Layer::shared, e}, scope); }));
}

std::optional<EdgeSum> NetworkView::sum_of(const Head& head, const ViewScope& scope) const {
  if (!scope.has(head.layer)) return std::nullopt;
  EdgeSum sum;
  sum.a = head.a, sum.b = head.b, sum.layer = head.layer, sum.asset = head.asset;
  const auto& [calls, transfers, ties] =
      std::tie(input_.evidence.calls, input_.evidence.transfers, input_.evidence.ties);
  const auto add_records = [&](std::span<const evidence::RecordRef> records) {
    sum.records_total += records.size();
    for (const auto record : records) {
      if (sum.records.size() == edge_records_most) break;
      sum.records.push_back(record);
    }
  };
  const bool is_timed = head.layer != Layer::shared;
  const auto [begin, end] = is_timed ? inside(head, scope) : std::pair(head.begin, head.end);
  for (std::uint32_t e = begin; e < end; ++e) {
    const std::uint32_t event = events_[e];
    if (!is_timed && !counts({head.layer, event}, scope)) continue;
    ++sum.events;
    if (const auto time = time_of({head.layer, event})) {
      if (!sum.first_us || *time < *sum.first_us) sum.first_us = time;
      if (!sum.last_us || *time > *sum.last_us) sum.last_us = time;
      sum.precision = std::max(sum.precision, precision_of({head.layer, event}));
    }
    if (head.layer == Layer::payment) {
      sum.amount_minor += transfers.amount_minor[event];
      sum.traced_minor += traced_[event];
      add_records(transfers.legs.of(event));
    } else if (head.layer == Layer::call) {
      if (calls.duration_s[event] != evidence::no_duration) {
        sum.duration_s += calls.duration_s[event];
        ++sum.durations;
      }
      add_records(calls.legs.of(event));
    } else {
      add_records(std::span(&ties[event].record, 1));
    }
  }
  if (sum.events == 0) return std::nullopt;
  return sum;
}

NodeSum NetworkView::sum_of(ViewNode node, const ViewScope& scope) const {
  NodeSum all;
  std::vector<ViewNode> to, from;  // in order, as the heads are
  const auto meet = [&](std::optional<std::int64_t> time) {
    if (!time) return;
    if (!all.first_us || *time < *all.first_us) all.first_us = time;
    if (!all.last_us || *time > *all.last_us) all.last_us = time;
  };
  const auto add = [&](const Head& head, bool goes_out) {
    const std::uint64_t events = count_of(head, scope);
    if (events == 0) return;
    (goes_out ? to : from).push_back(goes_out ? head.b : head.a);
    if (head.layer == Layer::shared) {
      for (std::uint32_t e = head.begin; e < head.end; ++e) {
        const EventRef event{head.layer, events_[e]};
        if (counts(event, scope)) meet(time_of(event));
      }
      return;
    }
    const auto [begin, end] = inside(head, scope);
    const bool is_whole = begin == head.begin && end == head.end;
    meet(is_whole ? head.first_us : time_of({head.layer, events_[begin]}));
    meet(is_whole ? head.last_us : time_of({head.layer, events_[end - 1]}));
    if (head.layer == Layer::call) {
      (goes_out ? all.calls_out : all.calls_in) += events;
      return;
    }
    core::Int128 amount = 0;
    for (std::uint32_t e = begin; e < end; ++e)
      amount += input_.evidence.transfers.amount_minor[events_[e]];
    auto flow = std::find_if(all.flows.begin(), all.flows.end(),
                             [&](const NodeSum::Flow& one) { return one.asset == head.asset; });
    if (flow == all.flows.end()) flow = all.flows.insert(flow, {head.asset, 0, 0, 0});
    (goes_out ? flow->out_minor : flow->in_minor) += amount;
    flow->payments += events;
  };
  for (const Head& head : out_of(node)) add(head, true);
  for (const auto h : into(node)) add(heads_[h], false);
  to.erase(std::unique(to.begin(), to.end()), to.end());
  from.erase(std::unique(from.begin(), from.end()), from.end());
  std::vector<ViewNode> near;
  std::set_union(to.begin(), to.end(), from.begin(), from.end(), std::back_inserter(near));
  all.neighbours = near.size();
  std::stable_sort(all.flows.begin(), all.flows.end(), [](const auto& x, const auto& y) {
    return x.payments != y.payments ? x.payments > y.payments : x.asset < y.asset;
  });
  return all;
}

std::vector<NetworkView::Near> NetworkView::near_of(ViewNode node, const ViewScope& scope) const {
  std::vector<Near> met;
  const auto meet = [&](const Head& head, ViewNode other) {
    if (const std::uint64_t events = count_of(head, scope); events > 0)
      met.push_back({other, 1, events});
  };
  for (const Head& head : out_of(node)) meet(head, head.b);
  for (const auto h : into(node)) meet(heads_[h], heads_[h].a);
  std::sort(met.begin(), met.end(), [](const Near& x, const Near& y) { return x.node < y.node; });
  std::vector<Near> all;
  for (const Near& one : met) {
    if (all.empty() || all.back().node != one.node) {
      all.push_back(one);
    } else {
      ++all.back().edges;
      all.back().events += one.events;
    }
  }
  return all;
}

bool NetworkView::has_near(ViewNode node, const ViewScope& scope) const {
  const auto heads = out_of(node);
  const auto others = into(node);
  return std::any_of(heads.begin(), heads.end(),
                     [&](const Head& head) { return count_of(head, scope) > 0; }) ||
         std::any_of(others.begin(), others.end(),
                     [&](std::uint32_t h) { return count_of(heads_[h], scope) > 0; });
}

std::vector<EdgeSum> NetworkView::edges_between(ViewNode a, ViewNode b,
                                                const ViewScope& scope) const {
  std::vector<EdgeSum> sums;
  for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
    const auto heads = out_of(from);
    auto head = std::partition_point(heads.begin(), heads.end(),
                                     [&, to = to](const Head& one) { return one.b < to; });
    for (; head != heads.end() && head->b == to; ++head) {
      if (auto sum = sum_of(*head, scope)) sums.push_back(std::move(*sum));
    }
  }
  return sums;
}

std::vector<Neighbour> NetworkView::neighbours(ViewNode node, const ViewScope& scope,
                                               NeighbourOrder order) const {
  std::vector<EdgeSum> sums;
  for (const Head& head : out_of(node)) {
    if (auto sum = sum_of(head, scope)) sums.push_back(std::move(*sum));
  }
  for (const auto h : into(node)) {
    if (auto sum = sum_of(heads_[h], scope)) sums.push_back(std::move(*sum));
  }
  const auto other = [&](const EdgeSum& sum) { return sum.a == node ? sum.b : sum.a; };
  std::stable_sort(sums.begin(), sums.end(),
                   [&](const EdgeSum& x, const EdgeSum& y) { return other(x) < other(y); });
  std::vector<Neighbour> all;
  for (auto& sum : sums) {
    if (all.empty() || all.back().node != other(sum)) {
      all.emplace_back();
      all.back().node = other(sum);
    }
    Neighbour& one = all.back();
    one.events += sum.events;
    one.amount_minor += sum.amount_minor;
    if (sum.last_us && (!one.last_us || *one.last_us < *sum.last_us)) one.last_us = sum.last_us;
    one.edges.push_back(std::move(sum));
  }
  std::stable_sort(all.begin(), all.end(), [&](const Neighbour& x, const Neighbour& y) {
    if (order == NeighbourOrder::time && x.last_us != y.last_us) return x.last_us > y.last_us;
    if (order == NeighbourOrder::amount && x.amount_minor != y.amount_minor)
      return x.amount_minor > y.amount_minor;
    if (x.events != y.events) return x.events > y.events;
    return x.node < y.node;
  });
  return all;
}

std::vector<EdgeSum> NetworkView::edges_among(std::span<const ViewNode> nodes,
                                              const ViewScope& scope) const {
  std::vector<ViewNode> sorted(nodes.begin(), nodes.end());
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  std::vector<std::uint8_t> is_in(mark_.size(), 0);
  for (const ViewNode node : sorted) is_in[node.index()] = 1;
  std::vector<EdgeSum> sums;
  for (const ViewNode a : sorted) {
    for (const Head& head : out_of(a)) {
      if (is_in[head.b.index()] == 0) continue;
      if (auto sum = sum_of(head, scope)) sums.push_back(std::move(*sum));
    }
  }
  return sums;
}

std::vector<ViewEvent> NetworkView::events_between(ViewNode a, ViewNode b,
                                                   const ViewScope& scope) const {
  std::vector<ViewEvent> found;
  for (const Head& head : out_of(a)) {
    if (head.b != b || !scope.has(head.layer)) continue;
    for (std::uint32_t e = head.begin; e < head.end; ++e) {
      const EventRef event{head.layer, events_[e]};
      if (counts(event, scope)) found.push_back({event, a, b});
    }
  }
  std::stable_sort(found.begin(), found.end(), [&](const ViewEvent& x, const ViewEvent& y) {
    const auto at_x = time_of(x.event), at_y = time_of(y.event);
    return at_x != at_y ? at_x < at_y : x.event < y.event;
  });
  return found;
}

std::string NetworkView::words_of(EventRef event) const {
  const auto& evidence = input_.evidence;
  if (event.layer == Layer::payment) {
    const auto& transfers = evidence.transfers;
    std::string words = core::format_money_for_reader(transfers.amount_minor[event.event],
                                                      transfers.asset[event.event]);
    const core::AssetId received = transfers.received_asset[event.event];
    if (received != transfers.asset[event.event]) {
      const std::int64_t minor = transfers.received_minor[event.event];
      words += ", received " + (minor == evidence::no_amount
                                    ? "in " + std::string(core::get_asset(received).code)
                                    : "as " + core::format_money_for_reader(minor, received));
    }
    if (transfers.is_reported_only[event.event] != 0) words += ", known from a report alone";
    return words;
  }
  if (event.layer == Layer::shared) return tie_words(evidence.ties[event.event].kind);
  const auto& calls = evidence.calls;
  std::string words = calls.kind[event.event] == evidence::CallKind::message ? "message"
                      : calls.kind[event.event] == evidence::CallKind::data  ? "data"
                                                                             : "call";
  if (calls.answered[event.event] == evidence::Answered::no) words += ", not answered";
  if (calls.duration_s[event.event] != evidence::no_duration &&
      calls.answered[event.event] != evidence::Answered::no)
    words += ", " + duration_words(calls.duration_s[event.event]);
  return words;
}

std::string NetworkView::words_of(const EdgeSum& edge) {
  if (edge.layer == Layer::payment)
    return core::format_money_for_reader(edge.amount_minor, edge.asset) + " in " +
           counted(edge.events, "payment", "payments");
  if (edge.layer == Layer::shared)
    return counted(edge.events, "register entry", "register entries");
  std::string words = counted(edge.events, "call", "calls");
  if (edge.durations > 0) words += ", " + duration_words(edge.duration_s);
  return words;
}

}  // namespace cuibono::brief
