// Own money and trust money apart, by the rules that know no classes.
//
// Idea        how much of each class a payment takes depends on the balances of the two classes alone,
//             never on tags. So one pass cuts each payment into its part of the first class and its part
//             of the second, and each account into two halves that hold one class each. On that
//             ledger first in, first out and pro rata run as they are; the answer is folded back.
// Encoding    account a has the halves 2a (own) and 2a + 1 (trust); origin[] names the payment that a
//             part was cut from. A seed's parts are seeds of its tag, paid to the half of its class.
// Invariants  the balance of a half, as the rule keeps it, is the class balance of the pass: both top
//             up the same half by the same amount. A tag rests on halves of its class only, so that of two
//             rules on the same ledger each may answer for its class.
#include "money/trace_classes.h"

#include <algorithm>

#include "money/trace_parts.h"

namespace cuibono::money {
namespace {

constexpr std::uint32_t own = 0, trust = 1;

struct ClassBalances {
  std::int64_t minor[2] = {0, 0};
};

/// The ledger between halves.
struct SplitLedger {
  std::vector<LedgerTransfer> transfers;
  std::vector<Seed> seeds;
  std::vector<std::uint32_t> origin;  ///< [transfers]
  core::Int128 unexplained_minor = 0;
};

core::Error list_error(const char* what) {
  return core::Error{core::ErrorCode::bad_input, what, "the rules with own money apart",
                     "sort the list, without doubles, and name only what the ledger has"};
}

bool is_rising(std::span<const std::uint32_t> list) {
  return std::adjacent_find(list.begin(), list.end(), std::greater_equal<>()) == list.end();
}

core::Status check_classes(std::span<const LedgerTransfer> transfers,
                           std::span<const std::uint32_t> own_tags,
                           std::span<const std::uint32_t> asset_transfers,
                           const ClassOptions& options) {
  constexpr std::size_t most = std::size_t{1} << 31;
  if (options.trace.hops) return list_error("hops have no class");
  if (transfers.size() >= most || options.trace.accounts >= most)
    return list_error("2^31 accounts or transfers and more");
  if (!is_rising(own_tags) ||
      (!own_tags.empty() && (own_tags.front() == 0 || own_tags.back() > options.trace.tags)))
    return list_error("own tags unsorted or out of range");
  if (!is_rising(asset_transfers) ||
      (!asset_transfers.empty() && asset_transfers.back() >= transfers.size()))
    return list_error("payments for assets unsorted or out of range");
  return {};
}

/// The class of each tag; tag 0 is money of unknown origin.
std::vector<std::uint8_t> classes_of(std::span<const std::uint32_t> own_tags,
                                     const ClassOptions& options) {
  std::vector<std::uint8_t> classes(std::size_t{options.trace.tags} + 1, trust);
  for (const std::uint32_t tag : own_tags) classes[tag] = own;
  if (options.unknown_as == UnknownAs::own) classes[0] = own;
  return classes;
}

struct Run {
  const core::RunContext& context;
  std::span<const LedgerTransfer> transfers;
  std::span<const Seed> seeds;
  std::span<const std::uint32_t> asset_transfers;
  const ClassOptions& options;
  std::vector<std::uint8_t> class_of;  ///< [tags + 1]
};

/// Names the halves in the order in which the ledger names accounts, by payments of nothing: pro rata
/// settles ties of rounding by that order, and payments that move nothing are not cut.
void name_halves(const Run& run, SplitLedger& split) {
  std::vector<bool> is_named(run.options.trace.accounts, false);
  for (const LedgerTransfer& t : run.transfers) {
    for (const std::uint32_t account : {t.payer, t.payee}) {
      if (account >= is_named.size() || is_named[account]) continue;  // refused by the walk
      is_named[account] = true;
      split.transfers.push_back({2 * account + own, 2 * account + trust, 0});
      split.origin.push_back(0);
    }
  }
}

core::Result<SplitLedger> split_ledger(const Run& run) {
  SplitLedger split;
  split.transfers.reserve(run.transfers.size());
  split.origin.reserve(run.transfers.size());
  split.seeds.reserve(run.seeds.size());
  if (run.options.rule == ClassRule::prorata) name_halves(run, split);
  std::vector<ClassBalances> balances(run.options.trace.accounts);
  std::size_t next_asset = 0;
  const std::uint32_t usual_first = run.options.order == ClassOrder::own_first ? own : trust;
  const auto fetch = [&](const auto& ahead) {
    __builtin_prefetch(&balances[ahead(fetch_ahead).payer], 1);
    __builtin_prefetch(&balances[ahead(fetch_ahead).payee], 1);
  };
  const auto step = [&](const Payment& p) -> core::Status {
    while (next_asset < run.asset_transfers.size() && run.asset_transfers[next_asset] < p.transfer)
      ++next_asset;
    const bool is_asset =
        next_asset < run.asset_transfers.size() && run.asset_transfers[next_asset] == p.transfer;
    const std::uint32_t first = is_asset ? trust : usual_first;
    ClassBalances& payer = balances[p.payer];
    ClassBalances& payee = balances[p.payee];
    std::int64_t taken[2];
    taken[first] = std::min(p.amount_minor, payer.minor[first]);
    taken[1 - first] = std::min(p.amount_minor - taken[first], payer.minor[1 - first]);
    const std::int64_t missing = p.amount_minor - taken[own] - taken[trust];
    payer.minor[own] -= taken[own];
    payer.minor[trust] -= taken[trust];
    taken[run.class_of[0]] += missing;
    split.unexplained_minor += missing;
    std::int64_t payee_after = 0;
    if (__builtin_add_overflow(payee.minor[own] + payee.minor[trust], p.amount_minor, &payee_after))
      return balance_too_large(p.transfer);
    for (const std::uint32_t from : {first, 1 - first}) {
      if (taken[from] == 0) continue;
      const std::uint32_t to = p.seed_tag != 0 ? run.class_of[p.seed_tag] : from;
      payee.minor[to] += taken[from];
      if (p.seed_tag != 0)
        split.seeds.push_back({static_cast<std::uint32_t>(split.transfers.size()), p.seed_tag});
      split.transfers.push_back({2 * p.payer + from, 2 * p.payee + to, taken[from]});
      split.origin.push_back(p.transfer);
    }
    return {};
  };
  CB_TRY_STATUS(
      walk_ledger(run.context, run.transfers, run.seeds, run.options.trace.accounts, fetch, step));
  return split;
}

/// Keeps of an answer about halves what one class, or both, has to say.
class Fold {
 public:
  Fold(const SplitLedger& split, const std::vector<std::uint8_t>& class_of, Traced& out)
      : split_(split), class_of_(class_of), out_(out) {}

