#include "money/joined.h"

#include <algorithm>
#include <map>

#include "money/screening.h"
#include "money/trace_classes.h"
#include "money/trace_lifo.h"

namespace cuibono::money {
namespace {

bool is_conversion(const evidence::Transfers& transfers, std::uint32_t event) {
  return transfers.asset[event] != transfers.received_asset[event];
}

class Joiner {
 public:
  Joiner(const evidence::Evidence& evidence, std::span<const Ledger* const> ledgers,
         std::span<const Reached> reached, std::span<const std::uint32_t> rank)
      : transfers_(evidence.transfers), ledgers_(ledgers), reached_(reached), rank_(rank) {
    out_.ledgers = ledgers.size();
    for (std::uint32_t g = 0; g < ledgers.size(); ++g) number_accounts(g);
    place_of_.resize(ledgers.size());
    next_.assign(ledgers.size(), 0);
    next_seed_.assign(ledgers.size(), 0);
    for (std::uint32_t g = 0; g < ledgers.size(); ++g)
      place_of_[g].assign(ledgers[g]->transfers.size(), unplaced);
  }

  JoinedLedger run() {
    for (;;) {
      const std::uint32_t place = next_place();
      if (place == unplaced) break;
      std::vector<std::uint32_t> here;  // ledgers with entries of this transfer, who pays first
      for (std::uint32_t g = 0; g < ledgers_.size(); ++g) {
        if (place_at(g) == place) here.push_back(g);
      }
      if (here.size() > 1) join_conversion(here, place);
      for (const std::uint32_t g : here) take_all(g, place);
    }
    add_movements();
    return std::move(out_);
  }

 private:
  static constexpr std::uint32_t unplaced = 0xFFFFFFFFU;

  void number_accounts(std::uint32_t g) {
    const Ledger& ledger = *ledgers_[g];
    first_.push_back(static_cast<std::uint32_t>(out_.group_of.size()));
    auto& number = number_.emplace_back(ledger.accounts(), unplaced);
    const auto add = [&](std::uint32_t local) {
      out_.group_of.push_back(g);
      out_.local.push_back(local);
      return static_cast<std::uint32_t>(out_.group_of.size() - 1);
    };
    for (std::uint32_t a = 0; a < ledger.accounts(); ++a) {
      if (a < outside_accounts || is_reached(g, a)) number[a] = add(a);
    }
    on_.push_back(add(converted_on));
  }
  [[nodiscard]] bool is_reached(std::uint32_t g, std::uint32_t account) const {
    return reached_.empty() || (account >= outside_accounts && reached_[g][account] != 0);
  }
  [[nodiscard]] std::uint32_t place_of_event(std::uint32_t event) const {
    return rank_.empty() ? event : rank_[event];
  }
  /// Where the next entry of a ledger stands in time.
  [[nodiscard]] std::uint32_t place_at(std::uint32_t g) const {
    return next_[g] < ledgers_[g]->event.size() ? place_of_event(ledgers_[g]->event[next_[g]])
                                                : unplaced;
  }
  [[nodiscard]] std::uint32_t next_place() const {
    std::uint32_t place = unplaced;
    for (std::uint32_t g = 0; g < ledgers_.size(); ++g) place = std::min(place, place_at(g));
    return place;
  }

  /// In  always: also where it touches nobody who is reached.
  void take(std::uint32_t g, bool always = false) {
    const Ledger& ledger = *ledgers_[g];
    const std::uint32_t i = next_[g]++;
    const LedgerTransfer& t = ledger.transfers[i];
    const auto seeds = std::span(ledger.seeds);
    while (next_seed_[g] < seeds.size() && seeds[next_seed_[g]].transfer < i) ++next_seed_[g];
    const bool is_seed = next_seed_[g] < seeds.size() && seeds[next_seed_[g]].transfer == i;
    if (!always && !is_seed && !is_reached(g, t.payer) && !is_reached(g, t.payee)) return;
    const auto number = [&](std::uint32_t account) {
      const std::uint32_t joined = number_[g][account];
      return joined == unplaced ? first_[g] + outside_source : joined;
    };
    place_of_[g][i] = static_cast<std::uint32_t>(out_.transfers.size());
    if (is_seed) out_.seeds.push_back({place_of_[g][i], seeds[next_seed_[g]].tag});
    out_.transfers.push_back({number(t.payer), number(t.payee), t.amount_minor});
    out_.origin.push_back({g, i});
  }
  void take_all(std::uint32_t g, std::uint32_t place) {
    while (place_at(g) == place) take(g);
  }
  [[nodiscard]] bool is_main(std::uint32_t g) const {
    return is_recorded(ledgers_[g]->kind[next_[g]]) &&
           (ledgers_[g]->kind[next_[g]] == EntryKind::payment);
  }
  /// Up to the payment itself.
  void take_before(std::uint32_t g, std::uint32_t place) {
    while (place_at(g) == place && !is_main(g)) take(g);
  }

