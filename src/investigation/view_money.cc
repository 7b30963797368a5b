// money.json, as the workbench asks for it: totals that add up, the way of the money by hop, places, traces,
// stops, accounts.
#include <algorithm>
#include <set>

#include "investigation/view_parts.h"

namespace cuibono::investigation {
namespace {

struct FlowNode {
  core::Int128 in_minor = 0, out_minor = 0, rest_minor = 0;
};
struct FlowLink {
  core::Int128 amount_minor = 0;
  std::uint64_t payments = 0;
  ViewJson records = ViewJson::array();
};
using NodeKey = std::pair<std::uint64_t, std::string>;

std::string node_id(const NodeKey& key) { return std::to_string(key.first) + "|" + key.second; }

/// Money of one currency by hop. Hop 0 is the victims' side, whatever is known of the accounts they used.
struct Flows {
  std::map<NodeKey, FlowNode> nodes;
  std::map<std::pair<NodeKey, NodeKey>, FlowLink> links;
  std::map<std::string, core::Int128> rests_by_role;
  ViewJson rests = ViewJson::array();
  core::Int128 paid_minor = 0;
  std::uint64_t hops = 0;
};

void add_hop(Flows& flows, const ViewJson& hop) {
  const auto number = hop.value("hop", std::uint64_t{0});
  const core::Int128 amount = minor_of(view_value(hop, "amount_minor"));
  const NodeKey from{number - 1, number == 1 ? "victims" : view_text(hop, "from")};
  const NodeKey to{number, view_text(hop, "to")};
  flows.nodes[from].out_minor += amount;
  flows.nodes[to].in_minor += amount;
  if (number == 1) flows.paid_minor += amount;
  flows.hops = std::max(flows.hops, number);
  FlowLink& link = flows.links[{from, to}];
  link.amount_minor += amount;
  link.payments += hop.value("payments", std::uint64_t{0});
  for (const auto& record : view_value(hop, "records")) link.records.push_back(record);
}

void add_rest(Flows& flows, const ViewJson& rest, const std::string& currency) {
  const auto number = rest.value("hop", std::uint64_t{0});
  const std::string at = view_text(rest, "at");
  const core::Int128 amount = minor_of(view_value(rest, "amount_minor"));
  flows.nodes[{number, at}].rest_minor += amount;
  flows.rests_by_role[at] += amount;
  ViewJson one{{"hop", number}, {"at", at}};
  one.update(money_json(amount, currency));
  flows.rests.push_back(std::move(one));
}

std::string flows_json(const Flows& flows, const std::string& currency) {
  ViewJson json{{"currency", currency}, {"nodes", ViewJson::array()}, {"links", ViewJson::array()}};
  std::vector<const std::pair<const NodeKey, FlowNode>*> ordered;
  for (const auto& node : flows.nodes) ordered.push_back(&node);
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) {
    if (a->first.first != b->first.first) return a->first.first < b->first.first;
    return std::max(a->second.in_minor, a->second.out_minor) >
           std::max(b->second.in_minor, b->second.out_minor);
  });
  std::uint64_t order = 0;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const auto& [key, node] = *ordered[i];
    order = i > 0 && ordered[i - 1]->first.first == key.first ? order + 1 : 0;
    const core::Int128 in = key.first == 0 ? node.out_minor : node.in_minor;
    json["nodes"].push_back({{"id", node_id(key)},
                             {"hop", key.first},
                             {"role", key.second},
                             {"label", key.second},
                             {"order", order},
                             {"in", money_json(in, currency)},
                             {"out", money_json(node.out_minor, currency)},
                             {"rest", money_json(node.rest_minor, currency)},
                             {"balanced", in == node.out_minor + node.rest_minor}});
  }
  for (const auto& [ends, link] : flows.links) {
    ViewJson one{{"id", node_id(ends.first) + ">" + node_id(ends.second)},
                 {"from", node_id(ends.first)},
                 {"to", node_id(ends.second)},
                 {"hop", ends.second.first},
                 {"payments", link.payments},
                 {"payments_text", counted_words(link.payments, "payment", "payments")}};
    one.update(money_json(link.amount_minor, currency));
    // Each payment has one record at least; the file names those of the largest.
    put_records(one, link.records, link.payments);
    json["links"].push_back(std::move(one));
  }
  json["rests"] = flows.rests;
  std::vector<ReconcilePart> parts;
  for (const auto& [role, amount] : flows.rests_by_role)
    parts.push_back({"at rest: " + role, amount});
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto& a, const auto& b) { return a.amount_minor > b.amount_minor; });
  json["reconcile"] = reconcile_json("Followed", flows.paid_minor, parts, currency);
  json["omitted_because"] = nullptr;
  return dump_view(json);
}

