#pragma once
#include <cstdint>

#include "money/pattern.h"

namespace cuibono::money {

struct ScatterGatherOptions {
  std::int64_t leg_us = 3 * core::us_per_day;   ///< how long an intermediary may hold the money
  std::int64_t span_us = 7 * core::us_per_day;  ///< how long the source may take to pay them all
  std::uint32_t mids_min = 3;                   ///< different intermediaries
  /// What an intermediary pays on differs from what it received by at most so much of it.
  std::uint32_t tolerance_permille = 100;
  /// A receipt after which its account makes more payments within leg_us is not looked through, but
  /// counted: it is a hub's. Each more costs up to 5 ns a receipt.
  std::uint32_t payments_max = 200;
  /// Ways from a source over an intermediary to a sink kept at most, 16 bytes each.
  std::uint64_t ways_max = 50'000'000;
};

/// One account pays several, which all pay another.
///
/// Use     money that is split to look small and comes together again.
/// In      see pattern.h.
/// Out     a way is a payment from source to intermediary and the intermediary's first later payment, at
///         most leg_us later and within tolerance, to a sink that is not the source. For each source and
///         sink: windows that hold a way and all those whose first payment is at most span_us earlier
///         than its own; of consecutive windows with mids_min different intermediaries the one with most
///         is listed, of equal ones the first. Sorted by source, sink and time. accounts: source, sink,
///         intermediaries ascending; amount_minor: what the source paid in it; size: intermediaries.
///         Numbers: ways, gathered_minor (what the sink received in it). passed_over: receipts of hubs.
/// Innocent  a family that helps one member from several accounts; branches of a firm. The contract
///         between both ends or the ownership of the accounts between them settles it.
/// Laws    R, M, P of pattern.h.
///         1 turning time and payments round finds the same sources and sinks exchanged, where no payment
///           has two matches.
///         2 a greater tolerance, leg_us or span_us makes no pair of source and sink lose all its patterns,
///           as long as no intermediary becomes a hub.
/// Cost    time O(receipts x payments in leg_us, at most payments_max each) and a sort of the ways; memory
///         16 bytes a way, 12 a payment.
/// Errors  those of pattern.h.
/// Source  METHODS 2.4, with the shape of Altman et al., 2023.
/// Check   scatter_gather_reference; ORACLES P03.
[[nodiscard]] core::Result<Patterns> find_scatter_gather(const core::RunContext& context,
                                                         const PaymentColumns& payments,
                                                         const ScatterGatherOptions& options);

/// The twin takes what the kernel accepts, checks nothing and knows no ways_max.
[[nodiscard]] Patterns scatter_gather_reference(const PaymentColumns& payments,
                                                const ScatterGatherOptions& options);

}  // namespace cuibono::money
