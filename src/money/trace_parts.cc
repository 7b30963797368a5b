#include "money/trace_parts.h"

#include <algorithm>

namespace cuibono::money {

core::Error ledger_error(std::string what, std::size_t transfer) {
  return core::Error{core::ErrorCode::bad_input, std::move(what),
                     "transfer " + std::to_string(transfer) + " of the ledger",
                     "correct the record that it was made from"};
}

core::Error balance_too_large(std::size_t transfer) {
  return ledger_error("a balance beyond 2^63", transfer);
}

core::Status check_transfers(std::span<const LedgerTransfer> transfers, std::size_t begin,
                             std::size_t end, std::uint32_t accounts) {
  // Almost always all is well: one look without branches, and a second one only to name the fault.
  std::uint32_t largest_account = 0;
  std::int64_t signs = 0;
  for (std::size_t i = begin; i < end; ++i) {
    largest_account = std::max({largest_account, transfers[i].payer, transfers[i].payee});
    signs |= transfers[i].amount_minor;
  }
  if (begin == end || (largest_account < accounts && signs >= 0)) return {};
  for (std::size_t i = begin; i < end; ++i) {
    const LedgerTransfer& t = transfers[i];
    if (t.amount_minor < 0) return ledger_error("a negative amount", i);
    if (t.payer >= accounts || t.payee >= accounts)
      return ledger_error("an account out of range", i);
  }
  return {};
}

core::Status check_seeds(std::span<const LedgerTransfer> transfers, std::span<const Seed> seeds,
                         const TraceOptions& options) {
  if (transfers.size() > 0xFFFFFFFFULL) return ledger_error("too many transfers", transfers.size());
  for (std::size_t s = 0; s < seeds.size(); ++s) {
    const Seed& seed = seeds[s];
    if (seed.transfer >= transfers.size())
      return ledger_error("a seed beyond the ledger", seed.transfer);
    if (seed.tag == 0 || seed.tag > options.tags)
      return ledger_error("a seed's tag out of range", seed.transfer);
    if (s > 0 && seed.transfer <= seeds[s - 1].transfer)
      return ledger_error("seeds are not sorted, or two fall on one payment", seed.transfer);
  }
  return {};
}

std::optional<unsigned> find_fraction_bits(std::span<const LedgerTransfer> transfers,
                                           std::span<const Seed> seeds, std::uint32_t tags) {
  std::vector<core::Int128> of_tag(std::size_t{tags} + 1, 0);
  for (const Seed& seed : seeds) of_tag[seed.tag] += transfers[seed.transfer].amount_minor;
  const core::Int128 largest = *std::max_element(of_tag.begin(), of_tag.end());
  constexpr core::Int128 room = core::Int128{1} << 62;
  for (unsigned bits = 16;; --bits) {
    if ((largest << bits) < room) return bits;
    if (bits == 0) return std::nullopt;
  }
}

namespace {

/// What rounding down left of a tag's money: on an account, or displaced.
struct Part {
  std::uint32_t remainder = 0;  ///< units below one whole
  std::size_t share = 0;        ///< position in shares; their count: the displaced part
};

/// The parts of all tags, those of a tag side by side.
struct Parts {
  std::vector<std::size_t> begin;  ///< [tags + 2]
  std::vector<Part> parts;
  [[nodiscard]] std::span<Part> of(std::uint32_t tag) {
    return std::span(parts).subspan(begin[tag], begin[tag + 1] - begin[tag]);
  }
};

Parts group_parts(const UnroundedShares& unrounded, std::uint32_t tags, std::uint32_t fraction) {
  const auto& shares = unrounded.shares;
  const auto remainder = [fraction](std::int64_t units) {
    return static_cast<std::uint32_t>(units) & fraction;
  };
  Parts grouped;
  grouped.begin.assign(std::size_t{tags} + 2, 0);
  for (const Share& share : shares)
    grouped.begin[share.tag + 1] += remainder(share.units) != 0 ? 1U : 0U;
  for (std::uint32_t tag = 1; tag <= tags; ++tag)
    grouped.begin[tag + 1] += remainder(unrounded.displaced_units[tag]) != 0 ? 1U : 0U;
  for (std::size_t tag = 1; tag < grouped.begin.size(); ++tag)
    grouped.begin[tag] += grouped.begin[tag - 1];
  grouped.parts.resize(grouped.begin.back());
  std::vector<std::size_t> next = grouped.begin;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::uint32_t left = remainder(shares[i].units);
    if (left != 0) grouped.parts[next[shares[i].tag]++] = {left, i};
  }
  for (std::uint32_t tag = 1; tag <= tags; ++tag) {
    const std::uint32_t left = remainder(unrounded.displaced_units[tag]);
    if (left != 0) grouped.parts[next[tag]++] = {left, shares.size()};
  }
  return grouped;
}

/// Of equal remainders, those that a tag cannot all round up.
struct Tie {
  std::uint32_t tag = 0;
  std::size_t ups = 0;  ///< how many of them are rounded up
  std::vector<std::size_t> shares;
};

/// Settles ties by the order in which the ledger names the accounts, which no relabelling disturbs;
/// the displaced part comes last. Looks only at the accounts that tie.
void settle_ties(std::span<const LedgerTransfer> transfers, std::span<const Share> shares,
                 std::uint32_t accounts, std::vector<Tie>& ties) {
  if (ties.empty()) return;
  std::vector<std::uint64_t> named(accounts, UINT64_MAX);
  std::vector<bool> wanted(accounts, false);
  std::size_t open = 0;
  for (const Tie& tie : ties) {
    for (const std::size_t share : tie.shares) {
      if (share == shares.size() || wanted[shares[share].account]) continue;
      wanted[shares[share].account] = true;
      ++open;
    }
  }
  const auto name = [&](std::uint32_t account, std::uint64_t when) {
    if (!wanted[account]) return;
    wanted[account] = false;
    named[account] = when;
    --open;
  };
  for (std::size_t i = 0; i < transfers.size() && open > 0; ++i) {
    name(transfers[i].payer, 2 * i);
    name(transfers[i].payee, 2 * i + 1);
  }
  const auto when = [&](std::size_t share) {
    return share == shares.size() ? UINT64_MAX : named[shares[share].account];
  };
  for (Tie& tie : ties) {
    std::sort(tie.shares.begin(), tie.shares.end(),
              [&](std::size_t a, std::size_t b) { return when(a) < when(b); });
  }
}

/// Which parts of one tag are rounded up without doubt (`up` is called), and which tie.
template <class Up>
std::optional<Tie> round_tag(std::uint32_t tag, std::span<Part> parts, unsigned bits,
                             const Up& up) {
  std::uint64_t units = 0;
  for (const Part& part : parts) units += part.remainder;
  // All that belongs to one tag is a whole amount, so its remainders sum to whole units as well.
  const std::size_t ups = units >> bits;
  if (ups == 0) return std::nullopt;
  const auto nth = parts.begin() + static_cast<std::ptrdiff_t>(ups - 1);
  std::nth_element(parts.begin(), nth, parts.end(),
                   [](const Part& a, const Part& b) { return a.remainder > b.remainder; });
  const std::uint32_t least = nth->remainder;
  Tie tie{tag, ups, {}};
  for (const Part& part : parts) {
    if (part.remainder > least) {
      up(tag, part.share);
      --tie.ups;
    } else if (part.remainder == least) {
      tie.shares.push_back(part.share);
    }
  }
  return tie;
}

}  // namespace

