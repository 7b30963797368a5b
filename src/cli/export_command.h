#pragma once
#include <string>

#include "cli/commands.h"

namespace cuibono::cli {

/// Words of `export` as they were given.
struct ExportOptions {
  std::string to, receiver;
  investigation::ExportRequest request;
};

/// `export`: records as files for other programs. Returns the exit code of the program.
int export_command(Terminal& terminal, const core::RunContext& context,
                   const GlobalOptions& options, const ExportOptions& words);

}  // namespace cuibono::cli
