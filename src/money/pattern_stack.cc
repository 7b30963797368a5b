// Two layers are joined where targets of one are sources of the other: layers by target, then each layer's
// sources looked up there.
#include <map>

#include "money/pattern_bipartite.h"
#include "money/pattern_parts.h"

namespace cuibono::money {
namespace {

/// When an account received first, or paid last, in a layer; by account, ascending.
struct Turn {
  std::uint32_t account = 0;
  std::int64_t time_us = 0;
};

std::vector<Turn> first_receipts(const PaymentColumns& payments, const Pattern& layer) {
  std::map<std::uint32_t, std::int64_t> first;
  for (const std::uint32_t i : layer.transfers)
    first.try_emplace(payments.payee[i], payments.time_us[i]);
  std::vector<Turn> turns;
  for (const auto& [account, time_us] : first) turns.push_back({account, time_us});
  return turns;
}

std::vector<Turn> last_payments(const PaymentColumns& payments, const Pattern& layer) {
  std::map<std::uint32_t, std::int64_t> last;
  for (const std::uint32_t i : layer.transfers) last[payments.payer[i]] = payments.time_us[i];
  std::vector<Turn> turns;
  for (const auto& [account, time_us] : last) turns.push_back({account, time_us});
  return turns;
}

std::vector<std::uint32_t> find_mids(const std::vector<Turn>& receipts,
                                     const std::vector<Turn>& outs) {
  std::vector<std::uint32_t> mids;
  auto out = outs.begin();
  for (const Turn& in : receipts) {
    while (out != outs.end() && out->account < in.account) ++out;
    if (out != outs.end() && out->account == in.account && in.time_us < out->time_us)
      mids.push_back(in.account);
  }
  return mids;
}

Pattern make_stack(const PaymentColumns& payments, const Pattern& first, const Pattern& second,
                   const std::vector<std::uint32_t>& mids) {
  const auto is_mid = [&](std::uint32_t account) {
    return std::binary_search(mids.begin(), mids.end(), account);
  };
  Pattern stack;
  stack.kind = PatternKind::stack;
  std::vector<std::uint32_t> sources, targets;
  core::Int128 first_minor = 0, second_minor = 0;
  for (const std::uint32_t i : first.transfers) {
    if (!is_mid(payments.payee[i])) continue;
    sources.push_back(payments.payer[i]);
    first_minor += payments.amount_minor[i];
    stack.transfers.push_back(i);
  }
  for (const std::uint32_t i : second.transfers) {
    if (!is_mid(payments.payer[i])) continue;
    targets.push_back(payments.payee[i]);
    second_minor += payments.amount_minor[i];
    stack.transfers.push_back(i);
  }
  for (auto* accounts : {&sources, &targets}) {
    std::sort(accounts->begin(), accounts->end());
    accounts->erase(std::unique(accounts->begin(), accounts->end()), accounts->end());
  }
  stack.accounts = sources;
  stack.accounts.insert(stack.accounts.end(), mids.begin(), mids.end());
  stack.accounts.insert(stack.accounts.end(), targets.begin(), targets.end());
  settle_transfers(payments, stack);
  stack.amount_minor = std::min(first_minor, second_minor);
  stack.size = static_cast<std::uint32_t>(stack.accounts.size());
  stack.numbers = {{"sources", static_cast<core::Int128>(sources.size())},
                   {"mids", static_cast<core::Int128>(mids.size())},
                   {"targets", static_cast<core::Int128>(targets.size())},
                   {"first_minor", first_minor},
                   {"second_minor", second_minor}};
  return stack;
}

}  // namespace

core::Result<Patterns> find_stacks(const core::RunContext& context, const PaymentColumns& payments,
                                   const StackOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.span_us}}));
  CB_TRY(const Patterns layers, find_bipartites(context, payments, options.layer));
  std::vector<std::vector<Turn>> receipts;
  std::map<std::uint32_t, std::vector<std::size_t>> layers_by_target;
  for (std::size_t layer = 0; layer < layers.found.size(); ++layer) {
    receipts.push_back(first_receipts(payments, layers.found[layer]));
    for (const Turn& turn : receipts.back()) layers_by_target[turn.account].push_back(layer);
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t second = 0; second < layers.found.size(); ++second) {
    for (const Turn& turn : last_payments(payments, layers.found[second])) {
      const auto found = layers_by_target.find(turn.account);
      if (found == layers_by_target.end()) continue;
      for (const std::size_t first : found->second) {
        if (first != second) pairs.emplace_back(first, second);
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());

  Patterns stacks;
  stacks.passed_over = layers.passed_over;
  for (const auto& [first, second] : pairs) {
    const auto mids = find_mids(receipts[first], last_payments(payments, layers.found[second]));
    if (mids.size() < options.mids_min || mids.empty()) continue;
    Pattern stack = make_stack(payments, layers.found[first], layers.found[second], mids);
    if (stack.to_us - stack.from_us <= options.span_us) stacks.found.push_back(std::move(stack));
  }
  return stacks;
}

}  // namespace cuibono::money
