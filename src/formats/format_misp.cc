// MISP: events with attributes and objects, as an instance exports them or a feed holds them; lists of
// attributes as a search answers.
#include <algorithm>
#include <array>

#include "formats/format_list.h"
#include "formats/json_parties.h"
#include "formats/json_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 3> table_names{"indicators", "events", "other"};
constexpr std::string_view unused = "understood; no step uses it";
constexpr std::size_t heads_max = 1'000'000;

/// An attribute, or an object with its attributes, and the event around it.
struct Indicator {
  JsonNode node;
  const JsonHead* event = nullptr;  ///< borrows from the reading
};

std::string of_event(const Indicator& one, std::string_view path) {
  return one.event == nullptr ? std::string() : std::string(find_in_head(*one.event, path));
}
bool is_object(const Indicator& one) { return !one.node.at("value").is_there(); }

/// Calls take with the type, relation and value of the attribute, or of each one of an object.
template <class Take>
void each_attribute(const Indicator& one, const Take& take) {
  const auto see = [&](const JsonNode& node) {
    take(node.at("type").text(), node.at("object_relation").text(), node.at("value").text());
  };
  if (!is_object(one)) return see(one.node);
  one.node.each("Attribute", see);
}
/// Values whose type or relation is among these words, "|phone-number|".
std::string values(const Indicator& one, std::string_view words, std::string_view mark = "; ") {
  JoinedTexts texts(mark);
  each_attribute(one, [&](std::string_view type, std::string_view relation,
                          std::string_view value) {
    const auto is_among = [&](std::string_view word) {
      return !word.empty() && words.find("|" + std::string(word) + "|") != std::string_view::npos;
    };
    if (is_among(type) || is_among(relation)) texts.add(value);
  });
  return texts.take();
}
std::string first_value(const Indicator& one, std::string_view words) {
  const std::string all = values(one, words, "\n");
  return all.substr(0, all.find('\n'));
}

constexpr std::string_view names_of =
    "|full-name|name|account-name|beneficiary|legal-name|commercial-name|real-name|"
    "whois-registrant-name|target-user|";
constexpr std::string_view phones_of = "|phone-number|msisdn|fax-number|whois-registrant-phone|";
constexpr std::string_view emails_of =
    "|email|email-src|email-dst|email-reply-to|target-email|e-mail|whois-registrant-email|";
constexpr std::string_view accounts_of =
    "|iban|bank-account-nr|account|btc|xmr|dash|prtn|wallet-address|btc-address|address-crypto|"
    "address-xmr|cc-number|accountNumber|";
constexpr std::string_view domains_of = "|domain|hostname|";
constexpr std::string_view documents_of =
    "|passport-number|identity-card-number|social-security-number|nationality-id|registration-"
    "number|"
    "VAT|dni|passportNumber|idNumber|registrationNumber|";

std::string name(const Indicator& one) {
  std::string name = first_value(one, names_of);
  if (name.empty())
    name = with_blank(first_value(one, "|first-name|"), first_value(one, "|last-name|"));
  return name;
}
/// What it is called where no name and no selector is there: its value, so that no row is nameless.
std::string holder(const Indicator& one) {
  if (!name(one).empty()) return name(one);
  for (const auto words : {phones_of, emails_of, accounts_of, domains_of})
    if (!values(one, words).empty()) return {};
  if (!is_object(one)) return std::string(one.node.at("value").text());
  return with_blank(one.node.at("name").text(), first_value(one, "|text|value|url|"));
}
std::string told_values(const Indicator& one) {
  std::string told;
  each_attribute(
      one, [&](std::string_view type, std::string_view relation, std::string_view value) {
        add_part(told, std::string(relation.empty() ? type : relation) + ": " + std::string(value),
                 "; ");
      });
  return told;
}
std::string note(const Indicator& one) {
  std::string told = one.node.all("comment|Attribute/comment");
  add_part(told, of_event(one, "info"), " | ");
  return told;
}
std::string tags(const Indicator& one) { return one.node.all("Tag/name|Attribute/Tag/name"); }

