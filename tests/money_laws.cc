#include "money_laws.h"

#include <algorithm>

#include "money/trace_classes.h"
#include "money/trace_lifo.h"

namespace cuibono::money_cases {

using money::Holding;
using money::Traced;
using money::World;

namespace {

money::ClassOptions classes_of(const World& world, money::TraceRule rule) {
  money::ClassOptions options;
  options.trace = world.options;
  if (rule == money::TraceRule::trust_first) options.order = money::ClassOrder::trust_first;
  if (rule == money::TraceRule::own_first_prorata) options.rule = money::ClassRule::prorata;
  return options;
}

}  // namespace

std::optional<money::TraceRule> find_rule(const std::string& name) {
  for (std::size_t i = 0; i < money::trace_rules; ++i) {
    const auto rule = static_cast<money::TraceRule>(i);
    if (money::trace_rule_name(rule) == name) return rule;
  }
  return std::nullopt;
}

core::Result<Traced> trace(const World& world, const std::string& rule, unsigned threads,
                           const OwnTags& own) {
  core::RunContext context;
  context.threads = threads;
  const auto named = find_rule(rule).value_or(money::TraceRule::fifo);
  switch (named) {
    case money::TraceRule::fifo:
      return money::trace_fifo(context, world.transfers, world.seeds, world.options);
    case money::TraceRule::prorata:
      return money::trace_prorata(context, world.transfers, world.seeds, world.options);
    case money::TraceRule::lifo:
      return money::trace_lifo(context, world.transfers, world.seeds, world.options);
    default:
      return money::trace_classes(context, world.transfers, world.seeds, own, {},
                                  classes_of(world, named));
  }
}

Traced trace_twin(const World& world, const std::string& rule, const OwnTags& own) {
  const auto named = find_rule(rule).value_or(money::TraceRule::fifo);
  switch (named) {
    case money::TraceRule::fifo:
      return money::trace_fifo_reference(world.transfers, world.seeds, world.options);
    case money::TraceRule::prorata:
      return money::trace_prorata_plain(world.transfers, world.seeds, world.options);
    case money::TraceRule::lifo:
      return money::trace_lifo_reference(world.transfers, world.seeds, world.options);
    default:
      return money::trace_classes_reference(world.transfers, world.seeds, own, {},
                                            classes_of(world, named));
  }
}

namespace {

Traced traced(const World& world, const std::string& rule) {
  auto result = trace(world, rule, 1);
  return result.has_value() ? std::move(*result) : Traced{};
}

bool conservation(const World& w, const std::string& rule) {
  std::map<std::uint32_t, std::int64_t> in, out;
  for (const auto& seed : w.seeds) {
    const auto& t = w.transfers[seed.transfer];
    if (t.payer != t.payee && t.amount_minor > 0) in[seed.tag] += t.amount_minor;
  }
  const Traced answer = traced(w, rule);
  for (const auto& h : answer.holdings) out[h.tag] += h.amount_minor;
  for (const auto& d : answer.displaced) out[d.tag] += d.amount_minor;
  return in == out;
}

bool bounds(const World& w, const std::string& rule) {
  const Traced answer = traced(w, rule);
  std::vector<std::int64_t> left = answer.balance_minor;
  for (const auto& h : answer.holdings) left[h.account] -= h.amount_minor;
  return std::all_of(left.begin(), left.end(), [](std::int64_t amount) { return amount >= 0; });
}

bool twin(const World& w, const std::string& rule) {
  const Traced fast = traced(w, rule), slow = trace_twin(w, rule);
  return fast.holdings == slow.holdings && fast.flows == slow.flows &&
         fast.displaced == slow.displaced && fast.balance_minor == slow.balance_minor;
}

bool relabelling(const World& w, const std::string& rule) {
  World turned = w;
  const auto account = [&](std::uint32_t a) { return (a + 1) % w.options.accounts; };
  const auto tag = [&](std::uint32_t t) { return 1 + t % w.options.tags; };
  for (auto& t : turned.transfers) t.payer = account(t.payer), t.payee = account(t.payee);
  for (auto& s : turned.seeds) s.tag = tag(s.tag);
  std::vector<Holding> expected = traced(w, rule).holdings;
  for (auto& h : expected) h.account = account(h.account), h.tag = tag(h.tag);
  std::sort(expected.begin(), expected.end());
  return expected == traced(turned, rule).holdings;
}

bool scaling(const World& w, const std::string& rule) {
  World scaled = w;
  for (auto& t : scaled.transfers) t.amount_minor *= 1000;
  std::vector<Holding> expected = traced(w, rule).holdings;
  for (auto& h : expected) h.amount_minor *= 1000;
  return expected == traced(scaled, rule).holdings;
}

bool splitting(const World& w, const std::string& rule) {
  World split = w;
  for (std::size_t i = w.transfers.size(); i-- > 0;) {
    if (w.transfers[i].amount_minor >= 2) split = money::split_payment(split, i, 1);
  }
  return traced(w, rule).holdings == traced(split, rule).holdings;
}

/// Each unit by itself: the k-th to come to an account is the k-th to leave it.
bool interval_overlap(const World& w, const std::string& rule) {
  std::vector<std::vector<std::uint32_t>> came(w.options.accounts);  // tag of unit k
  std::vector<std::size_t> gone(w.options.accounts, 0);
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < w.transfers.size(); ++i) {
    const auto& t = w.transfers[i];
    const bool seeded = next < w.seeds.size() && w.seeds[next].transfer == i;
    const std::uint32_t tag = seeded ? w.seeds[next++].tag : 0;
    if (t.payer == t.payee) continue;
    for (std::int64_t unit = 0; unit < t.amount_minor; ++unit) {
      const std::size_t k = gone[t.payer]++;
      if (k == came[t.payer].size()) came[t.payer].push_back(0);
      came[t.payee].push_back(seeded ? tag : came[t.payer][k]);
    }
  }
  std::map<std::array<std::uint32_t, 2>, std::int64_t> rests;
  for (std::uint32_t a = 0; a < w.options.accounts; ++a) {
    for (std::size_t k = gone[a]; k < came[a].size(); ++k) {
      if (came[a][k] != 0) ++rests[{a, came[a][k]}];
    }
  }
  std::vector<Holding> expected;
  for (const auto& [place, amount] : rests) expected.push_back({place[0], place[1], amount});
  return expected == traced(w, rule).holdings;
}

/// Whole units differ from exact fractions by less than one and the bound of the fixed point.
bool exact_within_bound(const World& w, const std::string& rule) {
  std::map<std::array<std::uint32_t, 2>, std::int64_t> off;  // in billionths
  for (const auto& h : traced(w, rule).holdings)
    off[{h.account, h.tag}] += h.amount_minor * 1'000'000'000;
  for (const auto& s : money::trace_prorata_reference(w.transfers, w.seeds, w.options))
    off[{s.account, s.tag}] -= s.amount_minor * 1'000'000'000 + s.billionths;
  const auto bound =
      1'000'000'000 + 1 + static_cast<std::int64_t>(w.transfers.size()) * 1'000'000'000 / 65'536;
  return std::all_of(off.begin(), off.end(),
                     [&](const auto& place) { return std::abs(place.second) < bound; });
}

}  // namespace

const std::map<std::string, Law>& laws() {
  static const std::map<std::string, Law> all = {{"conservation", conservation},
                                                 {"bounds", bounds},
                                                 {"twin", twin},
                                                 {"relabelling", relabelling},
                                                 {"scaling", scaling},
                                                 {"splitting", splitting},
                                                 {"interval_overlap", interval_overlap},
                                                 {"exact_within_bound", exact_within_bound}};
  return all;
}

}  // namespace cuibono::money_cases
