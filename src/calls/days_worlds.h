#pragma once
// For the tests of days: small random worlds, and the slow twin of count_days.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calls/call_worlds.h"
#include "calls/days.h"

namespace cuibono::calls {

/// Calls among seven numbers and some callees of several countries, in six days around a clock change.
inline CaseText random_days_world(unsigned seed) {
  core::CounterRandom random(seed, 61);
  CaseText text;
  const std::array<std::string, 14> digits{
      "37060000001",   "37060000004",    "37060000099",      "4915550000001",      "4915550000011",
      "12125550100",   "18005550100",    "37060000",         "99937060000001",     "99937060000007",
      "9994900000001", "99912125550100", "9999990000000001", "1234567890123456789"};
  for (unsigned i = 0; i < digits.size(); ++i) text.names[100 + i] = "tel:+" + digits[i];
  text.names[120] = "local:op.tel:200";
  constexpr std::array<core::Precision, 6> precisions{
      core::Precision::second, core::Precision::second, core::Precision::minute,
      core::Precision::hour,   core::Precision::day,    core::Precision::month};
  constexpr std::array<std::int32_t, 8> durations{evidence::no_duration, 0, 3, 5, 12, 20, 599, 600};
  constexpr std::array<evidence::Answered, 3> answers{
      evidence::Answered::unknown, evidence::Answered::no, evidence::Answered::yes};
  constexpr std::int64_t friday = 20'175 * day_minutes;  // 28 March 2025
  const auto number = [&] { return static_cast<unsigned>(random.below(8)); };
  for (std::uint64_t n = random.below(150); n > 0; --n) {
    CallText call;
    call.from = number();
    call.to = random.chance(0.6) ? static_cast<unsigned>(100 + random.below(digits.size() + 7))
                                 : number();
    if (call.to > 120) call.to = 120;
    if (random.chance(0.1)) std::swap(call.from, call.to);
    call.minute = friday + (random.chance(0.3) ? 600 + random.between(0, 5)
                                               : random.between(0, 6 * day_minutes));
    constexpr std::array<const char*, 3> cells{"", "op:a", "op:b"};
    call.cell = cells[random.below(cells.size())];
    call.duration_s = durations[random.below(durations.size())];
    call.precision = precisions[random.below(precisions.size())];
    call.imei = static_cast<unsigned>(random.below(4));
    call.imsi = static_cast<unsigned>(random.below(4));
    call.answered = answers[random.below(answers.size())];
    call.callee_imei = static_cast<unsigned>(random.below(4));
    call.callee_imsi = static_cast<unsigned>(random.below(4));
    text.calls.push_back(std::move(call));
  }
  for (const unsigned from : {1U, 2U, 3U}) text.calls.push_back({from, 7, 5});
  return text;
}

inline std::vector<evidence::SelectorId> numbers_of(const HandMade& made,
                                                    const std::vector<unsigned>& numbers) {
  std::vector<evidence::SelectorId> ids;
  for (const unsigned number : numbers)
    ids.push_back(made.evidence.selectors.find(phone(number)).value());
  std::sort(ids.begin(), ids.end());
  return ids;
}

inline std::vector<DayCounts> days_of(const HandMade& made,
                                      const std::vector<evidence::SelectorId>& numbers,
                                      bool simulated = false) {
  auto days = count_days(core::RunContext{}, made.evidence, {numbers, simulated});
  return days.has_value() ? std::move(*days) : std::vector<DayCounts>{};
}

struct FieldValue {
  std::string_view name;
  std::int64_t value = 0;
};
/// All counts of a day, for tests that none stays empty.
inline std::vector<FieldValue> values_of(const DayCounts& d) {
  return {{"age_days", d.age_days},
          {"calls_out", d.calls_out},
          {"calls_in", d.calls_in},
          {"withheld_in", d.withheld_in},
          {"callees", d.callees},
          {"callers", d.callers},
          {"new_callees", d.new_callees},
          {"called_back", d.called_back},
          {"called_back_today", d.called_back_today},
          {"again_today", d.again_today},
          {"again_earlier", d.again_earlier},
          {"shared_callees", d.shared_callees},
          {"shared_in_set", d.shared_in_set},
          {"answered", d.answered},
          {"unanswered", d.unanswered},
          {"with_duration", d.with_duration},
          {"up_to_5s", d.up_to_5s},
          {"up_to_20s", d.up_to_20s},
          {"from_10min", d.from_10min},
          {"talk_s", d.talk_s},
          {"talk_p50_s", d.talk_p50_s},
          {"talk_p90_s", d.talk_p90_s},
          {"talk_max_s", d.talk_max_s},
          {"first_s", d.first_s},
          {"last_s", d.last_s},
          {"pause_median_s", d.pause_median_s},
          {"hour_entropy_permille", d.hour_entropy_permille},
          {"office", d.office},
          {"office_unknown", d.office_unknown},
          {"sequential", d.sequential},
          {"countries", d.countries},
          {"top_country_permille", d.top_country_permille},
          {"prefix_entropy_permille", d.prefix_entropy_permille},
          {"cells", d.cells},
          {"top_cell_permille", d.top_cell_permille},
          {"handsets", d.handsets},
          {"cards", d.cards},
          {"cards_in_handset", d.cards_in_handset}};
}

/// The twin of count_days: for each number and day it looks at every call of the case.
class DaysReference {
 public:
  DaysReference(const evidence::Evidence& evidence,
                const std::vector<evidence::SelectorId>& numbers, bool simulated)
      : evidence_(evidence), numbers_(numbers), simulated_(simulated) {}

