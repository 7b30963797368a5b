// When a rate changed most: the cut with the largest likelihood ratio. Up to a constant and its last bits half of the
// ratio is the sum of n ln n - n ln share on either side, and ln share belongs to the days alone; so that sum tells
// which few cuts may be the largest, and these alone are computed in full.
#include <algorithm>
#include <cmath>
#include <limits>

#include "calls/succession.h"

namespace cuibono::calls {
namespace {

double term(double observed, double expected) {
  return observed > 0 ? observed * std::log(observed / expected) : 0.0;
}

/// n ln n of a whole number.
double times_log(double number) {
  constexpr std::size_t known = 4096;
  static const std::vector<double> table = [] {
    std::vector<double> out(known, 0.0);
    for (std::size_t n = 2; n < known; ++n)
      out[n] = static_cast<double>(n) * std::log(static_cast<double>(n));
    return out;
  }();
  return number < known ? table[static_cast<std::size_t>(number)] : number * std::log(number);
}

/// Two rates, before and after a cut, against one.
RateChange change_of(double before, double after, std::uint32_t cut, std::size_t days) {
  const double share = cut / static_cast<double>(days), all = before + after;
  return {cut, 2 * (term(before, all * share) + term(after, all * (1 - share))),
          after * cut > before * static_cast<double>(days - cut)};
}

}  // namespace

double settled(double value) noexcept { return std::round(value * 1e9) / 1e9; }

RateChange rate_change_at(std::span<const std::uint32_t> per_day, std::uint32_t cut) {
  double before = 0, after = 0;
  for (std::uint32_t d = 0; d < per_day.size(); ++d) (d < cut ? before : after) += per_day[d];
  return change_of(before, after, cut, per_day.size());
}

RateChange find_rate_change(std::span<const std::uint32_t> per_day) {
  return RateCuts(per_day.size()).find(per_day);
}

RateChange find_rate_change_reference(std::span<const std::uint32_t> per_day) {
  RateChange best;
  for (std::uint32_t cut = 1; cut < per_day.size(); ++cut) {
    const RateChange change = rate_change_at(per_day, cut);
    if (best.cut == 0 || settled(change.ratio) > settled(best.ratio)) best = change;
  }
  return best;
}

RateCuts::RateCuts(std::size_t days) : log_before_(days), log_after_(days), near_(days) {
  for (std::size_t cut = 1; cut < days; ++cut) {
    const double share = static_cast<double>(cut) / static_cast<double>(days);
    log_before_[cut] = std::log(share);
    log_after_[cut] = std::log(1 - share);
  }
}

RateChange RateCuts::find(std::span<const std::uint32_t> per_day) {
  CB_ASSERT(per_day.size() == near_.size());
  double all = 0, before = 0, most = -std::numeric_limits<double>::infinity();
  for (const auto calls : per_day) all += calls;
  // Half of the ratio is the sum of n ln n - n ln share on either side, less a constant.
  for (std::size_t cut = 1; cut < per_day.size(); ++cut) {
    before += per_day[cut - 1];
    const double after = all - before;
    near_[cut] =
        times_log(before) - before * log_before_[cut] + times_log(after) - after * log_after_[cut];
    most = std::max(most, near_[cut]);
  }
  // Far more than what the last bits of that sum can be, for numbers of so many calls.
  const double slack = 1e-6 + 1e-12 * all;
  RateChange best;
  before = 0;
  for (std::uint32_t cut = 1; cut < per_day.size(); ++cut) {
    before += per_day[cut - 1];
    if (near_[cut] < most - slack) continue;
    const RateChange change = change_of(before, all - before, cut, per_day.size());
    if (best.cut == 0 || settled(change.ratio) > settled(best.ratio)) best = change;
  }
  return best;
}

}  // namespace cuibono::calls
