// Orders to pay (MT101), transfers between banks (MT200 to MT205), confirmations (MT900, MT910).
#include <array>

#include "formats/swift_party.h"
#include "formats/swift_tables.h"

namespace cuibono::formats {
namespace {

using Fields = std::span<const SwiftPiece>;

/// A bank as the end of a transfer: its account if one stands there, else by its word.
std::string end_of_bank(const SwiftParty& bank) {
  return bank.account.empty() ? bank.word() : bank.account;
}

/// The part of an envelope that names the sender: "{1:F01" and the address of its terminal.
std::string sender_of(std::string_view envelope) {
  constexpr std::size_t before = 6, bank_bytes = 8;
  const auto block = envelope.find("{1:");
  if (block == std::string_view::npos || envelope.size() < block + before + bank_bytes) return {};
  return std::string(envelope.substr(block + before, bank_bytes));
}

/// Transactions of one message: the fields from each tag that begins one to the next.
struct Sequence {
  Fields head;
  std::vector<Fields> transactions;
};
Sequence divide(const SwiftMessage& message, std::string_view begins) {
  const Fields all = message.fields;
  Sequence out;
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].tag == begins) at.push_back(i);
  out.head = all.first(at.empty() ? all.size() : at.front());
  for (std::size_t i = 0; i < at.size(); ++i)
    out.transactions.push_back(
        all.subspan(at[i], (i + 1 < at.size() ? at[i + 1] : all.size()) - at[i]));
  return out;
}

/// The place of some fields in the file.
void set_place(SwiftRow& row, Fields fields) {
  if (fields.empty()) return;
  row.offset = fields.front().offset;
  row.bytes = fields.back().offset + fields.back().bytes - row.offset;
}

const SwiftPiece* find_in(Fields own, Fields head, std::string_view tag) {
  const SwiftPiece* found = find_swift_field(own, tag);
  return found != nullptr ? found : find_swift_field(head, tag);
}

/// The field of an ordering customer: 50F, 50G, 50H, 50K; not the instructing party 50C, 50L.
const SwiftPiece* find_customer(Fields own, Fields head) {
  for (const std::string_view tag : {"50F", "50G", "50H", "50K", "50A"})
    if (const auto* found = find_in(own, head, tag)) return found;
  return nullptr;
}

constexpr auto order_columns =
    std::to_array<std::string_view>({"20", "21", "30", "32B", "33B", "50F", "50G", "50H", "50K",
                                     "50A", "59", "59A", "59F", "70", "71A", "57A", "57C", "57D"});

SwiftRow order_row(const SwiftMessage& message, Fields head, Fields own) {
  const SwiftSum sum = find_swift_sum(own, "32B", false, true);
  const SwiftParty payer = parse_swift_party(find_customer(own, head)),
                   payee = parse_swift_party(find_swift_field(own, "59"));
  std::string date = joined_swift_text(find_swift_field(head, "30"));
  std::string faults = sum.fault;
  if (!date.empty() && !is_swift_date(date)) {
    add_swift_fault(faults, "field 30: there is no such day");
    date.clear();
  }
  SwiftRow row;
  set_place(row, own);
  add_swift_fault(faults, message_fault(message));
  row.is_faulty = !faults.empty();
  row.cells = {date,
               sum.amount,
               sum.currency,
               payer.account,
               payer.name,
               payee.account,
               payee.name,
               joined_swift_text(find_swift_field(own, "70")),
               joined_swift_text(find_swift_field(own, "21")),
               joined_swift_text(find_swift_field(head, "20")),
               parse_swift_party(find_swift_field(own, "57")).word(),
               joined_swift_text(find_swift_field(own, "33B")),
               joined_swift_text(find_swift_field(own, "71A")),
               other_swift_fields(head, order_columns),
               other_swift_fields(own, order_columns),
               faults};
  return row;
}

constexpr auto bank_columns =
    std::to_array<std::string_view>({"20", "21", "32A", "32B", "52A", "52D", "58A", "58D", "50A",
                                     "50F", "50K", "59", "59A", "59F", "70", "72"});

