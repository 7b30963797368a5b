// Order inside one instant, whose word counts in an event, and what a blank line may change: nothing.
#include <gtest/gtest.h>

#include "evidence/events_parts.h"
#include "evidence/events_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;
using Lines = std::vector<std::string>;

Mapping dated() {
  return make_mapping(ItemKind::transfers, {date, payer, payee, amount, currency, reference});
}
Mapping timed(std::vector<Field> fields) {
  Mapping mapping = make_mapping(ItemKind::transfers, fields);
  mapping.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm:ss";
  return mapping;
}

/// References of all transfers in their order.
Lines references(const Evidence& evidence) {
  Lines lines;
  for (const auto text : evidence.transfers.reference) lines.push_back(evidence.text(text));
  return lines;
}

SmallCase padded(const SmallCase& small, std::size_t file, std::size_t lines) {
  SmallCase out = small;
  out.files[file].bytes += std::string(lines, '\n');
  out.files[file].item =
      make_item(small.files[file].item.name, out.files[file].bytes, small.files[file].item.source);
  return out;
}

TEST(EventsOrder, ABlankLineAtTheEndOfAFileChangesNothing) {
  SmallCase small;
  std::string x =
      "2025-03-03;90001;90002;100.00;EUR;invest\n2025-03-03;90002;90003;100.00;EUR;on\n";
  std::string v;
  for (int i = 0; i < 20; ++i)
    v += "2025-03-02;90001;90009;" + std::to_string(20 + i) + ".50;EUR;shop\n";
  v += "2025-03-03;90001;90002;100.00;EUR;invest\n";
  small.add("x.csv", "Bank of Ys", dated(), x);
  small.add("v.csv", "Bank of Avalon", dated(), v);
  const auto words = InWords(evidence_of(small)).all();
  for (std::size_t file = 0; file < small.files.size(); ++file)
    for (std::size_t lines = 1; lines < 8; ++lines)
      ASSERT_EQ(InWords(evidence_of(padded(small, file, lines))).all(), words) << file << lines;
}

TEST(EventsOrder, RowsOfEachFileKeepTheirOrderInsideAnInstant) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", dated(),
            "2025-03-03;90009;90001;1.00;EUR;salary\n2025-03-03;90001;90002;2.00;EUR;pay\n");
  small.add("b.csv", "Bank of Avalon", dated(),
            "2025-03-02;90004;90003;9.00;EUR;before\n2025-03-03;90001;90002;2.00;EUR;pay\n"
            "2025-03-03;90002;90003;2.00;EUR;on\n2025-03-03;90002;90001;1.00;EUR;back\n");
  const Evidence evidence = evidence_of(small);
  EXPECT_EQ(references(evidence), (Lines{"before", "salary", "pay", "on", "back"}));
  EXPECT_EQ(evidence.transfers.seq, (std::vector<std::int64_t>{0, 0, 1, 2, 3}));
}

TEST(EventsOrder, AStatementWithTheNewestFirstIsReadFromTheBottom) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", dated(),
            "2025-03-04;90001;90009;7.00;EUR;e\n2025-03-03;90002;90001;3.00;EUR;d\n"
            "2025-03-03;90001;90002;2.00;EUR;c\n2025-03-03;90009;90001;1.00;EUR;b\n"
            "2025-03-02;90009;90001;5.00;EUR;a\n");
  EXPECT_EQ(references(evidence_of(small)), (Lines{"a", "b", "c", "d", "e"}));
}

TEST(EventsOrder, AStatedSequenceCountsBeforeTheRow) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys",
            make_mapping(ItemKind::transfers,
                         {date, payer, payee, amount, currency, reference, sequence}),
            "2025-03-03;90001;90002;1.00;EUR;third;30\n2025-03-03;90002;90001;2.00;EUR;first;9\n"
            "2025-03-03;90001;90003;3.00;EUR;second;10\n");
  EXPECT_EQ(references(evidence_of(small)), (Lines{"first", "second", "third"}));
}

TEST(EventsOrder, FilesThatContradictEachOtherAreOrderedByContent) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", dated(),
            "2025-03-03;90001;90002;1.00;EUR;one\n2025-03-03;90002;90003;2.00;EUR;two\n");
  small.add("b.csv", "Bank of Avalon", dated(),
            "2025-03-03;90002;90003;2.00;EUR;two\n2025-03-03;90001;90002;1.00;EUR;one\n");
  EXPECT_EQ(references(evidence_of(small)), (Lines{"one", "two"}));
}

/// Random files of one day whose rows are parts of one true order: that order comes back where it is
/// known, and always one in which each file's rows are in its order.
TEST(EventsOrder, Law1EachFilesRowsStayInOrderWhereNoFileContradicts) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    core::CounterRandom random(seed, 46);
    Lines truth;
    for (int i = 0; i < 12; ++i)
      truth.push_back("2025-03-03;9000" + std::to_string(random.below(4)) + ";9001" +
                      std::to_string(random.below(3)) + ";" + std::to_string(i + 1) + ".00;EUR;r" +
                      std::to_string(i) + "\n");
    SmallCase small;
    for (int f = 0; f < 4; ++f) {
      std::string rows;
      for (const auto& row : truth)
        if (random.chance(0.5)) rows += row;
      small.add("f" + std::to_string(f) + ".csv", "Bank " + std::to_string(f), dated(), rows);
    }
    const Evidence evidence = evidence_of(small);
    std::map<std::uint32_t, std::uint64_t> last;
    std::map<std::uint32_t, std::uint64_t> seen;
    for (std::size_t i = 0; i < evidence.transfers.size(); ++i) {
      for (const auto leg : evidence.transfers.legs.of(i)) {
        EXPECT_GT(leg.ordinal(), last[leg.item_rank()]) << seed;
        last[leg.item_rank()] = leg.ordinal();
      }
    }
    if (HasFailure()) return;
  }
}

