// Beneficial Ownership Data Standard: who owns or controls which company. What breaks the standard is refused.
#include <array>
#include <unordered_map>

#include "formats/bods_rules.h"
#include "formats/format_list.h"
#include "formats/json_parties.h"
#include "formats/json_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 4> table_names{"people", "companies", "ties", "other"};
constexpr std::size_t names_max = 2'000'000;
constexpr std::string_view unused = "understood; no step uses it";
using Names = std::unordered_map<std::string, std::string>;

/// A statement, and of a relationship one of its interests.
struct Statement {
  JsonNode node, details, interest;
  const Names* names = nullptr;  ///< borrows from the reading
};

Statement make_statement(const JsonNode& node) {
  return {node, is_old_bods(node) ? node : node.at("recordDetails"), {}, nullptr};
}
std::string record_id(const Statement& one) {
  return std::string(one.node.first(is_old_bods(one.node) ? "statementID" : "recordId"));
}
/// The id of one end of a relationship.
std::string end_id(const Statement& one, std::string_view end) {
  const JsonNode value = one.details.at(end);
  if (value.is(JsonKind::text)) return std::string(value.text());
  return std::string(value.first("describedByPersonStatement|describedByEntityStatement"));
}
std::string end_name(const Statement& one, std::string_view end) {
  if (one.names == nullptr) return {};
  const auto found = one.names->find(end_id(one, end));
  return found == one.names->end() ? std::string() : found->second;
}

/// The legal name of a person, else the first.
std::string name_of(const Statement& one) {
  std::string_view name = one.details.at("name").text();
  std::string parts;
  one.details.at("names").each("", [&](JsonNode each) {
    const std::string_view full = each.at("fullName").text();
    if (name.empty() || (each.at("type").text() == "legal" && !full.empty())) name = full;
    if (parts.empty())
      parts = with_blank(each.at("givenName").text(), each.at("familyName").text());
  });
  return name.empty() ? parts : std::string(name);
}
std::string other_names(const Statement& one) {
  const std::string own = name_of(one);
  JoinedTexts texts;
  for (const std::string_view path : {"names/fullName", "alternateNames"}) {
    one.details.each(path, [&](JsonNode each) {
      if (each.text() != own) texts.add(each.text());
    });
  }
  return texts.take();
}
std::string addresses(const Statement& one) {
  JoinedTexts texts(" | ");
  one.details.each("addresses", [&](JsonNode each) {
    std::string address(each.text("address"));
    add_part(address, each.text("postCode"));
    add_part(address, each.first("country/name|country/code|country"));
    texts.add(address);
  });
  return texts.take();
}
std::string told_numbers(const Statement& one) {
  JoinedTexts texts;
  one.details.each("identifiers", [&](JsonNode each) {
    texts.add(with_blank(each.first("scheme|schemeName"), each.text("id")));
  });
  return texts.take();
}
std::string exposure(const Statement& one) {
  std::string told(one.details.first("politicalExposure/status|hasPepStatus"));
  add_part(told, one.details.all("politicalExposure/details/reason"), ": ");
  return told;
}
std::string why_unknown(const Statement& one) {
  return one.details.all(
      "unspecifiedPersonDetails/reason|unspecifiedPersonDetails/description|"
      "unspecifiedEntityDetails/reason|unspecifiedEntityDetails/description|"
      "missingInfoReason|interestedParty/reason|interestedParty/description|"
      "interestedParty/unspecified/reason|interestedParty/unspecified/description|"
      "subject/reason|subject/description");
}
/// "75", "25 up to below 50".
std::string share(const Statement& one) {
  const JsonNode share = one.interest.at("share");
  const std::string_view exact = share.text("exact");
  if (!exact.empty()) return std::string(exact);
  std::string told(share.text("minimum"));
  if (!share.text("exclusiveMinimum").empty())
    told = "above " + std::string(share.text("exclusiveMinimum"));
  if (!share.text("maximum").empty()) told += " up to " + std::string(share.text("maximum"));
  if (!share.text("exclusiveMaximum").empty())
    told += " up to below " + std::string(share.text("exclusiveMaximum"));
  return told;
}

