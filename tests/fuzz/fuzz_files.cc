// Files in memory, the whole way that `cuibono run` takes them: tables, rows, a mapping, records.
#include <set>

#include "evidence/rows_structured.h"
#include "evidence/rows_worlds.h"
#include "fuzz_laws.h"

namespace cuibono::fuzz {
namespace {

using formats::FileFormat;
using formats::Table;

/// Less than a case may use, so that a file of kilobytes which unpacks to much is seen as that.
constexpr formats::UnpackLimits small_limits{2000, 4ULL << 20, 200, 1ULL << 20, 16ULL << 20};
/// So many tables of a file are read.
constexpr std::size_t tables_most = 6;

/// The proposal of a mapping costs more than all else together, and is not what the readers are steered by:
/// one file of sixty-four, by its bytes, so that the same file always goes the same way.
bool is_proposed_for(std::string_view bytes) {
  return static_cast<unsigned char>(core::sha256(bytes).bytes[0]) % 64 == 0;
}

evidence::Item item_of(std::string_view bytes, std::string_view table, bool is_table) {
  evidence::Item item;
  item.name = "file";
  item.label = "E0001";
  item.source = "Bank A";
  item.jurisdiction = "ZZ";
  item.sha256 = core::sha256(bytes);
  item.bytes = bytes.size();
  item.part = table;
  item.is_table = is_table;
  return item;
}

/// Errors of a reader are of the file: no account of ours is broken, and nothing is short.
void must_be_of_the_file(const core::Error& error) {
  must(error.code == core::ErrorCode::bad_input, "what cannot be read is bad_input",
       error.what + " " + error.where);
}

/// What the standard says of a table is said in the words of mapping files.
void check_table(const FileFormat& format, const Table& table) {
  must(core::is_utf8(table.name) && core::is_utf8(table.note), "names and notes are UTF-8");
  must(table.kind.empty() || evidence::find_item_kind(table.kind).has_value(), "a kind is a word",
       table.kind);
  for (const auto& column : table.columns) {
    must(core::is_utf8(column.name), "names of columns are UTF-8");
    if (format.name.starts_with("records")) continue;  // a later version may know more fields
    must(column.field.empty() || evidence::find_field(column.field).has_value(),
         "a field is a word", column.field);
  }
}

/// How many rows a table hands over; each of them as format.h promises.
std::uint64_t check_rows(const FileFormat& format, std::string_view bytes, const Table& table) {
  std::uint64_t rows = 0, last = 0;
  bool is_over = false;
  const auto status =
      format.read_rows({}, bytes, table, [&](const formats::Row& row) -> core::Status {
        must(!is_over, "no row follows one that is damaged", table.name);
        must(row.ordinal > last, "ordinals are strictly increasing", table.name);
        must(row.bytes == 0 ||
                 (row.offset <= bytes.size() && row.bytes <= bytes.size() - row.offset),
             "the place of a row is in the file", table.name);
        must(table.columns.empty() || row.cells.size() == table.columns.size(),
             "a row has a cell a column", table.name);
        must(core::is_utf8(row.refusal), "a refusal is UTF-8", table.name);
        last = row.ordinal;
        is_over = row.is_damaged;
        ++rows;
        return {};
      });
  if (status.has_value()) return rows;
  must_be_of_the_file(status.error());
  return rows + 1;  // read_structured_rows tells it as a row that is refused
}

void check_mapped(const evidence::Item& item, std::string_view bytes) {
  const evidence::Mapping mapping = propose_mapping(item, bytes, {"", true});
  const std::string yaml = mapping_to_yaml(mapping);
  const auto again = evidence::mapping_from_yaml(yaml, "proposed");
  must(again.has_value(), "a proposed mapping is read",
       again.has_value() ? "" : again.error().what + "\n" + yaml);
  must(mapping_to_yaml(*again) == yaml, "a proposed mapping is written again as it was", yaml);
  check_records(item, bytes, mapping);
}

/// What the reader says of its columns is the mapping.
void check_declared(const evidence::Item& item, std::string_view bytes,
                    const evidence::Sniffed& sniffed) {
  evidence::Mapping mapping;
  mapping.dialect = sniffed.dialect;
  mapping.kind =
      evidence::find_item_kind(sniffed.table.kind).value_or(evidence::ItemKind::transfers);
  for (std::uint32_t i = 0; i < sniffed.header.size(); ++i) {
    evidence::ColumnMapping column;
    column.column = i;
    column.header = sniffed.header[i];
    if (i < sniffed.table.columns.size()) {
      const auto& declared = sniffed.table.columns[i];
      column.field = evidence::find_field(declared.field).value_or(evidence::Field::unknown);
      column.form.time_pattern = declared.time_pattern;
      column.form.selector = declared.selector;
      column.form.split = declared.split;
      column.form.is_signed = declared.is_signed;
    }
    mapping.columns.push_back(std::move(column));
  }
  check_records(item, bytes, mapping);
}

/// A table the whole way; `rows` is how many its reader handed over.
void check_structured(const FileFormat& format, std::string_view bytes, const Table& table,
                      std::uint64_t rows) {
  const evidence::Sniffed sniffed = evidence::sniff_structured(format, bytes, table.name);
  if (sniffed.dialect.format != evidence::Format::structured) return;
  const evidence::KeptRows kept = evidence::fast_rows({bytes, sniffed.dialect, sniffed.header});
  must(kept.error.empty(), "a table is read to its end", kept.error);
  must(kept.count.physical == rows, "each row of the reader is counted once",
       std::to_string(rows) + " rows, counted " + std::to_string(kept.count.physical));
  must(kept.count.data == kept.rows.size(), "rows are handed over as counted");
  for (const auto& row : kept.rows) {
    const bool is_judged =
        row.fault == evidence::RowFault::damaged || row.fault == evidence::RowFault::refused;
    for (const auto& cell : row.cells)
      must(is_judged || formats::is_clean_text(cell), "cells are UTF-8 without NUL", cell);
  }
  if (!kept.rows.empty())
    static_cast<void>(read_original_row(bytes, sniffed.dialect, kept.rows.back().ordinal));
  const evidence::Item item = item_of(bytes, table.name, !table.name.empty());
  if (is_proposed_for(bytes) && formats::recognise_format(bytes) == &format)
    return check_mapped(item, bytes);
  check_declared(item, bytes, sniffed);
}

/// All tables are read; one of them, by the bytes, goes on to records, for a file is read again for each.
void check_tables(const FileFormat& format, std::string_view bytes) {
  const auto tables = format.find_tables({}, bytes);
  if (!tables.has_value()) return must_be_of_the_file(tables.error());
  std::set<std::string_view> names;
  const std::size_t chosen =
      core::sha256(bytes).bytes[1] % std::max<std::size_t>(1, tables->size());
  for (std::size_t i = 0; i < tables->size(); ++i) {
    const Table& table = (*tables)[i];
    must(names.insert(table.name).second, "names of tables are distinct", table.name);
    check_table(format, table);
    if (i >= tables_most && i != chosen) continue;
    const std::uint64_t rows = check_rows(format, bytes, table);
    if (i == chosen) check_structured(format, bytes, table, rows);
  }
}

void check_members(const FileFormat& format, std::string_view bytes) {
  std::uint64_t total = 0, members = 0;
  const auto status =
      format.unpack({}, bytes, small_limits, [&](const formats::Member& member) -> core::Status {
        must(core::is_utf8(member.path), "names of members are UTF-8");
        must(member.fault.empty() || member.bytes.empty(), "what is at fault has no bytes");
        must(member.bytes.size() <= small_limits.member_bytes_max, "no member is over its limit");
        total += member.bytes.size();
        must(++members <= small_limits.members_max + 1, "no more members than the limit");
        return {};
      });
  must(total <= small_limits.total_bytes_max, "members are within the limit of all");
  if (!status.has_value()) must_be_of_the_file(status.error());
}

}  // namespace

void check_format(std::string_view name, std::string_view bytes) {
  const FileFormat* format = formats::find_file_format(name);
  must(format != nullptr, "the format is in the list", name);
  if (format->ready != nullptr) {
    const auto ready = format->ready();
    must(ready.has_value(), "what the reader needs is there", ready.has_value() ? "" : name);
  }
  static_cast<void>(format->recognises(bytes));
  if (format->find_tables != nullptr) check_tables(*format, bytes);
  if (format->unpack != nullptr) check_members(*format, bytes);
}

void check_unknown(std::string_view bytes) {
  const FileFormat* format = formats::recognise_format(bytes);
  if (format != nullptr && format->ready != nullptr) return;  // of the targets of its own
  if (format != nullptr) return check_format(format->name, bytes);
  const evidence::Sniffed sniffed = evidence::sniff(bytes);
  const evidence::RowsRequest request{bytes, sniffed.dialect, {}};
  if (sniffed.dialect.format == evidence::Format::jsonl) {
    const std::string broken = evidence::check_json(request);
    must(broken.empty(), "JSON is read as promised", broken);
  } else {
    const std::string broken = evidence::check_twins(request);
    must(broken.empty(), "the twins agree", broken);
  }
  if (is_proposed_for(bytes)) check_mapped(item_of(bytes, "", false), bytes);
}

}  // namespace cuibono::fuzz
