#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "money/ledger.h"
#include "money/money.h"

namespace cuibono::money {

/// What of a ledger's places is to be bounded.
struct BoundsPlan {
  std::size_t places = 0;
  std::uint64_t work_max = 0;
  std::vector<std::uint32_t> converted;  ///< arrivals from other assets that may be victims' money
};

/// How far bounds can be had, ledger by ledger.
///
/// In      ledgers that are traced; null: one that is not.
/// Out     [ledgers] Money that arrives by conversion may be the victims' where what their money touched was
///         converted, here or in an asset of which nobody reports a loss.
/// Cost    O(T) for each asset that such money passes.
[[nodiscard]] core::Result<std::vector<BoundsPlan>> plan_bounds(
    const core::RunContext& context, const evidence::Evidence& evidence,
    const std::vector<const Ledger*>& ledgers, std::uint32_t victims, MoneyDepth depth);

/// Sets the least and the most of the first places; `cut` says how many have none.
[[nodiscard]] core::Status add_bounds(const core::RunContext& context, const Ledger& ledger,
                                      std::uint32_t victims, const BoundsPlan& plan,
                                      std::vector<Place>& places, std::vector<Cut>& cut);

}  // namespace cuibono::money
