#include "claims/sentences.h"

#include <gtest/gtest.h>

namespace cuibono::claims {
namespace {

const Cues* cues_of(std::string_view language) {
  for (const auto& cues : all_cues()) {
    if (cues.language() == language) return &cues;
  }
  return nullptr;
}

std::vector<std::string> split(std::string_view language, std::u32string_view text) {
  std::vector<std::string> out;
  for (const auto& sentence : find_sentences(text, cues_of(language))) {
    out.push_back(
        encode_points(text.substr(sentence.range.from, sentence.range.to - sentence.range.from)));
  }
  return out;
}
using List = std::vector<std::string>;

TEST(Sentences, AbbreviationsInitialsNumbersAndOrdinalsEndNothing) {
  EXPECT_EQ(split("en", U"Mr. J. Doe paid 1.5 million. He left."),
            (List{"Mr. J. Doe paid 1.5 million.", "He left."}));
  EXPECT_EQ(split("de", U"Am 3. März 2026 kam Dr. Probe. Das Gericht 1. Instanz schwieg."),
            (List{"Am 3. März 2026 kam Dr. Probe.", "Das Gericht 1. Instanz schwieg."}));
  EXPECT_EQ(split("ru", U"В 2026 г. он ушёл с ул. Примерной. Это всё."),
            (List{"В 2026 г. он ушёл с ул. Примерной.", "Это всё."}));
  EXPECT_EQ(split("uk", U"Це 5 тис. грн. штрафу. Так."), (List{"Це 5 тис. грн. штрафу.", "Так."}));
  EXPECT_EQ(split("es", U"El Sr. Ficto y la Dra. Prueba. ¿Y luego? ¡No!"),
            (List{"El Sr. Ficto y la Dra. Prueba.", "¿Y luego?", "¡No!"}));
  EXPECT_EQ(split("ko", U"경찰이 밝혔다. 김가상은 부인했다."),
            (List{"경찰이 밝혔다.", "김가상은 부인했다."}));
}

TEST(Sentences, AQuotationStaysWholeWithItsSpeaker) {
  EXPECT_EQ(split("en", U"“We came. We saw!” said the officer. Nobody spoke."),
            (List{"“We came. We saw!” said the officer.", "Nobody spoke."}));
  EXPECT_EQ(split("de", U"„Wir kamen. Wir sahen.“ Das sagte niemand."),
            (List{"„Wir kamen. Wir sahen.“", "Das sagte niemand."}));
  EXPECT_EQ(split("ru", U"«Мы пришли. Мы увидели». — сказал он. Всё."),
            (List{"«Мы пришли. Мы увидели». — сказал он.", "Всё."}));
  EXPECT_EQ(split("en", U"He said … and left... Then (it rained. It poured.) nothing."),
            (List{"He said … and left...", "Then (it rained. It poured.) nothing."}));
}

TEST(Sentences, Law1WhatLiesBetweenSentencesIsBlank) {
  for (const std::u32string_view text : {U"A b. C d?! E", U"  “Open. Never closed. Still open",
                                         U"a\n\nb. \u00a0 c", U"...", U"", U"»x« „y“ 'z. W' Q."}) {
    std::uint32_t at = 0;
    for (const auto& sentence : find_sentences(text, nullptr)) {
      ASSERT_LE(at, sentence.range.from);
      for (; at < sentence.range.from; ++at) EXPECT_TRUE(is_blank(text[at]));
      ASSERT_LT(sentence.range.from, sentence.range.to);
      at = sentence.range.to;
    }
    for (; at < text.size(); ++at) EXPECT_TRUE(is_blank(text[at]));
  }
}

TEST(Tokens, Law1EachPointIsInOneTokenAndNumbersEndAtLetters) {
  const std::u32string_view text =
      U"약 500명이 1,2 Mio. EUR: don't п'ять 24-year-old 1 200 000 «x»";
  std::uint32_t at = 0;
  List words;
  for (const auto& token : read_tokens(text)) {
    for (; at < token.range.from; ++at) EXPECT_TRUE(is_blank(text[at]));
    at = token.range.to;
    words.push_back(
        encode_points(text.substr(token.range.from, token.range.to - token.range.from)));
  }
  EXPECT_EQ(words, (List{"약", "500", "명이", "1,2", "Mio", ".", "EUR", ":", "don't", "п'ять",
                         "24-year-old", "1 200 000", "«", "x", "»"}));
}

TEST(Tokens, QuotesLaw1ApartOrOneInTheOther) {
  const std::u32string_view text = U"„a “b‘ c“ \"d 'e' f\" «g „h“ i» it's j";
  const auto quotes = find_quotes(text);
  for (const auto& a : quotes) {
    for (const auto& b : quotes) {
      const bool apart = a.range.to <= b.range.from || b.range.to <= a.range.from;
      const bool holds = (a.range.from <= b.range.from && b.range.to <= a.range.to) ||
                         (b.range.from <= a.range.from && a.range.to <= b.range.to);
      EXPECT_TRUE(apart || holds);
    }
  }
  const auto nested = find_quotes(U"“He told me ‘no’ twice”");
  ASSERT_EQ(nested.size(), 2U);
  EXPECT_EQ(nested[1].depth, 2U);
}

TEST(Cues, EveryFileParsesAndHasWhatTheReadersNeed) {
  ASSERT_EQ(all_cues().size(), cue_files().size());
  ASSERT_GE(all_cues().size(), 6U);
  for (const auto& cues : all_cues()) {
    for (const Cue cue :
         {Cue::say, Cue::according, Cue::alleged, Cue::charge, Cue::convict, Cue::overturn,
          Cue::admit, Cue::deny, Cue::withdraw, Cue::negation, Cue::conditional, Cue::pronoun,
          Cue::court, Cue::hedge, Cue::number, Cue::letters}) {
      if (cues.language() == "en" && cue == Cue::letters) continue;
      EXPECT_FALSE(cues.phrases(cue).empty()) << cues.language() << " " << cue_name(cue);
    }
  }
}

TEST(Cues, ALineThatIsNoneIsAnError) {
  const auto lost = Cues::parse("xx", "say: said\nnonsense\n");
  ASSERT_FALSE(lost.has_value());
  EXPECT_EQ(lost.error().where, "cues/xx.txt:2");
  EXPECT_EQ(Cues::parse("xx", "shout: said").error().code, core::ErrorCode::bad_input);
}

TEST(Cues, StarsStandForTheRestOfAWordAndALongerPhraseHidesAShorter) {
  const auto cues = Cues::parse("xx", "say: sag*, *wort, ge*t\ndeny: did not say\nnegation: not");
  ASSERT_TRUE(cues.has_value());
  const auto found = [&](std::u32string_view text) { return cues->find(read_tokens(text)); };
  EXPECT_EQ(found(U"sagte antwort gesagt get").size(), 3U);
  const auto phrase = found(U"he did not say");
  ASSERT_EQ(phrase.size(), 1U);
  EXPECT_EQ(phrase[0].cue, Cue::deny);
}

}  // namespace
}  // namespace cuibono::claims