TEST(EventsOrder, EachBankSpeaksForItsOwnSide) {
  for (const bool is_swapped : {false, true}) {
    SmallCase small;
    Mapping of_payer = timed({time, value_time, other_account, debit, credit, currency,
                              balance_after, received_amount, received_currency});
    of_payer.columns[1].form.time_pattern = "YYYY-MM-DD";
    Mapping of_payee = of_payer;
    of_payer.own_account = "90001";
    of_payee.own_account = "90002";
    small.add(is_swapped ? "b.csv" : "a.csv", is_swapped ? "Z" : "A", of_payer,
              "2025-03-01 10:00:00;2025-03-02;90002;5.00;;EUR;4999.00;5.10;USD\n");
    small.add(is_swapped ? "a.csv" : "b.csv", is_swapped ? "A" : "Z", of_payee,
              "2025-03-01 10:01:00;2025-03-11;90001;;5.00;EUR;900.00;5.25;USD\n");
    const Evidence evidence = evidence_of(small);
    const Transfers& t = evidence.transfers;
    ASSERT_EQ(t.size(), 1U);
    EXPECT_EQ(InWords::time(t.time_us[0], t.precision[0]), "2025-03-01T10:00:00Z");
    EXPECT_EQ(InWords::time(t.value_time_us[0], t.value_precision[0]), "2025-03-02");
    EXPECT_EQ(t.balance_after_minor[0], 499900);
    EXPECT_EQ(t.payee_balance_after_minor[0], 90000);
    EXPECT_EQ(InWords::money(t.received_minor[0], t.received_asset[0]), "5.25USD");
  }
}

TEST(EventsOrder, TheNearestRecordsAreOneEvent) {
  SmallCase small;
  std::string days, times;
  for (int day = 1; day < 10; ++day) {
    const std::string date = "2025-03-0" + std::to_string(day);
    days += date + ";90001;90002;100.00;EUR;\n";
    if (day > 4) times += date + " 15:00:00;90001;90002;100.00;EUR;\n";
  }
  small.add("a.csv", "Bank of Ys", dated(), days);
  small.add("b.csv", "Bank of Avalon", timed({time, payer, payee, amount, currency}), times);
  const Evidence evidence = evidence_of(small);
  ASSERT_EQ(evidence.transfers.size(), 9U);
  for (std::size_t i = 4; i < 9; ++i) {
    const auto legs = evidence.transfers.legs.of(i);
    ASSERT_EQ(legs.size(), 2U);
    EXPECT_EQ(legs[0].ordinal() + legs[1].ordinal(), i + 2 + i - 2);  // row of day, row of time
  }
}

TEST(EventsOrder, TransactionsOfDifferentHashAreNeverOne) {
  Mapping chain = make_mapping(
      ItemKind::chain, {time, from_address, to_address, amount, currency, transaction_hash});
  chain.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm:ss";
  const std::string ends =
      ";0x" + std::string(40, '1') + ";0x" + std::string(40, '2') + ";1.5;ETH;";
  SmallCase small;
  small.add("a.csv", "Explorer", chain, "2025-03-01 10:00:00" + ends + "0xaa\n");
  small.add("b.csv", "Ledger firm", chain,
            "2025-03-01 10:01:00" + ends + "0xbb\n2025-03-01 10:02:00" + ends + "0xaa\n");
  const Evidence evidence = evidence_of(small);
  EXPECT_EQ(evidence.transfers.size(), 2U);
  EXPECT_EQ(references(evidence), (Lines{"0xaa", "0xbb"}));
  EXPECT_EQ(evidence.transfers.legs.of(0).size(), 2U);
}

TEST(EventsOrder, ReferencesThatDifferAreTold) {
  SmallCase small;
  small.add("a.csv", "Bank of Ys", dated(), "2025-03-03;90001;90002;1.00;EUR;INV-1\n");
  small.add("b.csv", "Bank of Avalon", dated(), "2025-03-03;90001;90002;1.00;EUR;INV-2\n");
  const Evidence evidence = evidence_of(small);
  ASSERT_EQ(evidence.leg_matches.size(), 1U);
  EXPECT_NE(evidence.leg_matches[0].why.find("their references differ"), std::string::npos);
}

TEST(EventsOrder, TheOffsetOfTheSourcesClockIsKept) {
  SmallCase small;
  Mapping mapping = timed({time, payer, payee, amount, currency});
  mapping.zone = "Europe/Vilnius";
  small.add("a.csv", "Bank of Ys", mapping,
            "2025-03-03 10:00:00;90001;90002;1.00;EUR\n2025-07-03 10:00:00;90001;90002;2.00;EUR\n");
  small.add("b.csv", "Bank of Avalon", dated(), "2025-08-03;90001;90002;3.00;EUR;\n");
  EXPECT_EQ(evidence_of(small).transfers.offset_min,
            (std::vector<std::int16_t>{120, 180, core::no_offset}));
}

}  // namespace
}  // namespace cuibono::evidence