void round_shares(std::span<const LedgerTransfer> transfers, UnroundedShares unrounded,
                  const TraceOptions& options, Traced& traced) {
  const std::vector<Share>& shares = unrounded.shares;
  const unsigned bits = traced.fraction_bits;
  Parts parts = group_parts(unrounded, options.tags, (std::uint32_t{1} << bits) - 1);
  std::vector<std::int64_t> amount(shares.size());
  for (std::size_t i = 0; i < shares.size(); ++i) amount[i] = shares[i].units >> bits;
  std::vector<std::int64_t> displaced = unrounded.displaced_units;
  for (std::int64_t& units : displaced) units >>= bits;
  const auto up = [&](std::uint32_t tag, std::size_t share) {
    ++(share < shares.size() ? amount[share] : displaced[tag]);
  };
  std::vector<Tie> ties;
  for (std::uint32_t tag = 1; tag <= options.tags; ++tag) {
    std::optional<Tie> tie = round_tag(tag, parts.of(tag), bits, up);
    if (!tie) continue;
    if (tie->ups < tie->shares.size()) {
      ties.push_back(std::move(*tie));
    } else {
      for (const std::size_t share : tie->shares) up(tag, share);
    }
  }
  settle_ties(transfers, shares, options.accounts, ties);
  for (const Tie& tie : ties) {
    for (std::size_t i = 0; i < tie.ups; ++i) up(tie.tag, tie.shares[i]);
  }
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (amount[i] > 0) traced.holdings.push_back({shares[i].account, shares[i].tag, amount[i]});
  }
  for (std::uint32_t tag = 1; tag <= options.tags; ++tag) {
    if (displaced[tag] == 0) continue;
    traced.displaced.push_back({tag, displaced[tag]});
    traced.displaced_minor += displaced[tag];
  }
  if (options.want_shares) traced.shares = std::move(unrounded.shares);
}

}  // namespace cuibono::money
