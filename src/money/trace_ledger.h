#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "money/trace.h"

namespace cuibono::money {

/// The rules in the order in which results list them.
enum class TraceRule : std::uint8_t {
  fifo,
  prorata,
  lifo,
  own_first,
  own_first_prorata,
  trust_first
};
inline constexpr std::size_t trace_rules = 6;
[[nodiscard]] std::string_view trace_rule_name(TraceRule rule) noexcept;

/// What a payment of the ledger is, where it is more than a payment.
enum class MovementKind : std::uint8_t {
  reversal,   ///< takes back what an earlier payment brought
  interest,   ///< earned by what rests on the payee's account
  conversion  ///< arrives in another asset: what an earlier payment carried, at another amount
};

struct Movement {
  std::uint32_t transfer = 0;  ///< position in the ledger
  MovementKind kind = MovementKind::reversal;
  std::uint32_t original = 0;  ///< reversal, conversion: the earlier payment
  auto operator<=>(const Movement&) const = default;
};

/// Money of one tag in one group of accounts.
struct GroupAmount {
  std::uint32_t group = 0, tag = 0;
  std::int64_t amount_minor = 0;
  auto operator<=>(const GroupAmount&) const = default;
};

struct LedgerTraceOptions {
  TraceOptions trace;
  TraceRule rule = TraceRule::fifo;
  /// Interest on money of tag t has the tag tags + t; false: it is money of unknown origin.
  bool tag_interest = false;
  /// The group of each account [accounts], an asset as a rule; empty: all are of group 0.
  std::span<const std::uint32_t> group_of;
  std::uint32_t groups = 1;
};

struct LedgerTraced {
  Traced traced;  ///< holdings with tags up to 2 * tags where interest is tagged
  std::vector<GroupAmount> displaced, converted, interest;  ///< sorted, amounts > 0
};

/// Follow tagged money through a ledger that knows reversals, interest and conversions, under any rule.
///
/// Use     where a ledger holds such movements; without them it gives what trace_fifo, trace_prorata,
///         trace_lifo and trace_classes (unknown money held for own) give, two to four times as slowly.
/// In      transfers and seeds as trace_fifo; movements sorted by transfer, one each.
///         reversal: first what is left on the payer's account of the money that `original` brought there,
///         the newest part first (pro rata: every tag of it alike), in whole units; then the running rule.
///         interest: the payee's, split by what each tag has on the account, by largest remainder; the payer
///         is not asked. An account without money earns money of unknown origin.
///         conversion: the transfer just before it, of another asset, is its original; what that one carried
///         arrives, in its order, each part times received / paid, rounded at the ends of parts.
///         A movement that is a seed is the seed's, whatever else it is.
/// Out     LedgerTraced. `converted`: what conversions brought into a group. Shares are not handed out.
///         Flows name tags up to `tags`, interest not among them.
/// Laws    1 conservation: per tag and group, sum of holdings + displaced = seeds + converted + interest.
///         2 bounds: as trace_fifo and trace_prorata.
///         3 relabelling accounts or tags permutes the answer, nothing else.
///         4 without movements the kernels of the rules give the same.
///         5 a reversal of the last payment to an account, of all of it, leaves the account as it was,
///           unless the payer was topped up.
/// Cost    about 0.1 to 0.2 us a transfer; memory 48 bytes an account and rule class, 16 a lot.
/// Errors  as trace_fifo; bad_input also for movements unsorted, an original that is not earlier, a
///         conversion that does not follow its original, hops with tagged interest.  resources: as
///         trace_prorata.
/// Source  METHODS 1.3 and 1.8. What a reversal takes is ours where the payer has spent the money: the rule
///         runs, as it does for every payment.
/// Check   trace_ledger_reference
[[nodiscard]] core::Result<LedgerTraced> trace_ledger(const core::RunContext& context,
                                                      std::span<const LedgerTransfer> transfers,
                                                      std::span<const Seed> seeds,
                                                      std::span<const Movement> movements,
                                                      const LedgerTraceOptions& options);

/// The twin takes what the kernel accepts, and checks nothing. It looks through rows of piles and through
/// tables each time.
[[nodiscard]] LedgerTraced trace_ledger_reference(std::span<const LedgerTransfer> transfers,
                                                  std::span<const Seed> seeds,
                                                  std::span<const Movement> movements,
                                                  const LedgerTraceOptions& options);

}  // namespace cuibono::money
