#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"

namespace cuibono::calls {

/// What the records say of one number on one day of UTC. Whole numbers alone; a share is in permille, an
/// entropy in thousandths of a bit. Where there is nothing to tell (no call, no stated duration …), -1.
struct DayCounts {
  evidence::SelectorId number{};
  std::int32_t day = 0;        ///< since 1970
  std::uint32_t age_days = 0;  ///< since its first call in either direction

  std::uint32_t calls_out = 0, calls_in = 0;
  std::uint32_t withheld_in = 0;  ///< incoming, of a caller that the record does not state
  /// Distinct numbers of the day; withheld ones are not among them.
  std::uint32_t callees = 0, callers = 0;
  std::uint32_t new_callees = 0;  ///< never called by it on an earlier day
  /// Callees of the day who called it: on this day or earlier; on this day.
  std::uint32_t called_back = 0, called_back_today = 0;
  /// Outgoing calls to a callee that it has called already: on this day; on an earlier day.
  std::uint32_t again_today = 0, again_earlier = 0;
  /// Callees of the day whom another number called that day too: any number; one of those asked for.
  std::uint32_t shared_callees = 0, shared_in_set = 0;

  // Of outgoing calls.
  std::uint32_t answered = 0, unanswered = 0;  ///< where not stated, in neither
  std::uint32_t with_duration = 0;             ///< for which a duration is stated; of these:
  std::uint32_t up_to_5s = 0, up_to_20s = 0, from_10min = 0;
  std::int64_t talk_s = 0;
  std::int32_t talk_p50_s = -1, talk_p90_s = -1, talk_max_s = -1;  ///< nearest rank

  // Of outgoing calls known to the minute and better.
  std::int32_t first_s = -1, last_s = -1;   ///< beginnings, in seconds of the day
  std::int32_t pause_median_s = -1;         ///< between two beginnings; of an even number the lower
  std::int32_t hour_entropy_permille = -1;  ///< over the 24 hours of UTC
  /// Begun from Monday to Friday, 09:00 to 18:00, by the main zone (country_zones.h) of the country of the
  /// callee's calling code. A country of several zones has one here: of a number in California the hour of New
  /// York is taken. Holidays and weekends of other days are not known.
  std::uint32_t office = 0;
  std::uint32_t office_unknown =
      0;  ///< callee without a known country, or time known to the hour or less
  /// To a number that is 1 to 10 above or below the one called just before on that day, with as many digits.
  std::uint32_t sequential = 0;

  // Of outgoing calls to phone numbers: where they go.
  std::uint32_t countries = 0;             ///< distinct, of the calling code
  std::int32_t top_country_permille = -1;  ///< of calls with a known country
  /// Over the first seven digits, of a simulated case those after "+999"; shorter numbers as they are.
  std::int32_t prefix_entropy_permille = -1;

  // Where and with what. Cells are those of outgoing calls; handsets and cards those of its own end.
  std::uint32_t cells = 0;
  std::int32_t top_cell_permille = -1;  ///< of calls with a stated cell
  std::uint32_t handsets = 0, cards = 0;
  std::uint32_t cards_in_handset =
      0;  ///< the most cards that one of these handsets had that day, with any number

  bool operator==(const DayCounts&) const = default;
};

struct DaysRequest {
  std::span<const evidence::SelectorId> numbers;  ///< sorted, distinct
  bool simulated = false;  ///< of the case: "+999" is followed by a calling code (phone_country.h)
};

/// Counts of some numbers for each day on which they call or are called.
///
/// Use     to compare days and numbers: openers have new callees and short calls, closers long ones, private numbers
///         are called back. No count says what a number is for: a telemarketer's days look like an opener's.
/// In      evidence, calls by time; the request.
/// Out     by number, day. Calls known to the month or less are on no day. A text message or a data session is a
///         call, as everywhere in this stage.
/// Laws    1 sums over days of calls_out and calls_in are the number's dated calls.
///         2 order of records does not matter: calls of one instant are taken by their callee.
///         3 what is asked of one number does not change with the others asked for, but for shared_in_set.
///         4 a part is at most its whole: called_back_today ≤ called_back ≤ callees, shared_in_set ≤
///           shared_callees ≤ callees, up_to_5s ≤ up_to_20s ≤ with_duration ≤ calls_out, office + office_unknown ≤
///           calls_out, callees + again_today ≤ calls_out, p50 ≤ p90 ≤ max.
///         5 the same for any number of threads.
/// Cost    O(calls + k log d), k calls of these numbers, d the most of one day; 40 bytes for each of the k calls,
///         and for each selector and thread.
/// Errors  cancelled.
/// Check   count_days_reference (days_test.cc): by looking at every call for each number and day.
[[nodiscard]] core::Result<std::vector<DayCounts>> count_days(const core::RunContext& context,
                                                              const evidence::Evidence& evidence,
                                                              const DaysRequest& request);

}  // namespace cuibono::calls
