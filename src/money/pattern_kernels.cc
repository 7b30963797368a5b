// From a rule to its kernel: parameters to options, one small function a kernel.
#include "money/pattern_kernels.h"

#include <algorithm>

#include "money/pattern_bipartite.h"
#include "money/pattern_cycles.h"
#include "money/pattern_fans.h"
#include "money/pattern_passing.h"
#include "money/pattern_purposes.h"
#include "money/pattern_scatter.h"
#include "money/pattern_thresholds.h"

namespace cuibono::money {
namespace {

/// A parameter, which the reader of rules saw to: it is there and in its range.
std::int64_t value_of(const PatternRule& rule, std::string_view name) {
  const auto found = rule.parameters.find(name);
  CB_ASSERT(found != rule.parameters.end());
  return found == rule.parameters.end() ? 0 : found->second;
}
std::uint32_t count_of(const PatternRule& rule, std::string_view name) {
  return static_cast<std::uint32_t>(value_of(rule, name));
}
std::int64_t days_of(const PatternRule& rule, std::string_view name) {
  return value_of(rule, name) * core::us_per_day;
}
std::int64_t hours_of(const PatternRule& rule, std::string_view name) {
  return value_of(rule, name) * core::us_per_hour;
}

std::int64_t least_of(const PatternRule& rule, core::AssetId asset) {
  const auto found = rule.least_minor.find(asset);
  return found == rule.least_minor.end() ? 0 : found->second;
}

CycleOptions cycle_options(const PatternRule& rule) {
  CycleOptions options;
  options.window_us = days_of(rule, "window_days");
  options.length_max = count_of(rule, "length_max");
  options.kept_permille_min = count_of(rule, "kept_permille_min");
  options.steps_max = static_cast<std::uint64_t>(value_of(rule, "steps_max"));
  return options;
}

FanOptions fan_options(const PatternRule& rule) {
  return {days_of(rule, "window_days"), count_of(rule, "counterparties_min"),
          count_of(rule, "counterparties_max")};
}

GatherScatterOptions gather_options(const PatternRule& rule) {
  GatherScatterOptions options;
  options.gather_us = days_of(rule, "gather_days");
  options.scatter_us = days_of(rule, "scatter_days");
  options.payers_min = count_of(rule, "payers_min");
  options.payees_min = count_of(rule, "payees_min");
  options.forwarded_permille_min = count_of(rule, "forwarded_permille_min");
  options.counterparties_max = count_of(rule, "counterparties_max");
  return options;
}

ScatterGatherOptions scatter_options(const PatternRule& rule) {
  ScatterGatherOptions options;
  options.leg_us = hours_of(rule, "leg_hours");
  options.span_us = days_of(rule, "span_days");
  options.mids_min = count_of(rule, "mids_min");
  options.tolerance_permille = count_of(rule, "tolerance_permille");
  options.payments_max = count_of(rule, "payments_max");
  return options;
}

BipartiteOptions bipartite_options(const PatternRule& rule) {
  BipartiteOptions options;
  options.window_us = hours_of(rule, "window_hours");
  options.payees_each_min = count_of(rule, "payees_each_min");
  options.payers_each_min = count_of(rule, "payers_each_min");
  options.sources_min = count_of(rule, "sources_min");
  options.targets_min = count_of(rule, "targets_min");
  options.filled_permille_min = count_of(rule, "filled_permille_min");
  options.accounts_max = count_of(rule, "accounts_max");
  return options;
}

StackOptions stack_options(const PatternRule& rule) {
  return {bipartite_options(rule), hours_of(rule, "span_hours"), count_of(rule, "mids_min")};
}

PassPatternOptions pass_options(const PatternRule& rule, core::AssetId asset) {
  PassPatternOptions options;
  options.window_us = days_of(rule, "window_days");
  options.hold_us = hours_of(rule, "hold_hours");
  options.dwell_us_max = hours_of(rule, "dwell_hours_max");
  options.receipts_min = count_of(rule, "receipts_min");
  options.received_minor_min = std::max<std::int64_t>(1, least_of(rule, asset));
  options.passed_permille_min = count_of(rule, "passed_permille_min");
  return options;
}

core::Result<Patterns> run_structuring(const core::RunContext& context, const PatternRule& rule,
                                       const KernelInput& input) {
  std::vector<Threshold> thresholds;
  for (const auto& threshold : rule.thresholds) {
    if (threshold.asset == input.asset)
      thresholds.push_back({0, threshold.since_us, threshold.amount_minor});
  }
  if (thresholds.empty()) return Patterns{};
  StructuringOptions options;
  options.window_us = days_of(rule, "window_days");
  options.band_permille = count_of(rule, "band_permille");
  options.deposits_min = count_of(rule, "deposits_min");
  options.history_min = count_of(rule, "history_min");
  options.tail_billionths_max = count_of(rule, "tail_billionths_max");
  options.price_accounts_min = count_of(rule, "price_accounts_min");
  options.price_permille_max = count_of(rule, "price_permille_max");
  const std::vector<std::uint32_t> jurisdiction(input.all.accounts, 0);
  return find_structuring(context, input.all, {thresholds, jurisdiction, input.is_deposit},
                          options);
}

DormantOptions dormant_options(const PatternRule& rule) {
  return {days_of(rule, "gap_days"), days_of(rule, "window_days"), count_of(rule, "payments_min"),
          count_of(rule, "peer_permille")};
}

/// The kernel knows one place a payment; a country is that of the account at the other end, which differs
/// for its payer and its payee. So each payment is two: out to nobody, and in from nobody.
core::Result<Patterns> run_funnel(const core::RunContext& context, const PatternRule& rule,
                                  const KernelInput& input) {
  const PaymentColumns& columns = input.inner;
  const std::uint32_t nobody = columns.accounts;
  std::vector<std::int64_t> time_us, amount_minor;
  std::vector<std::uint32_t> payer, payee, place;
  const auto add = [&](std::size_t i, std::uint32_t from, std::uint32_t to, std::uint32_t where) {
    time_us.push_back(columns.time_us[i]);
    amount_minor.push_back(columns.amount_minor[i]);
    payer.push_back(from);
    payee.push_back(to);
    place.push_back(where);
  };
  for (std::size_t i = 0; i < columns.time_us.size(); ++i) {
    if (columns.payer[i] == columns.payee[i]) {
      add(i, nobody, nobody, no_place);  // to oneself: no shape
      add(i, nobody, nobody, no_place);
      continue;
    }
    add(i, columns.payer[i], nobody, input.country[columns.payee[i]]);
    add(i, nobody, columns.payee[i], input.country[columns.payer[i]]);
  }
  FunnelOptions options;
  options.window_us = days_of(rule, "window_days");
  options.out_us = days_of(rule, "out_days");
  options.places_min = count_of(rule, "places_min");
  options.elsewhere_permille_min = count_of(rule, "elsewhere_permille_min");
  options.forwarded_permille_min = count_of(rule, "forwarded_permille_min");
  CB_TRY(Patterns patterns, find_funnels(context, {time_us, payer, payee, amount_minor, nobody + 1},
                                         place, input.countries, options));
  std::erase_if(patterns.found,
                [&](const Pattern& pattern) { return pattern.accounts[0] == nobody; });
  for (auto& pattern : patterns.found)
    for (auto& transfer : pattern.transfers) transfer /= 2;
  return patterns;
}

PeelOptions peel_options(const PatternRule& rule) {
  return {hours_of(rule, "hop_hours"), count_of(rule, "hops_min"),
          count_of(rule, "large_permille_min")};
}

PayrollOptions payroll_options(const PatternRule& rule) {
  PayrollOptions options;
  options.payees_min = count_of(rule, "payees_min");
  options.paydays_min = count_of(rule, "paydays_min");
  options.gap_days_min = count_of(rule, "gap_days_min");
  options.gap_days_max = count_of(rule, "gap_days_max");
  options.same_permille_min = count_of(rule, "same_permille_min");
  return options;
}

SupplierOptions supplier_options(const PatternRule& rule) {
  return {count_of(rule, "payments_min"), days_of(rule, "span_days"),
          count_of(rule, "customers_min")};
}

core::Result<Patterns> run_kernel(const core::RunContext& context, const PatternRule& rule,
                                  const KernelInput& input) {
  const PaymentColumns &inner = input.inner, &all = input.all;
  switch (rule.kernel) {
    case PatternKind::cycle:
      return find_cycle_families(context, inner, cycle_options(rule));
    case PatternKind::fan_in:
      return find_fans(context, inner, FanSide::in, fan_options(rule));
    case PatternKind::fan_out:
      return find_fans(context, inner, FanSide::out, fan_options(rule));
    case PatternKind::gather_scatter:
      return find_gather_scatter(context, inner, gather_options(rule));
    case PatternKind::scatter_gather:
      return find_scatter_gather(context, inner, scatter_options(rule));
    case PatternKind::bipartite:
      return find_bipartites(context, inner, bipartite_options(rule));
    case PatternKind::stack:
      return find_stacks(context, inner, stack_options(rule));
    case PatternKind::pass_through:
      return find_pass_through(context, inner, pass_options(rule, input.asset));
    case PatternKind::rapid_movement:
      return find_rapid_movement(context, inner, pass_options(rule, input.asset));
    case PatternKind::u_turn:
      return find_u_turns(context, inner, input.group, pass_options(rule, input.asset));
    case PatternKind::cash_out:
      return find_cash_outs(context, all, input.is_exit, pass_options(rule, input.asset));
    case PatternKind::structuring:
      return run_structuring(context, rule, input);
    case PatternKind::dormant_then_busy:
      return find_dormant_then_busy(context, inner, dormant_options(rule));
    case PatternKind::funnel:
      return run_funnel(context, rule, input);
    case PatternKind::peel_chain:
      return find_peel_chains(context, inner, peel_options(rule));
    case PatternKind::payroll:
      return find_payrolls(context, inner, payroll_options(rule));
    case PatternKind::supplier:
      return find_suppliers(context, inner, supplier_options(rule));
  }
  return Patterns{};
}

}  // namespace

bool sees_outside(PatternKind kernel) noexcept {
  return kernel == PatternKind::cash_out || kernel == PatternKind::structuring;
}

core::Result<Patterns> run_pattern_rule(const core::RunContext& context, const PatternRule& rule,
                                        const KernelInput& input) {
  CB_TRY(Patterns patterns, run_kernel(context, rule, input));
  const std::int64_t least_minor = least_of(rule, input.asset);
  std::erase_if(patterns.found,
                [&](const Pattern& pattern) { return pattern.amount_minor < least_minor; });
  return patterns;
}

}  // namespace cuibono::money
