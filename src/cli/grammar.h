#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/brief_command.h"
#include "cli/commands.h"
#include "cli/export_command.h"
#include "cli/judge_command.h"
#include "cli/resolve_command.h"
#include "cli/serve_command.h"
#include "cli/trace_command.h"

namespace cuibono::cli {

/// What the words of a command line set, verb by verb.
struct Options {
  std::string verb;
  GlobalOptions global;
  investigation::CaseSettings init;
  investigation::SimulateRequest simulate;
  investigation::AddRequest add;
  RunOptions run;
  RunOptions replay;
  TraceOptions trace;
  JudgeOptions judge;
  ResolveOptions resolve;
  investigation::VerifyRequest verify;
  ServeOptions serve;
  ExportOptions export_words;
  BriefOptions brief;
  std::string folder, what;
  std::vector<std::string> map_words;
  std::uint64_t rows = 20;
};

/// Reads the words of a command line.
/// Out     nothing: `options` say what to do; else the exit code of a program that has said all there is to say: help,
///         its version, what it did not understand.
[[nodiscard]] std::optional<int> parse_words(int count, char** arguments, Options& options);

}  // namespace cuibono::cli
