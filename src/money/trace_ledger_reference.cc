// The slow obvious twin of trace_ledger. Under rules that keep an order every unit of money is a coin with a
// tag and a mark; pro rata every tag of every payment has its share in a table.
#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "money/trace_ledger.h"
#include "money/trace_ledger_parts.h"
#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

struct Coin {
  std::uint32_t tag = 0;
  std::uint32_t came_by = 0;  ///< payment that brought it, plus 1
};

/// Shares of one purse: (tag, payment that brought it plus 1) → units. Unknown money has its share too.
using ShareTable = std::map<std::array<std::uint32_t, 2>, core::Int128>;

/// One account's money of one class.
struct PlainPurse {
  std::int64_t balance = 0;
  std::deque<Coin> coins;
  ShareTable shares;
};
struct Carried {
  std::int64_t amount = 0;
  std::vector<Coin> coins;
  std::map<std::uint32_t, core::Int128> units;  ///< by tag, without tag 0
};

class Twin {
 public:
  Twin(std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
       std::span<const Movement> movements, const LedgerTraceOptions& options)
      : transfers_(transfers), options_(options), tags_(options.trace.tags) {
    bits_ = find_ledger_bits(transfers, seeds, movements, options).value_or(0);
    set_ = purse_set_of(options.rule);
    accounts_.resize(options.trace.accounts);
    for (const Seed& seed : seeds) seed_of_[seed.transfer] = seed.tag;
    for (const Movement& m : movements) {
      movement_of_[m.transfer] = m;
      if (m.kind == MovementKind::reversal) taken_back_.insert(m.original);
    }
    out_.traced.fraction_bits = bits_;
  }

  LedgerTraced run() {
    for (std::uint32_t i = 0; i < transfers_.size(); ++i) {
      const LedgerTransfer& t = transfers_[i];
      if (t.payer != t.payee && t.amount_minor != 0) pay(i, t);
    }
    return finish();
  }

 private:
  [[nodiscard]] std::uint32_t group_of(std::uint32_t account) const {
    return options_.group_of.empty() ? 0 : options_.group_of[account];
  }

  void pay(std::uint32_t i, const LedgerTransfer& t) {
    const auto found = movement_of_.find(i);
    const std::optional<Movement> movement =
        found == movement_of_.end() ? std::nullopt : std::optional(found->second);
    const std::uint32_t seed = seed_of_.count(i) > 0 ? seed_of_[i] : 0;
    std::array<Carried, 2> carried;
    bool is_arrival = false;
    if (movement && movement->kind != MovementKind::reversal) {
      out_.traced.unexplained_minor += t.amount_minor;
      is_arrival = movement->kind == MovementKind::conversion;
      if (is_arrival && carried_by_.count(movement->original) > 0) {
        convert(movement->original, t, carried);
      } else if (movement->kind == MovementKind::interest && seed == 0) {
        earn(t, carried);
      } else {
        carried[set_.of_tag(0)] = fresh(0, t.amount_minor);
      }
    } else {
      withdraw(t, movement, carried);
    }
    if (options_.trace.hops && seed == 0 && !is_arrival) {
      for (Coin& coin : carried[0].coins) coin.tag += coin.tag != 0 && coin.tag < tags_ ? 1U : 0U;
    }
    if (seed != 0) {
      for (const Carried& of : carried) {
        for (const Coin& coin : of.coins) displaced_[{group_of(t.payer), coin.tag}] += 1;
        for (const auto& [tag, units] : of.units) displaced_[{group_of(t.payer), tag}] += units;
      }
      carried = {};
      carried[set_.of_tag(seed)] = fresh(seed, t.amount_minor);
    }
    add_flows(i, carried);
    for (std::size_t w = 0; w < set_.count; ++w) put(accounts_[t.payee][w], w, carried[w], i);
    carried_by_.clear();
    carried_by_[i] = carried;
  }

  [[nodiscard]] Carried fresh(std::uint32_t tag, std::int64_t amount) const {
    Carried of;
    of.amount = amount;
    if (!set_.is_shares(set_.of_tag(tag)))
      of.coins.assign(static_cast<std::size_t>(amount), Coin{tag, 0});
    else if (tag != 0)
      of.units[tag] = core::Int128{amount} << bits_;
    return of;
  }

