// One walk with a balance and a debt for each account; what the records say of balances becomes entries.
#include "money/completed.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace cuibono::money {

EventOfRecord::EventOfRecord(const evidence::Evidence& evidence) : events_(evidence.items.size()) {
  std::vector<std::uint8_t> is_asked(evidence.items.size(), 0);
  for (const auto& statement : evidence.statements) is_asked[statement.first.item_rank()] = 1;
  for (const auto& jump : evidence.balance_jumps) is_asked[jump.after.item_rank()] = 1;
  const auto& legs = evidence.transfers.legs;
  for (std::uint32_t event = 0; event < evidence.transfers.size(); ++event) {
    for (const auto record : legs.of(event)) {
      if (record.item_rank() >= is_asked.size() || is_asked[record.item_rank()] == 0) continue;
      auto& of_item = events_[record.item_rank()];
      if (record.ordinal() >= of_item.size())
        of_item.resize(2 * record.ordinal() + 1, evidence::no_event);
      of_item[record.ordinal()] = event;
    }
  }
}

std::uint32_t EventOfRecord::of(evidence::RecordRef record) const {
  if (record.item_rank() >= events_.size()) return evidence::no_event;
  const auto& of_item = events_[record.item_rank()];
  return record.ordinal() < of_item.size() ? of_item[record.ordinal()] : evidence::no_event;
}

namespace {

std::int64_t day_start(std::int64_t time_us) { return core::day_of(time_us) * core::us_per_day; }

}  // namespace

LedgerFacts find_ledger_facts(const evidence::Evidence& evidence, const EventOfRecord& event_of,
                              const Ledger& ledger, std::span<const std::uint8_t> is_stop) {
  LedgerFacts out;
  std::vector<std::uint8_t> has_statement(ledger.accounts(), 0);
  const auto account_of = [&](evidence::SelectorId selector) -> std::uint32_t {
    const auto begin = ledger.selector.begin() + outside_accounts;
    const auto at = std::lower_bound(begin, ledger.selector.end(), selector);
    if (at == ledger.selector.end() || *at != selector) return 0;
    const auto account = static_cast<std::uint32_t>(at - ledger.selector.begin());
    return is_stop[account] != 0 ? 0 : account;
  };
  std::int64_t known_until_us = INT64_MIN;
  evidence::SelectorId before = evidence::no_selector;
  for (const auto& s : evidence.statements) {  // by account, asset, time
    if (s.asset != ledger.asset) continue;
    const std::uint32_t account = account_of(s.account);
    if (account == 0) continue;
    if (s.account != before) known_until_us = INT64_MIN;
    before = s.account;
    const std::int64_t from_us = day_start(s.first_us);
    if (has_statement[account] == 0 || from_us > known_until_us) {
      out.facts.push_back(
          {account, BalanceFact::Kind::anchor, from_us, event_of.of(s.first), s.opening_minor});
    }
    has_statement[account] = 1;
    known_until_us = std::max(known_until_us, s.last_us);
  }
  for (const auto& j : evidence.balance_jumps) {
    const std::uint32_t account = j.asset == ledger.asset ? account_of(j.account) : 0;
    const std::uint32_t event = event_of.of(j.after);
    if (account != 0 && event != evidence::no_event)
      out.facts.push_back({account, BalanceFact::Kind::jump, evidence.transfers.time_us[event],
                           event, j.jump_minor});
  }
  for (const auto& fact : evidence.account_facts) {
    if (fact.account == evidence::no_selector) continue;
    const std::uint32_t account = account_of(fact.account);
    const bool is_here = fact.asset == ledger.asset;
    if (account == 0 || !is_here) continue;
    if (fact.limit_minor > 0) {
      out.limit_minor.resize(ledger.accounts(), 0);
      out.limit_minor[account] = std::max(out.limit_minor[account], fact.limit_minor);
    }
    if (has_statement[account] != 0 || fact.opening_minor == evidence::no_amount) continue;
    has_statement[account] = 1;  // of several registers the first
    out.facts.push_back(
        {account, BalanceFact::Kind::anchor, INT64_MIN, evidence::no_event, fact.opening_minor});
  }
  std::stable_sort(out.facts.begin(), out.facts.end(),
                   [](const BalanceFact& a, const BalanceFact& b) {
                     return std::tie(a.account, a.from_us, a.kind, a.event) <
                            std::tie(b.account, b.from_us, b.kind, b.event);
                   });
  out.empty = out.facts.empty() && out.limit_minor.empty();
  return out;
}

