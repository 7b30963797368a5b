// Families are runs of cycles sorted by their set of accounts.
#include <numeric>

#include "money/pattern_cycles.h"
#include "money/pattern_parts.h"

namespace cuibono::money {
namespace {

/// The accounts of each cycle, sorted, laid out as the cycles are.
std::vector<std::uint32_t> sorted_accounts(const PaymentColumns& payments, const Cycles& cycles) {
  std::vector<std::uint32_t> accounts(cycles.transfers.size());
  for (std::size_t i = 0; i < accounts.size(); ++i)
    accounts[i] = payments.payer[cycles.transfers[i]];
  for (std::size_t cycle = 0; cycle < cycles.size(); ++cycle)
    std::sort(accounts.begin() + static_cast<std::ptrdiff_t>(cycles.begin[cycle]),
              accounts.begin() + static_cast<std::ptrdiff_t>(cycles.begin[cycle + 1]));
  return accounts;
}

std::int64_t kept_minor(const PaymentColumns& payments, std::span<const std::uint32_t> cycle) {
  std::int64_t least_minor = INT64_MAX;
  for (const std::uint32_t i : cycle) least_minor = std::min(least_minor, payments.amount_minor[i]);
  return least_minor;
}

Pattern make_family(const PaymentColumns& payments, std::span<const std::uint32_t> best,
                    std::size_t cycles) {
  Pattern family;
  family.kind = PatternKind::cycle;
  for (const std::uint32_t i : best) family.accounts.push_back(payments.payer[i]);
  family.transfers.assign(best.begin(), best.end());
  settle_transfers(payments, family);
  family.amount_minor = kept_minor(payments, best);
  family.size = static_cast<std::uint32_t>(best.size());
  family.numbers = {
      {"cycles", static_cast<core::Int128>(cycles)},
      {"kept_permille", family.amount_minor * permille / payments.amount_minor[best.front()]},
      {"span_us", family.to_us - family.from_us}};
  return family;
}

}  // namespace

core::Result<Patterns> find_cycle_families(const core::RunContext& context,
                                           const PaymentColumns& payments,
                                           const CycleOptions& options) {
  CB_TRY(const Cycles cycles, find_cycles(context, payments, options));
  const auto accounts = sorted_accounts(payments, cycles);
  const auto set_of = [&](std::size_t cycle) {
    return std::span(accounts).subspan(cycles.begin[cycle],
                                       cycles.begin[cycle + 1] - cycles.begin[cycle]);
  };
  std::vector<std::size_t> order(cycles.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::ranges::lexicographical_compare(set_of(a), set_of(b));
  });

  Patterns families;
  families.truncated = cycles.truncated;
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    std::size_t best = order[begin];
    for (end = begin; end < order.size() && std::ranges::equal(set_of(order[end]), set_of(best));
         ++end) {
      if (kept_minor(payments, cycles.of(order[end])) > kept_minor(payments, cycles.of(best)))
        best = order[end];
    }
    Pattern family = make_family(payments, cycles.of(best), end - begin);
    if (number_of(family, "kept_permille") < options.kept_permille_min) {
      ++families.passed_over;
    } else {
      families.found.push_back(std::move(family));
    }
  }
  std::sort(families.found.begin(), families.found.end(), [](const Pattern& a, const Pattern& b) {
    if (a.amount_minor != b.amount_minor) return a.amount_minor > b.amount_minor;
    return a.transfers < b.transfers;
  });
  return families;
}

}  // namespace cuibono::money
