// The register of legal entity identifiers in the JSON of GLEIF's golden copy: entities (level 1) and who
// consolidates whom (level 2). Every text is the member "$" of an object.
#include <array>

#include "formats/format_list.h"
#include "formats/json_parties.h"
#include "formats/json_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 2> table_names{"companies", "ties"};

std::string text(const JsonNode& node, std::string_view path) {
  return std::string(node.text(std::string(path) + "/$"));
}
std::string address(const JsonNode& node, std::string_view which) {
  std::string told;
  for (const std::string_view part :
       {"FirstAddressLine", "AdditionalAddressLine", "City", "Region", "Country", "PostalCode"})
    add_part(told, node.all(std::string(which) + "/" + std::string(part) + "/$", ", "));
  return told;
}

using Rule = CellRule<JsonNode>;
const auto company_rules = std::to_array<Rule>({
    {"lei", "record_id", "LEI", [](const JsonNode& node) { return text(node, "LEI"); }},
    {"name", "name", "Entity/LegalName",
     [](const JsonNode& node) { return text(node, "Entity/LegalName"); }},
    {"other names",
     "aliases",
     "Entity/OtherEntityNames, TransliteratedOtherEntityNames",
     [](const JsonNode& node) {
       return node.all(
           "Entity/OtherEntityNames/OtherEntityName/$|"
           "Entity/TransliteratedOtherEntityNames/TransliteratedOtherEntityName/$",
           "; ");
     },
     {},
     "; "},
    {"country", "country", "Entity/LegalAddress/Country",
     [](const JsonNode& node) { return text(node, "Entity/LegalAddress/Country"); }},
    {"legal address", "address", "Entity/LegalAddress",
     [](const JsonNode& node) { return address(node, "Entity/LegalAddress"); }},
    {"document numbers",
     "document_number",
     "the LEI, and the number in the local register",
     [](const JsonNode& node) {
       return node.all("LEI/$|Entity/RegistrationAuthority/RegistrationAuthorityEntityID/$");
     },
     {},
     "; "},
    {"head office", "ignored", "Entity/HeadquartersAddress",
     [](const JsonNode& node) { return address(node, "Entity/HeadquartersAddress"); }},
    {"register", "ignored", "Entity/RegistrationAuthority/RegistrationAuthorityID",
     [](const JsonNode& node) {
       return text(node, "Entity/RegistrationAuthority/RegistrationAuthorityID");
     }},
    {"jurisdiction", "ignored", "Entity/LegalJurisdiction",
     [](const JsonNode& node) { return text(node, "Entity/LegalJurisdiction"); }},
    {"form", "ignored", "Entity/LegalForm",
     [](const JsonNode& node) {
       return node.all("Entity/LegalForm/EntityLegalFormCode/$|Entity/LegalForm/OtherLegalForm/$");
     }},
    {"status", "ignored", "Entity/EntityStatus, Registration/RegistrationStatus",
     [](const JsonNode& node) {
       return node.all("Entity/EntityStatus/$|Registration/RegistrationStatus/$");
     }},
    {"registered", "ignored", "Registration/InitialRegistrationDate",
     [](const JsonNode& node) { return text(node, "Registration/InitialRegistrationDate"); }},
});
const auto tie_rules = std::to_array<Rule>({
    {"holder id", "record_id", "Relationship/EndNode: the parent",
     [](const JsonNode& node) { return text(node, "Relationship/EndNode/NodeID"); }},
    {"company id", "company", "Relationship/StartNode: the child",
     [](const JsonNode& node) { return text(node, "Relationship/StartNode/NodeID"); }},
    {"tie", "role", "Relationship/RelationshipType, seen from the child",
     [](const JsonNode& node) { return text(node, "Relationship/RelationshipType"); }},
    {"since", "valid_from", "RelationshipPeriods, the first StartDate",
     [](const JsonNode& node) {
       return text(node, "Relationship/RelationshipPeriods/RelationshipPeriod/StartDate");
     },
     json_time},
    {"status", "ignored", "Relationship/RelationshipStatus",
     [](const JsonNode& node) { return text(node, "Relationship/RelationshipStatus"); }},
    {"all", "ignored", "everything, as written",
     [](const JsonNode& node) { return texts_below(node); }},
});

bool is_tie(const JsonRecord& record) { return record.path == "relations"; }

Table make_table(std::string_view name) {
  Table table;
  table.name = table.kind = name;
  table.columns = columns_of<JsonNode>(name == "ties" ? std::span<const Rule>(tie_rules)
                                                      : std::span<const Rule>(company_rules));
  return table;
}

const JsonRecordRules& record_rules() {
  static const JsonRecordRules rules{{"records", "relations"}, {}};
  return rules;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  return find_json_tables(
      context, bytes, record_rules(), table_names,
      [](const JsonRecord& record) { return is_tie(record) ? 2U : 1U; }, make_table);
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  RowWriter writer(on_row, bytes.size());
  const bool is_of_ties = table.name == "ties";
  const auto write = [&](const JsonRecord& record) -> core::Result<bool> {
    if (is_tie(record) != is_of_ties) return false;
    const std::string_view id = is_of_ties ? "Relationship/StartNode/NodeID/$" : "LEI/$";
    std::string refusal(record.fault);
    if (refusal.empty() && record.value.text(id).empty()) refusal = "the record has no identifier";
    CB_TRY_STATUS(writer.write<JsonNode>(
        is_of_ties ? std::span<const Rule>(tie_rules) : std::span<const Rule>(company_rules),
        record.value, record.offset, record.bytes, !record.is_whole, refusal));
    return true;
  };
  return read_json_table(context, bytes, record_rules(), writer, table.columns.size(), write);
}

bool recognises(std::string_view bytes) {
  constexpr std::size_t looked_at = 3;
  return begins_json_with(bytes, "\"$\"") &&
         first_json_records(bytes, record_rules(), looked_at, [](const JsonRecord& record) {
           const bool is_entity = !record.value.text("LEI/$").empty() &&
                                  record.value.find("Entity/LegalName/$").is_there();
           return is_tie(record) ? record.value.find("Relationship/StartNode/NodeID/$").is_there()
                                 : is_entity;
         });
}

}  // namespace

const FileFormat gleif_format{
    .name = "gleif",
    .title = "GLEIF golden copy of legal entity identifiers",
    .gives = "companies with their numbers and addresses; who consolidates whom as ties",
    .standard = "LEI-CDF 3 and RR-CDF 2 as JSON",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
