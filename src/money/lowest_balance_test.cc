// The laws of lowest_balance.h on random worlds, and the oracles worked by hand.
#include "money/lowest_balance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "money/layered_worlds.h"
#include "money/oracle_worlds.h"
#include "money/trace_worlds.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();
using Rows = std::vector<LowestBalance>;

Rows lowest(const World& w, const std::vector<std::uint32_t>& own_tags) {
  auto rows = find_lowest_balances(core::RunContext{}, w.transfers, w.seeds, own_tags,
                                   {w.options.accounts, w.options.tags, 0});
  EXPECT_TRUE(rows.has_value()) << (rows.has_value() ? "" : rows.error().what);
  return rows.has_value() ? std::move(*rows) : Rows{};
}

std::vector<std::uint32_t> random_own_tags(std::uint64_t seed, std::uint32_t tags) {
  core::CounterRandom random(seed, 8);
  std::vector<std::uint32_t> own;
  for (std::uint32_t tag = 1; tag <= tags; ++tag) {
    if (random.chance(0.3)) own.push_back(tag);
  }
  return own;
}

/// An oracle's rows by name; the tag "own" is the wrongdoer's, "all" is the joint row.
std::map<std::string, std::map<std::string, LowestBalance>> by_name(const NamedLedger& ledger) {
  const NamedWorld named(ledger);
  std::vector<std::uint32_t> own;
  if (named.tags.contains("own")) own.push_back(named.tags.at("own"));
  std::map<std::string, std::map<std::string, LowestBalance>> found;
  for (const LowestBalance& row : lowest({named.options, named.transfers, named.seeds}, own)) {
    std::string account, tag = "all";
    for (const auto& [name, id] : named.accounts) account = id == row.account ? name : account;
    for (const auto& [name, id] : named.tags) tag = id == row.tag ? name : tag;
    found[account][tag] = row;
  }
  return found;
}

TEST(LowestBalance, OracleT01ThreeVictimsShareTheJointCap) {
  auto found = by_name(oracle_t01());
  for (const char* name : {"paul", "michael", "karen", "all"})
    EXPECT_EQ(found["fund"][name].cap_minor, 1000) << name;
  EXPECT_EQ(found["fund"]["paul"].prorata_minor, 334);  // the odd hundredth to the first named
  EXPECT_EQ(found["fund"]["michael"].prorata_minor, 333);
  EXPECT_EQ(found["fund"]["karen"].prorata_minor, 333);
  EXPECT_EQ(found["fund"]["paul"].pari_passu_minor, 334);
  EXPECT_EQ(found["fund"]["karen"].pari_passu_minor, 333);
}

