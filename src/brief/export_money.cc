// money.json: where the money went.
#include <algorithm>

#include "brief/export_parts.h"

namespace cuibono::brief {
namespace {

Json if_traced(const money::MoneyTotal& total, core::Int128 minor) {
  return total.is_traced ? Json(Exporter::money(minor)) : Json(nullptr);
}

Json rules_json(const money::RuleAmounts& amounts) {
  Json json;
  for (std::size_t rule = 0; rule < amounts.size(); ++rule)
    json[std::string(money::trace_rule_name(static_cast<money::TraceRule>(rule))) + "_minor"] =
        Exporter::money(amounts[rule]);
  return json;
}

Json range_json(const std::optional<money::RuleRange>& range) {
  if (!range) return nullptr;
  return {{"low", rules_json(range->low)}, {"high", rules_json(range->high)}};
}

std::string day_text(std::int64_t day) {
  return core::format_time(day * core::us_per_day, core::Precision::day);
}

/// What came back, what was converted, and what the records leave open.
void add_ledger(const Exporter& e, Json& json) {
  const auto& money = e.input.money;
  json["converted"] = nullptr;
  if (money.in_one_currency) {
    json["converted"] = {{"currency", Exporter::currency(money.in_one_currency->asset)},
                         {"basis", money.in_one_currency->basis},
                         {"reported_minor", Exporter::money(money.in_one_currency->reported_minor)},
                         {"traced_minor", Exporter::money(money.in_one_currency->traced_minor)}};
  }
  json["converted_why"] = Exporter::text_or_null(money.in_one_currency_why);
  std::vector<Json> returns;
  for (const auto& back : money.returns) {
    returns.push_back({{"victim", e.privacy.subject(back.victim)},
                       {"currency", Exporter::currency(back.asset)},
                       {"gross_minor", Exporter::money(back.gross_minor)},
                       {"returned_minor", Exporter::money(back.returned_minor)},
                       {"reversed_minor", Exporter::money(back.reversed_minor)},
                       {"traced_minor", Exporter::money(back.traced_minor)},
                       {"net_minor", Exporter::money(back.net_minor())},
                       {"payments", back.payments},
                       {"records", e.records(back.records)}});
  }
  std::stable_sort(returns.begin(), returns.end(), [](const Json& a, const Json& b) {
    return a["victim"].get_ref<const std::string&>() < b["victim"].get_ref<const std::string&>();
  });
  json["returns"] = std::move(returns);
  json["conversions"] = Json::array();
  for (const auto& one : money.conversions) {
    const auto& transfers = e.input.evidence.transfers;
    const auto legs = transfers.legs.of(one.transfer.index());
    json["conversions"].push_back(
        {{"time", core::format_time(transfers.time_us[one.transfer.index()],
                                    transfers.precision[one.transfer.index()])},
         {"from_currency", Exporter::currency(one.from)},
         {"to_currency", Exporter::currency(one.to)},
         {"paid_minor", Exporter::money(one.paid_minor)},
         {"received_minor", Exporter::money(one.received_minor)},
         {"rate_basis", one.is_executed ? "executed" : "reference"},
         {"source", Exporter::text_or_null(one.source)},
         {"fifo_paid_minor", Exporter::money(one.fifo_paid_minor)},
         {"fifo_received_minor", Exporter::money(one.fifo_received_minor)},
         {"records", e.records({legs.begin(), legs.end()})}});
  }
  json["doubts"] = Json::array();
  for (const auto& doubt : money.doubts)
    json["doubts"].push_back({{"currency", Exporter::currency(doubt.asset)},
                              {"what", doubt.what},
                              {"places", doubt.places},
                              {"why", doubt.why}});
  json["missing_rates"] = Json::array();
  for (const auto& rate : money.missing_rates)
    json["missing_rates"].push_back({{"from_currency", Exporter::currency(rate.from)},
                                     {"to_currency", Exporter::currency(rate.to)},
                                     {"day", day_text(rate.day)},
                                     {"amounts", rate.payments}});
}

}  // namespace

std::string export_money(const Exporter& e) {
  const auto& money = e.input.money;
  Json json;
  json["engine"] = e.input.facts.engine;
  json["totals"] = Json::array();
  for (const auto& total : money.totals) {
    json["totals"].push_back(
        {{"currency", Exporter::currency(total.asset)},
         {"reported_minor", Exporter::money(total.reported_minor)},
         {"traced_minor",
          total.is_traced ? Json(Exporter::money(total.traced_minor)) : Json(nullptr)},
         {"displaced_minor",
          total.is_traced ? Json(Exporter::money(total.displaced_minor)) : Json(nullptr)},
         {"unplaced_minor", Exporter::money(total.unplaced_minor)},
         {"converted_in_minor", if_traced(total, total.converted_in_minor)},
         {"converted_out_minor", if_traced(total, total.converted_out_minor)},
         {"interest_minor", if_traced(total, total.interest_minor)},
         {"returned_minor", if_traced(total, total.returned_minor)},
         {"returned_traced_minor", if_traced(total, total.returned_traced_minor)},
         {"net_minor", if_traced(total, total.traced_minor - total.returned_minor)}});
  }
  add_ledger(e, json);
  json["accounts"] = Json::array();
  for (const auto& account : money.accounts) {
    Json one;
    one["account"] = e.privacy.selector(account.account);
    one["role"] = std::string(money::account_role_name(account.role));
    one["layer"] = account.layer ? Json(*account.layer) : Json(nullptr);
    one["purpose"] = Exporter::text_or_null(e.privacy.scrub(account.purpose));
    one["score"] = static_cast<double>(account.score_percent) / 100.0;
    one["band"] = account.band;
    one["in_minor"] = Exporter::money(account.in_minor);
    one["out_minor"] = Exporter::money(account.out_minor);
    one["currency"] = Exporter::currency(account.asset);
    one["for"] = e.reasons(account.reasons_for);
    one["against"] = e.reasons(account.reasons_against);
    json["accounts"].push_back(std::move(one));
  }
  json["places"] = Json::array();
  for (const auto& place : money.places) {
    Json one;
    one["place"] = place.place == evidence::no_selector ? "outside the records"
                                                        : e.privacy.selector(place.place);
    one["currency"] = Exporter::currency(place.asset);
    one["total_minor"] = Exporter::money(place.total_minor);
    one["victims"] = {
        {"fifo_minor", Exporter::money_or_null(place.fifo_minor)},
        {"lifo_minor", Exporter::money_or_null(place.lifo_minor)},
        {"prorata_minor", Exporter::money_or_null(place.prorata_minor)},
        {"own_first_minor", Exporter::money_or_null(place.own_first_minor)},
        {"own_first_prorata_minor", Exporter::money_or_null(place.own_first_prorata_minor)},
        {"trust_first_minor", Exporter::money_or_null(place.trust_first_minor)}};
    one["libr_minor"] = Exporter::money_or_null(place.libr_minor);
    one["min_minor"] = Exporter::money_or_null(place.min_minor);
    one["max_minor"] = Exporter::money_or_null(place.max_minor);
    constexpr double myriad = 10'000.0;
    one["orders"] = place.orders ? Json{{"credits_first", rules_json(place.orders->credits_first)},
                                        {"debits_first", rules_json(place.orders->debits_first)}}
                                 : Json(nullptr);
    one["gaps"] = range_json(place.gaps);
    one["rates"] = range_json(place.rates);
    one["coverage"] = place.coverage_myriad ? Json(*place.coverage_myriad / myriad) : Json(nullptr);
    json["places"].push_back(std::move(one));
  }
  std::vector<Json> traces;
  for (const auto& trace : money.traces) {
    Json one;
    one["victim"] = e.privacy.subject(trace.victim);
    one["place"] = trace.place == evidence::no_selector ? "outside the records"
                                                        : e.privacy.selector(trace.place);
    one["currency"] = Exporter::currency(trace.asset);
    one["fifo_minor"] = Exporter::money_or_null(trace.fifo_minor);
    one["lifo_minor"] = Exporter::money_or_null(trace.lifo_minor);
    one["prorata_minor"] = Exporter::money_or_null(trace.prorata_minor);
    one["own_first_minor"] = Exporter::money_or_null(trace.own_first_minor);
    one["own_first_prorata_minor"] = Exporter::money_or_null(trace.own_first_prorata_minor);
    one["trust_first_minor"] = Exporter::money_or_null(trace.trust_first_minor);
    one["libr_minor"] = Exporter::money_or_null(trace.libr_minor);
    traces.push_back(std::move(one));
  }
  std::stable_sort(traces.begin(), traces.end(), [](const Json& a, const Json& b) {
    return a["victim"].get_ref<const std::string&>() < b["victim"].get_ref<const std::string&>();
  });
  json["traces"] = std::move(traces);
  json["stops"] = Json::array();
  for (const auto& stop : money.stops) {
    Json one;
    one["account"] = stop.account == evidence::no_selector ? "outside the records"
                                                           : e.privacy.selector(stop.account);
    one["reason"] = std::string(money::stop_reason_name(stop.reason));
    one["amount_minor"] = Exporter::money(stop.amount_minor);
    one["currency"] = Exporter::currency(stop.asset);
    one["why"] = e.privacy.scrub(stop.why);
    one["last_record"] = stop.last_record ? e.record(*stop.last_record) : Json(nullptr);
    json["stops"].push_back(std::move(one));
  }
  json["hops"] = Json::array();
  for (const auto& hop : money.hops) {
    json["hops"].push_back({{"currency", Exporter::currency(hop.asset)},
                            {"hop", hop.hop},
                            {"from", hop.from},
                            {"to", hop.to},
                            {"amount_minor", Exporter::money(hop.amount_minor)},
                            {"payments", hop.payments},
                            {"records", e.records(hop.records)}});
  }
  json["rests"] = Json::array();
  for (const auto& rest : money.rests) {
    json["rests"].push_back({{"currency", Exporter::currency(rest.asset)},
                             {"hop", rest.hop},
                             {"at", rest.at},
                             {"amount_minor", Exporter::money(rest.amount_minor)}});
  }
  json["touched"] = Json::array();
  for (const auto& touched : money.touched) {
    Json accounts = Json::array();
    for (const auto account : touched.accounts) accounts.push_back(e.privacy.selector(account));
    std::sort(accounts.begin(), accounts.end());
    json["touched"].push_back({{"currency", Exporter::currency(touched.asset)},
                               {"screen", "poison"},
                               {"accounts", std::move(accounts)},
                               {"accounts_total", touched.accounts_total},
                               {"payments", touched.payments}});
  }
  json["cut"] = Json::array();
  for (const auto& cut : money.cut)
    json["cut"].push_back(
        {{"what", e.privacy.scrub(cut.what)}, {"shown", cut.shown}, {"total", cut.total}});
  return dump(json);
}

}  // namespace cuibono::brief
