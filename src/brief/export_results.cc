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