  std::vector<DayCounts> count() {
    std::vector<DayCounts> out;
    for (const auto number : numbers_) {
      std::set<std::int64_t> days;
      for (const std::size_t i : dated()) {
        if (c_.caller[i] == number || c_.callee[i] == number) days.insert(day(i));
      }
      for (const std::int64_t when : days) {
        DayCounts d = count_day(number, when);
        d.age_days = static_cast<std::uint32_t>(when - *days.begin());
        out.push_back(d);
      }
    }
    return out;
  }

 private:
  using Id = evidence::SelectorId;
  static constexpr Id none = evidence::no_selector;
  template <class Key>
  using Tally = std::map<Key, std::uint32_t>;

  [[nodiscard]] std::int64_t day(std::size_t i) const { return core::day_of(c_.time_us[i]); }
  [[nodiscard]] std::vector<std::size_t> dated() const {
    std::vector<std::size_t> calls;
    for (std::size_t i = 0; i < c_.size(); ++i)
      if (c_.precision[i] < core::Precision::month) calls.push_back(i);
    return calls;
  }
  static std::uint32_t size(std::size_t n) { return static_cast<std::uint32_t>(n); }

  DayCounts count_day(Id number, std::int64_t when) {
    DayCounts d;
    d.number = number;
    d.day = static_cast<std::int32_t>(when);
    std::vector<std::size_t> outgoing;
    std::set<Id> callers, handsets, cards;
    for (const std::size_t i : dated()) {
      if (day(i) != when) continue;
      if (c_.caller[i] == number) {
        outgoing.push_back(i);
        handsets.insert(c_.caller_imei[i]), cards.insert(c_.caller_imsi[i]);
      }
      if (c_.callee[i] != number) continue;
      ++d.calls_in;
      d.withheld_in += c_.caller[i] == none ? 1U : 0U;
      callers.insert(c_.caller[i]);
      handsets.insert(c_.callee_imei[i]), cards.insert(c_.callee_imsi[i]);
    }
    for (auto* set : {&callers, &handsets, &cards}) set->erase(none);
    d.calls_out = size(outgoing.size());
    d.callers = size(callers.size());
    d.handsets = size(handsets.size());
    d.cards = size(cards.size());
    for (const Id handset : handsets)
      d.cards_in_handset = std::max(d.cards_in_handset, cards_in(handset, when));
    count_callees(d, outgoing);
    count_durations(d, outgoing);
    count_times(d, outgoing);
    count_places(d, outgoing);
    return d;
  }

