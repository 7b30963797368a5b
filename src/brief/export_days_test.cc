// days.jsonl: one line for each number and day, and none of a victim.
#include <gtest/gtest.h>

#include "brief/brief_worlds.h"

namespace cuibono::brief {
namespace {

calls::DayCounts day_of(const World& world, const std::string& number) {
  calls::DayCounts day;
  day.number = world.id(number);
  day.day = 20'116;
  day.calls_out = 3;
  day.callees = 2;
  day.talk_s = 5'000'000'000;
  day.talk_p50_s = 40;
  day.cards_in_handset = 7;
  return day;
}

TEST(ExportDays, ALineHoldsNumbersAndNullWhereThereIsNothingToTell) {
  World world;
  world.organisation.days = {day_of(world, desk)};
  const auto lines = lines_of(files_of(world).at("days.jsonl"));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0]["number"], desk);
  EXPECT_EQ(lines[0]["day"], "2025-01-28");
  EXPECT_EQ(lines[0]["calls_out"], 3);
  EXPECT_EQ(lines[0]["callees"], 2);
  EXPECT_EQ(lines[0]["talk_s"], 5'000'000'000);
  EXPECT_EQ(lines[0]["talk_p50_s"], 40);
  EXPECT_EQ(lines[0]["cards_in_handset"], 7);
  EXPECT_TRUE(lines[0]["talk_p90_s"].is_null());
  EXPECT_TRUE(lines[0]["hour_entropy_permille"].is_null());
  EXPECT_EQ(lines[0].size(), 40U);
}

TEST(ExportDays, AVictimHasNoLineWhateverTheStageBeforeSays) {
  for (const auto names : {VictimNames::pseudonym, VictimNames::omit, VictimNames::clear}) {
    World world;
    world.facts.victims = names;
    world.organisation.days = {day_of(world, desk), day_of(world, victim_phone),
                               day_of(world, support)};
    const auto lines = lines_of(files_of(world).at("days.jsonl"));
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0]["number"], desk);
    EXPECT_EQ(lines[1]["number"], support);
  }
}

}  // namespace
}  // namespace cuibono::brief
