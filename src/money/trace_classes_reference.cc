// The slow obvious twin of the rules with own money apart: each account has a purse of its own money and
// one of trust money, and a payment empties the first before it opens the second.
#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>

#include "money/trace_classes.h"
#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

using Tag = std::uint32_t;

/// In order of arrival, or by share: then `shares` holds 2^-bits of the unit, and unknown money is the rest.
struct Purse {
  std::int64_t balance_minor = 0;
  std::deque<TagAmount> lots;
  std::map<Tag, std::int64_t> shares;
};

struct Taken {
  std::vector<TagAmount> lots;
  std::map<Tag, std::int64_t> shares;
};

Taken take(Purse& purse, std::int64_t amount) {
  Taken taken;
  for (auto& [tag, share] : purse.shares) {
    const auto part = static_cast<std::int64_t>(core::Int128{share} * amount / purse.balance_minor);
    share -= part;
    taken.shares[tag] = part;
  }
  for (std::int64_t left = amount; left > 0 && !purse.lots.empty();) {
    TagAmount& oldest = purse.lots.front();
    const std::int64_t part = std::min(left, oldest.amount_minor);
    taken.lots.push_back({oldest.tag, part});
    oldest.amount_minor -= part;
    left -= part;
    if (oldest.amount_minor == 0) purse.lots.pop_front();
  }
  purse.balance_minor -= amount;
  return taken;
}

void put(Purse& purse, std::int64_t amount, const Taken& taken) {
  purse.balance_minor += amount;
  purse.lots.insert(purse.lots.end(), taken.lots.begin(), taken.lots.end());
  for (const auto& [tag, share] : taken.shares) purse.shares[tag] += share;
}

/// A part of one tag's money with what rounding down leaves of it.
struct Part {
  std::int64_t remainder;
  std::size_t named;
  std::int64_t* amount_minor;
};

void round_up_largest(std::vector<Part>& parts, unsigned bits) {
  std::int64_t left = 0;
  for (const Part& part : parts) left += part.remainder;
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return a.remainder != b.remainder ? a.remainder > b.remainder : a.named < b.named;
  });
  for (std::size_t i = 0; left > 0; ++i, left -= std::int64_t{1} << bits) ++*parts[i].amount_minor;
}

class Twin {
 public:
  Twin(std::span<const LedgerTransfer> transfers, std::span<const std::uint32_t> own_tags,
       const ClassOptions& options, unsigned bits)
      : options_(options),
        own_tags_(own_tags.begin(), own_tags.end()),
        accounts_(options.trace.accounts),
        named_(options.trace.accounts, SIZE_MAX) {
    out_.fraction_bits = bits;
    for (std::size_t i = transfers.size(); i-- > 0;) {
      named_[transfers[i].payee] = 2 * i + 1;
      named_[transfers[i].payer] = 2 * i;
    }
  }

  void pay(std::uint32_t transfer, const LedgerTransfer& t, Tag seed_tag, bool is_asset) {
    auto& payer = accounts_[t.payer];
    auto& payee = accounts_[t.payee];
    const std::int64_t known = payer[0].balance_minor + payer[1].balance_minor;
    if (known < t.amount_minor) {
      const std::int64_t missing = t.amount_minor - known;
      put(payer[class_of(0)], missing, fresh(0, missing));
      out_.unexplained_minor += missing;
    }
    const bool trust_first = is_asset || options_.order == ClassOrder::trust_first;
    std::int64_t left = t.amount_minor;
    std::map<Tag, std::int64_t> carried;  // whole units
    std::int64_t together = 0;
    for (const std::size_t from : trust_first ? std::array{1U, 0U} : std::array{0U, 1U}) {
      const std::int64_t amount = std::min(left, payer[from].balance_minor);
      if (amount == 0) continue;
      left -= amount;
      const std::size_t to = seed_tag != 0 ? class_of(seed_tag) : from;
      Taken taken = take(payer[from], amount);
      if (seed_tag != 0) {
        displace(taken);
        taken = fresh(seed_tag, amount);
      }
      put(payee[to], amount, taken);
      std::int64_t shares = 0;
      for (const TagAmount& lot : taken.lots) {
        if (lot.tag == 0) continue;
        carried[lot.tag] += lot.amount_minor;
        together += lot.amount_minor;
      }
      for (const auto& [tag, share] : taken.shares) {
        carried[tag] += share >> out_.fraction_bits;
        shares += share;
      }
      together += shares >> out_.fraction_bits;
    }
    if (options_.trace.flows == FlowDetail::by_transfer) carried = {{0, together}};
    if (options_.trace.flows == FlowDetail::none) carried.clear();
    for (const auto& [tag, amount] : carried) {
      if (amount > 0) out_.flows.push_back({transfer, tag, amount});
    }
  }

