#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/format.h"

namespace cuibono::formats {

/// A column of a table and how its cell is made of a source: of one payment, one person.
///
/// Use     to write a table's columns once, in their order: what is told of a column and what stands in it.
///         The field "ignored" is for what is understood and no step uses yet; it stays in the row.
template <class Source>
struct CellRule {
  std::string_view name, field, reason;
  std::string (*cell)(const Source& source);
  std::string_view time_pattern = {}, split = {}, selector = {};
  bool is_signed = false;
};

template <class Source>
[[nodiscard]] std::vector<Column> columns_of(std::span<const CellRule<Source>> rules) {
  std::vector<Column> columns;
  for (const auto& rule : rules) {
    Column column;
    column.name = rule.name;
    column.field = rule.field;
    column.reason = rule.reason;
    column.time_pattern = rule.time_pattern;
    column.split = rule.split;
    column.selector = rule.selector;
    column.is_signed = rule.is_signed;
    columns.push_back(std::move(column));
  }
  return columns;
}

/// Hands over rows of one table and counts them.
class RowWriter {
 public:
  RowWriter(const OnRow& on_row, std::uint64_t file_bytes)
      : on_row_(on_row), file_bytes_(file_bytes) {}

  template <class Source>
  core::Status write(std::span<const CellRule<Source>> rules, const Source& source,
                     std::uint64_t offset, std::uint64_t bytes, bool is_damaged = false,
                     std::string_view refusal = {}) {
    std::vector<std::string> cells;
    cells.reserve(rules.size());
    for (const auto& rule : rules) cells.push_back(rule.cell(source));
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    return hand_over(views, offset, bytes, is_damaged, refusal);
  }

  /// The last row, where a file broke outside of its records.
  core::Status write_broken(std::size_t columns, std::uint64_t offset) {
    const std::vector<std::string_view> views(columns);
    return hand_over(views, offset, file_bytes_, true, {});
  }

  [[nodiscard]] std::uint64_t rows() const noexcept { return ordinal_; }

 private:
  core::Status hand_over(const std::vector<std::string_view>& cells, std::uint64_t offset,
                         std::uint64_t bytes, bool is_damaged, std::string_view refusal) {
    Row row;
    row.ordinal = ++ordinal_;
    row.offset = offset < file_bytes_ ? offset : file_bytes_;
    row.bytes = bytes < file_bytes_ - row.offset ? bytes : file_bytes_ - row.offset;
    row.cells = cells;
    row.is_damaged = is_damaged;
    row.refusal = refusal;
    return on_row_(row);
  }

  const OnRow& on_row_;  // borrows from the reading
  std::uint64_t file_bytes_;
  std::uint64_t ordinal_ = 0;
};

}  // namespace cuibono::formats