using Rule = CellRule<Statement>;
const auto party_rules = std::to_array<Rule>({
    {"id", "record_id", "recordId; before 0.4 statementID", record_id},
    {"name", "name", "name; of a person the legal one of names, else the first", name_of},
    {"aliases", "aliases", "further names, alternateNames", other_names, {}, "; "},
    {"birth date", "birth_date", "birthDate",
     [](const Statement& one) { return std::string(one.details.text("birthDate")); }},
    {"country", "country", "nationalities, jurisdiction, incorporatedInJurisdiction",
     [](const Statement& one) {
       return std::string(one.details.first(
           "nationalities/code|nationalities/name|jurisdiction/code|jurisdiction/name|"
           "incorporatedInJurisdiction/code|incorporatedInJurisdiction/name"));
     }},
    {"address", "address", "addresses", addresses},
    {"document numbers",
     "document_number",
     "identifiers/id",
     [](const Statement& one) { return one.details.all("identifiers/id"); },
     {},
     "; "},
    {"political exposure", "note", "politicalExposure", exposure},
    {"type", "ignored", "personType, entityType",
     [](const Statement& one) {
       return one.details.all("personType|entityType|entityType/type|entityType/subtype");
     }},
    {"numbers with their kinds", "ignored", "identifiers with their scheme", told_numbers},
    {"all countries", "ignored", "nationalities and tax residencies",
     [](const Statement& one) {
       return one.details.all("nationalities/name|taxResidencies/name|jurisdiction/name");
     }},
    {"founded", "ignored", unused,
     [](const Statement& one) { return std::string(one.details.text("foundingDate")); }},
    {"dissolved", "ignored", unused,
     [](const Statement& one) {
       return std::string(one.details.first("dissolutionDate|deathDate"));
     }},
    {"statement id", "ignored", "statementId",
     [](const Statement& one) { return std::string(one.node.first("statementId|statementID")); }},
    {"statement date", "ignored", "statementDate",
     [](const Statement& one) { return std::string(one.node.text("statementDate")); }},
    {"status", "ignored", "recordStatus: new, updated, closed; before 0.4 what it replaces",
     [](const Statement& one) { return one.node.all("recordStatus|replacesStatements"); }},
    {"source", "ignored", "source, publisher",
     [](const Statement& one) {
       return one.node.all("source/description|source/url|publicationDetails/publisher/name");
     }},
});

const auto tie_rules = std::to_array<Rule>({
    {"holder id", "record_id", "interestedParty: who owns or controls",
     [](const Statement& one) { return end_id(one, "interestedParty"); }},
    {"holder", "holder", "its name, where the file has it",
     [](const Statement& one) { return end_name(one, "interestedParty"); }},
    {"company id", "ignored", "subject: what is owned or controlled",
     [](const Statement& one) { return end_id(one, "subject"); }},
    {"company", "company", "its name, where the file has it, else its id",
     [](const Statement& one) {
       const std::string name = end_name(one, "subject");
       return name.empty() ? end_id(one, "subject") : name;
     }},
    {"interest", "role", "interests/type",
     [](const Statement& one) { return std::string(one.interest.text("type")); }},
    {"share", "ignored", "interests/share, in percent", share},
    {"since", "valid_from", "interests/startDate",
     [](const Statement& one) { return std::string(one.interest.text("startDate")); }, json_time},
    {"until", "valid_to", "interests/endDate",
     [](const Statement& one) { return std::string(one.interest.text("endDate")); }, json_time},
    {"direct or indirect", "ignored", "directOrIndirect, interestLevel",
     [](const Statement& one) {
       return std::string(one.interest.first("directOrIndirect|interestLevel"));
     }},
    {"beneficial", "ignored", "beneficialOwnershipOrControl",
     [](const Statement& one) {
       return std::string(one.interest.text("beneficialOwnershipOrControl"));
     }},
    {"details", "note", "interests/details",
     [](const Statement& one) { return std::string(one.interest.text("details")); }},
    {"component", "ignored", "isComponent: a part of an indirect relationship",
     [](const Statement& one) { return std::string(one.details.text("isComponent")); }},
    {"id", "ignored", "recordId; before 0.4 statementID", record_id},
    {"statement date", "ignored", "statementDate",
     [](const Statement& one) { return std::string(one.node.text("statementDate")); }},
    {"status", "ignored", "recordStatus: new, updated, closed",
     [](const Statement& one) { return one.node.all("recordStatus|replacesStatements"); }},
});

const auto other_rules = std::to_array<Rule>({
    {"id", "ignored", "recordId; before 0.4 statementID", record_id},
    {"type", "ignored", "recordType, statementType",
     [](const Statement& one) { return std::string(one.node.first("recordType|statementType")); }},
    {"company id", "ignored", "subject",
     [](const Statement& one) { return end_id(one, "subject"); }},
    {"why nobody is named", "ignored", "the reason and description of what is not stated",
     why_unknown},
    {"statement date", "ignored", "statementDate",
     [](const Statement& one) { return std::string(one.node.text("statementDate")); }},
    {"details", "ignored", unused,
     [](const Statement& one) { return other_members(one.details, {}); }},
});

