// Call records to calls, and the merging of two operators' records of one call.
#include <algorithm>
#include <tuple>

#include "evidence/events_merge.h"
#include "evidence/events_parts.h"
#include "evidence/value_words.h"

namespace cuibono::evidence {
namespace {

constexpr std::int64_t fine_us = 5 * core::us_per_second;
constexpr std::int32_t duration_apart_s = 2;

struct CallDraft {
  std::int64_t time_us = 0;
  std::int32_t duration_s = no_duration;
  SelectorId caller = no_selector, callee = no_selector, displayed = no_selector,
             diverted = no_selector;
  SelectorId caller_imei = no_selector, caller_imsi = no_selector, callee_imei = no_selector,
             callee_imsi = no_selector;
  CellId caller_cell{}, callee_cell{};
  core::Precision precision = core::Precision::second;
  CallKind kind = CallKind::voice;
  Answered answered = Answered::unknown;
  std::int16_t offset_min = core::no_offset;
  RecordRef record;
};

/// The words of the lists, and short messages and data by a part of a word ("SMS roaming").
std::optional<CallKind> kind_of_word(std::string_view word) {
  if (const auto kind = find_call_kind_word(word)) return kind;
  const std::string lower = core::ascii_lower(word);
  const auto holds = [&](const char* part) { return lower.find(part) != std::string::npos; };
  if (holds("voice") || holds("call")) return CallKind::voice;
  if (holds("sms") || holds("mms")) return CallKind::message;
  if (holds("data") || holds("gprs")) return CallKind::data;
  return std::nullopt;
}

std::optional<Answered> answered_of_word(std::string_view word) {
  if (const auto answered = find_answered_word(word)) return answered;
  const auto truth = find_boolean_word(word);
  if (!truth) return std::nullopt;
  return *truth ? Answered::yes : Answered::no;
}

CellId cell_at(const BatchColumn* column, const std::vector<CellId>& ids, std::uint32_t row) {
  if (column == nullptr || column->codes.empty() || column->codes[row] == no_value) return CellId{};
  return ids[column->codes[row]];
}

void draft_calls(const ItemView& view, const Tables& tables, std::vector<CallDraft>& drafts) {
  NumberColumn time = Tables::numbers(view, Field::time);
  if (!time.exists()) time = Tables::numbers(view, Field::date);
  const NumberColumn duration = Tables::numbers(view, Field::duration_s);
  const SelectorColumn caller = tables.selectors(view, Field::caller),
                       callee = tables.selectors(view, Field::callee);
  const SelectorColumn displayed = tables.selectors(view, Field::displayed_number);
  const SelectorColumn diverted = tables.selectors(view, Field::diverted_from);
  const SelectorColumn caller_imei = tables.selectors(view, Field::caller_imei),
                       caller_imsi = tables.selectors(view, Field::caller_imsi);
  const SelectorColumn callee_imei = tables.selectors(view, Field::callee_imei),
                       callee_imsi = tables.selectors(view, Field::callee_imsi);
  const auto caller_cells = tables.cells(view, Field::caller_cell),
             callee_cells = tables.cells(view, Field::callee_cell);
  const BatchColumn* caller_cell = view.batch->find(Field::caller_cell);
  const BatchColumn* callee_cell = view.batch->find(Field::callee_cell);
  const Senses kinds(view, Field::call_kind, CallKind::voice, kind_of_word);
  const Senses answered(view, Field::answered, Answered::unknown, answered_of_word);
  for (const auto row : view.alive) {
    if (time.at(row) == no_number) continue;
    CallDraft d;
    d.time_us = time.at(row);
    d.precision = time.precision(row);
    d.offset_min = time.offset_min(row);
    const std::int64_t seconds = duration.at(row);
    if (seconds >= 0 && seconds <= INT32_MAX)  // no_number is below
      d.duration_s = static_cast<std::int32_t>(seconds);
    d.caller = caller.at(row);
    d.callee = callee.at(row);
    d.displayed = displayed.at(row);
    d.diverted = diverted.at(row);
    d.caller_imei = caller_imei.at(row);
    d.caller_imsi = caller_imsi.at(row);
    d.callee_imei = callee_imei.at(row);
    d.callee_imsi = callee_imsi.at(row);
    d.caller_cell = cell_at(caller_cell, caller_cells, row);
    d.callee_cell = cell_at(callee_cell, callee_cells, row);
    d.kind = kinds.at(row);
    d.answered = answered.at(row);
    const bool has_lasted = d.duration_s > 0;  // no_duration is below
    if (d.answered == Answered::unknown && has_lasted) d.answered = Answered::yes;
    d.record = view.ref(row);
    drafts.push_back(d);
  }
}

/// Whose record it is: an operator knows cell, handset and SIM of its own customer. More is nearer to
/// the caller's end; two operators at most know a call from its two ends, more records of it come from
/// repeated files.
int nearness_to_caller(const CallDraft& d) {
  const auto known = [](bool cell, SelectorId imei, SelectorId imsi) {
    return (cell ? 1 : 0) + (imei != no_selector ? 1 : 0) + (imsi != no_selector ? 1 : 0);
  };
  return known(d.caller_cell != CellId{}, d.caller_imei, d.caller_imsi) -
         known(d.callee_cell != CellId{}, d.callee_imei, d.callee_imsi);
}

template <class Id>
void fill(Id& field, const Id& other, const Id& absent) {
  if (field == absent) field = other;
}

/// One call of its records: each end as the operator of that end states it, the rest as the caller's.
CallDraft merge_legs(std::vector<const CallDraft*>& legs, std::vector<RecordRef>& records) {
  const auto key = [](const CallDraft* d) {
    return std::make_pair(-nearness_to_caller(*d), d->record);
  };
  std::sort(legs.begin(), legs.end(), [&](auto a, auto b) { return key(a) < key(b); });
  CallDraft event = *legs.front();
  event.callee_imei = event.callee_imsi = event.displayed = no_selector;
  event.callee_cell = CellId{};
  for (const CallDraft* leg : legs) {
    if (leg->precision < event.precision) {
      event.time_us = leg->time_us;
      event.precision = leg->precision;
      event.offset_min = leg->offset_min;
    }
    fill(event.duration_s, leg->duration_s, no_duration);
    fill(event.diverted, leg->diverted, no_selector);
    fill(event.caller_imei, leg->caller_imei, no_selector);
    fill(event.caller_imsi, leg->caller_imsi, no_selector);
    fill(event.caller_cell, leg->caller_cell, CellId{});
    fill(event.answered, leg->answered, Answered::unknown);
    records.push_back(leg->record);
  }
  for (auto leg = legs.rbegin(); leg != legs.rend(); ++leg) {  // what the called end saw
    fill(event.displayed, (*leg)->displayed, no_selector);
    fill(event.callee_imei, (*leg)->callee_imei, no_selector);
    fill(event.callee_imsi, (*leg)->callee_imsi, no_selector);
    fill(event.callee_cell, (*leg)->callee_cell, CellId{});
  }
  return event;
}

Reading reading_of(const CallDraft& d, std::uint32_t number) {
  Reading r;
  r.time_us = d.time_us;
  r.precision = d.precision;
  r.ordinal = d.record.ordinal();
  r.record = number;
  r.item_rank = d.record.item_rank();
  r.extent = d.duration_s;
  return r;
}

/// What calls are grouped and sorted by, beside each other in memory.
struct CallKey {
  std::uint64_t ends = 0;  ///< caller, callee
  std::int64_t time_us = 0;
  CallKind kind = CallKind::voice;
  std::uint32_t item = 0, draft = 0;
  [[nodiscard]] auto group() const { return std::tie(ends, kind); }
  bool operator<(const CallKey& other) const {  // of equal ends
    return std::tie(kind, time_us, draft) < std::tie(other.kind, other.time_us, other.draft);
  }
};

/// Sorted by ends, kind, time, draft.
std::vector<CallKey> keys_of(const std::vector<CallDraft>& drafts) {
  std::vector<std::uint64_t> ends;
  std::vector<std::uint32_t> draft_of;
  ends.reserve(drafts.size());
  draft_of.reserve(drafts.size());
  for (std::uint32_t i = 0; i < drafts.size(); ++i) {
    const CallDraft& d = drafts[i];
    if (d.caller == no_selector || d.callee == no_selector || d.precision >= core::Precision::day)
      continue;
    constexpr unsigned id_bits = 32;
    ends.push_back((static_cast<std::uint64_t>(d.caller.value) << id_bits) | d.callee.value);
    draft_of.push_back(i);
  }
  const std::vector<std::uint32_t> order = core::order_by_keys(ends);
  std::vector<CallKey> keys;
  keys.reserve(order.size());
  for (const auto at : order) {
    const CallDraft& d = drafts[draft_of[at]];
    keys.push_back({ends[at], d.time_us, d.kind, d.record.item_rank(), draft_of[at]});
  }
  for (auto begin = keys.begin(), end = begin; begin != keys.end(); begin = end) {
    end = std::find_if(begin, keys.end(), [&](const CallKey& k) { return k.ends != begin->ends; });
    std::sort(begin, end);
  }
  return keys;
}

/// What calls tell of the clocks: those that lasted equally long in two files, and no other near.
Clocks clocks_of(const std::vector<CallKey>& keys, const std::vector<CallDraft>& drafts,
                 std::uint32_t items) {
  constexpr std::int64_t reach_us = 10 * core::us_per_minute, spread_us = 2 * core::us_per_second;
  constexpr std::int32_t duration_least_s = 10;
  const auto is_near = [&](std::size_t a, std::size_t b) {
    return keys[a].group() == keys[b].group() && keys[b].time_us - keys[a].time_us <= reach_us;
  };
  std::vector<ClockSample> samples;
  for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
    if (keys[i].item == keys[i + 1].item || !is_near(i, i + 1)) continue;
    const CallDraft &a = drafts[keys[i].draft], &b = drafts[keys[i + 1].draft];
    const bool lasts = a.duration_s >= duration_least_s && b.duration_s >= duration_least_s &&
                       std::abs(a.duration_s - b.duration_s) <= duration_apart_s;
    if (!lasts || std::max(a.precision, b.precision) > core::Precision::second) continue;
    if ((i > 0 && is_near(i - 1, i)) || (i + 2 < keys.size() && is_near(i + 1, i + 2))) continue;
    const std::uint32_t item = keys[i].item, other = keys[i + 1].item;
    const std::int64_t apart_us = b.time_us - a.time_us;
    samples.push_back(item < other ? ClockSample{item, other, apart_us}
                                   : ClockSample{other, item, -apart_us});
  }
  return compare_clocks(std::move(samples), spread_us, items);
}

/// The records of the calls that have several.
struct CallLegs {
  std::vector<RecordRef> records;
  std::vector<std::uint32_t> end_of;  ///< [drafts] one past the last of its records; 0: one record
  std::vector<std::uint32_t> count;   ///< [drafts] 0: the draft was merged into another
};

/// Merges records of one call.
CallLegs merge_call_legs(std::vector<CallDraft>& drafts, std::uint32_t items, Clocks& clocks) {
  constexpr std::int64_t reach_us = core::us_per_hour;  // a coarser time is of no call
  constexpr Tolerance tolerance{fine_us, duration_apart_s};
  CallLegs out;
  out.end_of.assign(drafts.size(), 0);
  out.count.assign(drafts.size(), 1);
  std::vector<const CallDraft*> legs;
  const auto merge = [&](std::span<const std::uint32_t> records) {
    legs.clear();
    for (const auto record : records) {
      legs.push_back(&drafts[record]);
      out.count[record] = 0;
    }
    const std::uint32_t kept = *std::min_element(records.begin(), records.end());
    drafts[kept] = merge_legs(legs, out.records);
    out.count[kept] = static_cast<std::uint32_t>(records.size());
    out.end_of[kept] = static_cast<std::uint32_t>(out.records.size());
  };
  const std::vector<CallKey> keys = keys_of(drafts);
  clocks = clocks_of(keys, drafts, items);
  merge_groups(
      std::span(keys), tolerance,
      [](const CallKey& a, const CallKey& b) {
        return a.group() == b.group() && b.time_us - a.time_us <= reach_us;
      },
      [](const CallKey& key) { return key.item; },
      [&](const CallKey& key) {
        Reading reading = reading_of(drafts[key.draft], key.draft);
        reading.time_us -= clocks.ahead_of(reading.item_rank);
        return reading;
      },
      merge);
  return out;
}

/// The calls that are left, by time and then by their first record.
std::vector<std::uint32_t> order_calls(const std::vector<CallDraft>& drafts, const CallLegs& legs) {
  std::vector<std::uint64_t> times;
  std::vector<std::uint32_t> kept, order;
  for (std::uint32_t i = 0; i < drafts.size(); ++i) {
    if (legs.count[i] == 0) continue;
    times.push_back(core::key_of_time(drafts[i].time_us));
    kept.push_back(i);
  }
  order.reserve(kept.size());
  for (const auto at : core::order_by_keys(times)) order.push_back(kept[at]);
  for (auto begin = order.begin(), end = begin; begin != order.end(); begin = end) {
    end = std::find_if(begin, order.end(),
                       [&](auto i) { return drafts[i].time_us != drafts[*begin].time_us; });
    std::sort(begin, end, [&](auto a, auto b) { return drafts[a].record < drafts[b].record; });
  }
  return order;
}

void reserve(Calls& c, std::size_t calls, std::size_t records) {
  const auto each = [&](auto&... columns) { (columns.reserve(calls), ...); };
  each(c.time_us, c.precision, c.offset_min, c.duration_s, c.caller, c.callee, c.displayed,
       c.diverted_from, c.caller_imei, c.caller_imsi, c.callee_imei, c.callee_imsi, c.caller_cell,
       c.callee_cell, c.kind, c.answered);
  c.legs.begin.reserve(calls + 1);
  c.legs.records.reserve(records);
}

}  // namespace

