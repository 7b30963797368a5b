// Reversals, interest and conversions beside payments, under any rule.
//
// Idea        an account holds one purse, or two where own money and trust money leave apart. A payment
//             takes from the payer's purses and puts into the payee's; what is special only changes what
//             is taken first (a reversal), or where the money comes from (interest, a conversion).
// Encoding    lots and shares carry a mark: which later reversed payment brought them. It is lost when they
//             move on. Tags of interest are those of victims plus their number.
// Invariants  per tag and group what came is what rests and what was displaced, in 2^-bits of the unit;
//             checked at the end of each run.
#include "money/trace_ledger.h"

#include <algorithm>
#include <map>

#include "money/trace_ledger_parts.h"
#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

class LedgerRun {
 public:
  LedgerRun(std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
            std::span<const Movement> movements, const LedgerTraceOptions& options, unsigned bits)
      : transfers_(transfers),
        seeds_(seeds),
        movements_(movements),
        options_(options),
        tags_(options.trace.tags),
        bits_(bits),
        set_(purse_set_of(options.rule)),
        taken_back_(taken_back(movements)),
        purses_(std::size_t{options.trace.accounts} * set_.count) {
    const std::size_t ids = group_tag(options.groups, 0, tags_) + 1;
    displaced_.assign(ids, 0);
    converted_.assign(ids, 0);
    interest_.assign(ids, 0);
    out_.traced.fraction_bits = bits;
  }

  core::Status run(const core::RunContext& context) {
    const auto fetch = [](const auto&) {};
    const auto step = [&](const Payment& p) { return pay(p); };
    return walk_ledger(context, transfers_, seeds_, options_.trace.accounts, fetch, step);
  }

