// Legs of calls, and the people and lists beside them.
#include <gtest/gtest.h>

#include "evidence/events_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;
using Lines = std::vector<std::string>;

Mapping calls() {
  Mapping mapping =
      make_mapping(ItemKind::calls, {time, caller, callee, duration_s, call_kind, answered,
                                     caller_cell, caller_imei, displayed_number});
  mapping.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm:ss";
  return mapping;
}
const std::string ends = ";+99955500001;+99955500002;";

TEST(EventsCalls, TwoOperatorsRecordsOfOneCallAreOneEvent) {
  SmallCase small;
  small.add("a.csv", "Operator A", calls(),
            "2025-02-03 10:00:00" + ends + "61;voice;;cell-1;490154203237518;\n");
  small.add("b.csv", "Operator B", calls(),
            "2025-02-03 10:00:05" + ends + "63;voice;;;;+99955500777\n");
  const Evidence evidence = evidence_of(small);
  ASSERT_EQ(evidence.calls.size(), 1U);
  EXPECT_EQ(
      calls_in_words(evidence),
      Lines{"2025-02-03T10:00:00Z tel:+99955500001 > tel:+99955500002 61s [a.csv#2 b.csv#2]"});
  const InWords words(evidence);
  EXPECT_EQ(evidence.cells[evidence.calls.caller_cell[0].index()], "operator-a:cell-1");
  EXPECT_EQ(words.selector(evidence.calls.caller_imei[0]), "imei:490154203237518");
  EXPECT_EQ(words.selector(evidence.calls.displayed[0]), "tel:+99955500777");  // of the other leg
  ASSERT_EQ(evidence.leg_matches.size(), 1U);
  EXPECT_FALSE(evidence.leg_matches[0].is_transfer);
  EXPECT_FALSE(evidence.leg_matches[0].why.empty());
}

TEST(EventsCalls, EachOperatorSpeaksForItsOwnEnd) {
  Mapping mapping = make_mapping(ItemKind::calls, {time, caller, callee, duration_s, caller_cell,
                                                   caller_imei, callee_cell, callee_imei});
  mapping.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm:ss";
  for (const bool is_swapped : {false, true}) {
    SmallCase small;
    small.add(is_swapped ? "b.csv" : "a.csv", "Operator", mapping,
              "2025-02-03 10:00:00" + ends + "61;west;490154203237518;relay;\n");
    small.add(is_swapped ? "a.csv" : "b.csv", "Operator", mapping,
              "2025-02-03 10:00:01" + ends + "62;relay;;east;490154203237500\n");
    const Evidence evidence = evidence_of(small);
    ASSERT_EQ(evidence.calls.size(), 1U);
    EXPECT_EQ(evidence.calls.duration_s[0], 61);
    EXPECT_EQ(evidence.cells[evidence.calls.caller_cell[0].index()], "operator:west");
    EXPECT_EQ(evidence.cells[evidence.calls.callee_cell[0].index()], "operator:east");
  }
}

TEST(EventsCalls, FiveSecondsAndTwoSecondsOfDurationAreTheLimits) {
  struct Example {
    std::string second;
    std::size_t events = 1;
  };
  const std::vector<Example> examples{
      {"2025-02-03 10:00:05" + ends + "62;voice;;;;", 1},
      {"2025-02-03 10:00:06" + ends + "60;voice;;;;", 2},
      {"2025-02-03 09:59:55" + ends + "58;voice;;;;", 1},
      {"2025-02-03 10:00:00" + ends + "63;voice;;;;", 2},
      {"2025-02-03 10:00:00" + ends + ";voice;;;;", 1},
      {"2025-02-03 10:00:00" + ends + "60;sms;;;;", 2},
      {"2025-02-03 10:00:00;+99955500002;+99955500001;60;voice;;;;", 2},
      {"2025-02-03 10:00:00;+99955500001;+99955500003;60;voice;;;;", 2},
      {"2025-02-03 10:00:00;+99955500001;;60;voice;;;;", 2},
  };
  for (const Example& example : examples) {
    SCOPED_TRACE(example.second);
    SmallCase small;
    small.add("a.csv", "Operator A", calls(), "2025-02-03 10:00:00" + ends + "60;voice;;;;\n");
    small.add("b.csv", "Operator B", calls(), example.second + "\n");
    EXPECT_EQ(evidence_of(small).calls.size(), example.events);
    SmallCase one_file;  // records of one file are never one call
    one_file.add("a.csv", "Operator A", calls(),
                 "2025-02-03 10:00:00" + ends + "60;voice;;;;\n" + example.second + "\n");
    EXPECT_EQ(evidence_of(one_file).calls.size(), 2U);
  }
}

