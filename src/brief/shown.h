#pragma once
#include <string>
#include <vector>

#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"

namespace cuibono::brief {

struct CaseFacts;

/// How selectors and texts of the evidence may be shown, one for one.
struct Shown {
  std::vector<std::string> selectors;  ///< [selectors] "tel:+999…", or "victim:V-…"
  /// [Evidence::texts] references, channels and platforms with what they say of victims replaced; the
  /// others are empty, as nobody shows them one by one.
  std::vector<std::string> texts;
};

/// Laws    1 and 2 of Privacy (privacy.h): the pseudonyms of out/, and no victim's selector or name but where
///         the case says victims = clear.  3 the same for any number of threads.
/// Cost    50 ns a letter of the texts that are shown.
/// Errors  cancelled.
[[nodiscard]] core::Result<Shown> show_evidence(const core::RunContext& context,
                                                const CaseFacts& facts,
                                                const evidence::Evidence& evidence,
                                                const entities::Entities& entities);

}  // namespace cuibono::brief