  void put(PlainPurse& purse, std::size_t which, const Carried& carried, std::uint32_t payment) {
    purse.balance += carried.amount;
    const std::uint32_t came_by = taken_back_.count(payment) > 0 ? payment + 1 : 0;
    for (const Coin& coin : carried.coins) purse.coins.push_back({coin.tag, came_by});
    if (!set_.is_shares(which)) return;
    core::Int128 unknown = core::Int128{carried.amount} << bits_;
    for (const auto& [tag, units] : carried.units) {
      purse.shares[{tag, came_by}] += units;
      unknown -= units;
    }
    if (came_by != 0 && unknown > 0) purse.shares[{0, came_by}] += unknown;
  }

  /// One unit of the money of a payment, newest first; false where none is left.
  static bool take_coin_of(PlainPurse& purse, std::uint32_t payment, Carried& carried) {
    for (std::size_t i = purse.coins.size(); i-- > 0;) {
      if (purse.coins[i].came_by != payment + 1) continue;
      carried.coins.push_back(purse.coins[i]);
      purse.coins.erase(purse.coins.begin() + static_cast<std::ptrdiff_t>(i));
      return true;
    }
    return false;
  }

  void take_shares(PlainPurse& purse, core::Int128 part, core::Int128 whole,
                   std::optional<std::uint32_t> payment, Carried& carried) {
    for (auto& [key, units] : purse.shares) {
      if (payment && key[1] != *payment + 1) continue;
      const core::Int128 taken = units * part / whole;
      units -= taken;
      if (key[0] != 0) carried.units[key[0]] += taken;
    }
  }

  void withdraw(const LedgerTransfer& t, const std::optional<Movement>& reversal,
                std::array<Carried, 2>& carried) {
    auto& payer = accounts_[t.payer];
    const std::int64_t known = payer[0].balance + payer[1].balance;
    if (known < t.amount_minor) {
      out_.traced.unexplained_minor += t.amount_minor - known;
      put(payer[0], 0, fresh(0, t.amount_minor - known), UINT32_MAX);
    }
    std::int64_t left = t.amount_minor;
    for (std::size_t turn = 0; reversal && turn < set_.count; ++turn) {
      const std::size_t w = set_.turns[turn];
      PlainPurse& purse = payer[w];
      if (!set_.is_shares(w)) {
        while (left > 0 && take_coin_of(purse, reversal->original, carried[w])) {
          --left;
          --purse.balance;
          ++carried[w].amount;
        }
        continue;
      }
      core::Int128 all = 0;
      for (const auto& [key, units] : purse.shares)
        all += key[1] == reversal->original + 1 ? units : core::Int128{0};
      const auto part =
          static_cast<std::int64_t>(std::min<core::Int128>({all >> bits_, purse.balance, left}));
      if (part == 0) continue;
      take_shares(purse, core::Int128{part} << bits_, all, reversal->original, carried[w]);
      purse.balance -= part;
      carried[w].amount += part;
      left -= part;
    }
    for (std::size_t turn = 0; turn < set_.count; ++turn) {
      const std::size_t w = set_.turns[turn];
      PlainPurse& purse = payer[w];
      const std::int64_t part = std::min(left, purse.balance);
      if (part == 0) continue;
      if (set_.is_shares(w)) take_shares(purse, part, purse.balance, std::nullopt, carried[w]);
      for (std::int64_t unit = 0; unit < part && !set_.is_shares(w); ++unit) {
        const bool newest = set_.orders[w] == PurseOrder::newest_first;
        carried[w].coins.push_back(newest ? purse.coins.back() : purse.coins.front());
        newest ? purse.coins.pop_back() : purse.coins.pop_front();
      }
      purse.balance -= part;
      carried[w].amount += part;
      left -= part;
    }
  }

  /// Unit k of what was paid becomes the units between the parts k - 1 and k of what arrives.
  void convert(std::uint32_t original, const LedgerTransfer& t, std::array<Carried, 2>& carried) {
    const auto& from = carried_by_[original];
    const core::Int128 paid = transfers_[original].amount_minor, arriving = t.amount_minor;
    core::Int128 before = 0;
    const auto arrives = [&](core::Int128 amount) {
      const core::Int128 begin = arriving * before / paid;
      before += amount;
      return static_cast<std::int64_t>(arriving * before / paid - begin);
    };
    for (std::size_t turn = 0; turn < set_.count; ++turn) {
      const std::size_t w = set_.turns[turn];
      if (set_.is_shares(w)) {
        carried[w].amount = arrives(from[w].amount);
        for (const auto& [tag, units] : from[w].units) {
          const core::Int128 part = units * carried[w].amount / from[w].amount;
          carried[w].units[tag] = part;
          converted_[{group_of(t.payee), tag}] += part;
        }
        continue;
      }
      for (const Coin& coin : from[w].coins) {
        const std::int64_t part = arrives(1);
        carried[w].amount += part;
        for (std::int64_t unit = 0; unit < part; ++unit) carried[w].coins.push_back({coin.tag, 0});
        converted_[{group_of(t.payee), coin.tag}] += part;
      }
    }
  }

