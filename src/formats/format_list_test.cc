#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "formats/format.h"

namespace cuibono::formats {
namespace {

TEST(FormatList, NamesAreDistinctWords) {
  std::set<std::string_view> names;
  for (const FileFormat* one : file_formats()) {
    EXPECT_TRUE(names.insert(one->name).second) << one->name;
    EXPECT_EQ(one->name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
              std::string_view::npos)
        << one->name;
    EXPECT_EQ(find_file_format(one->name), one);
    EXPECT_NE(one->recognises, nullptr) << one->name;
    EXPECT_EQ(one->find_tables == nullptr, one->read_rows == nullptr) << one->name;
    EXPECT_TRUE(one->find_tables != nullptr || one->unpack != nullptr) << one->name;
    for (const auto text : {one->title, one->gives, one->standard, one->library})
      EXPECT_FALSE(text.empty()) << one->name;
  }
}

TEST(FormatList, PlainTextIsNoFormatOfThisList) {
  for (const std::string_view text :
       {"", "a,b,c\n1,2,3\n", "{\"a\":1}\n{\"a\":2}\n", "[{\"a\":1}]", "Some words of a letter.\n",
        "date;amount\n2025-02-03;1,50\n", "<", "PK", ":", "{"})
    EXPECT_EQ(recognise_format(text), nullptr) << text;
}

TEST(FormatList, ThePageOfFormatsSaysWhatTheListHolds) {
  std::ifstream file(CUIBONO_SOURCE_DIR "/docs/formats.md");
  std::stringstream page;
  page << file.rdbuf();
  EXPECT_NE(page.str().find(formats_table()), std::string::npos)
      << "docs/formats.md does not hold this table:\n"
      << formats_table();
}

}  // namespace
}  // namespace cuibono::formats
