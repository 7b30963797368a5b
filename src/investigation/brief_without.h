#pragma once
#include <string>
#include <vector>

#include "brief/brief.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// A sentence of the brief, and what becomes of it with less evidence.
struct MarkedSentence {
  std::string section;
  brief::Fate fate = brief::Fate::stands;
  std::string text;   ///< of the whole case; empty: only the lesser case says it
  std::string after;  ///< of the lesser case; empty: it falls
};

/// The brief of a case beside that of the same case with less evidence.
struct MarkedBrief {
  std::vector<MarkedSentence>
      sentences;  ///< in reading order; what only the lesser case says comes last
  std::uint64_t findings = 0, findings_fallen = 0;
  std::vector<core::Problem> notes;  ///< of the mask
  std::string mask;                  ///< in words
};

/// Which sentences fall, change or stand without some of the evidence; or what could be said on a day.
///
/// Use     `brief --without E0007`, `brief --as-of D`, `brief --only-jurisdiction LT`.
/// In      what is left out: as a run takes it.
/// Out     MarkedBrief. Nothing is written.
/// Laws    1 the lesser brief is that of a fresh case with the records that are left (exact replay).
/// Cost    two analyses.
/// Errors  as run_case.
[[nodiscard]] core::Result<MarkedBrief> mark_brief(const core::RunContext& context,
                                                   const Case& the_case,
                                                   const evidence::MaskRequest& without);

}  // namespace cuibono::investigation
