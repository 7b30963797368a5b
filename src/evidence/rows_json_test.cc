#include "evidence/rows_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "evidence/rows_worlds.h"

namespace cuibono::evidence {
namespace {

using Cells = std::vector<std::string>;
constexpr Dialect json_dialect{Format::jsonl, Encoding::utf8, ',', '"', 0};

KeptRows read_json(std::string_view bytes, Cells columns = {}) {
  const RowsRequest request{bytes, json_dialect, std::move(columns)};
  EXPECT_EQ(check_json(request), "");
  return fast_rows(request);
}

TEST(RowsJson, NestedObjectsArePathsAndArraysAreJoined) {
  const KeptRows kept = read_json(
      "{\"id\":1,\"from\":{\"name\":\"Noor\",\"tel\":{\"home\":\"+999555001\"}},\"ok\":true}\n"
      "{\"id\":2,\"paid\":[{\"to\":\"a\",\"sum\":1.50},{\"to\":\"b\",\"sum\":-2e3}],\"tags\":[[1,2]"
      ","
      "[]]}\n");
  ASSERT_EQ(kept.rows.size(), 2U);
  EXPECT_EQ(kept.rows[0].cells, (Cells{"1", "Noor", "+999555001", "true", "", "", ""}));
  EXPECT_EQ(kept.rows[1].cells, (Cells{"2", "", "", "", "a; b", "1.50; -2e3", "1; 2"}));
}

TEST(RowsJson, TheSameValuesInEveryLayout) {
  const std::vector<std::string> layouts{
      "{\"a\":1,\"b\":\"x\"}\n{\"a\":2}\n{\"b\":\"y\"}\n",
      "{\"a\":1,\"b\":\"x\"}\r\n{\"a\":2}\r\n{\"b\":\"y\"}",
      "[{\"a\":1,\"b\":\"x\"},{\"a\":2},{\"b\":\"y\"}]",
      "[\n  {\n    \"a\": 1,\n    \"b\": \"x\"\n  },\n  {\"a\": 2},\n  {\"b\": \"y\"}\n]\n",
      "{\n\"a\": 1,\n\"b\": \"x\"\n}\n{\n\"a\": 2\n}\n{\n\"b\": \"y\"\n}",
      "{\"a\":1,\"b\":\"x\"}{\"a\":2}{\"b\":\"y\"}",
      "\x1E{\"a\":1,\"b\":\"x\"}\n\x1E{\"a\":2}\n\x1E{\"b\":\"y\"}\n",
      "\x1E{\"a\":1,\n\"b\":\"x\"}\n\x1E{\n\"a\":2}\n\x1E{\"b\":\n\"y\"}\n"};
  for (const auto& text : layouts) {
    for (const Encoding encoding : {Encoding::utf8, Encoding::utf16le, Encoding::latin1}) {
      const std::string bytes = encode(text, encoding, true);
      const Sniffed sniffed = sniff(bytes);
      SCOPED_TRACE(std::string(encoding_name(encoding)) + " " + text);
      EXPECT_EQ(sniffed.dialect.format, Format::jsonl);
      EXPECT_EQ(sniffed.header, (Cells{"a", "b"}));
      const RowsRequest request{bytes, {Format::jsonl, encoding, ',', '"', 0}, {"a", "b"}};
      EXPECT_EQ(check_json(request), "");
      const KeptRows kept = fast_rows(request);
      ASSERT_EQ(kept.rows.size(), 3U);
      EXPECT_EQ(kept.rows[0].cells, (Cells{"1", "x"}));
      EXPECT_EQ(kept.rows[1].cells, (Cells{"2", ""}));
      EXPECT_EQ(kept.rows[2].cells, (Cells{"", "y"}));
    }
  }
}

/// UTF-16 in both orders, with and without its mark, in one line and in several, with letters of several
/// scripts: the rows are those of UTF-8, and each opens to its bytes.
TEST(RowsJson, Utf16IsReadWithAndWithoutItsMark) {
  const std::string record =
      "{\"payer\":\"Müller \\u20ac\",\"payee\":\"Ольга\",\"note\":\"가 😀\"}";
  const std::string other = "{\"payer\":\"Noor\",\"payee\":null,\"note\":\"12\"}";
  const std::vector<std::string> layouts{
      record + "\n" + other + "\n", record + "\r\n" + other, "[" + record + "," + other + "]",
      "[\n  " + record + ",\n  " + other + "\n]\n", "{\"payer\":\"a\"}"};
  for (const auto& text : layouts) {
    const KeptRows plain = fast_rows({text, sniff(text).dialect, sniff(text).header});
    for (const Encoding encoding : {Encoding::utf16le, Encoding::utf16be}) {
      for (const bool has_mark : {true, false}) {
        SCOPED_TRACE(std::string(encoding_name(encoding)) + (has_mark ? " mark " : " ") + text);
        const std::string bytes = encode(text, encoding, has_mark);
        const Sniffed sniffed = sniff(bytes);
        EXPECT_EQ(sniffed.dialect.format, Format::jsonl);
        EXPECT_EQ(sniffed.dialect.encoding, encoding);
        EXPECT_EQ(sniffed.header, sniff(text).header);
        const RowsRequest request{bytes, sniffed.dialect, sniffed.header};
        EXPECT_EQ(check_json(request), "");
        const KeptRows kept = fast_rows(request);
        ASSERT_EQ(kept.rows.size(), plain.rows.size());
        for (std::size_t i = 0; i < kept.rows.size(); ++i) {
          EXPECT_EQ(kept.rows[i].cells, plain.rows[i].cells);
          EXPECT_EQ(kept.rows[i].ordinal, plain.rows[i].ordinal);
          EXPECT_TRUE(read_original_row(bytes, sniffed.dialect, kept.rows[i].ordinal).has_value());
        }
      }
    }
  }
}

TEST(RowsJson, ABrokenLineIsARowWithItsTextAndTheNextIsRead) {
  const std::vector<std::string> broken{
      "{\"a\":1",     "{\"a\":}",           "{\"a\":01}",      "{\"a\":1}{\"a\":2}", "{a:1}",
      "not json",     "{\"a\":NaN}",        "{\"a\":+1}",      "{\"a\":1,}",         "{\"a\":tru}",
      "{\"a\":\"x}",  "{\"a\":1.}",         "{\"a\":\"\\x\"}", "{\"a\" 1}",          "{\"a\":1}]",
      "{\"a\":[1,2}", "{\"a\":\"\\ud800\"}"};
  for (const auto& line : broken) {
    SCOPED_TRACE(line);
    const KeptRows kept =
        read_json("{\"a\":1}\n{\"a\":2}\n" + line + "\n{\"a\":3}\n{\"a\":4}\n", {"a"});
    ASSERT_EQ(kept.rows.size(), 5U);
    EXPECT_EQ(kept.rows[2].fault, RowFault::bad_json);
    EXPECT_EQ(kept.rows[2].cells, Cells{line});
    EXPECT_EQ(kept.rows[3].cells, Cells{"3"});
    EXPECT_EQ(kept.rows[4].fault, RowFault::none);
  }
}

TEST(RowsJson, BytesThatAreNoTextAreBadEncoding) {
  const KeptRows kept =
      read_json("{\"a\":\"\xFF\"}\n{\"a\":\"\\u0000\"}\n{\"a\":\"fine\"}\n", {"a"});
  ASSERT_EQ(kept.rows.size(), 3U);
  EXPECT_EQ(kept.rows[0].fault, RowFault::bad_encoding);
  EXPECT_EQ(kept.rows[0].cells, Cells{"{\"a\":\"\xEF\xBF\xBD\"}"});
  EXPECT_EQ(kept.rows[1].fault, RowFault::bad_encoding);
  EXPECT_EQ(kept.rows[1].cells, Cells{"\xEF\xBF\xBD"});
  EXPECT_EQ(kept.rows[2].fault, RowFault::none);
}

TEST(RowsJson, ValuesWithoutAColumnAreCountedAndTheirPathsTold) {
  const KeptRows kept =
      read_json("{\"a\":1,\"x\":{\"y\":2}}\n{\"z\":3,\"a\":null}\n{\"z\":4}\n", {"a"});
  EXPECT_EQ(kept.count.cells_without_column, 3U);
  EXPECT_EQ(kept.count.paths_without_column, (Cells{"x.y", "z"}));
  EXPECT_EQ(kept.count.data, 3U);
}

TEST(RowsJson, AllBlankValuesAndBlankLinesAreEmptyRows) {
  const KeptRows kept = read_json("{\"a\":\" \"}\n\n{\"a\":null}\n{}\n{\"a\":0}\n", {"a"});
  EXPECT_EQ(kept.count.physical, 5U);
  EXPECT_EQ(kept.count.empty, 4U);
  ASSERT_EQ(kept.rows.size(), 1U);
  EXPECT_EQ(kept.rows[0].ordinal, 5U);
}

TEST(RowsJson, AValueThatIsNoObjectHasThePathValue) {
  const KeptRows kept = read_json("[1,\"two\",[3,4],null,true]", {"value"});
  ASSERT_EQ(kept.rows.size(), 4U);
  EXPECT_EQ(kept.rows[1].cells, Cells{"two"});
  EXPECT_EQ(kept.rows[2].cells, Cells{"3; 4"});
  EXPECT_EQ(kept.rows[3].cells, Cells{"true"});
}

using Json = nlohmann::ordered_json;

Json random_json(core::CounterRandom& random, unsigned depth) {
  static const std::vector<std::string> texts{"",   "a", "x; y", "\"", "\\", "ü", "가",
                                              "\n", "/", "{",    "]",  "12", "😀"};
  const std::uint64_t kind = random.below(depth > 3 ? 5 : 8);
  if (kind == 0) return nullptr;
  if (kind == 1) return random.chance(0.5);
  if (kind == 2) return random.between(-1000, 1000);
  if (kind < 5) return texts[random.below(texts.size())] + texts[random.below(texts.size())];
  Json value = kind == 5 ? Json::array() : Json::object();
  for (std::uint64_t n = random.below(4); n > 0; --n) {
    if (value.is_array()) {
      value.push_back(random_json(random, depth + 1));
    } else {
      value[std::string(1, static_cast<char>('a' + random.below(5)))] =
          random_json(random, depth + 1);
    }
  }
  return value;
}

// What is promised of paths and joints, said once more in a few lines.
void flatten_reference(const Json& value, const std::string& path,
                       std::vector<std::pair<std::string, std::string>>& out) {
  if (value.is_object()) {
    for (const auto& [key, member] : value.items())
      flatten_reference(member, path.empty() ? key : path + "." + key, out);
  } else if (value.is_array()) {
    for (const auto& element : value) flatten_reference(element, path, out);
  } else if (!value.is_null()) {
    out.emplace_back(path.empty() ? "value" : path,
                     value.is_string() ? value.get<std::string>() : value.dump());
  }
}

TEST(RowsJson, RandomValuesComeOutAsAnotherReaderSeesThem) {
  for (unsigned seed = 0; seed < 1500; ++seed) {
    SCOPED_TRACE(seed);
    core::CounterRandom random(seed, 15);
    std::vector<Json> values;
    Json array = Json::array();
    std::string lines, stream;
    for (std::uint64_t n = 1 + random.below(4); n > 0; --n) {
      Json value = Json::object();
      value["id"] = n;
      value["v"] = random_json(random, 0);
      lines += value.dump() + "\n";
      stream += value.dump(2) + "\n";
      array.push_back(value);
      values.push_back(std::move(value));
    }
    for (const std::string& text : {lines, stream, array.dump(), array.dump(1)}) {
      std::vector<std::vector<std::pair<std::string, std::string>>> found;
      JsonFlattener flattener;
      for (JsonRows rows(text); rows.next();) {
        ASSERT_TRUE(rows.is_closed()) << text;
        const auto fault =
            flattener.flatten(rows.line(), [&](std::string_view path, std::string_view cell) {
              if (path == "id") found.emplace_back();
              found.back().emplace_back(path, cell);
            });
        ASSERT_EQ(fault, JsonFault::none) << text;
      }
      ASSERT_EQ(found.size(), values.size()) << text;
      for (std::size_t i = 0; i < values.size(); ++i) {
        std::vector<std::pair<std::string, std::string>> expected;
        flatten_reference(values[i], "", expected);
        EXPECT_EQ(found[i], expected) << text;
      }
      EXPECT_EQ(check_json({text, json_dialect, {}}), "");
    }
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace cuibono::evidence
