// A trace back: every source is a tag, and what the target holds of each tag is its share.
#include <algorithm>
#include <map>

#include "money/asked_parts.h"
#include "money/bounds.h"
#include "money/places.h"
#include "money/trace_back.h"

namespace cuibono::money {
namespace {

/// Payments that are sources, and whose they are. Tag 1 is sources[0].
struct Sources {
  std::vector<Seed> seeds;
  std::vector<AskedPlace> places;
};

class SourceFinder {
 public:
  SourceFinder(const AskedCase& asked, const Ledger& ledger, const std::vector<Service>& services)
      : asked_(asked), ledger_(ledger), services_(services), receives_(ledger.accounts(), 0) {
    for (const LedgerTransfer& t : ledger.transfers) {
      if (t.payer != t.payee) receives_[t.payee] = 1;
    }
    for (std::uint32_t a = 0; a < outside_accounts; ++a) receives_[a] = 1;
    for (const auto selector : asked.question.to) {
      if (const auto account = find_account(ledger, selector)) wanted_.push_back(*account);
    }
  }

  Sources find() {
    const auto& reported = asked_.reported.transfers;  // by transfer, as the ledger
    auto of_victim = reported.begin();
    for (std::uint32_t i = 0; i < ledger_.transfers.size(); ++i) {
      const std::uint32_t event = ledger_.event[i], payer = ledger_.payer[i];
      while (of_victim != reported.end() && of_victim->transfer < event) ++of_victim;
      const bool is_reported = of_victim != reported.end() && of_victim->transfer == event;
      if (!asked_.question.to.empty()) {
        if (std::find(wanted_.begin(), wanted_.end(), payer) != wanted_.end())
          add_account(i, payer);
      } else if (is_reported && ledger_.transfers[i].payee != outside_converted) {
        add_victim(i, asked_.reported.victims[of_victim->tag - 1]);
      } else if (payer >= outside_accounts &&
                 (receives_[payer] == 0 || services_[payer] != Service::none)) {
        add_account(i, payer);
      }
    }
    return std::move(out_);
  }

 private:
  void add_account(std::uint32_t transfer, std::uint32_t payer) {
    auto [at, is_new] = tag_of_account_.try_emplace(payer, next_tag());
    if (is_new) {
      AskedPlace& place = out_.places.emplace_back();
      place.account = ledger_.selector[payer];
      place.why = services_[payer] != Service::none
                      ? "an account of many customers: whose money it paid, its holder knows"
                      : "no record shows what came to this account before";
      if (!asked_.question.to.empty()) place.why = "asked for";
    }
    add(transfer, at->second);
  }
  void add_victim(std::uint32_t transfer, const std::string& victim) {
    auto [at, is_new] = tag_of_victim_.try_emplace(victim, next_tag());
    if (is_new) {
      AskedPlace& place = out_.places.emplace_back();
      place.kind = AskedPlace::Kind::victim;
      place.victim = victim;
      place.why = "reported by this victim";
    }
    add(transfer, at->second);
  }
  [[nodiscard]] std::uint32_t next_tag() const {
    return static_cast<std::uint32_t>(out_.places.size()) + 1;
  }
  void add(std::uint32_t transfer, std::uint32_t tag) { out_.seeds.push_back({transfer, tag}); }

