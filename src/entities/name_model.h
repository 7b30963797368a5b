#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entities/name_units.h"

namespace cuibono::entities {

/// letters/*.txt: how often pieces of a word in one writing stand where Latin has these letters, in hundredths of
/// a bit above chance, as counted in Wikidata's names ("щ shch 1132"; "-" is nothing, "$ {" the end of both); a line
/// that begins with "=" has `fit_of` the writing. tools/names/README.md says how they are made.
struct LetterFile {
  std::string_view writing, text;
};
[[nodiscard]] const std::vector<LetterFile>& letter_files();

inline constexpr std::size_t word_units_max = 32;  ///< longer words are compared by their beginning

/// A word as one side of a table: its pieces of one unit and of two.
struct PieceWord {
  Writing writing = Writing::other;
  std::vector<std::uint16_t> one, two;  ///< [units] rows of the table; 0: none
  std::vector<std::int32_t>
      rest;  ///< [units + 1] the most that can be agreed from there on, in hundredths of a bit
  std::int32_t best = 0;  ///< rest[0]
};

/// A word in Latin letters as the other side: which pieces of one to four letters begin at each.
struct LatinWord {
  std::string letters;
  std::vector<std::array<std::uint16_t, 4>> pieces;  ///< [letters]; 0: none
};

/// Laws  1 units of `other` give an empty word.
/// Cost  O(units) look-ups.
[[nodiscard]] PieceWord make_piece_word(std::u32string_view units, Writing writing);
[[nodiscard]] LatinWord make_latin_word(std::string_view letters);

/// The most that a word of this table can agree with these letters.
[[nodiscard]] std::int32_t best_agreement(Writing table, const LatinWord& word);

/// From what the tables of a writing say to the odds of one word, in thousandths: a constant, then factors of the
/// share of what was possible and of the bits (its own table), of both again (the second), of what was possible.
[[nodiscard]] const std::array<std::int32_t, 6>& fit_of(Writing writing);

/// How much better two spellings go together than chance would have it, at the best alignment of their pieces.
///
/// In      x   pieces of at most two units; y  of at most four letters (six for Han).
/// Out     hundredths of a bit, negative for what does not go together. Pieces that the table does not know cost
///         7 bits a unit left out or put in, 8 a unit replaced.
/// Cost    O(units x letters), 13 look-ups a cell; 0.3 us for words of seven letters.
/// Source  stochastic edit distance: Ristad and Yianilos 1998, IEEE TPAMI 20(5); of pieces instead of letters, as
///         log odds against independence instead of a likelihood, the best alignment instead of the sum.
/// Check   agreement_reference
[[nodiscard]] std::int32_t agreement(const PieceWord& x, const LatinWord& y);
/// The same where it is `least` or more; else agreement_below, as soon as that is sure.
[[nodiscard]] std::int32_t agreement_from(const PieceWord& x, const LatinWord& y,
                                          std::int32_t least);
inline constexpr std::int32_t agreement_below = -1'000'000'000;
/// The slow twin, from the words themselves.
[[nodiscard]] std::int32_t agreement_reference(std::u32string_view units, Writing writing,
                                               std::string_view letters);

}  // namespace cuibono::entities
