#pragma once
#include "cli/commands.h"

namespace cuibono::cli {

struct JudgeOptions {
  std::vector<std::string> words;  ///< A B VERDICT
  std::string why, undo, import_file;
  bool list = false, export_lines = false;
};

/// A decision on who is who: made, undone, listed, carried to another tool and from there.
/// Out     exit code of the program.
int judge_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                  const JudgeOptions& judge);

}  // namespace cuibono::cli