namespace {

/// The balance that a record states of an account after an entry; no_amount: none does.
std::int64_t stated_after(const evidence::Transfers& transfers, const Ledger& ledger,
                          std::uint32_t account, std::uint32_t at) {
  const std::uint32_t event = ledger.event[at];
  if (transfers.payer[event] == ledger.selector[account] && transfers.asset[event] == ledger.asset)
    return transfers.balance_after_minor[event];
  if (transfers.payee[event] == ledger.selector[account] &&
      transfers.received_asset[event] == ledger.asset)
    return transfers.payee_balance_after_minor[event];
  return evidence::no_amount;
}

struct AccountState {
  std::int64_t balance_minor = 0, debt_minor = 0;
  std::uint32_t next_fact = 0, facts_end = 0;
  bool is_begun = false;
};

class Completion {
 public:
  Completion(const evidence::Evidence& evidence, const Ledger& from, const LedgerFacts& facts,
             BehindGaps behind)
      : evidence_(evidence), from_(from), facts_(facts), behind_(behind), state_(from.accounts()) {
    for (std::uint32_t i = 0; i < facts.facts.size(); ++i) {
      AccountState& state = state_[facts.facts[i].account];
      if (state.facts_end == 0) state.next_fact = i;
      state.facts_end = i + 1;
    }
    out_.ledger.asset = from.asset;
    out_.ledger.selector = from.selector;
    out_.ledger.reserve(from.transfers.size() + 2 * facts.facts.size());
  }

  CompletedLedger run() {
    find_originals();
    auto seed = from_.seeds.begin();
    auto reversal = originals_.begin();
    place_of_.assign(from_.transfers.size(), 0);
    for (std::uint32_t i = 0; i < from_.transfers.size(); ++i) {
      LedgerTransfer t = from_.transfers[i];
      for (const std::uint32_t account : {from_.payer[i], t.payee}) apply_facts(account, i);
      while (seed != from_.seeds.end() && seed->transfer < i) ++seed;
      const bool is_seed = seed != from_.seeds.end() && seed->transfer == i;
      while (reversal != originals_.end() && reversal->entry < i) ++reversal;
      const bool is_reversal = reversal != originals_.end() && reversal->entry == i && !is_seed;
      if (is_reversal && (t.payee == outside_unnamed || t.payee == outside_cash) &&
          from_.payer[reversal->original] >= outside_accounts)
        t.payee = from_.payer[reversal->original];
      if (t.payer != t.payee) lend(t, i);
      if (is_seed) out_.ledger.seeds.push_back({size(), seed->tag});
      if (is_reversal) {
        out_.ledger.movements.push_back(
            {size(), MovementKind::reversal, place_of_[reversal->original]});
      } else if (!is_seed && is_interest(t, i)) {
        out_.ledger.movements.push_back({size(), MovementKind::interest, 0});
      }
      place_of_[i] = size();
      add(t, i, from_.kind[i]);
      out_.ledger.payer.back() = from_.payer[i];
      repay(t.payee, i);
    }
    out_.balance_minor.reserve(state_.size());
    for (const AccountState& state : state_) out_.balance_minor.push_back(state.balance_minor);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(out_.ledger.transfers.size());
  }
  void add(const LedgerTransfer& t, std::uint32_t of, EntryKind kind) {
    out_.ledger.add(t, from_.event[of], kind);
    if (t.payer == t.payee) return;
    AccountState& payer = state_[t.payer];
    payer.balance_minor -= std::min(payer.balance_minor, t.amount_minor);
    payer.is_begun = true;
    AccountState& payee = state_[t.payee];
    if (__builtin_add_overflow(payee.balance_minor, t.amount_minor, &payee.balance_minor))
      payee.balance_minor = INT64_MAX;  // the kernels refuse such a ledger
    payee.is_begun = true;
  }
  void comes(std::uint32_t account, std::int64_t amount, std::uint32_t at, EntryKind kind) {
    if (amount > 0) add({outside_source, account, amount}, at, kind);
  }

  void apply_facts(std::uint32_t account, std::uint32_t at) {
    AccountState& state = state_[account];
    for (; state.next_fact < state.facts_end; ++state.next_fact) {
      const BalanceFact& fact = facts_.facts[state.next_fact];
      const std::uint32_t event = from_.event[at];
      const bool is_due =
          fact.kind == BalanceFact::Kind::anchor
              ? evidence_.transfers.time_us[event] >= fact.from_us
              : event == fact.event || evidence_.transfers.time_us[event] > fact.from_us;
      if (!is_due) return;
      if (fact.kind == BalanceFact::Kind::anchor)
        anchor(account, fact.amount_minor, at);
      else
        gap(account, fact.amount_minor, at);
    }
  }
  void anchor(std::uint32_t account, std::int64_t stated, std::uint32_t at) {
    AccountState& state = state_[account];
    if (!state.is_begun) {
      state.is_begun = true;
      state.debt_minor = std::max<std::int64_t>(0, -stated);
      if (stated != 0) ++out_.openings;
      comes(account, stated, at, EntryKind::opening);
      return;
    }
    gap(account, stated - (state.balance_minor - state.debt_minor), at);
  }
  /// The balance changes by `jump` and no row says why.
  void gap(std::uint32_t account, std::int64_t jump, std::uint32_t at) {
    if (jump == 0) return;
    AccountState& state = state_[account];
    ++out_.gaps;
    if (behind_ == BehindGaps::ends && state.balance_minor > 0) {
      const std::int64_t there = state.balance_minor;
      add({account, outside_gap, there}, at, EntryKind::gap_out);
      comes(account, there, at, EntryKind::gap_in);
    }
    if (jump > 0) {
      comes(account, jump, at, EntryKind::gap_in);
      repay(account, at);
      return;
    }
    const std::int64_t gone = std::min(state.balance_minor, -jump);
    if (gone > 0) add({account, outside_gap, gone}, at, EntryKind::gap_out);
    state.debt_minor += -jump - gone;
  }

