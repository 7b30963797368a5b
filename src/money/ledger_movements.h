#pragma once
// Interest and conversions: what comes to an account that no payer holds.
#include <array>
#include <cstdint>
#include <vector>

#include "money/ledger_purse.h"

namespace cuibono::money {

/// One or two purses: own money and trust money, or all money.
struct PurseSet {
  std::size_t count = 1;
  std::array<PurseOrder, 2> orders{};
  std::array<std::size_t, 2> turns{0, 1};  ///< which purse pays first
  [[nodiscard]] std::size_t of_tag(std::uint32_t tag) const { return tag == 0 ? 0 : count - 1; }
  [[nodiscard]] bool is_shares(std::size_t which) const {
    return orders[which] == PurseOrder::shares;
  }
};
using MovedBoth = std::array<MovedMoney, 2>;

/// Tagged money that came so, in the units of its purse.
struct CameUnits {
  std::uint32_t tag = 0;
  std::int64_t units = 0;
};

/// Interest on what rests in purses, as money to be put into them.
///
/// Out     moved, added to; what of it has a tag. Each tag earns by what it has, by largest remainder in whole
///         units, ties to the oldest money; among shares in units, rounded down. Interest earns for whom it
///         was earned. Nothing rests: money of unknown origin.
struct InterestTerms {
  std::int64_t amount_minor = 0;
  std::uint32_t tags = 0;
  bool is_tagged = false;  ///< tag t earns for tags + t; false: for tag 0
};
[[nodiscard]] std::vector<CameUnits> earn_interest(const Purse* purses, const PurseSet& set,
                                                   const InterestTerms& terms, MovedBoth& moved);

/// What a payment carried, at the amount in which it arrives.
///
/// Out     moved, added to; what of it has a tag. The k-th unit paid becomes the units from k-1 to k times
///         arriving / paid, rounded down, in the order of the payment.
[[nodiscard]] std::vector<CameUnits> convert_money(const MovedBoth& carried, const PurseSet& set,
                                                   std::int64_t paid_minor,
                                                   std::int64_t arriving_minor, MovedBoth& moved);

}  // namespace cuibono::money
