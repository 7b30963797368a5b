#include "formats/json_records.h"

#include <gtest/gtest.h>

#include "formats/json_samples.h"
#include "formats/json_tables.h"

namespace cuibono::formats {
namespace {

/// Every record as "path@offset:text below" with "!" where it is cut and its fault; how the file ended.
std::string tell(std::string_view bytes, const JsonRecordRules& rules = {{""}, {}}) {
  std::string told;
  const auto end =
      read_json_records({}, bytes, rules, [&](const JsonRecord& record) -> core::Status {
        if (record.is_head) {
          told += "head";
          for (const auto& [path, text] : *record.head) told += " " + path + "=" + text;
        } else {
          told += std::string(bytes.substr(record.offset, record.bytes).substr(0, 40));
          told += "=" + texts_below(record.value).substr(0, 40);
        }
        told += record.is_whole ? "" : "!";
        told += record.fault.empty() ? "|" : " (" + std::string(record.fault) + ")|";
        return {};
      });
  if (!end.has_value()) return told + "error";
  return end->fault.empty() ? told : told + end->fault + " at " + std::to_string(end->offset);
}

TEST(JsonRecords, EveryLayoutGivesItsValues) {
  EXPECT_EQ(tell("{\"a\":1}\n\n{\"a\":\"x\"}\r\n"), "{\"a\":1}=1|{\"a\":\"x\"}=x|");
  EXPECT_EQ(tell("[{\"a\":1},\n {\"a\":[2,[3]]}, 4]"), "{\"a\":1}=1|{\"a\":[2,[3]]}=2, 3|4=4|");
  EXPECT_EQ(tell("{\"a\":\n1}\n{\n\"a\":2}"), "{\"a\":\n1}=1|{\n\"a\":2}=2|");
  EXPECT_EQ(tell("\xEF\xBB\xBF \x1E{\"a\":true}\n\x1E{\"a\":null}\n"),
            "{\"a\":true}=true|{\"a\":null}=|");
  EXPECT_EQ(tell(""), "");
  EXPECT_EQ(tell("[]"), "");
}

TEST(JsonRecords, PlacesGoThroughListsAndHeadsStandAround) {
  const std::string_view file =
      "{\"r\":[{\"E\":{\"info\":\"i\",\"O\":{\"n\":\"o\"},\"A\":[{\"v\":1},{\"v\":2}],\"late\":3}},"
      "{\"E\":{\"A\":{\"v\":4}}}],\"A\":[9]}";
  EXPECT_EQ(tell(file, {{"r/E/A"}, {"r/E"}}),
            "{\"v\":1}=1|{\"v\":2}=2|head info=i O/n=o late=3|{\"v\":4}=4|head|");
}

TEST(JsonRecords, AKeyOfAHeadIsUtf8WhateverTheFileHolds) {
  EXPECT_EQ(tell("{\"E\":{\"k\xFF\":\"i\",\"A\":[1]}}", {{"E/A"}, {"E"}}), "1=1|head k\uFFFD=i|");
}

TEST(JsonRecords, ABadLineCostsItselfAlone) {
  EXPECT_EQ(tell("{\"a\":1}\n{\"a\":\n{\"a\":2}\n{\"a\":\"x\n{\"a\":3}\n}\n{\"a\" 4}\n{\"a\":5}\n"),
            "{\"a\":1}=1|{\"a\":= (the line is not JSON: the line ends within a value)|{\"a\":2}=2|"
            "{\"a\":\"x= (the line is not JSON: a text is not closed before the end of its line)|"
            "{\"a\":3}=3|}= (the line is not JSON: a character stands where a value should)|"
            "{\"a\" 4}= (the line is not JSON: a colon is missing)|{\"a\":5}=5|");
}

TEST(JsonRecords, WhatIsNoJsonButCanBeReadIsAFaultOfItsRecord) {
  EXPECT_EQ(
      tell("[{\"a\":NaN},{\"a\":1},{\"a\":01}]"),
      "{\"a\":NaN}=NaN (a word or number is written as JSON does not have it, such as NaN)|"
      "{\"a\":1}=1|{\"a\":01}=01 (a word or number is written as JSON does not have it, such as "
      "NaN)|");
  EXPECT_EQ(tell("[{\"a\":1,\"b\":2,\"a\":3}]"),
            "{\"a\":1,\"b\":2,\"a\":3}=1, 2, 3 (the key \"a\" stands there twice)|");
  EXPECT_EQ(
      tell("[{\"a\":\"\\ud83d\\ude00\\n\\u00e9\"},{\"a\":\"\\ud83d\"}]"),
      "{\"a\":\"\\ud83d\\ude00\\n\\u00e9\"}=😀\né|{\"a\":\"\\ud83d\"}=\uFFFD (a text has an escape "
      "that is no character)|");
  EXPECT_EQ(
      tell("[{\"a\":\"\xff é\"},{\"a\":\"é\"}]"),
      "{\"a\":\"\xff é\"}=\uFFFD é (the record has bytes that are not UTF-8)|{\"a\":\"é\"}=é|");
}

TEST(JsonRecords, ACutFileEndsWithTheRecordThatIsCut) {
  EXPECT_EQ(
      tell("[{\"a\":1},{\"a\":2"),
      "{\"a\":1}=1|{\"a\":2=2! (the file ends within a value)|the file ends within a value at 15");
  EXPECT_EQ(tell("[{\"a\":1},"), "{\"a\":1}=1|the file ends within a value at 9");
  EXPECT_EQ(
      tell("{\"a\":1}\n{\"a\":2"),
      "{\"a\":1}=1|{\"a\":2=2! (the file ends within a value)|the file ends within a value at 14");
  const std::string whole = "[{\"a\":[1,{\"b\":\"\\u00e9\"}]},{\"c\":null},{\"d\":-1.5e3}]";
  for (std::size_t length = 0; length < whole.size(); ++length) {  // law 1
    std::size_t records = 0, cut = 0;
    const auto end = read_json_records({}, std::string_view(whole).substr(0, length), {{""}, {}},
                                       [&](const JsonRecord& record) -> core::Status {
                                         ++records;
                                         cut += record.is_whole ? 0U : 1U;
                                         return {};
                                       });
    ASSERT_TRUE(end.has_value());
    EXPECT_LE(cut, 1U) << length;
    EXPECT_LE(records, 3U) << length;
    EXPECT_EQ(end->fault.empty(), length == 0) << length;
  }
}

TEST(JsonRecords, HostileBytesAreReadWithoutHarm) {
  for (const auto& sample : hostile_json_samples()) static_cast<void>(tell(sample));
  EXPECT_TRUE(
      tell(std::string(600, '[')).ends_with("brackets are nested more than 512 deep at 512"));
  const std::string deep =
      std::string("{\"a\":") + std::string(500, '[') + std::string(500, ']') + "}";
  EXPECT_TRUE(tell(deep).ends_with("=|"));
}

TEST(JsonRecords, ARecordBeyondTheLimitIsRefusedAndTheNextIsRead) {
  const std::string large = "{\"a\":\"" + std::string(20U << 20, 'x') + "\"}\n{\"a\":\"y\"}\n";
  std::string told;
  const auto end =
      read_json_records({}, large, {{""}, {}}, [&](const JsonRecord& record) -> core::Status {
        told += std::string(record.fault) + texts_below(record.value).substr(0, 3) + "|";
        return {};
      });
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(told, "the record is longer than 16 MiB|y|");
  std::string many = "[[1";
  for (int i = 0; i < 1'100'000; ++i) many += ",1";
  EXPECT_EQ(tell("{\"a\":" + many + "]]}").substr(45 - 4, 200).find("more than a million") ==
                std::string::npos,
            false);
}

TEST(JsonNode, PathsPassThroughListsAndTryAllWays) {
  std::string told;
  static_cast<void>(read_json_records(
      {},
      "{\"n\":[{\"f\":\"\"},{\"f\":\"Ana\"},{\"f\":\"Bo\",\"x\":1},{\"f\":\"Ana\"}],\"k\":[[2,3]]}",
      {{""}, {}}, [&](const JsonRecord& record) -> core::Status {
        told = std::string(record.value.text("n/f")) + "|" + record.value.all("n/f|n/x|k", "+") +
               "|" + std::string(record.value.first("z|n/x")) + "|" +
               (record.value.find("n/z").is_there() ? "z" : "-");
        return {};
      }));
  EXPECT_EQ(told, "Ana|Ana+Bo+1+2+3|1|-");
}

}  // namespace
}  // namespace cuibono::formats
