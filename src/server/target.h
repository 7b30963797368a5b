#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "investigation/investigation.h"

namespace cuibono::server {

/// The target of a request, decoded.
struct Target {
  std::vector<std::string> path;  ///< "/api/v1/findings/" → {"api", "v1", "findings"}
  std::vector<investigation::ViewParameter> query;
};

/// Decodes an origin-form target: percent signs, and `+` of a query as a blank.
///
/// Out     segments and parameters in their order; a trailing slash adds no segment.
///         Nothing where it does not begin with a slash, holds a broken percent sign, a control
///         character or NUL, a segment that is empty, "." or "..", or is no UTF-8 once decoded.
/// Laws    1 encode then parse gives the same texts back.
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);

/// What of a target is its path, as sent.
[[nodiscard]] std::string_view raw_path(std::string_view target) noexcept;

}  // namespace cuibono::server
