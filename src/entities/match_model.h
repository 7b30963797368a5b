#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "entities/match_compare.h"

namespace cuibono::entities {

/// Log-odds to the base of two in 1/65,536 of a bit: sums are exact and have no order.
using ScoreBits = std::int64_t;
inline constexpr ScoreBits one_bit = 65'536;
/// The nearest ScoreBits of log2(x). In  x > 0.
[[nodiscard]] ScoreBits score_of(double odds) noexcept;
[[nodiscard]] double bits_of(ScoreBits score) noexcept;
/// 2^W / (1 + 2^W).
[[nodiscard]] double probability_of(ScoreBits score) noexcept;

/// How often a pattern was seen.
struct PatternCount {
  MatchPattern pattern = 0;
  std::uint64_t candidates = 0;  ///< pairs that can be matches
  std::uint64_t background = 0;  ///< pairs drawn from those that are no candidates: none is a match
  auto operator<=>(const PatternCount&) const = default;
};

/// What the model is learned from: a few thousand patterns, never pairs.
struct PatternTable {
  std::vector<std::uint32_t> levels;   ///< of each comparison, at least 2
  std::vector<PatternCount> patterns;  ///< sorted by pattern, distinct
  double candidate_scale = 1;          ///< pairs that a counted candidate stands for
  double background_scale = 1;         ///< pairs that a drawn pair stands for
  /// Of each comparison: how often two of one household have it alike. Empty: nobody lives with anybody.
  std::vector<std::uint32_t> shared_percent;
};

struct LearnOptions {
  std::uint32_t rounds_max = 500;
  double change_max = 1e-9;  ///< of any m, u or the prior; then it stops
  double pairs_of_doubt =
      0.5;  ///< added to each level of m, so that none is 0; u: as many pairs of the background
  bool is_ordered = true;  ///< a better level never has less weight
};

/// What was learned. m: how often matches have a level; u: how often others do.
struct MatchModel {
  std::vector<std::uint32_t> levels;
  std::vector<std::array<double, levels_max>> m, u;        ///< [comparisons]
  std::vector<std::array<ScoreBits, levels_max>> weights;  ///< log2(m / u)
  double prior = 0;                                        ///< matches among all pairs
  ScoreBits prior_score = 0;
  std::vector<double> shared;     ///< [comparisons], 0 to 1; empty: no households
  double households = 0;          ///< pairs of one household among all pairs
  ScoreBits household_prior = 0;  ///< log2(households / pairs of strangers)
  std::uint32_t rounds = 0;
  bool has_settled = false;                                  ///< the change fell below change_max
  std::vector<std::array<double, levels_max>> m_raw, u_raw;  ///< before levels were put in order
};

/// Learns m, u and the prior without labels.
///
/// A pair is one person twice, two of one household, or two strangers. Those of a household have a comparison alike as
/// one person would, in shared_percent of the cases, and as strangers would in the others: only their number is learned.
/// Use     once a case: the pairs of a case are like each other, those of another case are not like them.
/// In      table: patterns with counts. Its pairs are all pairs there are: candidates, of which some match, and the
///         background, of which none does. m starts at 0.9 of the last level, u as all pairs have it.
/// Out     weights are 0 for no_level. With is_ordered levels that would be out of order share one weight.
/// Laws    1 without households the likelihood never falls.  2 the order of pairs does not matter: sums run over sorted patterns.
///         3 known parameters are found again.  4 with is_ordered weights rise with the level.
/// Cost    time O(patterns · comparisons · rounds): milliseconds.
/// Errors  bad_input: no pattern, a level beyond its comparison, patterns out of order.
/// Source  Fellegi and Sunter, 1969; EM: Winkler, 1988. Unlike others we keep the pairs that are no candidates in
///         the sums, so that u is that of all pairs and not of those that share a key.
/// Check   learn_reference (match_model_reference.cc): over pairs, one by one.
[[nodiscard]] core::Result<MatchModel> learn_model(const PatternTable& table,
                                                   const LearnOptions& options = {});

/// The same over pairs that are all candidates, from the formulas.
struct ReferenceModel {
  std::vector<std::array<double, levels_max>> m, u;
  double prior = 0;
};
[[nodiscard]] ReferenceModel learn_reference(std::span<const MatchPattern> pairs,
                                             std::span<const std::uint32_t> levels,
                                             std::uint32_t rounds);

/// prior + the weights of a pattern. Frequencies and households come on top: match_score.h.
[[nodiscard]] ScoreBits score_pattern(const MatchModel& model, MatchPattern pattern) noexcept;

/// What a pair loses because two of one household have much alike: 0 or less.
///
/// In      added [comparisons]: the weight of each level with its frequency.
/// Out     -log2(1 + households / strangers · product of ((1 - shared) + shared · 2^added)).
/// Laws    1 with it the score still rises with each weight.  2 never above 0.
[[nodiscard]] ScoreBits household_score(const MatchModel& model,
                                        std::span<const ScoreBits> added) noexcept;

}  // namespace cuibono::entities
