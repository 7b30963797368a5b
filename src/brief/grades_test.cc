#include "brief/grades.h"

#include <gtest/gtest.h>

#include "brief/brief_worlds.h"

namespace cuibono::brief {
namespace {

TEST(Grades, LowIsWhatTheSchemeSays) {
  EXPECT_TRUE(is_low_grade("3x5x2", "3", "A"));
  EXPECT_FALSE(is_low_grade("3x5x2", "1", "A"));
  EXPECT_TRUE(is_low_grade("4x4", "X", "1"));
  EXPECT_FALSE(is_low_grade("", "A", "3"));
  EXPECT_TRUE(is_low_grade("admiralty", "A", "6"));
}

TEST(Grades, EachSchemeKnowsItsOwnAlone) {
  EXPECT_TRUE(is_grade_of("admiralty", "F", "6"));
  EXPECT_FALSE(is_grade_of("admiralty", "1", "E"));
  EXPECT_TRUE(is_grade_of("3x5x2", "1", "E"));
  EXPECT_FALSE(is_grade_of("3x5x2", "1", "F"));
  EXPECT_TRUE(is_grade_of("4x4", "X", "4"));
  EXPECT_FALSE(is_grade_of("4x4", "D", "4"));
  EXPECT_FALSE(is_grade_of("4x4", "AB", "1"));
  EXPECT_TRUE(is_grade_of("4x4", "", "")) << "what is not graded breaks no scheme";
  EXPECT_TRUE(is_grade_of("", "anything", "at all"));
}

std::string gap_of(const World& world) {
  const auto brief = nlohmann::json::parse(files_of(world).at("brief.json"));
  for (const auto& section : brief["sections"])
    for (const auto& sentence : section["sentences"])
      if (sentence["text"].get<std::string>().find("scheme of the case") != std::string::npos)
        return sentence["text"].get<std::string>();
  return "";
}

TEST(Grades, OneOfAnotherSchemeIsSaidAndKept) {
  World world;
  world.facts.grading_scheme = "4x4";
  for (auto& item : world.evidence.items) item.reliability = item.credibility = "";
  EXPECT_EQ(gap_of(world), "");
  world.evidence.items[0].reliability = "F";
  EXPECT_EQ(gap_of(world),
            "1 file bears a grade that the scheme of the case (4x4) does not know: F / –. They are "
            "kept as stated, and taken neither for low nor for high.");
  const auto intake = nlohmann::json::parse(files_of(world).at("intake.json"));
  EXPECT_NE(intake.dump().find("\"reliability\":\"F\""), std::string::npos);
}

}  // namespace
}  // namespace cuibono::brief
