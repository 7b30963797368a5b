// The slow obvious twins of the passes back. First in, first out: forth, with a tag for each seed, read
// at the target. Pro rata: the same fixed point, one loop.
#include <algorithm>

#include "money/trace_back_parts.h"

namespace cuibono::money {

BackTraced trace_back_fifo_reference(std::span<const LedgerTransfer> transfers,
                                     std::span<const Seed> seeds, const TraceOptions& options,
                                     const BackTarget& target) {
  BackTraced out;
  TraceOptions forth = options;
  forth.tags = static_cast<std::uint32_t>(seeds.size());
  forth.flows = FlowDetail::by_tag;
  std::vector<Seed> each;
  for (const Seed& seed : seeds)
    each.push_back({seed.transfer, static_cast<std::uint32_t>(each.size() + 1)});
  const Traced traced = trace_fifo_reference(transfers, each, forth);
  const auto add = [&](std::uint32_t tag, std::int64_t amount) {
    const Seed& seed = seeds[tag - 1];
    out.sources.push_back({seed.transfer, seed.tag, amount});
    out.unknown_minor -= amount;
  };
  if (target.kind == BackTarget::Kind::account) {
    out.total_minor = out.unknown_minor = traced.balance_minor[target.id];
    for (const Holding& h : traced.holdings) {
      if (h.account == target.id) add(h.tag, h.amount_minor);
    }
  } else {
    const LedgerTransfer& t = transfers[target.id];
    out.total_minor = out.unknown_minor = t.payer == t.payee ? 0 : t.amount_minor;
    for (const Flow& f : traced.flows) {
      if (f.transfer == target.id) add(f.tag, f.amount_minor);
    }
  }
  return out;
}

BackTraced trace_back_prorata_plain(std::span<const LedgerTransfer> transfers,
                                    std::span<const Seed> seeds, const TraceOptions& options,
                                    const BackTarget& target) {
  const bool is_payment = target.kind == BackTarget::Kind::payment;
  const std::size_t count = is_payment ? std::size_t{target.id} + 1 : transfers.size();
  std::vector<std::int64_t> balance(options.accounts, 0), before(count, 0);
  std::vector<std::uint32_t> seed_of(transfers.size(), 0);
  for (const Seed& seed : seeds) seed_of[seed.transfer] = seed.tag;
  for (std::size_t i = 0; i < count; ++i) {
    const auto [payer, payee, amount] = transfers[i];
    if (payer == payee) continue;
    before[i] = std::max(balance[payer], amount);
    balance[payer] = before[i] - amount;
    balance[payee] += amount;
  }
  BackTraced out;
  if (is_payment) {
    const LedgerTransfer& t = transfers[target.id];
    out.total_minor = t.payer == t.payee ? 0 : t.amount_minor;
  } else {
    out.total_minor = balance[target.id];
  }
  out.fraction_bits = back_fraction_bits(out.total_minor);
  const core::Int128 one = core::Int128{1} << 62;
  std::vector<core::Int128> weight(options.accounts, 0);
  if (!is_payment) weight[target.id] = one;
  for (std::size_t i = count; i-- > 0;) {
    const auto [payer, payee, amount] = transfers[i];
    if (payer == payee || amount == 0) continue;
    const core::Int128 carried = is_payment && i == target.id ? one : weight[payee];
    const auto units = static_cast<std::int64_t>(carried * amount >> (62 - out.fraction_bits));
    if (seed_of[i] != 0 && units > 0)
      out.sources.push_back({static_cast<std::uint32_t>(i), seed_of[i], units});
    const core::Int128 passed = seed_of[i] != 0 ? 0 : carried;
    weight[payer] = (weight[payer] * (before[i] - amount) + passed * amount) / before[i];
  }
  std::reverse(out.sources.begin(), out.sources.end());
  return out;
}

}  // namespace cuibono::money
