#include "money/trace_back_parts.h"

namespace cuibono::money {

core::Result<BackLedger> read_back_ledger(const core::RunContext& context,
                                          std::span<const LedgerTransfer> transfers,
                                          std::span<const Seed> seeds, const TraceOptions& options,
                                          const BackTarget& target) {
  CB_TRY_STATUS(check_seeds(transfers, seeds, options));
  const bool is_payment = target.kind == BackTarget::Kind::payment;
  if (target.id >= (is_payment ? transfers.size() : options.accounts))
    return ledger_error("a target out of range", target.id);
  BackLedger ledger{transfers, seeds, 0, {}};
  if (is_payment) {
    ledger.transfers = transfers.first(std::size_t{target.id} + 1);
    const auto last = std::find_if(seeds.begin(), seeds.end(),
                                   [&](const Seed& seed) { return seed.transfer > target.id; });
    ledger.seeds = seeds.first(static_cast<std::size_t>(last - seeds.begin()));
  }
  ledger.tape.balance_minor.assign(options.accounts, 0);
  auto& balance = ledger.tape.balance_minor;
  const auto fetch = [&](const auto& ahead) {
    __builtin_prefetch(&balance[ahead(fetch_ahead).payer], 1);
    __builtin_prefetch(&balance[ahead(fetch_ahead).payee], 1);
  };
  const auto step = [&](const Payment& p) -> core::Status {
    std::int64_t& payer = balance[p.payer];
    std::int64_t& payee = balance[p.payee];
    const std::int64_t missing = missing_of(p.amount_minor, payer);
    payer += missing - p.amount_minor;
    if (payer == 0) ledger.tape.missing_minor.push_back(missing);
    if (__builtin_add_overflow(payee, p.amount_minor, &payee)) return balance_too_large(p.transfer);
    return {};
  };
  CB_TRY_STATUS(
      walk_ledger(context, ledger.transfers, ledger.seeds, options.accounts, fetch, step));
  if (is_payment) {
    const LedgerTransfer& t = transfers[target.id];
    ledger.total_minor = t.payer == t.payee ? 0 : t.amount_minor;
  } else {
    ledger.total_minor = balance[target.id];
  }
  return ledger;
}

}  // namespace cuibono::money
