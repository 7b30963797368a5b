// Reports of banks and others to financial intelligence units, in goAML: transactions with their two ends, activities
// with their parties, goods, and what the report says of itself.
#include <array>
#include <optional>

#include "formats/format_list.h"
#include "formats/goaml_people.h"
#include "formats/listed_party.h"
#include "formats/xml_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 5> table_names{"transfers", "people", "transactions of several parties",
                                                      "goods", "reports"};
enum : std::size_t { transfers, people, several, goods, reports };
constexpr std::string_view day_or_time = "YYYY-MM-DD['T'hh:mm[:ss[.f]]][Z]";
constexpr std::string_view unused = "understood; no step uses it";

const XmlRecordRules& record_rules() {
  static const XmlRecordRules rules{
      {"report/transaction", "report/activity"},
      {"report/rentity_id", "report/entity_reference", "report/report_code",
       "report/currency_code_local", "report/submission_date", "report/report_date"}};
  return rules;
}
/// For the table of reports: the whole of each.
const XmlRecordRules& report_rules() {
  static const XmlRecordRules rules{{"report"}, {}};
  return rules;
}

bool recognises(std::string_view bytes) {
  const auto names = first_xml_names(bytes, 30);
  bool has_entity = false, has_code = false;
  for (const auto& name : names) {
    has_entity = has_entity || name.name == "rentity_id";
    has_code = has_code || name.name == "submission_code" || name.name == "report_code";
  }
  return !names.empty() && names[0].name == "report" && has_entity && has_code;
}

bool has_ends(const XmlNode& record) {
  for (const std::string_view side : {"t_from", "t_from_my_client", "t_to", "t_to_my_client"})
    if (record.find(side).is_there()) return true;
  return false;
}

struct Transaction {
  XmlNode node;
  GoamlEnd from, to;
  std::string report;
  std::string amount, currency, received_amount, received_currency, local_amount, local_currency;
};

/// What moved: the foreign money of an end where it states one, else the local amount. What arrived is told
/// apart where it is other money.
Transaction read_transaction(const XmlNode& node, const GoamlReport& report) {
  Transaction t;
  t.node = node;
  t.report = report.key;
  t.from = read_goaml_end(node, "from", report);
  t.to = read_goaml_end(node, "to", report);
  t.local_amount = node.text("amount_local");
  t.local_currency = report.currency;
  const auto money = [&](const GoamlEnd& end, std::string& amount, std::string& currency) {
    const bool is_foreign = !end.foreign_amount.empty();
    amount = is_foreign ? end.foreign_amount : t.local_amount;
    currency = is_foreign ? end.foreign_currency : t.local_currency;
  };
  money(t.from, t.amount, t.currency);
  money(t.to, t.received_amount, t.received_currency);
  if (t.received_currency == t.currency) t.received_amount = t.received_currency = "";
  return t;
}

std::string goods_of(const XmlNode& record) {
  std::string out;
  record.each("goods_services/item", [&](XmlNode item) {
    const std::string text = join_parts({item.text("item_type"), item.text("description")}, " ");
    if (!text.empty()) out += (out.empty() ? "" : "; ") + text;
  });
  return out;
}

std::string parties_of(const XmlNode& record) {
  std::string out;
  record.each("involved_parties/party", [&](XmlNode party) {
    std::string name, account;
    for (const std::string_view suffix : {"", "_my_client"}) {
      const auto part = [&](std::string_view word) {
        return party.find(std::string(word) + std::string(suffix));
      };
      if (name.empty()) name = goaml_person_name(part("person"));
      if (name.empty()) name = part("entity").text("name");
      if (name.empty()) name = part("account").text("account_name");
      if (account.empty()) account = goaml_account_id(part("account"));
    }
    const std::string text = join_parts({party.text("role"), name, account}, " ");
    if (!text.empty()) out += (out.empty() ? "" : "; ") + text;
  });
  return out;
}

