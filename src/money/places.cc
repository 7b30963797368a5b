#include "money/places.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace cuibono::money {
namespace {

/// Where a place is listed: the ways out of the records share one line, after all accounts.
std::uint32_t line_of(const Ledger& ledger, std::uint32_t account) {
  return account < outside_accounts ? ledger.accounts() : account;
}

evidence::SelectorId selector_of_line(const Ledger& ledger, std::uint32_t line) {
  return line == ledger.accounts() ? evidence::no_selector : ledger.selector[line];
}

/// Amounts by rule: first in first out, pro rata, the others in their order.
using RuleSums = std::array<core::Int128, 2 + other_rules>;

struct RuleHoldings {
  const std::vector<Holding>* holdings = nullptr;
  std::size_t rule = 0;  ///< position in RuleSums
  bool by_victim = true;
  const std::vector<Holding>* together =
      nullptr;  ///< of all victims as one, where it is rounded apart
};

std::vector<RuleHoldings> holdings_of(const LedgerTrace& trace) {
  std::vector<RuleHoldings> all = {{&trace.fifo.holdings, 0, true, nullptr},
                                   {&trace.prorata.holdings, 1, trace.prorata_by_victim, nullptr}};
  for (std::size_t rule = 0; trace.others && rule < other_rules; ++rule) {
    const RuleRun& run = trace.others->runs[rule];
    all.push_back(
        {&run.traced.holdings, 2 + rule, run.by_victim, run.together ? &*run.together : nullptr});
  }
  return all;
}

/// What one victim has at one place, by rule.
struct Part {
  std::uint32_t tag = 0, line = 0;
  std::array<std::int64_t, 2 + other_rules> amounts{};
};

bool is_before(const Part& a, const Part& b) {
  return std::tie(a.tag, a.line) < std::tie(b.tag, b.line);
}

std::vector<Part> parts_of(const Ledger& ledger, const std::vector<RuleHoldings>& rules) {
  std::vector<Part> parts;
  for (const RuleHoldings& rule : rules) {
    if (!rule.by_victim) continue;
    for (const Holding& h : *rule.holdings) {
      Part& part = parts.emplace_back();
      part.tag = h.tag;
      part.line = line_of(ledger, h.account);
      part.amounts[rule.rule] = h.amount_minor;
    }
  }
  std::sort(parts.begin(), parts.end(), is_before);
  std::size_t sums = 0;
  for (const Part& part : parts) {
    if (sums == 0 || is_before(parts[sums - 1], part)) {
      parts[sums++] = part;
      continue;
    }
    for (std::size_t rule = 0; rule < part.amounts.size(); ++rule)
      parts[sums - 1].amounts[rule] += part.amounts[rule];
  }
  parts.resize(sums);
  return parts;
}

/// The joint cap as it is shared; nothing where no lowest balance is defined.
std::optional<std::int64_t> lowest_of(const std::vector<LowestBalance>& rows, std::uint32_t account,
                                      std::uint32_t tag) {
  const auto found = std::lower_bound(rows.begin(), rows.end(), std::pair(account, tag),
                                      [](const LowestBalance& row, auto wanted) {
                                        return std::pair(row.account, row.tag) < wanted;
                                      });
  if (found == rows.end() || found->account != account || found->tag != tag) return std::nullopt;
  return tag == 0 ? found->cap_minor : found->prorata_minor;
}

/// The joint lowest balance, and which part of the total has a payer that a record names.
void add_screens(const Ledger& ledger, const OtherRules& others, std::vector<Place>& places) {
  std::vector<core::Int128> known(std::size_t{ledger.accounts()} + 1, 0);
  for (const Holding& h : others.known) known[line_of(ledger, h.account)] += h.amount_minor;
  const auto line_of_place = [&](evidence::SelectorId place) {
    if (place == evidence::no_selector) return ledger.accounts();
    const auto begin = ledger.selector.begin() + outside_accounts;
    return static_cast<std::uint32_t>(std::lower_bound(begin, ledger.selector.end(), place) -
                                      ledger.selector.begin());
  };
  constexpr core::Int128 whole = 10'000;
  for (Place& place : places) {
    const std::uint32_t line = line_of_place(place.place);
    if (place.total_minor > 0)
      place.coverage_myriad = static_cast<std::uint16_t>(known[line] * whole / place.total_minor);
    if (others.lowest && line < ledger.accounts())
      place.libr_minor = lowest_of(*others.lowest, line, 0);
  }
}

}  // namespace

