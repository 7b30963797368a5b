#include "money/pattern_cycles_parts.h"
#include "money/pattern_parts.h"

namespace cuibono::money {

std::vector<std::uint32_t> find_components(const PaymentColumns& payments) {
  constexpr std::uint32_t unseen = 0xFFFFFFFFU;
  const PaymentIndex out = make_payment_index(payments, payments.payer);
  std::vector<std::uint32_t> component(payments.accounts, unseen);
  std::vector<std::uint32_t> seen_as(payments.accounts, unseen), low(payments.accounts);
  std::vector<std::uint32_t> turn(out.begin.begin(), out.begin.end() - 1);
  std::vector<std::uint32_t> open, path;  // not yet in a component; the way to where we are
  std::uint32_t seen = 0;
  const auto enter = [&](std::uint32_t account) {
    seen_as[account] = low[account] = seen++;
    open.push_back(account);
    path.push_back(account);
  };
  for (std::uint32_t start = 0; start < payments.accounts; ++start) {
    if (seen_as[start] == unseen) enter(start);
    while (!path.empty()) {
      const std::uint32_t account = path.back();
      if (turn[account] < out.begin[account + 1]) {
        const std::uint32_t payee = payments.payee[out.payment[turn[account]++]];
        if (seen_as[payee] == unseen) {
          enter(payee);
        } else if (component[payee] == unseen) {
          low[account] = std::min(low[account], seen_as[payee]);
        }
        continue;
      }
      path.pop_back();
      if (!path.empty()) low[path.back()] = std::min(low[path.back()], low[account]);
      if (low[account] != seen_as[account]) continue;
      for (std::uint32_t member = unseen; member != account; open.pop_back()) {
        member = open.back();
        component[member] = account;
      }
    }
  }
  return component;
}

LoopGraph make_loop_graph(const PaymentColumns& payments) {
  const auto component = find_components(payments);
  LoopGraph graph;
  graph.out_begin.assign(std::size_t{payments.accounts} + 1, 0);
  graph.in_begin = graph.out_begin;
  for (std::size_t i = 0; i < payments.time_us.size(); ++i) {
    if (!has_shape(payments, i) || component[payments.payer[i]] != component[payments.payee[i]])
      continue;
    graph.roots.push_back(static_cast<std::uint32_t>(i));
    ++graph.out_begin[payments.payer[i] + 1];
    ++graph.in_begin[payments.payee[i] + 1];
  }
  for (std::size_t account = 0; account < payments.accounts; ++account) {
    graph.out_begin[account + 1] += graph.out_begin[account];
    graph.in_begin[account + 1] += graph.in_begin[account];
  }
  graph.out.resize(graph.roots.size());
  graph.in.resize(graph.roots.size());
  std::vector<std::uint32_t> next_out = graph.out_begin, next_in = graph.in_begin;
  for (const std::uint32_t i : graph.roots) {
    const std::uint32_t payer = payments.payer[i], payee = payments.payee[i];
    graph.out[next_out[payer]++] = {payments.time_us[i], payee, i};
    graph.in[next_in[payee]++] = {payments.time_us[i], payer, i};
  }
  return graph;
}

}  // namespace cuibono::money
