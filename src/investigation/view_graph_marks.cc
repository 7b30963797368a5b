// Marks and edges of the network as JSON.
#include <algorithm>

#include "investigation/view_graph_parts.h"

namespace cuibono::investigation {

using brief::EdgeSum;
using brief::ViewNode;
using network::Layer;
using network::LayoutPoint;

std::string layer_name(Layer layer) {
  return layer == Layer::call ? "call" : layer == Layer::payment ? "payment" : "shared";
}

int size_of(std::uint64_t number) {
  int size = 1;
  for (std::uint64_t bound = 2; number > bound && size < 5; bound *= 5) ++size;
  return size;
}

namespace {

int weight_of(core::Int128 amount, core::Int128 largest) {
  int weight = 5;
  for (core::Int128 part = 2; amount * part < largest && weight > 1; part *= 4) --weight;
  return weight;
}

}  // namespace

ViewJson view_time(const std::optional<std::int64_t>& time_us) {
  return time_us ? ViewJson(core::format_rfc3339(*time_us)) : ViewJson(nullptr);
}

brief::ViewScope scope_of(ViewQuery& query) {
  brief::ViewScope scope;
  scope.from_us = query.time("from");
  scope.to_us = query.time("to");
  const std::string layers = query.text("layers");
  if (layers.empty()) return scope;
  scope.calls = scope.payments = scope.shared = false;
  for (const auto layer : core::split(layers, ',')) {
    if (layer == "call")
      scope.calls = true;
    else if (layer == "payment")
      scope.payments = true;
    else if (layer == "shared")
      scope.shared = true;
    else
      query.refuse("there is no layer \"" + std::string(layer) + "\"",
                   "known: call, payment, shared");
  }
  return scope;
}

Largest largest_of(const std::vector<EdgeSum>& edges) {
  Largest largest;
  for (const auto& edge : edges) {
    if (edge.layer == Layer::payment)
      largest[edge.asset] = std::max(largest[edge.asset], edge.amount_minor);
  }
  return largest;
}

ViewJson GraphWriter::records(const std::vector<evidence::RecordRef>& records) const {
  ViewJson list = ViewJson::array();
  for (const auto record : records) {
    if (list.size() == records_shown) break;
    list.push_back(
        {{"item", view.evidence().items[record.item_rank()].label}, {"row", record.ordinal()}});
  }
  return list;
}

ViewJson GraphWriter::node(ViewNode node, LayoutPoint at, std::uint64_t shown) const {
  const std::string id = view.text(node), label = view.label(node);
  const brief::NodeSum sum = view.sum_of(node, scope);
  ViewJson json{{"id", id}, {"label", label}, {"label_latin", latin_json(label)}};
  json["kind"] = view.kind(node);
  ViewJson role = nullptr, band = nullptr, site = nullptr;
  if (const auto account = results.accounts_of.find(id); account != results.accounts_of.end()) {
    role = results.accounts.fields.at("role")[account->second.front()];
  }
  if (const auto actor = results.actor_of.find(id); actor != results.actor_of.end()) {
    const auto row = results.actors.by_id.at(actor->second);
    const auto text = [&](const char* field) -> ViewJson {
      const std::string& of = results.actors.fields.at(field)[row];
      return of.empty() ? ViewJson(nullptr) : ViewJson(of);
    };
    if (role.is_null()) role = text("role");
    band = text("band");
    site = text("site");
  }
  json["role"] = std::move(role);
  json["band"] = std::move(band);
  json["site"] = std::move(site);
  json["is_victim"] = view.is_victim(node);
  json["x"] = at.x;
  json["y"] = at.y;
  json["size"] = size_of(sum.neighbours);
  json["degree"] = sum.neighbours;
  json["degree_text"] = counted_words(sum.neighbours, "neighbour", "neighbours");
  json["hidden"] = sum.neighbours - std::min(sum.neighbours, shown);
  json["first"] = view_time(sum.first_us);
  json["last"] = view_time(sum.last_us);
  json["money"] = nullptr;
  if (!sum.flows.empty()) {
    const auto& flow = sum.flows.front();
    const std::string currency(core::get_asset(flow.asset).code);
    json["money"] = {{"in", money_json(flow.in_minor, currency)},
                     {"out", money_json(flow.out_minor, currency)},
                     {"other_currencies", sum.flows.size() - 1}};
  }
  json["calls"] = sum.calls_out + sum.calls_in == 0
                      ? ViewJson(nullptr)
                      : ViewJson{{"out", sum.calls_out},
                                 {"in", sum.calls_in},
                                 {"text", counted_words(sum.calls_out, "call", "calls") + " out, " +
                                              core::group_digits(sum.calls_in) + " in"}};
  return json;
}

ViewJson GraphWriter::edge(const EdgeSum& edge, const std::string& a, const std::string& b,
                           core::Int128 largest_minor) const {
  const std::string layer = layer_name(edge.layer);
  const bool pays = edge.layer == Layer::payment;
  const std::string currency = pays ? std::string(core::get_asset(edge.asset).code) : std::string();
  ViewJson json{{"id", a + "|" + b + "|" + layer + "|" + currency},
                {"a", a},
                {"b", b},
                {"layer", layer},
                {"events", edge.events},
                {"text", brief::NetworkView::words_of(edge)}};
  json["amount_minor"] = pays ? ViewJson(core::format_minor(edge.amount_minor)) : ViewJson(nullptr);
  json["currency"] = pays ? ViewJson(currency) : ViewJson(nullptr);
  json["duration_s"] = edge.durations > 0 ? ViewJson(edge.duration_s) : ViewJson(nullptr);
  json["first"] = view_time(edge.first_us);
  json["last"] = view_time(edge.last_us);
  json["weight"] = pays ? weight_of(edge.amount_minor, largest_minor) : size_of(edge.events);
  json["traced"] = nullptr;
  if (pays && edge.traced_minor != 0)
    json["traced"] = {{"fifo", money_json(edge.traced_minor, currency)},
                      {"at_least", !view.traced_whole(edge.asset)}};
  json["records"] = records(edge.records);
  json["records_total"] = edge.records_total;
  return json;
}

ViewJson GraphWriter::event(const brief::ViewEvent& event) const {
  const auto at = view.time_of(event.event);
  const auto precision = view.precision_of(event.event);
  const auto of = view.records_of(event.event);
  ViewJson json{{"event", layer_name(event.event.layer) + std::to_string(event.event.event)},
                {"from", view.text(event.from)},
                {"to", view.text(event.to)},
                {"layer", layer_name(event.event.layer)},
                {"at", view_time(at)},
                {"at_text", at ? ViewJson(core::format_time(*at, precision)) : ViewJson(nullptr)},
                {"precision", std::string(core::precision_name(precision))},
                {"text", view.words_of(event.event)}};
  const auto& evidence = view.evidence();
  const bool pays = event.event.layer == Layer::payment;
  json["amount_minor"] = nullptr;
  json["currency"] = nullptr;
  json["duration_s"] = nullptr;
  if (pays) {
    json["amount_minor"] = core::format_minor(evidence.transfers.amount_minor[event.event.event]);
    json["currency"] =
        std::string(core::get_asset(evidence.transfers.asset[event.event.event]).code);
  } else if (event.event.layer == Layer::call &&
             evidence.calls.duration_s[event.event.event] != evidence::no_duration) {
    json["duration_s"] = evidence.calls.duration_s[event.event.event];
  }
  json["records"] = records(of);
  json["records_total"] = of.size();
  return json;
}

}  // namespace cuibono::investigation
