#pragma once
// Laws of tracing that a case may ask for on random worlds (`ask laws`).
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "money/trace_ledger.h"
#include "money/trace_worlds.h"

namespace cuibono::money_cases {

/// Does the law hold in this world under this rule?
using Law = std::function<bool(const money::World&, const std::string& rule)>;
[[nodiscard]] const std::map<std::string, Law>& laws();

/// Under a rule by its name (trace_rule_name). In  own: tags that are the wrongdoer's own, sorted.
using OwnTags = std::vector<std::uint32_t>;
[[nodiscard]] core::Result<money::Traced> trace(const money::World& world, const std::string& rule,
                                                unsigned threads, const OwnTags& own = {});
[[nodiscard]] money::Traced trace_twin(const money::World& world, const std::string& rule,
                                       const OwnTags& own = {});
[[nodiscard]] std::optional<money::TraceRule> find_rule(const std::string& name);

}  // namespace cuibono::money_cases
