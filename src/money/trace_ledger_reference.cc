// The slow obvious twin of trace_ledger. Under rules that keep an order an account is a row of piles of coins,
// each pile with its tag and the payment that brought it; pro rata every tag of every payment has its share
// in a table.
#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "money/trace_ledger_parts.h"
#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

struct Pile {
  std::uint32_t tag = 0;
  std::uint32_t came_by = 0;  ///< payment that brought it, plus 1
  std::int64_t coins = 0;
};

/// (tag, payment that brought it plus 1) → units. Unknown money has its share where it is taken back.
using ShareTable = std::map<std::array<std::uint32_t, 2>, core::Int128>;

/// One account's money of one class.
struct PlainPurse {
  std::int64_t balance = 0;
  std::deque<Pile> piles;
  ShareTable shares;
};
struct Carried {
  std::int64_t amount = 0;
  std::vector<Pile> piles;
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
    const Movement* movement = found == movement_of_.end() ? nullptr : &found->second;
    const std::uint32_t seed = seed_of_.count(i) > 0 ? seed_of_[i] : 0;
    std::array<Carried, 2> carried;
    bool is_arrival = false;
    if (movement != nullptr && movement->kind != MovementKind::reversal) {
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
      for (Pile& pile : carried[0].piles) pile.tag += pile.tag != 0 && pile.tag < tags_ ? 1U : 0U;
    }
    if (seed != 0) {
      for (const Carried& of : carried) {
        for (const Pile& pile : of.piles) displaced_[{group_of(t.payer), pile.tag}] += pile.coins;
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
      of.piles.push_back({tag, 0, amount});
    else if (tag != 0)
      of.units[tag] = core::Int128{amount} << bits_;
    return of;
  }

  void put(PlainPurse& purse, std::size_t which, const Carried& carried, std::uint32_t payment) {
    purse.balance += carried.amount;
    const std::uint32_t came_by = taken_back_.count(payment) > 0 ? payment + 1 : 0;
    for (const Pile& pile : carried.piles) purse.piles.push_back({pile.tag, came_by, pile.coins});
    if (!set_.is_shares(which)) return;
    core::Int128 unknown = core::Int128{carried.amount} << bits_;
    for (const auto& [tag, units] : carried.units) {
      purse.shares[{tag, came_by}] += units;
      unknown -= units;
    }
    if (came_by != 0 && unknown > 0) purse.shares[{0, came_by}] += unknown;
  }

  /// Up to `most` coins of one pile.
  static std::int64_t take_of(Pile& pile, std::int64_t most, Carried& carried) {
    const std::int64_t part = std::min(pile.coins, most);
    if (part > 0) carried.piles.push_back({pile.tag, 0, part});
    pile.coins -= part;
    carried.amount += part;
    return part;
  }
  /// Coins of the money of a payment, the newest first; how many there were.
  static std::int64_t take_coins_of(PlainPurse& purse, std::uint32_t payment, std::int64_t most,
                                    Carried& carried) {
    std::int64_t taken = 0;
    for (std::size_t i = purse.piles.size(); i-- > 0;) {
      if (purse.piles[i].came_by == payment + 1)
        taken += take_of(purse.piles[i], most - taken, carried);
    }
    purse.balance -= taken;
    return taken;
  }
  static void take_coins(PlainPurse& purse, std::int64_t amount, bool newest, Carried& carried) {
    for (std::int64_t left = amount; left > 0;) {
      left -= take_of(newest ? purse.piles.back() : purse.piles.front(), left, carried);
      if (newest && purse.piles.back().coins == 0)
        purse.piles.pop_back();
      else if (!newest && purse.piles.front().coins == 0)
        purse.piles.pop_front();
    }
    purse.balance -= amount;
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

  void withdraw(const LedgerTransfer& t, const Movement* reversal,
                std::array<Carried, 2>& carried) {
    auto& payer = accounts_[t.payer];
    const std::int64_t known = payer[0].balance + payer[1].balance;
    if (known < t.amount_minor) {
      out_.traced.unexplained_minor += t.amount_minor - known;
      put(payer[0], 0, fresh(0, t.amount_minor - known), UINT32_MAX);
    }
    std::int64_t left = t.amount_minor;
    for (std::size_t turn = 0; reversal != nullptr && turn < set_.count; ++turn) {
      const std::size_t w = set_.turns[turn];
      PlainPurse& purse = payer[w];
      if (!set_.is_shares(w)) {
        left -= take_coins_of(purse, reversal->original, left, carried[w]);
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
      left -= part;
      if (!set_.is_shares(w)) {
        take_coins(purse, part, set_.orders[w] == PurseOrder::newest_first, carried[w]);
        continue;
      }
      take_shares(purse, part, purse.balance, std::nullopt, carried[w]);
      purse.balance -= part;
      carried[w].amount += part;
    }
  }

  /// Each pile becomes what lies between its two ends, both counted in what arrives and rounded down.
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
      for (const Pile& pile : from[w].piles) {
        const std::int64_t part = arrives(pile.coins);
        carried[w].amount += part;
        if (part > 0) carried[w].piles.push_back({pile.tag, 0, part});
        converted_[{group_of(t.payee), pile.tag}] += part;
      }
    }
  }

  void earn(const LedgerTransfer& t, std::array<Carried, 2>& carried) {
    const auto& payee = accounts_[t.payee];
    const auto earner_of = [&](std::uint32_t tag) { return tag > tags_ ? tag - tags_ : tag; };
    // Who earns: tags in the order in which their piles lie, a purse of shares as a whole.
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
      for (const Pile& pile : payee[w].piles)
        if (pile.coins > 0) add(false, earner_of(pile.tag), pile.coins);
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
        if (!set_.is_shares(set_.of_tag(tag))) to.piles.push_back({tag, 0, e[3]});
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
      for (const Pile& pile : of.piles) {
        if (pile.tag == 0 || pile.tag > tags_) continue;
        of_tag[pile.tag] += pile.coins;
        together += pile.coins;
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
        for (const Pile& pile : purse.piles) rests[{group_of(a), pile.tag}][a] += pile.coins;
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
