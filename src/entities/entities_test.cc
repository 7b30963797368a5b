#include "entities/entities.h"

#include <gtest/gtest.h>

#include <sstream>

#include "entities/people_worlds.h"

namespace cuibono::entities {
namespace {

using What = PersonText::What;
using Tie = evidence::TieKind;

Entities resolve(const evidence::Evidence& evidence, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto entities = make_entities(context, evidence);
  EXPECT_TRUE(entities.has_value());
  return entities.has_value() ? std::move(*entities) : Entities{};
}

const Entity* entity_of(const evidence::Evidence& evidence, const Entities& entities,
                        const std::string& selector) {
  return entities.find(evidence.selectors.find(selector).value());
}

/// What a run says, without the places of rows: records are counted.
std::string digest(const evidence::Evidence& evidence, const Entities& entities) {
  std::ostringstream out;
  for (const auto& entity : entities.entities) {
    out << entity.id << ' ' << entity.schema << ' ' << entity.is_victim << ' '
        << entity.records.size() << ' ' << int{entity.score_percent} << ' ' << entity.weakest;
    for (const auto selector : entity.selectors) out << ' ' << evidence.selectors.text(selector);
    for (const auto& name : entity.names) out << " [" << name << ']';
    out << '\n';
  }
  std::multiset<std::string> statements;
  for (const auto& s : entities.statements) {
    statements.insert(std::to_string(s.entity.value) + s.prop + "=" + s.value);
  }
  for (const auto& statement : statements) out << statement << '\n';
  return out.str();
}

std::vector<PersonText> random_people(std::uint64_t seed) {
  core::CounterRandom random(seed, 1);
  const std::vector<std::string> names = {"", "Anna Berg", "BERG, Anna", "Bela Kis", "Chen Li"};
  const auto some = [&](const std::string& scheme) {
    return scheme + std::to_string(random.below(4));
  };
  std::vector<PersonText> people;
  for (std::uint64_t i = random.below(12); i > 0; --i) {
    PersonText person;
    person.what = static_cast<What>(random.below(4));
    person.name = names[random.below(names.size())];
    person.selectors = {person.what == What::account  ? some("acct:XX:")
                        : person.what == What::report ? some("local:r.victim:")
                                                      : some("local:s.person:")};
    if (random.chance(0.7)) person.selectors.push_back(some("tel:+9995550000"));
    if (random.chance(0.2)) person.selectors.push_back(some("mailto:m@example."));
    person.thing = some("tel:+9995550000");
    person.tie = static_cast<Tie>(random.below(6));
    people.push_back(std::move(person));
  }
  return people;
}

TEST(Entities, Law1EachSelectorIsInAtMostOneEntity) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto evidence = make_evidence(random_people(seed));
    const Entities entities = resolve(evidence);
    std::set<evidence::SelectorId> seen;
    for (std::size_t e = 0; e < entities.entities.size(); ++e) {
      for (const auto selector : entities.entities[e].selectors) {
        ASSERT_TRUE(seen.insert(selector).second) << "seed " << seed;
        ASSERT_EQ(entities.of_selector[selector.index()], EntityId::of(e)) << "seed " << seed;
      }
    }
    for (std::size_t s = 0; s < evidence.selectors.size(); ++s) {
      const bool held = seen.contains(evidence::SelectorId::of(s));
      ASSERT_EQ(entities.find(evidence::SelectorId::of(s)) != nullptr, held) << "seed " << seed;
    }
  }
}

TEST(Entities, Law2OrderOfRecordsDoesNotMatterNorDoThreads) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    auto people = random_people(seed);
    const auto evidence = make_evidence(people);
    const std::string expected = digest(evidence, resolve(evidence));
    EXPECT_EQ(digest(evidence, resolve(evidence, 8)), expected) << "seed " << seed;
    core::CounterRandom random(seed, 2);
    for (int round = 0; round < 4; ++round) {
      for (std::size_t i = people.size(); i > 1; --i) {
        std::swap(people[i - 1], people[random.below(i)]);
      }
      const auto shuffled = make_evidence(people);
      ASSERT_EQ(digest(shuffled, resolve(shuffled)), expected) << "seed " << seed;
    }
  }
}

