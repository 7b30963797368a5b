#include "claims/contradictions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "claims/claims.h"

namespace cuibono::claims {
namespace {

Claim make(const char* subject, Force force, const char* object, const char* speaker = "",
           std::uint32_t item = 0) {
  Claim claim;
  claim.subject = subject;
  claim.force = force;
  claim.object = object;
  claim.speaker = speaker;
  claim.record = evidence::RecordRef(item, 1);
  return claim;
}
Claim counted(const char* object, std::int64_t low, std::int64_t high,
              std::optional<std::int64_t> said = std::nullopt) {
  Claim claim = make("the network", Force::stated, object);
  SaidQuantity q;
  q.low = low;
  q.high = high;
  q.unit = "victims";
  claim.quantities = {q};
  claim.said_us = said;
  return claim;
}

TEST(Contradictions, ADenialStandsBesideTheAllegationWhoeverSaysIt) {
  std::vector<Claim> claims = {
      make("Ada Test", Force::alleged, "laundered money through shops", "police"),
      make("Ada Test", Force::denied, "denies the allegations", "Ada Test"),
      make("Ben Test", Force::alleged, "laundered money through shops", "police")};
  auto pairs = find_contradictions(claims);
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0].a, 0U);
  EXPECT_EQ(pairs[0].b, 1U);
  EXPECT_EQ(pairs[0].kind, ContradictionKind::denied);
  std::swap(claims[0].speaker, claims[1].speaker);  // law 2
  EXPECT_EQ(find_contradictions(claims).size(), 1U);
}

TEST(Contradictions, FoundAndOverturnedChargedAndWithdrawn) {
  const auto pairs =
      find_contradictions({make("Ada Test", Force::found, "guilty of fraud"),
                           make("Ada Test", Force::overturned, "overturned the conviction"),
                           make("Ben Test", Force::charged, "was charged with fraud"),
                           make("Ben Test", Force::withdrawn, "charges were dropped")});
  ASSERT_EQ(pairs.size(), 2U);
  EXPECT_EQ(pairs[0].kind, ContradictionKind::overturned);
  EXPECT_EQ(pairs[1].kind, ContradictionKind::withdrawn);
}

TEST(Contradictions, NumbersThatCannotBothBe) {
  EXPECT_EQ(find_contradictions({counted("defrauded 500 victims", 500, 500),
                                 counted("defrauded 900 victims", 900, 900)})
                .size(),
            1U);
  EXPECT_TRUE(find_contradictions({counted("defrauded 500 victims", 500, 900),
                                   counted("defrauded 900 victims", 900, 900)})
                  .empty());
  EXPECT_TRUE(find_contradictions({counted("defrauded 500 victims", 500, 500),
                                   counted("employed callers abroad", 900, 900)})
                  .empty());
  // Another day may bring another number.
  EXPECT_TRUE(find_contradictions({counted("defrauded 500 victims", 500, 500, 0),
                                   counted("defrauded 900 victims", 900, 900, core::us_per_day)})
                  .empty());
}

TEST(Contradictions, ASurnameIsThePersonInOneDocumentOnly) {
  EXPECT_EQ(find_contradictions({make("Ada Test", Force::charged, "charged with fraud"),
                                 make("Test", Force::denied, "denied it")})
                .size(),
            1U);
  EXPECT_TRUE(find_contradictions({make("Ada Test", Force::charged, "charged with fraud"),
                                   make("Test", Force::denied, "denied it", "", 1)})
                  .empty());
}

TEST(Contradictions, Law1And3TheOrderChangesNothingAndNobodyContradictsThemself) {
  std::vector<Claim> claims = {make("Ada Test", Force::alleged, "ran call centres"),
                               make("Ada Test", Force::denied, "denied the claims"),
                               make("Ada Test", Force::found, "guilty of fraud"),
                               make("Ada Test", Force::overturned, "overturned the verdict")};
  const auto forward = find_contradictions(claims);
  std::reverse(claims.begin(), claims.end());
  const auto backward = find_contradictions(claims);
  ASSERT_EQ(forward.size(), backward.size());
  for (const auto& pair : forward) {
    EXPECT_LT(pair.a, pair.b);
    EXPECT_TRUE(std::any_of(backward.begin(), backward.end(), [&](const Contradiction& other) {
      return other.a == 3 - pair.b && other.b == 3 - pair.a && other.kind == pair.kind;
    }));
  }
}

