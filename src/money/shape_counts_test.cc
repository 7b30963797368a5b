#include "money/shape_counts.h"

#include <gtest/gtest.h>

#include <atomic>

#include "money/amount_statistics.h"
#include "money/pattern_worlds.h"
#include "money/shape_stream.h"

namespace cuibono::money {
namespace {

constexpr std::uint64_t worlds = 1500;
constexpr std::int64_t windows_us[] = {1, 2, 5, 13, 100};

/// Dense enough that all shapes occur, small enough to be read.
PaymentWorld world_of(std::uint64_t seed) {
  return random_payments(seed, {seed % 3 == 0 ? 4U : 7U, 34, 3, 9});
}

template <class Answer>
Answer get(core::Result<Answer> answer) {
  EXPECT_TRUE(answer.has_value()) << answer.error().what;
  return std::move(*answer);
}

std::string told(const SizeCounts& counts) {
  std::string text;
  for (const auto& one : counts)
    text += "row " + std::to_string(one.row) + ": " + std::to_string(one.count) + " of " +
            std::to_string(one.size) + "\n";
  return text;
}

/// The twins, and law P.
TEST(ShapeCounts, EqualTheirTwins) {
  std::size_t fans = 0, cycles = 0, shorts = 0, scatters = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld world = world_of(seed);
    const PaymentColumns payments = world.columns();
    const std::int64_t window_us = windows_us[seed % std::size(windows_us)];
    const auto length_max = static_cast<std::uint32_t>(2 + seed % 5);
    const auto context = with_threads(seed % 7 == 0 ? 8 : 1);
    const auto fan = get(count_fans(context, payments, window_us));
    ASSERT_EQ(fan, fan_counts_reference(payments, window_us)) << "seed " << seed;
    const auto cycle = get(count_temporal_cycles(context, payments, window_us));
    ASSERT_EQ(told(cycle), told(temporal_cycle_counts_reference(payments, window_us)))
        << "seed " << seed;
    const auto within = get(count_short_cycles(context, payments, window_us, length_max));
    ASSERT_EQ(told(within), told(short_cycle_counts_reference(payments, window_us, length_max)))
        << "seed " << seed;
    const auto scatter = get(count_scatter_gathers(context, payments, window_us));
    ASSERT_EQ(told(scatter), told(scatter_gather_counts_reference(payments, window_us)))
        << "seed " << seed;
    fans += fan.payees_out.size(), cycles += cycle.size(), shorts += within.size();
    scatters += scatter.size();
  }
  EXPECT_GT(fans, 10'000U);
  EXPECT_GT(cycles, 1'000U);
  EXPECT_GT(shorts, 1'000U);
  EXPECT_GT(scatters, 1'000U);
}

ShapeOptions options_of(std::uint64_t seed) {
  const auto window = [&](std::uint64_t i) {
    return windows_us[(seed / (i + 1)) % std::size(windows_us)];
  };
  return {window(0), window(1), window(2), window(3), static_cast<std::uint32_t>(2 + seed % 6)};
}

/// Law S, with count_shapes and all windows apart.
TEST(ShapeCounts, AStreamSaysTheSame) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const PaymentWorld world = world_of(seed);
    const ShapeOptions options = options_of(seed);
    const ShapeCounts table = get(count_shapes({}, world.columns(), options));
    const std::int64_t statistics_us = static_cast<std::int64_t>(seed % 9);
    const auto ends = get(find_end_statistics({}, world.columns(), statistics_us));
    ShapeStream stream(StreamOptions{options, statistics_us, 1});
    ShapeCounts streamed;
    const auto append = [](SizeCounts& all, std::span<const SizeCount> some) {
      all.insert(all.end(), some.begin(), some.end());
    };
    for (std::size_t i = 0; i < world.time_us.size(); ++i) {
      auto one =
          stream.add(world.time_us[i], world.payer[i], world.payee[i], world.amount_minor[i]);
      ASSERT_TRUE(one.has_value()) << "seed " << seed << ", " << one.error().what;
      streamed.fans.payers_in.push_back(one->payers_in);
      streamed.fans.payees_out.push_back(one->payees_out);
      streamed.fans.payments_in.push_back(one->payments_in);
      streamed.fans.payments_out.push_back(one->payments_out);
      append(streamed.scatter_gathers, one->scatter_gathers);
      append(streamed.temporal_cycles, one->temporal_cycles);
      append(streamed.short_cycles, one->short_cycles);
      ASSERT_EQ(one->ends, ends[i]) << "seed " << seed << ", row " << i;
    }
    ASSERT_EQ(streamed, table) << "seed " << seed;
  }
}

/// Laws R, E and law 3 of fans.
TEST(ShapeCounts, Laws) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    PaymentWorld world = world_of(seed);
    const ShapeOptions options = options_of(seed);
    const ShapeCounts all = get(count_shapes({}, world.columns(), options));
    const PaymentWorld other = renamed_and_moved(world, 1'000'000);
    ASSERT_EQ(all, get(count_shapes({}, other.columns(), options))) << "seed " << seed;
    PaymentWorld turned = world;
    std::swap(turned.payer, turned.payee);
    const FanCounts back = get(count_fans({}, turned.columns(), options.fan_us));
    ASSERT_EQ(back.payers_in, all.fans.payees_out) << "seed " << seed;
    ASSERT_EQ(back.payments_out, all.fans.payments_in) << "seed " << seed;
    if (world.time_us.empty()) continue;
    const auto last = static_cast<std::uint32_t>(world.time_us.size() - 1);
    world.time_us.pop_back(), world.payer.pop_back(), world.payee.pop_back();
    world.amount_minor.pop_back();
    const ShapeCounts fewer = get(count_shapes({}, world.columns(), options));
    for (const auto& [more, less] : {std::pair(all.scatter_gathers, fewer.scatter_gathers),
                                     std::pair(all.temporal_cycles, fewer.temporal_cycles),
                                     std::pair(all.short_cycles, fewer.short_cycles)}) {
      SizeCounts before = more;
      std::erase_if(before, [&](const SizeCount& one) { return one.row == last; });
      ASSERT_EQ(told(before), told(less)) << "seed " << seed;
    }
  }
}

std::uint64_t sum(const SizeCounts& counts) {
  std::uint64_t total = 0;
  for (const auto& one : counts) total += one.count;
  return total;
}

/// Wider windows and longer cycles lose nothing; in order of time there are fewer.
TEST(ShapeCounts, Monotone) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const PaymentWorld world = world_of(seed);
    const PaymentColumns payments = world.columns();
    std::uint64_t in_order_before = 0, any_before = 0, fans_before = 0;
    for (const std::int64_t window_us : windows_us) {
      const std::uint64_t in_order = sum(get(count_temporal_cycles({}, payments, window_us)));
      const std::uint64_t any = sum(get(count_short_cycles({}, payments, window_us, 8)));
      std::uint64_t fans = 0;
      for (const auto one : get(count_fans({}, payments, window_us)).payees_out) fans += one;
      ASSERT_LE(in_order, any) << "seed " << seed;  // 7 accounts: none is longer than 8
      ASSERT_LE(in_order_before, in_order);
      ASSERT_LE(any_before, any);
      ASSERT_LE(fans_before, fans);
      in_order_before = in_order, any_before = any, fans_before = fans;
    }
  }
}

