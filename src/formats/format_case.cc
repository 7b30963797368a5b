// CASE and UCO, the ontology in which forensic tools tell what they found, written as JSON-LD. Objects name one
// another by id; calls and messages are told by the numbers of the accounts that they name.
#include <array>

#include "formats/case_object.h"
#include "formats/format_list.h"
#include "formats/json_parties.h"
#include "formats/json_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 7> table_names{"calls",    "messages", "people", "companies",
                                                      "accounts", "ties",     "other"};
constexpr std::string_view unused = "understood; no step uses it";

/// An object, and of a call, message or relationship one of those at its other end.
struct Source {
  CaseObject object;
  std::string from, to;
};

std::string first_of(const CaseObject& object, std::initializer_list<std::string_view> members) {
  for (const auto member : members) {
    std::string text = object.first(member);
    if (!text.empty()) return text;
  }
  return {};
}
std::string id_of(const Source& one) { return std::string(one.object.id()); }
std::string everything(const Source& one) {
  constexpr auto known = std::to_array<std::string_view>({"@id", "@type"});
  return other_members(one.object.node(), known);
}
std::string caller(const Source& one) { return one.object.end_of(one.from); }
std::string callee(const Source& one) { return one.object.end_of(one.to); }

using Rule = CellRule<Source>;
const auto call_rules = std::to_array<Rule>({
    {"time", "time", "CallFacet startTime; of a message sentTime, else receivedTime",
     [](const Source& one) {
       return first_of(one.object, {"startTime", "sentTime", "receivedTime", "endTime"});
     },
     json_time},
    {"from", "caller", "from: the number of the account that it names", caller, {}, {}, "tel"},
    {"to",
     "callee",
     "to: the number of the account that it names, a row each",
     callee,
     {},
     {},
     "tel"},
    {"duration", "duration_s", "duration, in seconds",
     [](const Source& one) { return one.object.first("duration"); }},
    {"kind", "call_kind", "a Call is a call, a Message of any kind a message",
     [](const Source& one) { return std::string(one.object.is_a("Call") ? "voice" : "message"); }},
    {"text", "text", "messageText, body; subject",
     [](const Source& one) {
       std::string text = first_of(one.object, {"messageText", "body"});
       add_part(text, one.object.first("subject"), " | ");
       return text;
     }},
    {"end", "end_time", "CallFacet endTime",
     [](const Source& one) { return one.object.first("endTime"); }, json_time},
    {"from name", "ignored", "name of that account",
     [](const Source& one) { return one.object.name_of(one.from); }},
    {"to name", "ignored", "name of that account",
     [](const Source& one) { return one.object.name_of(one.to); }},
    {"type", "ignored", "callType, as the device kept it: incoming, outgoing",
     [](const Source& one) { return first_of(one.object, {"callType", "messageType"}); }},
    {"description", "ignored", unused,
     [](const Source& one) { return one.object.first("description"); }},
    {"id", "ignored", "@id", id_of},
    {"all members", "ignored", unused, everything},
});

const auto party_rules = std::to_array<Rule>({
    {"id", "record_id", "@id", id_of},
    {"name", "name", "givenName and familyName, else name",
     [](const Source& one) { return one.object.name(); }},
    {"birth date", "birth_date", "BirthInformationFacet birthdate",
     [](const Source& one) { return one.object.first("birthdate").substr(0, 10); }},
    {"description", "note", "description",
     [](const Source& one) { return one.object.first("description"); }},
    {"phones",
     "phone",
     "phoneNumber of a facet",
     [](const Source& one) { return one.object.all("phoneNumber"); },
     {},
     "; "},
    {"all members", "ignored", unused, everything},
});

