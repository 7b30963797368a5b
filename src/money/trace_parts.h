#pragma once
// What the kernels share: the walk through a ledger with its checks, memory in blocks, rounding to
// whole units.
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "money/trace.h"

namespace cuibono::money {

/// Errors of seeds that no kernel accepts: see trace_fifo. Those of payments: walk_ledger.
[[nodiscard]] core::Status check_seeds(std::span<const LedgerTransfer> transfers,
                                       std::span<const Seed> seeds, const TraceOptions& options);
/// Errors of the payments [begin, end).
[[nodiscard]] core::Status check_transfers(std::span<const LedgerTransfer> transfers,
                                           std::size_t begin, std::size_t end,
                                           std::uint32_t accounts);
[[nodiscard]] core::Error ledger_error(std::string what, std::size_t transfer);
[[nodiscard]] core::Error balance_too_large(std::size_t transfer);

/// A payment that moves something.
struct Payment {
  std::uint32_t transfer = 0, payer = 0, payee = 0;
  std::uint32_t seed_tag = 0;  ///< 0: no seed
  std::int64_t amount_minor = 0;
};

/// What a payment needs beyond a known balance. Without a branch: half of all payments need something.
[[nodiscard]] inline std::int64_t missing_of(std::int64_t amount_minor,
                                             std::int64_t balance_minor) noexcept {
  return std::max<std::int64_t>(0, amount_minor - balance_minor);
}

/// How many payments ahead accounts are fetched into the cache: about 200 ns of work.
inline constexpr std::size_t fetch_ahead = 24;

/// Hands over the payments in order.
///
/// Use     `step(payment)` returns a Status. `fetch(ahead)` may prefetch: `ahead(n)` is the transfer n
///         places on (n <= fetch_ahead), or the last.
/// Laws    1 an account handed to step or fetch is below `accounts`, an amount is > 0.
/// Errors  of the first payment that no kernel accepts; those of step.  cancelled.
/// Cost    the ledger is read from memory once: a block is checked while it is on its way through the
///         cache. 1 ns a transfer.
template <class Fetch, class Step>
[[nodiscard]] core::Status walk_ledger(const core::RunContext& context,
                                       std::span<const LedgerTransfer> transfers,
                                       std::span<const Seed> seeds, std::uint32_t accounts,
                                       const Fetch& fetch, const Step& step) {
  constexpr std::size_t block = 4096;  // 64 KB: stays in the second-level cache
  const std::size_t count = transfers.size();
  std::size_t checked = 0, next_seed = 0;
  for (std::size_t begin = 0; begin < count; begin += block) {
    CB_TRY_STATUS(core::check_cancelled(context));
    const std::size_t end = std::min(begin + block, count);
    const std::size_t seen = std::min(end + fetch_ahead, count);
    CB_TRY_STATUS(check_transfers(transfers, checked, seen, accounts));
    checked = seen;
    for (std::size_t i = begin; i < end; ++i) {
      fetch([&](std::size_t n) -> const LedgerTransfer& {
        return transfers[std::min(i + n, count - 1)];
      });
      const LedgerTransfer& t = transfers[i];
      const bool seeded = next_seed < seeds.size() && seeds[next_seed].transfer == i;
      const std::uint32_t seed_tag = seeded ? seeds[next_seed++].tag : 0;
      if (t.payer == t.payee || t.amount_minor == 0) continue;
      CB_TRY_STATUS(
          step(Payment{static_cast<std::uint32_t>(i), t.payer, t.payee, seed_tag, t.amount_minor}));
    }
  }
  return {};
}

/// Bits of fraction that leave room for the largest tag in 62 bits: 16, or fewer; none where even
/// whole units do not fit.
[[nodiscard]] std::optional<unsigned> find_fraction_bits(std::span<const LedgerTransfer> transfers,
                                                         std::span<const Seed> seeds,
                                                         std::uint32_t tags);

/// Whole units from shares, by largest remainder inside each tag.
/// In      shares sorted by (account, tag); displaced_units [tags + 1]; traced.fraction_bits set.
/// Out     traced.holdings, displaced, displaced_minor; shares too where options ask for them.
struct UnroundedShares {
  std::vector<Share> shares;
  std::vector<std::int64_t> displaced_units;
};
void round_shares(std::span<const LedgerTransfer> transfers, UnroundedShares unrounded,
                  const TraceOptions& options, Traced& traced);

/// Memory that is hit at random: large pieces are asked for in pages of 2 MiB, which halves the misses
/// (of the memory, and of the table of its pages).
struct FreeLarge {
  std::size_t alignment = 0;
  void operator()(std::byte* bytes) const noexcept;
};
using LargeBytes = std::unique_ptr<std::byte[], FreeLarge>;
[[nodiscard]] LargeBytes take_large_bytes(std::size_t bytes);

/// As many things as were asked for, each as its default is.
template <class Thing>
class LargeArray {
 public:
  explicit LargeArray(std::size_t count)
      : bytes_(take_large_bytes(count * sizeof(Thing))),
        things_(reinterpret_cast<Thing*>(bytes_.get()), count) {
    static_assert(std::is_trivially_destructible_v<Thing>);
    std::uninitialized_value_construct(things_.begin(), things_.end());
  }
  [[nodiscard]] Thing& operator[](std::size_t i) const noexcept { return things_[i]; }
  [[nodiscard]] std::size_t size() const noexcept { return things_.size(); }
  [[nodiscard]] auto begin() const noexcept { return things_.begin(); }
  [[nodiscard]] auto end() const noexcept { return things_.end(); }

 private:
  LargeBytes bytes_;
  std::span<Thing> things_;
};

/// Blocks of 2^k things; what is given back is handed out again. Nothing is freed before the pool.
template <class Thing>
class BlockPool {
 public:
  [[nodiscard]] Thing* take(unsigned capacity_log2) {
    auto& free = free_[capacity_log2];
    if (!free.empty()) {
      Thing* block = free.back();
      free.pop_back();
      return block;
    }
    const std::size_t count = std::size_t{1} << capacity_log2;
    if (count > left_) {
      slab_things_ = std::min(2 * slab_things_, slab_things_most);
      left_ = std::max(count, slab_things_);
      slabs_.push_back(take_large_bytes(left_ * sizeof(Thing)));
      next_ = reinterpret_cast<Thing*>(slabs_.back().get());
    }
    Thing* block = next_;
    next_ += count;
    left_ -= count;
    return block;
  }
  void give(Thing* block, unsigned capacity_log2) { free_[capacity_log2].push_back(block); }

 private:
  static_assert(std::is_trivial_v<Thing>);
  static constexpr std::size_t slab_things_most = 1U << 19;
  std::size_t slab_things_ = 1U << 10;  ///< a small ledger takes little, a large one few slabs
  std::array<std::vector<Thing*>, 64> free_;
  std::vector<LargeBytes> slabs_;
  Thing* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace cuibono::money
