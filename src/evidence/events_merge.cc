// Records that several files hold of one event, put together nearest first.
#include "evidence/events_merge.h"

#include <algorithm>
#include <tuple>

namespace cuibono::evidence {
namespace {

using Event = std::vector<Reading>;  ///< its records in the order in which they joined

auto file_of(const Reading& r) { return std::make_tuple(r.item_rank, r.side); }
/// Readings that no rule tells apart, but for their rows.
auto likeness(const Reading& r) {
  return std::make_tuple(r.time_us, r.precision, r.extent, r.hash, r.reference, r.item_rank,
                         r.side);
}

std::int64_t distance(std::int64_t a, std::int64_t b) { return a > b ? a - b : b - a; }

/// In days where one of them states no more.
std::int64_t time_apart(const Reading& a, const Reading& b) {
  if (std::max(a.precision, b.precision) >= core::Precision::day)
    return distance(core::day_of(a.time_us), core::day_of(b.time_us)) * core::us_per_day;
  return distance(a.time_us, b.time_us);
}

std::int64_t extent_apart(const Reading& a, const Reading& b) {
  if (a.extent == no_duration || b.extent == no_duration) return 0;
  return distance(a.extent, b.extent);
}

/// How well a record fits an event; less is better.
struct Fit {
  /// 0 the same transaction hash or reference; 1 a reference that is cut off; 2 neither, or none stated.
  int reference = 2;
  std::int64_t time_us = 0, extent = 0;
  auto operator<=>(const Fit&) const = default;
};

Fit fit_of(const Event& event, const Reading& record) {
  Fit fit;
  fit.time_us = INT64_MAX;
  for (const Reading& leg : event) {
    const bool agrees = (leg.hash != TextId{} && leg.hash == record.hash) ||
                        (leg.reference != TextId{} && leg.reference == record.reference);
    if (agrees)
      fit.reference = 0;
    else if (fit.reference > 1 && is_cut_reference(leg.reference_words, record.reference_words))
      fit.reference = 1;
    fit.time_us = std::min(fit.time_us, time_apart(leg, record));
    fit.extent = std::max(fit.extent, extent_apart(leg, record));
  }
  return fit;
}

bool alike(const Event& a, const Event& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Reading& x, const Reading& y) { return likeness(x) == likeness(y); });
}

bool earlier(const Event& a, const Event& b) {
  const auto less = [](const Reading& x, const Reading& y) { return likeness(x) < likeness(y); };
  if (alike(a, b)) {
    return std::lexicographical_compare(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const Reading& x, const Reading& y) { return x.ordinal < y.ordinal; });
  }
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), less);
}

/// Events [begin, end) that only their rows tell apart; `next` is the first that is still free.
struct Run {
  std::size_t next = 0, end = 0;
};

std::vector<Run> runs_of(const std::vector<Event>& events) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (i == 0 || !alike(events[i - 1], events[i])) runs.push_back({i, i});
    runs.back().end = i + 1;
  }
  return runs;
}

struct Candidate {
  Fit fit;
  std::size_t event_run = 0, record_run = 0;
  auto operator<=>(const Candidate&) const = default;
};

bool may_join(const Event& event, const Reading& record, Tolerance tolerance) {
  return std::all_of(event.begin(), event.end(),
                     [&](const Reading& leg) { return may_be_one(leg, record, tolerance); });
}

/// One file's records, each as an event of its own, go to the events that there are.
void merge_file(std::vector<Event>& events, std::vector<Event> records, Tolerance tolerance) {
  std::sort(events.begin(), events.end(), earlier);
  std::sort(records.begin(), records.end(), earlier);
  std::vector<Run> event_runs = runs_of(events), record_runs = runs_of(records);
  std::vector<Candidate> candidates;
  std::size_t first = 0;  // events before are too early for this record and all later ones
  for (std::size_t r = 0; r < record_runs.size(); ++r) {
    const Reading& record = records[record_runs[r].next].front();
    while (first < event_runs.size() &&
           events[event_runs[first].next].front().time_us < record.time_us - merge_reach_us)
      ++first;
    for (std::size_t e = first; e < event_runs.size(); ++e) {
      const Event& event = events[event_runs[e].next];
      if (event.front().time_us > record.time_us + merge_reach_us) break;
      if (may_join(event, record, tolerance)) candidates.push_back({fit_of(event, record), e, r});
    }
  }
  std::sort(candidates.begin(), candidates.end());
  for (const Candidate& c : candidates) {
    Run& from = record_runs[c.record_run];
    Run& to = event_runs[c.event_run];
    for (; from.next < from.end && to.next < to.end; ++from.next, ++to.next)
      events[to.next].push_back(records[from.next].front());
  }
  for (const Run& left : record_runs) {
    for (std::size_t i = left.next; i < left.end; ++i) events.push_back(std::move(records[i]));
  }
}

}  // namespace

