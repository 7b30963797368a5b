#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

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

/// The hash of the example in the Bitcoin wiki ("Technical background of version 1 Bitcoin addresses")
/// under the versions of several chains.
TEST(Selector, Base58CheckIsOfTheChainOfItsVersion) {
  const std::vector<std::pair<std::string, std::string>> examples{
      {"16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM", "btc"},
      {"31nVrspaydBz8aMpxH9WkS2DuhgqS1fCuG", "btc"},
      {"mfcSEPR8EkJrpX91YkTJ9iscdAzppJrG9j", "btc"},
      {"2MsLhvckcb5hLLMzNdQmPNP1V83u1HVdeEb", "btc"},
      {"LKKSCYdyWP7fJDMZ1KUDbpj3yPmQ22MQrv", "ltc"},
      {"M7zeAmEYvk3Qw5dj4A8ra5GdEQHHPwhZSg", "ltc"},
      {"D5EaUbGnj8mtaQqzZmUUsZpteK8RBQuEQy", "doge"},
      {"9rXkbitV3h4t2wjJNQovzZebcH4sYdWGzF", "doge"},
      {"XanKmaz3PS6CCMFyh4o9BLM5bWyowyrnGR", "dash"},
      {"7SW8h56kncHd8LtnDtp25p1sqFXDL3aUXk", "dash"},
      {"GHwQMTf6QaUu7sxgm892ka1BgMBxvZ2w97", "btg"},
      {"AFsMaqBmksXkrNsPPq9FUgvPEnKpF3Rw8Z", "btg"},
      {"t1Hy5wfkHQ3fCe3iHmcJ3TcmD1qbCfktM1F", "zec"},
      {"TA4gwPhsaSzZCaj2RT8dqxMRfy9S5M9V3E", "tron"}};
  for (const auto& [address, scheme] : examples) {
    for (const auto normalise : {normalise_chain_address, normalise_account}) {
      const NormalForm form = normalise(address, real);
      EXPECT_EQ(form.text, scheme + ":" + address);
      EXPECT_EQ(form.validity, Validity::valid) << address;
      EXPECT_EQ(form.kind, scheme == "btc" ? SelectorKind::btc : SelectorKind::chain) << address;
      EXPECT_EQ(normalise(form.text, real).text, form.text);
    }
  }
  // Version 0x99 is nobody's.
  const NormalForm other = normalise_chain_address("24ZomawwE4KmfAizeaNSgWzJf4MpSgeqbss", real);
  EXPECT_EQ(other.validity, Validity::invalid);
  EXPECT_EQ(other.reason, "is an address of a chain that this engine does not know");
  // Chains of one version: what is written before it decides.
  EXPECT_EQ(normalise_chain_address("bch:16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM", real).text,
            "bch:16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM");
  EXPECT_EQ(normalise_chain_address("ltc:16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM", real).text,
            "btc:16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM");
}

/// Addresses of BIP-173 and BIP-350, and what they say is none.
TEST(Selector, Bech32IsOfTheChainOfItsPrefix) {
  for (const char* text :
       {"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
        "BC1SW50QGDZ25J", "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"}) {
    const NormalForm form = normalise_chain_address(text, real);
    EXPECT_EQ(form.text, "btc:" + core::ascii_lower(text));
    EXPECT_EQ(form.kind, SelectorKind::btc);
  }
  EXPECT_EQ(normalise_chain_address("ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9", real).text,
            "ltc:ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9");
  const NormalForm other =
      normalise_chain_address("A12UEL5L", real);  // BIP-173: no prefix of a chain
  EXPECT_EQ(other.validity, Validity::invalid);
  EXPECT_EQ(other.reason, "is an address of a chain that this engine does not know");
  for (const char* text : {"tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty",  // another prefix
                           "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",  // checksum
                           "BC13W508D6QEJXTDG4Y5R3ZARVARY0C5XW7KN40WF2",  // version
                           "bc1rw5uspcuh",                                // program too short
                           "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",        // length of version 0
                           "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",  // Bech32m of version 0
                           "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du",       // four zero bits too many
                           "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7"}) {
    EXPECT_EQ(normalise_chain_address(text, real).validity, Validity::invalid) << text;
  }
}

/// Pairs of the CashAddr specification.
TEST(Selector, CashAddrIsBitcoinCash) {
  for (const std::string text :
       {"qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy",
        "ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq"}) {
    EXPECT_EQ(normalise_chain_address("bitcoincash:" + text, real).text, "bch:" + text);
    EXPECT_EQ(normalise_chain_address(text, real).text, "bch:" + text);
    EXPECT_EQ(normalise_account("bch:" + text, real).text, "bch:" + text);
  }
  EXPECT_EQ(normalise_chain_address("qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6b", real).validity,
            Validity::invalid);
}

/// Published lists of addresses by chain, where they are at hand: each is of the chain of its list.
TEST(Selector, RealListsOfAddressesByChain) {
  const char* named = std::getenv("CUIBONO_DATA");
  const std::string folder =
      std::string(named != nullptr ? named : "../shared/data") + "/crypto_ofac_addresses/";
  if (!std::filesystem::is_directory(folder)) {
    GTEST_SKIP() << "no lists of addresses: put crypto_ofac_addresses into CUIBONO_DATA or "
                    "../shared/data";
  }
  struct List {
    std::string coin;
    std::vector<std::string> schemes;  // one version may be of two chains; "" is invalid
  };
  const std::vector<List> lists{{"XBT", {"btc", "tron"}},
                                {"LTC", {"ltc", "btc"}},
                                {"DASH", {"dash"}},
                                {"BCH", {"bch", "btc"}},
                                {"BTG", {"btg"}},
                                {"ZEC", {"zec"}},
                                {"XVG", {"doge"}},
                                {"TRX", {"tron"}},
                                {"ETH", {"eth"}},
                                {"XRP", {""}},
                                {"XMR", {""}}};
  for (const List& list : lists) {
    std::ifstream file(folder + "sanctioned_addresses_" + list.coin + ".txt");
    std::size_t read = 0;
    for (std::string line; std::getline(file, line);) {
      const std::string_view address = core::trim(line);
      if (address.empty()) continue;
      ++read;
      const NormalForm form = normalise_chain_address(address, real);
      const std::string scheme = form.validity == Validity::invalid
                                     ? std::string()
                                     : form.text.substr(0, form.text.find(':'));
      EXPECT_NE(std::find(list.schemes.begin(), list.schemes.end(), scheme), list.schemes.end())
          << list.coin << " list, line " << read << ": " << scheme;
    }
    EXPECT_GT(read, 0U) << list.coin;
  }
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
                                    "00049301204650",
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
