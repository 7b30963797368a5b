#pragma once
#include <cstdint>

#include "cli/commands.h"
#include "core/core.h"

namespace cuibono::cli {

struct ServeOptions {
  std::uint16_t port = 0;  ///< 0: a free one
  std::uint32_t idle_minutes = 0;
  bool open = false, read_only = false;
};

/// The workbench of a case, until SIGINT or SIGTERM or --idle end it: exit 0.
///
/// Out     stdout: the address with its token, one line. stderr: what happens.
///         --open starts xdg-open without a shell; that it fails is a note.
int serve_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                  const ServeOptions& serve);

}  // namespace cuibono::cli
