// Pro rata in fixed point.
//
// Idea        of an account with balance b a payment a takes floor(share · a / b) of each tag. What
//             the division leaves stays with the payer, so nothing is lost and nothing is made.
// Encoding    shares in 2^-16 of the unit (or coarser: find_fraction_bits) in int64. One tag: balance
//             and share of an account side by side, 16 bytes. Many tags: a list sorted by tag, only
//             on accounts that tagged money reached; all others cost what a balance costs.
// Invariants  shares >= 0; per tag the shares of all accounts and what was displaced sum to its seeds.
// Source      Re Ontario Securities Commission and Greymac Credit Corp (1986), 55 OR (2d) 673.
#include <algorithm>

#include "money/trace.h"
#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

struct Division {
  std::uint64_t quotient, remainder;
};

/// 2^64·high + low by divisor, for high < divisor: the quotient fits 64 bits.
inline Division divide(std::uint64_t high, std::uint64_t low, std::uint64_t divisor) noexcept {
#if defined(__x86_64__)
  // One instruction; the compiler would call a routine for any two 128-bit numbers.
  Division d{};
  __asm__("divq %4"
          : "=a"(d.quotient), "=d"(d.remainder)
          : "a"(low), "d"(high), "rm"(divisor)
          : "cc");
  return d;
#else
  __extension__ typedef unsigned __int128 Wide;
  const Wide dividend = (static_cast<Wide>(high) << 64) | low;
  return {static_cast<std::uint64_t>(dividend / divisor),
          static_cast<std::uint64_t>(dividend % divisor)};
#endif
}

struct Product {
  std::uint64_t high, low;
};
inline Product multiply(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ typedef unsigned __int128 Wide;
  const Wide product = static_cast<Wide>(a) * b;
  return {static_cast<std::uint64_t>(product >> 64), static_cast<std::uint64_t>(product)};
}

/// floor(share · amount / balance) for 0 <= amount <= balance, 0 < balance.
inline std::int64_t part_of(std::int64_t share, std::int64_t amount,
                            std::int64_t balance) noexcept {
  if (amount == balance) return share;
  const auto divisor = static_cast<std::uint64_t>(balance);
  const Product p = multiply(static_cast<std::uint64_t>(share), static_cast<std::uint64_t>(amount));
  // amount < balance, so the quotient is below share; the high word is below the divisor.
  if (p.high == 0) return static_cast<std::int64_t>(p.low / divisor);
  return static_cast<std::int64_t>(divide(p.high, p.low, divisor).quotient);
}

/// part_of for many shares of one payment, amount < balance: one division, then a product a share.
class Fraction {
 public:
  Fraction(std::int64_t amount, std::int64_t balance) noexcept
      : amount_(static_cast<std::uint64_t>(amount)),
        balance_(static_cast<std::uint64_t>(balance)),
        scaled_(divide(amount_, 0, balance_).quotient) {}

  [[nodiscard]] std::int64_t of(std::int64_t share) const noexcept {
    // scaled_ = floor(2^64 a / b), so the estimate is the quotient or one below it; the remainder
    // tells which. It is below 2b < 2^64, so that arithmetic modulo 2^64 finds it.
    const auto s = static_cast<std::uint64_t>(share);
    const std::uint64_t estimate = multiply(s, scaled_).high;
    const std::uint64_t remainder = s * amount_ - estimate * balance_;
    return static_cast<std::int64_t>(estimate + (remainder >= balance_ ? 1 : 0));
  }

 private:
  std::uint64_t amount_, balance_, scaled_;
};

struct Run {
  const core::RunContext& context;
  std::span<const LedgerTransfer> transfers;
  std::span<const Seed> seeds;
  const TraceOptions& options;
};

template <class Fetch, class Step>
core::Status walk(const Run& run, const Fetch& fetch, const Step& step) {
  return walk_ledger(run.context, run.transfers, run.seeds, run.options.accounts, fetch, step);
}

