// trace: what a person asks of the money, planned, stored, then answered.
#include "investigation/trace_case.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "investigation/audit.h"
#include "investigation/case_names.h"
#include "investigation/custody.h"
#include "investigation/files.h"
#include "investigation/investigation.h"
#include "investigation/privileged.h"
#include "investigation/run_parts.h"
#include "investigation/store.h"
#include "investigation/take_in.h"
#include "investigation/trace_plan.h"

namespace cuibono::investigation {
namespace {

using core::Error;
using core::ErrorCode;

constexpr std::array<money::TraceRule, money::trace_rules> all_rules = {
    money::TraceRule::fifo,
    money::TraceRule::lifo,
    money::TraceRule::prorata,
    money::TraceRule::own_first,
    money::TraceRule::own_first_prorata,
    money::TraceRule::trust_first};

core::Result<std::vector<money::TraceRule>> rules_of(const TraceRequest& request) {
  std::vector<money::TraceRule> rules;
  std::vector<std::string> names;
  for (const auto rule : all_rules) names.emplace_back(money::trace_rule_name(rule));
  for (const auto& word : request.rules) {
    if (word == "all") return std::vector<money::TraceRule>(all_rules.begin(), all_rules.end());
    const auto found = std::find(names.begin(), names.end(), word == "haircut" ? "prorata" : word);
    if (found == names.end()) {
      const auto nearest = core::find_nearest(word, names);
      return Error{ErrorCode::usage, "\"" + word + "\" is no rule", "",
                   (nearest ? "did you mean " + *nearest + "? " : std::string()) +
                       "Rules are all, " + core::join(names, ", ") +
                       "; what was touched (poison) is counted beside them, and is no amount"};
    }
    const auto rule = all_rules[static_cast<std::size_t>(found - names.begin())];
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(rule);
  }
  if (rules.empty()) rules.assign(all_rules.begin(), all_rules.end());
  return rules;
}

/// A day is the whole of it.
core::Result<std::optional<std::int64_t>> instant_of(const std::string& text, bool is_end) {
  if (text.empty()) return std::optional<std::int64_t>();
  const auto parsed = core::parse_rfc3339(text);
  if (!parsed) {
    return Error{ErrorCode::usage, "\"" + text + "\" is not a date", "",
                 "write 2025-05-04 or 2025-05-04T12:00:00Z"};
  }
  const bool whole_day = is_end && parsed->precision >= core::Precision::day;
  return std::optional(parsed->time_us + (whole_day ? core::us_per_day - 1 : 0));
}

/// Words of a person as things of the case.
class Names {
 public:
  Names(const core::RunContext& context, const AnalysisInput& input,
        const evidence::Evidence& evidence, const entities::Entities& entities)
      : context_(context), input_(input), evidence_(evidence), entities_(entities) {}

  core::Result<money::TraceStart> start(const std::string& word) {
    money::TraceStart start;
    start.words = word;
    if (word == "victims") return start;
    if (const auto hash = word.find('#'); hash != std::string::npos && word[0] == 'E')
      return payment(word, hash);
    if (const auto entity = entity_named(context_, input_.facts, evidence_, entities_, word)) {
      start.kind = money::TraceStart::Kind::entity;
      start.entity = *entity;
      start.words = entities_.entities[entity->index()].id;
      return start;
    }
    CB_TRY(const auto selector, selector_named(evidence_, word));
    start.kind = money::TraceStart::Kind::account;
    start.account = selector;
    start.words = evidence_.selectors.text(selector);
    return start;
  }

 private:
  core::Result<money::TraceStart> payment(const std::string& word, std::size_t hash) {
    const std::string label = word.substr(0, hash), row = word.substr(hash + 1);
    const auto& transfers = evidence_.transfers;
    for (std::size_t event = 0; event < transfers.size(); ++event) {
      for (const auto record : transfers.legs.of(event)) {
        if (std::to_string(record.ordinal()) != row ||
            evidence_.items[record.item_rank()].label != label)
          continue;
        money::TraceStart start;
        start.kind = money::TraceStart::Kind::payment;
        start.payment = evidence::TransferId::of(event);
        start.words = word;
        return start;
      }
    }
    return Error{ErrorCode::usage, word + " is no payment of this case", "",
                 "cuibono show " + word + " tells what it is"};
  }

