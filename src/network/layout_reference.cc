// The slow obvious twin: each pair by itself.
#include "network/layout.h"

namespace cuibono::network {

std::vector<LayoutVector> push_apart_reference(std::span<const LayoutVector> points) {
  std::vector<LayoutVector> push(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (const LayoutVector& other : points) {
      const double dx = points[i].x - other.x, dy = points[i].y - other.y;
      const double square = dx * dx + dy * dy;
      if (square == 0) continue;  // itself, or one that stands on it
      push[i].x += dx / square;
      push[i].y += dy / square;
    }
  }
  return push;
}

}  // namespace cuibono::network
