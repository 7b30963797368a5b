// organisation.json, money.json, findings.jsonl, claims.jsonl, leads.jsonl, brief.json.
#include <algorithm>

#include "brief/export_parts.h"

namespace cuibono::brief {
namespace {

Json quantity_json(const std::optional<core::Int128>& value, const std::string& unit) {
  if (!value) return nullptr;
  // Money is a string of the ledger unit; counts are numbers.
  if (unit.ends_with("_minor")) return core::format_minor(*value);
  return static_cast<std::int64_t>(*value);
}

Json resamples_json(const std::optional<claims::Resamples>& resamples, const std::string& unit) {
  if (!resamples) return nullptr;
  return {{"of", resamples->of},
          {"kept", resamples->kept},
          {"low", quantity_json(resamples->low, unit)},
          {"high", quantity_json(resamples->high, unit)}};
}

Json actor_json(const Exporter& e, const organisation::Actor& actor) {
  Json json;
  std::string id = actor.id;
  Json selectors = Json::array();
  Json names = Json::array();
  if (actor.is_victim && e.privacy.hides()) {
    const auto* entity = e.input.entities.find(actor.selectors[0]);
    const std::string pseudonym = entity == nullptr ? "victim" : e.privacy.pseudonym(*entity);
    id = "A-" + pseudonym;
    selectors.push_back("victim:" + pseudonym);
    names = Json::array({pseudonym});
  } else {
    for (const auto selector : actor.selectors) selectors.push_back(e.privacy.selector(selector));
    for (const auto& name : actor.names) names.push_back(e.privacy.scrub(name));
  }
  json["id"] = id;
  json["selectors"] = std::move(selectors);
  json["names"] = std::move(names);
  json["score"] = static_cast<double>(actor.score_percent) / 100.0;
  json["band"] = actor.band;
  json["site"] = actor.site ? Json(e.input.organisation.sites[*actor.site].id) : Json(nullptr);
  json["roles"] = actor.is_victim
                      ? Json::object()
                      : Json{{"desk", static_cast<double>(actor.score_percent) / 100.0}};
  json["is_victim"] = actor.is_victim;
  json["control"] = nullptr;
  json["resamples"] = resamples_json(actor.resamples, "percent");
  json["for"] = e.reasons(actor.reasons_for);
  json["against"] = e.reasons(actor.reasons_against);
  return json;
}

Json size_json(const organisation::SizeRange& range) {
  const auto number = [](const std::optional<std::uint64_t>& value) {
    return value ? Json(*value) : Json(nullptr);
  };
  Json json{{"low", number(range.low)},   {"estimate", number(range.estimate)},
            {"high", number(range.high)}, {"lower_bound", number(range.lower_bound)},
            {"models", Json::array()},    {"warnings", range.warnings}};
  for (const auto& model : range.models) {
    json["models"].push_back({{"name", model.name},
                              {"low", model.low},
                              {"estimate", model.estimate},
                              {"high", model.high}});
  }
  return json;
}

Json unknown_size() {
  return {{"low", nullptr},          {"estimate", nullptr},
          {"high", nullptr},         {"lower_bound", nullptr},
          {"models", Json::array()}, {"warnings", Json::array({"not estimated by this version"})}};
}

}  // namespace

std::string export_organisation(const Exporter& e) {
  const auto& organisation = e.input.organisation;
  Json json;
  json["engine"] = e.input.facts.engine;
  json["sites"] = Json::array();
  for (const auto& site : organisation.sites) {
    Json one;
    one["id"] = site.id;
    one["numbers"] = Json::array();
    for (const auto number : site.numbers) one["numbers"].push_back(e.privacy.selector(number));
    one["cells"] = Json::array();
    for (const auto cell : site.cells) one["cells"].push_back(e.input.evidence.cells[cell.index()]);
    const Json staff = size_json(site.staff);
    one["staff"] = {
        {"low", staff["low"]}, {"estimate", staff["estimate"]}, {"high", staff["high"]}};
    one["resamples"] = resamples_json(site.resamples, "numbers");
    json["sites"].push_back(std::move(one));
  }
  std::vector<Json> actors;
  for (const auto& actor : organisation.actors) {
    if (!actor.is_victim || !e.privacy.omits()) actors.push_back(actor_json(e, actor));
  }
  std::sort(actors.begin(), actors.end(), [](const Json& a, const Json& b) {
    return a["id"].get_ref<const std::string&>() < b["id"].get_ref<const std::string&>();
  });
  json["actors"] = std::move(actors);
  json["size"] = {{"staff", size_json(organisation.staff)},
                  {"victims", unknown_size()},
                  {"mules", unknown_size()}};
  json["changes"] = nullptr;
  json["links"] = nullptr;
  return dump(json);
}

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
         {"unplaced_minor", Exporter::money(total.unplaced_minor)}});
  }
  json["converted"] = nullptr;
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

