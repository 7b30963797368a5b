// SWIFT MT103: a payment of a customer, a row each message.
#include <algorithm>
#include <array>

#include "formats/format_list.h"
#include "formats/swift_party.h"
#include "formats/swift_tables.h"

namespace cuibono::formats {
namespace {

std::string joined_text(const SwiftPiece* piece) { return joined_swift_text(piece); }

constexpr auto with_column = std::to_array<std::string_view>(
    {"20",  "21",  "23B", "32A", "33B", "36", "50A", "50F", "50K", "50",  "52A",
     "52D", "57A", "57B", "57C", "57D", "59", "59A", "59F", "70",  "71A", "72"});

bool recognises(std::string_view bytes) {
  SwiftReader reader(bytes.substr(0, 8'192));
  auto piece = reader.next();
  if (!piece || piece->kind == SwiftPiece::Kind::end || piece->offset > 400) return false;
  if (piece->kind == SwiftPiece::Kind::envelope)
    return !piece->tag.empty() && !is_statement_type(piece->tag);
  if (piece->tag != "20") return false;
  bool may_be_order = false;  // of MT101
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (; piece && piece->kind == SwiftPiece::Kind::field; piece = reader.next()) {
    const std::string_view text = piece->text;
    if (piece->tag == "28D") may_be_order = true;
    if (may_be_order && piece->tag == "32B" && is_currency_code(text.substr(0, 3))) return true;
    if (piece->tag == "32A" && text.size() > 9 && is_currency_code(text.substr(6, 3)) &&
        std::all_of(text.begin(), text.begin() + 6, is_digit) && is_digit(text[9]))
      return true;
  }
  return false;
}

}  // namespace

Table swift_payments_table() {
  Table table;
  table.name = "payments";
  table.kind = "transfers";
  table.columns = {
      declared_column("Value date", "value_time", "field 32A: date of the settlement of the banks"),
      declared_column("Amount", "amount", "field 32A: amount settled between the banks"),
      declared_column("Currency", "currency", "field 32A: currency"),
      declared_column("Ordering account", "payer", "field 50a: account of the ordering customer"),
      declared_column("Ordering name", "payer_name", "field 50a: name of the ordering customer"),
      declared_column("Beneficiary account", "payee", "field 59a: account of the beneficiary"),
      declared_column("Beneficiary name", "payee_name", "field 59a: name of the beneficiary"),
      declared_column("Remittance information", "note", "field 70"),
      declared_column("Sender reference", "reference", "field 20: reference of the sender"),
      plain_column("Instructed currency"),
      plain_column("Instructed amount"),
      plain_column("Exchange rate"),
      plain_column("Ordering address"),
      plain_column("Ordering identifier"),
      plain_column("Beneficiary address"),
      plain_column("Beneficiary identifier"),
      plain_column("Ordering institution"),
      plain_column("Account with institution"),
      plain_column("Related reference"),
      plain_column("Unique end to end reference"),
      plain_column("Bank operation code"),
      plain_column("Details of charges"),
      plain_column("Sender to receiver information"),
      plain_column("Other fields"),
      plain_column("Fault")};
  table.columns[0].time_pattern = "YYMMDD";
  table.columns[1].point = table.columns[10].point = table.columns[11].point = ',';
  table.columns[3].selector = table.columns[5].selector = "account";
  return table;
}

std::vector<SwiftRow> swift_payment_rows(const SwiftMessage& message) {
  const SwiftSum settled = find_swift_sum(message.fields, "32A", true, true);
  const SwiftSum instructed = find_swift_sum(message.fields, "33B", false, false);
  const SwiftParty payer = parse_swift_party(message.find("50")),
                   payee = parse_swift_party(message.find("59"));
  std::string faults = settled.fault;
  add_swift_fault(faults, instructed.fault);
  if (message.find("59") == nullptr) add_swift_fault(faults, "field 59 is missing");
  add_swift_fault(faults, message_fault(message));
  SwiftRow row;
  row.offset = message.offset;
  row.bytes = message.bytes;
  row.is_faulty = !faults.empty();
  row.cells = {settled.date,
               settled.amount,
               settled.currency,
               payer.account,
               payer.name,
               payee.account,
               payee.name,
               joined_text(message.find("70")),
               joined_text(message.find("20")),
               instructed.currency,
               instructed.amount,
               joined_text(message.find("36")),
               payer.address,
               payer.identifier,
               payee.address,
               payee.identifier,
               joined_text(message.find("52")),
               joined_text(message.find("57")),
               joined_text(message.find("21")),
               find_swift_uetr(message.envelope),
               joined_text(message.find("23B")),
               joined_text(message.find("71A")),
               joined_text(message.find("72")),
               other_swift_fields(message.fields, with_column),
               faults};
  return {row};
}

const FileFormat mt103_format{
    .name = "mt103",
    .title = "SWIFT MT103 payment of a customer, and MT101, MT200 to MT205, MT900, MT910",
    .gives =
        "each payment as a transfer with both ends, each confirmation as a line of its account; "
        "orders and "
        "transfers between banks as tables with ends; other messages as texts, statements as those "
        "of mt940",
    .standard = "SWIFT Standards MT, categories 1, 2 and 9",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_swift_tables,
    .read_rows = read_swift_rows,
};

}  // namespace cuibono::formats
