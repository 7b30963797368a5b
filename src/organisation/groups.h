#pragma once
#include <set>
#include <vector>

#include "organisation/desks.h"

namespace cuibono::organisation {

/// The groups of numbers (calls::CallGroup) that have a finding: none of their numbers is an actor's, is named by a
/// report, or is a victim's.
/// In      input; numbers of actors (desks and look-alikes).  Out  borrows from the input.
[[nodiscard]] std::vector<const calls::CallGroup*> find_told_groups(
    const OrganisationInput& input, const std::set<evidence::SelectorId>& numbers);

/// Findings on groups of numbers that call the same few others (calls::CallGroup).
///
/// In      input; numbers of actors (desks and look-alikes), which have findings of their own.
/// Out     one finding of kind bipartite a group; none for a group with such a number or a victim's.
/// Laws    order of groups does not matter to what each says.
[[nodiscard]] std::vector<claims::Finding> group_findings(
    const OrganisationInput& input, const std::set<evidence::SelectorId>& numbers);

}  // namespace cuibono::organisation
