#pragma once
// What the kernels share: the walk through a ledger with its checks, memory in blocks, rounding to
// whole units.
#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
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
