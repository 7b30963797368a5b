// The laws of screening.h on random worlds, and the oracle worked by hand.
#include "money/screening.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "money/layered_worlds.h"
#include "money/oracle_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();

Poisoned poisoned(const World& w) {
  auto found =
      find_poisoned(core::RunContext{}, w.transfers, w.seeds, w.options.accounts, w.options.tags);
  EXPECT_TRUE(found.has_value());
  return found.has_value() ? std::move(*found) : Poisoned{};
}

struct RandomTransaction {
  std::vector<std::int64_t> inputs, tainted, outputs;
  [[nodiscard]] CoinTransaction view() const { return {inputs, tainted, outputs}; }
};

RandomTransaction random_transaction(std::uint64_t seed) {
  core::CounterRandom random(seed, 45);
  RandomTransaction t;
  std::int64_t left = 0;
  for (std::uint64_t i = 1 + random.below(4); i > 0; --i) {
    t.inputs.push_back(random.between(0, 9));
    t.tainted.push_back(random.between(0, t.inputs.back()));
    left += t.inputs.back();
  }
  for (std::uint64_t i = random.below(5); i > 0; --i) {
    t.outputs.push_back(random.between(0, std::min<std::int64_t>(left, 6)));
    left -= t.outputs.back();
  }
  return t;
}

std::vector<std::int64_t> tiho(const RandomTransaction& t) {
  auto spread = spread_by_tiho(t.view());
  EXPECT_TRUE(spread.has_value());
  return spread.has_value() ? std::move(*spread) : std::vector<std::int64_t>{};
}

TEST(Screening, OracleT05PoisonMarksEveryOutputWhole) {
  const NamedWorld named(oracle_t05());
  const Poisoned found = poisoned({named.options, named.transfers, named.seeds});
  EXPECT_EQ(found.transfers, (std::vector<std::uint32_t>{0, 2, 3, 4}));  // 3 stolen; 4, 5 and 1 out
  std::vector<std::uint32_t> expected{named.accounts.at("first_output"),
                                      named.accounts.at("second_output"), named.accounts.at("fee")};
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(found.accounts, expected);  // the address is empty
}

TEST(Screening, OracleT05TihoPaysTheLargerOutput) {
  EXPECT_EQ(tiho({{3, 7}, {3, 0}, {4, 5}}), (std::vector<std::int64_t>{0, 3, 0}));
}

TEST(Screening, TihoTakesTiesInOrderAndTheFeeLast) {
  EXPECT_EQ(tiho({{10}, {6}, {2, 4, 2, 1}}), (std::vector<std::int64_t>{2, 4, 0, 0, 0}));
  EXPECT_EQ(tiho({{10}, {9}, {1, 1}}), (std::vector<std::int64_t>{1, 1, 7}));
}

TEST(Screening, AnEmptyAccountIsClean) {
  const World w{{3, 1}, {{0, 1, 5}, {1, 2, 5}, {0, 1, 5}, {1, 0, 5}}, {{0, 1}}};
  EXPECT_EQ(poisoned(w).transfers, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(poisoned(w).accounts, (std::vector<std::uint32_t>{2}));
}

TEST(Screening, PoisonEqualsTheTwin) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    const Poisoned fast = poisoned(w);
    const Poisoned slow = find_poisoned_reference(w.transfers, w.seeds, w.options.accounts);
    ASSERT_EQ(fast.accounts, slow.accounts) << "seed " << seed;
    ASSERT_EQ(fast.transfers, slow.transfers) << "seed " << seed;
  }
}

TEST(Screening, PoisonLaw1EveryRuleStaysInsideTheMarks) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    const Poisoned marks = poisoned(w);
    const std::vector<Traced> all = every_rule(w, {});
    ASSERT_EQ(all.size(), 11U);
    for (const Traced& traced : all) {
      for (const Holding& h : traced.holdings)
        ASSERT_TRUE(std::binary_search(marks.accounts.begin(), marks.accounts.end(), h.account))
            << "seed " << seed;
      for (const Flow& f : traced.flows)
        ASSERT_TRUE(std::binary_search(marks.transfers.begin(), marks.transfers.end(), f.transfer))
            << "seed " << seed;
    }
  }
}

