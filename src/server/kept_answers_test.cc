#include "server/kept_answers.h"

#include <gtest/gtest.h>

#include <map>

#include "core/core.h"
#include "server/event_log.h"

namespace cuibono::server {
namespace {

KeptAnswers::Body body(const std::string& text) {
  return std::make_shared<const std::string>(text);
}

TEST(KeptAnswers, Law1WhatIsFoundWasKeptUnderTheSameRevisionAndTarget) {
  core::CounterRandom random(3, 1);
  KeptAnswers kept(4000);
  std::map<std::pair<std::string, std::string>, std::string> all;
  unsigned found = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string revision = "r" + std::to_string(i / 5000);
    const std::string target = "/t" + std::to_string(random.below(60));
    if (random.chance(0.5)) {
      const std::string text = revision + target + std::string(random.below(200), 'x');
      if (kept.find(revision, target) == nullptr) {
        kept.keep(revision, target, body(text));
        all[{revision, target}] = text;
      }
    } else if (const auto one = kept.find(revision, target)) {
      ++found;
      EXPECT_EQ(*one, (all[{revision, target}]));
    }
    ASSERT_LE(kept.bytes(), 4000U);  // law 2
  }
  EXPECT_GT(found, 1000U);
  EXPECT_EQ(kept.find("r0", "/t1"), nullptr);
}

TEST(KeptAnswers, Law2TheOneAskedForLongestAgoGoesFirst) {
  KeptAnswers kept(90);
  for (const char* target : {"a", "b", "c", "d", "e", "f", "g", "h", "i"})
    kept.keep("r", target, body("123456789"));
  ASSERT_NE(kept.find("r", "a"), nullptr);
  kept.keep("r", "j", body("123456789"));
  EXPECT_NE(kept.find("r", "a"), nullptr);
  EXPECT_EQ(kept.find("r", "b"), nullptr);
  EXPECT_NE(kept.find("r", "c"), nullptr);
  EXPECT_EQ(kept.bytes(), 90U);
}

TEST(KeptAnswers, Law3ALargeOneIsNotKept) {
  KeptAnswers kept(80);
  kept.keep("r", "a", body(std::string(10, 'x')));
  EXPECT_EQ(kept.find("r", "a"), nullptr);
  kept.keep("r", "a", body(std::string(9, 'x')));
  EXPECT_NE(kept.find("r", "a"), nullptr);
}

TEST(EventLog, Law1ALateListenerGetsTheStatesNotTheHistory) {
  EventLog log;
  log.tell("revision", "1");
  log.tell("network", "2");
  log.tell("revision", "3");
  const auto all = log.after(0);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].name, "network");
  EXPECT_EQ(all[1].json, "3");
  EXPECT_LT(all[0].number, all[1].number);
  EXPECT_EQ(log.after(all[0].number).size(), 1U);
  EXPECT_TRUE(log.after(all[1].number).empty());
  EXPECT_EQ(event_text(all[1]), "id: 3\nevent: revision\ndata: 3\n\n");
}

}  // namespace
}  // namespace cuibono::server
