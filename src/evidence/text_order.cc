// Texts are put in the order of their first eight bytes, read as one number; those that are equal so
// far are put in the order of their next eight. Behind the end of a text stands zero.
#include "evidence/text_order.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "core/core.h"

namespace cuibono::evidence {
namespace {

constexpr std::size_t step = sizeof(std::uint64_t);

std::uint64_t bytes_at(std::string_view text, std::size_t depth) {
  if (text.size() <= depth) return 0;
  std::uint64_t number = 0;
  std::memcpy(&number, text.data() + depth, std::min(step, text.size() - depth));
  return __builtin_bswap64(number);  // little-endian: the first byte counts most
}

/// Positions [begin, end) of texts that are equal in their first `depth` bytes.
struct Run {
  std::size_t begin = 0, end = 0, depth = 0;
};

class Sorter {
 public:
  explicit Sorter(std::span<const std::string_view> texts)
      : texts_(texts), positions_(texts.size()) {
    std::iota(positions_.begin(), positions_.end(), 0U);
  }

  std::vector<std::uint32_t> run() && {
    open_.push_back({0, positions_.size(), 0});
    while (!open_.empty()) {
      const Run run = open_.back();
      open_.pop_back();
      constexpr std::size_t few = 24;
      if (run.end - run.begin <= few)
        compare(run);
      else
        sort(run);
    }
    return std::move(positions_);
  }

 private:
  [[nodiscard]] auto place(std::size_t at) {
    return positions_.begin() + static_cast<std::ptrdiff_t>(at);
  }

  void compare(const Run& run) {
    const auto tail = [&](std::uint32_t position) {
      return texts_[position].substr(std::min(run.depth, texts_[position].size()));
    };
    std::sort(place(run.begin), place(run.end), [&](auto a, auto b) {
      const int order = tail(a).compare(tail(b));
      return order != 0 ? order < 0 : a < b;
    });
  }

  /// By the eight bytes at `depth`; runs that are equal in these stay open.
  void sort(const Run& run) {
    const std::vector<std::uint32_t> before(place(run.begin), place(run.end));
    std::vector<std::uint64_t> keys(before.size());
    for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = bytes_at(texts_[before[i]], run.depth);
    const std::vector<std::uint32_t> order = core::order_by_keys(keys);
    for (std::size_t i = 0; i < order.size(); ++i) positions_[run.begin + i] = before[order[i]];
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
      for (end = begin + 1; end < order.size() && keys[order[end]] == keys[order[begin]];) ++end;
      if (end - begin > 1) open({run.begin + begin, run.begin + end, run.depth + step});
    }
  }

  /// Texts that end here come before those that go on, by their zeros.
  void open(const Run& run) {
    const auto longer = std::stable_partition(
        place(run.begin), place(run.end),
        [&](std::uint32_t position) { return texts_[position].size() <= run.depth; });
    std::stable_sort(place(run.begin), longer,
                     [&](auto a, auto b) { return texts_[a].size() < texts_[b].size(); });
    const auto begin = static_cast<std::size_t>(longer - positions_.begin());
    if (run.end - begin > 1) open_.push_back({begin, run.end, run.depth});
  }

  std::span<const std::string_view> texts_;
  std::vector<std::uint32_t> positions_;
  std::vector<Run> open_;
};

}  // namespace

std::vector<std::uint32_t> order_texts(std::span<const std::string_view> texts) {
  return Sorter(texts).run();
}

}  // namespace cuibono::evidence
