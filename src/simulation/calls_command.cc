// Calls of those who command, and where every call was made from.
#include <algorithm>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

class Command {
 public:
  explicit Command(Story& story)
      : story_(story), random_(make_stream(story.plan.seed, Purpose::command_calls)) {
    for (const Person& person : story.people) {
      if (person.is_background && !person.is_staff && person.handset != nobody<HandsetId>) {
        customers_.push_back(person.phone);
      }
    }
  }

  void run() {
    for (day_ = 0; day_ < story_.plan.days; ++day_) {
      from_the_top();
      if (is_working_day(story_, day_)) in_the_sites();
      for (const auto& cell : story_.drug_cells) on_the_street(cell);
    }
  }

 private:
  void ring(const Staff& from, PhoneId to, std::int64_t seconds_max) {
    const NumberSpan* span = from.span_on(day_);
    if (span == nullptr) return;
    ring(span->phone, to, from.shift, seconds_max);
  }
  void ring(PhoneId from, PhoneId to, const Shift& hours, std::int64_t seconds_max) {
    Call call;
    const int minute = static_cast<int>(random_.between(hours.from_minute, hours.to_minute));
    call.time_us =
        local_moment_us(story_, day_, minute) + random_.between(0, 59) * core::us_per_second;
    call.caller = from;
    call.callee = to;
    call.answered = random_.chance(0.85);
    call.duration_s =
        call.answered ? static_cast<std::uint32_t>(random_.between(8, seconds_max)) : 0;
    if (call.time_us < story_.plan.end_us()) story_.calls.push_back(call);
  }
  void ring(const Staff& from, const Staff& to, std::int64_t seconds_max) {
    const NumberSpan* span = to.span_on(day_);
    if (span != nullptr) ring(from, span->phone, seconds_max);
  }

  /// The leader rings his lieutenants now and then, and nobody else.
  void from_the_top() {
    const Staff& leader = story_.staff[story_.leader];
    for (const std::uint32_t lieutenant : story_.lieutenants) {
      if (random_.chance(0.07)) ring(leader, story_.staff[lieutenant], 70);
      if (random_.chance(0.03)) ring(story_.staff[lieutenant], leader, 60);
    }
    const Staff& of_money = story_.staff[story_.lieutenants[1]];
    for (const std::uint32_t herder : story_.herders) {
      if (random_.chance(0.4)) ring(of_money, story_.staff[herder], 200);
    }
    for (const std::uint32_t finance : story_.finance) {
      if (random_.chance(0.35)) ring(of_money, story_.staff[finance], 300);
    }
    const Staff& of_drugs = story_.staff[story_.lieutenants[2]];
    for (const auto& cell : story_.drug_cells) {
      const PhoneId head = story_.people[cell.front().index()].phone;
      if (random_.chance(0.25)) ring(of_drugs, head, 90);
    }
  }

  void in_the_sites() {
    const Staff& of_sites = story_.staff[story_.lieutenants[0]];
    for (const Site& site : story_.sites) {
      for (const std::uint32_t number : site.staff) {
        const Staff& staff = story_.staff[number];
        if (staff.role == StaffRole::lead) {
          if (random_.chance(0.3)) ring(of_sites, staff, 240);
          for (std::int64_t n = random_.between(0, 3); n > 0; --n) {
            const Staff& other = story_.staff[pick(random_, site.staff)];
            if (&other != &staff) ring(staff, other, 120);
          }
        }
        if (staff.role == StaffRole::it && random_.chance(0.4)) {
          ring(staff, story_.staff[pick(random_, site.staff)], 300);
        }
      }
    }
  }

  /// The cells of the second arm: one who gives word, runners, their customers.
  void on_the_street(const std::vector<PersonId>& cell) {
    constexpr Shift evening{16 * 60, 23 * 60};
    const PhoneId head = story_.people[cell.front().index()].phone;
    for (std::size_t i = 1; i < cell.size(); ++i) {
      const PhoneId runner = story_.people[cell[i].index()].phone;
      if (random_.chance(0.5)) ring(head, runner, evening, 60);
      for (std::int64_t n = random_.between(0, 3); n > 0; --n) {
        ring(pick(random_, customers_), runner, evening, 45);
      }
    }
  }

  Story& story_;
  core::CounterRandom random_;
  std::vector<PhoneId> customers_;
  int day_ = 0;
};

