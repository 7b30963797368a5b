#include "claims/finding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <type_traits>

namespace cuibono::claims {
namespace {

Reason some_reason() { return {"two values met", 100, {evidence::RecordRef(0, 1)}}; }

Finding make(FindingKind kind, std::vector<std::string> selectors, std::string parameters = "") {
  return {kind,       "case",   std::move(selectors), std::move(parameters),
          Quantity{}, "test()", {some_reason()},      {"chance", "a document"}};
}

// A score without reasons does not compile.
static_assert(!std::is_default_constructible_v<Finding>);
static_assert(!std::is_constructible_v<Finding, FindingKind, std::string, std::vector<std::string>,
                                       std::string, Quantity, std::string>);

TEST(Finding, Law1KeyIsAFunctionOfKindSortedSelectorsAndParameters) {
  EXPECT_EQ(make(FindingKind::site, {"b", "a"}, "p=1").key, "site|a,b|p=1");
  EXPECT_EQ(make(FindingKind::site, {"b", "a"}, "p=1").key,
            make(FindingKind::site, {"a", "b"}, "p=1").key);
  std::set<std::string> keys;
  for (const FindingKind kind : {FindingKind::site, FindingKind::desk}) {
    for (const char* parameters : {"", "p=1"}) {
      for (const auto& selectors :
           {std::vector<std::string>{"a"}, std::vector<std::string>{"a", "b"}}) {
        keys.insert(make(kind, selectors, parameters).key);
      }
    }
  }
  EXPECT_EQ(keys.size(), 8U);
  Finding other = make(FindingKind::site, {"a"});
  other.quantity.value = 7;
  other.method = "another";
  EXPECT_EQ(other.key, make(FindingKind::site, {"a"}).key);  // of nothing else
}

#ifdef CUIBONO_ASSERTIONS
TEST(FindingDeathTest, Law2NoFindingWithoutAReasonOrAnInnocentExplanation) {
  const auto bare = [](std::vector<Reason> reasons, const char* explanation) {
    return Finding(FindingKind::desk, "case", {"a"}, "", Quantity{}, "test()", std::move(reasons),
                   {explanation, "a document"});
  };
  EXPECT_EQ(bare({some_reason()}, "chance").reasons_for.size(), 1U);
  EXPECT_DEATH(static_cast<void>(bare({}, "chance")), "");
  EXPECT_DEATH(static_cast<void>(bare({some_reason()}, "")), "");
}
#endif

TEST(Finding, RecordsAreSortedDistinctAndCutWithTheirTotal) {
  Finding finding = make(FindingKind::desk, {"a"});
  std::vector<evidence::RecordRef> records;
  for (std::uint64_t row = 500; row > 0; --row) {
    records.push_back(evidence::RecordRef(0, row));
    records.push_back(evidence::RecordRef(0, row));
  }
  set_records(finding, records);
  EXPECT_EQ(finding.records_total, 500U);
  ASSERT_EQ(finding.records.size(), finding_records_max);
  EXPECT_EQ(finding.records.front(), evidence::RecordRef(0, 1));
  EXPECT_EQ(finding.records.back(), evidence::RecordRef(0, finding_records_max));
  set_records(finding, {});
  EXPECT_EQ(finding.records_total, 0U);
  EXPECT_TRUE(finding.records.empty());
}

TEST(Finding, SortsByKindThenKeyWhateverTheOrder) {
  std::vector<Finding> findings = {make(FindingKind::count, {"a"}), make(FindingKind::desk, {"b"}),
                                   make(FindingKind::desk, {"a"}), make(FindingKind::site, {"a"})};
  const std::vector<std::string> expected = {"desk|a|", "desk|b|", "site|a|", "count|a|"};
  std::vector<std::size_t> order = {0, 1, 2, 3};
  do {
    std::vector<Finding> some;
    for (const auto i : order) some.push_back(findings[i]);
    ASSERT_TRUE(sort_findings(some).has_value());
    std::vector<std::string> keys;
    for (const auto& finding : some) keys.push_back(finding.key);
    ASSERT_EQ(keys, expected);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Finding, EqualKeysAreAnErrorOfIntegrity) {
  std::vector<Finding> findings = {make(FindingKind::desk, {"a"}), make(FindingKind::site, {"a"}),
                                   make(FindingKind::desk, {"a"})};
  const auto status = sort_findings(findings);
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, core::ErrorCode::integrity);
  EXPECT_NE(status.error().what.find("desk|a|"), std::string::npos);
}

TEST(Finding, EveryKindHasItsOwnWord) {
  std::set<std::string_view> words;
  for (std::size_t kind = 0; kind <= static_cast<std::size_t>(FindingKind::trace); ++kind) {
    words.insert(finding_kind_name(static_cast<FindingKind>(kind)));
  }
  EXPECT_EQ(words.size(), static_cast<std::size_t>(FindingKind::trace) + 1);
  EXPECT_FALSE(words.contains(""));
  EXPECT_EQ(finding_kind_name(FindingKind::call_to_payment), "call_to_payment");
  EXPECT_EQ(finding_kind_name(FindingKind::look_alike), "look_alike");
  EXPECT_EQ(finding_kind_name(FindingKind::trace), "trace");
}

}  // namespace
}  // namespace cuibono::claims
