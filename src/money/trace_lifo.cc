// Last in, first out, with every lot.
//
// Idea        an account is a stack of lots (tag, amount). A payment takes lots from the top of the
//             payer's stack and lays them on the payee's, one by one; only its last lot is split.
// Encoding    a stack is a block of 2^k lots that grows in one piece. An account whose money is all of
//             tag 0 has no stack, only its balance: most payments of a large ledger touch two account
//             lines and nothing else.
// Invariants  the lots of a stack sum to the balance; neighbours differ in tag; a stack holds at least
//             one tagged lot; no stack while the balance is 0.
#include "money/trace_lifo.h"

#include <algorithm>
#include <map>

#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

struct Lot {
  std::int64_t amount_minor;
  std::uint32_t tag;
};
static_assert(sizeof(Lot) == 16);
using LotPool = BlockPool<Lot>;

constexpr unsigned first_stack_log2 = 2;  // four lots: one cache line

struct alignas(32) Account {
  std::int64_t balance_minor = 0;
  Lot* stack = nullptr;
  std::uint32_t count = 0;
  std::uint8_t capacity_log2 = 0;

  [[nodiscard]] Lot& top() const noexcept { return stack[count - 1]; }
  [[nodiscard]] std::span<const Lot> lots() const noexcept { return {stack, count}; }
};
static_assert(sizeof(Account) == 32);  // two of them a cache line, none across two

void release_stack(LotPool& pool, Account& account) {
  pool.give(account.stack, account.capacity_log2);
  account.stack = nullptr;
  account.count = 0;
}

void grow_stack(LotPool& pool, Account& account) {
  const auto capacity_log2 = static_cast<std::uint8_t>(account.capacity_log2 + 1);
  Lot* stack = pool.take(capacity_log2);
  std::copy_n(account.stack, account.count, stack);
  pool.give(account.stack, account.capacity_log2);
  account.stack = stack;
  account.capacity_log2 = capacity_log2;
}

inline void push_lot(LotPool& pool, Account& account, Lot lot) {
  if (account.count > 0 && account.top().tag == lot.tag) {
    account.top().amount_minor += lot.amount_minor;
    return;
  }
  if (account.count == std::uint32_t{1} << account.capacity_log2) grow_stack(pool, account);
  account.stack[account.count++] = lot;
}

inline void deposit(LotPool& pool, Account& account, Lot lot) {
  if (account.stack == nullptr && lot.tag != 0) {
    account.stack = pool.take(first_stack_log2);
    account.capacity_log2 = first_stack_log2;
    if (account.balance_minor > 0) push_lot(pool, account, {account.balance_minor, 0});
  }
  if (account.stack != nullptr) push_lot(pool, account, lot);
  account.balance_minor += lot.amount_minor;
}

/// Takes `amount` of an account that has as much, last in first out; `sink` gets lot after lot.
template <class Sink>
inline void withdraw(LotPool& pool, Account& account, std::int64_t amount, const Sink& sink) {
  if (amount == 0) return;
  account.balance_minor -= amount;
  if (account.stack == nullptr) {
    sink(Lot{amount, 0});
    return;
  }
  for (std::int64_t left = amount; left > 0;) {
    Lot& last = account.top();
    const Lot part{std::min(left, last.amount_minor), last.tag};
    last.amount_minor -= part.amount_minor;
    if (last.amount_minor == 0) --account.count;
    left -= part.amount_minor;
    sink(part);
  }
  const bool all_clean = account.count == 1 && account.top().tag == 0;
  if (account.count == 0 || all_clean) release_stack(pool, account);
}

/// What one payment carried, tag by tag or all together.
void add_flows(std::vector<TagAmount>& carried, std::uint32_t transfer, FlowDetail detail,
               std::vector<Flow>& flows) {
  std::sort(carried.begin(), carried.end());
  for (const TagAmount& part : carried) {
    const std::uint32_t tag = detail == FlowDetail::by_tag ? part.tag : 0;
    if (!flows.empty() && flows.back().transfer == transfer && flows.back().tag == tag) {
      flows.back().amount_minor += part.amount_minor;
    } else {
      flows.push_back({transfer, tag, part.amount_minor});
    }
  }
  carried.clear();
}

