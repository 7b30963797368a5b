#pragma once
#include <string>
#include <vector>

#include "entities/match_score.h"

namespace cuibono::entities {

/// One step from the prior to the score of a pair.
struct WaterfallBar {
  std::string what;  ///< "before anything is compared", a comparison, "how common it is: …"
  std::string value_a, value_b;  ///< as written; empty where not stated, and of the prior
  MatchLevel level = no_level;
  std::string words;              ///< what the level means
  ScoreBits bits = 0, after = 0;  ///< of this bar; the sum up to it
  bool is_frequency = false;
};

/// A level of one comparison with which the verdict would be the other one.
struct VerdictTurn {
  std::size_t comparison = 0;
  MatchLevel from = no_level, to = no_level;
  ScoreBits after = 0;  ///< the score then
  std::string words;    ///< a sentence
};

/// Why a pair has its score.
struct Waterfall {
  std::vector<WaterfallBar> bars;
  ScoreBits score = 0;
  bool is_match = false;  ///< score >= match_min
  std::vector<VerdictTurn> turns;
};

/// Explains a pair as bars that add up.
///
/// In      the plan, model and frequencies that scored it; match_min: from where on a pair is taken as one.
/// Out     the prior, a bar a comparison, a bar a frequency that counted; in the order of the plan; last what a
///         household has alike. Turns: for each
///         comparison the level nearest to the present one that turns the verdict alone; for what is not stated, the
///         best or the worst level where one of them does.
/// Laws    1 the bars add up to the score, exactly, and this is the score of score_candidates.
///         2 explaining (b, a) gives the same bars with their values exchanged.
[[nodiscard]] Waterfall explain_pair(const MatchTable& table, const MatchPlan& plan,
                                     const MatchModel& model, const FrequencyWeights& frequencies,
                                     std::uint32_t a, std::uint32_t b, ScoreBits match_min = 0);

/// "+12.3", "−0.5": bits with a sign and one decimal, rounded half away from zero.
[[nodiscard]] std::string show_bits(ScoreBits bits);

}  // namespace cuibono::entities