  void earn(const LedgerTransfer& t, std::array<Carried, 2>& carried) {
    const auto& payee = accounts_[t.payee];
    const auto earner_of = [&](std::uint32_t tag) { return tag > tags_ ? tag - tags_ : tag; };
    // Who earns: tags in the order in which their coins lie, a purse of shares as a whole.
    std::vector<std::array<std::int64_t, 4>> earners;  // is a purse, tag or purse, sum, amount
    const auto add = [&](bool is_purse, std::int64_t which, std::int64_t amount) {
      for (auto& e : earners) {
        if (e[0] == (is_purse ? 1 : 0) && e[1] == which) {
          e[2] += amount;
          return;
        }
      }
      earners.push_back({is_purse ? 1 : 0, which, amount, 0});
    };
    for (std::size_t w = 0; w < set_.count; ++w) {
      if (set_.is_shares(w) && payee[w].balance > 0)
        add(true, static_cast<std::int64_t>(w), payee[w].balance);
      for (const Coin& coin : payee[w].coins) add(false, earner_of(coin.tag), 1);
    }
    if (earners.empty()) earners.push_back({0, 0, 1, 0});
    core::Int128 whole = 0;
    for (const auto& e : earners) whole += e[2];
    std::int64_t left = t.amount_minor;
    std::vector<std::pair<core::Int128, std::size_t>> remainders;  // negated: the largest first
    for (std::size_t i = 0; i < earners.size(); ++i) {
      const core::Int128 product = core::Int128{earners[i][2]} * t.amount_minor;
      earners[i][3] = static_cast<std::int64_t>(product / whole);
      left -= earners[i][3];
      remainders.emplace_back(-(product % whole), i);
    }
    std::sort(remainders.begin(), remainders.end());
    for (std::size_t i = 0; left > 0; ++i, --left) ++earners[remainders[i].second][3];
    for (const auto& e : earners) {
      if (e[3] == 0) continue;
      if (e[0] == 0) {
        const auto earner = static_cast<std::uint32_t>(e[1]);
        const std::uint32_t tag = options_.tag_interest && earner != 0 ? tags_ + earner : 0;
        Carried& to = carried[set_.of_tag(tag)];
        to.amount += e[3];
        if (!set_.is_shares(set_.of_tag(tag)))
          to.coins.insert(to.coins.end(), static_cast<std::size_t>(e[3]), Coin{tag, 0});
        if (tag != 0) interest_[{group_of(t.payee), tag}] += e[3];
        continue;
      }
      const auto w = static_cast<std::size_t>(e[1]);
      carried[w].amount += e[3];
      std::map<std::uint32_t, core::Int128> of_tag;
      for (const auto& [key, units] : payee[w].shares) of_tag[earner_of(key[0])] += units;
      for (const auto& [tag, units] : of_tag) {
        if (tag == 0 || !options_.tag_interest) continue;
        const core::Int128 part = units * e[3] / payee[w].balance;
        carried[w].units[tags_ + tag] += part;
        interest_[{group_of(t.payee), tags_ + tag}] += part;
      }
    }
  }

  void add_flows(std::uint32_t transfer, const std::array<Carried, 2>& carried) {
    std::map<std::uint32_t, std::int64_t> of_tag;
    std::int64_t together = 0;
    for (const Carried& of : carried) {
      core::Int128 units = 0;
      for (const Coin& coin : of.coins) {
        if (coin.tag == 0 || coin.tag > tags_) continue;
        ++of_tag[coin.tag];
        ++together;
      }
      for (const auto& [tag, share] : of.units) {
        if (tag > tags_) continue;
        of_tag[tag] += static_cast<std::int64_t>(share >> bits_);
        units += share;
      }
      together += static_cast<std::int64_t>(units >> bits_);
    }
    if (options_.trace.flows == FlowDetail::none) return;
    if (options_.trace.flows == FlowDetail::by_transfer) of_tag = {{0, together}};
    for (const auto& [tag, amount] : of_tag) {
      if (amount > 0) out_.traced.flows.push_back({transfer, tag, amount});
    }
  }

