#pragma once
// Cases of tests/cases/money that need records: balances, fees, interest, reversals, currencies.
#include <map>
#include <string>
#include <vector>

#include "money/trace_ledger.h"
#include "money_cases.h"

namespace cuibono::money_cases {

/// Row (an account, "bank", "fees", "gap", "cash", "unnamed") → tag → amount. An account's money in another
/// currency than EUR is the row "account_USD"; interest on money of v1 is of the tag "v1%".
using AmountTable = std::map<std::string, std::map<std::string, std::int64_t>>;

/// The case as records, completed and followed.
///
/// In      seeds: rows, as a case writes them; scale: units in a cent; shuffle: another order of rows, other ids.
struct RecordsRequest {
  std::string seeds;
  money::TraceRule rule = money::TraceRule::fifo;
  std::int64_t scale = 1;
  std::uint64_t shuffle = 0;
  bool use_references = false;
  bool ends_at_gaps = false;
};
[[nodiscard]] core::Result<AmountTable> trace_records(const Case& the_case,
                                                      const RecordsRequest& request);

}  // namespace cuibono::money_cases
