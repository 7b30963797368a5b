// A trace that is asked for: a case told by hand, and the laws on random cases.
#include "money/asked_trace.h"

#include <gtest/gtest.h>

#include <map>

#include "money/evidence_worlds.h"
#include "money/money.h"

namespace cuibono::money {
namespace {

core::Result<AskedTrace> ask(const HandMade& made, const TraceQuestion& question,
                             unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  return ask_trace(context, made.evidence, made.entities, question);
}

TraceStart account(const HandMade& made, const std::string& name) {
  TraceStart start;
  start.kind = TraceStart::Kind::account;
  start.account = made.id(name);
  start.words = name;
  return start;
}

TraceStart payment(std::size_t position) {
  TraceStart start;
  start.kind = TraceStart::Kind::payment;
  start.payment = evidence::TransferId::of(position);
  start.words = "payment";
  return start;
}

TraceQuestion forward(std::vector<TraceStart> from) {
  TraceQuestion question;
  question.from = std::move(from);
  return question;
}

TraceQuestion back(std::vector<TraceStart> from) {
  TraceQuestion question = forward(std::move(from));
  question.direction = TraceDirection::back;
  return question;
}

const AskedPlace* place_of(const HandMade& made, const AskedLedger& ledger,
                           const std::string& name) {
  for (const AskedPlace& place : ledger.places) {
    if (place.kind == AskedPlace::Kind::account && place.account == made.id(name)) return &place;
  }
  return nullptr;
}

std::int64_t amount(const AskedPlace* place, TraceRule rule) {
  if (place == nullptr) return -1;
  return static_cast<std::int64_t>(place->amounts[static_cast<std::size_t>(rule)].value_or(-2));
}

/// A victim pays a mule that has money of its own; the mule pays a shop and takes cash, a friend the rest.
CaseText tale() {
  CaseText text;
  text.payments = {{1, "employer", "mule", 100, ""}, {2, "victim", "mule", 300, ""},
                   {3, "mule", "shop", 150, ""},     {4, "mule", "", 50, "ATM"},
                   {5, "mule", "friend", 200, ""},   {6, "friend", "last", 120, ""}};
  text.reports = {{"V1", {1}}};
  return text;
}

TEST(AskedTrace, OnePaymentUnderEveryRule) {
  const HandMade made = make_evidence(tale());
  const auto trace = ask(made, forward({payment(1)}));
  ASSERT_TRUE(trace.has_value()) << trace.error().what;
  ASSERT_EQ(trace->ledgers.size(), 1U);
  const AskedLedger& ledger = trace->ledgers[0];
  EXPECT_EQ(static_cast<std::int64_t>(ledger.followed_minor), 300);
  const AskedPlace* shop = place_of(made, ledger, "shop");
  ASSERT_NE(shop, nullptr);
  EXPECT_EQ(amount(shop, TraceRule::fifo), 50);       // the wages go first
  EXPECT_EQ(amount(shop, TraceRule::lifo), 150);      // the last that came
  EXPECT_EQ(amount(shop, TraceRule::own_first), 50);  // so do the holder's own
  EXPECT_EQ(amount(shop, TraceRule::trust_first), 150);
  EXPECT_EQ(amount(shop, TraceRule::prorata), 113);  // 112.5; the remainder is the ledger's first
  EXPECT_EQ(static_cast<std::int64_t>(*shop->min_minor), 50);
  EXPECT_EQ(static_cast<std::int64_t>(*shop->max_minor), 150);
  EXPECT_FALSE(shop->records.empty());
  const auto cash = std::find_if(ledger.places.begin(), ledger.places.end(), [](const auto& place) {
    return place.kind == AskedPlace::Kind::cash;
  });
  ASSERT_NE(cash, ledger.places.end());
  EXPECT_EQ(amount(&*cash, TraceRule::fifo), 50);
  EXPECT_EQ(cash->reason, StopReason::cash);
  EXPECT_EQ(ledger.steps.front().hop, 1U);
  EXPECT_EQ(ledger.steps.back().hop, 3U);  // the friend's payment
}

TEST(AskedTrace, AnAccountIsWhatCameToItElseWhatItPaid) {
  const HandMade made = make_evidence(tale());
  const auto mule = ask(made, forward({account(made, "mule")}));
  ASSERT_TRUE(mule.has_value());
  EXPECT_EQ(static_cast<std::int64_t>(mule->ledgers[0].followed_minor), 400);
  const auto victim = ask(made, forward({account(made, "victim")}));
  ASSERT_TRUE(victim.has_value());
  EXPECT_EQ(static_cast<std::int64_t>(victim->ledgers[0].followed_minor), 300);
  const auto nobody = ask(made, forward({account(made, "nobody")}));
  ASSERT_FALSE(nobody.has_value());
  EXPECT_EQ(nobody.error().code, core::ErrorCode::answered_no);
}

TEST(AskedTrace, LimitsEndItAndSaySo) {
  const HandMade made = make_evidence(tale());
  TraceQuestion question = forward({payment(1)});
  question.hops_max = 2;
  auto trace = ask(made, question);
  ASSERT_TRUE(trace.has_value());
  const AskedPlace* friend_ = place_of(made, trace->ledgers[0], "friend");
  ASSERT_NE(friend_, nullptr);
  EXPECT_EQ(friend_->reason, StopReason::limit);
  EXPECT_EQ(amount(friend_, TraceRule::fifo), 200);
  EXPECT_EQ(place_of(made, trace->ledgers[0], "last"), nullptr);

  question = forward({payment(1)});
  question.to = {made.id("friend")};
  trace = ask(made, question);
  ASSERT_TRUE(trace.has_value());
  EXPECT_EQ(place_of(made, trace->ledgers[0], "friend")->reason, StopReason::limit);

  question = forward({payment(1)});
  question.until_us = 3 * core::us_per_day + core::us_per_day / 2;
  trace = ask(made, question);
  ASSERT_TRUE(trace.has_value());
  EXPECT_EQ(amount(place_of(made, trace->ledgers[0], "mule"), TraceRule::fifo), 250);

  question = forward({account(made, "mule")});
  question.since_us = 2 * core::us_per_day;
  trace = ask(made, question);
  ASSERT_TRUE(trace.has_value());
  EXPECT_EQ(static_cast<std::int64_t>(trace->ledgers[0].followed_minor), 300);
}

TEST(AskedTrace, HalfLifeCountsWhatStays) {
  CaseText text;
  text.payments = {{0, "victim", "mule", 100, ""}, {2, "mule", "next", 100, ""}};
  text.reports = {{"V1", {0}}};
  auto trace = ask(make_evidence(text), forward({TraceStart{}}));
  ASSERT_TRUE(trace.has_value());
  // Two days and a second, times ln 2: all of it left. What came to "next" no record could show leaving.
  EXPECT_EQ(trace->ledgers[0].half_life_s, (172'801 * 693'147'181LL) / 1'000'000'000);
  EXPECT_FALSE(trace->ledgers[0].half_life_low_s.has_value());  // one account

  text.payments = {{0, "victim", "mule", 200, ""}, {2, "mule", "next", 100, ""}};
  trace = ask(make_evidence(text), forward({TraceStart{}}));
  ASSERT_TRUE(trace.has_value());
  // As much stayed for as long: the rate is half, the half-life twice.
  EXPECT_EQ(trace->ledgers[0].half_life_s, (2 * 172'801 * 693'147'181LL) / 1'000'000'000);

  text.payments = {{0, "victim", "mule", 100, ""}};
  trace = ask(make_evidence(text), forward({TraceStart{}}));
  ASSERT_TRUE(trace.has_value());
  EXPECT_FALSE(trace->ledgers[0].half_life_s.has_value());
}

TEST(AskedTrace, WhatItHadToPass) {
  CaseText text;
  text.payments = {{1, "v1", "m1", 100, ""}, {1, "v2", "m2", 100, ""}, {2, "m1", "hub", 100, ""},
                   {2, "m2", "hub", 90, ""}, {3, "m2", "", 10, "ATM"}, {4, "hub", "", 150, "ATM"},
                   {5, "hub", "", 40, "ATM"}};
  text.reports = {{"V1", {0}}, {"V2", {1}}};
  const HandMade made = make_evidence(text);
  const auto trace = ask(made, forward({TraceStart{}}));
  ASSERT_TRUE(trace.has_value());
  const auto& chokes = trace->ledgers[0].chokes;
  ASSERT_EQ(chokes.size(), 2U);
  EXPECT_EQ(static_cast<std::int64_t>(chokes[0].passed_minor), 200);
  EXPECT_EQ(chokes[0].accounts, std::vector{made.id("hub")});
  EXPECT_EQ(static_cast<std::int64_t>(chokes[0].left_minor), 10);
  EXPECT_EQ(chokes[1].accounts.size(), 2U);
  EXPECT_EQ(static_cast<std::int64_t>(chokes[1].left_minor), 0);
}

TEST(AskedTrace, BackNamesItsSources) {
  const HandMade made = make_evidence(tale());
  const auto trace = ask(made, back({account(made, "shop")}));
  ASSERT_TRUE(trace.has_value()) << trace.error().what;
  const AskedLedger& ledger = trace->ledgers[0];
  EXPECT_EQ(static_cast<std::int64_t>(ledger.followed_minor), 150);
  ASSERT_EQ(ledger.places.size(), 2U);
  const AskedPlace* wages = place_of(made, ledger, "employer");
  ASSERT_NE(wages, nullptr);
  EXPECT_EQ(amount(wages, TraceRule::fifo), 100);
  EXPECT_EQ(amount(wages, TraceRule::lifo), 0);
  EXPECT_EQ(static_cast<std::int64_t>(*wages->min_minor), 0);
  EXPECT_EQ(static_cast<std::int64_t>(*wages->max_minor), 100);
  const auto victim = std::find_if(ledger.places.begin(), ledger.places.end(), [](const auto& p) {
    return p.kind == AskedPlace::Kind::victim;
  });
  ASSERT_NE(victim, ledger.places.end());
  EXPECT_EQ(amount(&*victim, TraceRule::fifo), 50);
  EXPECT_EQ(victim->payments, 1U);

  const auto one = ask(made, back({payment(5)}));  // the friend's payment
  ASSERT_TRUE(one.has_value());
  EXPECT_EQ(static_cast<std::int64_t>(one->ledgers[0].followed_minor), 120);

  TraceQuestion from_employer = back({account(made, "shop")});
  from_employer.to = {made.id("employer")};
  const auto asked = ask(made, from_employer);
  ASSERT_TRUE(asked.has_value());
  ASSERT_EQ(asked->ledgers[0].places.size(), 2U);
  EXPECT_EQ(asked->ledgers[0].places.back().kind, AskedPlace::Kind::unknown);
  EXPECT_EQ(amount(&asked->ledgers[0].places.back(), TraceRule::fifo), 50);
}

AskedAmounts of_place(const Place& place) {
  return {place.fifo_minor,      place.prorata_minor,           place.lifo_minor,
          place.own_first_minor, place.own_first_prorata_minor, place.trust_first_minor};
}

TEST(AskedTraceLaws, Law1And3ForwardOfVictimsIsTheRun) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const HandMade made = make_evidence(random_case(seed));
    core::RunContext context;
    const auto money = trace_money(context, made.evidence, made.entities, {});
    ASSERT_TRUE(money.has_value());
    const auto trace = ask(made, forward({TraceStart{}}));
    if (!trace.has_value()) {
      EXPECT_TRUE(money->places.empty()) << seed;
      continue;
    }
    std::map<std::pair<core::AssetId, evidence::SelectorId>, AskedAmounts> asked;
    for (const AskedLedger& ledger : trace->ledgers) {
      for (const AskedPlace& place : ledger.places) {
        auto& sums = asked[{ledger.asset, place.account}];
        for (std::size_t rule = 0; rule < trace_rules; ++rule)
          sums[rule] = sums[rule].value_or(0) + *place.amounts[rule];
      }
    }
    ASSERT_EQ(asked.size(), money->places.size()) << seed;
    for (const Place& place : money->places) {
      const auto sums = asked.find({place.asset, place.place});
      ASSERT_NE(sums, asked.end()) << seed;
      const AskedAmounts theirs = of_place(place);
      for (std::size_t rule = 0; rule < trace_rules; ++rule) {
        // Shares of victims and all of them as one are rounded apart.
        if (rule == 4) continue;
        EXPECT_TRUE(*sums->second[rule] == *theirs[rule]) << seed << " rule " << rule;
      }
    }
  }
}

TEST(AskedTraceLaws, Law2BackIsForward) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const HandMade made = make_evidence(random_case(seed));
    for (const char* name : {"a10", "a11", "a12"}) {
      const auto trace = ask(made, back({account(made, name)}));
      if (!trace.has_value()) continue;
      for (const AskedLedger& ledger : trace->ledgers) {
        for (std::size_t rule = 0; rule < trace_rules; ++rule) {
          core::Int128 sum = 0;
          for (const AskedPlace& place : ledger.places) sum += place.amounts[rule].value_or(0);
          EXPECT_TRUE(sum == ledger.followed_minor) << seed << " " << name << " rule " << rule;
        }
        for (const AskedPlace& place : ledger.places) {
          if (!place.min_minor) continue;
          for (std::size_t rule = 0; rule < trace_rules; ++rule) {
            EXPECT_TRUE(*place.min_minor <= *place.amounts[rule] + 1) << seed << " rule " << rule;
            EXPECT_TRUE(*place.amounts[rule] <= *place.max_minor) << seed << " rule " << rule;
          }
        }
      }
    }
  }
}