TEST(Entities, Law2AFamilyPhoneHasTheSameOwnerWhoeverReportedFirst) {
  std::vector<PersonText> people = {{What::report,
                                     "Mara Nowak",
                                     {"local:p.victim:1", "tel:+99955500001"},
                                     "",
                                     {},
                                     {},
                                     {},
                                     {},
                                     {}},
                                    {What::report,
                                     "Jan Nowak",
                                     {"local:p.victim:2", "tel:+99955500001"},
                                     "",
                                     {},
                                     {},
                                     {},
                                     {},
                                     {}}};
  const auto first = make_evidence(people);
  const Entities entities = resolve(first);
  const Entity* owner = entity_of(first, entities, "tel:+99955500001");
  ASSERT_NE(owner, nullptr);
  EXPECT_TRUE(owner->is_victim);
  EXPECT_EQ(entities.entities.size(), 2U);  // two people, not one
  std::swap(people[0], people[1]);
  const auto second = make_evidence(people);
  const Entities again = resolve(second);
  EXPECT_EQ(entity_of(second, again, "tel:+99955500001")->names, owner->names);
}

Entities resolve_by(const evidence::Evidence& evidence, JoinRule rule) {
  auto entities = make_entities(core::RunContext{}, evidence, rule);
  EXPECT_TRUE(entities.has_value());
  return entities.has_value() ? std::move(*entities) : Entities{};
}

/// Whether all selectors that are together in the finer one are together in the coarser one.
bool is_part_of(const Entities& finer, const Entities& coarser) {
  return std::all_of(finer.entities.begin(), finer.entities.end(), [&](const Entity& entity) {
    const EntityId first = coarser.of_selector[entity.selectors.front().index()];
    return first != no_entity &&
           std::all_of(entity.selectors.begin(), entity.selectors.end(), [&](auto selector) {
             return coarser.of_selector[selector.index()] == first;
           });
  });
}

TEST(Entities, Law3ThresholdsAndDrawsLieInEachOther) {
  std::uint64_t finer = 0, coarser = 0, between = 0;
  constexpr std::uint64_t worlds = 300;
  for (std::uint64_t seed = 0; seed < worlds; ++seed) {
    const auto evidence = make_evidence(random_people(seed));
    const Entities usual = resolve(evidence);
    const Entities sure = resolve_by(evidence, {Joining::sure_ids, 0, 0});
    const Entities any = resolve_by(evidence, {Joining::any_shared, 0, 0});
    EXPECT_EQ(sure.doubtful_joins, 0U);
    EXPECT_EQ(any.kept_apart, 0U);
    EXPECT_TRUE(is_part_of(sure, usual)) << seed;
    EXPECT_TRUE(is_part_of(usual, any)) << seed;
    finer += digest(evidence, sure) != digest(evidence, usual) ? 1U : 0U;
    coarser += digest(evidence, any) != digest(evidence, usual) ? 1U : 0U;
    for (std::uint64_t draw = 0; draw < 3; ++draw) {
      const Entities drawn = resolve_by(evidence, {Joining::drawn, 7, draw});
      EXPECT_TRUE(is_part_of(sure, drawn)) << seed;
      EXPECT_TRUE(is_part_of(drawn, usual)) << seed;
      between += digest(evidence, drawn) != digest(evidence, usual) &&
                         digest(evidence, drawn) != digest(evidence, sure)
                     ? 1U
                     : 0U;
    }
  }
  EXPECT_GT(finer, worlds / 10);
  EXPECT_GT(coarser, worlds / 10);
  EXPECT_GT(between, 10U);
}

