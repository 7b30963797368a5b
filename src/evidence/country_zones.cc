#include "evidence/country_zones.h"

#include <algorithm>
#include <array>

namespace cuibono::evidence {
namespace {

struct CountryZone {
  std::string_view country, zone;
};
constexpr auto zones = std::to_array<CountryZone>({
    {"AD", "Europe/Andorra"},      {"AE", "Asia/Dubai"},         {"AL", "Europe/Tirane"},
    {"AM", "Asia/Yerevan"},        {"AT", "Europe/Vienna"},      {"AZ", "Asia/Baku"},
    {"BA", "Europe/Sarajevo"},     {"BD", "Asia/Dhaka"},         {"BE", "Europe/Brussels"},
    {"BG", "Europe/Sofia"},        {"BY", "Europe/Minsk"},       {"CH", "Europe/Zurich"},
    {"CN", "Asia/Shanghai"},       {"CO", "America/Bogota"},     {"CY", "Asia/Nicosia"},
    {"CZ", "Europe/Prague"},       {"DE", "Europe/Berlin"},      {"DK", "Europe/Copenhagen"},
    {"DZ", "Africa/Algiers"},      {"EE", "Europe/Tallinn"},     {"EG", "Africa/Cairo"},
    {"ES", "Europe/Madrid"},       {"FI", "Europe/Helsinki"},    {"FR", "Europe/Paris"},
    {"GB", "Europe/London"},       {"GE", "Asia/Tbilisi"},       {"GR", "Europe/Athens"},
    {"HK", "Asia/Hong_Kong"},      {"HR", "Europe/Zagreb"},      {"HU", "Europe/Budapest"},
    {"IE", "Europe/Dublin"},       {"IL", "Asia/Jerusalem"},     {"IN", "Asia/Kolkata"},
    {"IQ", "Asia/Baghdad"},        {"IR", "Asia/Tehran"},        {"IS", "Atlantic/Reykjavik"},
    {"IT", "Europe/Rome"},         {"JO", "Asia/Amman"},         {"JP", "Asia/Tokyo"},
    {"KE", "Africa/Nairobi"},      {"KG", "Asia/Bishkek"},       {"KH", "Asia/Phnom_Penh"},
    {"KR", "Asia/Seoul"},          {"KW", "Asia/Kuwait"},        {"KZ", "Asia/Almaty"},
    {"LB", "Asia/Beirut"},         {"LI", "Europe/Vaduz"},       {"LT", "Europe/Vilnius"},
    {"LU", "Europe/Luxembourg"},   {"LV", "Europe/Riga"},        {"MA", "Africa/Casablanca"},
    {"MC", "Europe/Monaco"},       {"MD", "Europe/Chisinau"},    {"ME", "Europe/Podgorica"},
    {"MK", "Europe/Skopje"},       {"MT", "Europe/Malta"},       {"MY", "Asia/Kuala_Lumpur"},
    {"NG", "Africa/Lagos"},        {"NL", "Europe/Amsterdam"},   {"NO", "Europe/Oslo"},
    {"PA", "America/Panama"},      {"PE", "America/Lima"},       {"PH", "Asia/Manila"},
    {"PK", "Asia/Karachi"},        {"PL", "Europe/Warsaw"},      {"PT", "Europe/Lisbon"},
    {"QA", "Asia/Qatar"},          {"RO", "Europe/Bucharest"},   {"RS", "Europe/Belgrade"},
    {"SA", "Asia/Riyadh"},         {"SE", "Europe/Stockholm"},   {"SG", "Asia/Singapore"},
    {"SI", "Europe/Ljubljana"},    {"SK", "Europe/Bratislava"},  {"SM", "Europe/San_Marino"},
    {"TH", "Asia/Bangkok"},        {"TJ", "Asia/Dushanbe"},      {"TM", "Asia/Ashgabat"},
    {"TN", "Africa/Tunis"},        {"TR", "Europe/Istanbul"},    {"TW", "Asia/Taipei"},
    {"UA", "Europe/Kyiv"},         {"UY", "America/Montevideo"}, {"UZ", "Asia/Tashkent"},
    {"VE", "America/Caracas"},     {"VN", "Asia/Ho_Chi_Minh"},   {"XK", "Europe/Belgrade"},
    {"ZA", "Africa/Johannesburg"},
});

}  // namespace

std::string_view zone_of_country(std::string_view country) noexcept {
  const auto found = std::lower_bound(
      zones.begin(), zones.end(), country,
      [](const CountryZone& row, std::string_view wanted) { return row.country < wanted; });
  return found == zones.end() || found->country != country ? std::string_view() : found->zone;
}

}  // namespace cuibono::evidence
