#pragma once
#include <cstdint>
#include <cstdlib>

namespace cuibono::money {

/// How many random worlds a law is held against: 2,000, or as many as CUIBONO_WORLDS says (the slow tests: 100,000). Fewer
/// than 2,000 fail the tests that count how often what is rare was met.
[[nodiscard]] inline std::uint64_t world_count() {
  const char* text = std::getenv("CUIBONO_WORLDS");  // NOLINT(concurrency-mt-unsafe)
  return text == nullptr ? 2000 : std::strtoull(text, nullptr, 10);
}

}  // namespace cuibono::money
