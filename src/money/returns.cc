#include "money/returns.h"

#include <algorithm>
#include <map>
#include <set>

namespace cuibono::money {
namespace {

/// Whose account each account of the ledger is; 0: no victim's, or several victims'. [accounts]
std::vector<std::uint32_t> owners_of(const Work& work) {
  constexpr std::uint32_t several = 0xFFFFFFFFU;
  std::vector<std::uint32_t> owner(work.ledger.accounts(), 0);
  for (const Seed& seed : work.ledger.seeds) {
    std::uint32_t& of = owner[work.ledger.payer[seed.transfer]];
    of = of == 0 || of == seed.tag ? seed.tag : several;
  }
  for (std::uint32_t a = 0; a < owner.size(); ++a) {
    if (a < outside_accounts || owner[a] == several) owner[a] = 0;
  }
  return owner;
}

VictimReturn row_of(const Story& story, const Work& work, std::uint32_t tag) {
  VictimReturn row;
  row.victim = story.reported.victims[tag - 1];
  row.asset = work.ledger.asset;
  return row;
}

void add_back(const Story& story, const Work& work, std::uint32_t entry, bool is_reversal,
              core::Int128 traced, VictimReturn& row) {
  const std::int64_t amount = work.ledger.transfers[entry].amount_minor;
  row.returned_minor += amount;
  row.reversed_minor += is_reversal ? amount : 0;
  row.traced_minor += traced;
  ++row.payments;
  for (const auto record : story.evidence.transfers.legs.of(work.ledger.event[entry])) {
    if (row.records.size() < returned_records_max) row.records.push_back(record);
  }
}

}  // namespace

std::vector<VictimReturn> find_returns(const Story& story, const Work& work) {
  const Ledger& ledger = work.ledger;
  const std::vector<std::uint32_t> owner = owners_of(work);
  std::map<std::uint32_t, VictimReturn> rows;
  std::set<std::array<std::uint32_t, 2>> paid;  // account, victim: paid directly so far
  auto seed = ledger.seeds.begin();
  auto flow = work.trace.fifo.flows.begin();
  auto movement = ledger.movements.begin();
  for (std::uint32_t i = 0; i < ledger.transfers.size(); ++i) {
    const LedgerTransfer& t = ledger.transfers[i];
    core::Int128 traced = 0;
    for (; flow != work.trace.fifo.flows.end() && flow->transfer == i; ++flow)
      traced += flow->amount_minor;
    while (movement != ledger.movements.end() && movement->transfer < i) ++movement;
    if (seed != ledger.seeds.end() && seed->transfer == i) {
      rows.emplace(seed->tag, row_of(story, work, seed->tag)).first->second.gross_minor +=
          t.payer != t.payee ? t.amount_minor : 0;
      paid.insert({t.payee, seed->tag});
      ++seed;
      continue;
    }
    const std::uint32_t victim = owner[t.payee];
    if (victim == 0 || ledger.kind[i] != EntryKind::payment || t.payer < outside_accounts ||
        t.payer == t.payee)
      continue;
    const auto row = rows.find(victim);
    if (row == rows.end()) continue;  // before her first payment
    const bool is_reversal = movement != ledger.movements.end() && movement->transfer == i &&
                             movement->kind == MovementKind::reversal;
    const auto reverses_hers = [&] {
      return is_reversal &&
             std::any_of(ledger.seeds.begin(), ledger.seeds.end(), [&](const Seed& s) {
               return s.transfer == movement->original && s.tag == victim;
             });
    };
    const bool is_hers = reverses_hers();
    if (is_hers || traced > 0 || paid.count({t.payer, victim}) > 0)
      add_back(story, work, i, is_hers, traced, row->second);
  }
  std::vector<VictimReturn> out;
  for (auto& [tag, row] : rows) out.push_back(std::move(row));
  return out;
}

std::vector<VictimReturn> find_returns_reference(const Story& story, const Work& work) {
  const Ledger& ledger = work.ledger;
  std::vector<VictimReturn> out;
  for (std::uint32_t tag = 1; tag <= story.victims(); ++tag) {
    VictimReturn row = row_of(story, work, tag);
    std::set<std::uint32_t> accounts, paid;
    bool has_paid = false;
    for (const Seed& s : ledger.seeds) {
      if (s.tag == tag) accounts.insert(ledger.payer[s.transfer]);
    }
    for (const Seed& s : ledger.seeds) {
      if (s.tag != tag) accounts.erase(ledger.payer[s.transfer]);
    }
    for (std::uint32_t i = 0; i < ledger.transfers.size(); ++i) {
      const LedgerTransfer& t = ledger.transfers[i];
      const auto seed = std::find_if(ledger.seeds.begin(), ledger.seeds.end(),
                                     [i](const Seed& s) { return s.transfer == i; });
      if (seed != ledger.seeds.end()) {
        if (seed->tag != tag) continue;
        has_paid = true;
        row.gross_minor += t.payer != t.payee ? t.amount_minor : 0;
        paid.insert(t.payee);
        continue;
      }
      if (!has_paid || ledger.kind[i] != EntryKind::payment || t.payer < outside_accounts ||
          t.payer == t.payee || t.payee < outside_accounts || accounts.count(t.payee) == 0)
        continue;
      core::Int128 traced = 0;
      for (const Flow& f : work.trace.fifo.flows) traced += f.transfer == i ? f.amount_minor : 0;
      bool is_hers = false;
      for (const Movement& m : ledger.movements) {
        for (const Seed& s : ledger.seeds)
          is_hers = is_hers || (m.transfer == i && m.kind == MovementKind::reversal &&
                                s.transfer == m.original && s.tag == tag);
      }
      if (is_hers || traced > 0 || paid.count(t.payer) > 0)
        add_back(story, work, i, is_hers, traced, row);
    }
    if (has_paid) out.push_back(std::move(row));
  }
  return out;
}

}  // namespace cuibono::money
