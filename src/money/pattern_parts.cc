#include "money/pattern_parts.h"

namespace cuibono::money {

PaymentIndex make_payment_index(const PaymentColumns& payments,
                                std::span<const std::uint32_t> end_of) {
  PaymentIndex index;
  index.begin.assign(std::size_t{payments.accounts} + 1, 0);
  const std::size_t count = payments.time_us.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (has_shape(payments, i)) ++index.begin[end_of[i] + 1];
  }
  for (std::size_t account = 0; account < payments.accounts; ++account)
    index.begin[account + 1] += index.begin[account];
  index.payment.resize(index.begin.back());
  std::vector<std::uint32_t> next(index.begin.begin(), index.begin.end() - 1);
  for (std::size_t i = 0; i < count; ++i) {
    if (has_shape(payments, i)) index.payment[next[end_of[i]]++] = static_cast<std::uint32_t>(i);
  }
  return index;
}

void settle_transfers(const PaymentColumns& payments, Pattern& pattern) {
  auto& transfers = pattern.transfers;
  std::sort(transfers.begin(), transfers.end());
  transfers.erase(std::unique(transfers.begin(), transfers.end()), transfers.end());
  if (transfers.empty()) return;
  pattern.from_us = payments.time_us[transfers.front()];
  pattern.to_us = payments.time_us[transfers.back()];
}

core::Int128 sum_of_transfers(const PaymentColumns& payments, const Pattern& pattern) noexcept {
  core::Int128 sum_minor = 0;
  for (const std::uint32_t i : pattern.transfers) sum_minor += payments.amount_minor[i];
  return sum_minor;
}

}  // namespace cuibono::money
