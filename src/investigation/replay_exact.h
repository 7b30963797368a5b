#pragma once
#include <string>
#include <vector>

#include "investigation/investigation.h"
#include "investigation/replay_masks.h"
#include "investigation/results.h"

namespace cuibono::investigation {

/// Part of an analysis' input under a further mask: a run over fewer items.
///
/// Use     an exact replay. Items, batches and mappings that live are lent for the life of this object, not
///         copied; the whole input is as before once it ends.
/// In      whole: a run's input; request: what else is taken away, asked of its items; joining: as the run
///         does, or another rule.
/// Errors  those of plan_mask.
class LentInput {
 public:
  [[nodiscard]] static core::Result<LentInput> lend(
      AnalysisInput& whole, const evidence::MaskRequest& request,
      const entities::JoinRule& joining = {}, money::MoneyDepth depth = money::MoneyDepth::replay);
  LentInput(LentInput&&) noexcept;
  LentInput& operator=(LentInput&&) = delete;
  ~LentInput();
  [[nodiscard]] const AnalysisInput& input() const noexcept { return part_; }

 private:
  explicit LentInput(AnalysisInput& whole) : whole_(&whole) {}
  AnalysisInput* whole_;
  AnalysisInput part_;
  std::vector<std::size_t> places_;  // in the whole
};

/// What a family of exact replays gives: its file and a table for people.
struct FamilyReplay {
  brief::OutputFile file;
  ReplayTable table;
  /// What each stage took over all draws, and "all stages" together on the clock; rows: draws.
  std::vector<StageTime> stages;
};

/// Runs every stage after mapping again under each mask of a family (exact replay, DESIGN 2).
///
/// In      whole: the input of the run; run: its results.
/// Out     a line for each draw and key, the headline first; of coalitions of several jurisdictions the
///         headline alone. Of jurisdictions the table ends with what each adds (shapley).
/// Laws    1 a draw equals a fresh case that holds only its records (tests/replay_law_test.cc); of identity, a run
///           that joins by that rule.
///         2 the same for any number of threads.
/// Cost    one analysis a draw, without reading files or writing any.
/// Errors  cancelled; those of the stages.
[[nodiscard]] core::Result<FamilyReplay> replay_family(const core::RunContext& context,
                                                       AnalysisInput& whole, const Results& run,
                                                       Family family);

}  // namespace cuibono::investigation
