// Keys are sorted byte by byte, from the last, each time stable; a byte in which all keys are equal is
// passed over. A pass reads once in order and writes to 256 places, which the caches hold.
#include "core/order.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace cuibono::core {
namespace {

constexpr std::size_t byte_values = 256, key_bytes = sizeof(std::uint64_t);
constexpr unsigned byte_bits = 8;
constexpr std::size_t few = 256;  ///< so many fit the first cache: comparing is faster

struct Keyed {
  std::uint64_t key = 0;
  std::uint32_t position = 0;
};

std::size_t byte_at(std::uint64_t key, std::size_t place) {
  return (key >> (byte_bits * place)) & (byte_values - 1);
}

}  // namespace

std::vector<std::uint32_t> order_by_keys(std::span<const std::uint64_t> keys) {
  std::vector<std::uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0U);
  if (std::is_sorted(keys.begin(), keys.end())) return order;
  if (keys.size() <= few) {
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return keys[a] < keys[b]; });
    return order;
  }
  std::array<std::array<std::uint32_t, byte_values>, key_bytes> counts{};
  std::vector<Keyed> from(keys.size()), to(keys.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    from[i] = {keys[i], i};
    for (std::size_t place = 0; place < key_bytes; ++place)
      ++counts[place][byte_at(keys[i], place)];
  }
  for (std::size_t place = 0; place < key_bytes; ++place) {
    auto& next = counts[place];
    if (next[byte_at(keys[0], place)] == keys.size()) continue;  // all are equal here
    std::exclusive_scan(next.begin(), next.end(), next.begin(), 0U);
    for (const Keyed& one : from) to[next[byte_at(one.key, place)]++] = one;
    from.swap(to);
  }
  for (std::size_t i = 0; i < from.size(); ++i) order[i] = from[i].position;
  return order;
}

Grouped group_positions(std::span<const std::uint32_t> group_of, std::uint32_t groups) {
  Grouped out;
  out.begin.assign(static_cast<std::size_t>(groups) + 1, 0);
  for (const std::uint32_t group : group_of)
    if (group < groups) ++out.begin[static_cast<std::size_t>(group) + 1];
  std::partial_sum(out.begin.begin(), out.begin.end(), out.begin.begin());
  out.members.resize(out.begin.back());
  std::vector<std::uint32_t> next(out.begin.begin(), out.begin.end() - 1);
  for (std::uint32_t i = 0; i < group_of.size(); ++i)
    if (group_of[i] < groups) out.members[next[group_of[i]]++] = i;
  return out;
}

}  // namespace cuibono::core
