#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "money/transfer_features.h"

namespace cuibono::money {

// How many shapes each payment completes, as columns for a model or a filter: a row a payment, and in a row
// only what stands at or before it. What a shape is, to the cell, is what the graph features of IBM's snapml
// 1.17.2 hold when it is fed one payment at a time; so models that were trained on either read the other.
//
// In      payments [T] as find_transfer_features takes them; windows of 1 µs and more. Of payments of one
//         instant, those that stand earlier are there already. A payment to oneself completes nothing.
// Laws    R  renaming accounts changes nothing; so does moving all times by as much.
//         E  a payment added at the end changes no row before it.
//         P  the same bytes for any number of threads.
//         S  ShapeStream says of each payment what these say of its row.
// Errors  those of check_payments; bad_input: a window below 1 µs.  cancelled.
// Source  Blanuša et al., Graph Feature Preprocessor, ICAIF 2024 (the shapes); the borders of windows, ties
//         and payments to oneself were read off the library's answers. Columns: sizes and counts stay whole
//         numbers and are not spread over bins.

/// What came to the payee and left the payer in the window (time - window, time], the payment included:
/// payments, and different accounts. 0 for a payment to oneself; such payments are counted nowhere.
struct FanCounts {
  std::vector<std::uint32_t> payers_in, payees_out;      ///< fan: of the payee, of the payer
  std::vector<std::uint32_t> payments_in, payments_out;  ///< degree
  bool operator==(const FanCounts&) const = default;
};
/// Laws    1 payees_out <= payments_out, payers_in <= payments_in.  2 a wider window lowers no count.
///         3 turning every payment round exchanges in and out.
/// Cost    time O(T), about 90 ns a payment; 16 bytes a payment and 4 an account beside the answer's 16.
/// Check   fan_counts_reference.
[[nodiscard]] core::Result<FanCounts> count_fans(const core::RunContext& context,
                                                 const PaymentColumns& payments,
                                                 std::int64_t window_us);

/// So many shapes of a size end with a payment.
struct SizeCount {
  std::uint32_t row = 0, size = 0;
  std::uint64_t count = 0;
  bool operator==(const SizeCount&) const = default;
};
/// Ascending by row, then size; no count is 0.
using SizeCounts = std::vector<SizeCount>;

/// Simple cycles whose payments follow each other in time, the last of them this payment.
///
/// Out     size: payments in a cycle, 2 and more. Cycles through the same accounts in the same order are one,
///         whichever of parallel payments they take. Each payment is strictly later than the one before it, the
///         first at most window_us before the last.
/// Laws    1 a wider window loses no cycle.
/// Cost    a payment costs the payments in the window from which its payer can be reached in order, and the
///         prefixes of its cycles; exponential at worst, where money mixes widely in a window.
/// Check   temporal_cycle_counts_reference.
[[nodiscard]] core::Result<SizeCounts> count_temporal_cycles(const core::RunContext& context,
                                                             const PaymentColumns& payments,
                                                             std::int64_t window_us);

/// Simple cycles of at most `length_max` accounts whose last payment is this one; the others come at most
/// window_us before it, earlier than it, in any order.
///
/// In      length_max 2 … 16; each more multiplies the work.
/// Out     size: accounts of a cycle. Cycles through the same accounts in the same order are one.
/// Laws    1 a wider window, a greater length_max lose no cycle.
///         2 of each size at least the temporal cycles of the same window.
/// Cost    two searches that meet in the middle, then the prefixes of the cycles; exponential in length_max.
/// Errors  also bad_input: length_max out of range.
/// Check   short_cycle_counts_reference.
[[nodiscard]] core::Result<SizeCounts> count_short_cycles(const core::RunContext& context,
                                                          const PaymentColumns& payments,
                                                          std::int64_t window_us,
                                                          std::uint32_t length_max);

/// Scatter-gather: two accounts and all that were paid by the one and paid the other, in the window
/// [time - window, time], in any order; this payment is one of its legs.
///
/// Out     size: accounts between, 2 and more. Neither end is between, but for one case of the library: the
///         source that also paid itself counts as between where the payment is a gathering leg.
/// Laws    1 turning every payment round changes nothing where nobody paid themselves.
/// Cost    for each account beyond one end of the payment its payments in the window.
/// Check   scatter_gather_counts_reference.
[[nodiscard]] core::Result<SizeCounts> count_scatter_gathers(const core::RunContext& context,
                                                             const PaymentColumns& payments,
                                                             std::int64_t window_us);

struct ShapeOptions {
  std::int64_t fan_us = core::us_per_day;  ///< window of fans and degrees
  std::int64_t scatter_gather_us =
      core::us_per_day;  ///< windows: linear and more in what they hold
  std::int64_t temporal_cycle_us = core::us_per_day;
  std::int64_t short_cycle_us = core::us_per_day;
  std::uint32_t length_max = 10;
};
struct ShapeCounts {
  FanCounts fans;
  SizeCounts scatter_gathers, temporal_cycles, short_cycles;
  bool operator==(const ShapeCounts&) const = default;
};
/// All of them; the payments are put into lists once.
[[nodiscard]] core::Result<ShapeCounts> count_shapes(const core::RunContext& context,
                                                     const PaymentColumns& payments,
                                                     const ShapeOptions& options);

/// The twins take what the kernels accept, and check nothing: for each payment they look at all before it.
[[nodiscard]] FanCounts fan_counts_reference(const PaymentColumns& payments,
                                             std::int64_t window_us);
[[nodiscard]] SizeCounts temporal_cycle_counts_reference(const PaymentColumns& payments,
                                                         std::int64_t window_us);
[[nodiscard]] SizeCounts short_cycle_counts_reference(const PaymentColumns& payments,
                                                      std::int64_t window_us,
                                                      std::uint32_t length_max);
[[nodiscard]] SizeCounts scatter_gather_counts_reference(const PaymentColumns& payments,
                                                         std::int64_t window_us);

}  // namespace cuibono::money
