// The slow obvious twin of last in, first out: a pile of lots an account, the newest on top.
#include <algorithm>
#include <map>

#include "money/trace_lifo.h"

namespace cuibono::money {

Traced trace_lifo_reference(std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
                            const TraceOptions& options) {
  Traced out;
  std::map<std::uint32_t, std::vector<TagAmount>> piles;
  std::map<std::uint32_t, std::int64_t> displaced;
  std::vector<std::uint32_t> seed_of(transfers.size(), 0);
  for (const Seed& seed : seeds) seed_of[seed.transfer] = seed.tag;
  out.balance_minor.assign(options.accounts, 0);
  auto& balance = out.balance_minor;
  for (std::uint32_t i = 0; i < transfers.size(); ++i) {
    const auto [payer, payee, amount] = transfers[i];
    if (payer == payee || amount == 0) continue;
    if (balance[payer] < amount) {
      piles[payer].push_back({0, amount - balance[payer]});
      out.unexplained_minor += amount - balance[payer];
      balance[payer] = amount;
    }
    std::map<std::uint32_t, std::int64_t> carried;
    for (std::int64_t left = amount; left > 0;) {
      TagAmount& newest = piles[payer].back();
      const std::int64_t part = std::min(left, newest.amount_minor);
      if (seed_of[i] == 0) {
        const bool one_more = options.hops && newest.tag != 0 && newest.tag < options.tags;
        const std::uint32_t tag = one_more ? newest.tag + 1 : newest.tag;
        piles[payee].push_back({tag, part});
        carried[tag] += part;
      } else {
        displaced[newest.tag] += part;
      }
      newest.amount_minor -= part;
      left -= part;
      if (newest.amount_minor == 0) piles[payer].pop_back();
    }
    if (seed_of[i] != 0) {
      piles[payee].push_back({seed_of[i], amount});
      carried[seed_of[i]] += amount;
    }
    balance[payer] -= amount;
    balance[payee] += amount;
    carried.erase(0);
    std::int64_t together = 0;
    for (const auto& [tag, part] : carried) {
      together += part;
      if (options.flows == FlowDetail::by_tag) out.flows.push_back({i, tag, part});
    }
    if (options.flows == FlowDetail::by_transfer && together > 0)
      out.flows.push_back({i, 0, together});
  }
  for (const auto& [account, pile] : piles) {
    std::map<std::uint32_t, std::int64_t> by_tag;
    for (const TagAmount& lot : pile) by_tag[lot.tag] += lot.amount_minor;
    by_tag.erase(0);
    for (const auto& [tag, amount] : by_tag) out.holdings.push_back({account, tag, amount});
  }
  displaced.erase(0);
  for (const auto& [tag, amount] : displaced) {
    out.displaced.push_back({tag, amount});
    out.displaced_minor += amount;
  }
  return out;
}

}  // namespace cuibono::money
