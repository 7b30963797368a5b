// Blocks are handed out in order from one counter; each thread works on what it takes. The first
// error by block number wins: threads keep going below the lowest failed number, so which error is
// returned does not depend on timing. What a body throws (no memory) counts as a failure of its
// block and is thrown again in the caller's thread, where main can say so.
#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace cuibono::core {
namespace {

constexpr std::size_t sum_block = 1024;

double sum_pairwise(std::span<const double> values) {
  if (values.empty()) return 0.0;
  if (values.size() == 1) return values[0];
  const std::size_t half = values.size() / 2;
  return sum_pairwise(values.first(half)) + sum_pairwise(values.subspan(half));
}

}  // namespace

Status parallel_blocks(const RunContext& context, std::size_t count, std::size_t block,
                       const std::function<Status(const Block&)>& body) {
  if (count == 0) return {};
  const std::size_t size = std::max<std::size_t>(block, 1);
  const std::size_t blocks = (count + size - 1) / size;
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> lowest_failed{blocks};
  std::mutex mutex;
  std::optional<Error> failure;
  std::exception_ptr thrown;
  const auto run = [&](const Block& some, std::exception_ptr& caught) -> Status {
    CB_TRY_STATUS(check_cancelled(context));
    try {
      return body(some);
    } catch (...) {
      caught = std::current_exception();
      return Error{};
    }
  };
  const auto work = [&] {
    for (std::size_t number = next.fetch_add(1); number < lowest_failed.load();
         number = next.fetch_add(1)) {
      std::exception_ptr caught;
      Status status = run({number * size, std::min(count, (number + 1) * size), number}, caught);
      if (status.has_value()) continue;
      const std::lock_guard<std::mutex> guard(mutex);
      if (number < lowest_failed.load()) {
        lowest_failed.store(number);
        failure = std::move(status.error());
        thrown = caught;
      }
    }
  };
  const std::size_t threads = std::min<std::size_t>(std::max(1U, context.threads), blocks);
  if (threads == 1) {
    work();
  } else {
    std::vector<std::jthread> team;
    team.reserve(threads - 1);
    for (std::size_t i = 1; i < threads; ++i) team.emplace_back(work);
    work();
  }
  if (thrown) std::rethrow_exception(thrown);
  if (failure) return std::move(*failure);
  return {};
}

double sum_fixed_blocks(std::span<const double> values) noexcept {
  std::vector<double> sums;
  sums.reserve(values.size() / sum_block + 1);
  for (std::size_t begin = 0; begin < values.size(); begin += sum_block) {
    double sum = 0.0;
    const std::size_t end = std::min(values.size(), begin + sum_block);
    for (std::size_t i = begin; i < end; ++i) sum += values[i];
    sums.push_back(sum);
  }
  return sum_pairwise(sums);
}

}  // namespace cuibono::core