TEST(EventsCalls, TwoEqualCallsOfOneFileNeverJoinTheSameCallOfAnother) {
  SmallCase small;
  small.add("a.csv", "Operator A", calls(), "2025-02-03 10:00:00" + ends + "60;voice;;;;\n");
  small.add(
      "b.csv", "Operator B", calls(),
      "2025-02-03 10:00:01" + ends + "60;voice;;;;\n2025-02-03 10:00:02" + ends + "60;voice;;;;\n");
  const Evidence evidence = evidence_of(small);
  ASSERT_EQ(evidence.calls.size(), 2U);
  EXPECT_EQ(calls_in_words(evidence)[0],
            "2025-02-03T10:00:00Z tel:+99955500001 > tel:+99955500002 60s [a.csv#2 b.csv#2]");
  small.add("c.csv", "Operator A", calls(), "2025-02-03 10:00:00" + ends + "60;voice;;;;\n");
  EXPECT_EQ(evidence_of(small).calls.legs.of(0).size(), 3U);  // a file that came twice
}

TEST(EventsCalls, MinutesPairWithinAMinuteAndDatesNever) {
  Mapping minutes = calls(), days = calls();
  minutes.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm";
  days.columns[0].form.time_pattern = "YYYY-MM-DD";
  SmallCase small;
  small.add("a.csv", "Operator A", calls(), "2025-02-03 10:00:50" + ends + "60;voice;;;;\n");
  small.add("b.csv", "Operator B", minutes, "2025-02-03 10:00" + ends + "60;voice;;;;\n");
  const Evidence evidence = evidence_of(small);
  ASSERT_EQ(evidence.calls.size(), 1U);
  EXPECT_EQ(InWords::time(evidence.calls.time_us[0], evidence.calls.precision[0]),
            "2025-02-03T10:00:50Z");
  small.files.pop_back();
  small.add("b.csv", "Operator B", days, "2025-02-03" + ends + "60;voice;;;;\n");
  EXPECT_EQ(evidence_of(small).calls.size(), 2U);
}

TEST(EventsCalls, WordsOfKindAndAnswerAreReadInManyLanguages) {
  SmallCase small;
  small.add("a.csv", "Operator A", calls(),
            "2025-02-03 10:00:00" + ends + "60;голосовой вызов;;;;\n" + "2025-02-03 10:01:00" +
                ends + "0;문자;;;;\n" + "2025-02-03 10:02:00" + ends + "0;;ja;;;\n" +
                "2025-02-03 10:03:00" + ends + "9;SMS-MT;부재중;;;\n" + "2025-02-03 10:04:00" +
                ends + ";GPRS;;;;\n" + "2025-02-03 10:05:00" + ends + "0;;no answer;;;\n");
  const Calls& c = evidence_of(small).calls;
  using enum CallKind;
  EXPECT_EQ(c.kind, (std::vector<CallKind>{voice, message, voice, message, data, voice}));
  EXPECT_EQ(c.answered, (std::vector<Answered>{Answered::yes, Answered::unknown, Answered::yes,
                                               Answered::no, Answered::unknown, Answered::no}));
  EXPECT_EQ(c.duration_s[4], no_duration);
}

