#include "core/text.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/random.h"

namespace cuibono::core {
namespace {

TEST(Text, TrimTakesEveryKindOfWhiteSpaceOffBothEnds) {
  EXPECT_EQ(trim(" \t\r\n a b \f\v"), "a b");
  EXPECT_EQ(trim("\xEF\xBB\xBF\u00A0x\u202F\u200B"), "x");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim(" \u00A0 "), "");
  EXPECT_EQ(trim("à"), "à");  // ends with the byte A0 of "à", which is no NBSP
  EXPECT_EQ(trim("\u4E00"), "\u4E00");
}

TEST(Text, SplitAndJoinUndoEachOther) {
  const auto joined = [](std::string_view text) {
    std::vector<std::string> parts;
    for (const auto part : split(text, ',')) parts.emplace_back(part);
    return join(parts, ",");
  };
  for (const char* text : {"", ",", "a", "a,b", ",a,,b,"}) EXPECT_EQ(joined(text), text);
  EXPECT_EQ(split("", ',').size(), 1U);
  EXPECT_EQ(split("a,,b", ',').size(), 3U);
  EXPECT_EQ(join({}, ","), "");
}

TEST(Text, AsciiCaseLeavesOtherLettersAlone) {
  EXPECT_EQ(ascii_lower("ABC xyz ÄÖ [@"), "abc xyz ÄÖ [@");
  EXPECT_TRUE(starts_with_ascii_nocase("IBAN DE", "iban"));
  EXPECT_TRUE(starts_with_ascii_nocase("x", ""));
  EXPECT_FALSE(starts_with_ascii_nocase("ib", "iban"));
  EXPECT_FALSE(starts_with_ascii_nocase("[ban", "{ban"));
}

TEST(Text, NumbersOfJsonAreWrittenAsItsStandardSays) {
  for (const char* text : {"0", "-0", "12", "0.5", "-1.25e+10", "1E9", "1e-3"})
    EXPECT_TRUE(is_json_number(text)) << text;
  for (const char* text : {"", "-", "01", "-01", "1.", ".5", "+1", "1e", "1e+", "0x1", "NaN", "1 "})
    EXPECT_FALSE(is_json_number(text)) << text;
}

TEST(Text, IntegersAreWholeTextsWithinTheirRange) {
  EXPECT_EQ(parse_int64("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(parse_int64("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(parse_uint64("18446744073709551615"), UINT64_MAX);
  for (const char* text : {"", " 1", "1 ", "+1", "1.0", "0x1", "a", "9223372036854775808"}) {
    EXPECT_FALSE(parse_int64(text).has_value()) << text;
  }
  for (const char* text : {"", "-1", "18446744073709551616", "1e3"}) {
    EXPECT_FALSE(parse_uint64(text).has_value()) << text;
  }
}

TEST(Text, EveryCodePointGoesThereAndBack) {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    append_utf8(bytes, c);
    ASSERT_TRUE(is_utf8(bytes)) << static_cast<std::uint32_t>(c);
    ASSERT_EQ(decode_utf8(bytes), std::u32string(1, c));
  }
}

TEST(Text, WhatIsNotUtf8IsRefusedByBothReaders) {
  for (const std::string_view bytes :
       {"\x80", "\xBF", "\xC0\xAF", "\xC1\x81", "\xC3", "\xE2\x82", "\xE0\x80\xAF", "\xED\xA0\x80",
        "\xED\xBF\xBF", "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF",
        "a\xFF z", "\xF0\x9F\x98"}) {
    EXPECT_FALSE(is_utf8(bytes));
    EXPECT_FALSE(decode_utf8(bytes).has_value());
  }
  EXPECT_TRUE(is_utf8(std::string_view("a\0b", 3)));
  EXPECT_TRUE(is_utf8(""));
}

TEST(Text, CutNeverSplitsACodePoint) {
  const std::string text = "aé€😀z";
  for (std::size_t most = 0; most <= text.size() + 1; ++most) {
    const auto cut = cut_utf8(text, most);
    EXPECT_LE(cut.size(), most);
    EXPECT_TRUE(is_utf8(cut)) << most;
    EXPECT_TRUE(text.starts_with(cut));
    EXPECT_GE(cut.size() + 3, std::min(most, text.size()));  // no more than needed
  }
  EXPECT_EQ(cut_utf8(text, 3), "aé");
  EXPECT_EQ(cut_utf8(text, 100), text);
}

/// Distance by its definition, for words of a few letters.
std::size_t distance_by_words(std::string_view a, std::string_view b) {
  if (a.empty()) return b.size();
  if (b.empty()) return a.size();
  return std::min({distance_by_words(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0U : 1U),
                   distance_by_words(a.substr(1), b) + 1, distance_by_words(a, b.substr(1)) + 1});
}

TEST(Text, EditDistanceIsThatOfTheDefinition) {
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  CounterRandom random(1, 1);
  const auto word = [&] {
    std::string text;
    for (std::uint64_t i = random.below(6); i > 0; --i) {
      text += static_cast<char>('a' + random.below(3));
    }
    return text;
  };
  for (int i = 0; i < 300; ++i) {
    const std::string a = word(), b = word();
    ASSERT_EQ(edit_distance(a, b), distance_by_words(a, b)) << a << " " << b;
  }
}

TEST(Text, FindNearestOffersOnlyWhatIsNear) {
  const std::vector<std::string> verbs = {"add", "map", "match", "verify", "trace"};
  EXPECT_EQ(find_nearest("verifi", verbs), "verify");
  EXPECT_EQ(find_nearest("trce", verbs), "trace");
  EXPECT_EQ(find_nearest("verify", verbs), "verify");
  EXPECT_EQ(find_nearest("mad", verbs), "map");       // distance 1, before "add" at 2
  EXPECT_EQ(find_nearest("ab", {"aa", "bb"}), "aa");  // ties: the first
  EXPECT_FALSE(find_nearest("export", verbs).has_value());
  EXPECT_FALSE(find_nearest("xy", {"ab"}).has_value());  // nothing in common is not near
  EXPECT_FALSE(find_nearest("add", {}).has_value());
}

TEST(Text, HtmlOfHostileTextHasNoMarkup) {
  EXPECT_EQ(escape_html("<script>alert('x')</script>"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  EXPECT_EQ(escape_html("\" onmouseover=\"x"), "&quot; onmouseover=&quot;x");
  EXPECT_EQ(escape_html("&lt;"), "&amp;lt;");
  EXPECT_EQ(escape_html("ζ漢字 é\n\t"), "ζ漢字 é\n\t");
  EXPECT_EQ(escape_html(std::string_view("a\0b\x1B[31m\r", 9)), "a\u2400b\u241B[31m\u240D");
  EXPECT_EQ(escape_html("a\x7F\u0085"), "a\u2423\u2423");
  EXPECT_EQ(escape_html("<\xFF>\xC0\xAF"), "&lt;\uFFFD&gt;\uFFFD\uFFFD");
}

TEST(Text, HtmlShowsEveryCharacterThatTurnsTheDirectionOfReading) {
  for (const char32_t c :
       U"\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069") {
    if (c == 0) continue;  // the end of the literal
    std::string text = "a";
    append_utf8(text, c);
    EXPECT_EQ(escape_html(text), "a\u2423") << static_cast<std::uint32_t>(c);
  }
}

TEST(Text, HtmlOfAnyBytesIsUtf8WithoutTheFiveMarks) {
  CounterRandom random(2, 1);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (std::uint64_t i = random.below(20); i > 0; --i) {
      bytes +=
          random.chance(0.5) ? "<>&\"'"[random.below(5)] : static_cast<char>(random.below(256));
    }
    const std::string html = escape_html(bytes);
    ASSERT_TRUE(is_utf8(html));
    ASSERT_EQ(html.find_first_of("<>\"'"), std::string::npos);
  }
}

/// Reads one field back as a CSV reader would.
std::string read_field(std::string_view field) {
  if (!field.starts_with('"')) return std::string(field);
  std::string text;
  for (std::size_t i = 1; i + 1 < field.size(); ++i) {
    text += field[i];
    if (field[i] == '"') ++i;
  }
  return text;
}

TEST(Text, CsvRunsNoFormula) {
  for (const std::string text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=\"a\",b",
                                 "=cmd|' /C calc'!A0", "-5.00", "@"}) {
    EXPECT_EQ(read_field(escape_csv(text)), "'" + text);
  }
  EXPECT_EQ(escape_csv("a=b"), "a=b");
  EXPECT_EQ(escape_csv(""), "");
}

TEST(Text, CsvFieldsComeBackAsTheyWere) {
  for (const std::string text : {"plain", "a,b", "say \"no\"", "two\nlines", "a;b", "\"", "a\tb",
                                 "ünïcode 漢字", "\"\"", "a\r\nb"}) {
    EXPECT_EQ(read_field(escape_csv(text)), text);
  }
  EXPECT_EQ(escape_csv("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(escape_csv("a,b"), "\"a,b\"");
}

TEST(Text, GroupsDigitsByThree) {
  EXPECT_EQ(group_digits(0), "0");
  EXPECT_EQ(group_digits(999), "999");
  EXPECT_EQ(group_digits(1000), "1\u202F000");
  EXPECT_EQ(group_digits(1'234'567), "1\u202F234\u202F567");
}

}  // namespace
}  // namespace cuibono::core
