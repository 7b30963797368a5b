#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "evidence/event.h"
#include "evidence/events_parts.h"

namespace cuibono::evidence {

/// What one record says that is compared with another record of, perhaps, the same event.
struct Reading {
  std::int64_t time_us = 0;
  std::uint64_t ordinal = 0;    ///< row in its file
  std::uint32_t record = 0;     ///< the caller's number of it
  std::uint32_t item_rank = 0;  ///< its file
  std::int32_t extent =
      no_duration;             ///< duration in seconds; no_duration: not stated, not compared
  TextId hash{}, reference{};  ///< empty: not stated
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

/// Laws 1 and 2 for two records.
[[nodiscard]] bool may_be_one(const Reading& a, const Reading& b, Tolerance tolerance);

/// Records that may be of one event to events, nearest first.
///
/// In      readings of records whose ends (and amount, asset, kind) are equal.
/// Out     events as lists of `record`; each record in one of them, in no meaning order.
///         Files go one after the other, those with the finest times first, then by rank. The
///         records of a file go one to one to the events that there are: first those that agree in
///         transaction hash or reference, then the nearest in time, then in extent, then in order of rows.
///         Those that join none are events of their own.
/// Laws    1 no event has two records of one file, unless they are its two sides.
///         2 any two records of an event are of the same time (same_time), their extents are within the
///           tolerance, and no two state different transaction hashes.
///         3 the answer does not depend on the order of readings.
/// Cost    O(n log n + n · distinct moments within two days).
[[nodiscard]] std::vector<std::vector<std::uint32_t>> merge_readings(std::vector<Reading> readings,
                                                                     Tolerance tolerance);

}  // namespace cuibono::evidence