  std::uint32_t cards_in(Id handset, std::int64_t when) {
    std::set<Id> cards;
    for (const std::size_t i : dated()) {
      if (day(i) != when) continue;
      if (c_.caller_imei[i] == handset) cards.insert(c_.caller_imsi[i]);
      if (c_.callee_imei[i] == handset) cards.insert(c_.callee_imsi[i]);
    }
    cards.erase(none);
    return size(cards.size());
  }

  void count_callees(DayCounts& d, const std::vector<std::size_t>& outgoing) {
    Tally<Id> calls_to;
    for (const std::size_t i : outgoing)
      if (c_.callee[i] != none) ++calls_to[c_.callee[i]];
    d.callees = size(calls_to.size());
    for (const auto& [callee, calls] : calls_to) {
      bool called_earlier = false, back = false, back_today = false;
      std::set<Id> others;
      for (const std::size_t i : dated()) {
        const bool is_today = day(i) == d.day;
        if (c_.caller[i] == d.number && c_.callee[i] == callee && day(i) < d.day)
          called_earlier = true;
        if (c_.caller[i] == callee && c_.callee[i] == d.number && day(i) <= d.day) {
          back = true;
          back_today = back_today || is_today;
        }
        if (c_.callee[i] == callee && is_today) others.insert(c_.caller[i]);
      }
      others.erase(none), others.erase(d.number);
      d.new_callees += called_earlier ? 0U : 1U;
      d.again_earlier += called_earlier ? calls : 0U;
      d.again_today += calls - 1;
      d.called_back += back ? 1U : 0U;
      d.called_back_today += back_today ? 1U : 0U;
      d.shared_callees += others.empty() ? 0U : 1U;
      std::erase_if(others, [&](Id other) {
        return std::find(numbers_.begin(), numbers_.end(), other) == numbers_.end();
      });
      d.shared_in_set += others.empty() ? 0U : 1U;
    }
  }

  /// The least value of the list that so many in a hundred of its values do not exceed.
  static std::int32_t ranked(const std::multiset<std::int64_t>& values, std::size_t percent) {
    for (const std::int64_t value : values) {
      const auto up_to =
          static_cast<std::size_t>(std::distance(values.begin(), values.upper_bound(value)));
      if (up_to * 100 >= values.size() * percent) return static_cast<std::int32_t>(value);
    }
    return -1;
  }

  void count_durations(DayCounts& d, const std::vector<std::size_t>& outgoing) {
    std::multiset<std::int64_t> durations;
    for (const std::size_t i : outgoing) {
      if (c_.answered[i] == evidence::Answered::yes) ++d.answered;
      if (c_.answered[i] == evidence::Answered::no) ++d.unanswered;
      const std::int32_t seconds = c_.duration_s[i];
      if (seconds == evidence::no_duration) continue;
      durations.insert(seconds);
      d.talk_s += seconds;
      if (seconds <= 5) ++d.up_to_5s;
      if (seconds <= 20) ++d.up_to_20s;
      if (seconds >= 600) ++d.from_10min;
    }
    d.with_duration = size(durations.size());
    d.talk_p50_s = ranked(durations, 50);
    d.talk_p90_s = ranked(durations, 90);
    d.talk_max_s = ranked(durations, 100);
  }

