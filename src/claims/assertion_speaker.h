#pragma once
// Inside assertions: who speaks in a part of a sentence, and what is left as said.
#include <optional>
#include <vector>

#include "claims/assertion_parts.h"

namespace cuibono::claims {

/// A part of a sentence after its speaker was taken out.
struct Attributed {
  std::optional<ReviewReason> refusal;
  const CueMatch* cue = nullptr;  ///< none: the author speaks
  Span speaker;
  std::vector<std::size_t> content;  ///< tokens of what is said, in order
  std::optional<std::int64_t> said_us;
};
[[nodiscard]] Attributed find_speaker(const SentenceView& view, Span part);

/// A noun phrase without articles, adverbs, days and dangling prepositions at its ends.
[[nodiscard]] Span trim_phrase(const SentenceView& view, Span span);
/// Whether a phrase is nothing but a pronoun.
[[nodiscard]] bool is_pronoun(const SentenceView& view, Span span);
/// A verb that stands as a noun: "the claims", "in reports".
[[nodiscard]] bool stands_as_noun(const SentenceView& view, std::size_t token);
/// "312 transaction reports": counted, so a noun.
[[nodiscard]] bool is_counted(const SentenceView& view, std::size_t token);
/// "their lawyers", "ihrer Anwälte": whose, another sentence says.
[[nodiscard]] bool is_somebodys(const SentenceView& view, Span span);
/// Whether what a cue needs further on is there: a particle, a noun, a court.
[[nodiscard]] bool is_complete(const SentenceView& view, const CueMatch& match, Span part);

}  // namespace cuibono::claims
