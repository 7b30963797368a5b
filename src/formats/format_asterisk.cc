// Call detail records of the telephone exchange Asterisk (Master.csv): a row a call.
#include <algorithm>
#include <array>
#include <optional>

#include "formats/format_list.h"
#include "formats/text_letters.h"

namespace cuibono::formats {
namespace {

constexpr auto classic_names = std::to_array<std::string_view>(
    {"accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp",
     "lastdata", "start", "answer", "end", "duration", "billsec", "disposition", "amaflags",
     "uniqueid", "userfield"});
/// As the sample of cdr_custom.conf orders them.
constexpr auto custom_names = std::to_array<std::string_view>(
    {"clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata", "start",
     "answer", "end", "duration", "billsec", "disposition", "amaflags", "accountcode", "uniqueid",
     "userfield"});
constexpr std::size_t cells_min = 16, cells_max = 18, sampled_lines = 20;
constexpr std::size_t line_bytes_max = 64U << 10;

/// The cells of a line; nothing where its quotes are not closed.
std::optional<std::vector<std::string>> split_line(std::string_view line) {
  std::vector<std::string> cells(1);
  bool is_quoted = false, was_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (is_quoted && c == '"') {
      is_quoted = i + 1 < line.size() && line[i + 1] == '"';
      if (is_quoted) cells.back() += line[i++];
    } else if (!is_quoted && c == '"' && cells.back().empty() && !was_quoted) {
      is_quoted = was_quoted = true;
    } else if (!is_quoted && c == ',') {
      cells.emplace_back();
      was_quoted = false;
    } else {
      cells.back() += c;
    }
  }
  if (is_quoted) return std::nullopt;
  return cells;
}

bool are_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "2025-01-03 10:11:12"
bool is_time(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-dd dd:dd:dd";
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i]) return false;
  return true;
}

bool is_disposition(std::string_view text) {
  constexpr auto words = std::to_array<std::string_view>(
      {"ANSWERED", "NO ANSWER", "NOANSWER", "BUSY", "FAILED", "CONGESTION"});
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// What stands in which cell.
struct Layout {
  std::vector<std::string> names;
  bool has_header = false;

  [[nodiscard]] std::optional<std::size_t> place(std::string_view name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
  }
  [[nodiscard]] std::string_view cell(const std::vector<std::string>& cells,
                                      std::string_view name) const {
    const auto at = place(name);
    return at && *at < cells.size() ? std::string_view(cells[*at]) : std::string_view();
  }
  /// Whether a line is a call of this layout.
  [[nodiscard]] bool fits(const std::vector<std::string>& cells) const {
    return cells.size() == names.size() && is_time(cell(cells, "start")) &&
           is_disposition(cell(cells, "disposition")) && are_digits(cell(cells, "billsec")) &&
           (!place("duration") || are_digits(cell(cells, "duration")));
  }
};

Layout layout_of(std::span<const std::string_view> names, std::size_t cells) {
  Layout layout;
  layout.names.assign(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(cells));
  return layout;
}

/// A header names the fields of Asterisk, in any order, with others among them.
std::optional<Layout> layout_of_header(const std::vector<std::string>& cells) {
  Layout layout;
  layout.has_header = true;
  for (const std::string& cell : cells) {
    std::string name = core::ascii_lower(core::trim(cell));
    if (name == "calldate" || name == "starttime") name = "start";
    if (name == "source") name = "src";
    if (name == "destination") name = "dst";
    layout.names.push_back(std::move(name));
  }
  for (const std::string_view needed : {"src", "dst", "start", "billsec", "disposition"})
    if (!layout.place(needed)) return std::nullopt;
  if (!layout.place("dcontext") && !layout.place("lastapp") && !layout.place("channel"))
    return std::nullopt;
  return layout;
}

/// Seventeen cells end with the identifier or with the field of the user: an identifier is a time and a count.
void name_last_cell(Layout& layout, const std::vector<std::string>& cells) {
  if (layout.has_header || layout.names.size() != cells_min + 1) return;
  const std::string_view last = cells.back();
  const auto dash = last.find_last_of('-');
  const auto parts =
      core::split(dash == std::string_view::npos ? last : last.substr(dash + 1), '.');
  if (parts.size() != 2 || !are_digits(parts[0]) || !are_digits(parts[1]))
    layout.names.back() = "userfield";
}

/// Nothing where the first lines are not mostly calls of one layout.
std::optional<Layout> find_layout(std::string_view bytes) {
  std::optional<Layout> layout;
  std::size_t fit = 0, lines = 0;
  std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < bytes.size() && lines < sampled_lines) {
    const TextLine line = line_at(bytes.substr(0, at + line_bytes_max), at);
    const bool is_whole = line.next < bytes.size() || lines == 0;
    at = line.next;
    if (core::trim(line.text).empty()) continue;
    const auto cells = split_line(line.text);
    if (lines == 0 && cells) layout = layout_of_header(*cells);
    const bool is_header = lines == 0 && layout.has_value();
    lines += is_whole ? 1U : 0U;
    if (is_header || !cells) continue;
    if (!layout && cells->size() >= cells_min && cells->size() <= cells_max) {
      for (const auto& names : {classic_names, custom_names}) {
        Layout tried = layout_of(names, cells->size());
        if (!tried.fits(*cells)) continue;
        name_last_cell(tried, *cells);
        layout = std::move(tried);
        break;
      }
    }
    fit += layout && layout->fits(*cells) ? 1U : 0U;
  }
  const std::size_t calls = lines - (layout && layout->has_header ? 1U : 0U);
  return fit > 0 && fit * 2 > calls ? layout : std::nullopt;
}