/// What victims report and where it is: the whole and its parts, added up from the places.
/// The findings of the case that hold its sums in a currency, with their records; null where none does.
ViewJson grounds_json(const CaseView::Results& results, const std::string& currency) {
  ViewJson json{{"reported", nullptr}, {"traced", nullptr}, {"unplaced", nullptr}};
  const auto subjects = results.findings.fields.find("subject");
  for (std::size_t f = 0; subjects != results.findings.fields.end() && f < subjects->second.size();
       ++f) {
    if (subjects->second[f] != "case") continue;
    const ViewJson finding = ViewJson::parse(results.findings.rows[f], nullptr, false);
    for (auto& [name, ground] : json.items()) {
      if (view_text(finding, "key") != "count|case|" + name + "|" + currency) continue;
      ground = {{"finding", view_value(finding, "id")}};
      put_records(ground, view_value(finding, "records"),
                  finding.value("records_total", std::uint64_t{0}));
    }
  }
  return json;
}

ViewJson total_json(const CaseView::Results& results, const ViewJson& total,
                    core::Int128 at_places) {
  const std::string currency = view_text(total, "currency");
  const core::Int128 reported = minor_of(view_value(total, "reported_minor")),
                     unplaced = minor_of(view_value(total, "unplaced_minor"));
  ViewJson json{{"currency", currency},
                {"reported", money_json(reported, currency)},
                {"traced", money_json(view_value(total, "traced_minor"), currency)},
                {"displaced", money_json(view_value(total, "displaced_minor"), currency)},
                {"unplaced", money_json(unplaced, currency)},
                {"grounds", grounds_json(results, currency)}};
  if (!view_value(total, "traced_minor").is_string()) {
    json["reconcile"] = nullptr;
    return json;
  }
  const core::Int128 traced = minor_of(view_value(total, "traced_minor")),
                     displaced = minor_of(view_value(total, "displaced_minor"));
  std::vector<ReconcilePart> parts{{"at the places where the trace ends", at_places},
                                   {"paid back to victims and paid again", displaced},
                                   {"with no transfer to follow", unplaced}};
  if (const core::Int128 rest = reported - unplaced - traced; rest != 0)
    parts.push_back({"by which reports and transfers differ", rest});
  json["reconcile"] = reconcile_json("Reported", reported, parts, currency);
  return json;
}

std::string difference_words(core::Int128 fifo, core::Int128 prorata, const std::string& currency) {
  if (fifo == prorata) return "the rules agree";
  const bool more = fifo > prorata;
  return money_words(more ? fifo - prorata : prorata - fifo, currency) +
         (more ? " more by first in, first out" : " more pro rata");
}

ViewJson rules_json(const ViewJson& row, const ViewJson& amounts, const std::string& currency) {
  ViewJson json = row;
  for (const char* rule : {"fifo", "prorata", "lifo", "own_first", "trust_first"})
    json[rule] = money_json(view_value(amounts, (std::string(rule) + "_minor").c_str()), currency);
  const bool both = json["fifo"].is_object() && json["prorata"].is_object();
  json["difference_text"] =
      both ? ViewJson(difference_words(minor_of(json["fifo"]["amount_minor"]),
                                       minor_of(json["prorata"]["amount_minor"]), currency))
           : ViewJson(nullptr);
  return json;
}

struct PlaceFacts {
  std::map<std::string, ViewJson> role_of, stop_of;  ///< by "account|currency"
};

void add_place(CaseView::Results& results, const ViewJson& place, const PlaceFacts& facts) {
  const std::string id = view_text(place, "place"), currency = view_text(place, "currency"),
                    key = id + "|" + currency;
  ViewJson row{{"place", id},
               {"label", brief::selector_label(id)},
               {"currency", currency},
               {"total", money_json(view_value(place, "total_minor"), currency)}};
  row = rules_json(row, view_value(place, "victims"), currency);
  for (const char* name : {"min", "max"})
    row[name] = money_json(view_value(place, (std::string(name) + "_minor").c_str()), currency);
  row["coverage"] = view_value(place, "coverage");
  const auto role = facts.role_of.find(key);
  row["role"] = role == facts.role_of.end() ? ViewJson(nullptr) : role->second;
  const auto stop = facts.stop_of.find(key);
  row["stop"] = stop == facts.stop_of.end() ? ViewJson(nullptr) : stop->second;
  const auto trace = results.trace_of.find(key);
  row["finding"] =
      trace == results.trace_of.end() ? ViewJson(nullptr) : trace->second.at("finding");
  if (trace != results.trace_of.end()) {
    put_records(row, trace->second.at("records"),
                trace->second.at("records_total").get<std::uint64_t>());
  } else {
    const ViewJson record =
        row["stop"].is_object() ? view_value(row["stop"], "record") : ViewJson(nullptr);
    put_records(row, record.is_object() ? ViewJson::array({record}) : ViewJson::array(),
                std::nullopt);
  }
  results.places.add(key, row, id + "\n" + row["label"].get<std::string>());
  results.places.set("currency", currency);
}

