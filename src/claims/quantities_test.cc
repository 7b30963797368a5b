#include "claims/quantities.h"

#include <gtest/gtest.h>

namespace cuibono::claims {
namespace {

std::vector<SaidQuantity> read(std::string_view language, std::u32string_view text) {
  for (const auto& cues : all_cues()) {
    if (cues.language() != language) continue;
    const auto tokens = read_tokens(text);
    return read_quantities(text, tokens, cues.find(tokens), cues);
  }
  return {};
}
/// "20..30 staff EUR (around)", one a line.
std::string spell(std::string_view language, std::u32string_view text) {
  std::string out;
  for (const auto& q : read(language, text)) {
    if (!out.empty()) out += "; ";
    out += (q.low ? std::to_string(*q.low) : "") + ".." + (q.high ? std::to_string(*q.high) : "");
    if (q.decimals > 0) out += "e-" + std::to_string(q.decimals);
    out += " " + q.unit + (q.currency.empty() ? "" : " [" + q.currency + "]") +
           (q.hedge.empty() ? "" : " (" + q.hedge + ")");
  }
  return out;
}

TEST(Quantities, English) {
  EXPECT_EQ(spell("en", U"around 500 staff in 20 countries"),
            "500..500 staff (around); 20..20 countries");
  EXPECT_EQ(spell("en", U"tens of millions of dollars"), "10000000..99000000 dollars");
  EXPECT_EQ(spell("en", U"half a dozen suspects and twenty-five phones"),
            "6..6 suspects; 25..25 phones");
  EXPECT_EQ(spell("en", U"at least 1,200 victims lost EUR 46.5 million"),
            "1200.. victims (at least); 46500000..46500000 EUR [EUR]");
  EXPECT_EQ(spell("en", U"up to 40 people, more than 20 companies"),
            "..40 people (up to); 20.. companies (more than)");
  EXPECT_EQ(spell("en", U"between 20 and 30 people"), "20..30 people");
  EXPECT_EQ(spell("en", U"20 to 30 million euros"), "20000000..30000000 euros [EUR]");
  EXPECT_EQ(spell("en", U"€12.50 and £3 million"), "125..125e-1 € [EUR]; 3000000..3000000 £ [GBP]");
  EXPECT_EQ(spell("en", U"hundreds of victims"), "100..999 victims");
  EXPECT_EQ(spell("en", U"nearly 300 complaints"), "..300 complaints (nearly)");
}

TEST(Quantities, GermanSpanishRussianUkrainianKorean) {
  EXPECT_EQ(spell("de", U"1,2 Mio. EUR von rund 40 Mitarbeitern"),
            "1200000..1200000 EUR [EUR]; 40..40 Mitarbeitern (rund)");
  EXPECT_EQ(spell("de", U"mindestens fünfundzwanzig Opfer, 1.200 Konten"),
            "25.. Opfer (mindestens); 1200..1200 Konten");
  EXPECT_EQ(spell("es", U"unos 80 empleados y decenas de millones de euros"),
            "80..80 empleados (unos); 10000000..99000000 euros [EUR]");
  EXPECT_EQ(spell("es", U"media docena de personas, 1.500.000 euros"),
            "6..6 personas; 1500000..1500000 euros [EUR]");
  EXPECT_EQ(spell("ru", U"около 500 сотрудников и десятки миллионов рублей"),
            "500..500 сотрудников (около); 10000000..99000000 рублей [RUB]");
  EXPECT_EQ(spell("ru", U"более 30 млн рублей, сорок два человека"),
            "30000000.. рублей [RUB] (более); 42..42 человека");
  EXPECT_EQ(spell("uk", U"щонайменше 30 осіб і 2,5 млн грн"),
            "30.. осіб (щонайменше); 2500000..2500000 грн [UAH]");
  EXPECT_EQ(spell("ko", U"약 500명이 1억2000만원을"),
            "500..500 명 (약); 120000000..120000000 원 [KRW]");
  EXPECT_EQ(spell("ko", U"피해자 300여 명, 수백만 달러, 수십 명"),
            "300..300 명 (여); 1000000..9990000 달러; 10..99 명");
}

TEST(Quantities, WhatCountsNothingIsLeftOut) {
  for (const std::u32string_view text :
       {U"on 3 March 2026", U"in 2024", U"at 10:30", U"under article 159", U"Kerimo (42) left",
        U"call +49 30 1234567890123456"}) {
    EXPECT_EQ(spell("en", text), "") << encode_points(text);
  }
  EXPECT_EQ(spell("de", U"am 3. März um 14:30 nach § 263"), "");
  EXPECT_EQ(spell("ko", U"2026년 3월 3일"), "");
}

TEST(Quantities, Law1LowIsNeverAboveHighAndTheRangeIsInTheText) {
  for (const std::u32string_view text :
       {U"30 to 20 people", U"9,999,999,999,999 euros and 99999999999999 billions",
        U"between 5 and 2 men", U"a million million million"}) {
    for (const auto& q : read("en", text)) {
      EXPECT_LE(q.low.value_or(0), q.high.value_or(INT64_MAX));
      EXPECT_LT(q.range.from, q.range.to);
      EXPECT_LE(q.range.to, text.size());
    }
  }
}

TEST(Quantities, DigitsWithGroupsAndDecimals) {
  const auto value = [](std::u32string_view digits, bool comma) {
    return parse_digits(digits, comma);
  };
  EXPECT_EQ(value(U"1.200", true)->value, 1200);
  EXPECT_EQ(value(U"1,200", false)->value, 1200);
  EXPECT_EQ(value(U"1,5", true)->value, 15);
  EXPECT_EQ(value(U"1,5", true)->decimals, 1);
  EXPECT_EQ(value(U"1.234.567,89", true)->value, 123456789);
  EXPECT_EQ(value(U"0,125", true)->decimals, 3);
  EXPECT_FALSE(value(U"3.12.2025", true).has_value());
  EXPECT_FALSE(value(U"1234567890123456", true).has_value());
}

}  // namespace
}  // namespace cuibono::claims
