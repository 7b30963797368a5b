// How far a clause, a negation and a verb reach: one line a rule, each with what must not be read.
#include <gtest/gtest.h>

#include <string>

#include "claims/assertions.h"

namespace cuibono::claims {
namespace {

/// Claims of a text as "force | speaker | subject"; of one without a claim its first reason.
std::string read(const char* text) {
  const Reading reading = read_assertions(text);
  std::string out;
  for (const Assertion& a : reading.assertions) {
    if (!out.empty()) out += "; ";
    out += std::string(force_name(a.force)) + " | " +
           (a.author_speaks ? "the author" : a.speaker.text) + " | " + a.subject.text;
  }
  if (out.empty() && !reading.reviews.empty())
    return std::string(review_reason_name(reading.reviews.front().reason));
  return out;
}

TEST(AssertionScope, ADatelineIsNoPartOfItsSentence) {
  EXPECT_EQ(read("VELMORA, June 3 (Testwire) - Police in Velmora arrested two brokers."),
            "stated | the author | Police in Velmora");
  EXPECT_EQ(read("Velmora (tst) - Die Polizei nahm zwei Makler fest."),
            "stated | the author | Polizei");
  EXPECT_EQ(read("VELMORA (Agencia Prueba) — La policía detuvo a dos corredores."),
            "stated | the author | policía");
  EXPECT_EQ(read("(벨모라=시험통신) 경찰은 중개인 2명을 체포했다."), "stated | the author | 경찰");
  // A dash behind a plain noun is none.
  EXPECT_EQ(read("The bank - a small one - lost the money."), "pronoun");
}

TEST(AssertionScope, AClauseWithoutItsCommaEndsAtTheMainVerb) {
  EXPECT_EQ(read("A clerk who stole the fees has been fined by the council."),
            "stated | the author | clerk");
  EXPECT_EQ(read("The firm, based in Velmora, collapsed."), "stated | the author | firm");
}

TEST(AssertionScope, ANegationBehindAConjunctionIsTheSecondClauses) {
  EXPECT_EQ(read("La causa sigue abierta y no se descartan detenciones."),
            "stated | the author | causa");
  EXPECT_EQ(read("La causa no sigue abierta y se esperan detenciones."), "negated attribution");
}

TEST(AssertionScope, WhatSomebodyHeardIsNobodysClaim) {
  EXPECT_EQ(read("The porter heard from a guest that Ada Test had left."), "two speakers");
  EXPECT_EQ(read("Сторож узнал от соседа, что Тестов уехал."), "two speakers");
  EXPECT_EQ(read("Сторож дізнався від сусіда, що Тестовий виїхав."), "two speakers");
  EXPECT_EQ(read("Der Pförtner hörte vom Nachbarn, dass Ada Test abgereist sei."), "two speakers");
  EXPECT_EQ(read("El portero supo por un vecino que Ada Prueba se marchó."), "two speakers");
  EXPECT_EQ(read("경비원은 김가상이 떠났다는 말을 들었다고 전했다."), "two speakers");
}

TEST(AssertionScope, OnlyWordsAndJudgmentsAreTakenBack) {
  EXPECT_EQ(read("The witness withdrew her statement against Ada Test."),
            "withdrawn | witness | Ada Test");
  EXPECT_EQ(read("Ada Test withdrew £900 from the account."), "stated | the author | Ada Test");
  EXPECT_EQ(read("Регулятор отозвал лицензию банка."), "stated | the author | Регулятор");
  EXPECT_EQ(read("시는 공연을 취소했다."), "stated | the author | 시");
  EXPECT_EQ(read("The paper withdrew its report that Ada Test paid the clerk."),
            "withdrawn | paper | Ada Test");
  EXPECT_EQ(read("Charges against Ada Test were dropped."), "withdrawn | the author | Ada Test");
}

TEST(AssertionScope, OnlyACourtConvicts) {
  EXPECT_EQ(read("El ministro condenó el atentado."), "no verb");
  EXPECT_EQ(read("Der Minister verurteilte den Anschlag."), "no verb");
  EXPECT_EQ(read("Министр осудил нападение на офис."), "no verb");
  EXPECT_EQ(read("The jury acquitted Ada Test but convicted Ben Probe of forgery."),
            "found | jury | Ada Test; found | jury | Ben Probe");
  EXPECT_EQ(read("Ada Test's conviction was quashed by the Court of Appeal."),
            "overturned | Court of Appeal | Ada Test");
}

TEST(AssertionScope, WhoAnswersIsNotWhoStandsBeforeAPassive) {
  EXPECT_EQ(read("The claims were denied by the company."), "no subject");
}

TEST(AssertionScope, AConditionMayBeginWithItsVerb) {
  EXPECT_EQ(read("Had the clerk looked, she saw the loss."), "conditional");
  EXPECT_EQ(read("Wäre die Bank gewarnt worden, hielt sie das Geld."), "conditional");
  EXPECT_EQ(read("Der Verein soll im Mai aufgelöst werden."), "conditional");
  EXPECT_EQ(read("Der Verein soll das Geld überwiesen haben."), "alleged | the author | Verein");
}

TEST(AssertionScope, APlaceWithoutACommaIsNoSubject) {
  EXPECT_EQ(read("В Примерске следователи задержали двух торговцев."),
            "stated | the author | следователи");
  EXPECT_EQ(read("У Вигаданську поліцейські затримали двох торговців."),
            "stated | the author | поліцейські");
  EXPECT_EQ(read("En Villaprueba la policía detuvo a dos vendedores."),
            "stated | the author | policía");
  EXPECT_EQ(read("За рішенням суду майно передано державі."), "no subject");
}

TEST(AssertionScope, WhoIsAccusedMayStandInAnotherCase) {
  EXPECT_EQ(read("A los investigados se les imputan dos delitos."),
            "alleged | the author | investigados");
  EXPECT_EQ(read("Тестову вменяют хищение."), "alleged | the author | Тестову");
}

TEST(AssertionScope, AnObjectMayStandFirst) {
  EXPECT_EQ(read("Схему придумал бухгалтер фирмы."), "stated | the author | бухгалтер фирмы");
  EXPECT_EQ(read("НАБУ викрило схему розкрадання коштів."), "stated | the author | НАБУ");
  EXPECT_EQ(read("Следы краски оставил один автомобиль."), "no subject");
  EXPECT_EQ(read("Группой руководил бухгалтер."), "stated | the author | бухгалтер");
  EXPECT_EQ(read("Владельца магазина осудили на три года."),
            "found | the author | Владельца магазина");
}

TEST(AssertionScope, AQuotationWhoseVerbNoListHasIsNobodys) {
  EXPECT_EQ(read("“The bank lost our savings,” sighed Ada Test."), "no speaker");
  EXPECT_EQ(read("„Die hatten ein System“, erinnert sich die Verkäuferin."), "no speaker");
}

TEST(AssertionScope, AKoreanVerbBeforeANounIsNoPartOfIt) {
  EXPECT_EQ(read("시험지법은 사기 혐의로 재판에 넘겨진 김가상에게 무죄를 선고했다."),
            "found | 시험지법 | 김가상");
  EXPECT_EQ(read("박가상이 대표로 있는 회사는 파산했다."), "stated | the author | 회사");
}

TEST(AssertionScope, ASpeakerOfNoPersonIsNobody) {
  EXPECT_EQ(read("“My client paid the bill,” said Ada Test."), "pronoun");
  EXPECT_EQ(read("The question is who paid the bill."), "question");
  EXPECT_EQ(read("Some honest broker he turned out to be."), "pronoun");
  EXPECT_EQ(read("All payments were checked."), "stated | the author | payments");
}

}  // namespace
}  // namespace cuibono::claims