bool is_cut_reference(std::string_view a, std::string_view b) noexcept {
  constexpr std::size_t letters_least = 8;
  const auto skip = [](std::string_view& text) {
    const auto is_mark = [](char c) {
      const bool digit = c >= '0' && c <= '9', upper = c >= 'A' && c <= 'Z';
      return !digit && !upper && (c < 'a' || c > 'z') && static_cast<unsigned char>(c) < 0x80;
    };
    while (!text.empty() && is_mark(text.front())) text.remove_prefix(1);
  };
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (std::size_t equal = 0;; ++equal) {
    skip(a);
    skip(b);
    if (a.empty() || b.empty()) return equal >= letters_least;
    if (lower(a.front()) != lower(b.front())) return false;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
}

bool may_be_one(const Reading& a, const Reading& b, Tolerance tolerance) {
  if (a.item_rank == b.item_rank &&
      (a.side == b.side || a.side == Side::unknown || b.side == Side::unknown))
    return false;
  if (a.hash != TextId{} && b.hash != TextId{} && a.hash != b.hash) return false;
  return extent_apart(a, b) <= tolerance.extent &&
         same_time(a.time_us, a.precision, b.time_us, b.precision, tolerance.fine_us);
}

std::vector<std::vector<std::uint32_t>> merge_readings(std::vector<Reading> readings,
                                                       Tolerance tolerance) {
  std::sort(readings.begin(), readings.end(),
            [](const Reading& a, const Reading& b) { return file_of(a) < file_of(b); });
  std::vector<std::pair<core::Precision, std::span<const Reading>>> files;
  for (std::size_t begin = 0; begin < readings.size();) {
    std::size_t end = begin;
    core::Precision coarsest = core::Precision::second;
    for (; end < readings.size() && file_of(readings[end]) == file_of(readings[begin]); ++end)
      coarsest = std::max(coarsest, readings[end].precision);
    files.emplace_back(coarsest, std::span(readings).subspan(begin, end - begin));
    begin = end;
  }
  std::stable_sort(files.begin(), files.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Event> events;
  for (const auto& [precision, records] : files) {
    std::vector<Event> single;
    single.reserve(records.size());
    for (const Reading& record : records) single.push_back({record});
    merge_file(events, std::move(single), tolerance);
  }
  std::vector<std::vector<std::uint32_t>> out(events.size());
  for (std::size_t e = 0; e < events.size(); ++e) {
    for (const Reading& record : events[e]) out[e].push_back(record.record);
  }
  return out;
}

bool same_time(std::int64_t a_us, core::Precision a, std::int64_t b_us, core::Precision b,
               std::int64_t fine) noexcept {
  if (a == core::Precision::step || b == core::Precision::step) return a == b && a_us == b_us;
  const core::Precision coarse = std::max(a, b);
  if (coarse > core::Precision::day) return false;  // a month says too little
  if (coarse == core::Precision::day) {
    const std::int64_t days = core::day_of(a_us) - core::day_of(b_us);
    return days >= -1 && days <= 1;
  }
  const std::int64_t apart = a_us > b_us ? a_us - b_us : b_us - a_us;
  if (coarse == core::Precision::hour) return apart <= core::us_per_hour;
  if (coarse == core::Precision::minute) return apart <= std::max(fine, core::us_per_minute);
  return apart <= fine;
}

}  // namespace cuibono::evidence
