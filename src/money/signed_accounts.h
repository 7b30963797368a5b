#pragma once
#include <string>
#include <vector>

#include "money/account_signs.h"
#include "money/money.h"

namespace cuibono::money {

/// An account that victims' money reached, with what a model looks at and says.
struct SignedAccount {
  evidence::SelectorId account{};
  core::AssetId asset{};
  AccountRole role = AccountRole::unknown;
  std::string band;
  std::uint8_t score_percent = 0;  ///< of the rules
  AccountSigns signs{};
  AccountScore score;
};

/// The accounts of trace_money with their signs, in no order that means anything: to learn a model from
/// simulated cases, and to judge it.
/// Errors  as trace_money.
[[nodiscard]] core::Result<std::vector<SignedAccount>> find_signed_accounts(
    const core::RunContext& context, const evidence::Evidence& evidence,
    const entities::Entities& entities, const MoneyRequest& request);

}  // namespace cuibono::money
