// What could be frozen: how fast money leaves, what is left after a while, what to choose first.
#include "money/freeze.h"

#include <algorithm>

#include "money/whole_root.h"

namespace cuibono::money {
namespace {

/// ln 2 as a fraction, nine digits.
constexpr core::Int128 ln2_numerator = 693'147'181, ln2_denominator = 1'000'000'000;

/// Time that followed money spent on one account, first in, first out.
class AccountStay {
 public:
  AccountStay(const TrailQuery& query, const Trails& trails, std::size_t trail, std::int64_t end_us)
      : q_(query), trails_(trails), in_(trails.in(trail)), end_us_(end_us) {
    for (const std::uint32_t position : trails.out(trail)) {
      const TransferFlow& flow = trails.flows[position];
      if (!flow.is_seed) leave(flow.fifo_minor, time_of(flow));
    }
    while (take(end_us_)) {
      stays += left_in_;
      spend(left_in_, end_us_);
    }
  }
  core::Int128 left = 0, stays = 0, unit_seconds = 0;

 private:
  [[nodiscard]] std::int64_t time_of(const TransferFlow& flow) const {
    return q_.evidence.transfers.time_us[q_.ledger.event[flow.transfer]];
  }
  /// The next lot that came by `at_us`, if there is one.
  bool take(std::int64_t at_us) {
    while (left_in_ == 0 && next_ < in_.size()) {
      const TransferFlow& coming = trails_.flows[in_[next_]];
      if (time_of(coming) > at_us) return false;
      left_in_ = coming.fifo_minor;
      came_us_ = time_of(coming);
      ++next_;
    }
    return left_in_ > 0;
  }
  void spend(std::int64_t amount, std::int64_t at_us) {
    unit_seconds += core::Int128{amount} * ((at_us - came_us_) / core::us_per_second);
    left_in_ -= amount;
  }
  void leave(std::int64_t amount, std::int64_t at_us) {
    while (amount > 0 && take(at_us)) {
      const std::int64_t part = std::min(amount, left_in_);
      left += part;
      spend(part, at_us);
      amount -= part;
    }
  }

  const TrailQuery& q_;
  const Trails& trails_;
  std::span<const std::uint32_t> in_;
  std::int64_t end_us_;
  std::size_t next_ = 0;
  std::int64_t left_in_ = 0, came_us_ = 0;
};

/// A time of `of` seconds scaled by root(n) / (root(n) + shift), in thousandths of the root.
std::int64_t scaled(std::int64_t of, std::uint64_t accounts, std::int64_t shift) {
  constexpr std::int64_t thousand = 1'000;
  const auto root = static_cast<std::int64_t>(whole_root(Wide{accounts} * thousand * thousand));
  return static_cast<std::int64_t>(core::Int128{of} * root / (root + shift * thousand));
}

}  // namespace

Stay find_stay(const TrailQuery& q, const Trails& trails) {
  Stay stay;
  const auto& transfers = q.evidence.transfers;
  if (q.ledger.event.empty()) return stay;
  const std::int64_t end_us = transfers.time_us[q.ledger.event.back()];
  if (transfers.precision[q.ledger.event.back()] == core::Precision::step) return stay;
  for (std::size_t i = 0; i < trails.trails.size(); ++i) {
    const Trail& trail = trails.trails[i];
    if (!trail.covered || trail.is_victim || trail.service != Service::none) continue;
    const AccountStay account(q, trails, i, end_us);
    stay.left_minor += account.left;
    stay.stays_minor += account.stays;
    stay.unit_seconds += account.unit_seconds;
    stay.accounts += account.left > 0 ? 1U : 0U;
  }
  if (stay.left_minor == 0) return stay;
  stay.half_life_s = static_cast<std::int64_t>(stay.unit_seconds / stay.left_minor * ln2_numerator /
                                               ln2_denominator);
  if (stay.accounts < half_life_accounts) return stay;
  stay.low_s = scaled(*stay.half_life_s, stay.accounts, 2);
  stay.high_s = scaled(*stay.half_life_s, stay.accounts, -2);
  return stay;
}

core::Result<std::vector<std::uint32_t>> choose_freezes(std::span<const FreezeChoice> choices,
                                                        std::uint32_t budget) {
  constexpr std::uint64_t cells_most = 100'000'000;
  const std::uint64_t width = std::uint64_t{budget} + 1;
  if (choices.size() * width > cells_most || choices.size() > UINT32_MAX)
    return core::Error{core::ErrorCode::bad_input, "too many choices for this budget", "",
                       "leave out the least, or count the budget in larger steps"};
  std::vector<core::Int128> best(width, 0);
  std::vector<std::vector<bool>> takes(choices.size(), std::vector<bool>(width, false));
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const FreezeChoice& choice = choices[i];
    if (choice.value < 0)
      return core::Error{core::ErrorCode::bad_input, "a value is below nought", "", ""};
    for (std::uint64_t left = width; left-- > choice.cost;) {
      const core::Int128 with = best[left - choice.cost] + choice.value;
      if (with <= best[left]) continue;
      best[left] = with;
      takes[i][left] = true;
    }
  }
  std::vector<std::uint32_t> chosen;
  std::uint64_t left = budget;
  for (std::size_t i = choices.size(); i-- > 0;) {
    if (!takes[i][left]) continue;
    chosen.push_back(static_cast<std::uint32_t>(i));
    left -= choices[i].cost;
  }
  std::reverse(chosen.begin(), chosen.end());
  return chosen;
}

core::Int128 choose_freezes_reference(std::span<const FreezeChoice> choices, std::uint32_t budget) {
  core::Int128 best = 0;
  for (std::uint64_t set = 0; set < (std::uint64_t{1} << choices.size()); ++set) {
    core::Int128 value = 0;
    std::uint64_t cost = 0;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if ((set >> i & 1U) == 0) continue;
      value += choices[i].value;
      cost += choices[i].cost;
    }
    if (cost <= budget) best = std::max(best, value);
  }
  return best;
}

}  // namespace cuibono::money
