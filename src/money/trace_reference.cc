// The slow obvious twins. One idea, one loop, no cleverness; they stay forever.
#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <deque>
#include <map>

#include "money/trace.h"
#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

using ExactFraction = boost::multiprecision::cpp_rational;
using Tag = std::uint32_t;

struct PlainLot {
  Tag tag;
  std::int64_t amount_minor;
};

/// The tag that each payment is seeded with; 0 for most.
std::vector<Tag> seed_of_each(std::span<const LedgerTransfer> transfers,
                              std::span<const Seed> seeds) {
  std::vector<Tag> tags(transfers.size(), 0);
  for (const Seed& seed : seeds) tags[seed.transfer] = seed.tag;
  return tags;
}

void add_flows(const std::map<Tag, std::int64_t>& carried, std::size_t transfer, FlowDetail detail,
               unsigned fraction_bits, std::vector<Flow>& flows) {
  std::map<Tag, std::int64_t> asked;
  for (const auto& [tag, units] : carried) {
    if (tag != 0 && detail == FlowDetail::by_tag) asked[tag] += units;
    if (tag != 0 && detail == FlowDetail::by_transfer) asked[0] += units;
  }
  for (const auto& [tag, units] : asked) {
    const std::int64_t whole = units >> fraction_bits;
    if (whole > 0) flows.push_back({static_cast<std::uint32_t>(transfer), tag, whole});
  }
}

void set_displaced(const std::map<Tag, std::int64_t>& displaced, Traced& out) {
  for (const auto& [tag, amount] : displaced) {
    if (tag == 0 || amount == 0) continue;
    out.displaced.push_back({tag, amount});
    out.displaced_minor += amount;
  }
}

}  // namespace

Traced trace_fifo_reference(std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
                            const TraceOptions& options) {
  Traced out;
  std::map<std::uint32_t, std::deque<PlainLot>> lots;
  std::map<std::uint32_t, std::int64_t> balance;
  std::map<Tag, std::int64_t> displaced;
  const std::vector<Tag> seed_of = seed_of_each(transfers, seeds);
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const auto [payer, payee, amount] = transfers[i];
    if (payer == payee || amount == 0) continue;
    if (balance[payer] < amount) {
      lots[payer].push_back({0, amount - balance[payer]});
      out.unexplained_minor += amount - balance[payer];
      balance[payer] = amount;
    }
    std::map<Tag, std::int64_t> carried;
    for (std::int64_t left = amount; left > 0;) {
      PlainLot& first = lots[payer].front();
      const std::int64_t part = std::min(left, first.amount_minor);
      if (seed_of[i] == 0) {
        const bool one_more = options.hops && first.tag != 0 && first.tag < options.tags;
        const Tag tag = one_more ? first.tag + 1 : first.tag;
        lots[payee].push_back({tag, part});
        carried[tag] += part;
      } else {
        displaced[first.tag] += part;
      }
      first.amount_minor -= part;
      left -= part;
      if (first.amount_minor == 0) lots[payer].pop_front();
    }
    if (seed_of[i] != 0) {
      lots[payee].push_back({seed_of[i], amount});
      carried[seed_of[i]] += amount;
    }
    balance[payer] -= amount;
    balance[payee] += amount;
    add_flows(carried, i, options.flows, 0, out.flows);
  }
  for (std::uint32_t account = 0; account < options.accounts; ++account) {
    std::map<Tag, std::int64_t> by_tag;
    for (const PlainLot& lot : lots[account]) by_tag[lot.tag] += lot.amount_minor;
    for (const auto& [tag, amount] : by_tag) {
      if (tag != 0) out.holdings.push_back({account, tag, amount});
    }
    out.balance_minor.push_back(balance[account]);
  }
  set_displaced(displaced, out);
  return out;
}

namespace {

/// A part of one tag's money with what rounding down leaves of it.
struct PlainPart {
  std::int64_t remainder;
  std::uint64_t named;  ///< when the ledger first names the account; last: the displaced part
  std::int64_t* amount_minor;
};

void round_up_largest(std::vector<PlainPart>& parts, unsigned fraction_bits) {
  core::Int128 left = 0;
  for (const PlainPart& part : parts) left += part.remainder;
  std::sort(parts.begin(), parts.end(), [](const PlainPart& a, const PlainPart& b) {
    return a.remainder != b.remainder ? a.remainder > b.remainder : a.named < b.named;
  });
  for (std::size_t i = 0; left > 0; ++i, left -= core::Int128{1} << fraction_bits)
    ++*parts[i].amount_minor;
}

}  // namespace

