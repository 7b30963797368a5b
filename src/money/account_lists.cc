// Payments by account: a counting sort, since rows already stand in order of time.
#include "money/account_lists.h"

#include <utility>

namespace cuibono::money {

AccountList make_account_list(std::span<const std::uint32_t> own,
                              std::span<const std::uint32_t> other, std::uint32_t accounts) {
  AccountList list;
  list.begin.assign(std::size_t{accounts} + 1, 0);
  list.payments.resize(own.size());
  for (const std::uint32_t account : own) ++list.begin[account];
  std::uint32_t sum = 0;
  for (std::uint32_t& begin : list.begin) sum += std::exchange(begin, sum);
  // Each begin moves to its end while its payments are put down, and is moved back at last.
  for (std::size_t row = 0; row < own.size(); ++row)
    list.payments[list.begin[own[row]]++] = {other[row], static_cast<std::uint32_t>(row)};
  for (std::size_t account = accounts; account > 0; --account)
    list.begin[account] = list.begin[account - 1];
  if (!list.begin.empty()) list.begin[0] = 0;
  return list;
}

TickedList make_ticked_list(const AccountList& list, std::span<const std::uint32_t> tick_of_row) {
  TickedList ticked;
  ticked.begin = list.begin;
  ticked.payments.resize(list.payments.size());
  const std::size_t accounts = list.begin.size() - 1;
  std::vector<std::uint32_t> last(accounts, 0);  // after which position a pair was last seen
  for (std::size_t account = 0; account < accounts; ++account) {
    const std::uint32_t begin = list.begin[account];
    for (std::uint32_t at = begin; at < list.begin[account + 1]; ++at) {
      const ListedPayment& payment = list.payments[at];
      const std::uint32_t before = std::exchange(last[payment.other], at + 1);
      ticked.payments[at] = {payment.other, tick_of_row[payment.row],
                             before > begin ? ticked.payments[before - 1].tick : 0, payment.row};
    }
  }
  return ticked;
}

std::vector<std::uint32_t> number_instants(std::span<const std::int64_t> time_us) {
  std::vector<std::uint32_t> ticks(time_us.size());
  std::uint32_t tick = 1;
  for (std::size_t row = 0; row < time_us.size(); ++row) {
    if (row > 0 && time_us[row] != time_us[row - 1]) ++tick;
    ticks[row] = tick;
  }
  return ticks;
}

}  // namespace cuibono::money
