#pragma once
// Payments by account, in the order of time: what the counts of shapes scan.
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "money/transfer_features.h"

namespace cuibono::money {

/// A payment as one of its ends sees it.
struct ListedPayment {
  std::uint32_t other =
      0;  ///< the account at the other end; the account itself where it paid itself
  std::uint32_t row = 0;
};

/// The payments of every account at one end, one account after another, each ascending in row.
struct AccountList {
  std::vector<std::uint32_t> begin;  ///< [accounts + 1]
  std::vector<ListedPayment> payments;
  [[nodiscard]] std::span<const ListedPayment> of(std::uint32_t account) const noexcept {
    return std::span(payments).subspan(begin[account], begin[account + 1] - begin[account]);
  }
};
/// Cost  O(T + accounts): two passes, 8 bytes a payment.
[[nodiscard]] AccountList make_account_list(std::span<const std::uint32_t> own,
                                            std::span<const std::uint32_t> other,
                                            std::uint32_t accounts);

/// The same with times. A tick is the number of an instant: 1 for the first, the same for equal times.
struct TickedPayment {
  std::uint32_t other = 0;
  std::uint32_t tick = 0;
  /// Of the payment before this one from the same payer to the same payee; 0: there is none. So a payment is
  /// the first of its pair in a window that begins at `first` exactly if before_tick < first.
  std::uint32_t before_tick = 0;
  std::uint32_t row = 0;
};
static_assert(sizeof(TickedPayment) == 16, "four lie in one line of memory");

struct TickedList {
  std::vector<std::uint32_t> begin;  ///< [accounts + 1]
  std::vector<TickedPayment> payments;
};
[[nodiscard]] TickedList make_ticked_list(const AccountList& list,
                                          std::span<const std::uint32_t> tick_of_row);

/// The tick of each row.
[[nodiscard]] std::vector<std::uint32_t> number_instants(std::span<const std::int64_t> time_us);

/// Whether `earlier` is more than window_us before `now`, without overflow at the ends of time.
[[nodiscard]] inline bool is_before_window(std::int64_t earlier, std::int64_t now,
                                           std::int64_t window_us) noexcept {
  return static_cast<std::uint64_t>(now) - static_cast<std::uint64_t>(earlier) >
         static_cast<std::uint64_t>(window_us);
}

}  // namespace cuibono::money
