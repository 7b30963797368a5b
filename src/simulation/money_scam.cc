// What became of the victims' money, and of the cash of the second arm: one queue of arrivals and
// passings-on in the order of time. Whoever receives, waits, keeps a share, and passes on what has
// come together in the meantime.
#include <algorithm>
#include <array>
#include <queue>

#include "simulation/draw.h"
#include "simulation/receivers.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

enum class Station : std::uint8_t { end, mule, collector, platform, shell, payroll };

/// Either money that arrives from outside (from, amount), or an account's turn to pass on.
struct Event {
  std::int64_t time_us = 0;
  std::uint64_t order = 0;  ///< breaks ties
  bool arrival = false;
  std::size_t index = 0;  ///< of Flow::arrivals_ or of the account
};
struct Later {
  bool operator()(const Event& x, const Event& y) const {
    return x.time_us != y.time_us ? x.time_us > y.time_us : x.order > y.order;
  }
};

constexpr std::array<int, 5> payroll_days = {23, 51, 81, 112, 143};

class Flow {
 public:
  explicit Flow(Story& story)
      : story_(story),
        receivers_(story),
        station_(story.accounts.size(), Station::end),
        layer_(story.accounts.size(), 0),
        mule_of_(story.accounts.size(), 0),
        pending_(story.accounts.size(), 0),
        scheduled_(story.accounts.size(), false) {
    for (std::size_t i = 0; i < story.accounts.size(); ++i) {
      random_.push_back(make_stream(story.plan.seed, Purpose::pass_on, i));
    }
    for (std::uint32_t i = 0; i < story.mules.size(); ++i) {
      const Mule& mule = story.mules[i];
      set(mule.account, Station::mule);
      layer_[mule.account.index()] = mule.layer;
      mule_of_[mule.account.index()] = i;
    }
    for (const AccountId account : story.collectors) set(account, Station::collector);
    for (const AccountId account : story.shells) set(account, Station::shell);
    for (const AccountId account : story.processor_platforms) set(account, Station::platform);
    for (const AccountId account : story.payroll) set(account, Station::payroll);
  }

  void run() {
    bring_victims();
    bring_cash();
    std::size_t next_payroll = 0;
    while (!queue_.empty()) {
      const Event event = queue_.top();
      queue_.pop();
      if (event.time_us >= story_.plan.end_us()) continue;
      while (next_payroll < payroll_days.size() && payroll_days[next_payroll] < story_.plan.days &&
             event.time_us >= payroll_us(next_payroll)) {
        pay_staff(payroll_us(next_payroll++));
      }
      if (event.arrival) {
        arrive(arrivals_[event.index]);
      } else {
        pass_on(AccountId::of(event.index), event.time_us);
      }
    }
  }

 private:
  struct Arrival {
    std::size_t victim = 0, payment = 0;
    bool cash = false;
    AccountId front{};
    std::int64_t amount_minor = 0;
    std::int64_t time_us = 0;
  };

  std::size_t currency_of(AccountId account) const {
    return static_cast<std::size_t>(story_.accounts[account.index()].currency);
  }
  void set(AccountId account, Station station) { station_[account.index()] = station; }
  std::int64_t payroll_us(std::size_t number) const {
    return local_moment_us(story_, payroll_days[number], 10 * 60);
  }
  void push(std::int64_t time_us, bool arrival, std::size_t index) {
    queue_.push({time_us, order_++, arrival, index});
  }

  void bring_victims() {
    for (std::size_t v = 0; v < story_.victims.size(); ++v) {
      for (std::size_t p = 0; p < story_.victims[v].payments.size(); ++p) {
        const std::int64_t time_us = story_.victims[v].payments[p].time_us;
        arrivals_.push_back({v, p, false, {}, 0, time_us});
        push(time_us, true, arrivals_.size() - 1);
      }
    }
  }

