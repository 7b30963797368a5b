// The slow twin: for each source and sink, all ways, and for each way its window, counted again.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "money/pattern_scatter.h"

namespace cuibono::money {
namespace {

struct PlainWay {
  std::uint32_t first = 0, second = 0;
};

bool moves(const PaymentColumns& payments, std::uint32_t i) {
  return payments.payer[i] != payments.payee[i] && payments.amount_minor[i] > 0;
}

std::optional<Pattern> make_window(const PaymentColumns& payments,
                                   const std::vector<PlainWay>& ways, std::size_t last,
                                   const ScatterGatherOptions& options) {
  Pattern pattern;
  pattern.kind = PatternKind::scatter_gather;
  std::set<std::uint32_t> mids, seconds, transfers;
  core::Int128 count = 0, gathered_minor = 0;
  for (std::size_t i = 0; i <= last; ++i) {
    const std::int64_t before_us =
        payments.time_us[ways[last].first] - payments.time_us[ways[i].first];
    if (before_us > options.span_us) continue;
    ++count;
    mids.insert(payments.payee[ways[i].first]);
    seconds.insert(ways[i].second);
    transfers.insert({ways[i].first, ways[i].second});
    pattern.amount_minor += payments.amount_minor[ways[i].first];
  }
  if (mids.size() < options.mids_min) return std::nullopt;
  for (const std::uint32_t i : seconds) gathered_minor += payments.amount_minor[i];
  pattern.accounts = {payments.payer[ways[last].first], payments.payee[ways[last].second]};
  pattern.accounts.insert(pattern.accounts.end(), mids.begin(), mids.end());
  pattern.transfers.assign(transfers.begin(), transfers.end());
  pattern.from_us = payments.time_us[pattern.transfers.front()];
  pattern.to_us = payments.time_us[pattern.transfers.back()];
  pattern.size = static_cast<std::uint32_t>(mids.size());
  pattern.numbers = {{"ways", count}, {"gathered_minor", gathered_minor}};
  return pattern;
}

}  // namespace

Patterns scatter_gather_reference(const PaymentColumns& payments,
                                  const ScatterGatherOptions& options) {
  const auto count = static_cast<std::uint32_t>(payments.time_us.size());
  Patterns patterns;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<PlainWay>> by_ends;
  for (std::uint32_t first = 0; first < count; ++first) {
    if (!moves(payments, first)) continue;
    std::vector<std::uint32_t> later;  // what the intermediary paid within leg_us
    for (std::uint32_t i = 0; i < count; ++i) {
      if (moves(payments, i) && payments.payer[i] == payments.payee[first] &&
          payments.time_us[i] > payments.time_us[first] &&
          payments.time_us[i] - payments.time_us[first] <= options.leg_us)
        later.push_back(i);
    }
    if (later.size() > options.payments_max) {
      ++patterns.passed_over;
      continue;
    }
    std::set<std::uint32_t> sinks;
    for (const std::uint32_t second : later) {
      const core::Int128 was = payments.amount_minor[first], is = payments.amount_minor[second];
      if (std::max(was - is, is - was) * 1000 > was * options.tolerance_permille) continue;
      const std::uint32_t source = payments.payer[first], sink = payments.payee[second];
      if (sink != source && sinks.insert(sink).second)
        by_ends[{source, sink}].push_back({first, second});
    }
  }
  for (const auto& [ends, ways] : by_ends) {
    std::optional<Pattern> best;
    for (std::size_t last = 0; last < ways.size(); ++last) {
      const auto window = make_window(payments, ways, last, options);
      if (window && (!best || window->size > best->size)) best = window;
      if (!window && best) patterns.found.push_back(*best), best.reset();
    }
    if (best) patterns.found.push_back(*best);
  }
  return patterns;
}

}  // namespace cuibono::money
