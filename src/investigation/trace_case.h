#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "core/core.h"
#include "evidence/evidence.h"
#include "investigation/case_folder.h"

namespace cuibono::investigation {

/// A trace as a person asks for it.
struct TraceRequest {
  std::vector<std::string>
      from;  ///< "victims", an account, a payment "E0003#17", an entity or pseudonym
  std::vector<std::string> to;  ///< accounts
  bool back = false;
  std::vector<std::string> rules;  ///< in the order in which they are listed; empty: all
  std::uint32_t hops_max = 0;      ///< 0: no limit
  std::string since, until;        ///< "2025-05-04": that whole day; empty: no limit
  std::string currency;            ///< empty: all
  evidence::MaskRequest mask;
};

struct TraceReport {
  std::string id;                       ///< "T3"
  std::string folder;                   ///< CASE/traces/T3
  std::vector<std::string> plan;        ///< for a reader
  std::vector<std::string> departures;  ///< from an earlier plan of the same question; empty: none
  brief::TraceTold told;
  std::vector<money::Cut> cut;
  double seconds = 0.0;
};

/// One trace: its plan is stored and audited before anything is looked at, then its results.
///
/// In      an open case with evidence; a run is not needed.
/// Out     TraceReport; in CASE/traces/<id>/ plan.json, trace.json, steps.jsonl, places.csv, trace.html. The same
///         question of the same evidence by the same engine is the same trace again. Another rule, order of rules, limit
///         or mask for the same start and direction is a departure: it names the trace it departs from, in the
///         plan, in the audit and in the report.
/// Laws    1 the plan's bytes stand in the audit before the results' do.  2 same input, same bytes.
/// Cost    that of a run's intake, events and entities, and of ask_trace.
/// Errors  usage: a word that is no rule, date, currency or account of the case.  answered_no: nothing starts there.
///         bad_input, integrity, resources, cancelled as run_case.
[[nodiscard]] core::Result<TraceReport> trace_case(const core::RunContext& context,
                                                   const Case& the_case,
                                                   const TraceRequest& request);

}  // namespace cuibono::investigation
