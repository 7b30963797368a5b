#pragma once
// What two claims are compared by: their content words, their numbers, their force.
#include <initializer_list>
#include <set>
#include <string>
#include <vector>

#include "claims/claims.h"
#include "claims/cues.h"

namespace cuibono::claims {

/// Alleged, charged, found, stated or admitted.
[[nodiscard]] bool asserts(Force force) noexcept;

/// Whether the two name numbers of one unit that cannot both be.
[[nodiscard]] bool quantities_part(const Claim& a, const Claim& b);

/// The beginning of a word by which its forms are one: arrest, arrested; 체포했다, 체포됐다.
[[nodiscard]] std::u32string stem_of(const std::u32string& word);

/// Phrases of some sections in every language.
[[nodiscard]] std::set<std::u32string> phrases_of(std::initializer_list<Cue> sections);

/// A word of a sentence; one with a capital may be a name.
struct Stem {
  std::u32string text;
  bool capital = false;
};
/// Content words by their stems, sorted, distinct: without the words that only join, and without days.
[[nodiscard]] std::vector<Stem> stems_of(const std::string& text);

}  // namespace cuibono::claims
