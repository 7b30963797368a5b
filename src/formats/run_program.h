#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::formats {

/// What another program may cost.
struct ProgramLimits {
  std::uint32_t cpu_seconds = 120;          ///< of the processor; then it is ended
  std::uint32_t wall_seconds = 600;         ///< of the clock, for one that waits or sleeps
  std::uint64_t output_bytes = 256U << 20;  ///< more is cut off, and the program ended
  std::uint64_t memory_bytes = 2ULL << 30;  ///< of its address space
};

/// How a program ended.
enum class ProgramEnd : std::uint8_t { exited, too_long, too_much, killed };
struct ProgramRun {
  ProgramEnd end = ProgramEnd::exited;
  int exit_code = 0;      ///< of `exited`
  std::string output;     ///< what it wrote to its standard output
  std::string complaint;  ///< the first 4 KiB of what it wrote to its standard error
};

/// Where a program lies: in the folders of PATH, in their order; empty: it is not there.
[[nodiscard]] std::string find_program(std::string_view name);

/// Runs another program on bytes, without a shell.
///
/// In      path of the program; its arguments, of which input_path stands for the bytes.
/// Out     what it wrote and how it ended. The bytes lie in a file of the memory that has no name in any folder
///         and is gone with the program. It has no environment but LC_ALL=C.UTF-8, no other open file,
///         writes no byte to a file, and opens no connection (Linux on x86-64 and ARM64: the kernel refuses it).
/// Laws    1 it is over when this returns, whatever it did.
/// Errors  resources: it cannot be started.  cancelled.
inline constexpr std::string_view input_path = "/dev/fd/3";
[[nodiscard]] core::Result<ProgramRun> run_program(const core::RunContext& context,
                                                   const std::string& program,
                                                   const std::vector<std::string>& arguments,
                                                   std::string_view input,
                                                   const ProgramLimits& limits);

}  // namespace cuibono::formats
