// First in, first out, backwards.
//
// Idea        back in time an account is a queue as well: what it paid last comes home last to its oldest
//             end, and what came in last leaves first from its newest end. So each account holds lots
//             of wanted and of other money; back over a payment lots are taken from the newest end of
//             the payee's queue and laid, in order, before the payer's oldest.
// Encoding    a ring of 2^k lots that grows at its head and shrinks at both ends; a lot is an amount, below
//             zero where it is not wanted. An account without wanted money has no ring.
// Invariants  the lots of a ring sum to the balance; neighbours differ in kind; a ring has a wanted lot.
#include "money/trace_back_parts.h"

namespace cuibono::money {
namespace {

using LotPool = BlockPool<std::int64_t>;  // > 0: wanted; < 0: other money
constexpr unsigned first_ring_log2 = 3;   // eight lots: one cache line

struct alignas(32) Account {
  std::int64_t balance_minor = 0;
  std::int64_t* ring = nullptr;
  std::uint32_t head = 0,
                count = 0;  ///< head wraps round 2^32; its place is head modulo the capacity
  std::uint8_t capacity_log2 = 0;

  [[nodiscard]] std::int64_t& at(std::uint32_t position) const noexcept {
    return ring[(head + position) & ((std::uint32_t{1} << capacity_log2) - 1)];
  }
  [[nodiscard]] std::int64_t& newest() const noexcept { return at(count - 1); }
};
static_assert(sizeof(Account) == 32);

void release_if_other(LotPool& pool, Account& account) {
  const bool has_wanted = account.count > 1 || (account.count == 1 && account.at(0) > 0);
  if (account.ring == nullptr || has_wanted) return;
  pool.give(account.ring, account.capacity_log2);
  account.ring = nullptr;
  account.head = account.count = 0;
}

void grow_ring(LotPool& pool, Account& account) {
  const auto capacity_log2 = static_cast<std::uint8_t>(account.capacity_log2 + 1);
  std::int64_t* ring = pool.take(capacity_log2);
  for (std::uint32_t i = 0; i < account.count; ++i) ring[i] = account.at(i);
  pool.give(account.ring, account.capacity_log2);
  account.ring = ring;
  account.head = 0;
  account.capacity_log2 = capacity_log2;
}

/// Lays a lot before the oldest. `rest` is what the account holds beside, where it has no ring yet.
void push_oldest(LotPool& pool, Account& account, std::int64_t lot, std::int64_t rest) {
  if (account.ring == nullptr) {
    if (lot < 0) return;
    account.ring = pool.take(first_ring_log2);
    account.capacity_log2 = first_ring_log2;
    if (rest > 0) account.at(account.count++) = -rest;
  }
  if (account.count > 0 && (account.at(0) > 0) == (lot > 0)) {
    account.at(0) += lot;
    return;
  }
  if (account.count == std::uint32_t{1} << account.capacity_log2) grow_ring(pool, account);
  --account.head;
  ++account.count;
  account.at(0) = lot;
}

/// Takes `amount` from the newest end; `sink` gets lot after lot, the newest first. Gives back how much was
/// wanted.
template <class Sink>
std::int64_t take_newest(LotPool& pool, Account& account, std::int64_t amount, const Sink& sink) {
  if (account.ring == nullptr) {
    sink(-amount);
    return 0;
  }
  std::int64_t wanted = 0;
  for (std::int64_t left = amount; left > 0;) {
    std::int64_t& lot = account.newest();
    const bool is_wanted = lot > 0;
    const std::int64_t part = std::min(left, is_wanted ? lot : -lot);
    const std::int64_t taken = is_wanted ? part : -part;
    lot -= taken;
    if (lot == 0) --account.count;
    left -= part;
    wanted += is_wanted ? part : 0;
    sink(taken);
  }
  release_if_other(pool, account);
  return wanted;
}

}  // namespace

core::Result<BackTraced> trace_back_fifo(const core::RunContext& context,
                                         std::span<const LedgerTransfer> transfers,
                                         std::span<const Seed> seeds, const TraceOptions& options,
                                         const BackTarget& target) {
  CB_TRY(const BackLedger ledger, read_back_ledger(context, transfers, seeds, options, target));
  const bool is_payment = target.kind == BackTarget::Kind::payment;
  BackTraced out;
  out.total_minor = ledger.total_minor;
  LotPool pool;
  std::vector<Account> accounts(options.accounts);
  for (std::uint32_t id = 0; id < options.accounts; ++id)
    accounts[id].balance_minor = ledger.tape.balance_minor[id];
  if (!is_payment && ledger.total_minor > 0)
    push_oldest(pool, accounts[target.id], ledger.total_minor, 0);
  std::int64_t found = 0;
  const auto nowhere = [](std::int64_t) {};

  const auto step = [&](const BackPayment& back) {
    const Payment& p = back.payment;
    Account& payer = accounts[p.payer];
    Account& payee = accounts[p.payee];
    const bool is_target = is_payment && p.transfer == target.id;
    if (payer.ring == nullptr && payee.ring == nullptr && !is_target) return;
    // Beside what comes home the payer held this much.
    std::int64_t rest = back.payer_before_minor - p.amount_minor;
    const auto bring_home = [&](std::int64_t lot) {
      push_oldest(pool, payer, lot, rest);
      rest += lot > 0 ? lot : -lot;
    };
    if (p.seed_tag != 0) {
      const std::int64_t wanted =
          is_target ? p.amount_minor : take_newest(pool, payee, p.amount_minor, nowhere);
      if (wanted > 0) out.sources.push_back({p.transfer, p.seed_tag, wanted});
      found += wanted;
      bring_home(-p.amount_minor);
    } else if (is_target) {
      bring_home(p.amount_minor);
    } else {
      take_newest(pool, payee, p.amount_minor, bring_home);
    }
    if (back.missing_minor > 0)
      out.unknown_minor += take_newest(pool, payer, back.missing_minor, nowhere);
  };
  CB_TRY_STATUS(walk_back(
      context, ledger,
      [&](std::uint32_t account) -> std::int64_t& { return accounts[account].balance_minor; },
      [&](std::uint32_t account) { __builtin_prefetch(&accounts[account], 1); }, step));

  std::reverse(out.sources.begin(), out.sources.end());
  std::int64_t sum = 0;
  for (const BackSource& source : out.sources) sum += source.units;
  CB_CHECK(sum == found && sum + out.unknown_minor == out.total_minor,
           "the sources of a target have another sum than it");
  return out;
}

}  // namespace cuibono::money
