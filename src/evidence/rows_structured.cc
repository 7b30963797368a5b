// Tables of files that are no plain text: their readers stand in src/formats; here their rows are
// judged and counted as those of a text are, and a sheet's header is found as a text's is.
#include "evidence/rows_structured.h"

#include <algorithm>

#include "evidence/rows_sniff.h"
#include "evidence/rows_table.h"

namespace cuibono::evidence {
namespace {

constexpr std::uint64_t rows_sniffed = 400, rows_between_looks = 4096;

core::Error enough() { return {core::ErrorCode::cancelled, "enough", "", ""}; }

/// The first rows of a sheet as delimited text, so that its header is found as that of any table.
std::string first_rows(const formats::FileFormat& format, std::string_view bytes,
                       const formats::Table& table, std::size_t& width) {
  std::vector<std::vector<std::string>> rows;
  static_cast<void>(
      format.read_rows({}, bytes, table, [&](const formats::Row& row) -> core::Status {
        if (rows.size() >= rows_sniffed) return enough();
        rows.emplace_back(row.cells.begin(), row.cells.end());
        width = std::max(width, row.cells.size());
        return {};
      }));
  std::string text;
  for (auto& row : rows) {
    row.resize(width);
    const std::vector<std::string_view> cells(row.begin(), row.end());
    text += quote_cells(cells) + "\n";
  }
  return text;
}

void sniff_sheet(const formats::FileFormat& format, std::string_view bytes, Sniffed& sniffed) {
  std::size_t width = 0;
  const std::string text = first_rows(format, bytes, sniffed.table, width);
  TableGuess guess = sniff_table(text);
  if (guess.format != Format::csv || guess.delimiter != ',' || guess.header.size() > width) {
    sniffed.header.assign(width, std::string());  // one column, or nothing that repeats
    return;
  }
  sniffed.dialect.header_row = guess.header_row;
  sniffed.header = std::move(guess.header);
  sniffed.header.resize(width);
}

std::string names_of(const std::vector<formats::Table>& tables) {
  std::vector<std::string> names;
  for (const auto& table : tables) names.push_back("\"" + table.name + "\"");
  return core::join(names, ", ");
}

/// The table that a dialect names, asked of the reader again: it is cheap beside reading its rows.
core::Result<formats::Table> find_table(const core::RunContext& context,
                                        const formats::FileFormat& format, std::string_view bytes,
                                        const std::string& name) {
  CB_TRY(auto tables, format.find_tables(context, bytes));
  const auto found = std::find_if(tables.begin(), tables.end(),
                                  [&](const auto& table) { return table.name == name; });
  if (found != tables.end()) return std::move(*found);
  return core::Error{core::ErrorCode::bad_input, "the file holds no table \"" + name + "\"", "",
                     "its tables: " + names_of(tables)};
}

core::Result<const formats::FileFormat*> reader_of(const Dialect& dialect) {
  const auto* format = formats::find_file_format(dialect.reader);
  if (format != nullptr && format->read_rows != nullptr) return format;
  return core::Error{core::ErrorCode::bad_input,
                     "there is no reader \"" + dialect.reader + "\" for rows", "",
                     "docs/formats.md lists them; remove the mapping to have it proposed again"};
}

}  // namespace

std::string_view find_unclean(std::span<const std::string_view> cells) {
  const auto found = std::find_if_not(cells.begin(), cells.end(), formats::is_clean_text);
  return found == cells.end() ? std::string_view() : *found;
}

std::string quote_cells(std::span<const std::string_view> cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += i == 0 ? "\"" : ",\"";
    for (const char c : cells[i]) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  return line;
}

Sniffed sniff_structured(const formats::FileFormat& format, std::string_view bytes,
                         std::string_view table) {
  Sniffed sniffed;
  sniffed.dialect.reader = format.name;
  sniffed.dialect.header_row = 0;
  sniffed.dialect.format = Format::container;
  sniffed.dialect.encoding = Encoding::binary;
  sniffed.reasons.push_back("The file begins as a " + std::string(format.title) + " does.");
  if (format.find_tables == nullptr) return sniffed;
  auto tables = format.find_tables({}, bytes);
  if (!tables.has_value()) {
    sniffed.dialect.format = Format::binary;
    sniffed.reasons.push_back(tables.error().what);
    return sniffed;
  }
  if (tables->empty() && format.unpack == nullptr) sniffed.dialect.format = Format::empty;
  auto chosen = tables->begin();
  if (!table.empty())
    chosen = std::find_if(tables->begin(), tables->end(),
                          [&](const auto& one) { return one.name == table; });
  const bool is_one = !table.empty() || tables->size() == 1;
  if (!is_one || chosen == tables->end()) {
    if (!tables->empty()) sniffed.reasons.push_back("It holds the tables " + names_of(*tables));
    return sniffed;
  }
  sniffed.dialect.format = Format::structured;
  sniffed.dialect.encoding = Encoding::utf8;  // of the cells that its reader makes
  sniffed.table = std::move(*chosen);
  sniffed.dialect.table = sniffed.table.name;
  if (!sniffed.table.note.empty()) sniffed.reasons.push_back(sniffed.table.note);
  if (sniffed.table.columns.empty()) {
    sniff_sheet(format, bytes, sniffed);
  } else {
    for (const auto& column : sniffed.table.columns) sniffed.header.push_back(column.name);
    sniffed.dialect.header_row = sniffed.table.header_row;
  }
  return sniffed;
}

core::Result<RowCount> read_structured_rows(
    const core::RunContext& context, const RowsRequest& request,
    const std::function<core::Status(const Row&, RowFault)>& on_row) {
  CB_TRY(const auto* format, reader_of(request.dialect));
  CB_TRY(const formats::Table table,
         find_table(context, *format, request.bytes, request.dialect.table));
  std::vector<std::string> columns = request.columns;
  if (columns.empty())
    for (const auto& column : table.columns) columns.push_back(column.name);
  RowJudge judge(request.dialect, columns);
  std::vector<std::string_view> cells;
  std::uint64_t last = 0;
  bool was_stopped = false;  // by who takes the rows, not by the file
  const auto judge_row = [&](const formats::Row& row) -> core::Status {
    if (row.ordinal % rows_between_looks == 0) CB_TRY_STATUS(core::check_cancelled(context));
    last = row.ordinal;
    cells.assign(row.cells.begin(), row.cells.end());
    if (cells.size() < columns.size()) cells.resize(columns.size());
    const RowFault split = row.is_damaged        ? RowFault::damaged
                           : row.refusal.empty() ? RowFault::none
                                                 : RowFault::refused;
    const RowFault fault = judge.judge(row.ordinal, split, find_unclean(cells), cells);
    if (!is_data(fault)) return {};
    return on_row(Row{row.ordinal, row.offset, cells, row.refusal, table.rows}, fault);
  };
  const auto take = [&](const formats::Row& row) -> core::Status {
    auto status = judge_row(row);
    was_stopped = !status.has_value();
    return status;
  };
  const auto read = format->read_rows(context, request.bytes, table, take);
  const bool is_of_file =
      !read.has_value() && !was_stopped && read.error().code == core::ErrorCode::bad_input;
  if (!read.has_value() && !is_of_file) return read.error();
  if (is_of_file) {  // one file that breaks does not keep the others from being read
    formats::Row broken;
    broken.ordinal = last + 1;
    broken.refusal = read.error().what;
    CB_TRY_STATUS(judge_row(broken));
  }
  const RowCount& count = judge.count();
  CB_CHECK(count.physical == count.data + count.headers + count.preamble + count.empty,
           "every row of the table is counted once");
  return count;
}

std::optional<std::string> find_structured_row(std::string_view bytes, const Dialect& dialect,
                                               std::uint64_t ordinal) {
  const auto format = reader_of(dialect);
  if (!format.has_value()) return std::nullopt;
  const auto table = find_table({}, **format, bytes, dialect.table);
  if (!table.has_value()) return std::nullopt;
  std::optional<std::string> found;
  static_cast<void>(
      (*format)->read_rows({}, bytes, *table, [&](const formats::Row& row) -> core::Status {
        if (row.ordinal < ordinal) return {};
        if (row.ordinal > ordinal) return enough();
        if (row.bytes > 0) {
          found = std::string(bytes.substr(row.offset, row.bytes));
        } else {
          found = core::join(std::vector<std::string>(row.cells.begin(), row.cells.end()), "\t");
        }
        return enough();
      }));
  return found;
}

}  // namespace cuibono::evidence
