// Every rule over every ledger: each by itself where it holds payments alone, else all that belong together.
#include "money/work.h"

#include <algorithm>

#include "money/hops.h"
#include "money/places.h"

namespace cuibono::money {
namespace {

/// Keeps an error that concerns one ledger only; all others end the run.
core::Status refuse(core::Error error, Work& work) {
  if (error.code != core::ErrorCode::bad_input) return error;
  work.refused = std::move(error);
  return {};
}

/// Events of payments that were left out.
std::vector<std::uint32_t> leave_out(Ledger& ledger) {
  std::vector<std::uint32_t> events;
  for (const std::uint32_t t : leave_out_excess(ledger)) events.push_back(ledger.event[t]);
  return events;
}

/// In  seeds: whose money is looked for, by position in the ledger before it is completed.
core::Status stop_at_services(const core::RunContext& context, const Story& story,
                              const EventOfRecord& event_of, const std::vector<Seed>& seeds,
                              Work& work) {
  for (std::size_t i = 0; i < work.base.transfers.size(); ++i)
    work.base.transfers[i].payer = work.base.payer[i];
  auto first = trace_fifo(context, work.base.transfers, seeds,
                          {work.base.accounts(), 1, FlowDetail::by_transfer, false, 0});
  if (!first.has_value()) return refuse(std::move(first.error()), work);
  work.services = find_services({story.evidence, work.base, first->flows, story.marks,
                                 story.holder_marks, story.reported.is_victim});
  std::vector<std::uint8_t> is_stop(work.services.size(), 0);
  for (std::size_t a = 0; a < is_stop.size(); ++a)
    is_stop[a] = work.services[a] != Service::none || (a < work.ends.size() && work.ends[a] != 0);
  stop_at(work.base, is_stop);
  work.facts = find_ledger_facts(story.evidence, event_of, work.base, is_stop);
  work.counts = complete_ledger(story.evidence, work.base, work.facts, BehindGaps::goes_on);
  work.ledger = std::move(work.counts.ledger);
  return {};
}

/// Services that only converted money comes to: looked for once more, from what conversions bring.
core::Status stop_beyond_conversions(const core::RunContext& context, const Story& story,
                                     const EventOfRecord& event_of, std::vector<Work>& works) {
  std::vector<const Ledger*> ledgers;
  std::vector<std::size_t> at;
  for (std::size_t w = 0; w < works.size(); ++w) {
    if (works[w].refused) continue;
    ledgers.push_back(&works[w].base);
    at.push_back(w);
  }
  CB_TRY(const ReachedLedgers found, find_reached(context, story.evidence, ledgers));
  if (!found.is_converted) return {};
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (found.seeds[i].size() > works[at[i]].base.seeds.size())
      CB_TRY_STATUS(stop_at_services(context, story, event_of, found.seeds[i], works[at[i]]));
  }
  return {};
}

/// Rule 0 is FIFO, rule 1 pro rata, rule 2 FIFO by hop; then the screens and the other rules. They do not share
/// anything that is written.
constexpr std::size_t rules_of_findings = 3, rule_screens = 3, rule_others = 4,
                      rules_in_full = rule_others + other_rules;

core::Status run_rule(const core::RunContext& context, std::size_t rule, std::uint32_t victims,
                      bool use_references, Work& work) {
  if (rule == rule_screens)
    return run_screens(context, work.ledger, victims, use_references, *work.trace.others);
  if (work.is_joined) return {};
  if (rule == 0) {
    CB_TRY(work.trace.fifo, run_fifo(context, work.ledger, victims, use_references));
    return {};
  }
  if (rule == 2) {
    CB_TRY(work.hops, trace_hops(context, work.ledger, use_references));
    return {};
  }
  if (rule >= rule_others) {
    const auto other = static_cast<OtherRule>(rule - rule_others);
    CB_TRY(work.trace.others->runs[rule - rule_others],
           run_other_rule(context, work.ledger, victims, other, use_references));
    return {};
  }
  CB_TRY(ProrataRun run, run_prorata(context, work.ledger, victims, use_references));
  work.trace.prorata = std::move(run.traced);
  work.trace.prorata_by_victim = run.by_victim;
  return {};
}

/// The ledgers that are joined, and their trace.
class JoinedRun {
 public:
  JoinedRun(const core::RunContext& context, const Story& story, const MoneyRequest& request,
            std::vector<Work>& works, Group group)
      : context_(context),
        story_(story),
        request_(request),
        works_(works),
        group_(std::move(group)) {
    std::vector<const Ledger*> ledgers;
    for (const std::size_t w : group_.works) ledgers.push_back(&works_[w].ledger);
    // The twins look at everything: that nothing else is reached is checked with them.
    const std::span<const Reached> reached =
        request.use_references ? std::span<const Reached>() : std::span(group_.reached);
    joined_ = join_ledgers(story.evidence, ledgers, reached, {});
    for (const Movement& m : joined_.movements) {
      if (m.kind != MovementKind::conversion) continue;
      const auto origin = joined_.origin[m.original];
      Work& work = works_[group_.works[origin.ledger]];
      work.followed.push_back(work.ledger.event[origin.entry]);
    }
  }