  void join_conversion(const std::vector<std::uint32_t>& here, std::uint32_t place) {
    const std::uint32_t event = ledgers_[here[0]]->event[next_[here[0]]];
    if (!is_conversion(transfers_, event)) return;
    std::optional<std::uint32_t> from, to;
    for (const std::uint32_t g : here) {
      if (ledgers_[g]->asset == transfers_.asset[event]) from = g;
      if (ledgers_[g]->asset == transfers_.received_asset[event]) to = g;
    }
    if (!from || !to) return;
    take_before(*from, place);
    take_before(*to, place);
    if (place_at(*from) != place || place_at(*to) != place) return;
    const std::size_t before = out_.transfers.size();
    take(*from);
    if (out_.transfers.size() == before) return;
    const auto original = static_cast<std::uint32_t>(before);
    take(*to, true);
    out_.transfers[original].payee = on_[*from];
    out_.movements.push_back({original + 1, MovementKind::conversion, original});
  }

  void add_movements() {
    for (std::uint32_t g = 0; g < ledgers_.size(); ++g) {
      for (Movement m : ledgers_[g]->movements) {
        m.transfer = place_of_[g][m.transfer];
        if (m.transfer == unplaced) continue;
        if (m.kind == MovementKind::reversal) {
          m.original = place_of_[g][m.original];
          if (m.original == unplaced) continue;
        }
        out_.movements.push_back(m);
      }
    }
    std::sort(out_.movements.begin(), out_.movements.end());
    // An arrival that reverses or earns as well is followed as an arrival.
    const auto same = [](const Movement& a, const Movement& b) { return a.transfer == b.transfer; };
    std::reverse(out_.movements.begin(), out_.movements.end());
    out_.movements.erase(std::unique(out_.movements.begin(), out_.movements.end(), same),
                         out_.movements.end());
    std::reverse(out_.movements.begin(), out_.movements.end());
  }

