// Statements (camt.053), reports of the day (camt.052) and notifications (camt.054) of banks. What is booked
// and what is only announced stand in two tables, for an announced entry is booked later in another file.
#include <array>
#include <optional>

#include "formats/camt_entry.h"
#include "formats/format_list.h"
#include "formats/iso20022.h"
#include "formats/xml_tables.h"

namespace cuibono::formats {
namespace {

constexpr std::array<std::string_view, 3> table_names{"transactions", "not booked", "balances"};
constexpr std::string_view unused = "understood; no step uses it";

/// What all rows of a statement have in common, found once.
struct Statement {
  explicit Statement(const XmlNode& statement)
      : offset(statement.offset()),
        own_account(account_id(statement.find("Acct"))),
        own_name(party_name(statement.find("Acct/Ownr"))),
        own_bank(agent_id(statement.find("Acct/Svcr"))),
        id(statement.text("Id")),
        made(statement.text("CreDtTm")),
        copy(statement.text("CpyDplctInd")),
        message(message_name(statement)) {}
  std::uint64_t offset;
  std::string own_account, own_name, own_bank, id, made, copy, message;
};

struct Line {
  const Statement& statement;
  const CamtEntry& entry;
  const CamtPayment& payment;
  CamtCounterparty other;
};

std::string_view in_details(const Line& line, std::string_view paths) {
  return line.payment.details.first(paths);
}
/// Of the detail; where it says nothing, of the entry.
std::string either(std::string_view own, const std::string& of_entry) {
  return own.empty() ? of_entry : std::string(own);
}

std::string of_details(const Line& line, std::string_view paths) {
  return std::string(in_details(line, paths));
}

std::string purpose_text(const Line& line) {
  const XmlNode& details = line.payment.details;
  for (std::string text : {free_remittance(details), structured_remittance(details)})
    if (!text.empty()) return text;
  return either(details.text("AddtlTxInf"), line.entry.more);
}

std::string names_in_details(const Line& line) {
  const CamtCheck check = line.payment.check;
  if (check != CamtCheck::undivided && check != CamtCheck::exceeds) return {};
  std::string names;
  line.entry.node.each("NtryDtls/TxDtls/RltdPties", [&](XmlNode parties) {
    for (const std::string_view end : {"Dbtr", "Cdtr"}) {
      const std::string name = party_name(parties.find(end));
      if (!name.empty()) names += (names.empty() ? "" : "; ") + name;
    }
  });
  return names;
}

std::string party_in(const Line& line, std::string_view name) {
  return party_name(line.payment.details.find("RltdPties").find(name));
}
std::string account_in(const Line& line, std::string_view name) {
  return account_id(line.payment.details.find("RltdPties").find(name));
}
std::string return_reason(const Line& line) {
  const XmlNode back = line.payment.details.find("RtrInf");
  std::string reason(back.first("Rsn/Cd|Rsn/Prtry"));
  const std::string more = back.all("AddtlInf", " ");
  if (!more.empty()) reason += (reason.empty() ? "" : " ") + more;
  return reason;
}

using Rule = CellRule<Line>;
const auto line_rules = std::to_array<Rule>({
    {"own account", "own_account", "Acct/Id: the account that the statement is of",
     [](const Line& line) { return line.statement.own_account; }},
    {"own name", "own_name", "Acct/Ownr: the owner of the account",
     [](const Line& line) { return line.statement.own_name; }},
    {"booking date", "time", "BookgDt: when the bank booked it",
     [](const Line& line) { return line.entry.booking_date; }, iso_time},
    {"value date", "value_time", "ValDt: from when the money counts",
     [](const Line& line) { return line.entry.value_date; }, iso_time},
    {"amount", "amount", "Amt, always positive: of the detail, or of an entry without details",
     [](const Line& line) { return line.payment.amount; }},
    {"currency", "currency", "Ccy of that amount",
     [](const Line& line) { return line.payment.currency; }},
    {"credit or debit", "sign", "CdtDbtInd: CRDT comes to the own account, DBIT leaves it",
     [](const Line& line) { return line.payment.sign; }},
    {"other account", "other_account", "RltdPties: the account at the other end",
     [](const Line& line) { return line.other.account; }},
    {"other name", "other_name", "RltdPties: the party at the other end",
     [](const Line& line) { return line.other.name; }},
    {"payment text", "reference",
     "RmtInf: free lines, else structured references, else the bank's own words", purpose_text},
    {"entry kind", "transfer_kind", "RvslInd, RtrInf and the code of the transaction",
     [](const Line& line) { return entry_kind(line.entry, line.payment); }},
    {"reversal", "ignored", "RvslInd: true, it takes an earlier entry back; see entry kind",
     [](const Line& line) { return line.entry.reversal; }},
    {"status", "ignored", "Sts: BOOK is booked; tables are divided by it",
     [](const Line& line) { return line.entry.status; }},
    {"entry amount", "ignored", "Amt of the whole entry, of which this row may be a part",
     [](const Line& line) {
       return line.entry.amount + " " + line.entry.currency;
     }},
    {"details against entry", "ignored",
     "whether the details add up to the entry: equal, differs; exceeds (more than was booked) and "
     "undivided (they state no amounts): the row is the entry",
     [](const Line& line) { return std::string(check_word(line.payment.check)); }},
    {"names in details", "ignored", "of an entry that is a row in place of its details",
     names_in_details},
    {"entry reference", "ignored", unused,
     [](const Line& line) { return line.entry.reference; }},
    {"bank reference", "ignored", unused,
     [](const Line& line) {
       return either(in_details(line, "Refs/AcctSvcrRef|AcctSvcrRef"), line.entry.bank_reference);
     }},
    {"end to end id", "ignored", unused,
     [](const Line& line) { return of_details(line, "Refs/EndToEndId"); }},
    {"transaction id", "ignored", unused,
     [](const Line& line) { return of_details(line, "Refs/UETR|Refs/TxId"); }},
    {"instruction id", "ignored", unused,
     [](const Line& line) { return of_details(line, "Refs/InstrId"); }},
    {"batch id", "ignored", "PmtInfId: the group of payments that was ordered in one",
     [](const Line& line) {
       return either(in_details(line, "Refs/PmtInfId"), line.payment.batch.payments_id);
     }},
    {"batch message", "ignored", "MsgId: the message in which it was ordered",
     [](const Line& line) {
       return either(in_details(line, "Refs/MsgId"), line.payment.batch.message_id);
     }},
    {"mandate", "ignored", unused,
     [](const Line& line) { return of_details(line, "Refs/MndtId"); }},
    {"cheque number", "ignored", unused,
     [](const Line& line) { return of_details(line, "Refs/ChqNb"); }},
    {"structured reference", "ignored", unused,
     [](const Line& line) { return structured_remittance(line.payment.details); }},
    {"purpose code", "ignored", unused,
     [](const Line& line) { return of_details(line, "Purp/Cd|Purp/Prtry"); }},
    {"transaction code", "ignored", unused,
     [](const Line& line) {
       return either(transaction_code(line.payment.details), line.entry.transaction_code);
     }},
    {"bank text", "ignored", "AddtlTxInf, AddtlNtryInf: the bank's own words",
     [](const Line& line) { return either(in_details(line, "AddtlTxInf"), line.entry.more); }},
    {"return reason", "ignored", "RtrInf: why the money came back", return_reason},
    {"other bank", "ignored", unused, [](const Line& line) { return line.other.agent; }},
    {"other country", "ignored", unused, [](const Line& line) { return line.other.country; }},
    {"debtor name", "ignored", "Dbtr as written; the other end is chosen by direction",
     [](const Line& line) { return party_in(line, "Dbtr"); }},
    {"debtor account", "ignored", "DbtrAcct as written",
     [](const Line& line) { return account_in(line, "DbtrAcct"); }},
    {"ultimate debtor", "ignored", "UltmtDbtr: for whom the debtor pays",
     [](const Line& line) { return party_in(line, "UltmtDbtr"); }},
    {"creditor name", "ignored", "Cdtr as written",
     [](const Line& line) { return party_in(line, "Cdtr"); }},
    {"creditor account", "ignored", "CdtrAcct as written",
     [](const Line& line) { return account_in(line, "CdtrAcct"); }},
    {"ultimate creditor", "ignored", "UltmtCdtr: for whom the creditor receives",
     [](const Line& line) { return party_in(line, "UltmtCdtr"); }},
    {"instructed amount", "ignored", "AmtDtls/InstdAmt: as it was ordered, before exchange",
     [](const Line& line) { return either(in_details(line, "AmtDtls/InstdAmt/Amt"), line.entry.instructed_amount); }},
    {"instructed currency", "ignored", "Ccy of that amount",
     [](const Line& line) { return either(in_details(line, "AmtDtls/InstdAmt/Amt/@Ccy"), line.entry.instructed_currency); }},
    {"exchange rate", "ignored", unused,
     [](const Line& line) {
       return either(in_details(line, exchange_rate_paths), line.entry.exchange_rate);
     }},
    {"charges", "ignored", "Chrgs, with their currencies",
     [](const Line& line) {
       return either(charges(line.payment.details), line.entry.charges);
     }},
    {"own bank", "ignored", unused,
     [](const Line& line) { return line.statement.own_bank; }},
    {"statement", "ignored", unused,
     [](const Line& line) { return line.statement.id; }},
    {"statement made", "ignored", unused,
     [](const Line& line) { return line.statement.made; }},
    {"copy", "ignored", "CpyDplctInd: DUPL is the statement sent once more",
     [](const Line& line) { return line.statement.copy; }},
    {"message", "ignored", "the name of the message and its version",
     [](const Line& line) { return line.statement.message; }},
});

using BalanceRule = CellRule<XmlNode>;
const auto balance_rules = std::to_array<BalanceRule>({
    {"own account", "ignored", "Acct/Id: the account that the statement is of",
     [](const XmlNode& balance) { return account_id(balance.parent().find("Acct")); }},
    {"balance kind", "ignored", "Bal/Tp: OPBD opening, CLBD closing, ITBD interim, …AV available",
     [](const XmlNode& balance) {
       return std::string(balance.first("Tp/CdOrPrtry/Cd|Tp/CdOrPrtry/Prtry|Tp/Cd"));
     }},
    {"balance", "ignored", "Bal/Amt, always positive",
     [](const XmlNode& balance) { return std::string(balance.text("Amt")); }},
    {"currency", "ignored", "Ccy of that amount",
     [](const XmlNode& balance) { return std::string(balance.text("Amt/@Ccy")); }},
    {"credit or debit", "ignored", "CdtDbtInd: DBIT is owed to the bank",
     [](const XmlNode& balance) { return std::string(balance.text("CdtDbtInd")); }},
    {"balance date", "ignored", "Bal/Dt",
     [](const XmlNode& balance) { return day_or_time(balance.find("Dt")); }, iso_time},
    {"statement", "ignored", "Id of the statement",
     [](const XmlNode& balance) { return std::string(balance.parent().text("Id")); }},
    {"statement made", "ignored", "CreDtTm of the statement",
     [](const XmlNode& balance) { return std::string(balance.parent().text("CreDtTm")); }},
    {"message", "ignored", "the name of the message and its version",
     [](const XmlNode& balance) { return message_name(balance); }},
});

const XmlRecordRules& record_rules() {
  static const XmlRecordRules rules{
      {"Stmt/Ntry", "Rpt/Ntry", "Ntfctn/Ntry", "Stmt/Bal", "Rpt/Bal"},
      {"GrpHdr", "Stmt/Id", "Rpt/Id", "Ntfctn/Id", "Acct", "CreDtTm", "CpyDplctInd", "FrToDt"}};
  return rules;
}

bool recognises(std::string_view bytes) {
  return begins_iso_message(bytes, {"BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"});
}

std::size_t table_of(const XmlNode& record) {
  if (record.name() == "Bal") return 2;
  return is_booked(record) ? 0 : 1;
}

Table make_table(std::string_view name) {
  Table table;
  table.name = name;
  table.kind = name == table_names[0] ? "transfers" : "other";
  table.columns =
      name == table_names[2] ? columns_of<XmlNode>(balance_rules) : columns_of<Line>(line_rules);
  if (name == table_names[1]) {
    table.kind_reason =
        "entries that the bank has not booked: pending, expected or for information. They are not "
        "counted as payments, for what becomes of them is booked elsewhere";
    set_unused(table, "not booked");
  }
  if (name == table_names[2]) table.kind_reason = "balances of the statements, no payments";
  return table;
}

/// Booked entries that do not agree with their details: how many, and which is the first.
struct Disagreement {
  std::uint64_t differs = 0, exceeds = 0;
  std::string first;

