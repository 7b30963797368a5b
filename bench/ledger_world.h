#pragma once
// A ledger as banks of a country would see it: few accounts with most of the payments, payees that
// come again, communities, days and nights. Eighteen days, most payments in the first ten.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <unordered_map>
#include <vector>

#include "core/core.h"
#include "money/trace.h"

namespace cuibono::bench {

struct LedgerSize {
  std::uint32_t transfers = 0, accounts = 0, victims = 0;
};

struct LedgerWorld {
  std::uint32_t accounts = 0, victims = 0;
  std::vector<money::LedgerTransfer> transfers;  ///< in order of time
  std::vector<std::uint32_t> minutes;            ///< of each, since the first day began
  std::vector<money::Seed> seeds;                ///< a tag for each victim
};

/// Draws numbers in proportion to weights.
class WeightedDraw {
 public:
  explicit WeightedDraw(std::vector<double> weights) : up_to_(std::move(weights)) {
    std::partial_sum(up_to_.begin(), up_to_.end(), up_to_.begin());
  }
  [[nodiscard]] std::uint32_t draw(double unit) const {
    const auto found = std::upper_bound(up_to_.begin(), up_to_.end(), unit * up_to_.back());
    const auto last = static_cast<std::ptrdiff_t>(up_to_.size()) - 1;
    return static_cast<std::uint32_t>(std::min(found - up_to_.begin(), last));
  }

 private:
  std::vector<double> up_to_;
};

class LedgerMaker {
 public:
  explicit LedgerMaker(const LedgerSize& size)
      : size_(size), payers_(activity(size.accounts, 1)), payees_(activity(size.accounts, 2)) {}

  [[nodiscard]] LedgerWorld make() const {
    LedgerWorld world{size_.accounts, size_.victims, {}, {}, {}};
    core::CounterRandom random(seed, 3);
    std::vector<money::LedgerTransfer> drawn;
    std::vector<std::uint32_t> minutes;
    for (std::uint32_t i = 0; i < size_.transfers; ++i) {
      drawn.push_back(draw_transfer(random));
      minutes.push_back(draw_minute(random));
    }
    sort_by_minute(drawn, minutes, world.transfers);
    std::sort(minutes.begin(), minutes.end());
    world.minutes = std::move(minutes);
    world.seeds = draw_seeds(world.transfers);
    return world;
  }

 private:
  static constexpr std::uint64_t seed = 7;
  static constexpr std::uint32_t community = 256, partners = 8;
  static constexpr std::uint32_t minutes_a_day = 1440, days = 18, busy_days = 10;

  /// Pareto with exponent 1.6, cut: the largest account pays thousands of times what most do.
  static std::vector<double> activity(std::uint32_t accounts, std::uint64_t stream) {
    core::CounterRandom random(seed, stream);
    std::vector<double> weights;
    for (std::uint32_t i = 0; i < accounts; ++i)
      weights.push_back(std::min(std::pow(1.0 - random.unit(), -1 / 1.6) - 0.8, 4000.0));
    return weights;
  }

  [[nodiscard]] std::uint32_t draw_neighbour(std::uint32_t payer, std::uint64_t word) const {
    const std::uint32_t first = payer / community * community;
    return std::min<std::uint32_t>(first + static_cast<std::uint32_t>(word % community),
                                   size_.accounts - 1);
  }

  /// One of the payer's few usual payees: a function of payer and place, so that they come again.
  [[nodiscard]] std::uint32_t usual_payee(std::uint32_t payer, std::uint32_t place) const {
    const std::uint64_t word = core::mix64(std::uint64_t{payer} * partners + place + 1);
    const double unit = static_cast<double>(core::mix64(word) >> 11) * 0x1p-53;
    return word % 10 < 7 ? draw_neighbour(payer, word / 10) : payees_.draw(unit);
  }

  [[nodiscard]] money::LedgerTransfer draw_transfer(core::CounterRandom& random) const {
    const std::uint32_t payer = payers_.draw(random.unit());
    const double habit = random.unit();
    // Zipf with exponent 1.7 over the places, by inversion of its tail.
    const double zipf = std::pow(1.0 - random.unit(), -1 / 0.7) - 1;
    const auto place = static_cast<std::uint32_t>(std::min(zipf, partners - 1.0));
    std::uint32_t payee = habit < 0.6   ? usual_payee(payer, place)
                          : habit < 0.9 ? draw_neighbour(payer, random.next())
                                        : payees_.draw(random.unit());
    if (payee == payer) payee = (payee + 1) % size_.accounts;
    if (random.chance(0.01)) payee = payer;
    const double amount = std::exp(6.2 + 1.9 * random.normal()) * 100;
    return {payer, payee, std::max<std::int64_t>(1, std::llround(amount))};
  }

  [[nodiscard]] static std::uint32_t draw_minute(core::CounterRandom& random) {
    const bool busy = random.chance(0.97);
    const auto day = static_cast<std::uint32_t>(busy ? random.below(busy_days)
                                                     : busy_days + random.below(days - busy_days));
    double minute = random.unit() * (minutes_a_day - 1);
    if (random.chance(0.75)) minute = 13 * 60 + 4 * 60 * random.normal();
    return day * minutes_a_day +
           static_cast<std::uint32_t>(std::clamp(minute, 0.0, minutes_a_day - 1.0));
  }

  static void sort_by_minute(const std::vector<money::LedgerTransfer>& drawn,
                             const std::vector<std::uint32_t>& minutes,
                             std::vector<money::LedgerTransfer>& sorted) {
    std::vector<std::size_t> next(days * minutes_a_day + 1, 0);
    for (const std::uint32_t minute : minutes) ++next[minute + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    sorted.resize(drawn.size());
    for (std::size_t i = 0; i < drawn.size(); ++i) sorted[next[minutes[i]]++] = drawn[i];
  }

  /// Victims are accounts that pay; the first few payments of each are seeds.
  [[nodiscard]] std::vector<money::Seed> draw_seeds(
      const std::vector<money::LedgerTransfer>& transfers) const {
    constexpr std::uint32_t payments_max = 3;
    struct Victim {
      std::uint32_t tag, payments;
    };
    core::CounterRandom random(seed, 4);
    std::unordered_map<std::uint32_t, Victim> victims;  // by account
    while (victims.size() < size_.victims) {
      const auto tag = static_cast<std::uint32_t>(victims.size() + 1);
      victims.try_emplace(transfers[random.below(transfers.size())].payer, Victim{tag, 0});
    }
    std::vector<money::Seed> seeds;
    for (std::uint32_t i = 0; i < transfers.size(); ++i) {
      const auto found = victims.find(transfers[i].payer);
      if (found == victims.end() || transfers[i].payee == transfers[i].payer) continue;
      Victim& victim = found->second;
      if (victim.payments++ < payments_max) seeds.push_back({i, victim.tag});
    }
    return seeds;
  }

  LedgerSize size_;
  WeightedDraw payers_, payees_;
};

}  // namespace cuibono::bench
