#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format.h"
#include "formats/swift_text.h"

namespace cuibono::formats {

// A file may hold statements and payments beside each other: both formats give the same tables.

/// Statements: their lines and balances (format_mt940.cc).
[[nodiscard]] Table swift_lines_table();
[[nodiscard]] Table swift_balances_table();
[[nodiscard]] bool is_swift_balance(std::string_view tag);
[[nodiscard]] core::Status read_swift_lines(const core::RunContext& context, std::string_view bytes,
                                            const OnRow& on_row);
[[nodiscard]] core::Status read_swift_balances(const core::RunContext& context,
                                               std::string_view bytes, const OnRow& on_row);

/// One message, whole in memory; borrows from the file.
struct SwiftMessage {
  enum class Kind : std::uint8_t {
    statement,      ///< MT940, 941, 942, 950, 970 …
    payment,        ///< MT103
    order,          ///< MT101: asks a bank to pay
    bank_transfer,  ///< MT200, 201, 202, 203, 205
    confirmation,   ///< MT900, MT910
    other,
  };
  std::string_view envelope, type;
  std::string_view whole;          ///< as received
  std::vector<SwiftPiece> fields;  ///< at most swift_fields_max
  std::uint64_t offset = 0, bytes = 0;
  bool is_ended = false;      ///< by its mark
  bool is_last = false;       ///< nothing follows it in the file
  bool has_too_many = false;  ///< fields beyond swift_fields_max are not here
  [[nodiscard]] Kind kind() const;
  /// The text of the first field whose tag begins so; nothing where there is none.
  [[nodiscard]] const SwiftPiece* find(std::string_view tag_begins) const;
};
inline constexpr std::size_t swift_fields_max = 1'000;

/// Messages in the order of the file; fields of statements are told by their first ones alone.
[[nodiscard]] core::Status read_swift_messages(
    const core::RunContext& context, std::string_view bytes,
    const std::function<core::Status(const SwiftMessage&)>& on_message);

/// A row that a message gives: its cells as bytes received, and its place in the file.
struct SwiftRow {
  std::vector<std::string> cells;
  std::uint64_t offset = 0, bytes = 0;
  bool is_faulty = false;
};

/// Payments, a row each message (format_mt103.cc).
[[nodiscard]] Table swift_payments_table();
[[nodiscard]] std::vector<SwiftRow> swift_payment_rows(const SwiftMessage& message);

/// Orders, a row each transaction; transfers between banks and confirmations, a row each sum (swift_banks.cc).
[[nodiscard]] Table swift_orders_table();
[[nodiscard]] std::vector<SwiftRow> swift_order_rows(const SwiftMessage& message);
[[nodiscard]] Table swift_bank_transfers_table();
[[nodiscard]] std::vector<SwiftRow> swift_bank_transfer_rows(const SwiftMessage& message);
[[nodiscard]] Table swift_confirmations_table();
[[nodiscard]] std::vector<SwiftRow> swift_confirmation_rows(const SwiftMessage& message);

/// All tables of a file, and the rows of one of them.
[[nodiscard]] core::Result<std::vector<Table>> find_swift_tables(const core::RunContext& context,
                                                                 std::string_view bytes);
[[nodiscard]] core::Status read_swift_rows(const core::RunContext& context, std::string_view bytes,
                                           const Table& table, const OnRow& on_row);

/// A column that no later step uses yet, and one of which the standard says what it means.
[[nodiscard]] Column plain_column(std::string_view name);
[[nodiscard]] Column declared_column(std::string_view name, std::string_view field,
                                     std::string_view reason);

}  // namespace cuibono::formats
