// The slow twins: each account, each of its windows, counted again from all payments.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "money/pattern_thresholds.h"

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

/// The threshold that a receipt falls under; 0: none, or no deposit.
core::Int128 threshold_of(const PaymentColumns& payments, const StructuringInput& input,
                          std::uint32_t i) {
  if (!moves(payments, i) || (!input.is_deposit.empty() && input.is_deposit[i] == 0)) return 0;
  core::Int128 threshold_minor = 0;
  for (const Threshold& t : input.thresholds)
    if (t.jurisdiction == input.jurisdiction[payments.payee[i]] &&
        t.since_us <= payments.time_us[i])
      threshold_minor = t.amount_minor;
  return threshold_minor;
}

}  // namespace

Patterns structuring_reference(const PaymentColumns& payments, const StructuringInput& input,
                               const StructuringOptions& options) {
  std::vector<core::Int128> threshold(count_of(payments));
  std::vector<bool> in_band(count_of(payments));
  std::map<std::int64_t, std::set<std::uint32_t>> receivers;
  for (std::uint32_t i = 0; i < count_of(payments); ++i) {
    threshold[i] = threshold_of(payments, input, i);
    const core::Int128 amount_minor = payments.amount_minor[i];
    in_band[i] =
        amount_minor < threshold[i] && amount_minor * 1000 >= threshold[i] * options.band_permille;
    if (in_band[i]) receivers[payments.amount_minor[i]].insert(payments.payee[i]);
  }
  Patterns patterns;
  for (std::uint32_t account = 0; account < payments.accounts; ++account) {
    const auto list = [&](const std::optional<Pattern>& best) {
      if (!best) return;
      const bool passed = number_of(*best, "price_permille") > options.price_permille_max ||
                          number_of(*best, "tail_billionths") > options.tail_billionths_max;
      if (passed) ++patterns.passed_over;
      if (!passed) patterns.found.push_back(*best);
    };
    std::optional<Pattern> best;
    for (std::uint32_t last = 0; last < count_of(payments); ++last) {
      if (payments.payee[last] != account || !in_band[last]) continue;
      Pattern pattern;
      pattern.kind = PatternKind::structuring;
      std::set<std::uint32_t> payers;
      std::uint32_t deposits = 0, at_prices = 0;
      std::uint64_t before = 0, in_band_before = 0, others = 0, in_band_others = 0;
      for (std::uint32_t i = 0; i < count_of(payments); ++i) {
        if (threshold[i] == 0) continue;
        if (payments.payee[i] != account) {
          ++others;
          if (in_band[i]) ++in_band_others;
        } else if (i <= last && payments.time_us[last] - payments.time_us[i] > options.window_us) {
          ++before;
          if (in_band[i]) ++in_band_before;
        } else if (i <= last) {
          ++deposits;
          if (!in_band[i]) continue;
          pattern.transfers.push_back(i);
          pattern.amount_minor += payments.amount_minor[i];
          payers.insert(payments.payer[i]);
          if (receivers[payments.amount_minor[i]].size() > options.price_accounts_min) ++at_prices;
        }
      }
      pattern.size = static_cast<std::uint32_t>(pattern.transfers.size());
      if (pattern.size < options.deposits_min || pattern.amount_minor < threshold[last]) {
        list(best);
        best.reset();
        continue;
      }
      if (best && best->size >= pattern.size) continue;
      const Rate expected = before >= options.history_min ? Rate{in_band_before, before}
                                                          : Rate{in_band_others, others};
      pattern.accounts.push_back(account);
      pattern.accounts.insert(pattern.accounts.end(), payers.begin(), payers.end());
      add_span(payments, pattern);
      pattern.numbers = {
          {"threshold_minor", threshold[last]},
          {"deposits", deposits},
          {"expected_in_band", static_cast<core::Int128>(expected.hits)},
          {"expected_deposits", static_cast<core::Int128>(expected.of)},
          {"tail_billionths",
           binomial_tail_billionths(pattern.size, deposits, {expected.hits + 1, expected.of + 2})},
          {"price_permille", core::Int128{at_prices} * 1000 / pattern.size}};
      best = pattern;
    }
    list(best);
  }
  return patterns;
}

