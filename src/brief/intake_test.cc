// What was taken in: every number of the accounting in intake.json, in sentences and on the page.
#include <gtest/gtest.h>

#include "brief/brief_worlds.h"

namespace cuibono::brief {
namespace {

using Json = nlohmann::json;

World accounted_world() {
  World world;
  auto& account = world.evidence.accounts[1];
  const core::AssetId euro = core::find_asset("EUR").value();
  account.physical = 13;
  account.headers = 1;
  account.empty = 1;
  account.first_row = 2;
  account.duplicates = 2;
  account.duplicate_rows = {{4, 3}, {6, 3}};
  evidence::AmountSums sums;
  sums.asset = euro;
  sums.before_minor = 123'456;
  sums.after_minor = 120'000;
  sums.quarantined_minor = 3'456;
  sums.before = 11;
  sums.after = 10;
  sums.quarantined = 1;
  account.sums = {sums};
  account.amounts_unreadable = 3;
  evidence::BalanceCheck balances;
  balances.accounts = 1;
  balances.compared = 9;
  balances.gaps = 1;
  balances.places = {{7, 6, 5'000, 4'000, euro, false}};
  account.balances = balances;
  evidence::DayCount days;
  days.days = 40;
  days.with_records = 31;
  days.usual_days = 0;
  days.longest = evidence::DayGap{20'000, 9, 3, 8};
  days.unusual = 1;
  days.places = {*days.longest};
  account.days = days;
  evidence::SameRecords same;
  same.item = 1;
  same.other = 2;
  same.count = 120;
  same.pairs = {{RecordRef(1, 3), RecordRef(2, 5)}};
  world.evidence.same_records = {same};
  return world;
}

Json item_of(const Json& intake, const std::string& label) {
  for (const auto& item : intake["items"])
    if (item["id"] == label) return item;
  return {};
}

TEST(Intake, EveryRowAndAmountIsInTheFile) {
  const auto files = files_of(accounted_world());
  const Json intake = Json::parse(files.at("intake.json"));
  const Json item = item_of(intake, "E0002");
  EXPECT_EQ(item["quarantined_by_kind"], Json({{"bad_time", 1}}));
  EXPECT_EQ(item["duplicate_rows"]["count"], 2);
  EXPECT_EQ(item["duplicate_rows"]["rows"][1], Json({{"row", 6}, {"same_as", 3}}));
  const Json& sums = item["amounts"]["sums"][0];
  EXPECT_EQ(sums["before_minor"], "123456");
  EXPECT_EQ(sums["after_minor"], "120000");
  EXPECT_EQ(sums["quarantined_minor"], "3456");
  EXPECT_EQ(intake["amounts"][0]["before_minor"], "123456");
  EXPECT_EQ(item["balances"]["gaps"]["places"][0]["expected_minor"], "5000");
  EXPECT_EQ(item["balances"]["gaps"]["places"][0]["beside"], 6);
  EXPECT_EQ(item["days"]["unusual"]["places"][0]["from"], "2024-10-04");
  EXPECT_EQ(item["days"]["unusual"]["places"][0]["to"], "2024-10-12");
  EXPECT_EQ(item["same_records"][0]["item"], "E0003");
  EXPECT_EQ(item["same_records"][0]["count"], 120);
  EXPECT_EQ(item["same_records"][0]["shown"], 1);
  EXPECT_EQ(item_of(intake, "E0003")["same_records"][0]["pairs"][0],
            Json({{"row", 5}, {"other_row", 3}}));
  EXPECT_TRUE(item_of(intake, "E0001")["balances"].is_null());
}

/// The sentence of a form that speaks of a file, or null.
Json sentence_of(const Json& brief, const std::string& form) {
  for (const auto& section : brief["sections"]) {
    for (const auto& sentence : section["sentences"])
      if (sentence["template"] == form) return sentence;
  }
  return nullptr;
}

TEST(Intake, EachNumberOpensToItsRecords) {
  const auto files = files_of(accounted_world());
  const Json brief = Json::parse(files.at("brief.json"));
  for (const char* form : {"amounts", "duplicates", "same_records", "balances", "days"}) {
    const Json sentence = sentence_of(brief, form);
    ASSERT_FALSE(sentence.is_null()) << form;
    EXPECT_FALSE(sentence["records"].empty()) << form;
    EXPECT_FALSE(sentence["numbers"].empty()) << form;
    const std::string link = "<a href=#" + sentence["id"].get<std::string>() + ">";
    EXPECT_NE(files.at("brief.html").find(link), std::string::npos)
        << form << ": no number of the page leads to its sentence";
  }
}

TEST(Intake, WhatIsInOrderIsNotTold) {
  const Json brief = Json::parse(files_of(World()).at("brief.json"));
  for (const char* form : {"amounts", "duplicates", "same_records", "balances", "days"})
    EXPECT_TRUE(sentence_of(brief, form).is_null()) << form;
}

}  // namespace
}  // namespace cuibono::brief
