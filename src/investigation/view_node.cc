// A path, one mark with all that is known of it, and the timeline.
#include <algorithm>
#include <array>
#include <set>

#include "investigation/view_graph_parts.h"

namespace cuibono::investigation {

using brief::ViewNode;
using network::Layer;

ViewAnswer answer_path(const GraphWriter& writer, ViewQuery& query) {
  query.know({"a", "b", "follow_time", "max_gap_hours", "min_amount_minor", "avoid_hubs", "layers",
              "from", "to"});
  constexpr std::uint64_t hub_neighbours = 1000, hours_most = 1'000'000;
  brief::PathRequest request;
  request.scope = scope_of(query);
  request.follow_time = query.flag("follow_time", true);
  if (query.has("max_gap_hours"))
    request.gap_us =
        static_cast<std::int64_t>(query.number("max_gap_hours", 0, hours_most)) * core::us_per_hour;
  request.amount_minor = query.signed_number("min_amount_minor");
  if (query.flag("avoid_hubs", true)) request.degree_most = hub_neighbours;
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  const auto a = writer.view.find(query.text("a")), b = writer.view.find(query.text("b"));
  if (!a || !b) return no_such("nothing is known by \"" + query.text(a ? "b" : "a") + "\"");
  request.from = *a, request.to = *b;
  const auto path = writer.view.find_path(core::RunContext{}, request);
  if (!path.has_value()) return refused(ViewState::failed, path.error());
  GraphWriter scoped = writer;
  scoped.scope = request.scope;
  const bool is_found = !path->steps.empty();
  ViewJson json{{"found", is_found}};
  const std::string rule = request.follow_time ? "each step no earlier than the one before"
                                               : "whatever the order in time";
  if (*a == *b)
    json["why"] = "both ends are the same";
  else if (is_found)
    json["why"] = counted_words(path->steps.size(), "step", "steps") + ", " + rule +
                  ": there is no way with fewer";
  else
    json["why"] = "no way of at most " + std::to_string(brief::path_steps_most) + " steps, " +
                  rule +
                  (request.degree_most ? ", that passes no mark with more than " +
                                             core::group_digits(hub_neighbours) + " neighbours"
                                       : "");
  json["length"] = path->steps.size();
  json["steps"] = ViewJson::array();
  std::vector<ViewNode> nodes{*a};
  for (const auto& step : path->steps) {
    json["steps"].push_back(scoped.event(step));
    nodes.push_back(step.from == nodes.back() ? step.to : step.from);
  }
  json["nodes"] = ViewJson::array();
  json["edges"] = ViewJson::array();
  if (is_found) {
    std::vector<brief::EdgeSum> edges = scoped.view.edges_among(nodes, scoped.scope);
    const Largest largest = largest_of(edges);
    std::set<ViewNode> written;
    const auto width = static_cast<std::int32_t>(nodes.size() - 1);
    for (std::int32_t i = 0; i <= width; ++i) {
      const ViewNode node = nodes[static_cast<std::size_t>(i)];
      if (!written.insert(node).second) continue;  // a way may pass a mark twice
      const std::int32_t x = 2 * network::layout_most * i / width - network::layout_most;
      json["nodes"].push_back(scoped.node(node, {x, 0}, 0));
    }
    for (const auto& edge : edges) {
      const auto widest = largest.find(edge.asset);
      json["edges"].push_back(scoped.edge(edge, scoped.view.text(edge.a), scoped.view.text(edge.b),
                                          widest == largest.end() ? 0 : widest->second));
    }
  }
  json["alternatives"] = path->alternatives ? ViewJson(*path->alternatives) : ViewJson(nullptr);
  return found(dump_view(json));
}

namespace {

constexpr std::size_t rows_of_node = 50;

ViewJson parsed(const std::string& row) { return ViewJson::parse(row, nullptr, false); }

/// Rows of a table whose subject is one of these; findings also where their key names it.
ViewJson rows_about(const CaseView::Results& results, const ViewTable& table,
                    const std::vector<std::string>& subjects, bool by_mention,
                    std::initializer_list<const char*> fields) {
  ViewJson rows = ViewJson::array();
  std::uint64_t total = 0;
  const auto column = table.fields.find("subject");
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const auto is_one = [&](const std::string& text) {
      return std::find(subjects.begin(), subjects.end(), text) != subjects.end();
    };
    bool is_about = column != table.fields.end() && is_one(column->second[r]);
    if (!is_about && by_mention) {
      const auto& mentions = results.mentions.at(results.finding_ids[r]);
      is_about = std::any_of(mentions.begin(), mentions.end(), is_one);
    }
    if (!is_about) continue;
    ++total;
    if (rows.size() == rows_of_node) continue;
    const ViewJson row = parsed(table.rows[r]);
    ViewJson one;
    for (const char* field : fields) one[field] = view_value(row, field);
    rows.push_back(std::move(one));
  }
  return {
      {"total", total},
      {"shown", rows.size()},
      {"omitted_because",
       rows.size() == total ? ViewJson(nullptr) : ViewJson("the first; the lists have them all")},
      {"offset", 0},
      {"rows", std::move(rows)}};
}

ViewJson facts_of(const GraphWriter& writer, ViewNode node, const ViewJson& entity) {
  ViewJson facts = ViewJson::array();
  const auto add = [&](const char* label, const std::string& text, const ViewJson& records,
                       std::optional<std::uint64_t> total) {
    if (text.empty()) return;
    ViewJson fact{{"label", label}, {"text", text}};
    put_records(fact, records, total);
    facts.push_back(std::move(fact));
  };
  const brief::NodeSum sum = writer.view.sum_of(node, writer.scope);
  // The records of the first edges stand for a sum; how many there are is counted.
  ViewJson of_calls = ViewJson::array(), of_payments = ViewJson::array();
  std::uint64_t calls_total = 0, payments_total = 0;
  for (const auto& one :
       writer.view.neighbours(node, writer.scope, brief::NeighbourOrder::events)) {
    for (const auto& edge : one.edges) {
      if (edge.layer == Layer::shared) continue;
      const bool calls = edge.layer == Layer::call;
      (calls ? calls_total : payments_total) += edge.records_total;
      for (const auto& record : writer.records(edge.records))
        (calls ? of_calls : of_payments).push_back(record);
    }
  }
  std::vector<std::string> texts;
  for (const auto& name : view_value(entity, "names")) {
    const std::string latin = view_text(name, "latin");
    texts.push_back(view_text(name, "text") + (latin.empty() ? "" : " (" + latin + ")"));
  }
  add("names", core::join(texts, "; "), view_value(entity, "records"),
      view_value(entity, "records_total").is_number()
          ? std::optional(view_value(entity, "records_total").get<std::uint64_t>())
          : std::nullopt);
  texts.clear();
  for (const auto& country : view_value(entity, "countries"))
    texts.push_back(country.get<std::string>());
  add("countries", core::join(texts, ", "), view_value(entity, "records"), std::nullopt);
  add("held together by", view_text(entity, "weakest"), view_value(entity, "records"),
      std::nullopt);
  if (sum.calls_out + sum.calls_in > 0)
    add("calls",
        counted_words(sum.calls_out, "call", "calls") + " out, " +
            core::group_digits(sum.calls_in) + " in",
        of_calls, calls_total);
  for (const auto& flow : sum.flows) {
    const std::string currency(core::get_asset(flow.asset).code);
    add("money",
        money_words(flow.in_minor, currency) + " in, " + money_words(flow.out_minor, currency) +
            " out, " + counted_words(flow.payments, "payment", "payments"),
        of_payments, payments_total);
  }
  if (sum.first_us && sum.last_us)
    add("first and last",
        core::format_rfc3339(*sum.first_us) + " to " + core::format_rfc3339(*sum.last_us),
        ViewJson::array(), std::nullopt);
  add("neighbours", counted_words(sum.neighbours, "neighbour", "neighbours"), ViewJson::array(),
      std::nullopt);
  return facts;
}

ViewJson ties_of(const GraphWriter& writer, ViewNode node) {
  brief::ViewScope shared = writer.scope;
  shared.calls = shared.payments = false;
  ViewJson rows = ViewJson::array();
  std::uint64_t total = 0;
  for (const auto& one : writer.view.neighbours(node, shared, brief::NeighbourOrder::time)) {
    for (const auto& edge : one.edges) {
      for (const auto& event : writer.view.events_between(edge.a, edge.b, shared)) {
        ++total;
        if (rows.size() == rows_of_node) continue;
        const auto& tie = writer.view.evidence().ties[event.event.event];
        const std::string label = writer.view.label(one.node);
        rows.push_back({{"node", writer.view.text(one.node)},
                        {"label", label},
                        {"label_latin", latin_json(label)},
                        {"text", writer.view.words_of(event.event)},
                        {"from", view_time(tie.valid_from_us)},
                        {"to", view_time(tie.valid_to_us)},
                        {"records", writer.records({tie.record})},
                        {"records_total", 1}});
      }
    }
  }
  return {{"total", total},
          {"shown", rows.size()},
          {"omitted_because",
           rows.size() == total ? ViewJson(nullptr) : ViewJson("the newest are shown")},
          {"offset", 0},
          {"rows", std::move(rows)}};
}

}  // namespace

