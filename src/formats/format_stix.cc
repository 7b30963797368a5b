// STIX 2.0 and 2.1: bundles, and the envelopes in which TAXII hands over the same objects.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "formats/format_list.h"
#include "formats/json_parties.h"
#include "formats/json_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 6> table_names{"listed",      "people",        "companies",
                                                      "observables", "relationships", "other"};
constexpr std::size_t names_max = 1'000'000;
constexpr std::string_view unused = "understood; no step uses it";
using Names = std::unordered_map<std::string, std::string>;

struct Object {
  JsonNode node;
  const Names* names = nullptr;  ///< borrows from the reading; of the objects of the file, by id
};

std::string text(const Object& object, std::string_view paths) {
  return std::string(object.node.first(paths));
}
std::string all(const Object& object, std::string_view paths) { return object.node.all(paths); }
/// The name of the object that a member names by its id; its id where the file does not hold it.
std::string named(const Object& object, std::string_view member) {
  std::string id(object.node.at(member).text());
  if (object.names == nullptr) return id;
  const auto found = object.names->find(id);
  return found == object.names->end() ? id : found->second;
}

/// Values of a pattern: 'x' of each comparison whose object and path begin so, "email-addr:value".
/// Comparisons with another sign than = are no values: they stand in the pattern.
std::string in_pattern(std::string_view pattern, std::string_view begins) {
  JoinedTexts texts;
  for (auto at = pattern.find(begins); at != std::string_view::npos;
       at = pattern.find(begins, at + begins.size())) {
    std::string_view rest = core::trim(pattern.substr(at + begins.size()));
    if (!rest.starts_with('=')) continue;
    rest = core::trim(rest.substr(1));
    if (!rest.starts_with('\'')) continue;
    std::string value;
    for (std::size_t i = 1; i < rest.size() && rest[i] != '\''; ++i) {
      if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
      value += rest[i];
    }
    texts.add(value);
  }
  return texts.take();
}
std::string from_pattern(const Object& object, std::initializer_list<std::string_view> places) {
  JoinedTexts texts;
  for (const auto place : places) texts.add(in_pattern(object.node.at("pattern").text(), place));
  return texts.take();
}

std::string name_of(const JsonNode& node) {
  const std::string_view name = node.at("name").text();
  return std::string(name.empty() ? node.at("id").text() : name);
}
/// An indicator without a name is called by its pattern.
std::string listed_name(const Object& object) { return text(object, "name|pattern|value|id"); }

std::string source_name(const Object& object) {
  std::string told = all(object, "external_references/source_name|external_references/url");
  return told;
}

using Rule = CellRule<Object>;
const auto listed_rules = std::to_array<Rule>({
    {"id", "record_id", "id", [](const Object& object) { return text(object, "id"); }},
    {"type", "ignored", "type: indicator, threat-actor …",
     [](const Object& object) { return text(object, "type"); }},
    {"name", "name", "name; of an indicator without one its pattern", listed_name},
    {"aliases",
     "aliases",
     "aliases",
     [](const Object& object) { return all(object, "aliases"); },
     {},
     "; "},
    {"e-mails",
     "email",
     "pattern: email-addr:value",
     [](const Object& object) {
       return from_pattern(object, {"email-addr:value", "email-message:from_ref.value",
                                    "email-message:sender_ref.value"});
     },
     {},
     "; "},
    {"domains",
     "domain",
     "pattern: domain-name:value",
     [](const Object& object) { return from_pattern(object, {"domain-name:value"}); },
     {},
     "; "},
    {"web addresses", "ignored", "pattern: url:value",
     [](const Object& object) { return from_pattern(object, {"url:value"}); }},
    {"network addresses", "ignored", "pattern: ipv4-addr:value, ipv6-addr:value",
     [](const Object& object) {
       return from_pattern(object, {"ipv4-addr:value", "ipv6-addr:value"});
     }},
    {"user accounts", "ignored", "pattern: user-account:account_login, user_id",
     [](const Object& object) {
       return from_pattern(object, {"user-account:account_login", "user-account:user_id",
                                    "user-account:display_name"});
     }},
    {"kinds", "role", "indicator_types, threat_actor_types, roles",
     [](const Object& object) {
       return all(object,
                  "indicator_types|threat_actor_types|infrastructure_types|malware_types|roles");
     }},
    {"description", "note", "description",
     [](const Object& object) { return text(object, "description"); }},
    {"listed by", "listed_by", "created_by_ref, by its name",
     [](const Object& object) { return named(object, "created_by_ref"); }},
    {"since", "time", "valid_from, first_seen, else created",
     [](const Object& object) { return text(object, "valid_from|first_seen|created"); }, json_time},
    {"until", "ignored", "valid_until, last_seen",
     [](const Object& object) { return text(object, "valid_until|last_seen"); }},
    {"pattern", "ignored", "pattern, as written",
     [](const Object& object) { return text(object, "pattern"); }},
    {"confidence", "ignored", "confidence, 0 to 100",
     [](const Object& object) { return text(object, "confidence"); }},
    {"revoked", "ignored", "revoked: true, its author takes it back",
     [](const Object& object) { return text(object, "revoked"); }},
    {"labels", "ignored", "labels", [](const Object& object) { return all(object, "labels"); }},
    {"markings", "ignored", "object_marking_refs: how it may be passed on",
     [](const Object& object) { return all(object, "object_marking_refs"); }},
    {"sources", "ignored", "external_references", source_name},
});

