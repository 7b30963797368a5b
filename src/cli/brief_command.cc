#include "cli/brief_command.h"

#include "cli/memory_limit.h"

namespace cuibono::cli {
namespace {

int print_brief(Terminal& terminal, const investigation::Case& the_case) {
  const auto text = investigation::brief_text(the_case, !terminal.table_wanted());
  if (!text.has_value()) return fail(terminal, text.error());
  terminal.print_text(*text);
  const auto seal = investigation::audit_seal(the_case);
  if (seal.has_value() && !seal->empty()) terminal.tell("seal: " + *seal);
  return 0;
}

int print_complaints(Terminal& terminal, const investigation::BriefReport& report) {
  Table table{{"sentence", "section", "line", "rule", "words", "remedy"},
              {},
              {false, false, true, false, false, false}};
  for (const auto& one : report.complaints)
    table.rows.push_back({one.sentence, one.section,
                          one.line == 0 ? std::string() : std::to_string(one.line), one.rule,
                          one.words, one.remedy});
  if (!report.complaints.empty()) terminal.print(table);
  terminal.tell(report.name + ": " + std::to_string(report.sentences) + " sentences, " +
                std::to_string(report.complaints.size()) + " complaints");
  return report.complaints.empty() ? 0 : 1;
}

}  // namespace

int brief_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                  const BriefOptions& words) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  if (!words.check) return print_brief(terminal, *the_case);
  hold_memory(terminal, context, evidence_bytes(*the_case));
  investigation::BriefRequest request;
  request.file = words.file;
  request.receiver = brief::find_receiver(words.receiver).value_or(brief::Receiver::own);
  const auto report = investigation::check_brief(context, *the_case, request);
  terminal.end_progress();
  if (!report.has_value()) return fail(terminal, report.error());
  return print_complaints(terminal, *report);
}

}  // namespace cuibono::cli
