#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entities/name_model.h"
#include "entities/name_units.h"

namespace cuibono::entities {

/// A word of a name, ready to be compared: once for each spelling, however many names have it.
struct SpelledWord {
  std::u32string units;  ///< name_units.h
  Writing writing = Writing::other;
  LatinWord latin;        ///< in Latin letters
  PieceWord own;          ///< in the table of its writing; for Han one unit is one character
  PieceWord second;       ///< as Mandarin reads it (Han), as it sounds (other writings but Latin)
  PieceWord as_latin;     ///< its Latin letters in the table of Latin spellings
  std::int32_t self = 0;  ///< agreement of its Latin letters with themselves
  std::int32_t best_second = 0;  ///< of `second`
  std::uint32_t letters_held =
      0;  ///< classes of its letters: a bit for the first, second and third of a class
};
[[nodiscard]] SpelledWord make_spelled_word(std::u32string_view written);

inline constexpr std::int64_t likeness_least = 200;  ///< of two words of one writing: less is 0

/// How alike two spellings are as one word, in thousandths.
///
/// Out     1000: the same units of one writing; 990 at most otherwise. Below 500: more likely than not another
///         word. 0 where the sounds have too little in common to be looked at (`may_be_alike`).
/// Laws    1 symmetric.  2 like(a, a) == 1000 where a has units, else 0.
/// Cost    1 ns where `may_be_alike` says no, 0.3 us for two Latin words, 1 us for two writings.
/// Check   name_likeness_test.cc; bench/names.cc on words of 11 scripts.
[[nodiscard]] std::uint32_t word_likeness(const SpelledWord& a, const SpelledWord& b);
[[nodiscard]] bool may_hold_alike(std::uint32_t a_held,
                                  std::uint32_t b_held) noexcept;  ///< of letters_held
[[nodiscard]] bool may_be_alike(const SpelledWord& a, const SpelledWord& b) noexcept;

/// Jaro's similarity with Winkler's bonus for a common beginning (0.1 a letter, four at most, above 0.7).
/// Source  Winkler 1990; without the extra credit of strcmp95 for letters that look alike.
/// Cost    O(letters of a) words of 64 bits; letters behind the 64th are left out.
[[nodiscard]] double jaro_winkler(std::u32string_view a, std::u32string_view b) noexcept;
[[nodiscard]] double jaro_winkler_reference(std::u32string_view a, std::u32string_view b);

}  // namespace cuibono::entities