  core::Result<LedgerTraced> finish() {
    UnroundedShares unrounded;
    for (std::uint32_t a = 0; a < options_.trace.accounts; ++a) add_rests(a, unrounded.shares);
    CB_TRY_STATUS(check_units(unrounded.shares));
    unrounded.displaced_units = displaced_;
    TraceOptions rounding = options_.trace;
    rounding.tags = group_tag(options_.groups, 0, tags_) - 1;
    rounding.want_shares = false;
    Traced& traced = out_.traced;
    round_shares(transfers_, std::move(unrounded), rounding, traced);
    std::map<std::uint32_t, std::int64_t> displaced;
    for (const TagAmount& d : traced.displaced) {
      add_amount(d.tag, d.amount_minor, out_.displaced);
      displaced[out_.displaced.back().tag] += d.amount_minor;
    }
    traced.displaced.clear();
    for (const auto& [tag, amount] : displaced) traced.displaced.push_back({tag, amount});
    for (Holding& h : traced.holdings) h.tag %= 2 * tags_ + 1;
    for (std::uint32_t id = 0; id < converted_.size(); ++id) {
      const std::int64_t converted = converted_[id] >> bits_;
      const std::int64_t both = (converted_[id] + interest_[id]) >> bits_;
      add_amount(id, converted, out_.converted);
      add_amount(id, both - converted, out_.interest);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] Purse* purses_of(std::uint32_t account) {
    return &purses_[std::size_t{account} * set_.count];
  }
  [[nodiscard]] std::uint32_t id_of(std::uint32_t account, std::uint32_t tag) const {
    const std::uint32_t group = options_.group_of.empty() ? 0 : options_.group_of[account];
    return group_tag(group, tag, tags_);
  }
  void add_amount(std::uint32_t id, std::int64_t amount, std::vector<GroupAmount>& to) const {
    if (amount > 0) to.push_back({id / (2 * tags_ + 1), id % (2 * tags_ + 1), amount});
  }

  core::Status pay(const Payment& p) {
    const Movement* movement = movement_at(p.transfer);
    const std::uint32_t mark = mark_of(taken_back_, p.transfer);
    if (movement == nullptr && mark == 0 && is_plain(p)) return pay_plain(p);
    for (MovedMoney& moved : moved_) moved.clear();
    CB_TRY_STATUS(collect(p, movement));
    const bool is_arrival = movement != nullptr && movement->kind == MovementKind::conversion;
    if (options_.trace.hops && p.seed_tag == 0 && !is_arrival) count_hop();
    if (p.seed_tag != 0) displace(p);
    add_flows(p.transfer);
    Purse* payee = purses_of(p.payee);
    for (std::size_t i = 0; i < set_.count; ++i) {
      if (!payee[i].put(moved_[i], mark, set_.orders[i], bits_))
        return balance_too_large(p.transfer);
      carried_ += moved_[i].shares.size();
    }
    if (is_converted_next(p.transfer)) {
      kept_for_ = p.transfer + 1;
      kept_minor_ = p.amount_minor;
      std::swap(kept_, moved_);
    }
    if (options_.trace.carried_max != 0 && carried_ > options_.trace.carried_max) {
      return core::Error{core::ErrorCode::resources,
                         "the victims' money mixes too widely to follow each victim pro rata",
                         "transfer " + std::to_string(p.transfer) + " of the ledger",
                         "trace all victims together, or fewer of them"};
    }
    return {};
  }

  /// What the payment moves, into moved_.
  core::Status collect(const Payment& p, const Movement* movement) {
    if (movement == nullptr || movement->kind == MovementKind::reversal)
      return withdraw(p, movement);
    out_.traced.unexplained_minor += p.amount_minor;
    if (movement->kind == MovementKind::interest && p.seed_tag == 0) {
      const InterestTerms terms{p.amount_minor, tags_, options_.tag_interest};
      for (const CameUnits& came : earn_interest(purses_of(p.payee), set_, terms, moved_))
        interest_[id_of(p.payee, came.tag)] += came.units;
    } else if (movement->kind == MovementKind::conversion && kept_for_ == p.transfer) {
      for (const CameUnits& came : convert_money(kept_, set_, kept_minor_, p.amount_minor, moved_))
        converted_[id_of(p.payee, came.tag)] += came.units;
    } else {
      put_fresh(0, p.amount_minor);
    }
    return {};
  }

  /// The payer holds nothing but money of unknown origin, and nobody asks later where this went.
  [[nodiscard]] bool is_plain(const Payment& p) {
    const Purse* payer = purses_of(p.payer);
    if (p.seed_tag != 0 || !payer[0].is_plain() || is_converted_next(p.transfer)) return false;
    return set_.count == 1 || payer[1].balance_minor() == 0;
  }
  core::Status pay_plain(const Payment& p) {
    Purse& payer = purses_of(p.payer)[0];
    const std::int64_t missing = missing_of(p.amount_minor, payer.balance_minor());
    out_.traced.unexplained_minor += missing;
    payer.remove_plain(p.amount_minor - missing);
    if (!purses_of(p.payee)[0].add_plain(p.amount_minor)) return balance_too_large(p.transfer);
    return {};
  }

  /// The movement that this payment is; walks along.
  const Movement* movement_at(std::uint32_t transfer) {
    while (next_movement_ < movements_.size() && movements_[next_movement_].transfer < transfer)
      ++next_movement_;
    if (next_movement_ == movements_.size() || movements_[next_movement_].transfer != transfer)
      return nullptr;
    return &movements_[next_movement_++];
  }
  [[nodiscard]] bool is_converted_next(std::uint32_t transfer) const {
    return next_movement_ < movements_.size() &&
           movements_[next_movement_].kind == MovementKind::conversion &&
           movements_[next_movement_].original == transfer;
  }

  core::Status withdraw(const Payment& p, const Movement* reversal) {
    Purse* payer = purses_of(p.payer);
    core::Int128 known = 0;
    for (std::size_t i = 0; i < set_.count; ++i) known += payer[i].balance_minor();
    if (known < p.amount_minor) {
      const std::int64_t missing = p.amount_minor - static_cast<std::int64_t>(known);
      out_.traced.unexplained_minor += missing;
      if (!payer[0].add_plain(missing)) return balance_too_large(p.transfer);
    }
    std::int64_t left = p.amount_minor;
    const std::uint32_t mark = reversal != nullptr ? mark_of(taken_back_, reversal->original) : 0;
    for (std::size_t turn = 0; mark != 0 && turn < set_.count; ++turn) {
      const std::size_t which = set_.turns[turn];
      const std::int64_t part = std::min(left, payer[which].left_of(mark, bits_));
      payer[which].take_marked(mark, part, bits_, moved_[which]);
      left -= part;
    }
    for (std::size_t turn = 0; turn < set_.count; ++turn) {
      const std::size_t which = set_.turns[turn];
      const std::int64_t part = std::min(left, payer[which].balance_minor());
      payer[which].take(part, set_.orders[which], moved_[which]);
      left -= part;
    }
    return {};
  }

  void put_fresh(std::uint32_t tag, std::int64_t amount_minor) {
    const std::size_t which = set_.of_tag(tag);
    MovedMoney& moved = moved_[which];
    moved.amount_minor = amount_minor;
    if (!set_.is_shares(which))
      moved.lots.push_back({amount_minor, tag, 0});
    else if (tag != 0)
      moved.shares.push_back({tag, 0, amount_minor << bits_});
  }
  void displace(const Payment& p) {
    for (MovedMoney& moved : moved_) {
      for (const MarkedLot& lot : moved.lots) {
        if (lot.tag != 0) displaced_[id_of(p.payer, lot.tag)] += lot.amount_minor;
      }
      for (const MarkedShare& share : moved.shares)
        displaced_[id_of(p.payer, share.tag)] += share.units;
      moved.clear();
    }
    put_fresh(p.seed_tag, p.amount_minor);
  }
  void count_hop() {
    for (MovedMoney& moved : moved_) {
      for (MarkedLot& lot : moved.lots) lot.tag += lot.tag != 0 && lot.tag < tags_ ? 1U : 0U;
    }
  }

  void add_flows(std::uint32_t transfer) {
    if (options_.trace.flows == FlowDetail::none) return;
    std::map<std::uint32_t, std::int64_t> carried;
    for (const MovedMoney& moved : moved_) {
      std::map<std::uint32_t, std::int64_t> units;
      const bool by_tag = options_.trace.flows == FlowDetail::by_tag;
      for (const MarkedLot& lot : moved.lots) {
        if (lot.tag != 0 && lot.tag <= tags_) carried[by_tag ? lot.tag : 0] += lot.amount_minor;
      }
      for (const MarkedShare& share : moved.shares) {
        if (share.tag <= tags_) units[by_tag ? share.tag : 0] += share.units;
      }
      for (const auto& [tag, sum] : units) carried[tag] += sum >> bits_;
    }
    for (const auto& [tag, amount] : carried) {
      if (amount > 0) out_.traced.flows.push_back({transfer, tag, amount});
    }
  }

  /// What rests on an account by tag of its group, in 2^-bits of the unit.
  void add_rests(std::uint32_t account, std::vector<Share>& shares) {
    core::Int128 balance = 0;
    std::map<std::uint32_t, std::int64_t> rests;
    for (std::size_t i = 0; i < set_.count; ++i) {
      const Purse& from = purses_of(account)[i];
      balance += from.balance_minor();
      if (from.is_plain()) continue;
      for (const MarkedLot& lot : from.lots())
        if (lot.tag != 0) rests[lot.tag] += lot.amount_minor;
      for (const MarkedShare& share : from.shares())
        if (share.tag != 0) rests[share.tag] += share.units;
    }
    out_.traced.balance_minor.push_back(static_cast<std::int64_t>(balance));
    for (const auto& [tag, units] : rests) shares.push_back({account, id_of(account, tag), units});
  }

  /// Law 1, before anything is rounded. Hops change the tag: then each group is held against itself.
  core::Status check_units(const std::vector<Share>& rests) const {
    const auto id = [&](std::uint32_t of) {
      return options_.trace.hops ? of - of % (2 * tags_ + 1) : of;
    };
    std::vector<core::Int128> left(displaced_.size(), 0);
    for (const Seed& seed : seeds_) {
      const LedgerTransfer& t = transfers_[seed.transfer];
      if (t.payer != t.payee)
        left[id(id_of(t.payee, seed.tag))] += core::Int128{t.amount_minor} << bits_;
    }
    for (std::uint32_t i = 0; i < left.size(); ++i)
      left[id(i)] += core::Int128{converted_[i]} + interest_[i] - displaced_[i];
    for (const Share& share : rests) left[id(share.tag)] -= share.units;
    const bool is_even =
        std::all_of(left.begin(), left.end(), [](core::Int128 units) { return units == 0; });
    CB_CHECK(is_even, "a ledger with reversals, interest or conversions lost or made money");
    return {};
  }

  std::span<const LedgerTransfer> transfers_;
  std::span<const Seed> seeds_;
  std::span<const Movement> movements_;
  const LedgerTraceOptions& options_;
  std::uint32_t tags_;
  unsigned bits_;
  PurseSet set_;
  std::vector<std::uint32_t> taken_back_;
  std::vector<Purse> purses_;  ///< [accounts * set_.count]
  MovedBoth moved_, kept_;
  std::uint32_t kept_for_ = 0;  ///< the conversion that kept_ arrives by
  std::int64_t kept_minor_ = 0;
  std::size_t next_movement_ = 0;
  std::uint64_t carried_ = 0;
  std::vector<std::int64_t> displaced_, converted_, interest_;  ///< [group tags] in 2^-bits
  LedgerTraced out_;
};

}  // namespace

core::Result<LedgerTraced> trace_ledger(const core::RunContext& context,
                                        std::span<const LedgerTransfer> transfers,
                                        std::span<const Seed> seeds,
                                        std::span<const Movement> movements,
                                        const LedgerTraceOptions& options) {
  CB_TRY_STATUS(check_seeds(transfers, seeds, options.trace));
  CB_TRY_STATUS(check_movements(transfers, movements, options));
  const auto bits = find_ledger_bits(transfers, seeds, movements, options);
  if (!bits) return ledger_error("money of one tag of 2^62 units and more", 0);
  LedgerRun run(transfers, seeds, movements, options, *bits);
  CB_TRY_STATUS(run.run(context));
  return run.finish();
}

}  // namespace cuibono::money
