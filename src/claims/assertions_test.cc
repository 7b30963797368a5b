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
