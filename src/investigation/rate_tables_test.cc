// Which reference rates a case has: case.toml and the folder rates.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "investigation/run_parts.h"

namespace cuibono::investigation {
namespace {

std::string error_of(const std::string& toml) {
  const auto settings = settings_from_toml(toml, "case.toml");
  return settings.has_value() ? std::string() : settings.error().what;
}

TEST(RateTables, SettingsAreReadAndSlipsRefused) {
  const auto settings = settings_from_toml(
      "[case]\nschema = 1\ncurrency = \"EUR\"\n[rates]\norder = [\"ecb\"]\nmax_age_days = 9\n",
      "case.toml");
  ASSERT_TRUE(settings.has_value()) << settings.error().what;
  EXPECT_EQ(settings->currency, "EUR");
  EXPECT_EQ(settings->rate_order, std::vector<std::string>{"ecb"});
  EXPECT_EQ(settings->rate_age_days, 9);
  const auto usual = settings_from_toml("[case]\nschema = 1\n", "case.toml");
  ASSERT_TRUE(usual.has_value());
  EXPECT_EQ(usual->currency, "");
  EXPECT_EQ(usual->rate_age_days, 5);
  EXPECT_NE(error_of("[case]\ncurrency = \"ZZZ\"\n").find("no currency known here"),
            std::string::npos);
  EXPECT_NE(error_of("[rates]\nmax_age_days = 400\n").find("max_age_days"), std::string::npos);
  EXPECT_NE(error_of("[rates]\norder = [\"ecb\", \"case\"]\n").find("rates.order"),
            std::string::npos);
  EXPECT_NE(error_of("[rates]\nages = 4\n").find("unknown setting"), std::string::npos);
}

TEST(RateTables, TheFolderIsReadInOrderOfNamesAndFaultsAreNamed) {
  const auto folder =
      std::filesystem::temp_directory_path() /
      ("cuibono_rates_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()));
  std::filesystem::create_directories(folder / "rates");
  const auto write = [&](const char* name, const char* text) {
    std::ofstream(folder / "rates" / name) << text;
  };
  Case the_case;
  the_case.folder = folder.string();
  const auto none = read_rates(the_case);
  ASSERT_TRUE(none.has_value());
  EXPECT_EQ(*none, nullptr);
  write("own.csv", "date,from,to,rate,source\n2025-03-04,GEL,EUR,0.3412,Bank\n");
  write("eurofxref-hist.csv", "Date,USD\n2025-03-04,1.0557\n");
  write("readme.txt", "not a table");
  const auto both = read_rates(the_case);
  ASSERT_TRUE(both.has_value()) << both.error().what;
  EXPECT_EQ((*both)->rows().size(), 2U);
  the_case.settings.rate_order = {"case"};
  EXPECT_EQ((*read_rates(the_case))->rows().size(), 1U);
  write("own.csv", "date,from,to,rate,source\n2025-03-04,GEL,EUR,much,Bank\n");
  const auto wrong = read_rates(the_case);
  ASSERT_FALSE(wrong.has_value());
  EXPECT_EQ(wrong.error().where, "rates/own.csv, row 2");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace cuibono::investigation
