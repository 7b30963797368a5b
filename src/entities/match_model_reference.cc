#include <cmath>

#include "entities/match_model.h"

namespace cuibono::entities {
namespace {

/// The chance of a pair's levels under m or under u.
double chance(MatchPattern pair, const std::vector<std::array<double, levels_max>>& of) {
  double product = 1;
  for (std::size_t k = 0; k < of.size(); ++k) {
    if (level_at(pair, k) != no_level) product *= of[k][level_at(pair, k)];
  }
  return product;
}

}  // namespace

ReferenceModel learn_reference(std::span<const MatchPattern> pairs,
                               std::span<const std::uint32_t> levels, std::uint32_t rounds) {
  ReferenceModel model;
  model.m.resize(levels.size());
  model.u.resize(levels.size());
  model.prior = 0.5;
  for (std::size_t k = 0; k < levels.size(); ++k) {
    for (std::size_t j = 0; j < levels[k]; ++j) {
      const bool is_last = j + 1 == levels[k];
      model.m[k][j] = is_last ? 0.9 : 0.1 / (levels[k] - 1.0);
      double seen = 0, all = 0;
      for (const MatchPattern pair : pairs) {
        if (level_at(pair, k) == no_level) continue;
        all += 1;
        seen += level_at(pair, k) == j ? 1 : 0;
      }
      model.u[k][j] = seen / all;
    }
  }
  for (std::uint32_t round = 0; round < rounds; ++round) {
    std::vector<double> p;
    double sum = 0;
    for (const MatchPattern pair : pairs) {
      const double yes = model.prior * chance(pair, model.m);
      const double no = (1 - model.prior) * chance(pair, model.u);
      p.push_back(yes / (yes + no));
      sum += p.back();
    }
    ReferenceModel next = model;
    next.prior = sum / static_cast<double>(pairs.size());
    for (std::size_t k = 0; k < levels.size(); ++k) {
      double m_all = 0, u_all = 0;
      next.m[k].fill(0);
      next.u[k].fill(0);
      for (std::size_t i = 0; i < pairs.size(); ++i) {
        const MatchLevel level = level_at(pairs[i], k);
        if (level == no_level) continue;
        next.m[k][level] += p[i];
        next.u[k][level] += 1 - p[i];
        m_all += p[i];
        u_all += 1 - p[i];
      }
      for (std::size_t j = 0; j < levels[k]; ++j) {
        next.m[k][j] /= m_all;
        next.u[k][j] /= u_all;
      }
    }
    model = next;
  }
  return model;
}

}  // namespace cuibono::entities
