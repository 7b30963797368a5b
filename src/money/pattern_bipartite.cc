// One window at a time: its pairs of payer and payee, without repeats, are the edges of a bipartite graph whose
// ends get numbers of their own. What has too few edges is taken away, and what that leaves with too few,
// until none is; what is left falls into connected parts.
#include "money/pattern_bipartite.h"

#include "money/pattern_parts.h"

namespace cuibono::money {
namespace {

/// [begin, end) of all payments.
struct Window {
  std::size_t begin = 0, end = 0;
};

/// The windows that hold a payment.
std::vector<Window> make_windows(const PaymentColumns& payments, std::int64_t window_us) {
  const auto times = payments.time_us;
  const std::int64_t step_us = std::max<std::int64_t>(1, window_us / 2);
  std::vector<Window> windows;
  Window window;
  for (std::int64_t number = 0; window.begin < times.size();) {
    const std::int64_t start_us = times[0] + number * step_us;
    const std::int64_t end_us = window_end(start_us, window_us);
    while (window.end < times.size() && times[window.end] <= end_us) ++window.end;
    windows.push_back(window);
    // The next one that holds a payment: the next, or the first to reach the next payment.
    const std::int64_t last_us = window_end(start_us, step_us - 1);  // before the next start
    while (window.begin < times.size() && times[window.begin] <= last_us) ++window.begin;
    if (window.begin == times.size()) break;
    const std::int64_t ahead_us = times[window.begin] - times[0];
    const std::int64_t reach = ahead_us <= window_us ? 0 : (ahead_us - window_us - 1) / step_us + 1;
    number = std::max(number + 1, reach);
    CB_ASSERT(ahead_us >= number * step_us);
  }
  return windows;
}

std::vector<std::uint32_t> sorted_distinct(std::vector<std::uint32_t> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// The graph of one window: sources are 0 … S-1, targets S … S+T-1.
class WindowGraph {
 public:
  WindowGraph(const PaymentColumns& payments, const Window& window) : payments_(payments) {
    std::vector<std::uint32_t> payers, payees;
    for (auto i = static_cast<std::uint32_t>(window.begin); i < window.end; ++i) {
      if (!has_shape(payments, i)) continue;
      transfers_.push_back(i);
      payers.push_back(payments.payer[i]);
      payees.push_back(payments.payee[i]);
    }
    sources_ = sorted_distinct(std::move(payers));
    targets_ = sorted_distinct(std::move(payees));
    for (const std::uint32_t i : transfers_)
      pairs_.push_back(std::uint64_t{source_of(i)} << 32U | target_of(i));
    std::sort(pairs_.begin(), pairs_.end());
    pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
  }

  void list_parts(const BipartiteOptions& options, Patterns& patterns) {
    take_away(options);
    core::DisjointSets sets(sources_.size() + targets_.size());
    for (const std::uint64_t pair : pairs_) {
      if (is_left(pair)) sets.join(source(pair), target(pair));
    }
    std::vector<std::vector<std::uint32_t>> transfers(sources_.size());  // by the least source
    for (const std::uint32_t i : transfers_) {
      if (degree_[source_of(i)] > 0 && degree_[target_of(i)] > 0)
        transfers[sets.find(source_of(i))].push_back(i);
    }
    for (auto& part : transfers) {
      if (!part.empty()) list(options, std::move(part), patterns);
    }
  }

 private:
  static std::uint32_t source(std::uint64_t pair) noexcept {
    return static_cast<std::uint32_t>(pair >> 32U);
  }
  static std::uint32_t target(std::uint64_t pair) noexcept {
    return static_cast<std::uint32_t>(pair);
  }
  static std::uint32_t place(const std::vector<std::uint32_t>& accounts, std::uint32_t account) {
    return static_cast<std::uint32_t>(std::lower_bound(accounts.begin(), accounts.end(), account) -
                                      accounts.begin());
  }
  [[nodiscard]] std::uint32_t source_of(std::uint32_t transfer) const {
    return place(sources_, payments_.payer[transfer]);
  }
  [[nodiscard]] std::uint32_t target_of(std::uint32_t transfer) const {
    return static_cast<std::uint32_t>(sources_.size()) + place(targets_, payments_.payee[transfer]);
  }
  [[nodiscard]] bool is_left(std::uint64_t pair) const noexcept {
    return degree_[source(pair)] > 0 && degree_[target(pair)] > 0;
  }

  /// Leaves the core: degree_ of what was taken away is 0.
  void take_away(const BipartiteOptions& options) {
    const std::size_t nodes = sources_.size() + targets_.size();
    std::vector<std::vector<std::uint32_t>> next(nodes);
    for (const std::uint64_t pair : pairs_) {
      next[source(pair)].push_back(target(pair));
      next[target(pair)].push_back(source(pair));
    }
    degree_.resize(nodes);
    std::vector<std::uint32_t> gone;
    const auto least = [&](std::uint32_t node) {
      return node < sources_.size() ? options.payees_each_min : options.payers_each_min;
    };
    const auto take = [&](std::uint32_t node) {
      if (degree_[node] == 0 || degree_[node] >= least(node)) return;
      degree_[node] = 0;
      gone.push_back(node);
    };
    for (std::uint32_t node = 0; node < nodes; ++node)
      degree_[node] = static_cast<std::uint32_t>(next[node].size());
    for (std::uint32_t node = 0; node < nodes; ++node) take(node);
    while (!gone.empty()) {
      const std::uint32_t node = gone.back();
      gone.pop_back();
      for (const std::uint32_t other : next[node]) {
        if (degree_[other] == 0) continue;
        if (--degree_[other] == 0) {
          gone.push_back(other);
        } else {
          take(other);
        }
      }
    }
  }

  void list(const BipartiteOptions& options, std::vector<std::uint32_t> transfers,
            Patterns& patterns) const {
    std::vector<std::uint32_t> sources, targets;
    std::vector<std::uint64_t> pairs;
    for (const std::uint32_t i : transfers) {
      sources.push_back(payments_.payer[i]);
      targets.push_back(payments_.payee[i]);
      pairs.push_back(std::uint64_t{payments_.payer[i]} << 32U | payments_.payee[i]);
    }
    sources = sorted_distinct(std::move(sources));
    targets = sorted_distinct(std::move(targets));
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    const auto filled = static_cast<core::Int128>(pairs.size()) * permille /
                        static_cast<core::Int128>(sources.size() * targets.size());
    if (sources.size() < options.sources_min || targets.size() < options.targets_min ||
        filled < options.filled_permille_min)
      return;
    Pattern part;
    part.kind = PatternKind::bipartite;
    part.accounts = sources;
    part.accounts.insert(part.accounts.end(), targets.begin(), targets.end());
    part.size = static_cast<std::uint32_t>(part.accounts.size());
    if (part.size > options.accounts_max) {
      ++patterns.passed_over;
      return;
    }
    part.transfers = std::move(transfers);
    settle_transfers(payments_, part);
    part.amount_minor = sum_of_transfers(payments_, part);
    part.numbers = {{"sources", static_cast<core::Int128>(sources.size())},
                    {"targets", static_cast<core::Int128>(targets.size())},
                    {"pairs", static_cast<core::Int128>(pairs.size())},
                    {"filled_permille", filled}};
    patterns.found.push_back(std::move(part));
  }

  const PaymentColumns& payments_;
  std::vector<std::uint32_t> transfers_, sources_, targets_;
  std::vector<std::uint64_t> pairs_;  ///< source and target, ascending, each once
  std::vector<std::uint32_t> degree_;
};

/// Whether all payments of `part` are among those of one of `others`; `more`: of one that has more.
bool is_among(const Pattern& part, const std::vector<Pattern>& others, bool more) {
  return std::ranges::any_of(others, [&](const Pattern& other) {
    return other.from_us <= part.from_us && part.to_us <= other.to_us &&
           (!more || other.transfers.size() > part.transfers.size()) &&
           std::ranges::includes(other.transfers, part.transfers);
  });
}

}  // namespace

core::Result<Patterns> find_bipartites(const core::RunContext& context,
                                       const PaymentColumns& payments,
                                       const BipartiteOptions& options) {
  CB_TRY_STATUS(check_spanned(payments, {{options.window_us}}));
  const std::vector<Window> windows = make_windows(payments, options.window_us);
  std::vector<Patterns> parts(windows.size());
  CB_TRY_STATUS(core::parallel_blocks(
      context, windows.size(), 16, [&](const core::Block& block) -> core::Status {
        for (std::size_t i = block.begin; i < block.end; ++i)
          WindowGraph(payments, windows[i]).list_parts(options, parts[i]);
        return {};
      }));
  Patterns all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    all.passed_over += parts[i].passed_over;
    for (const Pattern& part : parts[i].found) {
      if (i > 0 && is_among(part, parts[i - 1].found, false)) continue;
      if (i + 1 < parts.size() && is_among(part, parts[i + 1].found, true)) continue;
      all.found.push_back(part);
    }
  }
  return all;
}

}  // namespace cuibono::money
