#pragma once
#include "cli/commands.h"

namespace cuibono::cli {

struct TraceOptions {
  investigation::TraceRequest request;
  evidence::MaskWords mask;
  std::vector<std::string> rules, compare;  ///< --method before --compare
  bool forward = false;
};

/// One trace: its plan, its places, its steps. Out  exit code of the program.
int trace_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                  const TraceOptions& trace);

}  // namespace cuibono::cli
