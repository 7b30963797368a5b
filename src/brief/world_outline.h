#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace cuibono::brief {

/// A rectangle of the map; x to the right, y downwards.
struct MapBox {
  std::int32_t left = 0, top = 0, right = 0, bottom = 0;
};

/// One country as the map of the brief draws it.
struct WorldCountry {
  std::string_view code;      ///< ISO 3166 alpha-2 (XK: Kosovo); empty: an outline without a code
  std::string_view name;      ///< in English, as a label
  std::int32_t x = 0, y = 0;  ///< a point inside of its largest part
  MapBox box;                 ///< of the outline; the point alone where there is none
  std::string_view path;      ///< an SVG path in units of the map; empty: too small for this scale
};

/// All countries by code, those without a code first.
///
/// Out     outlines in units of the map: the world is world_width units wide. A name and a border are
///         those of the source, and say nothing about whose a territory is.
/// Source  Natural Earth 4.1.0, 1:110m (points of small countries 1:50m and 1:10m), public domain; made by
///         tools/make_outline.py in the Equal Earth projection: areas are true.
[[nodiscard]] std::span<const WorldCountry> world_countries() noexcept;
inline constexpr std::int32_t world_width = 20'000;

/// Nothing for a code that is not there.
[[nodiscard]] const WorldCountry* find_world_country(std::string_view code) noexcept;

}  // namespace cuibono::brief