/// 0 pays 1 and 2, both pay 3; 3 pays 0: two rounds of three accounts end there.
TEST(ShapeCounts, WorkedByHand) {
  PaymentWorld world;
  world.pay(1, 0, 1, 5);
  world.pay(2, 0, 2, 5);
  world.pay(3, 1, 3, 5);
  world.pay(4, 2, 3, 5);
  world.pay(5, 3, 0, 9);
  world.pay(5, 0, 1, 1);
  const auto payments = world.columns();
  EXPECT_EQ(told(get(count_scatter_gathers({}, payments, 10))), "row 3: 1 of 2\nrow 5: 1 of 2\n");
  EXPECT_EQ(told(get(count_temporal_cycles({}, payments, 10))), "row 4: 2 of 3\n");
  // The last payment is as late as the one before it, which therefore does not come before it.
  EXPECT_EQ(told(get(count_short_cycles({}, payments, 10, 10))), "row 4: 2 of 3\n");
  EXPECT_EQ(told(get(count_short_cycles({}, payments, 10, 2))), "");
  EXPECT_EQ(told(get(count_temporal_cycles({}, payments, 3))), "row 4: 1 of 3\n");
  const FanCounts fans = get(count_fans({}, payments, 4));
  EXPECT_EQ(fans.payees_out, (std::vector<std::uint32_t>{1, 2, 1, 1, 1, 2}));
  EXPECT_EQ(fans.payments_out, (std::vector<std::uint32_t>{1, 2, 1, 1, 1, 2}));
  EXPECT_EQ(fans.payers_in, (std::vector<std::uint32_t>{1, 1, 1, 2, 1, 1}));
}

