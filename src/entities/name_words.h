#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entities/name_letters.h"

namespace cuibono::entities {

/// A word of a name in the records.
struct NameWord {
  std::string folded;
  std::vector<std::string> skeletons;  ///< as read first, then with other sounds of "j" and "w"
  Script script = Script::none;
  std::vector<std::uint64_t> sounds;
  bool is_small = false;  ///< written without a capital where the script has them: "van", "de"
};
[[nodiscard]] NameWord make_name_word(std::u32string_view written);

/// What a word of a text could be without its ending, prefix or particle.
struct Reading {
  enum class Change : std::uint8_t {
    none,
    particle,    ///< Korean: no part of the name, and its letters stay
    consonant,   ///< a case ending of a word that ends in a consonant, й or ь
    other,       ///< a case ending of another word; a prefix
    genitive_s,  ///< "Bergs": a genitive, or another name
  };
  std::string folded, skeleton;
  Change change = Change::none;
  bool is_open = false;         ///< its last vowel is not known
  bool is_other_sound = false;  ///< of "j" or "w": counts in other scripts alone
};

/// A word of a text, made once for each spelling.
struct TextWord {
  std::string folded;
  std::uint64_t folded_hash = 0;
  Script script = Script::none;
  bool is_mixed = false;    ///< letters of several scripts, as of one that look alike
  bool is_capital = false;  ///< has a capital; true in scripts without
  // Only of words that are capital:
  std::vector<std::uint64_t> sounds;  ///< of all readings
  std::optional<std::vector<Reading>>
      readings;  ///< made when first asked for; the word as written first
};
/// Readings are left out.
[[nodiscard]] TextWord make_text_word(std::u32string_view written);
const std::vector<Reading>& readings_of(TextWord& word);

/// How a word of a text agrees with one of a name.
struct WordFit {
  enum class Level : std::uint8_t { same, respelled, none };
  Level level = Level::none;
  Reading::Change change = Reading::Change::none;
  bool is_other_script = false;
  bool ends_in_consonant = false;  ///< the name's, of a script with cases
  std::uint32_t particle = 0;      ///< letters of the text's word that are no part of the name
};

/// Whether a word of a text is one of a name, in its own script or in another.
///
/// Out     same: equal letters, case and marks apart, perhaps after an ending or a particle. respelled: equal in
///         what romanisations agree on, or in consonants where one script writes no vowels (name_letters.h),
///         or but for a vowel in words of five letters and more of two scripts.
/// Laws    1 a word fits itself as same, unchanged.
/// Cost    O(readings of the word), at most a dozen.
[[nodiscard]] WordFit fit_word(TextWord& text, const NameWord& name);

/// Whether a name's word may begin with these letters: "E", "Е", "Ye" of "Egor".
[[nodiscard]] bool fits_initial(TextWord& initial, const NameWord& name);

/// A patronymic in Cyrillic or Latin letters, in any case: "Петрович", "Петровны", "Petrovich".
[[nodiscard]] bool is_patronymic(std::string_view folded);

/// The kind of firm that a word tells, in one spelling: "oü" and "ou" are one; empty: it is none.
[[nodiscard]] std::string_view legal_form(std::string_view folded);
/// Words beside a name that make it one of a street, a school, a prize.
[[nodiscard]] bool is_named_after(std::string_view folded);
/// Words beside a name that are no part of it though they have a capital: titles, days, months.
[[nodiscard]] bool is_beside_names(std::string_view folded);
[[nodiscard]] bool is_article(std::string_view folded);

/// How a Korean family name is spelled in Latin letters: the usual ones of its syllable; empty: it is none.
[[nodiscard]] std::vector<std::string_view> family_spellings(std::string_view syllable);
/// The syllables of a family name that is spelled so; none: it is none.
[[nodiscard]] std::vector<std::string_view> family_syllables(std::string_view latin);

}  // namespace cuibono::entities
