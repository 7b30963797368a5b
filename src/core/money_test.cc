#include "core/money.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "core/random.h"

namespace cuibono::core {
namespace {

constexpr DecimalStyle plain{};
constexpr DecimalStyle english{'.', ','};
constexpr DecimalStyle german{',', '.'};
constexpr DecimalStyle swiss{'.', '\''};
constexpr DecimalStyle spaced{',', ' '};

/// The number, or nothing where there is a fault.
std::optional<std::int64_t> read(std::string_view text, const DecimalStyle& style = plain,
                                 std::uint8_t exponent = 2) {
  const ParsedDecimal parsed = parse_decimal(text, style, exponent);
  if (parsed.fault) return std::nullopt;
  return parsed.scaled;
}

std::optional<DecimalFault> fault(std::string_view text, const DecimalStyle& style = plain,
                                  std::uint8_t exponent = 2) {
  return parse_decimal(text, style, exponent).fault;
}

AssetId asset(std::string_view code) { return find_asset(code).value(); }

TEST(Money, Law1ParseOfFormatIsTheSameForEveryAssetAndSize) {
  CounterRandom random(1, 1);
  for (std::size_t a = 0; a < asset_table().size(); ++a) {
    const AssetId id = AssetId::of(a);
    for (int i = 0; i < 40; ++i) {
      const auto bits = static_cast<unsigned>(random.below(64));
      const auto x = static_cast<std::int64_t>(random.next()) >> bits;  // every order of size
      const std::string text = format_amount(x, id);
      if (x == INT64_MIN) continue;
      ASSERT_EQ(read(text, plain, get_asset(id).exponent), x) << text;
    }
  }
}

TEST(Money, Law1HoldsAtTheBordersOfInt64AndFaultsBeyond) {
  for (const std::int64_t x :
       {INT64_MAX, INT64_MAX - 1, -INT64_MAX, std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}}) {
    EXPECT_EQ(read(format_amount(x, asset("EUR"))), x);
    EXPECT_EQ(read(format_amount(x, asset("ETH")), plain, 9), x);
    EXPECT_EQ(read(format_minor(x), plain, 0), x);
  }
  EXPECT_EQ(read("92233720368547758.07"), INT64_MAX);
  EXPECT_EQ(fault("92233720368547758.08"), DecimalFault::too_large);
  EXPECT_EQ(fault("9223372036854775808", plain, 0), DecimalFault::too_large);
  EXPECT_EQ(fault("10000000000000000000000000", plain, 0), DecimalFault::too_large);
  EXPECT_EQ(fault("10", plain, 18), DecimalFault::too_large);  // the scale alone is too much
  EXPECT_EQ(read("9", plain, 18), 9'000'000'000'000'000'000);
  // INT64_MIN means "not stated" in the engine, so no text may read as it.
  EXPECT_EQ(fault(format_minor(INT64_MIN), plain, 0), DecimalFault::too_large);
}

TEST(Money, Law2NothingIsRounded) {
  EXPECT_EQ(read("1.2"), 120);
  EXPECT_EQ(read("1.230000"), 123);  // zeros say nothing
  EXPECT_EQ(fault("1.234"), DecimalFault::too_many_decimals);
  EXPECT_EQ(fault("0.001"), DecimalFault::too_many_decimals);
  EXPECT_EQ(fault("0.0099999999999999999999"), DecimalFault::too_many_decimals);
  EXPECT_EQ(fault("5.5", plain, 0), DecimalFault::too_many_decimals);
  EXPECT_EQ(read("5.0", plain, 0), 5);
  EXPECT_EQ(read("0.123456789", plain, 9), 123'456'789);
  EXPECT_EQ(fault("0.1234567891", plain, 9), DecimalFault::too_many_decimals);
}

TEST(Money, ReadsTheWaysInWhichColumnsWriteNumbers) {
  EXPECT_EQ(read("1234567.89"), 123'456'789);
  EXPECT_EQ(read("1,234,567.89", english), 123'456'789);
  EXPECT_EQ(read("12,34,567.89", english), 123'456'789);  // lakh
  EXPECT_EQ(read("1.234.567,89", german), 123'456'789);
  EXPECT_EQ(read("1234567,89", german), 123'456'789);
  EXPECT_EQ(read("1'234'567.89", swiss), 123'456'789);
  EXPECT_EQ(read("1\u2019234\u2019567.89", swiss), 123'456'789);
  EXPECT_EQ(read("1 234 567,89", spaced), 123'456'789);
  EXPECT_EQ(read("1\u00A0234\u00A0567,89", spaced), 123'456'789);
  EXPECT_EQ(read("1\u202F234\u202F567,89", spaced), 123'456'789);
  EXPECT_EQ(read("1\u2009234\u2009567,89", spaced), 123'456'789);
  EXPECT_EQ(read("  12.50\t"), 1250);
  EXPECT_EQ(read(".5"), 50);
  EXPECT_EQ(read("5."), 500);
  EXPECT_EQ(read("007"), 700);
}

TEST(Money, ReadsEverySign) {
  EXPECT_EQ(read("-12.00"), -1200);
  EXPECT_EQ(read("+12.00"), 1200);
  EXPECT_EQ(read("\u221212.00"), -1200);
  EXPECT_EQ(read("12.00-"), -1200);
  EXPECT_EQ(read("12.00\u2212"), -1200);
  EXPECT_EQ(read("(12.00)"), -1200);
  EXPECT_EQ(read("- 12.00"), -1200);
  EXPECT_EQ(read("-0.00"), 0);
  const DecimalStyle strict{'.', 0, false, false};
  EXPECT_EQ(fault("12.00-", strict), DecimalFault::not_a_number);
  EXPECT_EQ(fault("(12.00)", strict), DecimalFault::not_a_number);
  for (const char* text : {"--5", "+-5", "-5-", "(-5)", "-(5)", "(5", "5)", "()", "5.-", "1-2"}) {
    EXPECT_EQ(fault(text), DecimalFault::not_a_number) << text;
  }
}

TEST(Money, TakesAUnitOnOneSide) {
  for (const char* text : {"EUR 5.00", "5.00 EUR", "€5.00", "5.00€", "5.00 \u20BD", "R$ 5.00",
                           "5.00 руб.", "fr. 5.00", "5.00 zł", "円5.00", "US$5.00"}) {
    EXPECT_EQ(read(text), 500) << text;
  }
  EXPECT_EQ(read("-EUR 5.00"), -500);
  EXPECT_EQ(read("EUR -5.00"), -500);
  EXPECT_EQ(read("EUR (5.00)"), -500);
  EXPECT_EQ(read("$.50"), 50);
  EXPECT_EQ(fault("EUR 5 USD"), DecimalFault::not_a_number);
  EXPECT_EQ(fault("5 and then some words"), DecimalFault::not_a_number);
}

TEST(Money, RefusesWhatWouldReadAsAnotherAmount) {
  // The point of an abbreviation is no decimal point: 500 must not become a half.
  for (const char* text : {"Rs.500", "руб.500", "-Rs.500"}) {
    EXPECT_EQ(fault(text), DecimalFault::not_a_number) << text;
  }
  // Words that change the number are no units.
  for (const char* text : {"12o", "12.5O", "12.OO", "l2.50", "1о", "5k", "5 K", "1.5M", "5 mln",
                           "5 тыс.", "5 млн", "5 %", "5 lakh"}) {
    EXPECT_EQ(fault(text), DecimalFault::not_a_number) << text;
  }
  EXPECT_EQ(fault("500.00 DR"), DecimalFault::not_a_number);
  EXPECT_EQ(fault("500.00 Cr"), DecimalFault::not_a_number);
  EXPECT_EQ(fault("500.-"), DecimalFault::not_a_number);  // "five hundred flat", not minus
  EXPECT_EQ(read("K 500.00"), 50'000);                    // in front it is a currency
}

TEST(Money, RefusesMarksThatDoNotStandBetweenThousands) {
  for (const char* text : {"1,23", "1,2345", "1,,234", ",234", "1,2,345", "1234,567", "1,234,",
                           "1,23,45", "1.234,567"}) {
    EXPECT_EQ(fault(text, english), DecimalFault::not_a_number) << text;
  }
  EXPECT_EQ(fault("1,234.56"), DecimalFault::not_a_number);  // a style without groups
  EXPECT_EQ(fault("1.234,56", english), DecimalFault::not_a_number);
}

TEST(Money, RefusesWhatIsNoNumber) {
  for (const char* text : {"", " ", ".", "-", "EUR", "abc", "1e5", "0x10", "1.2.3", "NaN", "inf",
                           "2024-05-01", "12:30", "１２", "1 2", "\xFF\xFE", "5\xFF 6"}) {
    EXPECT_EQ(fault(text), DecimalFault::not_a_number) << text;
  }
}

TEST(Money, FormatsExactlyTheDecimalsOfTheAsset) {
  EXPECT_EQ(format_amount(123'456'789, asset("EUR")), "1234567.89");
  EXPECT_EQ(format_amount(-5, asset("EUR")), "-0.05");
  EXPECT_EQ(format_amount(0, asset("EUR")), "0.00");
  EXPECT_EQ(format_amount(1234, asset("JPY")), "1234");
  EXPECT_EQ(format_amount(1, asset("BTC")), "0.00000001");
  EXPECT_EQ(format_amount(1'000'000'000, asset("ETH")), "1.000000000");
  const Int128 lowest = std::numeric_limits<Int128>::min();
  EXPECT_EQ(format_amount(lowest, asset("JPY")), "-170141183460469231731687303715884105728");
}

TEST(Money, ReadersSeeGroupsAndAUnit) {
  EXPECT_EQ(format_money_for_reader(123'456'789, asset("EUR")), "EUR\u00A01\u202F234\u202F567.89");
  EXPECT_EQ(format_money_for_reader(-100'000, asset("EUR")), "EUR\u00A0-1\u202F000.00");
  EXPECT_EQ(format_money_for_reader(999, asset("JPY")), "JPY\u00A0999");
  EXPECT_EQ(format_money_for_reader(150'000'000, asset("BTC")), "BTC\u00A01.5");
  EXPECT_EQ(format_money_for_reader(200'000'000, asset("BTC")), "BTC\u00A02");
  EXPECT_EQ(format_money_for_reader(123'450, unstated_asset), "1\u202F234.50 (no currency stated)");
}

TEST(Money, MinorUnitsGoThereAndBackInInt128) {
  const Int128 big = static_cast<Int128>(INT64_MAX) * INT64_MAX;
  for (const Int128 x : {Int128{0}, Int128{-7}, big, -big}) {
    EXPECT_TRUE(parse_minor(format_minor(x)) == x);
  }
  EXPECT_EQ(format_minor(123'456'789), "123456789");
  EXPECT_EQ(format_minor(-1), "-1");
  EXPECT_TRUE(parse_minor("99999999999999999999999999999999999999").has_value());  // 38 digits
  for (const char* text :
       {"", "-", "+1", "1.0", " 1", "1 ", "--1", "1a", "100000000000000000000000000000000000000"}) {
    EXPECT_FALSE(parse_minor(text).has_value()) << text;
  }
}

TEST(Money, AssetTableHasIsoExponentsAndEveryCodeOnce) {
  const auto exponent = [](std::string_view code) { return int{get_asset(asset(code)).exponent}; };
  for (const char* code : {"EUR", "USD", "GBP", "CHF", "PLN", "AFN", "XCG"})
    EXPECT_EQ(exponent(code), 2) << code;
  for (const char* code : {"JPY", "KRW", "CLP", "ISK", "VND", "XAF", "XOF", "XPF", "UGX", "PYG"})
    EXPECT_EQ(exponent(code), 0) << code;
  for (const char* code : {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
    EXPECT_EQ(exponent(code), 3) << code;
  EXPECT_EQ(exponent("BTC"), 8);
  EXPECT_EQ(exponent("ETH"), 9);
  std::set<std::string_view> codes;
  for (std::size_t a = 2; a < asset_table().size(); ++a) {
    const Asset& row = asset_table()[a];
    EXPECT_FALSE(row.code.empty()) << a;
    EXPECT_TRUE(codes.insert(row.code).second) << row.code;
    EXPECT_EQ(asset(row.code), AssetId::of(a)) << row.code;
  }
}

TEST(Money, FindsAssetsByCodeSymbolAndCommonName) {
  EXPECT_EQ(find_asset("eur"), asset("EUR"));
  EXPECT_EQ(find_asset(" € "), asset("EUR"));
  EXPECT_EQ(find_asset("US$"), asset("USD"));
  EXPECT_EQ(find_asset("$"), asset("USD"));
  EXPECT_EQ(find_asset("Bitcoin"), asset("BTC"));
  EXPECT_EQ(find_asset("руб."), asset("RUB"));
  EXPECT_EQ(find_asset("元"), asset("CNY"));
  for (const char* text : {"XXX", "", "EURO1", "no such"}) {
    EXPECT_FALSE(find_asset(text).has_value()) << text;
  }
  EXPECT_EQ(get_asset(unstated_asset).code, "XXX");
  EXPECT_EQ(int{get_asset(unstated_fine_asset).exponent}, 9);
}

}  // namespace
}  // namespace cuibono::core
