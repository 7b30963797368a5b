#include "money/ledger.h"

#include <algorithm>
#include <optional>

#include "money/words.h"

namespace cuibono::money {
namespace {

/// Events of each asset in their order; the sides of a converting transfer are told apart.
struct Side {
  std::uint32_t event = 0;
  bool receives = false;  ///< the received side of a transfer that changes its asset
};

/// What arrives in another asset; nothing where no one knows.
std::optional<std::int64_t> received_of(const evidence::Transfers& transfers, std::uint32_t event,
                                        const AtReference& at_reference) {
  if (transfers.received_minor[event] >= 0) return transfers.received_minor[event];
  const auto found = at_reference.find(event);
  return found == at_reference.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::vector<Side>> sides_by_asset(const evidence::Transfers& transfers,
                                              const AtReference& at_reference) {
  std::vector<std::vector<Side>> sides(core::asset_table().size());
  for (std::uint32_t i = 0; i < transfers.size(); ++i) {
    if (transfers.amount_minor[i] >= 0) sides[transfers.asset[i].index()].push_back({i, false});
    if (transfers.received_asset[i] != transfers.asset[i] &&
        received_of(transfers, i, at_reference))
      sides[transfers.received_asset[i].index()].push_back({i, true});
  }
  return sides;
}

constexpr std::uint32_t unseen = 0xFFFFFFFFU;

/// Numbers the accounts of one ledger. `number_of` [selectors] is unseen before and after.
void number_accounts(const evidence::Evidence& evidence, const std::vector<Side>& sides,
                     Ledger& ledger, std::vector<std::uint32_t>& number_of) {
  const evidence::Transfers& transfers = evidence.transfers;
  const auto see = [&](evidence::SelectorId selector) {
    if (selector == evidence::no_selector || number_of[selector.index()] != unseen) return;
    number_of[selector.index()] = 0;
    ledger.selector.push_back(selector);
  };
  ledger.selector.assign(outside_accounts, evidence::no_selector);
  for (const Side& side : sides) {
    see(transfers.payer[side.event]);
    see(transfers.payee[side.event]);
  }
  for (const auto& fee : evidence.fees) {
    if (fee.asset == ledger.asset) see(fee.account);
  }
  std::sort(ledger.selector.begin() + outside_accounts, ledger.selector.end());
  for (std::uint32_t a = outside_accounts; a < ledger.accounts(); ++a)
    number_of[ledger.selector[a].index()] = a;
}

/// Who takes a fee, or interest that is charged, is the bank, unless a record names another.
EntryKind kind_of(const evidence::Transfers& transfers, std::uint32_t event) {
  using enum evidence::TransferKind;
  const bool is_charge = transfers.kind[event] == fee || transfers.kind[event] == interest;
  const bool to_nobody = transfers.payee[event] == evidence::no_selector;
  return is_charge && to_nobody ? EntryKind::fee : EntryKind::payment;
}

}  // namespace

void Ledger::reserve(std::size_t entries) {
  transfers.reserve(entries);
  event.reserve(entries);
  payer.reserve(entries);
  kind.reserve(entries);
}

void Ledger::add(const LedgerTransfer& entry, std::uint32_t of_event, EntryKind of_kind) {
  transfers.push_back(entry);
  event.push_back(of_event);
  payer.push_back(entry.payer);
  kind.push_back(of_kind);
}

std::vector<Ledger> make_ledgers(const evidence::Evidence& evidence, const Reported& reported,
                                 const std::vector<std::uint8_t>& marks,
                                 const AtReference& at_reference) {
  const auto& transfers = evidence.transfers;
  std::vector<Ledger> ledgers;
  std::vector<std::uint32_t> number_of(evidence.selectors.size(), unseen);
  const auto sides_of = sides_by_asset(transfers, at_reference);
  for (std::size_t asset = 0; asset < sides_of.size(); ++asset) {
    const auto& sides = sides_of[asset];
    if (sides.empty()) continue;
    Ledger& ledger = ledgers.emplace_back();
    ledger.asset = core::AssetId::of(asset);
    number_accounts(evidence, sides, ledger, number_of);
    ledger.reserve(sides.size());
    auto seed = reported.transfers.begin();
    auto fee = evidence.fees.begin();
    const auto add_fees = [&](std::uint32_t before_event) {  // those beside earlier transfers
      for (; fee != evidence.fees.end() && fee->transfer < before_event; ++fee) {
        if (fee->asset == ledger.asset)
          ledger.add({number_of[fee->account.index()], outside_fee, fee->amount_minor},
                     fee->transfer, EntryKind::fee);
      }
    };
    for (const auto& [event, receives] : sides) {
      add_fees(event);
      const bool converts = transfers.received_asset[event] != transfers.asset[event];
      const EntryKind kind = kind_of(transfers, event);
      while (seed != reported.transfers.end() && seed->transfer < event) ++seed;
      const bool is_known = !converts || received_of(transfers, event, at_reference).has_value();
      const bool arrives = is_known ? converts == receives : true;
      if (arrives && seed != reported.transfers.end() && seed->transfer == event)
        ledger.seeds.push_back({static_cast<std::uint32_t>(ledger.transfers.size()), seed->tag});
      const auto payer = transfers.payer[event], payee = transfers.payee[event];
      LedgerTransfer t;
      t.amount_minor =
          receives ? *received_of(transfers, event, at_reference) : transfers.amount_minor[event];
      t.payer = receives || payer == evidence::no_selector ? std::uint32_t{outside_source}
                                                           : number_of[payer.index()];
      if (converts && !receives) {
        t.payee = outside_converted;
      } else if (payee != evidence::no_selector) {
        t.payee = number_of[payee.index()];
      } else if (kind == EntryKind::fee) {
        t.payee = outside_fee;
      } else {
        t.payee = (marks[event] & mark_cash) != 0 ? outside_cash : outside_unnamed;
      }
      ledger.add(t, event, kind);
    }
    add_fees(UINT32_MAX);
    for (std::uint32_t a = outside_accounts; a < ledger.accounts(); ++a)
      number_of[ledger.selector[a].index()] = unseen;
  }
  return ledgers;
}

std::vector<std::uint32_t> leave_out_excess(Ledger& ledger) {
  constexpr core::Int128 room = core::Int128{1} << 62;
  std::vector<std::uint32_t> left_out;
  core::Int128 all = 0;
  for (const LedgerTransfer& t : ledger.transfers) all += t.amount_minor;
  if (all < room) return left_out;
  std::vector<core::Int128> received(ledger.accounts(), 0);
  for (const LedgerTransfer& t : ledger.transfers) received[t.payee] += t.amount_minor;
  std::vector<std::uint32_t> large;  // payments to such accounts that no victim reports
  auto seed = ledger.seeds.begin();
  for (std::uint32_t i = 0; i < ledger.transfers.size(); ++i) {
    while (seed != ledger.seeds.end() && seed->transfer < i) ++seed;
    const bool seeded = seed != ledger.seeds.end() && seed->transfer == i;
    if (!seeded && received[ledger.transfers[i].payee] >= room) large.push_back(i);
  }
  std::stable_sort(large.begin(), large.end(), [&](auto a, auto b) {
    return ledger.transfers[a].amount_minor > ledger.transfers[b].amount_minor;
  });
  for (const auto i : large) {
    LedgerTransfer& t = ledger.transfers[i];
    if (received[t.payee] < room) continue;
    received[t.payee] -= t.amount_minor;
    t.amount_minor = 0;
    left_out.push_back(i);
  }
  std::sort(left_out.begin(), left_out.end());
  return left_out;
}

void stop_at(Ledger& ledger, const std::vector<std::uint8_t>& is_stop) {
  for (LedgerTransfer& t : ledger.transfers) {
    if (is_stop[t.payer] != 0 && t.payer != t.payee) t.payer = outside_source;
  }
}

}  // namespace cuibono::money
