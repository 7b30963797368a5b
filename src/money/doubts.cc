#include "money/doubts.h"

#include <algorithm>
#include <map>
#include <optional>

#include "money/day_order.h"

namespace cuibono::money {
namespace {

/// One way to read the records.
struct Reading {
  std::vector<std::uint32_t> rank;  ///< of transfers; empty: as they are numbered
  BehindGaps behind = BehindGaps::goes_on;
  std::int64_t rate_percent = 100;  ///< of reference rates
};

/// By place, of one ledger: its line is its account, all ways out of the records are one.
using LineAmounts = std::map<std::uint32_t, RuleAmounts>;
using ReadingAmounts = std::vector<LineAmounts>;  // [works]

Ledger in_order(const Ledger& ledger, const std::vector<std::uint32_t>& rank) {
  if (rank.empty()) return ledger;
  std::vector<std::uint32_t> order(ledger.transfers.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return rank[ledger.event[a]] < rank[ledger.event[b]];
  });
  std::vector<std::uint32_t> tag(order.size(), 0);
  for (const Seed& seed : ledger.seeds) tag[seed.transfer] = seed.tag;
  Ledger out;
  out.asset = ledger.asset;
  out.selector = ledger.selector;
  out.reserve(order.size());
  for (const std::uint32_t i : order) {
    if (tag[i] != 0)
      out.seeds.push_back({static_cast<std::uint32_t>(out.transfers.size()), tag[i]});
    out.add(ledger.transfers[i], ledger.event[i], ledger.kind[i]);
    out.payer.back() = ledger.payer[i];
  }
  return out;
}

/// What arrives at reference rates, at other rates.
void scale_references(const evidence::Transfers& transfers, const AtReference& at_reference,
                      std::int64_t percent, Ledger& ledger) {
  if (percent == 100) return;
  for (std::size_t i = 0; i < ledger.transfers.size(); ++i) {
    const std::uint32_t event = ledger.event[i];
    const bool arrives = ledger.kind[i] == EntryKind::payment &&
                         transfers.received_asset[event] == ledger.asset &&
                         transfers.asset[event] != ledger.asset;
    if (arrives && at_reference.count(event) > 0) {
      const core::Int128 scaled = core::Int128{ledger.transfers[i].amount_minor} * percent / 100;
      ledger.transfers[i].amount_minor = static_cast<std::int64_t>(scaled);
    }
  }
}

class Doubts {
 public:
  Doubts(const core::RunContext& context, const Story& story, const AtReference& at_reference,
         const std::vector<Work>& works)
      : context_(context), story_(story), at_reference_(at_reference), works_(works) {}

