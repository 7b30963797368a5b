#include "core/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

#include "core/random.h"

namespace cuibono::core {
namespace {

RunContext with_threads(unsigned threads) {
  RunContext context;
  context.threads = threads;
  return context;
}

struct Seen {
  std::vector<int> visits;    ///< [count] how often an index was in a block
  std::vector<Block> blocks;  ///< [blocks] by number
};

Seen walk(unsigned threads, std::size_t count, std::size_t block) {
  Seen seen;
  seen.visits.assign(count, 0);
  seen.blocks.resize(count + 1);
  std::atomic<std::size_t> number{0};
  const Status status =
      parallel_blocks(with_threads(threads), count, block, [&](const Block& some) -> Status {
        for (std::size_t i = some.begin; i < some.end; ++i) ++seen.visits[i];
        seen.blocks[some.number] = some;
        ++number;
        return {};
      });
  EXPECT_TRUE(status.has_value());
  seen.blocks.resize(number);
  return seen;
}

TEST(Parallel, Law1EveryIndexIsInExactlyOneBlock) {
  for (const unsigned threads : {0U, 1U, 2U, 8U}) {
    for (const std::size_t count : {0U, 1U, 9U, 10U, 11U, 1000U}) {
      for (const std::size_t block : {0U, 1U, 10U, 5000U}) {
        EXPECT_EQ(walk(threads, count, block).visits, std::vector<int>(count, 1))
            << threads << " threads, " << count << " in blocks of " << block;
      }
    }
  }
}

TEST(Parallel, Law2TheBlocksAreTheSameForAnyThreads) {
  for (const std::size_t count : {1U, 99U, 100U, 101U}) {
    const Seen one = walk(1, count, 10);
    for (const unsigned threads : {2U, 3U, 8U}) {
      const Seen many = walk(threads, count, 10);
      ASSERT_EQ(many.blocks.size(), one.blocks.size());
      for (std::size_t b = 0; b < one.blocks.size(); ++b) {
        EXPECT_EQ(many.blocks[b].begin, one.blocks[b].begin);
        EXPECT_EQ(many.blocks[b].end, one.blocks[b].end);
        EXPECT_EQ(many.blocks[b].number, b);
      }
    }
  }
}

TEST(Parallel, TheFirstFailingBlockByNumberIsReturnedNotByTime) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    for (int round = 0; round < 20; ++round) {
      const Status status =
          parallel_blocks(with_threads(threads), 16, 1, [&](const Block& some) -> Status {
            if (some.number < 3) return {};
            // The lowest failing block takes the longest.
            if (some.number == 3) std::this_thread::sleep_for(std::chrono::milliseconds(2));
            return Error{ErrorCode::bad_input, std::to_string(some.number), "", ""};
          });
      ASSERT_FALSE(status.has_value());
      EXPECT_EQ(status.error().what, "3") << threads << " threads";
    }
  }
}

TEST(Parallel, NothingIsStartedBehindAFailureOfOneThread) {
  std::vector<std::size_t> started;
  const Status status = parallel_blocks(with_threads(1), 100, 10, [&](const Block& some) -> Status {
    started.push_back(some.number);
    if (some.number == 2) return Error{ErrorCode::resources, "full", "", ""};
    return {};
  });
  EXPECT_EQ(status.error().code, ErrorCode::resources);
  EXPECT_EQ(started, (std::vector<std::size_t>{0, 1, 2}));
}

TEST(Parallel, CancelStopsTheLoop) {
  std::atomic<bool> stop{false};
  for (const unsigned threads : {1U, 4U}) {
    stop = false;
    std::atomic<int> blocks{0};
    RunContext context = with_threads(threads);
    context.cancel = &stop;
    const Status status = parallel_blocks(context, 1000, 1, [&](const Block&) -> Status {
      if (++blocks == 5) stop = true;
      return {};
    });
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::cancelled);
    EXPECT_LT(blocks.load(), 1000);
  }
}

TEST(Parallel, WhatABodyThrowsArrivesAtTheCaller) {
  for (const unsigned threads : {1U, 2U, 8U}) {
    const auto run = [&] {
      return parallel_blocks(with_threads(threads), 64, 1, [](const Block& some) -> Status {
        if (some.number >= 20) throw std::runtime_error(std::to_string(some.number));
        return {};
      });
    };
    try {
      const Status status = run();
      FAIL() << "nothing arrived with " << threads << " threads";
    } catch (const std::runtime_error& thrown) {
      EXPECT_STREQ(thrown.what(), "20");
    }
  }
}

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

TEST(Parallel, FixedBlocksSumToTheSameBitsAsTheRuleInWords) {
  CounterRandom random(1, 2);
  for (const std::size_t count : {0U, 1U, 1023U, 1024U, 1025U, 5000U}) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) {
      values.push_back(std::ldexp(random.unit() - 0.5, static_cast<int>(random.below(60))));
    }
    // The rule: blocks of 1,024 from the left, each summed in order; then halves of the blocks.
    std::vector<double> sums;
    for (std::size_t begin = 0; begin < count; begin += 1024) {
      const std::size_t end = std::min<std::size_t>(count, begin + 1024);
      sums.push_back(std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(begin),
                                     values.begin() + static_cast<std::ptrdiff_t>(end), 0.0));
    }
    const std::function<double(std::size_t, std::size_t)> pairwise = [&](std::size_t from,
                                                                         std::size_t to) {
      if (from == to) return 0.0;
      if (to - from == 1) return sums[from];
      const std::size_t middle = from + (to - from) / 2;
      return pairwise(from, middle) + pairwise(middle, to);
    };
    EXPECT_TRUE(same_bits(sum_fixed_blocks(values), pairwise(0, sums.size()))) << count;
  }
}

TEST(Parallel, FixedBlocksGiveTheSameBitsForAnyThreads) {
  CounterRandom random(1, 3);
  std::vector<double> values(20'000);
  for (double& value : values) value = random.normal() * 1e9;
  std::vector<double> answers;
  for (const unsigned threads : {1U, 2U, 8U}) {
    std::vector<double> copy(values.size());
    ASSERT_TRUE(parallel_blocks(with_threads(threads), values.size(), 777, [&](const Block& some) {
                  for (std::size_t i = some.begin; i < some.end; ++i) copy[i] = values[i];
                  return Status{};
                }).has_value());
    answers.push_back(sum_fixed_blocks(copy));
  }
  EXPECT_TRUE(same_bits(answers[0], answers[1]));
  EXPECT_TRUE(same_bits(answers[0], answers[2]));
}

}  // namespace
}  // namespace cuibono::core
