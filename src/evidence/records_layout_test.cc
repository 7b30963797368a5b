#include "evidence/records_layout.h"

#include <gtest/gtest.h>

#include "evidence/records_worlds.h"

namespace cuibono::evidence {
namespace {

using enum Field;

/// "payer > payee amount" of each record.
std::vector<std::string> payments(const RecordBatch& batch) {
  std::vector<std::string> lines;
  const auto short_name = [](std::string text) {
    const std::size_t colon = text.rfind(':');
    return colon == std::string::npos ? text : text.substr(colon + 1);
  };
  EXPECT_EQ(check_account(batch), "");
  for (std::size_t i = 0; i < batch.ordinals.size(); ++i) {
    lines.push_back(short_name(show(batch, payer, i)) + " > " + short_name(show(batch, payee, i)) +
                    " " + show(batch, amount, i));
  }
  return lines;
}
using Lines = std::vector<std::string>;

TEST(RecordsLayout, DebitAndCreditColumnsSayWhoPays) {
  const Mapping mapping =
      make_mapping(ItemKind::transfers, {date, own_account, other_account, debit, credit});
  const RecordBatch batch = read_rows_of(mapping,
                                         "2025-02-03;A1;B2;5.00;\n"
                                         "2025-02-04;A1;C3;;7.00\n"
                                         "2025-02-05;A1;C3;9.00;0.00\n"
                                         "2025-02-06;A1;C3;0;11.00\n"
                                         "2025-02-07;A1;B2;-13.00;\n"
                                         "2025-02-08;A1;B2;;-15.00\n");
  EXPECT_EQ(payments(batch),
            (Lines{"A1 > B2 5.00 EUR", "C3 > A1 7.00 EUR", "A1 > C3 9.00 EUR", "C3 > A1 11.00 EUR",
                   "A1 > B2 13.00 EUR", "A1 > B2 15.00 EUR"}));
  EXPECT_EQ(show(batch, own_account, 1), "local:bank-a.acct:A1");  // stays as a column too
  EXPECT_TRUE(batch.questions.empty());
}

TEST(RecordsLayout, ARowWithNeitherDebitNorCreditHasNoAmount) {
  const Mapping mapping = make_mapping(ItemKind::transfers, {date, own_account, debit, credit});
  const RecordBatch batch = read_rows_of(mapping, "2025-02-03;A1;5.00;\n2025-02-04;A1;;\n");
  EXPECT_EQ(payments(batch), Lines{"A1 >  5.00 EUR"});
  ASSERT_EQ(batch.quarantined.size(), 1U);
  EXPECT_EQ(batch.quarantined[0].kind, "missing_amount");
}

TEST(RecordsLayout, ASignColumnSaysWhoPays) {
  const Mapping mapping =
      make_mapping(ItemKind::transfers, {date, own_account, other_account, amount, sign});
  const RecordBatch batch = read_rows_of(mapping,
                                         "2025-02-03;A1;B2;5.00;Soll\n"
                                         "2025-02-04;A1;C3;7.00;Haben\n"
                                         "2025-02-05;A1;C3;9.00;CRDT\n"
                                         "2025-02-06;A1;C3;11.00;출금\n"
                                         "2025-02-07;A1;C3;13.00;?\n");
  EXPECT_EQ(payments(batch), (Lines{"A1 > B2 5.00 EUR", "C3 > A1 7.00 EUR", "C3 > A1 9.00 EUR",
                                    "A1 > C3 11.00 EUR", "A1 > C3 13.00 EUR"}));
  ASSERT_EQ(batch.questions.size(), 1U);
  EXPECT_EQ(batch.questions[0],
            "file.csv: 1 rows do not say who pays; the statement's own account is taken as payer "
            "(set the field \"sign\" in the mapping)");
}

TEST(RecordsLayout, ASignedAmountSaysWhoPays) {
  Mapping mapping = make_mapping(ItemKind::transfers, {date, other_account, amount});
  mapping.own_account = "A1";
  mapping.columns[2].form.is_signed = true;
  const RecordBatch batch = read_rows_of(mapping,
                                         "2025-02-03;B2;-5.00\n"
                                         "2025-02-04;C3;7.00\n"
                                         "2025-02-05;C3;(9.00)\n"
                                         "2025-02-06;C3;11.00-\n"
                                         "2025-02-07;;0.00\n");
  EXPECT_EQ(payments(batch), (Lines{"A1 > B2 5.00 EUR", "C3 > A1 7.00 EUR", "A1 > C3 9.00 EUR",
                                    "A1 > C3 11.00 EUR", " > A1 0.00 EUR"}));
}

TEST(RecordsLayout, AStatementThatNamesNoAccountIsAnAccountOfItsOwn) {
  Mapping mapping = make_mapping(ItemKind::transfers, {date, other_account, debit, credit});
  const RecordBatch batch = read_rows_of(mapping, "2025-02-03;B2;5.00;\n");
  const std::string own =
      "local:bank-a.acct:statement-" + core::sha256("file.csv").hex().substr(0, 8);
  EXPECT_EQ(show(batch, payer, 0), own);
}

TEST(RecordsLayout, DirectionSaysWhoCalls) {
  const Mapping mapping = make_mapping(
      ItemKind::calls, {time, subject_number, other_number, direction, caller_cell, caller_imei});
  const RecordBatch batch =
      read_rows_of(mapping,
                   "2025-02-03 10:00;+99955500001;+99955500002;MOC;cell-7;490154203237518\n"
                   "2025-02-03 11:00;+99955500001;+99955500003;входящий;cell-8;490154203237518\n"
                   "2025-02-03 12:00;+99955500001;+99955500003;;cell-9;\n");
  EXPECT_EQ(check_account(batch), "");
  ASSERT_EQ(batch.account.records, 3U);
  EXPECT_EQ(show(batch, caller, 0), "tel:+99955500001");
  EXPECT_EQ(show(batch, callee, 0), "tel:+99955500002");
  EXPECT_EQ(show(batch, caller, 1), "tel:+99955500003");
  EXPECT_EQ(show(batch, callee, 1), "tel:+99955500001");
  EXPECT_EQ(show(batch, caller, 2), "tel:+99955500001");  // asked about
  // Cell and handset are those of the own line, whoever called.
  EXPECT_EQ(show(batch, caller_cell, 0), "cell-7");
  EXPECT_EQ(show(batch, callee_cell, 0), "");
  EXPECT_EQ(show(batch, caller_cell, 1), "");
  EXPECT_EQ(show(batch, callee_cell, 1), "cell-8");
  EXPECT_EQ(show(batch, caller_imei, 0), "imei:490154203237518");
  EXPECT_EQ(show(batch, callee_imei, 1), "imei:490154203237518");
  EXPECT_EQ(show(batch, caller_imei, 1), "");
  ASSERT_EQ(batch.questions.size(), 1U);
  EXPECT_NE(batch.questions[0].find("1 rows do not say who calls"), std::string::npos);
}

TEST(RecordsLayout, CellAndHandsetOfTheOtherPartyAreKeptToo) {
  const Mapping mapping = make_mapping(
      ItemKind::calls,
      {time, subject_number, other_number, direction, caller_cell, callee_cell, callee_imei});
  const RecordBatch batch =
      read_rows_of(mapping,
                   "2025-02-03 10:00;+99955500001;+99955500002;out;own-1;far-1;490154203237518\n"
                   "2025-02-03 11:00;+99955500001;+99955500003;in;own-2;far-2;490154203237518\n");
  ASSERT_EQ(batch.account.records, 2U);
  EXPECT_EQ(show(batch, caller_cell, 0), "own-1");
  EXPECT_EQ(show(batch, callee_cell, 0), "far-1");
  EXPECT_EQ(show(batch, caller_cell, 1), "far-2");
  EXPECT_EQ(show(batch, callee_cell, 1), "own-2");
  EXPECT_EQ(show(batch, callee_imei, 0), "imei:490154203237518");
  EXPECT_EQ(show(batch, caller_imei, 0), "");
  EXPECT_EQ(show(batch, caller_imei, 1), "imei:490154203237518");
}

TEST(RecordsLayout, ACallListOfOneLineNamedByItsMapping) {
  Mapping mapping = make_mapping(ItemKind::calls, {time, other_number, direction});
  mapping.own_number = "+99955500001";
  const RecordBatch batch = read_rows_of(mapping, "2025-02-03 10:00;+99955500002;in\n");
  ASSERT_EQ(batch.account.records, 1U);
  EXPECT_EQ(show(batch, caller, 0), "tel:+99955500002");
  EXPECT_EQ(show(batch, callee, 0), "tel:+99955500001");
}

TEST(RecordsLayout, DateAndTimeOfDayAreOneMoment) {
  Mapping mapping = make_mapping(ItemKind::calls, {date, time_of_day, caller});
  mapping.zone = "Europe/Vilnius";
  const RecordBatch batch = read_rows_of(mapping,
                                         "2025-07-03;10:15:07;+99955500001\n"
                                         "2025-07-03;;+99955500001\n");
  ASSERT_EQ(batch.account.records, 2U);
  EXPECT_EQ(show(batch, date, 0), "2025-07-03T07:15:07Z");
  EXPECT_EQ(show(batch, date, 1), "2025-07-03");  // a day of the calendar, not moved
}

TEST(RecordsLayout, ClockChangesAreReadAndTold) {
  Mapping mapping = make_mapping(ItemKind::calls, {time, caller});
  mapping.zone = "Europe/Vilnius";
  const RecordBatch batch = read_rows_of(mapping,
                                         "2025-01-15 12:00;+99955500001\n"    // UTC+2
                                         "2025-07-15 12:00;+99955500001\n"    // UTC+3
                                         "2025-10-26 03:30;+99955500001\n"    // happens twice
                                         "2025-10-26 02:59;+99955500001\n"    // once, before
                                         "2025-10-26 04:00;+99955500001\n"    // once, after
                                         "2025-03-30 03:30;+99955500001\n");  // never happens
  ASSERT_EQ(batch.account.records, 6U);
  EXPECT_EQ(show(batch, time, 0), "2025-01-15T10:00Z");
  EXPECT_EQ(show(batch, time, 1), "2025-07-15T09:00Z");
  EXPECT_EQ(show(batch, time, 2), "2025-10-26T00:30Z");
  EXPECT_EQ(show(batch, time, 3), "2025-10-25T23:59Z");
  EXPECT_EQ(show(batch, time, 4), "2025-10-26T02:00Z");
  EXPECT_EQ(show(batch, time, 5), "2025-03-30T01:30Z");
  std::vector<std::string> kinds;
  for (const auto& problem : batch.problems) kinds.push_back(problem.kind);
  EXPECT_EQ(kinds, (Lines{"ambiguous_time", "skipped_time"}));
  EXPECT_EQ(batch.problems[0].text,
            "1 local times of column \"time\" happen twice when the clocks go back; the earlier "
            "reading is used");
}

TEST(RecordsLayout, AnOffsetInTheCellOrAZoneOfTheColumnPrecedesTheMapping) {
  Mapping mapping = make_mapping(ItemKind::calls, {time, caller});
  mapping.zone = "Europe/Vilnius";
  mapping.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm[ Z]";
  RecordBatch batch = read_rows_of(mapping, "2025-01-15 12:00 +05:00;+99955500001\n");
  EXPECT_EQ(show(batch, time, 0), "2025-01-15T07:00Z");
  mapping.columns[0].form.zone = "Asia/Seoul";
  batch = read_rows_of(mapping, "2025-01-15 12:00;+99955500001\n");
  EXPECT_EQ(show(batch, time, 0), "2025-01-15T03:00Z");
}

TEST(RecordsLayout, AColumnOfTimeZonesIsAppliedToTheTimesOfItsRow) {
  Mapping mapping = make_mapping(ItemKind::calls, {time, time_zone, caller});
  mapping.zone = "Europe/Vilnius";
  RecordBatch batch = read_rows_of(mapping,
                                   "2025-01-15 12:00;Asia/Seoul;+99955500001\n"
                                   "2025-01-15 12:00;+05:30;+99955500001\n"
                                   "2025-01-15 12:00;UTC-3;+99955500001\n"
                                   "2025-01-15 12:00;UTC;+99955500001\n"
                                   "2025-07-15 12:00;CET;+99955500001\n"
                                   "2025-07-15 12:00;Europe/Berlin;+99955500001\n"
                                   "2025-01-15 12:00;Atlantis;+99955500001\n"
                                   "2025-01-15 12:00;BST;+99955500001\n"
                                   "2025-01-15 12:00;;+99955500001\n");
  ASSERT_EQ(batch.account.records, 9U);
  const Lines expected{"2025-01-15T03:00Z", "2025-01-15T06:30Z", "2025-01-15T15:00Z",
                       "2025-01-15T12:00Z", "2025-07-15T11:00Z", "2025-07-15T10:00Z",
                       "2025-01-15T10:00Z", "2025-01-15T10:00Z", "2025-01-15T10:00Z"};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(show(batch, time, i), expected[i]);
  EXPECT_EQ(show(batch, time_zone, 0), "Asia/Seoul");
  ASSERT_EQ(batch.problems.size(), 2U);
  EXPECT_EQ(batch.problems[0].kind, "unreadable_time_zone");
  EXPECT_EQ(batch.problems[0].text,
            "2 values of column \"time_zone\" are no time zone; the local times of these rows are "
            "read in Europe/Vilnius, the zone of the mapping (first: \"Atlantis\")");
  EXPECT_EQ(batch.problems[1].kind, "missing_time_zone");
  EXPECT_EQ(batch.problems[1].text,
            "1 rows with local times state no zone in column \"time_zone\"; they are read in "
            "Europe/Vilnius, the zone of the mapping");
}

TEST(RecordsLayout, ACellOrAColumnThatStatesItsZonePrecedesThatOfTheRow) {
  Mapping mapping = make_mapping(ItemKind::calls, {time, time_zone, caller});
  mapping.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm[ Z]";
  RecordBatch batch = read_rows_of(mapping, "2025-01-15 12:00 +05:00;Asia/Seoul;+99955500001\n");
  EXPECT_EQ(show(batch, time, 0), "2025-01-15T07:00Z");
  mapping.columns[0].form.zone = "UTC";
  batch = read_rows_of(mapping, "2025-01-15 12:00;Asia/Seoul;+99955500001\n");
  EXPECT_EQ(show(batch, time, 0), "2025-01-15T12:00Z");
  EXPECT_TRUE(batch.problems.empty());
  // A date and its time of day are one local time; a bare date is not moved.
  mapping = make_mapping(ItemKind::calls, {date, time_of_day, time_zone, caller});
  batch = read_rows_of(mapping,
                       "2025-07-03;01:15:07;Asia/Seoul;+99955500001\n"
                       "2025-07-03;;Asia/Seoul;+99955500001\n"
                       "2025-07-03;;;+99955500001\n");
  EXPECT_EQ(show(batch, date, 0), "2025-07-02T16:15:07Z");
  EXPECT_EQ(show(batch, date, 1), "2025-07-03");
  EXPECT_TRUE(batch.problems.empty());
}

TEST(RecordsLayout, DurationsByTheirUnit) {
  EXPECT_EQ(parse_duration_s("65", "s"), 65);
  EXPECT_EQ(parse_duration_s(" 1.5 ", "min"), 90);
  EXPECT_EQ(parse_duration_s("2,5", "h"), 9000);
  EXPECT_EQ(parse_duration_s("1999", "ms"), 1);
  EXPECT_EQ(parse_duration_s("1:02:03", "s"), 3723);
  EXPECT_EQ(parse_duration_s("02:03", "hh:mm:ss"), 123);
  EXPECT_EQ(parse_duration_s("3.99999", "s"), 3);
  EXPECT_EQ(parse_duration_s("11min 01s", "s"), 661);
  EXPECT_EQ(parse_duration_s("1h02m03s", "s"), 3723);
  EXPECT_EQ(parse_duration_s("5 мин. 3 сек.", "min"), 303);
  EXPECT_EQ(parse_duration_s("2分30秒", "s"), 150);
  for (const char* text : {"3s 5min", "5min 3", "5min 5min"})
    EXPECT_EQ(parse_duration_s(text, "s"), std::nullopt) << text;
  for (const char* text : {"", "x", "1:2:3:4", "-1:00", "1:x", "99999999999999999999", "1e3"})
    EXPECT_EQ(parse_duration_s(text, "s"), std::nullopt) << text;
}

TEST(RecordsLayout, AbsentCellsAreNotValues) {
  for (const char* word : {"", "-", "N/A", "null", "нет данных", "없음", "Unbekannt", "–"})
    EXPECT_TRUE(is_absent(word)) << word;
  for (const char* word : {"0", "a", "none of them", "--1"}) EXPECT_FALSE(is_absent(word)) << word;
}

TEST(RecordsLayout, AmountsThatStateNoCurrencyAreOfAnUnstatedOne) {
  Mapping mapping = make_mapping(ItemKind::transfers, {time, payer, payee, amount});
  mapping.currency.clear();
  EXPECT_EQ(show(read_rows_of(mapping, "2025-02-03 10:00;A1;B2;5.25\n"), amount, 0), "5.25 XXX");
  mapping.columns[3].form.decimals_max = 6;
  const RecordBatch fine = read_rows_of(mapping, "2025-02-03 10:00;A1;B2;0.123456\n");
  EXPECT_EQ(show(fine, amount, 0), "0.123456000 XXX");
  EXPECT_EQ(check_account(fine), "");
}

TEST(RecordsLayout, NothingLastsLessThanNothing) {
  const Mapping mapping =
      make_mapping(ItemKind::calls, {Field::time, Field::caller, Field::callee, Field::duration_s});
  const RecordBatch batch = read_rows_of(mapping,
                                         "2025-02-03 10:00;+99937100001;+99937100002;-113\n"
                                         "2025-02-03 10:05;+99937100001;+99937100002;61\n");
  ASSERT_EQ(batch.account.records, 2U);
  EXPECT_EQ(batch.find(Field::duration_s)->numbers, (std::vector<std::int64_t>{no_number, 61}));
  ASSERT_EQ(batch.problems.size(), 1U);
  EXPECT_EQ(batch.problems[0].kind, "unreadable_duration_s");
  EXPECT_NE(batch.problems[0].text.find("\"-113\""), std::string::npos);
}

TEST(RecordsLayout, SeveralAliasesInOneCell) {
  ColumnMapping aliases = map_column(Field::aliases);
  aliases.form.split = ";";
  const Mapping mapping = make_mapping(ItemKind::watchlist, {map_column(Field::name), aliases});
  const RecordBatch batch =
      read_rows_of(mapping, "Ana Example;\"Anya; A. Example ;;\"\nBen Example;\n");
  ASSERT_EQ(batch.find(Field::aliases)->values.size(), 1U);
  EXPECT_EQ(batch.find(Field::aliases)->values[0], "Anya\nA. Example");
}

TEST(RecordsLayout, WhatIsFinerThanTheLedgerOfACoinIsCutOffAndTold) {
  const RecordBatch batch = read_rows_of(
      make_mapping(ItemKind::transfers, {date, payer, payee, amount, currency}),
      "2025-02-03;A1;B2;1.500000000000000001;ETH\n2025-02-03;A1;B2;0,5;ETH\n"
      "2025-02-03;A1;B2;0.123456789999999999;ETH\n2025-02-03;A1;B2;0.1234567890000000001;ETH\n"
      "2025-02-03;A1;B2;12.345;EUR\n");
  EXPECT_EQ(batch.find(amount)->numbers, (std::vector<std::int64_t>{1'500'000'000, 123'456'789}));
  ASSERT_EQ(batch.quarantined.size(), 3U);
  EXPECT_EQ(batch.quarantined[1].kind, "too_many_decimals");
  ASSERT_EQ(batch.problems.size(), 1U);
  EXPECT_EQ(batch.problems[0].kind, "dust");
  EXPECT_EQ(batch.problems[0].text,
            "2 amounts of ETH have more than 9 decimals: the digits after that are cut off, "
            "0.000000001000000000 ETH in all");
}

TEST(RecordsLayout, DecimalCommasAndGroups) {
  Mapping mapping = make_mapping(ItemKind::transfers, {time, payer, payee, amount});
  mapping.columns[3].form.decimals = {',', '.', true, true};
  const RecordBatch batch = read_rows_of(mapping,
                                         "2025-02-03 10:00;A1;B2;1.250,50\n"
                                         "2025-02-03 10:00;A1;B2;€ 7,4\n"
                                         "2025-02-03 10:00;A1;B2;1.25\n");
  EXPECT_EQ(payments(batch), (Lines{"A1 > B2 1250.50 EUR", "A1 > B2 7.40 EUR"}));
  ASSERT_EQ(batch.quarantined.size(), 1U);
  EXPECT_EQ(batch.quarantined[0].kind, "bad_amount");
}

TEST(RecordsLayout, AFeeWithAMinusCostsNoRowAndWhatWasReceivedHasNoSign) {
  Mapping mapping = make_mapping(ItemKind::transfers,
                                 {Field::date, Field::other_account, Field::amount, Field::fee,
                                  Field::received_amount, Field::received_currency});
  mapping.columns[2].form.is_signed = true;
  const RecordBatch batch = read_rows_of(
      mapping, "2025-02-03;90001;-10.00;-0.49;-11.20;USD\n2025-02-04;90002;5.00;0.00;5.60;USD\n");
  ASSERT_EQ(batch.account.records, 2U);
  EXPECT_EQ(show(batch, Field::amount, 0), "10.00 EUR");
  EXPECT_EQ(show(batch, Field::fee, 0), "-0.49 EUR");
  EXPECT_EQ(show(batch, Field::received_amount, 0), "11.20 USD");
  EXPECT_EQ(show(batch, Field::received_amount, 1), "5.60 USD");
}

}  // namespace
}  // namespace cuibono::evidence