TEST(ShapeCounts, Errors) {
  PaymentWorld world;
  world.pay(1, 0, 1, 5);
  const auto expect_bad = [](const auto& answer, const std::string& what) {
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().code, core::ErrorCode::bad_input);
    EXPECT_NE(answer.error().what.find(what), std::string::npos) << answer.error().what;
  };
  expect_bad(count_fans({}, world.columns(), 0), "microsecond");
  expect_bad(count_temporal_cycles({}, world.columns(), 0), "microsecond");
  expect_bad(count_scatter_gathers({}, world.columns(), 0), "microsecond");
  expect_bad(count_short_cycles({}, world.columns(), 5, 1), "2 to 16");
  expect_bad(count_short_cycles({}, world.columns(), 5, 17), "2 to 16");
  world.payee[0] = 9;
  expect_bad(count_shapes({}, world.columns(), {}), "out of range");
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  world.payee[0] = 1;
  auto cancelled = count_shapes(context, world.columns(), {});
  ASSERT_FALSE(cancelled.has_value());
  EXPECT_EQ(cancelled.error().code, core::ErrorCode::cancelled);
}

TEST(ShapeCounts, ErrorsOfAStream) {
  ShapeStream stream(StreamOptions{});
  ASSERT_TRUE(stream.add(5, 0, 1, 7).has_value());
  EXPECT_EQ(stream.add(4, 0, 1, 7).error().what, "this payment is earlier than the one before it");
  EXPECT_EQ(stream.add(5, 0, 1, -7).error().what, "an amount is below 0");
  // What was refused was not taken.
  EXPECT_EQ(stream.add(5, 0, 1, INT64_MAX - 8)->payments_out, 2U);
  EXPECT_NE(stream.add(6, 0, 1, 2).error().what.find("beyond 2^63"), std::string::npos);
  EXPECT_NE(stream.add(7, 0, 1, 2).error().what.find("ended"), std::string::npos);
  EXPECT_FALSE(ShapeStream(StreamOptions{{.fan_us = 0}, 1, 1}).add(1, 0, 1, 1).has_value());
  EXPECT_FALSE(ShapeStream(StreamOptions{{.length_max = 17}, 1, 1}).add(1, 0, 1, 1).has_value());
}

/// Windows as wide as time itself, at its ends.
TEST(ShapeCounts, TheEndsOfTime) {
  PaymentWorld world;
  world.pay(INT64_MIN, 0, 1, 5);
  world.pay(INT64_MAX, 1, 0, 5);
  EXPECT_EQ(told(get(count_temporal_cycles({}, world.columns(), INT64_MAX))), "");
  world.time_us[0] = 0;
  EXPECT_EQ(told(get(count_temporal_cycles({}, world.columns(), INT64_MAX))), "row 1: 1 of 2\n");
}

}  // namespace
}  // namespace cuibono::money
