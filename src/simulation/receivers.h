#pragma once
// Who can take the victims' money at a moment: mules in use, by layer and currency, and collectors.
#include <array>
#include <vector>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {

class Receivers {
 public:
  explicit Receivers(const Story& story)
      : story_(story), layers_(3 + story.plan.evasion.chain_depth) {
    by_layer_.resize(static_cast<std::size_t>(layers_));
    for (std::uint32_t i = 0; i < story.mules.size(); ++i) {
      const Mule& mule = story.mules[i];
      const Currency currency = story.accounts[mule.account.index()].currency;
      by_layer_[static_cast<std::size_t>(mule.layer) - 1][static_cast<std::size_t>(currency)]
          .push_back(i);
    }
    for (const AccountId account : story.collectors) {
      collectors_[static_cast<std::size_t>(story.accounts[account.index()].currency)].push_back(
          account);
    }
  }

  struct Wanted {
    Currency currency = Currency::eur;
    std::int64_t time_us = 0;
    int herder = -1;  ///< -1: anybody's mule
  };

  [[nodiscard]] const std::vector<AccountId>& collectors(Currency currency) const {
    return collectors_[static_cast<std::size_t>(currency)];
  }

  /// A mule of a layer that is in use now; of the herder when one is asked for and has one.
  [[nodiscard]] AccountId find_mule(core::CounterRandom& random, int layer,
                                    const Wanted& wanted) const {
    const auto& from =
        by_layer_[static_cast<std::size_t>(layer) - 1][static_cast<std::size_t>(wanted.currency)];
    const auto day = static_cast<int>((wanted.time_us - story_.plan.start_us) / core::us_per_day);
    for (int tries = 0; tries < 60; ++tries) {
      const Mule& mule = story_.mules[pick(random, from)];
      const bool in_use = day >= mule.from_day && day < mule.to_day;
      const bool fits = wanted.herder < 0 || mule.herder == wanted.herder || tries >= 30;
      if (in_use && fits) return mule.account;
    }
    return story_.mules[from.front()].account;
  }

  /// Where a mule of a layer sends money on to.
  [[nodiscard]] AccountId next_after(core::CounterRandom& random, int layer,
                                     const Wanted& wanted) const {
    const double where = random.unit();
    if (layer == 1 && where < 0.8) return find_mule(random, 2, wanted);
    const double further = layers_ > 3 ? 0.8 : 0.35;
    if (layer > 1 && layer < layers_ && where < further) {
      return find_mule(random, layer + 1, {wanted.currency, wanted.time_us, -1});
    }
    return pick(random, collectors(wanted.currency));
  }

 private:
  const Story& story_;  // borrows from the caller
  int layers_;
  std::vector<std::array<std::vector<std::uint32_t>, 4>> by_layer_;
  std::array<std::vector<AccountId>, 4> collectors_;
};

}  // namespace cuibono::simulation
