#pragma once
// What all benches of tracing measure against, and how a line of theirs looks.
#include <algorithm>
#include <vector>

#include "ledger_world.h"
#include "measure.h"

namespace cuibono::bench {

/// The least that any tracing does: the two balances of every payment.
inline std::vector<std::int64_t> keep_balances(const LedgerWorld& world) {
  std::vector<std::int64_t> balance(world.accounts, 0);
  for (const auto& t : world.transfers) {
    if (t.payer == t.payee) continue;
    balance[t.payer] = std::max(balance[t.payer], t.amount_minor) - t.amount_minor;
    balance[t.payee] += t.amount_minor;
  }
  return balance;
}

inline Contender contend_balances(const LedgerWorld& world) {
  return {"balances only", [&world] { return keep_balances(world).back(); }, {}};
}

/// A contender after its rounds, beside `balances`.
inline Measure measure_of(const Contender& contender, const LedgerWorld& world,
                          const Contender& balances) {
  const double ns = 1e9 / static_cast<double>(world.transfers.size());
  const auto& seconds = contender.seconds;
  Measure measure;
  measure["measure"] = contender.name;
  measure["transfers"] = world.transfers.size();
  measure["accounts"] = world.accounts;
  measure["ns_a_transfer"] = rounded(median(seconds) * ns);
  measure["ns_best"] = rounded(*std::min_element(seconds.begin(), seconds.end()) * ns);
  measure["times_balances_only"] = rounded(ratio_to(contender, balances));
  return measure;
}

}  // namespace cuibono::bench
