// Ways are made at the intermediary, where its receipts meet its payments, and then sorted by their two ends:
// a pair of ends is a run of ways, and a window slides over it.
#include "money/pattern_scatter.h"

#include "money/pattern_parts.h"

namespace cuibono::money {
namespace {

struct Way {
  std::uint64_t ends = 0;  ///< source in the upper half, sink in the lower
  std::uint32_t first = 0, second = 0;
  auto operator<=>(const Way&) const = default;
};
static_assert(sizeof(Way) == 16, "ways_max counts on it");

struct Ways {
  std::vector<Way> ways;
  std::uint64_t passed_over = 0;
  bool truncated = false;
};

/// For which receipt each sink was last met.
struct Met {
  explicit Met(std::uint32_t accounts) : by(accounts, none) {}
  static constexpr std::uint32_t none = 0xFFFFFFFFU;
  std::vector<std::uint32_t> by;
};

bool in_tolerance(const PaymentColumns& payments, std::uint32_t first, std::uint32_t second,
                  std::uint32_t tolerance_permille) noexcept {
  const core::Int128 was = payments.amount_minor[first], is = payments.amount_minor[second];
  return (was > is ? was - is : is - was) * permille <= was * tolerance_permille;
}

void find_ways(const PaymentColumns& payments, const ScatterGatherOptions& options,
               std::span<const std::uint32_t> receipts, std::span<const std::uint32_t> outs,
               Met& met, Ways& found) {
  std::size_t begin = 0, end = 0;  // of the payments in the window of a receipt
  for (const std::uint32_t first : receipts) {
    const std::int64_t now_us = payments.time_us[first];
    const std::int64_t end_us = window_end(now_us, options.leg_us);
    while (end < outs.size() && payments.time_us[outs[end]] <= end_us) ++end;
    while (begin < end && payments.time_us[outs[begin]] <= now_us) ++begin;
    if (end - begin > options.payments_max) {
      ++found.passed_over;
      continue;
    }
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint32_t sink = payments.payee[outs[i]], source = payments.payer[first];
      if (sink == source || met.by[sink] == first) continue;
      if (!in_tolerance(payments, first, outs[i], options.tolerance_permille)) continue;
      met.by[sink] = first;
      if (found.ways.size() == options.ways_max) {
        found.truncated = true;
        return;
      }
      found.ways.push_back({std::uint64_t{source} << 32U | sink, first, outs[i]});
    }
  }
}

core::Result<Ways> find_all_ways(const core::RunContext& context, const PaymentColumns& payments,
                                 const ScatterGatherOptions& options) {
  const PaymentIndex in = make_payment_index(payments, payments.payee);
  const PaymentIndex out = make_payment_index(payments, payments.payer);
  constexpr std::size_t block = 4096;
  std::vector<Ways> pieces((std::size_t{payments.accounts} + block - 1) / block);
  Pool<Met> pool([&] { return std::make_unique<Met>(payments.accounts); });
  CB_TRY_STATUS(core::parallel_blocks(
      context, payments.accounts, block, [&](const core::Block& some) -> core::Status {
        auto met = pool.take();
        for (auto mid = static_cast<std::uint32_t>(some.begin); mid < some.end; ++mid)
          find_ways(payments, options, in.of(mid), out.of(mid), *met, pieces[some.number]);
        pool.give(std::move(met));  // what it holds names receipts of accounts that are done
        return {};
      }));
  Ways all;
  for (Ways& piece : pieces) {
    const std::size_t room = options.ways_max - all.ways.size();
    const std::size_t taken = std::min(room, piece.ways.size());
    all.ways.insert(all.ways.end(), piece.ways.begin(),
                    piece.ways.begin() + static_cast<std::ptrdiff_t>(taken));
    all.passed_over += piece.passed_over;
    all.truncated |= piece.truncated || taken < piece.ways.size();
    piece.ways = {};
  }
  return all;
}

Pattern make_pattern(const PaymentColumns& payments, std::span<const Way> ways) {
  Pattern pattern;
  pattern.kind = PatternKind::scatter_gather;
  std::vector<std::uint32_t> mids, seconds;
  for (const Way& way : ways) {
    mids.push_back(payments.payee[way.first]);
    seconds.push_back(way.second);
    pattern.transfers.push_back(way.first);
    pattern.amount_minor += payments.amount_minor[way.first];
  }
  std::sort(mids.begin(), mids.end());
  mids.erase(std::unique(mids.begin(), mids.end()), mids.end());
  std::sort(seconds.begin(), seconds.end());
  seconds.erase(std::unique(seconds.begin(), seconds.end()), seconds.end());
  core::Int128 gathered_minor = 0;
  for (const std::uint32_t i : seconds) gathered_minor += payments.amount_minor[i];
  pattern.transfers.insert(pattern.transfers.end(), seconds.begin(), seconds.end());
  settle_transfers(payments, pattern);
  pattern.accounts = {payments.payer[ways[0].first], payments.payee[ways[0].second]};
  pattern.accounts.insert(pattern.accounts.end(), mids.begin(), mids.end());
  pattern.size = static_cast<std::uint32_t>(mids.size());
  pattern.numbers = {{"ways", static_cast<core::Int128>(ways.size())},
                     {"gathered_minor", gathered_minor}};
  return pattern;
}

struct Window {
  std::size_t begin = 0, end = 0;
};

/// `ways` of one source and one sink.
void look_at_pair(const PaymentColumns& payments, const ScatterGatherOptions& options,
                  std::span<const Way> ways, DistinctCount& mids, Patterns& patterns) {
  if (ways.size() < options.mids_min) return;
  BestOfRun<Window> run;
  const auto list = [&](const std::optional<Window>& window) {
    if (window)
      patterns.found.push_back(
          make_pattern(payments, ways.subspan(window->begin, window->end - window->begin)));
  };
  std::size_t begin = 0;
  for (std::size_t end = 1; end <= ways.size(); ++end) {
    const std::int64_t now_us = payments.time_us[ways[end - 1].first];
    mids.enter(payments.payee[ways[end - 1].first]);
    for (; now_us - payments.time_us[ways[begin].first] > options.span_us; ++begin)
      mids.leave(payments.payee[ways[begin].first]);
    if (mids.distinct() >= options.mids_min) {
      run.fulfils(mids.distinct(), {begin, end});
    } else {
      list(run.end_run());
    }
  }
  list(run.end_run());
  for (; begin < ways.size(); ++begin) mids.leave(payments.payee[ways[begin].first]);
}

}  // namespace

core::Result<Patterns> find_scatter_gather(const core::RunContext& context,
                                           const PaymentColumns& payments,
                                           const ScatterGatherOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.leg_us, options.span_us}}));
  CB_TRY(Ways all, find_all_ways(context, payments, options));
  std::sort(all.ways.begin(), all.ways.end());
  Patterns patterns;
  patterns.truncated = all.truncated;
  patterns.passed_over = all.passed_over;
  DistinctCount mids(payments.accounts);
  const std::span<const Way> ways = all.ways;
  for (std::size_t begin = 0, end = 0; begin < ways.size(); begin = end) {
    while (end < ways.size() && ways[end].ends == ways[begin].ends) ++end;
    look_at_pair(payments, options, ways.subspan(begin, end - begin), mids, patterns);
  }
  return patterns;
}

}  // namespace cuibono::money
