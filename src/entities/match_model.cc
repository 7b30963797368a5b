#include "entities/match_model.h"

#include <algorithm>
#include <cmath>

// Expectation and maximisation over distinct patterns. One round: how likely is each pattern a match, then m, u and
// the prior as the sums say. The sums run over the patterns in their order, on one thread: a few thousand of them.

namespace cuibono::entities {
namespace {

using Table = std::vector<std::array<double, levels_max>>;

struct State {
  Table m, u;
  double prior = 0, households = 0;
};

[[nodiscard]] core::Status check_table(const PatternTable& table) {
  const auto bad = [](std::string what) {
    return core::Error{core::ErrorCode::bad_input, std::move(what), "", ""};
  };
  if (table.patterns.empty()) return bad("There is no pair to learn from");
  if (table.levels.empty() || table.levels.size() > comparisons_max)
    return bad("A model has one to sixteen comparisons");
  if (!table.shared_percent.empty() && table.shared_percent.size() != table.levels.size())
    return bad("Each comparison needs its share of households");
  for (const std::uint32_t percent : table.shared_percent) {
    if (percent > 100) return bad("A share is beyond 100 percent");
  }
  for (const std::uint32_t levels : table.levels) {
    if (levels < 2 || levels > levels_max) return bad("A comparison has two to eight levels");
  }
  for (std::size_t i = 0; i < table.patterns.size(); ++i) {
    if (i > 0 && table.patterns[i].pattern <= table.patterns[i - 1].pattern)
      return bad("The patterns are out of order");
    for (std::size_t k = 0; k < table.levels.size(); ++k) {
      const MatchLevel level = level_at(table.patterns[i].pattern, k);
      if (level != no_level && level >= table.levels[k])
        return bad("A pattern has a level that its comparison has not");
    }
  }
  return {};
}

/// Shares of the levels from weighted patterns, with a little added to each.
template <class Weight>
[[nodiscard]] Table shares(const PatternTable& table, double added, const Weight& weight) {
  Table sums(table.levels.size());
  for (std::size_t i = 0; i < table.patterns.size(); ++i) {
    const double w = weight(i);
    for (std::size_t k = 0; k < sums.size(); ++k) {
      const MatchLevel level = level_at(table.patterns[i].pattern, k);
      if (level != no_level) sums[k][level] += w;
    }
  }
  for (std::size_t k = 0; k < sums.size(); ++k) {
    double all = 0;
    for (std::size_t j = 0; j < table.levels[k]; ++j) all += sums[k][j] += added;
    for (std::size_t j = 0; j < table.levels[k]; ++j)
      sums[k][j] = all > 0 ? sums[k][j] / all : 1.0 / table.levels[k];
  }
  return sums;
}

[[nodiscard]] double product(MatchPattern pattern, const Table& of) noexcept {
  double chance = 1;
  for (std::size_t k = 0; k < of.size(); ++k) {
    const MatchLevel level = level_at(pattern, k);
    if (level != no_level) chance *= of[k][level];
  }
  return chance;
}

/// The chance of a pattern in a household.
[[nodiscard]] double product_shared(MatchPattern pattern, const State& state,
                                    const std::vector<double>& shared) noexcept {
  double chance = 1;
  for (std::size_t k = 0; k < shared.size(); ++k) {
    const MatchLevel level = level_at(pattern, k);
    if (level != no_level)
      chance *= (1 - shared[k]) * state.u[k][level] + shared[k] * state.m[k][level];
  }
  return chance;
}

[[nodiscard]] double largest_change(const Table& a, const Table& b) noexcept {
  double change = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    for (std::size_t j = 0; j < levels_max; ++j)
      change = std::max(change, std::abs(a[k][j] - b[k][j]));
  }
  return change;
}

/// Neighbouring levels whose m/u falls are put together until it rises.
void put_in_order(std::array<double, levels_max>& m, std::array<double, levels_max>& u,
                  std::size_t levels) {
  struct Run {
    double m, u;
    std::size_t count;
  };
  std::vector<Run> runs;
  for (std::size_t j = 0; j < levels; ++j) {
    runs.push_back({m[j], u[j], 1});
    while (runs.size() > 1) {
      const Run& last = runs.back();
      const Run& before = runs[runs.size() - 2];
      if (before.m * last.u <= last.m * before.u) break;
      const Run joined{before.m + last.m, before.u + last.u, before.count + last.count};
      runs.pop_back();
      runs.back() = joined;
    }
  }
  std::size_t j = 0;
  for (const Run& run : runs) {
    for (std::size_t i = 0; i < run.count; ++i, ++j) {
      m[j] = run.m / static_cast<double>(run.count);
      u[j] = run.u / static_cast<double>(run.count);
    }
  }
}

}  // namespace

ScoreBits score_of(double odds) noexcept {
  return static_cast<ScoreBits>(std::llround(std::log2(odds) * static_cast<double>(one_bit)));
}

