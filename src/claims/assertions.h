#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "claims/force.h"
#include "claims/quantities.h"
#include "claims/tokens.h"

namespace cuibono::claims {

/// Words of a paragraph and where they stand.
struct Words {
  std::string text;
  Range range;
  [[nodiscard]] bool empty() const noexcept { return range.empty(); }
};

/// What one sentence asserts: who says what of whom.
struct Assertion {
  Force force = Force::stated;
  bool author_speaks = false;  ///< the sentence names no speaker: its author does, whoever that is
  Words speaker;               ///< empty where author_speaks
  Words subject;               ///< of whom; of overturned also the judgment, where it names nobody
  Words predicate;             ///< the verb that was read
  Words what;                  ///< all that is said of the subject, verb included
  Words court;                 ///< of found and overturned, where the sentence names it
  std::string level;           ///< first, appeal, supreme; empty: the sentence does not say
  std::optional<bool> appeal_open;
  std::vector<SaidQuantity> quantities;  ///< of the whole sentence
  std::optional<std::int64_t>
      said_us;  ///< the day on which it was said, where the sentence says it
  Range sentence;
};

/// Why a sentence is for a person to read, and no claim.
enum class ReviewReason : std::uint8_t {
  question,
  conditional,
  negation,
  nested_quotation,
  irony,
  two_speakers,
  pronoun,
  no_speaker,
  no_subject,
  no_verb,
  no_language,
  too_long,
};
[[nodiscard]] std::string_view review_reason_name(ReviewReason reason) noexcept;

/// A sentence, or a part of one, that was not read.
struct Review {
  Range range;
  ReviewReason reason = ReviewReason::no_verb;
};

struct Reading {
  std::string language;  ///< of the cues that were used; empty: none fits
  std::vector<Assertion> assertions;
  std::vector<Review> reviews;
};

/// Assertions of a paragraph by the cue words of its language.
///
/// Use     for running text. A table cell or a heading is no sentence.
/// In      UTF-8 text; the language, where it is known (a short paragraph of a longer document).
/// Out     assertions and passages to review, each in order. Every sentence with a word is in at least one
///         of the two. Ranges are code points of the text.
/// Laws    1 each sentence gives an assertion or a review.
///         2 the words of an assertion are those of the text at its ranges; nothing is reworded.
///         3 a question, a condition, a negated attribution, a quotation inside a quotation, marks of irony,
///           two speakers, a pronoun without its person: a review, never an assertion.
///         4 without a cue for who speaks, the author does; no name is ever put in a speaker's place.
/// Cost    O(words · cues of a sentence); no model, no network.
[[nodiscard]] Reading read_assertions(std::string_view text, std::string_view language = {});

/// The cue language that fits a text best ("en", "ko" …); empty where none stands out.
[[nodiscard]] std::string find_text_language(std::string_view text);

}  // namespace cuibono::claims
