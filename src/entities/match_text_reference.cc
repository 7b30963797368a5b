#include <algorithm>
#include <string_view>
#include <vector>

#include "entities/match_text.h"

namespace cuibono::entities {

double jaro_winkler_reference(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  if (a.size() > b.size() || (a.size() == b.size() && a > b)) std::swap(a, b);
  if (a.empty()) return 0;
  const std::size_t half = b.size() / 2, window = half > 0 ? half - 1 : 0;
  std::vector<bool> used(b.size());
  std::vector<char> of_a, of_b;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t from = i > window ? i - window : 0;
    for (std::size_t j = from; j < b.size() && j <= i + window; ++j) {
      if (used[j] || a[i] != b[j]) continue;
      used[j] = true;
      of_a.push_back(a[i]);
      break;
    }
  }
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (used[j]) of_b.push_back(b[j]);
  }
  if (of_a.empty()) return 0;
  std::size_t moved = 0;
  for (std::size_t i = 0; i < of_a.size(); ++i) moved += of_a[i] != of_b[i] ? 1U : 0U;
  const double m = static_cast<double>(of_a.size());
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
                       (m - static_cast<double>(moved / 2)) / m) /
                      3;
  if (jaro <= 0.7) return jaro;
  std::size_t same = 0;
  while (same < 4 && same < a.size() && a[same] == b[same]) ++same;
  return jaro + 0.1 * static_cast<double>(same) * (1 - jaro);
}

std::uint32_t edits_reference(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::uint32_t>> cost(a.size() + 1,
                                               std::vector<std::uint32_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = static_cast<std::uint32_t>(i + j);
        continue;
      }
      const std::uint32_t kept = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, kept});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace cuibono::entities
