#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/core.h"
#include "money/trace.h"

namespace cuibono::money {

/// What of a place is asked: what rests there at the end, or all that was ever paid to it.
enum class BoundedMoney : std::uint8_t { rests, received };

/// The accounts [account, account + accounts) together: one, or the ways out of the records.
/// `received` takes the place as a stop: what it pays on is of unknown origin, as after stop_at.
struct BoundedPlace {
  std::uint32_t account = 0, accounts = 1;
  BoundedMoney money = BoundedMoney::rests;
};

/// Why a place has no bounds.
enum class BoundsCut : std::uint8_t {
  none,
  beyond_conversion,  ///< money that came through a conversion of currency may have reached it
  places,             ///< it stands after the first places_max
  work,               ///< its flow needed more work than work_max
};

struct Bounds {
  core::Int128 total_minor = 0;                      ///< everything there, of any origin
  std::optional<core::Int128> min_minor, max_minor;  ///< absent where cut
  BoundsCut cut = BoundsCut::none;
  bool operator==(const Bounds&) const = default;
};

struct BoundsQuery {
  std::span<const LedgerTransfer> transfers;
  std::span<const Seed> seeds;
  std::uint32_t accounts = 0, tags = 0;
  /// Whose money is asked for, by tag [tags + 1]; empty: everybody's. The others' is clean.
  std::span<const std::uint8_t> is_claimed;
  /// Transfers, sorted, that brought what was converted from another asset and may be the victims'.
  std::span<const std::uint32_t> converted;
  std::size_t places_max = 200;  ///< places looked at, the first ones; see Cost for each
  /// Arcs that one flow may look at, 5 ns each; 0: no limit.
  std::uint64_t work_max = 200'000'000;
};

/// The least and the most of places that can be the victims' money, whatever the rule.
///
/// Use     for the number that no choice of rule changes: every attribution that conserves value and respects
///         the order of payments lies between, and both ends are reached by some.
/// In      transfers and seeds as trace_fifo; places, those that matter most first.
/// Out     a row for each place. Money that no record explains is clean, as is that of others than are asked for.
///         Bounds of several victims, or of several places, are never to be added: ask for them together.
/// Laws    1 0 <= min <= max <= total.
///         2 min <= any rule of trace.h <= max, for the same victims.
///         3 equal to the optimum of a linear program over what each payment may carry.
///         4 one account and one claimant: max is the lowest balance since her money came (Roscoe v Winder).
///         5 relabelling accounts or tags permutes the answer, nothing else.
///         6 scaling all amounts by k scales the answer by k.
///         7 payments after the last that names an account change nothing of what rests there.
///         8 of more victims neither bound is smaller; max is at most the sum of the parts, min at least.
///         9 the same for any number of threads.
/// Cost    one pass for all places, 20 to 60 ns a transfer; then for each the part of the ledger that is
///         reached from the victims and reaches the place, about 0.1 us a way in it, and two flows over it. A
///         flow is 0.03 us a way and more; where money must be led round again and again it is seconds, and
///         work_max ends it. Memory: 40 bytes a way that is reached, and as much for each place at a time.
/// Errors  those of trace_fifo; bad_input: is_claimed of another length, converted not sorted, a place out of
///         range.  integrity: value was lost or made, a law of find_max_flow broken.  cancelled.
/// Source  time-expanded flow (Ford and Fulkerson 1958); METHODS 1.6. The least is what remains when clean
///         money fills as much of the place as it can. We join all payments to an account up to its next own
///         payment in one node; a payment beyond the known balance opens a new one, for what it is topped up with
///         was not there before.
/// Check   bounds_reference: a node for each account and event, no part left out; a linear program (linear_program.h)
[[nodiscard]] core::Result<std::vector<Bounds>> find_bounds(const core::RunContext& context,
                                                            const BoundsQuery& query,
                                                            std::span<const BoundedPlace> places);

/// The twin takes what the kernel accepts, and checks nothing; it cuts only what lies beyond a conversion.
[[nodiscard]] Bounds bounds_reference(const BoundsQuery& query, const BoundedPlace& place);

}  // namespace cuibono::money
