#pragma once
// leads: what to do next, each with the question it would settle and the records it follows from.
//
// In    all earlier stages.
// Out   leads in order of what hangs on them.
//
// leads.cc   stops, gaps, unknown subscribers, unanswered questions → next steps
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calls/calls.h"
#include "claims/claims.h"
#include "core/core.h"
#include "entities/entities.h"
#include "evidence/evidence.h"
#include "money/money.h"
#include "network/network.h"
#include "organisation/organisation.h"

namespace cuibono::leads {

/// A next step. It accuses nobody: it asks for a document.
struct Lead {
  std::string topic;     ///< one word for the kind of question; with the subject it names the lead
  std::string question;  ///< what it would settle
  std::string step;      ///< what to ask of whom
  std::string subject;   ///< selector
  std::string gain;      ///< what hangs on it, in words and numbers
  std::string cost;      ///< what it takes; empty: not known
  std::string legal;     ///< kind of authority usually needed; a lawyer decides
  std::string why;
  core::Int128 weight_minor = 0;  ///< for the order: money that stops there
  std::string weight_asset;
  std::uint64_t weight_reports = 0;
  std::vector<evidence::RecordRef> records;
};

struct LeadsInput {
  const evidence::Evidence& evidence;
  const entities::Entities& entities;
  const money::Money& money;
  const calls::CallProfiles& profiles;
  const organisation::Organisation& organisation;
};

/// Next steps that follow from the findings.
/// Laws    1 every lead has a question and at least one record or a named gap (`why`).
///         2 order of stops, actors, reports and items does not matter.
/// Errors  cancelled.
[[nodiscard]] core::Result<std::vector<Lead>> find_leads(const core::RunContext& context,
                                                         const LeadsInput& input);

}  // namespace cuibono::leads