const auto account_rules = std::to_array<Rule>({
    {"id", "ignored", "@id", id_of},
    {"types", "ignored", "@type", [](const Source& one) { return one.object.types(); }},
    {"phones",
     "phone",
     "phoneNumber, MSISDN",
     [](const Source& one) {
       std::string numbers = one.object.all("phoneNumber");
       add_part(numbers, one.object.all("MSISDN"), "; ");
       return numbers;
     },
     {},
     "; "},
    {"e-mail", "email", "addressValue, also of the address that an account names",
     [](const Source& one) { return one.object.email_of(one.object.id()); }},
    {"imei",
     "imei",
     "MobileDeviceFacet IMEI",
     [](const Source& one) { return one.object.all("IMEI"); },
     {},
     "; "},
    {"imsi",
     "imsi",
     "SIMCardFacet, MobileAccountFacet IMSI",
     [](const Source& one) { return one.object.all("IMSI"); },
     {},
     "; "},
    {"account",
     "account",
     "accountIdentifier, accountLogin, else the e-mail: a name within its service",
     [](const Source& one) {
       std::string name = first_of(one.object, {"accountIdentifier", "accountLogin"});
       return name.empty() ? one.object.email_of(one.object.id()) : name;
     },
     {},
     {},
     "local"},
    {"shown name", "ignored", "displayName, name: what the account is called",
     [](const Source& one) { return one.object.name(); }},
    {"issuer", "ignored", "accountIssuer, application: whose account it is",
     [](const Source& one) {
       std::string told;
       for (const std::string_view member :
            {"accountIssuer", "application", "carrier", "manufacturer"})
         for (const auto& id : one.object.refs(member))
           add_part(told, one.object.name_of(id).empty() ? id : one.object.name_of(id), "; ");
       return told;
     }},
    {"all members", "ignored", unused, everything},
});

const CaseKnown& target_of(const Source& one) {
  static const CaseKnown nothing;
  const CaseKnown* known = one.object.known(one.to);
  return known == nullptr ? nothing : *known;
}
std::string name_or_id(const Source& one, const std::string& id) {
  const std::string name = one.object.name_of(id);
  return name.empty() ? id : name;
}
const auto tie_rules = std::to_array<Rule>({
    {"holder id", "record_id", "source: a person or organisation",
     [](const Source& one) { return one.from; }},
    {"holder", "holder", "its name",
     [](const Source& one) { return one.object.name_of(one.from); }},
    {"tie", "role", "kindOfRelationship",
     [](const Source& one) { return one.object.first("kindOfRelationship"); }},
    {"other end", "company", "target, by its name; a row each",
     [](const Source& one) { return name_or_id(one, one.to); }},
    {"phone", "phone", "number of the account at the other end",
     [](const Source& one) { return target_of(one).phone; }},
    {"e-mail", "email", "address of the account at the other end",
     [](const Source& one) { return one.object.email_of(one.to); }},
    {"imei", "imei", "of the device at the other end",
     [](const Source& one) { return target_of(one).imei; }},
    {"imsi", "imsi", "of the card or account at the other end",
     [](const Source& one) { return target_of(one).imsi; }},
    {"account",
     "account",
     "identifier of the account at the other end",
     [](const Source& one) { return target_of(one).account; },
     {},
     {},
     "local"},
    {"since", "valid_from", "startTime",
     [](const Source& one) { return one.object.first("startTime"); }, json_time},
    {"until", "valid_to", "endTime", [](const Source& one) { return one.object.first("endTime"); },
     json_time},
    {"other end id", "ignored", "target", [](const Source& one) { return one.to; }},
    {"id", "ignored", "@id", id_of},
});

const auto other_rules = std::to_array<Rule>({
    {"id", "ignored", "@id", id_of},
    {"types", "ignored", "@type", [](const Source& one) { return one.object.types(); }},
    {"name", "ignored", "name", [](const Source& one) { return one.object.name(); }},
    {"description", "ignored", "description",
     [](const Source& one) { return one.object.first("description"); }},
    {"all members", "ignored", unused, everything},
});

