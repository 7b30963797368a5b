// The slow twins: from each payment, every next payment that fits, until one comes home.
#include <algorithm>
#include <map>
#include <set>

#include "money/pattern_cycles.h"

namespace cuibono::money {
namespace {

using Path = std::vector<std::uint32_t>;

bool fits(const PaymentColumns& payments, const CycleOptions& options, std::uint32_t before,
          std::uint32_t after) {
  if (payments.payer[after] != payments.payee[before]) return false;
  if (payments.time_us[after] <= payments.time_us[before]) return false;
  if (!options.band_permille) return true;
  const core::Int128 was = payments.amount_minor[before], is = payments.amount_minor[after];
  return std::max(was - is, is - was) * 1000 <= was * *options.band_permille;
}

bool moves(const PaymentColumns& payments, std::uint32_t i) {
  return payments.payer[i] != payments.payee[i] && payments.amount_minor[i] > 0;
}

void walk(const PaymentColumns& payments, const CycleOptions& options, Path& path,
          std::set<std::uint32_t>& passed, std::vector<Path>& cycles) {
  for (std::uint32_t i = path.back() + 1; i < payments.time_us.size(); ++i) {
    if (!moves(payments, i) || !fits(payments, options, path.back(), i)) continue;
    if (payments.time_us[i] - payments.time_us[path.front()] > options.window_us) continue;
    const std::uint32_t payee = payments.payee[i];
    path.push_back(i);
    if (payee == payments.payer[path.front()]) {
      cycles.push_back(path);
    } else if (path.size() < options.length_max && passed.insert(payee).second) {
      walk(payments, options, path, passed, cycles);
      passed.erase(payee);
    }
    path.pop_back();
  }
}

}  // namespace

Cycles cycles_reference(const PaymentColumns& payments, const CycleOptions& options) {
  std::vector<Path> cycles;
  for (std::uint32_t first = 0; first < payments.time_us.size(); ++first) {
    if (!moves(payments, first)) continue;
    Path path = {first};
    std::set<std::uint32_t> passed = {payments.payer[first], payments.payee[first]};
    walk(payments, options, path, passed, cycles);
  }
  std::sort(cycles.begin(), cycles.end());
  Cycles all;
  for (const Path& cycle : cycles) {
    all.transfers.insert(all.transfers.end(), cycle.begin(), cycle.end());
    all.begin.push_back(all.transfers.size());
  }
  return all;
}

Patterns cycle_families_reference(const PaymentColumns& payments, const CycleOptions& options) {
  const Cycles cycles = cycles_reference(payments, options);
  std::map<std::set<std::uint32_t>, std::vector<Path>> families;
  for (std::size_t cycle = 0; cycle < cycles.size(); ++cycle) {
    std::set<std::uint32_t> accounts;
    for (const std::uint32_t i : cycles.of(cycle)) accounts.insert(payments.payer[i]);
    families[accounts].emplace_back(cycles.of(cycle).begin(), cycles.of(cycle).end());
  }
  const auto kept = [&](const Path& cycle) {
    std::int64_t least_minor = payments.amount_minor[cycle[0]];
    for (const std::uint32_t i : cycle)
      least_minor = std::min(least_minor, payments.amount_minor[i]);
    return least_minor;
  };
  Patterns found;
  for (const auto& [accounts, members] : families) {
    Path best = members[0];
    for (const Path& member : members) {
      if (kept(member) > kept(best)) best = member;
    }
    Pattern family;
    for (const std::uint32_t i : best) family.accounts.push_back(payments.payer[i]);
    family.transfers = best;
    family.from_us = payments.time_us[best.front()];
    family.to_us = payments.time_us[best.back()];
    family.amount_minor = kept(best);
    family.size = static_cast<std::uint32_t>(best.size());
    const core::Int128 share = family.amount_minor * 1000 / payments.amount_minor[best[0]];
    family.numbers = {{"cycles", static_cast<core::Int128>(members.size())},
                      {"kept_permille", share},
                      {"span_us", family.to_us - family.from_us}};
    if (share < options.kept_permille_min) {
      ++found.passed_over;
    } else {
      found.found.push_back(family);
    }
  }
  std::sort(found.found.begin(), found.found.end(), [](const Pattern& a, const Pattern& b) {
    return std::pair(-a.amount_minor, a.transfers) < std::pair(-b.amount_minor, b.transfers);
  });
  return found;
}

}  // namespace cuibono::money
