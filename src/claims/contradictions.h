#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/core.h"

namespace cuibono::claims {

struct Claim;

enum class ContradictionKind : std::uint8_t {
  denied,      ///< one asserts, one denies
  overturned,  ///< one court found, another took it back
  withdrawn,   ///< asserted or charged, then withdrawn
  quantity,    ///< of one thing two numbers that cannot both be
};
[[nodiscard]] std::string_view contradiction_kind_name(ContradictionKind kind) noexcept;

/// Two claims that cannot both stand, as they are. Neither is weighed.
struct Contradiction {
  std::uint32_t a = 0, b = 0;  ///< positions in the claims, a < b
  ContradictionKind kind = ContradictionKind::denied;
};

/// Pairs of claims about one subject and matter that contradict each other.
///
/// In      claims, in any order.
/// Out     pairs by (a, b). One subject: equal words without regard to case, or one the last words of the other
///         in one document. One matter: half of the words of the shorter claim, unless it denies, withdraws
///         or overturns as a whole ("the allegations"). Quantities: of one unit, with intervals that do not
///         meet, said of one matter on one day or without a day.
///         A denied clause ("denied that X had been arrested") meets a claim where the names of one's subject
///         stand in the other's sentence, and half of the content words of the shorter matter, by their first
///         five letters, in both: one of them no name. An overturned judgment of nobody ("the verdict") meets
///         what a court found in the same document, if that is of one subject alone.
/// Laws    1 the pairs do not depend on the order of claims.  2 who says so decides nothing: swapping the
///         speakers of two claims leaves their pair.  3 a claim is in no pair with itself.
/// Cost    O(claims whose subjects end in one word, squared; denials · claims that share a name).
[[nodiscard]] std::vector<Contradiction> find_contradictions(const std::vector<Claim>& claims);

}  // namespace cuibono::claims