const auto party_rules = std::to_array<Rule>({
    {"id", "record_id", "id", [](const Object& object) { return text(object, "id"); }},
    {"name", "name", "name", [](const Object& object) { return text(object, "name"); }},
    {"class", "ignored", "identity_class",
     [](const Object& object) { return text(object, "identity_class"); }},
    {"roles", "role", "roles, sectors",
     [](const Object& object) { return all(object, "roles|sectors"); }},
    {"description", "note", "description",
     [](const Object& object) { return text(object, "description"); }},
    {"contact", "ignored", "contact_information, in free words",
     [](const Object& object) { return text(object, "contact_information"); }},
    {"stated by", "ignored", "created_by_ref, by its name",
     [](const Object& object) { return named(object, "created_by_ref"); }},
    {"created", "ignored", "created", [](const Object& object) { return text(object, "created"); }},
    {"sources", "ignored", "external_references", source_name},
});

bool is_type(const Object& object, std::string_view type) {
  return object.node.at("type").text() == type;
}
std::string value_of(const Object& object, std::string_view type) {
  return is_type(object, type) ? text(object, "value") : std::string();
}
const auto observable_rules = std::to_array<Rule>({
    {"id", "record_id", "id", [](const Object& object) { return text(object, "id"); }},
    {"type", "ignored", "type: email-addr, domain-name, user-account …",
     [](const Object& object) { return text(object, "type"); }},
    {"value", "ignored", "value, else what tells it apart",
     [](const Object& object) {
       return text(object, "value|account_login|user_id|subject|name|path|id");
     }},
    {"name", "name", "display_name",
     [](const Object& object) { return text(object, "display_name"); }},
    {"e-mail", "email", "value of an email-addr",
     [](const Object& object) { return value_of(object, "email-addr"); }},
    {"domain", "domain", "value of a domain-name",
     [](const Object& object) { return value_of(object, "domain-name"); }},
    {"account kind", "role", "account_type of a user-account",
     [](const Object& object) { return text(object, "account_type"); }},
    {"other members", "ignored", unused,
     [](const Object& object) {
       constexpr auto known = std::to_array<std::string_view>(
           {"id", "type", "value", "display_name", "spec_version", "account_type"});
       return other_members(object.node, known);
     }},
});

const auto relationship_rules = std::to_array<Rule>({
    {"from id", "ignored", "source_ref",
     [](const Object& object) { return text(object, "source_ref"); }},
    {"from", "ignored", "its name",
     [](const Object& object) { return named(object, "source_ref"); }},
    {"relationship", "ignored", "relationship_type",
     [](const Object& object) { return text(object, "relationship_type"); }},
    {"to", "ignored", "target_ref, by its name",
     [](const Object& object) { return named(object, "target_ref"); }},
    {"to id", "ignored", "target_ref",
     [](const Object& object) { return text(object, "target_ref"); }},
    {"description", "ignored", "description",
     [](const Object& object) { return text(object, "description"); }},
    {"since", "ignored", "start_time, else created",
     [](const Object& object) { return text(object, "start_time|created"); }},
    {"until", "ignored", "stop_time",
     [](const Object& object) { return text(object, "stop_time"); }},
    {"id", "ignored", "id", [](const Object& object) { return text(object, "id"); }},
});

