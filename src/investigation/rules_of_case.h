#pragma once
#include <vector>

#include "investigation/case_folder.h"
#include "money/money.h"

namespace cuibono::investigation {

/// The rules by which a run of this case looks for patterns of payments: those that the program brings, each
/// replaced by a file of the same name in CASE/rules, and those that only the case has.
///
/// Errors  bad_input: a rule that cannot be read (with file, line, key and remedy); a file of another kind in
///         CASE/rules, which would silently do nothing.
[[nodiscard]] core::Result<std::vector<money::PatternRule>> read_rules(const Case& the_case);

}  // namespace cuibono::investigation
