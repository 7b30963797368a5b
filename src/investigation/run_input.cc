// What an analysis is given: the files that were taken in, and what the case says of itself.
#include "investigation/investigation.h"
#include "investigation/run_parts.h"
#include "investigation/take_in.h"

namespace cuibono::investigation {

AnalysisInput make_input(const Case& the_case, TakenIn taken, const evidence::MaskRequest& mask,
                         std::uint64_t seed) {
  const CaseSettings& settings = the_case.settings;
  AnalysisInput input;
  brief::CaseFacts& facts = input.facts;
  facts.id = settings.id;
  facts.title = settings.title;
  facts.marking = settings.marking;
  facts.simulated = settings.simulated;
  facts.zone = settings.zone;
  facts.pseudonym_key = settings.pseudonym_key;
  facts.pseudonym_keys = std::move(taken.report_digests);
  facts.victims = settings.victims;
  facts.engine = engine_name();
  facts.seed = seed;
  facts.grading_scheme = settings.grading_scheme;
  facts.mask = mask;
  facts.mask_words = mask_in_words(mask);
  facts.mask_notes = std::move(taken.mask_notes);
  input.items = std::move(taken.items);
  input.batches = std::move(taken.batches);
  input.mappings = std::move(taken.mappings);
  input.mask = std::move(taken.mask);
  return input;
}

}  // namespace cuibono::investigation
