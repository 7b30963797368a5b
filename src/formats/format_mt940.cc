// SWIFT MT940 and MT942: lines of statements and balances, with and without the blocks of the network.
#include <algorithm>
#include <array>
#include <optional>

#include "formats/format_list.h"
#include "formats/swift_details.h"
#include "formats/swift_statement.h"
#include "formats/swift_tables.h"
#include "formats/swift_text.h"

namespace cuibono::formats {
namespace {

/// What is known of the message that is being read.
struct Heading {
  std::string account, currency, statement, reference;
  bool is_open = false, has_envelope = false, has_opening = false, has_closing = false;
  bool has_own_currency = false;  ///< said by an opening balance, not by a floor limit alone

  /// Whether the file may end here: a message in blocks needs its end, a statement its closing balance.
  [[nodiscard]] bool is_whole() const {
    return !is_open || (!has_envelope && (has_closing || !has_opening));
  }
};

std::string first_line(std::string_view text) {
  const auto lines = swift_lines(text);
  return std::string(lines.empty() ? std::string_view() : core::trim(lines.front()));
}

void note_field(Heading& heading, const SwiftPiece& piece) {
  if (piece.tag == "20") {
    const bool is_of_envelope = heading.has_envelope && heading.reference.empty();
    heading = Heading();
    heading.has_envelope = is_of_envelope;
    heading.reference = first_line(piece.text);
  } else if ((piece.tag == "25" || piece.tag == "25P") && heading.account.empty()) {
    heading.account = first_line(piece.text);
  } else if (piece.tag == "28C" || piece.tag == "28") {
    heading.statement = first_line(piece.text);
  } else if (is_balance_field(piece.tag)) {
    const SwiftBalance balance = parse_balance(piece.text);
    const bool is_opening = piece.tag[1] == '0';
    if (is_opening) heading.has_opening = true;
    if (piece.tag[1] == '2' && balance.is_whole) heading.has_closing = true;
    if (!balance.currency.empty() && !heading.has_own_currency) {
      heading.currency = balance.currency;
      heading.has_own_currency = is_opening;
    }
  } else if (piece.tag == "34F" && heading.currency.empty()) {
    const std::string currency = first_line(piece.text).substr(0, 3);
    if (is_currency_code(currency)) heading.currency = currency;
  }
  heading.is_open = true;
}

void note_piece(Heading& heading, const SwiftPiece& piece) {
  if (piece.kind == SwiftPiece::Kind::field) return note_field(heading, piece);
  heading = Heading();
  if (piece.kind == SwiftPiece::Kind::envelope) heading.is_open = heading.has_envelope = true;
}

/// Rows of cells that are made one after another.
class RowMaker {
 public:
  RowMaker(const OnRow& on_row, std::string_view file, std::size_t columns)
      : on_row_(on_row), letters_(file), columns_(columns) {}
  core::Status hand_over(std::vector<std::string> cells, std::uint64_t offset, std::uint64_t bytes,
                         bool is_damaged) {
    cells.resize(columns_);
    letters_.make_utf8(cells);
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    return on_row_(Row{++ordinal_, offset, bytes, views, is_damaged});
  }

