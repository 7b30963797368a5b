#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "entities/match_candidates.h"
#include "entities/match_compare.h"
#include "entities/match_model.h"
#include "entities/match_table.h"

namespace cuibono::entities {

/// What is compared, how, and which pairs.
struct MatchPlan {
  std::vector<MatchComparison> comparisons;  ///< one to comparisons_max
  std::vector<KeyFamily> families;
};

/// A pair with its score. a < b.
struct ScoredPair {
  std::uint32_t a = 0, b = 0;
  ScoreBits score = 0;
  MatchPattern pattern = 0;
  auto operator<=>(const ScoredPair&) const = default;
};

/// What values of a comparison that are the same add or take for being rare or common.
struct FrequencyWeights {
  std::vector<std::vector<std::int32_t>> of;  ///< [comparisons][distinct values]; empty: none
};

struct ScoreOptions {
  std::uint64_t training_pairs_max =
      1'000'000;  ///< candidates learned from; of more, those that a hash takes
  std::uint64_t background_pairs = 65'536;  ///< drawn for u; all, where there are not more
  ScoreBits kept_min = -12 * one_bit;       ///< pairs with less are not kept
  LearnOptions learn;
};

struct MatchScores {
  MatchModel model;
  FrequencyWeights frequencies;
  std::vector<ScoredPair> pairs;  ///< sorted by (a, b); those of kept_min or more
  std::vector<FamilyCount> families;
  std::uint64_t candidates = 0;  ///< each once, counted before any is compared where there are many
  std::uint64_t learned_from = 0;  ///< of these
  std::uint64_t background = 0;    ///< pairs drawn that are no candidates
};

/// The whole way from records to scored pairs: candidates, patterns, the model, scores.
///
/// Use     as what matching of a case calls; clusters come after (match_clusters.h).
/// In      table: finished columns; plan: comparisons and families of keys.
/// Out     each candidate's score = prior + a weight a comparison + what frequency adds - what a household has alike
///         (household_score), exact in ScoreBits. It ranks: there is no upper end.
/// Laws    1 the same bytes for any number of threads.  2 symmetry.  3 what is not stated adds 0.
///         4 the order of records changes no score: what is drawn is drawn by their keys.
/// Cost    time O(keys + candidates · comparison); memory 24 bytes a kept pair and what make_blocks takes.
/// Errors  as make_blocks and learn_model; bad_input: no candidate at all; cancelled.
/// Check   score_reference: one pair at a time; candidates_reference.
[[nodiscard]] core::Result<MatchScores> score_candidates(const core::RunContext& context,
                                                         const MatchTable& table,
                                                         const MatchPlan& plan,
                                                         const ScoreOptions& options = {});

/// What is added to the last level of a comparison for how rare its value is: a percentage of log2(u of the level /
/// share of records with the value). Common values count less than the level says, rare ones more.
[[nodiscard]] FrequencyWeights make_frequencies(const MatchTable& table, const MatchPlan& plan,
                                                const MatchModel& model);

/// What frequency adds to comparison k of a pair: that of the rarest value which both have; else 0.
[[nodiscard]] ScoreBits frequency_score(const MatchTable& table, const MatchPlan& plan,
                                        const FrequencyWeights& frequencies, MatchPattern pattern,
                                        std::size_t k, std::uint32_t a, std::uint32_t b) noexcept;

/// The score of a pair, and its parts.
struct PairScore {
  std::array<ScoreBits, comparisons_max> level{}, frequency{};  ///< [comparisons]
  ScoreBits household = 0, total = 0;                           ///< total with the prior
};
void score_pair(const MatchTable& table, const MatchPlan& plan, const MatchModel& model,
                const FrequencyWeights& frequencies, MatchPattern pattern, std::uint32_t a,
                std::uint32_t b, PairScore& out) noexcept;

/// One pair from the formulas, in floating point: bits.
[[nodiscard]] double score_reference(const MatchTable& table, const MatchPlan& plan,
                                     const MatchModel& model, std::uint32_t a, std::uint32_t b);

/// Records in the order of their keys: what is drawn by rank does not depend on the order of records.
[[nodiscard]] std::vector<std::uint32_t> records_by_key(const MatchTable& table);

}  // namespace cuibono::entities