  core::Result<ReadingAmounts> read(const Reading& reading) const {
    std::vector<Ledger> completed(works_.size());
    CB_TRY_STATUS(core::parallel_blocks(
        context_, works_.size(), 1, [&](const core::Block& block) -> core::Status {
          const Work& work = works_[block.begin];
          if (work.refused) return {};
          Ledger base = in_order(work.base, reading.rank);
          scale_references(story_.evidence.transfers, at_reference_, reading.rate_percent, base);
          completed[block.begin] =
              complete_ledger(story_.evidence, base, work.facts, reading.behind).ledger;
          return {};
        }));
    std::vector<const Ledger*> ledgers;
    std::vector<std::size_t> at;
    for (std::size_t w = 0; w < works_.size(); ++w) {
      if (works_[w].refused) continue;
      ledgers.push_back(&completed[w]);
      at.push_back(w);
    }
    CB_TRY(const ReachedLedgers found, find_reached(context_, story_.evidence, ledgers));
    std::vector<JoinedLedger> joined;
    if (found.is_converted) {
      joined.push_back(join_ledgers(story_.evidence, ledgers, found.reached, reading.rank));
    } else {  // each by itself
      for (std::size_t i = 0; i < ledgers.size(); ++i)
        joined.push_back(join_ledgers(story_.evidence, std::span(ledgers).subspan(i, 1),
                                      std::span(found.reached).subspan(i, 1), reading.rank));
    }
    std::vector<ReadingAmounts> parts(joined.size() * trace_rules);
    CB_TRY_STATUS(core::parallel_blocks(
        context_, parts.size(), 1, [&](const core::Block& block) -> core::Status {
          const std::size_t which = block.begin / trace_rules, rule = block.begin % trace_rules;
          JoinedRequest asked;
          asked.rule = static_cast<TraceRule>(rule);
          asked.tags = 1;
          const std::vector<Seed> seeds = as_one(joined[which].seeds);
          CB_TRY(const LedgerTraced traced, trace_joined(context_, joined[which], seeds, asked));
          CB_TRY(const auto of_ledger, part_trace(joined[which], traced, {seeds, 1, false}));
          ReadingAmounts& out = parts[block.begin];
          out.resize(works_.size());
          for (std::size_t i = 0; i < of_ledger.size(); ++i) {
            const std::size_t work = found.is_converted ? at[i] : at[which];
            for (const Holding& h : of_ledger[i].traced.holdings)
              out[work][line_of(work, h.account)][rule] += h.amount_minor;
          }
          return {};
        }));
    ReadingAmounts out(works_.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      for (std::size_t w = 0; w < works_.size(); ++w) {
        for (const auto& [line, amounts] : parts[i][w])
          out[w][line][i % trace_rules] = amounts[i % trace_rules];
      }
    }
    return out;
  }

  [[nodiscard]] std::uint32_t line_of(std::size_t work, std::uint32_t account) const {
    return account < outside_accounts ? works_[work].base.accounts() : account;
  }

 private:
  const core::RunContext& context_;
  const Story& story_;
  const AtReference& at_reference_;
  const std::vector<Work>& works_;
};

RuleAmounts amounts_at(const LineAmounts& lines, std::uint32_t line) {
  const auto found = lines.find(line);
  return found == lines.end() ? RuleAmounts{} : found->second;
}

/// The places of one ledger, by line.
class PlaceList {
 public:
  PlaceList(const Work& work, std::vector<Place>& places) : work_(work), places_(places) {
    for (std::size_t i = 0; i < places.size(); ++i) at_[line_of(places[i].place)] = i;
  }
  Place& at(std::uint32_t line) {
    const auto [found, is_new] = at_.emplace(line, places_.size());
    if (is_new) {
      Place& place = places_.emplace_back();
      place.asset = work_.base.asset;
      const bool is_outside = line == work_.base.accounts();
      place.place = is_outside ? evidence::no_selector : work_.base.selector[line];
      if (!is_outside) place.total_minor = work_.trace.fifo.balance_minor[line];
      for (auto* amount :
           {&place.fifo_minor, &place.prorata_minor, &place.lifo_minor, &place.own_first_minor,
            &place.own_first_prorata_minor, &place.trust_first_minor})
        *amount = 0;
    }
    return places_[found->second];
  }

 private:
  [[nodiscard]] std::uint32_t line_of(evidence::SelectorId place) const {
    if (place == evidence::no_selector) return work_.base.accounts();
    const auto begin = work_.base.selector.begin() + outside_accounts;
    return static_cast<std::uint32_t>(std::lower_bound(begin, work_.base.selector.end(), place) -
                                      work_.base.selector.begin());
  }
  const Work& work_;
  std::vector<Place>& places_;
  std::map<std::uint32_t, std::size_t> at_;
};

/// The lines at which any reading has another amount than the first.
std::vector<std::uint32_t> lines_that_differ(const std::vector<const LineAmounts*>& readings) {
  std::map<std::uint32_t, bool> lines;
  for (const LineAmounts* reading : readings) {
    for (const auto& [line, amounts] : *reading)
      lines[line] = lines[line] || amounts != amounts_at(*readings[0], line);
    for (const auto& [line, amounts] : *readings[0])
      lines[line] = lines[line] || amounts != amounts_at(*reading, line);
  }
  std::vector<std::uint32_t> out;
  for (const auto& [line, differs] : lines) {
    if (differs) out.push_back(line);
  }
  return out;
}

RuleRange range_of(const std::vector<const LineAmounts*>& readings, std::uint32_t line) {
  RuleRange range{amounts_at(*readings[0], line), amounts_at(*readings[0], line)};
  for (const LineAmounts* reading : readings) {
    const RuleAmounts amounts = amounts_at(*reading, line);
    for (std::size_t rule = 0; rule < amounts.size(); ++rule) {
      range.low[rule] = std::min(range.low[rule], amounts[rule]);
      range.high[rule] = std::max(range.high[rule], amounts[rule]);
    }
  }
  return range;
}

}  // namespace

