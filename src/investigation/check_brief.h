#pragma once
#include <string>
#include <vector>

#include "brief/brief.h"
#include "core/core.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// What is to be checked, and for whom.
struct BriefRequest {
  std::string file;  ///< an edited brief: text, brief.json, brief.html; empty: that of the last run
  brief::Receiver receiver = brief::Receiver::own;
};

struct BriefReport {
  std::string name;             ///< of what was checked
  std::uint64_t sentences = 0;  ///< that were looked at
  std::vector<brief::Complaint> complaints;
  std::vector<std::string> notes;
};

/// The lint over the brief of the last run, or over one that a person edited.
///
/// Out     complaints; besides the rules of brief/lint.h: `victim_selector` where a victim's number, account
///         or name stands in an edited brief, looked for in all evidence whatever the run left out; `stale`
///         where mappings or settings were edited after the run, or the text was made from another run.
/// Cost    an edited brief: reading the evidence, from derived/ where it lies ready. Else the files of out/.
/// Errors  bad_input: nothing was run yet, a file that cannot be read.  integrity: out/ is not what the
///         last run wrote.
[[nodiscard]] core::Result<BriefReport> check_brief(const core::RunContext& context,
                                                    const Case& the_case,
                                                    const BriefRequest& request);

/// The brief of the last run as text; with marks it can be edited and checked.
/// Errors  as check_brief.
[[nodiscard]] core::Result<std::string> brief_text(const Case& the_case, bool has_marks);

}  // namespace cuibono::investigation
