#pragma once
#include <cstdint>

#include "money/pattern.h"

namespace cuibono::money {

struct PeelOptions {
  std::int64_t hop_us = core::us_per_day;  ///< how long an account may hold what it received
  std::uint32_t hops_min = 5;              ///< one to four are the change of ordinary payments
  std::uint32_t large_permille_min = 800;  ///< of the receipt, to the next account
};

/// A sum that goes from fresh account to fresh account and loses a small part at each.
///
/// Use     what cash-outs of a large sum look like on a chain.
/// In      see pattern.h; of equal times the payment that stands later came later.
/// Out     an account is a hop if it receives once in all records and then pays exactly twice, both times
///         to others than each other, after the receipt and at most hop_us later, no more than it
///         received and with large_permille_min of it in one payment: that one leads on. A chain is a
///         longest run of hops, each led to by the one before it. Sorted by the first hop. accounts: the
///         hops in order, then where the last leads; transfers: the receipt of the first hop, and both
///         payments of each; amount_minor: what was peeled off, the small payments; size: hops. Numbers:
///         first_minor (the first receipt), last_minor (the last payment on).
/// Innocent  change of a wallet that pays its bills one after another: its own history or its owner's list
///         of addresses settles it.
/// Laws    R, M, P of pattern.h.
///         1 amount_minor + last_minor <= first_minor.
///         2 no account is in two chains as a hop.
/// Cost    O(T + accounts).
/// Errors  those of pattern.h.
/// Source  Kappos et al., How to peel a million, USENIX Security 2022, for the shape; neither script types
///         nor fees are compared here, accounts instead of transactions are linked.
/// Check   peel_chains_reference.
[[nodiscard]] core::Result<Patterns> find_peel_chains(const core::RunContext& context,
                                                      const PaymentColumns& payments,
                                                      const PeelOptions& options);

struct PayrollOptions {
  std::uint32_t payees_min = 5;  ///< different ones on one day
  std::uint32_t paydays_min = 3;
  std::uint32_t gap_days_min = 25, gap_days_max = 35;  ///< from one payday to the next
  std::uint32_t same_permille_min = 700;  ///< payees of a payday paid again on the next
};

/// Paydays: the same many people, paid on one day of each month.
///
/// Use     to explain a fan_out, not to accuse.
/// In      see pattern.h; a day is one of UTC.
/// Out     a payday is a day on which an account pays payees_min. From the first payday not yet listed, the
///         next is the first one gap_days_min to gap_days_max later that pays same_permille_min of its
///         payees; a row of paydays_min is listed. By account and first day. accounts: the payer, all
///         payees ascending; transfers: all payments of these days; amount_minor: their sum; size:
///         paydays. Numbers: payees, same_permille (the least of the row).
/// Guilty twin  a scam that pays its mules on a fixed day: the payees' contracts settle it.
/// Laws    R, P of pattern.h, and M for whole days.  1 no day of an account is in two rows.
/// Cost    O(T log T + paydays squared in gap_days_max, times payees).
/// Errors  those of pattern.h; bad_input also for gap_days_min 0 or above gap_days_max.
/// Check   payrolls_reference.
[[nodiscard]] core::Result<Patterns> find_payrolls(const core::RunContext& context,
                                                   const PaymentColumns& payments,
                                                   const PayrollOptions& options);

struct SupplierOptions {
  std::uint32_t payments_min = 4;                ///< by one customer
  std::int64_t span_us = 90 * core::us_per_day;  ///< from its first to its last, at least
  std::uint32_t customers_min = 3;               ///< that pay so
};

/// Accounts that several others pay again and again over months.
///
/// Use     to explain a fan_in, not to accuse.
/// Out     a Pattern an account that customers_min others each pay payments_min times over span_us. By
///         account. accounts: it, these customers ascending; transfers: their payments; amount_minor: the
///         sum; size: customers. Numbers: payers_ever (of the account, customers or not), customer_permille
///         (of all it received, what these paid).
/// Guilty twin  a savings scam with monthly instalments: deliveries and invoices settle it.
/// Laws    R, M, P of pattern.h.  1 a lower minimum loses no account.
/// Cost    O(T log T).
/// Errors  those of pattern.h.
/// Check   suppliers_reference.
[[nodiscard]] core::Result<Patterns> find_suppliers(const core::RunContext& context,
                                                    const PaymentColumns& payments,
                                                    const SupplierOptions& options);

/// The twins take what the kernels accept, and check nothing.
[[nodiscard]] Patterns peel_chains_reference(const PaymentColumns& payments,
                                             const PeelOptions& options);
[[nodiscard]] Patterns payrolls_reference(const PaymentColumns& payments,
                                          const PayrollOptions& options);
[[nodiscard]] Patterns suppliers_reference(const PaymentColumns& payments,
                                           const SupplierOptions& options);

}  // namespace cuibono::money
