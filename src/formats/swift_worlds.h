#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "formats/format.h"

namespace cuibono::formats {

// For the tests of formats: the rows of a table, with their cells by the names of its columns.

struct ReadRow {
  std::uint64_t ordinal = 0, offset = 0, bytes = 0;
  std::vector<std::string> cells;
  bool is_damaged = false;
};

struct ReadTable {
  Table table;
  std::vector<ReadRow> rows;
  std::string broken_law;  ///< of rows; empty: none

  [[nodiscard]] std::string cell(std::size_t row, std::string_view column) const {
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      if (table.columns[c].name == column) return rows.at(row).cells.at(c);
    return "no column " + std::string(column);
  }
  [[nodiscard]] std::size_t whole_rows() const {
    std::size_t whole = 0;
    for (const auto& row : rows) whole += row.is_damaged ? 0 : 1;
    return whole;
  }
};

/// Which law of rows is broken by one, seen after those before it; empty: none.
inline std::string find_broken_law(const ReadTable& before, const Row& row,
                                   std::string_view bytes) {
  if (row.cells.size() != before.table.columns.size()) return "cells are not as many as columns";
  if (row.offset + row.bytes > bytes.size()) return "the place is outside of the file";
  for (const auto cell : row.cells)
    if (!core::is_utf8(cell)) return "a cell is not UTF-8";
  if (before.rows.empty()) return {};
  if (row.ordinal <= before.rows.back().ordinal) return "ordinals do not increase";
  return before.rows.back().is_damaged ? "a row follows a damaged one" : "";
}

/// Empty where the bytes are refused.
inline std::vector<ReadTable> read_tables(const FileFormat& format, std::string_view bytes) {
  std::vector<ReadTable> out;
  const auto tables = format.find_tables({}, bytes);
  if (!tables.has_value()) return out;
  for (const Table& table : *tables) {
    ReadTable read{table, {}, {}};
    const auto status = format.read_rows({}, bytes, table, [&](const Row& row) -> core::Status {
      if (read.broken_law.empty()) read.broken_law = find_broken_law(read, row, bytes);
      ReadRow copy{row.ordinal, row.offset, row.bytes, {}, row.is_damaged};
      for (const auto cell : row.cells) copy.cells.emplace_back(cell);
      read.rows.push_back(std::move(copy));
      return {};
    });
    if (!status.has_value() && status.error().help.empty())
      read.broken_law = "an error without help";
    out.push_back(std::move(read));
  }
  return out;
}

/// Cuts at every byte and says what is wrong then: a law of rows, or more whole rows than in the whole.
inline std::string find_broken_cut(const FileFormat& format, std::string_view bytes) {
  const auto whole = read_tables(format, bytes);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const std::string cut(bytes.substr(0, size));  // a copy: what lies behind it is not ours
    static_cast<void>(format.recognises(cut));
    const std::string place = " (cut at " + std::to_string(size) + ")";
    for (const auto& table : read_tables(format, cut)) {
      if (!table.broken_law.empty()) return table.broken_law + place;
      for (const auto& other : whole)
        if (other.table.name == table.table.name && table.whole_rows() > other.whole_rows())
          return "more rows than in the whole" + place;
    }
  }
  return {};
}

}  // namespace cuibono::formats
