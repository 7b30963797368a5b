#include "formats/xml_stream.h"

#include <gtest/gtest.h>

namespace cuibono::formats {
namespace {

struct Told {
  std::string text;
  XmlEnd end;
};

Told tell(std::string_view bytes) {
  Told told;
  const XmlEvents events{[&](const XmlStart& start) -> core::Status {
                           told.text +=
                               "<" + std::string(start.name) + "@" + std::to_string(start.offset);
                           for (const auto& [name, value] : start.attributes)
                             told.text += " " + std::string(name) + "=" + std::string(value);
                           return {};
                         },
                         [&](std::string_view text) -> core::Status {
                           told.text += text;
                           return {};
                         },
                         [&](std::uint64_t end) -> core::Status {
                           told.text += ">" + std::to_string(end);
                           return {};
                         }};
  auto end = read_xml({}, bytes, events);
  EXPECT_TRUE(end.has_value());
  told.end = *end;
  return told;
}

TEST(XmlStream, ElementsComeWithLocalNamesAndPlaces) {
  const Told told = tell("<a:x xmlns:a='urn:one' k='v'><y/>t</a:x>");
  EXPECT_EQ(told.text, "<x@0 k=v<y@29>33t>40");
  EXPECT_TRUE(told.end.is_whole);
}

TEST(XmlStream, ABrokenDocumentSaysWhere) {
  const Told told = tell("<x><y>1</y><y>2</x>");
  EXPECT_EQ(told.text, "<x@0<y@31>11<y@112");
  EXPECT_FALSE(told.end.is_whole);
  EXPECT_EQ(told.end.fault, "line 1: mismatched tag");
  EXPECT_FALSE(tell("").end.is_whole);
}

TEST(XmlStream, EntitiesAreRefusedAndNothingIsFetched) {
  const Told bomb = tell("<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x>&b;</x>");
  EXPECT_FALSE(bomb.end.is_whole);
  EXPECT_NE(bomb.end.fault.find("entities"), std::string::npos);
  EXPECT_EQ(bomb.text, "");
  const Told file = tell("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>");
  EXPECT_FALSE(file.end.is_whole);
}

TEST(XmlStream, AReferenceToAnEntityOfAnotherFileIsAFault) {
  const Told told = tell("<!DOCTYPE x SYSTEM 'other.dtd'><x>a&name;b</x>");
  EXPECT_FALSE(told.end.is_whole);
  EXPECT_NE(told.end.fault.find("\"name\""), std::string::npos) << told.end.fault;
  EXPECT_TRUE(tell("<!DOCTYPE x SYSTEM 'other.dtd'><x>a&amp;b</x>").end.is_whole);
}

TEST(XmlStream, AMarkMayNotBeEndless) {
  const Told told = tell("<x><!--" + std::string(20U << 20, 'a') + "--></x>");
  EXPECT_FALSE(told.end.is_whole);
  EXPECT_NE(told.end.fault.find("longer than 16 MiB"), std::string::npos) << told.end.fault;
}

TEST(XmlStream, EncodingsOfOneByteAreKnown) {
  EXPECT_EQ(tell("<?xml version='1.0' encoding='windows-1251'?><x>\xcf\xf0</x>").text,
            "<x@45Пр>54");
}

TEST(XmlStream, DepthHasALimit) {
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<x>";
  EXPECT_NE(tell(deep).end.fault.find("deeply"), std::string::npos);
}

TEST(XmlStream, AnEventMayStop) {
  const XmlEvents events{[](const XmlStart&) -> core::Status {
                           return core::Error{core::ErrorCode::cancelled, "enough", "", ""};
                         },
                         [](std::string_view) -> core::Status { return {}; },
                         [](std::uint64_t) -> core::Status { return {}; }};
  const auto end = read_xml({}, "<x/>", events);
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().what, "enough");
}

}  // namespace
}  // namespace cuibono::formats
