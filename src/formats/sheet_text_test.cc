#include "formats/sheet_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "formats/record_columns.h"

namespace cuibono::formats {
namespace {

std::string without_marks(std::string xml) {
  const std::vector<std::pair<std::string, std::string>> marks{
      {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
  for (const auto& [mark, plain] : marks)
    for (std::size_t at = 0; (at = xml.find(mark, at)) != std::string::npos; at += plain.size())
      xml.replace(at, mark.size(), plain);
  return xml;
}

TEST(SheetText, WhatXmlCannotHoldComesBack) {  // law 1
  const std::vector<std::string> texts{"plain",
                                       "a\rb",
                                       std::string("nul\0nul", 7),
                                       "_x000D_",
                                       "_x005F_x000D_",
                                       "_x5F_",
                                       "<a&b>",
                                       "\x01\x02",
                                       "tab\tfeed\n",
                                       "_x000d_",
                                       "__x000D__",
                                       "a\xEF\xBF\xBE\xEF\xBF\xBF",
                                       "_x12",
                                       "\xF0\x9F\x98\x80"};
  for (const auto& text : texts) {
    const std::string xml = sheet_text_to_xml(text);
    for (const char c : xml)
      EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t');
    EXPECT_EQ(sheet_text_from_xml(without_marks(xml)), text) << xml;
  }
}

TEST(SheetText, MarksOfOtherProgramsAreRead) {
  EXPECT_EQ(sheet_text_from_xml("a_x000D_b"), "a\rb");
  EXPECT_EQ(sheet_text_from_xml("_xD83D__xDE00_"), "\xF0\x9F\x98\x80");
  EXPECT_EQ(sheet_text_from_xml("_xD83D_"), "_xD83D_");  // half a character is none
}

TEST(SheetText, UnitsAreThoseOfSpreadsheets) {
  EXPECT_EQ(sheet_units("abc"), 3U);
  EXPECT_EQ(sheet_units("Гио"), 3U);
  EXPECT_EQ(sheet_units("\xF0\x9F\x98\x80"), 2U);
}

TEST(RecordColumns, OnlyOurHeadersAreOurs) {
  const auto make = [](const std::vector<std::string>& headers) {
    return RecordColumns::make(headers);
  };
  EXPECT_TRUE(make({"cuibono:records:1:transfers", "amount", "amount.currency"}).has_value());
  EXPECT_FALSE(make({"cuibono:records:1:cakes", "amount"}).has_value());
  EXPECT_FALSE(make({"cuibono:records:2:transfers", "amount"}).has_value());
  EXPECT_FALSE(make({}).has_value());
}

TEST(RecordColumns, AColumnWhoseNeighbourIsGoneIsReadAsAnyOther) {
  const auto columns = RecordColumns::make(
      std::vector<std::string>{"cuibono:records:1:transfers", "amount", "payer", "payer.check"});
  ASSERT_TRUE(columns.has_value());
  EXPECT_EQ(columns->join_cells(std::vector<std::string>{"E1#1", "2.00", "iban:X", "valid"}),
            (std::vector<std::string>{"E1#1", "2.00", "valid iban:X"}));
}

TEST(RecordColumns, NumbersAreToldFromTextsThatLookSo) {
  for (const auto text : {"0", "-12.50", "123456789012345"})
    EXPECT_TRUE(is_plain_number(text, 15)) << text;
  for (const auto text :
       {"", "-", "1234567890123456", "1.", ".5", "1.2.3", "1e5", "+5", "--5", "=1"})
    EXPECT_FALSE(is_plain_number(text, 15)) << text;
}

TEST(RecordColumns, DefusedTextsComeBack) {
  for (const auto text : {"=1", "'", "''=", "+", "-", "@", "\t", "\r", "\n", "＝1", "plain", ""})
    EXPECT_EQ(undo_defuse(defuse(text)), text);
}

}  // namespace
}  // namespace cuibono::formats
