// Names of the case in documents, as outputs tell them: leads, and no victim in the clear.
#include <gtest/gtest.h>

#include "brief/brief_worlds.h"
#include "brief/export_parts.h"

namespace cuibono::brief {
namespace {

using Json = nlohmann::json;
using entities::MentionGrade;

/// The world with a document of one paragraph, which holds these words as a mention of an entity.
struct MentionWorld : World {
  std::string paragraph_text;

  void add_mention(const std::string& before, const std::string& words, MentionGrade grade,
                   const std::vector<std::size_t>& of, const std::string& why = "same words") {
    if (evidence.paragraphs.empty()) {
      evidence.documents.push_back({0, {}, {}, {}, {}, 0, 1});
      evidence.paragraphs.push_back({});
      evidence.paragraphs[0].record = RecordRef(0, 2);
    }
    entities::NameMention mention;
    paragraph_text += before;
    mention.from = static_cast<std::uint32_t>(core::decode_utf8(paragraph_text)->size());
    paragraph_text += words;
    mention.to = static_cast<std::uint32_t>(core::decode_utf8(paragraph_text)->size());
    mention.text = words;
    mention.grade = grade;
    for (const std::size_t e : of) {
      const auto& entity = entities.entities[e];
      mention.candidates.push_back({grade,
                                    entities::EntityId::of(e),
                                    {},
                                    entity.names.empty() ? "?" : entity.names[0],
                                    why});
      mention.may_be_victim = mention.may_be_victim || entity.is_victim;
    }
    mention.candidates_all = static_cast<std::uint32_t>(of.size());
    entities.mentions.push_back(std::move(mention));
  }
};

std::size_t other_named(const World& world) {
  for (std::size_t e = 1; e < world.entities.entities.size(); ++e) {
    if (!world.entities.entities[e].is_victim && !world.entities.entities[e].names.empty())
      return e;
  }
  return 0;
}

std::string sentences_of(const World& world) {
  std::string all;
  const Json brief = Json::parse(files_of(world).at("brief.json"));
  for (const auto& section : brief["sections"])
    for (const auto& sentence : section["sentences"])
      all += sentence["text"].get<std::string>() + "\n";
  return all;
}

TEST(MentionsInOutputs, EachLineIsALeadWithItsPlaceAndReason) {
  MentionWorld world;
  const std::size_t other = other_named(world);
  ASSERT_NE(other, 0U);
  world.add_mention("Seen: ", "Xxxx Yyyy", MentionGrade::other_script, {other},
                    "same words in another script");
  const auto lines = lines_of(files_of(world).at("mentions.jsonl"));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0]["id"], "M1");
  EXPECT_EQ(lines[0]["text"], "Xxxx Yyyy");
  EXPECT_EQ(lines[0]["grade"], "other_script");
  EXPECT_EQ(lines[0]["candidates"][0]["entity"], world.entities.entities[other].id);
  EXPECT_EQ(lines[0]["candidates"][0]["why"], "same words in another script");
  EXPECT_EQ(lines[0]["records"][0]["from"], 6);
  EXPECT_EQ(lines[0]["records"][0]["to"], 15);
  const std::string told = sentences_of(world);
  EXPECT_NE(told.find("“Xxxx Yyyy” may be "), std::string::npos);
  EXPECT_NE(told.find("leads, which join nothing"), std::string::npos);
}

TEST(MentionsInOutputs, AVictimIsAPseudonymHoweverTheNameIsSpelled) {
  MentionWorld world;
  const std::size_t other = other_named(world);
  world.add_mention("", "Марой Жулкевской", MentionGrade::other_script, {0});
  world.add_mention(" и ", "М. Новак", MentionGrade::possible, {0, other});
  claims::Claim claim;
  claim.subject = "three men";
  claim.predicate = "states";
  claim.object = "met Марой Жулкевской";
  claim.said_by = "police";
  claim.sentence = "Police said that three men met Марой Жулкевской and М. Новак.";
  claim.record = RecordRef(0, 2);
  claim.passage = {RecordRef(0, 2), 0, 40};
  claim.root = "r";
  claim.mentions = {{claims::ClaimPart::object, 0}};
  world.claims.push_back(claim);
  const std::string pseudonym = world.privacy().pseudonym(world.victim());
  const auto files = files_of(world);
  for (const auto& [name, bytes] : files) {
    EXPECT_EQ(bytes.find("Жулкевск"), std::string::npos) << name;
    EXPECT_EQ(bytes.find("Новак"), std::string::npos) << name;
  }
  const auto lines = lines_of(files.at("mentions.jsonl"));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0]["text"], "[name withheld]");
  EXPECT_EQ(lines[0]["candidates"][0]["name"], pseudonym);
  EXPECT_EQ(lines[0]["candidates"][0]["entity"], pseudonym);
  const auto last = lines_of(files.at("claims.jsonl")).back();
  EXPECT_EQ(last["object"], "met " + pseudonym);
  EXPECT_EQ(last["may_name"][0]["mention"], "M1");
  EXPECT_EQ(last["may_name"][0]["part"], "object");

  world.facts.victims = VictimNames::omit;
  const auto omitted = lines_of(files_of(world).at("mentions.jsonl"));
  ASSERT_EQ(omitted.size(), 1U);  // the other candidate of the second
  EXPECT_EQ(omitted[0]["candidates"].size(), 1U);
  EXPECT_EQ(omitted[0]["text"], "[name withheld]");

  world.facts.victims = VictimNames::clear;
  EXPECT_EQ(lines_of(files_of(world).at("mentions.jsonl"))[0]["text"], "Марой Жулкевской");
}

TEST(MentionsInOutputs, ACaseWithoutThemSaysNothing) {
  const World world;
  EXPECT_EQ(files_of(world).at("mentions.jsonl"), "");
  EXPECT_EQ(sentences_of(world).find("which join nothing"), std::string::npos);
}

}  // namespace
}  // namespace cuibono::brief
