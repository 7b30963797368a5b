// Springs along edges, all nodes pushing each other away, round after round with falling heat. Each part
// that nothing joins to the rest has its own picture; the pictures are packed as circles. Nodes are put in
// the order of their seeds first, so that nothing hangs on how the caller counts them. No function of the
// mathematics library but the square root is used: it alone is exact everywhere.
#include "network/layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace cuibono::network {
namespace {

constexpr double theta = 0.9;
constexpr std::size_t nodes_most = 200'000;
constexpr double part_margin = 0.7;  // of the length of an edge, round each part

/// Fewer rounds for larger parts: the work stays that of 100 rounds over a thousand nodes.
int rounds_of(std::size_t nodes) {
  constexpr std::size_t rounds_usual = 100, rounds_least = 30, nodes_usual = 1000;
  if (nodes <= nodes_usual) return static_cast<int>(rounds_usual);
  return static_cast<int>(std::max(rounds_least, rounds_usual * nodes_usual / nodes));
}

/// A number in [0, 1) from a hash.
double unit_of(std::uint64_t bits) {
  return static_cast<double>(core::mix64(bits) >> 11U) / 9007199254740992.0;  // 2^53
}

struct Part {
  std::vector<std::uint32_t> nodes;  ///< in the order of seeds
  std::vector<LayoutEdge> edges;     ///< positions in `nodes`
  std::vector<LayoutVector> at;
  double radius = 0;
  LayoutVector middle;
};

core::Status relax(const core::RunContext& context, std::span<const std::uint64_t> seeds,
                   Part& part) {
  const std::size_t count = part.nodes.size();
  const double side = std::sqrt(static_cast<double>(count));
  part.at.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t seed = seeds[part.nodes[i]];
    part.at[i] = {side * unit_of(seed), side * unit_of(~seed)};
  }
  const int rounds = rounds_of(count);
  for (int round = 0; round < rounds; ++round) {
    CB_TRY_STATUS(core::check_cancelled(context));
    CB_TRY(std::vector<LayoutVector> force, push_apart(context, part.at, theta));
    for (const LayoutEdge edge : part.edges) {
      const double dx = part.at[edge.a].x - part.at[edge.b].x;
      const double dy = part.at[edge.a].y - part.at[edge.b].y;
      const double length = std::sqrt(dx * dx + dy * dy);
      force[edge.a].x -= dx * length, force[edge.a].y -= dy * length;
      force[edge.b].x += dx * length, force[edge.b].y += dy * length;
    }
    const double left = 1.0 - static_cast<double>(round) / rounds;
    const double heat = 0.02 + 0.25 * side * left * left;
    for (std::size_t i = 0; i < count; ++i) {
      const double length = std::sqrt(force[i].x * force[i].x + force[i].y * force[i].y);
      if (length == 0) continue;
      const double step = std::min(length, heat) / length;
      part.at[i].x += force[i].x * step;
      part.at[i].y += force[i].y * step;
    }
  }
  return {};
}

/// Moves the middle of a part to 0 and measures it.
void centre(Part& part) {
  LayoutVector low = part.at[0], high = part.at[0];
  for (const auto& p : part.at) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  for (auto& p : part.at) {
    p.x -= (low.x + high.x) / 2;
    p.y -= (low.y + high.y) / 2;
    part.radius = std::max(part.radius, std::sqrt(p.x * p.x + p.y * p.y));
  }
  part.radius += part_margin;
}

/// The cells of a square ring round 0, one after the other.
struct Ring {
  std::int32_t radius = 0, step = 0;
  [[nodiscard]] LayoutPoint cell() const {
    if (radius == 0) return {0, 0};
    const std::int32_t side = step / (2 * radius), along = step % (2 * radius) - radius;
    if (side == 0) return {along, -radius};
    if (side == 1) return {radius, along};
    if (side == 2) return {-along, radius};
    return {-radius, -along};
  }
  void advance() {
    if (++step < 8 * radius) return;
    ++radius, step = 0;
  }
};

/// The largest part in the middle, each other in the first free place of widening rings.
void pack(std::vector<Part>& parts) {
  std::vector<const Part*> placed;
  for (auto& part : parts) {
    const double cell = std::max(part.radius / 2, 0.5);
    for (Ring ring;; ring.advance()) {
      const LayoutPoint at = ring.cell();
      part.middle = {cell * at.x, cell * at.y};
      const bool is_free = std::all_of(placed.begin(), placed.end(), [&](const Part* other) {
        const double dx = part.middle.x - other->middle.x, dy = part.middle.y - other->middle.y;
        const double apart = part.radius + other->radius;
        return dx * dx + dy * dy >= apart * apart;
      });
      if (is_free) break;
    }
    placed.push_back(&part);
  }
}

