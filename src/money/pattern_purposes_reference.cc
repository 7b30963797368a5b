// The slow twins: hops followed one by one from each account, days and customers counted from all payments.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "money/pattern_purposes.h"

namespace cuibono::money {
namespace {

bool moves(const PaymentColumns& payments, std::uint32_t i) {
  return payments.payer[i] != payments.payee[i] && payments.amount_minor[i] > 0;
}
std::uint32_t count_of(const PaymentColumns& payments) {
  return static_cast<std::uint32_t>(payments.time_us.size());
}

struct PlainHop {
  std::uint32_t received = 0, large = 0, small = 0;
};

std::optional<PlainHop> hop_at(const PaymentColumns& payments, std::uint32_t account,
                               const PeelOptions& options) {
  std::vector<std::uint32_t> ins, outs;
  for (std::uint32_t i = 0; i < count_of(payments); ++i) {
    if (!moves(payments, i)) continue;
    if (payments.payee[i] == account) ins.push_back(i);
    if (payments.payer[i] == account) outs.push_back(i);
  }
  if (ins.size() != 1 || outs.size() != 2 || outs[0] < ins[0]) return std::nullopt;
  PlainHop hop{ins[0], outs[0], outs[1]};
  if (payments.amount_minor[outs[1]] > payments.amount_minor[outs[0]])
    hop.large = outs[1], hop.small = outs[0];
  const core::Int128 in_minor = payments.amount_minor[hop.received];
  const core::Int128 large_minor = payments.amount_minor[hop.large];
  if (payments.payee[hop.large] == payments.payee[hop.small]) return std::nullopt;
  if (payments.time_us[outs[1]] - payments.time_us[ins[0]] > options.hop_us) return std::nullopt;
  if (large_minor + payments.amount_minor[hop.small] > in_minor) return std::nullopt;
  if (large_minor * 1000 < in_minor * options.large_permille_min) return std::nullopt;
  return hop;
}

Pattern make_pattern(const PaymentColumns& payments, PatternKind kind,
                     const std::set<std::uint32_t>& transfers) {
  Pattern pattern;
  pattern.kind = kind;
  pattern.transfers.assign(transfers.begin(), transfers.end());
  pattern.from_us = payments.time_us[pattern.transfers.front()];
  pattern.to_us = payments.time_us[pattern.transfers.back()];
  for (const std::uint32_t i : transfers) pattern.amount_minor += payments.amount_minor[i];
  return pattern;
}

}  // namespace

Patterns peel_chains_reference(const PaymentColumns& payments, const PeelOptions& options) {
  Patterns patterns;
  for (std::uint32_t first = 0; first < payments.accounts; ++first) {
    bool is_led_to = false;
    for (std::uint32_t before = 0; before < payments.accounts; ++before) {
      const auto hop = hop_at(payments, before, options);
      if (hop && payments.payee[hop->large] == first) is_led_to = true;
    }
    if (is_led_to) continue;
    std::vector<std::uint32_t> accounts = {first};
    std::set<std::uint32_t> transfers;
    core::Int128 first_minor = 0, last_minor = 0, peeled_minor = 0;
    for (auto hop = hop_at(payments, first, options); hop;
         hop = hop_at(payments, accounts.back(), options)) {
      if (accounts.size() == 1) first_minor = payments.amount_minor[hop->received];
      transfers.insert({hop->received, hop->large, hop->small});
      peeled_minor += payments.amount_minor[hop->small];
      last_minor = payments.amount_minor[hop->large];
      accounts.push_back(payments.payee[hop->large]);
    }
    if (accounts.size() - 1 < options.hops_min || transfers.empty()) continue;
    Pattern chain = make_pattern(payments, PatternKind::peel_chain, transfers);
    chain.amount_minor = peeled_minor;
    chain.size = static_cast<std::uint32_t>(accounts.size() - 1);
    chain.accounts = accounts;
    chain.numbers = {{"first_minor", first_minor}, {"last_minor", last_minor}};
    patterns.found.push_back(chain);
  }
  return patterns;
}

Patterns payrolls_reference(const PaymentColumns& payments, const PayrollOptions& options) {
  Patterns patterns;
  for (std::uint32_t payer = 0; payer < payments.accounts; ++payer) {
    std::map<std::int64_t, std::set<std::uint32_t>> paydays;
    for (std::uint32_t i = 0; i < count_of(payments); ++i)
      if (moves(payments, i) && payments.payer[i] == payer)
        paydays[core::day_of(payments.time_us[i])].insert(payments.payee[i]);
    std::erase_if(paydays, [&](const auto& p) { return p.second.size() < options.payees_min; });
    while (!paydays.empty()) {
      std::vector<std::int64_t> row = {paydays.begin()->first};
      core::Int128 least_permille = 1000;
      for (const auto& [day, payees] : paydays) {
        const std::int64_t gap_days = day - row.back();
        if (gap_days < options.gap_days_min || gap_days > options.gap_days_max) continue;
        const auto& before = paydays[row.back()];
        core::Int128 same = 0;
        for (const std::uint32_t payee : before) same += payees.contains(payee) ? 1 : 0;
        same = same * 1000 / static_cast<core::Int128>(before.size());
        if (same < options.same_permille_min) continue;
        least_permille = std::min(least_permille, same);
        row.push_back(day);
      }
      if (row.size() < options.paydays_min) {
        paydays.erase(row[0]);
        continue;
      }
      std::set<std::uint32_t> all_payees, transfers;
      for (const std::int64_t day : row) {
        for (std::uint32_t i = 0; i < count_of(payments); ++i)
          if (moves(payments, i) && payments.payer[i] == payer &&
              core::day_of(payments.time_us[i]) == day)
            transfers.insert(i), all_payees.insert(payments.payee[i]);
        paydays.erase(day);
      }
      Pattern payroll = make_pattern(payments, PatternKind::payroll, transfers);
      payroll.accounts.push_back(payer);
      payroll.accounts.insert(payroll.accounts.end(), all_payees.begin(), all_payees.end());
      payroll.size = static_cast<std::uint32_t>(row.size());
      payroll.numbers = {{"payees", static_cast<core::Int128>(all_payees.size())},
                         {"same_permille", least_permille}};
      patterns.found.push_back(payroll);
    }
  }
  return patterns;
}

Patterns suppliers_reference(const PaymentColumns& payments, const SupplierOptions& options) {
  Patterns patterns;
  for (std::uint32_t account = 0; account < payments.accounts; ++account) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_payer;
    core::Int128 received_minor = 0;
    for (std::uint32_t i = 0; i < count_of(payments); ++i) {
      if (!moves(payments, i) || payments.payee[i] != account) continue;
      by_payer[payments.payer[i]].push_back(i);
      received_minor += payments.amount_minor[i];
    }
    std::vector<std::uint32_t> accounts = {account};
    std::set<std::uint32_t> transfers;
    for (const auto& [payer, own] : by_payer) {
      if (own.size() < options.payments_min) continue;
      if (payments.time_us[own.back()] - payments.time_us[own.front()] < options.span_us) continue;
      accounts.push_back(payer);
      transfers.insert(own.begin(), own.end());
    }
    if (transfers.empty() || accounts.size() - 1 < options.customers_min) continue;
    Pattern supplier = make_pattern(payments, PatternKind::supplier, transfers);
    supplier.accounts = accounts;
    supplier.size = static_cast<std::uint32_t>(accounts.size() - 1);
    supplier.numbers = {{"payers_ever", static_cast<core::Int128>(by_payer.size())},
                        {"customer_permille", supplier.amount_minor * 1000 / received_minor}};
    patterns.found.push_back(supplier);
  }
  return patterns;
}

}  // namespace cuibono::money
