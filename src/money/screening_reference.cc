// The slow obvious twins of the screens.
#include <algorithm>
#include <map>
#include <set>

#include "money/screening.h"

namespace cuibono::money {

Poisoned find_poisoned_reference(std::span<const LedgerTransfer> transfers,
                                 std::span<const Seed> seeds, std::uint32_t accounts) {
  Poisoned out;
  std::set<std::uint32_t> marked, seeded;
  std::vector<std::int64_t> balance(accounts, 0);
  for (const Seed& seed : seeds) seeded.insert(seed.transfer);
  for (std::uint32_t i = 0; i < transfers.size(); ++i) {
    const auto [payer, payee, amount] = transfers[i];
    if (payer == payee || amount == 0) continue;
    if (marked.contains(payer) || seeded.contains(i)) {
      out.transfers.push_back(i);
      marked.insert(payee);
    }
    balance[payer] = std::max(balance[payer], amount) - amount;
    balance[payee] += amount;
    if (balance[payer] == 0) marked.erase(payer);
  }
  out.accounts.assign(marked.begin(), marked.end());
  return out;
}

/// Coin by coin: each tainted unit goes to the largest output that has room, the first listed of equals.
std::vector<std::int64_t> spread_by_tiho_reference(const CoinTransaction& transaction) {
  const auto outputs = transaction.outputs_minor;
  std::vector<std::int64_t> tainted(outputs.size() + 1, 0);
  for (const std::int64_t of_input : transaction.tainted_minor) {
    for (std::int64_t unit = 0; unit < of_input; ++unit) {
      std::size_t best = outputs.size();  // the fee, where no output has room
      for (std::size_t i = 0; i < outputs.size(); ++i) {
        const bool has_room = tainted[i] < outputs[i];
        if (has_room && (best == outputs.size() || outputs[i] > outputs[best])) best = i;
      }
      ++tainted[best];
    }
  }
  return tainted;
}

}  // namespace cuibono::money
