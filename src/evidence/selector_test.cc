#include <gtest/gtest.h>

#include "evidence/selector_parts.h"

namespace cuibono::evidence {
namespace {

const SelectorContext simulated{"DE", "operator-a", true};
const SelectorContext real{"DE", "operator-a", false};
const SelectorContext nowhere{"", "vast2008", false};

std::string hex(const std::array<std::uint8_t, 32>& hash) {
  core::Sha256 as_text;
  as_text.bytes = hash;
  return as_text.hex();
}

TEST(Selector, KeccakKnownAnswers) {
  EXPECT_EQ(hex(keccak256("")), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  EXPECT_EQ(hex(keccak256("abc")),
            "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
}

TEST(Selector, IbanByLengthAndMod97) {
  EXPECT_TRUE(is_iban("DE89 3704 0044 0532 0130 00"));
  EXPECT_TRUE(is_iban("gb29NWBK60161331926819"));
  EXPECT_FALSE(is_iban("DE89370400440532013001"));
  EXPECT_FALSE(is_iban("DE8937040044053201300"));
  EXPECT_FALSE(is_iban("ZZ89370400440532013000"));
  EXPECT_EQ(normalise_account("DE89 3704 0044 0532 0130 00", real).text,
            "iban:DE89370400440532013000");
}

TEST(Selector, ABrokenIbanIsKeptAsWrittenAndInvalid) {
  const auto form = normalise_account("DE89370400440532013001", real);
  EXPECT_EQ(form.kind, SelectorKind::local);
  EXPECT_EQ(form.validity, Validity::invalid);
  EXPECT_FALSE(form.reason.empty());
}

TEST(Selector, LuhnBase58CheckBech32Eip55) {
  EXPECT_TRUE(passes_luhn("79927398713"));
  EXPECT_FALSE(passes_luhn("79927398710"));
  EXPECT_TRUE(is_base58check("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"));
  EXPECT_FALSE(is_base58check("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3"));
  EXPECT_TRUE(is_bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));  // BIP-173
  EXPECT_TRUE(
      is_bech32("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"));  // BIP-350
  EXPECT_FALSE(is_bech32("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"));
  EXPECT_TRUE(is_eth_address("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"));  // EIP-55
  EXPECT_FALSE(is_eth_address("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed"));
  EXPECT_TRUE(is_eth_address("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"));
}

TEST(Selector, PhonesInManySpellingsAreOne) {
  for (const char* text :
       {"+49 30 901820", "0049 30 901820", "030 901820", "+49 (0)30-901820", "tel:+4930901820"}) {
    EXPECT_EQ(normalise_phone(text, real).text, "tel:+4930901820") << text;
  }
}

TEST(Selector, FictionalNumbersAreValidOnlyInASimulatedCase) {
  for (const char* text : {"+999 49 555 1234", "00999495551234", "999495551234"}) {
    EXPECT_EQ(normalise_phone(text, simulated).text, "tel:+999495551234") << text;
    EXPECT_EQ(normalise_phone(text, simulated).validity, Validity::valid) << text;
  }
  EXPECT_NE(normalise_phone("+999495551234", real).validity, Validity::valid);
}

TEST(Selector, SmallNumbersAreLocalIdsOfTheirSource) {
  EXPECT_EQ(normalise_phone("200", nowhere).text, "local:vast2008.tel:200");
  EXPECT_EQ(normalise_account("200", nowhere).text, "local:vast2008.acct:200");
  EXPECT_NE(normalise_phone("200", nowhere).text, normalise_account("200", nowhere).text);
}

TEST(Selector, HandsetsAndCards) {
  EXPECT_EQ(normalise_imei("49-015420-323751-8", real).text, "imei:490154203237518");
  EXPECT_EQ(normalise_imei("49015420323751", real).text, "imei:490154203237518");
  EXPECT_EQ(normalise_imei("490154203237510", real).text, "imei:490154203237518");
  EXPECT_EQ(normalise_imei("123", real).validity, Validity::invalid);
  EXPECT_EQ(normalise_card("4111 1111 1111 1111", real).text, "card:4111111111111111");
  EXPECT_EQ(normalise_card("4111 1111 1111 1112", real).validity, Validity::invalid);
}

TEST(Selector, InventedChainsOnlyWhereTheCaseIsSimulated) {
  EXPECT_EQ(normalise_chain_address("btctest:Abc9", simulated).text, "btctest:Abc9");
  EXPECT_EQ(normalise_chain_address("btctest:Abc9", simulated).validity, Validity::valid);
  EXPECT_EQ(normalise_chain_address("btctest:Abc9", real).validity, Validity::invalid);
}

TEST(Selector, Law1NormalFormsAreIdempotent) {
  using Normalise = NormalForm (*)(std::string_view, const SelectorContext&);
  const std::vector<Normalise> all = {
      normalise_phone,         normalise_account, normalise_card,
      normalise_chain_address, normalise_imei,    normalise_imsi,
      normalise_email,         normalise_domain,  normalise_document_number};
  core::CounterRandom random(3, 3);
  std::vector<std::string> texts = {"+49 30 901820",
                                    "DE89 3704 0044 0532 0130 00",
                                    "0049301",
                                    "x@Example.ORG",
                                    "https://Shop.Example.com/a?b",
                                    "AB 123 456",
                                    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
                                    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                                    "262 01 1234567890",
                                    "",
                                    " ",
                                    "+",
                                    "Иван"};
  const std::string letters = "0123456789 +-()abXYZ@.:";
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (std::uint64_t n = random.below(20); n > 0; --n)
      text += letters[random.below(letters.size())];
    texts.push_back(text);
  }
  for (const auto& text : texts) {
    for (const auto& context : {simulated, real, nowhere}) {
      for (const auto normalise : all) {
        const std::string once = normalise(text, context).text;
        EXPECT_EQ(normalise(once, context).text, once) << "from \"" << text << "\"";
      }
    }
  }
}

TEST(Selector, Law2SeparatorsAndCaseDoNotMatterBase58CaseDoes) {
  EXPECT_EQ(normalise_account("de89-3704-0044-0532-0130-00", real).text,
            normalise_account("DE89370400440532013000", real).text);
  EXPECT_EQ(normalise_email("A.b@EXAMPLE.org", real).text, "mailto:A.b@example.org");
  EXPECT_NE(normalise_chain_address("1bvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", real).text,
            normalise_chain_address("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", real).text);
}

TEST(SelectorTable, FindsByText) {
  const SelectorTable table({"acct:DE:1", "tel:+1"}, {SelectorKind::acct, SelectorKind::tel},
                            {Validity::plausible, Validity::valid});
  EXPECT_EQ(table.find("tel:+1"), SelectorId(1));
  EXPECT_EQ(table.find("tel:+2"), std::nullopt);
}

}  // namespace
}  // namespace cuibono::evidence