ViewAnswer answer_node(const CaseView::Results& results, const CaseView::Events& events,
                       ViewQuery& query, const std::string& selector) {
  query.know({"layers", "from", "to"});
  GraphWriter writer{results, *events.view, scope_of(query)};
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  const auto node = writer.view.find(selector);
  if (!node) return no_such("nothing is known by \"" + selector + "\"");
  const std::vector<std::string> subjects = results.subjects_of(selector);
  ViewJson json{{"node", writer.node(*node, {0, 0}, 0)}};
  const auto id = results.entity_of.find(selector);
  const auto facts = id == results.entity_of.end() ? results.entity_facts.end()
                                                   : results.entity_facts.find(id->second);
  json["entity"] = id == results.entity_of.end() ? ViewJson(nullptr) : ViewJson(id->second);
  json["facts"] = facts_of(writer, *node,
                           facts == results.entity_facts.end() ? ViewJson(nullptr) : facts->second);
  json["findings"] = rows_about(results, results.findings, subjects, true,
                                {"id", "kind", "subject", "subject_label", "text", "band"});
  json["claims"] =
      rows_about(results, results.claims, subjects, false,
                 {"id", "predicate", "object", "said_by", "force", "records", "records_total"});
  json["leads"] =
      rows_about(results, results.leads, subjects, false, {"id", "question", "step", "gain"});
  const auto actor = results.actor_of.find(selector);
  const std::string* row =
      actor == results.actor_of.end() ? nullptr : results.actors.find(actor->second);
  json["actor"] = row == nullptr ? ViewJson(nullptr) : parsed(*row);
  json["account"] = nullptr;
  json["accounts"] = ViewJson::array();
  if (const auto of = results.accounts_of.find(selector); of != results.accounts_of.end()) {
    for (const auto number : of->second)
      json["accounts"].push_back(parsed(results.accounts.rows[number]));
    json["account"] = json["accounts"].front();
  }
  json["ties"] = ties_of(writer, *node);
  return found(dump_view(json));
}