  using Key = std::array<std::uint32_t, 2>;  // group, tag

  /// Whole units of each tag of a group by largest remainder; the displaced part comes last among equals.
  LedgerTraced finish() {
    std::map<Key, std::map<std::uint32_t, core::Int128>> rests;  // → account → units
    for (std::uint32_t a = 0; a < accounts_.size(); ++a) {
      for (const PlainPurse& purse : accounts_[a]) {
        for (const Coin& coin : purse.coins) rests[{group_of(a), coin.tag}][a] += 1;
        for (const auto& [key, units] : purse.shares) rests[{group_of(a), key[0]}][a] += units;
      }
      out_.traced.balance_minor.push_back(accounts_[a][0].balance + accounts_[a][1].balance);
    }
    std::vector<std::uint64_t> named(accounts_.size(), UINT64_MAX);
    for (std::size_t i = transfers_.size(); i-- > 0;) {
      named[transfers_[i].payee] = 2 * i + 1;
      named[transfers_[i].payer] = 2 * i;
    }
    for (const auto& [key, units] : displaced_) rests[key][UINT32_MAX] += units;
    std::map<std::uint32_t, std::int64_t> displaced;
    const core::Int128 one = core::Int128{1} << bits_;
    for (auto& [key, parts] : rests) {
      if (key[1] == 0) continue;
      core::Int128 left = 0;
      std::vector<std::tuple<core::Int128, std::uint64_t, std::uint32_t>> order;
      for (auto& [account, units] : parts) {
        left += units % one;
        order.emplace_back(-(units % one), account == UINT32_MAX ? UINT64_MAX : named[account],
                           account);
        units /= one;
      }
      std::sort(order.begin(), order.end());
      for (std::size_t i = 0; left >= one; ++i, left -= one) parts[std::get<2>(order[i])] += 1;
      for (const auto& [account, amount] : parts) {
        const auto minor = static_cast<std::int64_t>(amount);
        if (minor == 0) continue;
        if (account != UINT32_MAX) {
          out_.traced.holdings.push_back({account, key[1], minor});
          continue;
        }
        out_.displaced.push_back({key[0], key[1], minor});
        displaced[key[1]] += minor;
        out_.traced.displaced_minor += minor;
      }
    }
    std::sort(out_.traced.holdings.begin(), out_.traced.holdings.end());
    for (const auto& [tag, amount] : displaced) out_.traced.displaced.push_back({tag, amount});
    std::set<Key> came;
    for (const auto* list : {&converted_, &interest_})
      for (const auto& [key, units] : *list) came.insert(key);
    for (const Key& key : came) {
      if (key[1] == 0) continue;
      const auto converted = static_cast<std::int64_t>(converted_[key] / one);
      const auto both = static_cast<std::int64_t>((converted_[key] + interest_[key]) / one);
      if (converted > 0) out_.converted.push_back({key[0], key[1], converted});
      if (both > converted) out_.interest.push_back({key[0], key[1], both - converted});
    }
    return std::move(out_);
  }

  std::span<const LedgerTransfer> transfers_;
  const LedgerTraceOptions& options_;
  std::uint32_t tags_;
  unsigned bits_ = 0;
  PurseSet set_;
  std::vector<std::array<PlainPurse, 2>> accounts_;
  std::map<std::uint32_t, std::uint32_t> seed_of_;
  std::map<std::uint32_t, Movement> movement_of_;
  std::set<std::uint32_t> taken_back_;
  std::map<std::uint32_t, std::array<Carried, 2>> carried_by_;  ///< of the last payment
  std::map<Key, core::Int128> displaced_, converted_, interest_;
  LedgerTraced out_;
};

}  // namespace

LedgerTraced trace_ledger_reference(std::span<const LedgerTransfer> transfers,
                                    std::span<const Seed> seeds,
                                    std::span<const Movement> movements,
                                    const LedgerTraceOptions& options) {
  return Twin(transfers, seeds, movements, options).run();
}

}  // namespace cuibono::money
