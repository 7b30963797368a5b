// The laws of bounds.h by their numbers, on random worlds.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <map>

#include "money/bounds.h"
#include "money/bounds_worlds.h"
#include "money/linear_program.h"
#include "money/world_count.h"

namespace cuibono::money {
namespace {

const std::uint64_t worlds = world_count();

TEST(BoundsLaws, Law1BoundsDoNotCrossOracleT09) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    for (const Bounds& bounds : bounds_of(random_bounds_world(seed))) {
      ASSERT_EQ(bounds.cut, BoundsCut::none);
      ASSERT_LE(0, *bounds.min_minor) << "seed " << seed;
      ASSERT_LE(*bounds.min_minor, *bounds.max_minor) << "seed " << seed;
      ASSERT_LE(*bounds.max_minor, bounds.total_minor) << "seed " << seed;
    }
  }
}

/// The world in which the victims asked for are one tag, and nobody else is any.
World as_one_tag(const World& world, const std::vector<std::uint8_t>& is_claimed) {
  World one = world;
  one.options.tags = 2;
  for (Seed& seed : one.seeds) seed.tag = is_claimed[seed.tag] != 0 ? 1 : 2;
  return one;
}

TEST(BoundsLaws, Law2FirstInFirstOutLiesBetweenOracleT09) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const BoundsWorld asked = random_bounds_world(seed);
    const std::vector<Bounds> found = bounds_of(asked);
    for (std::size_t i = 0; i < found.size(); ++i) {
      const BoundedPlace& place = asked.places[i];
      const World world = as_one_tag(stopped_at(asked.world, place), asked.is_claimed);
      const Traced traced = trace_fifo_reference(world.transfers, world.seeds, world.options);
      core::Int128 held = 0, total = 0;
      for (const Holding& h : traced.holdings) {
        const bool is_inside =
            h.account >= place.account && h.account - place.account < place.accounts;
        if (is_inside && h.tag == 1) held += h.amount_minor;
      }
      for (std::uint32_t a = 0; a < place.accounts; ++a)
        total += traced.balance_minor[place.account + a];
      ASSERT_EQ(found[i].total_minor, total) << "seed " << seed << " place " << i;
      ASSERT_LE(*found[i].min_minor, held) << "seed " << seed << " place " << i;
      ASSERT_LE(held, *found[i].max_minor) << "seed " << seed << " place " << i;
    }
  }
}

TEST(BoundsLaws, Law2ProRataLiesBetweenOracleT09) {
  using ExactFraction = boost::multiprecision::cpp_rational;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const BoundsWorld asked = random_bounds_world(seed);
    const std::vector<Bounds> found = bounds_of(asked);
    const World world = as_one_tag(asked.world, asked.is_claimed);
    std::map<std::uint32_t, ExactFraction> share;  // by account
    for (const ExactShare& s :
         trace_prorata_reference(world.transfers, world.seeds, world.options)) {
      if (s.tag == 1) share[s.account] += ExactFraction(s.fraction);
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      const BoundedPlace& place = asked.places[i];
      if (place.money != BoundedMoney::rests) continue;
      ExactFraction held = 0;
      for (std::uint32_t a = 0; a < place.accounts; ++a) held += share[place.account + a];
      ASSERT_LE(ExactFraction(static_cast<std::int64_t>(*found[i].min_minor)), held) << seed;
      ASSERT_LE(held, ExactFraction(static_cast<std::int64_t>(*found[i].max_minor))) << seed;
    }
  }
}

/// What of the place can be the victims', as a linear program over what each payment carries of it: no
/// nodes, no arcs. The victims' money on an account is never below zero and never above what is there.
class AttributionProgram {
 public:
  AttributionProgram(const World& world, const std::vector<std::uint8_t>& is_claimed)
      : program_(world.transfers.size()),
        held_(world.options.accounts, Held(world.transfers.size())) {
    std::vector<std::int64_t> balance(world.options.accounts, 0);
    std::size_t next = 0;
    for (std::size_t i = 0; i < world.transfers.size(); ++i) {
      const auto [payer, payee, amount] = world.transfers[i];
      const bool is_seed = next < world.seeds.size() && world.seeds[next].transfer == i;
      const std::uint32_t tag = is_seed ? world.seeds[next++].tag : 0;
      if (payer == payee) continue;
      std::vector<Fraction> only(world.transfers.size(), 0);
      only[i] = 1;
      program_.add_condition(only, amount);
      balance[payer] = std::max(balance[payer], amount) - amount;
      balance[payee] += amount;
      held_[payer].factors[i] = -1;
      at_most(held_[payer], balance[payer]);
      at_least_nothing(held_[payer]);
      if (tag == 0) held_[payee].factors[i] = 1;
      if (tag != 0 && is_claimed[tag] != 0) held_[payee].known += amount;
    }
  }

