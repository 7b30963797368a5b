#pragma once
// For tests: mappings made by hand, and the records of small files.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/records.h"

namespace cuibono::evidence {

inline ColumnMapping map_column(Field field, std::string header = {}) {
  ColumnMapping column;
  column.header = header.empty() ? std::string(field_name(field)) : std::move(header);
  column.field = field;
  column.confidence_percent = 100;
  column.form.decimals = {'.', ',', true, true};
  column.form.unit = "s";
  column.form.time_pattern = "YYYY-MM-DD hh:mm[:ss]";
  if (field == Field::date || field == Field::birth_date) column.form.time_pattern = "YYYY-MM-DD";
  if (field == Field::time_of_day) column.form.time_pattern = "hh:mm[:ss]";
  return column;
}

/// A mapping of a file "a;b;c" whose columns come in this order; the first row is the header.
inline Mapping make_mapping(ItemKind kind, std::vector<ColumnMapping> columns) {
  Mapping mapping;
  mapping.kind = kind;
  mapping.dialect = {Format::csv, Encoding::utf8, ';', '"', 1};
  mapping.currency = "EUR";
  for (std::uint32_t i = 0; i < columns.size(); ++i) columns[i].column = i;
  mapping.columns = std::move(columns);
  return mapping;
}

inline Mapping make_mapping(ItemKind kind, const std::vector<Field>& fields) {
  std::vector<ColumnMapping> columns;
  for (const Field field : fields) columns.push_back(map_column(field));
  return make_mapping(kind, std::move(columns));
}

inline std::string header_of(const Mapping& mapping) {
  std::string line;
  for (const auto& column : mapping.columns) line += (line.empty() ? "" : ";") + column.header;
  return line + "\n";
}

inline Item make_item(std::string name, std::string_view bytes, std::string source = "Bank A") {
  Item item;
  item.name = std::move(name);
  item.source = std::move(source);
  item.sha256 = core::sha256(item.name);
  item.bytes = bytes.size();
  item.label = item.name;
  item.received_us = 0;
  return item;
}

/// The records of rows below the header of the mapping.
inline core::Result<RecordBatch> try_rows(const Mapping& mapping, std::string_view rows) {
  const std::string bytes = header_of(mapping) + std::string(rows);
  const Item item = make_item("file.csv", bytes);
  return read_records({}, {&item, bytes, &mapping, source_system_of(item), true});
}

inline RecordBatch read_rows_of(const Mapping& mapping, std::string_view rows) {
  return try_rows(mapping, rows).value();  // an error here is a mistake of the test
}

/// A value as people would read it: text, selector, number, time or amount; "" for none.
inline std::string show(const RecordBatch& batch, Field field, std::size_t row) {
  const BatchColumn* column = batch.find(field);
  if (column == nullptr) return "(no column)";
  if (!column->codes.empty())
    return column->codes[row] == no_value ? "" : column->values[column->codes[row]];
  const std::int64_t number = column->numbers[row];
  if (number == no_number) return "";
  if (!column->precision.empty()) return core::format_time(number, column->precision[row]);
  if (!column->assets.empty())
    return core::format_amount(number, column->assets[row]) + " " +
           std::string(core::get_asset(column->assets[row]).code);
  return std::to_string(number);
}

/// What of laws 1 to 3 of read_records does not hold; nothing where all do.
[[nodiscard]] inline std::string check_account(const RecordBatch& batch) {
  std::string broken;
  const auto unless = [&](bool is_right, const char* what) {
    if (!is_right) broken += std::string(what) + "\n";
  };
  const ItemAccount& account = batch.account;
  unless(account.rows == account.records + account.quarantined, "law 1");
  unless(account.physical == account.rows + account.headers + account.preamble + account.empty,
         "law 2");
  unless(account.records == batch.ordinals.size(), "records");
  unless(account.quarantined == batch.quarantined.size(), "quarantined");
  std::map<std::uint16_t, core::Int128> sums;
  for (const Field field : {Field::amount, Field::payment_amount}) {
    const BatchColumn* column = batch.find(field);
    for (std::size_t i = 0; column != nullptr && i < column->numbers.size(); ++i) {
      if (column->numbers[i] != no_number) sums[column->assets[i].value] += column->numbers[i];
    }
  }
  unless(sums.size() == account.totals.size(), "law 3: currencies");
  for (const auto& total : account.totals)
    unless(sums[total.asset.value] == total.amount_minor, "law 3: a sum");
  return broken;
}

}  // namespace cuibono::evidence
