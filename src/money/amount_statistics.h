#pragma once
#include <cstdint>
#include <vector>

#include "core/core.h"
#include "money/transfer_features.h"

namespace cuibono::money {

/// What one account paid, or received, in a window. All 0 where that is nothing.
struct AmountStatistics {
  std::uint32_t others = 0;    ///< different accounts at the other end; itself where it paid itself
  std::uint32_t payments = 0;  ///< degree
  std::int64_t sum_minor = 0, least_minor = 0, most_minor = 0;
  std::int64_t middle_twice_minor = 0;  ///< twice the median: the sum of the two in the middle
  double variance = 0;  ///< of the whole window, in units squared: no sample correction
  double skewness = 0, kurtosis = 0;  ///< of moments; kurtosis is not excess; 0 where all are equal
  [[nodiscard]] double payments_an_other() const noexcept {
    return others == 0 ? 0 : static_cast<double>(payments) / others;
  }
  [[nodiscard]] double mean() const noexcept {
    return payments == 0 ? 0 : static_cast<double>(sum_minor) / payments;
  }
  bool operator==(const AmountStatistics&) const = default;
};
static_assert(sizeof(AmountStatistics) == 64, "one line of memory");

/// Of both ends of a payment, what they paid and received.
struct EndStatistics {
  AmountStatistics payer_out, payer_in, payee_out, payee_in;
  bool operator==(const EndStatistics&) const = default;
};

/// Statistics of both ends of each payment, the payment itself among what they say.
///
/// Use     as columns for a model, a row a payment.
/// In      payments [T] as find_transfer_features takes them; window_us >= 0.
/// Out     EndStatistics [T]. The window of a payment holds what stands at or before it and is at most
///         window_us older than the payment before it in the table: so it is in snapml 1.17.2, which forgets
///         one payment late, and whose columns these are. Payments to oneself count as both.
/// Laws    1 renaming accounts changes nothing; so does moving all times by as much.
///         2 turning every payment round exchanges the ends, and in and out.
///         3 a payment added at the end changes no row before it.
///         4 the same bytes for any number of threads.
///         5 least <= mean <= most; others <= payments; kurtosis >= 1 + skewness^2 where not all are equal.
/// Cost    time O(T) and a move of half a window's amounts for each payment, 256 bytes a payment of the answer.
/// Errors  those of check_payments; bad_input: a sum, or twice a median, beyond 2^63.  cancelled.
/// Source  sums of powers are whole numbers, moved to the nearest whole number to the mean before anything is
///         a fraction, so that nothing cancels: the library's own, updated in doubles, drift (a variance of 0
///         where two amounts differ, a kurtosis below 0).
/// Check   end_statistics_reference.
[[nodiscard]] core::Result<std::vector<EndStatistics>> find_end_statistics(
    const core::RunContext& context, const PaymentColumns& payments, std::int64_t window_us);

/// The twin takes what the kernel accepts, and checks nothing: it looks at all before each payment.
[[nodiscard]] std::vector<EndStatistics> end_statistics_reference(const PaymentColumns& payments,
                                                                  std::int64_t window_us);

}  // namespace cuibono::money
