#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "calls/calls.h"
#include "network/network.h"

namespace cuibono::calls {

/// When a number's traffic changed most, and how sure that is.
///
/// Source  likelihood ratio of two Poisson rates, before and after a cut, against one:
///         2 · sum of obs · ln(obs / exp).  Check  ORACLES C01.
struct RateChange {
  std::uint32_t cut = 0;  ///< first day after the change; 0: none
  double ratio = 0;       ///< the likelihood ratio
  bool rises = false;
};
/// Rounded to nine digits, before it is held against a threshold.
[[nodiscard]] double settled(double value) noexcept;
/// The change at one cut, 1 ≤ cut < days.
[[nodiscard]] RateChange rate_change_at(std::span<const std::uint32_t> per_day, std::uint32_t cut);
/// The cut with the largest ratio (the earliest of equals).
[[nodiscard]] RateChange find_rate_change(std::span<const std::uint32_t> per_day);

/// find_rate_change for many numbers over the same days.
///
/// Use     one for each thread: it keeps what belongs to the days.
/// Laws    1 the answer is that of find_rate_change_reference, to the last bit.
/// Cost    time O(days), two logarithms for each cut that may be the largest, not for each; memory 24 bytes a day.
/// Check   find_rate_change_reference (succession_test.cc).
class RateCuts {
 public:
  explicit RateCuts(std::size_t days);
  /// In  per_day [days].
  [[nodiscard]] RateChange find(std::span<const std::uint32_t> per_day);

 private:
  std::vector<double> log_before_,
      log_after_;             ///< [days] of the share of days on either side of a cut
  std::vector<double> near_;  ///< [days] the ratio but for rounding and a constant
};
/// The slow twin: the ratio at each cut.
[[nodiscard]] RateChange find_rate_change_reference(std::span<const std::uint32_t> per_day);

/// Numbers that took over the contacts of another (number succession by contacts).
///
/// In      the network's calls, both ways; profiles.
/// Out     pairs with their similarity, the runner-up and shared contacts; a number is in one pair as
///         the old and in one as the new at most. A pair is rejected where the similarity is below
///         0.30, fewer than three contacts are shared, or the runner-up comes within 0.10: then
///         nothing is said.
/// Laws    1 relabelling numbers permutes the answer, but for ties, which fall by number.
///         2 the same for any number of threads.
/// Cost    O(calls + pairs of candidates that share a contact).
/// Source  after Cortes, Pregibon & Volinsky (communities of interest): cosine over contacts weighted by
///         count and rarity; candidates' own numbers are left out at first, and put back under their
///         new numbers in further passes. We match greedily by similarity, not by a maximum weight
///         assignment: the margin that a pair must keep makes both agree where anything is said.
/// Errors  cancelled.
struct ContactSuccession {
  std::uint32_t from = 0, to = 0;  ///< positions in profiles
  std::uint32_t cut = 0;           ///< day of the change of the new number, from the first day
  std::int64_t day = 0;            ///< the same in days since 1970
  std::uint32_t similarity_permille = 0, runner_up_permille = 0;
  std::uint32_t shared = 0, of = 0;  ///< contacts of the old number that the new one has, of all
  std::uint32_t pass = 1;
};
[[nodiscard]] core::Result<std::vector<ContactSuccession>> find_contact_successions(
    const core::RunContext& context, const evidence::Evidence& evidence,
    const network::Network& network, const CallProfiles& profiles);

/// Numbers, cards and handsets that took the place of another in what stayed the same.
///
/// Out     number: another number in the same handset, or on the same card, after the first one's last
///         outgoing call, in the same hours; sim: another card in the same handset, or under the same
///         number; handset: another handset of the same number or card. The three are apart: one
///         person may change one and keep the others. Each needs three calls on either side, no
///         overlap, and a gap of at most 21 days; of several the next in time is taken.
/// Laws    1 and 2 as find_contact_successions.
/// Cost    O(calls + uses log uses).
[[nodiscard]] std::vector<Succession> find_device_successions(const evidence::Evidence& evidence,
                                                              const CallProfiles& profiles);

}  // namespace cuibono::calls
