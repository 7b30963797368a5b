#pragma once
// The payments that can be on a cycle at all, by account, for pattern_cycles.cc.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "money/pattern.h"

namespace cuibono::money {

/// A payment as one of its ends sees it.
struct LoopPayment {
  std::int64_t time_us = 0;
  std::uint32_t other = 0;  ///< the account at the other end
  std::uint32_t payment = 0;
};
static_assert(sizeof(LoopPayment) == 16, "four lie in one line of memory");

/// Payments whose two ends lie in one strongly connected component of all payments, time left aside.
struct LoopGraph {
  std::vector<LoopPayment> out, in;                ///< by payer; by payee; each ascending in time
  std::vector<std::uint32_t> out_begin, in_begin;  ///< [accounts + 1]
  std::vector<std::uint32_t> roots;                ///< the positions of these payments, ascending
};
/// Cost  O(T + accounts).
[[nodiscard]] LoopGraph make_loop_graph(const PaymentColumns& payments);

/// The strongly connected component of each account, by a number without meaning.
/// Source  Tarjan, Depth-first search and linear graph algorithms, 1972; with a stack of its own.
[[nodiscard]] std::vector<std::uint32_t> find_components(const PaymentColumns& payments);

/// The first of an account's payments later than, or not before, a time.
[[nodiscard]] inline std::uint32_t first_after(const std::vector<LoopPayment>& payments,
                                               const std::vector<std::uint32_t>& begin,
                                               std::uint32_t account,
                                               std::int64_t time_us) noexcept {
  const auto* first = payments.data() + begin[account];
  const auto* last = payments.data() + begin[account + 1];
  return static_cast<std::uint32_t>(
      std::partition_point(first, last,
                           [&](const LoopPayment& p) { return p.time_us <= time_us; }) -
      payments.data());
}
[[nodiscard]] inline std::uint32_t first_at(const std::vector<LoopPayment>& payments,
                                            const std::vector<std::uint32_t>& begin,
                                            std::uint32_t account, std::int64_t time_us) noexcept {
  const auto* first = payments.data() + begin[account];
  const auto* last = payments.data() + begin[account + 1];
  return static_cast<std::uint32_t>(
      std::partition_point(first, last, [&](const LoopPayment& p) { return p.time_us < time_us; }) -
      payments.data());
}

}  // namespace cuibono::money
