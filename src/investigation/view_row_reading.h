#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "investigation/files.h"
#include "investigation/view_parts.h"

namespace cuibono::investigation {

/// An item that has been opened: its bytes are those that were added.
struct OpenItem {
  const evidence::Item* item = nullptr;
  MappedFile file;
  evidence::Mapping mapping;
  std::vector<std::string> headers;                       ///< [columns]
  std::vector<const evidence::ColumnMapping*> column_of;  ///< [columns]; null: not mapped
};
/// Errors  integrity: not the bytes that were added.  bad_input: a mapping that cannot be read.
[[nodiscard]] core::Result<OpenItem> open_item(const Case& the_case, const evidence::Item& item);

/// The field of a column; null where it has none.
[[nodiscard]] ViewJson field_of(const OpenItem& open, std::size_t column);
[[nodiscard]] std::string header_of(const OpenItem& open, std::size_t column);

/// One row as it was split.
struct SplitRow {
  std::uint64_t ordinal = 0, offset = 0;
  evidence::RowFault fault = evidence::RowFault::none;
  std::vector<std::string> cells;
};
/// Data rows of [first, last]; reading stops behind the last.
/// Out     physical: rows of the file; 0 where reading stopped before its end.
[[nodiscard]] core::Result<std::vector<SplitRow>> split_rows(const OpenItem& open,
                                                             std::uint64_t first,
                                                             std::uint64_t last,
                                                             std::uint64_t& physical);

/// Whether a cell holds what is looked for: the words, or the digits where there are four and more.
[[nodiscard]] bool cell_holds(const std::string& cell, const std::string& wanted);
/// Fields by a word of the page: "amount" is whatever carries one. Empty: no such word.
[[nodiscard]] std::set<evidence::Field> wanted_fields(std::string_view word);

/// What the engine understands of one row, read alone under its header.
struct Understood {
  ViewJson fields = ViewJson::array();
  std::string state = "record", reason;
};
[[nodiscard]] core::Result<Understood> understand_row(const Case& the_case, const OpenItem& open,
                                                      const std::string& original);

}  // namespace cuibono::investigation
