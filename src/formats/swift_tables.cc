// The tables of a file of SWIFT messages: statements, payments, and messages of other kinds.
#include "formats/swift_tables.h"

#include <algorithm>
#include <array>

#include "formats/swift_balances.h"

namespace cuibono::formats {
namespace {

bool is_of_statement(std::string_view tag) {
  return tag == "61" || tag == "28" || tag == "28C" || is_swift_balance(tag);
}

Table other_messages_table() {
  Table table;
  table.name = "other messages";
  table.kind = "other";
  table.kind_reason = "messages that tell of no statement and no payment; read them as texts";
  for (const std::string_view name : {"Message type", "Message reference", "Text", "Fault"})
    table.columns.push_back(plain_column(name));
  return table;
}

std::vector<SwiftRow> other_rows(const SwiftMessage& message) {
  const SwiftPiece* reference = message.find("20");
  const bool is_faulty = !message.is_ended && !message.envelope.empty();
  return {{{std::string(message.type),
            std::string(reference == nullptr ? std::string_view() : core::trim(reference->text)),
            std::string(message.whole), is_faulty ? "the message has no end" : ""},
           message.offset,
           message.bytes,
           is_faulty}};
}

/// A kind of messages that are read whole: its table, and the rows that one message gives.
struct MessageTable {
  SwiftMessage::Kind kind;
  Table (*table)();
  std::vector<SwiftRow> (*rows)(const SwiftMessage& message);
};
using Kind = SwiftMessage::Kind;
constexpr auto message_tables = std::to_array<MessageTable>({
    {Kind::payment, swift_payments_table, swift_payment_rows},
    {Kind::order, swift_orders_table, swift_order_rows},
    {Kind::bank_transfer, swift_bank_transfers_table, swift_bank_transfer_rows},
    {Kind::confirmation, swift_confirmations_table, swift_confirmation_rows},
    {Kind::other, other_messages_table, other_rows},
});

/// Rows of messages of one kind; a faulty one at the end of the file is where the file broke.
core::Status read_message_rows(const core::RunContext& context, std::string_view bytes,
                               const MessageTable& of, const OnRow& on_row) {
  const FileLetters letters(bytes);
  std::uint64_t ordinal = 0;
  return read_swift_messages(context, bytes, [&](const SwiftMessage& message) -> core::Status {
    if (message.kind() != of.kind) return {};
    auto rows = of.rows(message);
    for (SwiftRow& row : rows) {
      letters.make_utf8(row.cells);
      const std::vector<std::string_view> views(row.cells.begin(), row.cells.end());
      const bool is_damaged = row.is_faulty && message.is_last && &row == &rows.back();
      CB_TRY_STATUS(on_row(Row{++ordinal, row.offset, row.bytes, views, is_damaged}));
    }
    return {};
  });
}

}  // namespace

Column plain_column(std::string_view name) {
  Column column;
  column.name = name;
  column.field = "ignored";
  column.reason = "understood; no step uses it yet";
  return column;
}

Column declared_column(std::string_view name, std::string_view field, std::string_view reason) {
  Column column = plain_column(name);
  column.field = field;
  column.reason = reason;
  return column;
}

SwiftMessage::Kind SwiftMessage::kind() const {
  constexpr auto bank_types = std::to_array<std::string_view>({"200", "201", "202", "203", "205"});
  if (is_statement_type(type)) return Kind::statement;
  if (type == "103") return Kind::payment;
  if (type == "101") return Kind::order;
  if (type == "900" || type == "910") return Kind::confirmation;
  if (std::find(bank_types.begin(), bank_types.end(), type) != bank_types.end())
    return Kind::bank_transfer;
  if (!type.empty()) return Kind::other;
  if (std::any_of(fields.begin(), fields.end(),
                  [](const SwiftPiece& field) { return is_of_statement(field.tag); }))
    return Kind::statement;
  if (find("28D") != nullptr && find("32B") != nullptr) return Kind::order;
  if (find("32A") != nullptr && find("58") != nullptr) return Kind::bank_transfer;
  const bool is_payment = find("32A") != nullptr && find("25") == nullptr;
  return is_payment || (find("50") != nullptr && find("59") != nullptr) ? Kind::payment
                                                                        : Kind::other;
}

const SwiftPiece* SwiftMessage::find(std::string_view tag_begins) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const SwiftPiece& field) {
    return field.tag.starts_with(tag_begins);
  });
  return found == fields.end() ? nullptr : &*found;
}

core::Status read_swift_messages(
    const core::RunContext& context, std::string_view bytes,
    const std::function<core::Status(const SwiftMessage&)>& on_message) {
  SwiftReader reader(bytes);
  SwiftMessage message;
  const auto hand_over = [&](bool is_last) -> core::Status {
    message.is_last = is_last;
    message.whole = bytes.substr(message.offset, message.bytes);
    if (message.bytes != 0) CB_TRY_STATUS(on_message(message));
    message = SwiftMessage();
    return {};
  };
  for (auto piece = reader.next(); piece; piece = reader.next()) {
    CB_TRY_STATUS(core::check_cancelled(context));
    const bool is_envelope = piece->kind == SwiftPiece::Kind::envelope;
    const bool is_end = piece->kind == SwiftPiece::Kind::end;
    const bool may_repeat = message.type == "201" || message.type == "203";  // several transfers
    const bool begins_again =
        piece->tag == "20" && !is_envelope && !may_repeat && message.find("20") != nullptr;
    if (message.is_ended || is_envelope || begins_again) CB_TRY_STATUS(hand_over(false));
    if (is_end && message.bytes == 0) continue;
    if (message.bytes == 0) message.offset = piece->offset;
    message.bytes = piece->offset + piece->bytes - message.offset;
    if (is_envelope) {
      message.envelope = piece->text;
      message.type = piece->tag;
    } else if (is_end) {
      message.is_ended = true;
    } else if (message.fields.size() < swift_fields_max) {
      message.fields.push_back(*piece);
    } else {
      message.has_too_many = true;
    }
  }
  return hand_over(true);
}

core::Result<std::vector<Table>> find_swift_tables(const core::RunContext& context,
                                                   std::string_view bytes) {
  std::array<bool, static_cast<std::size_t>(Kind::other) + 1> has{};
  CB_TRY_STATUS(
      read_swift_messages(context, bytes, [&](const SwiftMessage& message) -> core::Status {
        has[static_cast<std::size_t>(message.kind())] = true;
        return {};
      }));
  std::vector<Table> tables;
  if (has[static_cast<std::size_t>(Kind::statement)]) {
    tables = {swift_lines_table(), swift_balances_table()};
    CB_TRY(tables[0].note, check_swift_balances(context, bytes));
  }
  for (const MessageTable& one : message_tables)
    if (has[static_cast<std::size_t>(one.kind)]) tables.push_back(one.table());
  if (tables.empty())
    return core::Error{core::ErrorCode::bad_input, "the file holds no whole SWIFT message", "",
                       "ask its sender for the whole file"};
  return tables;
}

core::Status read_swift_rows(const core::RunContext& context, std::string_view bytes,
                             const Table& table, const OnRow& on_row) {
  if (table.name == swift_lines_table().name) return read_swift_lines(context, bytes, on_row);
  if (table.name == swift_balances_table().name) return read_swift_balances(context, bytes, on_row);
  const auto found =
      std::find_if(message_tables.begin(), message_tables.end(),
                   [&](const MessageTable& one) { return one.table().name == table.name; });
  return read_message_rows(context, bytes,
                           found == message_tables.end() ? message_tables.back() : *found, on_row);
}

}  // namespace cuibono::formats
