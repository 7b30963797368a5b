#!/usr/bin/env python3
"""Writes src/brief/world_outline.cc: the outlines of countries and a point for each, for the map of the brief.

    npm pack world-atlas@2.0.2 i18n-iso-countries@7.14.0      (each unpacked into a folder of its own)
    tools/make_outline.py ATLAS_FOLDER ISO_FOLDER > src/brief/world_outline.cc

Run once, by hand, when the data shall change; the build does not run it. Outlines are Natural Earth 4.1.0,
1:110m, public domain (naturalearthdata.com), as TopoJSON of the package world-atlas; points of countries too
small for that scale come from its 1:50m and 1:10m. The package i18n-iso-countries (MIT) is asked for the
two letters of a country's number, and nothing else of it is kept. The same input gives the same bytes.

The projection is Equal Earth (Savric, Patterson, Jenny 2018): areas are true. It is done here, so that the
program holds whole numbers only.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

WIDTH = 20_000  # of the whole world, in units of the map
TOLERANCE = 4.0  # a point nearer than this to the line of its neighbours is left out
AREA_MIN = 1_500.0  # an island smaller than this (about a fifth of Cyprus) is not drawn
LAT_MIN = -60.0  # nothing south of it is drawn: nobody lives there
PER_LINE = 92

# Names that the data writes short, and those that have no number of ISO 3166 there.
NAMES = {
    "BA": "Bosnia and Herzegovina", "CD": "DR Congo", "CF": "Central African Republic", "CG": "Congo",
    "CZ": "Czechia", "DO": "Dominican Republic", "EH": "Western Sahara", "FK": "Falkland Islands",
    "GQ": "Equatorial Guinea", "LA": "Laos", "MK": "North Macedonia", "SB": "Solomon Islands",
    "SS": "South Sudan", "SZ": "Eswatini", "CI": "Côte d'Ivoire", "US": "United States",
    "AG": "Antigua and Barbuda", "BL": "Saint Barthélemy", "CK": "Cook Islands", "KN": "Saint Kitts and Nevis",
    "MH": "Marshall Islands", "MP": "Northern Mariana Islands", "PF": "French Polynesia",
    "PM": "Saint Pierre and Miquelon", "ST": "São Tomé and Príncipe", "VC": "Saint Vincent",
    "VI": "US Virgin Islands", "VG": "British Virgin Islands", "KY": "Cayman Islands",
    "TC": "Turks and Caicos", "AX": "Åland", "FO": "Faroe Islands", "IO": "British Indian Ocean Territory",
    "GS": "South Georgia", "HM": "Heard Island", "TF": "French Southern Lands", "WF": "Wallis and Futuna",
    "SH": "Saint Helena", "MF": "Saint Martin", "LC": "Saint Lucia", "MO": "Macao", "VA": "Vatican",
    "PN": "Pitcairn Islands", "UM": "US Minor Outlying Islands", "TR": "Türkiye",
}
NO_NUMBER = {"Kosovo": "XK"}
# Parts of other countries there, and places without an outline of their own: longitude, latitude, name.
BY_HAND = {
    "BQ": (-68.3, 12.2, "Caribbean Netherlands"), "GF": (-53.1, 3.9, "French Guiana"),
    "GP": (-61.5, 16.2, "Guadeloupe"), "MQ": (-61.0, 14.6, "Martinique"), "RE": (55.5, -21.1, "Réunion"),
    "YT": (45.2, -12.8, "Mayotte"), "GI": (-5.35, 36.14, "Gibraltar"), "TV": (179.2, -8.5, "Tuvalu"),
    "TK": (-171.8, -9.2, "Tokelau"), "SJ": (16.0, 78.6, "Svalbard and Jan Mayen"),
    "CX": (105.6, -10.5, "Christmas Island"), "CC": (96.8, -12.2, "Cocos Islands"),
}

Point = tuple[float, float]
Ring = list[Point]


def project(lon: float, lat: float) -> Point:
    """Equal Earth, in units of the map; y grows downwards."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(theta) / (3 * slope)
    y = theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))
    scale = WIDTH / (2 * 2 * math.sqrt(3) * math.pi / (3 * a1))
    return WIDTH / 2 + x * scale, WIDTH / 4 - y * scale


