// The story of an investigation, in the order in which it is told: take in, resolve, connect,
// trace, organise, lead, brief. Each stage knows the stages before it and nothing after.
#include "investigation/investigation.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "investigation/pattern_file.h"
#include "investigation/replay_draws.h"
#include "investigation/results.h"

namespace cuibono::investigation {

core::Result<Followed> follow(const core::RunContext& context, const evidence::Evidence& evidence,
                              const entities::Entities& entities, const FollowOptions& options,
                              Stopwatch& watch) {
  Followed found;
  // What payments tell and what calls tell: neither waits for the other; nor do shapes of payments.
  const Tale of_calls = [&](const core::RunContext& inner, Stopwatch& at) -> core::Status {
    // Connect: one temporal multigraph of calls, payments and shared things.
    at.begin("network", evidence.transfers.size() + evidence.calls.size());
    CB_TRY(found.network, network::make_network(inner, evidence));

    // Profile: what the call records show, number by number.
    at.begin("calls", evidence.calls.size());
    CB_TRY(found.profiles, calls::profile_numbers(inner, evidence, entities));
    // Each of the three fills a list of its own from the profiles.
    constexpr std::size_t lists = 3;
    return core::parallel_blocks(inner, lists, 1, [&](const core::Block& list) -> core::Status {
      if (list.begin == 0)
        return calls::find_successions(inner, evidence, found.network, found.profiles);
      if (list.begin == 1) return calls::find_lockstep(inner, found.network, found.profiles);
      return calls::find_call_groups(inner, evidence, found.network, found.profiles);
    });
  };
  const Tale of_money = [&](const core::RunContext& inner, Stopwatch& at) -> core::Status {
    // Trace: where the reported money went, under each rule.
    at.begin("money", evidence.transfers.size());
    CB_TRY(found.money, money::trace_money(inner, evidence, entities,
                                           {options.use_references, options.depth, options.rates,
                                            options.currency}));
    return {};
  };
  const Tale of_patterns = [&](const core::RunContext& inner, Stopwatch& at) -> core::Status {
    if (options.rules.empty()) return {};
    at.begin("patterns", evidence.transfers.size());
    CB_TRY(found.patterns, money::find_patterns(inner, evidence, entities, options.rules));
    return {};
  };
  const std::array tales{of_calls, of_money, of_patterns};
  CB_TRY_STATUS(watch.side_by_side(tales));

  // Tell the patterns: those first that moved victims' money.
  if (!options.rules.empty()) {
    watch.begin("pattern findings", found.patterns.rules.size());
    CB_TRY(auto told, money::tell_patterns(evidence, entities, found.money, found.patterns));
    found.pattern_findings = std::move(told.findings);
    std::ranges::move(told.cut, std::back_inserter(found.money.cut));
    std::ranges::move(told.problems, std::back_inserter(found.money.problems));
  }

  // Organise: who works together.
  watch.begin("organisation", found.profiles.profiles.size());
  CB_TRY(found.organisation,
         organisation::find_organisation(context, {evidence, entities, found.network, found.money,
                                                   found.profiles, options.simulated}));
  return found;
}

namespace {

/// Take in: records become events with their legs, under the mask.
core::Result<evidence::Evidence> find_events(const core::RunContext& context,
                                             const AnalysisInput& input, Stopwatch& watch) {
  std::uint64_t records = 0;
  for (const auto& batch : input.batches) records += batch.account.records;
  watch.begin("events", records);
  return evidence::make_events(
      context, {input.items, input.batches, input.mappings, &input.mask, input.facts.simulated});
}

/// Frees what grows with the rows; the kind, the account and what was set aside stay.
void give_up_records(evidence::RecordBatch& batch) {
  std::vector<std::uint64_t>().swap(batch.ordinals);
  std::vector<evidence::BatchColumn>().swap(batch.columns);
}

/// All that is found from the events.
core::Result<Results> find_rest(const core::RunContext& context, const AnalysisInput& input,
                                evidence::Evidence events, Stopwatch& watch) {
  Results results;
  results.evidence = std::move(events);
  const evidence::Evidence& evidence = results.evidence;

  // Resolve: who is who, as far as equal selectors tell; and who says what of whom.
  watch.begin("entities", evidence.selectors.size());
  CB_TRY(results.entities, entities::make_entities(context, evidence, input.joining));
  watch.begin("claims", evidence.watch.size() + evidence.reports.size());
  CB_TRY(results.claims, claims::make_claims(context, evidence, results.entities));

  CB_TRY(results.followed, follow(context, evidence, results.entities,
                                  {input.use_references, input.facts.simulated, input.depth,
                                   input.rules, input.rates.get(), input.currency},
                                  watch));

  // Lead: what to do next.
  const Followed& found = results.followed;
  watch.begin("leads", found.organisation.actors.size());
  CB_TRY(results.leads, leads::find_leads(context, {evidence, results.entities, found.money,
                                                    found.profiles, found.organisation}));
  watch.end();
  return results;
}

/// The draws and the brief of what was found.
core::Status tell(const core::RunContext& context, const AnalysisInput& input, Results found,
                  Stopwatch& watch, Analysis& analysis) {
  auto made = std::make_shared<Results>(std::move(found));
  Results& results = *made;

  // Draw again: how steady each finding is, given the identities of this run.
  Draws draws;
  if (input.draws > 0) {
    watch.begin("resamples", input.draws);
    const FollowOptions options{input.use_references,        input.facts.simulated,
                                money::MoneyDepth::findings, {},
                                input.rates.get(),           input.currency};
    CB_TRY(draws, draw_again(context, results, input.draws, options));
    mark_resamples(draws, results.followed);
  }

  const bool has_table = !input.rules.empty() && can_write_patterns(results);

  // Brief: sentences, each of which opens to its records. And beside it the table of patterns.
  const brief::BriefInput told = results.for_brief(input.facts);
  std::vector<brief::OutputFile> more;
  const std::array<Tale, 2> tales{
      [&](const core::RunContext& inner, Stopwatch& at) -> core::Status {
        at.begin("brief", results.leads.size());
        CB_TRY(analysis.files, brief::write_outputs(inner, told));
        return {};
      },
      [&](const core::RunContext& inner, Stopwatch& at) -> core::Status {
        if (!has_table) return {};
        at.begin("pattern table", results.evidence.transfers.size());
        CB_TRY(auto file, write_patterns(inner, results));
        more.push_back(std::move(file));
        return {};
      }};
  CB_TRY_STATUS(watch.side_by_side(tales));
  if (input.draws > 0) {
    CB_TRY(auto lines, draws_as_lines(context, told, draws));
    more.push_back(std::move(lines));
  }
  if (!more.empty()) {
    analysis.files.pop_back();  // the manifest, which is made again
    std::ranges::move(more, std::back_inserter(analysis.files));
    analysis.files.push_back(brief::manifest_of(input.facts.engine, analysis.files));
  }
  analysis.results = std::move(made);
  return {};
}

}  // namespace

core::Result<Results> find_results(const core::RunContext& context, const AnalysisInput& input,
                                   Stopwatch& watch) {
  CB_TRY(evidence::Evidence events, find_events(context, input, watch));
  return find_rest(context, input, std::move(events), watch);
}

core::Result<Analysis> analyse(const core::RunContext& context, const AnalysisInput& input) {
  Analysis analysis;
  Stopwatch watch(context, analysis.stages);
  CB_TRY(Results results, find_results(context, input, watch));
  CB_TRY_STATUS(tell(context, input, std::move(results), watch, analysis));
  return analysis;
}

core::Result<Analysis> analyse_once(const core::RunContext& context, AnalysisInput& input) {
  Analysis analysis;
  Stopwatch watch(context, analysis.stages);
  CB_TRY(evidence::Evidence events, find_events(context, input, watch));
  for (auto& batch : input.batches) give_up_records(batch);
  CB_TRY(Results results, find_rest(context, input, std::move(events), watch));
  CB_TRY_STATUS(tell(context, input, std::move(results), watch, analysis));
  return analysis;
}

}  // namespace cuibono::investigation
