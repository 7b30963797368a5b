#include "cli/judge_command.h"

#include <algorithm>

#include "cli/memory_limit.h"
#include "cli/usage.h"

namespace cuibono::cli {
namespace {

std::optional<entities::Verdict> verdict_of(const std::string& word) {
  using entities::Verdict;
  for (const auto verdict : {Verdict::same, Verdict::different, Verdict::unsure})
    if (entities::verdict_name(verdict) == word) return verdict;
  return std::nullopt;
}

int list_judgements(Terminal& terminal, const investigation::Case& the_case) {
  const auto all = investigation::read_judgements(the_case);
  if (!all.has_value()) return fail(terminal, all.error());
  Table table{
      {"id", "verdict", "a", "b", "by", "at", "why", "undone"}, {}, std::vector<bool>(8, false)};
  for (const auto& one : *all)
    table.rows.push_back(
        {one.id, std::string(entities::verdict_name(one.verdict)), one.a, one.b, one.by,
         core::format_rfc3339(one.at_us), one.why,
         one.undone_us == INT64_MAX ? std::string() : core::format_rfc3339(one.undone_us)});
  terminal.print(table);
  const auto in_force = std::count_if(all->begin(), all->end(),
                                      [](const auto& o) { return o.undone_us == INT64_MAX; });
  terminal.tell(std::to_string(all->size()) + " judgements, " + std::to_string(in_force) +
                " in force");
  return 0;
}

}  // namespace

int judge_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                  const JudgeOptions& judge) {
  const int asked = static_cast<int>(!judge.words.empty()) + static_cast<int>(!judge.undo.empty()) +
                    static_cast<int>(!judge.import_file.empty()) + static_cast<int>(judge.list) +
                    static_cast<int>(judge.export_lines);
  if (asked != 1)
    return usage_fault("say one thing: A B VERDICT, --undo, --list, --import or --export", "judge");
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  if (judge.list) return list_judgements(terminal, *the_case);
  hold_memory(terminal, context, evidence_bytes(*the_case));
  if (judge.export_lines) {
    const auto lines = investigation::export_judgements(context, *the_case);
    terminal.end_progress();
    if (!lines.has_value()) return fail(terminal, lines.error());
    terminal.print_text(*lines);
    return 0;
  }
  core::Result<investigation::JudgeReport> report = investigation::JudgeReport{};
  if (!judge.undo.empty()) {
    report = investigation::undo_judgement(*the_case, judge.undo, judge.why);
  } else if (!judge.import_file.empty()) {
    report = investigation::import_judgements(context, *the_case, judge.import_file);
  } else {
    const auto verdict = judge.words.size() == 3 ? verdict_of(judge.words[2]) : std::nullopt;
    if (!verdict) return usage_fault("a judgement is A B and same, different or unsure", "judge");
    report = investigation::judge(context, *the_case,
                                  {judge.words[0], judge.words[1], *verdict, judge.why});
  }
  terminal.end_progress();
  if (!report.has_value()) return fail(terminal, report.error());
  for (const auto& line : report->told) terminal.tell(line);
  if (report->written > 0) tell_seal(terminal, *the_case);
  return 0;
}

}  // namespace cuibono::cli
