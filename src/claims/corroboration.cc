// Evidence combined by provenance root: strongly connected reports are one, what they lead to is the root.
#include "claims/corroboration.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cuibono::claims {
namespace {

/// Strongly connected components of the derivations (Tarjan, without recursion). Numbered so that a component
/// comes after those it derives from.
struct Components {
  std::vector<std::uint32_t> of;
  std::uint32_t count = 0;
};

Components find_components(const std::vector<std::vector<std::uint32_t>>& next) {
  constexpr std::uint32_t none = UINT32_MAX;
  const auto size = next.size();
  Components out;
  out.of.assign(size, none);
  std::vector<std::uint32_t> index(size, none), low(size, 0), stack;
  struct Frame {
    std::uint32_t node;
    std::size_t edge;
  };
  std::uint32_t counter = 0;
  for (std::uint32_t start = 0; start < size; ++start) {
    if (index[start] != none) continue;
    std::vector<Frame> frames = {{start, 0}};
    while (!frames.empty()) {
      auto& [node, edge] = frames.back();
      if (edge == 0 && index[node] == none) {
        index[node] = low[node] = counter++;
        stack.push_back(node);
      }
      if (edge < next[node].size()) {
        const std::uint32_t other = next[node][edge++];
        if (index[other] == none) {
          frames.push_back({other, 0});
        } else if (out.of[other] == none) {
          low[node] = std::min(low[node], index[other]);
        }
        continue;
      }
      if (low[node] == index[node]) {
        std::uint32_t member = 0;
        do {
          member = stack.back();
          stack.pop_back();
          out.of[member] = out.count;
        } while (member != node);
        ++out.count;
      }
      const std::uint32_t done = node;
      frames.pop_back();
      if (!frames.empty()) low[frames.back().node] = std::min(low[frames.back().node], low[done]);
    }
  }
  return out;
}

double log_odds(double p) noexcept { return std::log(p / (1 - p)); }

}  // namespace

std::string_view derivation_kind_name(DerivationKind kind) noexcept {
  constexpr std::array<std::string_view, 4> names = {"quotes", "derivedFrom", "translates",
                                                     "sameSourceSuspected"};
  return names[static_cast<std::size_t>(kind)];
}

core::Result<Roots> find_roots(std::uint32_t count, std::span<const Derivation> derivations,
                               const std::vector<bool>& unknown_origin) {
  std::vector<std::vector<std::uint32_t>> next(count);
  for (const auto& d : derivations) {
    if (d.from >= count || d.to >= count) {
      return core::Error{core::ErrorCode::bad_input,
                         "a derivation names a report that is not there",
                         std::to_string(d.from) + " from " + std::to_string(d.to), ""};
    }
    if (d.from == d.to) continue;
    next[d.from].push_back(d.to);
    if (d.kind == DerivationKind::same_source_suspected) next[d.to].push_back(d.from);
  }
  for (auto& list : next) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  const Components components = find_components(next);
  // A component that derives from no other is a root. Components come after those they derive from.
  std::vector<std::vector<std::uint32_t>> members(components.count);
  for (std::uint32_t i = 0; i < count; ++i) members[components.of[i]].push_back(i);
  std::vector<std::vector<std::uint32_t>> sinks(components.count);
  for (std::uint32_t c = 0; c < components.count; ++c) {
    for (const auto member : members[c]) {
      for (const auto other : next[member]) {
        if (components.of[other] == c) continue;
        const auto& upstream = sinks[components.of[other]];
        sinks[c].insert(sinks[c].end(), upstream.begin(), upstream.end());
      }
    }
    std::sort(sinks[c].begin(), sinks[c].end());
    sinks[c].erase(std::unique(sinks[c].begin(), sinks[c].end()), sinks[c].end());
    if (sinks[c].empty()) sinks[c] = {c};
  }
  Roots roots;
  std::vector<std::uint32_t> number(components.count, UINT32_MAX);
  std::vector<std::uint32_t> order;
  for (std::uint32_t c = 0; c < components.count; ++c) {
    if (sinks[c].size() == 1 && sinks[c][0] == c) order.push_back(c);
  }
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return members[a][0] < members[b][0]; });
  for (const auto c : order) {
    number[c] = static_cast<std::uint32_t>(roots.sink.size());
    roots.sink.push_back(members[c][0]);
    roots.unknown.push_back(std::any_of(members[c].begin(), members[c].end(), [&](auto m) {
      return m < unknown_origin.size() && unknown_origin[m];
    }));
  }
  roots.of.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (const auto c : sinks[components.of[i]]) roots.of[i].push_back(number[c]);
    std::sort(roots.of[i].begin(), roots.of[i].end());
  }
  return roots;
}