std::string export_findings(const Exporter& e) {
  std::string out;
  for (std::size_t i = 0; i < e.draft.findings.size(); ++i) {
    const auto& finding = e.draft.findings[i];
    Json json;
    json["id"] = "F" + std::to_string(i + 1);
    json["key"] = e.privacy.key(finding.key);
    json["kind"] = std::string(claims::finding_kind_name(finding.kind));
    json["subject"] = e.privacy.subject(finding.subject);
    json["value"] = quantity_json(finding.quantity.value, finding.quantity.unit);
    json["unit"] = Exporter::text_or_null(finding.quantity.unit);
    json["low"] = quantity_json(finding.quantity.low, finding.quantity.unit);
    json["high"] = quantity_json(finding.quantity.high, finding.quantity.unit);
    json["method"] = e.privacy.scrub(finding.method);
    json["band"] = finding.band;
    json["for"] = e.reasons(finding.reasons_for);
    json["against"] = e.reasons(finding.reasons_against);
    json["look_alike"] = {{"explanation", e.privacy.scrub(finding.look_alike.explanation)},
                          {"settled_by", e.privacy.scrub(finding.look_alike.settled_by)}};
    json["resamples"] = resamples_json(finding.resamples, finding.quantity.unit);
    json["records"] = e.records(finding.records);
    json["records_total"] = finding.records_total;
    out += dump_line(json);
  }
  return out;
}

std::string export_claims(const Exporter& e) {
  std::string out;
  const std::vector<std::string> ids = mention_ids(e.input, e.privacy);
  for (std::size_t i = 0; i < e.input.claims.size(); ++i) {
    const auto& claim = e.input.claims[i];
    Json json;
    json["id"] = Exporter::claim_id(i);
    json["subject"] = e.privacy.scrub(e.privacy.subject(claim.subject));
    json["predicate"] = e.privacy.scrub(claim.predicate);
    json["object"] = e.privacy.scrub_narrative(claim.object);
    json["said_by"] = e.privacy.scrub(claim.said_by);
    json["said_at"] = Exporter::time_or_null(claim.said_us, claim.said_precision);
    json["known_at"] = Exporter::time_or_null(claim.known_us, claim.known_precision);
    json["force"] = std::string(claims::force_name(claim.force));
    json["court"] = Exporter::text_or_null(e.privacy.scrub(claim.court));
    json["level"] = Exporter::text_or_null(e.privacy.scrub(claim.level));
    json["appeal_open"] = claim.appeal_open ? Json(*claim.appeal_open) : Json(nullptr);
    json["reliability"] = Exporter::text_or_null(e.privacy.scrub(claim.reliability));
    json["credibility"] = Exporter::text_or_null(e.privacy.scrub(claim.credibility));
    json["root"] = claim.root;
    Json record = e.record(claim.passage.record);
    record["from"] = claim.passage.from;
    record["to"] = claim.passage.to;
    json["may_name"] = Json::array();
    for (const auto& one : claim.mentions) {
      if (!ids[one.mention].empty())
        json["may_name"].push_back({{"part", std::string(claims::claim_part_name(one.part))},
                                    {"mention", ids[one.mention]}});
    }
    json["records"] = Json::array({std::move(record)});
    out += dump_line(json);
  }
  return out;
}

std::string export_leads(const Exporter& e) {
  std::string out;
  for (std::size_t i = 0; i < e.input.leads.size(); ++i) {
    const auto& lead = e.input.leads[i];
    Json json;
    json["id"] = "L" + std::to_string(i + 1);
    json["question"] = e.privacy.scrub(lead.question);
    json["step"] = e.privacy.scrub(lead.step);
    json["subject"] = e.privacy.subject(lead.subject);
    json["gain"] = Exporter::text_or_null(e.privacy.scrub(lead.gain));
    json["cost"] = Exporter::text_or_null(e.privacy.scrub(lead.cost));
    json["legal"] = Exporter::text_or_null(e.privacy.scrub(lead.legal));
    json["why"] = e.privacy.scrub(lead.why);
    json["records"] = e.records(lead.records);
    out += dump_line(json);
  }
  return out;
}

std::string export_brief(const Exporter& e) {
  Json json;
  json["engine"] = e.input.facts.engine;
  json["title"] = e.privacy.scrub(e.input.facts.title);
  json["marking"] = e.privacy.scrub(e.input.facts.marking);
  json["sections"] = Json::array();
  std::size_t number = 0;
  for (const char* section : {"summary", "matters", "next", "against", "gaps", "sources"}) {
    Json one;
    one["id"] = section;
    one["title"] = section_title(section);
    one["sentences"] = Json::array();
    for (const auto& sentence : e.draft.sentences) {
      if (sentence.section != section) continue;
      Json s;
      s["id"] = "S" + std::to_string(++number);
      s["template"] = sentence.form;
      s["args"] = Json::object();
      s["text"] = sentence.text;
      s["findings"] = Json::array();
      for (const auto& key : sentence.findings) s["findings"].push_back(e.finding_id(key));
      s["claims"] = Json::array();
      for (const auto claim : sentence.claims) s["claims"].push_back(Exporter::claim_id(claim));
      s["records"] = e.records(sentence.records);
      s["numbers"] = Json::array();
      for (const auto& argument : sentence.arguments) {
        s["args"][argument.name] = argument.text;
        if (argument.value.empty()) continue;
        s["numbers"].push_back({{"text", argument.text},
                                {"value", argument.value},
                                {"finding", e.finding_id(argument.finding)}});
      }
      one["sentences"].push_back(std::move(s));
    }
    json["sections"].push_back(std::move(one));
  }
  json["set_aside"] = Json::array();
  for (const auto& aside : e.draft.set_aside) {
    json["set_aside"].push_back({{"subject", aside.subject},
                                 {"reason", aside.reason},
                                 {"finding", e.finding_id(aside.finding)}});
  }
  return dump(json);
}

}  // namespace cuibono::brief
