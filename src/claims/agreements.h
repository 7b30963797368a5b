#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/core.h"

namespace cuibono::claims {

struct Claim;

/// Two claims say the same where they share two thirds of the content words of the shorter one, and four at least.
inline constexpr std::size_t agreeing_numerator = 2, agreeing_denominator = 3,
                             agreeing_words_min = 4;

/// Claims of several documents that say the same.
struct Agreement {
  std::vector<std::uint32_t> claims;  ///< positions, ascending; of two documents at least
  std::vector<std::string> roots;     ///< distinct parts of their roots, sorted
  bool confirmed = false;             ///< two that agree have no common root and no common speaker
};

/// What is said more than once, and how often that counts.
///
/// In      claims, in any order; those of running text that assert are compared, by their whole sentences.
/// Out     groups by their first claim: each member says the same as another one of another document, none names a
///         number that cannot be beside that of such a one. Ten papers with one release are one root, and confirm
///         nothing.
/// Laws    1 the groups do not depend on the order of claims.  2 no claim is in two groups.
///         3 one more copy of a document changes no `confirmed`.
/// Cost    O(words log words + pairs of claims that share one of their rarest content words).
/// Source  METHODS 9.5. Check  find_agreements_reference (agreements_test.cc).
[[nodiscard]] std::vector<Agreement> find_agreements(const std::vector<Claim>& claims);

}  // namespace cuibono::claims