  const core::RunContext& context_;
  const AnalysisInput& input_;
  const evidence::Evidence& evidence_;
  const entities::Entities& entities_;
};

core::Result<money::TraceQuestion> question_of(const TraceRequest& request,
                                               const evidence::Evidence& evidence, Names& names) {
  money::TraceQuestion question;
  question.direction = request.back ? money::TraceDirection::back : money::TraceDirection::forward;
  for (const auto& word : request.from) {
    CB_TRY(auto start, names.start(word));
    if (request.back && start.kind == money::TraceStart::Kind::victims) {
      return Error{ErrorCode::usage, "a trace back starts where money is, not at its victims", "",
                   "name an account or a payment; its victims are among its sources"};
    }
    question.from.push_back(std::move(start));
  }
  for (const auto& word : request.to) {
    CB_TRY(const auto account, selector_named(evidence, word));
    question.to.push_back(account);
  }
  question.hops_max = request.hops_max;
  CB_TRY(question.since_us, instant_of(request.since, false));
  CB_TRY(question.until_us, instant_of(request.until, true));
  if (!request.currency.empty()) {
    question.asset = core::find_asset(request.currency);
    if (!question.asset)
      return Error{ErrorCode::usage, "\"" + request.currency + "\" is no currency", "",
                   "write its code, as EUR or BTC"};
  }
  return question;
}

std::string hash_of_evidence(const AnalysisInput& input) {
  std::string text;
  for (const auto& item : input.items) text += item.sha256.hex() + "\n";
  return core::sha256(text).hex();
}

TracePlan plan_of(const TraceRequest& request, const money::TraceQuestion& question,
                  const std::vector<money::TraceRule>& rules, const evidence::Evidence& evidence,
                  const AnalysisInput& input) {
  TracePlan plan;
  plan.back = request.back;
  for (const auto& start : question.from) plan.from.push_back(start.words);
  for (const auto account : question.to) plan.to.push_back(evidence.selectors.text(account));
  for (const auto rule : rules) plan.rules.emplace_back(money::trace_rule_name(rule));
  plan.hops_max = request.hops_max;
  plan.since = request.since;
  plan.until = request.until;
  if (question.asset) plan.currency = core::get_asset(*question.asset).code;
  plan.mask = mask_in_words(request.mask);
  plan.engine = engine_name();
  plan.evidence = hash_of_evidence(input);
  return plan;
}

core::Status store_plan(const Case& the_case, const PlannedTrace& planned, const TracePlan& plan) {
  const std::string text = plan_to_json(planned, plan);
  const std::string folder = the_case.path("traces/" + planned.id);
  CB_TRY_STATUS(make_folder(the_case.path("traces")));
  CB_TRY_STATUS(make_folder(folder));
  CB_TRY_STATUS(append_audit(the_case, "trace_plan",
                             {{"trace", planned.id},
                              {"plan_sha256", core::sha256(text).hex()},
                              {"departs_from", planned.departs.value_or("")},
                              {"changed", core::join(planned.changed, "; ")}}));
  return write_file_atomically(folder + "/plan.json", text);
}

}  // namespace

core::Result<TraceReport> trace_case(const core::RunContext& context, const Case& the_case,
                                     const TraceRequest& request) {
  if (the_case.items.empty()) {
    return Error{ErrorCode::bad_input, "this case holds no evidence yet", the_case.folder,
                 "add files: cuibono -C " + the_case.folder + " add FILE…"};
  }
  const auto since = std::chrono::steady_clock::now();
  CB_TRY(const auto rules, rules_of(request));
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
  CB_TRY_STATUS(check_custody(the_case));
  CB_TRY(Store store, Store::open(the_case, CaseUse::write));
  CB_TRY(TakenIn taken, take_in(context, the_case, store, request.mask));
  close_privileged(the_case.settings.privileged, taken);
  const AnalysisInput input =
      make_input(the_case, std::move(taken), request.mask, the_case.settings.seed);
  CB_TRY(const auto evidence,
         evidence::make_events(context, {input.items, input.batches, input.mappings, &input.mask,
                                         input.facts.simulated}));
  CB_TRY(const auto entities, entities::make_entities(context, evidence, input.joining));

  Names names(context, input, evidence, entities);
  CB_TRY(const auto question, question_of(request, evidence, names));
  const TracePlan plan = plan_of(request, question, rules, evidence, input);
  CB_TRY(const auto stored, read_plans(the_case));
  const PlannedTrace planned = place_plan(stored, plan);
  CB_TRY_STATUS(store_plan(the_case, planned, plan));

  CB_TRY(auto trace, money::ask_trace(context, evidence, entities, question));
  TraceReport report;
  report.id = planned.id;
  report.folder = the_case.path("traces/" + planned.id);
  report.plan = plan_in_words(plan);
  if (planned.departs) {
    report.departures.push_back("departs from " + *planned.departs + ", which was planned before");
    report.departures.insert(report.departures.end(), planned.changed.begin(),
                             planned.changed.end());
  }
  report.told = brief::tell_trace(input.facts, evidence, entities, trace,
                                  {report.id, rules, question, report.plan, report.departures});
  report.cut = std::move(trace.cut);
  std::vector<AuditField> fields = {{"trace", planned.id}, {"engine", engine_name()}};
  for (const auto& file : report.told.files)
    fields.push_back({file.name + "_sha256", core::sha256(file.bytes).hex()});
  CB_TRY_STATUS(append_audit(the_case, "trace", fields));
  for (const auto& file : report.told.files)
    CB_TRY_STATUS(write_file_atomically(report.folder + "/" + file.name, file.bytes));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since;
  report.seconds = took.count();
  return report;
}

}  // namespace cuibono::investigation