Clocks make_calls(std::span<const ItemView> views, const Tables& tables, Calls& c,
                  std::vector<LegMatch>& matches) {
  std::vector<CallDraft> drafts;
  std::size_t rows = 0;
  for (const ItemView& view : views)
    if (view.batch->kind == ItemKind::calls) rows += view.alive.size();
  drafts.reserve(rows);
  for (const ItemView& view : views) {
    if (view.batch->kind == ItemKind::calls) draft_calls(view, tables, drafts);
  }
  Clocks clocks;
  const CallLegs legs = merge_call_legs(drafts, static_cast<std::uint32_t>(views.size()), clocks);
  const std::vector<std::uint32_t> order = order_calls(drafts, legs);
  reserve(c, order.size(), drafts.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const CallDraft& d = drafts[order[i]];
    c.time_us.push_back(d.time_us);
    c.precision.push_back(d.precision);
    c.offset_min.push_back(d.offset_min);
    c.duration_s.push_back(d.duration_s);
    c.caller.push_back(d.caller);
    c.callee.push_back(d.callee);
    c.displayed.push_back(d.displayed);
    c.diverted_from.push_back(d.diverted);
    c.caller_imei.push_back(d.caller_imei);
    c.caller_imsi.push_back(d.caller_imsi);
    c.callee_imei.push_back(d.callee_imei);
    c.callee_imsi.push_back(d.callee_imsi);
    c.caller_cell.push_back(d.caller_cell);
    c.callee_cell.push_back(d.callee_cell);
    c.kind.push_back(d.kind);
    c.answered.push_back(d.answered);
    const std::uint32_t count = legs.count[order[i]];
    if (count == 1) {
      c.legs.records.push_back(d.record);
    } else {
      const auto last = legs.records.begin() + legs.end_of[order[i]];
      c.legs.records.insert(c.legs.records.end(), last - count, last);
    }
    c.legs.begin.push_back(c.legs.records.size());
    if (count > 1) {
      const auto of = c.legs.of(i);
      matches.push_back(
          {false, i,
           "equal ends, begin within seconds and duration in records of different files" +
               clocks_in_words(clocks, of.front().item_rank(), of.back().item_rank())});
    }
  }
  return clocks;
}

}  // namespace cuibono::evidence