/// 202: from the ordering bank to the beneficiary bank; 200: to an account of the sender at another bank.
SwiftRow bank_row(const SwiftMessage& message, Fields head, Fields own, const SwiftSum& sum) {
  SwiftParty payer = parse_swift_party(find_in(own, head, "52"));
  if (payer.word().empty()) payer.identifier = sender_of(message.envelope);
  const SwiftPiece* to = find_in(own, head, "58");
  const SwiftParty payee = parse_swift_party(to != nullptr ? to : find_in(own, head, "57"));
  std::string faults = sum.fault;
  if (end_of_bank(payee).empty()) add_swift_fault(faults, "fields 57 and 58 are missing");
  add_swift_fault(faults, message_fault(message));
  SwiftRow row;
  row.is_faulty = !faults.empty();
  row.cells = {sum.date,
               sum.amount,
               sum.currency,
               end_of_bank(payer),
               payer.word(),
               end_of_bank(payee),
               payee.word(),
               joined_swift_text(find_in(own, head, "21")),
               joined_swift_text(find_in(own, head, "20")),
               std::string(message.type),
               find_swift_uetr(message.envelope),
               joined_swift_text(find_customer(own, head)),
               joined_swift_text(find_in(own, head, "59")),
               joined_swift_text(find_in(own, head, "70")),
               joined_swift_text(find_in(own, head, "72")),
               other_swift_fields(own, bank_columns),
               faults};
  return row;
}

Column account_column(std::string_view name, std::string_view field, std::string_view reason,
                      std::string_view selector) {
  Column column = declared_column(name, field, reason);
  column.selector = selector;
  return column;
}

Column amount_column(std::string_view name, std::string_view reason) {
  Column column = declared_column(name, "amount", reason);
  column.point = ',';
  return column;
}

Column day_column(std::string_view name, std::string_view reason) {
  Column column = declared_column(name, "value_time", reason);
  column.time_pattern = "YYMMDD";
  return column;
}

}  // namespace

Table swift_orders_table() {
  Table table;
  table.name = "orders";
  table.kind = "other";
  table.kind_reason =
      "MT101 asks a bank to pay; whether it paid is told by statements. State the kind transfers "
      "to "
      "follow the orders as if all of them had been paid";
  table.columns = {
      day_column("Execution date", "field 30: when the bank shall pay"),
      amount_column("Amount", "field 32B: amount"),
      declared_column("Currency", "currency", "field 32B: currency"),
      account_column("Ordering account", "payer", "field 50a: account of the ordering customer",
                     "account"),
      declared_column("Ordering name", "payer_name", "field 50a: name of the ordering customer"),
      account_column("Beneficiary account", "payee", "field 59a: account of the beneficiary",
                     "account"),
      declared_column("Beneficiary name", "payee_name", "field 59a: name of the beneficiary"),
      declared_column("Remittance information", "note", "field 70"),
      declared_column("Transaction reference", "reference", "field 21"),
      plain_column("Sender reference"),
      plain_column("Account with institution"),
      plain_column("Instructed amount"),
      plain_column("Details of charges"),
      plain_column("Other fields of the message"),
      plain_column("Other fields"),
      plain_column("Fault")};
  return table;
}

std::vector<SwiftRow> swift_order_rows(const SwiftMessage& message) {
  const Sequence parts = divide(message, "21");
  std::vector<SwiftRow> rows;
  for (const Fields own : parts.transactions) rows.push_back(order_row(message, parts.head, own));
  if (rows.empty()) {  // it asks for nothing that could be read
    SwiftRow row = order_row(message, parts.head, parts.head.empty() ? message.fields : parts.head);
    row.offset = message.offset;
    row.bytes = message.bytes;
    rows.push_back(std::move(row));
  }
  return rows;
}

Table swift_bank_transfers_table() {
  Table table;
  table.name = "transfers between banks";
  table.kind = "other";
  table.kind_reason =
      "Banks pay one another, often to cover a payment that an MT103 tells of already. State the "
      "kind "
      "transfers to follow this money between banks";
  table.columns = {
      day_column("Value date", "field 32A: date of the settlement"),
      amount_column("Amount", "fields 32A, 32B: amount"),
      declared_column("Currency", "currency", "fields 32A, 32B: currency"),
      account_column(
          "Ordering end", "payer",
          "field 52a, else the sender of the message: account or code of the bank that pays",
          "local"),
      declared_column("Ordering bank", "payer_name", "field 52a, else the sender of the message"),
      account_column("Beneficiary end", "payee",
                     "field 58a, of MT200 and MT201 57a: account or code of the bank that is paid",
                     "local"),
      declared_column("Beneficiary bank", "payee_name", "field 58a, of MT200 and MT201 57a"),
      declared_column("Related reference", "reference", "field 21: of the payment that is covered"),
      plain_column("Sender reference"),
      plain_column("Message type"),
      plain_column("Unique end to end reference"),
      plain_column("Ordering customer"),
      plain_column("Beneficiary customer"),
      plain_column("Remittance information"),
      plain_column("Sender to receiver information"),
      plain_column("Other fields"),
      plain_column("Fault")};
  return table;
}