class Atlas:
    """The countries of one scale, as rings of longitude and latitude."""

    def __init__(self, path: Path):
        topology = json.loads(path.read_text(encoding="utf-8"))
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs: list[Ring] = []
        for arc in topology["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * sx + tx, y * sy + ty))
            self.arcs.append(points)
        self.countries = topology["objects"]["countries"]["geometries"]

    def ring(self, indices: list[int]) -> Ring:
        points: Ring = []
        for index in indices:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    def polygons(self, geometry: dict) -> list[list[list[int]]]:
        kind = geometry.get("type")
        return [geometry["arcs"]] if kind == "Polygon" else geometry["arcs"] if kind else []


def area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])) / 2


def distance(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)


def simplify(points: Ring) -> Ring:
    """Douglas and Peucker; the ends stay, so that neighbours still meet."""
    if len(points) < 3:
        return points
    far, at = max((distance(points[i], points[0], points[-1]), i) for i in range(1, len(points) - 1))
    if far <= TOLERANCE:
        return [points[0], points[-1]]
    return simplify(points[: at + 1])[:-1] + simplify(points[at:])


def inside(point: Point, ring: Ring) -> bool:
    odd = False
    for a, b in zip(ring, ring[1:] + ring[:1]):
        if (a[1] > point[1]) != (b[1] > point[1]):
            odd ^= point[0] < (b[0] - a[0]) * (point[1] - a[1]) / (b[1] - a[1]) + a[0]
    return odd


def label_point(ring: Ring) -> Point:
    """The centroid, or where that is outside the point of a grid that is farthest from the border."""
    whole = area(ring)
    if abs(whole) > 1e-9:
        x = y = 0.0
        for a, b in zip(ring, ring[1:] + ring[:1]):
            cross = a[0] * b[1] - b[0] * a[1]
            x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
        centre = (x / (6 * whole), y / (6 * whole))
        if inside(centre, ring):
            return centre
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    best = (-1.0, ring[0])
    for i in range(1, 24):
        for j in range(1, 24):
            p = (min(xs) + (max(xs) - min(xs)) * i / 24, min(ys) + (max(ys) - min(ys)) * j / 24)
            if inside(p, ring):
                best = max(best, (min(distance(p, a, b) for a, b in zip(ring, ring[1:] + ring[:1])), p))
    return best[1]


def whole(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])


