// Victims: how they were won, rung, made to pay, and when they rang back.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

/// Who of a site rings victims in the hours of one shift group.
struct Team {
  std::vector<std::uint32_t> openers, retention;
};

struct Teams {
  std::vector<Team> european, asian;  ///< [sites]
};

Teams make_teams(const Story& story) {
  Teams teams;
  teams.european.resize(story.sites.size());
  teams.asian.resize(story.sites.size());
  for (std::size_t site = 0; site < story.sites.size(); ++site) {
    for (const std::uint32_t number : story.sites[site].staff) {
      const Staff& staff = story.staff[number];
      if (!staff.is_desk()) continue;
      Team& team = staff.shift.from_minute < 6 * 60 ? teams.asian[site] : teams.european[site];
      (staff.role == StaffRole::opener ? team.openers : team.retention).push_back(number);
    }
  }
  return teams;
}

std::uint32_t find_present(const Story& story, core::CounterRandom& random,
                           const std::vector<std::uint32_t>& from, int day) {
  for (int tries = 0; tries < 40; ++tries) {
    const std::uint32_t number = pick(random, from);
    const Staff& staff = story.staff[number];
    if (day >= staff.from_day && day < staff.to_day) return number;
  }
  return from.front();  // the first of each team stays to the end
}

int working_day_from(const Story& story, int day) {
  while (!is_working_day(story, day)) ++day;
  return day;
}

std::int64_t moment_in_shift(const Story& story, core::CounterRandom& random, const Staff& staff,
                             int day) {
  const int minute =
      static_cast<int>(random.between(staff.shift.from_minute + 5, staff.shift.to_minute - 25));
  return local_moment_us(story, day, minute) + random.between(0, 59) * core::us_per_second;
}