std::vector<SwiftRow> swift_bank_transfer_rows(const SwiftMessage& message) {
  std::vector<SwiftRow> rows;
  // Several transfers in one message share the date of field 30 and stand each behind its field 20.
  if (message.type == "201" || message.type == "203") {
    const Sequence parts = divide(message, "20");
    const std::string date = joined_swift_text(find_swift_field(parts.head, "30"));
    for (const Fields own : parts.transactions) {
      SwiftSum sum = find_swift_sum(own, "32B", false, true);
      if (is_swift_date(date)) sum.date = date;
      rows.push_back(bank_row(message, parts.head, own, sum));
      set_place(rows.back(), own);
    }
    if (!rows.empty()) return rows;
  }
  rows.push_back(
      bank_row(message, {}, message.fields, find_swift_sum(message.fields, "32A", true, true)));
  rows.back().offset = message.offset;
  rows.back().bytes = message.bytes;
  return rows;
}

Table swift_confirmations_table() {
  Table table;
  table.name = "confirmations";
  table.kind = "transfers";
  table.kind_reason =
      "MT900 and MT910 confirm what an account was debited or credited with; a statement of that "
      "account "
      "tells of the same booking";
  table.columns = {account_column("Account", "own_account",
                                  "field 25: the account that is debited or credited", "account"),
                   day_column("Value date", "field 32A"),
                   declared_column("Direction", "sign", "MT900 is a debit (D), MT910 a credit (C)"),
                   amount_column("Amount", "field 32A: amount"),
                   declared_column("Currency", "currency", "field 32A: currency"),
                   account_column("Other account", "other_account",
                                  "MT910, field 50a: account of the ordering customer", "account"),
                   declared_column("Other name", "other_name",
                                   "MT910, field 50a, else 52a: who ordered the payment"),
                   declared_column("Related reference", "reference", "field 21: of the payment"),
                   declared_column("Sender to receiver information", "note", "field 72"),
                   plain_column("Sender reference"),
                   plain_column("Time of the booking"),
                   plain_column("Ordering institution"),
                   plain_column("Other fields"),
                   plain_column("Fault")};
  return table;
}

std::vector<SwiftRow> swift_confirmation_rows(const SwiftMessage& message) {
  constexpr auto with_column = std::to_array<std::string_view>(
      {"20", "21", "25", "25P", "32A", "13D", "50A", "50F", "50K", "52A", "52D", "72"});
  const Fields fields = message.fields;
  const SwiftSum sum = find_swift_sum(fields, "32A", true, true);
  const SwiftParty bank = parse_swift_party(find_swift_field(fields, "52"));
  SwiftParty other;
  if (message.type == "910") {
    other = parse_swift_party(find_customer(fields, {}));
    if (other.name.empty()) other.name = bank.word();
  }
  const SwiftPiece* account = find_swift_field(fields, "25");
  const auto account_lines = swift_lines(account == nullptr ? std::string_view() : account->text);
  SwiftRow row;
  row.offset = message.offset;
  row.bytes = message.bytes;
  std::string faults = sum.fault;
  if (account_lines.empty()) add_swift_fault(faults, "field 25 is missing");
  add_swift_fault(faults, message_fault(message));
  row.is_faulty = !faults.empty();
  row.cells = {
      std::string(account_lines.empty() ? std::string_view() : core::trim(account_lines.front())),
      sum.date,
      message.type == "900" ? "D" : "C",
      sum.amount,
      sum.currency,
      other.account,
      other.name,
      joined_swift_text(find_swift_field(fields, "21")),
      joined_swift_text(find_swift_field(fields, "72")),
      joined_swift_text(find_swift_field(fields, "20")),
      joined_swift_text(find_swift_field(fields, "13D")),
      bank.word(),
      other_swift_fields(fields, with_column),
      faults};
  return {row};
}

}  // namespace cuibono::formats
