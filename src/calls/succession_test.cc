// Successions of numbers, cards and handsets: laws, cases where one follows the other, and cases
// where two people only look so.
#include "calls/succession.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "calls/call_worlds.h"

namespace cuibono::calls {
namespace {

struct Found {
  HandMade made;
  network::Network network;
  CallProfiles profiles;
};

Found run(const CaseText& text, unsigned threads = 1) {
  Found found{make_evidence(text), {}, {}};
  core::RunContext context;
  context.threads = threads;
  auto network = network::make_network(context, found.made.evidence);
  auto profiles = profile_numbers(context, found.made.evidence, found.made.entities);
  EXPECT_TRUE(network.has_value() && profiles.has_value());
  found.network = std::move(*network);
  found.profiles = std::move(*profiles);
  EXPECT_TRUE(
      find_successions(context, found.made.evidence, found.network, found.profiles).has_value());
  return found;
}

/// "number 1>2 by contacts", "sim 7>8 by imei:…", a line each.
std::set<std::string> lines(const Found& found) {
  std::set<std::string> out;
  const auto& selectors = found.made.evidence.selectors;
  for (const auto& one : found.profiles.successions) {
    const char* kind = one.kind == SuccessionKind::number ? "number"
                       : one.kind == SuccessionKind::sim  ? "sim"
                                                          : "handset";
    out.insert(
        std::string(kind) + " " + selectors.text(one.from) + " > " + selectors.text(one.to) +
        (one.by == evidence::no_selector ? " by contacts" : " by " + selectors.text(one.by)));
  }
  return out;
}

constexpr std::int64_t day = day_minutes;

/// `number` rings each of `contacts` once a day from day `from` to before day `to`, from 9 o'clock on.
void ring(CaseText& text, unsigned number, std::vector<unsigned> contacts, std::int64_t from,
          std::int64_t to, unsigned imei = 0, unsigned imsi = 0, std::int64_t hour = 9) {
  for (std::int64_t d = from; d < to; ++d) {
    std::int64_t minute = d * day + hour * 60;
    for (const unsigned contact : contacts)
      text.calls.push_back(
          {number, contact, minute += 7, "", imei, 60, core::Precision::second, imsi});
  }
}

/// Everybody else: forty numbers that ring each other on all days.
void add_background(CaseText& text, std::int64_t days) {
  for (unsigned i = 0; i < 40; ++i)
    ring(text, 200 + i, {200 + (i + 1) % 40, 200 + (i + 7) % 40}, 0, days, 0, 0, 10);
}

TEST(RateChange, LikelihoodOfACut) {
  const std::vector<std::uint32_t> calls{46, 40, 54, 52, 44, 39, 37, 0, 0, 1};
  const RateChange change = find_rate_change(calls);
  EXPECT_EQ(change.cut, 7U);
  EXPECT_FALSE(change.rises);
  EXPECT_NEAR(change.ratio, 211.5, 0.05);  // ORACLES C01, number 1
  EXPECT_NEAR(rate_change_at(calls, 7).ratio, change.ratio, 1e-9);
  EXPECT_EQ(find_rate_change(std::vector<std::uint32_t>{5, 5, 5, 5}).ratio, 0.0);
  EXPECT_TRUE(find_rate_change(std::vector<std::uint32_t>{0, 0, 9, 9}).rises);
}

/// Bursts, silences and even days, from none to very many calls.
std::vector<std::uint32_t> random_days(std::uint64_t seed) {
  core::CounterRandom random(seed, 0);
  const std::size_t days = 1 + random.below(60);
  const std::uint32_t most = std::array<std::uint32_t, 5>{1, 2, 9, 300, 4'000'000}[random.below(5)];
  std::vector<std::uint32_t> per_day(days);
  for (auto& calls : per_day)
    calls = random.below(3) == 0 ? static_cast<std::uint32_t>(random.below(most + 1)) : most / 2;
  return per_day;
}

TEST(RateChange, Law1TheCutsAreThoseOfTheTwin) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const auto per_day = random_days(seed);
    const RateChange slow = find_rate_change_reference(per_day), fast = find_rate_change(per_day);
    ASSERT_EQ(fast.cut, slow.cut) << seed;
    ASSERT_EQ(fast.ratio, slow.ratio) << seed;
    ASSERT_EQ(fast.rises, slow.rises) << seed;
  }
}

