#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/core.h"
#include "entities/entities.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

struct ResolveRequest {
  std::vector<std::string> explain;  ///< two words as of judge, or none
  std::uint64_t limit = 25;          ///< pairs listed
  std::optional<std::uint32_t> auto_permille,
      review_permille;  ///< other than of case.toml, to look only
};

/// A pair as it is shown: victims under their pseudonyms.
struct ShownPair {
  std::string a, b;  ///< selectors, or pseudonyms
  std::string names_a, names_b;
  std::string records_a, records_b;  ///< "E0001#17 E0003#4 +2"
  std::string bits{};                ///< "+7.4"
  std::string share{};               ///< "0.994"
  std::string words{};
  bool is_joined = false;
};

struct ResolveReport {
  std::vector<ShownPair> pairs;
  std::uint64_t holders = 0, compared = 0, above = 0, expected = 0;
  bool is_learned = false;
  std::vector<std::string> notes;
  std::vector<entities::PairBar> bars;  ///< of a pair that is explained
  std::vector<std::string> turns;
};

/// Lists who may be one and is not joined by a selector, or explains one pair. Changes nothing.
///
/// Cost    that of a run's intake, events and entities.
/// Errors  usage: a word that names nobody, not two words.  bad_input, integrity, resources, cancelled as run_case.
[[nodiscard]] core::Result<ResolveReport> resolve_case(const core::RunContext& context,
                                                       const Case& the_case,
                                                       const ResolveRequest& request);

}  // namespace cuibono::investigation
