#include "cli/export_command.h"

#include "cli/memory_limit.h"

namespace cuibono::cli {

int export_command(Terminal& terminal, const core::RunContext& context,
                   const GlobalOptions& options, const ExportOptions& words) {
  const auto the_case = investigation::open_case(options.case_folder);
  if (!the_case.has_value()) return fail(terminal, the_case.error());
  hold_memory(terminal, context, evidence_bytes(*the_case));
  investigation::ExportRequest request = words.request;
  if (const auto carrier = formats::find_carrier(words.to)) request.carrier = *carrier;
  request.receiver = brief::find_receiver(words.receiver);
  const auto files = investigation::export_items(context, *the_case, request);
  terminal.end_progress();
  if (!files.has_value()) return fail(terminal, files.error());
  Table table{{"item", "file", "records", "bytes", "closed", "note"},
              {},
              {false, false, true, true, true, false}};
  std::uint64_t written = 0, closed = 0;
  for (const auto& file : *files) {
    table.rows.push_back({file.label, file.path, std::to_string(file.records),
                          std::to_string(file.bytes), std::to_string(file.closed), file.note});
    written += file.path.empty() ? 0U : 1U;
    closed += file.closed;
  }
  terminal.print(table);
  terminal.tell(std::to_string(written) + " files; each was read again and gave the same records");
  if (closed > 0)
    terminal.tell("note: " + std::to_string(closed) +
                  " calls with privileged contacts were left out");
  return 0;
}

}  // namespace cuibono::cli
