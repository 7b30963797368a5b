#pragma once
#include <cstdint>
#include <string>

#include "cli/commands.h"

namespace cuibono::cli {

/// `map preview`: rows as they will be understood, a table for people, a JSON object a row for programs;
/// questions at the end. Returns the exit code of the program.
int preview_command(Terminal& terminal, const core::RunContext& context,
                    const GlobalOptions& options, const std::string& label, std::uint64_t rows);

}  // namespace cuibono::cli