 private:
  const OnRow& on_row_;  // borrows from the call
  FileLetters letters_;
  std::size_t columns_;
  std::uint64_t ordinal_ = 0;
};

/// A field 61 that waits for its field 86.
struct Waiting {
  Heading heading;
  StatementLine line;
  LineDetails details;
  std::uint64_t offset = 0, bytes = 0;
};

bool names_nothing(std::string_view reference) {
  return reference.empty() || reference == "NONREF" || reference == "KREF+";  // see field 86
}

/// The reference from end to end where the bank tells it: both banks of a payment write the same.
std::string reference_of(const Waiting& waiting) {
  if (!waiting.details.end_to_end.empty()) return waiting.details.end_to_end;
  const std::string& written = waiting.line.customer_reference;
  const bool is_account = written == waiting.details.other_account;  // as some Dutch banks write
  if (!names_nothing(written) && !is_account) return written;
  return waiting.details.customer;
}

std::vector<std::string> line_cells(const Waiting& waiting) {
  const StatementLine& line = waiting.line;
  const LineDetails& details = waiting.details;
  return {waiting.heading.account,
          line.entry_date,
          line.value_date,
          std::string(effective_sign(line.mark)),
          line.amount,
          waiting.heading.currency,
          details.other_account,
          details.other_name,
          details.note,
          reference_of(waiting),
          std::string(line_kind(line, details.code)),
          line.mark,
          names_nothing(line.customer_reference) ? details.customer : line.customer_reference,
          line.bank_reference,
          line.transaction_type,
          line.funds_code,
          line.supplementary,
          details.code,
          details.booking,
          details.other_bank,
          details.rest,
          waiting.heading.statement,
          waiting.heading.reference,
          line.fault};
}

/// Field 86 belongs to the line before it; a second one (some banks repeat it) goes on in the note.
void add_details(Waiting& waiting, const SwiftPiece& piece) {
  LineDetails details = parse_line_details(piece.text);
  if (!waiting.details.note.empty() && details.code.empty())
    waiting.details.note += ' ' + details.note;
  else
    waiting.details = std::move(details);
  waiting.bytes = piece.offset + piece.bytes - waiting.offset;
}

std::string balance_meaning(std::string_view tag) {
  if (tag == "60F") return "opening balance";
  if (tag == "60M") return "intermediate opening balance";
  if (tag == "62F") return "closing balance";
  if (tag == "62M") return "intermediate closing balance";
  if (tag == "64") return "closing available balance";
  if (tag == "65") return "forward available balance";
  if (tag == "34F") return "floor limit";
  if (tag == "90D") return "sum of debits";
  if (tag == "90C") return "sum of credits";
  return {};
}

/// "3PLN0,03" of 90C and 90D, "EURD1000,00" of 34F: number, currency, mark, amount.
std::vector<std::string> sum_parts(std::string_view text) {
  const std::string line = first_line(text);
  const auto letters = std::min(line.find_first_not_of("0123456789"), line.size());
  std::string_view rest = std::string_view(line).substr(letters);
  const std::string currency(rest.substr(0, 3));
  rest.remove_prefix(std::min<std::size_t>(3, rest.size()));
  std::string mark;
  if (rest.starts_with('C') || rest.starts_with('D')) mark = rest.substr(0, 1);
  rest.remove_prefix(mark.size());
  return {line.substr(0, letters), currency, mark, std::string(rest)};
}

std::vector<std::string> balance_cells(const Heading& heading, const SwiftPiece& piece) {
  std::vector<std::string> cells{
      heading.account,   balance_meaning(piece.tag), "", "", "", "", "", heading.statement,
      heading.reference, first_line(piece.text)};
  if (is_balance_field(piece.tag)) {
    const SwiftBalance balance = parse_balance(piece.text);
    cells[2] = balance.date;
    cells[3] = balance.mark;
    cells[4] = balance.amount;
    cells[5] = balance.currency;
  } else {
    const auto parts = sum_parts(piece.text);
    cells[3] = parts[2];
    cells[4] = parts[3];
    cells[5] = parts[1];
    cells[6] = parts[0];
  }
  return cells;
}

bool recognises(std::string_view bytes) {
  SwiftReader reader(bytes.substr(0, 8'192));
  auto piece = reader.next();
  if (!piece || piece->kind == SwiftPiece::Kind::end || piece->offset > 400) return false;
  if (piece->kind == SwiftPiece::Kind::envelope) return is_statement_type(piece->tag);
  constexpr auto first_tags =
      std::to_array<std::string_view>({"20", "25", "28C", "60F", "60M", "61", "62F"});
  if (std::find(first_tags.begin(), first_tags.end(), piece->tag) == first_tags.end()) return false;
  for (; piece && piece->kind == SwiftPiece::Kind::field; piece = reader.next()) {
    if (piece->tag == "32A") return false;
    if (is_balance_field(piece->tag) && parse_balance(piece->text).is_whole) return true;
    if (piece->tag == "61" && parse_statement_line(piece->text).fault.empty()) return true;
    if (piece->tag == "34F" && is_currency_code(piece->text.substr(0, 3))) return true;
  }
  return false;
}

}  // namespace

Table swift_lines_table() {
  Table table;
  table.name = "statement lines";
  table.kind = "transfers";
  table.columns = {
      declared_column("Account", "own_account", "field 25: the account of the statement"),
      declared_column(
          "Entry date", "time",
          "field 61: entry date, with the year nearest to the value date; else the value date"),
      declared_column("Value date", "value_time", "field 61, subfield 1: value date"),
      declared_column("Direction", "sign",
                      "field 61, subfield 3: C and D; the reversal RC goes as D, RD as C"),
      declared_column("Amount", "amount", "field 61, subfield 5: amount"),
      declared_column("Currency", "currency", "field 60: the currency of the account"),
      declared_column("Other account", "other_account",
                      "field 86, ?31, IBAN: account of the other party"),
      declared_column("Other name", "other_name",
                      "field 86, ?32 and ?33, NAME: name of the other party"),
      declared_column("Details", "note", "field 86: information to the account owner"),
      declared_column(
          "Reference", "reference",
          "field 86, EREF: reference from end to end; else field 61, subfield 7, or KREF"),
      declared_column("Kind", "transfer_kind",
                      "field 61: RC and RD are reversals; the type, and the code of field 86"),
      plain_column("Mark"),
      plain_column("Customer reference"),
      plain_column("Bank reference"),
      plain_column("Transaction type"),
      plain_column("Funds code"),
      plain_column("Supplementary details"),
      plain_column("Business transaction code"),
      plain_column("Booking text"),
      plain_column("Other bank"),
      plain_column("Other parts of field 86"),
      plain_column("Statement number"),
      plain_column("Message reference"),
      plain_column("Fault")};
  table.columns[1].time_pattern = table.columns[2].time_pattern = "YYMMDD";
  table.columns[4].point = ',';
  table.columns[0].selector = table.columns[6].selector = "account";
  return table;
}

Table swift_balances_table() {
  Table table;
  table.name = "balances";
  table.kind = "other";
  table.kind_reason = "balances, floor limits and sums of the statements; no payments";
  table.columns = {
      declared_column("Account", "own_account", "field 25: the account of the statement"),
      plain_column("Balance"),
      plain_column("Date"),
      plain_column("Debit or credit"),
      plain_column("Amount"),
      declared_column("Currency", "currency", "fields 60, 62, 64, 65, 34F, 90: currency"),
      plain_column("Number of entries"),
      plain_column("Statement number"),
      plain_column("Message reference"),
      plain_column("As written")};
  table.columns[0].selector = "account";
  table.columns[2].time_pattern = "YYMMDD";
  table.columns[4].point = ',';
  return table;
}

core::Status read_swift_lines(const core::RunContext& context, std::string_view bytes,
                              const OnRow& on_row) {
  RowMaker rows(on_row, bytes, swift_lines_table().columns.size());
  SwiftReader reader(bytes);
  Heading heading;
  std::optional<Waiting> waiting;
  bool takes_details = false;
  const auto hand_over = [&](bool is_damaged) -> core::Status {
    if (!waiting) return {};
    const Waiting done = *std::exchange(waiting, std::nullopt);
    return rows.hand_over(line_cells(done), done.offset, done.bytes, is_damaged);
  };
  for (auto piece = reader.next(); piece; piece = reader.next()) {
    CB_TRY_STATUS(core::check_cancelled(context));
    const bool is_field = piece->kind == SwiftPiece::Kind::field;
    if (is_field && piece->tag == "86" && waiting && takes_details) {
      add_details(*waiting, *piece);
      continue;
    }
    takes_details = is_field && piece->tag == "61";
    const bool ends_lines = !is_field || takes_details || piece->tag == "20" ||
                            (is_balance_field(piece->tag) && parse_balance(piece->text).is_whole);
    if (ends_lines) CB_TRY_STATUS(hand_over(false));
    if (waiting && is_field && piece->tag.starts_with("25"))
      waiting->line.fault = "a second field 25 follows this line: " + first_line(piece->text);
    note_piece(heading, *piece);
    if (takes_details)
      waiting =
          Waiting{heading, parse_statement_line(piece->text), {}, piece->offset, piece->bytes};
  }
  if (heading.is_whole()) return hand_over(false);
  if (waiting) return hand_over(true);
  return rows.hand_over({heading.account}, 0, 0, true);
}

core::Status read_swift_balances(const core::RunContext& context, std::string_view bytes,
                                 const OnRow& on_row) {
  RowMaker rows(on_row, bytes, swift_balances_table().columns.size());
  SwiftReader reader(bytes);
  Heading heading;
  for (auto piece = reader.next(); piece; piece = reader.next()) {
    CB_TRY_STATUS(core::check_cancelled(context));
    note_piece(heading, *piece);
    if (piece->kind == SwiftPiece::Kind::field && !balance_meaning(piece->tag).empty())
      CB_TRY_STATUS(
          rows.hand_over(balance_cells(heading, *piece), piece->offset, piece->bytes, false));
  }
  if (heading.is_whole()) return {};
  return rows.hand_over({heading.account}, 0, 0, true);
}

bool is_swift_balance(std::string_view tag) { return !balance_meaning(tag).empty(); }

const FileFormat mt940_format{
    .name = "mt940",
    .title = "SWIFT MT940, MT942 statement of an account",
    .gives =
        "the lines of all statements (field 61 with its field 86) as transfers; balances as a "
        "second table",
    .standard =
        "SWIFT Standards MT, category 9; field 86 by Deutsche Kreditwirtschaft, DFÜ-Abkommen "
        "Anlage 3",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_swift_tables,
    .read_rows = read_swift_rows,
};

}  // namespace cuibono::formats
