// The city and those who live in it: places with cells, people, businesses, honest centres.
#include <fmt/format.h>

#include <algorithm>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

Operator draw_network(core::CounterRandom& random) {
  return random.chance(0.5) ? Operator::a : Operator::b;
}

/// Where somebody of the city banks. A third bank where nobody was asked for statements.
AccountId draw_account(Story& story, core::CounterRandom& random, Person& person) {
  const double where = random.unit();
  AccountSpec spec{"LT", Bank::elsewhere, false, Currency::eur, person.name.latin(), {}};
  if (where < 0.45) {
    spec.bank = Bank::baltic;
    spec.held = random.chance(0.6);
  } else if (where < 0.65) {
    spec.country = "DE";
    spec.bank = Bank::rhine;
    spec.held = random.chance(0.6);
  }
  return add_account(story, spec);
}

void make_places(Story& story) {
  auto random = make_stream(story.plan.seed, Purpose::places);
  const auto count = places_of_sites + 14 + static_cast<std::size_t>(story.plan.people / 250);
  const auto area = random.between(4100, 4800);
  for (std::size_t i = 0; i < count; ++i) {
    story.places.push_back({fmt::format("999-70-{}-{}", area, 20011 + 37 * i),
                            fmt::format("LAN-{:04}/{}", 300 + 7 * (i / 3), i % 3 + 1)});
  }
}

void make_person(Story& story, core::CounterRandom& random) {
  Person person;
  person.country = random.chance(0.8) ? "LT" : "DE";
  person.name = draw_name(random, person.country);
  person.phone = add_phone(story, "LT", draw_network(random));
  person.handset = add_handset(story);
  const auto residential = story.places.size() - places_of_sites;
  person.home = PlaceId::of(places_of_sites + random.below(residential));
  // One in eight works in a building where a site is, and is seen on its cells.
  person.work = random.chance(0.125) ? PlaceId::of(random.below(places_of_sites))
                                     : PlaceId::of(places_of_sites + random.below(residential));
  person.account = draw_account(story, random, person);
  person.is_background = true;
  story.phones[person.phone.index()].subscriber = PersonId::of(story.people.size());
  story.people.push_back(std::move(person));
}

/// People elsewhere of whom only the bank knows.
void make_distant_people(Story& story, std::string_view country, Bank bank, Currency currency,
                         int count) {
  auto random = make_stream(story.plan.seed, Purpose::people, 1 + static_cast<std::uint64_t>(bank));
  for (int i = 0; i < count; ++i) {
    Person person;
    person.country = std::string(country);
    person.name = draw_name(random, country);
    person.account = add_account(story, {country, bank, random.chance(0.9), currency,
                                         person.name.latin(), person.name.native()});
    person.is_background = true;
    story.people.push_back(std::move(person));
  }
}

HonestCentre make_centre(Story& story, core::CounterRandom& random, std::string_view kind) {
  HonestCentre centre;
  centre.kind = std::string(kind);
  const int lines = story.plan.centre_lines + static_cast<int>(random.between(0, 3));
  const Operator network = kind == "bank" ? Operator::b : Operator::a;
  HandsetId shared = nobody<HandsetId>;
  for (int i = 0; i < lines; ++i) {
    // People of the support line take turns at the same apparatus.
    const bool turn = kind == "support" && i % 2 == 1;
    if (!turn) shared = add_handset(story);
    centre.lines.push_back({add_phone(story, "LT", network), shared, 0, story.plan.days});
  }
  return centre;
}

/// Numbers abroad; some by chance from the same lists that the sites bought, victims among them.
void add_strangers(Story& story, core::CounterRandom& random, HonestCentre& centre,
                   std::size_t count) {
  static const std::vector<std::string> countries = {"DE", "GB", "SE", "PL", "ES", "IT",
                                                     "FR", "NL", "LV", "EE", "FI"};
  for (std::size_t i = 0; i < count; ++i) {
    const bool listed = random.chance(0.12);
    centre.customers.push_back(listed ? pick(random, pick(random, story.sites).leads)
                                      : add_phone(story, pick(random, countries), Operator::none));
  }
}

void add_neighbours(const Story& story, core::CounterRandom& random, HonestCentre& centre,
                    std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const Person& person = pick(random, story.people);
    if (person.phone != nobody<PhoneId> && person.is_background) {
      centre.customers.push_back(person.phone);
    }
  }
}

}  // namespace

void make_city(Story& story) {
  make_places(story);
  auto random = make_stream(story.plan.seed, Purpose::people);
  for (int i = 0; i < story.plan.people; ++i) make_person(story, random);
  make_distant_people(story, "KZ", Bank::steppe, Currency::kzt, story.plan.people / 12 + 12);
  make_distant_people(story, "KR", Bank::hangang, Currency::krw, story.plan.people / 14 + 12);
  for (int i = 0; i < 12; ++i) {
    story.businesses.push_back(add_phone(story, "LT", draw_network(random)));
  }
}

void make_centres(Story& story) {
  auto random = make_stream(story.plan.seed, Purpose::centres);
  const auto customers = static_cast<std::size_t>(story.plan.centre_lines * story.plan.days);
  HonestCentre support = make_centre(story, random, "support");
  support.name = "Northlight Device Support UAB";
  support.place = PlaceId(2);  // a business park, with a floor of the first site next door
  support.shift = {9 * 60, 18 * 60};
  HonestCentre telemarketing = make_centre(story, random, "telemarketing");
  telemarketing.name = "Clearvoice Surveys UAB";
  telemarketing.place = PlaceId(5);
  telemarketing.shift = {10 * 60, 19 * 60};
  HonestCentre bank = make_centre(story, random, "bank");
  bank.name = "Rheinlicht Bank customer service";
  bank.place = PlaceId(11);
  bank.shift = {8 * 60 + 30, 17 * 60 + 30};
  add_strangers(story, random, support, customers * 2);
  add_strangers(story, random, telemarketing, customers * 9);
  // Some of those who are robbed bank there, and are rung like everybody else who does.
  for (const Victim& victim : story.victims) {
    if (story.accounts[victim.account.index()].bank == Bank::rhine) {
      bank.customers.push_back(victim.phone);
    }
  }
  add_neighbours(story, random, bank, customers * 2);
  add_neighbours(story, random, support, customers);
  story.centres = {std::move(support), std::move(telemarketing), std::move(bank)};
}

}  // namespace cuibono::simulation
