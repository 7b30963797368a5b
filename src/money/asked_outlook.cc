// What a trace says of tomorrow: how fast money leaves, and which accounts it had to pass.
#include <algorithm>
#include <map>

#include "money/asked_parts.h"
#include "money/freeze.h"
#include "money/interdiction.h"

namespace cuibono::money {
namespace {

/// Accounts that are tried as points to stop; beyond them sets grow too many.
constexpr std::size_t points_most = 20;
constexpr std::uint32_t stops_most = 3;

/// The followed money of one ledger between its starts and where it left, accounts as nodes.
struct Passage {
  std::vector<ThroughArc> arcs;
  std::vector<std::uint32_t> account;  ///< [nodes] of the ledger; source and sink have none
  std::vector<core::Int128> through;   ///< [nodes]
  static constexpr std::uint32_t source = 0, sink = 1, first = 2;
};

Passage make_passage(const Ledger& ledger, const Trails& trails,
                     const std::vector<Service>& services) {
  Passage passage;
  passage.account = {0, 0};
  passage.through = {0, 0};
  std::map<std::uint32_t, std::uint32_t> node_of;
  const auto node = [&](std::uint32_t account) {
    if (account < outside_accounts || services[account] != Service::none) return Passage::sink;
    const auto [at, is_new] =
        node_of.try_emplace(account, static_cast<std::uint32_t>(passage.account.size()));
    if (is_new) {
      passage.account.push_back(account);
      passage.through.push_back(0);
    }
    return at->second;
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, core::Int128> sums;
  for (const TransferFlow& flow : trails.flows) {
    if (flow.fifo_minor == 0) continue;
    const LedgerTransfer& t = ledger.transfers[flow.transfer];
    const std::uint32_t from = flow.is_seed ? Passage::source : node(t.payer), to = node(t.payee);
    if (from == to || from == Passage::sink) continue;
    sums[{from, to}] += flow.fifo_minor;
    passage.through[to] += flow.fifo_minor;
  }
  for (const auto& [ends, sum] : sums)
    passage.arcs.push_back({ends.first, ends.second,
                            static_cast<std::int64_t>(std::min<core::Int128>(sum, INT64_MAX / 4))});
  return passage;
}

}  // namespace

core::Status put_outlook(const AskedCase& asked, const Ledger& ledger, const TrailQuery& query,
                         const Trails& trails, AskedLedger& out, std::vector<Cut>& cut) {
  const Stay stay = find_stay(query, trails);
  out.half_life_s = stay.half_life_s;
  out.half_life_low_s = stay.low_s;
  out.half_life_high_s = stay.high_s;
  if (!ledger.event.empty())
    out.records_end_us = asked.evidence.transfers.time_us[ledger.event.back()];

  const Passage passage = make_passage(ledger, trails, query.services);
  const auto nodes = static_cast<std::uint32_t>(passage.account.size());
  std::vector<std::uint32_t> order;
  for (std::uint32_t n = Passage::first; n < nodes; ++n) order.push_back(n);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return passage.through[a] > passage.through[b];
  });
  const std::string code(core::get_asset(ledger.asset).code);
  if (order.size() > points_most) {
    cut.push_back({"accounts in " + code + " that are tried as points at which to stop it",
                   points_most, order.size()});
    order.resize(points_most);
  }
  std::vector<std::uint32_t> costs(nodes, 0);
  for (const std::uint32_t n : order) costs[n] = 1;
  InterdictionQuery interdiction;
  interdiction.nodes = nodes;
  interdiction.source = Passage::source;
  interdiction.sink = Passage::sink;
  interdiction.arcs = passage.arcs;
  interdiction.costs = costs;
  for (std::uint32_t budget = 1; budget <= stops_most; ++budget) {
    interdiction.budget = budget;
    CB_TRY(const Interdiction found, find_interdiction(asked.context, interdiction));
    if (found.before_minor == 0) break;
    AskedChoke choke;
    choke.passed_minor = core::Int128{found.before_minor};
    choke.left_minor = core::Int128{found.after_minor};
    for (const std::uint32_t n : found.stopped)
      choke.accounts.push_back(ledger.selector[passage.account[n]]);
    if (choke.accounts.size() < budget) break;  // one more account changes nothing
    out.chokes.push_back(std::move(choke));
    if (found.after_minor == 0) break;
  }
  return {};
}

}  // namespace cuibono::money
