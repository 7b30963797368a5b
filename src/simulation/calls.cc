// Calls of desks, of people and of honest centres. Every desk, line and person has a stream of its
// own, so the work is spread over threads and the calls do not depend on how.
#include <algorithm>
#include <array>

#include "simulation/draw.h"
#include "simulation/world.h"

namespace cuibono::simulation {
namespace {

/// A call that will be made unless the line is busy.
struct Due {
  Call call;
  bool fixed = false;  ///< part of a victim's story: it is made in any case
};

/// One line carries one call at a time: what overlaps is cut short, or not made.
void answer_in_turn(std::vector<Due>& due, std::vector<Call>& out) {
  std::stable_sort(due.begin(), due.end(),
                   [](const Due& x, const Due& y) { return x.call.time_us < y.call.time_us; });
  std::vector<Due> made;
  const auto end_of = [](const Call& call) {
    return call.time_us + static_cast<std::int64_t>(call.duration_s + 4) * core::us_per_second;
  };
  for (const Due& next : due) {
    while (!made.empty() && next.fixed && !made.back().fixed &&
           end_of(made.back().call) > next.call.time_us) {
      made.pop_back();
    }
    if (!made.empty() && end_of(made.back().call) > next.call.time_us) {
      if (!next.fixed) continue;
      Call& earlier = made.back().call;
      const std::int64_t room_s = (next.call.time_us - earlier.time_us) / core::us_per_second - 4;
      earlier.duration_s = static_cast<std::uint32_t>(std::max<std::int64_t>(room_s, 1));
    }
    made.push_back(next);
  }
  for (const Due& one : made) out.push_back(one.call);
}

/// The lists that a site works through, by the hours in which their people are awake.
struct Lists {
  std::vector<PhoneId> european, asian;
};

bool is_asian(const Phone& phone) noexcept { return phone.digits / 100'000'000 == 999'82; }

class Caller {
 public:
  explicit Caller(const Story& story) : story_(story) {
    victim_calls_.resize(story.staff.size());
    for (std::uint32_t v = 0; v < story.victims.size(); ++v) {
      for (std::uint32_t c = 0; c < story.victims[v].calls.size(); ++c) {
        victim_calls_[story.victims[v].calls[c].staff].push_back({v, c});
      }
    }
    for (const Site& site : story.sites) {
      Lists lists;
      for (const PhoneId lead : site.leads) {
        (is_asian(story.phones[lead.index()]) ? lists.asian : lists.european).push_back(lead);
      }
      lists_.push_back(std::move(lists));
    }
    for (const Person& person : story.people) {
      if (person.is_background && person.phone != nobody<PhoneId> &&
          story.phones[person.phone.index()].network != Operator::none) {
        locals_.push_back(person.phone);
      }
    }
  }

  [[nodiscard]] std::size_t locals() const noexcept { return locals_.size(); }

  void work(std::uint32_t number, std::vector<Call>& out) const {
    const Staff& staff = story_.staff[number];
    if (!staff.is_desk()) return;
    auto random = make_stream(story_.plan.seed, Purpose::desk_calls, number);
    std::vector<Due> due;
    add_victim_calls(number, due);
    const auto site = static_cast<std::size_t>(staff.site);
    const Lists& lists = lists_[site];
    const auto& list = staff.shift.from_minute < 6 * 60 ? lists.asian : lists.european;
    for (const NumberSpan& span : staff.numbers) {
      for (int day = span.from_day; day < span.to_day; ++day) {
        if (!is_working_day(story_, day) || random.chance(0.08)) continue;
        if (!list.empty()) dial_list(random, staff, span, day, list, due);
      }
    }
    answer_in_turn(due, out);
  }

  void chat(std::size_t number, std::vector<Call>& out) const {
    auto random = make_stream(story_.plan.seed, Purpose::people_calls, number);
    const PhoneId self = locals_[number];
    std::vector<PhoneId> friends;
    for (int i = 0; i < 8; ++i) {
      const std::size_t step = i < 6 ? 1 + random.below(14) : random.below(locals_.size());
      friends.push_back(locals_[(number + step) % locals_.size()]);
    }
    std::vector<Due> due;
    for (std::int64_t n = draw_count(random, story_.plan.days * random.unit() * 0.34); n > 0; --n) {
      const double who = random.unit();
      PhoneId other = pick(random, friends);
      if (who > 0.93) other = pick(random, story_.businesses);
      if (who < 0.12) other = locals_[random.below(locals_.size())];
      if (other == self) continue;
      const int day = static_cast<int>(random.below(static_cast<std::uint64_t>(story_.plan.days)));
      const int early = static_cast<int>(random.between(7 * 60, 22 * 60 + 30));
      const int minute = std::max(early, static_cast<int>(random.between(7 * 60, 22 * 60 + 30)));
      Call call = make_call(random, self, other, day, random.chance(0.5) ? early : minute);
      end_call(random, call, 0.78, {85, 1.1, 3, 5400});
      due.push_back({call, false});
    }
    answer_in_turn(due, out);
  }

  void serve(std::size_t centre_number, std::size_t line, std::vector<Call>& out) const {
    const HonestCentre& centre = story_.centres[centre_number];
    auto random =
        make_stream(story_.plan.seed, Purpose::centre_calls, (centre_number << 16) + line);
    const NumberSpan& span = centre.lines[line];
    // Two who share an apparatus sit there one after the other.
    Shift shift = centre.shift;
    const int noon = (shift.from_minute + shift.to_minute) / 2;
    if (centre.kind == "support") (line % 2 == 0 ? shift.to_minute : shift.from_minute) = noon;
    std::vector<Due> due;
    for (int day = 0; day < story_.plan.days; ++day) {
      if (!is_working_day(story_, day) || random.chance(0.08)) continue;
      if (centre.kind == "telemarketing") {
        ring_panel(random, centre, span, shift, day, due);
      } else {
        serve_customers(random, centre, span, shift, day, due);
      }
    }
    answer_in_turn(due, out);
  }

 private:
  struct VictimCallPlace {
    std::uint32_t victim = 0, call = 0;
  };

  Call make_call(core::CounterRandom& random, PhoneId from, PhoneId to, int day, int minute) const {
    Call call;
    call.time_us =
        local_moment_us(story_, day, minute) + random.between(0, 59) * core::us_per_second;
    call.caller = from;
    call.callee = to;
    return call;
  }

  static void end_call(core::CounterRandom& random, Call& call, double answered,
                       const Spread& seconds) {
    call.answered = random.chance(answered);
    call.duration_s = call.answered ? static_cast<std::uint32_t>(draw_whole(random, seconds)) : 0;
  }

  void add_victim_calls(std::uint32_t number, std::vector<Due>& due) const {
    for (const auto& [v, c] : victim_calls_[number]) {
      const Victim& victim = story_.victims[v];
      const VictimCall& planned = victim.calls[c];
      const NumberSpan* span = find_span(story_, planned);
      if (span == nullptr) continue;
      Call call;
      call.time_us = planned.time_us;
      call.caller = planned.called_back ? victim.phone : span->phone;
      call.callee = planned.called_back ? span->phone : victim.phone;
      call.duration_s = planned.duration_s;
      call.answered = planned.answered;
      due.push_back({call, true});
    }
  }

  /// An opener's or a retention agent's day on the site's list. All of a site work through the same
  /// part of it on a day, so their callees overlap.
  void dial_list(core::CounterRandom& random, const Staff& staff, const NumberSpan& span, int day,
                 const std::vector<PhoneId>& list, std::vector<Due>& due) const {
    const bool opener = staff.role == StaffRole::opener;
    const std::size_t part = std::max<std::size_t>(60, list.size() / 25);
    const std::size_t first = static_cast<std::size_t>(day) * (part / 2);
    for (std::int64_t n = opener ? random.between(14, 34) : random.between(2, 7); n > 0; --n) {
      const PhoneId lead = list[(first + random.below(part)) % list.size()];
      const int minute =
          static_cast<int>(random.between(staff.shift.from_minute, staff.shift.to_minute - 5));
      Call call = make_call(random, span.phone, lead, day, minute);
      if (opener) {
        end_call(random, call, 0.52,
                 random.chance(0.5) ? Spread{12, 0.4, 4, 30} : Spread{80, 0.9, 6, 1200});
      } else {
        end_call(random, call, 0.7, {380, 0.9, 20, 4200});
      }
      due.push_back({call, false});
      if (!random.chance(0.015)) continue;
      Call back = make_call(random, lead, span.phone, day,
                            minute + 10 + static_cast<int>(random.below(50)));
      end_call(random, back, 0.3, {60, 0.8, 5, 600});
      due.push_back({back, false});
    }
  }

  void ring_panel(core::CounterRandom& random, const HonestCentre& centre, const NumberSpan& span,
                  const Shift& shift, int day, std::vector<Due>& due) const {
    const std::size_t part = std::max<std::size_t>(80, centre.customers.size() / 40);
    const std::size_t first = static_cast<std::size_t>(day) * part;
    for (std::int64_t n = random.between(22, 44); n > 0; --n) {
      const PhoneId other =
          centre.customers[(first + random.below(part)) % centre.customers.size()];
      const int minute = static_cast<int>(random.between(shift.from_minute, shift.to_minute - 5));
      Call call = make_call(random, span.phone, other, day, minute);
      end_call(random, call, 0.45,
               random.chance(0.6) ? Spread{14, 0.5, 4, 40} : Spread{240, 0.5, 30, 1500});
      due.push_back({call, false});
    }
  }

  void serve_customers(core::CounterRandom& random, const HonestCentre& centre,
                       const NumberSpan& span, const Shift& shift, int day,
                       std::vector<Due>& due) const {
    const bool bank = centre.kind == "bank";
    const std::int64_t rings = bank ? random.between(8, 20) : random.between(3, 9);
    const std::int64_t rung = bank ? random.between(2, 6) : random.between(6, 14);
    for (std::int64_t n = 0; n < rings + rung; ++n) {
      const PhoneId other = pick(random, centre.customers);
      const int minute = static_cast<int>(random.between(shift.from_minute, shift.to_minute - 5));
      const bool out = n < rings;
      Call call =
          make_call(random, out ? span.phone : other, out ? other : span.phone, day, minute);
      end_call(random, call, out ? 0.6 : 0.85,
               bank ? Spread{200, 0.8, 10, 2400} : Spread{420, 0.8, 15, 4800});
      due.push_back({call, false});
    }
  }

  const Story& story_;
  std::vector<std::vector<VictimCallPlace>> victim_calls_;  ///< [staff]
  std::vector<Lists> lists_;                                ///< [sites]
  std::vector<PhoneId> locals_;
};

/// Runs body(unit, out) for all units, and appends what they make in the order of the units.
core::Status append_calls(const core::RunContext& context, Story& story, std::size_t units,
                          const std::function<void(std::size_t, std::vector<Call>&)>& body) {
  constexpr std::size_t block = 64;
  std::vector<std::vector<Call>> parts((units + block - 1) / block);
  CB_TRY_STATUS(core::parallel_blocks(context, units, block, [&](const core::Block& b) {
    for (std::size_t unit = b.begin; unit < b.end; ++unit) body(unit, parts[b.number]);
    return core::check_cancelled(context);
  }));
  for (const auto& part : parts) {
    story.calls.insert(story.calls.end(), part.begin(), part.end());
  }
  return {};
}

}  // namespace

core::Status make_calls(const core::RunContext& context, Story& story) {
  const Caller caller(story);
  CB_TRY_STATUS(append_calls(context, story, story.staff.size(),
                             [&](std::size_t unit, std::vector<Call>& out) {
                               caller.work(static_cast<std::uint32_t>(unit), out);
                             }));
  for (std::size_t centre = 0; centre < story.centres.size(); ++centre) {
    CB_TRY_STATUS(append_calls(
        context, story, story.centres[centre].lines.size(),
        [&](std::size_t line, std::vector<Call>& out) { caller.serve(centre, line, out); }));
  }
  CB_TRY_STATUS(
      append_calls(context, story, caller.locals(),
                   [&](std::size_t person, std::vector<Call>& out) { caller.chat(person, out); }));
  make_command_calls(story);
  return locate_calls(context, story);
}

}  // namespace cuibono::simulation
