#pragma once
#include <vector>

#include "brief/brief.h"
#include "investigation/replay_pairs.h"
#include "investigation/results.h"

namespace cuibono::investigation {

/// What each draw of a conditional replay found.
struct Draws {
  std::vector<std::vector<Found>> found;  ///< [draws] each sorted by key
  [[nodiscard]] std::size_t size() const noexcept { return found.size(); }
};

/// Draws the units of evidence again, and follows them, given the identities, the legs and the matched
/// payments of the run (conditional replay, DESIGN 2).
///
/// Use     how steady is each finding? "Found in 193 of 200 resamples", never a probability.
/// In      results of a run; how many draws.
/// Out     for each draw what was found. Estimates of size, plain counts of the brief and leads are not drawn
///         again.
/// Laws    1 with every unit once (whole_again) it is what the run found.
///         2 a draw is a function of (seed, number): the same for any number of threads and of draws.
/// Cost    the stages network to organisation once a draw; a thread a draw. Memory: a copy of the evidence a
///         thread.
/// Errors  cancelled; those of the stages.
[[nodiscard]] core::Result<Draws> draw_again(const core::RunContext& context,
                                             const Results& results, std::uint64_t draws,
                                             const FollowOptions& options);
/// One "draw" in which every unit stands once: law 1.
[[nodiscard]] core::Result<std::vector<Found>> whole_again(const core::RunContext& context,
                                                           const Results& results,
                                                           const FollowOptions& options);

/// Sets `resamples` of findings, sites and actors.
///
/// Out     low and high are the values at the ranks ⌈n/20⌉ and n − ⌈n/20⌉ + 1 of the n draws that kept it.
void mark_resamples(const Draws& draws, Followed& followed);

/// replay/bootstrap.jsonl: {family, draw, key, present, value}; keys and victims as outputs show them. A
/// line for each key of the run and draw, and for each key that only the draw has.
[[nodiscard]] core::Result<brief::OutputFile> draws_as_lines(const core::RunContext& context,
                                                             const brief::BriefInput& run,
                                                             const Draws& draws);

/// How often each finding, actor and site was found: the least steady first. After mark_resamples.
[[nodiscard]] ReplayTable draws_as_table(const Results& results, const AnalysisInput& input);

}  // namespace cuibono::investigation
