// The brief beside that of the same case with less evidence.
#include "investigation/brief_without.h"

#include <algorithm>
#include <iterator>

#include "investigation/custody.h"
#include "investigation/files.h"
#include "investigation/privileged.h"
#include "investigation/replay_exact.h"
#include "investigation/rules_of_case.h"
#include "investigation/run_parts.h"

namespace cuibono::investigation {
namespace {

std::uint64_t count_fallen(const brief::Told& whole, const brief::Told& lesser) {
  std::vector<std::string> gone;
  std::set_difference(whole.findings.begin(), whole.findings.end(), lesser.findings.begin(),
                      lesser.findings.end(), std::back_inserter(gone));
  return gone.size();
}

core::Result<brief::Told> tell(const core::RunContext& context, const AnalysisInput& input) {
  std::vector<StageTime> stages;
  Stopwatch watch(context, stages);
  CB_TRY(const Results results, find_results(context, input, watch));
  return brief::tell_brief(context, results.for_brief(input.facts));
}

}  // namespace

core::Result<MarkedBrief> mark_brief(const core::RunContext& context, const Case& the_case,
                                     const evidence::MaskRequest& without) {
  if (the_case.items.empty()) {
    return core::Error{core::ErrorCode::bad_input, "this case holds no evidence yet",
                       the_case.folder, "add files: cuibono -C " + the_case.folder + " add FILE…"};
  }
  CB_TRY(const CaseLock lock, CaseLock::take(the_case.folder, CaseUse::read));
  CB_TRY_STATUS(check_custody(the_case));
  CB_TRY(Store store, Store::open(the_case, CaseUse::read));
  CB_TRY(TakenIn taken, take_in(context, the_case, store, {}));
  close_privileged(the_case.settings.privileged, taken);
  core::RunContext seeded = context;
  seeded.seed = the_case.settings.seed;
  AnalysisInput input = make_input(the_case, std::move(taken), {}, seeded.seed);
  CB_TRY(input.rates, read_rates(the_case));
  input.currency = currency_of(the_case);
  CB_TRY(input.rules, read_rules(the_case));
  CB_TRY(const brief::Told whole, tell(seeded, input));
  brief::Told lesser;
  MarkedBrief marked;
  {
    CB_TRY(const LentInput lent, LentInput::lend(input, without, {}, money::MoneyDepth::full));
    marked.notes = lent.input().facts.mask_notes;
    marked.mask = lent.input().facts.mask_words;
    CB_TRY(lesser, tell(seeded, lent.input()));
  }
  const brief::BriefFates fates = brief::compare_briefs(whole, lesser);
  for (std::size_t i = 0; i < whole.sentences.size(); ++i) {
    const auto& fate = fates.sentences[i];
    marked.sentences.push_back({whole.sentences[i].section, fate.fate, whole.sentences[i].text,
                                fate.other ? lesser.sentences[*fate.other].text : std::string()});
  }
  for (const std::size_t i : fates.added) {
    marked.sentences.push_back(
        {lesser.sentences[i].section, brief::Fate::changes, {}, lesser.sentences[i].text});
  }
  marked.findings = whole.findings.size();
  marked.findings_fallen = count_fallen(whole, lesser);
  return marked;
}

}  // namespace cuibono::investigation