  [[nodiscard]] std::optional<Fraction> most(const BoundedPlace& place) const {
    Held there = sum(place);
    const auto best = program_.maximum(there.factors);
    if (!best) return std::nullopt;
    return *best + there.known;
  }
  [[nodiscard]] std::optional<Fraction> least(const BoundedPlace& place) const {
    Held there = sum(place);
    for (Fraction& factor : there.factors) factor = Fraction(0) - factor;
    const auto best = program_.maximum(there.factors);
    if (!best) return std::nullopt;
    return Fraction(there.known) - *best;
  }

 private:
  /// The victims' money on an account: what they paid in, and what payments carried to and from it.
  struct Held {
    explicit Held(std::size_t payments) : factors(payments, 0) {}
    std::vector<Fraction> factors;
    std::int64_t known = 0;
  };

  void at_most(const Held& held, std::int64_t amount) {
    program_.add_condition(held.factors, amount - held.known);
  }
  void at_least_nothing(const Held& held) {
    std::vector<Fraction> negative = held.factors;
    for (Fraction& factor : negative) factor = Fraction(0) - factor;
    program_.add_condition(negative, held.known);
  }
  [[nodiscard]] Held sum(const BoundedPlace& place) const {
    Held there(held_[0].factors.size());
    for (std::uint32_t a = place.account; a < place.account + place.accounts; ++a) {
      there.known += held_[a].known;
      for (std::size_t i = 0; i < there.factors.size(); ++i)
        there.factors[i] = there.factors[i] + held_[a].factors[i];
    }
    return there;
  }

  LinearProgram program_;
  std::vector<Held> held_;
};

TEST(BoundsLaws, Law3EqualsALinearProgramOracleT09) {
  std::size_t wide = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    BoundsWorld asked = random_bounds_world(seed);
    World& world = asked.world;
    world.transfers.resize(std::min<std::size_t>(world.transfers.size(), 20));
    std::erase_if(world.seeds, [&](Seed s) { return s.transfer >= world.transfers.size(); });
    asked.places = {asked.places[seed % asked.places.size()]};
    const Bounds found = bounds_of(asked)[0];
    const AttributionProgram program(stopped_at(world, asked.places[0]), asked.is_claimed);
    const auto least = program.least(asked.places[0]), most = program.most(asked.places[0]);
    ASSERT_TRUE(least.has_value() && most.has_value()) << "seed " << seed;
    ASSERT_TRUE(least->is_whole() && least->top() == *found.min_minor) << "seed " << seed;
    ASSERT_TRUE(most->is_whole() && most->top() == *found.max_minor) << "seed " << seed;
    wide += *found.min_minor < *found.max_minor ? 1U : 0U;
  }
  EXPECT_GT(wide, 400U) << "bounds that always meet would show little";
}

TEST(BoundsLaws, Law4OneAccountAndOneClaimantIsTheLowestBalanceOracleT09) {
  enum : std::uint32_t { victim, holder, account, spent, all_accounts };
  std::size_t lowered = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    core::CounterRandom random(seed, 45);
    BoundsWorld asked;
    asked.world.options = {all_accounts, 1};
    asked.is_claimed = {0, 1};
    asked.places = {{account}};
    std::int64_t balance = 0, cap = 0, paid_in = 0;
    const std::uint64_t payments = random.below(12);
    for (std::uint32_t i = 0; i < payments; ++i) {
      const std::int64_t amount = random.between(1, 20);
      const std::uint64_t kind = random.below(4);
      if (kind >= 2) {
        asked.world.transfers.push_back({account, spent, amount});
        balance = std::max<std::int64_t>(0, balance - amount);
        cap = std::min(cap, balance);
        continue;
      }
      asked.world.transfers.push_back({kind == 0 ? victim : holder, account, amount});
      balance += amount;
      if (kind == 1) continue;
      asked.world.seeds.push_back({i, 1});
      cap += amount;
      paid_in += amount;
    }
    ASSERT_EQ(*bounds_of(asked)[0].max_minor, cap) << "seed " << seed;
    lowered += cap < std::min(paid_in, balance) ? 1U : 0U;
  }
  EXPECT_GT(lowered, 100U) << "a cap that never binds would show little";
}

