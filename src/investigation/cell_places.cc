// Where a cell stands: bytes of a text, cell of a sheet, path of a value.
#include "investigation/cell_places.h"

#include <algorithm>

namespace cuibono::investigation {
namespace {

struct Span {
  std::size_t from = 0, to = 0;
};

/// Cells of one row of delimited text, without their quotes.
std::vector<Span> split_spans(std::string_view text, char delimiter, char quote) {
  std::vector<Span> spans;
  std::size_t at = 0;
  for (;;) {
    std::size_t from = at;
    while (from < text.size() && text[from] == ' ' && delimiter != ' ') ++from;
    const bool is_quoted = quote != 0 && from < text.size() && text[from] == quote;
    if (is_quoted) {
      std::size_t to = from + 1;
      while (to < text.size() &&
             (text[to] != quote || (to + 1 < text.size() && text[to + 1] == quote)))
        to += text[to] == quote ? 2U : 1U;
      spans.push_back({from + 1, std::min(to, text.size())});
      at = std::min(text.find(delimiter, std::min(to + 1, text.size())), text.size());
    } else {
      const std::size_t to = std::min(text.find(delimiter, at), text.size());
      spans.push_back({at, to});
      at = to;
    }
    if (at >= text.size()) return spans;
    ++at;
  }
}

/// "A", "Z", "AA" of a column; the first is 0.
std::string letters_of(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + static_cast<int>((rest - 1) % 26)));
  return letters;
}

bool is_sheet(const evidence::Dialect& dialect) {
  return dialect.format == evidence::Format::structured &&
         (dialect.reader == "xlsx" || dialect.reader == "ods" || dialect.reader == "xls" ||
          (dialect.reader == "records" && !dialect.table.empty()));
}

/// Bytes of the row as received that spell this part of its text.
void place_bytes(const evidence::Dialect& dialect, const SplitRow& row, std::string_view text,
                 Span span, CellPlace& place) {
  place.from = row.offset + evidence::raw_length(text.substr(0, span.from), dialect.encoding);
  place.to = *place.from +
             evidence::raw_length(text.substr(span.from, span.to - span.from), dialect.encoding);
}

/// The one value that says what the cell says; several: the first, without bytes.
const PlacedValue* find_value(const std::vector<PlacedValue>& values, std::string_view cell,
                              bool& is_one) {
  const auto says = [&](const PlacedValue& value) {
    return core::trim(value.text) == core::trim(cell);
  };
  const auto found = std::find_if(values.begin(), values.end(), says);
  is_one = std::count_if(values.begin(), values.end(), says) == 1;
  return found == values.end() ? nullptr : &*found;
}

}  // namespace

std::vector<CellPlace> find_cell_places(const OpenItem& open, const SplitRow& row,
                                        std::string_view original) {
  const evidence::Dialect& dialect = open.mapping.dialect;
  std::vector<CellPlace> places(row.cells.size());
  if (is_sheet(dialect)) {
    // A sheet is named as it is in the workbook; a workbook of one sheet has it in its dialect alone.
    const std::string number = std::to_string(row.ordinal);
    // Of exported records several cells make one field: the whole row is named.
    const bool is_joined = dialect.reader == "records";
    for (std::size_t c = 0; c < places.size(); ++c)
      places[c].name =
          dialect.table + "!" + (is_joined ? number + ":" + number : letters_of(c) + number);
    return places;
  }
  const bool has_bytes =
      !original.empty() && open.file.bytes().substr(row.offset, original.size()) == original;
  const std::string text = evidence::decode_text(original, dialect.encoding);
  if (dialect.format == evidence::Format::csv) {
    const std::vector<Span> spans = split_spans(text, dialect.delimiter, dialect.quote);
    for (std::size_t c = 0; has_bytes && c < places.size() && c < spans.size(); ++c)
      place_bytes(dialect, row, text, spans[c], places[c]);
    return places;
  }
  const bool is_json = dialect.format == evidence::Format::jsonl;
  const std::string_view begin = core::trim(text);
  std::vector<PlacedValue> values;
  if (is_json || begin.starts_with("{") || begin.starts_with("[")) values = values_of_json(text);
  if (begin.starts_with("<")) values = values_of_xml(text);
  for (std::size_t c = 0; c < places.size(); ++c) {
    if (is_json) places[c].name = header_of(open, c);
    if (row.cells[c].empty()) continue;
    std::vector<PlacedValue> candidates;
    for (const auto& value : values)
      if (!is_json || value.path == places[c].name) candidates.push_back(value);
    bool is_one = false;
    if (const PlacedValue* value = find_value(candidates, row.cells[c], is_one)) {
      places[c].name = value->path + (is_one ? "" : " and elsewhere");
      if (is_one && has_bytes) place_bytes(dialect, row, text, {value->from, value->to}, places[c]);
      continue;
    }
    // Other texts: where the cell stands word for word, and once.
    const std::size_t at = is_json ? std::string::npos : text.find(row.cells[c]);
    const bool is_once =
        at != std::string::npos && text.find(row.cells[c], at + 1) == std::string::npos;
    if (is_once && has_bytes && values.empty())
      place_bytes(dialect, row, text, {at, at + row.cells[c].size()}, places[c]);
  }
  return places;
}

}  // namespace cuibono::investigation
