// What is said more than once, and what is confirmed.
#include "claims/agreements.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "claims/claims.h"
#include "claims/matter.h"

namespace cuibono::claims {
namespace {

Claim make_claim(std::uint32_t item, std::string speaker, std::string root, std::string sentence,
                 Force force = Force::stated) {
  Claim claim;
  claim.speaker = std::move(speaker);
  claim.root = std::move(root);
  claim.sentence = std::move(sentence);
  claim.force = force;
  claim.record = evidence::RecordRef(item, 1);
  return claim;
}

const std::string search =
    "Officers of the fraud unit searched eleven offices in Velmora on Monday.";
const std::string reworded = "Eleven offices were searched in Velmora by the fraud unit.";
const std::string other = "The ministry opened a new bridge over the river Alder near Tolva.";

TEST(Agreements, TwoOfOneMatterByTwoRootsAndSpeakersAreConfirmed) {
  const auto found = find_agreements({make_claim(0, "police", "aa", search),
                                      make_claim(1, "court", "bb", reworded),
                                      make_claim(2, "ministry", "cc", other)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].claims, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(found[0].roots, (std::vector<std::string>{"aa", "bb"}));
  EXPECT_TRUE(found[0].confirmed);
}

TEST(Agreements, CopiesAndOneSpeakerConfirmNothing) {
  const auto copies =
      find_agreements({make_claim(0, "", "aa", search), make_claim(1, "", "aa", search)});
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_FALSE(copies[0].confirmed);
  const auto speaker = find_agreements(
      {make_claim(0, "police", "aa", search), make_claim(1, "Police", "bb", reworded)});
  ASSERT_EQ(speaker.size(), 1U);
  EXPECT_FALSE(speaker[0].confirmed);
  EXPECT_TRUE(
      find_agreements({make_claim(0, "", "aa", search), make_claim(0, "", "bb", search)}).empty())
      << "one document agrees with itself";
}

TEST(Agreements, WhatATextTookFromTwoOthersMakesTheseNoWitnessesOfEachOther) {
  const std::string first = "Inspectors sealed the warehouse Kestrel beside the harbour.";
  const std::string second = "The lorries carried copper cable towards Dravina.";
  const std::string both =
      "Inspectors sealed the warehouse Kestrel beside the harbour; lorries carried copper cable "
      "towards Dravina.";
  const auto found =
      find_agreements({make_claim(0, "", "aa", first), make_claim(1, "", "bb", second),
                       make_claim(2, "", "aa+bb", both)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].claims.size(), 3U);
  EXPECT_FALSE(found[0].confirmed);
}

TEST(Agreements, DenialsAndOtherNumbersAgreeWithNobody) {
  EXPECT_TRUE(find_agreements({make_claim(0, "police", "aa", search),
                               make_claim(1, "suspect", "bb", search, Force::denied)})
                  .empty());
  auto eleven = make_claim(0, "police", "aa", search);
  auto forty = make_claim(1, "court", "bb", reworded);
  SaidQuantity quantity;
  quantity.unit = "offices";
  quantity.low = quantity.high = 11;
  eleven.quantities = {quantity};
  quantity.low = quantity.high = 40;
  forty.quantities = {quantity};
  EXPECT_TRUE(find_agreements({eleven, forty}).empty());
  EXPECT_EQ(find_agreements({eleven, make_claim(1, "court", "bb", reworded)}).size(), 1U);
}

/// Every pair, by sets of words.
std::vector<std::vector<std::uint32_t>> find_agreements_reference(
    const std::vector<Claim>& claims) {
  std::vector<std::uint32_t> group(claims.size());
  std::iota(group.begin(), group.end(), 0U);
  const auto stems = [&](std::uint32_t i) {
    std::set<std::u32string> out;
    if (asserts(claims[i].force)) {
      for (const auto& stem : stems_of(claims[i].sentence)) out.insert(stem.text);
    }
    return out;
  };
  for (std::uint32_t i = 0; i < claims.size(); ++i) {
    for (std::uint32_t j = 0; j < claims.size(); ++j) {
      if (claims[i].record.item_rank() == claims[j].record.item_rank()) continue;
      const auto a = stems(i), b = stems(j);
      const auto shared = static_cast<std::size_t>(
          std::count_if(a.begin(), a.end(), [&](const auto& stem) { return b.contains(stem); }));
      if (shared < agreeing_words_min || 3 * shared < 2 * std::min(a.size(), b.size()) ||
          quantities_part(claims[i], claims[j]))
        continue;
      const std::uint32_t to = std::min(group[i], group[j]), from = std::max(group[i], group[j]);
      std::replace(group.begin(), group.end(), from, to);
    }
  }
  std::vector<std::vector<std::uint32_t>> out;
  for (std::uint32_t g = 0; g < claims.size(); ++g) {
    std::vector<std::uint32_t> members;
    for (std::uint32_t i = 0; i < claims.size(); ++i) {
      if (group[i] == g) members.push_back(i);
    }
    if (members.size() > 1) out.push_back(members);
  }
  return out;
}

TEST(Agreements, LikeItsReferenceAndInAnyOrder) {
  const std::vector<std::string> words = {"alder",  "bridge", "copper",  "dravina", "ember",
                                          "falcon", "garnet", "harbour", "island",  "jasper"};
  std::uint64_t groups = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    core::CounterRandom random(seed, 3);
    std::vector<Claim> claims;
    for (std::uint64_t i = 2 + random.below(12); i > 0; --i) {
      std::string sentence;
      for (std::uint64_t w = 4 + random.below(5); w > 0; --w)
        sentence += words[random.below(words.size())] + " ";
      claims.push_back(make_claim(static_cast<std::uint32_t>(random.below(4)),
                                  "speaker " + std::to_string(random.below(3)),
                                  std::string(1, static_cast<char>('a' + random.below(4))),
                                  sentence, random.chance(0.8) ? Force::stated : Force::denied));
    }
    std::vector<std::vector<std::uint32_t>> found;
    std::multiset<bool> confirmed, confirmed_turned;
    for (const auto& agreement : find_agreements(claims)) {
      found.push_back(agreement.claims);
      confirmed.insert(agreement.confirmed);
    }
    EXPECT_EQ(found, find_agreements_reference(claims)) << seed;
    groups += found.size();
    std::reverse(claims.begin(), claims.end());
    std::set<std::set<std::uint32_t>> turned, straight;
    for (const auto& agreement : find_agreements(claims)) {
      std::set<std::uint32_t> members;
      for (const auto i : agreement.claims)
        members.insert(static_cast<std::uint32_t>(claims.size()) - 1 - i);
      turned.insert(members);
      confirmed_turned.insert(agreement.confirmed);
    }
    for (const auto& members : found) straight.insert({members.begin(), members.end()});
    EXPECT_EQ(turned, straight) << seed;
    EXPECT_EQ(confirmed, confirmed_turned) << seed;
  }
  EXPECT_GT(groups, 50U);
}

}  // namespace
}  // namespace cuibono::claims
