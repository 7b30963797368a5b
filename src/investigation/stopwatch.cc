// What each stage took.
#include <sys/resource.h>

#include <mutex>

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

core::Status Stopwatch::side_by_side(std::span<const Tale> tales) {
  end();
  std::mutex telling;
  core::RunContext inner = context_;
  if (context_.progress) {
    inner.progress = [&](const core::Progress& progress) {
      const std::lock_guard lock(telling);
      context_.progress(progress);
    };
  }
  std::vector<std::vector<StageTime>> stages(tales.size());
  core::Status status = core::parallel_blocks(context_, tales.size(), 1,
                                              [&](const core::Block& block) -> core::Status {
                                                Stopwatch watch(inner, stages[block.begin]);
                                                CB_TRY_STATUS(tales[block.begin](inner, watch));
                                                watch.end();
                                                return {};
                                              });
  for (const auto& some : stages) stages_.insert(stages_.end(), some.begin(), some.end());
  return status;
}

}  // namespace cuibono::investigation
