#include "evidence/explain_record.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/records_worlds.h"

namespace cuibono::evidence {
namespace {

const ExplainedField& field_of(const ExplainedRecord& record, Field field) {
  const auto found = std::find_if(record.fields.begin(), record.fields.end(),
                                  [&](const ExplainedField& one) { return one.field == field; });
  EXPECT_NE(found, record.fields.end()) << field_name(field);
  static const ExplainedField none;
  return found == record.fields.end() ? none : *found;
}

ExplainedRecord explain(const Mapping& mapping, const std::string& row,
                        const std::vector<std::string>& cells) {
  const auto batch = try_rows(mapping, row + "\n");
  EXPECT_TRUE(batch.has_value());
  EXPECT_EQ(batch->ordinals.size(), 1U);
  return explain_record(mapping, *batch, 0, cells);
}

TEST(ExplainRecord, EachFieldStandsBesideItsCells) {  // laws 1, 2
  Mapping mapping = make_mapping(
      ItemKind::transfers,
      {Field::time, Field::payer, Field::payee, Field::amount, Field::currency, Field::ignored});
  mapping.zone = "Europe/Vilnius";
  const std::vector<std::string> cells{
      "2025-05-04 12:13", "LT601010012345678901", "12-34", "1234.50", "EUR", "row 7"};
  const auto record = explain(mapping, core::join(cells, ";"), cells);
  EXPECT_EQ(field_of(record, Field::time).text, "2025-05-04T09:13Z");
  EXPECT_EQ(field_of(record, Field::time).how,
            "Europe/Vilnius (+03:00), the zone of the mapping; known to the minute");
  EXPECT_EQ(field_of(record, Field::time).columns, (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(field_of(record, Field::amount).text, "EUR 1234.50");
  EXPECT_EQ(field_of(record, Field::amount).columns, (std::vector<std::uint32_t>{3, 4}));
  EXPECT_EQ(record.unused, (std::vector<std::uint32_t>{5}));
  EXPECT_NE(record.event.find(" → "), std::string::npos) << record.event;
}

TEST(ExplainRecord, WhoPaysIsToldByAllCellsThatSayIt) {
  const Mapping mapping = make_mapping(
      ItemKind::transfers,
      {Field::date, Field::own_account, Field::other_account, Field::debit, Field::credit});
  const std::vector<std::string> cells{"2025-05-04", "A", "B", "", "5.00"};
  const auto record = explain(mapping, core::join(cells, ";"), cells);
  EXPECT_EQ(field_of(record, Field::payer).columns, (std::vector<std::uint32_t>{1, 2, 4}));
  EXPECT_EQ(field_of(record, Field::payer).text, "local:bank-a.acct:B");
  EXPECT_EQ(field_of(record, Field::payee).text, "local:bank-a.acct:A");
  EXPECT_EQ(field_of(record, Field::date).how,
            "a day of the calendar, in no zone; known to the day");
  EXPECT_TRUE(record.unused.empty());
}

TEST(ExplainRecord, TheZoneOfTheCellTheColumnAndTheRowAreTold) {
  Mapping mapping =
      make_mapping(ItemKind::calls, {Field::time, Field::caller, Field::callee, Field::time_zone});
  const auto how = [&](const std::vector<std::string>& cells) {
    return field_of(explain(mapping, core::join(cells, ";"), cells), Field::time).how;
  };
  const std::string minute = "; known to the minute";
  EXPECT_EQ(how({"2025-05-04 12:13", "1", "2", "Asia/Seoul"}),
            "Asia/Seoul (+09:00), the zone of the row" + minute);
  EXPECT_EQ(how({"2025-05-04 12:13", "1", "2", ""}), "UTC, since nothing names a zone" + minute);
  mapping.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm[:ss][Z]";
  EXPECT_EQ(how({"2025-05-04 12:13+05:30", "1", "2", "Asia/Seoul"}),
            "+05:30, said in the cell" + minute);
  mapping.columns[0].form.zone = "America/New_York";
  EXPECT_EQ(how({"2025-05-04 12:13", "1", "2", "Asia/Seoul"}),
            "America/New_York (-04:00), the zone of the column" + minute);
}

TEST(ExplainRecord, WhatCannotBeReadIsShownAsLeftOut) {
  const Mapping mapping =
      make_mapping(ItemKind::calls, {Field::time, Field::caller, Field::callee, Field::duration_s});
  const std::vector<std::string> cells{"2025-05-04 12:13", "1", "2", "long"};
  const auto record = explain(mapping, core::join(cells, ";"), cells);
  EXPECT_EQ(field_of(record, Field::duration_s).text, "");
  EXPECT_EQ(field_of(record, Field::duration_s).how, "says nothing that can be read; left out");
}

TEST(ExplainRecord, EveryFaultHasARemedy) {
  for (const auto fault :
       {"cell_count",  "bad_quote",         "bad_json",    "bad_encoding",   "too_long",
        "damaged",     "refused",           "totals_row",  "bad_time",       "missing_time",
        "bad_amount",  "too_many_decimals", "too_large",   "missing_amount", "negative_amount",
        "two_amounts", "unknown_currency",  "missing_end", "missing_victim", "missing_holder",
        "missing_name"}) {
    EXPECT_NE(remedy_of(fault), remedy_of("no such fault")) << fault;
  }
  EXPECT_FALSE(remedy_of("no such fault").empty());
}

}  // namespace
}  // namespace cuibono::evidence