TEST(NumberSuccession, TakesOverTheContacts) {
  CaseText text;
  add_background(text, 12);
  ring(text, 1, {200, 205, 211, 220, 233}, 0, 6);
  ring(text, 2, {200, 205, 211, 220, 239}, 6, 12);
  EXPECT_EQ(lines(run(text)),
            (std::set<std::string>{"number " + phone(1) + " > " + phone(2) + " by contacts"}));
}

TEST(NumberSuccession, AMemberWhoseContactsAllChangedIsFoundInTheSecondPass) {
  CaseText text;
  add_background(text, 12);
  ring(text, 1, {200, 205, 211, 220}, 0, 6);
  ring(text, 3, {201, 206, 212, 221}, 0, 6);
  ring(text, 4, {202, 207, 213, 222}, 0, 6);
  ring(text, 5, {1, 3, 4}, 0, 6);  // the one who rings only the ring
  ring(text, 11, {200, 205, 211, 220}, 6, 12);
  ring(text, 13, {201, 206, 212, 221}, 6, 12);
  ring(text, 14, {202, 207, 213, 222}, 6, 12);
  ring(text, 15, {11, 13, 14}, 6, 12);
  const auto found = lines(run(text));
  EXPECT_TRUE(found.contains("number " + phone(5) + " > " + phone(15) + " by contacts"));
  EXPECT_EQ(found.size(), 4U);
}

TEST(NumberSuccession, ByHandsetAndByCardAreApart) {
  CaseText text;
  add_background(text, 20);
  ring(text, 1, {200, 201}, 0, 8, 7, 1);   // number 1, handset 7, card 1
  ring(text, 2, {202, 203}, 9, 18, 7, 2);  // another number and card in the same handset
  ring(text, 3, {204, 205}, 0, 8, 8, 3);   // number 3 on card 3
  ring(text, 4, {206, 207}, 9, 18, 9, 3);  // another number and handset with the same card
  ring(text, 5, {208, 209}, 0, 8, 5, 5);
  ring(text, 5, {208, 209}, 8, 18, 6, 6);  // the same number: another handset and card
  const auto found = lines(run(text));
  EXPECT_TRUE(found.contains("number " + phone(1) + " > " + phone(2) + " by " + handset(7)));
  EXPECT_TRUE(found.contains("sim " + card(1) + " > " + card(2) + " by " + handset(7)));
  EXPECT_TRUE(found.contains("number " + phone(3) + " > " + phone(4) + " by " + card(3)));
  EXPECT_TRUE(found.contains("handset " + handset(8) + " > " + handset(9) + " by " + card(3)));
  EXPECT_TRUE(found.contains("sim " + card(5) + " > " + card(6) + " by " + phone(5)));
  EXPECT_TRUE(found.contains("handset " + handset(5) + " > " + handset(6) + " by " + phone(5)));
  EXPECT_EQ(found.size(), 6U);
}

