#pragma once
#include <vector>

#include "core/core.h"
#include "money/money.h"
#include "money/work.h"

namespace cuibono::money {

/// Figures where the records leave a choice: the order within a day, what happened behind a gap, a reference rate.
///
/// In      works as trace_works left them; the places of each, added to.
/// Out     orders: of each place the amounts when money comes before it leaves within a day, and the other way
///         round, wherever only the day of payments is known. gaps: the least and the most of the figures
///         themselves and of those with all trails ended at every gap of a running balance. rates: of those with
///         reference rates one percent lower and higher. Only at places where they differ; a place that has
///         money only so is added, with nothing under the rules. All victims are followed as one.
///         A note an asset and doubt says why there are figures, or why not.
/// Laws    1 low <= the figures of the run <= high, as all victims as one give them.
///         2 the same for any number of threads.
/// Cost    for each choice that there is, a pass over all ledgers and six over what is reached.
/// Errors  integrity, cancelled.
[[nodiscard]] core::Status add_doubts(const core::RunContext& context, const Story& story,
                                      const AtReference& at_reference,
                                      const std::vector<Work>& works,
                                      std::vector<std::vector<Place>>& places, Money& money);

}  // namespace cuibono::money
