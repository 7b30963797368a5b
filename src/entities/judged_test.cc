#include "entities/judged.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "entities/people_worlds.h"

namespace cuibono::entities {
namespace {

using What = PersonText::What;

PersonText person(std::string name, std::vector<std::string> selectors) {
  PersonText made;
  made.name = std::move(name);
  made.selectors = std::move(selectors);
  return made;
}

std::vector<PersonText> three_of_one_mailbox() {
  return {person("Anna Berg", {"local:a.person:1", "mailto:office@example.org"}),
          person("Jan Berg", {"local:a.person:2", "mailto:office@example.org"}),
          person("A. Berg", {"local:b.person:9", "tel:+99955500009"})};
}

Entities resolve(const evidence::Evidence& evidence, std::vector<Judgement> judgements) {
  JoinRule rule;
  rule.judgements = std::move(judgements);
  auto entities = make_entities(core::RunContext{}, evidence, rule);
  EXPECT_TRUE(entities.has_value());
  return entities.has_value() ? std::move(*entities) : Entities{};
}

/// Which selectors stand together: the partition, in words.
std::set<std::set<std::string>> partition(const evidence::Evidence& evidence,
                                          const Entities& entities) {
  std::set<std::set<std::string>> parts;
  for (const auto& entity : entities.entities) {
    std::set<std::string> part;
    for (const auto selector : entity.selectors) part.insert(evidence.selectors.text(selector));
    parts.insert(part);
  }
  return parts;
}

const Entity* holder(const evidence::Evidence& evidence, const Entities& entities,
                     const std::string& selector) {
  return entities.find(*evidence.selectors.find(selector));
}

TEST(Judged, DifferentPartsWhatASharedMailboxJoined) {
  const auto evidence = make_evidence(three_of_one_mailbox());
  EXPECT_EQ(resolve(evidence, {}).entities.size(), 2U);
  const auto apart =
      resolve(evidence, {{"J1", "local:a.person:1", "local:a.person:2", Verdict::different}});
  EXPECT_EQ(apart.entities.size(), 3U);
  EXPECT_TRUE(apart.unheeded.empty());
  EXPECT_EQ(apart.find(*evidence.selectors.find("mailto:office@example.org")), nullptr);
}

TEST(Judged, SameJoinsAndSaysByWhichJudgement) {
  const auto evidence = make_evidence(three_of_one_mailbox());
  const auto entities =
      resolve(evidence, {{"J1", "local:a.person:1", "local:a.person:2", Verdict::different},
                         {"J2", "local:b.person:9", "local:a.person:1", Verdict::same}});
  const Entity* anna = holder(evidence, entities, "local:a.person:1");
  ASSERT_NE(anna, nullptr);
  EXPECT_EQ(anna, holder(evidence, entities, "tel:+99955500009"));
  EXPECT_NE(anna, holder(evidence, entities, "local:a.person:2"));
  EXPECT_EQ(anna->judgements, std::vector<std::string>{"J2"});
  EXPECT_NE(anna->weakest.find("J2"), std::string::npos);
  EXPECT_EQ(anna->names, (std::vector<std::string>{"A. Berg", "Anna Berg"}));
}

TEST(Judged, UnsureAndStrangersChangeNothing) {
  const auto evidence = make_evidence(three_of_one_mailbox());
  const auto plain = resolve(evidence, {});
  const auto asked =
      resolve(evidence, {{"J1", "local:a.person:1", "local:a.person:2", Verdict::unsure},
                         {"J2", "local:z.person:1", "local:a.person:2", Verdict::same},
                         {"J3", "local:z.person:1", "local:a.person:1", Verdict::different}});
  EXPECT_EQ(partition(evidence, asked), partition(evidence, plain));
  EXPECT_TRUE(asked.unheeded.empty());
}

TEST(Judged, OneRecordThatNamesBothIsNotParted) {
  const auto evidence =
      make_evidence({person("Anna Berg", {"local:a.person:1", "mailto:a@example.org"})});
  const auto entities =
      resolve(evidence, {{"J1", "local:a.person:1", "mailto:a@example.org", Verdict::different}});
  EXPECT_EQ(entities.entities.size(), 1U);
  ASSERT_EQ(entities.unheeded.size(), 1U);
  EXPECT_NE(entities.unheeded[0].find("J1 says different, but one record names both"),
            std::string::npos);
}

TEST(Judged, ANumberOfSeveralHoldersIsNobodyToJoin) {
  const auto evidence =
      make_evidence({person("Anna Berg", {"local:a.person:1", "tel:+99955500001"}),
                     person("Jan Ost", {"local:a.person:2", "tel:+99955500001"}),
                     person("Mia Lund", {"local:a.person:3"})});
  const auto entities =
      resolve(evidence, {{"J1", "local:a.person:3", "tel:+99955500001", Verdict::same}});
  EXPECT_EQ(entities.entities.size(), 3U);
  ASSERT_EQ(entities.unheeded.size(), 1U);
  // Once a judgement makes its holders one, it is theirs, whichever comes first.
  for (const bool is_first : {true, false}) {
    std::vector<Judgement> both = {{"J1", "local:a.person:3", "tel:+99955500001", Verdict::same},
                                   {"J2", "local:a.person:1", "local:a.person:2", Verdict::same}};
    if (is_first) std::reverse(both.begin(), both.end());
    EXPECT_EQ(resolve(evidence, both).entities.size(), 1U);
  }
}

std::vector<Judgement> random_judgements(core::CounterRandom& random, std::uint64_t persons,
                                         std::uint64_t count) {
  std::vector<Judgement> made;
  const auto some = [&] { return "local:a.person:" + std::to_string(random.below(persons)); };
  for (std::uint64_t i = 0; i < count; ++i) {
    Judgement one{"J" + std::to_string(i + 1), some(), some(),
                  random.chance(0.5) ? Verdict::same : Verdict::different};
    if (one.a == one.b) continue;
    made.push_back(one);
    if (!find_contradiction(made).empty()) made.pop_back();
  }
  return made;
}

TEST(Judged, Law1And5NoDifferentPairMeetsInAnyOrderOfRecordsAndJudgements) {
  std::uint64_t parted = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    core::CounterRandom random(seed, 7);
    std::vector<PersonText> people;
    for (std::uint64_t i = 0; i < 12; ++i) {
      const std::string own = "local:a.person:" + std::to_string(i);
      people.push_back(person("N" + std::to_string(random.below(4)), {own}));
      people.back().selectors.push_back("mailto:m" + std::to_string(random.below(8)) +
                                        "@example.org");
      people.back().selectors.push_back("tel:+9995550000" + std::to_string(random.below(6)));
    }
    auto judgements = random_judgements(random, 12, 8);
    const auto evidence = make_evidence(people);
    const auto entities = resolve(evidence, judgements);
    const auto expected = partition(evidence, entities);
    for (const auto& one : judgements) {
      const Entity* a = holder(evidence, entities, one.a);
      const Entity* b = holder(evidence, entities, one.b);
      const bool heeded =
          std::none_of(entities.unheeded.begin(), entities.unheeded.end(),
                       [&](const std::string& words) { return words.starts_with(one.id + " "); });
      if (one.verdict == Verdict::different) {
        ASSERT_TRUE(heeded && a != b) << "seed " << seed << " " << one.id;
        ++parted;
      } else {
        ASSERT_EQ(heeded, a == b) << "seed " << seed << " " << one.id;
      }
    }
    for (int round = 0; round < 3; ++round) {
      for (std::size_t i = people.size(); i > 1; --i)
        std::swap(people[i - 1], people[random.below(i)]);
      for (std::size_t i = judgements.size(); i > 1; --i)
        std::swap(judgements[i - 1], judgements[random.below(i)]);
      const auto shuffled = make_evidence(people);
      ASSERT_EQ(partition(shuffled, resolve(shuffled, judgements)), expected) << "seed " << seed;
    }
  }
  EXPECT_GT(parted, 300U);
}

TEST(Judgements, AContradictionIsShownAsTheChainThatLeadsToIt) {
  const std::vector<Judgement> judgements = {{"J1", "doc:XX:1", "doc:XX:2", Verdict::same},
                                             {"J2", "doc:XX:3", "doc:XX:2", Verdict::same},
                                             {"J3", "doc:XX:9", "doc:XX:8", Verdict::same},
                                             {"J4", "doc:XX:3", "doc:XX:1", Verdict::different}};
  const auto chain = find_contradiction(judgements);
  ASSERT_EQ(chain.size(), 3U);
  EXPECT_EQ(chain.back().id, "J4");
  EXPECT_TRUE(find_contradiction(std::span(judgements).first(3)).empty());
}

}  // namespace
}  // namespace cuibono::entities