TEST(NumberSuccession, InnocentLookAlikes) {
  CaseText shifts;  // two who share a handset in shifts
  add_background(shifts, 12);
  ring(shifts, 1, {200, 201}, 0, 12, 7, 0, 8);
  ring(shifts, 2, {202, 203}, 0, 12, 7, 0, 16);
  EXPECT_TRUE(lines(run(shifts)).empty());

  CaseText holiday;  // one goes on holiday while a newcomer starts to call other people
  add_background(holiday, 12);
  ring(holiday, 1, {200, 205, 211, 220}, 0, 6);
  ring(holiday, 2, {201, 206, 212, 221}, 6, 12);
  EXPECT_TRUE(lines(run(holiday)).empty());

  CaseText hand_me_down;  // a handset sold on: the buyer rings at other hours
  add_background(hand_me_down, 30);
  ring(hand_me_down, 1, {200, 201}, 0, 10, 7, 0, 8);
  ring(hand_me_down, 2, {202, 203}, 12, 22, 7, 0, 20);
  EXPECT_TRUE(lines(run(hand_me_down)).empty());

  CaseText both_go_on;  // the old number is used on, in a new handset: its old one was given away
  add_background(both_go_on, 30);
  ring(both_go_on, 1, {200, 201}, 0, 10, 7, 0);
  ring(both_go_on, 1, {200, 201}, 10, 25, 8, 0);
  ring(both_go_on, 2, {202, 203}, 12, 25, 7, 0);
  const auto found = lines(run(both_go_on));
  EXPECT_FALSE(found.contains("number " + phone(1) + " > " + phone(2) + " by " + handset(7)));

  CaseText two_heirs;  // two newcomers ring the same people: which of them it is cannot be said
  add_background(two_heirs, 12);
  ring(two_heirs, 1, {200, 205, 211, 220}, 0, 6);
  ring(two_heirs, 2, {200, 205, 211, 220}, 6, 12);
  ring(two_heirs, 3, {200, 205, 211, 220}, 6, 12);
  EXPECT_TRUE(lines(run(two_heirs)).empty());
}

TEST(NumberSuccession, Laws1And2RelabellingAndThreads) {
  CaseText text, renamed;
  add_background(text, 12);
  ring(text, 1, {200, 205, 211, 220, 233}, 0, 6);
  ring(text, 2, {200, 205, 211, 220, 239}, 6, 12);
  for (auto call : text.calls) {
    call.from = 1000 - call.from;
    call.to = 1000 - call.to;
    renamed.calls.push_back(call);
  }
  EXPECT_EQ(lines(run(renamed)),
            (std::set<std::string>{"number " + phone(999) + " > " + phone(998) + " by contacts"}));
  EXPECT_EQ(lines(run(text, 8)), lines(run(text, 1)));
  EXPECT_EQ(lines(run(text, 2)), lines(run(text, 1)));
}

TEST(NumberSuccession, TooFewDaysOrNoCallsSayNothing) {
  EXPECT_TRUE(lines(run({})).empty());
  CaseText text;
  ring(text, 1, {200, 205, 211, 220}, 0, 1);
  ring(text, 2, {200, 205, 211, 220}, 1, 2);
  EXPECT_TRUE(lines(run(text)).empty());
}

TEST(Lockstep, OneListOfManyCallers) {
  CaseText text;
  std::vector<unsigned> list;
  for (unsigned i = 0; i < 40; ++i) list.push_back(300 + i);
  ring(text, 1, list, 0, 1);
  ring(text, 2, list, 1, 2);
  for (unsigned office = 0; office < 6; ++office) {  // offices with lists of their own
    std::vector<unsigned> own;
    for (unsigned i = 0; i < 40; ++i) own.push_back(1000 + office * 100 + i);
    ring(text, 10 + office, own, 0, 1);
  }
  Found found = run(text);
  ASSERT_TRUE(find_lockstep(core::RunContext{}, found.network, found.profiles).has_value());
  ASSERT_EQ(found.profiles.lockstep.size(), 1U);
  const Lockstep& pair = found.profiles.lockstep[0];
  EXPECT_EQ(found.made.evidence.selectors.text(found.profiles.profiles[pair.a].number), phone(1));
  EXPECT_EQ(found.made.evidence.selectors.text(found.profiles.profiles[pair.b].number), phone(2));
  EXPECT_EQ(pair.shared, 40U);
  EXPECT_NEAR(pair.expected, 40.0 * 40 / 280, 1e-6);
}

TEST(Successions, CancelledIsSaid) {
  CaseText text;
  add_background(text, 12);
  Found found = run(text);
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const auto status = find_successions(context, found.made.evidence, found.network, found.profiles);
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, core::ErrorCode::cancelled);
  EXPECT_FALSE(find_lockstep(context, found.network, found.profiles).has_value());
}

}  // namespace
}  // namespace cuibono::calls