TEST(Entities, Law4HalfOfTheDrawsKeepAJoinByAPhoneAndAllOneByADocument) {
  const auto evidence = make_evidence(
      {{What::tie,
        "Anna Berg",
        {"local:a.row:1", "tel:+99955500001"},
        "",
        Tie::device,
        {},
        {},
        {},
        {}},
       {What::tie,
        "BERG, Anna",
        {"local:a.row:2", "tel:+99955500001"},
        "",
        Tie::device,
        {},
        {},
        {},
        {}},
       {What::tie, "Bela Kis", {"local:a.row:3", "doc:XX:1"}, "", Tie::device, {}, {}, {}, {}},
       {What::tie, "B. Kis", {"local:a.row:4", "doc:XX:1"}, "", Tie::device, {}, {}, {}, {}}});
  const auto together = [&](const Entities& entities, const std::string& a, const std::string& b) {
    return entities.of_selector[evidence.selectors.find(a).value().index()] ==
           entities.of_selector[evidence.selectors.find(b).value().index()];
  };
  EXPECT_EQ(resolve(evidence).doubtful_joins, 1U);
  std::uint64_t kept = 0;
  constexpr std::uint64_t draws = 1000;
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    const Entities drawn = resolve_by(evidence, {Joining::drawn, 11, draw});
    kept += together(drawn, "local:a.row:1", "local:a.row:2") ? 1U : 0U;
    ASSERT_TRUE(together(drawn, "local:a.row:3", "local:a.row:4"));
    ASSERT_EQ(digest(evidence, drawn),
              digest(evidence, resolve_by(evidence, {Joining::drawn, 11, draw})));
  }
  EXPECT_NEAR(static_cast<double>(kept), draws / 2.0, 80.0);  // five standard errors
}

TEST(Entities, RefusesWhenCancelled) {
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const auto entities = make_entities(context, make_evidence({}));
  ASSERT_FALSE(entities.has_value());
  EXPECT_EQ(entities.error().code, core::ErrorCode::cancelled);
}

TEST(Entities, NamesAloneJoinNothing) {
  const auto evidence = make_evidence({{What::tie,
                                        "Kim Minsoo",
                                        {"local:a.person:1"},
                                        "tel:+99955500001",
                                        Tie::subscription,
                                        {},
                                        {},
                                        {},
                                        {}},
                                       {What::tie,
                                        "Kim Minsoo",
                                        {"local:b.person:9"},
                                        "tel:+99955500002",
                                        Tie::subscription,
                                        {},
                                        {},
                                        {},
                                        {}}});
  const Entities entities = resolve(evidence);
  EXPECT_EQ(entities.entities.size(), 2U);
  for (const auto& entity : entities.entities) {
    EXPECT_EQ(entity.score_percent, 100);
    EXPECT_TRUE(entity.weakest.empty());
  }
}

TEST(Entities, APhoneJoinsHoldersOfOneNameInAnySpelling) {
  const auto evidence = make_evidence({{What::tie,
                                        "Anna Berg",
                                        {"local:a.person:1"},
                                        "tel:+99955500001",
                                        Tie::subscription,
                                        {},
                                        {},
                                        {},
                                        {}},
                                       {What::watch,
                                        "BERG, Anna",
                                        {"local:w.listed:3", "tel:+99955500001"},
                                        "",
                                        {},
                                        {},
                                        {},
                                        {},
                                        {}}});
  const Entities entities = resolve(evidence);
  ASSERT_EQ(entities.entities.size(), 1U);
  EXPECT_EQ(entities.entities[0].names, (std::vector<std::string>{"Anna Berg", "BERG, Anna"}));
  EXPECT_EQ(entities.entities[0].records.size(), 2U);
  EXPECT_LT(entities.entities[0].score_percent, 100);
  EXPECT_FALSE(entities.entities[0].weakest.empty());
}

TEST(Entities, ASharedPhoneAccountOrHandsetJoinsNoTwoNamesAndIsSaid) {
  for (const std::string thing : {"tel:+99955500001", "acct:XX:1", "imei:350000000000006",
                                  "local:op.tel:200", "local:bank.acct:5"}) {
    const auto evidence = make_evidence(
        {{What::tie, "Anna Berg", {"local:a.person:1"}, thing, Tie::device, {}, {}, {}, {}},
         {What::tie, "Bela Kis", {"local:a.person:2"}, thing, Tie::device, {}, {}, {}, {}}});
    const Entities entities = resolve(evidence);
    ASSERT_EQ(entities.entities.size(), 2U) << thing;
    EXPECT_EQ(entity_of(evidence, entities, thing), nullptr) << thing;
    for (const auto& entity : entities.entities) {
      EXPECT_NE(entity.weakest.find("not joined"), std::string::npos) << thing;
    }
  }
}