const auto other_rules = std::to_array<Rule>({
    {"id", "ignored", "id", [](const Object& object) { return text(object, "id"); }},
    {"type", "ignored", "type", [](const Object& object) { return text(object, "type"); }},
    {"name", "ignored", "name", [](const Object& object) { return text(object, "name"); }},
    {"description", "ignored", "description, content, abstract",
     [](const Object& object) { return text(object, "description|content|abstract"); }},
    {"created", "ignored", "created", [](const Object& object) { return text(object, "created"); }},
    {"members", "ignored", unused,
     [](const Object& object) {
       constexpr auto known =
           std::to_array<std::string_view>({"id", "type", "name", "description", "spec_version"});
       return other_members(object.node, known);
     }},
});

std::size_t table_of(const JsonNode& node) {
  constexpr std::string_view listed =
      "|indicator|threat-actor|intrusion-set|infrastructure|campaign|malware|tool|";
  constexpr std::string_view observed =
      "|artifact|autonomous-system|directory|domain-name|email-addr|email-message|file|ipv4-addr|"
      "ipv6-addr|mac-addr|mutex|network-traffic|process|software|url|user-account|"
      "windows-registry-key|x509-certificate|";
  const std::string_view type = node.at("type").text();
  const std::string word = "|" + std::string(type) + "|";
  if (type.empty()) return 5;
  if (listed.find(word) != std::string_view::npos) return 0;
  if (type == "identity") return node.at("identity_class").text() == "individual" ? 1 : 2;
  if (observed.find(word) != std::string_view::npos) return 3;
  return type == "relationship" ? 4 : 5;
}

std::span<const Rule> rules_of(std::string_view table) {
  if (table == "listed") return listed_rules;
  if (table == "people" || table == "companies") return party_rules;
  if (table == "observables") return observable_rules;
  return table == "relationships" ? std::span<const Rule>(relationship_rules)
                                  : std::span<const Rule>(other_rules);
}

Table make_table(std::string_view name) {
  Table table;
  table.name = name;
  table.kind = name == "listed"        ? "watchlist"
               : name == "people"      ? "persons"
               : name == "companies"   ? "companies"
               : name == "observables" ? "tags"
                                       : "other";
  table.columns = columns_of<Object>(rules_of(name));
  return table;
}

const JsonRecordRules& record_rules() {
  static const JsonRecordRules rules{{"objects"}, {}};
  return rules;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  return find_json_tables(
      context, bytes, record_rules(), table_names,
      [](const JsonRecord& record) { return 1U << table_of(record.value); }, make_table);
}

core::Result<Names> read_names(const core::RunContext& context, std::string_view bytes) {
  Names names;
  const auto take = [&](const JsonRecord& record) -> core::Status {
    if (names.size() < names_max && !record.value.text("id").empty())
      names.try_emplace(std::string(record.value.text("id")),
                        core::cut_utf8(name_of(record.value), 400));
    return {};
  };
  CB_TRY_STATUS(read_json_records(context, bytes, record_rules(), take));
  return names;
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  CB_TRY(const Names names, read_names(context, bytes));
  RowWriter writer(on_row, bytes.size());
  const auto write = [&](const JsonRecord& record) -> core::Result<bool> {
    if (table_names.at(table_of(record.value)) != table.name) return false;
    std::string refusal(record.fault);
    if (refusal.empty() && record.value.text("type").empty())
      refusal = "the object has no type, so it is no STIX object";
    CB_TRY_STATUS(writer.write<Object>(rules_of(table.name), Object{record.value, &names},
                                       record.offset, record.bytes, !record.is_whole, refusal));
    return true;
  };
  return read_json_table(context, bytes, record_rules(), writer, table.columns.size(), write);
}

/// "type--" and an id: the ids of STIX, which hardly any other export has.
bool is_stix_object(const JsonNode& node) {
  const std::string_view type = node.at("type").text(), id = node.at("id").text();
  return !type.empty() && id.size() > type.size() + 2 && id.starts_with(type) &&
         id.substr(type.size()).starts_with("--");
}

bool recognises(std::string_view bytes) {
  constexpr std::size_t looked_at = 10;
  return begins_json_with(bytes, "\"objects\"") &&
         first_json_records(bytes, record_rules(), looked_at,
                            [](const JsonRecord& record) { return is_stix_object(record.value); });
}

}  // namespace

const FileFormat stix_format{
    .name = "stix",
    .title = "STIX bundle",
    .gives =
        "indicators and actors as a watch list, with the values of patterns; identities as people "
        "and "
        "companies; observables, relationships and all else as tables of their own",
    .standard = "STIX 2.0 and 2.1 (OASIS)",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
