// Cases by hand, oracles by number, the twin, what is cut, and the errors of bounds.h.
#include "money/bounds.h"

#include <gtest/gtest.h>

#include <map>

#include "money/bounds_worlds.h"
#include "money/ledger.h"

namespace cuibono::money {
namespace {

/// A payment by names; a victim is a payer that is named in `victims`.
struct NamedPayment {
  std::string from, to;
  std::int64_t amount_minor = 0;
};

/// A case by hand: who is a victim, and bounds by place for a set of victims.
struct NamedCase {
  std::vector<std::string> victims;
  std::vector<NamedPayment> payments;

  [[nodiscard]] std::map<std::string, std::string> bounds(
      const std::vector<std::string>& asked_for) const {
    BoundsWorld asked;
    std::map<std::string, std::uint32_t> accounts;
    const auto account = [&](const std::string& name) {
      return accounts.try_emplace(name, static_cast<std::uint32_t>(accounts.size())).first->second;
    };
    for (const NamedPayment& p : payments) {
      const auto victim = std::find(victims.begin(), victims.end(), p.from);
      if (victim != victims.end()) {
        asked.world.seeds.push_back({static_cast<std::uint32_t>(asked.world.transfers.size()),
                                     static_cast<std::uint32_t>(victim - victims.begin()) + 1});
      }
      const std::uint32_t payer = account(p.from), payee = account(p.to);
      asked.world.transfers.push_back({payer, payee, p.amount_minor});
    }
    asked.world.options.accounts = static_cast<std::uint32_t>(accounts.size());
    asked.world.options.tags = static_cast<std::uint32_t>(victims.size());
    asked.is_claimed.assign(victims.size() + 1, 0);
    for (std::size_t v = 0; v < victims.size(); ++v) {
      const bool is_asked =
          std::find(asked_for.begin(), asked_for.end(), victims[v]) != asked_for.end();
      asked.is_claimed[v + 1] = is_asked ? 1 : 0;
    }
    for (std::uint32_t a = 0; a < accounts.size(); ++a)
      asked.places.push_back({a, 1, BoundedMoney::rests});
    const std::vector<Bounds> found = bounds_of(asked);
    std::map<std::string, std::string> said;
    for (const auto& [name, a] : accounts) {
      said[name] = say(found[a]);
      EXPECT_EQ(found[a], bounds_reference(asked.query(), asked.places[a])) << name;
    }
    return said;
  }
};

const NamedCase t03{{"v1", "v2"},
                    {{"own", "account", 4000},
                     {"v1", "account", 10000},
                     {"account", "rent", 6000},
                     {"v2", "account", 5000},
                     {"account", "car", 5000},
                     {"account", "gambling", 6000},
                     {"own", "account", 3000},
                     {"account", "fee", 100}}};

TEST(Bounds, OracleT03OneVictim) {
  auto v1 = t03.bounds({"v1"});
  EXPECT_EQ(v1["account"], "0…2000 of 4900");
  EXPECT_EQ(v1["rent"], "2000…6000 of 6000");
  EXPECT_EQ(v1["car"], "0…5000 of 5000");
  EXPECT_EQ(v1["gambling"], "0…6000 of 6000");
  EXPECT_EQ(v1["fee"], "0…100 of 100");
  auto v2 = t03.bounds({"v2"});
  EXPECT_EQ(v2["account"], "0…2000 of 4900");
  EXPECT_EQ(v2["rent"], "0…0 of 6000");
  EXPECT_EQ(v2["car"], "0…5000 of 5000");
  EXPECT_EQ(v2["gambling"], "0…5000 of 6000");
  EXPECT_EQ(v2["fee"], "0…100 of 100");
}

TEST(Bounds, OracleT03BothVictims) {
  auto both = t03.bounds({"v1", "v2"});
  EXPECT_EQ(both["account"], "0…2000 of 4900");
  EXPECT_EQ(both["rent"], "2000…6000 of 6000");
  EXPECT_EQ(both["car"], "1000…5000 of 5000");
  EXPECT_EQ(both["gambling"], "2000…6000 of 6000");
  EXPECT_EQ(both["fee"], "0…100 of 100");
}

TEST(Bounds, OracleT06TwoAccounts) {
  const NamedCase m1{{"v1", "v2", "v3"},
                     {{"own", "a", 1000},
                      {"v1", "a", 3000},
                      {"v2", "a", 2000},
                      {"a", "fee", 12},
                      {"a", "b", 4000},
                      {"v3", "b", 1500},
                      {"b", "exch", 3500},
                      {"b", "a", 500},
                      {"a", "car", 2000}}};
  auto all = m1.bounds({"v1", "v2", "v3"});
  EXPECT_EQ(all["fee"], "0…12 of 12");
  EXPECT_EQ(all["exch"], "2500…3500 of 3500");
  EXPECT_EQ(all["car"], "1000…2000 of 2000");
  EXPECT_EQ(all["a"], "0…488 of 488");
  EXPECT_EQ(all["b"], "500…1500 of 1500");
  auto v1 = m1.bounds({"v1"});
  EXPECT_EQ(v1["exch"], "0…3000 of 3500");
  EXPECT_EQ(v1["car"], "0…2000 of 2000");
  EXPECT_EQ(v1["a"], "0…488 of 488");
  EXPECT_EQ(v1["b"], "0…1500 of 1500");
}

TEST(Bounds, MoneyThatCameLaterIsNotInAnEarlierPayment) {
  const NamedCase spent_first{
      {"lena", "omar"},
      {{"lena", "mule", 100}, {"mule", "shop", 100}, {"omar", "mule", 100}, {"mule", "bar", 60}}};
  auto lena = spent_first.bounds({"lena"});
  EXPECT_EQ(lena["shop"], "100…100 of 100");
  EXPECT_EQ(lena["bar"], "0…0 of 60");
  EXPECT_EQ(lena["mule"], "0…0 of 40");
}

TEST(Bounds, WhatAPaymentLacksWasNotThereForThePaymentBefore) {
  // 100 of Lena's; 40 to the shop, then 90 to the bar: 30 are unknown, and none of them is in the shop.
  const NamedCase topped{{"lena"},
                         {{"lena", "mule", 100}, {"mule", "shop", 40}, {"mule", "bar", 90}}};
  auto lena = topped.bounds({"lena"});
  EXPECT_EQ(lena["shop"], "40…40 of 40");
  EXPECT_EQ(lena["bar"], "60…60 of 90");
}

TEST(Bounds, ARefundPaidAgainIsNotFollowedTwice) {
  const NamedCase again{
      {"lena"},
      {{"lena", "mule", 100}, {"mule", "lena", 100}, {"lena", "mule", 100}, {"mule", "x", 30}}};
  auto lena = again.bounds({"lena"});
  EXPECT_EQ(lena["mule"], "70…70 of 70");
  EXPECT_EQ(lena["lena"], "0…0 of 0");
}

TEST(Bounds, TheTwinOnRandomWorlds) {
  std::size_t wide = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const BoundsWorld asked = random_bounds_world(seed);
    const std::vector<Bounds> found = bounds_of(asked);
    for (std::size_t i = 0; i < found.size(); ++i) {
      const Bounds twin = bounds_reference(asked.query(), asked.places[i]);
      ASSERT_EQ(found[i], twin) << "seed " << seed << " place " << i << ": " << say(found[i])
                                << ", twin " << say(twin);
      wide += found[i].min_minor < found[i].max_minor ? 1U : 0U;
    }
  }
  EXPECT_GT(wide, 1000U) << "bounds that always meet would show little";
}

TEST(Bounds, WhatWasReceivedIsWhatRestsWhereTheTraceStops) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const BoundsWorld asked = random_bounds_world(seed);
    const std::vector<Bounds> found = bounds_of(asked);
    for (std::size_t i = 0; i < found.size(); ++i) {
      BoundsWorld stopped = asked;
      stopped.world = stopped_at(asked.world, asked.places[i]);
      stopped.places = {asked.places[i]};
      stopped.places[0].money = BoundedMoney::rests;
      ASSERT_EQ(found[i], bounds_of(stopped)[0]) << "seed " << seed << " place " << i;
    }
  }
}

