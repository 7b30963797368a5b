#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/core.h"
#include "money/ledger.h"
#include "money/lowest_balance.h"
#include "money/screening.h"

namespace cuibono::money {

/// Rules beside first in, first out and pro rata. All money of unknown origin is held to be the holders' own
/// under the last three; held to be a third party's, and without a decision that some money is the holder's
/// own, they are the rule by which trust money leaves.
enum class OtherRule : std::uint8_t { lifo, own_first, own_first_prorata, trust_first };
inline constexpr std::size_t other_rules = 4;
[[nodiscard]] std::string_view other_rule_name(OtherRule rule) noexcept;

/// One rule over one ledger. Not by victim: tags spread too far, and all victims are tag 1.
struct RuleRun {
  Traced traced;
  bool by_victim = true;
  /// Of shares: all victims as one, so that a place's sum is rounded once and keeps within its balance.
  std::optional<std::vector<Holding>> together;
};

/// What is asked of a ledger beside first in, first out and pro rata.
struct OtherRules {
  std::array<RuleRun, other_rules> runs;  ///< without flows
  std::optional<std::vector<LowestBalance>>
      lowest;  ///< absent: it needed more room than claims_max
  Poisoned poisoned;
  std::vector<Holding>
      known;  ///< pro rata, tag 1: money whose payer a record names; see add_coverage
};

/// Errors  those of the kernels; integrity: per tag, holdings and displaced are not the seeds.
[[nodiscard]] core::Result<RuleRun> run_other_rule(const core::RunContext& context,
                                                   const Ledger& ledger, std::uint32_t victims,
                                                   OtherRule rule, bool use_references,
                                                   FlowDetail flows = FlowDetail::none);

/// Lowest balances, marks and the money of known payers: what no rule of attribution is.
[[nodiscard]] core::Status run_screens(const core::RunContext& context, const Ledger& ledger,
                                       std::uint32_t victims, bool use_references,
                                       OtherRules& others);

/// Errors  integrity: per tag, holdings and displaced are not the seeds.
[[nodiscard]] core::Status check_conservation(const Ledger& ledger, std::span<const Seed> seeds,
                                              const Traced& traced, std::uint32_t tags);
/// Every seed as tag 1.
[[nodiscard]] std::vector<Seed> as_one(std::vector<Seed> seeds);
/// Tags carried by all payments together before victims are followed as one: half a second of work.
[[nodiscard]] std::uint64_t carried_max_of(const Ledger& ledger) noexcept;

}  // namespace cuibono::money
