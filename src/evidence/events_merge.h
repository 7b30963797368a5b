#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "evidence/event.h"
#include "evidence/events_parts.h"

namespace cuibono::evidence {

/// What one record says that is compared with another record of, perhaps, the same event.
struct Reading {
  std::int64_t time_us = 0;
  std::uint64_t ordinal = 0;    ///< row in its file, from the bottom where the newest is first
  std::uint32_t record = 0;     ///< the caller's number of it
  std::uint32_t item_rank = 0;  ///< its file
  std::int32_t extent =
      no_duration;                   ///< duration in seconds; no_duration: not stated, not compared
  TextId hash{}, reference{};        ///< empty: not stated
  std::string_view reference_words;  ///< the text of `reference`; borrows; empty: not compared
  core::Precision precision = core::Precision::second;
  Side side = Side::unknown;
};

/// How far apart two readings of one event may lie.
struct Tolerance {
  std::int64_t fine_us = 0;  ///< of times that are known to the second
  std::int32_t extent = 0;
};

/// No two times farther apart are of one event, whatever their precision (see same_time).
inline constexpr std::int64_t merge_reach_us = 2 * core::us_per_day;

/// Whether one reference is the other, cut off: letters and digits alone, in either case, and eight
/// and more of them, for banks cut at sixteen letters or twenty-seven and write capitals.
[[nodiscard]] bool is_cut_reference(std::string_view a, std::string_view b) noexcept;

/// Laws 1 and 2 for two records.
[[nodiscard]] bool may_be_one(const Reading& a, const Reading& b, Tolerance tolerance);

/// Records that may be of one event to events, nearest first.
///
/// In      readings of records whose ends (and amount, asset, kind) are equal.
/// Out     events as lists of `record`; each record in one of them, in no meaning order.
///         Files go one after the other, those with the finest times first, then by rank. The
///         records of a file go one to one to the events that there are: first those that agree in
///         transaction hash or reference, then those whose references are one but cut off, then the nearest in time, then in extent, then in order of rows.
///         Those that join none are events of their own.
/// Laws    1 no event has two records of one file, unless they are its two sides.
///         2 any two records of an event are of the same time (same_time), their extents are within the
///           tolerance, and no two state different transaction hashes.
///         3 the answer does not depend on the order of readings.
/// Cost    O(n log n + n · distinct moments within two days).
[[nodiscard]] std::vector<std::vector<std::uint32_t>> merge_readings(std::vector<Reading> readings,
                                                                     Tolerance tolerance);

/// Merges the records of groups, each a run of keys: what payments and calls have in common.
///
/// In      keys sorted by group, then time. `same(a, b)`: b may be of the group of a, its neighbour before;
///         `item(key)`: what no two records of one event share; `reading(key)`.
/// Out     `merge(records)` for each event of two records and more.
/// Cost    of merge_readings; a group of one item costs a look at its keys.
template <class Key, class Same, class ItemOf, class ReadingOf, class Merge>
void merge_groups(std::span<const Key> keys, Tolerance tolerance, const Same& same,
                  const ItemOf& item, const ReadingOf& reading, const Merge& merge) {
  std::vector<Reading> readings;
  for (std::size_t begin = 0, end = 0; begin < keys.size(); begin = end) {
    bool is_one_item = true;
    for (end = begin + 1; end < keys.size() && same(keys[end - 1], keys[end]); ++end)
      is_one_item = is_one_item && item(keys[end]) == item(keys[begin]);
    if (is_one_item) continue;
    readings.clear();
    for (std::size_t i = begin; i < end; ++i) readings.push_back(reading(keys[i]));
    if (readings.size() == 2) {  // by far most: no lists of lists
      const std::array<std::uint32_t, 2> both{readings[0].record, readings[1].record};
      if (may_be_one(readings[0], readings[1], tolerance)) merge(std::span(both));
      continue;
    }
    for (const auto& records : merge_readings(readings, tolerance))
      if (records.size() > 1) merge(std::span(records));
  }
}

}  // namespace cuibono::evidence
