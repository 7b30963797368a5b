#include "cli/preview_command.h"

#include <nlohmann/json.hpp>

#include "cli/memory_limit.h"

namespace cuibono::cli {
namespace {

using Json = nlohmann::ordered_json;
using State = investigation::PreviewedRow::State;

std::string word_of(State state) {
  if (state == State::record) return "record";
  return state == State::quarantined ? "quarantined" : "closed";
}

Json json_of(const std::vector<investigation::PreviewedCell>& cells) {
  Json list = Json::array();
  for (const auto& cell : cells)
    list.push_back({{"column", cell.column}, {"header", cell.header}, {"text", cell.text}});
  return list;
}

Json json_of(const std::string& label, const investigation::PreviewedRow& row) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json object{{"record", label + "#" + std::to_string(row.row)}, {"state", word_of(row.state)}};
  object["event"] = or_null(row.event);
  object["fields"] = Json::array();
  for (const auto& field : row.fields)
    object["fields"].push_back({{"field", field.field},
                                {"text", or_null(field.text)},
                                {"how", or_null(field.how)},
                                {"cells", json_of(field.cells)}});
  object["unused"] = json_of(row.unused);
  object["fault"] = or_null(row.fault);
  object["reason"] = or_null(row.reason);
  object["remedy"] = or_null(row.remedy);
  return object;
}

/// What fits beside other columns; JSON has all of it.
std::string shortened(const std::string& text) {
  constexpr std::size_t most = 60;
  const std::string cut(core::cut_utf8(text, most));
  return cut.size() == text.size() ? text : cut + "…";
}

std::string in_words(const std::vector<investigation::PreviewedCell>& cells) {
  std::string text;
  for (const auto& cell : cells)
    text += (text.empty() ? "" : "; ") + cell.header + ": \"" + shortened(cell.text) + "\"";
  return text;
}

/// A line for the row, then one for each of its fields.
void add_lines(const std::string& label, const investigation::PreviewedRow& row, Table& table) {
  const auto add = [&](std::string place, std::string field, std::string understood,
                       std::string how, std::string written) {
    table.rows.push_back({std::move(place), std::move(field), std::move(understood), std::move(how),
                          std::move(written)});
  };
  add(label + "#" + std::to_string(row.row), word_of(row.state),
      row.state == State::record ? row.event : row.fault,
      row.remedy.empty() ? row.reason : row.reason + "; " + row.remedy,
      row.state == State::record ? "" : in_words(row.unused));
  if (row.state != State::record) return;
  for (const auto& field : row.fields)
    add("", field.field, shortened(field.text), field.how, in_words(field.cells));
  if (!row.unused.empty()) add("", "not used", "", "", in_words(row.unused));
}

}  // namespace

int preview_command(Terminal& terminal, const core::RunContext& context,
                    const GlobalOptions& options, const std::string& label, std::uint64_t rows) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  hold_memory(terminal, context, evidence_bytes(*the_case));
  const auto preview = investigation::preview_rows(context, *the_case, label, rows);
  terminal.end_progress();
  if (!preview.has_value()) return fail(terminal, preview.error());
  Table table{
      {"row", "field", "understood", "how", "as written"}, {}, {false, false, false, false, false}};
  std::vector<std::string> objects;
  for (const auto& row : preview->rows) {
    add_lines(label, row, table);
    objects.push_back(json_of(label, row).dump(-1, ' ', false, Json::error_handler_t::replace));
  }
  terminal.print(table, objects);
  const auto& account = preview->account;
  terminal.tell(label + " is read as " +
                std::string(evidence::item_kind_name(preview->mapping.kind)));
  terminal.tell("rows " + std::to_string(account.rows) + " = records " +
                std::to_string(account.records) + " + quarantined " +
                std::to_string(account.quarantined));
  if (preview->quarantined_not_shown > 0)
    terminal.tell("… and " + std::to_string(preview->quarantined_not_shown) +
                  " more quarantined rows (--rows N shows more)");
  for (const auto& question : preview->questions) terminal.tell("question: " + question);
  terminal.tell("edit: " + preview->path);
  return 0;
}

}  // namespace cuibono::cli
