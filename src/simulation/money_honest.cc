// Wages, rent, shopping, friends, family loans and a group's cash pool: what most statements show.
#include <algorithm>
#include <array>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

constexpr std::array<int, 5> wage_days = {14, 43, 71, 102, 133};
constexpr std::array<int, 5> rent_days = {19, 47, 78, 108, 139};

/// How many of the smallest unit one euro is worth, roughly.
constexpr std::int64_t euro_minor(Currency currency) noexcept {
  switch (currency) {
    case Currency::eur:
      return 100;
    case Currency::gbp:
      return 85;
    case Currency::krw:
      return 1'500;
    case Currency::kzt:
      return 50'000;
  }
  return 100;
}

class Household {
 public:
  explicit Household(Story& story) : story_(story) {
    for (std::size_t i = 0; i < story.merchants.size(); ++i) {
      merchants_[index_of(story.merchants[i])].push_back(i);
    }
    for (const Person& person : story.people) {
      if (person.is_background && person.account != nobody<AccountId>) {
        neighbours_[index_of(person.account)].push_back(person.account);
      }
    }
    days_ = story.plan.days;
    by_merchant_day_.assign(story.merchants.size(),
                            std::vector<Taken>(static_cast<std::size_t>(days_)));
  }

  void live(const Person& person, std::uint64_t number) {
    auto random = make_stream(story_.plan.seed, Purpose::people_money, number);
    const Currency currency = story_.accounts[person.account.index()].currency;
    if (!person.is_staff) earn(random, person.account, currency);
    if (currency == Currency::eur && random.chance(0.55)) rent(random, person.account);
    shop(random, person.account, currency);
    give(random, person.account, currency);
    if (random.chance(0.03)) borrow(random, person.account, currency);
  }

  /// What merchants got through the processor comes the next morning; what they earn goes to
  /// wholesalers once a week.
  void settle_merchants() {
    for (std::size_t i = 0; i < story_.merchants.size(); ++i) {
      const AccountId merchant = story_.merchants[i], kept = story_.processor_merchants[i];
      const auto& taken = by_merchant_day_[i];
      std::int64_t week_minor = 0;
      for (int day = 0; day < days_; ++day) {
        const auto& [direct_minor, processed_minor] = taken[static_cast<std::size_t>(day)];
        if (processed_minor > 0 && day + 1 < days_) {
          send({local_moment_us(story_, day + 1, 5 * 60 + 30), kept, merchant,
                permille_of(processed_minor, 985), Reason::payout});
        }
        week_minor += direct_minor + processed_minor;
        if (day % 7 != 4 || week_minor == 0) continue;
        auto random =
            make_stream(story_.plan.seed, Purpose::firm_money,
                        (static_cast<std::uint64_t>(i) << 20) + static_cast<std::uint64_t>(day));
        if (currency_of(merchant) == Currency::eur) {
          send({local_moment_us(story_, day, static_cast<int>(random.between(600, 1000))), merchant,
                pick(random, story_.wholesalers), permille_of(week_minor, 700), Reason::invoice});
        }
        week_minor = 0;
      }
    }
  }

  void run_pool() {
    const AccountId mother = story_.pool.front();
    for (int day = 0; day < days_; ++day) {
      if (!is_working_day(story_, day)) continue;
      for (std::size_t i = 1; i < story_.pool.size(); ++i) {
        auto random =
            make_stream(story_.plan.seed, Purpose::firm_money,
                        (static_cast<std::uint64_t>(i) << 40) + static_cast<std::uint64_t>(day));
        std::int64_t taken_minor = 0;
        for (std::int64_t n = random.between(0, 3); n > 0; --n) {
          const std::int64_t amount_minor = draw_whole(random, {240'000, 0.8, 9'000, 9'000'000});
          const int minute = static_cast<int>(random.between(9 * 60, 16 * 60));
          send({local_moment_us(story_, day, minute), pick(random, story_.wholesalers),
                story_.pool[i], amount_minor, Reason::invoice});
          taken_minor += amount_minor;
        }
        if (taken_minor > 0) {
          send({local_moment_us(story_, day, 18 * 60), story_.pool[i], mother, taken_minor,
                Reason::pool_sweep});
        }
      }
    }
  }

 private:
  struct Payment {
    std::int64_t time_us = 0;
    AccountId from{}, to{};
    std::int64_t amount_minor = 0;
    Reason reason = Reason::purchase;
  };
  struct Taken {
    std::int64_t direct_minor = 0, processed_minor = 0;
  };

  Currency currency_of(AccountId account) const {
    return story_.accounts[account.index()].currency;
  }
  std::size_t index_of(AccountId account) const {
    return static_cast<std::size_t>(currency_of(account));
  }

  void send(const Payment& payment) {
    const AccountId known = payment.to != nobody<AccountId> ? payment.to : payment.from;
    if (payment.amount_minor <= 0 || payment.time_us >= story_.plan.end_us()) return;
    Transfer transfer;
    transfer.time_us = payment.time_us;
    transfer.payer = payment.from;
    transfer.payee = payment.to;
    transfer.amount_minor = payment.amount_minor;
    transfer.currency = currency_of(known);
    transfer.reason = payment.reason;
    transfer.reference = static_cast<std::uint32_t>(story_.transfers.size());
    story_.transfers.push_back(transfer);
  }

