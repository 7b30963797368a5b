#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "money/pattern.h"

namespace cuibono::money {

/// How money passed through one account, first in, first out.
struct Passing {
  std::int64_t received_minor = 0, paid_minor = 0;
  std::int64_t moved_minor =
      0;  ///< received and paid on again; what the records do not explain is not
  std::int64_t dwell_us = 0;        ///< how long a unit of it stayed in the mean, rounded down
  std::int64_t quick_minor = 0;     ///< moved within quick_us
  std::int64_t returned_minor = 0;  ///< moved within return_us to the group it came from
  bool operator==(const Passing&) const = default;
};

struct PassingOptions {
  std::int64_t quick_us = core::us_per_day;
  std::int64_t return_us = 7 * core::us_per_day;
  /// Accounts of one holder or household have one number, [accounts]; empty: each stands alone.
  std::span<const std::uint32_t> group = {};
};

/// The table of how money passes through accounts.
///
/// Use     as features of an account; for what to look at, the finders below.
/// In      see pattern.h.
/// Out     Passing [accounts]. A receipt is used up in the order of arrival; a payment beyond all that
///         came before it is paid, for the rest, with money of before the records, which is not moved.
/// Laws    R, M, P of pattern.h.
///         1 moved_minor <= received_minor, paid_minor; quick_minor, returned_minor <= moved_minor.
///         2 scaling all amounts by k scales them by k and leaves dwell_us.
///         3 splitting a payment into two consecutive ones changes nothing.
/// Cost    O(T + accounts): two lists an account are walked once; 24 bytes a payment.
/// Errors  those of pattern.h; bad_input also where an account receives or pays 2^63 and more in all, or
///         group has another length.
/// Source  METHODS 1.7 and 2.2: receipts and payments laid end to end, and where they overlap.
/// Check   passing_reference (a queue); ORACLES P05.
[[nodiscard]] core::Result<std::vector<Passing>> find_passing(const core::RunContext& context,
                                                              const PaymentColumns& payments,
                                                              const PassingOptions& options);

struct PassPatternOptions {
  std::int64_t window_us = 7 * core::us_per_day;  ///< of the receipts
  std::int64_t hold_us = core::us_per_day;        ///< what stayed longer does not count
  std::int64_t dwell_us_max = INT64_MAX;          ///< in the mean, of what counts
  std::uint32_t receipts_min = 2;                 ///< one alone is a purchase that fell through
  std::int64_t received_minor_min = 1;
  std::uint32_t passed_permille_min = 800;  ///< of what was received in the window
};

/// Accounts through which money passes.
///
/// Use     pass_through: nearly all goes on, soon in the mean (set hold_us wide and dwell_us_max);
///         rapid_movement: most goes on within hold_us; u_turn: most goes back within hold_us to the group
///         that paid it; cash_out: most leaves within hold_us by payments marked as exits (cash, an
///         exchange, gift cards).
/// In      see pattern.h; group [accounts] or empty; is_exit [T].
/// Out     a window holds a receipt and all those of its account at most window_us earlier, each with its
///         parts that left within hold_us (see find_passing) and count for the kind. Of consecutive
///         windows that fulfil the options the one in which most counts is listed, of equal ones the
///         first; by account and time. accounts: the account, payers ascending, receivers of what counts
///         ascending; transfers: the receipts, and the payments that carried what counts; amount_minor:
///         what counts; size: receipts. Numbers: received_minor, passed_permille, dwell_us, payments.
/// Innocent  pass_through an agent's client account; rapid_movement the deposit for a house that goes to
///         the notary; u_turn a cancelled order; cash_out a trader who buys stock in cash. See
///         get_pattern_words for the document that settles each.
/// Laws    R, M, P of pattern.h.
///         1 amount_minor <= received_minor.
///         2 where dwell_us_max is open, a u_turn and a cash_out lie in an account that has a
///           rapid_movement by the same options.
/// Cost    O(T + accounts).
/// Errors  those of find_passing; bad_input also where is_exit has another length.
/// Source  METHODS 2.2.
/// Check   pass_patterns_reference.
[[nodiscard]] core::Result<Patterns> find_pass_through(const core::RunContext& context,
                                                       const PaymentColumns& payments,
                                                       const PassPatternOptions& options);
[[nodiscard]] core::Result<Patterns> find_rapid_movement(const core::RunContext& context,
                                                         const PaymentColumns& payments,
                                                         const PassPatternOptions& options);
[[nodiscard]] core::Result<Patterns> find_u_turns(const core::RunContext& context,
                                                  const PaymentColumns& payments,
                                                  std::span<const std::uint32_t> group,
                                                  const PassPatternOptions& options);
[[nodiscard]] core::Result<Patterns> find_cash_outs(const core::RunContext& context,
                                                    const PaymentColumns& payments,
                                                    std::span<const std::uint8_t> is_exit,
                                                    const PassPatternOptions& options);

/// The twins take what the kernels accept, and check nothing.
[[nodiscard]] std::vector<Passing> passing_reference(const PaymentColumns& payments,
                                                     const PassingOptions& options);
/// `kind` is one of the four; group and is_exit are read where the kind asks for them.
[[nodiscard]] Patterns pass_patterns_reference(const PaymentColumns& payments, PatternKind kind,
                                               std::span<const std::uint32_t> group,
                                               std::span<const std::uint8_t> is_exit,
                                               const PassPatternOptions& options);

}  // namespace cuibono::money