using T = const Transaction&;
const auto transfer_rules = std::to_array<CellRule<Transaction>>({
    {"time", "time", "date_transaction",
     [](T t) { return std::string(t.node.text("date_transaction")); }, day_or_time},
    {"from", "payer", "t_from: account, virtual address, else this end of this transaction alone",
     [](T t) { return t.from.id; }, {}, {}, "account"},
    {"from name", "payer_name", "holder, person or entity", [](T t) { return t.from.name; }},
    {"to", "payee", "t_to: account, virtual address, else this end of this transaction alone",
     [](T t) { return t.to.id; }, {}, {}, "account"},
    {"to name", "payee_name", "holder, person or entity", [](T t) { return t.to.name; }},
    {"amount", "amount", "foreign_amount of who pays, else amount_local", [](T t) { return t.amount; }},
    {"currency", "currency", "of that amount", [](T t) { return t.currency; }},
    {"received amount", "received_amount", "what arrives, where it is other money",
     [](T t) { return t.received_amount; }},
    {"received currency", "received_currency", "of that amount",
     [](T t) { return t.received_currency; }},
    {"transaction number", "reference", "transactionnumber",
     [](T t) { return std::string(t.node.text("transactionnumber")); }},
    {"channel", "channel", "transmode_code", [](T t) { return std::string(t.node.text("transmode_code")); }},
    {"value date", "value_time", "value_date",
     [](T t) { return std::string(t.node.first("value_date|date_posting")); }, day_or_time},
    {"description", "ignored", "transaction_description",
     [](T t) { return std::string(t.node.text("transaction_description")); }},
    {"parties", "ignored", "involved_parties, with their roles", [](T t) { return parties_of(t.node); }},
    {"goods", "ignored", "goods_services: what was paid for", [](T t) { return goods_of(t.node); }},
    {"local amount", "ignored", "amount_local", [](T t) { return t.local_amount; }},
    {"local currency", "ignored", "currency_code_local", [](T t) { return t.local_currency; }},
    {"exchange rate", "ignored", "foreign_exchange_rate",
     [](T t) { return t.from.rate.empty() ? t.to.rate : t.from.rate; }},
    {"from account", "ignored", "as written", [](T t) { return t.from.account; }},
    {"from bank", "ignored", unused, [](T t) { return t.from.institution; }},
    {"from country", "ignored", "from_country", [](T t) { return t.from.country; }},
    {"from funds", "ignored", "from_funds_code: cash, transfer …", [](T t) { return t.from.funds; }},
    {"from suspected", "ignored", "from_is_suspected", [](T t) { return t.from.is_suspected; }},
    {"conductor", "ignored", "t_conductor: who carried it out for the payer",
     [](T t) { return t.from.conductor; }},
    {"to account", "ignored", "as written", [](T t) { return t.to.account; }},
    {"to bank", "ignored", unused, [](T t) { return t.to.institution; }},
    {"to country", "ignored", "to_country", [](T t) { return t.to.country; }},
    {"to funds", "ignored", "to_funds_code", [](T t) { return t.to.funds; }},
    {"to suspected", "ignored", "to_is_suspected", [](T t) { return t.to.is_suspected; }},
    {"place", "ignored", "transaction_location",
     [](T t) { return std::string(t.node.text("transaction_location")); }},
    {"internal reference", "ignored", "internal_ref_number",
     [](T t) { return std::string(t.node.text("internal_ref_number")); }},
    {"comments", "ignored", "comments", [](T t) { return std::string(t.node.text("comments")); }},
    {"report", "ignored", "who reports, and under which reference", [](T t) { return t.report; }},
});

using N = const XmlNode&;
template <std::size_t size>
struct Path {
  char text[size];
  constexpr Path(const char (&from)[size]) { std::copy_n(from, size, text); }
};
template <Path path>
std::string cell(const XmlNode& node) {
  return std::string(node.text(path.text));
}
const auto goods_rules = std::to_array<CellRule<XmlNode>>({
    {"transaction", "ignored", "transactionnumber; empty: of an activity",
     [](N n) { return std::string(n.parent().parent().text("transactionnumber")); }},
    {"kind", "ignored", "item_type", cell<"item_type">},
    {"make", "ignored", "item_make", cell<"item_make">},
    {"description", "text", "description", cell<"description">},
    {"estimated value", "ignored", "estimated_value", cell<"estimated_value">},
    {"disposed value", "ignored", "disposed_value", cell<"disposed_value">},
    {"currency", "ignored", "currency_code", cell<"currency_code">},
    {"status", "ignored", "status_code", cell<"status_code">},
    {"size", "ignored", "size, with its unit",
     [](N n) { return join_parts({n.text("size"), n.text("size_uom")}, " "); }},
    {"registered to", "ignored", "presently_registered_to", cell<"presently_registered_to">},
    {"registered before to", "ignored", "previously_registered_to", cell<"previously_registered_to">},
    {"registration", "ignored", "registration_number, identification_number",
     [](N n) {
       return join_parts({n.text("registration_number"), n.text("identification_number")}, "; ");
     }},
    {"address", "ignored", "address", [](N n) { return goaml_address(n.find("address")); }},
    {"comments", "ignored", "comments", cell<"comments">},
});
const auto report_cells = std::to_array<CellRule<XmlNode>>({
    {"reference", "reference", "entity_reference", cell<"entity_reference">},
    {"kind", "ignored", "report_code: STR, SAR, CTR …", cell<"report_code">},
    {"reporting entity", "ignored", "rentity_id", cell<"rentity_id">},
    {"branch", "ignored", "rentity_branch", cell<"rentity_branch">},
    {"submitted", "time", "submission_date, report_date",
     [](N n) { return std::string(n.first("submission_date|report_date")); }, day_or_time},
    {"reason", "text", "reason", cell<"reason">},
    {"action", "ignored", "action", cell<"action">},
    {"indicators", "ignored", "report_indicators",
     [](N n) { return n.all("report_indicators/indicator", "; "); }},
    {"reporting person", "ignored", "reporting_person: who wrote it; no party",
     [](N n) { return goaml_person_name(n.find("reporting_person")); }},
    {"location", "ignored", "location", [](N n) { return goaml_address(n.find("location")); }},
    {"request", "ignored", "fiu_ref_number: the request that it answers", cell<"fiu_ref_number">},
    {"currency", "ignored", "currency_code_local", cell<"currency_code_local">},
    {"schema", "ignored", "schema_version", cell<"schema_version">},
});