void add_account(CaseView::Results& results, const ViewJson& account) {
  const std::string id = view_text(account, "account"), currency = view_text(account, "currency"),
                    role = view_text(account, "role");
  ViewJson row{{"account", id}, {"label", brief::selector_label(id)}};
  for (const char* name : {"role", "layer", "purpose"}) row[name] = view_value(account, name);
  const int percent = static_cast<int>(account.value("score", 0.0) * 100.0 + 0.5);
  row["score_percent"] = percent;
  row["score_text"] = std::to_string(percent) + " of 100";
  row["band"] = view_value(account, "band");
  row["currency"] = currency;
  row["in"] = money_json(view_value(account, "in_minor"), currency);
  row["out"] = money_json(view_value(account, "out_minor"), currency);
  row["for"] = reasons_json(view_value(account, "for"));
  row["against"] = reasons_json(view_value(account, "against"));
  const std::string label = row["label"].get<std::string>();
  results.accounts_of[id].push_back(static_cast<std::uint32_t>(results.accounts.rows.size()));
  results.accounts.add(id + "|" + currency, row,
                       id + "\n" + label + "\n" + role + "\n" + view_text(account, "purpose"));
  results.accounts.set("currency", currency);
  results.accounts.set("role", role);
  results.search.push_back({dump_view({{"kind", "account"},
                                       {"id", id},
                                       {"label", label},
                                       {"label_latin", nullptr},
                                       {"extra", role + ", " + currency}}),
                            evidence::fold_words(id), evidence::fold_words(label), role});
}

void add_stop(CaseView::Results& results, const ViewJson& stop, PlaceFacts& facts) {
  const std::string id = view_text(stop, "account"), currency = view_text(stop, "currency");
  ViewJson row{{"account", id},
               {"label", brief::selector_label(id)},
               {"reason", view_value(stop, "reason")},
               {"why", view_value(stop, "why")},
               {"amount", money_json(view_value(stop, "amount_minor"), currency)},
               {"last_record", view_value(stop, "last_record")}};
  const ViewJson record = view_value(stop, "last_record");
  put_records(row, record.is_object() ? ViewJson::array({record}) : ViewJson::array(),
              std::nullopt);
  facts.stop_of.emplace(id + "|" + currency, ViewJson{{"reason", row["reason"]},
                                                      {"why", row["why"]},
                                                      {"amount", row["amount"]},
                                                      {"record", record}});
  results.stops.add(id + "|" + currency, row, id + "\n" + view_text(stop, "why"));
  results.stops.set("currency", currency);
  results.stops.set("reason", view_text(stop, "reason"));
}

void add_trace(CaseView::Results& results, const ViewJson& trace) {
  const std::string victim = view_text(trace, "victim"), place = view_text(trace, "place"),
                    currency = view_text(trace, "currency");
  const ViewJson row{{"victim", victim},
                     {"victim_label", brief::selector_label(victim)},
                     {"place", place},
                     {"label", brief::selector_label(place)},
                     {"currency", currency}};
  results.traces.add(victim + "|" + place + "|" + currency, rules_json(row, trace, currency),
                     victim + "\n" + place);
  results.traces.set("currency", currency);
  results.traces.set("place", place);
  results.traces.set("victim", victim);
}

void add_step(CaseView::Results& results, const ViewJson& hop) {
  const std::string currency = view_text(hop, "currency");
  const auto number = hop.value("hop", std::uint64_t{0});
  ViewJson row{{"currency", currency}};
  for (const char* name : {"hop", "from", "to", "payments"}) row[name] = view_value(hop, name);
  row.update(money_json(minor_of(view_value(hop, "amount_minor")), currency));
  put_records(row, view_value(hop, "records"), hop.value("payments", std::uint64_t{0}));
  const std::string from = view_text(hop, "from"), to = view_text(hop, "to");
  results.steps.add(currency + "|" + std::to_string(number) + "|" + from + "|" + to, row,
                    from + "\n" + to);
  results.steps.set("currency", currency);
  results.steps.set("hop", std::to_string(number));
  results.steps.set("from_role", number == 1 ? "victims" : from);
  results.steps.set("to_role", to);
}

}  // namespace

