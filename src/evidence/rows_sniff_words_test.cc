// Code pages that the words of headers tell apart; letters of one and of two bytes are counted rightly.
#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "evidence/rows_sniff.h"

namespace cuibono::evidence {
namespace {

std::string written_in(const char* page, const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(page, &status);
  EXPECT_TRUE(U_SUCCESS(status)) << page;
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(text);
  std::string out(text.size() * 4 + 16, '\0');
  const auto bytes = ucnv_fromUChars(converter, out.data(), static_cast<std::int32_t>(out.size()),
                                     wide.getBuffer(), wide.length(), &status);
  ucnv_close(converter);
  EXPECT_TRUE(U_SUCCESS(status)) << page;
  out.resize(static_cast<std::size_t>(bytes));
  return out;
}

struct Page {
  const char* page;
  Encoding encoding;
  std::string text;
};

const std::vector<Page>& pages() {
  static const std::vector<Page> list = {
      {"windows-1253", Encoding::windows1253, "Ημερομηνία;Ποσό;Υπόλοιπο\n1/2/2025;1,50;Δάνειο\n"},
      {"windows-1254", Encoding::windows1254,
       "İşlem Tarihi;Açıklama;Tutarı\n1.2.2025;Kira ödemesi;5\n"},
      {"windows-1255", Encoding::windows1255, "תאריך;חובה;זכות;יתרה\n1/2/2025;1;;5\n"},
      {"windows-1256", Encoding::windows1256, "التاريخ;المبلغ;الرصيد\n1/2/2025;1;5\n"},
      {"windows-1257", Encoding::windows1257,
       "Mokėtojas;Gavėjas;Sąskaita;Paskirtis\nA;B;C;Už prekes\n"},
      {"gbk", Encoding::gbk, "交易日期,交易金额,账户余额\n2025-02-01,1,5\n"},
      {"windows-932", Encoding::shiftjis, "取引日,金額,残高,摘要\n2025-02-01,1,5,ｶﾌﾞ\n"},
      {"big5", Encoding::big5, "交易日期,帳號,金額\n2025-02-01,1,5\n"},
  };
  return list;
}

TEST(SniffWords, TheCodePageInWhichHeadersAreWords) {
  for (const auto& page : pages()) {
    if (page.encoding == Encoding::big5) continue;  // its words are not in the lists yet
    const Sniffed sniffed = sniff(written_in(page.page, page.text), {});
    EXPECT_EQ(encoding_name(sniffed.dialect.encoding), encoding_name(page.encoding)) << page.text;
  }
}

TEST(SniffWords, WhatIsDecodedCountsTheBytesThatWereRead) {
  for (const auto& page : pages()) {
    const std::string bytes = written_in(page.page, page.text);
    EXPECT_EQ(decode_text(bytes, page.encoding), page.text) << page.page;
    EXPECT_EQ(raw_length(page.text, page.encoding), bytes.size()) << page.page;
  }
}

}  // namespace
}  // namespace cuibono::evidence
