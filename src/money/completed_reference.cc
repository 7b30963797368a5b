// The slow obvious twin of complete_ledger: before each step it counts all entries so far again.
#include <algorithm>
#include <map>
#include <set>

#include "money/completed.h"

namespace cuibono::money {
namespace {

class Plain {
 public:
  Plain(const evidence::Evidence& evidence, const Ledger& from, const LedgerFacts& facts,
        BehindGaps behind)
      : evidence_(evidence), from_(from), facts_(facts), behind_(behind) {
    out_.ledger.asset = from.asset;
    out_.ledger.selector = from.selector;
  }

  CompletedLedger run() {
    for (std::uint32_t i = 0; i < from_.transfers.size(); ++i) step(i);
    for (std::uint32_t a = 0; a < from_.accounts(); ++a)
      out_.balance_minor.push_back(balance_of(a));
    return std::move(out_);
  }

 private:
  /// What an account has after all entries so far; what it paid beyond was never there.
  [[nodiscard]] std::int64_t balance_of(std::uint32_t account) const {
    std::int64_t balance = 0;
    for (const LedgerTransfer& t : out_.ledger.transfers) {
      if (t.payer == t.payee) continue;
      if (t.payer == account) balance = std::max<std::int64_t>(0, balance - t.amount_minor);
      if (t.payee == account) balance += t.amount_minor;
    }
    return balance;
  }
  [[nodiscard]] std::int64_t debt_of(std::uint32_t account) {
    std::int64_t debt = owed_before_[account];
    for (std::size_t e = 0; e < out_.ledger.transfers.size(); ++e) {
      const LedgerTransfer& t = out_.ledger.transfers[e];
      if (out_.ledger.kind[e] == EntryKind::credit && t.payee == account) debt += t.amount_minor;
      if (out_.ledger.kind[e] == EntryKind::repayment && t.payer == account) debt -= t.amount_minor;
    }
    return debt;
  }
  [[nodiscard]] bool is_begun(std::uint32_t account) const {
    if (anchored_.count(account) > 0) return true;
    return std::any_of(out_.ledger.transfers.begin(), out_.ledger.transfers.end(),
                       [&](const LedgerTransfer& t) {
                         return t.payer != t.payee && (t.payer == account || t.payee == account);
                       });
  }
  void add(std::uint32_t payer, std::uint32_t payee, std::int64_t amount, std::uint32_t i,
           EntryKind kind) {
    if (amount > 0 || is_recorded(kind))
      out_.ledger.add({payer, payee, amount}, from_.event[i], kind);
  }
  void repay(std::uint32_t account, std::uint32_t i) {
    if (account >= outside_accounts)
      add(account, outside_bank, std::min(debt_of(account), balance_of(account)), i,
          EntryKind::repayment);
  }

  void gap(std::uint32_t account, std::int64_t jump, std::uint32_t i) {
    if (jump == 0) return;
    ++out_.gaps;
    if (const std::int64_t there = balance_of(account); behind_ == BehindGaps::ends && there > 0) {
      add(account, outside_gap, there, i, EntryKind::gap_out);
      add(outside_source, account, there, i, EntryKind::gap_in);
    }
    if (jump > 0) {
      add(outside_source, account, jump, i, EntryKind::gap_in);
      repay(account, i);
    } else {
      const std::int64_t gone = std::min(balance_of(account), -jump);
      add(account, outside_gap, gone, i, EntryKind::gap_out);
      owed_before_[account] += -jump - gone;
    }
  }
  void meet_facts(std::uint32_t account, std::uint32_t i) {
    const std::int64_t now_us = evidence_.transfers.time_us[from_.event[i]];
    for (std::size_t f = 0; f < facts_.facts.size(); ++f) {
      const BalanceFact& fact = facts_.facts[f];
      if (fact.account != account || met_.count(f) > 0) continue;
      const bool is_anchor = fact.kind == BalanceFact::Kind::anchor;
      const bool is_due = is_anchor ? now_us >= fact.from_us
                                    : fact.event == from_.event[i] || now_us > fact.from_us;
      if (!is_due) return;
      met_.insert(f);
      if (!is_anchor) {
        gap(account, fact.amount_minor, i);
      } else if (is_begun(account)) {
        gap(account, fact.amount_minor - (balance_of(account) - debt_of(account)), i);
      } else {
        anchored_.insert(account);
        out_.openings += fact.amount_minor != 0 ? 1U : 0U;
        add(outside_source, account, fact.amount_minor, i, EntryKind::opening);
        owed_before_[account] = std::max<std::int64_t>(0, -fact.amount_minor);
      }
    }
  }

