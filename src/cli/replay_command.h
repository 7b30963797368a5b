#pragma once
#include <string>
#include <vector>

#include "cli/commands.h"

namespace cuibono::cli {

/// Words of `cuibono replay`.
struct ReplayOptions {
  RunOptions run;
  std::vector<std::string> families;
  std::optional<std::uint64_t> draws;
};

/// A run with families of replays; prints each as a table. Out  exit code of the program.
int replay_command(Terminal& terminal, const core::RunContext& context,
                   const GlobalOptions& options, const ReplayOptions& replay);

/// The tables of replays: of steadiness the least steady rows, and how many more there are.
void print_replays(Terminal& terminal, const std::vector<investigation::ReplayTable>& replays);

}  // namespace cuibono::cli