  void look_at(const CamtEntry& entry) {
    const auto payments = split_entry(entry);
    const CamtCheck check = payments[0].check;
    if (check != CamtCheck::differs && check != CamtCheck::exceeds) return;
    ++(check == CamtCheck::differs ? differs : exceeds);
    if (!first.empty()) return;
    first = "the first is of " + entry.amount + " " + entry.currency + ", at byte " +
            std::to_string(entry.node.offset());
  }
  void tell(Table& table) const {
    if (differs + exceeds == 0) return;
    std::string text =
        "In " + std::to_string(differs + exceeds) +
        " entries the details do not add up to what the bank booked (" + first + ").";
    if (differs > 0)
      text += " Of " + std::to_string(differs) + " the details are the rows, for less or in other "
              "currencies than was booked.";
    if (exceeds > 0)
      text += " Of " + std::to_string(exceeds) + " they add up to more, so that the row is the entry "
              "and no money is counted twice.";
    add_note(table, text + " Can the bank explain it?");
  }
};

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  Disagreement disagreement;
  const auto look = [&](const XmlNode& record, bool is_whole) {
    const std::size_t table = table_of(record);
    if (table == 0 && is_whole) disagreement.look_at(CamtEntry(record));
    return table;
  };
  CB_TRY(auto tables,
         find_xml_tables(context, bytes, record_rules(), table_names, look, make_table));
  if (tables[0].name == table_names[0]) disagreement.tell(tables[0]);
  return tables;
}

core::Status write_entry(RowWriter& writer, const Statement& statement, const CamtEntry& entry,
                         bool is_whole) {
  const auto payments = split_entry(entry);
  for (const auto& payment : payments) {
    const Line line{statement, entry, payment,
                    find_counterparty(entry, payment, statement.own_account)};
    const bool is_last = &payment == &payments.back();
    CB_TRY_STATUS(writer.write<Line>(line_rules, line, payment.place.offset(),
                                     payment.place.bytes(), !is_whole && is_last));
  }
  return {};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  RowWriter writer(on_row, bytes.size());
  std::optional<Statement> statement;
  const auto write = [&](const XmlNode& record, bool is_whole) -> core::Result<bool> {
    if (table_names[table_of(record)] != table.name) return false;
    if (record.name() == "Bal") {
      CB_TRY_STATUS(
          writer.write<XmlNode>(balance_rules, record, record.offset(), record.bytes(), !is_whole));
    } else {
      const XmlNode above = record.parent();
      if (!statement || statement->offset != above.offset()) statement.emplace(above);
      CB_TRY_STATUS(write_entry(writer, *statement, CamtEntry(record), is_whole));
    }
    return true;
  };
  return read_xml_table(context, bytes, record_rules(), writer, table.columns.size(), write);
}

}  // namespace

const FileFormat camt_format{
    "camt",
    "ISO 20022 bank statement (camt.052, camt.053, camt.054)",
    "a row for each transaction, booked and not booked apart, and the balances of each statement",
    "ISO 20022 camt.052, camt.053, camt.054, all versions",
    "Expat",
    recognises,
    find_tables,
    read_rows,
    nullptr,
};

}  // namespace cuibono::formats
