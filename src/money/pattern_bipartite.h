#pragma once
#include <cstdint>

#include "money/pattern.h"

namespace cuibono::money {

struct BipartiteOptions {
  /// Windows start at the first payment of all and then every half window: what takes half a window at
  /// most is whole in one of them.
  std::int64_t window_us = 2 * core::us_per_day;
  std::uint32_t payees_each_min = 2;  ///< each source pays so many of the targets
  std::uint32_t payers_each_min = 2;  ///< each target is paid by so many of the sources
  std::uint32_t sources_min = 3, targets_min = 2;
  /// Of all pairs of source and target, those with a payment; lower joins neighbours that only touch.
  std::uint32_t filled_permille_min = 500;
  /// Larger cores are a clearing or a market: passed over and counted.
  std::uint32_t accounts_max = 200;
};

/// Groups of accounts that pay the same group of others, one layer.
///
/// Use     a ring of mules that pays a ring of collectors.
/// In      see pattern.h.
/// Out     in each window: the largest set of sources and targets in which each source pays
///         payees_each_min targets and each target is paid by payers_each_min sources (the core: what is
///         left when others are taken away until none is left to take), in its connected parts. An
///         account may be source and target. A part all of whose payments are in one of the window
///         before, or among more in one of the window after, is not listed again. Sorted by window and
///         least source. accounts: sources ascending, targets ascending; amount_minor: the sum; size:
///         sources and targets. Numbers: sources, targets, pairs, filled_permille. passed_over: parts
///         beyond accounts_max, in each window that holds one.
/// Innocent  a clearing day between firms, a club whose members pay several of its funds: the rules of the
///         clearing or the list of members settles it.
/// Laws    R, M, P of pattern.h.
///         1 the core does not depend on the order in which accounts are taken away.
///         2 turning every payment round, with sources and targets exchanged in the options, exchanges them
///           in the answer.
/// Cost    time O(T log T): a payment is in at most four windows; memory 24 bytes a payment of a window a
///         thread.
/// Errors  those of pattern.h.
/// Source  the core is the (α,β)-core of Ahmed et al., Visual analysis of bipartite graphs, 2007; in
///         windows, without a search beyond it.
/// Check   bipartites_reference; ORACLES P03.
[[nodiscard]] core::Result<Patterns> find_bipartites(const core::RunContext& context,
                                                     const PaymentColumns& payments,
                                                     const BipartiteOptions& options);

struct StackOptions {
  BipartiteOptions layer;                       ///< of each of both layers
  std::int64_t span_us = 4 * core::us_per_day;  ///< both layers together
  std::uint32_t mids_min = 2;                   ///< accounts that are in both
};

/// Two layers one after the other: targets of the first are sources of the second.
///
/// Out     a Pattern two layers that find_bipartites lists, by their order there. An account is in both if it
///         received in the first before it last paid in the second. Of the payments those to and from
///         these accounts count. accounts: sources, those in both, targets, each ascending; amount_minor:
///         the lesser of both layers; size: accounts listed. Numbers: sources, mids, targets,
///         first_minor, second_minor.
/// Innocent  a supply chain, from shops to wholesalers to makers: invoices at both layers settle it.
/// Laws    R, M, P of pattern.h.
/// Cost    find_bipartites, and the pairs of layers that share an account.
/// Errors  those of pattern.h.
/// Source  the stack of Altman et al., 2023, with windows.
/// Check   stacks_reference; ORACLES P03.
[[nodiscard]] core::Result<Patterns> find_stacks(const core::RunContext& context,
                                                 const PaymentColumns& payments,
                                                 const StackOptions& options);

/// The twins take what the kernels accept, and check nothing.
[[nodiscard]] Patterns bipartites_reference(const PaymentColumns& payments,
                                            const BipartiteOptions& options);
[[nodiscard]] Patterns stacks_reference(const PaymentColumns& payments,
                                        const StackOptions& options);

}  // namespace cuibono::money