  Traced finish() {
    std::map<Tag, std::vector<Part>> parts;
    const std::int64_t whole = std::int64_t{1} << out_.fraction_bits;
    for (std::uint32_t account = 0; account < accounts_.size(); ++account) {
      std::map<Tag, std::int64_t> units;
      for (Purse& purse : accounts_[account]) {
        for (const TagAmount& lot : purse.lots) units[lot.tag] += lot.amount_minor * whole;
        for (auto& [tag, share] : purse.shares) {
          units[tag] += share;
          parts[tag].push_back({share % whole, named_[account], &share});
          share /= whole;
        }
      }
      units.erase(0);
      for (const auto& [tag, share] : units) {
        if (share > 0 && options_.trace.want_shares && options_.rule == ClassRule::prorata)
          out_.shares.push_back({account, tag, share});
      }
    }
    for (auto& [tag, share] : displaced_shares_) {
      parts[tag].push_back({share % whole, SIZE_MAX, &share});
      share /= whole;
    }
    for (auto& [tag, of_tag] : parts) round_up_largest(of_tag, out_.fraction_bits);
    for (const auto& [tag, amount] : displaced_shares_) displaced_[tag] += amount;
    displaced_.erase(0);
    for (const auto& [tag, amount] : displaced_) {
      if (amount == 0) continue;
      out_.displaced.push_back({tag, amount});
      out_.displaced_minor += amount;
    }
    for (std::uint32_t account = 0; account < accounts_.size(); ++account) add_holdings(account);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::size_t class_of(Tag tag) const {
    if (tag == 0) return options_.unknown_as == UnknownAs::own ? 0 : 1;
    return own_tags_.contains(tag) ? 0 : 1;
  }
  /// Money of one tag, as the purse of its class keeps it.
  [[nodiscard]] Taken fresh(Tag tag, std::int64_t amount) const {
    if (class_of(tag) == 0 || options_.rule == ClassRule::fifo) return {{{tag, amount}}, {}};
    if (tag == 0) return {};
    return {{}, {{tag, amount << out_.fraction_bits}}};
  }
  void displace(const Taken& taken) {
    for (const TagAmount& lot : taken.lots) displaced_[lot.tag] += lot.amount_minor;
    for (const auto& [tag, share] : taken.shares) displaced_shares_[tag] += share;
  }
  void add_holdings(std::uint32_t account) {
    std::map<Tag, std::int64_t> amounts;
    std::int64_t balance = 0;
    for (const Purse& purse : accounts_[account]) {
      for (const TagAmount& lot : purse.lots) amounts[lot.tag] += lot.amount_minor;
      for (const auto& [tag, amount] : purse.shares) amounts[tag] += amount;
      balance += purse.balance_minor;
    }
    amounts.erase(0);
    for (const auto& [tag, amount] : amounts) {
      if (amount > 0) out_.holdings.push_back({account, tag, amount});
    }
    out_.balance_minor.push_back(balance);
  }

  const ClassOptions& options_;
  std::set<Tag> own_tags_;
  std::vector<std::array<Purse, 2>> accounts_;  ///< own, trust
  std::map<Tag, std::int64_t> displaced_, displaced_shares_;
  std::vector<std::size_t> named_;  ///< [accounts] when the ledger first names it
  Traced out_;
};

}  // namespace

Traced trace_classes_reference(std::span<const LedgerTransfer> transfers,
                               std::span<const Seed> seeds, std::span<const std::uint32_t> own_tags,
                               std::span<const std::uint32_t> asset_transfers,
                               const ClassOptions& options) {
  const bool is_prorata = options.rule == ClassRule::prorata;
  const unsigned bits =
      is_prorata ? find_fraction_bits(transfers, seeds, options.trace.tags).value_or(0) : 0;
  Twin twin(transfers, own_tags, options, bits);
  std::vector<Tag> seed_of(transfers.size(), 0);
  for (const Seed& seed : seeds) seed_of[seed.transfer] = seed.tag;
  const std::set<std::uint32_t> assets(asset_transfers.begin(), asset_transfers.end());
  for (std::uint32_t i = 0; i < transfers.size(); ++i) {
    if (transfers[i].payer == transfers[i].payee || transfers[i].amount_minor == 0) continue;
    twin.pay(i, transfers[i], seed_of[i], assets.contains(i));
  }
  return twin.finish();
}

}  // namespace cuibono::money
