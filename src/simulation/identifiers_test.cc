#include "simulation/identifiers.h"

#include <gtest/gtest.h>

#include <set>

#include "evidence/evidence.h"
#include "simulation/encode.h"
#include "simulation/files.h"
#include "simulation/read_back.h"

namespace cuibono::simulation {
namespace {

TEST(Identifiers, KnownAnswers) {
  // The check digits of the examples of the IBAN registry, and of BIP-173's generator.
  EXPECT_TRUE(evidence::is_iban("GB82WEST12345698765432"));
  for (const char* country :
       {"AT", "BE", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB",
        "GR", "IE", "IT", "KZ", "LT", "LV", "NL", "NO", "PL", "PT", "SE"}) {
    ASSERT_TRUE(has_iban(country));
    std::set<std::string> distinct;
    for (std::uint64_t serial = 0; serial < 50; ++serial) {
      const std::string number = make_iban(country, static_cast<unsigned>(serial % 10), serial);
      EXPECT_TRUE(is_fictional_iban(number)) << number;
      EXPECT_TRUE(evidence::is_iban(number)) << number;
      distinct.insert(number);
    }
    EXPECT_EQ(distinct.size(), 50U);
  }
  EXPECT_FALSE(has_iban("KR"));
  EXPECT_TRUE(evidence::passes_luhn(make_imei(12'345)));
  EXPECT_EQ(make_imei(12'345).size(), 15U);
  EXPECT_EQ(make_imsi(0, 9).substr(0, 5), "99970");
  EXPECT_EQ(make_imsi(0, 9).size(), 15U);
  EXPECT_EQ(std::to_string(make_phone_digits("LT", 1)).substr(0, 6), "999370");
  EXPECT_NE(make_chain_address(1, 2), make_chain_address(1, 3));
}

TEST(Encode, ALetterThatTheEncodingLacksIsAnError) {
  EXPECT_EQ(encode_text("Straße", "windows-1252").value(),
            "Stra\xDF"
            "e");
  EXPECT_EQ(encode_text("Счёт", "windows-1251").value(), "\xD1\xF7\xB8\xF2");
  EXPECT_EQ(encode_text("김", "EUC-KR").value(), "\xB1\xE8");
  EXPECT_EQ(encode_text("a", "UTF-16LE").value(), std::string("\xFF\xFE"
                                                              "a\0",
                                                              4));
  const auto lacking = encode_text("Счёт", "windows-1252");
  ASSERT_FALSE(lacking.has_value());
  EXPECT_EQ(lacking.error().code, core::ErrorCode::integrity);
}

TEST(Sums, AreWrittenAsEachBankDoes) {
  EXPECT_EQ(write_sum(-124'050, 2, {',', "."}), "-1.240,50");
  EXPECT_EQ(write_sum(1'240'000, 0, {'.', ","}), "1,240,000");
  EXPECT_EQ(write_sum(5, 2, {'.', ""}), "0.05");
  EXPECT_EQ(write_sum(123'456'789, 8, {'.', ""}), "1.23456789");
}

}  // namespace
}  // namespace cuibono::simulation
