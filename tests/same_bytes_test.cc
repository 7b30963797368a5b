// The same evidence gives the same bytes: for any number of threads, in any order of `add`, today and when
// run again by `verify --rebuild`.
#include <gtest/gtest.h>

#include <algorithm>

#include "case_tools.h"
#include "program.h"

namespace cuibono::cross {
namespace {

using investigation::Check;

void expect_same_for_any_threads(double scale) {
  const TempFolder temp;
  copy_simulated(scale, temp / "case");
  const Files one = results_of(run_case(temp / "case", 1));
  ASSERT_GE(one.size(), 10U);
  EXPECT_TRUE(same(results_in(temp / "case/out"), one)) << "what is written is what is told";
  for (const unsigned count : {2U, 8U}) {
    // Nothing may come from the store: each run reads the files itself.
    std::filesystem::remove_all(temp / "case/derived");
    EXPECT_TRUE(same(results_of(run_case(temp / "case", count)), one)) << count << " threads";
  }
  EXPECT_TRUE(same(results_of(run_case(temp / "case", 8)), one)) << "from the store";
}

TEST(SameBytes, AnyOrderOfAdd) {
  const TempFolder temp;
  copy_simulated(0.01, temp / "case");
  const auto the_case = investigation::open_case(temp / "case");
  ASSERT_TRUE(the_case.has_value());
  const Files first = with_hashes_for_labels(results_of(run_case(temp / "case")), the_case->items);
  auto items = the_case->items;
  std::reverse(items.begin(), items.end());
  const auto backwards = case_of(*the_case, items, temp / "backwards");
  ASSERT_NE(backwards.items.front().sha256, the_case->items.front().sha256);
  EXPECT_TRUE(same(
      first, with_hashes_for_labels(results_of(run_case(temp / "backwards")), backwards.items)));
}

TEST(SameBytes, AnyNumberOfThreads) { expect_same_for_any_threads(0.01); }
TEST(SameBytesRelease, AnyNumberOfThreads) { expect_same_for_any_threads(0.05); }

TEST(SameBytesRelease, MappingsAreProposedAlikeInAnyOrder) {
  const TempFolder temp;
  copy_simulated(0.05, temp / "case");
  const auto the_case = investigation::open_case(temp / "case");
  ASSERT_TRUE(the_case.has_value());
  auto items = the_case->items;  // no mapping file is there yet, so each case proposes its own
  std::rotate(items.begin(), items.begin() + 5, items.end());
  const auto other = case_of(*the_case, items, temp / "other");
  const Files a = with_hashes_for_labels(results_of(run_case(temp / "case")), the_case->items);
  const Files b = with_hashes_for_labels(results_of(run_case(temp / "other")), other.items);
  EXPECT_TRUE(same(a, b));
}

/// "0.979 (94 of 96)" after `word`.
bool has_ratio(const std::string& line, const std::string& word) {
  const auto at = line.find(word);
  return at != std::string::npos && line.find(" of ", at) != std::string::npos &&
         std::isdigit(static_cast<unsigned char>(line[at + word.size() + 1])) != 0;
}

TEST(SameBytesRelease, VerifyIsContentAndScoresTheTruth) {
  const TempFolder temp;
  copy_simulated(0.05, temp / "case");
  const Files before = results_of(run_case(temp / "case"));
  const Outcome verified = run_program({"-C", temp / "case", "verify", "--rebuild", "--truth"});
  ASSERT_EQ(verified.exit_code, 0) << describe(verified);
  EXPECT_TRUE(same(results_in(temp / "case/out"), before)) << "verify writes no result";
  std::vector<std::string> scores, checks;
  std::istringstream lines(verified.out);
  for (std::string text; std::getline(lines, text);) {
    const auto line = nlohmann::json::parse(text);
    (line["check"] == "truth" ? scores : checks).push_back(line["finding"]);
    EXPECT_TRUE(line["state"] == "ok" || line["check"] == "truth") << text;
  }
  EXPECT_NE(verified.out.find("the same bytes"), std::string::npos);
  EXPECT_GE(checks.size(), 7U);
  bool desks = false, mules = false, loss = false;
  for (const auto& score : scores) {
    std::printf("  %s\n", score.c_str());
    const bool ratios = has_ratio(score, "precision") && has_ratio(score, "recall");
    desks = desks || (score.starts_with("desk numbers") && ratios);
    mules = mules || (score.starts_with("mule and collector accounts") && ratios);
    loss = loss || (score.starts_with("loss ") && score.find("error") != std::string::npos);
  }
  EXPECT_TRUE(desks && mules && loss) << describe(verified);
}

}  // namespace
}  // namespace cuibono::cross
