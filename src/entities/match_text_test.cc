#include "entities/match_text.h"

#include <gtest/gtest.h>

#include <string>

#include "core/core.h"

namespace cuibono::entities {
namespace {

std::string random_word(core::CounterRandom& random, std::size_t longest, unsigned letters) {
  std::string word(random.below(longest + 1), 'a');
  for (char& c : word) c = static_cast<char>('a' + random.below(letters));
  return word;
}

TEST(MatchText, JaroWinklerPublishedValues) {  // Winkler 1990; Census tables
  struct Case {
    const char *a, *b;
    double value;
  };
  for (const Case& one :
       {Case{"martha", "marhta", 0.961111}, Case{"dixon", "dicksonx", 0.813333},
        Case{"dwayne", "duane", 0.84}, Case{"shackleford", "shackelford", 0.981818},
        Case{"dunningham", "cunnigham", 0.896296}, Case{"nichleson", "nichulson", 0.955556},
        Case{"jones", "johnson", 0.832381}, Case{"abroms", "abrams", 0.922222},
        Case{"jeraldine", "geraldine", 0.925926}, Case{"tanya", "tonya", 0.88},
        Case{"egor", "yegor", 0.933333}}) {
    EXPECT_NEAR(jaro_winkler(one.a, one.b), one.value, 5e-7) << one.a;
    EXPECT_NEAR(jaro_winkler_reference(one.a, one.b), one.value, 5e-7) << one.a;
  }
}

TEST(MatchText, JaroWinklerIsItsSlowTwinBitForBit) {
  core::CounterRandom random(1, 1);
  for (unsigned i = 0; i < 20'000; ++i) {
    const std::string a = random_word(random, i % 97 == 0 ? 80 : 20, 2 + i % 5);
    const std::string b = random_word(random, i % 89 == 0 ? 80 : 20, 2 + i % 5);
    const double fast = jaro_winkler(a, b);
    ASSERT_EQ(fast, jaro_winkler_reference(a, b)) << a << " " << b;
    ASSERT_EQ(fast, jaro_winkler(b, a)) << a << " " << b;  // law 1
    for (const double least : {0.5, 0.72, 0.88, 0.95})
      ASSERT_EQ(jaro_winkler_from(a, b, least), fast >= least ? fast : 0) << a << " " << b;
    ASSERT_TRUE(fast >= 0 && fast <= 1 && (fast == 1) == (a == b));  // law 2
  }
  EXPECT_EQ(jaro_winkler(std::string(64, 'a'), std::string(63, 'a') + "b"),
            jaro_winkler_reference(std::string(64, 'a'), std::string(63, 'a') + "b"));
}

TEST(MatchText, EditsAreTheirSlowTwin) {
  core::CounterRandom random(2, 1);
  for (unsigned i = 0; i < 20'000; ++i) {
    const std::string a = random_word(random, 9, 3), b = random_word(random, 9, 3);
    const std::uint32_t all = edits_reference(a, b);
    for (const std::uint32_t most : {0U, 1U, 2U, 3U}) {
      ASSERT_EQ(edits_within(a, b, most), std::min(all, most + 1)) << a << " " << b << " " << most;
      ASSERT_EQ(edits_within(b, a, most), std::min(all, most + 1));  // law 1
    }
    ASSERT_EQ(edits_within(a, b, 3) == 0, a == b);  // law 2
  }
}

TEST(MatchText, FoldsWhatPeopleWriteDifferently) {
  EXPECT_EQ(fold_text("  Müller-Lüdenscheidt "), "muller ludenscheidt");
  EXPECT_EQ(fold_text("O'HARE, Ellie"), "ohare ellie");
  EXPECT_EQ(fold_text("Łódź; Ærø; STRASSE; Straße"), "lodz aero strasse strasse");
  EXPECT_EQ(fold_text("Егор Ёлкин"), "егор елкин");
  EXPECT_EQ(fold_text("ＡＢＣ １２"), "abc 12");
  EXPECT_EQ(fold_text(" -- "), "");
  for (const char* text : {"Müller-Lüdenscheidt", "王 伟", "김민수", "O’Hare", "Ærø"})
    EXPECT_EQ(fold_text(fold_text(text)), fold_text(text)) << text;  // law 1
  EXPECT_EQ(split_words("a bc d").size(), 3U);
  EXPECT_TRUE(split_words("").empty());
}

TEST(MatchText, WordsThatSoundAlikeHaveOneKey) {
  EXPECT_EQ(sound_key("philip"), sound_key("filip"));
  EXPECT_EQ(sound_key("thorsen"), sound_key("dorson"));
  EXPECT_EQ(sound_key("garski"), sound_key("karsky"));
  EXPECT_NE(sound_key("berg"), sound_key("bell"));
  EXPECT_EQ(sound_key("berg", 2).size(), 2U);
  EXPECT_EQ(sound_key("егор"), "егор");
}

}  // namespace
}  // namespace cuibono::entities