/// An object that is only named, and told elsewhere or nowhere, is no call and no account.
std::size_t table_of(const CaseObject& object) {
  const bool is_sent = !first_of(object, {"startTime", "sentTime", "receivedTime"}).empty() &&
                       (!object.refs("from").empty() || !object.refs("to").empty());
  if (object.is_a("Call")) return is_sent ? 0 : 6;
  const std::string types = object.types();
  if (types.find("Message") != std::string::npos && !object.is_a("MessageThread"))
    return is_sent ? 1 : 6;
  if (object.is_a("Person")) return 2;
  if (object.is_a("Organization")) return 3;
  const bool is_relationship = types.find("Relationship") != std::string::npos;
  if (is_relationship) {
    for (const auto& id : object.refs("source")) {
      const CaseKnown* known = object.known(id);
      if (known != nullptr && known->kind == CaseKnown::Kind::party &&
          !object.refs("target").empty())
        return 5;
    }
    return 6;
  }
  return describe_case_object(object).kind == CaseKnown::Kind::account ? 4 : 6;
}

std::span<const Rule> rules_of(std::string_view table) {
  if (table == "calls" || table == "messages") return call_rules;
  if (table == "people" || table == "companies") return party_rules;
  if (table == "accounts") return account_rules;
  return table == "ties" ? std::span<const Rule>(tie_rules) : std::span<const Rule>(other_rules);
}

Table make_table(std::string_view name) {
  Table table;
  table.name = name;
  table.kind = name == "messages"   ? "calls"
               : name == "people"   ? "persons"
               : name == "accounts" ? "subscribers"
                                    : name;
  table.columns = columns_of<Source>(rules_of(name));
  return table;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  CB_TRY(const CaseIndex index, make_case_index(context, bytes));
  return find_json_tables(
      context, bytes, case_record_rules(), table_names,
      [&](const JsonRecord& record) { return 1U << table_of(CaseObject(record.value, &index)); },
      make_table);
}

/// One pair of ends for each that a call, message or relationship names.
std::vector<std::pair<std::string, std::string>> ends_of(const CaseObject& object,
                                                         std::string_view table) {
  std::vector<std::string> from, to;
  if (table == "calls" || table == "messages") {
    from = object.refs("from");
    to = object.refs("to");
  } else if (table == "ties") {
    from = object.refs("source");
    to = object.refs("target");
  }
  if (from.empty()) from.emplace_back();
  if (to.empty()) to.emplace_back();
  std::vector<std::pair<std::string, std::string>> ends;
  for (const auto& one : to) ends.emplace_back(from.front(), one);
  return ends;
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  CB_TRY(const CaseIndex index, make_case_index(context, bytes));
  RowWriter writer(on_row, bytes.size());
  const auto write = [&](const JsonRecord& record) -> core::Result<bool> {
    const CaseObject object(record.value, &index);
    if (table_names.at(table_of(object)) != table.name) return false;
    std::string refusal(record.fault);
    if (refusal.empty() && object.types().empty() && object.id().empty())
      refusal = "the object has neither @id nor @type, so it is none of CASE";
    const auto ends = ends_of(object, table.name);
    for (const auto& [from, to] : ends) {
      const bool is_last = &to == &ends.back().second;
      CB_TRY_STATUS(writer.write<Source>(rules_of(table.name), Source{object, from, to},
                                         record.offset, record.bytes, !record.is_whole && is_last,
                                         refusal));
    }
    return true;
  };
  return read_json_table(context, bytes, case_record_rules(), writer, table.columns.size(), write);
}

bool recognises(std::string_view bytes) {
  constexpr std::size_t looked_at = 5;
  if (!begins_json_with(bytes, "unifiedcyberontology.org") &&
      !begins_json_with(bytes, "ontology.caseontology.org"))
    return false;
  return first_json_records(bytes, case_record_rules(), looked_at, [](const JsonRecord& record) {
    return record.value.at("@id").is(JsonKind::text) && record.value.at("@type").is_there();
  });
}

}  // namespace

const FileFormat case_format{
    .name = "case-uco",
    .title = "CASE/UCO graph of a forensic tool",
    .gives =
        "calls and messages with the numbers of their accounts, people, companies, accounts and "
        "devices, relationships as ties; all else as a table of its own",
    .standard = "CASE 1 and UCO 1 as JSON-LD",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
