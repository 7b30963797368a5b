// The tables of a file of SWIFT messages: statements, payments, and messages of other kinds.
#include "formats/swift_tables.h"

#include <algorithm>

namespace cuibono::formats {
namespace {

bool is_of_statement(std::string_view tag) {
  return tag == "61" || tag == "25" || tag == "25P" || tag == "28" || tag == "28C" ||
         is_swift_balance(tag);
}

Table other_messages_table() {
  Table table;
  table.name = "other messages";
  table.kind = "other";
  table.note = "messages that are neither statements nor MT103 payments; read them as texts";
  for (const std::string_view name : {"Message type", "Message reference", "Text", "Fault"})
    table.columns.push_back(plain_column(name));
  return table;
}

std::string text_of(const SwiftPiece* piece) {
  return piece == nullptr ? std::string() : to_utf8_or_latin1(core::trim(piece->text));
}

std::vector<std::string> other_cells(const SwiftMessage& message, std::string_view bytes,
                                     bool& is_faulty) {
  is_faulty = !message.is_ended && !message.envelope.empty();
  return {std::string(message.type), text_of(message.find("20")),
          to_utf8_or_latin1(bytes.substr(message.offset, message.bytes)),
          is_faulty ? "the message has no end" : ""};
}

/// Rows of messages of one kind; a faulty one at the end of the file is where the file broke.
core::Status read_message_rows(const core::RunContext& context, std::string_view bytes,
                               SwiftMessage::Kind kind, const OnRow& on_row) {
  std::uint64_t ordinal = 0;
  return read_swift_messages(context, bytes, [&](const SwiftMessage& message) -> core::Status {
    if (message.kind() != kind) return {};
    bool is_faulty = false;
    const auto cells = kind == SwiftMessage::Kind::payment ? swift_payment_cells(message, is_faulty)
                                                           : other_cells(message, bytes, is_faulty);
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    return on_row(
        Row{++ordinal, message.offset, message.bytes, views, is_faulty && message.is_last});
  });
}

}  // namespace

Column plain_column(std::string_view name) {
  Column column;
  column.name = name;
  return column;
}

Column declared_column(std::string_view name, std::string_view field, std::string_view reason) {
  Column column = plain_column(name);
  column.field = field;
  column.reason = reason;
  return column;
}

SwiftMessage::Kind SwiftMessage::kind() const {
  if (is_statement_type(type)) return Kind::statement;
  if (type == "103") return Kind::payment;
  if (!type.empty()) return Kind::other;
  if (std::any_of(fields.begin(), fields.end(),
                  [](const SwiftPiece& field) { return is_of_statement(field.tag); }))
    return Kind::statement;
  return find("32A") != nullptr || (find("50") != nullptr && find("59") != nullptr) ? Kind::payment
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
    if (message.bytes != 0) CB_TRY_STATUS(on_message(message));
    message = SwiftMessage();
    return {};
  };
  for (auto piece = reader.next(); piece; piece = reader.next()) {
    CB_TRY_STATUS(core::check_cancelled(context));
    const bool is_envelope = piece->kind == SwiftPiece::Kind::envelope;
    const bool is_end = piece->kind == SwiftPiece::Kind::end;
    const bool begins_again = piece->tag == "20" && !is_envelope && message.find("20") != nullptr;
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
  bool has_statements = false, has_payments = false, has_others = false;
  CB_TRY_STATUS(
      read_swift_messages(context, bytes, [&](const SwiftMessage& message) -> core::Status {
        const auto kind = message.kind();
        has_statements |= kind == SwiftMessage::Kind::statement;
        has_payments |= kind == SwiftMessage::Kind::payment;
        has_others |= kind == SwiftMessage::Kind::other;
        return {};
      }));
  std::vector<Table> tables;
  if (has_statements) tables = {swift_lines_table(), swift_balances_table()};
  if (has_payments) tables.push_back(swift_payments_table());
  if (has_others) tables.push_back(other_messages_table());
  if (tables.empty())
    return core::Error{core::ErrorCode::bad_input, "the file holds no whole SWIFT message", "",
                       "ask its sender for the whole file"};
  return tables;
}

core::Status read_swift_rows(const core::RunContext& context, std::string_view bytes,
                             const Table& table, const OnRow& on_row) {
  if (table.name == swift_lines_table().name) return read_swift_lines(context, bytes, on_row);
  if (table.name == swift_balances_table().name) return read_swift_balances(context, bytes, on_row);
  const auto kind = table.name == swift_payments_table().name ? SwiftMessage::Kind::payment
                                                              : SwiftMessage::Kind::other;
  return read_message_rows(context, bytes, kind, on_row);
}

}  // namespace cuibono::formats
