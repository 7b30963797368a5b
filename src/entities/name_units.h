#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::entities {

/// Writings whose letters are compared with Latin ones by a table of their own (letters/*.txt).
enum class Writing : std::uint8_t {
  latin,
  cyrillic,
  greek,
  armenian,
  georgian,
  hebrew,
  arabic,
  hangul,
  kana,
  han,
  pinyin,  ///< Han as Mandarin reads it: made by `mandarin_units`, never written so
  spoken,  ///< any of these as `latin_letters` writes it: letters nearer to the sound than Latin names are
  thai,
  devanagari,
  other,  ///< digits, and letters of none of these
};
inline constexpr std::size_t writings = 15;
[[nodiscard]] std::string_view writing_name(Writing writing) noexcept;
[[nodiscard]] Writing writing_of(char32_t point) noexcept;

/// A word in the units that spellings differ by: letters in one case without marks, Korean in its
/// sounds, Hiragana as Katakana, Thai vowels behind their consonant, Han in simplified form.
///
/// In      word     code points of one writing; what shows nothing, hyphens and apostrophes are left out.
/// Out     units    empty where nothing of the writing is in the word.
/// Laws    1 idempotent.  2 capital and small letters, composed and decomposed ones give the same units.
/// Cost    O(code points), about 1 us a word outside ASCII.
[[nodiscard]] std::u32string units_of(std::u32string_view word, Writing writing);

/// How Mandarin reads these Han units: letters a to z, without tones.
[[nodiscard]] std::string mandarin_units(std::u32string_view han_units);

/// Units in the letters a to z, one writing after the other, by fixed tables and ICU; for writings that meet
/// neither their like nor Latin.
[[nodiscard]] std::string latin_letters(std::u32string_view units, Writing writing);

}  // namespace cuibono::entities
