#pragma once
#include <vector>

#include "money/money.h"
#include "money/work.h"

namespace cuibono::money {

/// What came back to each victim, in the asset of one ledger.
///
/// In      a traced ledger.
/// Out     a row for each victim with a followed payment, by victim. A payment back is one to an account from which
///         that victim paid (and no other victim), later than her first payment, that reverses a payment of hers, or
///         comes from an account that she paid directly, or carried victims' money under FIFO; not what a
///         service pays. All of it counts, whoever's money paid it: her claim falls by as much.
/// Laws    1 gross sums to what is followed.  2 traced <= returned; reversed <= returned.
/// Cost    O(T + payments back).
/// Check   find_returns_reference
[[nodiscard]] std::vector<VictimReturn> find_returns(const Story& story, const Work& work);
[[nodiscard]] std::vector<VictimReturn> find_returns_reference(const Story& story,
                                                               const Work& work);

}  // namespace cuibono::money
