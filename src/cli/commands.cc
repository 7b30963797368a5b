#include "cli/commands.h"

#include <algorithm>
#include <filesystem>

#include "cli/memory_limit.h"

namespace cuibono::cli {
namespace {

using core::Error;
using core::ErrorCode;

std::string absolute(const std::string& path) {
  std::error_code code;
  const auto whole = std::filesystem::absolute(path, code);
  return code ? path : whole.lexically_normal().string();
}

std::string count(std::uint64_t number) { return std::to_string(number); }

/// "EUR 12.50 + 3.00 set aside; USD 7.00": before = after + what was set aside.
std::string amounts_in_words(const evidence::ItemAccount& account) {
  std::string text;
  for (const auto& sums : account.sums) {
    text += (text.empty() ? "" : "; ") + std::string(core::get_asset(sums.asset).code) + " " +
            core::format_amount(sums.after_minor, sums.asset);
    if (sums.quarantined_minor != 0)
      text += " + " + core::format_amount(sums.quarantined_minor, sums.asset) + " set aside";
  }
  return text;
}

std::string time_in_words(const evidence::ItemAccount& account,
                          const std::optional<std::int64_t>& at_us) {
  return at_us ? core::format_time(*at_us, account.time_precision) : std::string();
}

/// Every file with every row accounted for. Names of columns stay; more may be added.
Table intake_table(const investigation::RunReport& report) {
  Table table{
      {"item", "file", "kind", "rows", "records", "quarantined", "duplicates", "in_other_files",
       "empty", "bytes", "balance_gaps", "day_gaps", "first", "last", "amounts"},
      {},
      {false, false, false, true, true, true, true, true, true, true, true, true, false, false,
       false}};
  for (std::size_t i = 0; i < report.items.size(); ++i) {
    const auto& account = report.accounts[i];
    const auto& item = report.items[i];
    table.rows.push_back({item.label, item.name, report.kinds[i], count(account.rows),
                          count(account.records), count(account.quarantined),
                          count(account.duplicates), count(report.same_records[i]),
                          count(account.empty), count(item.bytes),
                          account.balances ? count(account.balances->gaps) : std::string(),
                          account.days ? count(account.days->unusual) : std::string(),
                          time_in_words(account, account.first_us),
                          time_in_words(account, account.last_us), amounts_in_words(account)});
  }
  std::sort(table.rows.begin(), table.rows.end());
  return table;
}

std::string in_case(const GlobalOptions& options) {
  return options.case_folder.empty() ? "cuibono " : "cuibono -C " + options.case_folder + " ";
}

}  // namespace

int fail(Terminal& terminal, const Error& error) {
  terminal.end_progress();
  terminal.complain(error);
  return exit_code(error.code);
}

std::uint64_t evidence_bytes(const investigation::Case& the_case) {
  std::uint64_t bytes = 0;
  for (const auto& item : the_case.items) bytes += item.bytes;
  return bytes;
}

int exit_code(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::answered_no:
      return 1;
    case ErrorCode::usage:
      return 2;
    case ErrorCode::bad_input:
      return 3;
    case ErrorCode::integrity:
      return 4;
    case ErrorCode::resources:
      return 5;
    case ErrorCode::cancelled:
      return 130;
  }
  return 4;
}

std::optional<std::uint64_t> parse_size(const std::string& text) {
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  const auto number = core::parse_uint64(std::string_view(text).substr(0, digits));
  const std::string unit = core::ascii_lower(std::string_view(text).substr(digits));
  if (!number) return std::nullopt;
  unsigned shift = 0;
  if (unit == "k" || unit == "kib")
    shift = 10;
  else if (unit == "m" || unit == "mib")
    shift = 20;
  else if (unit == "g" || unit == "gib")
    shift = 30;
  else if (!unit.empty())
    return std::nullopt;
  if (*number > (UINT64_MAX >> shift)) return std::nullopt;
  return *number << shift;
}

int init_command(Terminal& terminal, const core::RunContext& context, const std::string& folder,
                 const investigation::CaseSettings& settings) {
  hold_memory(terminal, context, 0);
  const auto made = investigation::make_case(folder, settings);
  if (!made.has_value()) return fail(terminal, made.error());
  terminal.tell("case " + settings.id + " in " + absolute(folder));
  terminal.tell("next: cuibono -C " + folder + " add FILE…");
  return 0;
}

