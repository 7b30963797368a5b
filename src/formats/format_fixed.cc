// Text tables of fixed columns: where a cell stands tells what it is.
#include "formats/fixed_columns.h"
#include "formats/format_list.h"
#include "formats/text_letters.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t sample_bytes = 64U << 10, sample_lines = 400;

/// Text of other kinds is told by its first mark.
bool may_be_table(std::string_view bytes) {
  const auto first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  return std::string_view("{[<%#\x7F").find(bytes[first]) == std::string_view::npos &&
         bytes.substr(0, sample_bytes).find('\0') == std::string_view::npos;
}

std::optional<FixedLayout> find_layout(std::string_view bytes) {
  if (!may_be_table(bytes)) return std::nullopt;
  const std::string_view sample = bytes.substr(0, sample_bytes);
  const FileLetters letters(sample);
  std::vector<std::string> lines;
  std::size_t at = sample.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < sample.size() && lines.size() < sample_lines) {
    const TextLine line = line_at(sample, at);
    const bool is_cut = line.next == sample.size() && bytes.size() > sample.size();
    if (is_cut) break;
    lines.push_back(letters.to_utf8(line.text));
    at = line.next;
  }
  return find_fixed_layout(lines);
}

bool recognises(std::string_view bytes) { return find_layout(bytes).has_value(); }

core::Error no_table() {
  return {core::ErrorCode::bad_input, "the text holds no table of fixed columns", "",
          "ask its sender for a table whose cells are parted by a mark"};
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  static_cast<void>(context);
  const auto layout = find_layout(bytes);
  if (!layout) return no_table();
  Table table;
  for (const std::string& name : layout->names) {
    Column column;
    column.name = name;
    table.columns.push_back(std::move(column));
  }
  table.kind_reason = "columns are told by their place in the line: " + layout->reason;
  if (!layout->has_header)
    table.note = "The table has no header: what do its columns mean, and are they cut rightly?";
  if (!layout->heading.empty())
    table.note = "Above the header stands \"" + layout->heading +
                 "\": does it name an account, a currency or a time zone?";
  return std::vector<Table>{table};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  static_cast<void>(table);
  const auto layout = find_layout(bytes);
  if (!layout) return no_table();
  const FileLetters letters(bytes);
  std::uint64_t ordinal = 0;
  for (std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < bytes.size();) {
    CB_TRY_STATUS(core::check_cancelled(context));
    const TextLine line = line_at(bytes, at);
    const std::size_t from = std::exchange(at, line.next);
    if (++ordinal < layout->first_row) continue;
    const std::string text = letters.to_utf8(line.text);
    if (is_fixed_rule(text)) continue;  // repeated at the top of a page
    const FixedRow row = cut_fixed_line(*layout, text);
    const std::vector<std::string_view> views(row.cells.begin(), row.cells.end());
    const std::string_view refusal =
        row.is_divided ? std::string_view() : "its words run over the edges of the columns";
    CB_TRY_STATUS(on_row(Row{ordinal, from, line.text.size(), views, false, refusal}));
  }
  return {};
}

}  // namespace

const FileFormat fixed_format{
    .name = "fixed",
    .title = "text table of fixed columns",
    .gives =
        "one table, cut where the columns begin, only where that is certain: a line of dashes, a "
        "header above "
        "numbers and dates, or padded lines of one length",
    .standard = "none; as terminals, mainframes and old bank programs print",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
