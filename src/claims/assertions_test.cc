#include "claims/assertions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/core.h"

namespace cuibono::claims {
namespace {

const char* const texts[] = {
    "Police said that Ada Test was arrested and charged with fraud. She denied it. Did she?",
    "Laut Polizei soll Ada Test 40 Konten eröffnet haben. Sie schweigt. Ob das stimmt?",
    "Суд признал Ивана Тестового виновным. Он не согласен. Если так, то что?",
    "Поліція повідомила, що затримано двох осіб. Вони мовчать.",
    "Según la policía, Ada Prueba dirigía la red. No dijo nada. ¿Quién más?",
    "경찰에 따르면 김가상은 돈을 송금했다. 그는 부인했다. 왜일까?",
    "Ivan, (Ivan) “Ivan” said: that said. According to. Denied. — , ; that that who who.",
    "xyzzy plugh 12 ''",
    "\xEF\xBB\xBF… … “„«‘",
};

TEST(Assertions, Law1EachSentenceIsReadOrForReview) {
  for (const char* text : texts) {
    const auto reading = read_assertions(text);
    const auto points = *core::decode_utf8(text);
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (!is_letter(points[i])) continue;
      const auto at = static_cast<std::uint32_t>(i);
      const auto holds = [&](Range range) { return range.from <= at && at < range.to; };
      EXPECT_TRUE(std::any_of(reading.assertions.begin(), reading.assertions.end(),
                              [&](const auto& a) { return holds(a.sentence); }) ||
                  std::any_of(reading.reviews.begin(), reading.reviews.end(),
                              [&](const auto& r) { return holds(r.range); }))
          << text << " at " << i;
    }
  }
}

TEST(Assertions, Law2WordsAreThoseOfTheTextAtTheirRanges) {
  std::size_t seen = 0;
  for (const char* text : texts) {
    const auto points = *core::decode_utf8(text);
    for (const auto& a : read_assertions(text).assertions) {
      for (const Words* words : {&a.speaker, &a.subject, &a.predicate, &a.what, &a.court}) {
        if (words->empty()) continue;
        ASSERT_LE(words->range.to, points.size());
        EXPECT_EQ(encode_points(std::u32string_view(points).substr(
                      words->range.from, words->range.to - words->range.from)),
                  words->text);
        ++seen;
      }
      EXPECT_FALSE(a.subject.empty());
      EXPECT_EQ(a.author_speaks, a.speaker.empty());  // law 4
    }
  }
  EXPECT_GT(seen, 12U);
}

TEST(Assertions, Laws1And2OnTextsCutAndMixed) {
  std::u32string all;
  for (const char* text : texts) all += *core::decode_utf8(text) + U" ";
  std::uint32_t state = 11;
  const auto random = [&](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % below;
  };
  for (int world = 0; world < 400; ++world) {
    std::u32string text;
    for (int piece = 0; piece < 12; ++piece) text += all.substr(random(all.size()), random(25));
    const auto reading = read_assertions(encode_points(text));
    for (std::uint32_t at = 0; at < text.size(); ++at) {
      if (!is_letter(text[at])) continue;
      const auto holds = [&](Range range) { return range.from <= at && at < range.to; };
      ASSERT_TRUE(std::any_of(reading.assertions.begin(), reading.assertions.end(),
                              [&](const auto& a) { return holds(a.sentence); }) ||
                  std::any_of(reading.reviews.begin(), reading.reviews.end(),
                              [&](const auto& r) { return holds(r.range); }))
          << "world " << world;
    }
    for (const auto& a : reading.assertions) {
      ASSERT_FALSE(a.subject.empty() || a.what.empty()) << "world " << world;
      ASSERT_EQ(a.author_speaks, a.speaker.empty()) << "world " << world;
      for (const Words* words : {&a.speaker, &a.subject, &a.what}) {
        ASSERT_LE(words->range.to, text.size());
        ASSERT_EQ(encode_points(std::u32string_view(text).substr(
                      words->range.from, words->range.to - words->range.from)),
                  words->text);
      }
    }
  }
}

TEST(Assertions, Law3WhatIsNoClaimInSixLanguages) {
  const char* const refused[] = {
      "Did police say that Ada Test stole money?",
      "If Ada Test stole money, police will act.",
      "The minister never said that Ada Test stole money.",
      "He stole the money.",
      "Ada Test could have stolen the money.",
      "Ada Test was not charged with fraud.",
      "Police said that the lawyer claimed that Ada Test paid.",
      "The “arrested” man laughed.",
      "Wenn Ada Test angeklagt wird, schweigt sie.",
      "Die Polizei sagte nicht, dass Ada Test Geld überwiesen hat.",
      "Ada Test könnte Geld überwiesen haben.",
      "Полиция не сообщила, что Тестов похитил деньги.",
      "Он похитил деньги.",
      "По его словам, Тестов похитил деньги.",
      "Якби Тестовий керував групою, його затримали б.",
      "Вони викрали гроші.",
      "Si Ada Prueba dirigía la red, será detenida.",
      "La policía no informó de que Ada Prueba dirigía la red.",
      "그는 돈을 송금했다.",
      "김가상은 돈을 송금하지 않았다.",
      "경찰은 김가상이 송금했다고 변호사가 말했다고 밝혔다.",
  };
  for (const char* text : refused) {
    const auto reading = read_assertions(text);
    EXPECT_TRUE(reading.assertions.empty())
        << text << " -> " << (reading.assertions.empty() ? "" : reading.assertions[0].subject.text);
    EXPECT_FALSE(reading.reviews.empty()) << text;
  }
}

TEST(Assertions, AWholeDateMayStandBetweenAVerbAndWhatIsSaid) {
  for (const char* text :
       {"Die Staatsanwaltschaft Velmora teilte am 3. Mai 2025 mit, dass drei Männer festgenommen "
        "wurden.",
        "Police said on 3 May 2025 that three men were arrested.",
        "La policía informó el 3 de mayo de 2025 de que tres hombres fueron detenidos.",
        "Полиция сообщила 3 мая 2025 года, что трое мужчин были задержаны.",
        "Поліція повідомила 3 травня 2025 року, що трьох чоловіків було затримано."}) {
    const auto reading = read_assertions(text);
    ASSERT_EQ(reading.assertions.size(), 1U) << text;
    EXPECT_EQ(reading.assertions[0].force, Force::stated) << text;
    EXPECT_FALSE(reading.assertions[0].speaker.empty()) << text;
    EXPECT_EQ(reading.assertions[0].said_us.value_or(0), 20'211 * core::us_per_day) << text;
  }
}

TEST(Assertions, TwoVerbsOfOneSubjectAreTwoClaims) {
  const auto reading = read_assertions("Ada Test was arrested on Monday and charged with fraud.");
  ASSERT_EQ(reading.assertions.size(), 2U);
  EXPECT_EQ(reading.assertions[0].force, Force::stated);
  EXPECT_EQ(reading.assertions[1].force, Force::charged);
  EXPECT_EQ(reading.assertions[1].subject.text, "Ada Test");
}

TEST(Assertions, TwoSpeakersThatAPointOrContrastPartsAreTwoClaims) {
  const auto reading = read_assertions(
      "Police said that Ada Test stole the money, while her lawyer said that the bank lost it.");
  ASSERT_EQ(reading.assertions.size(), 2U);
  EXPECT_EQ(reading.assertions[0].speaker.text, "Police");
  EXPECT_EQ(reading.assertions[1].subject.text, "bank");
}

TEST(Assertions, ADeniedClauseIsAboutItsOwnSubject) {
  struct Denial {
    const char *text, *speaker, *subject;
  };
  const Denial denials[] = {
      {"The Foreign Office denied on Tuesday that Ada Test had been arrested in Velmora.",
       "Foreign Office", "Ada Test"},
      {"The Foreign Office denied reports that Ada Test had been arrested in Velmora.",
       "Foreign Office", "Ada Test"},
      {"Ada Test denied all accusations.", "Ada Test", "Ada Test"},
      {"Das Ministerium bestritt am Dienstag, dass Ada Test in Velmora festgenommen wurde.",
       "Ministerium", "Ada Test"},
      {"Министерство отрицает, что Иван Тестовый был задержан.", "Министерство", "Иван Тестовый"},
      {"Міністерство заперечує, що Івана Тестового було затримано.", "Міністерство",
       "Івана Тестового"},
      {"El ministerio negó que Ada Prueba hubiera sido detenida.", "ministerio", "Ada Prueba"},
      {"El ministerio rechazó las acusaciones que pesan sobre la empresa.", "ministerio",
       "ministerio"},
      {"외무부는 김가상이 체포됐다고 부인했다.", "외무부", "김가상"},
      {"김가상은 돈을 받았다는 혐의를 부인했다.", "김가상", "김가상"},
  };
  for (const auto& denial : denials) {
    const auto reading = read_assertions(denial.text);
    ASSERT_EQ(reading.assertions.size(), 1U) << denial.text;
    EXPECT_EQ(reading.assertions[0].force, Force::denied) << denial.text;
    EXPECT_EQ(reading.assertions[0].speaker.text, denial.speaker);
    EXPECT_EQ(reading.assertions[0].subject.text, denial.subject);
  }
  EXPECT_TRUE(read_assertions("The ministry denied claims that its consul had met Ada Test.")
                  .assertions.empty());
  // Who "she" is, the sentence does not say: it may be another than the denier.
  const auto reading = read_assertions("Ada Test denied that she had laundered money.");
  EXPECT_TRUE(reading.assertions.empty());
  EXPECT_EQ(reading.reviews.at(0).reason, ReviewReason::pronoun);
}

TEST(Assertions, AJudgmentOfNobodyIsOverturnedAndAnAppealIsItsPartys) {
  const char* const overturned[] = {
      "The Court of Appeal overturned the verdict of the District Court on 9 June 2026.",
      "The verdict of the District Court was overturned by the Court of Appeal.",
      "Das Berufungsgericht hob das Urteil des Landgerichts Musterstadt auf.",
      "Апелляционный суд отменил приговор районного суда.",
      "Апеляційний суд скасував вирок 9 червня 2026 року.",
      "El tribunal de apelación anuló la condena el 9 de junio de 2026.",
      "항소심 재판부는 2026년 6월 9일 판결을 파기했다.",
  };
  for (const char* text : overturned) {
    const auto reading = read_assertions(text);
    ASSERT_EQ(reading.assertions.size(), 1U) << text;
    EXPECT_EQ(reading.assertions[0].force, Force::overturned) << text;
    EXPECT_EQ(reading.assertions[0].level, "appeal") << text;
    EXPECT_EQ(reading.assertions[0].court.text, reading.assertions[0].speaker.text) << text;
  }
  const auto two = read_assertions(
      "The Crown Court convicted Ada Test; the verdict was overturned by the Court of Appeal on "
      "Friday and the prosecution has appealed.");
  ASSERT_EQ(two.assertions.size(), 2U);
  EXPECT_FALSE(two.assertions[0].appeal_open.has_value());  // the appeal is against the second
  EXPECT_EQ(two.assertions[1].appeal_open, std::optional(true));
  EXPECT_EQ(two.assertions[1].court.text, "Court of Appeal");
  const char* const appeals[] = {
      "The prosecutor has appealed to the Supreme Court.",
      "Die Staatsanwaltschaft legte Berufung ein.",
      "Прокурор подал апелляцию в Верховный суд.",
      "Прокурор подав апеляційну скаргу.",
      "La Fiscalía ha recurrido ante el Tribunal Supremo.",
      "검찰은 대법원에 상고했다.",
  };
  for (const char* text : appeals) {
    const auto reading = read_assertions(text);
    ASSERT_EQ(reading.assertions.size(), 1U) << text;
    EXPECT_TRUE(reading.assertions[0].author_speaks) << text;
    EXPECT_EQ(reading.assertions[0].appeal_open, std::optional(true)) << text;
  }
  EXPECT_TRUE(read_assertions("The prosecutor has not appealed.").assertions.empty());
  const auto witnesses = read_assertions("Police have appealed for witnesses.");
  ASSERT_EQ(witnesses.assertions.size(), 1U);
  EXPECT_FALSE(witnesses.assertions[0].appeal_open.has_value());
}

TEST(Assertions, APronounBehindOneNamedPersonStaysForReview) {
  for (const char* text : {"Police arrested Ada Test. She was charged with fraud.",
                           "Die Polizei nahm Ada Test fest. Sie wurde angeklagt."}) {
    const auto reading = read_assertions(text);
    ASSERT_EQ(reading.assertions.size(), 1U) << text;
    ASSERT_EQ(reading.reviews.size(), 1U) << text;
    EXPECT_EQ(reading.reviews[0].reason, ReviewReason::pronoun);
  }
}

TEST(Assertions, TheLanguageIsFoundOrTheTextIsForReview) {
  EXPECT_EQ(find_text_language("Die Polizei hat das Geld"), "de");
  EXPECT_EQ(find_text_language("경찰은"), "ko");
  const auto reading = read_assertions("Lorem ipsum dolor sit amet consectetur.");
  EXPECT_TRUE(reading.assertions.empty());
  ASSERT_EQ(reading.reviews.size(), 1U);
}

TEST(Assertions, EveryForceAndReasonHasItsWord) {
  EXPECT_EQ(force_name(Force::alleged), "alleged");
  EXPECT_EQ(force_name(Force::unknown), "unknown");
  EXPECT_EQ(review_reason_name(ReviewReason::question), "question");
  EXPECT_EQ(review_reason_name(ReviewReason::too_long), "too long");
}

}  // namespace
}  // namespace cuibono::claims
