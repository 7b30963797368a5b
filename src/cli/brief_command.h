#pragma once
#include <string>

#include "cli/commands.h"

namespace cuibono::cli {

/// Words of `brief` as they were given.
struct BriefOptions {
  bool check = false;
  std::string file, receiver = "own";
  evidence::MaskWords mask;
};

/// `brief`: the brief of the last run as text, for people on a terminal, with marks in a pipe; with --check
/// the complaints of the lint. Returns the exit code of the program: 1 where there is a complaint.
int brief_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                  const BriefOptions& words);

/// `brief` with less evidence: each sentence stands, changes or falls (brief_without.cc).
int marked_brief_command(Terminal& terminal, const core::RunContext& context,
                         const GlobalOptions& options, const evidence::MaskRequest& without);

}  // namespace cuibono::cli
