#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "formats/format.h"

namespace cuibono::formats {

// A file may hold statements and payments beside each other: both formats give the same tables.

/// What a file of SWIFT messages holds.
struct SwiftCounts {
  std::uint64_t lines = 0, balances = 0;   ///< elements of statements
  std::uint64_t payments = 0, others = 0;  ///< messages: MT103, and neither of the kinds
};

/// The tables of statements, and their rows (format_mt940.cc).
[[nodiscard]] Table swift_lines_table();
[[nodiscard]] Table swift_balances_table();
[[nodiscard]] core::Status read_swift_lines(const core::RunContext& context, std::string_view bytes,
                                            const OnRow& on_row);
[[nodiscard]] core::Status read_swift_balances(const core::RunContext& context,
                                               std::string_view bytes, const OnRow& on_row);

/// One row a table element; the names are those of the tables.
[[nodiscard]] core::Result<std::vector<Table>> find_swift_tables(const core::RunContext& context,
                                                                 std::string_view bytes);
[[nodiscard]] core::Status read_swift_rows(const core::RunContext& context, std::string_view bytes,
                                           const Table& table, const OnRow& on_row);

}  // namespace cuibono::formats
