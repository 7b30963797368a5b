// One line of evidence/manifest.jsonl: an item as it was received, and what was stated about it.
#include <nlohmann/json.hpp>
#include <string>

#include "investigation/case_folder.h"

namespace cuibono::investigation {
namespace {

using Json = nlohmann::ordered_json;
using core::Error;
using core::ErrorCode;

Error bad_line(std::string what, std::string_view where) {
  return Error{ErrorCode::integrity, std::move(what), std::string(where),
               "the manifest was changed after it was written; compare with audit.jsonl or a copy"};
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

core::Result<evidence::Item> read_item(const Json& object, std::string_view where) {
  evidence::Item item;
  item.label = text_at(object, "id");
  item.name = text_at(object, "name");
  item.path = text_at(object, "path");
  item.source = text_at(object, "source");
  item.custodian = text_at(object, "custodian");
  item.jurisdiction = text_at(object, "jurisdiction");
  item.reliability = text_at(object, "reliability");
  item.credibility = text_at(object, "credibility");
  item.handling = text_at(object, "handling");
  item.legal_basis = text_at(object, "legal_basis");
  const auto hash = core::parse_sha256(text_at(object, "sha256"));
  if (!hash) return bad_line("this line has no SHA-256", where);
  item.sha256 = *hash;
  const auto bytes = object.find("bytes");
  const auto linked = object.find("linked");
  if (item.label.empty() || item.path.empty() || bytes == object.end() ||
      !bytes->is_number_unsigned() || linked == object.end() || !linked->is_boolean()) {
    return bad_line("this line lacks id, path, bytes or linked", where);
  }
  item.bytes = bytes->get<std::uint64_t>();
  item.linked = linked->get<bool>();
  if (const auto received = text_at(object, "received"); !received.empty()) {
    const auto instant = core::parse_rfc3339(received);
    if (!instant) return bad_line("\"received\" is not a date: " + received, where);
    item.received_us = instant->time_us;
    item.received_precision = instant->precision;
  }
  if (const auto added = core::parse_rfc3339(text_at(object, "added"))) {
    item.added_us = added->time_us;
  }
  if (const auto kind = text_at(object, "kind"); !kind.empty()) {
    item.kind = evidence::find_item_kind(kind);
    if (!item.kind) return bad_line("unknown kind \"" + kind + "\"", where);
  }
  if (const auto parent = text_at(object, "parent"); !parent.empty()) {
    item.parent = core::parse_sha256(parent);
  }
  item.part = text_at(object, "part");
  const auto is_table = object.find("is_table");
  item.is_table = is_table != object.end() && is_table->is_boolean() && is_table->get<bool>();
  if (const auto lost = object.find("lost"); lost != object.end() && lost->is_array()) {
    for (const auto& part : *lost)
      if (part.is_string()) item.lost.push_back(part.get<std::string>());
  }
  if (item.is_table &&
      (!item.parent || evidence::table_hash(*item.parent, item.part) != item.sha256))
    return bad_line("the hash of this table is not that of its file and name", where);
  return item;
}

}  // namespace

std::string item_to_json(const evidence::Item& item) {
  Json object;
  object["id"] = item.label;
  object["name"] = item.name;
  object["path"] = item.path;
  object["linked"] = item.linked;
  object["sha256"] = item.sha256.hex();
  object["bytes"] = item.bytes;
  object["source"] = text_or_null(item.source);
  object["custodian"] = text_or_null(item.custodian);
  object["jurisdiction"] = text_or_null(item.jurisdiction);
  object["received"] = item.received_us
                           ? Json(core::format_time(*item.received_us, item.received_precision))
                           : Json(nullptr);
  object["reliability"] = text_or_null(item.reliability);
  object["credibility"] = text_or_null(item.credibility);
  object["handling"] = text_or_null(item.handling);
  object["legal_basis"] = text_or_null(item.legal_basis);
  object["kind"] =
      item.kind ? Json(std::string(evidence::item_kind_name(*item.kind))) : Json(nullptr);
  object["parent"] = item.parent ? Json(item.parent->hex()) : Json(nullptr);
  if (!item.part.empty()) {
    object["part"] = item.part;
    object["is_table"] = item.is_table;
  }
  if (!item.lost.empty()) object["lost"] = item.lost;
  object["added"] = item.added_us ? Json(core::format_rfc3339(*item.added_us)) : Json(nullptr);
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

core::Result<evidence::Item> item_from_json(std::string_view line, std::string_view where) {
  const Json object = Json::parse(line.begin(), line.end(), nullptr, false);
  if (object.is_discarded() || !object.is_object()) return bad_line("this line is not JSON", where);
  return read_item(object, where);
}

}  // namespace cuibono::investigation