namespace {

/// Lengths that a reader understands; the last one that is needed is doubled.
constexpr std::array<std::int64_t, 13> bin_lengths = {
    core::us_per_minute,   15 * core::us_per_minute, core::us_per_hour,     3 * core::us_per_hour,
    6 * core::us_per_hour, 12 * core::us_per_hour,   core::us_per_day,      2 * core::us_per_day,
    7 * core::us_per_day,  14 * core::us_per_day,    28 * core::us_per_day, 91 * core::us_per_day,
    364 * core::us_per_day};

std::string bin_words(std::int64_t length) {
  const auto size = static_cast<std::uint64_t>(length);
  constexpr auto minute = static_cast<std::uint64_t>(core::us_per_minute);
  if (length < core::us_per_hour) return counted_words(size / minute, "minute", "minutes");
  if (length < core::us_per_day) return counted_words(size / minute / 60, "hour", "hours");
  return counted_words(size / minute / 1440, "day", "days");
}

enum class Counted : std::uint8_t { call, payment, report };
struct Moment {
  std::optional<std::int64_t> time_us;
  core::Precision precision = core::Precision::second;
  Counted what = Counted::call;
};

/// Every moment that counts, all of the case or of one mark.
std::vector<Moment> moments_of(const CaseView::Events& events, std::optional<ViewNode> of) {
  const auto& evidence = events.evidence;
  const auto& view = *events.view;
  const auto touches = [&](evidence::SelectorId a) { return !of || view.mark_of(a) == of; };
  std::vector<Moment> moments;
  for (std::size_t c = 0; c < evidence.calls.size(); ++c) {
    if (touches(evidence.calls.caller[c]) || touches(evidence.calls.callee[c]))
      moments.push_back({evidence.calls.time_us[c], evidence.calls.precision[c], Counted::call});
  }
  const auto& transfers = evidence.transfers;
  for (std::size_t t = 0; t < transfers.size(); ++t) {
    if (touches(transfers.payer[t]) || touches(transfers.payee[t]))
      moments.push_back({transfers.time_us[t], transfers.precision[t], Counted::payment});
  }
  for (const auto& report : evidence.reports) {
    const bool is_of =
        touches(report.victim) ||
        std::any_of(report.numbers.begin(), report.numbers.end(), touches) ||
        std::any_of(report.payments.begin(), report.payments.end(), [&](const auto& payment) {
          return touches(payment.to) || touches(payment.from);
        });
    if (is_of) moments.push_back({report.received_us, report.precision, Counted::report});
  }
  return moments;
}

}  // namespace

