#pragma once
#include <vector>

#include "money/account_model.h"
#include "money/money.h"
#include "money/signed_accounts.h"
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
  std::vector<std::uint64_t>
      feeders;  ///< [accounts] mules and collectors that pay it much of theirs
  std::uint64_t total = 0;
};
[[nodiscard]] JudgedAccounts judge_accounts(const TrailQuery& query, const Trails& trails,
                                            std::size_t most);

/// The signs and the score of each judged account, beside what the rules said of it. The score in words is the
/// last reason for or against, with no weight: it decides nothing.
/// Errors  cancelled.
[[nodiscard]] core::Result<std::vector<SignedAccount>> score_accounts(
    const core::RunContext& context, const TrailQuery& query, const Trails& trails,
    const AccountModel& model, JudgedAccounts& judged);

/// The records of some payments, first legs first, at most `most` of them.
[[nodiscard]] std::vector<evidence::RecordRef> records_of(const TrailQuery& query,
                                                          const Trails& trails,
                                                          std::span<const std::uint32_t> flows,
                                                          std::size_t most);

}  // namespace cuibono::money
