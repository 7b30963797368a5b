// The laws of trace.h that pro rata keeps alone: its fixed point against exact fractions.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <map>
#include <set>

#include "money/trace.h"
#include "money/trace_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();
using Fraction = boost::multiprecision::cpp_rational;
using AccountTag = std::array<std::uint32_t, 2>;

Traced prorata(World w) {
  w.options.want_shares = true;
  auto traced = trace_prorata(core::RunContext{}, w.transfers, w.seeds, w.options);
  EXPECT_TRUE(traced.has_value());
  return traced.has_value() ? std::move(*traced) : Traced{};
}

std::map<AccountTag, std::int64_t> shares(const World& w) {
  std::map<AccountTag, std::int64_t> units;
  for (const Share& s : prorata(w).shares) units[{s.account, s.tag}] = s.units;
  return units;
}

/// How many payments carried each tag by division (a seed carries whole units).
std::map<std::uint32_t, std::int64_t> carriers(const World& w) {
  std::map<std::uint32_t, std::int64_t> count;
  std::vector<std::set<std::uint32_t>> tags(w.options.accounts);
  std::vector<std::int64_t> balance(w.options.accounts, 0);
  std::size_t next = 0;
  for (std::size_t i = 0; i < w.transfers.size(); ++i) {
    const auto [payer, payee, amount] = w.transfers[i];
    const bool seeded = next < w.seeds.size() && w.seeds[next].transfer == i;
    const std::uint32_t tag = seeded ? w.seeds[next++].tag : 0;
    if (payer == payee || amount == 0) continue;
    for (const std::uint32_t carried : tags[payer]) {
      ++count[carried];
      if (!seeded) tags[payee].insert(carried);
    }
    if (seeded) tags[payee].insert(tag);
    if (amount >= balance[payer]) tags[payer].clear();
    balance[payer] = std::max(balance[payer], amount) - amount;
    balance[payee] += amount;
  }
  return count;
}

TEST(TraceProrata, Law5ErrorBoundAgainstExactFractions) {
  std::int64_t largest = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    const auto fixed = shares(w);
    const auto count = carriers(w);
    std::map<AccountTag, core::Int128> error;  // in 2^-16 · 10^-9 of the unit
    for (const auto& [place, units] : fixed) error[place] = core::Int128{units} * 1'000'000'000;
    for (const ExactShare& s : trace_prorata_reference(w.transfers, w.seeds, w.options))
      error[{s.account, s.tag}] -= (core::Int128{s.amount_minor} * 1'000'000'000 + s.billionths)
                                   << 16;
    for (const auto& [place, e] : error) {
      const auto found = count.find(place[1]);
      const core::Int128 bound =
          core::Int128{found == count.end() ? 0 : found->second} * 1'000'000'000 + (1 << 16);
      const core::Int128 size = e < 0 ? -e : e;
      ASSERT_TRUE(size <= bound) << "seed " << seed;
      largest = std::max(largest, static_cast<std::int64_t>(size / 1'000'000'000));
    }
  }
  EXPECT_GT(largest, 0) << "worlds too tame to round anything";
}

TEST(TraceProrata, Law4SplittingAnyPaymentStaysWithinTheBounds) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    if (w.transfers.empty()) continue;
    core::CounterRandom random(seed, 4);
    const std::size_t i = random.below(w.transfers.size());
    if (w.transfers[i].amount_minor < 2) continue;
    const World split = split_payment(w, i, random.between(1, w.transfers[i].amount_minor - 1));
    auto before = shares(w), after = shares(split);
    auto bound = carriers(w);
    for (const auto& [tag, count] : carriers(split)) bound[tag] += count;
    for (const auto& [place, units] : after) before[place] += 0;
    for (const auto& [place, units] : before)
      ASSERT_LE(std::abs(units - after[place]), bound[place[1]]) << "seed " << seed;
  }
}

