#pragma once
// How good a matching is, on labels: pairs, clusters, calibration. What never became a candidate counts as missed.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

#include "entities/match_clusters.h"
#include "entities/match_score.h"
#include "matching_data.h"

namespace cuibono::bench {

inline std::uint64_t pairs_of(const std::vector<std::uint32_t>& group_of) {
  std::unordered_map<std::uint32_t, std::uint64_t> seen;
  std::uint64_t pairs = 0;
  for (const std::uint32_t group : group_of) pairs += seen[group]++;
  return pairs;
}

inline double f1_of(std::uint64_t right, std::uint64_t taken, std::uint64_t true_pairs) {
  return taken + true_pairs == 0
             ? 1
             : 2.0 * static_cast<double>(right) / static_cast<double>(taken + true_pairs);
}

inline double four(double value) { return std::round(value * 1e4) / 1e4; }

/// F1 at the fixed posteriors 0.5 and 0.95, at the best threshold, the area under precision and recall, and how far
/// posteriors are from what the labels say: the mean over ten bins of equal width, weighted by their pairs.
inline void add_pair_quality(Measure& line, const std::vector<std::uint32_t>& truth,
                             const std::vector<entities::ScoredPair>& scored) {
  const std::uint64_t all = pairs_of(truth);
  auto pairs = scored;
  std::sort(pairs.begin(), pairs.end(),
            [](const auto& x, const auto& y) { return x.score > y.score; });
  const auto is_true = [&](const entities::ScoredPair& p) { return truth[p.a] == truth[p.b]; };
  std::uint64_t right = 0;
  double best = 0, area = 0;
  std::array<double, 10> said{}, was{}, count{};
  std::array<std::uint64_t, 2> taken{}, hit{};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double p = entities::probability_of(pairs[i].score);
    right += is_true(pairs[i]) ? 1U : 0U;
    if (is_true(pairs[i])) area += static_cast<double>(right) / static_cast<double>(i + 1);
    const bool is_last = i + 1 == pairs.size() || pairs[i + 1].score != pairs[i].score;
    if (is_last) best = std::max(best, f1_of(right, i + 1, all));
    for (const std::size_t t : {0U, 1U}) {
      if (p < (t == 0 ? 0.5 : 0.95)) continue;
      ++taken[t];
      hit[t] += is_true(pairs[i]) ? 1U : 0U;
    }
    const auto bin = std::min<std::size_t>(9, static_cast<std::size_t>(p * 10));
    said[bin] += p;
    was[bin] += is_true(pairs[i]) ? 1 : 0;
    count[bin] += 1;
  }
  double error = 0, counted = 0;
  std::string curve;
  for (std::size_t b = 0; b < 10; ++b) {
    error += std::abs(said[b] - was[b]);
    counted += count[b];
    if (count[b] > 0)
      curve += (curve.empty() ? "" : " ") +
               std::to_string(static_cast<int>(std::round(100 * said[b] / count[b]))) + ">" +
               std::to_string(static_cast<int>(std::round(100 * was[b] / count[b])));
  }
  line["true_pairs"] = all;
  line["f1_at_0.5"] = four(f1_of(hit[0], taken[0], all));
  line["f1_at_0.95"] = four(f1_of(hit[1], taken[1], all));
  line["f1_best"] = four(best);
  line["precision_recall_area"] = four(area / static_cast<double>(all));
  line["calibration_error"] = four(counted > 0 ? error / counted : 0);
  line["percent_said_and_true"] = curve;
}

/// Pair F1 and B³ F1 of a partition.
inline void add_cluster_quality(Measure& line, const std::vector<std::uint32_t>& truth,
                                const std::vector<std::uint32_t>& found) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> both;
  std::unordered_map<std::uint32_t, std::uint64_t> of_truth, of_found;
  for (std::size_t r = 0; r < truth.size(); ++r) {
    ++both[{truth[r], found[r]}];
    ++of_truth[truth[r]];
    ++of_found[found[r]];
  }
  std::uint64_t right = 0;
  double precision = 0, recall = 0;
  for (const auto& [cell, n] : both) {
    right += n * (n - 1) / 2;
    const double count = static_cast<double>(n);
    precision += count * count / static_cast<double>(of_found[cell.second]);
    recall += count * count / static_cast<double>(of_truth[cell.first]);
  }
  const double records = static_cast<double>(truth.size());
  line["cluster_f1"] = four(f1_of(right, pairs_of(found), pairs_of(truth)));
  line["b_cubed"] =
      four(2 * (precision / records) * (recall / records) / ((precision + recall) / records));
}

/// The best F1 that any rule over the patterns of these comparisons could reach, knowing the labels: patterns are taken
/// by their share of true pairs. With it, the same for the candidates alone.
inline double pattern_ceiling(const Labelled& data, const entities::MatchPlan& plan) {
  std::map<entities::MatchPattern, std::array<std::uint64_t, 2>> seen;
  entities::MatchedValues met;
  for (std::uint32_t a = 0; a < data.table.records; ++a) {
    for (std::uint32_t b = a + 1; b < data.table.records; ++b) {
      if (!data.table.can_match(a, b)) continue;
      entities::compare_records(data.table, plan.comparisons, a, b, met);
      ++seen[met.pattern][data.truth[a] == data.truth[b] ? 1 : 0];
    }
  }
  std::vector<std::array<std::uint64_t, 2>> counts;
  for (const auto& [pattern, count] : seen) counts.push_back(count);
  std::sort(counts.begin(), counts.end(), [](const auto& x, const auto& y) {
    return x[1] * (y[0] + y[1]) > y[1] * (x[0] + x[1]);
  });
  std::uint64_t right = 0, taken = 0;
  double best = 0;
  for (const auto& count : counts) {
    right += count[1];
    taken += count[0] + count[1];
    best = std::max(best, f1_of(right, taken, pairs_of(data.truth)));
  }
  return best;
}

/// Clusters; with sure_ids two dates of birth or two ids of one kind that have nothing in common are two people.
inline entities::Clusters cluster(const entities::MatchTable& table,
                                  const std::vector<entities::ScoredPair>& pairs,
                                  bool has_sure_ids) {
  entities::ClusterInput input;
  input.keys = table.keys;
  input.edges.reserve(pairs.size());
  for (const auto& pair : pairs) input.edges.push_back({pair.a, pair.b, pair.score});
  const auto columns = static_cast<std::uint32_t>(table.columns.size());
  for (std::uint32_t r = 0; r < table.records; ++r) {
    if (!table.is_duplicate_free.empty())
      input.exclusive.push_back({r, columns + table.sources[r], r});
    for (std::uint32_t c = 0; has_sure_ids && c < columns; ++c) {
      const auto kind = table.columns[c].kind();
      if (kind != entities::MatchKind::date && kind != entities::MatchKind::document) continue;
      for (const std::uint32_t value : table.columns[c].of(r))
        input.exclusive.push_back({r, c, value});
    }
  }
  input.contradicts = [&](std::uint32_t scope, std::uint32_t value, std::uint32_t other) {
    if (scope >= columns) return value != other;
    return entities::compare_values(table.columns[scope], value, other) == 0;
  };
  auto clusters = entities::make_clusters({}, input);
  require(clusters.has_value(), "no clusters");
  return std::move(*clusters);
}

}  // namespace cuibono::bench
