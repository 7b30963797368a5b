// The slow obvious twin: the whole ledger as a network, a node for each account and each of its events.
#include <vector>

#include "money/bounds.h"
#include "network/network.h"

namespace cuibono::money {
namespace {

struct PlainArc {
  std::uint32_t from, to;
  std::int64_t room;
};

/// Nodes that stand for no account: victims, everybody else, the place, and all that is not asked for.
enum Outer : std::uint32_t { victims, others, place_node, elsewhere, outer_nodes };

/// From which account what is not a victim's comes, as the place sees it: a stop pays nothing of its own.
std::vector<LedgerTransfer> with_stop(const BoundsQuery& query, const BoundedPlace& place) {
  std::vector<LedgerTransfer> transfers(query.transfers.begin(), query.transfers.end());
  for (LedgerTransfer& t : transfers) {
    const bool is_of_place = t.payer >= place.account && t.payer < place.account + place.accounts;
    if (place.money == BoundedMoney::received && is_of_place && t.payer != t.payee)
      t.payer = query.accounts;  // an account that nobody pays
  }
  return transfers;
}

std::vector<PlainArc> make_arcs(const BoundsQuery& query, const BoundedPlace& place,
                                std::span<const std::uint8_t> is_victims, std::uint32_t& nodes) {
  std::vector<PlainArc> arcs;
  nodes = outer_nodes;
  const std::uint32_t accounts = query.accounts + 1;
  std::vector<std::uint32_t> now(accounts);  // the node of each account as it is now
  for (auto& node : now) node = nodes++;
  std::vector<std::int64_t> balance(accounts, 0);
  std::vector<std::uint32_t> tag_of(query.transfers.size(), 0);
  for (const Seed& seed : query.seeds) tag_of[seed.transfer] = seed.tag;
  const auto next = [&](std::uint32_t account) {
    arcs.push_back({now[account], nodes, balance[account]});
    now[account] = nodes++;
  };
  const std::vector<LedgerTransfer> transfers = with_stop(query, place);
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const auto [payer, payee, amount] = transfers[i];
    if (payer == payee || amount == 0) continue;
    if (balance[payer] < amount) {
      next(payer);
      arcs.push_back({others, now[payer], amount - balance[payer]});
      balance[payer] = amount;
    }
    const std::uint32_t paying = now[payer];
    balance[payer] -= amount;
    next(payer);
    next(payee);
    balance[payee] += amount;
    if (tag_of[i] == 0) {
      arcs.push_back({paying, now[payee], amount});
    } else {
      arcs.push_back({paying, elsewhere, amount});
      arcs.push_back({is_victims[tag_of[i]] != 0 ? victims : others, now[payee], amount});
    }
  }
  for (std::uint32_t account = 0; account < accounts; ++account) {
    const bool is_place = account >= place.account && account < place.account + place.accounts;
    arcs.push_back({now[account], is_place ? place_node : elsewhere, balance[account]});
  }
  return arcs;
}

core::Int128 flow_to_place(const std::vector<PlainArc>& arcs, std::uint32_t nodes, Outer source) {
  std::vector<std::uint32_t> begin{0}, to;
  std::vector<std::int64_t> capacity;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    for (const PlainArc& arc : arcs) {
      if (arc.from != node) continue;
      to.push_back(arc.to);
      capacity.push_back(arc.room);
    }
    begin.push_back(static_cast<std::uint32_t>(to.size()));
  }
  return network::max_flow_reference({begin, to, capacity}, source, place_node);
}

}  // namespace

Bounds bounds_reference(const BoundsQuery& query, const BoundedPlace& place) {
  std::vector<std::uint8_t> is_victims(query.is_claimed.begin(), query.is_claimed.end());
  if (is_victims.empty()) is_victims.assign(std::size_t{query.tags} + 1, 1);
  std::uint32_t nodes = 0;
  const std::vector<PlainArc> arcs = make_arcs(query, place, is_victims, nodes);
  Bounds bounds;
  for (const PlainArc& arc : arcs) {
    if (arc.to == place_node) bounds.total_minor += arc.room;
  }
  bounds.max_minor = flow_to_place(arcs, nodes, victims);
  bounds.min_minor = bounds.total_minor - flow_to_place(arcs, nodes, others);
  if (query.converted.empty()) return bounds;
  // The same question of what was converted: can any of it be there?
  BoundsQuery converted = query;
  std::vector<Seed> seeds;
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < query.transfers.size(); ++i) {
    const bool is_seed = next < query.seeds.size() && query.seeds[next].transfer == i;
    if (is_seed) ++next;
    bool is_converted = false;
    for (const std::uint32_t transfer : query.converted) is_converted |= transfer == i;
    if (is_seed || is_converted) seeds.push_back({i, is_seed ? 1U : 2U});
  }
  const std::vector<std::uint8_t> only_converted{0, 0, 1};
  converted.seeds = seeds;
  converted.tags = 2;
  converted.is_claimed = only_converted;
  converted.converted = {};
  if (bounds_reference(converted, place).max_minor == 0) return bounds;
  return {bounds.total_minor, std::nullopt, std::nullopt, BoundsCut::beyond_conversion};
}

}  // namespace cuibono::money