Table make_table(std::string_view name) {
  Table table;
  table.name = name;
  table.kind = "other";
  if (name == table_names[transfers]) {
    table.kind = "transfers";
    table.columns = columns_of<Transaction>(transfer_rules);
  } else if (name == table_names[people]) {
    table.kind = "persons";
    table.columns = columns_of<GoamlPerson>(goaml_people_rules());
  } else if (name == table_names[several]) {
    table.columns = columns_of<Transaction>(transfer_rules);
    table.kind_reason = "transactions whose parties are listed without saying who pays whom: no payments";
    table.note =
        "Some transactions list parties and do not say who paid whom; they are not counted as payments. Can "
        "who reported them tell both ends?";
  } else if (name == table_names[goods]) {
    table.columns = columns_of<XmlNode>(goods_rules);
    table.kind_reason = "what was paid for; no payments";
  } else {
    table.columns = columns_of<XmlNode>(report_cells);
    table.kind_reason = "what reports say of themselves";
  }
  return table;
}

/// Which tables a record has rows in.
std::uint32_t tables_of(const XmlNode& record) {
  const bool is_transaction = record.name() == "transaction";
  std::uint32_t set = 1U << reports;
  if (!find_goaml_people(record, GoamlReport(record.parent())).empty()) set |= 1U << people;
  if (is_transaction) set |= has_ends(record) ? 1U << transfers : 1U << several;
  if (record.find("goods_services/item").is_there()) set |= 1U << goods;
  return set;
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  const auto look = [](const XmlNode& record, bool /*is_whole*/) { return tables_of(record); };
  return find_xml_table_sets(context, bytes, record_rules(), table_names, look, make_table);
}

/// Writes rows of nodes; the last is damaged where their record is.
template <class Source, class Rules>
core::Result<bool> write_all(RowWriter& writer, const Rules& rules, const std::vector<Source>& sources,
                             const std::function<XmlNode(const Source&)>& place, bool is_whole) {
  for (const auto& source : sources) {
    const bool is_last = &source == &sources.back();
    CB_TRY_STATUS(writer.write<Source>(rules, source, place(source).offset(), place(source).bytes(),
                                       !is_whole && is_last));
  }
  return !sources.empty();
}

core::Result<bool> write_record(RowWriter& writer, std::string_view table, const XmlNode& record,
                                bool is_whole) {
  if (table == table_names[reports]) {
    return write_all<XmlNode>(writer, report_cells, {record}, [](const XmlNode& one) { return one; },
                              is_whole);
  }
  const std::uint32_t set = tables_of(record);
  const GoamlReport report(record.parent());
  if (table == table_names[people]) {
    return write_all<GoamlPerson>(writer, goaml_people_rules(), find_goaml_people(record, report),
                                  [](const GoamlPerson& one) { return one.place; }, is_whole);
  }
  if (table == table_names[goods]) {
    std::vector<XmlNode> items;
    record.each("goods_services/item", [&](XmlNode item) { items.push_back(item); });
    return write_all<XmlNode>(writer, goods_rules, items, [](const XmlNode& one) { return one; },
                              is_whole);
  }
  const bool is_here = (set & 1U << (table == table_names[transfers] ? transfers : several)) != 0;
  if (!is_here) return false;
  return write_all<Transaction>(writer, transfer_rules, {read_transaction(record, report)},
                                [](const Transaction& one) { return one.node; }, is_whole);
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  RowWriter writer(on_row, bytes.size());
  const auto write = [&](const XmlNode& record, bool is_whole) {
    return write_record(writer, table.name, record, is_whole);
  };
  const auto& rules = table.name == table_names[reports] ? report_rules() : record_rules();
  return read_xml_table(context, bytes, rules, writer, table.columns.size(), write);
}

}  // namespace

const FileFormat goaml_format{
    "goaml",
    "goAML report to a financial intelligence unit",
    "a row for each transaction with both ends, and for each person or firm in each transaction; goods, and the "
    "reports themselves",
    "goAML schema, versions 4 and 5",
    "Expat",
    recognises,
    find_tables,
    read_rows,
    nullptr,
};

}  // namespace cuibono::formats
