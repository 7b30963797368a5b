// The slow obvious twins. One idea, one loop, no cleverness; they stay forever.
#include <boost/multiprecision/cpp_int.hpp>
#include <deque>
#include <map>

#include "money/trace.h"

namespace cuibono::money {
namespace {

using Fraction = boost::multiprecision::cpp_rational;

/// The tag that a payment is seeded with; 0 when it is not.
std::uint32_t seed_of(std::span<const Seed> seeds, std::size_t transfer) {
  for (const Seed& seed : seeds) {
    if (seed.transfer == transfer) return seed.tag;
  }
  return 0;
}

struct PlainLot {
  std::uint32_t tag;
  std::int64_t amount_minor;
};

}  // namespace

Traced trace_fifo_reference(std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
                            const TraceOptions& options) {
  Traced out;
  std::map<std::uint32_t, std::deque<PlainLot>> lots;
  std::map<std::uint32_t, std::int64_t> balance;
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const auto [payer, payee, amount] = transfers[i];
    if (payer == payee || amount == 0) continue;
    if (balance[payer] < amount) {
      lots[payer].push_back({0, amount - balance[payer]});
      out.unexplained_minor += amount - balance[payer];
      balance[payer] = amount;
    }
    std::map<std::uint32_t, std::int64_t> carried;
    const std::uint32_t seed = seed_of(seeds, i);
    for (std::int64_t left = amount; left > 0;) {
      PlainLot& first = lots[payer].front();
      const std::int64_t part = std::min(left, first.amount_minor);
      if (seed == 0) {
        lots[payee].push_back({first.tag, part});
        carried[first.tag] += part;
      } else if (first.tag != 0) {
        out.displaced_minor += part;
      }
      first.amount_minor -= part;
      left -= part;
      if (first.amount_minor == 0) lots[payer].pop_front();
    }
    if (seed != 0) {
      lots[payee].push_back({seed, amount});
      carried[seed] += amount;
    }
    balance[payer] -= amount;
    balance[payee] += amount;
    for (const auto& [tag, part] : carried) {
      if (tag != 0 && options.want_flows)
        out.flows.push_back({static_cast<std::uint32_t>(i), tag, part});
    }
  }
  for (std::uint32_t account = 0; account < options.accounts; ++account) {
    std::map<std::uint32_t, std::int64_t> by_tag;
    for (const PlainLot& lot : lots[account]) by_tag[lot.tag] += lot.amount_minor;
    for (const auto& [tag, amount] : by_tag) {
      if (tag != 0 && amount > 0) out.holdings.push_back({account, tag, amount});
    }
    out.balance_minor.push_back(balance[account]);
  }
  return out;
}

Traced trace_prorata_plain(std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
                           const TraceOptions& options) {
  Traced out;
  std::map<std::uint32_t, std::map<std::uint32_t, core::Int128>> units;  // account → tag → 2^-16
  std::vector<std::int64_t> balance(options.accounts, 0);
  core::Int128 seeded = 0;
  std::size_t next_seed = 0;
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const auto [payer, payee, amount] = transfers[i];
    std::uint32_t seed = 0;
    if (next_seed < seeds.size() && seeds[next_seed].transfer == i) seed = seeds[next_seed++].tag;
    if (payer == payee || amount == 0) continue;
    if (balance[payer] < amount) {
      out.unexplained_minor += amount - balance[payer];
      balance[payer] = amount;
    }
    std::map<std::uint32_t, core::Int128> moved;
    for (auto& [tag, share] : units[payer]) {
      const core::Int128 part = share * amount / balance[payer];
      share -= part;
      moved[tag] = part;
    }
    if (seed != 0) {
      moved = {{seed, static_cast<core::Int128>(amount) << prorata_shift}};
      seeded += amount;
    }
    balance[payer] -= amount;
    balance[payee] += amount;
    for (const auto& [tag, part] : moved) {
      units[payee][tag] += part;
      const auto whole = static_cast<std::int64_t>(part >> prorata_shift);
      if (whole > 0 && options.want_flows)
        out.flows.push_back({static_cast<std::uint32_t>(i), tag, whole});
    }
  }
  std::vector<Share> shares;
  for (const auto& [account, by_tag] : units) {
    for (const auto& [tag, share] : by_tag) {
      if (share > 0) shares.push_back({account, tag, static_cast<std::int64_t>(share)});
    }
  }
  out.holdings = round_shares(shares, options.tags);
  for (const Holding& holding : out.holdings) seeded -= holding.amount_minor;
  out.displaced_minor = seeded;
  out.balance_minor = std::move(balance);
  return out;
}

std::vector<ExactHolding> trace_prorata_reference(std::span<const LedgerTransfer> transfers,
                                                  std::span<const Seed> seeds,
                                                  const TraceOptions& options) {
  std::map<std::uint32_t, std::map<std::uint32_t, Fraction>> share;
  std::map<std::uint32_t, std::int64_t> balance;
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const auto [payer, payee, amount] = transfers[i];
    if (payer == payee || amount == 0) continue;
    balance[payer] = std::max(balance[payer], amount);
    const Fraction fraction(amount, balance[payer]);
    std::map<std::uint32_t, Fraction> moved;
    for (auto& [tag, part] : share[payer]) {
      moved[tag] = part * fraction;
      part -= moved[tag];
    }
    if (const std::uint32_t seed = seed_of(seeds, i); seed != 0) moved = {{seed, Fraction(amount)}};
    for (const auto& [tag, part] : moved) share[payee][tag] += part;
    balance[payer] -= amount;
    balance[payee] += amount;
  }
  std::vector<ExactHolding> out;
  for (std::uint32_t account = 0; account < options.accounts; ++account) {
    for (const auto& [tag, part] : share[account]) {
      if (part != 0) out.push_back({account, tag, part.convert_to<double>(), part.str()});
    }
  }
  return out;
}

}  // namespace cuibono::money