Traced trace_prorata_plain(std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
                           const TraceOptions& options) {
  Traced out;
  out.fraction_bits = find_fraction_bits(transfers, seeds, options.tags).value_or(0);
  std::map<std::uint32_t, std::map<Tag, std::int64_t>> units;  // account → tag → share
  std::map<Tag, std::int64_t> displaced;
  std::vector<std::int64_t> balance(options.accounts, 0);
  std::vector<std::uint64_t> named(options.accounts, UINT64_MAX);
  const std::vector<Tag> seed_of = seed_of_each(transfers, seeds);
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const auto [payer, payee, amount] = transfers[i];
    named[payer] = std::min<std::uint64_t>(named[payer], 2 * i);
    named[payee] = std::min<std::uint64_t>(named[payee], 2 * i + 1);
    if (payer == payee || amount == 0) continue;
    if (balance[payer] < amount) {
      out.unexplained_minor += amount - balance[payer];
      balance[payer] = amount;
    }
    std::map<Tag, std::int64_t> moved;
    for (auto& [tag, share] : units[payer]) {
      const auto part = static_cast<std::int64_t>(core::Int128{share} * amount / balance[payer]);
      share -= part;
      moved[tag] = part;
    }
    if (seed_of[i] != 0) {
      for (const auto& [tag, part] : moved) displaced[tag] += part;
      moved = {{seed_of[i], amount << out.fraction_bits}};
    }
    for (const auto& [tag, part] : moved) units[payee][tag] += part;
    balance[payer] -= amount;
    balance[payee] += amount;
    add_flows(moved, i, options.flows, out.fraction_bits, out.flows);
  }
  const std::int64_t whole = std::int64_t{1} << out.fraction_bits;
  std::map<Tag, std::vector<PlainPart>> parts;
  for (auto& [account, by_tag] : units) {
    for (auto& [tag, share] : by_tag) {
      if (share == 0) continue;
      if (options.want_shares) out.shares.push_back({account, tag, share});
      parts[tag].push_back({share % whole, named[account], &share});
      share /= whole;
    }
  }
  for (auto& [tag, share] : displaced) {
    parts[tag].push_back({share % whole, UINT64_MAX, &share});
    share /= whole;
  }
  for (auto& [tag, of_tag] : parts) round_up_largest(of_tag, out.fraction_bits);
  for (const auto& [account, by_tag] : units) {
    for (const auto& [tag, amount] : by_tag) {
      if (amount > 0) out.holdings.push_back({account, tag, amount});
    }
  }
  set_displaced(displaced, out);
  out.balance_minor = std::move(balance);
  return out;
}

std::vector<ExactShare> trace_prorata_reference(std::span<const LedgerTransfer> transfers,
                                                std::span<const Seed> seeds,
                                                const TraceOptions& options) {
  std::map<std::uint32_t, std::map<Tag, ExactFraction>> share;
  std::map<std::uint32_t, std::int64_t> balance;
  const std::vector<Tag> seed_of = seed_of_each(transfers, seeds);
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const auto [payer, payee, amount] = transfers[i];
    if (payer == payee || amount == 0) continue;
    balance[payer] = std::max(balance[payer], amount);
    const ExactFraction fraction(amount, balance[payer]);
    std::map<Tag, ExactFraction> moved;
    for (auto& [tag, part] : share[payer]) {
      moved[tag] = part * fraction;
      part -= moved[tag];
    }
    if (seed_of[i] != 0) moved = {{seed_of[i], ExactFraction(amount)}};
    for (const auto& [tag, part] : moved) share[payee][tag] += part;
    balance[payer] -= amount;
    balance[payee] += amount;
  }
  std::vector<ExactShare> out;
  for (std::uint32_t account = 0; account < options.accounts; ++account) {
    for (const auto& [tag, part] : share[account]) {
      if (part == 0) continue;
      const boost::multiprecision::cpp_int whole = numerator(part) / denominator(part);
      const boost::multiprecision::cpp_int billionths =
          numerator(part) * 1'000'000'000 / denominator(part) - whole * 1'000'000'000;
      out.push_back({account, tag, part.str(), whole.convert_to<std::int64_t>(),
                     billionths.convert_to<std::int64_t>()});
    }
  }
  return out;
}

}  // namespace cuibono::money
