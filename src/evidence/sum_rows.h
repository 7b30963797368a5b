#pragma once
#include <span>
#include <string_view>

namespace cuibono::evidence {

/// Whether a row is a sum at the foot of a table or of a part of it: a cell begins with a word for one
/// ("Total", "Итого", "합계").
[[nodiscard]] bool looks_like_sum(std::span<const std::string_view> cells);

}  // namespace cuibono::evidence
