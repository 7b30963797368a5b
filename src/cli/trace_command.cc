#include "cli/trace_command.h"

#include <algorithm>

#include "cli/memory_limit.h"

namespace cuibono::cli {
namespace {

constexpr std::size_t rows_shown = 30, records_shown = 3;  // on a terminal; programs get all

/// The first records of a cell of them, and how many more there are.
std::string first_records(const std::string& records) {
  std::size_t end = 0, seen = 0;
  while (seen < records_shown && end != std::string::npos) {
    end = records.find(' ', end + 1);
    ++seen;
  }
  if (end == std::string::npos) return records;
  const auto more =
      std::count(records.begin() + static_cast<std::ptrdiff_t>(end), records.end(), ' ');
  return records.substr(0, end) + " +" + std::to_string(more);
}

void print_tables(Terminal& terminal, const investigation::TraceReport& report) {
  for (const auto& told : report.told.tables) {
    terminal.print_text(told.title + "\n");
    Table table{told.columns, {}, {}};
    const std::size_t shown = std::min(rows_shown, told.rows.size());
    table.rows.assign(told.rows.begin(), told.rows.begin() + static_cast<std::ptrdiff_t>(shown));
    for (auto& row : table.rows) row.back() = first_records(row.back());
    for (const auto& column : table.columns) {
      table.right.push_back(column != "reached" && column != "came_from" && column != "reason" &&
                            column != "records");
    }
    terminal.print(table);
    if (told.rows.size() > shown)
      terminal.print_text("… and " + std::to_string(told.rows.size() - shown) + " more, each in " +
                          report.folder + "/places.csv\n");
    for (const auto& remark : told.remarks) terminal.print_text("  " + remark + "\n");
  }
}

}  // namespace

int trace_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                  const TraceOptions& trace) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  investigation::TraceRequest request = trace.request;
  request.rules = trace.rules;
  request.rules.insert(request.rules.end(), trace.compare.begin(), trace.compare.end());
  const auto mask = evidence::parse_mask(trace.mask);
  if (!mask.has_value()) return fail(terminal, mask.error());
  request.mask = *mask;
  hold_memory(terminal, context, evidence_bytes(*the_case));
  const auto report = investigation::trace_case(context, *the_case, request);
  terminal.end_progress();
  if (!report.has_value()) return fail(terminal, report.error());
  for (const auto& line : report->plan) terminal.tell("plan: " + line);
  for (const auto& line : report->departures) terminal.tell("departure: " + line);
  if (terminal.table_wanted()) {
    print_tables(terminal, *report);
  } else {
    Table steps{{"trace"}, {}, {false}};  // objects are what a pipe gets
    terminal.print(steps, report->told.steps);
  }
  for (const auto& cut : report->cut)
    terminal.tell("cut: " + cut.what + ": " + std::to_string(cut.shown) + " of " +
                  std::to_string(cut.total));
  terminal.tell("trace " + report->id + ": " + report->folder + "/trace.html   (" +
                seconds_in_words(report->seconds) + ")");
  tell_seal(terminal, *the_case);
  return 0;
}

}  // namespace cuibono::cli
