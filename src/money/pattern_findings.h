#pragma once
#include <vector>

#include "money/money.h"
#include "money/pattern_search.h"

namespace cuibono::money {

/// What is said of patterns, and how many were not.
struct PatternFindings {
  std::vector<claims::Finding> findings;  ///< by (kind, key)
  std::vector<Cut> cut;
  std::vector<core::Problem> problems;  ///< rules that failed, searches that were given up
};

/// Findings of patterns: each with its records, reasons for and against, its innocent look-alike and what
/// would settle it, in the words of its rule.
///
/// Use     after tracing: a shape by itself says nothing of anybody.
/// In      money: flows of victims' money (first in, first out); reported payments of evidence.
/// Out     a finding a rule, currency and set of accounts: that pattern of theirs which moved most of victims'
///         money, of equal ones the largest. Which accounts are the set: of groups and cycles all, of a
///         scatter_gather its source and sink, else the one that the pattern is about. Those that moved most of
///         victims' money come first; of each rule and currency findings_max are told, the others counted in
///         `cut`, as are hubs and look-alikes passed over. A search that reached a limit is a problem.
///         Band set_aside, with the reason: patterns of whose money less than a fifth came from victims; accounts of
///         victims alone, or of many customers; payrolls and suppliers, which explain others. Else moderate, and
///         weak where a payroll or a supplier explains it.
/// Laws    1 no account is put forward without a payment that carried victims' money.
///         2 a finding carries records of its own payments alone.
///         3 relabelling changes nothing but names.
/// Cost    O(patterns log patterns).
/// Errors  integrity: two findings with one key.
[[nodiscard]] core::Result<PatternFindings> tell_patterns(const evidence::Evidence& evidence,
                                                          const entities::Entities& entities,
                                                          const Money& money,
                                                          const FoundPatterns& patterns);

}  // namespace cuibono::money
