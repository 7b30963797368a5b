#include "brief/scrub.h"

#include <gtest/gtest.h>

#include "core/core.h"

namespace cuibono::brief {
namespace {

Scrubber of_mara() {
  Scrubber scrubber;
  scrubber.add_token("tel:+37120000001", "victim:V-1");
  scrubber.add_number("+37120000001", "V-1");
  scrubber.add_code("LT619990010000123456", "V-1");
  scrubber.add_number("619990010000123456", "V-1");
  scrubber.add_code("GB29NWBK60161331926819", "V-1");
  scrubber.add_number("60161331926819", "V-1");
  scrubber.add_code("MT84MALT011000012345MTLCAST001S", "V-1");
  scrubber.add_email("mara.nowak@example.org", "V-1");
  scrubber.add_name("Mara Żółkiewska-Nowak", "V-1");
  return scrubber;
}

struct Spelling {
  const char *text, *expected;
};

void expect_all(const Scrubber& scrubber, Text kind, std::initializer_list<Spelling> spellings) {
  for (const auto& [text, expected] : spellings)
    EXPECT_EQ(scrubber.replace(text, kind), expected) << text;
}

TEST(Scrubber, PhonesInEverySpelling) {
  expect_all(of_mara(), Text::other,
             {{"call tel:+37120000001, now", "call victim:V-1, now"},
              {"(tel:+37120000001)", "(victim:V-1)"},
              {"is it tel:+37120000001?", "is it victim:V-1?"},
              {"+37120000001", "V-1"},
              {"+371 20 000 001", "V-1"},
              {"0037120000001", "V-1"},
              {"00 371 2000 0001.", "V-1."},
              {"+371 (20) 00-00-01", "V-1"},
              {"+371\u00A020\u202F000\u2011001", "V-1"},
              {"＋３７１２００００００１", "V-1"},
              {"+٣٧١٢٠٠٠٠٠٠١", "V-1"},
              {"a37120000001b", "aV-1b"},
              {"on 2025-03-04 +37120000001 rang", "on 2025-03-04 V-1 rang"},
              {"2025-03-04 37120000001", "2025-03-04 V-1"},
              {"37120000001 2025-03-04", "V-1 2025-03-04"},
              {"+37120000001/+37129999999", "V-1/+37129999999"}});
}

TEST(Scrubber, PhonesInNationalFormInNarratives) {
  expect_all(of_mara(), Text::narrative,
             {{"my number 20000001", "my number V-1"},
              {"at 12 20 000 001", "at 12 V-1"},
              {"0 20000001", "V-1"}});
  // Elsewhere eight digits may be an amount or a date.
  expect_all(of_mara(), Text::other, {{"EUR 20 000 001", "EUR 20 000 001"}});
}

TEST(Scrubber, AccountsInEverySpelling) {
  expect_all(of_mara(), Text::other,
             {{"LT619990010000123456", "V-1"},
              {"lt61 9990 0100 0012 3456", "V-1"},
              {"IBAN LT61-9990-0100-0012-3456.", "IBAN V-1."},
              {"iban:LT619990010000123456", "iban:V-1"},
              {"from 9990 0100 0012 3456 on", "from V-1 on"},
              {"GB29 NWBK 6016 1331 9268 19", "V-1"},
              {"gb29nwbk60161331926819", "V-1"},
              {"60-16-13 31926819", "V-1"},
              {"MT84 MALT 0110 0001 2345 MTLC AST0 01S", "V-1"}});
}

TEST(Scrubber, EmailsInAnyCase) {
  expect_all(of_mara(), Text::other,
             {{"write to mara.nowak@example.org.", "write to V-1."},
              {"<MARA.NOWAK@Example.ORG>", "<V-1>"},
              {"mailto:mara.nowak@example.org", "mailto:V-1"},
              {"x.mara.nowak@example.org", "x.[name withheld]@example.org"},
              {"mara.nowak@example.org.uk", "V-1.uk"}});
}

TEST(Scrubber, WholeNamesInAnyOrderAndCase) {
  expect_all(of_mara(), Text::other,
             {{"Mara Żółkiewska-Nowak", "[name withheld]"},
              {"ŻÓŁKIEWSKA-NOWAK, MARA", "[name withheld]"},
              {"Zolkiewska Nowak", "[name withheld]"},
              {"statement_mara_nowak.csv", "statement_[name withheld].csv"},
              {"statement-Nowak.Mara-2025.pdf", "statement-[name withheld]-2025.pdf"},
              {"Mara Olsen", "Mara Olsen"},
              {"Mara and Nowak", "Mara and Nowak"},
              {"Mara Mara", "Mara Mara"}});
}

TEST(Scrubber, EachPartOfANameInNarratives) {
  expect_all(of_mara(), Text::narrative,
             {{"I am Mara.", "I am V-1."},
              {"MARA ŻÓŁKIEWSKA-NOWAK wrote", "V-1 wrote"},
              {"Marathon", "Marathon"},
              {"nowak", "V-1"}});
}

TEST(Scrubber, AWordThatSeveralVictimsShareNamesNeither) {
  Scrubber scrubber = of_mara();
  scrubber.add_name("Mara Olsen", "V-2");
  expect_all(scrubber, Text::narrative,
             {{"Mara paid", "[name withheld] paid"},
              {"Mara Olsen paid", "V-2 paid"},
              {"Olsen paid", "V-2 paid"}});
}

TEST(Scrubber, ASentenceInThePlaceOfANameBlanksNothing) {
  Scrubber scrubber;
  scrubber.add_name("victims report payments of the money that was placed in records", "V-1");
  scrubber.add_name("<script>document.title</script>", "V-2");
  expect_all(scrubber, Text::narrative,
             {{"victims report payments", "victims report payments"},
              {"document.title", "document.title"}});
}

TEST(Scrubber, NamesOfOneWordAndOfTwoLetters) {
  Scrubber scrubber;
  scrubber.add_name("Suharti", "V-1");
  scrubber.add_name("Li Wu", "V-2");
  scrubber.add_name("Ann", "V-3");
  expect_all(scrubber, Text::other,
             {{"Suharti's phone", "[name withheld]'s phone"},
              {"Wu, Li", "[name withheld]"},
              {"Ann said", "Ann said"}});  // three letters alone are too many other things
  expect_all(scrubber, Text::narrative, {{"Ann said", "V-3 said"}, {"li", "li"}});
}

TEST(Scrubber, NamesInScriptsWithoutBlanks) {
  Scrubber scrubber;
  scrubber.add_name("윤도현", "V-1");
  scrubber.add_name("山田 花子", "V-2");
  expect_all(scrubber, Text::other,
             {{"윤도현은 말했다", "[name withheld]은 말했다"},
              {"山田花子さん", "[name withheld]さん"},
              {"山田・花子", "[name withheld]"},
              {"도현", "도현"}});
  expect_all(scrubber, Text::narrative,
             {{"저는 윤도현입니다", "저는 V-1입니다"},
              {"도현이에요", "V-1이에요"},
              {"花子です", "V-2です"}});
}

TEST(Scrubber, NamesInOtherAlphabets) {
  Scrubber scrubber;
  scrubber.add_name("Алёна Королёва", "V-1");
  scrubber.add_name("Ελένη Παπά", "V-2");
  scrubber.add_name("مريم حداد", "V-3");
  expect_all(scrubber, Text::other,
             {{"КОРОЛЕВА АЛЕНА", "[name withheld]"},
              {"ΕΛΕΝΗ ΠΑΠΑ", "[name withheld]"},
              {"حداد، مريم", "[name withheld]"}});
}

TEST(Scrubber, Law1OtherTextsAreUnchanged) {
  const Scrubber scrubber = of_mara();
  for (const auto kind : {Text::other, Text::narrative}) {
    for (const char* text :
         {"", " ", "EUR 78 568.06", "2025-03-04T11:12:13Z", "+", "++", "@", "a@b", "E0001#17",
          "tel:+37120000002", "LT619990010000123457", "+371 20 000 002", "{x} <b>&amp;", "日本語",
          "37120000001234567890", "1437120000002"})
      EXPECT_EQ(scrubber.replace(text, kind), text);
  }
}

TEST(Scrubber, AnEmptyOneChangesNothing) {
  EXPECT_TRUE(Scrubber().empty());
  EXPECT_EQ(Scrubber().replace("Mara +37120000001 \xFF", Text::narrative),
            "Mara +37120000001 \xFF");
}

TEST(Scrubber, Law1OnRandomTextsWithNothingOfTheVictim) {
  const Scrubber scrubber = of_mara();
  constexpr std::u32string_view letters = U"bcdf 0123456789+-.@_éжо김\u0301\u202E{}<>";
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    core::CounterRandom random(seed, 1);
    std::u32string text;
    for (int i = 0; i < 200; ++i) text += letters[random.below(letters.size())];
    const std::string bytes = text_of(text);
    EXPECT_EQ(scrubber.replace(bytes, Text::narrative), bytes) << "seed " << seed;
  }
}

TEST(Scrubber, FoundInTheMiddleOfRandomText) {
  const Scrubber scrubber = of_mara();
  constexpr std::string_view secrets[] = {"+371 2000 0001", "LT61 9990 0100 0012 3456",
                                          "Mara Nowak", "mara.nowak@example.org", "37120000001"};
  constexpr std::u32string_view letters = U"bcdf 0123456789+-.,é(김";
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    core::CounterRandom random(seed, 1);
    const std::string secret(secrets[random.below(std::size(secrets))]);
    std::u32string before, after;
    for (int i = 0; i < 40; ++i) before += letters[random.below(letters.size())];
    for (int i = 0; i < 40; ++i) after += letters[random.below(letters.size())];
    const std::string text = text_of(before) + "; " + secret + "; " + text_of(after);
    EXPECT_EQ(scrubber.replace(text, Text::narrative).find(secret), std::string::npos)
        << "seed " << seed << ": " << text;
  }
}

// A cell may hold what it likes; with the square of its length this would not end.
TEST(Scrubber, LongCellsTakeTimeByTheirLength) {
  const Scrubber scrubber = of_mara();
  constexpr std::size_t length = 300'000;
  for (const char letter : {'9', 'x', '.', '?', '+', '-', '@', ' '}) {
    const std::string many(length, letter);
    EXPECT_EQ(scrubber.replace(many, Text::narrative), many) << letter;
    EXPECT_EQ(scrubber.replace("b@" + many, Text::narrative), "b@" + many) << letter;
    EXPECT_EQ(scrubber.replace("mara.nowak@example.org " + many, Text::other), "V-1 " + many);
  }
  EXPECT_EQ(scrubber.replace("tel:+37120000001" + std::string(length, '?'), Text::other),
            "victim:V-1" + std::string(length, '?'));
}

}  // namespace
}  // namespace cuibono::brief
