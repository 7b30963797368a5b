#pragma once
#include <string_view>
#include <vector>

#include "claims/cues.h"
#include "claims/tokens.h"

namespace cuibono::claims {

/// A sentence of a paragraph, in code points of the paragraph.
struct Sentence {
  Range range;
};

/// Sentences of a paragraph.
///
/// In      the paragraph; the cues of its language (abbreviations; words behind an ordinal), or none.
/// Out     sentences in order, without blanks at their ends. A point ends no sentence after an abbreviation,
///         an initial, an ordinal or inside a number; a quotation is not cut inside unless it is longer than
///         sentence_points_max.
/// Laws    1 sentences do not overlap, and what lies between them is blank.
/// Cost    O(code points).
[[nodiscard]] std::vector<Sentence> find_sentences(std::u32string_view text, const Cues* cues);

/// A quotation longer than this is cut into its sentences.
inline constexpr std::uint32_t sentence_points_max = 600;

}  // namespace cuibono::claims