/// People pay round sums more often than not.
std::int64_t draw_payment(core::CounterRandom& random, Currency currency, int number) {
  if (currency == Currency::krw) {
    if (number == 0) return 350'000;
    const double median = 2'100'000 * std::pow(1.27, number);
    const auto won = draw_whole(random, {median, 0.8, 400'000, 80'000'000});
    return won / 10'000 * 10'000;
  }
  if (number == 0) return random.chance(0.7) ? 25'000 : random.between(20, 50) * 1'000;
  const double median = 150'000 * std::pow(1.27, number);
  const auto drawn = draw_whole(random, {median, 0.8, 30'000, 6'000'000});
  const double how = random.unit();
  if (how < 0.6) return drawn / 10'000 * 10'000;
  return how < 0.85 ? drawn / 1'000 * 1'000 : drawn;
}

class Life {
 public:
  Life(const Story& story, const Team& team, Victim& victim, std::uint64_t number)
      : story_(story),
        team_(team),
        victim_(victim),
        random_(make_stream(story.plan.seed, Purpose::victim_life, number)) {
    currency_ = victim.country == "GB"   ? Currency::gbp
                : victim.country == "KR" ? Currency::krw
                                         : Currency::eur;
  }

  void live() {
    const int days = story_.plan.days;
    int day = working_day_from(story_, static_cast<int>(random_.between(1, days * 72 / 100)));
    win(day);
    if (random_.chance(0.2)) return;
    int payments = 2;
    while (payments < 13 && random_.chance(0.76)) ++payments;
    agent_ = find_present(story_, random_, team_.retention, day);
    day += static_cast<int>(random_.between(2, 6));
    for (int number = 1; number < payments; ++number) {
      day = working_day_from(story_, day + static_cast<int>(random_.between(0, 3)));
      if (day >= days - 3) break;
      talk_and_pay(day, number);
      day += static_cast<int>(random_.between(2, 5));
    }
    ring_back(day);
  }

 private:
  /// The first contact: tries, the call that worked, the first small payment.
  void win(int day) {
    const auto tries = random_.below(3);
    for (std::uint64_t i = 0; i < tries; ++i) {
      const int before = std::max(0, day - 1 - static_cast<int>(random_.below(5)));
      if (!is_working_day(story_, before)) continue;
      const bool answered = random_.chance(0.4);
      add_call(find_present(story_, random_, team_.openers, before), before,
               answered ? draw_whole(random_, {40, 0.7, 6, 240}) : 0);
    }
    const std::int64_t end = add_call(find_present(story_, random_, team_.openers, day), day,
                                      draw_whole(random_, {480, 0.5, 150, 1800}));
    pay(end + draw_whole(random_, {150, 0.9, 12, 1700}) * core::us_per_minute, 0);
  }

  void talk_and_pay(int day, int number) {
    const Staff& staff = story_.staff[agent_];
    if (day >= staff.to_day || random_.chance(0.04)) {
      agent_ = find_present(story_, random_, team_.retention, day);
    }
    const auto earlier = random_.below(3);
    for (std::uint64_t i = 0; i < earlier; ++i) {
      const int before = day - 1 - static_cast<int>(i);
      if (before < 2 || !is_working_day(story_, before) || before < story_.staff[agent_].from_day)
        continue;
      add_call(agent_, before, draw_whole(random_, {700, 0.8, 60, 5400}));
    }
    const std::int64_t end = add_call(agent_, day, draw_whole(random_, {1300, 0.6, 240, 7200}));
    pay(end + draw_whole(random_, {110, 1.0, 6, 1300}) * core::us_per_minute, number);
  }

  void ring_back(int day) {
    const auto times = random_.below(4);
    for (std::uint64_t i = 0; i < times; ++i) {
      day = working_day_from(story_, day + static_cast<int>(random_.between(1, 4)));
      if (day >= story_.staff[agent_].to_day) return;
      const bool answered = random_.chance(0.35);
      add_call(agent_, day, answered ? draw_whole(random_, {180, 0.8, 20, 1800}) : 0);
      victim_.calls.back().called_back = true;
    }
  }

  /// Returns when the call ended.
  std::int64_t add_call(std::uint32_t staff, int day, std::int64_t duration_s) {
    VictimCall call;
    call.time_us = moment_in_shift(story_, random_, story_.staff[staff], day);
    call.staff = staff;
    call.day = day;
    call.duration_s = static_cast<std::uint32_t>(duration_s);
    call.answered = duration_s > 0;
    victim_.calls.push_back(call);
    return call.time_us + duration_s * core::us_per_second;
  }

  void pay(std::int64_t time_us, int number) {
    if (time_us >= story_.plan.end_us()) return;  // after the last record nobody knows
    VictimPayment payment;
    payment.time_us = time_us;
    payment.currency = currency_;
    payment.amount_minor = draw_payment(random_, currency_, number);
    payment.by_processor = number == 0 && currency_ != Currency::krw && random_.chance(0.7);
    victim_.payments.push_back(payment);
  }

  const Story& story_;
  const Team& team_;
  Victim& victim_;
  core::CounterRandom random_;
  Currency currency_ = Currency::eur;
  std::uint32_t agent_ = 0;
};

Victim make_victim(Story& story, core::CounterRandom& random, std::size_t site,
                   const std::string& country) {
  Victim victim;
  victim.country = country;
  victim.site = static_cast<int>(site);
  victim.name = draw_name(random, country);
  victim.phone = add_phone(story, country, Operator::none);
  AccountSpec spec{country,       Bank::elsewhere,     false,
                   Currency::eur, victim.name.latin(), victim.name.native()};
  if (country == "GB") spec.currency = Currency::gbp;
  if (country == "KR") spec.currency = Currency::krw;
  if (country == "DE" && random.chance(0.45)) {
    spec.bank = Bank::rhine;
    spec.held = true;
  }
  if (country == "KR" && random.chance(0.6)) {
    spec.bank = Bank::hangang;
    spec.held = true;
  }
  victim.account = add_account(story, spec);
  const std::string mailbox = core::ascii_lower(fold_to_ascii(victim.name.given));
  victim.email = fmt::format("{}.{}@example.{}", mailbox, 100 + random.below(900),
                             random.chance(0.5) ? "com" : "org");
  return victim;
}

/// Victims whose bank gave a statement live from wages and shop, as others do. Two of them were
/// talked into passing money on as well: they are victims and mules at once.
void open_victim_accounts(Story& story) {
  int mules = 0;
  for (const Victim& victim : story.victims) {
    if (!story.accounts[victim.account.index()].held) continue;
    Person person;
    person.country = victim.country;
    person.name = victim.name;
    person.phone = victim.phone;
    person.account = victim.account;
    person.is_background = true;
    const PersonId id = PersonId::of(story.people.size());
    story.people.push_back(std::move(person));
    if (victim.country == "DE" && mules < 2) {
      story.mules.push_back({victim.account, id, 1, mules, story.plan.days / 3, story.plan.days});
      ++mules;
    }
  }
}

}  // namespace

void make_victims(Story& story) {
  auto random = make_stream(story.plan.seed, Purpose::victims);
  const Teams teams = make_teams(story);
  struct Origin {
    std::size_t site = 0;
    std::string country;
  };
  std::vector<Origin> origins, weighted;
  for (std::size_t site = 0; site < story.sites.size(); ++site) {
    for (const std::string& country : story.sites[site].countries) {
      origins.push_back({site, country});
      const bool large = country == "DE" || country == "GB" || country == "ES" || country == "IT" ||
                         country == "FR" || country == "KR";
      weighted.insert(weighted.end(), large ? 5 : 2, {site, country});
    }
  }
  for (int i = 0; i < story.plan.victims; ++i) {
    // Each country has two victims, however small the world.
    const auto place = static_cast<std::size_t>(i);
    const Origin origin =
        place < 2 * origins.size() ? origins[place % origins.size()] : pick(random, weighted);
    Victim victim = make_victim(story, random, origin.site, origin.country);
    story.sites[origin.site].leads.push_back(victim.phone);
    const auto& team = (victim.country == "KR" ? teams.asian : teams.european)[origin.site];
    Life(story, team, victim, place).live();
    story.victims.push_back(std::move(victim));
  }
  open_victim_accounts(story);
}

}  // namespace cuibono::simulation
