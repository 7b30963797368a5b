// Legs of transfers: which records are one payment, and which never are.
#include "evidence/events.h"

#include <gtest/gtest.h>

#include "evidence/events_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;
using Lines = std::vector<std::string>;

Mapping ledger() {
  return make_mapping(ItemKind::transfers, {time, payer, payee, amount, currency, reference});
}
Mapping dated() {
  return make_mapping(ItemKind::transfers, {date, payer, payee, amount, currency, reference});
}
Mapping statement(std::string own) {
  Mapping mapping = make_mapping(ItemKind::transfers, {time, other_account, debit, credit});
  mapping.own_account = std::move(own);
  return mapping;
}

/// Numbers of legs of each event.
std::vector<std::size_t> legs_of(const Evidence& evidence) {
  std::vector<std::size_t> counts;
  for (std::size_t i = 0; i < evidence.transfers.size(); ++i)
    counts.push_back(evidence.transfers.legs.of(i).size());
  return counts;
}
using Counts = std::vector<std::size_t>;

TEST(Events, TwoBanksRecordsOfOnePaymentAreOneEventWithTwoLegs) {
  SmallCase small;
  small.add("payer.csv", "Bank of Ys", statement("90001"), "2025-02-03 10:00;90002;5.00;\n");
  small.add("payee.csv", "Bank of Avalon", statement("90002"), "2025-02-03 10:01;90001;;5.00\n");
  const Evidence evidence = evidence_of(small);
  ASSERT_EQ(evidence.transfers.size(), 1U);
  EXPECT_EQ(InWords(evidence).selector(evidence.transfers.payer[0]), "acct:ZZ:90001");
  EXPECT_EQ(InWords(evidence).selector(evidence.transfers.payee[0]), "acct:ZZ:90002");
  EXPECT_EQ(legs_of(evidence), Counts{2});
  ASSERT_EQ(evidence.leg_matches.size(), 1U);
  EXPECT_TRUE(evidence.leg_matches[0].is_transfer);
  EXPECT_EQ(evidence.leg_matches[0].event, 0U);
  EXPECT_NE(evidence.leg_matches[0].why.find("equal ends, amount and currency in 2 records"),
            std::string::npos);
  EXPECT_EQ(evidence.records, 2U);
  EXPECT_EQ(evidence.records_in_events, 2U);
}

TEST(Events, EqualPaymentsOfOneItemAreNeverMerged) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", ledger(),
            "2025-02-03 10:00;90001;90002;5.00;EUR;\n"
            "2025-02-03 10:00;90001;90002;5.00;EUR;\n"
            "2025-02-03 10:01;90001;90002;5.00;EUR;\n");
  EXPECT_EQ(legs_of(evidence_of(small)), (Counts{1, 1, 1}));
  small.add("b.csv", "Bank of Avalon", ledger(),
            "2025-02-03 10:00;90001;90002;5.00;EUR;\n"
            "2025-02-03 10:00;90001;90002;5.00;EUR;\n");
  const Evidence both = evidence_of(small);
  Counts legs = legs_of(both);
  std::sort(legs.begin(), legs.end());
  EXPECT_EQ(legs, (Counts{1, 2, 2}));  // one to one
}

TEST(Events, TheTwoSidesOfOneItemArePairedOneToOne) {
  SmallCase small;
  small.add("core_banking.csv", "Bank of Ys",
            make_mapping(ItemKind::transfers, {time, own_account, other_account, debit, credit}),
            "2025-02-03 10:00;90001;90002;5.00;\n"
            "2025-02-03 10:00;90002;90001;;5.00\n"
            "2025-02-03 10:01;90001;90002;5.00;\n"
            "2025-02-03 10:01;90002;90001;;5.00\n"
            "2025-02-03 10:30;90001;90002;5.00;\n"
            "2025-02-03 11:00;90001;90001;5.00;\n"
            "2025-02-03 11:00;90001;90001;;5.00\n");
  const Evidence evidence = evidence_of(small);
  EXPECT_EQ(transfers_in_words(evidence),
            (Lines{"2025-02-03T10:00Z acct:ZZ:90001 > acct:ZZ:90002 5.00EUR [core_banking.csv#2 "
                   "core_banking.csv#3]",
                   "2025-02-03T10:01Z acct:ZZ:90001 > acct:ZZ:90002 5.00EUR [core_banking.csv#4 "
                   "core_banking.csv#5]",
                   "2025-02-03T10:30Z acct:ZZ:90001 > acct:ZZ:90002 5.00EUR [core_banking.csv#6]",
                   "2025-02-03T11:00Z acct:ZZ:90001 > acct:ZZ:90001 5.00EUR [core_banking.csv#7]",
                   "2025-02-03T11:00Z acct:ZZ:90001 > acct:ZZ:90001 5.00EUR "
                   "[core_banking.csv#8]"}));
}