bool recognises(std::string_view bytes) {
  const std::string_view first = bytes.substr(0, line_bytes_max);
  return first.find(',') != std::string_view::npos && find_layout(bytes).has_value();
}

struct Meaning {
  std::string_view name, field, reason;
};
constexpr auto meanings = std::to_array<Meaning>({
    {"src", "caller", "src: the number of the caller"},
    {"dst", "callee", "dst: the number that was dialled"},
    {"start", "time", "start: when the call came in; the clock of the exchange"},
    {"clid", "displayed_number", "clid: the number that was shown, where it is not src"},
    {"end", "end_time", "end: when the line was put down"},
    {"billsec", "duration_s", "billsec: seconds from the answer on"},
    {"disposition", "answered", "disposition: how the call ended"},
    {"uniqueid", "record_id", "uniqueid: the call's own identifier"},
});

Column column_of(std::string_view name) {
  Column column;
  column.name = name;
  const auto found = std::find_if(meanings.begin(), meanings.end(),
                                  [&](const Meaning& one) { return one.name == name; });
  const bool is_known =
      std::find(classic_names.begin(), classic_names.end(), name) != classic_names.end();
  if (found != meanings.end()) {
    column.field = found->field;
    column.reason = found->reason;
  } else if (is_known) {
    column.field = "ignored";
    column.reason = "a field of Asterisk that no step uses yet";
  }
  if (name == "start" || name == "end") column.time_pattern = "YYYY-MM-DD hh:mm:ss";
  if (name == "billsec") column.unit = "s";
  return column;
}

constexpr std::string_view not_a_call = "its cells are not those of a call";

core::Error no_calls() {
  return {core::ErrorCode::bad_input, "the lines are no calls as Asterisk writes them", "",
          "ask its sender for the file as the exchange wrote it"};
}

core::Result<std::vector<Table>> find_tables(const core::RunContext& context,
                                             std::string_view bytes) {
  static_cast<void>(context);
  const auto layout = find_layout(bytes);
  if (!layout) return no_calls();
  Table table;
  table.kind = "calls";
  for (const std::string& name : layout->names) table.columns.push_back(column_of(name));
  return std::vector<Table>{table};
}

/// The number of '"Name" <number>', where it differs from that of the caller.
std::string presented_number(std::string_view clid, std::string_view caller) {
  const auto open = clid.find_last_of('<'), close = clid.find_last_of('>');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  const auto number = core::trim(clid.substr(open + 1, close - open - 1));
  return number == caller ? std::string() : std::string(number);
}

bool is_step(std::string_view extension) {
  return extension == "s" || extension == "h" || extension == "i" || extension == "t" ||
         extension == "o" || extension == "a" || extension == "T";
}

/// Cells as the fields of calls mean them: of clid the number that was shown, of dst only numbers. The row as
/// received tells the rest.
void settle_cells(const Layout& layout, std::vector<std::string>& cells) {
  if (const auto clid = layout.place("clid"))
    cells[*clid] = presented_number(cells[*clid], layout.cell(cells, "src"));
  const auto callee = layout.place("dst");
  if (callee && is_step(cells[*callee])) cells[*callee].clear();
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes, const Table& table,
                       const OnRow& on_row) {
  const auto layout = find_layout(bytes);
  if (!layout) return no_calls();
  const FileLetters letters(bytes);
  std::uint64_t ordinal = 0;
  bool is_first = true;
  for (std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < bytes.size();) {
    CB_TRY_STATUS(core::check_cancelled(context));
    const TextLine line = line_at(bytes, at);
    ++ordinal;
    const bool is_header = std::exchange(is_first, false) && layout->has_header;
    auto cells = split_line(line.text).value_or(std::vector<std::string>{std::string(line.text)});
    const bool is_open = cells.size() == 1;  // its quotes are not closed
    const bool is_blank = core::trim(line.text).empty();
    const bool is_call = layout->fits(cells);
    if (is_call) {
      settle_cells(*layout, cells);
    } else {
      cells.resize(table.columns.size());
    }
    letters.make_utf8(cells);
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    const bool breaks_off = is_open && !is_blank && line.next == bytes.size();
    const std::string_view refusal = is_call || is_blank ? std::string_view() : not_a_call;
    if (!is_header)
      CB_TRY_STATUS(on_row(Row{ordinal, at, line.text.size(), views, breaks_off, refusal}));
    at = line.next;
  }
  return {};
}

}  // namespace

const FileFormat asterisk_format{
    .name = "asterisk",
    .title = "Asterisk call detail records (Master.csv)",
    .gives =
        "each line as a call with both ends, answered or not, its seconds and its identifier; with "
        "and "
        "without a header",
    .standard = "Asterisk cdr_csv and cdr_custom",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