  /// Retail cash of the second arm, in sums just under what a bank must report.
  void bring_cash() {
    for (const AccountId front : story_.fronts) {
      auto random = make_stream(story_.plan.seed, Purpose::firm_money, front.value);
      const bool tenge = story_.accounts[front.index()].currency == Currency::kzt;
      for (int day = 0; day < story_.plan.days; ++day) {
        if (!random.chance(0.6)) continue;
        const std::int64_t minute = random.between(9 * 60, 17 * 60);
        const std::int64_t euro = random.between(1'800, 9'700) / 10 * 10;
        Arrival arrival{0,
                        0,
                        true,
                        front,
                        euro * 100 * (tenge ? 500 : 1),
                        local_moment_us(story_, day, static_cast<int>(minute))};
        arrivals_.push_back(arrival);
        push(arrival.time_us, true, arrivals_.size() - 1);
      }
    }
  }

  void arrive(const Arrival& arrival) {
    if (arrival.cash) {
      send(arrival.time_us, nobody<AccountId>, arrival.front, arrival.amount_minor,
           Reason::cash_in);
      auto& held_minor = pending_[arrival.front.index()] += arrival.amount_minor;
      auto& random = random_[arrival.front.index()];
      // Every fifth deposit or so the front settles what it calls its supplier's invoices.
      if (!random.chance(0.2)) return;
      const bool tenge = story_.accounts[arrival.front.index()].currency == Currency::kzt;
      const AccountId hub = tenge ? story_.fronts[1] : story_.shells[1];
      if (hub == arrival.front) return;
      const std::int64_t amount_minor = permille_of(held_minor, random.between(850, 950));
      held_minor = 0;
      send(arrival.time_us + random.between(20, 90) * core::us_per_minute, arrival.front, hub,
           amount_minor, Reason::invoice);
      if (!tenge) deliver(hub, amount_minor, arrival.time_us + 2 * core::us_per_hour);
      return;
    }
    Victim& victim = story_.victims[arrival.victim];
    VictimPayment& payment = victim.payments[arrival.payment];
    auto random =
        make_stream(story_.plan.seed, Purpose::mules, (arrival.victim << 8) + arrival.payment + 1);
    payment.to = choose_receiver(random, victim, payment);
    payment.transfer = static_cast<std::uint32_t>(story_.transfers.size());
    send(payment.time_us, victim.account, payment.to, payment.amount_minor,
         payment.by_processor ? Reason::card_deposit : Reason::investment);
    story_.transfers.back().victim = VictimId::of(arrival.victim);
    deliver(payment.to, payment.amount_minor, payment.time_us);
  }

  AccountId choose_receiver(core::CounterRandom& random, const Victim& victim,
                            const VictimPayment& payment) {
    if (payment.by_processor) {
      if (payment.currency == Currency::gbp) return story_.processor_platforms.back();
      return story_.processor_platforms[static_cast<std::size_t>(victim.site)];
    }
    if (random.chance(0.05)) return pick(random, receivers_.collectors(payment.currency));
    const bool own = random.chance(0.8);
    return receivers_.find_mule(random, 1,
                                {payment.currency, payment.time_us, own ? victim.site : -1});
  }

  void send(std::int64_t time_us, AccountId from, AccountId to, std::int64_t amount_minor,
            Reason reason) {
    const AccountId known = to != nobody<AccountId> ? to : from;
    Transfer transfer;
    transfer.time_us = time_us;
    transfer.payer = from;
    transfer.payee = to;
    transfer.amount_minor = amount_minor;
    transfer.currency = story_.accounts[known.index()].currency;
    transfer.reason = reason;
    transfer.reference = static_cast<std::uint32_t>(story_.transfers.size());
    story_.transfers.push_back(transfer);
  }

