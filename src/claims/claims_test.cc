#include "claims/claims.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

namespace cuibono::claims {
namespace {

struct NoteText {
  std::string note, role, listed_by;
};
struct ReportText {
  std::string narrative, platform;
};

/// Watch entries from item 0, reports from item 1; the nth of each has the nth row.
struct World {
  evidence::Evidence evidence;
  entities::Entities entities;
};

World make_world(const std::vector<NoteText>& notes, const std::vector<ReportText>& reports) {
  World world;
  auto& evidence = world.evidence;
  evidence.items.resize(2);
  evidence.items[0].name = "list.csv";
  evidence.items[0].source = "Registry of Examples";
  evidence.items[0].received_us = 5 * core::us_per_day;
  evidence.items[0].reliability = "B";
  evidence.items[0].sha256 = core::sha256("list");
  evidence.items[1].name = "reports.csv";
  evidence.items[1].sha256 = core::sha256("reports");
  std::vector<std::string> selectors;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    selectors.push_back("local:list.listed:" + std::to_string(i));
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    selectors.push_back("local:police.victim:" + std::to_string(i));
  }
  const std::size_t count = selectors.size();
  evidence.selectors = evidence::SelectorTable(
      selectors, {count, evidence::SelectorKind::local},
      std::vector<evidence::Validity>(count, evidence::Validity::plausible));
  const auto text_id = [&](const std::string& text) {
    if (text.empty()) return evidence::TextId{};
    evidence.texts.push_back(text);
    return evidence::TextId::of(evidence.texts.size() - 1);
  };
  for (std::size_t i = 0; i < notes.size(); ++i) {
    evidence::WatchEntry entry;
    entry.subject = evidence::SelectorId::of(i);
    entry.note = text_id(notes[i].note);
    entry.role = text_id(notes[i].role);
    entry.listed_by = text_id(notes[i].listed_by);
    entry.listed_us = 2 * core::us_per_day;
    entry.record = evidence::RecordRef(0, i + 1);
    evidence.watch.push_back(entry);
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    evidence::Report report;
    report.victim = evidence::SelectorId::of(notes.size() + i);
    report.narrative = text_id(reports[i].narrative);
    report.platform = text_id(reports[i].platform);
    report.records = {evidence::RecordRef(1, i + 1)};
    evidence.reports.push_back(report);
  }
  world.entities = entities::make_entities(core::RunContext{}, evidence).value();
  return world;
}

std::vector<Claim> claims_of(const World& world, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto claims = make_claims(context, world.evidence, world.entities);
  EXPECT_TRUE(claims.has_value());
  return claims.has_value() ? std::move(claims->claims) : std::vector<Claim>{};
}

auto key_of(const Claim& c) {
  return std::tuple(c.subject, c.predicate, c.record, c.object, c.said_by, c.force);
}

World mixed() {
  return make_world({{"owns a shop", "director", "Agency Y"},
                     {"according to Agency Z, carried cash", "", ""},
                     {"", "", ""}},
                    {{"he called every day and I paid", "Example Trade"}, {"", "Example Trade"}});
}

TEST(Claims, Law1EveryClaimHasASpeakerAndARecord) {
  const World world = mixed();
  const auto claims = claims_of(world);
  EXPECT_EQ(claims.size(), 6U);  // what is empty claims nothing
  for (const auto& claim : claims) {
    EXPECT_FALSE(claim.said_by.empty());
    EXPECT_FALSE(claim.subject.empty());
    EXPECT_FALSE(claim.object.empty());
    EXPECT_LT(claim.record.item_rank(), world.evidence.items.size());
    EXPECT_GT(claim.record.ordinal(), 0U);
    EXPECT_EQ(claim.passage.record, claim.record);
    EXPECT_EQ(claim.root, world.evidence.items[claim.record.item_rank()].sha256.hex());
  }
}

TEST(Claims, TheSpeakerIsTheAuthorOfTheListOrTheVictimUnderThePseudonym) {
  const World world = mixed();
  for (const auto& claim : claims_of(world)) {
    if (claim.record == evidence::RecordRef(0, 1)) {
      EXPECT_EQ(claim.said_by, "Agency Y (in Registry of Examples)");
    } else if (claim.record == evidence::RecordRef(0, 2)) {
      EXPECT_EQ(claim.said_by, "Registry of Examples");
    } else {  // the file says no source; a victim speaks under the entity's id
      EXPECT_TRUE(claim.said_by.starts_with("cb-")) << claim.said_by;
      EXPECT_NE(claim.said_by.find("the author of reports.csv"), std::string::npos);
    }
  }
}

TEST(Claims, ANoteThatAttributesIsAllegedInManyLanguages) {
  for (const char* note :
       {"according to Agency Z", "ALLEGEDLY carried cash", "suspected of fraud",
        "По данным полиции, владеет", "ЯКОБЫ руководит", "laut Behörde", "ANGEBLICH Inhaber",
        "según la policía", "PRÉSUMÉ gérant", "за даними слідства", "경찰에 따르면"}) {
    const auto claims = claims_of(make_world({{note, "", ""}}, {}));
    ASSERT_EQ(claims.size(), 1U) << note;
    EXPECT_EQ(claims[0].force, Force::alleged) << note;
  }
  for (const char* note : {"director of Example Ltd", "владеет магазином", "lauter Freunde"}) {
    EXPECT_EQ(claims_of(make_world({{note, "", ""}}, {}))[0].force, Force::stated) << note;
  }
}

TEST(Claims, ANarrativeIsOneClaimThatItsReporterStates) {
  const auto claims = claims_of(make_world({}, {{"according to the caller I would be rich", ""}}));
  ASSERT_EQ(claims.size(), 1U);
  EXPECT_EQ(claims[0].force, Force::stated);
}

TEST(Claims, TimesAreWhenItWasSaidAndWhenTheCaseReceivedIt) {
  const auto claims = claims_of(make_world({{"owns a shop", "", ""}}, {{"I paid", ""}}));
  for (const auto& claim : claims) {
    const bool listed = claim.record.item_rank() == 0;
    EXPECT_EQ(claim.said_us.has_value(), listed);
    EXPECT_EQ(claim.known_us.has_value(), listed);  // never silently today
    EXPECT_EQ(claim.reliability, listed ? "B" : "");
  }
}

TEST(Claims, LongTextsAreCutAtACodePointAndThePassageIsWhole) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "é";
  text += ".";
  const auto claims = claims_of(make_world({{"x" + text, "", ""}}, {}));
  ASSERT_EQ(claims.size(), 1U);
  EXPECT_LE(claims[0].object.size(), 400U);
  EXPECT_GT(claims[0].object.size(), 396U);
  EXPECT_TRUE(core::is_utf8(claims[0].object));
  EXPECT_EQ(claims[0].passage.to, 602U);
}

TEST(Claims, SortedAndTheSameForAnyOrderOfRecordsAndThreads) {
  World world = mixed();
  const auto keys = [](const std::vector<Claim>& claims) {
    std::vector<decltype(key_of(claims[0]))> all;
    for (const auto& claim : claims) all.push_back(key_of(claim));
    return all;
  };
  const auto expected = keys(claims_of(world));
  EXPECT_TRUE(std::is_sorted(expected.begin(), expected.end()));
  std::reverse(world.evidence.watch.begin(), world.evidence.watch.end());
  std::reverse(world.evidence.reports.begin(), world.evidence.reports.end());
  EXPECT_EQ(keys(claims_of(world)), expected);
  EXPECT_EQ(keys(claims_of(world, 8)), expected);
}

TEST(Claims, RefusesWhenCancelled) {
  std::atomic<bool> stop{true};
  core::RunContext context;
  context.cancel = &stop;
  const World world = mixed();
  const auto claims = make_claims(context, world.evidence, world.entities);
  ASSERT_FALSE(claims.has_value());
  EXPECT_EQ(claims.error().code, core::ErrorCode::cancelled);
}

}  // namespace
}  // namespace cuibono::claims
