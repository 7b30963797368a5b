#pragma once
#include "cli/commands.h"

namespace cuibono::cli {

struct ResolveOptions {
  investigation::ResolveRequest request;
  std::optional<double> automatic, review;  ///< probabilities
};

/// Who may be one: pairs for a person to judge, or why one pair has its score. Out  exit code of the program.
int resolve_command(Terminal& terminal, const core::RunContext& context,
                    const GlobalOptions& options, const ResolveOptions& resolve);

}  // namespace cuibono::cli
