#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "money/ledger_movements.h"
#include "money/trace_ledger.h"

namespace cuibono::money {

[[nodiscard]] bool has_shares(TraceRule rule) noexcept;
/// The purses of an account under a rule. Of two, purse 0 holds own money: that of unknown origin.
[[nodiscard]] PurseSet purse_set_of(TraceRule rule) noexcept;

/// As find_fraction_bits, with room for what interest and conversions bring; 0 under rules without shares.
[[nodiscard]] std::optional<unsigned> find_ledger_bits(std::span<const LedgerTransfer> transfers,
                                                       std::span<const Seed> seeds,
                                                       std::span<const Movement> movements,
                                                       const LedgerTraceOptions& options);

/// The payments that reversals take back, sorted, each once: the mark of one is its place plus 1.
[[nodiscard]] std::vector<std::uint32_t> taken_back(std::span<const Movement> movements);
/// 0: no reversal takes it back.
[[nodiscard]] std::uint32_t mark_of(const std::vector<std::uint32_t>& taken_back,
                                    std::uint32_t transfer) noexcept;

/// A tag of a group as one number, in the order of groups; tags of interest included.
[[nodiscard]] inline std::uint32_t group_tag(std::uint32_t group, std::uint32_t tag,
                                             std::uint32_t tags) noexcept {
  return group * (2 * tags + 1) + tag;
}

[[nodiscard]] core::Status check_movements(std::span<const LedgerTransfer> transfers,
                                           std::span<const Movement> movements,
                                           const LedgerTraceOptions& options);

}  // namespace cuibono::money