core::Result<Traced> run_fifo(const core::RunContext& context, const Ledger& ledger,
                              std::uint32_t victims, bool use_references) {
  const TraceOptions options{ledger.accounts(), victims, FlowDetail::by_tag, false, 0};
  // The twins check nothing, so the kernel speaks first: it refuses what cannot be traced.
  CB_TRY(Traced traced, trace_fifo(context, ledger.transfers, ledger.seeds, options));
  if (use_references) traced = trace_fifo_reference(ledger.transfers, ledger.seeds, options);
  CB_TRY_STATUS(check_conservation(ledger, ledger.seeds, traced, victims));
  return traced;
}

core::Result<ProrataRun> run_prorata(const core::RunContext& context, const Ledger& ledger,
                                     std::uint32_t victims, bool use_references) {
  TraceOptions options{ledger.accounts(), victims, FlowDetail::by_transfer, false, 0};
  options.carried_max = carried_max_of(ledger);
  auto run = trace_prorata(context, ledger.transfers, ledger.seeds, options);
  const bool by_victim = run.has_value() || run.error().code != core::ErrorCode::resources;
  const std::vector<Seed> seeds = by_victim ? ledger.seeds : as_one(ledger.seeds);
  if (!by_victim) {
    options.tags = 1;
    run = trace_prorata(context, ledger.transfers, seeds, options);
  }
  CB_TRY(Traced traced, std::move(run));
  if (use_references) traced = trace_prorata_plain(ledger.transfers, seeds, options);
  CB_TRY_STATUS(check_conservation(ledger, seeds, traced, options.tags));
  return ProrataRun{std::move(traced), by_victim};
}

std::vector<Place> find_places(const Ledger& ledger, const LedgerTrace& trace) {
  std::vector<RuleSums> sums(std::size_t{ledger.accounts()} + 1);
  for (const RuleHoldings& rule : holdings_of(trace)) {
    const bool at_once = rule.together != nullptr;
    for (const Holding& h : at_once ? *rule.together : *rule.holdings)
      sums[line_of(ledger, h.account)][rule.rule] += h.amount_minor;
  }
  std::vector<Place> places;
  for (std::uint32_t line = 0; line < sums.size(); ++line) {
    const RuleSums& of = sums[line];
    if (std::all_of(of.begin(), of.end(), [](auto sum) { return sum == 0; })) continue;
    Place& place = places.emplace_back();
    place.place = selector_of_line(ledger, line);
    place.asset = ledger.asset;
    place.fifo_minor = of[0];
    place.prorata_minor = of[1];
    if (trace.others) {
      place.lifo_minor = of[2];
      place.own_first_minor = of[3];
      place.own_first_prorata_minor = of[4];
      place.trust_first_minor = of[5];
    }
    if (line < ledger.accounts()) {
      place.total_minor = trace.fifo.balance_minor[line];
    } else {
      for (std::uint32_t a = 0; a < outside_accounts; ++a)
        place.total_minor += trace.fifo.balance_minor[a];
    }
  }
  if (trace.others) add_screens(ledger, *trace.others, places);
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    if (a.fifo_minor != b.fifo_minor) return *a.fifo_minor > *b.fifo_minor;
    if (a.prorata_minor != b.prorata_minor) return *a.prorata_minor > *b.prorata_minor;
    return a.place < b.place;
  });
  return places;
}

VictimTraces find_victim_traces(const Ledger& ledger, const LedgerTrace& trace,
                                const std::vector<std::string>& victims, std::size_t most) {
  const auto rules = holdings_of(trace);
  std::vector<Part> parts = parts_of(ledger, rules);
  VictimTraces out;
  out.total = parts.size();
  if (parts.size() > most) {
    const auto by_amount = [&](const Part& a, const Part& b) {
      const std::int64_t x = *std::max_element(a.amounts.begin(), a.amounts.end());
      const std::int64_t y = *std::max_element(b.amounts.begin(), b.amounts.end());
      return x != y ? x > y : is_before(a, b);
    };
    const auto end = parts.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(parts.begin(), end, parts.end(), by_amount);
    parts.resize(most);
    std::sort(parts.begin(), parts.end(), by_amount);
  }
  for (const Part& part : parts) {
    VictimTrace one;
    one.victim = victims[part.tag - 1];
    one.place = selector_of_line(ledger, part.line);
    one.asset = ledger.asset;
    const std::array<std::optional<std::int64_t>*, 1 + 1 + other_rules> fields = {
        &one.fifo_minor,      &one.prorata_minor,           &one.lifo_minor,
        &one.own_first_minor, &one.own_first_prorata_minor, &one.trust_first_minor};
    for (const RuleHoldings& rule : rules) {
      if (rule.by_victim) *fields[rule.rule] = part.amounts[rule.rule];
    }
    if (trace.others && trace.others->lowest && part.line < ledger.accounts())
      one.libr_minor = lowest_of(*trace.others->lowest, part.line, part.tag);
    out.traces.push_back(std::move(one));
  }
  return out;
}

}  // namespace cuibono::money
