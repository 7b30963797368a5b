#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace cuibono::core {

/// How far a long piece of work is.
struct Progress {
  std::string_view stage;
  std::string_view what;
  std::uint64_t done = 0, total = 0;  ///< total 0: not known
};

/// What every door takes: how to work, never what to work on. Results do not depend on `threads`,
/// `memory_bytes` or `progress`.
struct RunContext {
  unsigned threads = 1;                 ///< at least 1
  std::uint64_t seed = 1;               ///< of everything that is drawn
  std::uint64_t memory_bytes = 0;       ///< the program is held to so much; 0: to nothing
  std::atomic<bool>* cancel = nullptr;  ///< borrows from the caller; true asks to stop
  std::function<void(const Progress&)>
      progress;  ///< may be empty; called from one thread at a time

  [[nodiscard]] bool cancelled() const noexcept {
    return cancel != nullptr && cancel->load(std::memory_order_relaxed);
  }
  void report(std::string_view stage, std::string_view what, std::uint64_t done,
              std::uint64_t total) const {
    if (progress) progress(Progress{stage, what, done, total});
  }
};

/// Errors  cancelled.  To be asked between blocks of long work.
[[nodiscard]] Status check_cancelled(const RunContext& context);

}  // namespace cuibono::core
