#pragma once
#include <vector>

#include "organisation/desks.h"

namespace cuibono::organisation {

/// How many people the traffic of some numbers supports.
///
/// In      numbers of desks (a site's, or all); the successions among them.
/// Out     callers: at least as many as there are numbers in use on a busy working day (nine in ten days
///         have no more), at most all numbers less those that took the place of another, and never
///         more than half again of the busy day. Staff: callers are taken for between three fifths and
///         nineteen twentieths of all. lower_bound: lines busy at once. Nothing where no number has a
///         call of its own, or times are known by the day or less.
/// Laws    1 low ≤ estimate ≤ high; high / low ≤ 2.5.   2 order of numbers does not matter.
///         3 a number that takes the place of another one day adds nobody to the busy day.
/// Cost    O(calls of the numbers · log).
/// Source  METHODS 3.3 in spirit; the share of callers is an assumption and is said.
[[nodiscard]] SizeRange find_staff(const OrganisationInput& input,
                                   const std::vector<evidence::SelectorId>& numbers);

/// Findings of the size of the staff; none where nothing can be said.
[[nodiscard]] std::vector<claims::Finding> staff_findings(const OrganisationInput& input,
                                                          const Organisation& organisation);

/// Findings of successions that touch a desk; all of them where the case holds no report. The others
/// are counted in `unlinked`: a change of number is no offence, and nobody is named for it.
[[nodiscard]] std::vector<claims::Finding> succession_findings(const OrganisationInput& input,
                                                               const std::vector<Candidate>& desks,
                                                               std::uint64_t& unlinked);

}  // namespace cuibono::organisation
