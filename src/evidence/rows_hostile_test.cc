// Files that somebody made to break a reader.
#include <gtest/gtest.h>

#include <chrono>

#include "evidence/rows_samples.h"
#include "evidence/rows_split.h"

namespace cuibono::evidence {
namespace {

constexpr Dialect json_dialect{Format::jsonl, Encoding::utf8, ',', '"', 0};

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(RowsHostile, ACellOfOneMiBIsReadAndOneByteMoreIsAFault) {
  for (const bool is_quoted : {false, true}) {
    for (const std::size_t extra : {0U, 1U}) {
      SCOPED_TRACE(is_quoted ? "quoted" : "plain");
      const std::string cell(cell_bytes_max + extra, 'x');
      const std::string mark = is_quoted ? "\"" : "";
      const std::string bytes = "a,b\n1," + mark + cell + mark + "\n2,y\n";
      const RowsRequest request{bytes, {}, {}};
      EXPECT_EQ(check_twins(request), "");
      const KeptRows kept = fast_rows(request);
      ASSERT_EQ(kept.rows.size(), 2U);
      EXPECT_EQ(kept.rows[0].fault, extra == 0 ? RowFault::none : RowFault::too_long);
      EXPECT_EQ(kept.rows[1].fault, RowFault::none);
      EXPECT_EQ(check_original_rows(request), "");
    }
  }
}

TEST(RowsHostile, ARowOver16MiBIsAFaultAndTheNextIsRead) {
  const std::string bytes = "a\n" + repeat("xxxxxxx,", 1 + row_bytes_max / 8) + "\n3\n";
  const RowsRequest request{bytes, {}, {}};
  const KeptRows kept = fast_rows(request);
  ASSERT_EQ(kept.rows.size(), 2U);
  EXPECT_EQ(kept.rows[0].fault, RowFault::too_long);
  EXPECT_EQ(kept.rows[1].cells, std::vector<std::string>{"3"});
}

TEST(RowsHostile, ARowOfMoreCellsThanASheetCanHaveIsAFaultAndTheNextIsRead) {
  for (const std::size_t extra : {0U, 1U}) {
    const std::string bytes = "a\n" + repeat(",", row_cells_max - 1 + extra) + "x\n3\n";
    const RowsRequest request{bytes, {}, {}};
    EXPECT_EQ(check_twins(request), "");
    const KeptRows kept = fast_rows(request);
    ASSERT_EQ(kept.rows.size(), 2U);
    EXPECT_EQ(kept.rows[0].fault, extra == 0 ? RowFault::cell_count : RowFault::too_long);
    EXPECT_EQ(kept.rows[1].cells, std::vector<std::string>{"3"});
  }
}

TEST(RowsHostile, AQuoteThatIsNeverClosedEndsAtItsLimit) {
  const std::string bytes = "a,b\n1,\"" + repeat("0123456789\n", 200'000) + "2,y\n";
  const RowsRequest request{bytes, {}, {}};
  EXPECT_EQ(check_laws(request, fast_rows(request)), "");
  const KeptRows kept = fast_rows(request);
  ASSERT_EQ(kept.rows.size(), 200'001U);
  EXPECT_EQ(kept.rows[0].fault, RowFault::bad_quote);
  EXPECT_EQ(kept.rows.back().cells, (std::vector<std::string>{"2", "y"}));
}

// "No byte is looked at more than four times": quotes that never close must not be tried anew from
// each line to the end of the file. With a second look a line this would take minutes.
TEST(RowsHostile, ManyStrayQuotesDoNotCostTheSquareOfTheFile) {
  const std::string bytes = repeat("1,\"x\n", 400'000);
  const auto begin = std::chrono::steady_clock::now();
  const KeptRows kept = fast_rows({bytes, {Format::csv, Encoding::utf8, ',', '"', 0}, {}});
  const auto seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  EXPECT_EQ(kept.count.physical, 400'000U);
  EXPECT_LT(seconds, 20.0);
}

TEST(RowsHostile, NulBytesAreSeenAndShown) {
  const std::string bytes("a,b\n1,x\0y\n2,z\n", 14);
  const RowsRequest request{bytes, {}, {}};
  EXPECT_EQ(check_twins(request), "");
  const KeptRows kept = fast_rows(request);
  ASSERT_EQ(kept.rows.size(), 2U);
  EXPECT_EQ(kept.rows[0].fault, RowFault::bad_encoding);
  EXPECT_EQ(kept.rows[0].cells, (std::vector<std::string>{"1", "x\xEF\xBF\xBDy"}));
}

TEST(RowsHostile, FilesCutAnywhereKeepTheirLaws) {
  for (const RowsSample& sample : rows_samples()) {
    SCOPED_TRACE(sample.name);
    for (std::size_t length = 0; length < sample.bytes.size(); ++length) {
      const std::string bytes = sample.bytes.substr(0, length);
      const RowsRequest request{bytes, sample.dialect, {}};
      if (sample.dialect.format == Format::jsonl) {
        EXPECT_EQ(check_json(request), "");
      } else {
        EXPECT_EQ(check_twins(request), "");
      }
      EXPECT_EQ(check_laws({bytes, sniff(bytes).dialect, {}},
                           fast_rows({bytes, sniff(bytes).dialect, {}})),
                "");
    }
  }
}

TEST(RowsHostile, HalvesOfCharactersAtTheEndAreBadEncoding) {
  for (const Encoding encoding :
       {Encoding::utf8, Encoding::utf16le, Encoding::utf16be, Encoding::euckr}) {
    SCOPED_TRACE(encoding_name(encoding));
    std::string bytes = encode("a;b\n1;x\n2;가", encoding);
    bytes.pop_back();
    const RowsRequest request{bytes, {Format::csv, encoding, ';', '"', 1}, {}};
    EXPECT_EQ(check_twins(request), "");
    EXPECT_EQ(check_original_rows(request), "");
    const KeptRows kept = fast_rows(request);
    ASSERT_EQ(kept.rows.size(), 2U);
    EXPECT_EQ(kept.rows[0].fault, RowFault::none);
    EXPECT_EQ(kept.rows[1].fault, RowFault::bad_encoding);
  }
}

TEST(RowsHostile, DeepJsonIsBadJsonNotACrash) {
  const std::string deep = repeat("[", 60) + "1" + repeat("]", 60);
  const std::string deeper = repeat("[", 70) + "1" + repeat("]", 70);
  const std::string abyss = repeat("{\"a\":", 300'000) + "1" + repeat("}", 300'000);
  const std::string bytes = "{\"a\":" + deep + "}\n{\"a\":" + deeper + "}\n" + abyss +
                            "\n{\"a\":2}\n" + repeat("[", 1'000'000);
  const RowsRequest request{bytes, json_dialect, {"a"}};
  EXPECT_EQ(check_json(request), "");
  const KeptRows kept = fast_rows(request);
  ASSERT_EQ(kept.rows.size(), 5U);
  EXPECT_EQ(kept.rows[0].fault, RowFault::none);
  EXPECT_EQ(kept.rows[1].fault, RowFault::bad_json);
  EXPECT_EQ(kept.rows[2].fault, RowFault::bad_json);
  EXPECT_EQ(kept.rows[3].cells, std::vector<std::string>{"2"});
  EXPECT_EQ(kept.rows[4].fault, RowFault::bad_json);
}

TEST(RowsHostile, LongJsonCellsAndRowsAreFaults) {
  const std::string bytes = "{\"a\":\"" + std::string(cell_bytes_max + 1, 'x') + "\"}\n{\"a\":\"" +
                            std::string(row_bytes_max, 'y') + "\"}\n{\"a\":1}\n";
  const KeptRows kept = fast_rows({bytes, json_dialect, {"a"}});
  ASSERT_EQ(kept.rows.size(), 3U);
  EXPECT_EQ(kept.rows[0].fault, RowFault::too_long);
  EXPECT_EQ(kept.rows[1].fault, RowFault::too_long);
  EXPECT_EQ(kept.rows[2].fault, RowFault::none);
}

TEST(RowsHostile, AnArrayWithAnUnclosedValueGoesOnAtTheNextOneAlike) {
  const std::string bytes = "[\n  {\"a\": 1},\n  {\"a\": \"open},\n  {\"a\": 3}\n]\n";
  const RowsRequest request{bytes, json_dialect, {"a"}};
  EXPECT_EQ(check_laws(request, fast_rows(request)), "");
  const KeptRows kept = fast_rows(request);
  ASSERT_GE(kept.rows.size(), 3U);
  EXPECT_EQ(kept.rows[0].cells, std::vector<std::string>{"1"});
  EXPECT_EQ(kept.rows[1].fault, RowFault::bad_json);
}

TEST(RowsHostile, AThousandDelimitersAndNothingElse) {
  const std::string bytes = repeat(repeat(",", 1000) + "\n", 50);
  const RowsRequest request{bytes, {Format::csv, Encoding::utf8, ',', '"', 0}, {}};
  EXPECT_EQ(check_twins(request), "");
  const KeptRows kept = fast_rows(request);
  EXPECT_EQ(kept.count.empty, 50U);
  EXPECT_EQ(kept.count.data, 0U);
}

}  // namespace
}  // namespace cuibono::evidence