void collect_holdings(const std::vector<Account>& accounts, std::vector<Holding>& holdings) {
  std::vector<TagAmount> of_account;
  for (std::uint32_t id = 0; id < accounts.size(); ++id) {
    of_account.clear();
    for (const Lot& lot : accounts[id].lots()) {
      if (lot.tag != 0) of_account.push_back({lot.tag, lot.amount_minor});
    }
    std::sort(of_account.begin(), of_account.end());
    for (const TagAmount& part : of_account) {
      if (!holdings.empty() && holdings.back().account == id && holdings.back().tag == part.tag) {
        holdings.back().amount_minor += part.amount_minor;
      } else {
        holdings.push_back({id, part.tag, part.amount_minor});
      }
    }
  }
}

/// Fetches what the payments ahead will touch: accounts, and then the tops of their stacks.
template <class Ahead>
void fetch_accounts(const std::vector<Account>& accounts, const Ahead& ahead) {
  __builtin_prefetch(&accounts[ahead(fetch_ahead).payer], 1);
  __builtin_prefetch(&accounts[ahead(fetch_ahead).payee], 1);
  const Account& payer = accounts[ahead(fetch_ahead / 2).payer];
  const Account& payee = accounts[ahead(fetch_ahead / 2).payee];
  if (payer.stack != nullptr) __builtin_prefetch(&payer.top(), 1);
  if (payee.stack != nullptr) __builtin_prefetch(&payee.top(), 1);
}

}  // namespace

core::Result<Traced> trace_lifo(const core::RunContext& context,
                                std::span<const LedgerTransfer> transfers,
                                std::span<const Seed> seeds, const TraceOptions& options) {
  CB_TRY_STATUS(check_seeds(transfers, seeds, options));
  Traced out;
  LotPool pool;
  std::vector<Account> accounts(options.accounts);
  std::vector<TagAmount> carried;
  std::map<std::uint32_t, std::int64_t> displaced;
  const bool want_flows = options.flows != FlowDetail::none;
  const std::uint32_t hop_most = options.hops ? options.tags : 0;

  const auto fetch = [&](const auto& ahead) { fetch_accounts(accounts, ahead); };
  const auto step = [&](const Payment& p) -> core::Status {
    Account& payer = accounts[p.payer];
    Account& payee = accounts[p.payee];
    std::int64_t payee_after = 0;
    if (__builtin_add_overflow(payee.balance_minor, p.amount_minor, &payee_after))
      return balance_too_large(p.transfer);
    const std::int64_t missing = missing_of(p.amount_minor, payer.balance_minor);
    const std::int64_t known = p.amount_minor - missing;
    out.unexplained_minor += missing;
    const bool is_clean = payer.stack == nullptr && payee.stack == nullptr && p.seed_tag == 0;
    if (is_clean) {
      payer.balance_minor -= known;
      payee.balance_minor = payee_after;
    } else if (p.seed_tag != 0) {
      withdraw(pool, payer, known, [&](Lot lot) {
        if (lot.tag != 0) displaced[lot.tag] += lot.amount_minor;
      });
      deposit(pool, payee, {p.amount_minor, p.seed_tag});
      if (want_flows) carried.push_back({p.seed_tag, p.amount_minor});
    } else {
      if (missing > 0) deposit(pool, payee, {missing, 0});
      withdraw(pool, payer, known, [&](Lot lot) {
        lot.tag += static_cast<std::uint32_t>(lot.tag != 0 && lot.tag < hop_most);
        if (want_flows && lot.tag != 0) carried.push_back({lot.tag, lot.amount_minor});
        deposit(pool, payee, lot);
      });
    }
    if (!carried.empty()) add_flows(carried, p.transfer, options.flows, out.flows);
    return {};
  };
  CB_TRY_STATUS(walk_ledger(context, transfers, seeds, options.accounts, fetch, step));

  collect_holdings(accounts, out.holdings);
  out.balance_minor.reserve(accounts.size());
  for (const Account& account : accounts) out.balance_minor.push_back(account.balance_minor);
  for (const auto& [tag, amount] : displaced) {
    out.displaced.push_back({tag, amount});
    out.displaced_minor += amount;
  }
  core::Int128 seeded = 0, held = 0;
  for (const Seed& seed : seeds) {
    const LedgerTransfer& t = transfers[seed.transfer];
    if (t.payer != t.payee) seeded += t.amount_minor;
  }
  for (const Holding& holding : out.holdings) held += holding.amount_minor;
  CB_CHECK(held + out.displaced_minor == seeded,
           "last in, first out holds another sum than the seeds brought");
  return out;
}

}  // namespace cuibono::money
