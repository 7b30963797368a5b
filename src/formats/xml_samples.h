#pragma once
// For tests: what readers of documents give, as text, and what must hold for every sample.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "formats/format.h"
#include "formats/kept_samples.h"

namespace cuibono::formats {

/// A row by the names of its columns; "!" is "damaged" where it is.
using ToldRow = std::map<std::string, std::string, std::less<>>;

inline const Table* find_named(const std::vector<Table>& tables, std::string_view name) {
  const auto found = std::find_if(tables.begin(), tables.end(),
                                  [&](const Table& table) { return table.name == name; });
  return found == tables.end() ? nullptr : &*found;
}

/// All rows of a table; the place of each as "<place>".
inline std::vector<ToldRow> tell_table(const FileFormat& format, std::string_view bytes,
                                       std::string_view name) {
  keep_sample(format, bytes);
  std::vector<ToldRow> rows;
  const auto tables = format.find_tables({}, bytes);
  const Table* table = tables.has_value() ? find_named(*tables, name) : nullptr;
  if (table == nullptr) return rows;
  const auto status = format.read_rows({}, bytes, *table, [&](const Row& row) -> core::Status {
    ToldRow told;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      told[table->columns[i].name] = std::string(row.cells[i]);
    told["<place>"] = std::string(bytes.substr(row.offset, row.bytes));
    if (row.is_damaged) told["!"] = "damaged";
    rows.push_back(std::move(told));
    return {};
  });
  if (!status.has_value()) rows.push_back({{"error", status.error().what}});
  return rows;
}

/// One column of all rows, with "|" after each.
inline std::string tell_column(const std::vector<ToldRow>& rows, std::string_view column) {
  std::string told;
  for (const auto& row : rows) {
    const auto cell = row.find(column);
    told += (cell == row.end() ? "" : cell->second) + "|";
  }
  return told;
}

/// What is wrong with a format on a sample: cut after every byte it must neither crash nor give more rows
/// than the whole and a damaged one; rows must count up. Empty: nothing is wrong.
inline std::string find_fault_in_cuts(const FileFormat& format, const std::string& bytes) {
  keep_sample(format, bytes);
  const auto count = [&](std::string_view some, bool is_cut) -> std::map<std::string, std::size_t> {
    std::map<std::string, std::size_t> rows;
    const auto tables = format.find_tables({}, some);
    if (!tables.has_value()) return rows;
    for (const auto& table : *tables) {
      std::uint64_t last = 0;
      bool is_over = false;
      std::size_t& all = rows[table.name];
      const auto status = format.read_rows({}, some, table, [&](const Row& row) -> core::Status {
        if (is_over || row.ordinal <= last || row.offset + row.bytes > some.size()) all = 1U << 30;
        last = row.ordinal;
        is_over = row.is_damaged;
        ++all;
        return {};
      });
      if (is_cut && status.has_value() && !is_over && all > 0) rows["not damaged"] = 1U << 30;
    }
    return rows;
  };
  const auto whole = count(bytes, false);
  for (std::size_t length = 0; length + 1 < bytes.size(); ++length) {
    for (const auto& [name, rows] : count(std::string_view(bytes).substr(0, length), true)) {
      const auto found = whole.find(name);
      const std::size_t most = found == whole.end() ? 1 : found->second + 1;
      if (rows > most) return name + " after " + std::to_string(length) + " bytes";
    }
  }
  return {};
}

/// Bytes of other kinds, which no format of documents may take for its own.
inline std::vector<std::string> strange_samples() {
  return {"",
          "a,b,c\n1,2,3\n",
          "{\"BkToCstmrStmt\":[]}",
          "<",
          "<html><body><p>camt.053</p></body></html>",
          "<?xml version='1.0'?><Document/>",
          "\x01\x02\xff\xfe\x93",
          "PK\x03\x04",
          "OFXHEADER",
          "\xff\xfe<",
          "  <<<<  "};
}

}  // namespace cuibono::formats