  std::int64_t moment(core::CounterRandom& random, int day) const {
    const int minute = static_cast<int>(random.between(7 * 60, 22 * 60));
    return local_moment_us(story_, day, minute) + random.between(0, 59) * core::us_per_second;
  }
  int any_day(core::CounterRandom& random) const {
    return static_cast<int>(random.below(static_cast<std::uint64_t>(days_)));
  }

  void earn(core::CounterRandom& random, AccountId account, Currency currency) {
    AccountId employer = story_.employers.front();
    if (random.chance(0.75)) employer = pick(random, story_.employers);
    if (currency == Currency::kzt) employer = story_.distant_employers[0];
    if (currency == Currency::krw) employer = story_.distant_employers[1];
    if (currency == Currency::gbp) return;
    const std::int64_t euro = draw_whole(random, {1'550, 0.35, 700, 6'500});
    for (const int day : wage_days) {
      if (day >= days_) return;
      const int minute = 8 * 60 + static_cast<int>(random.between(0, 150));
      send({local_moment_us(story_, day, minute), employer, account, euro * euro_minor(currency),
            Reason::salary});
    }
  }

  void rent(core::CounterRandom& random, AccountId account) {
    const AccountId landlord = pick(random, story_.landlords);
    const std::int64_t euro = random.between(28, 90) * 10;
    for (const int first : rent_days) {
      const int day = first + static_cast<int>(random.between(0, 3));
      if (day < days_) send({moment(random, day), account, landlord, euro * 100, Reason::rent});
    }
  }

  void shop(core::CounterRandom& random, AccountId account, Currency currency) {
    const auto& shops = merchants_[static_cast<std::size_t>(currency)];
    if (shops.empty()) return;
    const std::array<std::size_t, 3> usual = {pick(random, shops), pick(random, shops),
                                              pick(random, shops)};
    for (std::int64_t n = draw_count(random, days_ * 0.085); n > 0; --n) {
      const std::size_t shop = random.chance(0.8) ? usual[random.below(3)] : pick(random, shops);
      const int day = any_day(random);
      const std::int64_t amount_minor =
          draw_whole(random, {2'600, 0.9, 150, 190'000}) * euro_minor(currency) / 100;
      AccountId to = story_.merchants[shop];
      Taken& today = by_merchant_day_[shop][static_cast<std::size_t>(day)];
      if (story_.processor_merchants[shop] != nobody<AccountId> && random.chance(0.6)) {
        to = story_.processor_merchants[shop];
        today.processed_minor += amount_minor;
      } else {
        today.direct_minor += amount_minor;
      }
      send({moment(random, day), account, to, amount_minor, Reason::purchase});
    }
  }

  void give(core::CounterRandom& random, AccountId account, Currency currency) {
    const auto& others = neighbours_[static_cast<std::size_t>(currency)];
    const std::array<AccountId, 3> friends = {pick(random, others), pick(random, others),
                                              pick(random, others)};
    for (std::int64_t n = draw_count(random, days_ * 0.022); n > 0; --n) {
      const AccountId to = friends[random.below(3)];
      if (to == account) continue;
      send({moment(random, any_day(random)), account, to,
            random.between(1, 40) * 5 * euro_minor(currency), Reason::friends});
    }
    for (std::int64_t n = draw_count(random, days_ * 0.012); n > 0; --n) {
      send({moment(random, any_day(random)), account, nobody<AccountId>,
            random.between(2, 30) * 10 * euro_minor(currency), Reason::cash_out});
    }
  }

  /// A family loan looks like a mule: in, and out again within hours, almost all of it.
  void borrow(core::CounterRandom& random, AccountId account, Currency currency) {
    const auto& others = neighbours_[static_cast<std::size_t>(currency)];
    const AccountId lender = pick(random, others), seller = pick(random, others);
    if (lender == account || seller == account || lender == seller) return;
    const int day = static_cast<int>(random.between(0, days_ - 1));
    const std::int64_t amount_minor = random.between(10, 90) * 100 * euro_minor(currency);
    const std::int64_t time_us = local_moment_us(story_, day, 9 * 60 + 20);
    send({time_us, lender, account, amount_minor, Reason::loan});
    send({time_us + random.between(15, 600) * core::us_per_minute, account, seller,
          permille_of(amount_minor, random.between(930, 1000)), Reason::purchase});
    for (int back = day + 30; back < days_; back += 30) {
      send({moment(random, back), account, lender, amount_minor / 10, Reason::loan_back});
    }
  }

  Story& story_;
  int days_ = 0;
  std::array<std::vector<std::size_t>, 4>
      merchants_;  ///< by currency, positions in Story::merchants
  std::array<std::vector<AccountId>, 4> neighbours_;
  std::vector<std::vector<Taken>> by_merchant_day_;  ///< [merchants][days]
};

}  // namespace

void move_honest_money(Story& story) {
  Household household(story);
  for (std::size_t i = 0; i < story.people.size(); ++i) {
    const Person& person = story.people[i];
    if (person.is_background && person.account != nobody<AccountId>) household.live(person, i);
  }
  household.settle_merchants();
  household.run_pool();
}

}  // namespace cuibono::simulation