  [[nodiscard]] std::size_t runs() const {
    return request_.depth == MoneyDepth::full ? trace_rules + 1 : 3;
  }
  /// One rule; run 2 is that by hop.
  core::Status run(std::size_t which) {
    if (which == 2) return run_hops();
    const auto rule = static_cast<TraceRule>(which < 2 ? which : which - 1);
    JoinedRequest asked{rule, story_.victims(), detail_of(rule), false, request_.use_references, 0};
    const bool by_shares = rule == TraceRule::prorata || rule == TraceRule::own_first_prorata;
    if (by_shares)
      asked.carried_max = std::max<std::uint64_t>(40'000'000, 8 * joined_.transfers.size());
    std::vector<Seed> seeds = joined_.seeds;
    auto traced = trace_joined(context_, joined_, seeds, asked);
    const bool by_victim = traced.has_value() || traced.error().code != core::ErrorCode::resources;
    if (!by_victim) {
      seeds = as_one(joined_.seeds);
      asked.tags = 1;
      traced = trace_joined(context_, joined_, seeds, asked);
    }
    if (!traced.has_value()) return std::move(traced.error());
    CB_TRY(auto parts, part_trace(joined_, *traced, {seeds, asked.tags, false}));
    std::vector<LedgerPart> together;
    if (rule == TraceRule::own_first_prorata && by_victim && story_.victims() > 1) {
      const auto one = as_one(joined_.seeds);
      asked.tags = 1;
      CB_TRY(const LedgerTraced all, trace_joined(context_, joined_, one, asked));
      CB_TRY(together, part_trace(joined_, all, {one, 1, false}));
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      keep(rule, by_victim, std::move(parts[i]), works_[group_.works[i]]);
      if (!together.empty())
        works_[group_.works[i]].trace.others->runs[2].together =
            std::move(together[i].traced.holdings);
    }
    return {};
  }

 private:
  static FlowDetail detail_of(TraceRule rule) {
    if (rule == TraceRule::fifo) return FlowDetail::by_tag;
    return rule == TraceRule::prorata ? FlowDetail::by_transfer : FlowDetail::none;
  }
  core::Status run_hops() {
    const auto seeds = as_one(joined_.seeds);
    const JoinedRequest asked{TraceRule::fifo,         hops_max, FlowDetail::by_tag, true,
                              request_.use_references, 0};
    CB_TRY(const LedgerTraced traced, trace_joined(context_, joined_, seeds, asked));
    CB_TRY(auto parts, part_trace(joined_, traced, {seeds, hops_max, true}));
    for (std::size_t i = 0; i < parts.size(); ++i)
      works_[group_.works[i]].hops = std::move(parts[i].traced);
    return {};
  }
  static void keep(TraceRule rule, bool by_victim, LedgerPart part, Work& work) {
    part.traced.balance_minor = work.counts.balance_minor;
    switch (rule) {
      case TraceRule::fifo:
        work.converted_in = std::move(part.converted_in);
        work.converted_out = std::move(part.converted_out);
        work.interest_minor = part.interest_minor;
        work.trace.fifo = std::move(part.traced);
        return;
      case TraceRule::prorata:
        work.trace.prorata = std::move(part.traced);
        work.trace.prorata_by_victim = by_victim;
        return;
      default: {
        RuleRun& run =
            work.trace.others
                ->runs[static_cast<std::size_t>(rule) - static_cast<std::size_t>(TraceRule::lifo)];
        run.traced = std::move(part.traced);
        run.by_victim = by_victim;
      }
    }
  }

