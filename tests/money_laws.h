#pragma once
// Laws of tracing that a case may ask for on random worlds (`ask laws`).
#include <functional>
#include <map>
#include <string>

#include "money/trace_worlds.h"

namespace cuibono::money_cases {

/// Does the law hold in this world under this rule?
using Law = std::function<bool(const money::World&, const std::string& rule)>;
[[nodiscard]] const std::map<std::string, Law>& laws();

[[nodiscard]] core::Result<money::Traced> trace(const money::World& world, const std::string& rule,
                                                unsigned threads);
[[nodiscard]] money::Traced trace_twin(const money::World& world, const std::string& rule);

}  // namespace cuibono::money_cases
