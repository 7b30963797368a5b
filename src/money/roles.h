#pragma once
#include <vector>

#include "money/money.h"
#include "money/trails.h"

namespace cuibono::money {

/// What an account seems to be for, with reasons for and against. A lead, never a verdict.
///
/// In      most: how many accounts to describe; those with most victims' money come first.
/// Out     described accounts in the order of trails, and how many there are in all. Roles: victim; exchange and merchant (the services where a trace
///         stops); mule: a covered account, paid by victims or mostly filled with their money, from which
///         70 % of it went on within a week; collector: paid by two mules and more, each with at least a
///         tenth of what it passed on; payroll: most of its payments are wages; cash_out: half of the
///         victims' money was taken out in cash; else unknown.
///         Band set_aside: victims, services, and accounts of whose money less than a fifth came from
///         victims and none directly. Weights of reasons sum to the score, which only ranks.
/// Laws    1 no account without a chain of payments from a report's payment is named.
///         2 relabelling changes nothing.
struct JudgedAccounts {
  std::vector<TracedAccount> accounts;
  std::vector<std::size_t> trail;  ///< [accounts] position of its trail
  std::uint64_t total = 0;
};
[[nodiscard]] JudgedAccounts judge_accounts(const TrailQuery& query, const Trails& trails,
                                            std::size_t most);

/// The records of some payments, first legs first, at most `most` of them.
[[nodiscard]] std::vector<evidence::RecordRef> records_of(const TrailQuery& query,
                                                          const Trails& trails,
                                                          std::span<const std::uint32_t> flows,
                                                          std::size_t most);

}  // namespace cuibono::money
