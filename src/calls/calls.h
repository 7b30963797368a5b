#pragma once
// calls: what call records show, number by number.
//
// In    Evidence, Entities.
// Out   CallProfiles: one profile a number; calls and payments of victims on one clock.
//
// profiles.cc      counts per number
// lag.cc           call-to-payment lag against the number's own base rate
// succession*.cc   numbers, cards and handsets that take the place of another
// lockstep.cc      numbers that work through the same list
// days.h           counts for each number and day; entropy.h: how evenly a count is spread
// call_groups.cc   numbers that call the same few others and hardly anybody else
// concurrency.cc   how many lines are busy at once; loads of queues
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calls/concurrency.h"
#include "calls/days.h"
#include "claims/claims.h"
#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"
#include "network/network.h"

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
  /// [24] outgoing calls by hour of the day in UTC; calls known to the day only are not here. Shifts are
  /// compared with each other and never shown as working hours, so any one clock serves. Where clocks
  /// change, a shift moves by an hour in UTC: for all numbers of one place at once, but a number of
  /// summer and one of winter have an hour less in common than their people had.
  std::vector<std::uint64_t> hours_utc;
  std::uint64_t victims_called = 0;  ///< distinct victim entities that it called
  std::uint64_t reports_naming = 0;  ///< reports that name it
  std::vector<evidence::RecordRef> report_records;
  /// Calls to a victim within the lag before one of that victim's payments, and what chance would give
  /// if each call to a victim fell anywhere, evenly, between that victim's first and last call or payment.
  std::uint64_t calls_before_payment = 0;
  double expected_before_payment = 0.0;
};

enum class SuccessionKind : std::uint8_t { number, sim, handset };

/// One number, card or handset in the place of another. Consistent with one user; no proof of it.
struct Succession {
  SuccessionKind kind = SuccessionKind::number;
  evidence::SelectorId from{}, to{};
  /// What stayed: the handset, card or number; no_selector: the contacts.
  evidence::SelectorId by = evidence::no_selector;
  std::int64_t last_us = 0, first_us = 0;  ///< last of the old and first of the new, as used there
  std::uint32_t similarity_permille = 0, runner_up_permille = 0;  ///< of contacts; 0: not compared
  std::uint32_t shared = 0, of = 0;  ///< contacts of the old number that the new one has, of all
  bool same_card = false, same_handset = false;
};

/// Two numbers that work through the same list: their callees coincide more than chance gives.
struct Lockstep {
  std::uint32_t a = 0, b = 0;  ///< positions in profiles, a < b
  std::uint32_t shared = 0;    ///< distinct callees of both
  double expected = 0;         ///< by chance, both drawing from all that such numbers call
};

/// Numbers that call the same few others and hardly anybody else.
struct CallGroup {
  std::vector<std::uint32_t> callers;         ///< positions in profiles, at least five, by number
  std::vector<evidence::SelectorId> callees;  ///< that at least half of them call, at least five
  std::uint64_t calls = 0;                    ///< from callers to callees
  std::uint64_t calls_in_all = 0;             ///< of the callers, to anybody
  std::vector<evidence::RecordRef> records;   ///< first call of each pair
};

struct CallProfiles {
  std::vector<Profile> profiles;  ///< by number; every number that appears in a call or report
  std::vector<std::uint32_t> of_selector;  ///< [selectors] position in profiles, or no_profile
  std::int64_t lag_us = 48 * core::us_per_hour;
  std::vector<Succession> successions;  ///< by kind, from, to; filled by find_successions
  std::vector<Lockstep> lockstep;       ///< by a, b; filled by find_lockstep
  std::vector<CallGroup> groups;        ///< by size, then first number; filled by find_call_groups
  std::vector<claims::Finding> findings;  ///< call_to_payment
  std::vector<core::Problem> problems;
};
inline constexpr std::uint32_t no_profile = 0xFFFFFFFFU;

/// Share in percent that the hours of two numbers have in common; nothing where one has no hours.
[[nodiscard]] std::optional<int> shared_hours_percent(const Profile& a, const Profile& b);

/// Profiles of all numbers.
///
/// Laws    1 sums over profiles equal the calls (each call once out, once in).
///         2 order of records does not matter.
/// Cost    O(calls log calls).
/// Errors  cancelled.
[[nodiscard]] core::Result<CallProfiles> profile_numbers(const core::RunContext& context,
                                                         const evidence::Evidence& evidence,
                                                         const entities::Entities& entities);

/// Fills `successions` (succession.h).
/// Errors  cancelled.
[[nodiscard]] core::Status find_successions(const core::RunContext& context,
                                            const evidence::Evidence& evidence,
                                            const network::Network& network,
                                            CallProfiles& profiles);

/// Fills `lockstep`: pairs of numbers that call many and are called back by few, with at least five
/// callees in common and three times what chance gives.
///
/// Laws    1 order of records does not matter.  2 the same for any number of threads.
/// Cost    O(sum over callees of the square of such callers + the square of such numbers); callees of
///         more than 64 are passed over as hubs, and counted in problems.
/// Errors  cancelled.
[[nodiscard]] core::Status find_lockstep(const core::RunContext& context,
                                         const network::Network& network, CallProfiles& profiles);

/// Fills `groups`: numbers of five to sixty-four callees, a quarter of which at most call back, that share
/// at least five callees and half of the shorter list with another, joined into groups; of a group, callees
/// that at least half call, callers that call five of them and spend half of their calls on them.
///
/// Laws    1 a number is in one group at most.  2 order of records does not matter.  3 the same for any
///         number of threads.
/// Cost    O(sum over callees of the square of such callers); callees of more than 64 are passed over.
/// Errors  cancelled.
[[nodiscard]] core::Status find_call_groups(const core::RunContext& context,
                                            const evidence::Evidence& evidence,
                                            const network::Network& network,
                                            CallProfiles& profiles);

}  // namespace cuibono::calls
