// Names of the case in documents: the sentences of tests/cases/mentions, laws and hostile texts. All people and
// firms are invented.
#include "entities/name_mentions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

namespace cuibono::entities {
namespace {

/// Names with the ids that a test knows them by, and documents of one paragraph a text.
struct World {
  evidence::Evidence evidence;
  std::vector<Entity> entities;

  World() { evidence.texts = {""}; }
  evidence::TextId text(const std::string& text) {
    evidence.texts.push_back(text);
    return evidence::TextId::of(evidence.texts.size() - 1);
  }
  void add_entity(const std::string& id, std::vector<std::string> names) {
    Entity entity;
    entity.id = id;
    entity.names = std::move(names);
    entities.push_back(std::move(entity));
    std::sort(entities.begin(), entities.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
  }
  void add_platform(const std::string& name) {
    evidence::Report report;
    report.platform = text(name);
    evidence.reports.push_back(report);
  }
  void add_document(const std::vector<std::string>& paragraphs) {
    evidence::Document document;
    document.item_rank = static_cast<std::uint32_t>(evidence.documents.size());
    document.paragraph_begin = static_cast<std::uint32_t>(evidence.paragraphs.size());
    for (const auto& one : paragraphs) {
      evidence::Paragraph paragraph;
      paragraph.text = text(one);
      paragraph.record = evidence::RecordRef(document.item_rank, evidence.paragraphs.size() + 1);
      evidence.paragraphs.push_back(paragraph);
    }
    document.paragraph_end = static_cast<std::uint32_t>(evidence.paragraphs.size());
    evidence.documents.push_back(document);
  }
  [[nodiscard]] std::vector<NameMention> find(unsigned threads = 1) const {
    core::RunContext context;
    context.threads = threads;
    auto found = find_name_mentions(context, evidence, entities);
    EXPECT_TRUE(found.has_value());
    return found.has_value() ? std::move(*found) : std::vector<NameMention>{};
  }
  [[nodiscard]] std::string target_of(const Candidate& candidate) const {
    return candidate.entity == no_entity ? evidence.text(candidate.platform)
                                         : entities[candidate.entity.index()].id;
  }
  /// "exact Egor Tarasenko: egor (same words)", a line a mention.
  [[nodiscard]] std::vector<std::string> tell(unsigned threads = 1) const {
    std::vector<std::string> lines;
    for (const auto& mention : find(threads)) {
      std::string line = std::string(mention_grade_name(mention.grade)) + " " + mention.text + ":";
      for (const auto& one : mention.candidates)
        line += " " + target_of(one) + " (" + one.why + ")";
      lines.push_back(std::move(line));
    }
    return lines;
  }
};
using Lines = std::vector<std::string>;

struct Expected {
  std::string text, grade;
  std::set<std::string> targets;
};
struct Planted {
  std::vector<std::string> texts;
  std::vector<Expected> mentions;
  std::string trap;
};

/// Names and documents of a file of tests/cases/mentions; names are those of first.case.
std::vector<Planted> read_cases(const std::string& file, World& world) {
  std::ifstream in(std::string(CUIBONO_SOURCE_DIR) + "/tests/cases/mentions/" + file);
  EXPECT_TRUE(in.good()) << file;
  std::vector<Planted> cases;
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    const auto blank = std::min(line.find(' '), line.size());
    const std::string key = line.substr(0, blank);
    const std::string value(core::trim(std::string_view(line).substr(blank)));
    const auto parts = core::split(value, '|');
    const auto part = [&](std::size_t i) { return std::string(core::trim(parts.at(i))); };
    if (key == "name" || key == "victim") {
      std::vector<std::string> names;
      for (const auto name : core::split(parts.at(1), ';')) names.emplace_back(core::trim(name));
      world.add_entity(part(0), names);
    }
    if (key == "platform") world.add_platform(value);
    if (key == "document") cases.emplace_back();
    if (key == "text") cases.back().texts.push_back(value);
    if (key == "trap") cases.back().trap = value;
    if (key == "mention") {
      const std::string targets = part(1);
      Expected expected{part(0), part(2), {}};
      if (targets == "Brightwell Trade") {
        expected.targets.insert(targets);
      } else {
        for (const auto target : core::split(targets, ' ')) expected.targets.emplace(target);
      }
      cases.back().mentions.push_back(std::move(expected));
    }
  }
  for (const auto& one : cases) world.add_document(one.texts);
  return cases;
}

struct Score {
  int found = 0, right = 0, expected = 0, possible = 0, possible_right = 0, possible_expected = 0;
  int traps = 0, fallen = 0;
};

bool is_strong(std::string_view grade) { return grade != "possible"; }

Score score(const World& world, const std::vector<Planted>& cases, bool show) {
  std::map<std::size_t, std::vector<NameMention>> of_document;
  for (auto& mention : world.find()) {
    std::size_t d = 0;
    while (world.evidence.documents[d].paragraph_end <= mention.paragraph) ++d;
    of_document[d].push_back(mention);
  }
  Score sum;
  for (std::size_t d = 0; d < cases.size(); ++d) {
    auto left = cases[d].mentions;
    bool has_wrong = false;
    for (const auto& one : cases[d].mentions)
      ++(is_strong(one.grade) ? sum.expected : sum.possible_expected);
    for (const auto& mention : of_document[d]) {
      const std::string grade(mention_grade_name(mention.grade));
      std::set<std::string> targets;
      for (const auto& candidate : mention.candidates) targets.insert(world.target_of(candidate));
      const auto match = std::find_if(left.begin(), left.end(), [&](const Expected& one) {
        return one.text == mention.text && one.targets == targets && one.grade == grade;
      });
      const bool right = match != left.end();
      ++(is_strong(grade) ? sum.found : sum.possible);
      if (right) ++(is_strong(grade) ? sum.right : sum.possible_right);
      if (!right) {
        has_wrong = has_wrong || is_strong(grade);
        if (show)
          std::cout << "found " << grade << " \"" << mention.text << "\" " << *targets.begin()
                    << " (" << mention.candidates[0].why << ") in: " << cases[d].texts[0] << "\n";
      } else {
        left.erase(match);
      }
    }
    for (const auto& one : left) {
      if (show)
        std::cout << "missed " << one.grade << " \"" << one.text << "\" in: " << cases[d].texts[0]
                  << "\n";
    }
    if (!cases[d].trap.empty()) ++sum.traps;
    if (!cases[d].trap.empty() && has_wrong) ++sum.fallen;
  }
  std::cout << "strong: " << sum.right << " right of " << sum.found << " found, " << sum.expected
            << " expected; possible: " << sum.possible_right << " of " << sum.possible << ", "
            << sum.possible_expected << " expected; traps fallen into: " << sum.fallen << " of "
            << sum.traps << "\n";
  return sum;
}

bool shows() { return std::getenv("CUIBONO_SHOW_SCORES") != nullptr; }

/// A set of sentences against the names of the first: what is asked of each.
Score expect_good(const std::string& file, World& world, int traps_least) {
  world.evidence.documents.clear();
  const auto cases = read_cases(file, world);
  const Score sum = score(world, cases, shows());
  EXPECT_GE(sum.traps, traps_least);
  EXPECT_GE(sum.right * 100, sum.found * 97);
  EXPECT_GE(sum.right * 100, sum.expected * 90);
  EXPECT_EQ(sum.fallen, 0);
  return sum;
}

// Written before the finder. Its first run: 48 right of 50 found, 52 expected, no trap.
TEST(NameMentionCases, FirstSentences) {
  World world;
  EXPECT_GE(expect_good("first.case", world, 20).expected, 45);
}

// Written after the finder's first run, scored once before anything was mended for them: 21 right of 25 found, 26
// expected, 2 of 11 traps.
TEST(NameMentionCases, SecondSentences) {
  World world;
  read_cases("first.case", world);
  expect_good("second.case", world, 10);
}

// Written after the second set was mended, scored once before anything was mended for it: 27 right of 27 found, 30
// expected, no trap.
TEST(NameMentionCases, ThirdSentences) {
  World world;
  read_cases("first.case", world);
  expect_good("third.case", world, 10);
}

TEST(NameMentions, EachHasItsPlaceItsWordsAndItsReason) {
  World world;
  world.add_entity("egor", {"Egor Tarasenko"});
  world.add_document({"Слушали дело.", "Вчера Егора Тарасенко видели."});
  const auto found = world.find();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].paragraph, 1U);
  EXPECT_EQ(found[0].from, 6U);
  EXPECT_EQ(found[0].to, 21U);
  EXPECT_EQ(found[0].text, "Егора Тарасенко");
  EXPECT_EQ(found[0].grade, MentionGrade::other_script);
  ASSERT_EQ(found[0].candidates.size(), 1U);
  EXPECT_EQ(found[0].candidates[0].name, "Egor Tarasenko");
  EXPECT_EQ(found[0].candidates[0].why, "same words in another script, inflected");
  EXPECT_EQ(found[0].candidates_all, 1U);
}

