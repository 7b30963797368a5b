#pragma once
#include <cstdint>

#include "cli/terminal.h"
#include "core/core.h"

namespace cuibono::cli {

/// Holds this process to the memory that a person gave with --memory.
///
/// In      context.memory_bytes (0: nothing is held) and threads; mapped_bytes: files that are mapped,
///         whose pages the system can drop.
/// Out     a limit of address space (RLIMIT_AS): memory_bytes, and what is no use of memory: what the
///         program occupies already with its libraries, 8 MiB a thread for its stack, mapped_bytes.
///         malloc keeps to one arena, since it would set aside 64 MiB of addresses for each thread.
///         What goes over it ends the program with exit 5 and one sentence, wherever it happens;
///         what a run puts in place is put there in one step, so that out/ is the old one.
///         A build under a sanitizer reserves addresses without end: there it is told and not held.
void hold_memory(const Terminal& terminal, const core::RunContext& context,
                 std::uint64_t mapped_bytes);

/// What to say when there is no memory: with the limit, where one is held.
[[nodiscard]] const char* memory_sentence() noexcept;

}  // namespace cuibono::cli
