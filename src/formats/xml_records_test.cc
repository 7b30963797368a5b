#include "formats/xml_records.h"

#include <gtest/gtest.h>

namespace cuibono::formats {
namespace {

struct Told {
  std::vector<std::string> records;  // "!" in front of one that is not whole
  XmlEnd end;
};

Told tell(std::string_view bytes, const XmlRecordRules& rules) {
  Told told;
  const auto end = read_xml_records({}, bytes, rules, [&](const XmlNode& node, bool is_whole) {
    told.records.push_back((is_whole ? "" : "!") + std::string(node.name()) + "=" +
                           std::string(core::cut_utf8(node.text(), 10)));
    return core::Status{};
  });
  EXPECT_TRUE(end.has_value());
  if (end.has_value()) told.end = *end;
  return told;
}

TEST(XmlRecords, ARecordHasItsAncestorsAndWhatIsKept) {
  std::string seen;
  const auto end = read_xml_records(
      {}, "<a><id k='1'>7</id><x>lost</x><r>1</r><b><id>8</id><r>2</r></b></a>",
      {{"r"}, {"id"}}, [&](const XmlNode& node, bool) {
        seen += std::string(node.text()) + node.parent().all("id", ",") + "/" +
                std::string(node.ancestor("a").text("id/@k")) +
                std::string(node.ancestor("a").text("x")) + ";";
        return core::Status{};
      });
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(seen, "17/1;28/1;");
}

TEST(XmlRecords, TheRecordInWhichAFileBreaksIsHandedOver) {
  const Told told = tell("<a><r>1</r><r>2<s>", {{"r"}, {}});
  EXPECT_EQ(told.records, (std::vector<std::string>{"r=1", "!r=2"}));
  EXPECT_FALSE(told.end.is_whole);
}

XmlRecordRules small_rules() {
  XmlRecordRules rules{{"r"}, {}};
  rules.elements_max = 50;
  rules.text_max = 1000;
  return rules;
}

TEST(XmlRecords, ATextBeyondTheLimitEndsTheReadingAndSaysSo) {
  const Told told =
      tell("<a><r>1</r><r>" + std::string(2000, 'a') + "</r><r>3</r></a>", small_rules());
  EXPECT_EQ(told.records, (std::vector<std::string>{"r=1", "!r=aaaaaaaaaa"}));
  EXPECT_NE(told.end.fault.find("1000 bytes of text"), std::string::npos) << told.end.fault;
  EXPECT_EQ(told.end.offset, 11);
}

TEST(XmlRecords, ElementsBeyondTheLimitEndTheReadingAndSaySo) {
  std::string many = "<a><r>1</r><r>";
  for (int i = 0; i < 60; ++i) many += "<s/>";
  const Told told = tell(many + "</r><r>3</r></a>", small_rules());
  EXPECT_EQ(told.records, (std::vector<std::string>{"r=1", "!r="}));
  EXPECT_NE(told.end.fault.find("50 elements"), std::string::npos) << told.end.fault;
}

TEST(XmlRecords, WhatStandsAboveEveryRecordIsShort) {
  XmlRecordRules rules{{"r"}, {"id"}};
  rules.kept_text_max = 100;
  const Told told = tell("<a><id>" + std::string(200, 'a') + "</id><r>1</r></a>", rules);
  EXPECT_TRUE(told.records.empty());
  EXPECT_FALSE(told.end.is_whole);
}

TEST(XmlRecords, ManyRecordsWithinTheLimitsAreRead) {
  std::string many = "<a>";
  for (int i = 0; i < 500; ++i) many += "<r>1<s/></r>";
  EXPECT_EQ(tell(many + "</a>", small_rules()).records.size(), 500);
}

}  // namespace
}  // namespace cuibono::formats
