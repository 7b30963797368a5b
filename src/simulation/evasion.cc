// How the group answers pressure: numbers that are thrown away, sites that break in two. Draws come
// from streams of their own, and new numbers follow all others, so a world that evades has the same
// people, calls and payments as the one that does not.
#include <algorithm>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

constexpr std::uint64_t of_sites = 1ULL << 32;  ///< streams below belong to the staff

int count_working_days(const Story& story, int from_day, int to_day) {
  int days = 0;
  for (int day = from_day; day < to_day; ++day) days += is_working_day(story, day) ? 1 : 0;
  return days;
}

/// The straw men in whose names a site's numbers are.
std::vector<PersonId> find_straw_men(const Story& story, const Site& site) {
  std::vector<PersonId> straw;
  for (const std::uint32_t number : site.staff) {
    for (const NumberSpan& span : story.staff[number].numbers) {
      const PersonId subscriber = story.phones[span.phone.index()].subscriber;
      if (subscriber != nobody<PersonId>) straw.push_back(subscriber);
    }
  }
  std::sort(straw.begin(), straw.end());
  straw.erase(std::unique(straw.begin(), straw.end()), straw.end());
  return straw;
}

class Changer {
 public:
  Changer(Story& story, const Site& site)
      : story_(story), site_(site), straw_(find_straw_men(story, site)) {}

  void change(std::uint32_t number) {
    const int every = story_.plan.evasion.number_change_days;
    const int least = every < 4 ? 1 : 2;  // nobody throws away a number that was hardly used
    auto random = make_stream(story_.plan.seed, Purpose::evasion, number + 1);
    const int first = static_cast<int>(random.below(static_cast<std::uint64_t>(every)));
    const std::vector<NumberSpan> before = std::move(story_.staff[number].numbers);
    std::vector<NumberSpan> after;
    for (std::size_t i = 0; i < before.size(); ++i) {
      NumberSpan now = before[i];
      const bool stays = i > 0 && before[i].handset == before[i - 1].handset;
      if (stays) now.handset = after.back().handset;
      for (int day = now.from_day + 1; day < before[i].to_day; ++day) {
        if ((day + every - first) % every != 0 ||
            count_working_days(story_, now.from_day, day) < least ||
            count_working_days(story_, day, before[i].to_day) < least) {
          continue;
        }
        now.to_day = day;
        after.push_back(now);
        now = draw_next(random, now);
        now.to_day = before[i].to_day;
      }
      after.push_back(now);
    }
    story_.staff[number].numbers = std::move(after);
  }

 private:
  /// A new number, mostly on a new card, now and then in a new handset.
  NumberSpan draw_next(core::CounterRandom& random, const NumberSpan& old) {
    const bool same_card = random.chance(0.15);
    const Phone last = story_.phones[old.phone.index()];
    const Operator other = random.chance(site_.share_a) ? Operator::a : Operator::b;
    NumberSpan next;
    next.phone = add_phone(story_, "LT", same_card ? last.network : other);
    Phone& phone = story_.phones[next.phone.index()];
    if (same_card) phone.sim = last.sim;
    phone.subscriber = pick(random, straw_);
    next.handset = random.chance(0.1) ? add_handset(story_) : old.handset;
    next.from_day = old.to_day;
    return next;
  }

  Story& story_;
  const Site& site_;
  std::vector<PersonId> straw_;
};

void list_handsets(const Story& story, Site& site) {
  site.handsets.clear();
  for (const std::uint32_t number : site.staff) {
    if (!story.staff[number].is_desk()) continue;
    for (const NumberSpan& span : story.staff[number].numbers) {
      site.handsets.push_back(span.handset);
    }
  }
  std::sort(site.handsets.begin(), site.handsets.end());
  site.handsets.erase(std::unique(site.handsets.begin(), site.handsets.end()), site.handsets.end());
}

/// Those who share a seat stay together; the office is dealt out.
void part_staff(Story& story, const Site& site) {
  const auto desks = static_cast<std::size_t>(
      std::count_if(site.staff.begin(), site.staff.end(),
                    [&](std::uint32_t number) { return story.staff[number].is_desk(); }));
  const std::size_t border = (desks / 2 + 1) / 2 * 2;
  for (std::size_t i = 0; i < site.staff.size(); ++i) {
    Staff& staff = story.staff[site.staff[i]];
    const bool second = i < desks ? i >= border : i % 2 == 1;
    staff.half = second ? 1 : 0;
    const auto& places = site.halves[staff.half];
    story.people[staff.person.index()].later_work = places[i % places.size()];
  }
}

}  // namespace

void change_numbers(Story& story) {
  if (story.plan.evasion.number_change_days == 0) return;
  for (Site& site : story.sites) {
    Changer changer(story, site);
    for (const std::uint32_t number : site.staff) {
      if (story.staff[number].is_desk()) changer.change(number);
    }
    list_handsets(story, site);
  }
}

void split_sites(Story& story) {
  if (!story.plan.evasion.site_split) return;
  constexpr int week = 7;  // the first day is a Monday: they move over a weekend
  story.split_day = (story.plan.days / 2 + week - 1) / week * week;
  story.split_us = local_moment_us(story, *story.split_day, 0);
  // Neighbouring parts of the city, two and two, where people live.
  std::vector<std::size_t> free;
  for (std::size_t i = places_of_sites; i + 1 < story.places.size(); i += 2) free.push_back(i);
  auto random = make_stream(story.plan.seed, Purpose::evasion, of_sites);
  for (Site& site : story.sites) {
    for (auto& half : site.halves) {
      const auto drawn = static_cast<std::ptrdiff_t>(random.below(free.size()));
      const std::size_t place = free[static_cast<std::size_t>(drawn)];
      free.erase(free.begin() + drawn);
      half = {PlaceId::of(place), PlaceId::of(place + 1)};
    }
    part_staff(story, site);
  }
}

}  // namespace cuibono::simulation
