#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/core.h"
#include "money/decay.h"
#include "money/trails.h"

namespace cuibono::money {

/// How long followed money stayed on accounts before it went on.
struct Stay {
  core::Int128 left_minor = 0;    ///< went on
  core::Int128 stays_minor = 0;   ///< had not by the last payment of the ledger
  core::Int128 unit_seconds = 0;  ///< ledger units times seconds on the accounts, both together
  std::uint64_t accounts = 0;     ///< from which some went on
  std::optional<std::int64_t> half_life_s;  ///< absent where none went on, or no time is known
  /// Twice the standard error either way, accounts taken for the units; absent under half_life_accounts.
  std::optional<std::int64_t> low_s, high_s;
};
/// Fewer accounts give no interval.
inline constexpr std::uint64_t half_life_accounts = 9;

/// The half-life of money on accounts whose payments the records show.
///
/// Use     to say how fast what rests may be gone. Of accounts like these in this case, never of one account.
/// In      trails of one ledger and its payments in order; services and victims' own accounts do not count, nor does
///         one that no record shows paying.
/// Out     Stay. First in, first out among the followed money. What had not left counts with the time that it was
///         seen to stay (censored), so money that came late does not look quick.
/// Laws    1 left + stays = all that came to these accounts, less what left by a start of its own.
///         2 all times k times as long: half-life k times as long. 3 amounts k times as large: the same half-life.
/// Cost    O(flows).
/// Source  A constant rate of leaving: rate = amount that left / amount times time at risk; half-life = ln 2 / rate.
[[nodiscard]] Stay find_stay(const TrailQuery& query, const Trails& trails);

/// One thing that could be frozen.
struct FreezeChoice {
  core::Int128 value = 0;
  std::uint32_t cost = 0;
};
/// Which to choose so that costs stay within a budget and value is largest.
///
/// Out     positions, sorted; of equal values the set whose last position is smallest.
/// Laws    1 costs sum to at most the budget.  2 no other such set is worth more.
/// Cost    O(choices · budget) time and memory.
/// Errors  bad_input: a value < 0, more than 10^8 choices times budget.
/// Check   choose_freezes_reference (all subsets); ORACLES D02.
[[nodiscard]] core::Result<std::vector<std::uint32_t>> choose_freezes(
    std::span<const FreezeChoice> choices, std::uint32_t budget);
[[nodiscard]] core::Int128 choose_freezes_reference(std::span<const FreezeChoice> choices,
                                                    std::uint32_t budget);

}  // namespace cuibono::money
