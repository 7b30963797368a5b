// The three scam call centres and those who command them.
#include <algorithm>
#include <array>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

constexpr Shift morning{9 * 60, 15 * 60}, evening{15 * 60, 21 * 60}, asian{2 * 60, 8 * 60 + 45};

struct SitePlan {
  std::string_view id, brand;
  std::array<std::string_view, 8> countries;
  double size = 1, share_a = 0.5;  ///< of its numbers with operator A
};
constexpr std::array site_plans = {
    SitePlan{"site-1", "LumoTrade", {"DE", "AT", "CH", "NL", "BE", "FR"}, 1.2, 0.9},
    SitePlan{"site-2", "ApexCoin Desk", {"GB", "IE", "SE", "NO", "FI", "DK"}, 1.0, 0.55},
    SitePlan{
        "site-3", "TrustPeak Markets", {"ES", "IT", "PT", "PL", "CZ", "LV", "GR", "KR"}, 1.0, 0.15},
};

PlaceId draw_home(const Story& story, core::CounterRandom& random) {
  return PlaceId::of(places_of_sites + random.below(story.places.size() - places_of_sites));
}

PersonId add_staff_person(Story& story, core::CounterRandom& random, PlaceId work) {
  Person person;
  person.country = random.chance(0.35) ? "RU" : "LT";
  person.name = draw_name(random, person.country);
  person.phone = add_phone(story, "LT", random.chance(0.5) ? Operator::a : Operator::b);
  person.handset = add_handset(story);
  person.home = draw_home(story, random);
  person.work = work;
  const bool baltic = random.chance(0.6);
  person.account = add_account(story, {"LT",
                                       baltic ? Bank::baltic : Bank::elsewhere,
                                       baltic,
                                       Currency::eur,
                                       person.name.latin(),
                                       {}});
  person.is_background = true;
  person.is_staff = true;
  story.phones[person.phone.index()].subscriber = PersonId::of(story.people.size());
  story.people.push_back(std::move(person));
  return PersonId::of(story.people.size() - 1);
}

/// Work numbers over a tenure: some are changed on the way, a few of those on the same card.
void give_numbers(Story& story, core::CounterRandom& random, Staff& staff, HandsetId handset,
                  double share_a) {
  const auto network = [&] { return random.chance(share_a) ? Operator::a : Operator::b; };
  const PhoneId first = add_phone(story, "LT", network());
  const int length = staff.to_day - staff.from_day;
  if (length < 24 || !random.chance(0.3)) {
    staff.numbers = {{first, handset, staff.from_day, staff.to_day}};
    return;
  }
  const int change = staff.from_day + length / 3 + static_cast<int>(random.between(0, length / 3));
  const bool same_card = random.chance(0.25);
  const PhoneId second =
      add_phone(story, "LT", same_card ? story.phones[first.index()].network : network());
  if (same_card) story.phones[second.index()].sim = story.phones[first.index()].sim;
  const HandsetId later = !same_card && random.chance(0.15) ? add_handset(story) : handset;
  staff.numbers = {{first, handset, staff.from_day, change}, {second, later, change, staff.to_day}};
}

void draw_tenure(const Story& story, core::CounterRandom& random, Staff& staff) {
  const int days = story.plan.days;
  staff.from_day = random.chance(0.55) ? 0 : static_cast<int>(random.between(1, days * 6 / 10));
  staff.to_day = days;
  if (random.chance(0.5)) {
    const int least = std::max(15, days / 4);
    staff.to_day = std::min(days, staff.from_day + static_cast<int>(random.between(least, days)));
  }
}

/// Subscribers of a site's numbers: straw men, each with several.
void register_numbers(Story& story, core::CounterRandom& random, const Site& site) {
  std::vector<PersonId> straw;
  const std::size_t count = 2 + site.staff.size() / 9;
  for (std::size_t i = 0; i < count; ++i) {
    Person person;
    person.country = random.chance(0.5) ? "LT" : "KZ";
    person.name = draw_name(random, person.country);
    straw.push_back(PersonId::of(story.people.size()));
    story.people.push_back(std::move(person));
  }
  for (const std::uint32_t number : site.staff) {
    for (const NumberSpan& span : story.staff[number].numbers) {
      story.phones[span.phone.index()].subscriber = pick(random, straw);
    }
  }
}