/// Exact share of every tag in one account by one backward pass (METHODS 1.7).
std::map<std::uint32_t, Fraction> adjoint(const World& w, std::uint32_t target) {
  std::vector<std::int64_t> balance(w.options.accounts, 0), before(w.transfers.size(), 0);
  for (std::size_t i = 0; i < w.transfers.size(); ++i) {
    const auto [payer, payee, amount] = w.transfers[i];
    if (payer == payee) continue;
    balance[payer] = before[i] = std::max(balance[payer], amount);
    balance[payer] -= amount;
    balance[payee] += amount;
  }
  std::vector<Fraction> weight(w.options.accounts, 0);
  weight[target] = 1;
  std::map<std::uint32_t, Fraction> found;
  std::size_t next = w.seeds.size();
  for (std::size_t i = w.transfers.size(); i-- > 0;) {
    const auto [payer, payee, amount] = w.transfers[i];
    const bool seeded = next > 0 && w.seeds[next - 1].transfer == i;
    if (seeded) --next;
    if (payer == payee || amount == 0) continue;
    const Fraction at_payee = seeded ? Fraction(0) : weight[payee];
    if (seeded && weight[payee] != 0) found[w.seeds[next].tag] += weight[payee] * amount;
    weight[payer] = (weight[payer] * (before[i] - amount) + at_payee * amount) / before[i];
  }
  return found;
}

TEST(TraceProrata, ForwardEqualsBackward) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    std::map<AccountTag, std::string> forward, backward;
    for (const ExactShare& s : trace_prorata_reference(w.transfers, w.seeds, w.options))
      forward[{s.account, s.tag}] = s.fraction;
    for (std::uint32_t a = 0; a < w.options.accounts; ++a) {
      for (const auto& [tag, share] : adjoint(w, a)) {
        if (share != 0) backward[{a, tag}] = share.str();
      }
    }
    ASSERT_EQ(forward, backward) << "seed " << seed;
  }
}

TEST(TraceProrata, OneTagEqualsManyTagsOfWhichOneIsUsed) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    World w = random_world(seed);
    for (Seed& s : w.seeds) s.tag = 1;
    w.options.tags = 1;
    const Traced one = prorata(w);
    w.options.tags = 2;
    const Traced many = prorata(w);
    ASSERT_EQ(one.holdings, many.holdings) << "seed " << seed;
    ASSERT_EQ(one.flows, many.flows) << "seed " << seed;
    ASSERT_EQ(one.displaced, many.displaced) << "seed " << seed;
    ASSERT_EQ(one.shares, many.shares) << "seed " << seed;
  }
}

TEST(TraceProrata, LargestRemainderAndTies) {
  // T08: 100.00 in three is 33.34, 33.33, 33.33: the tie goes to the account named first.
  World w;
  w.options = {5, 1, FlowDetail::none, true, 0};
  w.transfers = {{4, 3, 10000}, {0, 3, 20000}, {3, 2, 10000}, {3, 1, 10000}, {3, 0, 10000}};
  w.seeds = {{0, 1}};
  const std::vector<Holding> expected{{0, 1, 3334}, {1, 1, 3333}, {2, 1, 3333}};
  EXPECT_EQ(prorata(w).holdings, expected);
}

TEST(TraceProrata, FinerUnitsGiveWayToLargeAmounts) {
  World w;
  w.options = {4, 2, FlowDetail::none, true, 0};
  const std::int64_t huge = std::int64_t{1} << 58;  // with 16 bits of fraction: beyond 63
  w.transfers = {{0, 1, huge}, {0, 1, huge / 2}, {1, 2, huge}};
  w.seeds = {{0, 1}};
  const Traced traced = prorata(w);
  EXPECT_EQ(traced.fraction_bits, 3U);
  ASSERT_EQ(traced.holdings.size(), 2U);
  EXPECT_EQ(traced.holdings[0].amount_minor + traced.holdings[1].amount_minor, huge);
  EXPECT_EQ(traced.holdings[1].amount_minor, 192153584101141163);  // 2/3 of 2^58 ends in .67
  w.transfers[0].amount_minor = std::int64_t{1} << 62;
  w.transfers[2].amount_minor = 1;
  const auto refused = trace_prorata(core::RunContext{}, w.transfers, w.seeds, w.options);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, core::ErrorCode::bad_input);
}

TEST(TraceProrata, GivesUpWhereTagsSpreadTooFar) {
  World w;
  w.options = {10, 2, FlowDetail::none, false, 3};
  w.transfers = {{0, 1, 100}, {0, 1, 100}, {1, 2, 50}, {1, 3, 50}};
  w.seeds = {{0, 1}, {1, 2}};
  const auto refused = trace_prorata(core::RunContext{}, w.transfers, w.seeds, w.options);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, core::ErrorCode::resources);
  w.options.carried_max = 6;
  EXPECT_TRUE(trace_prorata(core::RunContext{}, w.transfers, w.seeds, w.options).has_value());
}

}  // namespace
}  // namespace cuibono::money
