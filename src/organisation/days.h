#pragma once
#include <vector>

#include "organisation/organisation.h"

namespace cuibono::organisation {

/// Counts for each day of the numbers that this stage speaks of.
///
/// In      input; the organisation with its actors.
/// Out     calls::count_days of the numbers of actors who are no victims and of groups that have a finding.
/// Laws    1 no number of a victim is among them.   2 a number is counted once, whoever speaks of it.
/// Errors  cancelled.
[[nodiscard]] core::Result<std::vector<calls::DayCounts>> count_days(
    const core::RunContext& context, const OrganisationInput& input,
    const Organisation& organisation);

}  // namespace cuibono::organisation
