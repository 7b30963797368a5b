// The lowest intermediate balance, each victim alone and all together.
//
// Idea        a cap falls to the balance whenever the balance falls below it, and never rises but by the
//             victim's own payments. So nothing need be done when an account pays: a cap is kept as
//             (amount, since when), and is worth min(amount, lowest balance since). All victims
//             together are one more victim, whose payments are everybody's: tag 0.
// One on      of account a with direct cap D and payee b: H is the most that b can hold of what a passed
//             on, M the most that a and b can hold together. M <= D + H always, a payment p makes
//             H = min(H + p, M), a victim's payment to a raises M, and H falls with b's balance. These
//             three numbers say exactly which shares of a and b are possible at once.
// Encoding    an account in question keeps the low points of its balance, rising: each is the lowest from
//             its payment to now.
// Invariants  low points rise strictly; H <= M <= D + H; 0 where the balance is 0.
// Source      Roscoe v Winder [1915] 1 Ch 62.
#include "money/lowest_balance.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <unordered_map>

#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

constexpr std::uint32_t not_watched = 0xFFFFFFFF;

/// An amount as it was after so many payments of its account.
struct Cap {
  std::int64_t amount_minor = 0;
  std::uint32_t since = 0;
};

/// What of one victim's money a payee can hold that an account passed on.
struct PassedOn {
  bool is_set = false;
  Cap held;                         ///< H: falls with the payee's balance
  Cap open;                         ///< what no claim was made of: falls with the payer's balance
  core::Int128 together_minor = 0;  ///< M, as it was when H or D last rose
};

/// One victim, or all of them, at one account.
struct Claimant {
  std::uint32_t tag = 0;
  bool is_direct = false, is_live = false;
  Cap direct;
  Cap arrived;  ///< direct, and the most of each payment on: what the balance has room for
  std::int64_t contributed_minor = 0;
  core::Int128 passed_on_minor = 0;  ///< the sum of H of all that pay the account; set at the end
};

/// An account for which caps are defined.
class Watched {
 public:
  [[nodiscard]] std::int64_t worth(const Cap& cap) const {
    const auto first =
        std::upper_bound(lows_.begin(), lows_.end(), cap.since,
                         [](std::uint32_t since, const Low& low) { return since < low.payment; });
    return first == lows_.end() ? cap.amount_minor
                                : std::min(cap.amount_minor, first->balance_minor);
  }
  [[nodiscard]] Cap capped(std::int64_t amount) const { return {amount, payments_}; }
  [[nodiscard]] Cap raised(const Cap& cap, std::int64_t amount) const {
    return capped(worth(cap) + amount);
  }

  /// The claimant of a tag; its position never changes.
  std::uint32_t claimant_of(std::uint32_t tag) {
    const auto [found, is_new] =
        position_.emplace(tag, static_cast<std::uint32_t>(claimants.size()));
    if (is_new) claimants.emplace_back().tag = tag;
    return found->second;
  }

  /// Positions of the claimants with direct money that may be there still.
  [[nodiscard]] const std::vector<std::uint32_t>& keep_live() {
    std::erase_if(live_, [this](std::uint32_t position) {
      claimants[position].is_live = worth(claimants[position].direct) > 0;
      return !claimants[position].is_live;
    });
    return live_;
  }
  void add_live(std::uint32_t position) {
    if (!claimants[position].is_live) live_.push_back(position);
    claimants[position].is_live = true;
  }

  void withdraw(std::int64_t balance_after) {
    ++payments_;
    while (!lows_.empty() && lows_.back().balance_minor >= balance_after) lows_.pop_back();
    lows_.push_back({balance_after, payments_});
  }

  std::vector<Claimant> claimants;
  /// payee → [claimants, those that had paid by then]: what this account passed on to it.
  std::unordered_map<std::uint32_t, std::vector<PassedOn>> passed_on;

