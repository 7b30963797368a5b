#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "core/run_context.h"

namespace cuibono::core {

/// One piece of a parallel loop: [begin, end) and its number. The pieces depend on `count` and
/// `block` alone, never on threads: what a piece writes is its own.
struct Block {
  std::size_t begin = 0, end = 0, number = 0;
};

/// Runs body on blocks of [0, count) on context.threads threads.
///
/// Use     when blocks are independent; merge their outputs by block number afterwards.
/// Laws    1 every index is in exactly one block.  2 the blocks are the same for any thread count.
/// Errors  the first failing block by number (not by time); cancelled when the context says so.
///         What a body throws is thrown again here, after all threads have ended.
[[nodiscard]] Status parallel_blocks(const RunContext& context, std::size_t count,
                                     std::size_t block,
                                     const std::function<Status(const Block&)>& body);

/// Sum of doubles by fixed blocks of 1,024, then pairwise over blocks: the same bits for any thread
/// count and any chunking of the caller.
[[nodiscard]] double sum_fixed_blocks(std::span<const double> values) noexcept;

}  // namespace cuibono::core
