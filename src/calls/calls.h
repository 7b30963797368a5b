#pragma once
// calls: what call records show, number by number.
//
// In    Evidence, Entities.
// Out   CallProfiles: one profile a number; calls and payments of victims on one clock.
//
// profiles.cc   counts per number
// lag.cc        call-to-payment lag against the number's own base rate
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "claims/claims.h"
#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"

namespace cuibono::calls {

/// A cell or handset of a number, and how often it was seen there.
struct SeenCell {
  evidence::CellId cell{};
  std::uint64_t calls = 0;
};
struct SeenHandset {
  evidence::SelectorId imei{};
  std::uint64_t calls = 0;
};

/// What the records say of one number.
struct Profile {
  evidence::SelectorId number{};
  std::uint64_t calls_out = 0, calls_in = 0;
  std::uint64_t callees = 0, callers = 0;  ///< distinct; withheld numbers are not among them
  std::uint64_t callees_who_called_back = 0;
  std::int64_t talk_s = 0;  ///< outgoing, where durations are stated
  std::int64_t first_us = 0, last_us = 0;
  std::uint32_t days = 0;             ///< with an outgoing call
  std::vector<SeenCell> cells;        ///< most seen first, at most 8
  std::vector<SeenHandset> handsets;  ///< most seen first, at most 8
  std::vector<std::uint64_t>
      hours_local;  ///< [24] outgoing calls by hour of the case's zone (UTC if none)
  std::uint64_t victims_called = 0;  ///< distinct victim entities that it called
  std::uint64_t reports_naming = 0;  ///< reports that name it
  std::vector<evidence::RecordRef> report_records;
  /// Calls to a victim within the lag before one of that victim's payments, and what chance would give
  /// from the number's own calls to victims spread over the victim's call days.
  std::uint64_t calls_before_payment = 0;
  double expected_before_payment = 0.0;
};

struct CallProfiles {
  std::vector<Profile> profiles;  ///< by number; every number that appears in a call or report
  std::vector<std::uint32_t> of_selector;  ///< [selectors] position in profiles, or no_profile
  std::int64_t lag_us = 48 * core::us_per_hour;
  std::vector<claims::Finding> findings;  ///< call_to_payment
  std::vector<core::Problem> problems;
};
inline constexpr std::uint32_t no_profile = 0xFFFFFFFFU;

/// Profiles of all numbers.
///
/// Laws    1 sums over profiles equal the calls (each call once out, once in).
///         2 order of records does not matter.
/// Cost    O(calls log calls).
/// Errors  cancelled.
[[nodiscard]] core::Result<CallProfiles> profile_numbers(const core::RunContext& context,
                                                         const evidence::Evidence& evidence,
                                                         const entities::Entities& entities);

}  // namespace cuibono::calls