  template <class Key>
  static std::int32_t entropy(const Tally<Key>& tally) {
    double all = 0, bits = 0;
    for (const auto& [key, n] : tally) all += n;
    for (const auto& [key, n] : tally) bits += n / all * std::log2(all / n);
    return tally.empty() ? -1 : static_cast<std::int32_t>(std::floor(bits * 1000 + 0.5 + 1e-9));
  }
  template <class Key>
  static std::int32_t top(const Tally<Key>& tally) {
    std::uint32_t all = 0, most = 0;
    for (const auto& [key, n] : tally) all += n, most = std::max(most, n);
    return all == 0 ? -1 : static_cast<std::int32_t>(most * 1000 / all);
  }

  void count_times(DayCounts& d, const std::vector<std::size_t>& outgoing) {
    std::multiset<std::pair<std::int64_t, Id>> begins;
    Tally<std::int64_t> hours;
    for (const std::size_t i : outgoing) {
      if (c_.precision[i] > core::Precision::minute) continue;
      const std::int64_t second =
          c_.time_us[i] / core::us_per_second - d.day * std::int64_t{86'400};
      begins.insert({second, c_.callee[i]});
      ++hours[second / 3600];
    }
    d.hour_entropy_permille = entropy(hours);
    if (begins.empty()) return;
    d.first_s = static_cast<std::int32_t>(begins.begin()->first);
    d.last_s = static_cast<std::int32_t>(begins.rbegin()->first);
    std::multiset<std::int64_t> pauses;
    for (auto it = begins.begin(); std::next(it) != begins.end(); ++it) {
      pauses.insert(std::next(it)->first - it->first);
      const std::string a = digits_of(it->second), b = digits_of(std::next(it)->second);
      if (a.empty() || b.empty() || a.size() != b.size()) continue;
      const std::int64_t apart = std::abs(std::stoll(a) - std::stoll(b));
      if (apart >= 1 && apart <= 10) ++d.sequential;
    }
    d.pause_median_s = ranked(pauses, 50);
  }

  /// The digits after "+"; empty where it is no phone, or too long for one.
  std::string digits_of(Id id) {
    const std::string text = id == none ? "" : evidence_.selectors.text(id);
    return text.starts_with("tel:+") && text.size() < 24 ? text.substr(5) : "";
  }

  void count_places(DayCounts& d, const std::vector<std::size_t>& outgoing) {
    Tally<std::string> countries, prefixes;
    Tally<evidence::CellId> cells;
    for (const std::size_t i : outgoing) {
      if (c_.caller_cell[i] != evidence::CellId{}) ++cells[c_.caller_cell[i]];
      std::string digits = digits_of(c_.callee[i]);
      const std::string country =
          digits.empty() ? ""
                         : evidence::find_phone_country("tel:+" + digits, simulated_).value_or("");
      if (simulated_ && digits.starts_with("999")) digits = digits.substr(3);
      if (!digits.empty()) ++prefixes[digits.substr(0, 7)];
      if (!country.empty()) ++countries[country];
      const auto zone = core::find_zone(evidence::main_zone_of_country(country));
      if (!zone || c_.precision[i] > core::Precision::minute) {
        ++d.office_unknown;
        continue;
      }
      const core::CivilTime local = core::to_local(c_.time_us[i], *zone);
      const bool is_weekday = core::weekday_of(core::to_utc_us(local)) <= 4;
      if (is_weekday && local.hour >= 9 && local.hour < 18) ++d.office;
    }
    d.countries = size(countries.size());
    d.top_country_permille = top(countries);
    d.prefix_entropy_permille = entropy(prefixes);
    d.cells = size(cells.size());
    d.top_cell_permille = top(cells);
  }

  const evidence::Evidence& evidence_;
  const evidence::Calls& c_ = evidence_.calls;
  const std::vector<evidence::SelectorId>& numbers_;
  bool simulated_;
};

inline std::vector<DayCounts> count_days_reference(const evidence::Evidence& evidence,
                                                   const std::vector<evidence::SelectorId>& numbers,
                                                   bool simulated) {
  return DaysReference(evidence, numbers, simulated).count();
}

}  // namespace cuibono::calls
