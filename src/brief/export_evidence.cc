// intake.json, entities.jsonl, run.json.
#include <algorithm>
#include <map>

#include "brief/export_parts.h"

namespace cuibono::brief {

std::string dump(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string dump_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json Exporter::record(evidence::RecordRef ref) const {
  Json json;
  json["item"] = input.evidence.items[ref.item_rank()].label;
  json["row"] = ref.ordinal();
  return json;
}

Json Exporter::records(const std::vector<evidence::RecordRef>& refs) const {
  Json list = Json::array();
  for (const auto ref : refs) list.push_back(record(ref));
  return list;
}

Json Exporter::reasons(const std::vector<claims::Reason>& reasons) const {
  Json list = Json::array();
  for (const auto& reason : reasons) {
    Json one;
    one["text"] = privacy.scrub(reason.text);
    one["weight_percent"] = reason.weight_percent;
    one["records"] = records(reason.records);
    list.push_back(std::move(one));
  }
  return list;
}

std::string Exporter::finding_id(const std::string& key) const {
  const auto found = draft.by_key.find(key);
  return found == draft.by_key.end() ? std::string() : "F" + std::to_string(found->second + 1);
}

Json Exporter::money_or_null(const std::optional<core::Int128>& minor) {
  return minor ? Json(core::format_minor(*minor)) : Json(nullptr);
}

Json Exporter::text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json Exporter::time_or_null(const std::optional<std::int64_t>& time_us, core::Precision precision) {
  return time_us ? Json(core::format_time(*time_us, precision)) : Json(nullptr);
}

std::string Exporter::currency(core::AssetId asset) {
  return std::string(core::get_asset(asset).code);
}

namespace {

/// Why a row was set aside, without the value: it may be a victim's. `show E0003#17` has it, audited.
std::string reason_without_value(const std::string& text) {
  const auto end = text.rfind("\" in column \"");
  return text.starts_with('"') && end != std::string::npos ? "a value" + text.substr(end + 1)
                                                           : text;
}

/// Every quarantined row with its reason, rows of one reason together.
Json broken_json(const Exporter& e, std::size_t i) {
  std::vector<Json> groups;  // by first row
  std::map<std::string, std::size_t> group_of;
  for (const auto& row : e.input.evidence.quarantined[i]) {
    const std::string reason = e.privacy.scrub(reason_without_value(row.text));
    const auto [found, is_new] = group_of.emplace(row.kind + "\n" + reason, groups.size());
    if (is_new) groups.push_back({{"kind", row.kind}, {"reason", reason}, {"rows", Json::array()}});
    groups[found->second]["rows"].push_back(row.ordinal);
  }
  return groups;
}

Json item_json(const Exporter& e, std::size_t i) {
  const auto& evidence = e.input.evidence;
  const auto& item = evidence.items[i];
  const auto& account = evidence.accounts[i];
  const auto& mapping = evidence.mappings[i];
  Json json;
  json["id"] = item.label;
  json["path"] = e.privacy.scrub(item.linked ? item.name : item.path);
  json["name"] = e.privacy.scrub(item.name);
  json["sha256"] = item.sha256.hex();
  json["bytes"] = item.bytes;
  json["format"] = std::string(evidence::format_word(mapping.dialect));
  json["part"] = Exporter::text_or_null(e.privacy.scrub(item.part));
  json["parent"] = item.parent ? Json(item.parent->hex()) : Json(nullptr);
  json["encoding"] = std::string(evidence::encoding_name(mapping.dialect.encoding));
  json["kind"] = std::string(evidence::item_kind_name(mapping.kind));
  json["source"] = Exporter::text_or_null(e.privacy.scrub(item.source));
  json["custodian"] = Exporter::text_or_null(e.privacy.scrub(item.custodian));
  json["jurisdiction"] = Exporter::text_or_null(e.privacy.scrub(item.jurisdiction));
  json["received"] = Exporter::time_or_null(item.received_us, item.received_precision);
  json["reliability"] = Exporter::text_or_null(e.privacy.scrub(item.reliability));
  json["credibility"] = Exporter::text_or_null(e.privacy.scrub(item.credibility));
  json["handling"] = Exporter::text_or_null(e.privacy.scrub(item.handling));
  json["legal_basis"] = Exporter::text_or_null(e.privacy.scrub(item.legal_basis));
  json["physical_rows"] = account.physical;
  json["headers"] = account.headers;
  json["preamble"] = account.preamble;
  json["empty"] = account.empty;
  json["rows"] = account.rows;
  json["records"] = account.records;
  json["quarantined"] = account.quarantined;
  json["duplicates"] = account.duplicates;
  json["first"] = Exporter::time_or_null(account.first_us, account.time_precision);
  json["last"] = Exporter::time_or_null(account.last_us, account.time_precision);
  json["totals"] = Json::array();
  for (const auto& total : account.totals) {
    json["totals"].push_back({{"currency", Exporter::currency(total.asset)},
                              {"amount_minor", Exporter::money(total.amount_minor)}});
  }
  json["mapping"] = Json::array();
  for (const auto& column : mapping.columns) {
    Json one;
    one["column"] =
        column.header.empty() ? std::to_string(column.column + 1) : e.privacy.scrub(column.header);
    one["field"] = std::string(evidence::field_name(column.field));
    one["confidence"] = static_cast<double>(column.confidence_percent) / 100.0;
    one["doubtful"] = column.doubtful;
    one["reason"] = e.privacy.scrub_reason(column.reason, mapping.kind);
    json["mapping"].push_back(std::move(one));
  }
  json["broken"] = broken_json(e, i);
  json["questions"] = Json::array();
  for (const auto& question : mapping.questions)
    json["questions"].push_back(e.privacy.scrub(question));
  return json;
}

/// FollowTheMoney writes ISO codes in lower case; a text that names no country known here stays as stated.
std::string ftm_country(std::string_view text) {
  const auto code = evidence::find_country(text);
  return code ? core::ascii_lower(*code) : std::string(text);
}

}  // namespace

std::string export_intake(const Exporter& e) {
  const auto& evidence = e.input.evidence;
  Json json;
  json["engine"] = e.input.facts.engine;
  json["items"] = Json::array();
  std::uint64_t rows = 0, records = 0, quarantined = 0;
  for (std::size_t i = 0; i < evidence.items.size(); ++i) {
    if (!evidence.item_alive[i]) continue;
    json["items"].push_back(item_json(e, i));
    rows += evidence.accounts[i].rows;
    records += evidence.accounts[i].records;
    quarantined += evidence.accounts[i].quarantined;
  }
  json["rows"] = rows;
  json["records"] = records;
  json["quarantined"] = quarantined;
  json["events"] = evidence.transfers.size() + evidence.calls.size();
  json["events_by_kind"] = {{"transfers", evidence.transfers.size()},
                            {"calls", evidence.calls.size()},
                            {"reports", evidence.reports.size()},
                            {"ties", evidence.ties.size()},
                            {"watch_entries", evidence.watch.size()}};
  json["records_in_events"] = evidence.records_in_events;
  json["merged"] = evidence.leg_matches.size();
  json["questions"] = Json::array();
  for (const auto& question : e.input.evidence.questions)
    json["questions"].push_back(e.privacy.scrub(question));
  return dump(json);
}

std::string export_entities(const Exporter& e) {
  const auto& all = e.input.entities;
  std::vector<std::map<std::string, std::vector<std::string>>> properties(all.entities.size());
  for (const auto& statement : all.statements) {
    auto& values = properties[statement.entity.index()][statement.prop];
    if (std::find(values.begin(), values.end(), statement.value) == values.end())
      values.push_back(statement.value);
  }
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < all.entities.size(); ++i) {
    const auto& entity = all.entities[i];
    const std::string pseudonym = e.privacy.pseudonym(entity);
    if (!pseudonym.empty() && e.privacy.omits()) continue;
    Json json;
    json["id"] = pseudonym.empty() ? entity.id : pseudonym;
    json["schema"] = entity.schema;
    json["properties"] = Json::object();
    if (pseudonym.empty()) {
      for (const auto& [prop, values] : properties[i]) {
        json["properties"][prop] = Json::array();
        for (const auto& value : values)
          json["properties"][prop].push_back(
              e.privacy.scrub(prop == "country" ? ftm_country(value) : value));
      }
    } else {
      json["properties"]["name"] = Json::array({pseudonym});
      for (const auto& country : entity.countries)
        json["properties"]["country"].push_back(ftm_country(country));
    }
    json["referents"] = Json::array();
    if (pseudonym.empty()) {
      for (const auto id : entity.selectors) json["referents"].push_back(e.privacy.selector(id));
    }
    json["datasets"] = Json::array();
    for (const auto rank : entity.items) {
      const auto& item = e.input.evidence.items[rank];
      const std::string name = e.privacy.scrub(item.source.empty() ? item.name : item.source);
      if (std::find(json["datasets"].begin(), json["datasets"].end(), name) ==
          json["datasets"].end())
        json["datasets"].push_back(name);
    }
    Json own;
    own["score"] = static_cast<double>(entity.score_percent) / 100.0;
    own["weakest"] = Exporter::text_or_null(e.privacy.scrub(entity.weakest));
    own["records"] = e.records(entity.records);
    json["cuibono"] = std::move(own);
    lines.push_back(dump_line(json));
  }
  std::sort(lines.begin(), lines.end());  // pseudonyms move lines: the order is by what is shown
  std::string out;
  for (const auto& line : lines) out += line;
  return out;
}

std::string export_run(const Exporter& e) {
  const auto& facts = e.input.facts;
  Json json;
  json["engine"] = facts.engine;
  json["seed"] = facts.seed;
  const auto scrubbed = [&](const std::vector<std::string>& texts) {
    Json list = Json::array();
    for (const auto& text : texts) list.push_back(e.privacy.scrub(text));
    return list;
  };
  Json request;
  request["as_of"] =
      facts.mask.as_of_us ? Json(core::format_rfc3339(*facts.mask.as_of_us)) : Json(nullptr);
  request["jurisdictions"] = facts.mask.jurisdictions;
  request["without_items"] = scrubbed(facts.mask.without_items);
  request["without_sources"] = scrubbed(facts.mask.without_sources);
  request["handling_allowed"] = facts.mask.handling_allowed;
  request["without_records"] = facts.mask.without_records;
  json["request"] = std::move(request);
  json["mask"] = Exporter::text_or_null(e.privacy.scrub(facts.mask_words));
  json["notes"] = Json::array();
  for (const auto& note : facts.mask_notes)
    json["notes"].push_back({{"kind", note.kind},
                             {"where", e.privacy.scrub(note.where)},
                             {"text", e.privacy.scrub(note.text)}});
  return dump(json);
}

}  // namespace cuibono::brief
