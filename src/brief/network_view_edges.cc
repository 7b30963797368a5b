// Sums of edges, neighbours, and what one event says.
#include <algorithm>
#include <map>

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

std::optional<EdgeSum> NetworkView::sum_of(const Head& head, const ViewScope& scope) const {
  if (!scope.has(head.layer)) return std::nullopt;
  EdgeSum sum;
  sum.a = head.a, sum.b = head.b, sum.layer = head.layer, sum.asset = head.asset;
  const auto& evidence = input_.evidence;
  for (std::uint32_t e = head.begin; e < head.end; ++e) {
    const EventRef event{head.layer, events_[e]};
    if (!counts(event, scope)) continue;
    ++sum.events;
    if (const auto time = time_of(event)) {
      if (!sum.first_us || *time < *sum.first_us) sum.first_us = time;
      if (!sum.last_us || *time > *sum.last_us) sum.last_us = time;
      sum.precision = std::max(sum.precision, precision_of(event));
    }
    if (head.layer == Layer::payment) {
      sum.amount_minor += evidence.transfers.amount_minor[event.event];
      sum.traced_minor += traced_[event.event];
    }
    if (head.layer == Layer::call &&
        evidence.calls.duration_s[event.event] != evidence::no_duration) {
      sum.duration_s += evidence.calls.duration_s[event.event];
      ++sum.durations;
    }
    const std::size_t legs = head.layer == Layer::call ? evidence.calls.legs.of(event.event).size()
                             : head.layer == Layer::payment
                                 ? evidence.transfers.legs.of(event.event).size()
                                 : 1;
    sum.records_total += legs;
    if (sum.records.size() >= edge_records_most) continue;
    for (const auto record : records_of(event)) {
      if (sum.records.size() < edge_records_most) sum.records.push_back(record);
    }
  }
  if (sum.events == 0) return std::nullopt;
  return sum;
}

NodeSum NetworkView::sum_of(ViewNode node, const ViewScope& scope) const {
  NodeSum all;
  std::vector<ViewNode> near;
  const auto add = [&](const Head& head, bool goes_out) {
    if (!scope.has(head.layer)) return;
    std::uint64_t events = 0;
    core::Int128 amount = 0;
    for (std::uint32_t e = head.begin; e < head.end; ++e) {
      const EventRef event{head.layer, events_[e]};
      if (!counts(event, scope)) continue;
      ++events;
      if (head.layer == Layer::payment)
        amount += input_.evidence.transfers.amount_minor[event.event];
      const auto time = time_of(event);
      if (!time) continue;
      if (!all.first_us || *time < *all.first_us) all.first_us = time;
      if (!all.last_us || *time > *all.last_us) all.last_us = time;
    }
    if (events == 0) return;
    near.push_back(goes_out ? head.b : head.a);
    if (head.layer == Layer::call) (goes_out ? all.calls_out : all.calls_in) += events;
    if (head.layer != Layer::payment) return;
    auto flow = std::find_if(all.flows.begin(), all.flows.end(),
                             [&](const NodeSum::Flow& one) { return one.asset == head.asset; });
    if (flow == all.flows.end()) flow = all.flows.insert(flow, {head.asset, 0, 0, 0});
    (goes_out ? flow->out_minor : flow->in_minor) += amount;
    flow->payments += events;
  };
  for (const Head& head : out_of(node)) add(head, true);
  for (const auto h : into(node)) add(heads_[h], false);
  std::sort(near.begin(), near.end());
  all.neighbours = static_cast<std::uint64_t>(std::unique(near.begin(), near.end()) - near.begin());
  std::stable_sort(all.flows.begin(), all.flows.end(), [](const auto& x, const auto& y) {
    return x.payments != y.payments ? x.payments > y.payments : x.asset < y.asset;
  });
  return all;
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
  std::vector<EdgeSum> sums;
  for (const ViewNode a : sorted) {
    for (const Head& head : out_of(a)) {
      if (!std::binary_search(sorted.begin(), sorted.end(), head.b)) continue;
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
    if (transfers.received_asset[event.event] != transfers.asset[event.event])
      words +=
          ", received as " + core::format_money_for_reader(transfers.received_minor[event.event],
                                                           transfers.received_asset[event.event]);
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
