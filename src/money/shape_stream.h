#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "money/amount_statistics.h"
#include "money/shape_counts.h"

namespace cuibono::money {

struct StreamOptions {
  ShapeOptions shapes;
  std::int64_t statistics_us = core::us_per_day;  ///< window of EndStatistics
  std::uint32_t accounts = 0;                     ///< room made at once; more come by themselves
};

/// What one payment completes, and what its ends have done.
struct StreamedShapes {
  std::uint32_t payers_in = 0, payees_out = 0, payments_in = 0, payments_out = 0;
  /// Valid until the next payment; row is the number of the payment in the stream, from 0.
  std::span<const SizeCount> scatter_gathers, temporal_cycles, short_cycles;
  EndStatistics ends;
};

/// The shapes of payments that come one at a time.
///
/// Use     where a payment must be described before the next one comes. Over a table, count_shapes and
///         find_end_statistics are several times as fast.
/// In      payments in order of time, each as one row of PaymentColumns; accounts are small dense numbers.
/// Out     StreamedShapes: to the bit what the whole-table kernels say of the same row.
/// Laws    1 whatever stood in the stream before, the answer is that of law S of shape_counts.h.
/// Cost    a payment costs what both ends did in the widest window, and the searches of shape_search.h;
///         32 bytes a payment in the window and some 400 an account. No answer is kept.
/// Errors  bad_input: earlier than the payment before it, an amount < 0, 2^32 - 1 payments: the payment is not
///         taken; a sum beyond 2^63: the stream has ended. Options are checked with each payment: windows below
///         1 µs, length_max out of 2 … 16.
/// Check   the whole-table kernels, row by row.
class ShapeStream {
 public:
  explicit ShapeStream(const StreamOptions& options);
  ~ShapeStream();
  ShapeStream(ShapeStream&&) noexcept;
  ShapeStream& operator=(ShapeStream&&) noexcept;
  [[nodiscard]] core::Result<StreamedShapes> add(std::int64_t time_us, std::uint32_t payer,
                                                 std::uint32_t payee, std::int64_t amount_minor);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace cuibono::money
