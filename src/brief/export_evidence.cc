// entities.jsonl, run.json, and how values are written.
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

/// FollowTheMoney writes ISO codes in lower case; a text that names no country known here stays as stated.
std::string ftm_country(std::string_view text) {
  const auto code = evidence::find_country(text);
  return code ? core::ascii_lower(*code) : std::string(text);
}

}  // namespace

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
    own["judgements"] = entity.judgements;
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
  json["replay"] = {{"families", facts.replays},
                    {"draws", facts.draws == 0 ? Json(nullptr) : Json(facts.draws)}};
  json["notes"] = Json::array();
  for (const auto& note : facts.mask_notes)
    json["notes"].push_back({{"kind", note.kind},
                             {"where", e.privacy.scrub(note.where)},
                             {"text", e.privacy.scrub(note.text)}});
  return dump(json);
}

}  // namespace cuibono::brief
