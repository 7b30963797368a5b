// The files of one trace: for programs, for a spreadsheet, for a reader.
#include "brief/trace_files.h"

#include <algorithm>

#include "brief/html_parts.h"
#include "brief/trace_parts.h"

namespace cuibono::brief {
namespace {

using money::AskedLedger;
using money::AskedPlace;

std::string id_of(const Privacy& privacy, const entities::Entities& entities,
                  const AskedPlace& place) {
  switch (place.kind) {
    case AskedPlace::Kind::cash:
      return "cash";
    case AskedPlace::Kind::unnamed:
      return "no receiver named";
    case AskedPlace::Kind::another_asset:
      return "another asset";
    case AskedPlace::Kind::unknown:
      return "unknown";
    case AskedPlace::Kind::fee:
      return "fees";
    case AskedPlace::Kind::bank:
      return "overdrafts";
    case AskedPlace::Kind::gap:
      return "gaps";
    case AskedPlace::Kind::victim: {
      if (!privacy.hides()) return place.victim;
      const auto& all = entities.entities;
      const auto found = std::lower_bound(all.begin(), all.end(), place.victim,
                                          [](const auto& e, const auto& id) { return e.id < id; });
      const std::string pseudonym =
          found == all.end() || privacy.omits() ? std::string() : privacy.pseudonym(*found);
      return pseudonym.empty() ? "victims" : "victim:" + pseudonym;
    }
    case AskedPlace::Kind::account:
      break;
  }
  return privacy.selector(place.account);
}

std::string label_of(const Privacy& privacy, const AskedPlace& place, const std::string& id) {
  switch (place.kind) {
    case AskedPlace::Kind::unnamed:
      return "no receiver named";
    case AskedPlace::Kind::another_asset:
      return "another currency";
    case AskedPlace::Kind::unknown:
      return "of unknown origin";
    case AskedPlace::Kind::fee:
      return "fees of banks";
    case AskedPlace::Kind::bank:
      return "overdrafts repaid";
    case AskedPlace::Kind::gap:
      return "gaps of running balances";
    case AskedPlace::Kind::account:
      return privacy.reader(place.account) + (privacy.is_victim(place.account) && place.payments > 0
                                                  ? ", payments that no report names"
                                                  : "");
    case AskedPlace::Kind::victim:
      return id.starts_with("victim:") ? "victim " + id.substr(7) : id;
    case AskedPlace::Kind::cash:
      break;
  }
  return "cash";
}

/// Where victims have no line of their own, one line for all of them.
AskedPlace as_one_line(std::vector<AskedPlace>& places) {
  AskedPlace one;
  one.kind = AskedPlace::Kind::victim;
  one.why = "reported by victims";
  for (const AskedPlace& place : places) {
    if (place.kind != AskedPlace::Kind::victim) continue;
    one.payments += place.payments;
    for (std::size_t rule = 0; rule < money::trace_rules; ++rule) {
      if (place.amounts[rule])
        one.amounts[rule] = one.amounts[rule].value_or(0) + *place.amounts[rule];
    }
  }
  std::erase_if(places, [](const auto& place) { return place.kind == AskedPlace::Kind::victim; });
  return one;
}

Json records_json(const evidence::Evidence& evidence,
                  const std::vector<evidence::RecordRef>& records) {
  Json list = Json::array();
  for (const auto record : records) {
    list.push_back({{"item", evidence.items[record.item_rank()].label}, {"row", record.ordinal()}});
  }
  return list;
}

void put_amounts(const TraceTelling& telling, const money::AskedAmounts& amounts, Json& json) {
  for (const money::TraceRule rule : telling.rules) {
    json[std::string(money::trace_rule_name(rule)) + "_minor"] =
        Exporter::money_or_null(amounts[static_cast<std::size_t>(rule)]);
  }
}

Json place_json(const TraceShow& show, const ShownPlace& shown) {
  const AskedPlace& place = *shown.place;
  constexpr std::array<std::string_view, 9> kinds = {
      "account", "cash", "unnamed", "another_asset", "victim", "unknown", "fee", "bank", "gap"};
  Json json{{"place", shown.id}, {"kind", kinds[static_cast<std::size_t>(place.kind)]}};
  put_amounts(show.telling, place.amounts, json);
  json["min_minor"] = Exporter::money_or_null(place.min_minor);
  json["max_minor"] = Exporter::money_or_null(place.max_minor);
  json["libr_minor"] = Exporter::money_or_null(place.libr_minor);
  json["reason"] =
      place.reason ? Json(std::string(money::stop_reason_name(*place.reason))) : Json(nullptr);
  json["why"] = show.privacy.scrub(place.why);
  json["payments"] = show.is_back() ? Json(place.payments) : Json(nullptr);
  json["records"] = records_json(show.evidence, place.records);
  return json;
}

Json ledger_json(const TraceShow& show, std::size_t position) {
  const AskedLedger& ledger = show.trace.ledgers[position];
  Json json{{"currency", Exporter::currency(ledger.asset)},
            {"target", ledger.target.empty()
                           ? Json(nullptr)
                           : Json(show.privacy.scrub(show.privacy.subject(ledger.target)))},
            {"followed_minor", Exporter::money(ledger.followed_minor)},
            {"converted_in_minor", Exporter::money(ledger.converted_in_minor)},
            {"converted_out_minor", Exporter::money(ledger.converted_out_minor)},
            {"interest_minor", Exporter::money(ledger.interest_minor)},
            {"payments", ledger.payments},
            {"first", Exporter::text_or_null(day_or_empty(ledger.first_us, ledger.precision))},
            {"last", Exporter::text_or_null(day_or_empty(ledger.last_us, ledger.precision))}};
  Json displaced = Json::object();
  put_amounts(show.telling, ledger.displaced, displaced);
  json["displaced"] = std::move(displaced);
  json["places"] = Json::array();
  for (const ShownPlace& place : show.places[position])
    json["places"].push_back(place_json(show, place));
  json["parts"] = Json::array();
  for (const money::AskedPart& part : ledger.parts) {
    Json one{{"start", show.privacy.scrub(show.privacy.subject(part.start))},
             {"place", part.place == evidence::no_selector ? "outside the records"
                                                           : show.privacy.selector(part.place)}};
    put_amounts(show.telling, part.amounts, one);
    json["parts"].push_back(std::move(one));
  }
  json["freeze"] = show.is_back() ? Json(nullptr) : freeze_json(show, position);
  json["touched"] = show.is_back() ? Json(nullptr)
                                   : Json{{"accounts", ledger.accounts_touched},
                                          {"payments", ledger.payments_touched}};
  return json;
}

std::string trace_json(const TraceShow& show) {
  const auto& question = show.telling.question;
  Json json{{"trace", show.telling.id},
            {"engine", show.facts.engine},
            {"direction", show.is_back() ? "back" : "forward"},
            {"from", Json::array()},
            {"to", Json::array()},
            {"rules", Json::array()}};
  for (const auto& start : question.from)
    json["from"].push_back(show.privacy.scrub(show.privacy.subject(start.words)));
  for (const auto selector : question.to) json["to"].push_back(show.privacy.selector(selector));
  for (const auto rule : show.telling.rules)
    json["rules"].push_back(std::string(money::trace_rule_name(rule)));
  json["departures"] = Json::array();
  for (const auto& line : show.telling.departures)
    json["departures"].push_back(show.privacy.scrub(line));
  json["ledgers"] = Json::array();
  for (std::size_t i = 0; i < show.trace.ledgers.size(); ++i)
    json["ledgers"].push_back(ledger_json(show, i));
  json["cut"] = Json::array();
  for (const auto& cut : show.trace.cut)
    json["cut"].push_back({{"what", cut.what}, {"shown", cut.shown}, {"total", cut.total}});
  json["remarks"] = Json::array();
  for (const auto& problem : show.trace.problems)
    json["remarks"].push_back(show.privacy.scrub(problem.text));
  return dump(json);
}

std::string end_of(const TraceShow& show, evidence::SelectorId end) {
  return end == evidence::no_selector ? "not stated" : show.privacy.selector(end);
}

std::string step_line(const TraceShow& show, const AskedLedger& ledger,
                      const money::AskedStep& step) {
  const auto& transfers = show.evidence.transfers;
  const std::size_t event = step.transfer.index();
  const bool is_received = transfers.asset[event] != ledger.asset;
  Json json{{"trace", show.telling.id},
            {"currency", Exporter::currency(ledger.asset)},
            {"hop", show.is_back() ? Json(nullptr) : Json(step.hop)},
            {"from", end_of(show, transfers.payer[event])},
            {"to", end_of(show, transfers.payee[event])},
            {"at", core::format_time(transfers.time_us[event], transfers.precision[event])},
            {"amount_minor", Exporter::money(is_received ? transfers.received_minor[event]
                                                         : transfers.amount_minor[event])}};
  put_amounts(show.telling, step.amounts, json);
  const auto legs = transfers.legs.of(event);
  json["records"] = records_json(show.evidence, {legs.begin(), legs.end()});
  return json.dump();
}

std::string in_csv(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string amount_cell(const std::optional<core::Int128>& amount, core::AssetId asset) {
  return amount ? core::format_amount(*amount, asset) : std::string();
}

std::vector<std::string> columns_of(const TraceShow& show) {
  std::vector<std::string> columns = {show.is_back() ? "came_from" : "reached"};
  if (!show.is_back()) columns.emplace_back("reason");
  for (const auto rule : show.telling.rules) columns.emplace_back(money::trace_rule_name(rule));
  columns.insert(columns.end(), {"least", "most"});
  if (show.is_back()) {
    columns.emplace_back("payments");
  } else {
    columns.emplace_back("lowest_balance");
  }
  columns.emplace_back("records");
  return columns;
}

std::vector<std::string> row_of(const TraceShow& show, const ShownPlace& shown,
                                core::AssetId asset) {
  const AskedPlace& place = *shown.place;
  std::vector<std::string> row = {shown.label};
  if (!show.is_back())
    row.emplace_back(place.reason ? money::stop_reason_name(*place.reason) : std::string_view());
  for (const auto rule : show.telling.rules)
    row.push_back(amount_cell(place.amounts[static_cast<std::size_t>(rule)], asset));
  row.push_back(amount_cell(place.min_minor, asset));
  row.push_back(amount_cell(place.max_minor, asset));
  row.push_back(show.is_back() ? std::to_string(place.payments)
                               : amount_cell(place.libr_minor, asset));
  std::vector<std::string> records;
  for (const auto record : place.records) {
    records.push_back(show.evidence.items[record.item_rank()].label + "#" +
                      std::to_string(record.ordinal()));
  }
  row.push_back(core::join(records, " "));
  return row;
}

std::string places_csv(const TraceShow& show) {
  std::vector<std::string> columns = columns_of(show);
  columns.insert(columns.begin(), {"trace", "currency", "target"});
  columns.emplace_back("why");
  std::string out;
  const auto add = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + in_csv(cells[i]);
    out += "\r\n";
  };
  add(columns);
  for (std::size_t i = 0; i < show.trace.ledgers.size(); ++i) {
    const AskedLedger& ledger = show.trace.ledgers[i];
    for (const ShownPlace& shown : show.places[i]) {
      std::vector<std::string> cells = row_of(show, shown, ledger.asset);
      cells.insert(cells.begin(), {show.telling.id, Exporter::currency(ledger.asset),
                                   show.privacy.scrub(show.privacy.subject(ledger.target))});
      cells.push_back(show.privacy.scrub(shown.place->why));
      add(cells);
    }
  }
  return out;
}

}  // namespace

std::string day_or_empty(const std::optional<std::int64_t>& at_us, core::Precision precision) {
  return at_us ? core::format_time(*at_us, precision) : std::string();
}

std::string_view rule_in_words(money::TraceRule rule) noexcept {
  constexpr std::array<std::string_view, money::trace_rules> words = {
      "first in, first out", "pro rata",   "last in, first out", "own money first",
      "own first, pro rata", "trust first"};
  return words[static_cast<std::size_t>(rule)];
}

std::string title_of(const TraceShow& show, const AskedLedger& ledger) {
  std::string title =
      ledger.target.empty()
          ? std::string()
          : "What came to " +
                show.privacy.readable(show.privacy.scrub(show.privacy.subject(ledger.target))) +
                ": ";
  title += money_text(ledger.followed_minor, ledger.asset) + " in " +
           counted(ledger.payments, "payment", "payments");
  if (ledger.first_us)
    title += ", followed from " + day_or_empty(ledger.first_us, ledger.precision) + " to " +
             day_or_empty(ledger.last_us, ledger.precision);
  return title;
}

std::vector<std::string> remarks_of(const TraceShow& show, const AskedLedger& ledger) {
  std::vector<std::string> remarks;
  remarks.push_back(std::string(show.is_back() ? "Sources" : "Places") +
                    " sum to what is followed under each rule: " +
                    money_text(ledger.followed_minor, ledger.asset) + ".");
  if (ledger.converted_in_minor > 0 || ledger.converted_out_minor > 0 ||
      ledger.interest_minor > 0) {
    remarks.front() =
        "Under first in, first out " + money_text(ledger.followed_minor, ledger.asset) +
        " followed, " + money_text(ledger.converted_in_minor, ledger.asset) +
        " out of other currencies and " + money_text(ledger.interest_minor, ledger.asset) +
        " of interest are at these places or went on in other currencies (" +
        money_text(ledger.converted_out_minor, ledger.asset) + ").";
  }
  const core::Int128 displaced = money::largest_of(ledger.displaced);
  if (displaced > 0)
    remarks.push_back(
        "Of it, up to " + money_text(displaced, ledger.asset) +
        " came back to where it started and is followed again with the later payment; "
        "places and this sum to the whole.");
  if (!show.is_back())
    remarks.push_back("A screen, never an amount: it touched " +
                      counted(ledger.accounts_touched, "account", "accounts") + " by " +
                      counted(ledger.payments_touched, "payment", "payments") + ".");
  remarks.push_back(
      "A rule attributes value under a legal fiction; the least and the most hold under any rule.");
  return remarks;
}

TraceTold tell_trace(const CaseFacts& facts, const evidence::Evidence& evidence,
                     const entities::Entities& entities, const money::AskedTrace& trace,
                     const TraceTelling& telling) {
  const Privacy privacy(facts, evidence, entities);
  money::AskedTrace told = trace;
  if (privacy.omits()) {
    for (AskedLedger& ledger : told.ledgers) {
      AskedPlace victims = as_one_line(ledger.places);
      if (victims.payments > 0) ledger.places.insert(ledger.places.begin(), std::move(victims));
    }
  }
  TraceShow show{facts, evidence, privacy, told, telling, {}};
  for (const AskedLedger& ledger : told.ledgers) {
    auto& places = show.places.emplace_back();
    for (const AskedPlace& place : ledger.places) {
      const std::string id = id_of(privacy, entities, place);
      places.push_back({id, label_of(privacy, place, id), &place});
    }
  }
  TraceTold out;
  std::string lines;
  for (std::size_t i = 0; i < told.ledgers.size(); ++i) {
    const AskedLedger& ledger = told.ledgers[i];
    TraceTable table{title_of(show, ledger), columns_of(show), {}, remarks_of(show, ledger)};
    for (const ShownPlace& shown : show.places[i])
      table.rows.push_back(row_of(show, shown, ledger.asset));
    out.tables.push_back(std::move(table));
    for (const money::AskedStep& step : ledger.steps) {
      out.steps.push_back(step_line(show, ledger, step));
      lines += out.steps.back() + "\n";
    }
  }
  out.files = {{"trace.json", trace_json(show)},
               {"steps.jsonl", lines},
               {"places.csv", places_csv(show)},
               {"trace.html", trace_page(show)}};
  return out;
}

}  // namespace cuibono::brief