TEST(Screening, PoisonLaw2AFurtherSeedTakesNoMarkAway) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    const Poisoned more = poisoned(w);
    for (std::size_t left_out = 0; left_out < w.seeds.size(); ++left_out) {
      World fewer = w;
      fewer.seeds.erase(fewer.seeds.begin() + static_cast<std::ptrdiff_t>(left_out));
      const Poisoned less = poisoned(fewer);
      ASSERT_TRUE(std::includes(more.accounts.begin(), more.accounts.end(), less.accounts.begin(),
                                less.accounts.end()))
          << "seed " << seed;
      ASSERT_TRUE(std::includes(more.transfers.begin(), more.transfers.end(),
                                less.transfers.begin(), less.transfers.end()))
          << "seed " << seed;
    }
  }
}

TEST(Screening, PoisonLaw3RelabellingPermutesTheAnswer) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    World mirrored = w;
    const std::uint32_t last = w.options.accounts - 1, tags = w.options.tags;
    for (auto& t : mirrored.transfers) t.payer = last - t.payer, t.payee = last - t.payee;
    for (auto& s : mirrored.seeds) s.tag = tags + 1 - s.tag;
    Poisoned back = poisoned(mirrored);
    for (auto& account : back.accounts) account = last - account;
    std::sort(back.accounts.begin(), back.accounts.end());
    ASSERT_EQ(poisoned(w).accounts, back.accounts) << "seed " << seed;
    ASSERT_EQ(poisoned(w).transfers, back.transfers) << "seed " << seed;
  }
}

TEST(Screening, TihoEqualsTheTwin) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const RandomTransaction t = random_transaction(seed);
    ASSERT_EQ(tiho(t), spread_by_tiho_reference(t.view())) << "seed " << seed;
  }
}

TEST(Screening, TihoLaws1To3) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const RandomTransaction t = random_transaction(seed);
    const std::vector<std::int64_t> found = tiho(t);
    const auto sum = [](const std::vector<std::int64_t>& amounts) {
      return std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0});
    };
    ASSERT_EQ(sum(found), sum(t.tainted)) << "seed " << seed;  // law 1
    std::vector<std::int64_t> amounts = t.outputs;
    amounts.push_back(sum(t.inputs) - sum(t.outputs));
    int partly = 0;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
      ASSERT_LE(found[i], amounts[i]) << "seed " << seed;  // law 2
      if (found[i] > 0 && found[i] < amounts[i]) ++partly;
      for (std::size_t j = 0; j < t.outputs.size(); ++j) {
        if (found[i] > 0 && (i == t.outputs.size() || amounts[j] > amounts[i])) {
          ASSERT_EQ(found[j], amounts[j]) << "seed " << seed;  // law 3
        }
      }
    }
    ASSERT_LE(partly, 1) << "seed " << seed;
  }
}

TEST(Screening, ErrorsAreRefused) {
  const auto refused = [](const RandomTransaction& t) {
    const auto spread = spread_by_tiho(t.view());
    return !spread.has_value() && spread.error().code == core::ErrorCode::bad_input;
  };
  EXPECT_FALSE(refused({{3}, {1}, {2}}));
  EXPECT_TRUE(refused({{3}, {4}, {2}}));
  EXPECT_TRUE(refused({{3}, {-1}, {2}}));
  EXPECT_TRUE(refused({{3}, {}, {2}}));
  EXPECT_TRUE(refused({{3}, {1}, {4}}));
  EXPECT_TRUE(refused({{3}, {1}, {-1}}));
  EXPECT_TRUE(refused({{INT64_MAX, 1}, {0, 0}, {}}));
  const auto poison_refused = [](const std::vector<LedgerTransfer>& transfers,
                                 const std::vector<Seed>& seeds) {
    const auto found = find_poisoned(core::RunContext{}, transfers, seeds, 2, 1);
    return !found.has_value() && found.error().code == core::ErrorCode::bad_input;
  };
  EXPECT_FALSE(poison_refused({{0, 1, 1}}, {{0, 1}}));
  EXPECT_TRUE(poison_refused({{0, 1, -1}}, {}));
  EXPECT_TRUE(poison_refused({{0, 2, 1}}, {}));
  EXPECT_TRUE(poison_refused({{0, 1, 1}}, {{0, 2}}));
  EXPECT_TRUE(poison_refused({{0, 1, INT64_MAX}, {0, 1, 1}}, {}));
}

TEST(Screening, CancelIsHonoured) {
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const std::vector<LedgerTransfer> transfers{{0, 1, 5}};
  const auto found = find_poisoned(context, transfers, {}, 2, 1);
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