/// One tag: the flat case, at the speed of memory.
core::Status trace_one_tag(const Run& run, Traced& out, UnroundedShares& unrounded) {
  struct State {
    std::int64_t balance_minor = 0, units = 0;
  };
  const bool want_flows = run.options.flows != FlowDetail::none;
  const std::uint32_t flow_tag = run.options.flows == FlowDetail::by_tag ? 1 : 0;
  std::vector<State, core::HugePages<State>> state(run.options.accounts);
  const auto fetch = [&](const auto& ahead) {
    __builtin_prefetch(&state[ahead(fetch_ahead).payer], 1);
    __builtin_prefetch(&state[ahead(fetch_ahead).payee], 1);
  };
  const auto step = [&](const Payment& p) -> core::Status {
    State& payer = state[p.payer];
    State& payee = state[p.payee];
    const std::int64_t missing = missing_of(p.amount_minor, payer.balance_minor);
    const std::int64_t balance = payer.balance_minor + missing;
    out.unexplained_minor += missing;
    std::int64_t moved = payer.units == 0 ? 0 : part_of(payer.units, p.amount_minor, balance);
    payer.units -= moved;
    if (p.seed_tag != 0) {
      unrounded.displaced_units[1] += moved;
      moved = p.amount_minor << out.fraction_bits;
    }
    payer.balance_minor = balance - p.amount_minor;
    if (__builtin_add_overflow(payee.balance_minor, p.amount_minor, &payee.balance_minor))
      return balance_too_large(p.transfer);
    payee.units += moved;
    if (want_flows && (moved >> out.fraction_bits) > 0)
      out.flows.push_back({p.transfer, flow_tag, moved >> out.fraction_bits});
    return {};
  };
  CB_TRY_STATUS(walk(run, fetch, step));
  out.balance_minor.reserve(state.size());
  for (std::uint32_t account = 0; account < state.size(); ++account) {
    out.balance_minor.push_back(state[account].balance_minor);
    if (state[account].units > 0) unrounded.shares.push_back({account, 1, state[account].units});
  }
  return {};
}

struct TagShare {
  std::uint32_t tag;
  std::int64_t units;
};
static_assert(sizeof(TagShare) == 16);
using SharePool = BlockPool<TagShare>;

constexpr unsigned first_list_log2 = 1;

struct alignas(32) Account {
  std::int64_t balance_minor = 0;
  TagShare* list = nullptr;  ///< sorted by tag, units > 0; null: all the money is of tag 0
  std::uint32_t count = 0;
  std::uint8_t capacity_log2 = 0;

  [[nodiscard]] std::span<TagShare> shares() const noexcept { return {list, count}; }
};
static_assert(sizeof(Account) == 32);

void release_list(SharePool& pool, Account& account) {
  if (account.list != nullptr) pool.give(account.list, account.capacity_log2);
  account.list = nullptr;
  account.count = 0;
}

/// A list with room for `count`; its content is lost.
void make_room(SharePool& pool, Account& account, std::size_t count) {
  if (account.list != nullptr && count <= std::size_t{1} << account.capacity_log2) return;
  release_list(pool, account);
  const auto capacity_log2 =
      std::max<unsigned>(first_list_log2, static_cast<unsigned>(std::bit_width(count - 1)));
  account.list = pool.take(capacity_log2);
  account.capacity_log2 = static_cast<std::uint8_t>(capacity_log2);
}

/// Takes the part of every tag that goes with `amount` of the balance.
void withdraw(SharePool& pool, Account& payer, std::int64_t amount, std::vector<TagShare>& moved) {
  if (amount == payer.balance_minor) {
    moved.assign(payer.shares().begin(), payer.shares().end());
    release_list(pool, payer);
    return;
  }
  const Fraction fraction(amount, payer.balance_minor);
  std::uint32_t kept = 0;
  for (TagShare share : payer.shares()) {
    const std::int64_t part = fraction.of(share.units);
    if (part > 0) moved.push_back({share.tag, part});
    share.units -= part;
    if (share.units > 0) payer.list[kept++] = share;
  }
  payer.count = kept;
  if (kept == 0) release_list(pool, payer);
}

/// Adds what is found in the list already; what is not found stays in `moved`.
void add_present(std::span<TagShare> list, std::vector<TagShare>& moved) {
  std::size_t kept = 0;
  auto from = list.begin();
  for (const TagShare& part : moved) {
    from = std::lower_bound(from, list.end(), part.tag,
                            [](const TagShare& a, std::uint32_t tag) { return a.tag < tag; });
    if (from != list.end() && from->tag == part.tag) {
      from->units += part.units;
    } else {
      moved[kept++] = part;
    }
  }
  moved.resize(kept);
}

/// Adds sorted shares to the payee's list. `moved` is used up.
void deposit(SharePool& pool, Account& payee, std::vector<TagShare>& moved,
             std::vector<TagShare>& room) {
  // A few tags come to a long list: most are there already, as on an account that collects.
  if (moved.size() * 8 < payee.count) add_present(payee.shares(), moved);
  if (moved.empty()) return;
  room.clear();
  const auto list = payee.shares();
  std::size_t a = 0;
  for (const TagShare& part : moved) {
    while (a < list.size() && list[a].tag < part.tag) room.push_back(list[a++]);
    room.push_back(part);
    if (a < list.size() && list[a].tag == part.tag) room.back().units += list[a++].units;
  }
  room.insert(room.end(), list.begin() + static_cast<std::ptrdiff_t>(a), list.end());
  make_room(pool, payee, room.size());
  std::copy(room.begin(), room.end(), payee.list);
  payee.count = static_cast<std::uint32_t>(room.size());
}

