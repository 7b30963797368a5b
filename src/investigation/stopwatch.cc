// What each stage took.
#include <sys/resource.h>

#include "investigation/results.h"

namespace cuibono::investigation {

void Stopwatch::begin(const char* name, std::uint64_t rows) {
  end();
  stages_.push_back(StageTime{name, 0.0, rows, 0});
  context_.report(name, "", 0, rows);
  since_ = std::chrono::steady_clock::now();
  running_ = true;
}

void Stopwatch::end() {
  if (!running_) return;
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since_;
  stages_.back().seconds = took.count();
  struct ::rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  stages_.back().peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024U;
  running_ = false;
}

}  // namespace cuibono::investigation