TEST(NameMentions, RivalsAreAllListedTheStrongestFirst) {
  World world;
  for (int i = 10; i < 40; ++i)
    world.add_entity("k" + std::to_string(i), {i == 39 ? "Йонас Келлер" : "Jonas Keller"});
  world.add_document({"They met Jonas Keller.", "Они видели Йонаса Келлера."});
  const auto found = world.find();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].candidates_all, 30U);
  EXPECT_EQ(found[0].candidates.size(), candidates_most);
  EXPECT_EQ(world.target_of(found[0].candidates[0]), "k10");
  EXPECT_EQ(found[1].grade, MentionGrade::inflected);
  EXPECT_EQ(world.target_of(found[1].candidates[0]), "k39");
  EXPECT_EQ(world.target_of(found[1].candidates[1]), "k10");
}

TEST(NameMentions, ASurnameAloneNeedsItsWholeNameInTheSameDocument) {
  World world;
  world.add_entity("egor", {"Egor Tarasenko"});
  world.add_document(
      {"Egor Tarasenko came.", "Guards saw Tarasenko leave.", "Boris Tarasenko stayed."});
  world.add_document({"Guards saw Tarasenko leave."});
  EXPECT_EQ(
      world.tell(),
      (Lines{"exact Egor Tarasenko: egor (same words)",
             "possible Tarasenko: egor (surname alone, the whole name stands in this document)"}));
  world.add_entity("other", {"Petra Tarasenko"});
  EXPECT_EQ(world.tell(), (Lines{"exact Egor Tarasenko: egor (same words)"}));
}

