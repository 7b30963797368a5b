#include "brief/sentence_writer.h"

#include <gtest/gtest.h>

#include "brief/brief_worlds.h"

namespace cuibono::brief {
namespace {

struct Writing {
  World world;
  Privacy privacy = world.privacy();
  BriefInput input = world.input();
  Draft draft;
  SentenceWriter writer{input, privacy, draft};
  Writing() { writer.section("summary"); }
};

TEST(SentenceWriter, ASentenceIsItsTemplateWithItsArguments) {
  Writing w;
  const auto key = w.writer.count("calls", 1234, "calls", "calls in all");
  w.writer.say(
      "form", "They hold {calls} calls of {who}; {calls} in all.",
      {SentenceWriter::number("calls", 1234, key), SentenceWriter::name("who", "{calls}")});
  ASSERT_EQ(w.draft.sentences.size(), 1U);
  const auto& sentence = w.draft.sentences[0];
  EXPECT_EQ(sentence.text, "They hold 1\u202F234 calls of {calls}; 1\u202F234 in all.");
  EXPECT_EQ(sentence.section, "summary");
  EXPECT_EQ(sentence.form, "form");
  EXPECT_EQ(sentence.findings, std::vector<std::string>{key});
  EXPECT_EQ(sentence.arguments[0].value, "1234");
  EXPECT_TRUE(w.writer.check().has_value());
}

TEST(SentenceWriter, NamesAreScrubbedNumbersAreNot) {
  Writing w;
  const auto key = w.writer.count("n", 99937120000001, "calls", "as many as a victim's number");
  w.writer.say("form", "{n} of {who}",
               {SentenceWriter::number("n", 99937120000001, key),
                SentenceWriter::name("who", "+99937120000001 Mara Nowak")});
  const std::string name = w.privacy.pseudonym(w.world.victim());
  EXPECT_EQ(w.draft.sentences[0].text,
            "99\u202F937\u202F120\u202F000\u202F001 of " + name + " [name withheld]");
}

TEST(SentenceWriter, OneKeyIsOneFinding) {
  Writing w;
  const auto a = w.writer.count("n", 1, "calls", "words");
  EXPECT_EQ(w.writer.count("n", 1, "calls", "words"), a);
  const auto b = w.writer.gap("case", "n", "words", {RecordRef(0, 2)}, "a document");
  EXPECT_NE(a, b);
  EXPECT_EQ(w.draft.findings.size(), 2U);
  EXPECT_EQ(w.draft.findings[w.draft.by_key.at(b)].records,
            std::vector<RecordRef>{RecordRef(0, 2)});
}

TEST(SentenceWriter, RecordsOfFindingsAndClaimsAreGatheredOnce) {
  Writing w;
  const auto a = w.writer.gap("case", "a", "words", {RecordRef(0, 2), RecordRef(1, 3)}, "x");
  w.writer.say("form", "words", {}, {a, a}, {0});
  EXPECT_EQ(w.draft.sentences[0].findings.size(), 1U);
  EXPECT_EQ(w.draft.sentences[0].records,
            (std::vector<RecordRef>{RecordRef(0, 2), RecordRef(1, 3)}));
}

TEST(SentenceWriter, Law2ANumberWithoutAFindingIsAnError) {
  for (const char* finding : {"", "count|no such finding"}) {
    Writing w;
    const auto key = w.writer.count("n", 1, "calls", "words");
    w.writer.say("form", "{n}", {SentenceWriter::number("n", 1, finding)}, {key});
    if (std::string_view(finding).empty()) {
      ASSERT_EQ(w.draft.sentences[0].findings.size(), 1U);
    }
    const auto status = w.writer.check();
    ASSERT_FALSE(status.has_value()) << finding;
    EXPECT_EQ(status.error().code, core::ErrorCode::integrity);
  }
}

TEST(SentenceWriter, Law2ATemplateWithADigitOfItsOwnIsAnError) {
  Writing w;
  const auto key = w.writer.count("n", 4, "calls", "words");
  w.writer.say("form", "4 calls of {n1}", {SentenceWriter::number("n1", 4, key)});
  const auto status = w.writer.check();
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, core::ErrorCode::integrity);
}

TEST(SentenceWriter, Law3ASentenceWithoutSupportIsAnError) {
  Writing w;
  w.writer.say("form", "Nobody says so.", {});
  const auto status = w.writer.check();
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, core::ErrorCode::integrity);
}

TEST(SentenceWriter, Law3AFindingThatDoesNotExistIsNoSupport) {
  Writing w;
  w.writer.say("form", "So it seems.", {}, {"desk|nothing"});
  const auto status = w.writer.check();
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, core::ErrorCode::integrity);
}

TEST(SentenceWriter, AClaimAloneIsSupport) {
  Writing w;
  w.writer.say("form", "Somebody says so.", {}, {}, {1});
  EXPECT_TRUE(w.writer.check().has_value());
}

TEST(SentenceWriter, NounsFitTheirNumber) {
  EXPECT_EQ(noun(0, "file", "files"), "files");
  EXPECT_EQ(noun(1, "file", "files"), "file");
  EXPECT_EQ(noun(21, "file", "files"), "files");
}

TEST(WriteSentences, SectionsComeInReadingOrderAndEachHasATitle) {
  const World world;
  const Privacy privacy = world.privacy();
  const auto draft = write_sentences({}, world.input(), privacy);
  ASSERT_TRUE(draft.has_value());
  const std::vector<std::string> order = {"summary", "matters", "next",
                                          "against", "gaps",    "sources"};
  std::size_t at = 0;
  std::set<std::string> seen, titles;
  for (const auto& sentence : draft->sentences) {
    const auto found = std::find(order.begin(), order.end(), sentence.section);
    ASSERT_NE(found, order.end()) << sentence.section;
    EXPECT_GE(static_cast<std::size_t>(found - order.begin()), at);
    at = static_cast<std::size_t>(found - order.begin());
    seen.insert(sentence.section);
    titles.insert(section_title(sentence.section));
  }
  EXPECT_EQ(seen.size(), order.size());
  EXPECT_EQ(titles.size(), order.size());
}

TEST(WriteSentences, Law2EveryDigitOfATextStandsInAnArgument) {
  const World world;
  const Privacy privacy = world.privacy();
  const auto draft = write_sentences({}, world.input(), privacy);
  ASSERT_TRUE(draft.has_value());
  for (const auto& sentence : draft->sentences) {
    std::string text = sentence.text;
    std::vector<std::string> shown;  // the longest first: "4" also stands in "42"
    for (const auto& argument : sentence.arguments) {
      if (!argument.text.empty()) shown.push_back(argument.text);
    }
    std::sort(shown.begin(), shown.end(),
              [](const auto& x, const auto& y) { return x.size() > y.size(); });
    for (const auto& words : shown) {
      for (auto at = text.find(words); at != std::string::npos; at = text.find(words))
        text.erase(at, words.size());
    }
    EXPECT_EQ(text.find_first_of("0123456789"), std::string::npos) << sentence.text;
  }
}

TEST(WriteSentences, EqualKeysAreAnIntegrityError) {
  World world;
  world.profiles.findings.push_back(world.money.findings[0]);
  const Privacy privacy = world.privacy();
  const auto draft = write_sentences({}, world.input(), privacy);
  ASSERT_FALSE(draft.has_value());
  EXPECT_EQ(draft.error().code, core::ErrorCode::integrity);
}

}  // namespace
}  // namespace cuibono::brief
