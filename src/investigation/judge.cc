// A person's decision: put down, or taken back.
#include <algorithm>

#include "investigation/custody.h"
#include "investigation/judging.h"

namespace cuibono::investigation {

using core::Error;
using core::ErrorCode;
using entities::Verdict;

core::Result<JudgeReport> judge(const core::RunContext& context, const Case& the_case,
                                const JudgeRequest& request) {
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
  CB_TRY(const Judging judging, Judging::open(context, the_case, CaseUse::write));
  CB_TRY(const std::string a, judging.key_of(request.a));
  CB_TRY(const std::string b, judging.key_of(request.b));
  if (a == b)
    return Error{ErrorCode::usage, "both words name " + a, "", "name two that are to be compared"};
  CB_TRY(const std::uint64_t number, next_number(the_case));
  const std::string id = "J" + std::to_string(number);
  const entities::Judgement one{id, a, b, request.verdict};
  if (const auto* said = find_said(judging.in_force(), one))
    return Error{ErrorCode::answered_no, said->id + " says so already", judgement_file,
                 "nothing is to be done"};
  CB_TRY_STATUS(check_new(one, judging.in_force()));
  const auto* first = judging.holder(judging.judged(), a);
  const auto* second = judging.holder(judging.judged(), b);
  if (request.verdict == Verdict::same && first != nullptr && first == second)
    return Error{ErrorCode::answered_no, "they are one already: " + first->id, first->weakest,
                 "nothing is to be done"};
  CB_TRY(const auto after, judging.with(one));
  for (const auto& unheeded : after.unheeded) {
    if (!unheeded.starts_with(id + " ")) continue;
    return Error{ErrorCode::answered_no, unheeded.substr(id.size() + 1), "",
                 "name a selector that is one person's alone, as local:…, doc:… or mailto:…"};
  }
  CB_TRY_STATUS(put_down(the_case, "judge", {one, request.why, "", ""}));
  JudgeReport report{id, {}, 1};
  report.told.push_back(id + ": " + a + " and " + b + " are judged " +
                        std::string(entities::verdict_name(request.verdict)));
  const auto before_count = judging.judged().entities.size(), after_count = after.entities.size();
  if (const auto* joined = judging.holder(after, a);
      before_count != after_count && joined != nullptr)
    report.told.push_back("entities " + std::to_string(before_count) + " → " +
                          std::to_string(after_count) + "; the holder of " + a + " has " +
                          std::to_string(joined->selectors.size()) + " selectors in " +
                          std::to_string(joined->records.size()) + " records of " +
                          std::to_string(joined->items.size()) + " files");
  report.told.push_back(
      "results change with the next run; take it back with cuibono judge --undo " + id);
  return report;
}

core::Result<JudgeReport> undo_judgement(const Case& the_case, const std::string& id,
                                         const std::string& why) {
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder));
  CB_TRY_STATUS(check_custody(the_case));
  CB_TRY(const auto all, read_judgements(the_case));
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  if (found == all.end() || found->undone_us != INT64_MAX)
    return Error{ErrorCode::answered_no,
                 found == all.end() ? "there is no judgement " + id : id + " is undone already",
                 judgement_file, "cuibono judge --list tells which are in force"};
  CB_TRY(const std::uint64_t number, next_number(the_case));
  const std::string own = "J" + std::to_string(number);
  CB_TRY_STATUS(put_down_undo(the_case, own, id, why));
  return JudgeReport{own, {own + ": " + id + " is undone", "results change with the next run"}, 1};
}

}  // namespace cuibono::investigation
