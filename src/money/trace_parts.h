#pragma once
// What the kernels share: the checks at their door, memory in blocks, rounding to whole units.
#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "money/trace.h"

namespace cuibono::money {

/// How often a kernel asks whether it is cancelled.
inline constexpr std::size_t transfers_per_look = 1U << 18;
/// How many payments ahead the accounts are fetched into the cache: about 100 ns of work.
inline constexpr std::size_t fetch_ahead = 12;

/// Errors of a ledger that no kernel accepts: see trace_fifo.
[[nodiscard]] core::Status check_ledger(std::span<const LedgerTransfer> transfers,
                                        std::span<const Seed> seeds, const TraceOptions& options);
[[nodiscard]] core::Error ledger_error(std::string what, std::size_t transfer);

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
      const std::size_t slab = std::max(count, slab_things);
      slabs_.push_back(std::make_unique_for_overwrite<Thing[]>(slab));
      next_ = slabs_.back().get();
      left_ = slab;
    }
    Thing* block = next_;
    next_ += count;
    left_ -= count;
    return block;
  }
  void give(Thing* block, unsigned capacity_log2) { free_[capacity_log2].push_back(block); }

 private:
  static constexpr std::size_t slab_things = 1U << 16;
  std::array<std::vector<Thing*>, 64> free_;
  std::vector<std::unique_ptr<Thing[]>> slabs_;
  Thing* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace cuibono::money
