#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "money/account_model.h"
#include "money/trails.h"

namespace cuibono::money {

/// One thing that a model looks at of an account: a whole number without a currency, so that one model serves
/// all. Shares are in thousandths; -1 where there is nothing to divide by.
struct AccountSign {
  std::string_view name;
  std::string_view words;  ///< with {} for the value: what a reason says
};
inline constexpr std::size_t account_signs = 23;
using AccountSigns = std::array<std::int32_t, account_signs>;
/// Names and words, in the order of the values.
[[nodiscard]] const std::array<AccountSign, account_signs>& account_sign_table() noexcept;

/// What the payments of a ledger show of its accounts beside victims' money.
struct AccountTraffic {
  std::vector<std::uint32_t> payers, payees;          ///< [accounts] different ones, in all records
  std::vector<std::uint32_t> payers_day, payees_day;  ///< the most of them in one day
};

/// Out     AccountTraffic over the recorded payments between accounts of the ledger.
/// Errors  cancelled.
[[nodiscard]] core::Result<AccountTraffic> find_account_traffic(const core::RunContext& context,
                                                                const evidence::Evidence& evidence,
                                                                const Ledger& ledger);

/// The signs of one account. `feeders`: accounts that pass victims' money on to it, as roles.h counts them.
[[nodiscard]] AccountSigns signs_of_account(const Trail& trail, const AccountTraffic& traffic,
                                            std::uint64_t feeders) noexcept;

/// Of 1,000 simulated accounts that looked like this one, so many were of the purpose. No probability of
/// anything outside the simulation.
struct PurposeScore {
  std::string purpose;
  std::uint16_t of_1000 = 0;
};
/// What one sign added to the log-odds of the first purpose.
struct ScoreReason {
  std::string text;
  std::int64_t millionths = 0;
};
struct AccountScore {
  std::vector<PurposeScore> purposes;  ///< in the order of the model
  std::vector<ScoreReason> reasons;    ///< those that weighed most, for or against
};
inline constexpr std::size_t score_reasons_max = 3;

/// What the model says of an account with these signs.
[[nodiscard]] AccountScore score_account(const AccountModel& model, const AccountSigns& signs);

/// One sentence of it: what it is, how much, and what weighed most. Empty where the model knows no purpose.
[[nodiscard]] std::string score_in_words(const AccountModel& model, const AccountScore& score);

}  // namespace cuibono::money
