// The slow twin: for each payment and each of four sides, all that stands in the window, and two passes over it
// in long double.
#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "money/amount_statistics.h"

namespace cuibono::money {
namespace {

AmountStatistics statistics_of(std::vector<std::int64_t> amounts, std::size_t others) {
  AmountStatistics of;
  if (amounts.empty()) return of;
  std::sort(amounts.begin(), amounts.end());
  of.others = static_cast<std::uint32_t>(others);
  of.payments = static_cast<std::uint32_t>(amounts.size());
  for (const std::int64_t amount : amounts) of.sum_minor += amount;
  of.least_minor = amounts.front();
  of.most_minor = amounts.back();
  of.middle_twice_minor = amounts[(amounts.size() - 1) / 2] + amounts[amounts.size() / 2];
  if (of.least_minor == of.most_minor) return of;
  const auto count = static_cast<long double>(amounts.size());
  const long double mean = static_cast<long double>(of.sum_minor) / count;
  long double second = 0, third = 0, fourth = 0;
  for (const std::int64_t amount : amounts) {
    const long double e = static_cast<long double>(amount) - mean;
    second += e * e / count, third += e * e * e / count, fourth += e * e * e * e / count;
  }
  of.variance = static_cast<double>(second);
  of.skewness = static_cast<double>(third / std::pow(second, 1.5L));
  of.kurtosis = static_cast<double>(fourth / (second * second));
  return of;
}

}  // namespace

std::vector<EndStatistics> end_statistics_reference(const PaymentColumns& payments,
                                                    std::int64_t window_us) {
  std::vector<EndStatistics> all;
  for (std::size_t row = 0; row < payments.time_us.size(); ++row) {
    const auto side = [&](std::uint32_t account, std::span<const std::uint32_t> own,
                          std::span<const std::uint32_t> other) {
      std::vector<std::int64_t> amounts;
      std::set<std::uint32_t> others;
      for (std::size_t i = 0; i <= row; ++i) {
        const bool is_past =
            row > 0 && i < row && payments.time_us[row - 1] - payments.time_us[i] > window_us;
        if (own[i] != account || is_past) continue;
        amounts.push_back(payments.amount_minor[i]);
        others.insert(other[i]);
      }
      return statistics_of(std::move(amounts), others.size());
    };
    const auto payer = payments.payer[row], payee = payments.payee[row];
    all.push_back(
        {side(payer, payments.payer, payments.payee), side(payer, payments.payee, payments.payer),
         side(payee, payments.payer, payments.payee), side(payee, payments.payee, payments.payer)});
  }
  return all;
}

}  // namespace cuibono::money
