#include "money/day_order.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "money/evidence_worlds.h"

namespace cuibono::money {
namespace {

std::vector<DayEvent> random_day(std::uint64_t seed) {
  core::CounterRandom random(seed, 3);
  std::vector<DayEvent> events(random.below(12));
  for (DayEvent& event : events) {
    const auto end = [&] {
      return random.chance(0.1) ? evidence::no_selector.value
                                : static_cast<std::uint32_t>(random.below(5));
    };
    event = {end(), end(), random.chance(0.7)};
  }
  return events;
}

TEST(DayOrder, EqualsItsTwinAndKeepsWhatIsKnown) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const auto events = random_day(seed);
    for (const DayOrder order : {DayOrder::credits_first, DayOrder::debits_first}) {
      const auto places = order_day(events, order);
      ASSERT_EQ(places, order_day_reference(events, order)) << seed;
      std::vector<std::uint32_t> fixed, all = places;
      for (const std::uint32_t i : places) {
        if (!events[i].is_free) fixed.push_back(i);
      }
      EXPECT_TRUE(std::is_sorted(fixed.begin(), fixed.end())) << seed;
      std::sort(all.begin(), all.end());
      for (std::uint32_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], i) << seed;
    }
  }
}

TEST(DayOrder, Law1NothingFreeNothingMoves) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    auto events = random_day(seed);
    for (DayEvent& event : events) event.is_free = false;
    const auto places = order_day(events, DayOrder::credits_first);
    EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
  }
}

TEST(DayOrder, Law2WithoutRingsNobodyPaysBeforeItIsPaid) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    core::CounterRandom random(seed, 4);
    std::vector<DayEvent> events(random.below(12));
    for (DayEvent& event : events) {  // money goes to higher numbers only
      const auto payer = static_cast<std::uint32_t>(random.below(5));
      event = {payer, payer + 1 + static_cast<std::uint32_t>(random.below(3)), true};
    }
    const auto places = order_day(events, DayOrder::credits_first);
    for (std::size_t a = 0; a < places.size(); ++a) {
      for (std::size_t b = a + 1; b < places.size(); ++b)
        EXPECT_NE(events[places[a]].payer, events[places[b]].payee) << seed;
    }
  }
}

TEST(DayOrder, OnlyPaymentsOfWhichTheDayAloneIsKnownMove) {
  CaseText text;
  text.payments = {{1, "mule", "boss", 100, "", "EUR"}, {1, "ann", "mule", 100, "", "EUR"}};
  text.precision = core::Precision::day;
  HandMade made = make_evidence(text);
  auto& t = made.evidence.transfers;
  EXPECT_EQ(rank_transfers(t, DayOrder::credits_first), (std::vector<std::uint32_t>{1, 0}));
  EXPECT_TRUE(rank_transfers(t, DayOrder::debits_first).empty());
  t.balance_after_minor = {0, 0};  // balances tell the order of rows
  EXPECT_TRUE(rank_transfers(t, DayOrder::credits_first).empty());
  t.balance_after_minor = {evidence::no_amount, evidence::no_amount};
  t.precision = {core::Precision::minute, core::Precision::minute};
  EXPECT_TRUE(rank_transfers(t, DayOrder::credits_first).empty());
}

}  // namespace
}  // namespace cuibono::money
