// Cases that are not the one of the demonstration: no victims, no calls, no money, next to nothing. Each gets a
// brief that is true and of use.
#include <gtest/gtest.h>

#include <set>

#include "brief_checks.h"
#include "tiny_case.h"

namespace cuibono::cross {
namespace {

/// The items of a simulated case whose kinds are kept.
class OtherCases : public testing::Test {
 protected:
  void make(const std::set<std::string>& kinds) {
    copy_simulated(0.01, temp_ / "whole");
    const auto whole = investigation::open_case(temp_ / "whole");
    ASSERT_TRUE(whole.has_value());
    std::vector<evidence::Item> kept;
    for (const auto& item : whole->items) {
      const auto preview = investigation::preview_mapping(threads(2), *whole, item.label);
      ASSERT_TRUE(preview.has_value());
      if (kinds.contains(std::string(evidence::item_kind_name(preview->mapping.kind))))
        kept.push_back(item);
    }
    ASSERT_FALSE(kept.empty());
    static_cast<void>(case_of(*whole, kept, folder()));
    static_cast<void>(run_case(folder()));
    expect_every_sentence_opens(folder());
  }
  [[nodiscard]] std::string folder() const { return temp_ / "case"; }
  [[nodiscard]] testing::AssertionResult says(const std::string& words) const {
    if (brief_says(folder(), words)) return testing::AssertionSuccess();
    return testing::AssertionFailure()
           << "\"" << words << "\" is not in\n"
           << sentences_of(folder(), "summary") << sentences_of(folder(), "gaps");
  }
  [[nodiscard]] nlohmann::json out(const std::string& name) const {
    return read_json(folder() + "/out/" + name);
  }

  TempFolder temp_;
};

TEST_F(OtherCases, TheWholeSimulatedCaseOpens) {
  make({"calls", "transfers", "chain", "reports", "subscribers", "watchlist"});
  EXPECT_TRUE(says("which is followed"));
}

TEST_F(OtherCases, NoVictims) {
  make({"calls", "transfers", "chain", "subscribers"});
  EXPECT_TRUE(says("No victim's report is among the files"));
  EXPECT_TRUE(says("no loss is stated"));
  EXPECT_FALSE(brief_says(folder(), "victims are among them"));
  EXPECT_TRUE(out("money.json")["totals"].empty());
  EXPECT_TRUE(out("money.json")["traces"].empty());
  const auto organisation = out("organisation.json");
  for (const auto& actor : organisation["actors"])
    EXPECT_EQ(actor["band"], "set_aside") << "without a victim nobody is named: " << actor.dump();
  EXPECT_TRUE(says("no payment can be followed from a victim"));
}

TEST_F(OtherCases, NoCalls) {
  make({"transfers", "chain", "reports"});
  EXPECT_TRUE(says("No call records are among the files"));
  EXPECT_TRUE(says("said by reports to have called"));
  EXPECT_FALSE(brief_says(folder(), "as a desk would")) << "nothing shows how a number behaves";
  EXPECT_TRUE(says("which is followed"));
  EXPECT_TRUE(out("organisation.json")["sites"].empty());
  EXPECT_FALSE(out("money.json")["totals"].empty());
}

TEST_F(OtherCases, NoMoney) {
  make({"calls", "reports", "subscribers"});
  EXPECT_TRUE(says("No transfer records are among the files: where money went cannot be said"));
  EXPECT_TRUE(says("behave as a desk would"));
  EXPECT_FALSE(brief_says(folder(), "which is followed"));
  EXPECT_FALSE(brief_says(folder(), "payments between")) << "a reported payment is no record";
  EXPECT_FALSE(brief_says(folder(), "the records end with"));
  EXPECT_TRUE(says("the reports themselves name the account that received it"));
}

TEST_F(OtherCases, OnlyReports) {
  make({"reports"});
  EXPECT_TRUE(says("No transfer records are among the files"));
  EXPECT_TRUE(says("No call records are among the files"));
  EXPECT_TRUE(says("Victims report payments of EUR"));
}

TEST_F(OtherCases, TheTinyCase) {
  make_tiny_case(folder());
  static_cast<void>(run_case(folder()));
  expect_every_sentence_opens(folder());
  EXPECT_TRUE(says("3 reports of 3 victims"));
}

TEST_F(OtherCases, AnEmptyFileAlone) {
  make_empty_case(folder());
  add_text(folder(), "empty.csv", "", "Bank of Testing");
  static_cast<void>(run_case(folder()));
  expect_every_sentence_opens(folder());
  EXPECT_TRUE(says("The file holds no bytes"));
}

}  // namespace
}  // namespace cuibono::cross