TEST(LowestBalance, OracleT02OwnMoneyDoesNotRefillTheCap) {
  auto found = by_name(oracle_t02());
  auto& account = found["account"];
  EXPECT_EQ(account["all"].cap_minor, 200'000);
  EXPECT_EQ(account["v1"].cap_minor, 200'000);
  EXPECT_EQ(account["v2"].cap_minor, 200'000);
  EXPECT_EQ(account["v1"].prorata_minor, 100'000);
  EXPECT_EQ(account["v2"].prorata_minor, 100'000);
  EXPECT_EQ(account["v1"].pari_passu_minor, 133'333);
  EXPECT_EQ(account["v2"].pari_passu_minor, 66'667);
  EXPECT_FALSE(account.contains("own"));
}

TEST(LowestBalance, OracleT03TheCapOnePaymentOnIsTheMostThatOneVictimMayHaveThere) {
  auto found = by_name(oracle_t02());
  EXPECT_EQ(found["rent"]["v1"].cap_minor, 600'000);
  EXPECT_FALSE(found["rent"].contains("v2"));  // had not paid yet
  EXPECT_EQ(found["car"]["v1"].cap_minor, 500'000);
  EXPECT_EQ(found["car"]["v2"].cap_minor, 500'000);
  EXPECT_EQ(found["gambling"]["v1"].cap_minor, 600'000);
  EXPECT_EQ(found["gambling"]["v2"].cap_minor, 500'000);
  EXPECT_EQ(found["fee"]["v1"].cap_minor, 10'000);
  EXPECT_FALSE(found["fee"]["v1"].is_paid_direct);
}

TEST(LowestBalance, OracleT04RoscoeVWinder) {
  const NamedLedger ledger{
      {"trust"},
      {{"trust", "account", 455}, {"account", "spent", 430}, {"holder", "account", 333}}};
  auto found = by_name(ledger);
  EXPECT_EQ(found["account"]["trust"].cap_minor, 25);
  EXPECT_EQ(found["account"]["all"].cap_minor, 25);
  EXPECT_TRUE(found["account"]["trust"].is_paid_direct);
}

TEST(LowestBalance, OnePaymentOnAClaimIsMadeOnceForEachPayee) {
  const NamedLedger ledger{{"v"},
                           {{"v", "a", 10},
                            {"boss", "a", 20},
                            {"a", "x", 6},
                            {"a", "x", 6},
                            {"a", "y", 6},
                            {"x", "z", 7}}};
  auto found = by_name(ledger);
  EXPECT_EQ(found["a"]["v"].cap_minor, 10);
  EXPECT_EQ(found["x"]["v"].cap_minor, 5);  // 10 of 12 could be hers; 5 are left
  EXPECT_EQ(found["y"]["v"].cap_minor, 6);
  EXPECT_FALSE(found.contains("z"));  // two payments on: not defined
}

TEST(LowestBalance, EqualsTheTwin) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    for (const World& w : {random_world(seed), layered_world(seed, 3)}) {
      const auto own = random_own_tags(seed, w.options.tags);
      ASSERT_EQ(lowest(w, own),
                find_lowest_balances_reference(w.transfers, w.seeds, own,
                                               {w.options.accounts, w.options.tags, 0}))
          << "seed " << seed;
    }
  }
}

TEST(LowestBalance, EqualsTheTwinOnALedgerOfManyTags) {
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    core::CounterRandom random(seed, 3);
    World w;
    w.options.accounts = 30;
    w.options.tags = 50;
    for (std::uint32_t i = 0; i < 2000; ++i) {
      w.transfers.push_back({static_cast<std::uint32_t>(random.below(random.chance(0.5) ? 30 : 4)),
                             static_cast<std::uint32_t>(random.below(random.chance(0.5) ? 30 : 4)),
                             random.between(1, 3'000'000)});
      if (random.chance(0.1))
        w.seeds.push_back({i, static_cast<std::uint32_t>(1 + random.below(50))});
    }
    const auto own = random_own_tags(seed, 50);
    ASSERT_EQ(lowest(w, own),
              find_lowest_balances_reference(w.transfers, w.seeds, own, {30, 50, 0}))
        << "seed " << seed;
  }
}

TEST(LowestBalance, Law1CapsLieWithinBalanceAndContributions) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    const auto fifo = trace_fifo(core::RunContext{}, w.transfers, w.seeds, w.options);
    ASSERT_TRUE(fifo.has_value());
    std::map<std::uint32_t, std::int64_t> brought;
    for (const Seed& s : w.seeds) {
      brought[s.tag] += w.transfers[s.transfer].amount_minor;
      brought[0] += w.transfers[s.transfer].amount_minor;
    }
    for (const LowestBalance& row : lowest(w, {})) {
      ASSERT_GE(row.cap_minor, 0);
      ASSERT_LE(row.cap_minor, fifo->balance_minor[row.account]) << "seed " << seed;
      ASSERT_LE(row.cap_minor, brought[row.tag]) << "seed " << seed;
    }
  }
}

TEST(LowestBalance, Law2TheJointCapIsSharedWithoutRest) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    std::map<std::uint32_t, LowestBalance> joint, sum;
    for (const LowestBalance& row : lowest(w, random_own_tags(seed, w.options.tags))) {
      if (row.tag == 0) {
        joint[row.account] = row;
        continue;
      }
      ASSERT_LE(row.prorata_minor, row.cap_minor) << "seed " << seed;
      sum[row.account].cap_minor += row.cap_minor;
      sum[row.account].prorata_minor += row.prorata_minor;
      sum[row.account].pari_passu_minor += row.pari_passu_minor;
    }
    ASSERT_EQ(joint.size(), sum.size()) << "seed " << seed;
    for (auto& [account, row] : joint) {
      ASSERT_LE(row.cap_minor, sum[account].cap_minor) << "seed " << seed;
      ASSERT_EQ(sum[account].prorata_minor, row.cap_minor) << "seed " << seed;
      ASSERT_EQ(sum[account].pari_passu_minor, row.cap_minor) << "seed " << seed;
    }
  }
}

/// (account, tag) → cap; 0 where there is no row.
std::map<std::vector<std::uint32_t>, std::int64_t> caps_of(const Rows& rows) {
  std::map<std::vector<std::uint32_t>, std::int64_t> caps;
  for (const LowestBalance& row : rows) caps[{row.account, row.tag}] = row.cap_minor;
  return caps;
}

TEST(LowestBalance, OracleT09Law3NoRuleLeavesMoreThanTheCap) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    for (const bool together : {false, true}) {
      World w = layered_world(seed, 3);
      const std::vector<std::uint32_t> own{3};
      if (together) {  // the victims 1 and 2 as one: the joint cap
        for (Seed& s : w.seeds) s.tag = s.tag == 2 ? 1 : s.tag;
      }
      auto caps = caps_of(lowest(w, own));
      const std::vector<Traced> all = every_rule(w, own);
      ASSERT_EQ(all.size(), 11U) << "a rule refused seed " << seed;
      for (const Traced& traced : all) {
        for (const Holding& h : traced.holdings) {
          if (h.tag == 3 || h.account >= layered_gone) continue;
          ASSERT_LE(h.amount_minor, (caps[{h.account, h.tag}])) << "seed " << seed;
          if (!together) continue;
          ASSERT_LE(h.amount_minor, (caps[{h.account, 0}])) << "seed " << seed;
        }
      }
    }
  }
}

/// The cap beside the most of any attribution, for both victims together and for each.
template <class Check>
void compare_with_the_most(const World& w, const Check& check) {
  auto caps = caps_of(lowest(w, {3}));
  const std::vector<std::set<std::uint32_t>> victims{{1, 2}, {1}, {2}};
  for (std::uint32_t tag = 0; tag < victims.size(); ++tag) {
    const auto most = most_of_any_attribution(w, victims[tag]);
    for (std::uint32_t account = 1; account < layered_gone; ++account)
      check(caps[{account, tag}], most[account]);
  }
}

TEST(LowestBalance, OracleT09Law3NoAttributionLeavesMoreThanTheCap) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    compare_with_the_most(layered_world(seed, 3), [&](std::int64_t cap, std::int64_t most) {
      ASSERT_GE(cap, most) << "seed " << seed;
    });
  }
}

TEST(LowestBalance, OracleT09Law4TheMostOfAnyAttributionIsTheCap) {
  std::int64_t sum = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    compare_with_the_most(layered_world(seed, 3, true), [&](std::int64_t cap, std::int64_t most) {
      ASSERT_EQ(cap, most) << "seed " << seed;
      sum += most;
    });
  }
  EXPECT_GT(sum, 1000);
}

TEST(LowestBalance, OracleT09Law5OwnFirstWithOneVictimIsTheLowestBalance) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    World w = layered_world(seed, 2);
    const std::vector<std::uint32_t> own{2};
    auto caps = caps_of(lowest(w, own));
    for (const ClassRule rule : {ClassRule::fifo, ClassRule::prorata}) {
      const auto traced = trace_classes(core::RunContext{}, w.transfers, w.seeds, own, {},
                                        {w.options, ClassOrder::own_first, rule, UnknownAs::own});
      ASSERT_TRUE(traced.has_value());
      std::vector<std::int64_t> left(w.options.accounts, 0);
      for (const Holding& h : traced->holdings) {
        if (h.tag == 1) left[h.account] = h.amount_minor;
      }
      for (std::uint32_t account = 1; account < layered_sinks; ++account)
        ASSERT_EQ(left[account], (caps[{account, 1}])) << "seed " << seed;
    }
  }
}