TEST(AskedTraceLaws, Law4And5BoundsAndThreads) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const HandMade made = make_evidence(random_case(seed));
    const TraceQuestion question = forward({account(made, "a10"), account(made, "a11")});
    const auto one = ask(made, question, 1), two = ask(made, question, 2);
    ASSERT_EQ(one.has_value(), two.has_value());
    if (!one.has_value()) continue;
    for (std::size_t i = 0; i < one->ledgers.size(); ++i) {
      const AskedLedger &a = one->ledgers[i], &b = two->ledgers[i];
      ASSERT_EQ(a.places.size(), b.places.size());
      for (std::size_t p = 0; p < a.places.size(); ++p) {
        EXPECT_TRUE(a.places[p].account == b.places[p].account &&
                    a.places[p].amounts == b.places[p].amounts);
        if (!a.places[p].min_minor) continue;
        for (std::size_t rule = 0; rule < trace_rules; ++rule) {
          // Shares are rounded to whole units, victim by victim: by less than one each.
          EXPECT_TRUE(*a.places[p].min_minor <= *a.places[p].amounts[rule] + 2) << seed;
          EXPECT_TRUE(*a.places[p].amounts[rule] <= *a.places[p].max_minor + 2) << seed;
        }
      }
      std::map<evidence::SelectorId, core::Int128> parts, places;
      for (const AskedPart& part : a.parts) parts[part.place] += *part.amounts[0];
      for (const AskedPlace& place : a.places) places[place.account] += *place.amounts[0];
      for (const auto& [place, sum] : parts) EXPECT_TRUE(sum == places[place]) << seed;
    }
  }
}

}  // namespace
}  // namespace cuibono::money
