#pragma once
#include <cstdint>
#include <span>

#include "money/pattern.h"

namespace cuibono::money {

/// From an instant on, payments of so much and more are reported in a jurisdiction. Data of the case or of a
/// rule file, never of the engine: thresholds change.
struct Threshold {
  std::uint32_t jurisdiction = 0;
  std::int64_t since_us = 0;
  std::int64_t amount_minor = 0;  ///< 0: none from then on
};

struct StructuringInput {
  std::span<const Threshold> thresholds;  ///< sorted by (jurisdiction, since_us), each once
  std::span<const std::uint32_t>
      jurisdiction;  ///< [accounts] whose rule receipts of an account fall under
  std::span<const std::uint8_t> is_deposit;  ///< [T] receipts that the rule is about; empty: all
};

struct StructuringOptions {
  std::int64_t window_us = 7 * core::us_per_day;
  std::uint32_t band_permille = 900;  ///< of the threshold: from here to just below it is the band
  std::uint32_t deposits_min = 3;     ///< in the band, in one window
  /// Deposits of the account before the window from which its own rate is taken; fewer: all others'.
  std::uint32_t history_min = 20;
  /// Windows less unusual than this are not listed; 10^9: all are, with their figure beside.
  std::uint32_t tail_billionths_max = 1'000'000'000;
  std::uint32_t price_accounts_min =
      3;  ///< others that received exactly this amount make it a price
  /// Windows with more of their deposits at prices are passed over and counted.
  std::uint32_t price_permille_max = 500;
};

/// Deposits just below a threshold, several in a short time, that together reach it.
///
/// Use     splitting to avoid a report.
/// In      see pattern.h; StructuringInput.
/// Out     a window holds a deposit in the band and all those in the band at most window_us earlier. It
///         fulfils when it has deposits_min of them and they sum to the threshold of the last one's day. Of
///         consecutive windows that fulfil the one with most deposits is listed, of equal ones the first;
///         by account and time. accounts: the account, payers ascending; amount_minor: the sum; size:
///         deposits in the band. Numbers: threshold_minor, deposits (all of the window, in band or
///         not), expected_in_band of expected_deposits (the account's own before the window, or all
///         others' where it has fewer than history_min), tail_billionths (chance of so many in the band
///         or more among `deposits`, at the rate (expected_in_band + 1) / (expected_deposits + 2)),
///         price_permille. passed_over: windows beyond price_permille_max or
///         tail_billionths_max.
/// Innocent  a shop whose goods cost just below the threshold; a rent of such an amount. The price list,
///         till rolls or lease settle it.
/// Laws    R, M (with the thresholds), P of pattern.h.
///         1 every deposit listed is in [band, threshold) of its own day.
///         2 scaling amounts and thresholds by k scales sums by k and leaves the rest, where the band's
///           edge is a whole unit.
/// Cost    O(T log T) for the prices, O(T) else; 16 bytes a deposit in a band.
/// Errors  those of pattern.h; bad_input also for thresholds unsorted or < 0, and for columns of another
///         length.
/// Source  METHODS 2.2.
/// Check   structuring_reference; ORACLES P04.
[[nodiscard]] core::Result<Patterns> find_structuring(const core::RunContext& context,
                                                      const PaymentColumns& payments,
                                                      const StructuringInput& input,
                                                      const StructuringOptions& options);

/// A chance as a fraction.
struct Rate {
  std::uint64_t hits = 0, of = 1;
};
/// The chance of so many successes or more, in billionths.
///
/// In      rate.hits <= rate.of, 0 < rate.of < 2^32; trials < 2^31.
/// Out     off by one billionth at most for up to 10,000 trials: terms are kept in 2^-62 of the likeliest,
///         which is summed with the others and divided out.
/// Laws    1 successes 0 give 10^9; more than trials give 0.  2 it never rises with `successes`.
/// Cost    O(trials), no floating point.
/// Check   exact fractions in tests; ORACLES P04.
[[nodiscard]] std::uint32_t binomial_tail_billionths(std::uint32_t successes, std::uint32_t trials,
                                                     const Rate& rate) noexcept;

struct DormantOptions {
  std::int64_t gap_us = 180 * core::us_per_day;    ///< nothing paid or received for so long
  std::int64_t window_us = 30 * core::us_per_day;  ///< from the first payment after it
  std::uint32_t payments_min = 5;                  ///< in that window, and at least as many as
  std::uint32_t peer_permille = 900;  ///< this share of all accounts have in their busiest window
};

/// Accounts that lay still and then were busy.
///
/// Out     a Pattern a gap. An account must have paid or received before it. accounts: the account;
///         transfers: those of the window after the gap; amount_minor: what it received and paid in it;
///         size: their number. Numbers: gap_us, payments_before, peer_payments (the least number that
///         peer_permille of the accounts with any payment do not exceed in any window_us), received_minor.
/// Innocent  a holder back from abroad, an inheritance, a seasonal trade: travel papers, the certificate of
///         inheritance or earlier seasons settle it.
/// Laws    R, M, P of pattern.h.
/// Cost    O(T + accounts log accounts).
/// Errors  those of pattern.h; bad_input also for peer_permille above 1000.
/// Source  METHODS 2.2.
/// Check   dormant_reference.
[[nodiscard]] core::Result<Patterns> find_dormant_then_busy(const core::RunContext& context,
                                                            const PaymentColumns& payments,
                                                            const DormantOptions& options);

inline constexpr std::uint32_t no_place = 0xFFFFFFFFU;

struct FunnelOptions {
  std::int64_t window_us = 7 * core::us_per_day;  ///< of the deposits
  std::int64_t out_us = 7 * core::us_per_day;     ///< of the payments after the last of them
  std::uint32_t places_min = 3;                   ///< different ones of deposits
  std::uint32_t elsewhere_permille_min = 900;     ///< of what leaves at a known place
  std::uint32_t forwarded_permille_min = 500;     ///< of the deposits, leaving elsewhere
};

/// Money is paid in at many places and leaves at others.
///
/// In      see pattern.h; place [T]: branch, machine or town of each payment, below `places`, or no_place,
///         which takes no part.
/// Out     a pivot is a time of a deposit: deposits at most window_us before it or at it count, payments
///         later by at most out_us; elsewhere is a place with no deposit among those. Of consecutive
///         pivots that fulfil the options the one with most places is listed, of equal ones the first.
///         accounts: the account; transfers: the deposits, and the payments elsewhere; amount_minor: the
///         lesser of both sums; size: places of deposits. Numbers: deposited_minor, elsewhere_minor,
///         elsewhere_permille.
/// Innocent  a firm with branches in several towns and one head office: the register of branches, and who
///         paid in at each, settles it.
/// Laws    R, M, P of pattern.h.  1 renaming places changes nothing.
/// Cost    O(T + accounts), 20 bytes a place a thread.
/// Errors  those of pattern.h; bad_input also for places out of range or a column of another length.
/// Source  METHODS 2.2.
/// Check   funnels_reference.
[[nodiscard]] core::Result<Patterns> find_funnels(const core::RunContext& context,
                                                  const PaymentColumns& payments,
                                                  std::span<const std::uint32_t> place,
                                                  std::uint32_t places,
                                                  const FunnelOptions& options);

/// The twins take what the kernels accept, and check nothing.
[[nodiscard]] Patterns structuring_reference(const PaymentColumns& payments,
                                             const StructuringInput& input,
                                             const StructuringOptions& options);
[[nodiscard]] Patterns dormant_reference(const PaymentColumns& payments,
                                         const DormantOptions& options);
[[nodiscard]] Patterns funnels_reference(const PaymentColumns& payments,
                                         std::span<const std::uint32_t> place,
                                         const FunnelOptions& options);

}  // namespace cuibono::money
