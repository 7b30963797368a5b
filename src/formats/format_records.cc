// Records that this engine exported, as CSV, JSON Lines, workbook or Parquet: what each column means is known.
#include <algorithm>
#include <optional>

#include "formats/archive_members.h"
#include "formats/format_list.h"
#include "formats/json_records.h"
#include "formats/record_columns.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF", workbook_path = "xl/workbook.xml";
constexpr std::uint64_t beginning = 64ULL << 10, parquet_tail = 1ULL << 20;

bool holds_sign(std::string_view text) { return text.find(record_sign) != std::string_view::npos; }

/// The text of a table behind its mark, where its first header is ours.
struct Delimited {
  std::string_view text;
  std::size_t from = 0;  ///< of `text` in the file
  char delimiter = ',';
};
std::optional<Delimited> find_delimited(std::string_view bytes) {
  Delimited found;
  found.from = bytes.starts_with(mark) ? mark.size() : 0;
  found.text = bytes.substr(found.from);
  std::string_view line = found.text.substr(0, found.text.find_first_of("\r\n"));
  const bool is_quoted = line.starts_with("\"");
  if (is_quoted) line.remove_prefix(1);
  if (!line.starts_with(record_sign)) return std::nullopt;
  const std::size_t end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz", record_sign.size());
  if (end == std::string_view::npos) return found;  // no column beside it
  line.remove_prefix(end + (is_quoted && line[end] == '"' ? 1 : 0));
  if (line.empty()) return found;
  if (line[0] != ',' && line[0] != ';' && line[0] != '\t') return std::nullopt;
  found.delimiter = line[0];
  return found;
}

enum class Carried : std::uint8_t { none, delimited, lines, workbook };
Carried carried_by(std::string_view bytes) {
  if (find_delimited(bytes)) return Carried::delimited;
  if (bytes.starts_with("{\"cuibono:records:1:")) return Carried::lines;
  if (!zip_names(bytes, workbook_path)) return Carried::none;
  for (const auto path : {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}) {
    if (!zip_names(bytes, path)) continue;
    const auto text = read_zip_beginning(bytes, path, beginning);
    if (text && holds_sign(*text)) return Carried::workbook;
  }
  return Carried::none;
}

core::Error not_ours() {
  return {core::ErrorCode::bad_input,
          "the file begins as exported records do, and its first header names no kind of records",
          "", "export it again, or change the first header and add it as a table"};
}

/// One row of delimited text; its cells without quotes.
struct DelimitedRow {
  std::vector<std::string> cells;
  std::size_t bytes = 0, line_end = 0;
  bool is_whole = true;
};
DelimitedRow split_row(std::string_view text, char delimiter) {
  DelimitedRow row;
  row.cells.emplace_back();
  bool in_quotes = false, begins = true;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (in_quotes) {
      const bool is_doubled = c == '"' && at + 1 < text.size() && text[at + 1] == '"';
      if (c == '"' && !is_doubled) {
        in_quotes = false;
        continue;
      }
      at += is_doubled ? 1 : 0;
      row.cells.back() += c;
      continue;
    }
    if (c == '\r' || c == '\n') break;
    if (c == delimiter) {
      row.cells.emplace_back();
      begins = true;
      continue;
    }
    if (c == '"' && begins) {
      in_quotes = true;
    } else {
      row.cells.back() += c;
    }
    begins = false;
  }
  row.is_whole = !in_quotes;
  row.bytes = at;
  if (at < text.size()) row.line_end = text.substr(at, 2) == "\r\n" ? 2 : 1;
  return row;
}

/// A row's joined cells on their way.
core::Status hand_over(const OnRow& on_row, Row row, const std::vector<std::string>& cells) {
  const std::vector<std::string_view> views(cells.begin(), cells.end());
  row.cells = views;
  return on_row(row);
}

std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(column.name);
  return names;
}

std::string wrong_count(std::size_t cells, std::size_t headers) {
  return "the row has " + std::to_string(cells) + " cells, and the header has " +
         std::to_string(headers);
}

