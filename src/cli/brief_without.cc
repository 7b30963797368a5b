// brief --without: the brief beside that of a lesser case.
#include "cli/brief_command.h"
#include "cli/memory_limit.h"

namespace cuibono::cli {
namespace {

std::string mark_of(const investigation::MarkedSentence& sentence) {
  if (sentence.text.empty()) return "new";
  return std::string(brief::fate_name(sentence.fate));
}

}  // namespace

int marked_brief_command(Terminal& terminal, const core::RunContext& context,
                         const GlobalOptions& options, const evidence::MaskRequest& without) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  hold_memory(terminal, context, evidence_bytes(*the_case));
  const auto marked = investigation::mark_brief(context, *the_case, without);
  terminal.end_progress();
  if (!marked.has_value()) return fail(terminal, marked.error());
  Table table{{"section", "fate", "sentence", "instead"}, {}, {false, false, false, false}};
  std::uint64_t fall = 0, change = 0, stand = 0, added = 0;
  for (const auto& sentence : marked->sentences) {
    const bool changes = sentence.fate == brief::Fate::changes;
    table.rows.push_back({sentence.section, mark_of(sentence), sentence.text,
                          changes ? sentence.after : std::string()});
    fall += sentence.fate == brief::Fate::falls ? 1U : 0U;
    stand += sentence.fate == brief::Fate::stands ? 1U : 0U;
    (sentence.text.empty() ? added : change) += changes ? 1U : 0U;
  }
  if (terminal.table_wanted()) {
    std::string text, section;
    for (const auto& row : table.rows) {
      if (row[0] != section) text += (text.empty() ? "" : "\n") + row[0] + "\n";
      section = row[0];
      text += "  [" + row[1] + "] " + (row[2].empty() ? row[3] : row[2]) + "\n";
      if (!row[2].empty() && !row[3].empty()) text += "      instead: " + row[3] + "\n";
    }
    terminal.print_text(text);
  } else {
    terminal.print(table);
  }
  for (const auto& note : marked->notes) terminal.tell("note: " + note.text);
  terminal.tell(marked->mask + ": of " + std::to_string(fall + change + stand) + " sentences " +
                std::to_string(fall) + " fall, " + std::to_string(change) + " change, " +
                std::to_string(stand) + " stand; " + std::to_string(added) + " are new; " +
                std::to_string(marked->findings_fallen) + " of " +
                std::to_string(marked->findings) + " findings fall");
  return 0;
}

}  // namespace cuibono::cli
