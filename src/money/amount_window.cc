// Central moments from whole sums. With c the whole number nearest to the mean and e = x - c, the sums of e,
// e², e³, e⁴ follow from those of x, x², x³, x⁴ in whole numbers; what is left to do in fractions is a shift by
// less than a half, in which nothing cancels, since the mean square of whole e is at least |mean of e|.
#include "money/amount_window.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace cuibono::money {
namespace {

/// Sums of deviations from a whole number, their count, as fractions of it.
struct Deviations {
  double first = 0, second = 0, third = 0, fourth = 0;
};

void finish(const Deviations& of, AmountStatistics& statistics) noexcept {
  const double d = of.first, d2 = d * d;
  const double variance = of.second - d2;
  const double third = of.third - 3 * d * of.second + 2 * d * d2;
  const double fourth = of.fourth - 4 * d * of.third + 6 * d2 * of.second - 3 * d2 * d2;
  statistics.variance = variance;
  statistics.skewness = third / (variance * std::sqrt(variance));
  statistics.kurtosis = fourth / (variance * variance);
}

/// Right to two units of the last place, in a tenth of the time of the compiler's own conversion. Halves of a
/// negative number would cancel, so it is done for the absolute value.
double signed_fraction(Wrapping value, double part) noexcept {
  constexpr double two_64 = 0x1p64;
  constexpr int half = 64;
  const bool is_negative = static_cast<core::Int128>(value) < 0;
  const Wrapping size = is_negative ? -value : value;
  const double whole = static_cast<double>(static_cast<std::uint64_t>(size >> half)) * two_64 +
                       static_cast<double>(static_cast<std::uint64_t>(size));
  return (is_negative ? -whole : whole) * part;
}

/// The first place whose amount is not below (`is_upper`: above) this one, without a branch to mispredict.
template <bool is_upper>
std::size_t place_of(const std::vector<std::int64_t>& sorted, std::int64_t amount) noexcept {
  const std::int64_t* base = sorted.data();
  std::size_t left = sorted.size();
  while (left > 1) {
    const std::size_t half = left / 2;
    const bool goes_on = is_upper ? base[half - 1] <= amount : base[half - 1] < amount;
    base += goes_on ? half : 0;
    left -= half;
  }
  if (left == 1) base += (is_upper ? *base <= amount : *base < amount) ? 1 : 0;
  return static_cast<std::size_t>(base - sorted.data());
}

}  // namespace

void AmountWindow::clear() noexcept {
  sorted_.clear();
  sum_ = squares_ = cubes_ = fourths_ = 0;
}

void AmountWindow::add_powers(std::int64_t amount_minor, bool is_leaving) noexcept {
  const auto x = static_cast<Wrapping>(amount_minor);
  const Wrapping square = x * x, cube = square * x, fourth = square * square;
  if (is_leaving) {
    sum_ -= x, squares_ -= square, cubes_ -= cube, fourths_ -= fourth;
  } else {
    sum_ += x, squares_ += square, cubes_ += cube, fourths_ += fourth;
  }
}

void AmountWindow::enter(std::int64_t amount_minor) {
  const auto place = static_cast<std::ptrdiff_t>(place_of<true>(sorted_, amount_minor));
  sorted_.insert(sorted_.begin() + place, amount_minor);
  add_powers(amount_minor, false);
}

void AmountWindow::leave(std::int64_t amount_minor) {
  const auto place = static_cast<std::ptrdiff_t>(place_of<false>(sorted_, amount_minor));
  sorted_.erase(sorted_.begin() + place);
  add_powers(amount_minor, true);
}

bool AmountWindow::describe(AmountStatistics& statistics) const noexcept {
  const std::size_t count = sorted_.size();
  statistics.payments = static_cast<std::uint32_t>(count);
  if (count == 0) return true;
  statistics.least_minor = sorted_.front();
  statistics.most_minor = sorted_.back();
  const std::int64_t low = sorted_[(count - 1) / 2], high = sorted_[count / 2];
  if (sum_ > static_cast<Wrapping>(INT64_MAX) ||
      __builtin_add_overflow(low, high, &statistics.middle_twice_minor))
    return false;
  statistics.sum_minor = static_cast<std::int64_t>(sum_);
  if (sorted_.front() == sorted_.back()) return true;

  // The range bounds every deviation, and the count times its fourth power their sum.
  const auto range = static_cast<std::uint64_t>(sorted_.back() - sorted_.front());
  constexpr int bits_max = 126;
  if (4 * std::bit_width(range) + std::bit_width(count) > bits_max) {
    describe_far_apart(sorted_, statistics);
    return true;
  }
  const Wrapping n = count;
  const auto total = static_cast<std::uint64_t>(sum_);
  const Wrapping c = (total + count / 2) / count, c2 = c * c;
  const Wrapping first = sum_ - n * c;
  const Wrapping second = squares_ - 2 * c * sum_ + n * c2;
  const Wrapping third = cubes_ - 3 * c * squares_ + 3 * c2 * sum_ - n * c2 * c;
  const Wrapping fourth =
      fourths_ - 4 * c * cubes_ + 6 * c2 * squares_ - 4 * c2 * c * sum_ + n * c2 * c2;
  const double part = 1.0 / static_cast<double>(count);
  finish({signed_fraction(first, part), signed_fraction(second, part), signed_fraction(third, part),
          signed_fraction(fourth, part)},
         statistics);
  return true;
}

void describe_far_apart(std::span<const std::int64_t> sorted,
                        AmountStatistics& statistics) noexcept {
  const auto count = static_cast<long double>(sorted.size());
  core::Int128 sum = 0;
  for (const std::int64_t amount : sorted) sum += amount;
  const long double mean = static_cast<long double>(sum) / count;
  long double second = 0, third = 0, fourth = 0;
  for (const std::int64_t amount : sorted) {
    const long double e = static_cast<long double>(amount) - mean;
    second += e * e, third += e * e * e, fourth += e * e * e * e;
  }
  const long double variance = second / count;
  statistics.variance = static_cast<double>(variance);
  statistics.skewness = static_cast<double>(third / count / (variance * std::sqrt(variance)));
  statistics.kurtosis = static_cast<double>(fourth / count / (variance * variance));
}

}  // namespace cuibono::money