core::Result<Fused> fuse_reports(std::span<const ReportWeight> weights, const Roots& roots) {
  if (weights.size() != roots.of.size()) {
    return core::Error{core::ErrorCode::bad_input, "reports and their roots differ in number", "",
                       ""};
  }
  // A report with several roots joins the least of them; roots it joins become one for the sum.
  std::vector<std::uint32_t> joined(roots.sink.size());
  for (std::uint32_t r = 0; r < joined.size(); ++r) joined[r] = r;
  const auto find = [&](std::uint32_t r) {
    while (joined[r] != r) r = joined[r];
    return r;
  };
  for (const auto& of : roots.of) {
    for (const auto root : of) {
      const auto a = find(of.front()), b = find(root);
      joined[std::max(a, b)] = std::min(a, b);
    }
  }
  Fused fused;
  for (std::uint32_t r = 0; r < joined.size(); ++r) {
    if (find(r) != r) continue;
    RootWeight row;
    row.root = r;
    double positive = 0, negative = 0;
    for (std::uint32_t i = 0; i < weights.size(); ++i) {
      if (find(roots.of[i].front()) != r) continue;
      row.reports.push_back(i);
      for (const auto root : roots.of[i]) row.unknown = row.unknown || roots.unknown[root];
      double weight = weights[i].log_ratio;
      if (!weights[i].instrument && std::abs(weight) > log_ratio_max) {
        weight = weight > 0 ? log_ratio_max : -log_ratio_max;
        row.capped = true;
      }
      positive = std::max(positive, weight);
      negative = std::min(negative, weight);
    }
    if (row.reports.empty()) continue;
    row.used = positive >= -negative ? positive : negative;
    const bool conflict = positive > 0 && negative < 0;
    row.low = conflict ? negative : row.used;
    row.high = conflict ? positive : row.used;
    fused.total += row.used;
    fused.low += row.unknown ? std::min({0.0, row.low, 2 * row.low}) : row.low;
    fused.high += row.unknown ? std::max({0.0, row.high, 2 * row.high}) : row.high;
    fused.table.push_back(std::move(row));
  }
  return fused;
}

double copied_pair_ratio(double p, double q, double kappa) noexcept {
  return (kappa * p + (1 - kappa) * p * p) / (kappa * q + (1 - kappa) * q * q);
}

double find_posterior(double prior, double ratio) noexcept {
  const double odds = prior / (1 - prior) * ratio;
  return odds / (1 + odds);
}

double find_shared_posterior(const SharedUpstream& m, std::uint32_t reports) noexcept {
  double with = 1, without = 1;
  for (std::uint32_t i = 0; i < reports; ++i) {
    with *= m.report_if_upstream;
    without *= m.report_otherwise;
  }
  const double if_true = m.upstream_if_true * with + (1 - m.upstream_if_true) * without;
  const double if_false = m.upstream_if_false * with + (1 - m.upstream_if_false) * without;
  return find_posterior(m.prior, if_true / if_false);
}

double find_match_posterior(std::uint64_t pool, double match_if_other) noexcept {
  return 1 / (1 + static_cast<double>(pool - 1) * match_if_other);
}

double pool_linear(std::span<const double> probabilities) noexcept {
  double sum = 0;
  for (const double p : probabilities) sum += p;
  return sum / static_cast<double>(probabilities.size());
}

double pool_log_odds(std::span<const double> probabilities) noexcept {
  double sum = 0;
  for (const double p : probabilities) sum += log_odds(p);
  return 1 / (1 + std::exp(-sum / static_cast<double>(probabilities.size())));
}

bool is_confirmed(std::span<const std::vector<std::string>> roots) {
  for (std::size_t i = 0; i < roots.size(); ++i) {
    for (std::size_t j = i + 1; j < roots.size(); ++j) {
      if (roots[i].empty() || roots[j].empty()) continue;
      const bool share =
          std::any_of(roots[i].begin(), roots[i].end(), [&](const std::string& root) {
            return std::find(roots[j].begin(), roots[j].end(), root) != roots[j].end();
          });
      if (!share) return true;
    }
  }
  return false;
}

}  // namespace cuibono::claims
