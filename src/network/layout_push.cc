// Barnes and Hut: a tree of squares over the points, each with its middle of mass. A point walks down
// from the root and takes a square as one body as soon as it looks small enough. The tree is built by one
// thread in the order of the points and only read afterwards, so that threads change nothing.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "network/layout.h"

namespace cuibono::network {
namespace {

constexpr std::size_t points_per_block = 256;
constexpr int depth_most = 48;  // points nearer than 2^-48 of the picture share a leaf

struct Square {
  LayoutVector sum;  ///< of the points inside; their middle, once the tree is whole
  double mass = 0;
  double width = 0;
  std::array<std::uint32_t, 4> part{};  ///< 0: none; a square has its own number otherwise
  std::uint32_t first = 0;              ///< of a leaf: first point + 1
};

class Tree {
 public:
  explicit Tree(std::span<const LayoutVector> points) : points_(points), next_(points.size(), 0) {
    LayoutVector low = points[0], high = points[0];
    for (const auto& p : points) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    const double width = std::max({high.x - low.x, high.y - low.y, 1e-9});
    squares_.reserve(2 * points.size() + 8);
    squares_.push_back({});
    squares_[0].width = width;
    for (std::uint32_t i = 0; i < points.size(); ++i) insert(i, low, width);
    for (Square& square : squares_) {
      square.sum.x /= square.mass;
      square.sum.y /= square.mass;
    }
  }

  [[nodiscard]] LayoutVector push(std::uint32_t point, double theta) const {
    LayoutVector sum;
    const LayoutVector at = points_[point];
    std::array<std::uint32_t, std::size_t{4} * (depth_most + 2)> open;  // NOLINT: filled as needed
    std::size_t count = 0;
    const double looks = 1 / (theta * theta);  // infinite for 0: no square looks small
    open[count++] = 0;
    while (count > 0) {
      const Square& square = squares_[open[--count]];
      if (square.first != 0) {
        for (std::uint32_t p = square.first; p != 0; p = next_[p - 1]) {
          add(sum, at, points_[p - 1]);
        }
        continue;
      }
      const double dx = at.x - square.sum.x, dy = at.y - square.sum.y;
      const double distance = dx * dx + dy * dy;
      if (square.width * square.width * looks < distance) {
        const double weight = square.mass / distance;
        sum.x += weight * dx;
        sum.y += weight * dy;
        continue;
      }
      for (const auto part : square.part) {
        if (part != 0) open[count++] = part;
      }
    }
    return sum;
  }

 private:
  static void add(LayoutVector& sum, LayoutVector at, LayoutVector other) {
    const double dx = at.x - other.x, dy = at.y - other.y;
    const double square = dx * dx + dy * dy;
    if (square == 0) return;
    const double weight = 1 / square;
    sum.x += weight * dx;
    sum.y += weight * dy;
  }

  struct Corner {
    LayoutVector low;
    double width = 0;
  };
  /// The quarter of a corner's square in which a point lies, 0 … 3; the corner moves there.
  [[nodiscard]] std::size_t descend(std::uint32_t point, Corner& corner) const {
    corner.width /= 2;
    const LayoutVector& p = points_[point];
    const bool right = p.x >= corner.low.x + corner.width;
    const bool upper = p.y >= corner.low.y + corner.width;
    if (right) corner.low.x += corner.width;
    if (upper) corner.low.y += corner.width;
    return (right ? 1U : 0U) + (upper ? 2U : 0U);
  }

  void insert(std::uint32_t point, LayoutVector low, double width) {
    Corner corner{low, width};
    std::uint32_t at = 0;
    for (int depth = 0;; ++depth) {
      Square& square = squares_[at];
      const bool is_new = square.mass == 0;
      square.sum.x += points_[point].x;
      square.sum.y += points_[point].y;
      square.mass += 1;
      if (is_new && at != 0) {
        square.first = point + 1;
        return;
      }
      if (square.first != 0) {
        if (depth >= depth_most) {
          next_[point] = square.first;
          square.first = point + 1;
          return;
        }
        // The one point that was here goes one square further down.
        const std::uint32_t old = square.first - 1;
        square.first = 0;
        Corner of_old = corner;
        const std::size_t quarter = descend(old, of_old);
        const auto child = make_child(at, quarter, of_old.width);
        squares_[child].sum = points_[old];
        squares_[child].mass = 1;
        squares_[child].first = old + 1;
      }
      const std::size_t quarter = descend(point, corner);
      const std::uint32_t part = squares_[at].part[quarter];
      at = part != 0 ? part : make_child(at, quarter, corner.width);
    }
  }

  std::uint32_t make_child(std::uint32_t parent, std::size_t quarter, double width) {
    const auto child = static_cast<std::uint32_t>(squares_.size());
    squares_.push_back({});
    squares_[child].width = width;
    squares_[parent].part[quarter] = child;
    return child;
  }

  std::span<const LayoutVector> points_;  // borrows from the caller of push_apart
  std::vector<Square> squares_;
  std::vector<std::uint32_t> next_;  ///< [points] the next point + 1 of the same leaf
};

}  // namespace

core::Result<std::vector<LayoutVector>> push_apart(const core::RunContext& context,
                                                   std::span<const LayoutVector> points,
                                                   double theta) {
  std::vector<LayoutVector> push(points.size());
  if (points.size() < 2) return push;
  const Tree tree(points);
  CB_TRY_STATUS(core::parallel_blocks(context, points.size(), points_per_block,
                                      [&](const core::Block& block) {
                                        for (std::size_t i = block.begin; i < block.end; ++i)
                                          push[i] = tree.push(static_cast<std::uint32_t>(i), theta);
                                        return core::Status{};
                                      }));
  return push;
}

}  // namespace cuibono::network