core::Status read_delimited(const core::RunContext& context, std::string_view bytes,
                            const Table& table, const OnRow& on_row) {
  constexpr std::uint64_t rows_per_look = 4096;
  const auto found = find_delimited(bytes);
  std::optional<RecordColumns> columns;
  std::uint64_t ordinal = 0;
  for (std::size_t at = 0; at < found->text.size();) {
    if (ordinal % rows_per_look == 0) CB_TRY_STATUS(core::check_cancelled(context));
    DelimitedRow split = split_row(found->text.substr(at), found->delimiter);
    Row row;
    row.ordinal = ++ordinal;
    row.offset = found->from + at;
    row.bytes = split.bytes;
    row.is_damaged = !split.is_whole;
    at += split.bytes + split.line_end;
    if (!columns) {
      columns = RecordColumns::make(split.cells);
      if (!columns) return not_ours();
      CB_TRY_STATUS(hand_over(on_row, row, names_of(table)));
      continue;
    }
    for (auto& cell : split.cells) cell = undo_defuse(cell);
    const bool is_empty = split.cells.size() == 1 && split.cells[0].empty();
    const std::string refusal = split.cells.size() == columns->width() || is_empty
                                    ? std::string()
                                    : wrong_count(split.cells.size(), columns->width());
    row.refusal = refusal;
    CB_TRY_STATUS(hand_over(on_row, row, columns->join_cells(split.cells)));
    if (row.is_damaged) return {};
  }
  return {};
}

const JsonRecordRules& record_rules() {
  static const JsonRecordRules rules{{""}, {}};
  return rules;
}

std::vector<std::string> keys_of(const JsonNode& object) {
  std::vector<std::string> keys;
  object.each_child([&](const JsonNode& member) { keys.emplace_back(member.key()); });
  return keys;
}

core::Result<std::optional<RecordColumns>> columns_of_lines(const core::RunContext& context,
                                                            std::string_view bytes) {
  std::optional<RecordColumns> columns;
  const core::Error enough{core::ErrorCode::cancelled, "enough", "", ""};
  const auto read =
      read_json_records(context, bytes.substr(0, bytes.find('\n')), record_rules(),
                        [&](const JsonRecord& record) -> core::Status {
                          if (record.fault.empty() && record.value.is(JsonKind::object))
                            columns = RecordColumns::make(keys_of(record.value));
                          return enough;
                        });
  if (!read.has_value() && read.error().what != "enough") return read.error();
  return columns;
}

core::Status read_lines(const core::RunContext& context, std::string_view bytes,
                        const OnRow& on_row) {
  CB_TRY(const auto columns, columns_of_lines(context, bytes));
  if (!columns) return not_ours();
  std::vector<std::string> keys;
  std::uint64_t ordinal = 0;
  const auto take = [&](const JsonRecord& record) -> core::Status {
    Row row;
    row.ordinal = ++ordinal;
    row.offset = record.offset;
    row.bytes = record.bytes;
    row.is_damaged = !record.is_whole;
    std::vector<std::string> cells;
    std::string refusal(record.fault);
    if (refusal.empty() && !record.value.is(JsonKind::object))
      refusal = "the line is no object, so it is no record";
    if (refusal.empty()) {
      if (keys.empty()) keys = keys_of(record.value);
      for (const auto& key : keys) cells.emplace_back(record.value.at(key).text());
    }
    row.refusal = refusal;
    return hand_over(on_row, row, columns->join_cells(cells));
  };
  CB_TRY(const JsonEnd end, read_json_records(context, bytes, record_rules(), take));
  if (end.fault.empty()) return {};
  Row broken;
  broken.ordinal = ordinal + 1;
  broken.offset = end.offset;
  broken.is_damaged = true;
  return hand_over(on_row, broken, {});
}

/// The first row of a table of another reader.
core::Result<std::vector<std::string>> first_row(const core::RunContext& context,
                                                 const FileFormat& format, std::string_view bytes,
                                                 const Table& table) {
  std::vector<std::string> cells;
  const core::Error enough{core::ErrorCode::cancelled, "enough", "", ""};
  const auto read = format.read_rows(context, bytes, table, [&](const Row& row) -> core::Status {
    cells.assign(row.cells.begin(), row.cells.end());
    return enough;
  });
  if (!read.has_value() && read.error().what != "enough") return read.error();
  return cells;
}

