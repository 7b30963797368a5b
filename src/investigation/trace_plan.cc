// What a trace will do, written down before it looks.
#include "investigation/trace_plan.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "investigation/files.h"

namespace cuibono::investigation {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* order_rule =
    "booked time; inside one instant the order of the files that state it";
constexpr const char* unknown_rule =
    "the holder's own under own first; another's under trust first; in its order under the rest";

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string text_of(const Json& json, const char* key) {
  return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

std::vector<std::string> list_of(const Json& json, const char* key) {
  std::vector<std::string> list;
  if (!json.contains(key) || !json[key].is_array()) return list;
  for (const auto& one : json[key]) {
    if (one.is_string()) list.push_back(one.get<std::string>());
  }
  return list;
}

TracePlan plan_from_json(const Json& json) {
  TracePlan plan;
  plan.back = text_of(json, "direction") == "back";
  plan.from = list_of(json, "from");
  plan.to = list_of(json, "to");
  plan.rules = list_of(json, "rules");
  if (json.contains("hops_max") && json["hops_max"].is_number_unsigned())
    plan.hops_max = json["hops_max"].get<std::uint32_t>();
  plan.since = text_of(json, "since");
  plan.until = text_of(json, "until");
  plan.currency = text_of(json, "currency");
  plan.mask = text_of(json, "mask");
  plan.engine = text_of(json, "engine");
  plan.evidence = text_of(json, "evidence_sha256");
  return plan;
}

std::uint64_t number_of(const std::string& id) {
  std::uint64_t number = 0;
  std::from_chars(id.data() + 1, id.data() + id.size(), number);
  return number;
}

std::string or_none(const std::string& text) { return text.empty() ? "none" : text; }

/// What of the plan a person chose differently.
std::vector<std::string> changes(const TracePlan& then, const TracePlan& now) {
  std::vector<std::string> out;
  const auto note = [&](const char* what, const std::string& before, const std::string& after) {
    if (before != after)
      out.push_back(std::string(what) + ": " + or_none(before) + " → " + or_none(after));
  };
  note("rules", core::join(then.rules, ", "), core::join(now.rules, ", "));
  note("to", core::join(then.to, ", "), core::join(now.to, ", "));
  note("most payments away", then.hops_max == 0 ? "" : std::to_string(then.hops_max),
       now.hops_max == 0 ? "" : std::to_string(now.hops_max));
  note("since", then.since, now.since);
  note("until", then.until, now.until);
  note("currency", then.currency, now.currency);
  note("left out", then.mask, now.mask);
  return out;
}

}  // namespace

core::Result<std::vector<StoredPlan>> read_plans(const Case& the_case) {
  std::vector<StoredPlan> plans;
  for (const auto& id : list_folder(the_case.path("traces"))) {
    const std::string path = "traces/" + id + "/plan.json";
    if (id.size() < 2 || id[0] != 'T' || !exists(the_case.path(path))) continue;
    CB_TRY(const std::string text, read_file(the_case.path(path)));
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
      return core::Error{core::ErrorCode::integrity,
                         "this plan of a trace is not as it was written", path,
                         "verify tells what else was edited"};
    }
    plans.push_back({id, plan_from_json(json)});
  }
  std::sort(plans.begin(), plans.end(), [](const StoredPlan& a, const StoredPlan& b) {
    return number_of(a.id) < number_of(b.id);
  });
  return plans;
}

PlannedTrace place_plan(const std::vector<StoredPlan>& stored, const TracePlan& plan) {
  PlannedTrace placed;
  std::uint64_t last = 0;
  for (const StoredPlan& one : stored) {
    last = std::max(last, number_of(one.id));
    const bool same_question = one.plan.back == plan.back && one.plan.from == plan.from;
    if (one.plan == plan) {
      placed.id = one.id;
      break;  // what came after it is no plan that it departs from
    }
    if (!same_question) continue;
    auto changed = changes(one.plan, plan);
    if (changed.empty()) continue;  // other evidence or another engine, the same choices
    placed.departs = one.id;
    placed.changed = std::move(changed);
  }
  if (placed.id.empty()) placed.id = "T" + std::to_string(last + 1);
  return placed;
}

std::string plan_to_json(const PlannedTrace& planned, const TracePlan& plan) {
  Json json{{"schema", 1},
            {"trace", planned.id},
            {"direction", plan.back ? "back" : "forward"},
            {"from", plan.from},
            {"to", plan.to},
            {"rules", plan.rules},
            {"bounds", true},
            {"order", order_rule},
            {"unknown_as", unknown_rule},
            {"hops_max", plan.hops_max},
            {"since", text_or_null(plan.since)},
            {"until", text_or_null(plan.until)},
            {"currency", text_or_null(plan.currency)},
            {"mask", text_or_null(plan.mask)},
            {"engine", plan.engine},
            {"evidence_sha256", plan.evidence}};
  json["departs_from"] = planned.departs
                             ? Json{{"trace", *planned.departs}, {"changed", planned.changed}}
                             : Json(nullptr);
  return json.dump(1) + "\n";
}

std::vector<std::string> plan_in_words(const TracePlan& plan) {
  std::vector<std::string> lines;
  lines.push_back(
      std::string(plan.back ? "Back" : "Forward") + " from " + core::join(plan.from, ", ") +
      (plan.to.empty() ? std::string()
                       : (plan.back ? ", to no other source than " : ", no further than ") +
                             core::join(plan.to, ", ")) +
      ".");
  lines.push_back("Rules, in this order: " + core::join(plan.rules, ", ") +
                  "; and the least and the most under any attribution.");
  lines.push_back(std::string("Order of payments: ") + order_rule + ".");
  lines.push_back(std::string("Money of unknown origin: ") + unknown_rule + ".");
  std::vector<std::string> limits;
  if (plan.hops_max > 0)
    limits.push_back("accounts " + std::to_string(plan.hops_max) +
                     " payments away pay on no further");
  if (!plan.since.empty()) limits.push_back("payments since " + plan.since);
  if (!plan.until.empty()) limits.push_back("nothing after " + plan.until);
  if (!plan.currency.empty()) limits.push_back("only " + plan.currency);
  if (!plan.mask.empty()) limits.push_back(plan.mask);
  lines.push_back("Limits: " + (limits.empty() ? std::string("none") : core::join(limits, "; ")) +
                  ".");
  return lines;
}

}  // namespace cuibono::investigation