TEST(LowestBalance, Law6RelabellingPermutesTheAnswer) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    const auto own = random_own_tags(seed, w.options.tags);
    World mirrored = w;
    const std::uint32_t last = w.options.accounts - 1, tags = w.options.tags;
    for (auto& t : mirrored.transfers) t.payer = last - t.payer, t.payee = last - t.payee;
    for (auto& s : mirrored.seeds) s.tag = tags + 1 - s.tag;
    std::vector<std::uint32_t> mirrored_own;
    for (const std::uint32_t tag : own) mirrored_own.insert(mirrored_own.begin(), tags + 1 - tag);
    Rows back = lowest(mirrored, mirrored_own);
    for (LowestBalance& row : back) {
      row.account = last - row.account;
      row.tag = row.tag == 0 ? 0 : tags + 1 - row.tag;
    }
    std::sort(back.begin(), back.end());
    ASSERT_EQ(lowest(w, own), back) << "seed " << seed;
  }
}

TEST(LowestBalance, Law7ScalingScalesCaps) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const World w = random_world(seed);
    World scaled = w;
    for (auto& t : scaled.transfers) t.amount_minor *= 7;
    auto caps = caps_of(lowest(w, {}));
    for (auto& [key, cap] : caps) cap *= 7;
    ASSERT_EQ(caps, caps_of(lowest(scaled, {}))) << "seed " << seed;
  }
}