using Rule = CellRule<Indicator>;
const auto indicator_rules = std::to_array<Rule>({
    {"id", "record_id", "uuid",
     [](const Indicator& one) { return std::string(one.node.text("uuid")); }},
    {"type", "ignored", "type of the attribute, name of the object",
     [](const Indicator& one) {
       return std::string(one.node.at(is_object(one) ? "name" : "type").text());
     }},
    {"name", "name", "full-name, name, first-name and last-name", name},
    {"aliases",
     "aliases",
     "alias, handle, other names",
     [](const Indicator& one) { return values(one, "|alias|handle|nickname|"); },
     {},
     "; "},
    {"phones",
     "phone",
     "phone-number, msisdn",
     [](const Indicator& one) { return values(one, phones_of); },
     {},
     "; "},
    {"e-mails",
     "email",
     "email, email-src, email-dst, e-mail",
     [](const Indicator& one) { return values(one, emails_of); },
     {},
     "; "},
    {"accounts",
     "account",
     "iban, bank-account-nr, btc, xmr, wallet-address",
     [](const Indicator& one) { return values(one, accounts_of); },
     {},
     "; "},
    {"domains",
     "domain",
     "domain, hostname",
     [](const Indicator& one) { return values(one, domains_of); },
     {},
     "; "},
    {"handsets",
     "imei",
     "imei",
     [](const Indicator& one) { return values(one, "|imei|"); },
     {},
     "; "},
    {"cards", "imsi", "imsi", [](const Indicator& one) { return values(one, "|imsi|"); }, {}, "; "},
    {"document numbers",
     "document_number",
     "passport-number and other numbers",
     [](const Indicator& one) { return values(one, documents_of); },
     {},
     "; "},
    {"birth date", "birth_date", "date-of-birth",
     [](const Indicator& one) { return first_value(one, "|date-of-birth|birthDate|"); }},
    {"country", "country", "nationality, country",
     [](const Indicator& one) {
       return first_value(one, "|nationality|country|country-of-residence|target-location|");
     }},
    {"known as", "holder", "the value, where there is neither name nor selector", holder},
    {"category", "role", "category, meta-category",
     [](const Indicator& one) { return one.node.all("category|meta-category"); }},
    {"note", "note", "comment, and info of the event", note},
    {"listed by", "listed_by", "Orgc/name of the event",
     [](const Indicator& one) {
       const std::string org = of_event(one, "Orgc/name");
       return org.empty() ? std::string(one.node.first("Event/Orgc/name|Event/orgc_id")) : org;
     }},
    {"changed", "time", "timestamp: when it was last changed, in seconds",
     [](const Indicator& one) { return std::string(one.node.text("timestamp")); }, "epoch_s"},
    {"first seen", "ignored", "first_seen",
     [](const Indicator& one) { return std::string(one.node.text("first_seen")); }},
    {"last seen", "ignored", "last_seen",
     [](const Indicator& one) { return std::string(one.node.text("last_seen")); }},
    {"values", "ignored", "everything it states, as written", told_values},
    {"for detection", "ignored", "to_ids: true, its author thinks it tells apart",
     [](const Indicator& one) { return one.node.all("to_ids|Attribute/to_ids"); }},
    {"tags", "ignored", "Tag/name", tags},
    {"event", "ignored", "info, uuid and date of the event",
     [](const Indicator& one) {
       std::string told = of_event(one, "info");
       for (const std::string_view path : {"uuid", "date"}) add_part(told, of_event(one, path));
       return told.empty() ? std::string(one.node.first("Event/info|event_id")) : told;
     }},
    {"deleted", "ignored", "deleted: true, its author takes it back",
     [](const Indicator& one) { return std::string(one.node.text("deleted")); }},
});

const auto event_rules = std::to_array<Rule>({
    {"id", "ignored", "uuid", [](const Indicator& one) { return of_event(one, "uuid"); }},
    {"info", "ignored", "info", [](const Indicator& one) { return of_event(one, "info"); }},
    {"date", "ignored", "date", [](const Indicator& one) { return of_event(one, "date"); }},
    {"made by", "ignored", "Orgc/name",
     [](const Indicator& one) { return of_event(one, "Orgc/name"); }},
    {"threat level", "ignored", "threat_level_id: 1 high, 2 medium, 3 low, 4 undefined",
     [](const Indicator& one) { return of_event(one, "threat_level_id"); }},
    {"analysis", "ignored", "analysis: 0 begun, 1 going on, 2 finished",
     [](const Indicator& one) { return of_event(one, "analysis"); }},
    {"all members", "ignored", unused,
     [](const Indicator& one) {
       std::string told;
       if (one.event == nullptr) return told;
       for (const auto& [path, value] : *one.event) add_part(told, path + ": " + value, "; ");
       return told;
     }},
});

