#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::entities {

/// Scripts that names are compared in; what a letter of none of them is.
enum class Script : std::uint8_t {
  none,  ///< no letter
  latin,
  cyrillic,
  greek,
  armenian,
  georgian,
  hebrew,
  arabic,
  hangul,
  han,
  kana,
  other,
};
[[nodiscard]] Script script_of(char32_t point) noexcept;
/// Letters come as small and capital ones. Georgian has capitals that running text does not use.
[[nodiscard]] bool has_capitals(Script script) noexcept;
/// Vowels are mostly not written, or one sound stands for several: only consonants can be compared.
[[nodiscard]] bool is_poor(Script script) noexcept;

/// Code points; each byte that is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::u32string points_of_text(std::string_view text);
[[nodiscard]] std::string text_of_points(std::u32string_view points);
/// Signs that show nothing: soft hyphens, zero widths, marks of direction.
[[nodiscard]] bool shows_nothing(char32_t point) noexcept;

/// A word as it is compared in its own script: one case, no marks, nothing that shows nothing, hyphens and
/// apostrophes left out.
[[nodiscard]] std::string fold_name_word(std::u32string_view word);

/// A folded word in the letters a to z, as the press would write it: "тарасенко" → "tarasenko".
///
/// Out     small letters; what has no letter is left out.
/// Source  ICU 72: BGN for Cyrillic, UNGEGN for Greek, Any-Latin for the others, then Latin-ASCII; mended for
///         letters that it writes by their look (Hebrew final he, Arabic te marbuta, Greek digraphs).
/// Cost    about 20 ns for ASCII, 15 us otherwise: keep the answer.
[[nodiscard]] std::string romanise(std::string_view folded, Script script);

/// What romanisations agree on: "yegor", "jegor" and "egor" are one, "obraztsov" and "obrazcov", "khan" and
/// "han", "schmidt" and "shmidt".
/// Laws    1 idempotent on what it makes of "egor" and its like: no letter y, j, w, q, x is left.
[[nodiscard]] std::string skeleton_of(std::string_view latin);

/// The consonants of a word by class, in one number, with whether it begins with a vowel. Words that sound
/// alike in scripts without vowels, or with fewer consonants, have one sound: "berg" and "beleukeu".
[[nodiscard]] std::uint64_t sound_of(std::string_view skeleton);
/// Skeletons of the ways to read a romanised word: as it is, then "j" as in "Jeong" or "John", then "w" as a
/// vowel. Distinct; of Korean "j" is read in one way.
[[nodiscard]] std::vector<std::string> skeletons_of(std::string_view latin, Script script);
/// The sounds of these: a word is filed under each.
[[nodiscard]] std::vector<std::uint64_t> sounds_of(std::span<const std::string> skeletons);

/// Whether the vowels of two words of one sound can be the same: what one does not write, or writes as "a",
/// agrees with all; "o" and "u" do not agree with "e" and "i".
[[nodiscard]] bool vowels_agree(std::string_view a_skeleton, std::string_view b_skeleton);

}  // namespace cuibono::entities
