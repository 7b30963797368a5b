#pragma once
#include <string>
#include <vector>

#include "core/core.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// What the last run took in, file by file, in words: the accounting of out/intake.json.
///
/// Errors  answered_no: nothing was run yet. integrity: out/intake.json cannot be read.
[[nodiscard]] core::Result<std::string> show_intake(const Case& the_case);
/// The same for programs: each item as out/intake.json has it, by label.
[[nodiscard]] core::Result<std::vector<std::string>> intake_objects(const Case& the_case);

}  // namespace cuibono::investigation
