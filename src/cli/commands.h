#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/terminal.h"
#include "core/core.h"
#include "investigation/investigation.h"

namespace cuibono::cli {

/// What stands before the verb, and what every verb understands.
struct GlobalOptions {
  std::string case_folder;
  unsigned threads = 0;               ///< 0: as many as the machine has
  std::string memory;                 ///< empty: no limit
  std::optional<std::uint64_t> seed;  ///< nothing: of case.toml
  std::string progress = "auto";
  std::string format = "auto";
  bool quiet = false;
};

struct RunOptions {
  evidence::MaskWords mask;
  std::string out;
  bool strict = false, check = false;
  std::vector<std::string> families;   ///< of replays, besides those of case.toml
  std::optional<std::uint64_t> draws;  ///< of the family bootstrap
};

/// One verb each; they return the exit code of the program.
int init_command(Terminal& terminal, const core::RunContext& context, const std::string& folder,
                 const investigation::CaseSettings& settings);
int simulate_command(Terminal& terminal, const core::RunContext& context,
                     const investigation::SimulateRequest& request);
int add_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                const investigation::AddRequest& request);
int map_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                const std::string& label, std::uint64_t rows);
int run_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                const RunOptions& run);
int verify_command(Terminal& terminal, const core::RunContext& context,
                   const GlobalOptions& options, const investigation::VerifyRequest& request);
int show_command(Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
                 const std::string& what);

/// A run of a case as it was asked for; progress is over when it comes back.
[[nodiscard]] core::Result<investigation::RunReport> run_as_asked(
    Terminal& terminal, const core::RunContext& context, const GlobalOptions& options,
    const investigation::Case& the_case, const RunOptions& run);
/// stderr: the seal of the audit, to be kept elsewhere.
void tell_seal(Terminal& terminal, const investigation::Case& the_case);
/// "12.3 s"
[[nodiscard]] std::string seconds_in_words(double seconds);

/// "4GiB", "512MiB", "2000000000" → bytes; nothing when it cannot be read.
[[nodiscard]] std::optional<std::uint64_t> parse_size(const std::string& text);
[[nodiscard]] int exit_code(core::ErrorCode code) noexcept;
/// Says the error; its exit code.
int fail(Terminal& terminal, const core::Error& error);
/// The bytes of all evidence: its files are mapped, not loaded.
[[nodiscard]] std::uint64_t evidence_bytes(const investigation::Case& the_case);

}  // namespace cuibono::cli
