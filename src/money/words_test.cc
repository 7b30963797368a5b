// What the words beside a payment speak of.
#include "money/words.h"

#include <gtest/gtest.h>

namespace cuibono::money {
namespace {

TEST(Words, CashInTheLanguagesOfACase) {
  for (const char* text : {"ATM WITHDRAWAL", "Geldautomat Mitte", "СНЯТИЕ НАЛИЧНЫХ", "현금출금",
                           "cash deposit 12", "BAREINZAHLUNG", "Grynieji", "банкомат 7"}) {
    EXPECT_EQ(marks_of(text) & mark_cash, mark_cash) << text;
  }
}

TEST(Words, Law1UpperAndLowerCaseDoNotMatter) {
  EXPECT_EQ(marks_of("ЗАРПЛАТА"), marks_of("зарплата"));
  EXPECT_EQ(marks_of("ДЕПОЗИТ UID"), marks_of("депозит uid"));
  EXPECT_EQ(marks_of("ЗАЁМ"), marks_of("заём"));
  EXPECT_EQ(marks_of("ЗАЁМ"), mark_loan);
  EXPECT_EQ(marks_of("SALARY"), mark_salary);
}

TEST(Words, Law2WhatOnlyLooksLikeCash) {
  for (const char* text : {"Cash-Pool Umbuchung", "cash pool 17", "cashback", "cash flow loan",
                           "Batman Ltd", "кэш-пул", "Treatment"}) {
    EXPECT_EQ(marks_of(text) & mark_cash, 0) << text;
  }
}

TEST(Words, OneTextMaySpeakOfSeveralThings) {
  EXPECT_EQ(marks_of("rent and loan"), mark_rent | mark_loan);
  EXPECT_EQ(marks_of("trend, parent, paid"), 0);
  EXPECT_EQ(marks_of(""), 0);
}

TEST(Words, AChannelSaysHowNotWhy) {
  EXPECT_EQ(marks_of_channel("CASH"), mark_cash);
  EXPECT_EQ(marks_of_channel("CASH-OUT"), mark_cash);
  EXPECT_EQ(marks_of_channel("salary"), 0);
  EXPECT_EQ(marks_of_channel("WIRE"), 0);
}

}  // namespace
}  // namespace cuibono::money