struct Pair {
  Mapping first, second;
  std::string first_row, second_row;
  bool is_one = true;
  std::string why;
};

TEST(Events, TimesPairWithinTwoMinutesAndDatesWithinADay) {
  const std::string end = ";90001;90002;5.00;EUR;\n";
  Mapping seconds = ledger();
  seconds.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm:ss";
  Mapping months = ledger();
  months.columns[0].form.time_pattern = "YYYY-MM";
  const std::vector<Pair> pairs{
      {seconds, seconds, "2025-02-03 10:00:00" + end, "2025-02-03 10:02:00" + end, true, "2 min"},
      {seconds, seconds, "2025-02-03 10:00:00" + end, "2025-02-03 10:02:01" + end, false, "more"},
      {ledger(), seconds, "2025-02-03 10:00" + end, "2025-02-03 10:02:01" + end, false, "minutes"},
      {dated(), seconds, "2025-02-03" + end, "2025-02-04 23:59:59" + end, true, "date and time"},
      {dated(), seconds, "2025-02-03" + end, "2025-02-05 00:00:00" + end, false, "two days"},
      {dated(), dated(), "2025-02-03" + end, "2025-02-04" + end, true, "next day"},
      {dated(), dated(), "2025-02-03" + end, "2025-02-05" + end, false, "two days"},
      {months, dated(), "2025-02" + end, "2025-02-01" + end, false, "a month says too little"},
      {dated(), dated(), "2025-02-03" + end, "2025-02-03;90001;90002;5.01;EUR;\n", false, "amount"},
      {dated(), dated(), "2025-02-03" + end, "2025-02-03;90001;90002;5.00;USD;\n", false, "asset"},
      {dated(), dated(), "2025-02-03" + end, "2025-02-03;90001;90003;5.00;EUR;\n", false, "end"},
      {dated(), dated(), "2025-02-03" + end, "2025-02-03;90002;90001;5.00;EUR;\n", false, "back"},
      {dated(), dated(), "2025-02-03;90001;;5.00;EUR;\n", "2025-02-03;90001;;5.00;EUR;\n", false,
       "an end that is not known"},
  };
  for (const Pair& pair : pairs) {
    for (const bool is_swapped : {false, true}) {
      SCOPED_TRACE(pair.first_row + pair.second_row + pair.why);
      SmallCase small;
      small.add(is_swapped ? "b.csv" : "a.csv", "Bank of Ys", pair.first, pair.first_row);
      small.add(is_swapped ? "a.csv" : "b.csv", "Bank of Avalon", pair.second, pair.second_row);
      EXPECT_EQ(evidence_of(small).transfers.size(), pair.is_one ? 1U : 2U);
    }
  }
}

TEST(Events, AnEventTakesTheFinerTimeAndWhatItsFirstLegDoesNotSay) {
  for (const bool is_swapped : {false, true}) {
    SmallCase small;
    small.add(is_swapped ? "b.csv" : "a.csv", "Bank of Ys", dated(),
              "2025-02-03;90001;90002;5.00;EUR;rent\n");
    small.add(is_swapped ? "a.csv" : "b.csv", "Bank of Avalon", ledger(),
              "2025-02-03 10:15;90001;90002;5.00;EUR;\n");
    const Evidence evidence = evidence_of(small);
    ASSERT_EQ(evidence.transfers.size(), 1U);
    EXPECT_EQ(InWords::time(evidence.transfers.time_us[0], evidence.transfers.precision[0]),
              "2025-02-03T10:15Z");
    EXPECT_EQ(evidence.text(evidence.transfers.reference[0]), "rent");
    EXPECT_EQ(evidence.transfers.is_reported_only[0], 0);
  }
}

TEST(Events, ThreeFilesOfOnePaymentAreOneEvent) {
  SmallCase small;
  for (const char* name : {"a.csv", "b.csv", "c.csv"})
    small.add(name, name, ledger(), "2025-02-03 10:15;90001;90002;5.00;EUR;\n");
  EXPECT_EQ(legs_of(evidence_of(small)), Counts{3});
}

