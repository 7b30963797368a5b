// What an analysis is given: the files that were taken in, and what the case says of itself.
#include <algorithm>
#include <filesystem>

#include "investigation/files.h"
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
  input.judgements = std::move(taken.judgements);
  input.joining = std::move(taken.joining);
  return input;
}

std::optional<core::AssetId> currency_of(const Case& the_case) {
  const std::string& code = the_case.settings.currency;
  return code.empty() ? std::nullopt : core::find_asset(code);
}

core::Result<std::shared_ptr<const money::Rates>> read_rates(const Case& the_case) {
  namespace fs = std::filesystem;
  const CaseSettings& settings = the_case.settings;
  const auto counts = [&](const char* kind) {
    return std::find(settings.rate_order.begin(), settings.rate_order.end(), kind) !=
           settings.rate_order.end();
  };
  std::vector<std::string> names;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(the_case.path("rates"), code)) {
    if (entry.path().extension() == ".csv") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  std::vector<money::RateFile> files;
  for (const auto& name : names) {
    CB_TRY(std::string bytes, read_file(the_case.path("rates/" + name)));
    const bool is_euro_table = bytes.substr(0, 8).find("Date") != std::string::npos;
    if (counts(is_euro_table ? "ecb" : "case"))
      files.push_back({"rates/" + name, std::move(bytes)});
  }
  if (files.empty()) return std::shared_ptr<const money::Rates>();
  CB_TRY(money::Rates rates, money::Rates::read(files, settings.rate_age_days));
  return std::make_shared<const money::Rates>(std::move(rates));
}

}  // namespace cuibono::investigation
