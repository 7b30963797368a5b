// First in, first out, with every lot.
//
// Idea       an account is a queue of lots (tag, amount). A payment takes lots from the head of the
//            payer's queue and hangs them on the tail of the payee's. A lot that is taken whole is
//            relinked, never copied; only the last lot of a payment is split.
// Encoding   lots lie in one pool, 16 bytes each, linked by index; freed lots form a list of their
// own. Invariants the amounts of a queue sum to the account's balance; neighbours in a queue differ
// in tag
//            (equal ones are merged on arrival), so runs of clean money cost one lot.
// Source     Devaynes v Noble (Clayton's Case), 1816.
#include <algorithm>

#include "money/trace.h"

namespace cuibono::money {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;
constexpr std::size_t transfers_per_look = 1U << 20;  ///< how often a cancel is asked for

struct Lot {
  std::int64_t amount_minor;
  std::uint32_t tag;
  std::uint32_t next;
};
static_assert(sizeof(Lot) == 16);

struct Queue {
  std::int64_t balance_minor = 0;
  std::uint32_t head = none, tail = none;
};
static_assert(sizeof(Queue) == 16);

class Pool {
 public:
  [[nodiscard]] Lot& operator[](std::uint32_t lot) { return lots_[lot]; }

  std::uint32_t make(std::int64_t amount_minor, std::uint32_t tag) {
    if (free_ != none) {
      const std::uint32_t lot = free_;
      free_ = lots_[lot].next;
      lots_[lot] = {amount_minor, tag, none};
      return lot;
    }
    lots_.push_back({amount_minor, tag, none});
    return static_cast<std::uint32_t>(lots_.size() - 1);
  }
  void release(std::uint32_t lot) {
    lots_[lot].next = free_;
    free_ = lot;
  }

 private:
  std::vector<Lot> lots_;
  std::uint32_t free_ = none;
};

/// Hangs a lot on the tail, or melts it into a tail of the same tag.
void append(Pool& pool, Queue& queue, std::uint32_t lot) {
  if (queue.tail != none && pool[queue.tail].tag == pool[lot].tag) {
    pool[queue.tail].amount_minor += pool[lot].amount_minor;
    pool.release(lot);
    return;
  }
  pool[lot].next = none;
  if (queue.tail == none) {
    queue.head = lot;
  } else {
    pool[queue.tail].next = lot;
  }
  queue.tail = lot;
}

/// Takes at most `left` from the head: a whole lot, or a part split off.
std::uint32_t take(Pool& pool, Queue& queue, std::int64_t left) {
  const std::uint32_t lot = queue.head;
  if (pool[lot].amount_minor <= left) {
    queue.head = pool[lot].next;
    if (queue.head == none) queue.tail = none;
    return lot;
  }
  pool[lot].amount_minor -= left;
  const std::uint32_t tag = pool[lot].tag;
  return pool.make(left, tag);
}

/// What one payment carried, tag by tag.
void add_flows(std::vector<Flow>& carried, std::vector<Flow>& flows) {
  std::sort(carried.begin(), carried.end());
  for (const Flow& flow : carried) {
    if (!flows.empty() && flows.back().transfer == flow.transfer && flows.back().tag == flow.tag) {
      flows.back().amount_minor += flow.amount_minor;
    } else {
      flows.push_back(flow);
    }
  }
  carried.clear();
}

void collect_holdings(Pool& pool, const std::vector<Queue>& queues,
                      std::vector<Holding>& holdings) {
  std::vector<Holding> of_account;
  for (std::uint32_t account = 0; account < queues.size(); ++account) {
    of_account.clear();
    for (std::uint32_t lot = queues[account].head; lot != none; lot = pool[lot].next) {
      if (pool[lot].tag != 0)
        of_account.push_back({account, pool[lot].tag, pool[lot].amount_minor});
    }
    std::sort(of_account.begin(), of_account.end());
    for (const Holding& holding : of_account) {
      if (!holdings.empty() && holdings.back().account == account &&
          holdings.back().tag == holding.tag) {
        holdings.back().amount_minor += holding.amount_minor;
      } else {
        holdings.push_back(holding);
      }
    }
  }
}

}  // namespace

core::Status check_ledger(std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
                          const TraceOptions& options) {
  const auto fault = [](std::string what, std::size_t position) {
    return core::Error{core::ErrorCode::bad_input, std::move(what),
                       "transfer " + std::to_string(position) + " of the ledger",
                       "correct the record that it was made from"};
  };
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const LedgerTransfer& t = transfers[i];
    if (t.amount_minor < 0) return fault("a negative amount", i);
    if (t.payer >= options.accounts || t.payee >= options.accounts)
      return fault("an account out of range", i);
  }
  for (std::size_t s = 0; s < seeds.size(); ++s) {
    if (seeds[s].transfer >= transfers.size())
      return fault("a seed beyond the ledger", seeds[s].transfer);
    if (seeds[s].tag == 0 || seeds[s].tag > options.tags)
      return fault("a seed's tag out of range", seeds[s].transfer);
    if (s > 0 && seeds[s].transfer <= seeds[s - 1].transfer) {
      return fault("seeds are not sorted, or two fall on one payment", seeds[s].transfer);
    }
  }
  return {};
}

core::Result<Traced> trace_fifo(const core::RunContext& context,
                                std::span<const LedgerTransfer> transfers,
                                std::span<const Seed> seeds, const TraceOptions& options) {
  CB_TRY_STATUS(check_ledger(transfers, seeds, options));
  Traced out;
  Pool pool;
  std::vector<Queue> queues(options.accounts);
  std::vector<Flow> carried;
  std::size_t next_seed = 0;
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    if (i % transfers_per_look == 0) CB_TRY_STATUS(core::check_cancelled(context));
    const LedgerTransfer& t = transfers[i];
    const bool seeded = next_seed < seeds.size() && seeds[next_seed].transfer == i;
    const std::uint32_t seed_tag = seeded ? seeds[next_seed++].tag : 0;
    if (t.payer == t.payee || t.amount_minor == 0) continue;
    Queue& payer = queues[t.payer];
    Queue& payee = queues[t.payee];
    if (payer.balance_minor < t.amount_minor) {
      const std::int64_t missing = t.amount_minor - payer.balance_minor;
      append(pool, payer, pool.make(missing, 0));
      payer.balance_minor = t.amount_minor;
      out.unexplained_minor += missing;
    }
    for (std::int64_t left = t.amount_minor; left > 0;) {
      const std::uint32_t lot = take(pool, payer, left);
      left -= pool[lot].amount_minor;
      if (seeded) {
        if (pool[lot].tag != 0) out.displaced_minor += pool[lot].amount_minor;
        pool.release(lot);
        continue;
      }
      if (options.want_flows && pool[lot].tag != 0) {
        carried.push_back({static_cast<std::uint32_t>(i), pool[lot].tag, pool[lot].amount_minor});
      }
      append(pool, payee, lot);
    }
    if (seeded) {
      append(pool, payee, pool.make(t.amount_minor, seed_tag));
      if (options.want_flows)
        carried.push_back({static_cast<std::uint32_t>(i), seed_tag, t.amount_minor});
    }
    payer.balance_minor -= t.amount_minor;
    payee.balance_minor += t.amount_minor;
    if (!carried.empty()) add_flows(carried, out.flows);
  }
  collect_holdings(pool, queues, out.holdings);
  out.balance_minor.reserve(queues.size());
  for (const Queue& queue : queues) out.balance_minor.push_back(queue.balance_minor);
  return out;
}

}  // namespace cuibono::money
