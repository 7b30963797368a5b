// The slow twin of read_rows for delimited text: the file decoded whole, one character at a time.
#include <string>
#include <vector>

#include "core/core.h"
#include "evidence/rows.h"
#include "evidence/rows_split.h"

namespace cuibono::evidence {
namespace {

struct ReferenceRow {
  std::vector<std::string> cells;
  std::size_t line_end = 0, next = 0;  // places in the text
  std::size_t broken_at = 0;           // when it is broken
  bool is_broken = false, has_long_cell = false;
};

bool ends_line(char c) { return c == '\n' || c == '\r'; }

std::size_t after_line_end(const std::string& text, std::size_t at) {
  if (at == text.size()) return at;
  return at + (text.compare(at, 2, "\r\n") == 0 ? 2 : 1);
}

// Reads one row from `from`; nothing at or behind `stop` is looked at.
ReferenceRow read_row(const std::string& text, std::size_t from, std::size_t stop, char delimiter,
                      char quote) {
  ReferenceRow row;
  std::size_t i = from;
  for (;;) {
    std::string cell;
    std::size_t spaces = i;
    while (spaces < stop && text[spaces] == ' ' && delimiter != ' ') ++spaces;
    const bool is_quoted = quote != 0 && spaces < stop && text[spaces] == quote;
    std::size_t raw_bytes = 0;
    if (is_quoted) {
      const std::size_t content = spaces + 1;
      i = content;
      for (;;) {
        const bool is_too_long = i - content > cell_bytes_max || i - from > row_bytes_max;
        if (i == stop || is_too_long) {
          row.is_broken = true;
          row.broken_at =
              is_too_long ? std::min(content + cell_bytes_max, from + row_bytes_max) : stop;
          return row;
        }
        if (text[i] != quote) {
          cell += text[i++];
        } else if (i + 1 < stop && text[i + 1] == quote) {
          cell += quote;
          i += 2;
        } else {
          break;
        }
      }
      raw_bytes = i - content;
      ++i;
      while (i < stop && text[i] == ' ' && delimiter != ' ') ++i;
      if (i < stop && text[i] != delimiter && !ends_line(text[i])) {
        row.is_broken = true;
        row.broken_at = i;
        return row;
      }
    } else {
      while (i < stop && text[i] != delimiter && !ends_line(text[i])) cell += text[i++];
      raw_bytes = cell.size();
    }
    row.has_long_cell |= raw_bytes > cell_bytes_max;
    row.cells.push_back(cell);
    if (i == stop || text[i] != delimiter || ends_line(text[i])) break;
    ++i;
  }
  row.line_end = i;
  row.next = i == stop ? i : after_line_end(text, i);
  return row;
}

}  // namespace

core::Result<RowCount> read_rows_reference(
    const RowsRequest& request, const std::function<core::Status(const Row&, RowFault)>& on_row) {
  const Dialect& dialect = request.dialect;
  RowCount count;
  if (dialect.format == Format::binary || dialect.format == Format::container ||
      dialect.encoding == Encoding::binary)
    return count;
  const bool is_text = dialect.format == Format::text;
  const char delimiter = is_text || dialect.delimiter == 0 ? '\n' : dialect.delimiter;
  const char quote = is_text ? '\0' : dialect.quote;
  std::string text;
  Decoder decoder(request.bytes, dialect.encoding);
  while (!decoder.done()) decoder.append_block(text, request.bytes.size());
  const std::size_t mark = mark_length(request.bytes, dialect.encoding);

  std::vector<std::string> columns = request.columns;
  bool knows_columns = !columns.empty();
  std::size_t position = 0, alone_until = 0;
  while (position < text.size()) {
    RowFault fault = RowFault::none;
    ReferenceRow row;
    if (position >= alone_until) {
      row = read_row(text, position, text.size(), delimiter, quote);
      if (row.is_broken) alone_until = std::max(row.broken_at, position + 1);
    }
    if (position < alone_until) {  // this line by itself
      std::size_t end = position;
      while (end < text.size() && !ends_line(text[end])) ++end;
      row = read_row(text, position, end, delimiter, quote);
      row.line_end = end;
      row.next = after_line_end(text, end);
      if (row.is_broken) {
        fault = RowFault::bad_quote;
        row.has_long_cell = end - position > cell_bytes_max;
        row.cells = {text.substr(position, end - position)};
      }
    }
    const std::string line = text.substr(position, row.line_end - position);
    if (row.has_long_cell || line.size() > row_bytes_max || row.cells.size() > row_cells_max) {
      fault = RowFault::too_long;
      row.cells = {line};
    }
    const std::size_t offset =
        mark + raw_length(std::string_view(text).substr(0, position), dialect.encoding);
    position = row.next;
    count.physical += 1;

    bool is_empty = true;
    for (const std::string& cell : row.cells) is_empty = is_empty && core::trim(cell).empty();
    if (is_empty) {
      count.empty += 1;
      continue;
    }
    const bool is_clean = core::is_utf8(line) && line.find('\0') == std::string::npos;
    for (std::string& cell : row.cells) {
      std::string readable;
      append_readable(readable, cell);
      cell = readable;
    }
    if (count.physical < dialect.header_row) {
      count.preamble += 1;
      continue;
    }
    if (count.physical == dialect.header_row) {
      if (!knows_columns) columns = row.cells;
      knows_columns = true;
      count.headers += 1;
      continue;
    }
    std::size_t needed = columns.size();
    while (needed > 0 && core::trim(columns[needed - 1]).empty()) --needed;
    if (fault == RowFault::none && dialect.header_row > 0 && needed > 0 &&
        row.cells.size() >= needed) {
      bool is_same = true;
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        is_same = is_same && core::trim(row.cells[i]) ==
                                 core::trim(i < columns.size() ? columns[i] : std::string());
      if (is_same) {
        count.headers += 1;
        continue;
      }
    }
    count.data += 1;
    if (fault == RowFault::none && !is_clean) fault = RowFault::bad_encoding;
    if (fault == RowFault::none && !is_text) {
      if (!knows_columns) columns.assign(row.cells.size(), "");
      knows_columns = true;
      if (needed == 0) needed = columns.size();
      bool has_extra = false;
      for (std::size_t i = columns.size(); i < row.cells.size(); ++i)
        has_extra = has_extra || !core::trim(row.cells[i]).empty();
      if (has_extra || row.cells.size() < needed) {
        fault = RowFault::cell_count;
      } else {
        row.cells.resize(columns.size());
      }
    }
    const std::vector<std::string_view> cells(row.cells.begin(), row.cells.end());
    CB_TRY_STATUS(on_row(Row{count.physical, offset, cells}, fault));
  }
  return count;
}

}  // namespace cuibono::evidence