double bits_of(ScoreBits score) noexcept {
  return static_cast<double>(score) / static_cast<double>(one_bit);
}

double probability_of(ScoreBits score) noexcept { return 1 / (1 + std::exp2(-bits_of(score))); }

core::Result<MatchModel> learn_model(const PatternTable& table, const LearnOptions& options) {
  CB_TRY_STATUS(check_table(table));
  const auto candidates = [&](std::size_t i) {
    return static_cast<double>(table.patterns[i].candidates) * table.candidate_scale;
  };
  const auto background = [&](std::size_t i) {
    return static_cast<double>(table.patterns[i].background) * table.background_scale;
  };
  double candidates_all = 0, all = 0;
  for (std::size_t i = 0; i < table.patterns.size(); ++i) {
    candidates_all += candidates(i);
    all += candidates(i) + background(i);
  }
  const double added_m = options.pairs_of_doubt;
  const double added_u = options.pairs_of_doubt * std::max(1.0, table.background_scale);

  State state;
  state.m.resize(table.levels.size());
  for (std::size_t k = 0; k < table.levels.size(); ++k) {
    const std::uint32_t levels = table.levels[k];
    for (std::size_t j = 0; j < levels; ++j)
      state.m[k][j] = j + 1 == levels ? 0.9 : 0.1 / (levels - 1.0);
  }
  state.u = shares(table, added_u, [&](std::size_t i) { return candidates(i) + background(i); });
  state.prior = 0.5 * candidates_all / all;

  MatchModel model;
  for (const std::uint32_t percent : table.shared_percent) model.shared.push_back(percent / 100.0);
  const bool has_households = !model.shared.empty();
  if (has_households) state.households = state.prior;
  std::vector<double> p(table.patterns.size()), household(table.patterns.size());
  while (model.rounds < options.rounds_max && !model.has_settled) {
    double matches = 0, of_households = 0;
    const double strangers = 1 - state.prior - state.households;
    for (std::size_t i = 0; i < table.patterns.size(); ++i) {
      const MatchPattern pattern = table.patterns[i].pattern;
      const double yes = state.prior * product(pattern, state.m);
      const double near =
          has_households ? state.households * product_shared(pattern, state, model.shared) : 0;
      const double sum = yes + near + strangers * product(pattern, state.u);
      p[i] = sum > 0 ? yes / sum : 0;
      household[i] = sum > 0 ? near / sum : 0;
      matches += p[i] * candidates(i);
      of_households += household[i] * candidates(i);
    }
    State next;
    next.prior = matches / all;
    next.households = of_households / all;
    next.m = shares(table, added_m, [&](std::size_t i) { return p[i] * candidates(i); });
    next.u = shares(table, added_u, [&](std::size_t i) {
      return (1 - p[i] - household[i]) * candidates(i) + background(i);
    });
    const double change =
        std::max({largest_change(next.m, state.m), largest_change(next.u, state.u),
                  std::abs(next.prior - state.prior)});
    state = std::move(next);
    ++model.rounds;
    model.has_settled = change <= options.change_max;
  }

  model.levels = table.levels;
  model.m_raw = model.m = state.m;
  model.u_raw = model.u = state.u;
  model.prior = std::clamp(state.prior, 0.5 / all, 1 - 0.5 / all);
  model.prior_score = score_of(model.prior / (1 - model.prior));
  if (has_households) {
    model.households = std::clamp(state.households, 0.01 / all, 0.5);
    model.household_prior =
        score_of(model.households / std::max(1 - model.prior - model.households, 0.5 / all));
  }
  model.weights.resize(model.m.size());
  for (std::size_t k = 0; k < model.m.size(); ++k) {
    if (options.is_ordered) put_in_order(model.m[k], model.u[k], table.levels[k]);
    for (std::size_t j = 0; j < table.levels[k]; ++j) {
      constexpr double least = 1e-12;
      model.weights[k][j] =
          score_of(std::max(model.m[k][j], least) / std::max(model.u[k][j], least));
    }
  }
  return model;
}

ScoreBits score_pattern(const MatchModel& model, MatchPattern pattern) noexcept {
  ScoreBits score = model.prior_score;
  for (std::size_t k = 0; k < model.weights.size(); ++k) {
    const MatchLevel level = level_at(pattern, k);
    if (level != no_level) score += model.weights[k][level];
  }
  return score;
}

ScoreBits household_score(const MatchModel& model, std::span<const ScoreBits> added) noexcept {
  if (model.shared.empty()) return 0;
  double bits = bits_of(model.household_prior);
  for (std::size_t k = 0; k < model.shared.size(); ++k) {
    if (added[k] == 0) continue;
    bits += std::log2((1 - model.shared[k]) + model.shared[k] * std::exp2(bits_of(added[k])));
  }
  constexpr double too_little = -20;
  return bits < too_little ? 0 : -score_of(1 + std::exp2(bits));
}

}  // namespace cuibono::entities