 private:
  struct Low {
    std::int64_t balance_minor;
    std::uint32_t payment;  ///< the first is 1
  };

  std::vector<Low> lows_;
  std::uint32_t payments_ = 0;
  std::unordered_map<std::uint32_t, std::uint32_t> position_;  ///< tag → in claimants
  std::vector<std::uint32_t> live_;
};

core::Error too_many_claims(std::size_t transfer) {
  return core::Error{core::ErrorCode::resources,
                     "victims share too many payments to cap each victim's claim",
                     "transfer " + std::to_string(transfer) + " of the ledger",
                     "ask for all victims together, or for fewer of them"};
}

/// `total` in proportion to the weights, in whole units by largest remainder; ties to the lower rank.
std::vector<std::int64_t> share_out(std::int64_t total, std::span<const std::int64_t> weights,
                                    std::span<const std::size_t> ranks) {
  core::Int128 sum = 0;
  for (const std::int64_t weight : weights) sum += weight;
  std::vector<std::int64_t> parts(weights.size(), 0);
  if (sum == 0) return parts;
  struct Rest {
    core::Int128 remainder;
    std::size_t rank, position;
  };
  std::vector<Rest> rests;
  std::int64_t left = total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const core::Int128 product = core::Int128{total} * weights[i];
    parts[i] = static_cast<std::int64_t>(product / sum);
    left -= parts[i];
    rests.push_back({product % sum, ranks[i], i});
  }
  std::sort(rests.begin(), rests.end(), [](const Rest& a, const Rest& b) {
    return a.remainder != b.remainder ? a.remainder > b.remainder : a.rank < b.rank;
  });
  for (std::size_t i = 0; left > 0; ++i, --left) ++parts[rests[i].position];
  return parts;
}

/// The rows of one account.
core::Status add_rows(std::uint32_t account, const Watched& watched,
                      std::span<const std::size_t> first_named, std::vector<LowestBalance>& rows) {
  const std::size_t begin = rows.size();
  LowestBalance joint;
  std::vector<std::int64_t> caps, contributions;
  std::vector<std::size_t> ranks;
  core::Int128 sum_of_caps = 0, sum_of_contributions = 0;
  for (const Claimant& claimant : watched.claimants) {
    const core::Int128 from_payers = watched.worth(claimant.direct) + claimant.passed_on_minor;
    const core::Int128 cap = std::min<core::Int128>(watched.worth(claimant.arrived), from_payers);
    LowestBalance row;
    row.account = account;
    row.tag = claimant.tag;
    row.cap_minor = static_cast<std::int64_t>(cap);
    row.is_paid_direct = claimant.is_direct;
    if (claimant.tag == 0) {
      joint = row;
      continue;
    }
    rows.push_back(row);
    caps.push_back(row.cap_minor);
    contributions.push_back(claimant.contributed_minor);
    ranks.push_back(first_named[claimant.tag]);
    sum_of_caps += row.cap_minor;
    sum_of_contributions += claimant.contributed_minor;
  }
  // Where several accounts pay this one, caps may be above the most that is possible, the joint one more so.
  if (sum_of_caps < joint.cap_minor) joint.cap_minor = static_cast<std::int64_t>(sum_of_caps);
  CB_CHECK(sum_of_contributions > 0, "a cap without a contribution");
  const std::vector<std::int64_t> by_caps = share_out(joint.cap_minor, caps, ranks);
  const std::vector<std::int64_t> by_contributions =
      share_out(joint.cap_minor, contributions, ranks);
  for (std::size_t i = 0; i < caps.size(); ++i) {
    rows[begin + i].prorata_minor = by_caps[i];
    rows[begin + i].pari_passu_minor = by_contributions[i];
    joint.prorata_minor += by_caps[i];
    joint.pari_passu_minor += by_contributions[i];
  }
  CB_CHECK(joint.prorata_minor == joint.cap_minor && joint.pari_passu_minor == joint.cap_minor,
           "shares of a joint cap have another sum");
  rows.push_back(joint);
  return {};
}

