#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "brief/brief.h"
#include "money/money.h"

namespace cuibono::brief {

/// What a trace is told with.
struct TraceTelling {
  std::string id;                       ///< "T3"
  std::vector<money::TraceRule> rules;  ///< in the order that was asked for
  money::TraceQuestion question;
  std::vector<std::string> plan;        ///< lines of the plan for a reader, scrubbed here
  std::vector<std::string> departures;  ///< from an earlier plan; empty: none
};

/// A table of places for a terminal, and the same for programs.
struct TraceTable {
  std::string title;  ///< "EUR 300.00 in 1 payment, 2025-05-02 to 2025-05-06"
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> remarks;  ///< the sum that reconciles, what is a screen
};

struct TraceTold {
  std::vector<OutputFile> files;   ///< trace.json, steps.jsonl, places.csv, trace.html
  std::vector<TraceTable> tables;  ///< [ledgers]
  std::vector<std::string> steps;  ///< JSON objects, a payment each, as in steps.jsonl
};

/// The files and tables of one trace.
///
/// Out     TraceTold. trace.json: {trace, engine, question, rules, ledgers: [{currency, target, followed_minor,
///         payments, first, last, displaced, places: [{place, kind, <rule>_minor, min_minor, max_minor, libr_minor,
///         reason, why, payments, records}], parts, touched}], cut, remarks}. Victims are pseudonyms as in out/.
/// Laws    1 the same trace gives the same bytes.  2 no victim's selector or name while victims are hidden.
[[nodiscard]] TraceTold tell_trace(const CaseFacts& facts, const evidence::Evidence& evidence,
                                   const entities::Entities& entities,
                                   const money::AskedTrace& trace, const TraceTelling& telling);

}  // namespace cuibono::brief
