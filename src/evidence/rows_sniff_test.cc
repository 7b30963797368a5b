#include "evidence/rows_sniff.h"

#include <gtest/gtest.h>

#include "evidence/rows_samples.h"

namespace cuibono::evidence {
namespace {

TEST(RowsSniff, KnowsHowSmallRealFilesAreWritten) {
  for (const RowsSample& sample : rows_samples()) {
    SCOPED_TRACE(sample.name);
    const Sniffed sniffed = sniff(sample.bytes);
    EXPECT_EQ(format_name(sniffed.dialect.format), format_name(sample.dialect.format));
    EXPECT_EQ(encoding_name(sniffed.dialect.encoding), encoding_name(sample.dialect.encoding));
    EXPECT_EQ(sniffed.dialect.header_row, sample.dialect.header_row);
    if (sample.dialect.format == Format::csv) {
      EXPECT_EQ(sniffed.dialect.delimiter, sample.dialect.delimiter);
      EXPECT_EQ(sniffed.dialect.quote, sample.dialect.quote);
    }
    EXPECT_EQ(sniffed.header, sample.header);
    EXPECT_FALSE(sniffed.reasons.empty());
    for (const auto& reason : sniffed.reasons) EXPECT_TRUE(reason.ends_with(".")) << reason;
  }
}

TEST(RowsSniff, TheSniffedDialectReadsEveryRowOfASample) {
  for (const RowsSample& sample : rows_samples()) {
    SCOPED_TRACE(sample.name);
    const RowsRequest request{sample.bytes, sample.dialect, {}};
    if (sample.dialect.format == Format::jsonl) {
      EXPECT_EQ(check_json(request), "");
    } else {
      EXPECT_EQ(check_twins(request), "");
    }
    for (const auto& row : fast_rows(request).rows) {
      const bool is_sum = sample.name.starts_with("calls_") && row.ordinal == 5;
      EXPECT_EQ(row.fault, is_sum ? RowFault::cell_count : RowFault::none) << row;
    }
  }
}

TEST(RowsSniff, TheSumAtTheFootOfATableIsARowOfAnotherLength) {
  const RowsRequest request{
      samples::russian_calls, {Format::csv, Encoding::utf8, '\t', '"', 1}, {}};
  const KeptRows kept = fast_rows(request);
  ASSERT_EQ(kept.rows.size(), 4U);
  EXPECT_EQ(kept.rows[3].fault, RowFault::cell_count);
  EXPECT_EQ(kept.rows[3].cells, std::vector<std::string>{"Итого записей: три"});
}

TEST(RowsSniff, EveryByteByItselfIsReadWithoutHarm) {
  for (int byte = 0; byte < 256; ++byte) {
    SCOPED_TRACE(byte);
    const std::string bytes(1, static_cast<char>(byte));
    const Sniffed sniffed = sniff(bytes);
    const RowsRequest request{bytes, sniffed.dialect, {}};
    const KeptRows kept = fast_rows(request);
    EXPECT_EQ(check_laws(request, kept), "");
    const bool has_rows = sniffed.dialect.encoding != Encoding::binary;
    EXPECT_EQ(kept.count.physical, has_rows ? 1U : 0U);
  }
}

TEST(RowsSniff, ATableAfterALargeFileIsKnownFromItsBeginning) {
  std::string bytes = "date;amount\n";
  while (bytes.size() < (3U << 20)) bytes += "2025-02-03;1,50\n";
  const Sniffed sniffed = sniff(bytes);
  EXPECT_EQ(sniffed.dialect, (Dialect{Format::csv, Encoding::utf8, ';', '"', 1}));
  std::string json = "[";
  while (json.size() < (2U << 20)) json += "{\"a\":\"ü\"},";
  EXPECT_EQ(sniff(json).dialect.format, Format::jsonl);
  EXPECT_EQ(sniff(json).header, std::vector<std::string>{"a"});
}

TEST(RowsSniff, EncodingsAreToldApartByTheirLetters) {
  const auto guess = [](std::string_view text, Encoding encoding) {
    return encoding_name(sniff_encoding(encode(text, encoding)).encoding);
  };
  for (const Encoding encoding :
       {Encoding::utf8, Encoding::utf16le, Encoding::utf16be, Encoding::windows1251})
    EXPECT_EQ(guess("имя;сумма\nПётр;100\nОльга;2500\n", encoding), encoding_name(encoding));
  for (const Encoding encoding : {Encoding::utf8, Encoding::latin1, Encoding::utf16be})
    EXPECT_EQ(guess("nombre;año\nMuñoz;1\nJosé Núñez;2\n", encoding), encoding_name(encoding));
  for (const Encoding encoding : {Encoding::utf8, Encoding::euckr, Encoding::utf16le})
    EXPECT_EQ(guess("이름,금액\n홍길동,1000\n", encoding), encoding_name(encoding));
  EXPECT_EQ(guess("prix\n12 €\n“trois” €\n", Encoding::windows1252), "windows-1252");
  EXPECT_EQ(guess("only ascii\n", Encoding::utf8), "utf-8");
}

}  // namespace
}  // namespace cuibono::evidence
