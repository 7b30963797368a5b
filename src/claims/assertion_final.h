#pragma once
// Inside assertion_final.cc: the nouns of a sentence whose verb stands last. An ending tells a noun's place (Korean).
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "claims/assertion_parts.h"

namespace cuibono::claims {

class FinalNouns {
 protected:
  explicit FinalNouns(const SentenceView& view) : view_(view) {
    end_ = view.tokens.size();
    while (end_ > 0 && view.tokens[end_ - 1].kind == TokenKind::mark) --end_;
  }

  [[nodiscard]] const std::u32string& word(std::size_t i) const { return view_.tokens[i].lower; }

  /// Length of a topic or subject ending of a word; 0: none.
  [[nodiscard]] static std::size_t subject_ending(std::u32string_view w);

  [[nodiscard]] static std::size_t object_ending(std::u32string_view w);

  /// Days, places, manners: not part of a noun phrase that follows.
  [[nodiscard]] bool is_adverbial(std::size_t i) const;

  struct Noun {
    Range range;
    std::size_t begin = 0, last = 0;  ///< tokens, both included
  };

  /// "받은", "숨은": a verb of one syllable before its noun.
  [[nodiscard]] static bool is_modifier(std::u32string_view w);

  /// Whether the word before belongs to a verb: an object, a place, a way.
  [[nodiscard]] bool complements(std::size_t i) const;
  /// A verb behind its object or place that tells more of the noun behind it: "재판에 넘겨진 X".
  [[nodiscard]] bool is_adnominal(std::size_t i) const;

  /// "사기 혐의로 기소된 X", "숨어 있던 X": a verb that tells more of a noun is no part of its name.
  [[nodiscard]] std::size_t behind_modifier(std::size_t begin, std::size_t last) const;

  /// Behind a clause of its own subject that tells more of a topic further on: where the topic begins; else 0.
  [[nodiscard]] std::size_t behind_inner_clause(std::size_t subject, std::size_t to) const;

  /// The first phrase with a subject's ending in tokens [from, to).
  [[nodiscard]] std::optional<Noun> find_subject(std::size_t from, std::size_t to) const;

  [[nodiscard]] bool is_counted(std::size_t i) const;

  /// Whom a verb is about: "X를", "X에게", "X에 대한".
  [[nodiscard]] std::optional<Noun> find_object(std::size_t from, std::size_t to) const;

  /// On whom a sentence is passed: the first noun that is marked as a person's, or whose appeal it was.
  [[nodiscard]] std::optional<Noun> find_convicted(std::size_t from, std::size_t to) const;

  [[nodiscard]] bool is_pronoun(const Noun& noun) const;

  /// "X에게", "X에 대한": a sentence is passed on somebody.
  [[nodiscard]] bool marks_person(const Noun& noun) const;

  /// What somebody takes back: a statement, a complaint.
  [[nodiscard]] static bool is_matter(std::u32string_view w);

  /// "X에게", "X에 대한", or a name: not the sentence that was passed.
  [[nodiscard]] bool names_somebody(const Noun& noun) const;

  const SentenceView& view_;
  std::size_t end_ = 0;
};

}  // namespace cuibono::claims