TEST(NameMentions, AWordIsNoNameWhereTheDocumentHasItInSmallLetters) {
  World world;
  world.add_entity("falcon", {"Falcon"});
  world.add_document({"We met Falcon there."});
  world.add_document({"We met Falcon there.", "It was a falcon."});
  world.add_document({"Falcon was there."});
  world.add_document({"WE MET FALCON THERE."});
  world.add_document({"We met the Falcon there."});
  EXPECT_EQ(world.tell(), (Lines{"exact Falcon: falcon (same words)",
                                 "possible Falcon: falcon (same words, behind an article)"}));
}

TEST(NameMentions, AWomanInTheGenitiveOrAManInTheNominative) {
  World world;
  world.add_entity("ann", {"Ann Berg"});
  world.add_entity("jan", {"Ян Берг"});
  // All words of a man's name change that end in a consonant: these are women.
  world.add_document({"Вчера Анна Берг и Яна Берг ушли."});
  EXPECT_EQ(world.tell(), Lines{});
  world.add_document({"Вчера видели Яна Берга."});
  EXPECT_EQ(world.tell(), (Lines{"inflected Яна Берга: jan (same words, inflected)"}));
}

TEST(NameMentions, SignsThatShowNothingHideNoName) {
  World world;
  world.add_entity("egor", {"Egor Tarasenko"});
  world.add_entity("lerner", {"יוסף לרנר"});
  world.add_document({"Yesterday E\u200Bgor\u200E Tara\u00ADsen\u2060ko\u202C left."});
  world.add_document({"\u202Bאתמול ראו את \u200Fיוסף\u200F לרנר\u202C."});
  world.add_document({"Yesterday \u202Eokne\u202C Egor \uFEFFTarasenko left."});
  const auto found = world.find();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].text, "E\u200Bgor\u200E Tara\u00ADsen\u2060ko");
  EXPECT_EQ(found[0].grade, MentionGrade::exact);
  EXPECT_EQ(found[1].grade, MentionGrade::exact);
  EXPECT_EQ(found[2].grade, MentionGrade::exact);
}