core::Result<std::vector<Table>> find_sheets(const core::RunContext& context,
                                             std::string_view bytes) {
  CB_TRY(std::vector<Table> sheets, xlsx_format.find_tables(context, bytes));
  for (Table& sheet : sheets) {
    CB_TRY(const auto headers, first_row(context, xlsx_format, bytes, sheet));
    const auto columns = RecordColumns::make(headers);
    if (!columns) continue;  // a sheet that somebody laid beside ours is read as any other
    Table table = columns->table();
    table.name = sheet.name;
    table.note = sheet.note;
    table.header_row = 1;
    sheet = std::move(table);
  }
  return sheets;
}

core::Status read_sheet(const core::RunContext& context, std::string_view bytes, const Table& table,
                        const OnRow& on_row) {
  std::optional<RecordColumns> columns;
  return xlsx_format.read_rows(context, bytes, table, [&](const Row& row) -> core::Status {
    if (table.columns.empty()) return on_row(row);
    const std::vector<std::string> cells(row.cells.begin(), row.cells.end());
    if (!columns) {
      columns = RecordColumns::make(cells);
      return columns ? hand_over(on_row, row, names_of(table)) : not_ours();
    }
    Row joined = row;
    const std::string refusal = cells.size() > columns->width()
                                    ? wrong_count(cells.size(), columns->width())
                                    : std::string();
    joined.refusal = refusal;
    return hand_over(on_row, joined, columns->join_cells(cells));
  });
}

bool recognises(std::string_view bytes) { return carried_by(bytes) != Carried::none; }

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  const Carried carried = carried_by(bytes);
  if (carried == Carried::workbook) return find_sheets(context, bytes);
  std::optional<RecordColumns> columns;
  if (carried == Carried::lines) {
    CB_TRY(columns, columns_of_lines(context, bytes));
  } else if (const auto found = find_delimited(bytes)) {
    columns = RecordColumns::make(split_row(found->text, found->delimiter).cells);
  }
  if (!columns) return not_ours();
  Table table = columns->table();
  table.header_row = carried == Carried::delimited ? 1 : 0;
  return std::vector<Table>{std::move(table)};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  const Carried carried = carried_by(bytes);
  if (carried == Carried::workbook) return read_sheet(context, bytes, table, on_row);
  if (carried == Carried::lines) return read_lines(context, bytes, on_row);
  if (carried == Carried::delimited) return read_delimited(context, bytes, table, on_row);
  return not_ours();
}

bool recognises_parquet(std::string_view bytes) {
  if (!parquet_format.recognises(bytes)) return false;
  return holds_sign(bytes.substr(bytes.size() > parquet_tail ? bytes.size() - parquet_tail : 0));
}

core::Result<RecordColumns> parquet_columns(const core::RunContext& context,
                                            std::string_view bytes) {
  CB_TRY(const std::vector<Table> tables, parquet_format.find_tables(context, bytes));
  auto columns =
      RecordColumns::make(tables.empty() ? std::vector<std::string>() : names_of(tables.front()));
  if (!columns) return not_ours();
  return std::move(*columns);
}

core::Result<std::vector<Table>> find_parquet_tables(const core::RunContext& context,
                                                     std::string_view bytes) {
  CB_TRY(const RecordColumns columns, parquet_columns(context, bytes));
  return std::vector<Table>{columns.table()};
}

core::Status read_parquet_rows(const core::RunContext& context, std::string_view bytes,
                               const Table& table, const OnRow& on_row) {
  CB_TRY(const RecordColumns columns, parquet_columns(context, bytes));
  return parquet_format.read_rows(context, bytes, table, [&](const Row& row) -> core::Status {
    return hand_over(
        on_row, row,
        columns.join_cells(std::vector<std::string>(row.cells.begin(), row.cells.end())));
  });
}

core::Status parquet_ready() { return parquet_format.ready(); }

}  // namespace

const FileFormat records_format{
    .name = "records",
    .title = "records exported by cuibono (CSV, JSON Lines, XLSX)",
    .gives = "the records as they were before, field by field; a table a sheet",
    .standard = "own, version 1 (docs/export.md)",
    .library = "own; workbooks as xlsx",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

const FileFormat records_parquet_format{
    .name = "records-parquet",
    .title = "records exported by cuibono (Parquet)",
    .gives = "the records as they were before, field by field",
    .standard = "own, version 1 (docs/export.md)",
    .library = "as parquet",
    .recognises = recognises_parquet,
    .find_tables = find_parquet_tables,
    .read_rows = read_parquet_rows,
    .ready = parquet_ready,
};

}  // namespace cuibono::formats
