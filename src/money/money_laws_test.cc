// The laws of trace_money on random cases; every failure prints its seed.
#include <gtest/gtest.h>

#include <map>

#include "money/evidence_worlds.h"
#include "money/money.h"
#include "money/money_digest.h"

namespace cuibono::money {
namespace {

Money run(const HandMade& made, bool use_references = false, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto money = trace_money(context, made.evidence, made.entities, {use_references});
  EXPECT_TRUE(money.has_value()) << money.error().what << " " << money.error().where;
  return money.has_value() ? std::move(*money) : Money{};
}

TEST(Money, Law1ConservationForEachVictim) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Money money = run(make_evidence(random_case(seed)));
    std::map<core::AssetId, core::Int128> traced, fifo, prorata, stops, places;
    for (const auto& t : money.totals) {
      traced[t.asset] += t.traced_minor - t.displaced_minor;
    }
    for (const auto& t : money.traces) {
      fifo[t.asset] += *t.fifo_minor;
      prorata[t.asset] += *t.prorata_minor;
    }
    for (const auto& s : money.stops) stops[s.asset] += s.amount_minor;
    for (const auto& p : money.places) places[p.asset] += *p.fifo_minor;
    for (const auto& [asset, amount] : traced) {
      ASSERT_TRUE(fifo[asset] == amount) << "seed " << seed;
      ASSERT_TRUE(stops[asset] == amount) << "seed " << seed;
      ASSERT_TRUE(places[asset] == amount) << "seed " << seed;
      ASSERT_TRUE(prorata[asset] >= 0) << "seed " << seed;
    }
  }
}

TEST(Money, TheTwinsSayTheSame) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const HandMade made = make_evidence(random_case(seed));
    ASSERT_EQ(digest(run(made)), digest(run(made, true))) << "seed " << seed;
  }
}

TEST(Money, Law2RelabellingPermutesTheAnswer) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const CaseText text = random_case(seed);
    CaseText renamed = text;
    const auto rename = [](std::string& name) {
      if (!name.empty()) name = "b" + std::to_string(99 - std::stoi(name.substr(1)));
    };
    for (auto& p : renamed.payments) rename(p.from), rename(p.to);
    const HandMade made = make_evidence(text), other = make_evidence(renamed);
    const Money money = run(made), again = run(other);
    std::map<std::string, std::string> before, after;
    const auto describe = [](const HandMade& of, const Money& m, bool back,
                             std::map<std::string, std::string>& out) {
      for (const auto& a : m.accounts) {
        std::string name = of.evidence.selectors.text(a.account).substr(8);
        if (back) name = "a" + std::to_string(99 - std::stoi(name.substr(1)));
        out[name + " " + std::to_string(a.asset.value)] =
            std::string(account_role_name(a.role)) + " " + std::to_string(a.score_percent) + a.band;
      }
      for (const auto& p : m.places) {
        if (p.place == evidence::no_selector) continue;
        std::string name = of.evidence.selectors.text(p.place).substr(8);
        if (back) name = "a" + std::to_string(99 - std::stoi(name.substr(1)));
        out[name + " at " + std::to_string(p.asset.value)] =
            core::format_minor(*p.fifo_minor) + " " + core::format_minor(*p.prorata_minor);
      }
    };
    describe(made, money, false, before);
    describe(other, again, true, after);
    ASSERT_EQ(before, after) << "seed " << seed;
  }
}

TEST(Money, Law3TheSameForAnyNumberOfThreads) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const HandMade made = make_evidence(random_case(seed));
    const std::string one = digest(run(made, false, 1));
    ASSERT_EQ(one, digest(run(made, false, 2))) << "seed " << seed;
    ASSERT_EQ(one, digest(run(made, false, 8))) << "seed " << seed;
  }
}

}  // namespace
}  // namespace cuibono::money