core::Status check_own_tags(std::span<const std::uint32_t> own_tags, std::uint32_t tags) {
  const bool rises = std::adjacent_find(own_tags.begin(), own_tags.end(), std::greater_equal<>()) ==
                     own_tags.end();
  if (rises && (own_tags.empty() || (own_tags.front() > 0 && own_tags.back() <= tags))) return {};
  return core::Error{core::ErrorCode::bad_input, "own tags unsorted or out of range",
                     "the lowest intermediate balance",
                     "sort the list, without doubles, and name only what the ledger has"};
}

struct Account {
  std::int64_t balance_minor = 0;
  std::uint32_t watched = not_watched;
};
static_assert(sizeof(Account) == 16);

/// The walk: balances of all accounts, caps of those in question.
class Caps {
 public:
  explicit Caps(const LowestBalanceOptions& options)
      : accounts_(options.accounts),
        claims_left_(options.claims_max == 0 ? UINT64_MAX : options.claims_max) {}

  template <class Ahead>
  void fetch(const Ahead& ahead) const {
    __builtin_prefetch(&accounts_[ahead(fetch_ahead).payer], 1);
    __builtin_prefetch(&accounts_[ahead(fetch_ahead).payee], 1);
  }

  /// `victims_tag`: 0 where the payment is no victim's.
  [[nodiscard]] core::Status pay(const Payment& p, std::uint32_t victims_tag) {
    Account& payer = accounts_[p.payer];
    Account& payee = accounts_[p.payee];
    payer.balance_minor = std::max(payer.balance_minor, p.amount_minor) - p.amount_minor;
    if (__builtin_add_overflow(payee.balance_minor, p.amount_minor, &payee.balance_minor))
      return balance_too_large(p.transfer);
    if (payer.watched != not_watched) {
      Watched& source = watched_[payer.watched];
      if (p.seed_tag == 0) CB_TRY_STATUS(pass_on(p, source));
      source.withdraw(payer.balance_minor);
    }
    if (victims_tag == 0) return {};
    CB_TRY_STATUS(pay_direct(p, victims_tag));
    return pay_direct(p, 0);
  }

  [[nodiscard]] core::Result<std::vector<LowestBalance>> rows(
      std::span<const std::size_t> first_named) {
    for (const Watched& source : watched_) {
      for (const auto& [payee, passed_on] : source.passed_on) {
        Watched& place = watch(payee);
        for (std::size_t i = 0; i < passed_on.size(); ++i) {
          if (!passed_on[i].is_set) continue;
          const std::uint32_t there = place.claimant_of(source.claimants[i].tag);
          place.claimants[there].passed_on_minor += place.worth(passed_on[i].held);
        }
      }
    }
    std::vector<LowestBalance> rows;
    for (std::size_t i = 0; i < watched_.size(); ++i)
      CB_TRY_STATUS(add_rows(account_of_[i], watched_[i], first_named, rows));
    std::sort(rows.begin(), rows.end());
    return rows;
  }

 private:
  Watched& watch(std::uint32_t account) {
    std::uint32_t& watched = accounts_[account].watched;
    if (watched == not_watched) {
      watched = static_cast<std::uint32_t>(watched_.size());
      watched_.emplace_back();
      account_of_.push_back(account);
    }
    return watched_[watched];
  }

  [[nodiscard]] static core::Status contribute(Claimant& claimant, std::int64_t amount,
                                               std::uint32_t transfer) {
    if (!__builtin_add_overflow(claimant.contributed_minor, amount, &claimant.contributed_minor))
      return {};
    return ledger_error("contributions to one account beyond 2^63", transfer);
  }

