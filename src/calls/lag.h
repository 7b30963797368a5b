#pragma once
#include "calls/calls.h"

namespace cuibono::calls {

/// Calls and payments of victims on one clock: how often a number called a victim within the lag
/// before one of that victim's payments, and how often chance alone would have it so.
///
/// Out     calls_before_payment and expected_before_payment of each profile; findings call_to_payment
///         for numbers with at least three such calls to two victims, and at least twice the chance
///         level. Chance: each call to a victim falls uniformly into that victim's window (first to
///         last call or payment); the share of the window that lies within the lag before a payment
///         is its chance. A number that no report names is set aside: the clock alone accuses nobody.
///         A victim's own number is no finding. Times known to the month or less are left out.
/// Cost    O(calls to victims · log payments).
[[nodiscard]] core::Status measure_lags(const core::RunContext& context,
                                        const evidence::Evidence& evidence,
                                        const entities::Entities& entities, CallProfiles& profiles);

}  // namespace cuibono::calls