int simulate_command(Terminal& terminal, const core::RunContext& context,
                     const investigation::SimulateRequest& request) {
  hold_memory(terminal, context, 0);
  const auto made = investigation::simulate_case(context, request);
  terminal.end_progress();
  if (!made.has_value()) return fail(terminal, made.error());
  Table table{
      {"item", "file", "bytes", "source", "received"}, {}, {false, false, true, false, false}};
  for (const auto& item : made->items) {
    table.rows.push_back({item.label, item.name, count(item.bytes), item.source,
                          item.received_us
                              ? core::format_time(*item.received_us, item.received_precision)
                              : "not stated"});
  }
  terminal.print(table);
  terminal.tell("a simulated case (seed " + count(request.seed) + "): nobody in it exists");
  terminal.tell("next: cuibono -C " + request.folder + " run");
  return 0;
}

int add_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                const investigation::AddRequest& request) {
  auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  hold_memory(terminal, context, investigation::largest_file_bytes(request));
  const auto added = investigation::add_files(context, *the_case, request);
  terminal.end_progress();
  if (!added.has_value()) return fail(terminal, added.error());
  if (added->empty()) {
    return fail(
        terminal,
        Error{ErrorCode::bad_input, "there is no file to add", core::join(request.paths, " "),
              "name files, or a folder that holds some (hidden ones do not count)"});
  }
  Table table{{"item", "file", "bytes", "sha256", "note"}, {}, {false, false, true, false, false}};
  bool unstated = false;
  for (const auto& file : *added) {
    unstated = unstated || (!file.was_there && !file.item.received_us);
    table.rows.push_back({file.item.label, file.item.name, count(file.item.bytes),
                          file.item.sha256.hex().substr(0, 16),
                          file.was_there     ? "was there already"
                          : file.item.linked ? "linked"
                                             : "copied"});
  }
  terminal.print(table);
  if (unstated) {
    terminal.tell(
        "note: no received date was stated; --as-of will leave such items out (add --received "
        "DATE)");
  }
  terminal.tell("next: " + in_case(options) + "run");
  return 0;
}

int map_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                const std::string& label, std::uint64_t rows) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  hold_memory(terminal, context, evidence_bytes(*the_case));
  const auto preview = investigation::preview_mapping(context, *the_case, label);
  terminal.end_progress();
  if (!preview.has_value()) return fail(terminal, preview.error());
  Table columns{{"column", "header", "field", "confidence", "doubtful", "reason"},
                {},
                {true, false, false, true, false, false}};
  // Victims' cells are quoted nowhere unasked, on a screen that others see no more than in a brief.
  const bool is_shy = preview->mapping.kind == evidence::ItemKind::reports &&
                      the_case->settings.victims != brief::VictimNames::clear;
  for (const auto& column : preview->mapping.columns) {
    const std::string reason =
        is_shy ? evidence::without_quoted_cells(column.reason) : column.reason;
    columns.rows.push_back(
        {count(column.column + 1U), column.header, std::string(evidence::field_name(column.field)),
         count(column.confidence_percent), column.doubtful ? "yes" : "no", reason});
  }
  terminal.print(columns);
  const auto& account = preview->batch.account;
  terminal.tell(label + " is read as " +
                std::string(evidence::item_kind_name(preview->mapping.kind)) + " (" +
                preview->mapping.kind_reason + ")");
  terminal.tell("rows " + count(account.rows) + " = records " + count(account.records) +
                " + quarantined " + count(account.quarantined));
  for (const auto& question : preview->mapping.questions) terminal.tell("question: " + question);
  std::uint64_t shown = 0;
  for (const auto& row : preview->batch.quarantined) {
    if (shown++ == rows) break;
    const std::string record = label + "#" + count(row.ordinal);
    terminal.tell("quarantined " + record + ": " +
                  (is_shy ? row.kind + " (see it: cuibono show " + record + ")" : row.text));
  }
  terminal.tell("edit: " + preview->path);
  return 0;
}

