#pragma once
#include <vector>

#include "money/ledger.h"
#include "money/money.h"
#include "money/work.h"

namespace cuibono::money {

/// What arrived in another asset where the records state only which, at the rate of the day of the payment.
///
/// Out     amounts by transfer; money.missing_rates and a problem for each rate that no table has.
[[nodiscard]] AtReference find_reference_amounts(const evidence::Evidence& evidence,
                                                 const Rates* rates, Money& money);

/// What is reported and followed, in the currency asked for, each payment at the rate of its day.
///
/// Out     money.in_one_currency, or why there is none; missing rates as above.
void add_in_one_currency(const Story& story, const std::vector<Work>& works,
                         const MoneyRequest& request, Money& money);

/// The conversions that victims' money was followed through.
void add_conversions(const Story& story, const std::vector<Work>& works,
                     const AtReference& at_reference, const Rates* rates, Money& money);

/// Puts missing rates in order, each once, and says each as a problem.
void say_missing_rates(Money& money);

}  // namespace cuibono::money
