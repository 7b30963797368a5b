#include <gtest/gtest.h>

#include "formats/format_list.h"
#include "formats/swift_worlds.h"

namespace cuibono::formats {
namespace {

constexpr std::string_view pack =
    "# an invented pack\n"
    "title: Sample Pack\n"
    "creator: Example Team\n"
    "currency: BTC\n"
    "label: Sample shop\n"
    "tags:\n"
    "- address: tb1qsample0001\n"
    "  source: https://shop.example/pay\n"
    "- address: tb1qsample0002\n"
    "  label: 'Other: shop'\n"
    "  currency: TEST\n"
    "  concepts: [exchange, service]\n"
    "  context:\n"
    "    note: \"of \\u00e9t\\u00e9\"\n"
    "    lines: |\n"
    "      one\n"
    "      two\n"
    "- no mapping\n"
    "- {address: tb1qsample0003, label: a, label: b}\n"
    "- address: tb1qsample0004\n"
    "  label:\n"
    "description: said after the tags\n";

TEST(TagPack, EachTagIsARowCompletedByTheHead) {
  ASSERT_TRUE(tagpack_format.recognises(pack));
  const auto tables = read_tables(tagpack_format, pack);
  ASSERT_EQ(tables.size(), 1);
  const ReadTable& tags = tables[0];
  EXPECT_EQ(tags.broken_law, "");
  EXPECT_EQ(tags.table.kind, "tags");
  ASSERT_EQ(tags.rows.size(), 5);
  EXPECT_EQ(tags.cell(0, "address"), "tb1qsample0001");
  EXPECT_EQ(tags.cell(0, "label"), "Sample shop");
  EXPECT_EQ(tags.cell(0, "currency"), "BTC");
  EXPECT_EQ(tags.cell(0, "source"), "https://shop.example/pay");
  EXPECT_EQ(tags.cell(0, "description"), "said after the tags");
  EXPECT_EQ(tags.cell(1, "label"), "Other: shop");
  EXPECT_EQ(tags.cell(1, "currency"), "TEST");
  EXPECT_EQ(tags.cell(1, "concepts"), "exchange; service");
  EXPECT_EQ(tags.cell(1, "context"), "note; of \xC3\xA9t\xC3\xA9; lines; one\ntwo\n");
  EXPECT_EQ(tags.cell(2, "address"), "");
  EXPECT_EQ(tags.cell(2, "Fault"), "this tag is no mapping: no mapping");
  EXPECT_EQ(tags.cell(3, "label"), "a");
  EXPECT_EQ(tags.cell(3, "Fault"), "\"label\" stands there twice");
  EXPECT_EQ(tags.cell(4, "label"), "");
  EXPECT_EQ(pack.substr(tags.rows[0].offset, tags.rows[0].bytes),
            "address: tb1qsample0001\n  source: https://shop.example/pay");
  EXPECT_EQ(pack.substr(tags.rows[3].offset, tags.rows[3].bytes),
            "{address: tb1qsample0003, label: a, label: b}");
  EXPECT_EQ(pack.substr(tags.rows[4].offset, tags.rows[4].bytes),
            "address: tb1qsample0004\n  label:");
}

TEST(TagPack, PlacesHoldBehindAByteOrderMark) {
  const std::string marked = "\xEF\xBB\xBF" + std::string(pack);
  ASSERT_TRUE(tagpack_format.recognises(marked));
  const auto tables = read_tables(tagpack_format, marked);
  ASSERT_EQ(tables.size(), 1);
  ASSERT_EQ(tables[0].rows.size(), 5);
  EXPECT_TRUE(std::string_view(marked)
                  .substr(tables[0].rows[1].offset)
                  .starts_with("address: tb1qsample0002"));
}

TEST(TagPack, WhatIsRefused) {
  const std::string head = "title: A\ncreator: B\n";
  for (const std::string& text :
       {head + "base: &b {label: x}\ntags:\n- address: c\n  context: *b\n",
        head + "tags:\n- address: &a c\n- address: *a\n", head + "tags: none\n",
        head + "tags:\n- address: c\n---\n" + head + "tags:\n- address: d\n",
        head + "title: C\ntags:\n- address: c\n", head + "tags:\n- address: \xFF\n",
        head + "? [a]\n: b\ntags:\n- address: c\n", std::string("- address: c\n"), std::string()}) {
    const auto tables = tagpack_format.find_tables({}, text);
    ASSERT_FALSE(tables.has_value()) << text;
    EXPECT_FALSE(tables.error().help.empty());
  }
}

TEST(TagPack, DeepOrEndlessFilesAreDamagedRows) {
  const std::string head = "title: A\ncreator: B\ntags:\n- address: c\n- address: d\n  context: ";
  for (const std::string& tail :
       {std::string(100'000, '['), std::string(100'000, '{'), std::string("\"no end"),
        std::string("\t- x: ]"), std::string("{a: b")}) {
    const auto tables = read_tables(tagpack_format, head + tail);
    ASSERT_EQ(tables.size(), 1) << tail.substr(0, 9);
    EXPECT_EQ(tables[0].broken_law, "");
    ASSERT_FALSE(tables[0].rows.empty());
    EXPECT_TRUE(tables[0].rows.back().is_damaged) << tail.substr(0, 9);
    EXPECT_FALSE(tables[0].rows.back().cells.back().empty());
  }
}

TEST(TagPack, CutAtEveryByte) { EXPECT_EQ(find_broken_cut(tagpack_format, pack), ""); }

TEST(TagPack, OtherFilesAreNotRecognised) {
  for (const std::string_view other :
       {"", "tags:", "tags:\n", "title: x\ntags: [a]\n", "a,b\n1,2\n", "{\"tags\": []}",
        "title: A page\ntags:\n- travel\n- food\n", ":20:A\n", "kind: transfers\ncolumns:\n- a\n"})
    EXPECT_FALSE(tagpack_format.recognises(other)) << other;
}

}  // namespace
}  // namespace cuibono::formats