ViewAnswer answer_timeline(const CaseView::Events& events, ViewQuery& query) {
  query.know({"bins", "from", "to", "of"});
  constexpr std::uint64_t bins_usual = 120, bins_most = 1000;
  const std::uint64_t bins =
      std::max<std::uint64_t>(1, query.number("bins", bins_usual, bins_most));
  auto from = query.time("from"), to = query.time("to");
  if (from && to && *from >= *to) query.refuse("the window ends before it begins");
  if (query.fault()) return refused(ViewState::bad_request, *query.fault());
  std::optional<ViewNode> of;
  if (const std::string text = query.text("of"); !text.empty()) {
    of = events.view->find(text);
    if (!of) return no_such("nothing is known by \"" + text + "\"");
  }
  std::vector<Moment> moments = moments_of(events, of);
  std::erase_if(moments, [&](const Moment& one) {
    if (!one.time_us) return from.has_value() || to.has_value();
    return (from && *one.time_us < *from) || (to && *one.time_us >= *to);
  });
  const auto is_dated = [](const Moment& one) {
    return one.time_us && one.precision < core::Precision::month;
  };
  for (const auto& one : moments) {
    if (!is_dated(one)) continue;
    if (!query.has("from") && (!from || *one.time_us < *from)) from = one.time_us;
    if (!query.has("to") && (!to || *one.time_us >= *to)) to = *one.time_us + 1;
  }
  ViewJson json{{"bins", ViewJson::array()}};
  std::uint64_t unplaced = moments.size();
  json["bin_text"] = nullptr;
  if (from && to && *from < *to) {
    const auto fits = [&](std::int64_t length, std::int64_t first) {
      return (*to - first + length - 1) / length <= static_cast<std::int64_t>(bins);
    };
    const auto floor_to = [](std::int64_t time, std::int64_t length) {
      const std::int64_t rest = ((time % length) + length) % length;
      return time - rest;
    };
    std::int64_t length = bin_lengths.front();
    for (std::size_t i = 0; !fits(length, floor_to(*from, length)); ++i)
      length = i + 1 < bin_lengths.size() ? bin_lengths[i + 1] : 2 * length;
    const std::int64_t first = floor_to(*from, length);
    const auto count = static_cast<std::size_t>((*to - first + length - 1) / length);
    std::vector<std::array<std::uint64_t, 3>> counts(count);
    for (const auto& one : moments) {
      const bool too_coarse =
          !is_dated(one) || (one.precision == core::Precision::day && length < core::us_per_day);
      if (too_coarse) continue;
      const auto bin = static_cast<std::size_t>((*one.time_us - first) / length);
      ++counts[bin][static_cast<std::size_t>(one.what)];
      --unplaced;
    }
    for (std::size_t b = 0; b < count; ++b) {
      const std::int64_t begin = first + static_cast<std::int64_t>(b) * length;
      json["bins"].push_back({{"from", core::format_rfc3339(begin)},
                              {"to", core::format_rfc3339(begin + length)},
                              {"calls", counts[b][0]},
                              {"payments", counts[b][1]},
                              {"reports", counts[b][2]}});
    }
    json["bin_text"] = bin_words(length);
  }
  json["total"] = moments.size();
  json["unplaced"] = unplaced;
  return found(dump_view(json));
}

}  // namespace cuibono::investigation
