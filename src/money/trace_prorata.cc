// Pro rata in fixed point: every payment takes the same fraction of every tag.
//
// Idea       an account holds a balance in whole units and, for each tag on it, a share in 2^-16 of
// the unit.
//            Paying a of a balance b moves floor(share · a / b) of each share; what the floor
//            leaves stays with the payer, so nothing is made or lost.
// Encoding   one tag in all: a flat array of shares. Several: a short sorted list for each account
// that
//            has any. Clean money is what the shares leave over; it is not stored.
// Invariants share ≥ 0; amounts and balances < 2^46, so share < 2^62 and share · a < 2^108 fits 128
// bits;
//            a ≤ b, so the quotient is at most the share and one hardware division gives it.
// Source     Re Ontario Securities Commission and Greymac Credit Corp (1986), 55 OR (2d) 673.
#include <algorithm>

#include "money/trace.h"

namespace cuibono::money {
namespace {

constexpr std::size_t transfers_per_look = 1U << 20;

/// floor(share · amount / balance) with 0 ≤ amount ≤ balance, balance > 0.
inline std::int64_t part_of(std::int64_t share, std::int64_t amount,
                            std::int64_t balance) noexcept {
#if defined(__x86_64__)
  // The quotient is at most `share`, so the 128-by-64-bit division cannot overflow.
  std::uint64_t low = 0, high = 0, quotient = 0, remainder = 0;
  __asm__("mulq %3"
          : "=a"(low), "=d"(high)
          : "a"(static_cast<std::uint64_t>(share)), "rm"(static_cast<std::uint64_t>(amount))
          : "cc");
  __asm__("divq %4"
          : "=a"(quotient), "=d"(remainder)
          : "a"(low), "d"(high), "rm"(static_cast<std::uint64_t>(balance))
          : "cc");
  return static_cast<std::int64_t>(quotient);
#else
  return static_cast<std::int64_t>(static_cast<core::Int128>(share) * amount / balance);
#endif
}

struct TagShare {
  std::uint32_t tag = 0;
  std::int64_t units = 0;
};
using TagShares = std::vector<TagShare>;

/// Adds sorted shares to sorted shares. `room` is scratch that keeps its memory.
void merge_into(TagShares& target, const TagShares& moved, TagShares& room) {
  if (moved.empty()) return;
  if (target.empty()) {
    target = moved;
    return;
  }
  if (target.back().tag < moved.front().tag) {
    target.insert(target.end(), moved.begin(), moved.end());
    return;
  }
  room.clear();
  std::size_t a = 0, b = 0;
  while (a < target.size() || b < moved.size()) {
    if (b == moved.size() || (a < target.size() && target[a].tag < moved[b].tag)) {
      room.push_back(target[a++]);
    } else if (a == target.size() || moved[b].tag < target[a].tag) {
      room.push_back(moved[b++]);
    } else {
      room.push_back({target[a].tag, target[a].units + moved[b].units});
      ++a, ++b;
    }
  }
  target.swap(room);
}

core::Error too_large(std::size_t position) {
  return {core::ErrorCode::bad_input, "an amount or balance too large for pro rata in fixed point",
          "transfer " + std::to_string(position) + " of the ledger",
          "use a coarser unit of the asset, or trace by FIFO"};
}

/// Whole units of the flows of one payment, rounded down tag by tag (holdings carry the
/// remainders).
void add_flows(std::vector<Flow>& flows, std::size_t transfer, const TagShares& moved) {
  for (const TagShare& share : moved) {
    const std::int64_t whole = share.units >> prorata_shift;
    if (whole > 0) flows.push_back({static_cast<std::uint32_t>(transfer), share.tag, whole});
  }
}

/// One tag: the flat case, at the speed of memory.
core::Status trace_one_tag(const core::RunContext& context,
                           std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
                           const TraceOptions& options, Traced& out, std::vector<Share>& shares) {
  struct State {
    std::int64_t balance_minor = 0, units = 0;
  };
  std::vector<State> state(options.accounts);
  std::size_t next_seed = 0;
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    if (i % transfers_per_look == 0) CB_TRY_STATUS(core::check_cancelled(context));
    const LedgerTransfer& t = transfers[i];
    const bool seeded = next_seed < seeds.size() && seeds[next_seed].transfer == i;
    if (seeded) ++next_seed;
    if (t.payer == t.payee || t.amount_minor == 0) continue;
    State& payer = state[t.payer];
    State& payee = state[t.payee];
    if (payer.balance_minor < t.amount_minor) {
      out.unexplained_minor += t.amount_minor - payer.balance_minor;
      payer.balance_minor = t.amount_minor;
    }
    std::int64_t moved =
        payer.units == 0 ? 0 : part_of(payer.units, t.amount_minor, payer.balance_minor);
    payer.units -= moved;
    if (seeded) moved = t.amount_minor << prorata_shift;
    payer.balance_minor -= t.amount_minor;
    payee.balance_minor += t.amount_minor;
    payee.units += moved;
    if (payee.balance_minor > prorata_amount_max) return too_large(i);
    if (options.want_flows && (moved >> prorata_shift) > 0) {
      out.flows.push_back({static_cast<std::uint32_t>(i), 1, moved >> prorata_shift});
    }
  }
  for (std::uint32_t account = 0; account < state.size(); ++account) {
    out.balance_minor.push_back(state[account].balance_minor);
    if (state[account].units > 0) shares.push_back({account, 1, state[account].units});
  }
  return {};
}

core::Status trace_many_tags(const core::RunContext& context,
                             std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
                             const TraceOptions& options, Traced& out, std::vector<Share>& shares) {
  std::vector<std::int64_t> balance(options.accounts, 0);
  std::vector<TagShares> held(options.accounts);
  TagShares moved, room;
  std::size_t next_seed = 0;
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    if (i % transfers_per_look == 0) CB_TRY_STATUS(core::check_cancelled(context));
    const LedgerTransfer& t = transfers[i];
    const bool seeded = next_seed < seeds.size() && seeds[next_seed].transfer == i;
    const std::uint32_t seed_tag = seeded ? seeds[next_seed++].tag : 0;
    if (t.payer == t.payee || t.amount_minor == 0) continue;
    if (balance[t.payer] < t.amount_minor) {
      out.unexplained_minor += t.amount_minor - balance[t.payer];
      balance[t.payer] = t.amount_minor;
    }
    moved.clear();
    TagShares& from = held[t.payer];
    if (!from.empty()) {
      std::size_t kept = 0;
      for (TagShare& share : from) {
        const std::int64_t part = part_of(share.units, t.amount_minor, balance[t.payer]);
        if (part > 0) moved.push_back({share.tag, part});
        share.units -= part;
        if (share.units > 0) from[kept++] = share;
      }
      from.resize(kept);
    }
    if (seeded) moved.assign(1, {seed_tag, t.amount_minor << prorata_shift});
    balance[t.payer] -= t.amount_minor;
    balance[t.payee] += t.amount_minor;
    if (balance[t.payee] > prorata_amount_max) return too_large(i);
    merge_into(held[t.payee], moved, room);
    if (options.want_flows) add_flows(out.flows, i, moved);
  }
  for (std::uint32_t account = 0; account < held.size(); ++account) {
    for (const TagShare& share : held[account]) shares.push_back({account, share.tag, share.units});
  }
  out.balance_minor = std::move(balance);
  return {};
}

}  // namespace