  [[nodiscard]] core::Status pay_direct(const Payment& p, std::uint32_t tag) {
    Watched& place = watch(p.payee);
    const std::uint32_t position = place.claimant_of(tag);
    Claimant& claimant = place.claimants[position];
    const std::int64_t direct = place.worth(claimant.direct);
    for (auto& [payee, passed_on] : place.passed_on) {
      if (position >= passed_on.size() || !passed_on[position].is_set) continue;
      PassedOn& passed = passed_on[position];
      const core::Int128 room = core::Int128{direct} + watch(payee).worth(passed.held);
      passed.together_minor = std::min(passed.together_minor, room) + p.amount_minor;
      passed.open = place.raised(passed.open, p.amount_minor);
    }
    claimant.is_direct = true;
    claimant.direct = place.raised(claimant.direct, p.amount_minor);
    claimant.arrived = place.raised(claimant.arrived, p.amount_minor);
    place.add_live(position);
    return contribute(claimant, p.amount_minor, p.transfer);
  }

  [[nodiscard]] core::Status pass_on(const Payment& p, Watched& source) {
    const std::vector<std::uint32_t>& live = source.keep_live();
    if (live.empty()) return {};
    Watched& place = watch(p.payee);
    std::vector<PassedOn>& passed_on = source.passed_on[p.payee];
    passed_on.resize(source.claimants.size());
    for (const std::uint32_t position : live) {
      if (claims_left_-- == 0) return too_many_claims(p.transfer);
      const std::int64_t direct = source.worth(source.claimants[position].direct);
      PassedOn& passed = passed_on[position];
      if (!passed.is_set) passed = {true, place.capped(0), source.capped(direct), direct};
      const std::int64_t held = place.worth(passed.held);
      passed.together_minor = std::min(passed.together_minor, core::Int128{direct} + held);
      passed.held = place.capped(static_cast<std::int64_t>(
          std::min<core::Int128>(held + p.amount_minor, passed.together_minor)));
      const std::int64_t open = source.worth(passed.open);
      const std::int64_t claimed = std::min(p.amount_minor, open);
      passed.open = source.capped(open - claimed);
      const std::uint32_t tag = source.claimants[position].tag;
      Claimant& there = place.claimants[place.claimant_of(tag)];
      there.arrived = place.raised(there.arrived, std::min(p.amount_minor, direct));
      CB_TRY_STATUS(contribute(there, claimed, p.transfer));
    }
    return {};
  }

  std::vector<Account> accounts_;
  std::deque<Watched> watched_;  ///< a deque: one stays where it is while another comes
  std::vector<std::uint32_t> account_of_;
  std::uint64_t claims_left_;
};

}  // namespace

core::Result<std::vector<LowestBalance>> find_lowest_balances(
    const core::RunContext& context, std::span<const LedgerTransfer> transfers,
    std::span<const Seed> seeds, std::span<const std::uint32_t> own_tags,
    const LowestBalanceOptions& options) {
  CB_TRY_STATUS(check_own_tags(own_tags, options.tags));
  TraceOptions trace;
  trace.accounts = options.accounts;
  trace.tags = options.tags;
  CB_TRY_STATUS(check_seeds(transfers, seeds, trace));
  std::vector<std::uint8_t> is_own(std::size_t{options.tags} + 1, 0);
  for (const std::uint32_t tag : own_tags) is_own[tag] = 1;
  Caps caps(options);
  const auto fetch = [&](const auto& ahead) { caps.fetch(ahead); };
  const auto step = [&](const Payment& p) {
    return caps.pay(p, is_own[p.seed_tag] != 0 ? 0 : p.seed_tag);
  };
  CB_TRY_STATUS(walk_ledger(context, transfers, seeds, options.accounts, fetch, step));
  std::vector<std::size_t> first_named(std::size_t{options.tags} + 1, seeds.size());
  for (std::size_t s = seeds.size(); s-- > 0;) first_named[seeds[s].tag] = s;
  return caps.rows(first_named);
}

}  // namespace cuibono::money