const auto other_rules = std::to_array<Rule>({
    {"kind", "ignored", "what it is",
     [](const Indicator& one) { return std::string(one.node.key()); }},
    {"texts", "ignored", unused, [](const Indicator& one) { return texts_below(one.node); }},
});

std::span<const Rule> rules_of(std::string_view table) {
  if (table == "indicators") return indicator_rules;
  return table == "events" ? std::span<const Rule>(event_rules)
                           : std::span<const Rule>(other_rules);
}

Table make_table(std::string_view name) {
  Table table;
  table.name = name;
  table.kind = name == "indicators" ? "watchlist" : "other";
  table.columns = columns_of<Indicator>(rules_of(name));
  return table;
}

const JsonRecordRules& record_rules() {
  static const JsonRecordRules rules{
      {"Event/Attribute", "Event/Object", "Event/Galaxy", "Event/Tag", "Event/EventReport",
       "response/Event/Attribute", "response/Event/Object", "response/Event/Galaxy",
       "response/Event/Tag", "response/Event/EventReport", "response/Attribute", "response/Object"},
      {"Event", "response/Event"}};
  return rules;
}

std::size_t table_of(const JsonRecord& record) {
  if (record.is_head) return 1;
  const bool is_indicator = record.path.ends_with("/Attribute") || record.path.ends_with("/Object");
  return is_indicator || record.path.empty() ? 0 : 2;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  return find_json_tables(
      context, bytes, record_rules(), table_names,
      [](const JsonRecord& record) { return 1U << table_of(record); }, make_table);
}

/// What each event says of itself, in the order of the file: it may stand behind its attributes.
core::Result<std::vector<JsonHead>> read_heads(const core::RunContext& context,
                                               std::string_view bytes) {
  std::vector<JsonHead> heads;
  const JsonRecordRules rules{{}, record_rules().heads};
  const auto take = [&](const JsonRecord& record) -> core::Status {
    if (record.is_head && heads.size() < heads_max) heads.push_back(*record.head);
    return {};
  };
  CB_TRY_STATUS(read_json_records(context, bytes, rules, take));
  return heads;
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  CB_TRY(const auto heads, read_heads(context, bytes));
  RowWriter writer(on_row, bytes.size());
  std::size_t event = 0;
  const auto write = [&](const JsonRecord& record) -> core::Result<bool> {
    const bool is_mine = table_names.at(table_of(record)) == table.name;
    Indicator one{record.value, record.head};
    if (record.head != nullptr && event < heads.size()) one.event = &heads[event];
    if (record.is_head) ++event;
    if (!is_mine) return false;
    CB_TRY_STATUS(writer.write<Indicator>(rules_of(table.name), one, record.offset, record.bytes,
                                          !record.is_whole, record.fault));
    return true;
  };
  return read_json_table(context, bytes, record_rules(), writer, table.columns.size(), write);
}

bool is_misp_record(const JsonRecord& record) {
  if (record.is_head) {
    return !find_in_head(*record.head, "info").empty() &&
           (!find_in_head(*record.head, "uuid").empty() ||
            !find_in_head(*record.head, "threat_level_id").empty());
  }
  const JsonNode& node = record.value;
  if (!record.path.ends_with("/Attribute")) return node.is(JsonKind::object);
  return node.at("type").is(JsonKind::text) && node.at("value").is_there() &&
         (node.at("category").is(JsonKind::text) || node.at("to_ids").is_there());
}

bool recognises(std::string_view bytes) {
  constexpr std::size_t looked_at = 6;
  if (!begins_json_with(bytes, "\"Event\"") && !begins_json_with(bytes, "\"Attribute\""))
    return false;
  return first_json_records(bytes, record_rules(), looked_at, is_misp_record);
}

}  // namespace

const FileFormat misp_format{
    .name = "misp",
    .title = "MISP events or attributes",
    .gives =
        "each attribute and each object as a line of a watch list, with what its event says; "
        "events, "
        "tags and reports as tables of their own",
    .standard = "MISP core format",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
