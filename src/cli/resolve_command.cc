#include "cli/resolve_command.h"

#include "cli/memory_limit.h"

namespace cuibono::cli {
namespace {

std::string bits_of(std::int64_t score) {
  char text[32];
  std::snprintf(text, sizeof text, "%+.1f", static_cast<double>(score) / 65'536.0);
  return text;
}

void print_waterfall(Terminal& terminal, const investigation::ResolveReport& report) {
  Table table{{"step", "bits", "sum", "first", "second", "what it means"},
              {},
              {false, true, true, false, false, false}};
  for (const auto& bar : report.bars)
    table.rows.push_back(
        {bar.what, bits_of(bar.bits), bits_of(bar.after), bar.value_a, bar.value_b, bar.words});
  terminal.print(table);
  const auto& pair = report.pairs.front();
  terminal.tell(pair.names_a + " (" + pair.records_a + ") and " + pair.names_b + " (" +
                pair.records_b + "): " + pair.share + " by the model of this case");
  for (const auto& turn : report.turns) terminal.tell("would change it: " + turn);
}

}  // namespace

int resolve_command(Terminal& terminal, const core::RunContext& context,
                    const GlobalOptions& options, const ResolveOptions& resolve) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  hold_memory(terminal, context, evidence_bytes(*the_case));
  investigation::ResolveRequest request = resolve.request;
  const auto permille = [](double share) { return static_cast<std::uint32_t>(share * 1000 + 0.5); };
  if (resolve.automatic) request.auto_permille = permille(*resolve.automatic);
  if (resolve.review) request.review_permille = permille(*resolve.review);
  const auto report = investigation::resolve_case(context, *the_case, request);
  terminal.end_progress();
  if (!report.has_value()) return fail(terminal, report.error());
  if (!request.explain.empty()) {
    print_waterfall(terminal, *report);
    return 0;
  }
  Table table{{"share", "bits", "a", "names_a", "b", "names_b", "alike", "records_a", "records_b",
               "joined"},
              {},
              {true, true, false, false, false, false, false, false, false, false}};
  for (const auto& pair : report->pairs)
    table.rows.push_back({pair.share, pair.bits, pair.a, pair.names_a, pair.b, pair.names_b,
                          pair.words, pair.records_a, pair.records_b, pair.is_joined ? "yes" : ""});
  terminal.print(table);
  terminal.tell(std::to_string(report->holders) + " holders with a name, " +
                std::to_string(report->compared) + " pairs compared, about " +
                std::to_string(report->expected) +
                " of all pairs are one by the model of this case");
  terminal.tell("shown " + std::to_string(report->pairs.size()) + " of " +
                std::to_string(report->above) +
                " pairs to look at, by doubt and by how much hangs on them");
  if (!report->is_learned)
    terminal.tell(
        "note: what the model of this case takes for one person is too few pairs to learn from, or "
        "more than can be: "
        "the shares say little, and nothing joins by itself");
  for (const auto& note : report->notes) terminal.tell("note: " + note);
  return 0;
}

}  // namespace cuibono::cli
