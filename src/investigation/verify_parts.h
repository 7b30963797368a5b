#pragma once
#include <string>
#include <vector>

#include "investigation/audit.h"
#include "investigation/investigation.h"

namespace cuibono::investigation {

/// The chain against a seal that was printed and kept elsewhere.
///
/// In      lines: the chain, which fits; seal: "12-" and at least 16 hex digits, blanks and case do not matter.
/// Out     ok: the sealed line is there; tampered: the chain is shorter, or that line is another.
/// Errors  usage: no seal.
[[nodiscard]] core::Result<Check> check_seal(const std::vector<AuditLine>& lines,
                                             const std::string& seal);

/// The seal of a chain; empty where there is no line.
[[nodiscard]] std::string seal_of(const std::vector<AuditLine>& lines);

/// derived/: each segment carries its hash, and CURRENT names what is there.
/// Out     one check a fault, edited: it is derived. A segment that is missing altogether is no fault, but
///         one of several that CURRENT names is.
/// Cost    reads all of derived/segments.
[[nodiscard]] std::vector<Check> check_derived(const Case& the_case);
/// CASE/traces against the audit; empty where there was no trace.
[[nodiscard]] std::vector<Check> check_traces(const Case& the_case,
                                              const std::vector<AuditLine>& lines);

/// What the run that wrote out/ was asked for, to ask it again. Writes nothing.
[[nodiscard]] RunRequest request_of(const Case& the_case);

}  // namespace cuibono::investigation
