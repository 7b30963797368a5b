#pragma once
#include <cstdint>

#include "money/pattern.h"

namespace cuibono::money {

/// Which side of the hub the others stand on.
enum class FanSide : std::uint8_t { in, out };

struct FanOptions {
  std::int64_t window_us = 7 * core::us_per_day;
  std::uint32_t counterparties_min =
      5;  ///< different ones in one window; fewer name half of all accounts
  /// An account with more in any window is a hub of trade: passed over and counted.
  std::uint32_t counterparties_max = 1000;
};

/// Accounts paid by many, or paying many, in a short time.
///
/// Use     fan_in: who collects; fan_out: who distributes.
/// In      see pattern.h.
/// Out     a Pattern a run of windows, by hub and time. A window holds a payment of the hub on that side and
///         all those before it, at most window_us earlier; of consecutive windows that have
///         counterparties_min different counterparties the one with most is listed, of equal ones the
///         first. accounts: hub, counterparties ascending; amount_minor: the sum; size: counterparties.
///         Numbers: payments, largest_minor, counterparties_ever (of the hub on that side in all records).
///         passed_over: hubs beyond counterparties_max.
/// Innocent  fan_in a shop, a landlord, a club; fan_out an employer on payday, a company that pays its
///         suppliers. The account opening file or the payroll settles it; counterparties_ever far above
///         size, month after month, speaks for trade.
/// Laws    R, M, P of pattern.h.
///         1 turning every payment round exchanges fan_in and fan_out.
///         2 a wider window makes no account with a pattern lose all of its own, nor a lower minimum,
///           as long as it is no hub.
/// Cost    O(T + accounts), each payment enters a window once and leaves it once; 12 bytes a payment and
///         8 an account, and 4 an account a thread.
/// Errors  those of pattern.h.
/// Source  fan shapes of Altman et al., Realistic synthetic financial transactions, 2023, with windows.
/// Check   fans_reference; ORACLES P03.
[[nodiscard]] core::Result<Patterns> find_fans(const core::RunContext& context,
                                               const PaymentColumns& payments, FanSide side,
                                               const FanOptions& options);

struct GatherScatterOptions {
  std::int64_t gather_us = 7 * core::us_per_day;  ///< how long the receipts may take
  std::int64_t scatter_us =
      7 * core::us_per_day;  ///< how long after the last of them payments may go
  std::uint32_t payers_min = 3, payees_min = 3;  ///< different ones
  /// So much of what was gathered goes out again at least; 0 asks for the shape alone.
  std::uint32_t forwarded_permille_min = 500;
  std::uint32_t counterparties_max = 1000;  ///< as FanOptions, on either side
};

/// Accounts that many pay, and that then pay many.
///
/// Out     as find_fans. A pivot is a time at which the hub receives: receipts count that came at most
///         gather_us before it or at it, payments that left later than it, by at most scatter_us. Of
///         consecutive pivots that fulfil the options the one with most payers and payees is listed.
///         accounts: hub, payers ascending, payees ascending (one who is both stands twice); amount_minor:
///         the lesser of both sums; size: payers and payees. Numbers: payers, payees, gathered_minor,
///         scattered_minor.
/// Innocent  a marketplace, a payment service, a notary's client account: its licence and its ledger of
///         customers settle it.
/// Laws    R, M, P of pattern.h.  1 every receipt listed is earlier than every payment listed.
/// Cost    as find_fans, twice.
/// Errors  those of pattern.h.
/// Source  as find_fans.
/// Check   gather_scatter_reference; ORACLES P03.
[[nodiscard]] core::Result<Patterns> find_gather_scatter(const core::RunContext& context,
                                                         const PaymentColumns& payments,
                                                         const GatherScatterOptions& options);

/// The twins take what the kernels accept, and check nothing.
[[nodiscard]] Patterns fans_reference(const PaymentColumns& payments, FanSide side,
                                      const FanOptions& options);
[[nodiscard]] Patterns gather_scatter_reference(const PaymentColumns& payments,
                                                const GatherScatterOptions& options);

}  // namespace cuibono::money
