#pragma once
#include <vector>

#include "investigation/results.h"

namespace cuibono::investigation {

/// Whether patterns.parquet can be written here; where not, a problem that the brief shows says why.
[[nodiscard]] bool can_write_patterns(Results& results);

/// patterns.parquet: a row a transfer (money/pattern_table.h).
/// Errors  resources: the library of Parquet refused.  cancelled.
[[nodiscard]] core::Result<brief::OutputFile> write_patterns(const core::RunContext& context,
                                                             const Results& results);

}  // namespace cuibono::investigation