Patterns dormant_reference(const PaymentColumns& payments, const DormantOptions& options) {
  const auto of_account = [&](std::uint32_t account, std::uint32_t i) {
    return moves(payments, i) && (payments.payer[i] == account || payments.payee[i] == account);
  };
  const auto busy_from = [&](std::uint32_t account, std::uint32_t first) {
    std::vector<std::uint32_t> burst;
    for (std::uint32_t i = first; i < count_of(payments); ++i)
      if (of_account(account, i) &&
          payments.time_us[i] - payments.time_us[first] <= options.window_us)
        burst.push_back(i);
    return burst;
  };
  std::multiset<std::size_t> busiest;
  for (std::uint32_t account = 0; account < payments.accounts; ++account) {
    std::size_t most = 0;
    for (std::uint32_t first = 0; first < count_of(payments); ++first)
      if (of_account(account, first)) most = std::max(most, busy_from(account, first).size());
    if (most > 0) busiest.insert(most);
  }
  std::size_t peers = 0, seen = 0;
  for (const std::size_t most : busiest) {
    if (seen * 1000 >= busiest.size() * options.peer_permille && seen > 0) break;
    peers = most;
    ++seen;
  }
  Patterns patterns;
  for (std::uint32_t account = 0; account < payments.accounts; ++account) {
    std::optional<std::uint32_t> previous;
    std::size_t before = 0;
    for (std::uint32_t i = 0; i < count_of(payments); ++i) {
      if (!of_account(account, i)) continue;
      const auto burst = busy_from(account, i);
      if (previous && payments.time_us[i] - payments.time_us[*previous] >= options.gap_us &&
          burst.size() >= options.payments_min && burst.size() >= peers) {
        Pattern pattern;
        pattern.kind = PatternKind::dormant_then_busy;
        pattern.accounts = {account};
        pattern.transfers = burst;
        add_span(payments, pattern);
        core::Int128 received_minor = 0;
        for (const std::uint32_t t : burst) {
          pattern.amount_minor += payments.amount_minor[t];
          if (payments.payee[t] == account) received_minor += payments.amount_minor[t];
        }
        pattern.size = static_cast<std::uint32_t>(burst.size());
        pattern.numbers = {{"gap_us", payments.time_us[i] - payments.time_us[*previous]},
                           {"payments_before", static_cast<core::Int128>(before)},
                           {"peer_payments", static_cast<core::Int128>(peers)},
                           {"received_minor", received_minor}};
        patterns.found.push_back(pattern);
      }
      previous = i;
      ++before;
    }
  }
  return patterns;
}

Patterns funnels_reference(const PaymentColumns& payments, std::span<const std::uint32_t> place,
                           const FunnelOptions& options) {
  Patterns patterns;
  for (std::uint32_t account = 0; account < payments.accounts; ++account) {
    std::set<std::int64_t> pivots;
    for (std::uint32_t i = 0; i < count_of(payments); ++i)
      if (moves(payments, i) && payments.payee[i] == account && place[i] != no_place)
        pivots.insert(payments.time_us[i]);
    std::optional<Pattern> best;
    for (const std::int64_t pivot_us : pivots) {
      Pattern pattern;
      pattern.kind = PatternKind::funnel;
      pattern.accounts = {account};
      std::set<std::uint32_t> places, transfers;
      core::Int128 deposited_minor = 0, paid_minor = 0, elsewhere_minor = 0;
      for (std::uint32_t i = 0; i < count_of(payments); ++i) {
        const std::int64_t time_us = payments.time_us[i];
        if (!moves(payments, i) || place[i] == no_place || payments.payee[i] != account) continue;
        if (time_us > pivot_us || pivot_us - time_us > options.window_us) continue;
        places.insert(place[i]);
        transfers.insert(i);
        deposited_minor += payments.amount_minor[i];
      }
      for (std::uint32_t i = 0; i < count_of(payments); ++i) {
        const std::int64_t time_us = payments.time_us[i];
        if (!moves(payments, i) || place[i] == no_place || payments.payer[i] != account) continue;
        if (time_us <= pivot_us || time_us - pivot_us > options.out_us) continue;
        paid_minor += payments.amount_minor[i];
        if (places.contains(place[i])) continue;
        transfers.insert(i);
        elsewhere_minor += payments.amount_minor[i];
      }
      pattern.size = static_cast<std::uint32_t>(places.size());
      const bool fulfils =
          pattern.size >= options.places_min && elsewhere_minor > 0 &&
          elsewhere_minor * 1000 >= paid_minor * options.elsewhere_permille_min &&
          elsewhere_minor * 1000 >= deposited_minor * options.forwarded_permille_min;
      if (!fulfils) {
        if (best) patterns.found.push_back(*best), best.reset();
        continue;
      }
      if (best && best->size >= pattern.size) continue;
      pattern.transfers.assign(transfers.begin(), transfers.end());
      add_span(payments, pattern);
      pattern.amount_minor = std::min(deposited_minor, elsewhere_minor);
      pattern.numbers = {{"deposited_minor", deposited_minor},
                         {"elsewhere_minor", elsewhere_minor},
                         {"elsewhere_permille", elsewhere_minor * 1000 / paid_minor}};
      best = pattern;
    }
    if (best) patterns.found.push_back(*best);
  }
  return patterns;
}

}  // namespace cuibono::money
