#include "core/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace cuibono::core {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return Error{ErrorCode::bad_input, "odd", "row 7", "use an even number"};
  return number / 2;
}

Result<int> quarter(int number) {
  CB_TRY(const int once, half(number));
  CB_TRY(const int twice, half(once));
  return twice;
}

Status refuse_odd(int number) {
  if (number % 2 != 0) return Error{ErrorCode::usage, "odd", "", ""};
  return {};
}

Status must_be_even(int number) {
  CB_TRY_STATUS(refuse_odd(number));
  return {};
}

Status account(int in, int out) {
  CB_CHECK(in == out, "in " + std::to_string(in) + ", out " + std::to_string(out));
  return {};
}

TEST(Result, Law1HasValueTellsWhichOfTheTwoIsThere) {
  const Result<int> good = half(8);
  ASSERT_TRUE(good.has_value());
  EXPECT_TRUE(static_cast<bool>(good));
  EXPECT_EQ(*good, 4);
  const Result<int> bad = half(7);
  ASSERT_FALSE(bad.has_value());
  EXPECT_FALSE(static_cast<bool>(bad));
  EXPECT_EQ(bad.error().code, ErrorCode::bad_input);
  EXPECT_EQ(bad.error().what, "odd");
  EXPECT_EQ(bad.error().where, "row 7");
  EXPECT_EQ(bad.error().help, "use an even number");
}

#ifdef CUIBONO_ASSERTIONS
TEST(ResultDeathTest, Law1AskingForWhatIsNotThereStopsADevelopmentBuild) {
  const Result<int> bad = half(7), good = half(8);
  const Status fine = must_be_even(8);
  EXPECT_DEATH(static_cast<void>(bad.value()), "");
  EXPECT_DEATH(static_cast<void>(good.error()), "");
  EXPECT_DEATH(static_cast<void>(fine.error()), "");
}
#endif

TEST(Result, TryBindsTheValueOrReturnsTheError) {
  EXPECT_EQ(quarter(12).value(), 3);
  EXPECT_FALSE(quarter(6).has_value());  // the second step fails
  EXPECT_FALSE(quarter(5).has_value());  // the first
  EXPECT_EQ(quarter(5).error().where, "row 7");
}

TEST(Result, TryMovesWhatCannotBeCopied) {
  const auto make = [](bool works) -> Result<std::unique_ptr<int>> {
    if (!works) return Error{};
    return std::make_unique<int>(5);
  };
  const auto use = [&](bool works) -> Result<int> {
    CB_TRY(const std::unique_ptr<int> owned, make(works));
    return *owned;
  };
  EXPECT_EQ(use(true).value(), 5);
  EXPECT_FALSE(use(false).has_value());
}

TEST(Result, StatusCarriesAnErrorOrNothing) {
  EXPECT_TRUE(must_be_even(2).has_value());
  const Status bad = must_be_even(3);
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().code, ErrorCode::usage);
}

TEST(Result, CheckReturnsIntegrityWithTheSumsAndThePlace) {
  EXPECT_TRUE(account(3, 3).has_value());
  const Status broken = account(3, 4);
  ASSERT_FALSE(broken.has_value());
  EXPECT_EQ(broken.error().code, ErrorCode::integrity);
  EXPECT_NE(broken.error().what.find("in 3, out 4"), std::string::npos);
  EXPECT_NE(broken.error().where.find("result_test.cc"), std::string::npos);
  EXPECT_NE(broken.error().where.find("in == out"), std::string::npos);
  EXPECT_FALSE(broken.error().help.empty());
}

#ifdef CUIBONO_ASSERTIONS
TEST(ResultDeathTest, AssertStopsADevelopmentBuildAndOnlyAtAFalsehood) {
  CB_ASSERT(1 + 1 == 2);
  EXPECT_DEATH(CB_ASSERT(1 + 1 == 3), "");
}
#endif

TEST(Result, ProblemsAreOrderedByKindThenPlaceThenText) {
  const Problem a{"bad_amount", "E0001:2", "x"}, b{"bad_amount", "E0001:3", "a"},
      c{"bad_time", "E0001:1", "a"};
  EXPECT_LT(a, b);
  EXPECT_LT(b, c);
  EXPECT_EQ(a, (Problem{"bad_amount", "E0001:2", "x"}));
}

}  // namespace
}  // namespace cuibono::core
