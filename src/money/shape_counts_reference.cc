// The slow twins: for each payment all before it, every way round, every pair of ends.
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "money/shape_counts.h"

namespace cuibono::money {
namespace {

/// What one payment completes, by size.
using Sizes = std::map<std::size_t, std::uint64_t>;

SizeCounts for_each_row(const PaymentColumns& payments,
                        const std::function<Sizes(std::size_t)>& sizes_of) {
  SizeCounts all;
  for (std::size_t row = 0; row < payments.time_us.size(); ++row) {
    if (payments.payer[row] == payments.payee[row]) continue;
    for (const auto& [size, count] : sizes_of(row))
      all.push_back({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(size), count});
  }
  return all;
}

/// All ways from the payee of `row` to its payer by earlier payments of the window, as accounts passed. A way
/// that several choices of payments take is in the set once.
std::set<std::vector<std::uint32_t>> ways_back(const PaymentColumns& payments, std::size_t row,
                                               std::int64_t window_us, bool is_in_order,
                                               std::size_t accounts_max) {
  std::set<std::vector<std::uint32_t>> ways;
  std::vector<std::uint32_t> way = {payments.payee[row]};
  const std::int64_t now_us = payments.time_us[row];
  const std::function<void(std::size_t)> walk = [&](std::size_t last) {
    if (way.size() + 1 > accounts_max) return;
    for (std::size_t i = 0; i < row; ++i) {
      const std::int64_t time_us = payments.time_us[i];
      if (payments.payer[i] != way.back() || now_us - time_us > window_us || time_us >= now_us)
        continue;
      if (is_in_order && last != row && time_us <= payments.time_us[last]) continue;
      const std::uint32_t next = payments.payee[i];
      if (next == payments.payer[row]) {
        way.push_back(next);
        ways.insert(way);
        way.pop_back();
      } else if (std::count(way.begin(), way.end(), next) == 0) {
        way.push_back(next);
        walk(i);
        way.pop_back();
      }
    }
  };
  walk(row);
  return ways;
}

Sizes sizes_of(const std::set<std::vector<std::uint32_t>>& ways) {
  Sizes sizes;
  for (const auto& way : ways) ++sizes[way.size()];
  return sizes;
}

}  // namespace

FanCounts fan_counts_reference(const PaymentColumns& payments, std::int64_t window_us) {
  FanCounts fans;
  for (std::size_t row = 0; row < payments.time_us.size(); ++row) {
    std::set<std::uint32_t> payers, payees;
    std::uint32_t in = 0, out = 0;
    for (std::size_t i = 0; i <= row; ++i) {
      if (payments.time_us[row] - payments.time_us[i] >= window_us ||
          payments.payer[i] == payments.payee[i] || payments.payer[row] == payments.payee[row])
        continue;
      if (payments.payer[i] == payments.payer[row]) ++out, payees.insert(payments.payee[i]);
      if (payments.payee[i] == payments.payee[row]) ++in, payers.insert(payments.payer[i]);
    }
    fans.payers_in.push_back(static_cast<std::uint32_t>(payers.size()));
    fans.payees_out.push_back(static_cast<std::uint32_t>(payees.size()));
    fans.payments_in.push_back(in);
    fans.payments_out.push_back(out);
  }
  return fans;
}

SizeCounts temporal_cycle_counts_reference(const PaymentColumns& payments, std::int64_t window_us) {
  return for_each_row(payments, [&](std::size_t row) {
    return sizes_of(ways_back(payments, row, window_us, true, payments.accounts + 1));
  });
}

SizeCounts short_cycle_counts_reference(const PaymentColumns& payments, std::int64_t window_us,
                                        std::uint32_t length_max) {
  return for_each_row(payments, [&](std::size_t row) {
    return sizes_of(ways_back(payments, row, window_us, false, length_max));
  });
}

SizeCounts scatter_gather_counts_reference(const PaymentColumns& payments, std::int64_t window_us) {
  return for_each_row(payments, [&](std::size_t row) {
    const std::uint32_t payer = payments.payer[row], payee = payments.payee[row];
    std::set<std::pair<std::uint32_t, std::uint32_t>> paid;
    for (std::size_t i = 0; i <= row; ++i)
      if (payments.time_us[row] - payments.time_us[i] <= window_us)
        paid.emplace(payments.payer[i], payments.payee[i]);
    const auto between = [&](std::uint32_t source, std::uint32_t sink, bool counts_source) {
      std::size_t count = 0;
      for (std::uint32_t account = 0; account < payments.accounts; ++account)
        count += account != sink && (account != source || counts_source) &&
                 paid.contains({source, account}) && paid.contains({account, sink});
      return count;
    };
    Sizes sizes;
    for (std::uint32_t end = 0; end < payments.accounts; ++end) {
      if (end == payer || end == payee) continue;
      if (paid.contains({payee, end}))
        if (const auto size = between(payer, end, false); size > 1) ++sizes[size];
      if (paid.contains({end, payer}))
        if (const auto size = between(end, payee, true); size > 1) ++sizes[size];
    }
    return sizes;
  });
}

}  // namespace cuibono::money
