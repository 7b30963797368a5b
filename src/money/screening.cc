// Screens outside the rules: sets and one transaction, never a sum over accounts.
#include "money/screening.h"

#include <algorithm>
#include <numeric>

#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

struct Account {
  std::int64_t balance_minor = 0;
  bool is_marked = false;
};
static_assert(sizeof(Account) == 16);

core::Error transaction_error(const char* what) {
  return core::Error{core::ErrorCode::bad_input, what, "a transaction of a chain",
                     "correct the record that it was made from"};
}

core::Status check_transaction(const CoinTransaction& t) {
  if (t.tainted_minor.size() != t.inputs_minor.size())
    return transaction_error("an input without its tainted amount");
  core::Int128 in = 0, out = 0;
  for (std::size_t i = 0; i < t.inputs_minor.size(); ++i) {
    if (t.tainted_minor[i] < 0 || t.tainted_minor[i] > t.inputs_minor[i])
      return transaction_error("an input whose tainted part is not within it");
    in += t.inputs_minor[i];
  }
  for (const std::int64_t amount : t.outputs_minor) {
    if (amount < 0) return transaction_error("a negative output");
    out += amount;
  }
  if (in > INT64_MAX) return transaction_error("inputs of 2^63 and more");
  if (out > in) return transaction_error("outputs beyond the inputs");
  return {};
}

}  // namespace

core::Result<Poisoned> find_poisoned(const core::RunContext& context,
                                     std::span<const LedgerTransfer> transfers,
                                     std::span<const Seed> seeds, std::uint32_t accounts,
                                     std::uint32_t tags) {
  TraceOptions options;
  options.accounts = accounts;
  options.tags = tags;
  CB_TRY_STATUS(check_seeds(transfers, seeds, options));
  Poisoned out;
  std::vector<Account> state(accounts);
  const auto fetch = [&](const auto& ahead) {
    __builtin_prefetch(&state[ahead(fetch_ahead).payer], 1);
    __builtin_prefetch(&state[ahead(fetch_ahead).payee], 1);
  };
  const auto step = [&](const Payment& p) -> core::Status {
    Account& payer = state[p.payer];
    Account& payee = state[p.payee];
    const bool is_carried = payer.is_marked || p.seed_tag != 0;
    payer.balance_minor = std::max(payer.balance_minor, p.amount_minor) - p.amount_minor;
    payer.is_marked = payer.is_marked && payer.balance_minor > 0;
    if (__builtin_add_overflow(payee.balance_minor, p.amount_minor, &payee.balance_minor))
      return balance_too_large(p.transfer);
    payee.is_marked = payee.is_marked || is_carried;
    if (is_carried) out.transfers.push_back(p.transfer);
    return {};
  };
  CB_TRY_STATUS(walk_ledger(context, transfers, seeds, accounts, fetch, step));
  for (std::uint32_t id = 0; id < accounts; ++id) {
    if (state[id].is_marked) out.accounts.push_back(id);
  }
  return out;
}

core::Result<std::vector<std::int64_t>> spread_by_tiho(const CoinTransaction& transaction) {
  CB_TRY_STATUS(check_transaction(transaction));
  const auto outputs = transaction.outputs_minor;
  std::vector<std::size_t> order(outputs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return outputs[a] > outputs[b]; });
  std::int64_t left = std::accumulate(transaction.tainted_minor.begin(),
                                      transaction.tainted_minor.end(), std::int64_t{0});
  std::vector<std::int64_t> tainted(outputs.size() + 1, 0);
  for (const std::size_t output : order) {
    tainted[output] = std::min(left, outputs[output]);
    left -= tainted[output];
  }
  tainted.back() = left;
  return tainted;
}

}  // namespace cuibono::money
