#pragma once
#include <string>
#include <string_view>

namespace cuibono::evidence {

/// The time zone of a country's offices; empty where a country has several that differ.
/// In      ISO 3166 alpha-2.  Source  IANA time zone database, zone1970.tab.
[[nodiscard]] std::string_view zone_of_country(std::string_view country) noexcept;

}  // namespace cuibono::evidence
