// SWIFT MT103: a payment of a customer, a row each message.
#include <algorithm>
#include <array>

#include "formats/format_list.h"
#include "formats/swift_tables.h"

namespace cuibono::formats {
namespace {

std::string joined_text(const SwiftPiece* piece) {
  return piece == nullptr ? std::string() : join_swift_lines(piece->text);
}

/// Field 50a or 59a: who pays, who is paid.
struct Party {
  std::string account, name, address, identifier;
};

/// "1/name", "2/street", "3/country and town", "4/…8/" of the options F.
void take_numbered_line(std::string_view line, Party& party) {
  std::string& part = line[0] == '1' ? party.name : party.address;
  if (!part.empty()) part += line[0] == '1' ? " " : ", ";
  part += to_utf8_or_latin1(core::trim(line.substr(2)));
}

Party parse_party(const SwiftPiece* piece) {
  Party party;
  if (piece == nullptr) return party;
  const char option = piece->tag.size() > 2 ? piece->tag[2] : ' ';
  std::size_t number = 0;
  for (const std::string_view line : swift_lines(piece->text)) {
    const std::string_view text = core::trim(line);
    const bool is_first = number++ == 0;
    if (text.empty()) continue;
    if (is_first && text.starts_with('/')) {
      party.account = to_utf8_or_latin1(core::trim(text.substr(1)));
    } else if (option == 'F' && text.size() > 2 && text[0] >= '1' && text[0] <= '8' &&
               text[1] == '/') {
      take_numbered_line(text, party);
    } else if ((option == 'F' && is_first) || option == 'A') {
      party.identifier = to_utf8_or_latin1(text);
    } else if (party.name.empty()) {
      party.name = to_utf8_or_latin1(text);
    } else {
      if (!party.address.empty()) party.address += ", ";
      party.address += to_utf8_or_latin1(text);
    }
  }
  return party;
}

/// A sum of money as fields 32A and 33B write it; parts are empty where one of them is not right.
struct Sum {
  std::string date, currency, amount, fault;
};
std::string in_marks(std::string_view text) {
  constexpr std::size_t shown_bytes = 60;
  return "\"" + std::string(core::cut_utf8(text, shown_bytes)) + "\"";
}
Sum parse_sum(const SwiftPiece& piece, bool has_date) {
  const std::string text = joined_text(&piece);
  const std::string_view rest = std::string_view(text).substr(0);
  const std::size_t date_bytes = has_date ? 6 : 0;
  const auto fault = [&](std::string_view why) {
    return Sum{"", "", "",
               "field " + std::string(piece.tag) + " " + in_marks(text) + ": " + std::string(why)};
  };
  if (rest.size() < date_bytes + 5) return fault("it is too short");
  const auto date = rest.substr(0, date_bytes);
  const auto currency = rest.substr(date_bytes, 3), amount = rest.substr(date_bytes + 3);
  if (has_date && !is_swift_date(date)) return fault("there is no such day");
  if (!is_currency_code(currency)) return fault("the currency is no code of three letters");
  if (!is_swift_amount(amount))
    return fault("the amount is not up to 15 characters with one decimal comma");
  return {std::string(date), std::string(currency), std::string(amount), ""};
}

/// The only field of a tag; one that comes twice says nothing certain.
Sum find_sum(const SwiftMessage& message, std::string_view tag, bool has_date, bool is_needed) {
  const auto count = std::count_if(message.fields.begin(), message.fields.end(),
                                   [&](const SwiftPiece& field) { return field.tag == tag; });
  if (count > 1) return {"", "", "", "field " + std::string(tag) + " stands there twice"};
  if (count == 1) return parse_sum(*message.find(tag), has_date);
  return {"", "", "", is_needed ? "field " + std::string(tag) + " is missing" : ""};
}

/// "121:…" of block 3: the reference that goes with a payment from end to end.
std::string find_uetr(std::string_view envelope) {
  const auto from = envelope.find("{121:");
  const auto end = envelope.find('}', from == std::string_view::npos ? envelope.size() : from);
  if (from == std::string_view::npos || end == std::string_view::npos) return {};
  return to_utf8_or_latin1(envelope.substr(from + 5, end - from - 5));
}

void add_fault(std::string& faults, std::string_view fault) {
  if (fault.empty()) return;
  if (!faults.empty()) faults += "; ";
  faults += fault;
}

/// Fields that have no column of their own, as written.
std::string other_fields(const SwiftMessage& message) {
  constexpr auto with_column = std::to_array<std::string_view>(
      {"20",  "21",  "23B", "32A", "33B", "36", "50A", "50F", "50K", "50",  "52A",
       "52D", "57A", "57B", "57C", "57D", "59", "59A", "59F", "70",  "71A", "72"});
  std::string out;
  for (const SwiftPiece& field : message.fields) {
    if (std::find(with_column.begin(), with_column.end(), field.tag) != with_column.end()) continue;
    if (!out.empty()) out += ' ';
    out += ":" + std::string(field.tag) + ":" + joined_text(&field);
  }
  return out;
}

bool recognises(std::string_view bytes) {
  SwiftReader reader(bytes.substr(0, 8'192));
  auto piece = reader.next();
  if (!piece || piece->kind == SwiftPiece::Kind::end || piece->offset > 400) return false;
  if (piece->kind == SwiftPiece::Kind::envelope)
    return !piece->tag.empty() && !is_statement_type(piece->tag);
  if (piece->tag != "20") return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (; piece && piece->kind == SwiftPiece::Kind::field; piece = reader.next()) {
    const std::string_view text = piece->text;
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

std::vector<std::string> swift_payment_cells(const SwiftMessage& message, bool& is_faulty) {
  const Sum settled = find_sum(message, "32A", true, true);
  const Sum instructed = find_sum(message, "33B", false, false);
  const Party payer = parse_party(message.find("50")), payee = parse_party(message.find("59"));
  std::string faults = settled.fault;
  add_fault(faults, instructed.fault);
  if (message.find("59") == nullptr) add_fault(faults, "field 59 is missing");
  if (!message.envelope.empty() && !message.is_ended) add_fault(faults, "the message has no end");
  if (message.has_too_many) add_fault(faults, "the message has more than 1,000 fields");
  is_faulty = !faults.empty();
  return {settled.date,
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
          find_uetr(message.envelope),
          joined_text(message.find("23B")),
          joined_text(message.find("71A")),
          joined_text(message.find("72")),
          other_fields(message),
          faults};
}

const FileFormat mt103_format{
    .name = "mt103",
    .title = "SWIFT MT103 payment of a customer",
    .gives =
        "each message as a transfer with both ends; messages of other kinds as a table of "
        "texts, statements among them as those of mt940",
    .standard = "SWIFT Standards MT, category 1, MT103",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_swift_tables,
    .read_rows = read_swift_rows,
};

}  // namespace cuibono::formats