TEST(Bounds, NothingIsSaidBeyondAConversion) {
  std::size_t cut = 0, kept = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const BoundsWorld asked = random_bounds_world(seed);
    std::vector<std::uint32_t> converted;
    core::CounterRandom random(seed, 44);
    for (std::uint32_t i = 0; i < asked.world.transfers.size(); ++i) {
      if (random.chance(0.1)) converted.push_back(i);
    }
    BoundsQuery query = asked.query();
    query.converted = converted;
    const auto found = find_bounds(core::RunContext{}, query, asked.places);
    ASSERT_TRUE(found.has_value());
    for (std::size_t i = 0; i < found->size(); ++i) {
      ASSERT_EQ((*found)[i], bounds_reference(query, asked.places[i])) << "seed " << seed;
      const bool is_cut = (*found)[i].cut == BoundsCut::beyond_conversion;
      ASSERT_EQ(is_cut, !(*found)[i].max_minor.has_value()) << "seed " << seed;
      ++(is_cut ? cut : kept);
    }
  }
  EXPECT_GT(cut, 100U);
  EXPECT_GT(kept, 100U);
}

TEST(Bounds, WhatIsCutIsNamed) {
  const BoundsWorld asked = random_bounds_world(5);
  ASSERT_GE(asked.places.size(), 3U);
  const std::vector<Bounds> whole = bounds_of(asked);
  BoundsQuery query = asked.query();
  query.places_max = 2;
  const auto two = find_bounds(core::RunContext{}, query, asked.places);
  ASSERT_TRUE(two.has_value());
  for (std::size_t i = 0; i < two->size(); ++i) {
    EXPECT_EQ((*two)[i].total_minor, whole[i].total_minor);
    EXPECT_EQ((*two)[i].cut, i < 2 ? BoundsCut::none : BoundsCut::places);
    EXPECT_EQ((*two)[i].min_minor.has_value(), i < 2);
  }
  query.places_max = 200;
  query.work_max = 1;
  const auto tired = find_bounds(core::RunContext{}, query, asked.places);
  ASSERT_TRUE(tired.has_value());
  std::size_t cut = 0;
  for (std::size_t i = 0; i < tired->size(); ++i) {
    const bool is_cut = (*tired)[i].cut == BoundsCut::work;
    EXPECT_EQ((*tired)[i].max_minor.has_value(), !is_cut);
    EXPECT_TRUE(is_cut || (*tired)[i] == whole[i]);
    cut += is_cut ? 1U : 0U;
  }
  EXPECT_GT(cut, 0U);
}

