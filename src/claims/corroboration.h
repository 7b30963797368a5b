#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::claims {

/// Why one report is not independent of another.
enum class DerivationKind : std::uint8_t {
  quotes,
  derived_from,
  translates,
  same_source_suspected
};
[[nodiscard]] std::string_view derivation_kind_name(DerivationKind kind) noexcept;

/// `from` has what it says from `to`. same_source_suspected holds both ways.
struct Derivation {
  std::uint32_t from = 0, to = 0;
  DerivationKind kind = DerivationKind::quotes;
};

/// The roots of a report: where what it says first came from.
struct Roots {
  std::vector<std::vector<std::uint32_t>> of;  ///< [reports] sorted root numbers; at least one
  std::vector<std::uint32_t> sink;             ///< [roots] the least report of the root
  std::vector<bool> unknown;                   ///< [roots] its origin is not known: U
};

/// Provenance roots of reports.
///
/// In      count of reports; derivations among them; which reports do not say where they have it from.
/// Out     roots, numbered by their least report.
/// Laws    1 every report has a root.  2 reports that derive from each other in a circle have one root.
///         3 relabelling the reports relabels the answer, nothing else.  4 one more derivation never
///           makes two reports independent that were not.
/// Cost    O(reports · roots of each + derivations).
/// Errors  bad_input: a derivation names a report that is not there.
/// Source  METHODS 9.5. Check  find_roots_reference (corroboration_test.cc).
[[nodiscard]] core::Result<Roots> find_roots(std::uint32_t count,
                                             std::span<const Derivation> derivations,
                                             const std::vector<bool>& unknown_origin);

/// What a report is worth: log10 of its likelihood ratio. Positive speaks for, negative against.
struct ReportWeight {
  double log_ratio = 0;
  bool instrument = false;  ///< a hash match or the like: its own error rates bound it, not the cap
};

/// One root's part of the sum.
struct RootWeight {
  std::uint32_t root = 0;
  double low = 0, used = 0, high = 0;  ///< equal unless reports of the root point both ways
  bool unknown = false, capped = false;
  std::vector<std::uint32_t> reports;
};
struct Fused {
  std::vector<RootWeight> table;  ///< by root: print it, never the total alone
  double total = 0;               ///< log10
  double low = 0, high = 0;       ///< roots of unknown origin dropped, or counted double
};

/// No root of a source that is no instrument is worth more than a ratio of 1 to 100 (METHODS 9.5).
inline constexpr double log_ratio_max = 2.0;

/// Combines reports by root: of each root the single weight of largest magnitude.
///
/// In      weights [reports]; roots of them.
/// Out     the table and its sums. Roots that one report joins are one row, so that nothing is counted twice.
/// Laws    1 copying a report changes nothing.  2 low <= total <= high.
/// Errors  bad_input: weights and roots differ in length.
[[nodiscard]] core::Result<Fused> fuse_reports(std::span<const ReportWeight> weights,
                                               const Roots& roots);

/// Likelihood ratio of two reports of which each says so with chance p if it is true and q if not, where
/// one copied the other with chance kappa: (κp + (1−κ)p²) / (κq + (1−κ)q²). Source METHODS 9.5.
[[nodiscard]] double copied_pair_ratio(double p, double q, double kappa) noexcept;
/// Posterior probability from a prior and a likelihood ratio.
[[nodiscard]] double find_posterior(double prior, double ratio) noexcept;
/// Posterior of H after `reports` that all rest on one upstream event U.
struct SharedUpstream {
  double prior = 0, upstream_if_true = 0, upstream_if_false = 0, report_if_upstream = 0,
         report_otherwise = 0;
};
[[nodiscard]] double find_shared_posterior(const SharedUpstream& model,
                                           std::uint32_t reports) noexcept;
/// Chance that somebody who matches is the one, in a pool where others match with a small chance each.
[[nodiscard]] double find_match_posterior(std::uint64_t pool, double match_if_other) noexcept;
/// Mean of probabilities, and mean of their log odds (which assumes independence more strongly).
[[nodiscard]] double pool_linear(std::span<const double> probabilities) noexcept;
[[nodiscard]] double pool_log_odds(std::span<const double> probabilities) noexcept;

/// Whether reports come from at least two roots that share nothing: only then may a text say "confirmed".
/// In      the roots of each, as sorted names.
[[nodiscard]] bool is_confirmed(std::span<const std::vector<std::string>> roots);

}  // namespace cuibono::claims