TEST(Entities, ADocumentNumberEmailOrIdOfThePersonJoinsDifferentSpellings) {
  for (const std::string key : {"doc:XX:77", "mailto:a@example.org", "local:a.person:1"}) {
    const auto evidence = make_evidence({{What::tie,
                                          "Анна Берг",
                                          {"local:a.person:1", key},
                                          "tel:+99955500001",
                                          Tie::subscription,
                                          {},
                                          {},
                                          {},
                                          {}},
                                         {What::tie,
                                          "Anna Berg",
                                          {"local:b.person:9", key},
                                          "tel:+99955500001",
                                          Tie::subscription,
                                          {},
                                          {},
                                          {},
                                          {}}});
    const Entities entities = resolve(evidence);
    ASSERT_EQ(entities.entities.size(), 1U) << key;
    // The phone that both spellings hold is theirs, and nothing says that it was left out.
    EXPECT_NE(entity_of(evidence, entities, "tel:+99955500001"), nullptr) << key;
    EXPECT_EQ(entities.entities[0].weakest.find("not joined"), std::string::npos) << key;
  }
}

TEST(Entities, InnocentColleaguesAreNotOnePersonWithTheirEmployer) {
  for (const Tie tie : {Tie::employment, Tie::directorship, Tie::ownership}) {
    const auto evidence = make_evidence(
        {{What::tie, "Anna Berg", {"local:r.person:1"}, "local:r.company:5", tie, {}, {}, {}, {}},
         {What::tie, "Bela Kis", {"local:r.person:2"}, "local:r.company:5", tie, {}, {}, {}, {}},
         {What::tie, "", {"local:r.person:3"}, "local:r.company:5", tie, {}, {}, {}, {}}});
    const Entities entities = resolve(evidence);
    EXPECT_EQ(entities.entities.size(), 3U);
    EXPECT_EQ(entity_of(evidence, entities, "local:r.company:5"), nullptr);
  }
}

TEST(Entities, AVictimKeepsTheirNumberAndIsMarked) {
  const auto evidence = make_evidence({{What::report,
                                        "Mara Nowak",
                                        {"local:p.victim:1", "tel:+99955500001"},
                                        "",
                                        {},
                                        "PL",
                                        {},
                                        {},
                                        {}},
                                       {What::tie,
                                        "Jan Nowak",
                                        {"local:a.person:1"},
                                        "tel:+99955500001",
                                        Tie::subscription,
                                        {},
                                        {},
                                        {},
                                        {}}});
  const Entities entities = resolve(evidence);
  const Entity* victim = entity_of(evidence, entities, "tel:+99955500001");
  ASSERT_NE(victim, nullptr);
  EXPECT_TRUE(victim->is_victim);
  EXPECT_EQ(victim->names, std::vector<std::string>{"Mara Nowak"});
  EXPECT_EQ(victim->schema, "Person");
  const Entity* subscriber = entity_of(evidence, entities, "local:a.person:1");
  ASSERT_NE(subscriber, nullptr);
  EXPECT_FALSE(subscriber->is_victim);
}

TEST(Entities, CanonicalIdIsThatOfTheSmallestSelectorAndEntitiesAreSortedByIt) {
  const auto evidence = make_evidence(random_people(5));
  const Entities entities = resolve(evidence);
  ASSERT_GE(entities.entities.size(), 2U);
  for (std::size_t e = 0; e < entities.entities.size(); ++e) {
    const Entity& entity = entities.entities[e];
    const std::string& smallest = evidence.selectors.text(entity.selectors[0]);
    EXPECT_EQ(entity.id, "cb-" + core::sha256(smallest).hex().substr(0, 16));
    if (e == 0) continue;
    EXPECT_LT(entities.entities[e - 1].id, entity.id);
  }
}

TEST(Entities, NothingIsKnownOfABareSelectorOrOfNone) {
  const auto evidence = make_evidence({});
  const Entities entities = resolve(evidence);
  EXPECT_TRUE(entities.entities.empty());
  EXPECT_EQ(entities.find(evidence::no_selector), nullptr);
  EXPECT_EQ(entities.find(evidence::SelectorId(7)), nullptr);
}

}  // namespace
}  // namespace cuibono::entities
