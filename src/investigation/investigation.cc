// The story of an investigation, in the order in which it is told: take in, resolve, connect,
// trace, organise, lead, brief. Each stage knows the stages before it and nothing after.
#include "investigation/investigation.h"

#include <sys/resource.h>

#include <chrono>

namespace cuibono::investigation {
namespace {

/// Writes down what each stage took. Times go to metrics.json and nowhere else.
class Stopwatch {
 public:
  Stopwatch(const core::RunContext& context, std::vector<StageTime>& stages)
      : context_(context), stages_(stages) {}

  void begin(const char* name, std::uint64_t rows) {
    end();
    stages_.push_back(StageTime{name, 0.0, rows, 0});
    context_.report(name, "", 0, rows);
    since_ = std::chrono::steady_clock::now();
    running_ = true;
  }
  void end() {
    if (!running_) return;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since_;
    stages_.back().seconds = took.count();
    struct ::rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    stages_.back().peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024U;
    running_ = false;
  }

 private:
  const core::RunContext& context_;
  std::vector<StageTime>& stages_;
  std::chrono::steady_clock::time_point since_;
  bool running_ = false;
};

}  // namespace

core::Result<Analysis> analyse(const core::RunContext& context, const AnalysisInput& input) {
  Analysis analysis;
  Stopwatch watch(context, analysis.stages);

  // Take in: records become events with their legs, under the mask.
  std::uint64_t records = 0;
  for (const auto& batch : input.batches) records += batch.account.records;
  watch.begin("events", records);
  CB_TRY(analysis.evidence,
         evidence::make_events(context, {input.items, input.batches, input.mappings, &input.mask,
                                         input.facts.simulated}));
  const evidence::Evidence& evidence = analysis.evidence;
  const std::uint64_t events = evidence.transfers.size() + evidence.calls.size();

  // Resolve: who is who, as far as equal selectors tell; and who says what of whom.
  watch.begin("entities", evidence.selectors.size());
  CB_TRY(const entities::Entities entities, entities::make_entities(context, evidence));
  watch.begin("claims", evidence.watch.size() + evidence.reports.size());
  CB_TRY(const claims::Claims claims, claims::make_claims(context, evidence, entities));

  // Connect: one temporal multigraph of calls, payments and shared things.
  watch.begin("network", events);
  CB_TRY(const network::Network network, network::make_network(context, evidence));

  // Trace: where the reported money went, under each rule.
  watch.begin("money", evidence.transfers.size());
  CB_TRY(const money::Money money,
         money::trace_money(context, evidence, entities, {input.use_references}));

  // Organise: what the call records show, and who works together.
  watch.begin("calls", evidence.calls.size());
  CB_TRY(calls::CallProfiles profiles, calls::profile_numbers(context, evidence, entities));
  CB_TRY_STATUS(calls::find_successions(context, evidence, network, profiles));
  CB_TRY_STATUS(calls::find_lockstep(context, network, profiles));
  CB_TRY_STATUS(calls::find_call_groups(context, evidence, network, profiles));
  watch.begin("organisation", profiles.profiles.size());
  CB_TRY(const organisation::Organisation organisation,
         organisation::find_organisation(
             context, {evidence, entities, network, money, profiles, input.facts.simulated}));

  // Lead: what to do next.
  watch.begin("leads", organisation.actors.size());
  CB_TRY(const std::vector<leads::Lead> leads,
         leads::find_leads(context, {evidence, entities, money, profiles, organisation}));

  // Brief: sentences, each of which opens to its records.
  watch.begin("brief", leads.size());
  CB_TRY(analysis.files,
         brief::write_outputs(context, {input.facts, evidence, entities, claims.claims, network,
                                        money, profiles, organisation, leads}));
  watch.end();
  return analysis;
}

}  // namespace cuibono::investigation