def split_at_the_date_line(ring: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """A ring that leaves the map on one side and comes in on the other, as rings of either side."""
    jumps = [i for i in range(len(ring)) if abs(ring[i][0] - ring[i - 1][0]) > WIDTH * 2 // 5]
    if not jumps:
        return [ring]
    turned = ring[jumps[0] :] + ring[: jumps[0]]
    starts = [i - jumps[0] for i in jumps] + [len(ring)]
    east: list[tuple[int, int]] = []
    west: list[tuple[int, int]] = []
    for begin, end in zip(starts, starts[1:]):
        run = turned[begin:end]
        (west if run[0][0] < WIDTH // 2 else east).extend(run)
    return [side for side in (east, west) if len(side) >= 3]


def subpath(points: list[tuple[int, int]]) -> str:
    text = f"M{points[0][0]} {points[0][1]}l"
    for i, (a, b) in enumerate(zip(points, points[1:])):
        dx, dy = b[0] - a[0], b[1] - a[1]
        first = f"{dx}" if i == 0 or dx < 0 else f" {dx}"
        text += first + (f"{dy}" if dy < 0 else f" {dy}")
    return text + "z"


def path_of(atlas: Atlas, arcs: list[Ring], geometry: dict) -> tuple[str, list[tuple[int, int]]]:
    """The outline as an SVG path of whole numbers, holes left out, and all its points."""
    words, everything = [], []
    for polygon in atlas.polygons(geometry):
        full = [project(*p) for p in atlas.ring(polygon[0])]
        if abs(area(full)) < AREA_MIN and len(atlas.polygons(geometry)) > 1:
            continue
        points = []
        for index in polygon[0]:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += [whole(p) for p in (arc[1:] if points else arc)]
        points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
        if points and points[0] == points[-1]:
            points.pop()
        if len(points) < 3:
            continue
        everything += points
        for part in split_at_the_date_line(points):
            words.append(subpath(part))
    return "".join(words), everything


def quoted(text: str) -> str:
    lines = [text[i : i + PER_LINE] for i in range(0, len(text), PER_LINE)] or [""]
    return "\n     ".join('"' + line + '"' for line in lines)


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    folder, iso = Path(sys.argv[1]), Path(sys.argv[2])
    codes = {row[2]: row[0] for row in json.loads((iso / "codes.json").read_text(encoding="utf-8"))}
    coarse = Atlas(folder / "countries-110m.json")
    arcs = [simplify([project(lon, max(lat, LAT_MIN)) for lon, lat in arc]) for arc in coarse.arcs]
    rows: dict[str, tuple[str, Point, str, list[tuple[int, int]]]] = {}

    def code_of(country: dict) -> str:
        name = country["properties"]["name"]
        return NO_NUMBER.get(name) or codes.get(str(country.get("id", "")), "")

    unnamed = []
    for scale in ("110m", "50m", "10m"):
        atlas = coarse if scale == "110m" else Atlas(folder / f"countries-{scale}.json")
        for country in atlas.countries:
            code = code_of(country)
            if code == "AQ" or code in rows or (not code and scale != "110m"):
                continue
            polygons = [[project(*p) for p in atlas.ring(polygon[0])] for polygon in atlas.polygons(country)]
            if not polygons:
                continue
            point = label_point(max(polygons, key=lambda ring: abs(area(ring))))
            path, points = path_of(atlas, arcs, country) if scale == "110m" else ("", [])
            row = (NAMES.get(code, country["properties"]["name"]), point, path, points)
            if code:
                rows[code] = row
            else:
                unnamed.append(("", row))
    for code, (lon, lat, name) in BY_HAND.items():
        rows[code] = (name, project(lon, lat), "", [])

    print("// Outlines of countries and a point for each. Written by tools/make_outline.py, not by hand.\n"
          "// Natural Earth 4.1.0, 1:110m, public domain (naturalearthdata.com), from world-atlas 2.0.2;\n"
          "// Equal Earth projection, whole numbers.\n"
          "// clang-format off\n"
          '#include "brief/world_outline.h"\n\n'
          "namespace cuibono::brief {\nnamespace {\n\nconstexpr WorldCountry world[] = {")
    for code, (name, point, path, points) in unnamed + sorted(rows.items()):
        x, y = whole(point)
        xs, ys = [p[0] for p in points] or [x], [p[1] for p in points] or [y]
        print(f'    {{"{code}", "{name}", {x}, {y}, {{{min(xs)}, {min(ys)}, {max(xs)}, {max(ys)}}},\n     {quoted(path)}}},')
    print("};\n\n}  // namespace\n\nstd::span<const WorldCountry> world_countries() noexcept { return world; }\n\n"
          "const WorldCountry* find_world_country(std::string_view code) noexcept {\n"
          "  for (const auto& country : world) {\n"
          "    if (!code.empty() && country.code == code) return &country;\n"
          "  }\n  return nullptr;\n}\n\n"
          "}  // namespace cuibono::brief")
    return 0


if __name__ == "__main__":
    sys.exit(main())
