// Victims by country: circles by area over the outlines of countries.
#include <algorithm>
#include <optional>

#include "brief/figure_parts.h"
#include "brief/figures.h"
#include "brief/html_parts.h"
#include "brief/victim_countries.h"
#include "brief/world_outline.h"

namespace cuibono::brief {
namespace {

/// A country with victims that has a point on the map.
struct Placed {
  const CountryVictims* victims = nullptr;
  const WorldCountry* country = nullptr;
};

std::string name_of(const CountryVictims& country) {
  const auto* found = find_world_country(country.code);
  return found == nullptr ? country.code : std::string(found->name);
}

MapBox bounds(const std::vector<Placed>& placed) {
  MapBox box{INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
  for (const auto& p : placed) {
    box = {std::min(box.left, p.country->x), std::min(box.top, p.country->y),
           std::max(box.right, p.country->x), std::max(box.bottom, p.country->y)};
  }
  return box;
}

/// What decides the scale: the wider or, twice, the higher.
std::int32_t extent(const std::vector<Placed>& placed) {
  const MapBox box = bounds(placed);
  return std::max(box.right - box.left, 2 * (box.bottom - box.top));
}

/// Countries for the frame, and few far ones without which all others are drawn much larger.
struct Split {
  std::vector<Placed> inside, outside;
};

Split split(std::vector<Placed> placed) {
  constexpr std::size_t outside_max = 3, inside_min = 4;
  std::uint64_t all = 0, out = 0;
  for (const auto& p : placed) all += p.victims->victims;
  Split result{std::move(placed), {}};
  while (result.inside.size() > inside_min && result.outside.size() < outside_max) {
    const std::int32_t before = extent(result.inside);
    std::optional<Split> best;
    std::int32_t best_extent = before * 2 / 3;
    for (int side = 0; side < 4; ++side) {
      std::vector<Placed> sorted = result.inside;
      std::stable_sort(sorted.begin(), sorted.end(), [&](const Placed& a, const Placed& b) {
        const auto key = [&](const Placed& p) {
          const std::int32_t along = side < 2 ? p.country->x : p.country->y;
          return side % 2 == 0 ? along : -along;
        };
        return key(a) > key(b);
      });
      for (std::size_t k = 1; k + result.outside.size() <= outside_max; ++k) {
        if (sorted.size() < k + inside_min) break;
        const auto cut = sorted.begin() + static_cast<std::ptrdiff_t>(k);
        std::uint64_t victims = out;
        for (auto p = sorted.begin(); p != cut; ++p) victims += p->victims->victims;
        Split tried{{cut, sorted.end()}, {sorted.begin(), cut}};
        if (victims * 10 > all || extent(tried.inside) > best_extent) continue;
        best_extent = extent(tried.inside) - 1;
        best = std::move(tried);
      }
    }
    if (!best) break;
    result.inside = std::move(best->inside);
    for (const auto& p : best->outside) {
      out += p.victims->victims;
      result.outside.push_back(p);
    }
  }
  const auto most_first = [](const Placed& a, const Placed& b) {
    return a.victims->victims != b.victims->victims ? a.victims->victims > b.victims->victims
                                                    : a.victims->code < b.victims->code;
  };
  std::sort(result.inside.begin(), result.inside.end(), most_first);
  std::sort(result.outside.begin(), result.outside.end(), most_first);
  return result;
}

/// The part of the world that is drawn: all points with some room, in a shape that fits the page.
MapBox frame_of(const std::vector<Placed>& placed, bool narrow) {
  constexpr std::int32_t width_min = 2'600, room = 420, world_bottom = 8'800;
  const std::int32_t flat = narrow ? 800 : 480, high = narrow ? 1'100 : 640;  // height per mille
  const MapBox box = bounds(placed);
  std::int32_t width = std::max(box.right - box.left + 2 * room, width_min);
  std::int32_t height = box.bottom - box.top + 2 * room;
  height = std::max(height, width / 1'000 * flat);
  width = std::max(width, height * 10 / high * 100);
  if (width > world_width) {
    width = world_width;
    height = world_bottom;
  }
  const auto begin = [](std::int32_t middle, std::int32_t size, std::int32_t end) {
    return size >= end ? (end - size) / 2 : std::clamp(middle - size / 2, 0, end - size);
  };
  const std::int32_t left = begin((box.left + box.right) / 2, width, world_width);
  const std::int32_t top = begin((box.top + box.bottom) / 2, height, world_bottom);
  return {left, top, left + width, top + height};
}

bool meets(const MapBox& a, const MapBox& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/// The outlines that one of the frames shows, once for both drawings.
std::string outlines(const MapBox& a, const MapBox& b) {
  std::string path;
  for (const auto& country : world_countries()) {
    if (meets(country.box, a) || meets(country.box, b)) path += country.path;
  }
  return "<svg class=store width=0 height=0><g id=world><path fill=currentColor fill-opacity=.09 "
         "stroke=currentColor "
         "stroke-opacity=.55 stroke-width=5 d=\"" +
         path + "\"></path></g></svg>\n";
}

struct Circle {
  const Placed* placed = nullptr;
  Tenths x = 0, y = 0, radius = 0;
  [[nodiscard]] Box box() const { return {x - radius, y - radius, x + radius, y + radius}; }
};

constexpr Tenths radius_seen = 2 * px;  ///< the smallest circle that can be seen on paper

/// Circles whose areas are as the numbers, the largest first.
std::vector<Circle> circles_of(const std::vector<Placed>& placed, const MapBox& frame,
                               const Drawing& drawing) {
  const Tenths largest = (drawing.narrow() ? 17 : 24) * px;
  const auto most = placed.front().victims->victims;
  std::vector<Circle> out;
  for (const auto& p : placed) {
    const auto area = static_cast<core::Int128>(largest) * largest *
                      static_cast<core::Int128>(p.victims->victims) /
                      static_cast<core::Int128>(most);
    const auto radius = static_cast<Tenths>(root_of(static_cast<std::uint64_t>(area)));
    const Tenths scale = frame.right - frame.left;
    out.push_back({&p, (p.country->x - frame.left) * drawing.width() / scale,
                   (p.country->y - frame.top) * drawing.width() / scale,
                   std::max(radius, radius_seen)});
  }
  return out;
}

/// Where a label of a width can stand beside a circle.
std::vector<Box> places_beside(const Circle& c, Tenths width) {
  constexpr Tenths height = 13 * px, gap = 3 * px;
  const Tenths side = c.radius + gap, corner = c.radius * 7 / 10 + gap;
  const auto at = [&](Tenths left, Tenths top) {
    return Box{left, top, left + width, top + height};
  };
  return {at(c.x + side, c.y - height / 2),
          at(c.x - side - width, c.y - height / 2),
          at(c.x - width / 2, c.y - c.radius - height),
          at(c.x - width / 2, c.y + c.radius),
          at(c.x + corner, c.y - corner - height / 2),
          at(c.x + corner, c.y + corner - height / 2),
          at(c.x - corner - width, c.y - corner - height / 2),
          at(c.x - corner - width, c.y + corner - height / 2)};
}

/// Labels where they fit: name and number, else code and number. Returns how many found no room.
std::size_t draw_labels(Drawing& drawing, const std::vector<Circle>& circles, Tenths map_height) {
  const Box whole{0, 0, drawing.width(), map_height};
  std::vector<Box> taken;
  std::size_t without = 0;
  for (const auto& circle : circles) {
    const auto& victims = *circle.placed->victims;
    const std::string number = " " + core::group_digits(victims.victims);
    bool done = false;
    for (const std::string& name : {name_of(victims), victims.code}) {
      const std::string label = name + number;
      for (const Box& box : places_beside(circle, width_of(label))) {
        const auto in_the_way = [&](const Box& other) { return box.meets(other); };
        const bool hits_circle = std::any_of(
            circles.begin(), circles.end(),
            [&](const Circle& other) { return &other != &circle && in_the_way(other.box()); });
        if (hits_circle || !whole.holds(box) || std::any_of(taken.begin(), taken.end(), in_the_way))
          continue;
        drawing.text("mid halo", (box.left + box.right) / 2, box.bottom - 3 * px, label);
        taken.push_back(box);
        done = true;
        break;
      }
      if (done) break;
    }
    if (!done) ++without;
  }
  return without;
}

struct Drawn {
  Drawing drawing;
  std::size_t without_label = 0;
  bool any_enlarged = false;
};

Drawn draw(const Exporter& e, const Split& parts, const MapBox& frame, bool narrow) {
  constexpr Tenths line = 16 * px;
  const Tenths width = (narrow ? 350 : 720) * px;
  const Tenths height = (frame.bottom - frame.top) * width / (frame.right - frame.left);
  Drawn out{Drawing(width, height + static_cast<Tenths>(parts.outside.size()) * line, narrow)};
  auto& drawing = out.drawing;
  drawing.raw("<svg width=\"" + tenths_text(width) + "\" height=\"" + tenths_text(height) +
              "\" viewBox=\"" + std::to_string(frame.left) + " " + std::to_string(frame.top) + " " +
              std::to_string(frame.right - frame.left) + " " +
              std::to_string(frame.bottom - frame.top) + "\"><use href=#world></use></svg>");
  drawing.rect("frame", {5, 5, width - 5, height - 5});
  const auto circles = circles_of(parts.inside, frame, drawing);
  for (const auto& circle : circles) drawing.circle("dot", circle.x, circle.y, circle.radius);
  out.without_label = draw_labels(drawing, circles, height);
  out.any_enlarged = circles.back().radius == radius_seen;
  if (e.input.facts.simulated) drawing.text("quiet end halo", width - 6 * px, 16 * px, "SIMULATED");
  Tenths y = height;
  for (const auto& p : parts.outside) {
    y += line;
    drawing.text(
        "", 0, y - 3 * px,
        "Outside the frame: " + name_of(*p.victims) + " " + core::group_digits(p.victims->victims));
  }
  return out;
}

std::uint64_t by(const std::array<std::uint64_t, country_bases>& counts, CountryBasis basis) {
  return counts[static_cast<std::size_t>(basis)];
}

std::string table_of(const VictimCountries& victims) {
  TableWriter table("The same as a table: victims by country, and how the country is known",
                    {"country", "code", "#victims", "#stated in a report",
                     "#calling code of a phone", "#jurisdiction of the file"});
  const auto row = [&](const std::string& name, const std::string& code, std::uint64_t number,
                       const std::array<std::uint64_t, country_bases>& counts) {
    table.text(name);
    table.text(code);
    table.number(core::group_digits(number));
    for (const auto basis : {CountryBasis::stated, CountryBasis::phone, CountryBasis::jurisdiction})
      table.number(core::group_digits(by(counts, basis)));
    table.end();
  };
  for (const auto& country : victims.countries) {
    table.begin();
    row(name_of(country), country.code, country.victims, country.by_basis);
  }
  if (const auto unknown = by(victims.by_basis, CountryBasis::unknown); unknown > 0) {
    table.begin();
    row("unknown", "–", unknown, {});
  }
  table.begin_sum();
  row("in all", "", victims.victims, victims.by_basis);
  return table.finish(0, 0);
}

std::string basis_words(const VictimCountries& victims) {
  std::vector<std::string> parts;
  const auto say = [&](CountryBasis basis, const char* words) {
    if (const auto number = by(victims.by_basis, basis); number > 0)
      parts.push_back(core::group_digits(number) + " " + words);
  };
  say(CountryBasis::stated, "by what a report states");
  say(CountryBasis::phone, "by the calling code of a phone");
  say(CountryBasis::jurisdiction, "by the jurisdiction of the file of the report");
  say(CountryBasis::unknown, "unknown and not on the map");
  return "How the country of " + counted(victims.victims, "victim", "victims") +
         " is known: " + core::join(parts, ", ") + ".";
}

std::vector<std::string> captions_of(const Exporter& e, const VictimCountries& victims,
                                     const Drawn& wide, const Drawn& narrow) {
  std::vector<std::string> out{
      "Victims whom reports name, each once, by country; the area of a circle is as the number of "
      "victims. It shows where reports were made and joined, not where all victims are.",
      basis_words(victims)};
  if (victims.several > 0)
    out.push_back(counted(victims.several, "victim has", "victims have") +
                  " reports that state more than one country: the one stated most is taken.");
  if (victims.unread > 0)
    out.push_back("Of " + counted(victims.unread, "victim", "victims") +
                  " a report states what is no country's name.");
  std::vector<std::string> without_point;
  for (const auto& country : victims.countries) {
    if (find_world_country(country.code) == nullptr)
      without_point.push_back(country.code + " " + core::group_digits(country.victims));
  }
  if (!without_point.empty())
    out.push_back("Without a place on this map: " + core::join(without_point, ", ") + ".");
  if (wide.without_label > 0 || narrow.without_label > 0)
    out.emplace_back("Where circles crowd, some have no label; the table has all.");
  if (wide.any_enlarged || narrow.any_enlarged)
    out.emplace_back("The smallest circles are drawn larger than their share, to be seen.");
  out.push_back("Stands on " + rows_and_files(e, victims.records) + ".");
  out.emplace_back(
      "Outlines: Natural Earth 4.1.0, 1:110m, public domain (naturalearthdata.com), in the Equal "
      "Earth projection; borders are as drawn there and say nothing about whose a territory is.");
  return out;
}

}  // namespace

std::string victim_map_figure(const Exporter& e) {
  if (e.input.evidence.items.empty()) return {};
  const VictimCountries victims = count_victims(e.input);
  if (victims.victims == 0)
    return figure_left_out("No map of victims is drawn: no victim's report is among the files.");
  std::vector<Placed> placed;
  for (const auto& country : victims.countries) {
    if (const auto* found = find_world_country(country.code)) placed.push_back({&country, found});
  }
  if (placed.empty())
    return figure_left_out("No map of victims is drawn: of " +
                           counted(victims.victims, "victim", "victims") +
                           " no country is known that has a place on it.");
  const Split parts = split(std::move(placed));
  const MapBox wide_frame = frame_of(parts.inside, false);
  const MapBox narrow_frame = frame_of(parts.inside, true);
  const Drawn wide = draw(e, parts, wide_frame, false);
  const Drawn narrow = draw(e, parts, narrow_frame, true);
  Figure figure;
  figure.id = "victimmap";
  figure.heading = "Where the victims are";
  figure.title = "Map of victims by country";
  figure.description =
      "Circles over an outline map. Most victims: " + name_of(victims.countries[0]) + ", " +
      core::group_digits(victims.countries[0].victims) +
      ". The table after the figure holds all numbers.";
  figure.captions = captions_of(e, victims, wide, narrow);
  figure.table = table_of(victims);
  return outlines(wide_frame, narrow_frame) + figure_html(e, figure, wide.drawing, narrow.drawing);
}

}  // namespace cuibono::brief
