#pragma once
#include <optional>
#include <vector>

#include "core/core.h"
#include "evidence/evidence.h"
#include "money/completed.h"
#include "money/joined.h"
#include "money/ledger.h"
#include "money/money.h"
#include "money/reported.h"
#include "money/services.h"
#include "money/stops.h"
#include "money/trails.h"

namespace cuibono::money {

/// Everything that the ledgers share.
struct Story {
  const evidence::Evidence& evidence;
  Reported reported;
  std::vector<std::uint8_t> marks, holder_marks;
  Coverage coverage;
  std::vector<FileGap> gaps;
  [[nodiscard]] std::uint32_t victims() const {
    return static_cast<std::uint32_t>(reported.victims.size());
  }
};

/// One ledger on its way through the stage.
struct Work {
  Ledger base;    ///< as the records have it, stopped at services
  Ledger ledger;  ///< completed
  LedgerFacts facts;
  CompletedLedger counts;  ///< how much was added; its ledger is empty
  std::vector<Service> services;
  std::vector<std::uint8_t> ends;  ///< [accounts] where a question ends the trace; empty: nowhere
  LedgerTrace trace;
  Traced hops;                          ///< FIFO, with hops for tags
  std::optional<core::Error> refused;   ///< a kernel would not take it
  std::vector<std::uint32_t> left_out;  ///< events of payments too large for any balance
  bool is_joined = false;               ///< traced with others, or with reversals or interest
  // Where it is joined, under FIFO.
  std::vector<TagAmount> converted_in, converted_out;
  core::Int128 interest_minor = 0;
  std::vector<std::uint32_t> followed;  ///< events of conversions that are followed, sorted
  Reached reached;                      ///< by any rule; empty where nobody needed to know
};

/// Ledgers that are traced as one.
struct Group {
  std::vector<std::size_t> works;  ///< positions
  std::vector<Reached> reached;    ///< [works]
};

/// Finds services, completes each ledger, and runs every rule of the depth over each: the kernels where a ledger
/// holds payments alone, else trace_ledger over all that are joined by conversions.
///
/// In      works with `base`: the ledgers that victims paid into first, then all others.
/// Out     works; those of no victim's money are left without a trace and with is_reached false.
/// Errors  integrity: money was lost or made.  cancelled.
[[nodiscard]] core::Status trace_works(const core::RunContext& context, const Story& story,
                                       const MoneyRequest& request, std::vector<Work>& works);

}  // namespace cuibono::money