void add_flows(std::span<const TagShare> moved, std::uint32_t transfer, FlowDetail detail,
               Traced& out) {
  std::int64_t sum = 0;
  for (const TagShare& share : moved) {
    const std::int64_t whole = share.units >> out.fraction_bits;
    sum += share.units;
    if (detail == FlowDetail::by_tag && whole > 0)
      out.flows.push_back({transfer, share.tag, whole});
  }
  const std::int64_t whole = sum >> out.fraction_bits;
  if (detail == FlowDetail::by_transfer && whole > 0) out.flows.push_back({transfer, 0, whole});
}

core::Error mixes_too_widely(std::size_t transfer) {
  return core::Error{core::ErrorCode::resources,
                     "the victims' money mixes too widely to follow each victim pro rata",
                     "transfer " + std::to_string(transfer) + " of the ledger",
                     "trace all victims together, or fewer of them"};
}

core::Status trace_many_tags(const Run& run, Traced& out, UnroundedShares& unrounded) {
  SharePool pool;
  std::vector<Account> accounts(run.options.accounts);
  std::vector<TagShare> moved, room;
  std::uint64_t carried = 0;
  const std::uint64_t carried_max =
      run.options.carried_max == 0 ? UINT64_MAX : run.options.carried_max;
  const auto fetch = [&](const auto& ahead) {
    __builtin_prefetch(&accounts[ahead(fetch_ahead).payer], 1);
    __builtin_prefetch(&accounts[ahead(fetch_ahead).payee], 1);
    const TagShare* payer_list = accounts[ahead(fetch_ahead / 2).payer].list;
    const TagShare* payee_list = accounts[ahead(fetch_ahead / 2).payee].list;
    if (payer_list != nullptr) __builtin_prefetch(payer_list, 1);
    if (payee_list != nullptr) __builtin_prefetch(payee_list, 1);
  };
  const auto step = [&](const Payment& p) -> core::Status {
    Account& payer = accounts[p.payer];
    Account& payee = accounts[p.payee];
    const std::int64_t missing = missing_of(p.amount_minor, payer.balance_minor);
    out.unexplained_minor += missing;
    payer.balance_minor += missing;
    moved.clear();
    if (payer.list != nullptr) withdraw(pool, payer, p.amount_minor, moved);
    if (p.seed_tag != 0) {
      for (const TagShare& share : moved) unrounded.displaced_units[share.tag] += share.units;
      moved.assign(1, {p.seed_tag, p.amount_minor << out.fraction_bits});
    }
    payer.balance_minor -= p.amount_minor;
    if (__builtin_add_overflow(payee.balance_minor, p.amount_minor, &payee.balance_minor))
      return balance_too_large(p.transfer);
    if (moved.empty()) return {};
    carried += moved.size();
    if (run.options.flows != FlowDetail::none) add_flows(moved, p.transfer, run.options.flows, out);
    deposit(pool, payee, moved, room);
    if (carried > carried_max) return mixes_too_widely(p.transfer);
    return {};
  };
  CB_TRY_STATUS(walk(run, fetch, step));
  out.balance_minor.reserve(accounts.size());
  for (std::uint32_t id = 0; id < accounts.size(); ++id) {
    out.balance_minor.push_back(accounts[id].balance_minor);
    for (const TagShare& share : accounts[id].shares())
      unrounded.shares.push_back({id, share.tag, share.units});
  }
  return {};
}

}  // namespace

core::Result<Traced> trace_prorata(const core::RunContext& context,
                                   std::span<const LedgerTransfer> transfers,
                                   std::span<const Seed> seeds, const TraceOptions& options) {
  CB_TRY_STATUS(check_seeds(transfers, seeds, options));
  const auto bits = find_fraction_bits(transfers, seeds, options.tags);
  if (!bits) return ledger_error("seeds of one tag of 2^62 units and more", seeds[0].transfer);
  Traced out;
  out.fraction_bits = *bits;
  UnroundedShares unrounded{{}, std::vector<std::int64_t>(std::size_t{options.tags} + 1, 0)};
  const Run run{context, transfers, seeds, options};
  if (options.tags == 1) {
    CB_TRY_STATUS(trace_one_tag(run, out, unrounded));
  } else {
    CB_TRY_STATUS(trace_many_tags(run, out, unrounded));
  }
  round_shares(transfers, std::move(unrounded), options, out);
  core::Int128 seeded = 0, held = 0;
  for (const Seed& seed : seeds) {
    const LedgerTransfer& t = transfers[seed.transfer];
    if (t.payer != t.payee) seeded += t.amount_minor;
  }
  for (const Holding& holding : out.holdings) held += holding.amount_minor;
  CB_CHECK(held + out.displaced_minor == seeded,
           "pro rata holds another sum than the seeds brought");
  return out;
}

}  // namespace cuibono::money