/// Where nobody is named there is no person to make a row of.
std::size_t table_of(const JsonNode& node) {
  const Statement one = make_statement(node);
  const std::string_view type = node.first("recordType|statementType");
  if (type == "person" || type == "personStatement")
    return name_of(one).empty() && one.details.find("identifiers/id").text().empty() ? 3 : 0;
  if (type == "entity" || type == "entityStatement") return 1;
  const bool is_tie = type == "relationship" || type == "ownershipOrControlStatement";
  return is_tie && !end_id(one, "interestedParty").empty() && !end_id(one, "subject").empty() ? 2
                                                                                              : 3;
}

std::span<const Rule> rules_of(std::string_view table) {
  if (table == "ties") return tie_rules;
  return table == "other" ? std::span<const Rule>(other_rules) : std::span<const Rule>(party_rules);
}

Table make_table(std::string_view name) {
  Table table;
  table.name = name;
  table.kind = name == "people" ? "persons" : name;
  table.columns = columns_of<Statement>(rules_of(name));
  if (name == "other")
    table.note = "Statements that name nobody: why an owner is not known, or what cannot be read.";
  return table;
}

const JsonRecordRules& record_rules() {
  static const JsonRecordRules rules{{""}, {}};
  return rules;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  return find_json_tables(
      context, bytes, record_rules(), table_names,
      [](const JsonRecord& record) { return 1U << table_of(record.value); }, make_table);
}

std::string why_refused(const JsonRecord& record, std::string_view bytes) {
  if (!record.fault.empty()) return std::string(record.fault);
  const std::string fault = find_bods_fault(record.value);
  if (!fault.empty()) return "the statement breaks the ownership standard: " + fault;
  const bool is_line =
      bytes.substr(record.offset, record.bytes).find('\n') == std::string_view::npos;
  if (!record.is_in_list && !is_line)
    return "the statement breaks the ownership standard: it stands in no list";
  return {};
}

core::Result<Names> read_names(const core::RunContext& context, std::string_view bytes) {
  Names names;
  const auto take = [&](const JsonRecord& record) -> core::Status {
    const Statement one = make_statement(record.value);
    if (table_of(record.value) < 2 && names.size() < names_max)
      names[record_id(one)] = core::cut_utf8(name_of(one), 400);
    return {};
  };
  CB_TRY_STATUS(read_json_records(context, bytes, record_rules(), take));
  return names;
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  Names names;
  if (table.name == "ties") {
    CB_TRY(names, read_names(context, bytes));
  }
  RowWriter writer(on_row, bytes.size());
  const auto write = [&](const JsonRecord& record) -> core::Result<bool> {
    if (table_names.at(table_of(record.value)) != table.name) return false;
    Statement one = make_statement(record.value);
    one.names = &names;
    const std::string refusal = why_refused(record, bytes);
    std::vector<JsonNode> interests;
    if (refusal.empty() && table.name == "ties")
      one.details.each("interests", [&](JsonNode each) { interests.push_back(each); });
    if (interests.empty()) interests.emplace_back();
    for (std::size_t i = 0; i < interests.size(); ++i) {
      one.interest = interests[i];
      const bool is_damaged = !record.is_whole && i + 1 == interests.size();
      CB_TRY_STATUS(writer.write<Statement>(rules_of(table.name), one, record.offset, record.bytes,
                                            is_damaged, refusal));
    }
    return true;
  };
  return read_json_table(context, bytes, record_rules(), writer, table.columns.size(), write);
}

bool recognises(std::string_view bytes) {
  constexpr std::size_t looked_at = 10;
  if (!begins_json_with(bytes, "\"statementDate\"") && !begins_json_with(bytes, "\"statementI") &&
      !begins_json_with(bytes, "\"declarationSubject\""))
    return false;
  return first_json_records(bytes, record_rules(), looked_at, [](const JsonRecord& record) {
    return is_bods_statement(record.value);
  });
}

}  // namespace

const FileFormat bods_format{
    .name = "bods",
    .title = "Beneficial Ownership Data Standard",
    .gives =
        "people, companies, a row each interest of one in another, and statements that name "
        "nobody; "
        "what breaks the standard is refused with the rule",
    .standard = "BODS 0.1 to 0.4",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
