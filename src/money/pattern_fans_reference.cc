// The slow twins: for each account and each of its windows, count again from all payments.
#include <algorithm>
#include <optional>
#include <set>

#include "money/pattern_fans.h"

namespace cuibono::money {
namespace {

bool moves(const PaymentColumns& payments, std::uint32_t i) {
  return payments.payer[i] != payments.payee[i] && payments.amount_minor[i] > 0;
}

std::uint32_t count_of(const PaymentColumns& payments) {
  return static_cast<std::uint32_t>(payments.time_us.size());
}

void add_span(const PaymentColumns& payments, Pattern& pattern) {
  pattern.from_us = payments.time_us[pattern.transfers.front()];
  pattern.to_us = payments.time_us[pattern.transfers.back()];
}

/// Takes the windows of one account in order; null: a window that does not fulfil the options.
void list_best_of_runs(const std::vector<std::optional<Pattern>>& windows, Patterns& patterns) {
  std::optional<Pattern> best;
  for (const auto& window : windows) {
    if (window && (!best || window->size > best->size)) best = window;
    if (!window && best) patterns.found.push_back(*best), best.reset();
  }
  if (best) patterns.found.push_back(*best);
}

}  // namespace

Patterns fans_reference(const PaymentColumns& payments, FanSide side, const FanOptions& options) {
  const auto hubs = side == FanSide::in ? payments.payee : payments.payer;
  const auto others = side == FanSide::in ? payments.payer : payments.payee;
  Patterns patterns;
  for (std::uint32_t hub = 0; hub < payments.accounts; ++hub) {
    std::vector<std::optional<Pattern>> windows;
    std::set<std::uint32_t> ever;
    bool is_hub = false;
    for (std::uint32_t i = 0; i < count_of(payments); ++i)
      if (moves(payments, i) && hubs[i] == hub) ever.insert(others[i]);
    for (std::uint32_t last = 0; last < count_of(payments); ++last) {
      if (!moves(payments, last) || hubs[last] != hub) continue;
      Pattern fan;
      fan.kind = side == FanSide::in ? PatternKind::fan_in : PatternKind::fan_out;
      std::set<std::uint32_t> different;
      std::int64_t largest_minor = 0;
      for (std::uint32_t i = 0; i <= last; ++i) {
        if (!moves(payments, i) || hubs[i] != hub) continue;
        if (payments.time_us[last] - payments.time_us[i] > options.window_us) continue;
        different.insert(others[i]);
        fan.transfers.push_back(i);
        fan.amount_minor += payments.amount_minor[i];
        largest_minor = std::max(largest_minor, payments.amount_minor[i]);
      }
      fan.accounts.push_back(hub);
      fan.accounts.insert(fan.accounts.end(), different.begin(), different.end());
      fan.size = static_cast<std::uint32_t>(different.size());
      fan.numbers = {{"payments", static_cast<core::Int128>(fan.transfers.size())},
                     {"largest_minor", largest_minor},
                     {"counterparties_ever", static_cast<core::Int128>(ever.size())}};
      add_span(payments, fan);
      if (fan.size > options.counterparties_max) is_hub = true;
      windows.push_back(fan.size >= options.counterparties_min ? std::optional(fan) : std::nullopt);
    }
    if (is_hub) {
      ++patterns.passed_over;
    } else {
      list_best_of_runs(windows, patterns);
    }
  }
  return patterns;
}

Patterns gather_scatter_reference(const PaymentColumns& payments,
                                  const GatherScatterOptions& options) {
  Patterns patterns;
  for (std::uint32_t hub = 0; hub < payments.accounts; ++hub) {
    std::set<std::int64_t> pivots;
    std::size_t receipts = 0, outs = 0;
    for (std::uint32_t i = 0; i < count_of(payments); ++i) {
      if (!moves(payments, i)) continue;
      if (payments.payee[i] == hub) pivots.insert(payments.time_us[i]), ++receipts;
      if (payments.payer[i] == hub) ++outs;
    }
    if (receipts < options.payers_min || outs < options.payees_min) continue;
    std::vector<std::optional<Pattern>> windows;
    bool is_hub = false;
    for (const std::int64_t pivot_us : pivots) {
      Pattern both;
      both.kind = PatternKind::gather_scatter;
      std::set<std::uint32_t> payers, payees;
      core::Int128 gathered_minor = 0, scattered_minor = 0;
      for (std::uint32_t i = 0; i < count_of(payments); ++i) {
        const std::int64_t time_us = payments.time_us[i];
        if (!moves(payments, i)) continue;
        if (payments.payee[i] == hub && time_us <= pivot_us &&
            pivot_us - time_us <= options.gather_us) {
          payers.insert(payments.payer[i]);
          gathered_minor += payments.amount_minor[i];
          both.transfers.push_back(i);
        }
        if (payments.payer[i] == hub && time_us > pivot_us &&
            time_us - pivot_us <= options.scatter_us) {
          payees.insert(payments.payee[i]);
          scattered_minor += payments.amount_minor[i];
          both.transfers.push_back(i);
        }
      }
      both.accounts.push_back(hub);
      both.accounts.insert(both.accounts.end(), payers.begin(), payers.end());
      both.accounts.insert(both.accounts.end(), payees.begin(), payees.end());
      both.amount_minor = std::min(gathered_minor, scattered_minor);
      both.size = static_cast<std::uint32_t>(payers.size() + payees.size());
      both.numbers = {{"payers", static_cast<core::Int128>(payers.size())},
                      {"payees", static_cast<core::Int128>(payees.size())},
                      {"gathered_minor", gathered_minor},
                      {"scattered_minor", scattered_minor}};
      add_span(payments, both);
      if (std::max(payers.size(), payees.size()) > options.counterparties_max) is_hub = true;
      const bool fulfils =
          payers.size() >= options.payers_min && payees.size() >= options.payees_min &&
          scattered_minor * 1000 >= gathered_minor * options.forwarded_permille_min;
      windows.push_back(fulfils ? std::optional(both) : std::nullopt);
    }
    if (is_hub) {
      ++patterns.passed_over;
    } else {
      list_best_of_runs(windows, patterns);
    }
  }
  return patterns;
}

}  // namespace cuibono::money
