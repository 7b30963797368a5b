#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "cli/brief_command.h"
#include "cli/commands.h"
#include "cli/export_command.h"
#include "cli/serve_command.h"
#include "cli/trace_command.h"

namespace CLI {
class App;
}

namespace cuibono::cli {

/// What the words of a command line set, verb by verb.
struct Options {
  GlobalOptions global;
  investigation::CaseSettings init;
  investigation::SimulateRequest simulate;
  investigation::AddRequest add;
  RunOptions run;
  RunOptions replay;
  TraceOptions trace;
  investigation::VerifyRequest verify;
  ServeOptions serve;
  ExportOptions export_words;
  BriefOptions brief;
  std::string folder, what;
  std::vector<std::string> map_words;
  std::uint64_t rows = 20;
};

/// What every verb understands, and each verb with its options; they fill `options`, which outlives the app.
void add_globals(CLI::App& app, GlobalOptions& global);
void add_verbs(CLI::App& app, Options& options);

}  // namespace cuibono::cli