  /// What the bank lends for a payment beyond the balance.
  void lend(const LedgerTransfer& t, std::uint32_t at) {
    if (t.payer < outside_accounts) return;
    AccountState& state = state_[t.payer];
    const std::int64_t missing = t.amount_minor - state.balance_minor;
    if (missing <= 0) return;
    const std::int64_t allowed = allowed_of(t, at);
    const std::int64_t credit = std::min(missing, allowed - state.debt_minor);
    if (credit <= 0) return;
    ++out_.overdrafts;
    comes(t.payer, credit, at, EntryKind::credit);
    state.debt_minor += credit;
  }
  /// How deep the account may be in debt after this payment.
  [[nodiscard]] std::int64_t allowed_of(const LedgerTransfer& t, std::uint32_t at) const {
    const std::int64_t after = stated_after(evidence_.transfers, from_, t.payer, at);
    if (after != evidence::no_amount) return after < 0 ? -after : 0;
    return t.payer < facts_.limit_minor.size() ? facts_.limit_minor[t.payer] : 0;
  }
  void repay(std::uint32_t account, std::uint32_t at) {
    AccountState& state = state_[account];
    const std::int64_t part = std::min(state.debt_minor, state.balance_minor);
    if (part <= 0 || account < outside_accounts) return;
    add({account, outside_bank, part}, at, EntryKind::repayment);
    state.debt_minor -= part;
  }

  [[nodiscard]] bool is_interest(const LedgerTransfer& t, std::uint32_t at) const {
    const std::uint32_t event = from_.event[at];
    return from_.kind[at] == EntryKind::payment &&
           evidence_.transfers.kind[event] == evidence::TransferKind::interest &&
           t.payer == outside_source && t.payee >= outside_accounts &&
           evidence_.transfers.payer[event] == evidence::no_selector;
  }

  /// Which entries take back which, both of this ledger.
  void find_originals() {
    const auto& reverses = evidence_.transfers.reverses;
    std::map<std::uint32_t, std::uint32_t> entry_of;  // of reversed events, plus 1
    for (const std::uint32_t event : from_.event) {
      if (reverses[event] != evidence::no_event) entry_of[reverses[event]] = 0;
    }
    if (entry_of.empty()) return;
    for (std::uint32_t i = 0; i < from_.event.size(); ++i) {
      if (from_.kind[i] != EntryKind::payment) continue;
      if (const auto found = entry_of.find(from_.event[i]); found != entry_of.end())
        found->second = i + 1;
    }
    for (std::uint32_t i = 0; i < from_.event.size(); ++i) {
      const std::uint32_t reversed = reverses[from_.event[i]];
      if (reversed == evidence::no_event || from_.kind[i] != EntryKind::payment) continue;
      const std::uint32_t entry = entry_of[reversed];
      const std::uint32_t payer = from_.transfers[i].payer;
      const bool is_earlier = entry != 0 && entry <= i;
      if (is_earlier && payer >= outside_accounts && from_.transfers[entry - 1].payee == payer)
        originals_.push_back({i, entry - 1});
    }
  }

  const evidence::Evidence& evidence_;
  const Ledger& from_;
  const LedgerFacts& facts_;
  BehindGaps behind_;
  std::vector<AccountState> state_;
  struct Original {
    std::uint32_t entry = 0, original = 0;  ///< of from_
  };
  std::vector<Original> originals_;      ///< by entry
  std::vector<std::uint32_t> place_of_;  ///< [transfers] in the completed ledger
  CompletedLedger out_;
};

}  // namespace

CompletedLedger complete_ledger(const evidence::Evidence& evidence, const Ledger& ledger,
                                const LedgerFacts& facts, BehindGaps behind) {
  return Completion(evidence, ledger, facts, behind).run();
}

}  // namespace cuibono::money
