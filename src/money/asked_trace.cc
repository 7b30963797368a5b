// One trace that a person asks for: which ledgers it touches, what starts in each, and the way through.
#include "money/asked_trace.h"

#include <algorithm>

#include "money/asked_parts.h"
#include "money/place_bounds.h"
#include "money/words.h"
#include "money/work.h"

namespace cuibono::money {
namespace {

/// The ledgers as trace_works takes them: those with a start first, then all that money may be converted into.
std::vector<Work> works_of(const AskedCase& asked, std::vector<Ledger> ledgers,
                           std::vector<std::string>& names) {
  std::vector<Work> works;
  for (Ledger& ledger : ledgers) {
    AskedSeeds seeds = find_asked_seeds(asked, ledger);
    names = std::move(seeds.names);  // the same for every ledger
    ledger.seeds = std::move(seeds.seeds);
    Work& work = works.emplace_back();
    work.ends = ends_of_question(asked, ledger);
    work.base = std::move(ledger);
  }
  std::stable_sort(works.begin(), works.end(), [](const Work& a, const Work& b) {
    return a.base.seeds.size() > b.base.seeds.size();
  });
  if (!works.empty() && works.front().base.seeds.empty()) works.clear();
  return works;
}

core::Result<AskedTrace> ask_forward(const AskedCase& asked, std::vector<Ledger> ledgers) {
  AskedTrace trace;
  std::vector<std::string> names;
  std::vector<Work> works = works_of(asked, std::move(ledgers), names);
  if (works.empty()) return trace;
  Story story{asked.evidence,     asked.reported, asked.marks,
              asked.holder_marks, asked.coverage, asked.gaps};
  story.reported.victims = names;  // a tag each
  CB_TRY_STATUS(trace_works(asked.context, story, {}, works));
  std::vector<const Ledger*> traced;
  for (const Work& work : works) traced.push_back(work.refused ? nullptr : &work.ledger);
  CB_TRY(const auto plans,
         plan_bounds(asked.context, asked.evidence, traced, story.victims(), MoneyDepth::full));
  for (std::size_t i = 0; i < works.size(); ++i) {
    if (works[i].refused) return *works[i].refused;
    CB_TRY(AskedLedger one, tell_forward(asked, works[i], names, plans[i].converted, trace.cut));
    trace.ledgers.push_back(std::move(one));
  }
  return trace;
}

core::Result<AskedTrace> ask_back(const AskedCase& asked, const std::vector<Ledger>& ledgers) {
  AskedTrace trace;
  for (const TraceStart& start : asked.question.from) {
    for (const Ledger& ledger : ledgers) {
      CB_TRY(auto one, follow_back(asked, ledger, start, trace.cut));
      if (one && one->followed_minor > 0) trace.ledgers.push_back(std::move(*one));
    }
  }
  return trace;
}

}  // namespace

core::Int128 largest_of(const AskedAmounts& amounts) noexcept {
  core::Int128 most = 0;
  for (const auto& amount : amounts) most = std::max(most, amount.value_or(0));
  return most;
}

core::Result<AskedTrace> ask_trace(const core::RunContext& context,
                                   const evidence::Evidence& evidence,
                                   const entities::Entities& entities,
                                   const TraceQuestion& question) {
  CB_TRY_STATUS(core::check_cancelled(context));
  AskedCase asked{context, evidence, entities, question, collect_reported(evidence, entities),
                  {},      {},       {},       {}};
  CB_TRY(asked.marks, mark_transfers(context, evidence));
  asked.holder_marks = mark_holders(evidence);
  asked.coverage = find_coverage(evidence.transfers);
  asked.gaps = find_gaps(evidence);
  std::vector<Ledger> ledgers = make_ledgers(evidence, asked.reported, asked.marks, {});
  std::erase_if(ledgers, [&](const Ledger& ledger) {
    return question.asset && ledger.asset != *question.asset;
  });
  for (Ledger& ledger : ledgers) end_ledger(asked, ledger);
  const bool is_back = question.direction == TraceDirection::back;
  CB_TRY(AskedTrace trace,
         is_back ? ask_back(asked, ledgers) : ask_forward(asked, std::move(ledgers)));
  std::stable_sort(
      trace.ledgers.begin(), trace.ledgers.end(),
      [](const AskedLedger& a, const AskedLedger& b) { return a.payments > b.payments; });
  if (trace.ledgers.empty()) {
    return core::Error{
        core::ErrorCode::answered_no,
        is_back ? "no payment to it is in the records that are looked at"
                : "no payment starts there in the records that are looked at",
        "", "look at its payments with show; --since, --until and --currency narrow a trace"};
  }
  trace.problems = asked.reported.problems;
  return trace;
}

}  // namespace cuibono::money
