// Documents to claims: places, speakers, roots, what is left for review.
#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "claims/claims.h"

namespace cuibono::claims {
namespace {

struct Text {
  std::string name, author;
  std::vector<std::string> paragraphs;
  std::string title = "";
};

evidence::Evidence make_evidence(const std::vector<Text>& texts) {
  evidence::Evidence evidence;
  evidence.texts = {""};
  const auto text_id = [&](const std::string& text) {
    if (text.empty()) return evidence::TextId{};
    evidence.texts.push_back(text);
    return evidence::TextId::of(evidence.texts.size() - 1);
  };
  for (std::uint32_t i = 0; i < texts.size(); ++i) {
    evidence::Item item;
    item.name = texts[i].name;
    item.sha256 = core::sha256(texts[i].name);
    evidence.items.push_back(item);
    evidence::Document document;
    document.item_rank = i;
    document.author = text_id(texts[i].author);
    document.title = text_id(texts[i].title);
    document.said_us = 3 * core::us_per_day;
    document.paragraph_begin = static_cast<std::uint32_t>(evidence.paragraphs.size());
    std::uint64_t row = 0;
    for (const auto& text : texts[i].paragraphs) {
      evidence::Paragraph paragraph;
      paragraph.text = text_id(text);
      paragraph.record = evidence::RecordRef(i, ++row);
      evidence.paragraphs.push_back(paragraph);
    }
    document.paragraph_end = static_cast<std::uint32_t>(evidence.paragraphs.size());
    evidence.documents.push_back(document);
  }
  return evidence;
}

Claims claims_of(const evidence::Evidence& evidence, unsigned threads = 1) {
  core::RunContext context;
  context.threads = threads;
  auto claims = make_claims(context, evidence, entities::Entities{});
  EXPECT_TRUE(claims.has_value());
  return claims.has_value() ? std::move(*claims) : Claims{};
}

std::vector<const Claim*> all(const Claims& claims) {
  std::vector<const Claim*> out;
  for (const auto& claim : claims.claims) out.push_back(&claim);
  return out;
}

const std::string release =
    "Officers of the fraud unit searched eleven offices in the harbour district on the second day "
    "of the operation. "
    "Investigators seized ninety telephones and two servers during the searches of the harbour "
    "offices.";

TEST(ClaimsOfDocuments, AHeadlineIsNobodysStatement) {
  const auto claims = claims_of(make_evidence(
      {{"a.pdf",
        "Courier",
        {"Call centres said to have cost victims millions", "Police said that two men fled."}}}));
  ASSERT_EQ(claims.claims.size(), 1U);
  EXPECT_EQ(claims.claims[0].record.ordinal(), 2U);
  ASSERT_EQ(claims.review.size(), 1U);
  EXPECT_EQ(claims.review[0].words, "Call centres said to have cost victims millions");
  EXPECT_EQ(claims.review[0].passage.to, 47U);
}

TEST(ClaimsOfDocuments, EachClaimHasItsPlaceSpeakerAndDay) {
  const auto claims = claims_of(make_evidence(
      {{"a.txt",
        "Ministry of Examples",
        {"First words. Police said that three men were arrested.", "Did they confess?"}}}));
  ASSERT_EQ(claims.claims.size(), 1U);
  const Claim& claim = claims.claims[0];
  EXPECT_EQ(claim.subject, "three men");
  EXPECT_EQ(claim.speaker, "Police");
  EXPECT_EQ(claim.said_by, "Police (in a.txt)");
  EXPECT_EQ(claim.predicate, "states");
  EXPECT_EQ(claim.passage, (evidence::Passage{evidence::RecordRef(0, 1), 13, 54}));
  EXPECT_FALSE(claim.said_us.has_value());  // when the police spoke, the text does not say
  ASSERT_EQ(claims.review.size(), 2U);      // law 3
  EXPECT_EQ(claims.review[0].passage.to, 12U);
  EXPECT_EQ(claims.review[1].reason, ReviewReason::question);
}

TEST(ClaimsOfDocuments, ATitleTellsMoreThanALetterOrTheNameOfAFile) {
  auto evidence = make_evidence(
      {{"M.txt", "", {"Police said that three men were arrested."}, "Three held over a platform"}});
  EXPECT_EQ(claims_of(evidence).claims.at(0).said_by, "Police (in Three held over a platform)");
  evidence.items[0].source = "M";
  EXPECT_EQ(claims_of(evidence).claims.at(0).said_by, "Police (in Three held over a platform)");
  evidence.items[0].source = "Northhaven Courier";
  EXPECT_EQ(claims_of(evidence).claims.at(0).said_by, "Police (in Northhaven Courier)");
}

TEST(ClaimsOfDocuments, AReleaseThatSpeaksOfItsOwnOfficeIsThatOffice) {
  auto evidence =
      make_evidence({{"a.txt", "", {"The ministry said that three men were arrested."}}});
  const auto said_by = [&](const char* source) {
    evidence.items[0].source = source;
    const auto claims = claims_of(evidence);
    EXPECT_EQ(claims.claims.at(0).speaker, "ministry");
    return claims.claims.at(0).said_by;
  };
  EXPECT_EQ(said_by("Ministry of the Interior of Norvia"), "Ministry of the Interior of Norvia");
  EXPECT_EQ(said_by("Ministry"), "Ministry");
  EXPECT_EQ(said_by("Ministry Gazette"), "ministry (in Ministry Gazette)");
}

TEST(ClaimsOfDocuments, AnnouncedDeniedFoundOverturnedAppealed) {
  const auto claims = claims_of(make_evidence(
      {{"a.txt",
        "",
        {"The Ministry of the Interior of Norvia announced on Monday that police had arrested Egor "
         "Tarasenko in Velmora."}},
       {"b.txt",
        "",
        {"The Foreign Office of Sedria denied on Tuesday that Egor Tarasenko had been arrested in "
         "Velmora."}},
       {"c.txt",
        "",
        {"The District Court of Velmora found Egor Tarasenko guilty of fraud on 3 March 2026. The "
         "Court of Appeal overturned the verdict on 9 June 2026. The prosecutor has appealed to "
         "the Supreme Court."}}}));
  ASSERT_EQ(claims.claims.size(), 5U);
  EXPECT_TRUE(claims.review.empty());
  const auto of = [&](Force force) {
    const auto found = std::find_if(claims.claims.begin(), claims.claims.end(),
                                    [&](const Claim& claim) { return claim.force == force; });
    return static_cast<std::uint32_t>(found - claims.claims.begin());
  };
  const auto pairs = find_contradictions(claims.claims);
  ASSERT_EQ(pairs.size(), 2U);
  for (const auto& pair : pairs) {
    const bool denied = pair.kind == ContradictionKind::denied;
    const std::uint32_t back = of(denied ? Force::denied : Force::overturned);
    EXPECT_TRUE(pair.a == back || pair.b == back);
    const Claim& other = claims.claims[pair.a == back ? pair.b : pair.a];
    EXPECT_EQ(other.force, denied ? Force::stated : Force::found);
    EXPECT_EQ(other.subject, denied ? "police" : "Egor Tarasenko");
  }
  EXPECT_NE(pairs[0].kind, pairs[1].kind);
}

TEST(ClaimsOfDocuments, WhatNobodyElseSaysItsAuthorSays) {
  const auto claims = claims_of(make_evidence({{"a.txt", "Ministry of Examples", {release}}}));
  ASSERT_EQ(claims.claims.size(), 2U);
  for (const auto& claim : claims.claims) {
    EXPECT_EQ(claim.said_by, "Ministry of Examples");
    EXPECT_EQ(claim.said_us, 3 * core::us_per_day);
  }
}

TEST(ClaimsOfDocuments, TenCopiesOfOneReleaseAreOneRootAndConfirmNothing) {
  std::vector<Text> texts;
  for (int i = 0; i < 10; ++i)
    texts.push_back({"paper" + std::to_string(i) + ".txt",
                     "Paper " + std::to_string(i),
                     {(i % 2 != 0 ? "Our correspondent reports. " : "") + release}});
  const auto claims = claims_of(make_evidence(texts));
  ASSERT_GE(claims.claims.size(), 20U);
  for (const auto& claim : claims.claims) EXPECT_EQ(claim.root, claims.claims[0].root);
  EXPECT_FALSE(is_confirmed(all(claims)));
  texts = {
      texts[0],
      {"other.txt", "Another Agency", {"Officers of the fraud unit searched eleven offices."}}};
  EXPECT_TRUE(is_confirmed(all(claims_of(make_evidence(texts)))));
}

TEST(ClaimsOfDocuments, OnePersonsWordInTwoPapersIsOneWord) {
  const auto claims =
      claims_of(make_evidence({{"a.txt", "Paper A", {"Police said that three men were arrested."}},
                               {"b.txt", "Paper B", {"Three men were arrested, police said."}}}));
  ASSERT_EQ(claims.claims.size(), 2U);
  EXPECT_NE(claims.claims[0].root, claims.claims[1].root);
  EXPECT_FALSE(is_confirmed(all(claims)));
}

TEST(ClaimsOfDocuments, ATextThatNamesOrQuotesAnotherDerivesFromIt) {
  const auto root = [](const std::vector<Text>& texts) {
    const auto origins = find_origins(core::RunContext{}, make_evidence(texts));
    EXPECT_TRUE(origins.has_value());
    return origins->root_of;
  };
  auto roots =
      root({{"a.txt", "Harbour Ministry", {"Three men were arrested."}},
            {"b.txt", "Paper", {"In a statement, the Harbour Ministry spoke of arrests."}}});
  EXPECT_EQ(roots[0], roots[1]);
  roots = root({{"a.txt", "Harbour Ministry", {"Three men were arrested."}},
                {"b.txt", "Paper", {"The Harbour Ministry is in the old town."}}});
  EXPECT_NE(roots[0], roots[1]);
  roots =
      root({{"a.txt", "", {"Three men were arrested."}, "Report on the harbour offices of 2026"},
            {"b.txt",
             "Paper",
             {"As the report on the harbour offices of 2026 shows, three men were arrested."}}});
  EXPECT_EQ(roots[0], roots[1]);
  EXPECT_EQ(roots[0], core::sha256("a.txt").hex());
  // Two sources: both are the root.
  roots = root(
      {{"a.txt", "Harbour Ministry", {"One."}},
       {"b.txt", "River Ministry", {"Two."}},
       {"c.txt",
        "Paper",
        {"Statements of the Harbour Ministry and a statement of the River Ministry differ."}}});
  EXPECT_EQ(split_root(roots[2]).size(), 2U);
}

std::vector<SharedRuns> find_near_copies_reference(const std::vector<WordRuns>& texts) {
  std::vector<SharedRuns> out;
  for (std::uint32_t a = 0; a < texts.size(); ++a) {
    for (std::uint32_t b = a + 1; b < texts.size(); ++b) {
      WordRuns both;
      std::set_intersection(texts[a].begin(), texts[a].end(), texts[b].begin(), texts[b].end(),
                            std::back_inserter(both));
      const std::uint64_t shorter = std::min(texts[a].size(), texts[b].size());
      if (both.size() >= shared_runs_min && 2 * both.size() >= shorter)
        out.push_back({a, b, both.size(), shorter});
    }
  }
  return out;
}

TEST(ClaimsOfDocuments, NearCopiesAreThoseOfTheSlowTwin) {
  std::uint32_t state = 5;
  const auto random = [&] { return state = state * 1664525U + 1013904223U, state >> 16U; };
  for (int world = 0; world < 50; ++world) {
    std::vector<WordRuns> texts(6);
    for (auto& runs : texts) {
      for (std::uint32_t i = random() % 40; i > 0; --i) runs.push_back(random() % 30);
      sort_word_runs(runs);
    }
    const auto fast = find_near_copies(texts), slow = find_near_copies_reference(texts);
    ASSERT_EQ(fast.size(), slow.size()) << world;
    for (std::size_t i = 0; i < fast.size(); ++i) {
      ASSERT_EQ(std::tie(fast[i].a, fast[i].b, fast[i].shared, fast[i].shorter),
                std::tie(slow[i].a, slow[i].b, slow[i].shared, slow[i].shorter))
          << world;
    }
  }
}

TEST(ClaimsOfDocuments, Law2TheSameForAnyThreads) {
  std::vector<Text> texts;
  for (int i = 0; i < 30; ++i)
    texts.push_back({"t" + std::to_string(i),
                     "",
                     {release, "Ada Test denied the allegations.", "Wer war es?"}});
  const auto evidence = make_evidence(texts);
  const auto one = claims_of(evidence, 1), eight = claims_of(evidence, 8);
  ASSERT_EQ(one.claims.size(), eight.claims.size());
  ASSERT_EQ(one.review.size(), eight.review.size());
  for (std::size_t i = 0; i < one.claims.size(); ++i) {
    EXPECT_EQ(std::tie(one.claims[i].subject, one.claims[i].object, one.claims[i].root,
                       one.claims[i].passage),
              std::tie(eight.claims[i].subject, eight.claims[i].object, eight.claims[i].root,
                       eight.claims[i].passage));
  }
}

TEST(ClaimsOfDocuments, NamesOfTheCaseAreLinkedAndChangeNoSubject) {
  auto evidence = make_evidence(
      {{"a.txt",
        "",
        {"First words.", "Police said that Yegor Tarasenko met Anna Lund in Velmora."}}});
  entities::Entities named;
  const auto add = [&](std::uint32_t from, std::uint32_t to, const char* text) {
    entities::NameMention mention;
    mention.paragraph = 1;
    mention.from = from;
    mention.to = to;
    mention.text = text;
    named.mentions.push_back(mention);
  };
  add(17, 32, "Yegor Tarasenko");
  add(37, 46, "Anna Lund");
  const auto with = make_claims({}, evidence, named);
  const auto without = claims_of(evidence);
  ASSERT_TRUE(with.has_value());
  ASSERT_EQ(with->claims.size(), 1U);
  ASSERT_EQ(without.claims.size(), 1U);
  const Claim& claim = with->claims[0];
  EXPECT_EQ(claim.mentions,
            (std::vector<ClaimMention>{{ClaimPart::subject, 0}, {ClaimPart::object, 1}}));
  EXPECT_EQ(claim.subject, "Yegor Tarasenko");
  EXPECT_EQ(claim.subject, without.claims[0].subject);
  EXPECT_EQ(claim.object, without.claims[0].object);
  EXPECT_TRUE(without.claims[0].mentions.empty());
}

}  // namespace
}  // namespace cuibono::claims