core::Status read_money(CaseView::Results& results) {
  CB_TRY(const ViewJson money, parse_results(results, "money.json"));
  PlaceFacts facts;
  for (const auto& account : view_value(money, "accounts")) {
    add_account(results, account);
    facts.role_of.emplace(view_text(account, "account") + "|" + view_text(account, "currency"),
                          view_value(account, "role"));
  }
  for (const auto& stop : view_value(money, "stops")) add_stop(results, stop, facts);
  std::map<std::string, core::Int128> at_places;
  for (const auto& place : view_value(money, "places")) {
    add_place(results, place, facts);
    at_places[view_text(place, "currency")] +=
        minor_of(view_value(view_value(place, "victims"), "fifo_minor"));
  }
  for (const auto& trace : view_value(money, "traces")) add_trace(results, trace);
  std::map<std::string, Flows> flows;
  for (const auto& hop : view_value(money, "hops")) {
    add_step(results, hop);
    add_hop(flows[view_text(hop, "currency")], hop);
  }
  for (const auto& rest : view_value(money, "rests")) {
    const std::string currency = view_text(rest, "currency");
    add_rest(flows[currency], rest, currency);
  }
  for (const auto& [currency, of] : flows) results.flows[currency] = flows_json(of, currency);
  ViewJson json{{"currencies", ViewJson::array()}, {"cut", ViewJson::array()}};
  results.money_totals = ViewJson::array();
  for (const auto& total : view_value(money, "totals")) {
    const std::string currency = view_text(total, "currency");
    ViewJson one = total_json(results, total, at_places[currency]);
    results.money_totals.push_back(one);
    const auto way = flows.find(currency);
    json["currencies"].push_back({{"currency", currency},
                                  {"totals", std::move(one)},
                                  {"rules", ViewJson::array({"fifo", "prorata"})},
                                  {"hops", way == flows.end() ? 0 : way->second.hops}});
  }
  for (const auto& cut : view_value(money, "cut")) {
    const auto shown = cut.value("shown", std::uint64_t{0}),
               total = cut.value("total", std::uint64_t{0});
    json["cut"].push_back({{"what", view_value(cut, "what")},
                           {"shown", shown},
                           {"total", total},
                           {"text", core::group_digits(shown) + " of " + core::group_digits(total) +
                                        " " + view_text(cut, "what")}});
  }
  results.cuts = json["cut"];
  results.money = dump_view(json);
  return {};
}

ViewAnswer answer_money(const CaseView::Results& results, ViewQuery& query,
                        const std::vector<std::string>& path) {
  if (path.size() == 1) {
    query.know({});
    if (query.fault()) return refused(ViewState::bad_request, *query.fault());
    return found(results.money);
  }
  const std::string& what = path[1];
  const auto by = [&](std::string_view name) { return ViewFilter{name, query.texts(name)}; };
  if (what == "flows") {
    query.know({"currency"});
    if (query.fault()) return refused(ViewState::bad_request, *query.fault());
    // Without a currency: that of the most reported payments.
    const std::string asked = query.text("currency");
    const std::string currency = !asked.empty() || results.money_totals.empty()
                                     ? asked
                                     : view_text(results.money_totals.front(), "currency");
    const auto at = results.flows.find(currency);
    if (at == results.flows.end())
      return no_such("no victims' money in " + (currency.empty() ? "any currency" : currency) +
                         " could be followed",
                     "GET /money lists the currencies");
    return found(at->second);
  }
  if (what == "steps") {
    query.know({"currency", "hop", "from_role", "to_role", "q", "offset", "limit"});
    return list_answer(results.steps, query,
                       {by("currency"), by("hop"), by("from_role"), by("to_role")});
  }
  if (what == "places") {
    query.know({"currency", "q", "offset", "limit"});
    return list_answer(results.places, query, {by("currency")});
  }
  if (what == "traces") {
    query.know({"currency", "place", "victim", "q", "offset", "limit"});
    return list_answer(results.traces, query, {by("currency"), by("place"), by("victim")});
  }
  if (what == "stops") {
    query.know({"currency", "reason", "q", "offset", "limit"});
    return list_answer(results.stops, query, {by("currency"), by("reason")});
  }
  if (what == "accounts") {
    query.know({"currency", "role", "q", "offset", "limit"});
    return list_answer(results.accounts, query, {by("currency"), by("role")});
  }
  return no_such("there is no money/" + what,
                 "known: flows, steps, places, traces, stops, accounts");
}

}  // namespace cuibono::investigation
