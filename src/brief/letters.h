#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::brief {

/// Letters as names are compared in free text: lower case, without accents, full width as half.
///
/// Out     0 for a mark that stands on the letter before it, and for invisible points.
/// Laws    1 idempotent.  2 composed and decomposed spellings give the same letters.
[[nodiscard]] char32_t fold_letter(char32_t point) noexcept;
[[nodiscard]] bool is_letter(char32_t point) noexcept;
/// Scripts written without blanks between words: a name is found inside a run of letters.
[[nodiscard]] bool is_unspaced(char32_t point) noexcept;
/// 0 to 9, in any of the digits that people type phone numbers with; -1 for all else.
[[nodiscard]] int digit_of(char32_t point) noexcept;
/// A letter or digit of ASCII as a capital, full width too; 0 for all else.
[[nodiscard]] char code_letter(char32_t point) noexcept;
/// What people put between the groups of a number: blanks, hyphens, brackets, dots, strokes.
[[nodiscard]] bool is_joint(char32_t point) noexcept;
/// What ends a token: blanks, commas, brackets, quotes.
[[nodiscard]] bool ends_token(char32_t point) noexcept;

/// Code points; each byte that is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::u32string points_of(std::string_view text);
[[nodiscard]] std::string text_of(std::u32string_view points);

/// One word of letters: where it stands, and its letters folded.
struct Word {
  std::size_t begin = 0, end = 0;
  std::u32string letters;
};
[[nodiscard]] std::vector<Word> words_of(std::u32string_view points);

}  // namespace cuibono::brief
