#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "brief/brief.h"

namespace cuibono::brief {

/// How the country of a victim is known, the best first.
enum class CountryBasis : std::uint8_t { stated, phone, jurisdiction, unknown };
inline constexpr std::size_t country_bases = 4;

struct CountryVictims {
  std::string code;  ///< ISO 3166 alpha-2
  std::uint64_t victims = 0;
  std::array<std::uint64_t, country_bases> by_basis{};  ///< unknown: always zero
};

struct VictimCountries {
  std::vector<CountryVictims> countries;  ///< most victims first, then by code
  std::uint64_t victims = 0;
  std::array<std::uint64_t, country_bases> by_basis{};
  std::uint64_t several = 0;  ///< whose reports state more than one country
  std::uint64_t unread = 0;   ///< whose reports state one that is no country's name, and none else
  std::vector<evidence::RecordRef> records;  ///< of their reports, sorted
};

/// Each victim once, in the country that the best evidence names.
///
/// Out     the country that most of a victim's reports state (of equally many the first by code); else that of
///         the calling code of the first phone with one; else the jurisdiction of the file of the first
///         report; else unknown.
/// Laws    1 victims = sum over countries + unknown = the victims that the summary counts.
///         2 victims = sum over bases.
/// Cost    O(reports + victims).
[[nodiscard]] VictimCountries count_victims(const BriefInput& input);

}  // namespace cuibono::brief