Claim told(const char* subject, Force force, const char* object, const char* sentence,
           std::uint32_t item = 0) {
  Claim claim = make(subject, force, object, "", item);
  claim.sentence = sentence;
  return claim;
}

TEST(Contradictions, ADeniedClauseMeetsTheClaimWhoseSentenceNamesItsSubject) {
  const Claim arrest =
      told("police", Force::stated, "had arrested Egor Tarasenko in Velmora",
           "The Ministry announced on Monday that police had arrested Egor Tarasenko in Velmora.");
  const auto denies = [](const char* subject, const char* object) {
    return told(subject, Force::denied, object, object, 1);
  };
  const auto count = [&](const Claim& denial) {
    return find_contradictions({arrest, denial}).size();
  };
  EXPECT_EQ(count(denies("Egor Tarasenko", "denied that Egor Tarasenko had been arrested")), 1U);
  EXPECT_EQ(count(denies("police", "denied that police had made an arrest in Velmora")), 1U);
  // Another person, another matter: the place alone is no matter.
  EXPECT_EQ(count(denies("Egor Marchenko", "denied that Egor Marchenko had been arrested")), 0U);
  EXPECT_EQ(count(denies("Egor Tarasenko", "denied that Egor Tarasenko had lived in Velmora")), 0U);
  // What is denied is the arrest, not the judgment.
  EXPECT_TRUE(find_contradictions(
                  {told("Egor Tarasenko", Force::found, "found Egor Tarasenko guilty of fraud",
                        "The court found Egor Tarasenko guilty of fraud."),
                   denies("Egor Tarasenko", "denied that Egor Tarasenko had been arrested")})
                  .empty());
  // Case endings and particles.
  EXPECT_EQ(
      find_contradictions({told("полиция", Force::stated, "задержала Ивана Тестового",
                                "Министерство сообщило, что полиция задержала Ивана Тестового."),
                           denies("Иван Тестовый", "отрицает, что Иван Тестовый был задержан")})
          .size(),
      1U);
  EXPECT_EQ(find_contradictions(
                {told("경찰", Force::stated, "김가상을 체포했다", "경찰은 김가상을 체포했다."),
                 denies("김가상", "김가상이 체포됐다는 보도를 부인했다")})
                .size(),
            1U);
}

TEST(Contradictions, WordsForOneMatterMeet) {
  const auto stated = [&](const char* object, const char* sentence) {
    return told("police", Force::stated, object, sentence);
  };
  const Claim denied = told("Ada Test", Force::denied, "denied that Ada Test had been detained",
                            "The ministry denied that Ada Test had been detained.", 1);
  EXPECT_EQ(find_contradictions(
                {stated("arrested Ada Test in May", "Police arrested Ada Test in May."), denied})
                .size(),
            1U);
  EXPECT_EQ(find_contradictions(
                {stated("nahm Ada Test fest", "Ada Test: Festnahme durch die Polizei."), denied})
                .size(),
            0U);  // a verb in two parts is in no list
  EXPECT_EQ(find_contradictions({stated("meldete die Festnahme von Ada Test",
                                        "Die Polizei meldete die Festnahme von Ada Test."),
                                 denied})
                .size(),
            1U);
  // Another matter of the same person.
  EXPECT_TRUE(find_contradictions(
                  {stated("praised Ada Test in May", "Police praised Ada Test in May."), denied})
                  .empty());
}

TEST(Contradictions, AVerdictOfNobodyIsThatOfTheOnePersonItsDocumentNames) {
  const Claim guilty = make("Egor Tarasenko", Force::found, "guilty of fraud");
  const auto overturned = [](const char* subject, std::uint32_t item) {
    return make(subject, Force::overturned, "overturned the verdict", "", item);
  };
  const auto pairs = find_contradictions({guilty, overturned("verdict", 0)});
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0].kind, ContradictionKind::overturned);
  EXPECT_EQ(find_contradictions({guilty, overturned("вирок", 0)}).size(), 1U);
  EXPECT_TRUE(find_contradictions({guilty, overturned("verdict", 1)}).empty());
  EXPECT_TRUE(find_contradictions({guilty, overturned("Ada Test", 0)}).empty());
  EXPECT_TRUE(find_contradictions({guilty, make("Ada Test", Force::found, "guilty of fraud"),
                                   overturned("verdict", 0)})
                  .empty());
}

}  // namespace
}  // namespace cuibono::claims