  const core::RunContext& context_;
  const Story& story_;
  const MoneyRequest& request_;
  std::vector<Work>& works_;
  Group group_;
  JoinedLedger joined_;
};

/// Whether a reversal or interest of this ledger concerns victims' money.
bool has_special(const Ledger& ledger, const Reached& reached) {
  return std::any_of(ledger.movements.begin(), ledger.movements.end(), [&](const Movement& m) {
    const LedgerTransfer& t = ledger.transfers[m.transfer];
    return reached[m.kind == MovementKind::reversal ? t.payer : t.payee] != 0;
  });
}

/// Which ledgers are traced as one: all that conversions of victims' money join, and each with reversals or
/// interest. Ledgers that no victim's money reaches are marked as not traced.
core::Result<std::optional<Group>> find_group(const core::RunContext& context, const Story& story,
                                              std::vector<Work>& works) {
  std::vector<const Ledger*> ledgers;
  std::vector<std::size_t> at;
  for (std::size_t w = 0; w < works.size(); ++w) {
    if (works[w].refused) continue;
    ledgers.push_back(&works[w].ledger);
    at.push_back(w);
  }
  CB_TRY(ReachedLedgers found, find_reached(context, story.evidence, ledgers));
  Group group;
  for (std::size_t i = 0; i < at.size(); ++i) {
    Work& work = works[at[i]];
    const bool is_reached = std::any_of(found.reached[i].begin(), found.reached[i].end(),
                                        [](std::uint8_t mark) { return mark != 0; });
    work.reached = found.reached[i];
    if (!is_reached) work.reached.clear();
    if (!is_reached || (!found.is_converted && !has_special(work.ledger, found.reached[i])))
      continue;
    work.is_joined = true;
    group.works.push_back(at[i]);
    group.reached.push_back(std::move(found.reached[i]));
  }
  if (group.works.empty()) return std::optional<Group>();
  return std::optional<Group>(std::move(group));
}

}  // namespace

core::Status trace_works(const core::RunContext& context, const Story& story,
                         const MoneyRequest& request, std::vector<Work>& works) {
  const bool is_full = request.depth == MoneyDepth::full;
  const EventOfRecord event_of(story.evidence);
  CB_TRY_STATUS(core::parallel_blocks(context, works.size(), 1, [&](const core::Block& block) {
    Work& work = works[block.begin];
    work.left_out = leave_out(work.base);
    return stop_at_services(context, story, event_of, as_one(work.base.seeds), work);
  }));
  CB_TRY_STATUS(stop_beyond_conversions(context, story, event_of, works));
  CB_TRY(auto group, find_group(context, story, works));
  std::erase_if(works,
                [](const Work& work) { return work.base.seeds.empty() && work.reached.empty(); });
  if (group) {  // positions after what was left out
    group->works.clear();
    for (std::size_t w = 0; w < works.size(); ++w) {
      if (works[w].is_joined) group->works.push_back(w);
    }
  }
  for (Work& work : works) {
    if (is_full && !work.refused) work.trace.others.emplace();
  }
  std::optional<JoinedRun> joined;
  if (group) joined.emplace(context, story, request, works, std::move(*group));
  const std::size_t rules = is_full ? rules_in_full : rules_of_findings;
  const std::size_t single = rules * works.size(), all = single + (joined ? joined->runs() : 0);
  std::vector<std::optional<core::Error>> refused(all);
  CB_TRY_STATUS(
      core::parallel_blocks(context, all, 1, [&](const core::Block& block) -> core::Status {
        const bool is_joined = block.begin >= single;
        if (!is_joined && works[block.begin / rules].refused) return {};
        core::Status status = is_joined
                                  ? joined->run(block.begin - single)
                                  : run_rule(context, block.begin % rules, story.victims(),
                                             request.use_references, works[block.begin / rules]);
        if (!status.has_value() && status.error().code == core::ErrorCode::bad_input) {
          refused[block.begin] = std::move(status.error());
          return {};
        }
        return status;
      }));
  for (std::size_t i = 0; i < refused.size(); ++i) {
    if (!refused[i]) continue;
    for (std::size_t w = 0; w < works.size(); ++w) {
      const bool is_its = i < single ? w == i / rules : works[w].is_joined;
      if (is_its) works[w].refused = refused[i];
    }
  }
  return {};
}

}  // namespace cuibono::money
