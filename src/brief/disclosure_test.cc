// The case searched against itself, on a small case by hand.
#include "brief/disclosure.h"

#include <gtest/gtest.h>

#include "brief/brief_worlds.h"

namespace cuibono::brief {
namespace {

using nlohmann::json;

std::vector<json> schedule_of(const World& world, const std::string& kind) {
  std::vector<json> lines;
  for (auto& line : lines_of(files_of(world).at("disclosure.jsonl")))
    if (line["kind"] == kind) lines.push_back(std::move(line));
  return lines;
}

bool brief_has(const World& world, const std::string& words) {
  const json brief = json::parse(files_of(world).at("brief.json"));
  for (const auto& section : brief["sections"])
    for (const auto& sentence : section["sentences"])
      if (sentence["text"].get<std::string>().find(words) != std::string::npos)
        return section["id"] == "against";
  return false;
}

/// A second call of the desk's number while the first runs, at a cell of its own.
World world_with_an_alibi() {
  World world;
  auto& evidence = world.evidence;
  evidence.cells = {"", "op:1", "op:2"};
  world.add_call(6, desk, support, RecordRef(2, 3));
  evidence.calls.caller_cell[0] = evidence::CellId::of(1);
  evidence.calls.caller_cell[1] = evidence::CellId::of(2);
  world.organisation.sites[0].cells = {evidence::CellId::of(1)};
  return world;
}

TEST(Disclosure, ANumberAtTwoPlacesAtOnceHasAnAlibi) {
  const World world = world_with_an_alibi();
  const auto lines = schedule_of(world, "alibi");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0]["subject"], desk);
  EXPECT_EQ(lines[0]["description"],
            "1 call overlaps another of its calls at a different cell or handset; 1 of 2 calls "
            "with a cell were carried by none of its site");
  EXPECT_EQ(lines[0]["undermines"], true);
  EXPECT_EQ(lines[0]["records"].size(), 2U);
  EXPECT_TRUE(brief_has(world, "at a different cell or handset"));
}

TEST(Disclosure, ACallThatWaitsAtOneCellIsNoAlibi) {
  World world = world_with_an_alibi();
  world.evidence.calls.caller_cell[1] = evidence::CellId::of(1);
  EXPECT_TRUE(schedule_of(world, "alibi").empty());
}

TEST(Disclosure, Law2OnlyCallsOfOtherNumbersDisplayedIt) {
  World world;
  world.evidence.calls.displayed[0] = world.id(desk);
  EXPECT_TRUE(schedule_of(world, "alibi").empty());
  world.add_call(7, support, victim_phone, RecordRef(2, 4));
  world.evidence.calls.displayed[1] = world.id(desk);
  const auto lines = schedule_of(world, "alibi");
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0]["description"], "1 call displayed it and came from another number");
}

void add_tie(World& world, const std::string& name, std::int64_t from, std::int64_t to,
             RecordRef record) {
  evidence::Tie tie;
  tie.thing = world.id(desk);
  world.evidence.texts.push_back(name);
  tie.name = evidence::TextId::of(world.evidence.texts.size() - 1);
  tie.valid_from_us = from;
  tie.valid_to_us = to;
  tie.record = record;
  world.evidence.ties.push_back(tie);
}

TEST(Disclosure, SeveralHoldersAreRivals) {
  World world;
  add_tie(world, "Dara Ost", 0, 10, RecordRef(3, 2));
  add_tie(world, "DARA OST", 5, 20, RecordRef(3, 3));
  EXPECT_TRUE(schedule_of(world, "rival").empty()) << "one name, twice spelled";
  add_tie(world, "Lino West", 15, 30, RecordRef(3, 4));
  const auto lines = schedule_of(world, "rival");
  ASSERT_EQ(lines.size(), 2U) << "two findings are about the number";
  EXPECT_EQ(lines[0]["description"],
            "registers and lists name 2 different holders of it, some for one time");
  EXPECT_TRUE(brief_has(world, "registers and lists name several holders"));
}

TEST(Disclosure, ADenialStandsInTheSectionWithItsSpeaker) {
  World world;
  claims::Claim claim = world.claims[1];
  claim.subject = desk;
  claim.said_by = "Counsel of the holder";
  claim.object = "the number was stolen";
  claim.force = claims::Force::denied;
  world.claims.push_back(claim);
  const auto lines = schedule_of(world, "statement");
  ASSERT_EQ(lines.size(), 2U) << "two findings are about the number";
  EXPECT_EQ(lines[0]["claim"], "C3");
  EXPECT_EQ(lines[0]["undermines"], true);
  EXPECT_TRUE(brief_has(world, "Counsel of the holder denies of"));
  world.claims.back().subject = "cb-0000000000000099";
  EXPECT_EQ(schedule_of(world, "statement")[0]["undermines"], false);
}

TEST(Disclosure, LowGradesAndSingleSources) {
  World world;
  EXPECT_TRUE(schedule_of(world, "low_grade").empty());
  world.evidence.items[0].reliability = "E";
  EXPECT_FALSE(schedule_of(world, "low_grade").empty());
  EXPECT_TRUE(schedule_of(world, "one_source").empty()) << "two files, two sources";
  world.evidence.items[1].source = world.evidence.items[0].source;
  EXPECT_FALSE(schedule_of(world, "one_source").empty());
}

TEST(Disclosure, Law1EveryFileIsUsedOrUnusedAndItsBrokenRowsAreNamed) {
  const World world;
  const auto used = schedule_of(world, "used"), unused = schedule_of(world, "unused"),
             broken = schedule_of(world, "quarantined");
  EXPECT_EQ(used.size() + unused.size(), world.evidence.items.size());
  EXPECT_EQ(broken.size(), world.evidence.items.size());
  for (const auto& line : unused) EXPECT_FALSE(line["reason"].get<std::string>().empty());
  for (const auto* list : {&used, &unused, &broken})
    for (const auto& line : *list) EXPECT_EQ(line["sha256"].get<std::string>().size(), 64U);
}

TEST(Disclosure, WhatSpeaksAgainstAFindingStandsInIt) {
  const World world = world_with_an_alibi();
  bool found = false;
  for (const auto& finding : lines_of(files_of(world).at("findings.jsonl"))) {
    if (finding["kind"] != "desk") continue;
    for (const auto& reason : finding["against"])
      found = found || reason["text"].get<std::string>().find("call overlaps") != std::string::npos;
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace cuibono::brief
