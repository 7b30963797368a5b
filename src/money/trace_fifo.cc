// First in, first out, with every lot.
//
// Idea        an account is a queue of lots (tag, amount). A payment takes lots from the head of the
//             payer's queue and hangs them on the tail of the payee's; only its last lot is split.
// Encoding    a queue is a ring of 2^k lots in one piece, so that a payment reads and writes memory in
//             order. An account whose money is all of tag 0 has no ring, only its balance: most
//             payments of a large ledger touch two account lines and nothing else.
//             (Accounts of 16 bytes with the ring's numbers elsewhere were no faster there, and slower
//             where every account has a ring.)
// Invariants  the lots of a ring sum to the balance; neighbours differ in tag; a ring holds at least
//             one tagged lot; no ring while the balance is 0.
// Source      Devaynes v Noble (Clayton's Case), 1816.
#include <algorithm>
#include <map>

#include "money/trace.h"
#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

struct Lot {
  std::int64_t amount_minor;
  std::uint32_t tag;
};
static_assert(sizeof(Lot) == 16);
using LotPool = BlockPool<Lot>;

constexpr unsigned first_ring_log2 = 2;  // four lots: one cache line

struct alignas(32) Account {
  std::int64_t balance_minor = 0;
  Lot* ring = nullptr;
  std::uint32_t head = 0, count = 0;  ///< head runs on; its place is head modulo the capacity
  std::uint8_t capacity_log2 = 0;

  [[nodiscard]] Lot& at(std::uint32_t position) const noexcept {
    return ring[(head + position) & ((std::uint32_t{1} << capacity_log2) - 1)];
  }
};
static_assert(sizeof(Account) == 32);  // two of them a cache line, none across two

void release_ring(LotPool& pool, Account& account) {
  pool.give(account.ring, account.capacity_log2);
  account.ring = nullptr;
  account.head = account.count = 0;
}

void grow_ring(LotPool& pool, Account& account) {
  const auto capacity_log2 = static_cast<std::uint8_t>(account.capacity_log2 + 1);
  Lot* ring = pool.take(capacity_log2);
  for (std::uint32_t i = 0; i < account.count; ++i) ring[i] = account.at(i);
  pool.give(account.ring, account.capacity_log2);
  account.ring = ring;
  account.head = 0;
  account.capacity_log2 = capacity_log2;
}

inline void push_lot(LotPool& pool, Account& account, Lot lot) {
  if (account.count > 0) {
    Lot& last = account.at(account.count - 1);
    if (last.tag == lot.tag) {
      last.amount_minor += lot.amount_minor;
      return;
    }
    if (account.count == std::uint32_t{1} << account.capacity_log2) grow_ring(pool, account);
  }
  ++account.count;
  account.at(account.count - 1) = lot;
}

inline void deposit(LotPool& pool, Account& account, Lot lot) {
  if (account.ring == nullptr && lot.tag != 0) {
    account.ring = pool.take(first_ring_log2);
    account.capacity_log2 = first_ring_log2;
    if (account.balance_minor > 0) push_lot(pool, account, {account.balance_minor, 0});
  }
  if (account.ring != nullptr) push_lot(pool, account, lot);
  account.balance_minor += lot.amount_minor;
}

/// Takes `amount` of an account that has as much, first in first out; `sink` gets lot after lot.
template <class Sink>
inline void withdraw(LotPool& pool, Account& account, std::int64_t amount, const Sink& sink) {
  if (amount == 0) return;
  account.balance_minor -= amount;
  if (account.ring == nullptr) {
    sink(Lot{amount, 0});
    return;
  }
  for (std::int64_t left = amount; left > 0;) {
    Lot& first = account.at(0);
    const Lot part{std::min(left, first.amount_minor), first.tag};
    first.amount_minor -= part.amount_minor;
    if (first.amount_minor == 0) {
      ++account.head;
      --account.count;
    }
    left -= part.amount_minor;
    sink(part);
  }
  const bool all_clean = account.count == 1 && account.at(0).tag == 0;
  if (account.count == 0 || all_clean) release_ring(pool, account);
}