TEST(Events, WordsOfTransferKindsAndThingsBoughtAreRead) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys",
            make_mapping(ItemKind::transfers,
                         {date, payer, payee, amount, transfer_kind, is_asset, balance_after}),
            "2025-02-01;90001;90002;5.00;Überweisung;ja;100.00\n"
            "2025-02-02;90001;90002;1.00;комиссия;;-3.50\n"
            "2025-02-03;90001;90002;2.00;이자;no;\n"
            "2025-02-04;90001;90002;3.00;Storno;true;\n"
            "2025-02-05;90001;90002;4.00;FX;1;\n"
            "2025-02-06;90001;90002;6.00;opening balance;0;\n"
            "2025-02-07;90001;90002;7.00;something else;;\n");
  const Transfers& t = evidence_of(small).transfers;
  using enum TransferKind;
  EXPECT_EQ(t.kind,
            (std::vector<TransferKind>{payment, fee, interest, reversal, fx, opening, payment}));
  EXPECT_EQ(t.is_asset, (std::vector<std::uint8_t>{1, 0, 0, 1, 1, 0, 0}));
  EXPECT_EQ(t.balance_after_minor[0], 10000);
  EXPECT_EQ(t.balance_after_minor[1], -350);
  EXPECT_EQ(t.balance_after_minor[2], no_amount);
}

TEST(Events, TransfersAreSortedByTimeAndSequence) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys",
            make_mapping(ItemKind::transfers, {date, payer, payee, amount, sequence}),
            "2025-02-02;90001;90002;1.00;7\n"
            "2025-02-01;90001;90002;2.00;9\n"
            "2025-02-01;90001;90002;3.00;8\n");
  EXPECT_EQ(evidence_of(small).transfers.amount_minor, (std::vector<std::int64_t>{300, 200, 100}));
}

TEST(Events, AmountsOnBothSidesOfAnExchange) {
  SmallCase small;
  small.add("fx.csv", "Bank of Ys",
            make_mapping(ItemKind::transfers, {date, payer, payee, amount, currency,
                                               received_amount, received_currency}),
            "2025-02-01;90001;90002;100.00;EUR;16000;JPY\n2025-02-02;90001;90002;7.00;EUR;;\n");
  const Transfers& t = evidence_of(small).transfers;
  EXPECT_EQ(InWords::money(t.received_minor[0], t.received_asset[0]), "16000JPY");
  EXPECT_EQ(InWords::money(t.received_minor[1], t.received_asset[1]), "7.00EUR");
}

TEST(Events, ManyEqualPaymentsOfTwoFilesArePairedInTime) {
  SmallCase small;
  std::string rows;
  for (int i = 0; i < 20'000; ++i) rows += "2025-02-03 10:15;90001;90002;9.99;EUR;\n";
  small.add("a.csv", "Bank of Ys", ledger(), rows);
  small.add("b.csv", "Bank of Avalon", ledger(), rows);
  const Evidence evidence = evidence_of(small);
  EXPECT_EQ(evidence.transfers.size(), 20'000U);
  EXPECT_EQ(evidence.leg_matches.size(), 20'000U);
}

TEST(Events, ErrorsOfMakeEvents) {
  const Item item = make_item("a.csv", "");
  const Mask mask = Mask::all(1);
  const auto uneven = make_events({}, {std::span(&item, 1), {}, {}, &mask});
  ASSERT_FALSE(uneven.has_value());
  EXPECT_EQ(uneven.error().code, core::ErrorCode::integrity);
  std::atomic<bool> cancel = true;
  core::RunContext context;
  context.cancel = &cancel;
  const auto stopped = make_events(context, {{}, {}, {}, &mask});
  ASSERT_FALSE(stopped.has_value());
  EXPECT_EQ(stopped.error().code, core::ErrorCode::cancelled);
}

TEST(Events, WhenAFileWasReceivedIsAskedOnceItIsNotStated) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", ledger(), "2025-02-03 10:15;90001;90002;5.00;EUR;\n");
  EXPECT_TRUE(evidence_of(small).questions.empty());
  small.files[0].item.received_us.reset();
  EXPECT_EQ(evidence_of(small).questions,
            Lines{"a.csv: when was it received? (state it at add: --received DATE)"});
  LeftOut left_out;
  left_out.files = {"a.csv"};
  const Evidence none = evidence_of(small, left_out);
  EXPECT_TRUE(none.questions.empty());
  EXPECT_FALSE(none.item_alive[0]);
  EXPECT_EQ(none.records, 0U);
  EXPECT_EQ(none.selectors.size(), 0U);
}

}  // namespace
}  // namespace cuibono::evidence
