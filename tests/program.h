#pragma once
// Runs the built program as a person would, and says what came of it.
#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cuibono::cross {

/// How to run it. Each field has the price that a person's shell would set.
struct ProgramOptions {
  std::string folder;                              ///< working directory; empty: this one
  std::map<std::string, std::string> environment;  ///< set, or unset where empty
  std::optional<std::uint64_t> file_bytes_max;     ///< RLIMIT_FSIZE
  std::optional<std::uint64_t> signal_after_us;    ///< send `signal` after so long
  std::optional<std::string> signal_when;          ///< send `signal` when stderr says this
  int signal = 0;
  bool without_root = false;   ///< as "nobody", whom a folder's permissions bind
  bool close_stdout = false;   ///< started with file descriptor 1 closed
  bool close_stderr = false;   ///< started with file descriptor 2 closed
  bool reader_leaves = false;  ///< nobody reads stdout
  bool terminal = false;       ///< stdout and stderr are one terminal; what is said is in `out`
  std::string stdout_path;     ///< stdout goes to this file
};

struct Outcome {
  int exit_code = -1;  ///< -1: ended by a signal
  int signal = 0;      ///< 0: ended by itself
  std::string out, err;
  double seconds = 0.0;
};

/// Starts CUIBONO_BINARY with `arguments` and waits for its end.
[[nodiscard]] Outcome run_program(const std::vector<std::string>& arguments,
                                  const ProgramOptions& options = {});

/// "exit 3" and all that was said: for the message of a failed expectation.
[[nodiscard]] std::string describe(const Outcome& outcome);

}  // namespace cuibono::cross
