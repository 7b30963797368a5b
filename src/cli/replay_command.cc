#include "cli/replay_command.h"

#include <algorithm>

namespace cuibono::cli {
namespace {

constexpr std::size_t rows_shown = 40;  // on a terminal; programs get all

Table as_table(const investigation::ReplayTable& replay, std::size_t rows_most) {
  Table table;
  table.columns = replay.columns;
  table.columns.insert(table.columns.begin(), "family");
  for (std::size_t i = 0; i < std::min(rows_most, replay.rows.size()); ++i) {
    auto row = replay.rows[i];
    row.insert(row.begin(), replay.family);
    table.rows.push_back(std::move(row));
  }
  constexpr std::size_t words = 2;  // family, and what the row is about
  for (std::size_t i = 0; i < table.columns.size(); ++i) table.right.push_back(i >= words);
  return table;
}

}  // namespace

void print_replays(Terminal& terminal, const std::vector<investigation::ReplayTable>& replays) {
  for (const auto& replay : replays) {
    const std::size_t most = terminal.table_wanted() ? rows_shown : replay.rows.size();
    terminal.print(as_table(replay, most));
    if (replay.rows.size() > most) {
      terminal.tell("… and " + std::to_string(replay.rows.size() - most) +
                    " more rows, each in out/replay/" + replay.family + ".jsonl");
    }
    for (const auto& note : replay.notes) terminal.tell("note: " + note);
  }
}

int replay_command(Terminal& terminal, const core::RunContext& context,
                   const GlobalOptions& options, const RunOptions& run) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  const auto report = run_as_asked(terminal, context, options, *the_case, run);
  if (!report.has_value()) return fail(terminal, report.error());
  print_replays(terminal, report->replays);
  for (const auto& note : report->notes) terminal.tell("note: " + note.text);
  terminal.tell("lines: " + report->out_folder + "/replay   (" + seconds_in_words(report->seconds) +
                ")");
  tell_seal(terminal, *the_case);
  return 0;
}

}  // namespace cuibono::cli
