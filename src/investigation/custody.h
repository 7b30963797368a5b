#pragma once
#include <string>
#include <vector>

#include "core/core.h"
#include "investigation/audit.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// A place where evidence/manifest.jsonl and audit.jsonl do not agree.
struct CustodyFault {
  bool is_interruption = false;  ///< what an `add` that was stopped half way leaves: add again
  std::string text;              ///< one sentence
};

/// Every item against the audit entry of its `add`, and every such entry against the manifest.
[[nodiscard]] std::vector<CustodyFault> find_custody_faults(const Case& the_case,
                                                            const std::vector<AuditLine>& audit);

/// Errors  integrity: the audit chain is broken, or it and the manifest do not agree.
[[nodiscard]] core::Status check_custody(const Case& the_case);

}  // namespace cuibono::investigation
