// What judge, its import and its list have in common.
#include "investigation/judging.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "investigation/audit.h"
#include "investigation/case_names.h"
#include "investigation/custody.h"
#include "investigation/privileged.h"
#include "investigation/take_in.h"

namespace cuibono::investigation {
namespace {

using Json = nlohmann::ordered_json;
using core::Error;
using core::ErrorCode;

core::Status append(const Case& the_case, const std::string& operation, const Json& line) {
  const std::string text = line.dump();
  std::vector<AuditField> fields{{"judgement", line["id"].get<std::string>()}};
  for (const char* key : {"verdict", "undoes"})
    if (line.contains(key)) fields.push_back({key, line[key].get<std::string>()});
  fields.push_back({"line_sha256", core::sha256(text).hex()});
  CB_TRY_STATUS(append_audit(the_case, operation, fields));
  return append_line(the_case.path(judgement_file), text);
}

}  // namespace

core::Result<Judging> Judging::open(const core::RunContext& context, const Case& the_case,
                                    CaseUse use) {
  if (the_case.items.empty())
    return Error{ErrorCode::bad_input, "this case holds no evidence yet", the_case.folder,
                 "add files: cuibono -C " + the_case.folder + " add FILE…"};
  CB_TRY_STATUS(check_custody(the_case));
  CB_TRY(Store store, Store::open(the_case, use));
  CB_TRY(TakenIn taken, take_in(context, the_case, store, {}));
  close_privileged(the_case.settings.privileged, taken);
  Judging judging(context);
  judging.input_ = make_input(the_case, std::move(taken), {}, the_case.settings.seed);
  const AnalysisInput& input = judging.input_;
  CB_TRY(judging.evidence_,
         evidence::make_events(context, {input.items, input.batches, input.mappings, &input.mask,
                                         input.facts.simulated}));
  CB_TRY(judging.plain_, entities::make_entities(context, judging.evidence_));
  CB_TRY(judging.judged_, entities::make_entities(context, judging.evidence_, input.joining));
  return judging;
}

core::Result<std::string> Judging::key_of(const std::string& word) const {
  for (const auto* all : {&judged_, &plain_}) {
    if (const auto entity = entity_named(context_, input_.facts, evidence_, *all, word))
      return key_of(all->entities[entity->index()]);
  }
  CB_TRY(const auto selector, selector_named(evidence_, word));
  return evidence_.selectors.text(selector);
}

/// One that is a person's alone, if there is one: a source's own id, a document, a mailbox.
std::string Judging::key_of(const entities::Entity& entity) const {
  const auto rank = [&](evidence::SelectorId id) {
    using evidence::SelectorKind;
    const auto kind = evidence_.selectors.kind(id);
    const int sure = kind == SelectorKind::local    ? 0
                     : kind == SelectorKind::doc    ? 1
                     : kind == SelectorKind::mailto ? 2
                                                    : 3;
    return std::pair(sure, id);
  };
  return evidence_.selectors.text(
      *std::min_element(entity.selectors.begin(), entity.selectors.end(),
                        [&](auto one, auto two) { return rank(one) < rank(two); }));
}

const entities::Entity* Judging::holder(const entities::Entities& all,
                                        const std::string& key) const {
  const auto id = evidence_.selectors.find(key);
  return id ? all.find(*id) : nullptr;
}

core::Result<entities::Entities> Judging::with(const entities::Judgement& one) const {
  entities::JoinRule rule = input_.joining;
  rule.judgements.push_back(one);
  return entities::make_entities(context_, evidence_, rule);
}

core::Result<brief::Shown> Judging::shown() const {
  return brief::show_evidence(context_, input_.facts, evidence_, judged_);
}

const entities::Judgement* find_said(const std::vector<entities::Judgement>& in_force,
                                     const entities::Judgement& one) {
  const auto found = std::find_if(in_force.begin(), in_force.end(), [&](const auto& other) {
    return other.verdict == one.verdict &&
           ((other.a == one.a && other.b == one.b) || (other.a == one.b && other.b == one.a));
  });
  return found == in_force.end() ? nullptr : &*found;
}

core::Status check_new(const entities::Judgement& one, std::vector<entities::Judgement> in_force) {
  in_force.push_back(one);
  const auto chain = entities::find_contradiction(in_force);
  if (chain.empty()) return {};
  std::vector<std::string> links;
  for (const auto& link : chain)
    links.push_back((link.id == one.id ? std::string("this one") : link.id) + ": " + link.a +
                    " and " + link.b + " are " +
                    (link.verdict == entities::Verdict::same ? "the same" : "different"));
  return Error{ErrorCode::answered_no,
               "this contradicts what was judged before: " + core::join(links, "; "),
               judgement_file, "undo what is wrong first: cuibono judge --undo J…"};
}

core::Result<std::uint64_t> next_number(const Case& the_case) {
  std::uint64_t last = 0;
  if (!exists(the_case.path(judgement_file))) return last + 1;
  CB_TRY(const std::string text, read_file(the_case.path(judgement_file)));
  constexpr std::size_t digits_max = 18;
  for (const auto line : core::split(text, '\n')) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("id") || !json["id"].is_string()) continue;
    const std::string id = json["id"].get<std::string>();
    if (id.size() < 2 || id[0] != 'J' || id.size() > digits_max) continue;
    if (std::all_of(id.begin() + 1, id.end(), [](char c) { return c >= '0' && c <= '9'; }))
      last = std::max<std::uint64_t>(last, std::stoull(id.substr(1)));
  }
  return last + 1;
}

core::Status put_down(const Case& the_case, const std::string& operation, const NewJudgement& one) {
  Json line;
  line["schema"] = 1;
  line["id"] = one.judgement.id;
  line["a"] = one.judgement.a;
  line["b"] = one.judgement.b;
  line["verdict"] = std::string(entities::verdict_name(one.judgement.verdict));
  line["why"] = one.why;
  line["by"] = one.by.empty() ? audit_user() : one.by;
  line["at"] = one.at.empty() ? audit_now() : one.at;
  return append(the_case, operation, line);
}

core::Status put_down_undo(const Case& the_case, const std::string& id, const std::string& undone,
                           const std::string& why) {
  Json line;
  line["schema"] = 1;
  line["id"] = id;
  line["undoes"] = undone;
  line["why"] = why;
  line["by"] = audit_user();
  line["at"] = audit_now();
  return append(the_case, "judge_undo", line);
}

}  // namespace cuibono::investigation