TEST(EventsPeople, ASubscriberIsTiedToEachThingOfItsRow) {
  SmallCase small;
  Mapping mapping = make_mapping(
      ItemKind::subscribers, {record_id, name, phone, imei, document_number, valid_from, country});
  mapping.columns[2].form.split = ",";
  small.add("subs.csv", "Operator A", mapping,
            "S1;Noor Óskarsdóttir;+99955500001,+99955500002;490154203237518;AB 123456;2025-01-01 "
            "00:00;IS\n"
            "S2;田中;;;;;\n");
  const Evidence evidence = evidence_of(small);
  const InWords words(evidence);
  ASSERT_EQ(evidence.ties.size(), 4U);
  EXPECT_EQ(words.selector(evidence.ties[0].holder), "local:operator-a.person:S1");
  EXPECT_EQ(words.selector(evidence.ties[0].thing), "tel:+99955500001");
  EXPECT_EQ(words.selector(evidence.ties[1].thing), "tel:+99955500002");
  EXPECT_EQ(evidence.ties[0].kind, TieKind::subscription);
  EXPECT_EQ(evidence.ties[2].kind, TieKind::device);
  EXPECT_EQ(words.selectors(evidence.ties[2].holder_selectors), "doc:ZZ:AB123456,");
  EXPECT_EQ(evidence.text(evidence.ties[2].name), "Noor Óskarsdóttir");
  EXPECT_EQ(words.selector(evidence.ties[3].holder), "local:operator-a.person:S2");
  EXPECT_EQ(evidence.ties[3].thing, no_selector);  // a person without a thing is still a person
  EXPECT_EQ(evidence.records_in_events, 2U);
}

TEST(EventsPeople, AWatchEntryKeepsWhatItsAuthorStates) {
  SmallCase small;
  Mapping mapping = make_mapping(ItemKind::watchlist, {name, domain, phone, note, listed_by, date});
  small.add("list.csv", "Regulator", mapping,
            "Coin Example;coin.example;+99955500001;no licence;Regulator of Ys;2025-01-02\n"
            "Other Example;;;;;\n");
  const Evidence evidence = evidence_of(small);
  const InWords words(evidence);
  ASSERT_EQ(evidence.watch.size(), 2U);
  EXPECT_EQ(words.selectors(evidence.watch[0].selectors), "tel:+99955500001,dns:coin.example,");
  EXPECT_EQ(evidence.text(evidence.watch[0].note), "no licence");
  EXPECT_EQ(evidence.text(evidence.watch[0].listed_by), "Regulator of Ys");
  EXPECT_EQ(InWords::time(evidence.watch[0].listed_us), "2025-01-02T00:00:00Z");
  EXPECT_NE(evidence.watch[1].subject, no_selector);
  EXPECT_NE(evidence.watch[0].subject, evidence.watch[1].subject);
}

TEST(EventsPeople, AccountFactsAreHolderLimitAndOpeningBalance) {
  SmallCase small;
  small.add("accounts.csv", "Bank of Ys",
            make_mapping(ItemKind::persons, {account, holder, limit, opening_balance}),
            "90001;Noor;500.00;12.50\n90002;Ada;;\n");
  const Evidence evidence = evidence_of(small);
  ASSERT_EQ(evidence.account_facts.size(), 2U);
  EXPECT_EQ(evidence.account_facts[0].limit_minor, 50000);
  EXPECT_EQ(evidence.account_facts[0].opening_minor, 1250);
  EXPECT_EQ(core::get_asset(evidence.account_facts[0].asset).code, "EUR");
  EXPECT_EQ(evidence.account_facts[1].limit_minor, 0);
  EXPECT_EQ(evidence.account_facts[1].opening_minor, no_amount);
  EXPECT_EQ(evidence.text(evidence.account_facts[1].holder), "Ada");
}

}  // namespace
}  // namespace cuibono::evidence