TEST(BoundsLaws, Law5RelabellingPermutesTheAnswer) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    BoundsWorld asked = random_bounds_world(seed);
    asked.places.pop_back();  // the last is two accounts side by side
    BoundsWorld renamed = asked;
    const auto account = [&](std::uint32_t a) { return (a + 1) % asked.world.options.accounts; };
    const auto tag = [&](std::uint32_t t) { return 1 + t % asked.world.options.tags; };
    for (auto& t : renamed.world.transfers) t.payer = account(t.payer), t.payee = account(t.payee);
    for (auto& s : renamed.world.seeds) s.tag = tag(s.tag);
    for (auto& p : renamed.places) p.account = account(p.account);
    for (std::uint32_t t = 1; t <= asked.world.options.tags; ++t)
      renamed.is_claimed[tag(t)] = asked.is_claimed[t];
    ASSERT_EQ(bounds_of(asked), bounds_of(renamed)) << "seed " << seed;
  }
}

TEST(BoundsLaws, Law6ScalingScales) {
  constexpr std::int64_t factor = 1'000'003;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const BoundsWorld asked = random_bounds_world(seed);
    BoundsWorld scaled = asked;
    for (auto& t : scaled.world.transfers) t.amount_minor *= factor;
    std::vector<Bounds> expected = bounds_of(asked);
    for (Bounds& b : expected) {
      b.total_minor *= factor;
      *b.min_minor *= factor;
      *b.max_minor *= factor;
    }
    ASSERT_EQ(expected, bounds_of(scaled)) << "seed " << seed;
  }
}

TEST(BoundsLaws, Law7LaterPaymentsOfOthersChangeNothing) {
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    BoundsWorld asked = random_bounds_world(seed);
    asked.places.pop_back();
    for (auto& place : asked.places) place.money = BoundedMoney::rests;
    const std::vector<Bounds> whole = bounds_of(asked);
    for (std::size_t i = 0; i < asked.places.size(); ++i) {
      BoundsWorld earlier = asked;
      const auto names = [&](const LedgerTransfer& t) {
        return t.payer == asked.places[i].account || t.payee == asked.places[i].account;
      };
      auto& transfers = earlier.world.transfers;
      while (!transfers.empty() && !names(transfers.back())) transfers.pop_back();
      std::erase_if(earlier.world.seeds, [&](Seed s) { return s.transfer >= transfers.size(); });
      earlier.places = {asked.places[i]};
      ASSERT_EQ(bounds_of(earlier)[0], whole[i]) << "seed " << seed << " place " << i;
    }
  }
}

TEST(BoundsLaws, Law8MoreVictimsNoSmallerBounds) {
  std::size_t less = 0;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    BoundsWorld asked = random_bounds_world(seed);
    if (asked.world.options.tags < 2) continue;
    const auto of = [&](const std::vector<std::uint8_t>& is_claimed) {
      asked.is_claimed = is_claimed;
      asked.is_claimed.resize(asked.world.options.tags + 1, 0);
      return bounds_of(asked);
    };
    const auto first = of({0, 1, 0}), second = of({0, 0, 1}), both = of({0, 1, 1});
    for (std::size_t i = 0; i < both.size(); ++i) {
      ASSERT_GE(*both[i].max_minor, std::max(*first[i].max_minor, *second[i].max_minor)) << seed;
      ASSERT_LE(*both[i].max_minor, *first[i].max_minor + *second[i].max_minor) << seed;
      ASSERT_GE(*both[i].min_minor, *first[i].min_minor + *second[i].min_minor) << seed;
      less += *both[i].max_minor < *first[i].max_minor + *second[i].max_minor ? 1U : 0U;
    }
  }
  EXPECT_GT(less, 100U) << "adding bounds is wrong: some world must show it";
}

TEST(BoundsLaws, Law9TheSameForAnyThreads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const BoundsWorld asked = random_bounds_world(seed);
    const std::vector<Bounds> one = bounds_of(asked, 1);
    ASSERT_EQ(one, bounds_of(asked, 2)) << "seed " << seed;
    ASSERT_EQ(one, bounds_of(asked, 8)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace cuibono::money
