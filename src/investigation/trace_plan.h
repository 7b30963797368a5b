#pragma once
#include <optional>
#include <string>
#include <vector>

#include "investigation/case_folder.h"
#include "investigation/trace_case.h"

namespace cuibono::investigation {

/// What of a question a plan lays down, every word in one form.
struct TracePlan {
  bool back = false;
  std::vector<std::string> from, to, rules;
  std::uint32_t hops_max = 0;
  std::string since, until, currency, mask;
  std::string engine, evidence;  ///< of which bytes: SHA-256 over the items' own
  bool operator==(const TracePlan&) const = default;
};

/// A plan that the case holds, as it was stored.
struct StoredPlan {
  std::string id;
  TracePlan plan;
};

/// Errors  integrity: a plan.json that cannot be read.
[[nodiscard]] core::Result<std::vector<StoredPlan>> read_plans(const Case& the_case);

/// The id of a plan: that of an equal one, else the next. `departs`: the newest with the same start and direction
/// that is not equal, and in what.
struct PlannedTrace {
  std::string id;
  std::optional<std::string> departs;  ///< its id
  std::vector<std::string> changed;    ///< "rules: fifo → lifo"
};
[[nodiscard]] PlannedTrace place_plan(const std::vector<StoredPlan>& stored, const TracePlan& plan);

[[nodiscard]] std::string plan_to_json(const PlannedTrace& planned, const TracePlan& plan);
/// Lines for a reader.
[[nodiscard]] std::vector<std::string> plan_in_words(const TracePlan& plan);

}  // namespace cuibono::investigation
