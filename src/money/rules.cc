// The rules that stand beside first in, first out and pro rata, and what is no rule.
#include "money/rules.h"

#include <algorithm>

#include "money/trace_classes.h"
#include "money/trace_lifo.h"

namespace cuibono::money {
namespace {

/// A victim in a payment, for the lowest balances: a second of work, 200 MB.
constexpr std::uint64_t claims_max = 4'000'000;

ClassOptions class_options(OtherRule rule, const TraceOptions& trace) {
  ClassOptions options;
  options.trace = trace;
  options.order = rule == OtherRule::trust_first ? ClassOrder::trust_first : ClassOrder::own_first;
  options.rule = rule == OtherRule::own_first_prorata ? ClassRule::prorata : ClassRule::fifo;
  return options;
}

core::Result<Traced> run_kernel(const core::RunContext& context, const Ledger& ledger,
                                std::span<const Seed> seeds, OtherRule rule,
                                const TraceOptions& options) {
  if (rule == OtherRule::lifo) return trace_lifo(context, ledger.transfers, seeds, options);
  return trace_classes(context, ledger.transfers, seeds, {}, {}, class_options(rule, options));
}

Traced run_twin(const Ledger& ledger, std::span<const Seed> seeds, OtherRule rule,
                const TraceOptions& options) {
  if (rule == OtherRule::lifo) return trace_lifo_reference(ledger.transfers, seeds, options);
  return trace_classes_reference(ledger.transfers, seeds, {}, {}, class_options(rule, options));
}

/// Payments whose money has a payer that the records name and never see paid: its own first payment. And the
/// victims' own.
std::vector<Seed> known_payers(const Ledger& ledger) {
  std::vector<std::uint8_t> receives(ledger.accounts(), 0);
  for (std::size_t i = 0; i < ledger.transfers.size(); ++i) {
    const LedgerTransfer& t = ledger.transfers[i];
    if (t.payer != t.payee && is_recorded(ledger.kind[i])) receives[t.payee] = 1;
  }
  for (std::uint32_t a = 0; a < outside_accounts; ++a) receives[a] = 1;
  std::vector<Seed> seeds;
  auto seed = ledger.seeds.begin();
  for (std::uint32_t i = 0; i < ledger.transfers.size(); ++i) {
    while (seed != ledger.seeds.end() && seed->transfer < i) ++seed;
    const bool is_victims = seed != ledger.seeds.end() && seed->transfer == i;
    if (is_victims || receives[ledger.transfers[i].payer] == 0) seeds.push_back({i, 1});
  }
  return seeds;
}

}  // namespace

std::string_view other_rule_name(OtherRule rule) noexcept {
  constexpr std::array<std::string_view, other_rules> names = {"lifo", "own_first",
                                                               "own_first_prorata", "trust_first"};
  return names[static_cast<std::size_t>(rule)];
}

std::uint64_t carried_max_of(const Ledger& ledger) noexcept {
  constexpr std::uint64_t least = 40'000'000;
  return std::max<std::uint64_t>(least, 8 * ledger.transfers.size());
}

std::vector<Seed> as_one(std::vector<Seed> seeds) {
  for (Seed& seed : seeds) seed.tag = 1;
  return seeds;
}

core::Status check_conservation(const Ledger& ledger, std::span<const Seed> seeds,
                                const Traced& traced, std::uint32_t tags) {
  std::vector<core::Int128> left(std::size_t{tags} + 1, 0);
  for (const Seed& seed : seeds) {
    const LedgerTransfer& t = ledger.transfers[seed.transfer];
    if (t.payer != t.payee) left[seed.tag] += t.amount_minor;
  }
  for (const Holding& h : traced.holdings) left[h.tag] -= h.amount_minor;
  for (const TagAmount& d : traced.displaced) left[d.tag] -= d.amount_minor;
  const auto off = std::find_if(left.begin(), left.end(), [](auto amount) { return amount != 0; });
  CB_CHECK(off == left.end(),
           "money of victim " + std::to_string(off - left.begin()) + " was lost or made");
  return {};
}

core::Result<RuleRun> run_other_rule(const core::RunContext& context, const Ledger& ledger,
                                     std::uint32_t victims, OtherRule rule, bool use_references,
                                     FlowDetail flows) {
  TraceOptions options{ledger.accounts(), victims, flows, false, 0};
  if (rule == OtherRule::own_first_prorata) options.carried_max = carried_max_of(ledger);
  auto run = run_kernel(context, ledger, ledger.seeds, rule, options);
  RuleRun out;
  out.by_victim = run.has_value() || run.error().code != core::ErrorCode::resources;
  const std::vector<Seed> seeds = out.by_victim ? ledger.seeds : as_one(ledger.seeds);
  if (!out.by_victim) {
    options.tags = 1;
    run = run_kernel(context, ledger, seeds, rule, options);
  }
  CB_TRY(out.traced, std::move(run));
  if (use_references) out.traced = run_twin(ledger, seeds, rule, options);
  CB_TRY_STATUS(check_conservation(ledger, seeds, out.traced, options.tags));
  if (rule == OtherRule::own_first_prorata && out.by_victim && victims > 1) {
    options.tags = 1;
    CB_TRY(Traced together, run_kernel(context, ledger, as_one(ledger.seeds), rule, options));
    out.together = std::move(together.holdings);
  }
  return out;
}

core::Status run_screens(const core::RunContext& context, const Ledger& ledger,
                         std::uint32_t victims, bool use_references, OtherRules& others) {
  const LowestBalanceOptions options{ledger.accounts(), victims, claims_max};
  auto lowest = find_lowest_balances(context, ledger.transfers, ledger.seeds, {}, options);
  if (lowest.has_value()) {
    others.lowest =
        use_references ? find_lowest_balances_reference(ledger.transfers, ledger.seeds, {}, options)
                       : std::move(*lowest);
  } else if (lowest.error().code != core::ErrorCode::resources) {
    return std::move(lowest.error());
  }
  CB_TRY(others.poisoned,
         find_poisoned(context, ledger.transfers, ledger.seeds, ledger.accounts(), victims));
  const std::vector<Seed> known = known_payers(ledger);
  const TraceOptions one_tag{ledger.accounts(), 1, FlowDetail::none, false, 0};
  CB_TRY(Traced traced, trace_prorata(context, ledger.transfers, known, one_tag));
  others.known = std::move(traced.holdings);
  return {};
}

}  // namespace cuibono::money
