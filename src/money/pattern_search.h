#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"
#include "money/pattern_rule.h"
#include "money/transfer_features.h"

namespace cuibono::money {

/// Payments of one asset in the order of time, with the events that they are of.
struct PaymentList {
  std::vector<std::int64_t> time_us, amount_minor;
  std::vector<std::uint32_t> payer, payee;
  std::vector<std::uint32_t> event;  ///< [payments] position in Evidence::transfers
  std::uint32_t accounts = 0;
  [[nodiscard]] PaymentColumns columns() const {
    return {time_us, payer, payee, amount_minor, accounts};
  }
};

/// What each rule found among the payments of one asset.
struct LedgerPatterns {
  core::AssetId asset{};
  std::vector<evidence::SelectorId> selector;  ///< [accounts] no_selector: outside the records
  PaymentList payments;                        ///< all, those with an end outside too
  /// [rules]; transfers are events here, and an account outside the records takes no part but as the payer
  /// or payee of a deposit or withdrawal.
  std::vector<Patterns> found;
};

struct FoundPatterns {
  std::vector<PatternRule> rules;       ///< those in use, by id
  std::vector<LedgerPatterns> ledgers;  ///< by asset
  std::vector<core::Problem>
      problems;  ///< rules that failed, which is not the same as found nothing
};

/// Every rule over the payments of every asset.
///
/// In      evidence; entities: whose accounts are one household's, for money that goes back; rules: those with
///         use = false are passed over.
/// Out     FoundPatterns. Payments with an end outside the records are left out, but for the kernels
///         structuring (deposits in cash, or from nobody named) and cash_out (withdrawals). A funnel's
///         places are the countries that account numbers state (iban:DE…, acct:KR:…); accounts that state
///         none take no part. Sums below the rule's least are passed over. A payment too large for any
///         balance has no shape.
/// Laws    1 relabelling accounts permutes the answer, nothing else.
///         2 the same for any number of threads.
/// Cost    about 1.5 us a transfer on one core, most of it cycles and two layers.
/// Errors  cancelled. A kernel that refuses its input is a problem of its rule and asset.
/// Check   each kernel has a twin; pattern_search_test.cc.
[[nodiscard]] core::Result<FoundPatterns> find_patterns(const core::RunContext& context,
                                                        const evidence::Evidence& evidence,
                                                        const entities::Entities& entities,
                                                        std::span<const PatternRule> rules);

}  // namespace cuibono::money