core::Result<investigation::RunReport> run_as_asked(Terminal& terminal,
                                                    const core::RunContext& context,
                                                    const GlobalOptions& options,
                                                    const investigation::Case& the_case,
                                                    const RunOptions& run) {
  investigation::RunRequest request;
  CB_TRY(request.mask, evidence::parse_mask(run.mask));
  request.out_folder = run.out;
  request.strict = run.strict;
  request.use_references = run.check;
  request.seed = options.seed;
  request.families = run.families;
  request.draws = run.draws;
  hold_memory(terminal, context, evidence_bytes(the_case));
  auto report = investigation::run_case(context, the_case, request);
  terminal.end_progress();
  return report;
}

void tell_seal(Terminal& terminal, const investigation::Case& the_case) {
  if (const auto seal = investigation::audit_seal(the_case); seal.has_value())
    terminal.tell("seal: " + *seal + "   (keep it elsewhere: cuibono verify --seal)");
}

std::string seconds_in_words(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", seconds);
  return text;
}

int run_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                const RunOptions& run) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  const auto report = run_as_asked(terminal, context, options, *the_case, run);
  if (!report.has_value()) return fail(terminal, report.error());
  terminal.print(intake_table(*report));
  terminal.tell("rows " + count(report->rows) + " = records " + count(report->records) +
                " + quarantined " + count(report->quarantined) + "; events " +
                count(report->events));
  for (const auto& note : report->notes) terminal.tell("note: " + note.text);
  constexpr std::size_t questions_shown = 10;
  for (std::size_t i = 0; i < std::min(questions_shown, report->questions.size()); ++i) {
    terminal.tell("question: " + report->questions[i]);
  }
  if (report->questions.size() > questions_shown) {
    terminal.tell("… and " + count(report->questions.size() - questions_shown) +
                  " more questions, each in intake.json");
  }
  for (const auto& sentence : report->summary) terminal.tell("  " + sentence);
  for (const auto& replay : report->replays) {
    terminal.tell("replay " + replay.family + ": " + count(replay.rows.size()) + " rows, in " +
                  report->out_folder + "/replay/" + replay.family + ".jsonl");
    for (const auto& note : replay.notes) terminal.tell("note: " + note);
  }
  terminal.tell("brief: " + absolute(report->out_folder) + "/brief.html   (" +
                seconds_in_words(report->seconds) + ")");
  tell_seal(terminal, *the_case);
  terminal.tell("next: " + in_case(options) + "verify");
  return 0;
}

int verify_command(Terminal& terminal, const core::RunContext& context,
                   const GlobalOptions& options, const investigation::VerifyRequest& request) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  hold_memory(terminal, context, evidence_bytes(*the_case));
  const auto report = investigation::verify_case(context, *the_case, request);
  terminal.end_progress();
  if (!report.has_value()) return fail(terminal, report.error());
  using State = investigation::Check::State;
  const auto word = [](State state) -> std::string {
    switch (state) {
      case State::ok:
        return "ok";
      case State::edited:
        return "edited";
      case State::other_engine:
        return "other engine";
      case State::tampered:
        return "TAMPERED";
      case State::failed:
        return "FAILED";
      case State::skipped:
        return "not checked";
    }
    return "?";
  };
  Table table{{"check", "state", "finding"}, {}, {false, false, false}};
  for (const auto& check : report->checks) {
    table.rows.push_back({check.name, word(check.state), check.text});
  }
  for (const auto& score : report->scores) table.rows.push_back({"truth", "score", score});
  terminal.print(table);
  if (report->integrity_broken()) return exit_code(ErrorCode::integrity);
  return report->all_ok() ? 0 : 1;
}

int show_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                 const std::string& what) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  hold_memory(terminal, context, evidence_bytes(*the_case));
  if (terminal.json_asked()) {
    const auto objects = investigation::show_objects(*the_case, what);
    if (!objects.has_value()) return fail(terminal, objects.error());
    terminal.print(Table{}, *objects);
    return 0;
  }
  const auto text = investigation::show_thing(*the_case, what);
  if (!text.has_value()) return fail(terminal, text.error());
  terminal.print_text(*text);
  return 0;
}

}  // namespace cuibono::cli
