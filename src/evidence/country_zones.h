#pragma once
#include <string>
#include <string_view>

namespace cuibono::evidence {

/// The time zone of a country's offices; empty where a country has several that differ.
/// In      ISO 3166 alpha-2.  Source  IANA time zone database, zone1970.tab.
[[nodiscard]] std::string_view zone_of_country(std::string_view country) noexcept;

/// The time zone that most people of a country live by; empty for what is no country of a calling code.
/// Use     to tell what time it was, roughly, where a number is from. Of a country with several zones it is
///         one guess for all: US is New York, CA Toronto, AU Sydney, BR São Paulo, RU Moscow, MX Mexico City,
///         ID Jakarta, CL Santiago, CD Lubumbashi. A time in a file is read by zone_of_country alone.
/// In      ISO 3166 alpha-2.  Laws  1 where zone_of_country knows one, it is that.
/// Source  IANA time zone database, zone.tab; which of several: censuses.
[[nodiscard]] std::string_view main_zone_of_country(std::string_view country) noexcept;

}  // namespace cuibono::evidence
