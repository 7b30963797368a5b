#pragma once
#include <string>
#include <string_view>

#include "server/exchange.h"

namespace cuibono::server {

/// What went wrong, for the browser and for the person before it (RFC 9457).
struct Problem {
  std::string_view name;     ///< one of the list in problem.cc
  std::string detail, hint;  ///< one sentence each; empty: that of the list
};

/// The answer for a problem: application/problem+json, with the status of its name.
/// In      instance: the path that was asked for, as sent; at most 200 bytes of it are told.
/// Out     503 has Retry-After.
/// Laws    1 an unknown name is "failed": 500.
[[nodiscard]] HttpAnswer problem_answer(const Problem& problem, std::string_view instance);

/// The problem that the server itself refuses with: 400, 408, 413, 431, 503.
[[nodiscard]] std::string_view problem_of_status(unsigned status) noexcept;

/// All of them, for GET /api/v1/problems.
[[nodiscard]] std::string problems_json();

}  // namespace cuibono::server
