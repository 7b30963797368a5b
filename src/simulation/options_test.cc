// The options of a world, and what of it reaches the case. How the group answers pressure: evasion_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "simulation/read_calls.h"

namespace cuibono::simulation {
namespace {

using Json = nlohmann::json;

core::Result<World> world_of(const WorldRequest& request, unsigned threads = 2) {
  core::RunContext context;
  context.threads = threads;
  return make_world(context, request);
}

void expect_same_files(const World& one, const World& other) {
  ASSERT_EQ(one.files.size(), other.files.size());
  for (std::size_t i = 0; i < one.files.size(); ++i) {
    EXPECT_EQ(one.files[i].name, other.files[i].name);
    EXPECT_TRUE(one.files[i].bytes == other.files[i].bytes) << one.files[i].name;
  }
  EXPECT_TRUE(one.truth_json == other.truth_json);
}

Texts names_of(const Json& array) {
  Texts names;
  for (const auto& one : array) names.insert(one["name"].get<std::string>());
  return names;
}

TEST(Options, AtTheirDefaultsTheyAreNotThere) {
  WorldRequest stated = small_request();
  stated.evidence_share = 1.0;
  stated.missing_files = {};
  stated.evasion = {0, false, 0};
  const auto other = world_of(stated);
  ASSERT_TRUE(other.has_value());
  expect_same_files(small_world().world, *other);
  EXPECT_TRUE(small_world().truth["missing_files"].empty());
}

TEST(Options, Law1SameBytesForAnyThreadCountWithAllOfThem) {
  WorldRequest request = small_request();
  request.evidence_share = 0.6;
  request.missing_files = {"chain", "hangang_bank_georae.csv"};
  request.evasion = {7, true, 2};
  const auto one = world_of(request, 1);
  ASSERT_TRUE(one.has_value());
  EXPECT_EQ(one->files.size(), 11U);
  for (const unsigned threads : {2U, 8U}) {
    const auto other = world_of(request, threads);
    ASSERT_TRUE(other.has_value());
    expect_same_files(*one, *other);
  }
}

TEST(Options, ErrorUsageWhenOneIsOutOfRange) {
  std::vector<WorldRequest> wrong;
  for (const double share : {0.09, 1.01, 0.0, std::nan("")}) {
    wrong.push_back(small_request());
    wrong.back().evidence_share = share;
  }
  for (const int days : {-1, 61}) {
    wrong.push_back(small_request());
    wrong.back().evasion.number_change_days = days;
  }
  for (const int depth : {-1, 4}) {
    wrong.push_back(small_request());
    wrong.back().evasion.chain_depth = depth;
  }
  for (const auto& missing :
       {std::vector<std::string>{"callz"}, std::vector<std::string>{"a letter"},
        std::vector<std::string>{"calls", "transfers", "chain", "reports", "subscribers",
                                 "watchlist"}}) {
    wrong.push_back(small_request());
    wrong.back().missing_files = missing;
  }
  for (const WorldRequest& request : wrong) {
    const auto world = world_of(request);
    ASSERT_FALSE(world.has_value());
    EXPECT_EQ(world.error().code, core::ErrorCode::usage);
    EXPECT_FALSE(world.error().what.empty());
    EXPECT_FALSE(world.error().help.empty());
  }
  WorldRequest slip = small_request();
  slip.missing_files = {"callz"};
  EXPECT_NE(world_of(slip).error().help.find("calls"), std::string::npos);
}

TEST(Options, MissingFilesAreListedInTheTruthAndNowhereElse) {
  const Texts all = names_of(small_world().truth["files"]);
  for (const char* what : {"calls", "transfers", "chain", "reports", "subscribers", "watchlist",
                           "steppe_kredit_vypiska.csv"}) {
    WorldRequest request = small_request();
    request.missing_files = {what};
    const ReadWorld read = read_world(request);
    const Texts missing = names_of(read.truth["missing_files"]),
                present = names_of(read.truth["files"]);
    EXPECT_FALSE(missing.empty()) << what;
    Texts handed, both = missing;
    for (const WorldFile& file : read.world.files) handed.insert(file.name);
    EXPECT_EQ(handed, present) << what;
    both.insert(present.begin(), present.end());
    EXPECT_EQ(both, all) << what;
    EXPECT_EQ(missing.size() + present.size(), all.size()) << what;
    for (const auto& file : read.truth["missing_files"]) {
      EXPECT_TRUE(file["kind"] == what || file["name"] == what) << file;
    }
    for (const WorldFile& file : read.world.files) {  // the others are as they would be
      const auto& before = small_world().world.files;
      const auto same = std::find_if(before.begin(), before.end(), [&](const WorldFile& other) {
        return other.name == file.name;
      });
      EXPECT_TRUE(same->bytes == file.bytes) << file.name;
    }
    EXPECT_EQ(read.truth["leg_pairs"] != small_world().truth["leg_pairs"],
              missing.contains("steppe_kredit_vypiska.csv"))
        << what;
    std::size_t reports = 0;
    for (const auto& victim : read.truth["victims"]) reports += victim["reports"].size();
    EXPECT_EQ(reports == 0, std::string(what) == "reports") << what;
  }
}

TEST(Options, Law3ASmallerShareHoldsLessAndNothingElse) {
  struct Evidence {
    Texts reports, accounts, callers;
    Json truth;
  };
  std::vector<Evidence> by_share;
  for (const double share : {0.1, 0.3, 0.6, 1.0}) {
    WorldRequest request = small_request();
    request.evidence_share = share;
    const ReadWorld read = read_world(request);
    Evidence evidence;
    Texts agencies;
    for (const auto& victim : read.truth["victims"]) {
      for (const auto& report : victim["reports"]) {
        evidence.reports.insert(report["report_id"].get<std::string>());
        agencies.insert(report["agency"].get<std::string>());
      }
    }
    EXPECT_EQ(agencies.size(), 3U) << "no agency's file is empty";
    const Table baltic = read.table("baltic_harbour_bank_statements.csv", ',');
    for (std::size_t row = 1; row < baltic.size(); ++row) {
      evidence.accounts.insert(baltic[row][0]);
    }
    for (const auto& [number, calls] : read_calls(read)) {
      if (!seen(calls, &Told::card).empty()) evidence.callers.insert(number);
    }
    evidence.truth = read.truth;
    for (auto& victim : evidence.truth["victims"]) victim.erase("reports");
    for (const char* field : {"evidence_share", "files", "leg_pairs"}) evidence.truth.erase(field);
    by_share.push_back(std::move(evidence));
  }
  const auto expect_part = [](const Texts& small, const Texts& large) {
    EXPECT_LT(small.size(), large.size());
    EXPECT_TRUE(std::includes(large.begin(), large.end(), small.begin(), small.end()));
  };
  for (std::size_t i = 1; i < by_share.size(); ++i) {
    expect_part(by_share[i - 1].reports, by_share[i].reports);
    expect_part(by_share[i - 1].accounts, by_share[i].accounts);
    expect_part(by_share[i - 1].callers, by_share[i].callers);
    EXPECT_TRUE(by_share[i - 1].truth == by_share[i].truth) << "what is true does not change";
  }
  const auto near = [](std::size_t part, std::size_t whole, double share) {
    return std::abs(static_cast<double>(part) / static_cast<double>(whole) - share) < 0.15;
  };
  EXPECT_TRUE(near(by_share[1].reports.size(), by_share[3].reports.size(), 0.3));
  EXPECT_TRUE(near(by_share[2].accounts.size(), by_share[3].accounts.size(), 0.6));
}

TEST(Options, TheTruthCountsTheStaffOfEachSite) {
  for (const auto& site : small_world().truth["sites"]) {
    std::map<std::string, std::size_t> by_role;
    for (const auto& staff : small_world().truth["staff"]) {
      if (staff["site"] == site["id"]) ++by_role[staff["role"].get<std::string>()];
    }
    EXPECT_EQ(site["staff_by_role"], Json(by_role));
    EXPECT_EQ(site["desk_staff"].get<std::size_t>(), by_role["opener"] + by_role["retention"]);
    EXPECT_EQ(site["other_staff"].get<std::size_t>(),
              by_role["lead"] + by_role["it"] + by_role["finance"]);
    EXPECT_EQ(site["staff"].get<std::size_t>(),
              site["desk_staff"].get<std::size_t>() + site["other_staff"].get<std::size_t>());
  }
}

}  // namespace
}  // namespace cuibono::simulation
