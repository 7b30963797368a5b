// One trace that a person asks for: which ledgers it touches, what starts in each, and the way through.
#include "money/asked_trace.h"

#include <algorithm>

#include "money/asked_parts.h"
#include "money/place_bounds.h"
#include "money/words.h"

namespace cuibono::money {
namespace {

core::Result<AskedTrace> ask_forward(const AskedCase& asked, std::vector<Ledger> ledgers) {
  AskedTrace trace;
  std::vector<std::vector<std::string>> names;
  std::vector<Ledger> started;
  for (Ledger& ledger : ledgers) {
    AskedSeeds seeds = find_asked_seeds(asked, ledger);
    if (seeds.seeds.empty()) continue;
    ledger.seeds = std::move(seeds.seeds);
    names.push_back(std::move(seeds.names));
    started.push_back(std::move(ledger));
  }
  std::vector<const Ledger*> traced;
  for (const Ledger& ledger : started) traced.push_back(&ledger);
  std::uint32_t tags = 1;
  for (const auto& of : names) tags = std::max(tags, static_cast<std::uint32_t>(of.size()));
  CB_TRY(const auto plans,
         plan_bounds(asked.context, asked.evidence, traced, tags, MoneyDepth::full));
  for (std::size_t i = 0; i < started.size(); ++i) {
    CB_TRY(AskedLedger one,
           follow_forward(asked, std::move(started[i]), names[i], plans[i].converted, trace.cut));
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
