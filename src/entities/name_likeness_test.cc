// Words across writings: tables against their slow twin, published values, what is alike and what is not.
#include "entities/name_likeness.h"

#include <gtest/gtest.h>

#include "core/core.h"
#include "entities/name_letters.h"

namespace cuibono::entities {
namespace {

SpelledWord word(std::string_view written) { return make_spelled_word(points_of_text(written)); }
std::uint32_t like(std::string_view a, std::string_view b) {
  return word_likeness(word(a), word(b));
}

struct Alphabet {
  Writing writing;
  std::u32string_view letters;
};
constexpr Alphabet alphabets[] = {
    {Writing::latin, U"abcdefghijklmnopqrstuvwxyz"},
    {Writing::cyrillic, U"абвгдежзийклмнопрстуфхцчшщъыьэюяєіїў"},
    {Writing::greek, U"αβγδεζηθικλμνξοπρσςτυφχψω"},
    {Writing::armenian, U"աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ"},
    {Writing::georgian, U"აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"},
    {Writing::hebrew, U"אבגדהוזחטיכךלמםנןסעפףצץקרשת"},
    {Writing::arabic, U"ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة"},
    {Writing::hangul, U"김민수이영희박지훈최정강"},
    {Writing::kana, U"アイウエオカキクケコサシスセソタチツテトナニヌネノンー"},
    {Writing::han, U"王李张刘陈杨伟民佐藤田中"},
    {Writing::thai, U"กขคงจชซญดตถทนบปพฟมยรลวสหอะาิีึืุูเแโใไ"},
    {Writing::devanagari, U"अआइईउऊएऐओकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुू्"}};

TEST(NameLikeness, TablesAgreeWithTheirTwin) {
  core::CounterRandom rng(3, 0);
  for (const Alphabet& alphabet : alphabets) {
    for (int round = 0; round < 60; ++round) {
      std::u32string written;
      for (std::size_t i = rng.below(9); i > 0; --i)
        written += alphabet.letters[rng.below(alphabet.letters.size())];
      std::string letters;
      for (std::size_t i = rng.below(11); i > 0; --i)
        letters += static_cast<char>('a' + rng.below(26));
      const std::u32string units = units_of(written, alphabet.writing);
      const PieceWord x = make_piece_word(units, alphabet.writing);
      const LatinWord y = make_latin_word(letters);
      const std::int32_t agreed = agreement(x, y);
      ASSERT_EQ(agreed, agreement_reference(units, alphabet.writing, letters))
          << writing_name(alphabet.writing) << " " << text_of_points(written) << " " << letters;
      ASSERT_LE(agreed, x.best) << letters;
      ASSERT_LE(agreed, best_agreement(alphabet.writing, y)) << letters;
    }
  }
}

TEST(NameLikeness, WordsOfAnyLengthAreBounded) {
  const std::u32string far(5'000, U'ж');
  const SpelledWord long_word = make_spelled_word(far);
  EXPECT_LE(long_word.latin.letters.size(), word_units_max);
  EXPECT_EQ(word_likeness(long_word, long_word), 1'000U);
  EXPECT_LE(word_likeness(long_word, word("zhzhzh")), 990U);
}

// laws 1 and 2 of word_likeness
TEST(NameLikeness, SymmetricAndOneWithItself) {
  core::CounterRandom rng(5, 0);
  for (int round = 0; round < 400; ++round) {
    std::u32string a, b;
    const Alphabet& x = alphabets[rng.below(std::size(alphabets))];
    const Alphabet& y = alphabets[rng.below(std::size(alphabets))];
    for (std::size_t i = 1 + rng.below(6); i > 0; --i) a += x.letters[rng.below(x.letters.size())];
    for (std::size_t i = 1 + rng.below(6); i > 0; --i) b += y.letters[rng.below(y.letters.size())];
    const SpelledWord p = make_spelled_word(a), q = make_spelled_word(b);
    ASSERT_EQ(word_likeness(p, q), word_likeness(q, p))
        << text_of_points(a) << " " << text_of_points(b);
    ASSERT_EQ(word_likeness(p, p), p.units.empty() ? 0U : 1'000U) << text_of_points(a);
    if (p.units != q.units) {
      ASSERT_LE(word_likeness(p, q), 990U);
    }
  }
}

// laws 1 and 2 of units_of
TEST(NameLikeness, UnitsAreIdempotentAndOfOneCase) {
  for (const Alphabet& alphabet : alphabets) {
    const std::u32string units = units_of(alphabet.letters, alphabet.writing);
    EXPECT_EQ(units_of(units, alphabet.writing), units) << writing_name(alphabet.writing);
  }
  EXPECT_EQ(units_of(U"ÉGOR", Writing::latin), units_of(U"e\u0301gor", Writing::latin));
  EXPECT_EQ(units_of(U"ЁЛКИН", Writing::cyrillic), units_of(U"елкин", Writing::cyrillic));
  EXPECT_EQ(units_of(U"ﾀﾅｶ", Writing::kana), units_of(U"たなか", Writing::kana));
  EXPECT_EQ(units_of(U"張志強", Writing::han), units_of(U"张志强", Writing::han));
}

TEST(NameLikeness, OneNameInManyWritings) {
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"Егор", "Yegor"},           {"Егор", "Jegor"},
           {"Щербаков", "Shcherbakov"}, {"Щербаков", "Schtscherbakow"},
           {"Жуков", "Joukov"},         {"Хрущёв", "Khrushchev"},
           {"Євген", "Yevhen"},         {"Ελένη", "Eleni"},
           {"Μπάμπης", "Babis"},        {"محمد", "Mohammed"},
           {"حسين", "Hussein"},         {"יוסף", "Yosef"},
           {"חיים", "Chaim"},           {"ბერიძე", "Beridze"},
           {"Վարդանյան", "Vardanyan"},  {"민수", "Minsoo"},
           {"영희", "Younghee"},        {"タナカ", "Tanaka"},
           {"伟民", "Weimin"},          {"佐藤", "Sato"},
           {"Schmidt", "Schmitt"},      {"Müller", "Mueller"},
           {"Sergey", "Sergei"},        {"Vasiliev", "Wassiljew"}})
    EXPECT_GE(like(a, b), 600U) << a << " " << b;
}

TEST(NameLikeness, OtherNames) {
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{{"Иван", "Pavel"},
                                                                             {"محمد", "Hassan"},
                                                                             {"민수", "Jihoon"},
                                                                             {"伟民", "Jianguo"},
                                                                             {"Ελένη", "Georgios"},
                                                                             {"Anna", "Peter"},
                                                                             {"Petrov", "Pavlov"},
                                                                             {"12", "13"},
                                                                             {"יוסף", "Moshe"}})
    EXPECT_LT(like(a, b), 500U) << a << " " << b;
}

TEST(NameLikeness, JaroWinklerAsPublished) {
  struct Published {
    std::u32string_view a, b;
    double value;
  };
  constexpr Published published[] = {{U"MARTHA", U"MARHTA", 0.961111},
                                     {U"DIXON", U"DICKSONX", 0.813333},
                                     {U"DWAYNE", U"DUANE", 0.84},
                                     {U"SHACKLEFORD", U"SHACKELFORD", 0.981818},
                                     {U"DUNNINGHAM", U"CUNNIGHAM", 0.896296},
                                     {U"NICHLESON", U"NICHULSON", 0.955556},
                                     {U"JONES", U"JOHNSON", 0.832381},
                                     {U"ABROMS", U"ABRAMS", 0.922222},
                                     {U"JERALDINE", U"GERALDINE", 0.925926},
                                     {U"TANYA", U"TONYA", 0.88},
                                     {U"egor", U"yegor", 0.933333}};
  for (const Published& p : published) {
    EXPECT_NEAR(jaro_winkler(p.a, p.b), p.value, 1e-6) << text_of_points(p.a);
    EXPECT_NEAR(jaro_winkler_reference(p.a, p.b), p.value, 1e-6) << text_of_points(p.a);
  }
  EXPECT_EQ(jaro_winkler(U"", U""), 1);
  EXPECT_EQ(jaro_winkler(U"a", U""), 0);
}

TEST(NameLikeness, JaroWinklerAgreesWithItsTwin) {
  core::CounterRandom rng(9, 0);
  for (int round = 0; round < 5'000; ++round) {
    std::u32string a, b;
    for (std::size_t i = rng.below(20); i > 0; --i) a += static_cast<char32_t>(U'a' + rng.below(4));
    for (std::size_t i = rng.below(20); i > 0; --i) b += static_cast<char32_t>(U'a' + rng.below(4));
    ASSERT_EQ(jaro_winkler(a, b), jaro_winkler_reference(a, b))
        << text_of_points(a) << " " << text_of_points(b);
    ASSERT_EQ(jaro_winkler(a, b), jaro_winkler(b, a))
        << text_of_points(a) << " " << text_of_points(b);
  }
}

}  // namespace
}  // namespace cuibono::entities
