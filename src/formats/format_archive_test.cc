#include <gtest/gtest.h>

#include "formats/archive_members.h"
#include "formats/format_list.h"
#include "formats/format_samples.h"

namespace cuibono::formats {
namespace {

std::vector<std::string> members_of(std::string_view bytes, const UnpackLimits& limits = {}) {
  std::vector<std::string> members;
  const auto status =
      archive_format.unpack({}, bytes, limits, [&](const Member& member) -> core::Status {
        members.push_back(member.path + (member.fault.empty() ? "=" + std::string(member.bytes)
                                                              : "!" + member.fault));
        return {};
      });
  if (!status.has_value()) members.push_back("error: " + status.error().what);
  return members;
}

TEST(FormatArchive, MembersComeInOrderAndTheirPathsAreOnlyNames) {
  const std::string bytes =
      zip_of({{"a/eins.csv", "1"}, {"../../etc/passwd", "2"}, {"имя.txt", "3"}});
  ASSERT_EQ(recognise_format(bytes), &archive_format);
  EXPECT_EQ(members_of(bytes),
            (std::vector<std::string>{"a/eins.csv=1", "../../etc/passwd=2", "имя.txt=3"}));
}

TEST(FormatArchive, ABombIsStoppedByWhatItUnpacksTo) {
  const std::string bytes = zip_of({{"zeros", std::string(4'000'000, '\0')}, {"small", "x"}});
  ASSERT_LT(bytes.size(), 20'000U);
  UnpackLimits limits;
  limits.free_bytes = 1'000'000;
  limits.ratio_max = 100;
  const auto members = members_of(bytes, limits);
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(members[0], "zeros!unpacks to more than 100 times the archive, as bombs do");
  EXPECT_EQ(members[1], "small=x") << "what is beside it is not lost";
  limits = {};
  limits.members_max = 1;
  EXPECT_EQ(members_of(bytes, limits).back(), "error: the archive holds more than 1 members");
}

TEST(FormatArchive, AnyBeginningOfAFileIsSafe) {
  const std::string bytes = zip_of({{"a.csv", "a;b\n1;2\n"}, {"b.csv", "a;b\n3;4\n"}});
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_LE(members_of(std::string_view(bytes).substr(0, length)).size(), 3U) << length;
}

TEST(FormatArchive, OfficeDocumentsAreNotUnpacked) {
  EXPECT_EQ(recognise_format(zip_of({{"ppt/presentation.xml", "<a/>"}})), nullptr);
  EXPECT_EQ(recognise_format(zip_of({{"word/document.xml", "<a/>"}})), &docx_format);
  EXPECT_EQ(recognise_format("PK is a word"), nullptr);
}

TEST(FormatArchive, OneMemberIsReadByItsPath) {
  const std::string bytes = zip_of({{"a", "one"}, {"b", "two"}});
  EXPECT_EQ(read_zip_member(bytes, "b", 10), "two");
  EXPECT_EQ(read_zip_member(bytes, "b", 2), std::nullopt) << "longer than allowed";
  EXPECT_EQ(read_zip_beginning(bytes, "b", 2), "tw");
  EXPECT_EQ(read_zip_member(bytes, "c", 10), std::nullopt);
}

}  // namespace
}  // namespace cuibono::formats
