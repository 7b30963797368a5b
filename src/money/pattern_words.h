#pragma once
#include <string>
#include <string_view>

#include "money/pattern_rule.h"

namespace cuibono::money {

/// A sentence of a rule with the numbers of a pattern in the place of its {names}: sums in the asset, shares in
/// percent, times in their largest units, chances as "1 in 2,405".
[[nodiscard]] std::string fill_pattern_words(std::string_view words, const Pattern& pattern,
                                             core::AssetId asset);

/// "rule fan_in: counterparties_max=400 counterparties_min=8 window_days=7".
[[nodiscard]] std::string rule_in_words(const PatternRule& rule);

}  // namespace cuibono::money
