#include "brief/letters.h"

#include <gtest/gtest.h>

#include "core/core.h"

namespace cuibono::brief {
namespace {

std::string folded(std::string_view text) {
  std::string out;
  for (const auto& word : words_of(points_of(text)))
    out += (out.empty() ? "" : " ") + text_of(word.letters);
  return out;
}

TEST(Letters, Law1FoldingTwiceIsFoldingOnce) {
  for (char32_t c = 0; c < 0x30000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const char32_t once = fold_letter(c);
    ASSERT_EQ(fold_letter(once), once) << "U+" << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(Letters, Law2ComposedAndDecomposedSpellingsAreTheSame) {
  EXPECT_EQ(folded("José"), folded("Jose\u0301"));
  EXPECT_EQ(folded("Мойсей"), folded("Мои\u0306сеи\u0306"));
  EXPECT_EQ(folded("Ελένη"), folded("Ελε\u0301νη"));
  EXPECT_EQ(folded("Nguyễn"), folded("Nguye\u0302\u0303n"));
}

TEST(Letters, CaseAccentsAndWidthAreNotHeeded) {
  EXPECT_EQ(folded("ŻÓŁKIEWSKA"), "zolkiewska");
  EXPECT_EQ(folded("ŞİMŞEK Çağlar"), "simsek caglar");
  EXPECT_EQ(folded("ＭＡＲＡ"), "mara");
  EXPECT_EQ(folded("АЛЁНА"), folded("алена"));
  EXPECT_EQ(folded("Ma\u200Bra"), "mara");
}

TEST(Letters, WordsEndAtWhatIsNoLetter) {
  EXPECT_EQ(folded("Nowak_Mara.2025-csv"), "nowak mara csv");
  EXPECT_EQ(folded("3 × 4 ÷ 2"), "");
  EXPECT_TRUE(is_unspaced(U'김'));
  EXPECT_TRUE(is_unspaced(U'林'));
  EXPECT_FALSE(is_unspaced(U'ж'));
}

TEST(Letters, DigitsOfManyScripts) {
  for (const char32_t seven : {U'7', U'\uFF17', U'\u0667', U'\u06F7', U'\u096D'})
    EXPECT_EQ(digit_of(seven), 7);
  EXPECT_EQ(digit_of(U'x'), -1);
  EXPECT_EQ(code_letter(U'z'), 'Z');
  EXPECT_EQ(code_letter(U'\uFF21'), 'A');
  EXPECT_EQ(code_letter(U'-'), '\0');
}

TEST(Letters, BytesThatAreNoTextBecomeTheReplacementSign) {
  EXPECT_EQ(text_of(points_of("a\xFFz")), "a\uFFFDz");
  EXPECT_EQ(text_of(points_of("é\x80")), "é\uFFFD");
  EXPECT_EQ(text_of(points_of("日本")), "日本");
}

}  // namespace
}  // namespace cuibono::brief