/// Seats are shared by the shifts: one handset, two or three people, each with a number.
void seat_desks(Story& story, core::CounterRandom& random, Site& site, const SitePlan& plan,
                int number) {
  const bool has_asian = plan.countries.back() == "KR";
  const int desks = std::max(12, static_cast<int>(plan.size * story.plan.desks_per_site));
  std::array<int, 3> in_shift{};
  std::vector<HandsetId> seats;
  for (int i = 0; i < desks; ++i) {
    Staff staff;
    staff.site = number;
    const std::size_t shift = has_asian && i % 6 == 5 ? 2 : static_cast<std::size_t>(i % 2);
    staff.shift = shift == 2 ? asian : shift == 1 ? evening : morning;
    const int in_this = in_shift[shift]++;
    staff.role = in_this % 4 == 1 ? StaffRole::retention : StaffRole::opener;
    staff.to_day = story.plan.days;
    if (in_this > 1) draw_tenure(story, random, staff);
    staff.person = add_staff_person(story, random, pick(random, site.places));
    const auto seat = static_cast<std::size_t>(i / 2);
    if (seat >= seats.size()) seats.push_back(add_handset(story));
    const bool own = random.chance(0.2);
    const HandsetId handset = own ? add_handset(story) : seats[seat];
    give_numbers(story, random, staff, handset, plan.share_a);
    for (const NumberSpan& span : staff.numbers) site.handsets.push_back(span.handset);
    site.staff.push_back(static_cast<std::uint32_t>(story.staff.size()));
    story.staff.push_back(std::move(staff));
  }
  std::sort(site.handsets.begin(), site.handsets.end());
  site.handsets.erase(std::unique(site.handsets.begin(), site.handsets.end()), site.handsets.end());
}

/// Those who sit in a site and ring no victims.
void seat_office(Story& story, core::CounterRandom& random, Site& site, int number) {
  const int leads = std::max(2, static_cast<int>(site.staff.size()) / 14);
  std::vector<StaffRole> roles(static_cast<std::size_t>(leads), StaffRole::lead);
  roles.insert(roles.end(), {StaffRole::it, StaffRole::finance});
  for (const StaffRole role : roles) {
    Staff staff;
    staff.role = role;
    staff.site = number;
    staff.shift = {9 * 60, 19 * 60};
    staff.to_day = story.plan.days;
    staff.person = add_staff_person(story, random, pick(random, site.places));
    give_numbers(story, random, staff, add_handset(story), 0.5);
    const auto place = static_cast<std::uint32_t>(story.staff.size());
    if (role == StaffRole::finance) story.finance.push_back(place);
    site.staff.push_back(place);
    story.staff.push_back(std::move(staff));
  }
}

std::uint32_t add_command_staff(Story& story, core::CounterRandom& random, StaffRole role) {
  Staff staff;
  staff.role = role;
  staff.shift = {10 * 60, 22 * 60};
  staff.to_day = story.plan.days;
  const PlaceId home = draw_home(story, random);
  staff.person = add_staff_person(story, random, home);
  Person& person = story.people[staff.person.index()];
  person.country = "RU";
  person.name = draw_name(random, "RU");
  give_numbers(story, random, staff, add_handset(story), 0.3);
  story.staff.push_back(std::move(staff));
  return static_cast<std::uint32_t>(story.staff.size() - 1);
}

}  // namespace

void make_sites(Story& story) {
  for (std::size_t number = 0; number < site_plans.size(); ++number) {
    const SitePlan& plan = site_plans[number];
    auto random = make_stream(story.plan.seed, Purpose::staff, number);
    Site site;
    site.id = plan.id;
    site.brand = plan.brand;
    site.share_a = plan.share_a;
    for (const auto country : plan.countries) {
      if (!country.empty()) site.countries.emplace_back(country);
    }
    for (std::size_t i = 0; i < 3; ++i) site.places.push_back(PlaceId::of(3 * number + i));
    seat_desks(story, random, site, plan, static_cast<int>(number));
    register_numbers(story, random, site);
    seat_office(story, random, site, static_cast<int>(number));
    for (int i = 0; i < story.plan.leads_per_site; ++i) {
      site.leads.push_back(add_phone(story, pick(random, site.countries), Operator::none));
    }
    story.sites.push_back(std::move(site));
  }
}

void make_command(Story& story) {
  auto random = make_stream(story.plan.seed, Purpose::staff, 100);
  story.leader = add_command_staff(story, random, StaffRole::leader);
  for (int i = 0; i < 3; ++i) {
    story.lieutenants.push_back(add_command_staff(story, random, StaffRole::lieutenant));
  }
  for (int i = 0; i < 3; ++i) {
    story.herders.push_back(add_command_staff(story, random, StaffRole::herder));
  }
  for (int cell = 0; cell < story.plan.drug_cells; ++cell) {
    std::vector<PersonId> members;
    const auto size = random.between(4, 6);
    for (std::int64_t i = 0; i < size; ++i) {
      const PlaceId street = draw_home(story, random);
      members.push_back(add_staff_person(story, random, street));
    }
    story.drug_cells.push_back(std::move(members));
  }
}

}  // namespace cuibono::simulation
