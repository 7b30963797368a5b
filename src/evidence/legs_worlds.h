#pragma once
// For tests: what happened once, and what two banks or operators wrote of it, each in its own way.
#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "evidence/events_worlds.h"

namespace cuibono::evidence {

/// How a world's files are written.
struct LegsOptions {
  bool is_dated = true;                ///< the second bank states days alone
  bool is_newest_first = false;        ///< and begins with the newest
  std::int64_t clock_ahead_s = 0;      ///< of the second bank or operator
  std::size_t reference_letters = 16;  ///< that the second bank keeps; 0: it writes none
  double lost = 0.02;                  ///< share of rows that a file does not hold
};

/// Files, and the event of each row: rows of one event are its legs.
struct LegsWorld {
  SmallCase files;
  std::map<std::pair<std::string, std::uint64_t>, std::uint32_t> event_of;
};

struct LegsScore {
  std::uint64_t real = 0, found = 0, right = 0;  ///< pairs of rows of one event
  std::uint64_t merged = 0, explained = 0;       ///< events of several legs; with a reason
};

namespace legs_world {

struct Payment {
  std::int64_t time_us = 0;
  std::uint32_t payer = 0, payee = 0;
  std::int64_t amount_minor = 0;
  std::string reference;
};

struct Call {
  std::int64_t time_us = 0;
  std::uint32_t caller = 0, callee = 0;
  std::int64_t duration_s = 0;
};

struct Line {
  std::int64_t time_us = 0;
  std::uint32_t event = 0;
  std::string text;
};

inline std::string account(std::uint32_t number) { return std::to_string(90'000 + number); }
inline std::string second(std::int64_t time_us) {
  std::string text = core::format_rfc3339(time_us);
  text[10] = ' ';
  return text.substr(0, 19);
}
inline std::string day(std::int64_t time_us) { return core::format_rfc3339(time_us).substr(0, 10); }

/// Ordinary payments, and what a matcher may stumble over: two equal payments on one day, standing orders,
/// refunds, an instalment that is sent again on the next day.
inline std::vector<Payment> draw_payments(core::CounterRandom& random) {
  constexpr std::uint32_t accounts = 40;
  constexpr std::int64_t start_us = 1'735'689'600 * core::us_per_second;  // 2025-01-01
  std::vector<Payment> payments;
  std::uint32_t number = 1000;
  const auto at = [&](std::int64_t days) {
    return start_us + days * core::us_per_day + random.between(6, 21) * core::us_per_hour +
           random.between(0, 3599) * core::us_per_second;
  };
  const auto ends = [&](Payment& p) {
    p.payer = static_cast<std::uint32_t>(random.below(accounts));
    p.payee = (p.payer + 1 + static_cast<std::uint32_t>(random.below(accounts - 1))) % accounts;
  };
  const auto words = [&](const char* what) {
    return fmt::format("{} {:06} of {}", what, 7 * number++, "spring");
  };
  for (int i = 0; i < 1200; ++i) {
    Payment p;
    ends(p);
    p.time_us = at(random.between(0, 119));
    p.amount_minor =
        random.chance(0.3) ? random.between(1, 20) * 10'000 : random.between(100, 99'999);
    p.reference = words("Invoice");
    payments.push_back(p);
    Payment again = p;
    if (random.chance(0.06)) {  // the same sum on the same day, for another invoice
      again.time_us = p.time_us + random.between(60, 3 * 3600) * core::us_per_second;
      again.reference = words("Invoice");
      payments.push_back(again);
    } else if (random.chance(0.04)) {  // paid back, on the same day or the next
      again.time_us = p.time_us + random.between(1, 30) * core::us_per_hour;
      std::swap(again.payer, again.payee);
      again.reference = "Refund " + p.reference;
      payments.push_back(again);
    } else if (random.chance(0.03)) {  // the same sum on the next day
      again.time_us = p.time_us + core::us_per_day + random.between(-60, 60) * core::us_per_minute;
      again.reference = words("Invoice");
      payments.push_back(again);
    }
  }
  for (int i = 0; i < 20; ++i) {  // standing orders: one reference for all
    Payment p;
    ends(p);
    p.amount_minor = random.between(10, 90) * 1'000;
    p.reference = words("Standing order");
    const std::int64_t every = random.chance(0.5) ? 7 : 30;
    for (std::int64_t days = random.between(0, every - 1); days < 120; days += every) {
      p.time_us = at(days);
      payments.push_back(p);
    }
  }
  std::stable_sort(payments.begin(), payments.end(),
                   [](const auto& a, const auto& b) { return a.time_us < b.time_us; });
  return payments;
}

inline void add_file(LegsWorld& world, const std::string& name, const std::string& source,
                     const Mapping& mapping, const std::vector<Line>& rows) {
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += rows[i].text + "\n";
    world.event_of[{name, i + 2}] = rows[i].event;
  }
  world.files.add(name, source, mapping, text);
}

}  // namespace legs_world

/// Accounts of even number are with the first bank, the others with the second; each writes the statements
/// of its own accounts. The first bank sends its statement again as entries of days, half of them.
inline LegsWorld payments_world(std::uint64_t seed, const LegsOptions& options) {
  using namespace legs_world;
  core::CounterRandom random(seed, 71);
  const std::vector<Payment> payments = draw_payments(random);
  std::vector<Line> first, second_rows, entries;
  for (std::uint32_t e = 0; e < payments.size(); ++e) {
    const Payment& p = payments[e];
    const std::string sum = fmt::format("{}.{:02}", p.amount_minor / 100, p.amount_minor % 100);
    std::string cut = p.reference.substr(0, options.reference_letters);
    for (char& c : cut) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    const std::int64_t later_us = p.time_us + options.clock_ahead_s * core::us_per_second;
    for (const bool pays : {true, false}) {
      const std::uint32_t own = pays ? p.payer : p.payee, other = pays ? p.payee : p.payer;
      const bool is_first = own % 2 == 0;
      const std::string sides = pays ? sum + ";" : ";" + sum;
      if (is_first && !random.chance(options.lost))
        first.push_back({p.time_us, e,
                         second(p.time_us) + ";" + account(own) + ";" + account(other) + ";" +
                             sides + ";" + p.reference});
      if (!is_first && !random.chance(options.lost))
        second_rows.push_back({later_us, e,
                               (options.is_dated ? day(later_us) : second(later_us)) + ";" +
                                   account(own) + ";" + account(other) + ";" + sides + ";" + cut});
      if (is_first && e % 2 == 0)
        entries.push_back({p.time_us, e,
                           day(p.time_us) + ";" + account(own) + ";" + account(other) + ";" +
                               sides + ";" + p.reference});
    }
  }
  if (options.is_newest_first) std::reverse(second_rows.begin(), second_rows.end());
  const auto mapping = [](Field when) {
    Mapping made =
        make_mapping(ItemKind::transfers, {when, Field::own_account, Field::other_account,
                                           Field::debit, Field::credit, Field::reference});
    if (when == Field::time) made.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm:ss";
    return made;
  };
  LegsWorld world;
  add_file(world, "first.csv", "Bank of Ys", mapping(Field::time), first);
  add_file(world, "second.csv", "Bank of Avalon",
           mapping(options.is_dated ? Field::date : Field::time), second_rows);
  add_file(world, "entries.csv", "Bank of Ys, entries", mapping(Field::date), entries);
  return world;
}

/// Two operators that write every call, with redials, messages and lines that ring each other all day.
inline LegsWorld calls_world(std::uint64_t seed, const LegsOptions& options) {
  using namespace legs_world;
  core::CounterRandom random(seed, 72);
  constexpr std::uint32_t lines = 60;
  constexpr std::int64_t start_us = 1'735'689'600 * core::us_per_second;
  std::vector<Call> calls;
  for (int i = 0; i < 2500; ++i) {
    Call call;
    call.caller = static_cast<std::uint32_t>(random.below(lines));
    call.callee = (call.caller + 1 + static_cast<std::uint32_t>(random.below(4))) % lines;
    call.time_us = start_us + random.between(0, 20 * 86'400) * core::us_per_second;
    call.duration_s = random.chance(0.4) ? 0 : random.between(5, 900);
    calls.push_back(call);
    for (std::int64_t redial = 0; random.chance(0.15) && redial < 3; ++redial) {
      call.time_us += (call.duration_s + random.between(15, 120)) * core::us_per_second;
      call.duration_s = random.chance(0.5) ? 0 : random.between(5, 300);
      calls.push_back(call);
    }
  }
  std::stable_sort(calls.begin(), calls.end(),
                   [](const auto& a, const auto& b) { return a.time_us < b.time_us; });
  std::vector<Line> first, second_rows;
  for (std::uint32_t e = 0; e < calls.size(); ++e) {
    const Call& c = calls[e];
    const std::string ends =
        fmt::format(";+9993712{:07};+9993712{:07};", 1000 + c.caller, 1000 + c.callee);
    const std::int64_t later_us =
        c.time_us + (options.clock_ahead_s + random.between(0, 1)) * core::us_per_second;
    const std::int64_t rounded_s = c.duration_s == 0 ? 0 : c.duration_s + random.between(0, 1);
    if (!random.chance(options.lost))
      first.push_back({c.time_us, e, second(c.time_us) + ends + std::to_string(c.duration_s)});
    if (!random.chance(options.lost))
      second_rows.push_back({later_us, e, second(later_us) + ends + std::to_string(rounded_s)});
  }
  Mapping mapping =
      make_mapping(ItemKind::calls, {Field::time, Field::caller, Field::callee, Field::duration_s});
  mapping.columns[0].form.time_pattern = "YYYY-MM-DD hh:mm:ss";
  LegsWorld world;
  add_file(world, "first.csv", "Operator A", mapping, first);
  add_file(world, "second.csv", "Operator B", mapping, second_rows);
  return world;
}

/// Pairs of rows that events hold, against those that are of one event.
inline LegsScore score_of(const LegsWorld& world, const Evidence& evidence) {
  LegsScore score;
  std::map<std::uint32_t, std::uint64_t> rows_of;
  for (const auto& [row, event] : world.event_of) ++rows_of[event];
  for (const auto& [event, rows] : rows_of) score.real += rows * (rows - 1) / 2;
  const auto event_of = [&](RecordRef ref) {
    return world.event_of.at({evidence.items[ref.item_rank()].name, ref.ordinal()});
  };
  for (const auto* legs : {&evidence.transfers.legs, &evidence.calls.legs}) {
    for (std::size_t e = 0; e < legs->size(); ++e) {
      const auto of = legs->of(e);
      score.merged += of.size() > 1 ? 1U : 0U;
      for (std::size_t i = 0; i < of.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
          ++score.found;
          score.right += event_of(of[i]) == event_of(of[j]) ? 1U : 0U;
        }
      }
    }
  }
  for (const auto& match : evidence.leg_matches) score.explained += match.why.empty() ? 0U : 1U;
  return score;
}

}  // namespace cuibono::evidence
