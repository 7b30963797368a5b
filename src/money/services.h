#pragma once
#include <cstdint>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "money/ledger.h"

namespace cuibono::money {

enum class Service : std::uint8_t { none, exchange, merchant };

/// Accounts at which a trace stops because many customers' money meets there: what such an account
/// pays is no one customer's (METHODS 1.8). Decided on the accounts that victims' money reaches.
///
/// In      ledger as recorded; which of its transfers carry victims' money (FIFO, all victims as one);
///         marks [transfers of Evidence]; who is a victim [selectors]; marks of holders [selectors].
/// Out     [accounts] exchange: its holder or most payments to it say so, or it is a chain address with
///         a merchant's fan-in; merchant: 50 payers and more of whom fewer than a fifth brought victims'
///         money, or 10 and more who mostly write of purchases.
/// Laws    1 no victim's account is a service.
struct ServiceQuery {
  const evidence::Evidence& evidence;
  const Ledger& ledger;
  const std::vector<Flow>& flows;  ///< by transfer
  const std::vector<std::uint8_t>& marks;
  const std::vector<std::uint8_t>& holder_marks;
  const std::vector<std::uint8_t>& is_victim;
};
[[nodiscard]] std::vector<Service> find_services(const ServiceQuery& query);

/// Marks of the names that registers give to the holders of accounts, and of what packs of tags say of an address
/// (an exchange, a mixer, a market: the money of many). [selectors]
[[nodiscard]] std::vector<std::uint8_t> mark_holders(const evidence::Evidence& evidence);

}  // namespace cuibono::money
