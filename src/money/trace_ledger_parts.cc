#include "money/trace_ledger_parts.h"

#include <algorithm>

#include "money/trace_parts.h"

namespace cuibono::money {

std::string_view trace_rule_name(TraceRule rule) noexcept {
  constexpr std::array<std::string_view, trace_rules> names = {
      "fifo", "prorata", "lifo", "own_first", "own_first_prorata", "trust_first"};
  return names[static_cast<std::size_t>(rule)];
}

bool has_shares(TraceRule rule) noexcept {
  return rule == TraceRule::prorata || rule == TraceRule::own_first_prorata;
}

PurseSet purse_set_of(TraceRule rule) noexcept {
  constexpr auto oldest = PurseOrder::oldest_first;
  switch (rule) {
    case TraceRule::fifo:
      return {1, {oldest, oldest}, {0, 1}};
    case TraceRule::prorata:
      return {1, {PurseOrder::shares, PurseOrder::shares}, {0, 1}};
    case TraceRule::lifo:
      return {1, {PurseOrder::newest_first, PurseOrder::newest_first}, {0, 1}};
    case TraceRule::own_first:
      return {2, {oldest, oldest}, {0, 1}};
    case TraceRule::own_first_prorata:
      return {2, {oldest, PurseOrder::shares}, {0, 1}};
    case TraceRule::trust_first:
      return {2, {oldest, oldest}, {1, 0}};
  }
  return {};
}

std::optional<unsigned> find_ledger_bits(std::span<const LedgerTransfer> transfers,
                                         std::span<const Seed> seeds,
                                         std::span<const Movement> movements,
                                         const LedgerTraceOptions& options) {
  if (!has_shares(options.rule)) return 0;
  std::vector<core::Int128> of_tag(std::size_t{options.trace.tags} + 1, 0);
  for (const Seed& seed : seeds) of_tag[seed.tag] += transfers[seed.transfer].amount_minor;
  core::Int128 largest = *std::max_element(of_tag.begin(), of_tag.end());
  for (const Movement& m : movements) {
    if (m.kind != MovementKind::reversal) largest += transfers[m.transfer].amount_minor;
  }
  constexpr core::Int128 room = core::Int128{1} << 62;
  for (unsigned bits = 16;; --bits) {
    if ((largest << bits) < room) return bits;
    if (bits == 0) return std::nullopt;
  }
}

std::vector<std::uint32_t> taken_back(std::span<const Movement> movements) {
  std::vector<std::uint32_t> originals;
  for (const Movement& m : movements) {
    if (m.kind == MovementKind::reversal) originals.push_back(m.original);
  }
  std::sort(originals.begin(), originals.end());
  originals.erase(std::unique(originals.begin(), originals.end()), originals.end());
  return originals;
}

std::uint32_t mark_of(const std::vector<std::uint32_t>& taken_back,
                      std::uint32_t transfer) noexcept {
  const auto at = std::lower_bound(taken_back.begin(), taken_back.end(), transfer);
  if (at == taken_back.end() || *at != transfer) return 0;
  return static_cast<std::uint32_t>(at - taken_back.begin()) + 1;
}

core::Status check_movements(std::span<const LedgerTransfer> transfers,
                             std::span<const Movement> movements,
                             const LedgerTraceOptions& options) {
  for (std::size_t i = 0; i < movements.size(); ++i) {
    const Movement& m = movements[i];
    if (m.transfer >= transfers.size() || (i > 0 && m.transfer <= movements[i - 1].transfer))
      return ledger_error("movements are not sorted, or beyond the ledger", m.transfer);
    if (m.kind != MovementKind::interest && m.original >= m.transfer)
      return ledger_error("a movement whose original is not earlier", m.transfer);
    if (m.kind == MovementKind::conversion && m.original + 1 != m.transfer)
      return ledger_error("a conversion that does not follow its original", m.transfer);
  }
  if (options.trace.hops && (options.tag_interest || has_shares(options.rule)))
    return ledger_error("hops with tagged interest, or by share", 0);
  const bool is_grouped = !options.group_of.empty();
  if (options.groups == 0 || (is_grouped && options.group_of.size() != options.trace.accounts))
    return ledger_error("groups of another number of accounts", 0);
  const auto beyond = std::find_if(options.group_of.begin(), options.group_of.end(),
                                   [&](std::uint32_t group) { return group >= options.groups; });
  if (beyond != options.group_of.end()) return ledger_error("a group out of range", 0);
  return {};
}

}  // namespace cuibono::money