std::vector<Holding> round_shares(std::span<const Share> shares, std::uint32_t tags) {
  constexpr std::int64_t one = 1LL << prorata_shift;
  struct Left {
    std::int64_t remainder = 0;
    std::size_t share = 0;
  };
  std::vector<std::vector<Left>> left(static_cast<std::size_t>(tags) + 1);
  std::vector<core::Int128> total(static_cast<std::size_t>(tags) + 1, 0), whole(total);
  std::vector<std::int64_t> amount(shares.size());
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Share& share = shares[i];
    amount[i] = share.units >> prorata_shift;
    total[share.tag] += share.units;
    whole[share.tag] += amount[i];
    left[share.tag].push_back({share.units & (one - 1), i});
  }
  for (std::size_t tag = 1; tag <= tags; ++tag) {
    const core::Int128 target = (total[tag] + one / 2) / one;
    auto missing = static_cast<std::size_t>(target - whole[tag]);
    // Largest remainder first; ties go to the smaller account, which is the smaller position.
    std::stable_sort(left[tag].begin(), left[tag].end(),
                     [](const Left& a, const Left& b) { return a.remainder > b.remainder; });
    for (std::size_t k = 0; k < left[tag].size() && missing > 0; ++k, --missing)
      ++amount[left[tag][k].share];
  }
  std::vector<Holding> holdings;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (amount[i] > 0) holdings.push_back({shares[i].account, shares[i].tag, amount[i]});
  }
  return holdings;
}

core::Result<Traced> trace_prorata(const core::RunContext& context,
                                   std::span<const LedgerTransfer> transfers,
                                   std::span<const Seed> seeds, const TraceOptions& options) {
  CB_TRY_STATUS(check_ledger(transfers, seeds, options));
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    if (transfers[i].amount_minor > prorata_amount_max) return too_large(i);
  }
  Traced out;
  std::vector<Share> shares;
  if (options.tags == 1) {
    CB_TRY_STATUS(trace_one_tag(context, transfers, seeds, options, out, shares));
  } else {
    CB_TRY_STATUS(trace_many_tags(context, transfers, seeds, options, out, shares));
  }
  out.holdings = round_shares(shares, options.tags);
  core::Int128 seeded = 0, held = 0;
  for (const Seed& seed : seeds) {
    const LedgerTransfer& t = transfers[seed.transfer];
    if (t.payer != t.payee) seeded += t.amount_minor;
  }
  for (const Holding& holding : out.holdings) held += holding.amount_minor;
  out.displaced_minor = seeded - held;
  CB_CHECK(out.displaced_minor >= 0, "pro rata holds more than the seeds brought");
  return out;
}

}  // namespace cuibono::money