TEST(Bounds, TheWaysOutOfTheRecordsAreOnePlace) {
  BoundsWorld asked;
  const std::uint32_t mule = outside_accounts;
  asked.world.options.accounts = outside_accounts + 1;
  asked.world.options.tags = 1;
  asked.world.transfers = {{outside_source, mule, 50},
                           {outside_source, mule, 100},
                           {mule, outside_cash, 80},
                           {mule, outside_unnamed, 50}};
  asked.world.seeds = {{1, 1}};
  asked.is_claimed = {0, 1};
  asked.places = {{0, outside_accounts, BoundedMoney::rests}, {outside_cash, 1}, {outside_unnamed}};
  const std::vector<Bounds> found = bounds_of(asked);
  EXPECT_EQ(say(found[0]), "80…100 of 130");
  EXPECT_EQ(say(found[1]), "30…80 of 80");
  EXPECT_EQ(say(found[2]), "0…50 of 50");
}

TEST(Bounds, AmountsNearTheEndOfTheirRange) {
  constexpr std::int64_t most = INT64_MAX;
  BoundsWorld asked;
  asked.world.options = {4, 1};
  asked.world.transfers = {{0, 2, most}, {1, 3, most}, {2, 1, most - 1}, {1, 3, 0}};
  asked.world.seeds = {{0, 1}, {1, 1}};
  asked.is_claimed = {0, 1};
  asked.places = {{1, 3, BoundedMoney::rests}, {1, 3, BoundedMoney::received}};
  const core::Int128 both = core::Int128{most} * 2;
  for (const Bounds& bounds : bounds_of(asked)) {
    EXPECT_GE(bounds.total_minor, both);
    EXPECT_EQ(bounds.max_minor, both);
  }
}

TEST(Bounds, Errors) {
  const std::vector<LedgerTransfer> transfers{{0, 1, 5}, {1, 2, 5}};
  const std::vector<Seed> seeds{{0, 1}};
  BoundsQuery query{transfers, seeds, 3, 1, {}, {}, 200, 0};
  const std::vector<BoundedPlace> places{{2}};
  const auto code = [&](const BoundsQuery& asked, std::span<const BoundedPlace> where) {
    const auto found = find_bounds(core::RunContext{}, asked, where);
    return found.has_value() ? core::ErrorCode::answered_no : found.error().code;
  };
  EXPECT_EQ(code(query, places), core::ErrorCode::answered_no) << "this one has an answer";
  const std::vector<std::vector<BoundedPlace>> wrong_places{{{3}}, {{1, 3}}, {{1, 0}}};
  for (const auto& wrong : wrong_places) EXPECT_EQ(code(query, wrong), core::ErrorCode::bad_input);
  const auto expect_bad = [&](const auto& change) {
    BoundsQuery wrong = query;
    change(wrong);
    EXPECT_EQ(code(wrong, places), core::ErrorCode::bad_input);
  };
  const std::vector<std::uint8_t> short_claim{1};
  const std::vector<std::uint32_t> unsorted{1, 0}, beyond{2};
  const std::vector<Seed> wrong_tag{{0, 2}};
  const std::vector<LedgerTransfer> negative{{0, 1, -5}, {1, 2, 5}};
  const std::vector<LedgerTransfer> too_large{{0, 1, INT64_MAX}, {2, 1, 5}};
  expect_bad([&](BoundsQuery& q) { q.is_claimed = short_claim; });
  expect_bad([&](BoundsQuery& q) { q.converted = unsorted; });
  expect_bad([&](BoundsQuery& q) { q.converted = beyond; });
  expect_bad([&](BoundsQuery& q) { q.seeds = wrong_tag; });
  expect_bad([&](BoundsQuery& q) { q.transfers = negative; });
  expect_bad([&](BoundsQuery& q) { q.transfers = too_large; });
  expect_bad([&](BoundsQuery& q) { q.accounts = 2; });
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const auto stopped = find_bounds(context, query, places);
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::money