/// What one payment carried, tag by tag or all together.
void add_flows(std::vector<TagAmount>& carried, std::uint32_t transfer, FlowDetail detail,
               std::vector<Flow>& flows) {
  if (detail == FlowDetail::by_transfer) {
    std::int64_t sum = 0;
    for (const TagAmount& part : carried) sum += part.amount_minor;
    flows.push_back({transfer, 0, sum});
  } else {
    std::sort(carried.begin(), carried.end());
    for (const TagAmount& part : carried) {
      if (!flows.empty() && flows.back().transfer == transfer && flows.back().tag == part.tag) {
        flows.back().amount_minor += part.amount_minor;
      } else {
        flows.push_back({transfer, part.tag, part.amount_minor});
      }
    }
  }
  carried.clear();
}

void collect_holdings(const std::vector<Account>& accounts, std::vector<Holding>& holdings) {
  std::vector<Holding> of_account;
  for (std::uint32_t id = 0; id < accounts.size(); ++id) {
    const Account& account = accounts[id];
    of_account.clear();
    for (std::uint32_t i = 0; i < account.count; ++i) {
      const Lot& lot = account.at(i);
      if (lot.tag != 0) of_account.push_back({id, lot.tag, lot.amount_minor});
    }
    std::sort(of_account.begin(), of_account.end());
    for (const Holding& holding : of_account) {
      if (!holdings.empty() && holdings.back().account == id &&
          holdings.back().tag == holding.tag) {
        holdings.back().amount_minor += holding.amount_minor;
      } else {
        holdings.push_back(holding);
      }
    }
  }
}

/// A payment of all the money to an account without any: the queue moves as it is.
bool moves_whole(const Account& payer, const Account& payee, std::int64_t amount) {
  return payer.ring != nullptr && payee.balance_minor == 0 && payer.balance_minor == amount;
}

/// What a payment moves, and what becomes of its tags.
struct Move {
  std::int64_t known = 0, missing = 0;  ///< of the payer's money; of unknown origin
  std::uint32_t hop_most = 0;           ///< tags are hops up to here; 0: they are not
};

/// Moves lots; what was tagged goes to `carried` too, where that is wanted.
void move_lots(LotPool& pool, Account& payer, Account& payee, const Move& move,
               std::vector<TagAmount>* carried) {
  withdraw(pool, payer, move.known, [&](Lot lot) {
    lot.tag += static_cast<std::uint32_t>(lot.tag != 0 && lot.tag < move.hop_most);
    if (carried != nullptr && lot.tag != 0) carried->push_back({lot.tag, lot.amount_minor});
    deposit(pool, payee, lot);
  });
  if (move.missing > 0) deposit(pool, payee, {move.missing, 0});
}

/// Fetches what the payments ahead will touch: accounts, and then the lots at the ends of their rings.
template <class Ahead>
void fetch_accounts(const std::vector<Account>& accounts, const Ahead& ahead) {
  __builtin_prefetch(&accounts[ahead(fetch_ahead).payer], 1);
  __builtin_prefetch(&accounts[ahead(fetch_ahead).payee], 1);
  const Account& payer = accounts[ahead(fetch_ahead / 2).payer];
  const Account& payee = accounts[ahead(fetch_ahead / 2).payee];
  if (payer.ring != nullptr) __builtin_prefetch(&payer.at(0), 1);
  if (payee.ring != nullptr) __builtin_prefetch(&payee.at(payee.count), 1);
}

}  // namespace

core::Result<Traced> trace_fifo(const core::RunContext& context,
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
    const bool is_clean = payer.ring == nullptr && payee.ring == nullptr && p.seed_tag == 0;
    if (is_clean) {
      payer.balance_minor -= known;
      payee.balance_minor = payee_after;
    } else if (p.seed_tag != 0) {
      withdraw(pool, payer, known, [&](Lot lot) {
        if (lot.tag != 0) displaced[lot.tag] += lot.amount_minor;
      });
      deposit(pool, payee, {p.amount_minor, p.seed_tag});
      if (want_flows) carried.push_back({p.seed_tag, p.amount_minor});
    } else if (!want_flows && !options.hops && moves_whole(payer, payee, p.amount_minor)) {
      std::swap(payer, payee);
    } else {
      move_lots(pool, payer, payee, {known, missing, hop_most}, want_flows ? &carried : nullptr);
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
  return out;
}

}  // namespace cuibono::money