TEST(LowestBalance, ErrorsAreRefused) {
  const auto fault = [](const std::vector<LedgerTransfer>& transfers,
                        const std::vector<Seed>& seeds, const std::vector<std::uint32_t>& own,
                        std::uint64_t claims_max) {
    const auto rows =
        find_lowest_balances(core::RunContext{}, transfers, seeds, own, {3, 2, claims_max});
    return rows.has_value() ? std::optional<core::ErrorCode>() : rows.error().code;
  };
  const std::vector<LedgerTransfer> good{{0, 1, 5}, {1, 2, 5}};
  const auto bad_input = core::ErrorCode::bad_input;
  EXPECT_EQ(fault(good, {{0, 1}}, {2}, 2), std::nullopt);
  EXPECT_EQ(fault(good, {{0, 1}}, {2}, 1), core::ErrorCode::resources);  // hers, and the joint one
  EXPECT_EQ(fault(good, {{0, 1}}, {2, 1}, 0), bad_input);
  EXPECT_EQ(fault(good, {{0, 1}}, {0}, 0), bad_input);
  EXPECT_EQ(fault(good, {{0, 1}}, {3}, 0), bad_input);
  EXPECT_EQ(fault(good, {{0, 3}}, {}, 0), bad_input);
  EXPECT_EQ(fault({{0, 1, -5}}, {}, {}, 0), bad_input);
  EXPECT_EQ(fault({{0, 1, INT64_MAX}, {0, 1, 1}}, {}, {}, 0), bad_input);
  EXPECT_EQ(fault({{0, 1, INT64_MAX}, {1, 2, INT64_MAX}, {0, 1, 1}}, {{0, 1}, {2, 1}}, {}, 0),
            bad_input);
}

TEST(LowestBalance, CancelIsHonoured) {
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const std::vector<LedgerTransfer> transfers{{0, 1, 5}};
  const auto rows = find_lowest_balances(context, transfers, {}, {}, {2, 1, 0});
  ASSERT_FALSE(rows.has_value());
  EXPECT_EQ(rows.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
