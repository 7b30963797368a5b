// The network as the workbench draws it: a start, neighbours, the events of an edge.
#include <algorithm>
#include <set>

#include "investigation/view_graph_parts.h"

namespace cuibono::investigation {

using brief::EdgeSum;
using brief::ViewNode;
using network::Layer;
using network::LayoutPoint;

namespace {

/// The marks that a request begins with; a fault of the query where one of them is unknown.
std::vector<ViewNode> seeds_of(const GraphWriter& writer, ViewQuery& query) {
  std::vector<ViewNode> seeds;
  const auto add = [&](const std::string& text) {
    const auto node = writer.view.find(text);
    if (node) seeds.push_back(*node);
    return node.has_value();
  };
  for (const auto& seed : query.texts("seed")) {
    if (!add(seed)) query.refuse("nothing is known by \"" + seed + "\"");
  }
  if (const std::string site = query.text("site"); !site.empty()) {
    const auto numbers = writer.results.site_numbers.find(site);
    if (numbers == writer.results.site_numbers.end()) {
      query.refuse("there is no site " + site);
    } else {
      for (const auto& number : numbers->second) add(number);
    }
  }
  for (const char* what : {"finding", "lead"}) {
    const std::string id = query.text(what);
    if (id.empty()) continue;
    const auto mentioned = writer.results.mentions.find(id);
    if (mentioned == writer.results.mentions.end()) {
      query.refuse(std::string("there is no ") + what + " " + id);
      continue;
    }
    const std::size_t before = seeds.size();
    for (const auto& selector : mentioned->second) {
      add(selector);
      // A site's finding is about its numbers.
      const auto numbers = writer.results.site_numbers.find(selector);
      if (numbers == writer.results.site_numbers.end()) continue;
      for (const auto& number : numbers->second) add(number);
    }
    if (seeds.size() == before) query.refuse(id + " names no number and no account");
  }
  return seeds;
}

/// Marks of a graph with the groups of victims and the sites beside them, placed.
std::string graph_json(const core::RunContext& context, const GraphWriter& writer,
                       const brief::StartGraph& graph, const std::string& revision) {
  std::vector<std::string> ids;
  std::map<ViewNode, std::uint32_t> number_of;
  for (const ViewNode node : graph.nodes) {
    number_of.emplace(node, static_cast<std::uint32_t>(ids.size()));
    ids.push_back(writer.view.text(node));
  }
  std::vector<network::LayoutEdge> edges;
  std::map<ViewNode, std::set<ViewNode>> near;
  for (const auto& edge : graph.edges) {
    edges.push_back({number_of.at(edge.a), number_of.at(edge.b)});
    near[edge.a].insert(edge.b);
    near[edge.b].insert(edge.a);
  }
  std::map<ViewNode, std::uint64_t> grouped;
  for (const auto& group : graph.groups) {
    edges.push_back({number_of.at(group.of), static_cast<std::uint32_t>(ids.size())});
    ids.push_back("group:" + writer.view.text(group.of));
    grouped[group.of] = group.count;
  }
  const std::size_t sites_begin = ids.size();
  for (const auto& site : graph.sites) {
    for (const ViewNode number : site.drawn)
      edges.push_back({number_of.at(number), static_cast<std::uint32_t>(ids.size())});
    ids.push_back(site_id(writer.results.sites_in_order[site.site]));
  }
  std::vector<std::uint64_t> seeds;
  for (const auto& id : ids) seeds.push_back(core::sha256(id).prefix());
  const auto placed = network::place_nodes(context, {seeds, edges});
  const auto at = [&](std::size_t i) { return placed.has_value() ? (*placed)[i] : LayoutPoint{}; };
  ViewJson json{{"revision", revision}, {"nodes", ViewJson::array()}, {"edges", ViewJson::array()}};
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const ViewNode node = graph.nodes[i];
    json["nodes"].push_back(writer.node(node, at(i), near[node].size() + grouped[node]));
  }
  const Largest largest = largest_of(graph.edges);
  const auto most = [&](core::AssetId asset) {
    const auto found = largest.find(asset);
    return found == largest.end() ? core::Int128{0} : found->second;
  };
  for (const auto& edge : graph.edges)
    json["edges"].push_back(
        writer.edge(edge, writer.view.text(edge.a), writer.view.text(edge.b), most(edge.asset)));
  json["groups"] = ViewJson::array();
  for (std::size_t g = 0; g < graph.groups.size(); ++g) {
    const auto& group = graph.groups[g];
    const std::string id = ids[graph.nodes.size() + g], of = writer.view.text(group.of);
    const std::string kind = writer.view.kind(group.of);
    const std::string label = counted_words(group.count, "victim", "victims") + " of this " +
                              (kind == "number" || kind == "account" ? kind : "mark");
    json["nodes"].push_back(writer.group(id, label, of, group.count, at(graph.nodes.size() + g)));
    json["groups"].push_back({{"id", id}, {"label", label}, {"count", group.count}});
    for (const auto& edge : group.out)
      json["edges"].push_back(writer.edge(edge, id, of, most(edge.asset)));
    for (const auto& edge : group.in)
      json["edges"].push_back(writer.edge(edge, of, id, most(edge.asset)));
  }
  std::vector<LayoutPoint> places;
  for (std::size_t i = 0; i < ids.size(); ++i) places.push_back(at(i));
  writer.add_sites(json, graph, places, std::span(places).subspan(sites_begin));
  json["total"] = {{"nodes", std::max<std::uint64_t>(graph.nodes_total, json["nodes"].size())},
                   {"edges", std::max<std::uint64_t>(graph.edges_total, json["edges"].size())}};
  json["shown"] = {{"nodes", json["nodes"].size()}, {"edges", json["edges"].size()}};
  json["omitted_because"] =
      graph.omitted_because.empty() ? ViewJson(nullptr) : ViewJson(graph.omitted_because);
  return dump_view(json);
}

ViewAnswer answer_start(GraphWriter& writer, ViewQuery& query, const std::string& revision) {
  query.know({"seed", "site", "finding", "lead", "layers", "from", "to", "limit"});
  constexpr std::uint64_t marks_usual = 2000, marks_most = 5000;
  brief::StartRequest request;
  request.scope = writer.scope = scope_of(query);
  request.marks_most = query.number("limit", marks_usual, marks_most);
  request.seeds = seeds_of(writer, query);
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  for (const auto& number : writer.results.hints.numbers) {
    if (const auto node = writer.view.find(number)) request.hints.push_back(*node);
  }
  for (const auto& site : writer.results.sites_in_order) {
    auto& numbers = request.sites.emplace_back();
    for (const auto& number : writer.results.site_numbers.at(site)) {
      const auto node = writer.view.find(number);
      if (node && !writer.view.is_victim(*node)) numbers.push_back(*node);
    }
  }
  // Where nobody is an actor, whom findings speak of: numbers that took over another's contacts, groups.
  for (std::size_t f = 0;
       writer.results.hints.numbers.empty() && f < writer.results.finding_ids.size(); ++f) {
    const auto mentioned = writer.results.mentions.find(writer.results.finding_ids[f]);
    if (mentioned == writer.results.mentions.end()) continue;
    for (const auto& selector : mentioned->second) {
      if (const auto node = writer.view.find(selector)) request.hints.push_back(*node);
    }
  }
  return found(graph_json(core::RunContext{}, writer, writer.view.start(request), revision));
}

ViewAnswer answer_neighbours(GraphWriter& writer, ViewQuery& query) {
  query.know({"of", "by", "layers", "from", "to", "limit", "have"});
  writer.scope = scope_of(query);
  constexpr std::uint64_t neighbours_usual = 25;
  const std::uint64_t limit = query.number("limit", neighbours_usual, list_most);
  const std::string by = query.text("by").empty() ? "events" : query.text("by");
  if (by != "amount" && by != "events" && by != "time")
    query.refuse("\"" + by + "\" is no order", "known: amount, events, time");
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  const auto of = writer.view.find(query.text("of"));
  if (!of) return no_such("nothing is known by \"" + query.text("of") + "\"");
  const auto order = by == "amount" ? brief::NeighbourOrder::amount
                     : by == "time" ? brief::NeighbourOrder::time
                                    : brief::NeighbourOrder::events;
  const auto all = writer.view.neighbours(*of, writer.scope, order);
  std::set<std::string> have;
  for (const auto& text : query.texts("have")) {
    for (const auto one : core::split(text, ',')) have.emplace(one);
  }
  struct OfLayer {
    std::uint64_t neighbours = 0, events = 0;
  };
  std::map<Layer, OfLayer> layers;
  std::vector<const brief::Neighbour*> shown;
  std::vector<EdgeSum> edges;
  std::uint64_t total = 0;
  for (const auto& one : all) {
    std::set<Layer> met;
    for (const auto& edge : one.edges) {
      layers[edge.layer].events += edge.events;
      if (met.insert(edge.layer).second) ++layers[edge.layer].neighbours;
    }
    if (have.contains(writer.view.text(one.node))) continue;
    ++total;
    if (shown.size() >= limit) continue;
    shown.push_back(&one);
    edges.insert(edges.end(), one.edges.begin(), one.edges.end());
  }
  const Largest largest = largest_of(edges);
  const auto places = network::place_round({0, 0}, {}, shown.size());
  ViewJson json{{"of", writer.node(*of, {0, 0}, shown.size() + all.size() - total)},
                {"total", total},
                {"shown", shown.size()}};
  json["omitted_because"] = shown.size() == total
                                ? ViewJson(nullptr)
                                : ViewJson("the first " + core::group_digits(shown.size()) +
                                           " of " + core::group_digits(total) + ", by " + by);
  json["by_layer"] = ViewJson::array();
  for (const auto& [layer, count] : layers)
    json["by_layer"].push_back(
        {{"layer", layer_name(layer)},
         {"neighbours", count.neighbours},
         {"events", count.events},
         {"text", counted_words(count.neighbours, "neighbour", "neighbours") + ", " +
                      counted_words(count.events, "event", "events")}});
  json["rows"] = ViewJson::array();
  for (std::size_t i = 0; i < shown.size(); ++i) {
    ViewJson row{{"node", writer.node(shown[i]->node, places[i], 1)}, {"edges", ViewJson::array()}};
    for (const auto& edge : shown[i]->edges) {
      const auto widest = largest.find(edge.asset);
      row["edges"].push_back(writer.edge(edge, writer.view.text(edge.a), writer.view.text(edge.b),
                                         widest == largest.end() ? 0 : widest->second));
    }
    row["edge"] = row["edges"].front();
    json["rows"].push_back(std::move(row));
  }
  return found(dump_view(json));
}

ViewAnswer answer_edge(GraphWriter& writer, ViewQuery& query) {
  query.know({"a", "b", "layer", "layers", "from", "to", "offset", "limit", "currency"});
  writer.scope = scope_of(query);
  if (const std::string layer = query.text("layer"); !layer.empty()) {
    if (layer != "call" && layer != "payment" && layer != "shared")
      query.refuse("there is no layer \"" + layer + "\"", "known: call, payment, shared");
    writer.scope.calls = layer == "call";
    writer.scope.payments = layer == "payment";
    writer.scope.shared = layer == "shared";
  }
  const std::uint64_t offset = query.number("offset", 0, UINT64_MAX >> 1U);
  const std::uint64_t limit = query.number("limit", list_usual, list_most);
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  const auto a = writer.view.find(query.text("a")), b = writer.view.find(query.text("b"));
  if (!a || !b) return no_such("nothing is known by \"" + query.text(a ? "b" : "a") + "\"");
  auto events = writer.view.events_between(*a, *b, writer.scope);
  if (const std::string currency = query.text("currency"); !currency.empty()) {
    const auto& transfers = writer.view.evidence().transfers;
    std::erase_if(events, [&](const brief::ViewEvent& one) {
      return one.event.layer != Layer::payment ||
             core::get_asset(transfers.asset[one.event.event]).code != currency;
    });
  }
  std::vector<std::string> rows;
  for (std::uint64_t e = offset; e < events.size() && rows.size() < limit; ++e)
    rows.push_back(dump_view(writer.event(events[e])));
  std::vector<const std::string*> shown;
  for (const auto& row : rows) shown.push_back(&row);
  return found(list_json(events.size(), offset, shown,
                         rows.size() == events.size()
                             ? ""
                             : "a list is shown in pages: offset and limit ask for the others"));
}

/// Payments of one account that carried victims' money, by who is at their other end.
ViewAnswer answer_account_steps(GraphWriter& writer, ViewQuery& query) {
  query.know({"account", "currency", "from", "to", "offset", "limit"});
  writer.scope = scope_of(query);
  writer.scope.calls = writer.scope.shared = false;
  const std::uint64_t offset = query.number("offset", 0, UINT64_MAX >> 1U);
  const std::uint64_t limit = query.number("limit", list_usual, list_most);
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  const auto account = writer.view.find(query.text("account"));
  if (!account) return no_such("nothing is known by \"" + query.text("account") + "\"");
  const std::string currency = query.text("currency");
  std::vector<EdgeSum> edges;
  for (auto& one : writer.view.neighbours(*account, writer.scope, brief::NeighbourOrder::amount)) {
    for (auto& edge : one.edges) {
      if (edge.traced_minor != 0 &&
          (currency.empty() || core::get_asset(edge.asset).code == currency))
        edges.push_back(std::move(edge));
    }
  }
  std::stable_sort(edges.begin(), edges.end(), [](const EdgeSum& x, const EdgeSum& y) {
    return x.traced_minor > y.traced_minor;
  });
  std::vector<std::string> rows;
  for (std::uint64_t e = offset; e < edges.size() && rows.size() < limit; ++e) {
    const EdgeSum& edge = edges[e];
    const std::string code(core::get_asset(edge.asset).code);
    ViewJson row{{"currency", code},
                 {"hop", nullptr},
                 {"from", writer.view.text(edge.a)},
                 {"to", writer.view.text(edge.b)},
                 {"from_label", writer.view.label(edge.a)},
                 {"to_label", writer.view.label(edge.b)},
                 {"payments", edge.events}};
    row.update(money_json(edge.traced_minor, code));
    row["at_least"] = !writer.view.traced_whole(edge.asset);
    row["records"] = writer.records(edge.records);
    row["records_total"] = edge.records_total;
    rows.push_back(dump_view(row));
  }
  std::vector<const std::string*> shown;
  for (const auto& row : rows) shown.push_back(&row);
  return found(list_json(edges.size(), offset, shown,
                         rows.size() == edges.size() ? "" : "a list is shown in pages"));
}

}  // namespace

ViewAnswer answer_graph(const CaseView::Results& results, const CaseView::Events& events,
                        ViewQuery& query, const std::vector<std::string>& path,
                        const std::string& revision) {
  GraphWriter writer{results, *events.view, {}};
  if (path[0] == "money") return answer_account_steps(writer, query);
  if (path.size() == 1) return answer_start(writer, query, revision);
  if (path.size() == 2 && path[1] == "neighbours") return answer_neighbours(writer, query);
  if (path.size() == 2 && path[1] == "edge") return answer_edge(writer, query);
  if (path.size() == 2 && path[1] == "path") return answer_path(writer, query);
  return no_such("there is no such page: " + core::join(path, "/"),
                 "known: graph, graph/neighbours, graph/edge, graph/path");
}

}  // namespace cuibono::investigation