/// Parts, the largest first; nodes without an edge are one part, in rows.
std::vector<Part> make_parts(const LayoutRequest& request,
                             const std::vector<std::uint32_t>& by_seed,
                             const std::vector<LayoutEdge>& edges) {
  const std::size_t count = by_seed.size();
  core::DisjointSets sets(count);
  for (const auto edge : edges) sets.join(edge.a, edge.b);
  std::vector<std::uint32_t> size(count, 0), part_of(count, 0), place(count, 0);
  for (std::uint32_t i = 0; i < count; ++i) ++size[sets.find(i)];
  std::vector<std::uint32_t> roots;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (sets.find(i) == i && size[i] > 1) roots.push_back(i);
  }
  std::stable_sort(roots.begin(), roots.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return size[a] > size[b]; });
  std::vector<std::uint32_t> number(count, 0);
  for (std::uint32_t r = 0; r < roots.size(); ++r) number[roots[r]] = r;
  std::vector<Part> parts(roots.size());
  Part alone;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t root = sets.find(i);
    Part& part = size[root] > 1 ? parts[number[root]] : alone;
    part_of[i] = number[root];
    place[i] = static_cast<std::uint32_t>(part.nodes.size());
    part.nodes.push_back(by_seed[i]);
  }
  for (const auto edge : edges)
    parts[part_of[edge.a]].edges.push_back({place[edge.a], place[edge.b]});
  if (!alone.nodes.empty()) {
    const auto side =
        static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(alone.nodes.size()))));
    for (std::size_t i = 0; i < alone.nodes.size(); ++i)
      alone.at.push_back({static_cast<double>(i % side), static_cast<double>(i / side)});
    parts.push_back(std::move(alone));
  }
  CB_ASSERT(request.seeds.size() == count);
  return parts;
}

/// The first free point in rings round the one that was asked for, inside the range.
LayoutPoint take_free(LayoutPoint wanted, std::set<LayoutPoint>& taken) {
  for (Ring ring;; ring.advance()) {
    const LayoutPoint cell = ring.cell();
    const LayoutPoint at{wanted.x + cell.x, wanted.y + cell.y};
    if (std::abs(at.x) > layout_most || std::abs(at.y) > layout_most) continue;
    if (taken.insert(at).second) return at;
  }
}

std::vector<LayoutPoint> round_places(const std::vector<Part>& parts, std::size_t count) {
  LayoutVector low{0, 0}, high{0, 0};
  for (const auto& part : parts) {
    for (const auto& p : part.at) {
      low = {std::min(low.x, part.middle.x + p.x), std::min(low.y, part.middle.y + p.y)};
      high = {std::max(high.x, part.middle.x + p.x), std::max(high.y, part.middle.y + p.y)};
    }
  }
  const double width = std::max({high.x - low.x, high.y - low.y, 1.0});
  const double scale = 2.0 * layout_most / width;
  std::vector<LayoutPoint> points(count);
  std::set<LayoutPoint> taken;
  for (const auto& part : parts) {
    for (std::size_t i = 0; i < part.nodes.size(); ++i) {
      const double x = (part.middle.x + part.at[i].x - (low.x + high.x) / 2) * scale;
      const double y = (part.middle.y + part.at[i].y - (low.y + high.y) / 2) * scale;
      const auto whole = [](double value) {
        const double rounded = std::floor(value + 0.5);
        return static_cast<std::int32_t>(
            std::clamp(rounded, -double{layout_most}, double{layout_most}));
      };
      points[part.nodes[i]] = take_free({whole(x), whole(y)}, taken);
    }
  }
  return points;
}

}  // namespace

core::Result<std::vector<LayoutPoint>> place_nodes(const core::RunContext& context,
                                                   const LayoutRequest& request) {
  const std::size_t count = request.seeds.size();
  const auto fault = [](const char* what) {
    return core::Error{core::ErrorCode::bad_input, what, "layout", "draw a part of the graph"};
  };
  if (count > nodes_most) return fault("more nodes than a drawing can hold");
  std::vector<std::uint32_t> by_seed(count), rank(count);
  std::iota(by_seed.begin(), by_seed.end(), 0U);
  std::stable_sort(by_seed.begin(), by_seed.end(), [&](std::uint32_t a, std::uint32_t b) {
    return request.seeds[a] < request.seeds[b];
  });
  for (std::uint32_t r = 0; r < count; ++r) rank[by_seed[r]] = r;
  std::vector<LayoutEdge> edges;
  for (const auto edge : request.edges) {
    if (edge.a >= count || edge.b >= count) return fault("an edge names a node out of range");
    const auto [low, high] = std::minmax(rank[edge.a], rank[edge.b]);
    if (low != high) edges.push_back({low, high});
  }
  const auto order = [](LayoutEdge a, LayoutEdge b) { return a.a != b.a ? a.a < b.a : a.b < b.b; };
  std::sort(edges.begin(), edges.end(), order);
  edges.erase(std::unique(edges.begin(), edges.end(),
                          [](LayoutEdge a, LayoutEdge b) { return a.a == b.a && a.b == b.b; }),
              edges.end());
  std::vector<Part> parts = make_parts(request, by_seed, edges);
  for (auto& part : parts) {
    if (part.at.empty()) CB_TRY_STATUS(relax(context, request.seeds, part));
    centre(part);
  }
  pack(parts);
  return round_places(parts, count);
}

std::vector<LayoutPoint> place_round(LayoutPoint middle, std::span<const LayoutPoint> taken,
                                     std::size_t count) {
  constexpr std::int32_t spacing = 40;  // of the range: a label has room
  std::set<LayoutPoint> used(taken.begin(), taken.end());
  used.insert(middle);
  std::vector<LayoutPoint> points;
  Ring ring{2, 0};
  while (points.size() < count) {
    const LayoutPoint cell = ring.cell();
    const LayoutPoint wanted{std::clamp(middle.x + spacing * cell.x, -layout_most, layout_most),
                             std::clamp(middle.y + spacing * cell.y, -layout_most, layout_most)};
    points.push_back(take_free(wanted, used));
    ring.advance();
  }
  return points;
}

}  // namespace cuibono::network
