#include "money/trails.h"

#include <algorithm>
#include <numeric>

#include "money/words.h"

namespace cuibono::money {
namespace {

/// Both rules' flows by transfer, in one list.
std::vector<TransferFlow> join_flows(const TrailQuery& q) {
  std::vector<TransferFlow> flows;
  auto f = q.trace.fifo.flows.begin(), f_end = q.trace.fifo.flows.end();
  auto p = q.trace.prorata.flows.begin(), p_end = q.trace.prorata.flows.end();
  auto seed = q.ledger.seeds.begin();
  while (f != f_end || p != p_end) {
    TransferFlow flow;
    flow.transfer =
        std::min(f != f_end ? f->transfer : UINT32_MAX, p != p_end ? p->transfer : UINT32_MAX);
    for (; f != f_end && f->transfer == flow.transfer; ++f) flow.fifo_minor += f->amount_minor;
    for (; p != p_end && p->transfer == flow.transfer; ++p) flow.prorata_minor += p->amount_minor;
    while (seed != q.ledger.seeds.end() && seed->transfer < flow.transfer) ++seed;
    flow.is_seed = seed != q.ledger.seeds.end() && seed->transfer == flow.transfer;
    flows.push_back(flow);
  }
  return flows;
}

/// A trail for every account that a flow comes to.
void open_trails(const TrailQuery& q, Trails& out) {
  out.trail_of.assign(q.ledger.accounts(), no_trail);
  for (const TransferFlow& flow : out.flows)
    out.trail_of[q.ledger.transfers[flow.transfer].payee] = 0;
  for (std::uint32_t a = 0; a < outside_accounts; ++a) out.trail_of[a] = no_trail;
  for (std::uint32_t a = outside_accounts; a < q.ledger.accounts(); ++a) {
    if (out.trail_of[a] == no_trail) continue;
    out.trail_of[a] = static_cast<std::uint32_t>(out.trails.size());
    Trail& trail = out.trails.emplace_back();
    trail.account = a;
    trail.selector = q.ledger.selector[a];
    trail.service = q.services[a];
    trail.is_victim = q.is_victim[trail.selector.index()] != 0;
    trail.covered = q.coverage.pays[trail.selector.index()] != 0;
    trail.last_event = q.coverage.last_event[trail.selector.index()];
  }
}

/// Lists flows by trail; `end_of` tells the account of a flow that is asked for.
template <class EndOf>
void list_flows(const Trails& trails, const EndOf& end_of, std::vector<std::uint64_t>& begin,
                std::vector<std::uint32_t>& list) {
  begin.assign(trails.trails.size() + 1, 0);
  const auto trail_at = [&](const TransferFlow& flow) { return trails.trail_of[end_of(flow)]; };
  for (const auto& flow : trails.flows) {
    if (trail_at(flow) != no_trail) ++begin[trail_at(flow) + 1];
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  list.resize(begin.back());
  std::vector<std::uint64_t> next(begin.begin(), begin.end() - 1);
  for (std::uint32_t i = 0; i < trails.flows.size(); ++i) {
    const std::uint32_t trail = trail_at(trails.flows[i]);
    if (trail != no_trail) list[next[trail]++] = i;
  }
}

/// Totals over all payments of the reached accounts, whoever's money they moved.
void add_totals(const TrailQuery& q, Trails& out) {
  const auto& ledger = q.ledger;
  for (std::size_t i = 0; i < ledger.transfers.size(); ++i) {
    const LedgerTransfer& t = ledger.transfers[i];
    if (ledger.payer[i] == t.payee || !is_recorded(ledger.kind[i])) continue;
    const std::uint8_t marks = q.marks[ledger.event[i]];
    const auto says = [marks](Mark mark) { return (marks & mark) != 0 ? 1U : 0U; };
    if (const std::uint32_t at = out.trail_of[t.payee]; at != no_trail) {
      Trail& trail = out.trails[at];
      trail.in_minor += t.amount_minor;
      ++trail.payments_in;
      trail.salary_in += says(mark_salary);
      trail.rent_in += says(mark_rent);
      trail.purchase_in += says(mark_purchase);
      trail.loan_in += says(mark_loan);
    }
    if (const std::uint32_t at = out.trail_of[ledger.payer[i]]; at != no_trail) {
      Trail& trail = out.trails[at];
      trail.out_minor += t.amount_minor;
      ++trail.payments_out;
      trail.salary_out += says(mark_salary);
    }
  }
}

/// How many payments away from the victims money is that came from another asset.
std::uint32_t hop_of(const TrailQuery& q, std::uint32_t transfer) {
  if (q.hops == nullptr) return 1;
  const auto& flows = q.hops->flows;
  const auto found =
      std::lower_bound(flows.begin(), flows.end(), transfer,
                       [](const Flow& flow, std::uint32_t t) { return flow.transfer < t; });
  return found != flows.end() && found->transfer == transfer ? found->tag : 1;
}

/// Sums of victims' money, and layers: an account is one payment further than who paid it first.
void add_flows(const TrailQuery& q, Trails& out) {
  for (const TransferFlow& flow : out.flows) {
    const LedgerTransfer& t = q.ledger.transfers[flow.transfer];
    const std::uint32_t from = flow.is_seed ? no_trail : out.trail_of[t.payer];
    const std::uint32_t layer = from != no_trail ? out.trails[from].layer + 1
                                : flow.is_seed   ? 1
                                                 : hop_of(q, flow.transfer);
    if (from != no_trail) {
      Trail& payer = out.trails[from];
      payer.fifo_out += flow.fifo_minor;
      if (t.payee == outside_cash) payer.cash_minor += flow.fifo_minor;
      if (t.payee >= outside_accounts && q.services[t.payee] != Service::none)
        payer.service_minor += flow.fifo_minor;
    }
    const std::uint32_t to = out.trail_of[t.payee];
    if (to == no_trail) continue;
    Trail& payee = out.trails[to];
    payee.fifo_in += flow.fifo_minor;
    payee.prorata_in += flow.prorata_minor;
    payee.layer = payee.layer == 0 ? layer : std::min(payee.layer, layer);
    if (flow.is_seed) {
      ++payee.payments_direct;
      payee.direct_minor += flow.fifo_minor;
    }
  }
}

/// Distinct victims whose money came to each account under FIFO, and who paid it themselves.
void count_victims(const TrailQuery& q, Trails& out) {
  struct Seen {
    std::uint32_t trail = 0, tag = 0;
    bool passed_on = true;  ///< sorts after the victim's own payment
    auto operator<=>(const Seen&) const = default;
  };
  std::vector<Seen> seen;
  auto seed = q.ledger.seeds.begin();
  for (const Flow& flow : q.trace.fifo.flows) {
    while (seed != q.ledger.seeds.end() && seed->transfer < flow.transfer) ++seed;
    const bool direct = seed != q.ledger.seeds.end() && seed->transfer == flow.transfer;
    const std::uint32_t trail = out.trail_of[q.ledger.transfers[flow.transfer].payee];
    if (trail != no_trail) seen.push_back({trail, flow.tag, !direct});
  }
  std::sort(seen.begin(), seen.end());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (i > 0 && seen[i].trail == seen[i - 1].trail && seen[i].tag == seen[i - 1].tag) continue;
    ++out.trails[seen[i].trail].victims;
    if (!seen[i].passed_on) ++out.trails[seen[i].trail].victims_direct;
  }
}

/// How much victims' money left an account soon after it came: first in, first out among it.
/// None where times are steps of unknown length.
std::optional<std::int64_t> quick_of(const TrailQuery& q, const Trails& trails, std::size_t trail) {
  const auto& transfers = q.evidence.transfers;
  const auto in = trails.in(trail), out = trails.out(trail);
  std::int64_t quick = 0, left_in = 0;
  std::size_t next_in = 0;
  std::int64_t came_us = 0;
  for (const std::uint32_t position : out) {
    const TransferFlow& flow = trails.flows[position];
    // What a bank took back, or what left unseen, was not passed on.
    if (flow.is_seed || !is_recorded(q.ledger.kind[flow.transfer])) continue;
    const std::uint32_t event = q.ledger.event[flow.transfer];
    if (transfers.precision[event] == core::Precision::step) return std::nullopt;
    for (std::int64_t left = flow.fifo_minor; left > 0;) {
      while (left_in == 0 && next_in < in.size()) {
        const TransferFlow& coming = trails.flows[in[next_in++]];
        left_in = coming.fifo_minor;
        came_us = transfers.time_us[q.ledger.event[coming.transfer]];
      }
      if (left_in == 0) break;
      const std::int64_t part = std::min(left, left_in);
      if (transfers.time_us[event] - came_us <= pass_days * core::us_per_day) quick += part;
      left -= part;
      left_in -= part;
    }
  }
  return quick;
}

void add_rests(const TrailQuery& q, Trails& out) {
  for (const Holding& h : q.trace.fifo.holdings) {
    if (out.trail_of[h.account] != no_trail)
      out.trails[out.trail_of[h.account]].fifo_rests += h.amount_minor;
  }
  for (const Holding& h : q.trace.prorata.holdings) {
    if (out.trail_of[h.account] != no_trail)
      out.trails[out.trail_of[h.account]].prorata_rests += h.amount_minor;
  }
}

}  // namespace

Coverage find_coverage(const evidence::Transfers& transfers) {
  std::uint32_t selectors = 0;
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    for (const auto end : {transfers.payer[i], transfers.payee[i]}) {
      if (end != evidence::no_selector) selectors = std::max(selectors, end.value + 1);
    }
  }
  Coverage coverage{std::vector<std::uint8_t>(selectors, 0),
                    std::vector<std::uint32_t>(selectors, 0)};
  for (std::uint32_t i = 0; i < transfers.size(); ++i) {
    const auto payer = transfers.payer[i], payee = transfers.payee[i];
    if (payer != evidence::no_selector) {
      if (transfers.is_reported_only[i] == 0) coverage.pays[payer.index()] = 1;
      coverage.last_event[payer.index()] = i;
    }
    if (payee != evidence::no_selector) coverage.last_event[payee.index()] = i;
  }
  return coverage;
}

Trails find_trails(const TrailQuery& q) {
  Trails out;
  out.flows = join_flows(q);
  open_trails(q, out);
  const auto& transfers = q.ledger.transfers;
  list_flows(
      out, [&](const TransferFlow& flow) { return transfers[flow.transfer].payee; }, out.in_begin,
      out.in_flows);
  list_flows(
      out, [&](const TransferFlow& flow) { return transfers[flow.transfer].payer; }, out.out_begin,
      out.out_flows);
  add_totals(q, out);
  add_flows(q, out);
  count_victims(q, out);
  add_rests(q, out);
  for (std::size_t i = 0; i < out.trails.size(); ++i)
    out.trails[i].fifo_quick = quick_of(q, out, i);
  return out;
}

}  // namespace cuibono::money
