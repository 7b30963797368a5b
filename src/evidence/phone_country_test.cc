// Countries of numbers, and the time zones of all these countries.
#include "evidence/phone_country.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/core.h"
#include "evidence/country_zones.h"

namespace cuibono::evidence {
namespace {

std::string country(const std::string& digits, bool simulated = false) {
  return find_phone_country("tel:+" + digits, simulated).value_or("none");
}

TEST(PhoneCountry, IsThatOfTheCallingCode) {
  EXPECT_EQ(country("37060000001"), "LT");
  EXPECT_EQ(country("4915550000001"), "DE");
  EXPECT_EQ(country("442070000001"), "GB");
}

TEST(PhoneCountry, NextDigitsTellThoseWhoShareACode) {
  EXPECT_EQ(country("12125550100"), "US");
  EXPECT_EQ(country("14165550100"), "CA");
  EXPECT_EQ(country("18765550100"), "JM");
  EXPECT_EQ(country("74950000001"), "RU");
  EXPECT_EQ(country("77010000001"), "KZ");
}

TEST(PhoneCountry, NothingForNumbersOfNoPlace) {
  EXPECT_EQ(country("18005550100"), "none");
  EXPECT_EQ(country("19005550100"), "none");
  EXPECT_EQ(country("80012345678"), "none");
  EXPECT_EQ(country(""), "none");
  EXPECT_FALSE(find_phone_country("local:op.tel:37060000001", false));
  EXPECT_FALSE(find_phone_country("37060000001", false));
}

TEST(PhoneCountry, NumbersOfASimulatedCaseSayWhatCountryTheyStandFor) {
  EXPECT_EQ(country("99937000000001", true), "LT");
  EXPECT_EQ(country("9994900000001", true), "DE");
  EXPECT_EQ(country("99937000000001", false), "none");  // 999 is assigned to nobody
  EXPECT_EQ(country("999", true), "none");
}

/// Every country that some number leads to.
std::set<std::string> all_countries() {
  std::set<std::string> all;
  constexpr int codes = 10'000;  // all that four digits can tell
  for (int code = 1000; code < codes; ++code) {
    if (const auto found = find_phone_country("tel:+" + std::to_string(code) + "0000000", false))
      all.insert(*found);
  }
  return all;
}

TEST(CountryZones, EveryCountryOfACallingCodeHasAMainZoneThatExists) {
  const auto all = all_countries();
  EXPECT_GT(all.size(), 200U);
  for (const auto& code : all) {
    const std::string_view zone = main_zone_of_country(code);
    EXPECT_FALSE(zone.empty()) << code;
    EXPECT_TRUE(core::find_zone(zone)) << code << ' ' << zone;
  }
}

TEST(CountryZones, Law1WhereACountryHasOneZoneTheMainZoneIsThat) {
  std::size_t with_one = 0;
  for (const auto& code : all_countries()) {
    const std::string_view only = zone_of_country(code);
    if (only.empty()) continue;
    ++with_one;
    EXPECT_EQ(main_zone_of_country(code), only) << code;
  }
  EXPECT_GT(with_one, 50U);
}

TEST(CountryZones, WhereThereAreSeveralOnlyTheMainZoneIsGuessed) {
  EXPECT_EQ(zone_of_country("US"), "");
  EXPECT_EQ(main_zone_of_country("US"), "America/New_York");
  EXPECT_EQ(main_zone_of_country("AU"), "Australia/Sydney");
  EXPECT_EQ(main_zone_of_country("ZZ"), "");
  EXPECT_EQ(main_zone_of_country(""), "");
}

}  // namespace
}  // namespace cuibono::evidence