  const evidence::Transfers& transfers_;
  std::span<const Ledger* const> ledgers_;
  std::span<const Reached> reached_;
  std::span<const std::uint32_t> rank_;
  std::vector<std::uint32_t> first_, on_;
  std::vector<std::vector<std::uint32_t>> number_, place_of_;
  std::vector<std::uint32_t> next_;
  std::vector<std::size_t> next_seed_;
  JoinedLedger out_;
};

}  // namespace

JoinedLedger join_ledgers(const evidence::Evidence& evidence,
                          std::span<const Ledger* const> ledgers, std::span<const Reached> reached,
                          std::span<const std::uint32_t> rank) {
  return Joiner(evidence, ledgers, reached, rank).run();
}

core::Result<ReachedLedgers> find_reached(const core::RunContext& context,
                                          const evidence::Evidence& evidence,
                                          std::span<const Ledger* const> ledgers) {
  const auto& transfers = evidence.transfers;
  ReachedLedgers out;
  auto& seeds = out.seeds;
  std::map<std::uint16_t, std::uint32_t> ledger_of;  // by asset
  for (std::uint32_t g = 0; g < ledgers.size(); ++g) {
    seeds.push_back(as_one(ledgers[g]->seeds));
    ledger_of[ledgers[g]->asset.value] = g;
    out.reached.emplace_back(ledgers[g]->accounts(), 0);
  }
  std::vector<std::uint8_t> is_due(ledgers.size(), 1);
  for (bool more = true; more;) {  // each round starts from arrivals that were not known before
    more = false;
    std::vector<std::vector<std::uint32_t>> arriving(ledgers.size());  // events
    for (std::uint32_t g = 0; g < ledgers.size(); ++g) {
      const Ledger& ledger = *ledgers[g];
      if (is_due[g] == 0 || seeds[g].empty()) continue;
      is_due[g] = 0;
      CB_TRY(const Poisoned poisoned,
             find_poisoned(context, ledger.transfers, seeds[g], ledger.accounts(), 1));
      for (const std::uint32_t t : poisoned.transfers) {
        out.reached[g][ledger.transfers[t].payee] = 1;
        const std::uint32_t event = ledger.event[t];
        if (ledger.transfers[t].payee != outside_converted || !is_conversion(transfers, event))
          continue;
        const auto to = ledger_of.find(transfers.received_asset[event].value);
        if (to != ledger_of.end()) arriving[to->second].push_back(event);
      }
    }
    for (std::uint32_t g = 0; g < ledgers.size(); ++g) {
      if (arriving[g].empty()) continue;
      out.is_converted = true;
      std::sort(arriving[g].begin(), arriving[g].end());
      std::vector<std::uint8_t> is_seed(ledgers[g]->transfers.size(), 0);
      for (const Seed& seed : seeds[g]) is_seed[seed.transfer] = 1;
      const std::size_t before = seeds[g].size();
      for (std::uint32_t i = 0; i < ledgers[g]->event.size(); ++i) {
        const bool arrives =
            ledgers[g]->kind[i] == EntryKind::payment && is_seed[i] == 0 &&
            std::binary_search(arriving[g].begin(), arriving[g].end(), ledgers[g]->event[i]);
        if (arrives) seeds[g].push_back({i, 1});
      }
      if (seeds[g].size() == before) continue;
      std::sort(seeds[g].begin(), seeds[g].end(),
                [](const Seed& a, const Seed& b) { return a.transfer < b.transfer; });
      is_due[g] = 1;
      more = true;
    }
  }
  return out;
}

core::Result<std::vector<LedgerPart>> part_trace(const JoinedLedger& joined,
                                                 const LedgerTraced& traced,
                                                 const PartRequest& request) {
  const std::uint32_t tags = request.tags;
  const auto sum_of = [&](std::uint32_t tag) { return request.hops ? 0 : tag; };
  std::vector<LedgerPart> parts(joined.ledgers);
  std::vector<std::map<std::uint32_t, core::Int128>> left(joined.ledgers);
  const auto add = [](std::vector<TagAmount>& to, std::uint32_t tag, std::int64_t amount) {
    if (!to.empty() && to.back().tag == tag)
      to.back().amount_minor += amount;
    else
      to.push_back({tag, amount});
  };
  for (const Holding& h : traced.traced.holdings) {
    const std::uint32_t g = joined.group_of[h.account], local = joined.local[h.account];
    LedgerPart& part = parts[g];
    if (h.tag <= tags) left[g][sum_of(h.tag)] -= h.amount_minor;
    if (h.tag > tags) {
      if (local != converted_on) part.interest_minor += h.amount_minor;
    } else if (local == converted_on) {
      add(part.converted_out, h.tag, h.amount_minor);
    } else {
      part.traced.holdings.push_back({local, h.tag, h.amount_minor});
    }
  }
  for (const Flow& flow : traced.traced.flows) {
    const auto origin = joined.origin[flow.transfer];
    parts[origin.ledger].traced.flows.push_back({origin.entry, flow.tag, flow.amount_minor});
  }
  for (const GroupAmount& d : traced.displaced) {
    if (d.tag > tags) continue;
    parts[d.group].traced.displaced.push_back({d.tag, d.amount_minor});
    parts[d.group].traced.displaced_minor += d.amount_minor;
    left[d.group][sum_of(d.tag)] -= d.amount_minor;
  }
  for (const GroupAmount& c : traced.converted) {
    if (c.tag > tags) continue;
    parts[c.group].converted_in.push_back({c.tag, c.amount_minor});
    left[c.group][sum_of(c.tag)] += c.amount_minor;
  }
  for (LedgerPart& part : parts) part.traced.fraction_bits = traced.traced.fraction_bits;
  for (const Seed& seed : request.seeds) {
    const LedgerTransfer& t = joined.transfers[seed.transfer];
    if (t.payer != t.payee) left[joined.group_of[t.payee]][sum_of(seed.tag)] += t.amount_minor;
  }
  for (const auto& of_ledger : left) {
    for (const auto& [tag, amount] : of_ledger)
      CB_CHECK(amount == 0, "money of victim " + std::to_string(tag) + " was lost or made");
  }
  return parts;
}

namespace {

/// The kernels that know payments alone.
core::Result<Traced> trace_payments(const core::RunContext& context, const JoinedLedger& joined,
                                    std::span<const Seed> seeds, TraceRule rule,
                                    const TraceOptions& options) {
  ClassOptions classes;
  classes.trace = options;
  if (rule == TraceRule::trust_first) classes.order = ClassOrder::trust_first;
  if (rule == TraceRule::own_first_prorata) classes.rule = ClassRule::prorata;
  switch (rule) {
    case TraceRule::fifo:
      return trace_fifo(context, joined.transfers, seeds, options);
    case TraceRule::prorata:
      return trace_prorata(context, joined.transfers, seeds, options);
    case TraceRule::lifo:
      return trace_lifo(context, joined.transfers, seeds, options);
    default:
      return trace_classes(context, joined.transfers, seeds, {}, {}, classes);
  }
}

}  // namespace

core::Result<LedgerTraced> trace_joined(const core::RunContext& context, const JoinedLedger& joined,
                                        std::span<const Seed> seeds, const JoinedRequest& request) {
  LedgerTraceOptions options;
  options.trace = {joined.accounts(),   request.tags, request.flows, false,
                   request.carried_max, request.hops};
  if (joined.ledgers == 1 && joined.movements.empty() && !request.use_references) {
    LedgerTraced out;
    CB_TRY(out.traced, trace_payments(context, joined, seeds, request.rule, options.trace));
    for (const TagAmount& d : out.traced.displaced)
      out.displaced.push_back({0, d.tag, d.amount_minor});
    return out;
  }
  options.rule = request.rule;
  options.tag_interest = !request.hops;
  options.group_of = joined.group_of;
  options.groups = static_cast<std::uint32_t>(joined.ledgers);
  auto traced = trace_ledger(context, joined.transfers, seeds, joined.movements, options);
  if (traced.has_value() && request.use_references)
    return trace_ledger_reference(joined.transfers, seeds, joined.movements, options);
  return traced;
}

}  // namespace cuibono::money
