#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"

namespace cuibono::money {

/// A transfer that a victim reports; tag = position of the victim + 1.
struct ReportedTransfer {
  std::uint32_t transfer = 0, tag = 0;
};

/// A reported amount, each payment once.
struct ReportedAmount {
  core::AssetId asset{};
  std::int64_t amount_minor = 0;
  std::optional<std::int64_t> time_us;  ///< of the payment, as far as it is known
};

/// What reports say of payments, each payment once however many agencies heard of it.
struct Reported {
  std::vector<std::string> victims;              ///< entity ids, sorted; a tag each
  std::vector<ReportedTransfer> transfers;       ///< by transfer, one each
  std::map<core::AssetId, core::Int128> amount;  ///< by asset
  std::map<core::AssetId, core::Int128>
      unplaced;                              ///< of it, of payments with no transfer to follow
  std::vector<ReportedAmount> amounts;       ///< one by one
  std::uint64_t payments = 0;                ///< distinct, as far as matching tells
  std::uint64_t followed = 0;                ///< of them, with a transfer to follow
  std::uint64_t in_ledgers = 0;              ///< of them, seen in a ledger of a bank or chain
  std::vector<evidence::RecordRef> records;  ///< of all reported payments
  std::vector<std::uint8_t> is_victim;       ///< [selectors] an account or number of a victim
  std::vector<core::Problem> problems;
};

/// In      matched payments; entities for who the victim is.
/// Out     Reported. A transfer that reports of two victims name goes to the victim whose id is smaller,
///         and is a problem. A payment of nothing or to its own payer is a problem, not a seed.
/// Laws    1 the order of reports does not matter.
[[nodiscard]] Reported collect_reported(const evidence::Evidence& evidence,
                                        const entities::Entities& entities);

}  // namespace cuibono::money
