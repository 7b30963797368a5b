#pragma once
#include <string>
#include <vector>

#include "cli/commands.h"

namespace cuibono::cli {

/// A run with families of replays; prints each as a table. Out  exit code of the program.
int replay_command(Terminal& terminal, const core::RunContext& context,
                   const GlobalOptions& options, const RunOptions& run);

/// The tables of replays: of steadiness the least steady rows, and how many more there are.
void print_replays(Terminal& terminal, const std::vector<investigation::ReplayTable>& replays);

}  // namespace cuibono::cli
