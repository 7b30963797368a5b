#pragma once
// Inside assertions: one sentence with its tokens and cues, and its two readers.
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "claims/assertions.h"
#include "claims/cues.h"
#include "claims/tokens.h"

namespace cuibono::claims {

/// Tokens [begin, end) of a sentence.
struct Span {
  std::size_t begin = 0, end = 0;
  [[nodiscard]] bool empty() const noexcept { return begin >= end; }
};

/// A sentence as its readers see it.
struct SentenceView {
  std::u32string_view text;  ///< borrows from the paragraph
  Range range;
  const Cues* cues = nullptr;  ///< borrows
  std::vector<Token> tokens;   ///< ranges in the paragraph
  std::vector<CueMatch> matches;
  std::vector<Quote> quotes;  ///< ranges in the paragraph

  [[nodiscard]] const CueMatch* at(Cue cue, std::size_t begin) const;    ///< that begins here
  [[nodiscard]] const CueMatch* ending(Cue cue, std::size_t end) const;  ///< that ends here
  [[nodiscard]] const CueMatch* covering(Cue cue, std::size_t token) const;
  [[nodiscard]] const CueMatch* first(Cue cue, Span span) const;  ///< that begins in a span
  [[nodiscard]] bool is(Cue cue, std::size_t token) const {
    return covering(cue, token) != nullptr;
  }
  [[nodiscard]] bool is_mark(std::size_t token, std::u32string_view marks) const;
  [[nodiscard]] bool is_word(std::size_t token) const;
  [[nodiscard]] bool capital(std::size_t token) const;
  [[nodiscard]] bool quoted(
      std::size_t token) const;  ///< inside a quotation of more than three words
  /// The token behind a date that begins a span: "am 3. Mai 2025", "el 3 de mayo de 2025"; else its begin.
  [[nodiscard]] std::size_t behind_date(Span span) const;
  [[nodiscard]] Words words(Span span) const;
  /// Words of code points [from, to), without a token's ending (Korean particles).
  [[nodiscard]] Words words_of(Range range) const;
};

/// Court and level of a part, and the appeal of its sentence, into an assertion that a court makes. Of two
/// courts the one that speaks; one that stands in the subject is whose judgment it was, and is left out.
void set_court(const SentenceView& view, Span part, Assertion& assertion);
/// The force of what a verb says.
[[nodiscard]] Force force_of(Cue cue);
/// The day in a span of tokens, if it is written in full: 3 March 2026, 2026-03-03, 03.03.2026, 2026년 3월 3일.
[[nodiscard]] std::optional<std::int64_t> find_day(const SentenceView& view, Span span);
/// Why a whole sentence is refused before it is read, if it is.
[[nodiscard]] std::optional<ReviewReason> find_refusal(const SentenceView& view);

/// The readers: languages with the verb in the middle, languages with the verb at the end.
void read_clauses(const SentenceView& view, Reading& out);
void read_verb_final(const SentenceView& view, Reading& out);

}  // namespace cuibono::claims