  void take(const Traced& halves, bool want_own, bool want_trust) {
    const bool wanted[2] = {want_own, want_trust};
    const auto keep = [&](std::uint32_t half) { return wanted[half % 2]; };
    for (const Holding& h : halves.holdings) {
      if (keep(h.account)) out_.holdings.push_back({h.account / 2, h.tag, h.amount_minor});
    }
    for (const Share& s : halves.shares) {
      if (keep(s.account)) out_.shares.push_back({s.account / 2, s.tag, s.units});
    }
    for (const Flow& f : halves.flows) {
      if (keep(split_.transfers[f.transfer].payer))
        out_.flows.push_back({split_.origin[f.transfer], f.tag, f.amount_minor});
    }
    for (const TagAmount& d : halves.displaced) {
      if (wanted[class_of_[d.tag]]) out_.displaced.push_back(d);
    }
  }

  /// Sorts; a payment that was cut in two is one again.
  void finish() {
    std::sort(out_.holdings.begin(), out_.holdings.end());
    std::sort(out_.shares.begin(), out_.shares.end());
    std::sort(out_.displaced.begin(), out_.displaced.end());
    for (const TagAmount& d : out_.displaced) out_.displaced_minor += d.amount_minor;
    std::sort(out_.flows.begin(), out_.flows.end());
    std::size_t kept = 0;
    for (const Flow& flow : out_.flows) {
      Flow* last = kept > 0 ? &out_.flows[kept - 1] : nullptr;
      if (last != nullptr && last->transfer == flow.transfer && last->tag == flow.tag) {
        last->amount_minor += flow.amount_minor;
      } else {
        out_.flows[kept++] = flow;
      }
    }
    out_.flows.resize(kept);
  }

 private:
  const SplitLedger& split_;
  const std::vector<std::uint8_t>& class_of_;
  Traced& out_;
};

/// Shares of whole units, as pro rata would show them.
void add_whole_shares(Traced& halves, unsigned fraction_bits) {
  for (const Holding& h : halves.holdings)
    halves.shares.push_back({h.account, h.tag, h.amount_minor << fraction_bits});
}

core::Error in_the_whole_ledger(core::Error error) {
  // Payments are counted anew in the ledger of halves.
  if (error.code != core::ErrorCode::cancelled) error.where = "the ledger with own money apart";
  return error;
}

}  // namespace

core::Result<Traced> trace_classes(const core::RunContext& context,
                                   std::span<const LedgerTransfer> transfers,
                                   std::span<const Seed> seeds,
                                   std::span<const std::uint32_t> own_tags,
                                   std::span<const std::uint32_t> asset_transfers,
                                   const ClassOptions& options) {
  CB_TRY_STATUS(check_classes(transfers, own_tags, asset_transfers, options));
  CB_TRY_STATUS(check_seeds(transfers, seeds, options.trace));
  const Run run{context, transfers, seeds, asset_transfers, options, classes_of(own_tags, options)};
  CB_TRY(const SplitLedger split, split_ledger(run));
  TraceOptions trace = options.trace;
  trace.accounts *= 2;
  const bool is_prorata = options.rule == ClassRule::prorata;

  Traced out;
  Fold fold(split, run.class_of, out);
  auto halves = is_prorata ? trace_prorata(context, split.transfers, split.seeds, trace)
                           : trace_fifo(context, split.transfers, split.seeds, trace);
  if (!halves.has_value()) return in_the_whole_ledger(std::move(halves.error()));
  const bool own_again = is_prorata && !own_tags.empty();
  fold.take(*halves, !own_again, true);
  if (own_again) {
    CB_TRY(Traced own_halves, trace_fifo(context, split.transfers, split.seeds, trace));
    if (trace.want_shares) add_whole_shares(own_halves, halves->fraction_bits);
    fold.take(own_halves, true, false);
  }
  fold.finish();
  out.fraction_bits = halves->fraction_bits;
  out.unexplained_minor = halves->unexplained_minor;
  out.balance_minor.reserve(options.trace.accounts);
  for (std::size_t half = 0; half < halves->balance_minor.size(); half += 2)
    out.balance_minor.push_back(halves->balance_minor[half] + halves->balance_minor[half + 1]);

  core::Int128 seeded = 0, held = 0;
  for (const Seed& seed : seeds) {
    const LedgerTransfer& t = transfers[seed.transfer];
    if (t.payer != t.payee) seeded += t.amount_minor;
  }
  for (const Holding& holding : out.holdings) held += holding.amount_minor;
  CB_CHECK(held + out.displaced_minor == seeded,
           "the classes hold another sum than the seeds brought");
  CB_CHECK(out.unexplained_minor == split.unexplained_minor,
           "the classes were topped up by another sum than their balances lacked");
  return out;
}

}  // namespace cuibono::money