/// Whose a phone is, for the question where it was.
struct Owner {
  enum class Kind : std::uint8_t { nobody, person, staff, centre, business } kind = Kind::nobody;
  std::uint32_t index = 0;
  HandsetId handset = simulation::nobody<HandsetId>;
};

std::vector<Owner> find_owners(const Story& story) {
  std::vector<Owner> owners(story.phones.size());
  for (std::uint32_t i = 0; i < story.people.size(); ++i) {
    const Person& person = story.people[i];
    if (person.phone == nobody<PhoneId> || person.handset == nobody<HandsetId>) continue;
    owners[person.phone.index()] = {Owner::Kind::person, i, person.handset};
  }
  for (std::uint32_t i = 0; i < story.staff.size(); ++i) {
    for (const NumberSpan& span : story.staff[i].numbers) {
      owners[span.phone.index()] = {Owner::Kind::staff, i, span.handset};
    }
  }
  for (std::uint32_t i = 0; i < story.centres.size(); ++i) {
    for (const NumberSpan& line : story.centres[i].lines) {
      owners[line.phone.index()] = {Owner::Kind::centre, i, line.handset};
    }
  }
  for (std::uint32_t i = 0; i < story.businesses.size(); ++i) {
    owners[story.businesses[i].index()] = {Owner::Kind::business, i, nobody<HandsetId>};
  }
  return owners;
}

PlaceId place_of_person(const Story& story, const Person& person, std::int64_t hour_of_story,
                        std::uint64_t chance) {
  const bool moved = person.later_work != nobody<PlaceId> &&
                     story.plan.start_us + hour_of_story * core::us_per_hour >= story.split_us;
  const std::int64_t local_hour = (hour_of_story + 2) % 24, day = (hour_of_story + 2) / 24;
  if (chance % 100 < 12) {
    return PlaceId::of(places_of_sites + chance / 100 % (story.places.size() - places_of_sites));
  }
  const bool at_work = day % 7 < 5 && local_hour >= 9 && local_hour < 18;
  if (!at_work) return person.home;
  return moved ? person.later_work : person.work;
}

PlaceId place_of(const Story& story, const Owner& owner, std::int64_t time_us) {
  const std::int64_t hour = (time_us - story.plan.start_us) / core::us_per_hour;
  const std::uint64_t chance =
      core::mix64(core::mix64(static_cast<std::uint64_t>(hour) + story.plan.seed * 4099) +
                  owner.index * 31ULL + 7) >>
      8;
  switch (owner.kind) {
    case Owner::Kind::nobody:
      return nobody<PlaceId>;
    case Owner::Kind::person:
      return place_of_person(story, story.people[owner.index], hour, chance);
    case Owner::Kind::staff: {
      const Staff& staff = story.staff[owner.index];
      if (staff.site < 0) {
        return place_of_person(story, story.people[staff.person.index()], hour, chance);
      }
      // A seat is nearest to one mast; now and then another serves it.
      const Site& site = story.sites[static_cast<std::size_t>(staff.site)];
      const auto& places = time_us < story.split_us ? site.places : site.halves[staff.half];
      return places[(chance % 10 < 8 ? owner.index : chance / 10) % places.size()];
    }
    case Owner::Kind::centre:
      return story.centres[owner.index].place;
    case Owner::Kind::business:
      return PlaceId::of(places_of_sites + owner.index % (story.places.size() - places_of_sites));
  }
  return nobody<PlaceId>;
}

}  // namespace

void make_command_calls(Story& story) { Command(story).run(); }

core::Status locate_calls(const core::RunContext& context, Story& story) {
  const std::vector<Owner> owners = find_owners(story);
  return core::parallel_blocks(context, story.calls.size(), 1U << 14,
                               [&](const core::Block& block) -> core::Status {
                                 for (std::size_t i = block.begin; i < block.end; ++i) {
                                   Call& call = story.calls[i];
                                   const Owner& caller = owners[call.caller.index()];
                                   const Owner& callee = owners[call.callee.index()];
                                   call.caller_handset = caller.handset;
                                   call.caller_place = place_of(story, caller, call.time_us);
                                   call.callee_place = place_of(story, callee, call.time_us);
                                 }
                                 return {};
                               });
}

}  // namespace cuibono::simulation
