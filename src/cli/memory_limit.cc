#include "cli/memory_limit.h"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

namespace cuibono::cli {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

constexpr std::uint64_t stack_bytes = 8ULL << 20;

// Written before the limit is set: when it is needed there is no memory to make it.
std::array<char, 512> sentence{
    "error: out of memory\nhint:  close other programs, or split the case\n"};
std::atomic<bool> is_ending{false};

/// Memory may run out in any thread, also where nothing can be thrown: say so and end. Nothing is left
/// to clean up: results are swapped in one step, the lock falls with the process.
void end_for_memory() {
  constexpr int resources_exit = 5;
  if (is_ending.exchange(true)) {
    while (true) ::pause();
  }
  if (::isatty(STDERR_FILENO) == 1) static_cast<void>(!::write(STDERR_FILENO, "\n", 1));
  static_cast<void>(!::write(STDERR_FILENO, sentence.data(), std::strlen(sentence.data())));
  ::_exit(resources_exit);
}

/// What the program occupies already, in bytes of address space.
std::uint64_t occupied_bytes() {
  constexpr std::uint64_t when_unknown = 256ULL << 20;
  unsigned long pages = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr) return when_unknown;
  const int read = std::fscanf(file, "%lu", &pages);
  std::fclose(file);
  return read == 1 ? pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : when_unknown;
}

std::string in_words(std::uint64_t bytes) {
  constexpr unsigned mebi = 20;
  if (bytes >> mebi == 0) return std::to_string(bytes) + " bytes";
  return std::to_string(bytes >> mebi) + " MiB";
}

}  // namespace

const char* memory_sentence() noexcept { return sentence.data(); }

void hold_memory(const Terminal& terminal, const core::RunContext& context,
                 std::uint64_t mapped_bytes) {
  if (context.memory_bytes == 0) return;
  if (is_sanitized) {
    terminal.tell("note: --memory is not held in a build under a sanitizer");
    return;
  }
  static_cast<void>(std::snprintf(
      sentence.data(), sentence.size(),
      "error: this needs more than the %s of --memory; what was there before is as it was\n"
      "hint:  raise --memory, use fewer threads (-j 1), run under a mask (--only-jurisdiction, "
      "--without), or split the case\n",
      in_words(context.memory_bytes).c_str()));
  ::mallopt(M_ARENA_MAX, 1);
  // The library of Parquet would set a whole GiB of addresses aside for what it may need.
  ::setenv("ARROW_DEFAULT_MEMORY_POOL", "system",
           1);  // NOLINT(concurrency-mt-unsafe): no thread yet
  ::rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) != 0) return;
  const std::uint64_t bytes =
      context.memory_bytes + occupied_bytes() + context.threads * stack_bytes + mapped_bytes;
  limit.rlim_cur = std::min<rlim_t>(bytes, limit.rlim_max);
  if (::setrlimit(RLIMIT_AS, &limit) != 0) {
    terminal.tell("note: the system does not let this process hold --memory");
    return;
  }
  std::set_new_handler(end_for_memory);
}

}  // namespace cuibono::cli
