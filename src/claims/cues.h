#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "claims/tokens.h"
#include "core/core.h"

namespace cuibono::claims {

/// What a word or phrase tells of a sentence. The names are those of the sections of cues/*.txt.
enum class Cue : std::uint8_t {
  say,              ///< "said": its speaker asserts what the sentence holds
  allege,           ///< "claims", "alleges"
  according,        ///< "according to": the speaker stands behind
  according_after,  ///< "zufolge": the speaker stands before
  alleged,          ///< "allegedly": passed on, whoever speaks
  accuse,
  charge,
  convict,
  overturn,
  admit,
  deny,
  withdraw,
  uncertain,  ///< "it is not known whether"
  act,        ///< verbs of plain statements
  link,       ///< "is", "has": used where no other verb is
  negation,
  question,
  conditional,
  modal,  ///< "could", "may": nothing is asserted to have happened
  irony,
  that,
  relative,
  passive_form,  ///< verbs that are passive by their form
  passive_verb,  ///< auxiliaries of the passive voice
  active_verb,   ///< auxiliaries of the perfect
  infinitive,
  pronoun,
  first_person,
  article,
  preposition,
  object_mark,  ///< stands before the person that an active verb is about ("a", "gegen")
  by,
  oblique,  ///< cases of a noun in which it is no subject: "жертвами"
  against,
  conjunction,
  contrast,  ///< parts two speakers
  adverb,
  time,
  month,
  medium,  ///< "in a statement"
  court,
  verdict,      ///< "guilty"
  judgment,     ///< nouns of what a court has said: "conviction"
  institution,  ///< who speaks by office
  appeal_open,
  appeal_closed,
  release,  ///< "press release"
  hedge,
  number,
  magnitude,
  rough,  ///< "dozens", "tens": low and high
  between,
  to,
  currency,
  kind,  ///< people and things that are counted
  skip,  ///< what makes a number no count: "article", "§"
  age,
  abbreviation,
  ordinal_after,  ///< words that an ordinal with a point stands before
  alone,  ///< verbs that have no object: what follows one is its subject ("работали 500 человек")
  term,   ///< units of the length of a sentence: "years"
  alike,  ///< words for one matter, by its name: "alike arrest: arrested, held"
  accusation,  ///< nouns of a matter between people: "charges", "guilt"; a verb of no list beside one is not read
  quantifier,  ///< "all", "both" before a noun: no pronoun
  actor,       ///< a person or an office in the form of a subject: "следователи", "суд"
  statement,   ///< what can be taken back: "testimony", "complaint"
  noun,        ///< has the ending of a verb and is none: "отдел", "капитала"
  particle,    ///< endings of nouns that tell their place in the sentence
  common,      ///< words by which the language is known
  letters,     ///< letters that no other language of the script has
  order,       ///< "final": the verb stands last
};
inline constexpr std::size_t cue_count = static_cast<std::size_t>(Cue::order) + 1;
[[nodiscard]] std::string_view cue_name(Cue cue) noexcept;

/// Where a cue was found, in tokens.
struct CueMatch {
  Cue cue = Cue::say;
  std::size_t begin = 0, end = 0;
  std::string_view
      value;  ///< borrows from the Cues: what its section says of it ("first", "min" …)
};

/// The cue words of one language.
class Cues {
 public:
  /// Lines "section [value]: phrase, phrase"; # begins a comment. In a phrase, `word*` stands for all words
  /// that begin so, `*word` for all that end so, `be*rd` for both.
  /// Errors  bad_input: a section that is not one of Cue, or a line without a colon.
  [[nodiscard]] static core::Result<Cues> parse(std::string language, std::string_view text);

  [[nodiscard]] const std::string& language() const noexcept { return language_; }
  [[nodiscard]] bool verb_final() const noexcept { return verb_final_; }
  /// Phrases found in tokens, by begin, then cue. One that lies inside a longer one is left out.
  [[nodiscard]] std::vector<CueMatch> find(const std::vector<Token>& tokens) const;
  /// Whether a single word is a cue, in lower case.
  [[nodiscard]] bool is(Cue cue, std::u32string_view word) const;
  /// How much of a text's words and letters are this language's, to tell languages apart.
  [[nodiscard]] std::size_t likeness(const std::vector<Token>& tokens) const;
  /// How many of the first words are cues of it: settles what a short text leaves open.
  [[nodiscard]] std::size_t known(const std::vector<Token>& tokens) const;
  /// All phrases of a section as written.
  [[nodiscard]] const std::vector<std::u32string>& phrases(Cue cue) const {
    return phrases_[static_cast<std::size_t>(cue)];
  }

 private:
  struct Word {
    std::u32string text;  ///< before the star, or all of it
    std::u32string tail;  ///< behind a star inside: ge*t
    bool open_begin = false, open_end = false;
    [[nodiscard]] bool fits(std::u32string_view word) const noexcept;
  };
  struct Phrase {
    std::vector<Word> words;
    Cue cue = Cue::say;
    std::uint32_t value = 0;
  };
  void add(Cue cue, std::string_view value, std::string_view phrase);
  void find_at(const std::vector<Token>& tokens, std::size_t at, std::vector<CueMatch>& out) const;

  std::string language_;
  bool verb_final_ = false;
  std::vector<std::string> values_;
  std::vector<Phrase> all_;
  std::unordered_map<std::u32string, std::vector<std::uint32_t>> by_word_;  ///< first word, whole
  std::unordered_map<char32_t, std::vector<std::uint32_t>> by_letter_;  ///< first word, open end
  std::vector<std::uint32_t> by_ending_;                                ///< first word, open begin
  std::vector<std::vector<std::u32string>> phrases_ =
      std::vector<std::vector<std::u32string>>(cue_count);
};

/// The cues of every language that the program knows, by language. A new one is one file in src/claims/cues.
/// Check   each file parses (cues_test.cc).
[[nodiscard]] const std::vector<Cues>& all_cues();

/// The language of a text by its letters and common words; nothing where none stands out.
[[nodiscard]] const Cues* find_language(const std::vector<Token>& tokens);

/// A file of cue words as embedded in the program (cmake/stages.cmake).
struct CueFile {
  std::string_view language, text;
};
[[nodiscard]] const std::vector<CueFile>& cue_files();

}  // namespace cuibono::claims