  const AskedCase& asked_;
  const Ledger& ledger_;
  const std::vector<Service>& services_;
  std::vector<std::uint8_t> receives_;
  std::vector<std::uint32_t> wanted_;
  std::map<std::uint32_t, std::uint32_t> tag_of_account_;
  std::map<std::string, std::uint32_t> tag_of_victim_;
  Sources out_;
};

/// Where the money is asked for: an account at which all that ever comes rests, or one of its own behind the
/// payment, with which the ledger ends.
struct Target {
  std::vector<std::uint32_t> accounts;
};

std::optional<Target> set_target(const AskedCase& asked, Ledger& ledger, const TraceStart& start) {
  if (start.kind != TraceStart::Kind::payment) {
    Target target{accounts_of(asked, ledger, start)};
    return target.accounts.empty() ? std::nullopt : std::optional(target);
  }
  const auto payment = find_in_ledger(ledger, start.payment.value);
  if (!payment) return std::nullopt;
  const std::uint32_t behind = ledger.accounts();
  ledger.selector.push_back(ledger.selector[ledger.transfers[*payment].payee]);
  ledger.transfers.resize(std::size_t{*payment} + 1);
  ledger.event.resize(ledger.transfers.size());
  ledger.payer.resize(ledger.transfers.size());
  ledger.kind.resize(ledger.transfers.size());
  ledger.transfers.back().payee = behind;
  return Target{{behind}};
}

/// Adds what the target holds of each tag under one rule.
void add_holdings(const std::vector<Holding>& holdings, const Target& target, TraceRule rule,
                  std::vector<AskedPlace>& places) {
  for (const Holding& h : holdings) {
    if (std::find(target.accounts.begin(), target.accounts.end(), h.account) ==
        target.accounts.end())
      continue;
    auto& amount = places[h.tag - 1].amounts[static_cast<std::size_t>(rule)];
    amount = amount.value_or(0) + h.amount_minor;
  }
}

/// Shares in whole units of the ledger by largest remainder, so that with what is of unknown origin they sum
/// to the total. Ties to the smaller tag; unknown last.
std::map<std::uint32_t, core::Int128> whole_units(
    const std::map<std::uint32_t, core::Int128>& units, const BackTraced& traced) {
  const unsigned bits = traced.fraction_bits;
  const core::Int128 one = core::Int128{1} << bits;
  core::Int128 unknown = core::Int128{traced.total_minor} << bits;
  for (const auto& [tag, of] : units) unknown -= of;
  std::map<std::uint32_t, core::Int128> whole;
  std::vector<std::pair<core::Int128, std::uint32_t>> remainders;  // negated, tag
  core::Int128 left = traced.total_minor - (unknown >> bits);
  constexpr std::uint32_t of_unknown = 0xFFFFFFFFU;
  remainders.emplace_back(-(unknown % one), of_unknown);
  for (const auto& [tag, of] : units) {
    whole[tag] = of >> bits;
    left -= whole[tag];
    remainders.emplace_back(-(of % one), tag);
  }
  std::sort(remainders.begin(), remainders.end());
  for (const auto& [remainder, tag] : remainders) {
    if (left == 0) break;
    if (tag != of_unknown) ++whole[tag];
    --left;
  }
  return whole;
}

/// The two passes back, payment by payment.
core::Status add_passes(const AskedCase& asked, const Ledger& ledger, const Target& target,
                        Sources& sources, std::map<std::uint32_t, AskedAmounts>& steps) {
  const auto tags = static_cast<std::uint32_t>(sources.places.size());
  const TraceOptions options{ledger.accounts(), tags, FlowDetail::none, false, 0};
  for (const std::uint32_t account : target.accounts) {
    const BackTarget at{BackTarget::Kind::account, account};
    CB_TRY(const BackTraced fifo,
           trace_back_fifo(asked.context, ledger.transfers, sources.seeds, options, at));
    core::Int128 sum = fifo.unknown_minor;
    for (const BackSource& source : fifo.sources) {
      sum += source.units;
      auto& step = steps[source.transfer][0];
      step = step.value_or(0) + source.units;
      auto& amount = sources.places[source.tag - 1].amounts[0];
      amount = amount.value_or(0) + source.units;
    }
    CB_CHECK(sum == fifo.total_minor, "sources do not sum to what came");
    CB_TRY(const BackTraced prorata,
           trace_back_prorata(asked.context, ledger.transfers, sources.seeds, options, at));
    std::map<std::uint32_t, core::Int128> units;  // by tag: rounded once
    for (const BackSource& source : prorata.sources) {
      units[source.tag] += source.units;
      auto& step = steps[source.transfer][1];
      step = step.value_or(0) + (source.units >> prorata.fraction_bits);
    }
    for (const auto& [tag, of] : whole_units(units, prorata)) {
      auto& amount = sources.places[tag - 1].amounts[1];
      amount = amount.value_or(0) + of;
    }
  }
  return {};
}

core::Status add_other_rules(const AskedCase& asked, const Ledger& ledger, const Target& target,
                             Sources& sources) {
  const auto tags = static_cast<std::uint32_t>(sources.places.size());
  std::array<RuleRun, other_rules> runs;
  CB_TRY_STATUS(core::parallel_blocks(
      asked.context, other_rules, 1, [&](const core::Block& block) -> core::Status {
        CB_TRY(runs[block.begin], run_other_rule(asked.context, ledger, tags,
                                                 static_cast<OtherRule>(block.begin), false));
        return {};
      }));
  for (std::size_t i = 0; i < other_rules; ++i) {
    const auto rule = static_cast<TraceRule>(i + 2);
    if (!runs[i].by_victim) continue;
    add_holdings(runs[i].traced.holdings, target, rule, sources.places);
    for (AskedPlace& place : sources.places) {
      auto& amount = place.amounts[static_cast<std::size_t>(rule)];
      amount = amount.value_or(0);
    }
  }
  return {};
}

/// The least and the most of the first sources, each by itself.
core::Status add_source_bounds(const AskedCase& asked, const Ledger& ledger, const Target& target,
                               const std::vector<Seed>& seeds,
                               const std::vector<std::uint32_t>& order,
                               std::vector<AskedPlace>& places, std::vector<Cut>& cut) {
  std::uint64_t known = 0;
  if (target.accounts.size() == 1) {
    BoundsQuery query;
    query.transfers = ledger.transfers;
    query.seeds = seeds;
    query.accounts = ledger.accounts();
    query.tags = static_cast<std::uint32_t>(places.size());
    const std::vector<BoundedPlace> at = {{target.accounts[0], 1, BoundedMoney::rests}};
    for (std::size_t i = 0; i < std::min(order.size(), asked_sources_bounded); ++i) {
      std::vector<std::uint8_t> claimed(places.size() + 1, 0);
      claimed[order[i] + 1] = 1;
      query.is_claimed = claimed;
      CB_TRY(const auto bounds, find_bounds(asked.context, query, at));
      places[order[i]].min_minor = bounds[0].min_minor;
      places[order[i]].max_minor = bounds[0].max_minor;
      known += bounds[0].min_minor ? 1U : 0U;
    }
  }
  if (known < order.size())
    cut.push_back({"sources in " + std::string(core::get_asset(ledger.asset).code) +
                       " with a least and a most under any attribution",
                   known, order.size()});
  return {};
}

/// Shares that a rule rounds tag by tag may exceed the whole by a few units: the largest gives them up.
void keep_within(core::Int128 total, std::vector<AskedPlace>& places) {
  for (std::size_t rule = 0; rule < trace_rules; ++rule) {
    core::Int128 over = -total;
    AskedPlace* largest = nullptr;
    for (AskedPlace& place : places) {
      over += place.amounts[rule].value_or(0);
      const bool is_larger = largest == nullptr ||
                             place.amounts[rule].value_or(0) > largest->amounts[rule].value_or(0);
      if (is_larger) largest = &place;
    }
    if (over > 0 && largest != nullptr) largest->amounts[rule] = *largest->amounts[rule] - over;
  }
}

/// What no source explains, rule by rule.
AskedPlace unknown_of(const std::vector<AskedPlace>& places, core::Int128 total) {
  AskedPlace unknown;
  unknown.kind = AskedPlace::Kind::unknown;
  unknown.why = "no record shows where it came from, or it is a remainder of rounding";
  for (std::size_t rule = 0; rule < trace_rules; ++rule) {
    bool any = false;
    core::Int128 left = total;
    for (const AskedPlace& place : places) {
      any = any || place.amounts[rule].has_value();
      left -= place.amounts[rule].value_or(0);
    }
    if (any || places.empty()) unknown.amounts[rule] = left;
  }
  return unknown;
}

/// Counts the payments of each source that had a share, and a few of their records.
void put_steps(const AskedCase& asked, const Ledger& ledger, const Sources& sources,
               std::map<std::uint32_t, AskedAmounts>& carried, std::vector<AskedPlace>& places,
               AskedLedger& out) {
  constexpr std::size_t records_most = 5;
  auto seed = sources.seeds.begin();
  for (auto& [transfer, amounts] : carried) {
    while (seed != sources.seeds.end() && seed->transfer < transfer) ++seed;
    for (const std::size_t rule : {0U, 1U}) amounts[rule] = amounts[rule].value_or(0);
    const std::uint32_t event = ledger.event[transfer];
    out.steps.push_back({evidence::TransferId(event), 0, amounts});
    const std::int64_t at = asked.evidence.transfers.time_us[event];
    out.first_us = std::min(out.first_us.value_or(at), at);
    out.last_us = std::max(out.last_us.value_or(at), at);
    out.precision = std::max(out.precision, asked.evidence.transfers.precision[event]);
    if (seed == sources.seeds.end() || seed->transfer != transfer) continue;
    AskedPlace& place = places[seed->tag - 1];
    ++place.payments;
    if (place.records.size() < records_most) add_records(asked, event, place.records);
  }
}

}  // namespace

core::Result<std::optional<AskedLedger>> follow_back(const AskedCase& asked, Ledger ledger,
                                                     const TraceStart& start,
                                                     std::vector<Cut>& cut) {
  CB_TRY(const auto found, services_of(asked, ledger, ledger.seeds));
  auto target = set_target(asked, ledger, start);
  if (!target) return std::optional<AskedLedger>();
  leave_out_of_trace(ledger, cut);
  std::vector<Service> services = found;
  services.resize(ledger.accounts(), Service::none);
  std::vector<std::uint8_t> is_stop(ledger.accounts(), 0);
  for (std::size_t a = 0; a < is_stop.size(); ++a)
    is_stop[a] = services[a] != Service::none ? 1 : 0;
  for (const std::uint32_t a : target->accounts) is_stop[a] = 1;
  Sources sources = SourceFinder(asked, ledger, services).find();
  stop_at(ledger, is_stop);
  ledger.seeds = sources.seeds;

  AskedLedger out;
  out.asset = ledger.asset;
  out.target = start.words;
  for (const LedgerTransfer& t : ledger.transfers) {
    if (t.payer == t.payee || std::find(target->accounts.begin(), target->accounts.end(),
                                        t.payee) == target->accounts.end())
      continue;
    out.followed_minor += t.amount_minor;
    ++out.payments;
  }
  std::map<std::uint32_t, AskedAmounts> steps;
  CB_TRY_STATUS(add_passes(asked, ledger, *target, sources, steps));
  CB_TRY_STATUS(add_other_rules(asked, ledger, *target, sources));
  std::vector<AskedPlace>& places = sources.places;
  put_steps(asked, ledger, sources, steps, places, out);
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    for (const std::size_t rule : {0U, 1U})
      places[i].amounts[rule] = places[i].amounts[rule].value_or(0);
    if (largest_of(places[i].amounts) > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return largest_of(places[a].amounts) > largest_of(places[b].amounts);
  });
  CB_TRY_STATUS(add_source_bounds(asked, ledger, *target, sources.seeds, order, places, cut));
  for (const std::uint32_t i : order) out.places.push_back(std::move(places[i]));
  keep_within(out.followed_minor, out.places);
  AskedPlace unknown = unknown_of(out.places, out.followed_minor);
  if (largest_of(unknown.amounts) > 0) out.places.push_back(std::move(unknown));
  return std::optional(std::move(out));
}

}  // namespace cuibono::money