  void lend(std::uint32_t payer, std::int64_t amount, std::uint32_t i) {
    const auto& t = evidence_.transfers;
    const std::uint32_t event = from_.event[i];
    std::int64_t allowed =
        payer < facts_.limit_minor.size() ? facts_.limit_minor[payer] : std::int64_t{0};
    std::int64_t after = evidence::no_amount;
    if (t.payer[event] == from_.selector[payer] && t.asset[event] == from_.asset)
      after = t.balance_after_minor[event];
    else if (t.payee[event] == from_.selector[payer] && t.received_asset[event] == from_.asset)
      after = t.payee_balance_after_minor[event];
    if (after != evidence::no_amount) allowed = std::max<std::int64_t>(0, -after);
    const std::int64_t credit = std::min(amount - balance_of(payer), allowed - debt_of(payer));
    if (credit <= 0) return;
    ++out_.overdrafts;
    add(outside_source, payer, credit, i, EntryKind::credit);
  }

  /// The entry that this one takes back.
  [[nodiscard]] std::optional<std::uint32_t> original_of(std::uint32_t i) const {
    const std::uint32_t reversed = evidence_.transfers.reverses[from_.event[i]];
    const std::uint32_t payer = from_.transfers[i].payer;
    if (from_.kind[i] != EntryKind::payment || payer < outside_accounts) return std::nullopt;
    for (std::uint32_t e = 0; e < i && reversed != evidence::no_event; ++e) {
      if (from_.event[e] == reversed && from_.kind[e] == EntryKind::payment &&
          from_.transfers[e].payee == payer)
        return e;
    }
    return std::nullopt;
  }

  void step(std::uint32_t i) {
    auto [payer, payee, amount] = from_.transfers[i];
    meet_facts(from_.payer[i], i);
    meet_facts(payee, i);
    const auto seed = std::find_if(from_.seeds.begin(), from_.seeds.end(),
                                   [i](const Seed& s) { return s.transfer == i; });
    const bool is_seed = seed != from_.seeds.end();
    const auto original = is_seed ? std::nullopt : original_of(i);
    if (original && (payee == outside_unnamed || payee == outside_cash) &&
        from_.payer[*original] >= outside_accounts)
      payee = from_.payer[*original];
    if (payer >= outside_accounts && payer != payee) lend(payer, amount, i);
    const auto place = static_cast<std::uint32_t>(out_.ledger.transfers.size());
    if (is_seed) out_.ledger.seeds.push_back({place, seed->tag});
    const std::uint32_t event = from_.event[i];
    if (original)
      out_.ledger.movements.push_back({place, MovementKind::reversal, places_[*original]});
    else if (!is_seed && from_.kind[i] == EntryKind::payment && payer == outside_source &&
             payee >= outside_accounts &&
             evidence_.transfers.payer[event] == evidence::no_selector &&
             evidence_.transfers.kind[event] == evidence::TransferKind::interest)
      out_.ledger.movements.push_back({place, MovementKind::interest, 0});
    places_[i] = place;
    add(payer, payee, amount, i, from_.kind[i]);
    out_.ledger.payer.back() = from_.payer[i];
    repay(payee, i);
  }

  const evidence::Evidence& evidence_;
  const Ledger& from_;
  const LedgerFacts& facts_;
  BehindGaps behind_;
  std::set<std::size_t> met_;
  std::set<std::uint32_t> anchored_;
  std::map<std::uint32_t, std::int64_t> owed_before_;  ///< debts that no credit entry shows
  std::map<std::uint32_t, std::uint32_t> places_;
  CompletedLedger out_;
};

}  // namespace

CompletedLedger complete_ledger_reference(const evidence::Evidence& evidence, const Ledger& ledger,
                                          const LedgerFacts& facts, BehindGaps behind) {
  return Plain(evidence, ledger, facts, behind).run();
}

}  // namespace cuibono::money
