// From the exchanges on: coins bought with the deposits, peeled along chains of fresh addresses,
// gathered, spent with the second arm's supplier and cashed out; beside what honest people do
// there.
#include <algorithm>
#include <array>
#include <queue>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

constexpr std::int64_t coin_minor = 100'000'000;  ///< of 10^-8

/// Cents of a euro for one coin on a day.
std::int64_t price_cents(const Plan& plan, std::int64_t time_us) {
  const auto day = static_cast<std::uint64_t>((time_us - plan.start_us) / core::us_per_day);
  const auto noise = static_cast<std::int64_t>(core::mix64(day + plan.seed * 977) % 300'000);
  return 6'000'000 + static_cast<std::int64_t>(day) * 2'500 + noise;
}

std::int64_t to_cents(const Transfer& deposit) {
  switch (deposit.currency) {
    case Currency::gbp:
      return deposit.amount_minor * 118 / 100;
    case Currency::krw:
      return deposit.amount_minor / 15;
    case Currency::kzt:
      return deposit.amount_minor / 500;
    case Currency::eur:
      break;
  }
  return deposit.amount_minor;
}

class ChainFlow {
 public:
  explicit ChainFlow(Story& story)
      : story_(story), random_(make_stream(story.plan.seed, Purpose::chain)) {}

  void run() {
    std::vector<std::uint32_t> deposits;
    for (std::uint32_t i = 0; i < story_.transfers.size(); ++i) {
      if (story_.transfers[i].reason == Reason::exchange_deposit) deposits.push_back(i);
    }
    std::stable_sort(deposits.begin(), deposits.end(), [this](std::uint32_t x, std::uint32_t y) {
      return story_.transfers[x].time_us < story_.transfers[y].time_us;
    });
    for (const std::uint32_t deposit : deposits) withdraw(story_.transfers[deposit]);
    spend_gathered();
    live_honestly();
  }

 private:
  struct Gathered {
    std::int64_t time_us = 0;
    std::int64_t amount_minor = 0;
  };

  std::int64_t send(std::int64_t time_us, WalletId from, WalletId to, std::int64_t amount_minor) {
    const std::int64_t fee_minor = random_.between(600, 9'000);
    if (amount_minor <= fee_minor || time_us >= story_.plan.end_us()) return 0;
    story_.chain.push_back({time_us, from, to, amount_minor - fee_minor, fee_minor});
    return amount_minor - fee_minor;
  }

  std::int64_t hours(std::int64_t low, std::int64_t high) {
    return random_.between(low * 60, high * 60) * core::us_per_minute;
  }

  WalletId hot_wallet(const Transfer& deposit) const {
    for (std::size_t i = 0; i < story_.exchanges.size(); ++i) {
      if (story_.exchanges[i] == deposit.payee) return story_.wallets_of_exchange[i == 2 ? 0 : i];
    }
    return story_.wallets_of_exchange.front();
  }

  /// Coins leave the exchange, and a peel chain begins: a small piece to a gathering wallet at each
  /// hop, the rest to a fresh address.
  void withdraw(const Transfer& deposit) {
    const std::int64_t cents = permille_of(to_cents(deposit), 990);
    const auto coins = static_cast<core::Int128>(cents) * coin_minor;
    std::int64_t left_minor =
        static_cast<std::int64_t>(coins / price_cents(story_.plan, deposit.time_us));
    std::int64_t time_us = deposit.time_us + hours(1, 30);
    const auto& group = story_.wallets_of_group;
    WalletId at = group[4 + random_.below(group.size() - 4)];
    left_minor = send(time_us, hot_wallet(deposit), at, left_minor);
    for (std::int64_t hop = random_.between(2, 5); hop > 0 && left_minor > 0; --hop) {
      time_us += hours(1, 20);
      const WalletId gathering = group[random_.below(4)];
      const std::int64_t piece_minor = permille_of(left_minor, random_.between(80, 240));
      gather(gathering, time_us, send(time_us, at, gathering, piece_minor));
      const WalletId fresh = add_wallet(story_);
      left_minor = send(time_us, at, fresh, left_minor - piece_minor);
      at = fresh;
    }
    time_us += hours(2, 40);
    const WalletId last = group[random_.below(4)];
    gather(last, time_us, send(time_us, at, last, left_minor));
  }

  void gather(WalletId wallet, std::int64_t time_us, std::int64_t amount_minor) {
    if (amount_minor > 0) gathered_[wallet].push_back({time_us, amount_minor});
  }

  /// The gathering wallets pay the supplier of the second arm, a cold wallet and the way out.
  void spend_gathered() {
    for (auto& [wallet, pieces] : gathered_) {
      std::stable_sort(pieces.begin(), pieces.end(),
                       [](const Gathered& x, const Gathered& y) { return x.time_us < y.time_us; });
      std::int64_t held_minor = 0;
      std::int64_t due_us = 0;
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (held_minor == 0) due_us = pieces[i].time_us + hours(20, 90);
        held_minor += pieces[i].amount_minor;
        const bool last = i + 1 == pieces.size() || pieces[i + 1].time_us > due_us;
        if (!last) continue;
        spend(wallet, std::max(due_us, pieces[i].time_us + core::us_per_hour), held_minor);
        held_minor = 0;
      }
    }
  }

  void spend(WalletId wallet, std::int64_t time_us, std::int64_t amount_minor) {
    const double where = random_.unit();
    const std::int64_t part_minor = permille_of(amount_minor, random_.between(300, 700));
    const WalletId supplier = pick(random_, story_.wallets_of_supplier);
    const WalletId out = story_.wallets_of_exchange[1 + random_.below(2)];
    const WalletId cold = story_.wallets_of_group[4];
    static_cast<void>(send(time_us, wallet, where < 0.45 ? supplier : out, part_minor));
    static_cast<void>(
        send(time_us + hours(0, 3), wallet, where < 0.8 ? out : cold, amount_minor - part_minor));
  }

  void live_honestly() {
    const auto people =
        std::max<std::size_t>(150, static_cast<std::size_t>(story_.plan.people) / 5);
    std::vector<WalletId> wallets;
    for (std::size_t i = 0; i < people; ++i) wallets.push_back(add_wallet(story_));
    const std::size_t count = people * 7;
    const std::int64_t span_us = story_.plan.end_us() - story_.plan.start_us;
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t time_us =
          story_.plan.start_us +
          random_.between(0, span_us / core::us_per_second - 1) * core::us_per_second;
      const bool bought = random_.chance(0.35), sold = !bought && random_.chance(0.3);
      const WalletId from =
          bought ? pick(random_, story_.wallets_of_exchange) : pick(random_, wallets);
      const WalletId to = sold ? pick(random_, story_.wallets_of_exchange) : pick(random_, wallets);
      if (from == to) continue;
      static_cast<void>(
          send(time_us, from, to, draw_whole(random_, {900'000, 1.2, 20'000, 4 * coin_minor})));
    }
  }

  Story& story_;
  core::CounterRandom random_;
  std::map<WalletId, std::vector<Gathered>> gathered_;
};

}  // namespace

void move_chain_money(Story& story) { ChainFlow(story).run(); }

}  // namespace cuibono::simulation
