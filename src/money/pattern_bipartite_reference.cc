// The slow twins: every window in turn, accounts taken away one at a time, parts grown from one source.
#include <algorithm>
#include <map>
#include <set>

#include "money/pattern_bipartite.h"

namespace cuibono::money {
namespace {

using Accounts = std::set<std::uint32_t>;
using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;

bool moves(const PaymentColumns& payments, std::uint32_t i) {
  return payments.payer[i] != payments.payee[i] && payments.amount_minor[i] > 0;
}

/// Takes away one account that has too few, until there is none.
void take_away(Pairs& pairs, const BipartiteOptions& options) {
  for (bool taken = true; taken;) {
    taken = false;
    std::map<std::uint32_t, std::uint32_t> payees, payers;
    for (const auto& [source, target] : pairs) ++payees[source], ++payers[target];
    for (const auto& pair : Pairs(pairs)) {
      if (payees[pair.first] >= options.payees_each_min &&
          payers[pair.second] >= options.payers_each_min)
        continue;
      pairs.erase(pair);
      taken = true;
      break;
    }
  }
}

/// The pairs connected with the first; they leave `pairs`.
Pairs take_part(Pairs& pairs) {
  Pairs part = {*pairs.begin()};
  for (std::size_t size = 0; size != part.size();) {
    size = part.size();
    for (const auto& pair : pairs) {
      const bool touches = std::ranges::any_of(part, [&](const auto& other) {
        return other.first == pair.first || other.second == pair.second;
      });
      if (touches) part.insert(pair);
    }
  }
  for (const auto& pair : part) pairs.erase(pair);
  return part;
}

Patterns look_at_window(const PaymentColumns& payments, const std::vector<std::uint32_t>& window,
                        const BipartiteOptions& options) {
  Patterns patterns;
  Pairs pairs;
  for (const std::uint32_t i : window) pairs.insert({payments.payer[i], payments.payee[i]});
  take_away(pairs, options);
  while (!pairs.empty()) {
    const Pairs part = take_part(pairs);
    Accounts sources, targets;
    for (const auto& [source, target] : part) sources.insert(source), targets.insert(target);
    Pattern pattern;
    pattern.kind = PatternKind::bipartite;
    pattern.accounts.assign(sources.begin(), sources.end());
    pattern.accounts.insert(pattern.accounts.end(), targets.begin(), targets.end());
    pattern.size = static_cast<std::uint32_t>(pattern.accounts.size());
    for (const std::uint32_t i : window) {
      if (!part.contains({payments.payer[i], payments.payee[i]})) continue;
      pattern.transfers.push_back(i);
      pattern.amount_minor += payments.amount_minor[i];
    }
    pattern.from_us = payments.time_us[pattern.transfers.front()];
    pattern.to_us = payments.time_us[pattern.transfers.back()];
    const core::Int128 filled = static_cast<core::Int128>(part.size() * 1000) /
                                static_cast<core::Int128>(sources.size() * targets.size());
    pattern.numbers = {{"sources", static_cast<core::Int128>(sources.size())},
                       {"targets", static_cast<core::Int128>(targets.size())},
                       {"pairs", static_cast<core::Int128>(part.size())},
                       {"filled_permille", filled}};
    if (sources.size() < options.sources_min || targets.size() < options.targets_min ||
        filled < options.filled_permille_min)
      continue;
    if (pattern.size > options.accounts_max) {
      ++patterns.passed_over;
    } else {
      patterns.found.push_back(pattern);
    }
  }
  return patterns;
}

bool among(const Pattern& part, const Pattern& other) {
  const std::set<std::uint32_t> all(other.transfers.begin(), other.transfers.end());
  return std::ranges::all_of(part.transfers, [&](std::uint32_t i) { return all.contains(i); });
}

}  // namespace

Patterns bipartites_reference(const PaymentColumns& payments, const BipartiteOptions& options) {
  const auto count = static_cast<std::uint32_t>(payments.time_us.size());
  const std::int64_t step_us = std::max<std::int64_t>(1, options.window_us / 2);
  std::vector<Patterns> windows;
  for (std::int64_t number = 0; count > 0; ++number) {
    const std::int64_t start_us = payments.time_us[0] + number * step_us;
    if (start_us > payments.time_us[count - 1]) break;
    std::vector<std::uint32_t> window;
    bool holds_any = false;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::int64_t time_us = payments.time_us[i];
      if (time_us < start_us || time_us - start_us > options.window_us) continue;
      holds_any = true;
      if (moves(payments, i)) window.push_back(i);
    }
    if (holds_any) windows.push_back(look_at_window(payments, window, options));
  }
  Patterns all;
  for (std::size_t w = 0; w < windows.size(); ++w) {
    all.passed_over += windows[w].passed_over;
    for (const Pattern& part : windows[w].found) {
      bool again = false;
      if (w > 0)
        for (const Pattern& other : windows[w - 1].found) again |= among(part, other);
      if (w + 1 < windows.size())
        for (const Pattern& other : windows[w + 1].found)
          again |= among(part, other) && !among(other, part);
      if (!again) all.found.push_back(part);
    }
  }
  return all;
}

Patterns stacks_reference(const PaymentColumns& payments, const StackOptions& options) {
  const Patterns layers = bipartites_reference(payments, options.layer);
  Patterns stacks;
  stacks.passed_over = layers.passed_over;
  for (std::size_t a = 0; a < layers.found.size(); ++a) {
    for (std::size_t b = 0; b < layers.found.size(); ++b) {
      if (a == b) continue;
      Accounts mids, sources, targets;
      for (const std::uint32_t in : layers.found[a].transfers)
        for (const std::uint32_t out : layers.found[b].transfers)
          if (payments.payee[in] == payments.payer[out] &&
              payments.time_us[in] < payments.time_us[out])
            mids.insert(payments.payee[in]);
      if (mids.empty() || mids.size() < options.mids_min) continue;
      std::set<std::uint32_t> transfers;
      core::Int128 first_minor = 0, second_minor = 0;
      for (const std::uint32_t in : layers.found[a].transfers) {
        if (!mids.contains(payments.payee[in])) continue;
        sources.insert(payments.payer[in]);
        transfers.insert(in);
        first_minor += payments.amount_minor[in];
      }
      for (const std::uint32_t out : layers.found[b].transfers) {
        if (!mids.contains(payments.payer[out])) continue;
        targets.insert(payments.payee[out]);
        transfers.insert(out);
        second_minor += payments.amount_minor[out];
      }
      Pattern stack;
      stack.kind = PatternKind::stack;
      for (const Accounts* layer : {&sources, &mids, &targets})
        stack.accounts.insert(stack.accounts.end(), layer->begin(), layer->end());
      stack.transfers.assign(transfers.begin(), transfers.end());
      stack.from_us = payments.time_us[stack.transfers.front()];
      stack.to_us = payments.time_us[stack.transfers.back()];
      stack.amount_minor = std::min(first_minor, second_minor);
      stack.size = static_cast<std::uint32_t>(stack.accounts.size());
      stack.numbers = {{"sources", static_cast<core::Int128>(sources.size())},
                       {"mids", static_cast<core::Int128>(mids.size())},
                       {"targets", static_cast<core::Int128>(targets.size())},
                       {"first_minor", first_minor},
                       {"second_minor", second_minor}};
      if (stack.to_us - stack.from_us <= options.span_us) stacks.found.push_back(stack);
    }
  }
  return stacks;
}

}  // namespace cuibono::money
