#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"

namespace cuibono::money {

/// Payments as columns of one length, in order of time: of equal times the one that stands first came first.
struct PaymentColumns {
  std::span<const std::int64_t> time_us;
  std::span<const std::uint32_t> payer, payee;  ///< < accounts
  std::span<const std::int64_t> amount_minor;   ///< >= 0, of one asset
  std::uint32_t accounts = 0;
};

/// What all kernels over payments ask at their door.
///
/// Errors  bad_input: columns of unequal length, 2^32 - 1 payments or more, an account out of range, an
///         amount < 0, a window < 0, times unsorted.
[[nodiscard]] core::Status check_payments(const PaymentColumns& payments,
                                          std::span<const std::int64_t> windows_us);

/// "The payer received nothing before": since_in_us and paid_on_permille of such a payment.
inline constexpr std::int64_t never_us = INT64_MIN;
inline constexpr std::uint32_t nothing_received = 0xFFFFFFFFU;

/// What its two ends did shortly before each payment, the payment itself left out: columns [T].
struct TransferFeatures {
  std::vector<std::uint32_t> payer_out_count, payer_payees;  ///< paid by the payer; to so many
  std::vector<std::uint32_t> payee_in_count, payee_payers;   ///< paid to the payee; by so many
  std::vector<std::uint32_t> payer_in_count;                 ///< paid to the payer
  std::vector<std::int64_t> payer_out_minor, payee_in_minor, payer_in_minor;
  /// Of what the payer received in the window, the part that it has paid on in it with this payment, in
  /// thousandths and 1000 at most; nothing_received where that is nothing.
  std::vector<std::uint32_t> paid_on_permille;
  /// Since the payer last received anything, in the window or before; never_us: it never did.
  std::vector<std::int64_t> since_in_us;
  bool operator==(const TransferFeatures&) const = default;
};

/// How busy the two ends of each payment were in the time before it.
///
/// Use     as columns for a model or a filter, a row a payment.
/// In      payments [T]; window_us >= 0. Those that stand before a payment, at most window_us earlier,
///         are in its window; so is a payment of the same instant that stands before it, and no later one.
/// Out     TransferFeatures [T]. A payment to oneself is one out and one in of the same account.
/// Laws    1 renaming accounts changes nothing; so does moving all times by as much.
///         2 a wider window lowers no count and no sum.
///         3 scaling all amounts by k scales the sums by k and leaves the rest.
///         4 turning every payment round exchanges payer_out_count, payer_payees and payer_out_minor with
///           payee_in_count, payee_payers and payee_in_minor.
///         5 a payment added at the end changes no row before it.
/// Cost    time O(T): each payment enters the window once and leaves it once; 64 bytes an account and 32 to
///         64 a pair of ends that has a payment in the window, beside the 56 bytes a payment of the answer.
/// Errors  those of check_payments; bad_input: a sum beyond 2^63.  cancelled.
/// Check   transfer_features_reference.
[[nodiscard]] core::Result<TransferFeatures> find_transfer_features(const core::RunContext& context,
                                                                    const PaymentColumns& payments,
                                                                    std::int64_t window_us);

/// The twin takes what the kernel accepts, and checks nothing: for each payment it walks back.
[[nodiscard]] TransferFeatures transfer_features_reference(const PaymentColumns& payments,
                                                           std::int64_t window_us);

}  // namespace cuibono::money