core::Status add_doubts(const core::RunContext& context, const Story& story,
                        const AtReference& at_reference, const std::vector<Work>& works,
                        std::vector<std::vector<Place>>& places, Money& money) {
  if (std::all_of(works.begin(), works.end(), [](const Work& w) { return w.refused.has_value(); }))
    return {};
  const auto& transfers = story.evidence.transfers;
  const Doubts doubts(context, story, at_reference, works);
  Reading credits{rank_transfers(transfers, DayOrder::credits_first)},
      debits{rank_transfers(transfers, DayOrder::debits_first)};
  const bool any_order = !credits.rank.empty() || !debits.rank.empty();
  const bool any_gap = std::any_of(works.begin(), works.end(),
                                   [](const Work& work) { return work.counts.gaps > 0; });
  const bool any_rate = !at_reference.empty();
  std::optional<ReadingAmounts> run, credits_first, debits_first, ended, lower, higher;
  if (any_order || any_gap || any_rate) {
    CB_TRY(run, doubts.read({}));
  }
  if (any_order) {
    CB_TRY(credits_first, doubts.read(credits));
    CB_TRY(debits_first, doubts.read(debits));
  }
  if (any_gap) {
    CB_TRY(ended, doubts.read({{}, BehindGaps::ends, 100}));
  }
  if (any_rate) {
    CB_TRY(lower, doubts.read({{}, BehindGaps::goes_on, 99}));
    CB_TRY(higher, doubts.read({{}, BehindGaps::goes_on, 101}));
  }
  for (std::size_t w = 0; w < works.size(); ++w) {
    if (works[w].refused) continue;
    PlaceList list(works[w], places[w]);
    const auto note = [&](const char* what, std::size_t differ, const char* is_there,
                          const char* none, bool any) {
      const char* why = !any ? none : differ == 0 ? "no place's figures differ" : is_there;
      money.doubts.push_back({works[w].base.asset, what, why, differ});
    };
    std::size_t differ = 0;
    if (any_order) {
      const std::vector<const LineAmounts*> readings = {&(*run)[w], &(*credits_first)[w],
                                                        &(*debits_first)[w]};
      for (const std::uint32_t line : lines_that_differ(readings)) {
        list.at(line).orders = {amounts_at(*readings[1], line), amounts_at(*readings[2], line)};
        ++differ;
      }
    }
    note("order", differ, "of some payments only the day is known",
         "the records tell the order of all payments of a day", any_order);
    differ = 0;
    if (any_gap) {
      const std::vector<const LineAmounts*> readings = {&(*run)[w], &(*ended)[w]};
      for (const std::uint32_t line : lines_that_differ(readings)) {
        list.at(line).gaps = range_of(readings, line);
        ++differ;
      }
    }
    note("gaps", differ, "running balances jump and no row says why",
         "no running balance jumps without a row that says why", any_gap);
    differ = 0;
    if (any_rate) {
      const std::vector<const LineAmounts*> readings = {&(*run)[w], &(*lower)[w], &(*higher)[w]};
      for (const std::uint32_t line : lines_that_differ(readings)) {
        list.at(line).rates = range_of(readings, line);
        ++differ;
      }
    }
    note("rates", differ,
         "some payments arrived at reference rates; low and high are of one "
         "percent less and more",
         "no payment is followed at a reference rate", any_rate);
  }
  return {};
}

}  // namespace cuibono::money