TEST(NameMentions, BytesThatAreNoTextEndAWord) {
  World world;
  world.add_entity("egor", {"Egor Tarasenko", "\xFF\xFE", "\xC3"});
  world.add_document({"\xFF Egor Tarasenko \xC3", "Egor Tara\xFFsenko", "\xF0\x9F Egor Tarasenko"});
  const auto found = world.find();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].from, 2U);
  EXPECT_EQ(found[0].text, "Egor Tarasenko");
  EXPECT_EQ(found[1].from, 3U);
}

TEST(NameMentions, WhatIsNoNameIsLeftOut) {
  World world;
  world.add_entity("a", {"", ".", "12345", "a@b.example", "<b>Anna Berg</b>", "Anna"});
  world.add_entity("b",
                   {std::string(10'000, 'x'), "One Two Three Four Five Six Seven Eight", "- -"});
  world.add_document({"Anna 12345 a@b.example One Two Three Four Five Six Seven Eight."});
  EXPECT_EQ(world.tell(), Lines{});
}

TEST(NameMentions, AParagraphOfAMegabyteIsReadInOnePass) {
  World world;
  world.add_entity("egor", {"Egor Tarasenko"});
  world.add_entity("berg", {"Анна Берг"});
  std::string text, hostile;
  constexpr std::size_t times = 14'000;
  for (std::size_t i = 0; i < times; ++i)
    text += "Word number " + std::to_string(i) + " is of Егора Тарасенко, and Anna Berg saw it. ";
  ASSERT_GT(text.size(), 1U << 20U);
  world.add_document({text});
  for (std::size_t i = 0; i < 300'000; ++i) hostile += "E. ";
  world.add_document({hostile});
  world.add_document({std::string(1'000'000, 'A')});
  std::string apart;
  for (std::size_t i = 0; i < 300'000; ++i) apart += "Egor-";
  world.add_document({apart});
  EXPECT_EQ(world.find().size(), 2 * times);
}

TEST(NameMentions, NothingDependsOnThreads) {  // laws 1 and 2
  World world;
  read_cases("first.case", world);
  read_cases("second.case", world);
  const auto lines = world.tell();
  ASSERT_GT(lines.size(), 80U);
  EXPECT_EQ(world.tell(2), lines);
  EXPECT_EQ(world.tell(8), lines);
  for (const auto& mention : world.find()) {
    const auto points =
        core::decode_utf8(world.evidence.text(world.evidence.paragraphs[mention.paragraph].text));
    ASSERT_TRUE(points.has_value());
    ASSERT_LE(mention.to, points->size());
    std::string words;
    for (auto i = mention.from; i < mention.to; ++i) core::append_utf8(words, (*points)[i]);
    EXPECT_EQ(words, mention.text);
  }
}

TEST(NameMentions, CancelledWorkEnds) {
  World world;
  world.add_entity("egor", {"Egor Tarasenko"});
  world.add_document({"Egor Tarasenko came."});
  std::atomic<bool> cancel{true};
  core::RunContext context;
  context.cancel = &cancel;
  const auto found = find_name_mentions(context, world.evidence, world.entities);
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::entities
