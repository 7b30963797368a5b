// A mapping of FollowTheMoney: YAML that tells how another file becomes entities. It is known and said to be
// no evidence; its lines are shown as they stand.
#include <array>

#include "formats/cell_rules.h"
#include "formats/format_list.h"

namespace cuibono::formats {
namespace {

const auto line_rules = std::to_array<CellRule<std::string_view>>({
    {"line", "ignored", "a line of the mapping",
     [](const std::string_view& line) {
       return std::string(core::is_utf8(line) ? line : std::string_view("(no UTF-8)"));
     }},
});

core::Result<std::vector<Table>> find_tables(const core::RunContext& /*context*/,
                                             std::string_view /*bytes*/) {
  Table table;
  table.kind = "other";
  table.note =
      "This is a mapping of FollowTheMoney: it tells how other files become entities, and is no "
      "evidence itself. Add the files that it names.";
  table.columns = columns_of<std::string_view>(line_rules);
  return std::vector<Table>{table};
}

core::Status read_rows(const core::RunContext& context, std::string_view bytes,
                       const Table& /*table*/, const OnRow& on_row) {
  RowWriter writer(on_row, bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    CB_TRY_STATUS(core::check_cancelled(context));
    const auto end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    CB_TRY_STATUS(writer.write<std::string_view>(line_rules, line, at, line.size()));
    at = end + 1;
  }
  return {};
}

/// A line that begins with this key, after blanks and at most one dash.
bool has_key(std::string_view text, std::string_view key) {
  for (auto at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
    const auto line = text.find_last_of('\n', at);
    const std::string_view before =
        text.substr(line == std::string_view::npos ? 0 : line + 1,
                    at - (line == std::string_view::npos ? 0 : line + 1));
    if (before.find_first_not_of(" -") == std::string_view::npos) return true;
  }
  return false;
}

bool recognises(std::string_view bytes) {
  constexpr std::size_t looked_bytes = 32U << 10;
  const std::string_view text = bytes.substr(0, looked_bytes);
  if (text.find('\0') != std::string_view::npos || text.starts_with('{')) return false;
  const bool names_source =
      has_key(text, "csv_url:") || has_key(text, "csv_urls:") || has_key(text, "database:");
  return names_source && (has_key(text, "queries:") || has_key(text, "query:")) &&
         has_key(text, "entities:") && has_key(text, "schema:") &&
         (has_key(text, "properties:") || has_key(text, "keys:") || has_key(text, "key_literal:"));
}

}  // namespace

const FileFormat ftmmap_format{
    .name = "ftm-mapping",
    .title = "FollowTheMoney mapping",
    .gives = "its lines, with the note that it is a mapping and no evidence",
    .standard = "FollowTheMoney mappings",
    .library = "own",
    .recognises = recognises,
    .find_tables = find_tables,
    .read_rows = read_rows,
};

}  // namespace cuibono::formats