  /// Money has come to an account: it will be passed on, together with what else comes till then.
  void deliver(AccountId account, std::int64_t amount_minor, std::int64_t time_us) {
    const std::size_t place = account.index();
    pending_[place] += amount_minor;
    if (scheduled_[place]) return;
    auto& random = random_[place];
    std::int64_t wait_minutes = 0;
    switch (station_[place]) {
      case Station::end:
      case Station::payroll:
        return;
      case Station::mule:
        wait_minutes = draw_whole(random, {150.0 + 80.0 * layer_[place], 0.8, 12, 2880});
        break;
      case Station::collector:
        wait_minutes = draw_whole(random, {2000, 0.5, 300, 8000});
        break;
      case Station::platform:
        wait_minutes = 24 * 60;
        break;
      case Station::shell:
        wait_minutes = draw_whole(random, {7000, 0.5, 1440, 20'000});
        break;
    }
    scheduled_[place] = true;
    push(time_us + wait_minutes * core::us_per_minute, false, place);
  }

  void pass_on(AccountId account, std::int64_t time_us) {
    const std::size_t place = account.index();
    const std::int64_t total_minor = pending_[place];
    pending_[place] = 0;
    scheduled_[place] = false;
    switch (station_[place]) {
      case Station::mule:
        pass_as_mule(account, total_minor, time_us);
        break;
      case Station::collector:
        pass_as_collector(account, total_minor, time_us);
        break;
      case Station::platform: {
        const bool pound = currency_of(account) == static_cast<std::size_t>(Currency::gbp);
        const AccountId target =
            pound ? receivers_.collectors(Currency::gbp).front() : story_.shells[place % 3];
        forward(account, target, permille_of(total_minor, 955), time_us, Reason::payout);
        break;
      }
      case Station::shell:
        pass_as_shell(account, total_minor, time_us);
        break;
      case Station::end:
      case Station::payroll:
        break;
    }
  }

  void forward(AccountId from, AccountId to, std::int64_t amount_minor, std::int64_t time_us,
               Reason reason) {
    if (amount_minor <= 0 || time_us >= story_.plan.end_us()) return;
    send(time_us, from, to, amount_minor, reason);
    deliver(to, amount_minor, time_us);
  }

  void pass_as_mule(AccountId account, std::int64_t total_minor, std::int64_t time_us) {
    auto& random = random_[account.index()];
    const Currency currency = story_.accounts[account.index()].currency;
    const int layer = layer_[account.index()];
    const Mule& mule = story_.mules[mule_of_[account.index()]];
    ring_mule(random, mule, time_us);
    std::int64_t left_minor = total_minor - permille_of(total_minor, random.between(30, 80));
    const std::int64_t note_minor = currency == Currency::krw ? 50'000 : 5'000;
    if (random.chance(0.15)) {
      const std::int64_t cash_minor =
          std::min(left_minor / 2, random.between(4, 30) * note_minor) / note_minor * note_minor;
      if (cash_minor > 0) {
        send(time_us - 3 * core::us_per_minute, account, nobody<AccountId>, cash_minor,
             Reason::cash_out);
        left_minor -= cash_minor;
      }
    }
    const std::int64_t limit_minor = currency == Currency::krw ? 15'000'000 : 990'000;
    const bool structured = random.chance(0.25) && left_minor > limit_minor;
    std::int64_t parts = structured ? left_minor / limit_minor + 1 : random.between(1, 3);
    if (left_minor < limit_minor / 5) parts = 1;
    while (parts > 0 && left_minor > 0) {
      std::int64_t part_minor =
          parts == 1 ? left_minor : permille_of(left_minor / parts, random.between(700, 1300));
      if (structured)
        part_minor = std::min(part_minor, limit_minor - random.between(0, 90) * 1'000);
      if (parts > 1) part_minor = std::max<std::int64_t>(part_minor / 1'000 * 1'000, 1'000);
      part_minor = std::min(part_minor, left_minor);
      forward(account, receivers_.next_after(random, layer, {currency, time_us, mule.herder}),
              part_minor, time_us, Reason::pass_on);
      left_minor -= part_minor;
      time_us += random.between(2, 40) * core::us_per_minute;
      --parts;
    }
  }

  /// The herder rings before the money moves, more often than not too early to notice.
  void ring_mule(core::CounterRandom& random, const Mule& mule, std::int64_t time_us) {
    if (!random.chance(0.35)) return;
    const Staff& herder = story_.staff[story_.herders[static_cast<std::size_t>(mule.herder)]];
    const std::int64_t moment_us = time_us - random.between(5, 90) * core::us_per_minute;
    const auto day = static_cast<int>((moment_us - story_.plan.start_us) / core::us_per_day);
    const NumberSpan* span = herder.span_on(day);
    if (span == nullptr || moment_us < story_.plan.start_us) return;
    Call call;
    call.time_us = moment_us;
    call.caller = span->phone;
    call.callee = story_.people[mule.person.index()].phone;
    call.duration_s = static_cast<std::uint32_t>(random.between(15, 140));
    story_.calls.push_back(call);
  }

  void pass_as_collector(AccountId account, std::int64_t total_minor, std::int64_t time_us) {
    auto& random = random_[account.index()];
    const Currency currency = story_.accounts[account.index()].currency;
    const std::int64_t parts = total_minor > 3'000'000 ? 2 : 1;
    std::int64_t left_minor = total_minor - permille_of(total_minor, random.between(2, 15));
    for (std::int64_t part = parts; part > 0; --part) {
      const std::int64_t part_minor =
          part == 1 ? left_minor : permille_of(left_minor, random.between(350, 650)) / 100 * 100;
      left_minor -= part_minor;
      const double where = random.unit();
      if (currency == Currency::krw) {
        forward(account, story_.exchanges[3], part_minor, time_us, Reason::exchange_deposit);
      } else if (currency == Currency::gbp) {
        forward(account, story_.exchanges[2], part_minor, time_us, Reason::exchange_deposit);
      } else if (where < 0.5) {
        forward(account, story_.exchanges[random.below(2)], part_minor, time_us,
                Reason::exchange_deposit);
      } else if (where < 0.8) {
        forward(account, pick(random, story_.shells), part_minor, time_us, Reason::invoice);
      } else {
        forward(account, story_.payroll.front(), part_minor, time_us, Reason::invoice);
      }
      time_us += random.between(10, 300) * core::us_per_minute;
    }
  }

  void pass_as_shell(AccountId account, std::int64_t total_minor, std::int64_t time_us) {
    auto& random = random_[account.index()];
    const std::int64_t kept_minor = permille_of(total_minor, random.between(10, 60));
    const std::int64_t left_minor = total_minor - kept_minor;
    const double where = random.unit();
    if (where < 0.35) {
      forward(account, pick(random, story_.beneficiary), left_minor, time_us, Reason::property);
    } else if (where < 0.65) {
      forward(account, story_.payroll.front(), left_minor, time_us, Reason::invoice);
    } else {
      forward(account, story_.exchanges[random.below(2)], left_minor, time_us,
              Reason::exchange_deposit);
    }
  }

  /// Wages of a month, less when the payroll shell is short.
  void pay_staff(std::int64_t time_us) {
    const AccountId payer = story_.payroll.front();
    auto& random = random_[payer.index()];
    struct Wage {
      AccountId to{};
      std::int64_t amount_minor = 0;
    };
    std::vector<Wage> wages;
    std::int64_t sum_minor = 0;
    const auto day = static_cast<int>((time_us - story_.plan.start_us) / core::us_per_day);
    for (const Staff& staff : story_.staff) {
      if (staff.role == StaffRole::leader || staff.role == StaffRole::lieutenant) continue;
      if (day < staff.from_day + 7 || day > staff.to_day + 20) continue;
      const std::int64_t euro = staff.role == StaffRole::opener      ? random.between(1'000, 1'700)
                                : staff.role == StaffRole::retention ? random.between(1'700, 3'600)
                                                                     : random.between(2'000, 4'000);
      wages.push_back({story_.people[staff.person.index()].account, euro / 10 * 1'000});
      sum_minor += wages.back().amount_minor;
    }
    if (sum_minor == 0) return;
    const std::int64_t permille =
        std::clamp<std::int64_t>(pending_[payer.index()] / (sum_minor / 1000 + 1), 400, 1000);
    for (const Wage& wage : wages) {
      const std::int64_t amount_minor = permille_of(wage.amount_minor, permille) / 100 * 100;
      send(time_us, payer, wage.to, amount_minor, Reason::salary);
      pending_[payer.index()] -= amount_minor;
      time_us += random.between(20, 90) * core::us_per_second;
    }
  }

  Story& story_;
  const Receivers receivers_;
  std::vector<Station> station_;
  std::vector<int> layer_;
  std::vector<std::uint32_t> mule_of_;
  std::vector<std::int64_t> pending_;
  std::vector<bool> scheduled_;
  std::vector<core::CounterRandom> random_;
  std::priority_queue<Event, std::vector<Event>, Later> queue_;
  std::vector<Arrival> arrivals_;
  std::uint64_t order_ = 0;
};

}  // namespace

void move_scam_money(Story& story) { Flow(story).run(); }

}  // namespace cuibono::simulation
