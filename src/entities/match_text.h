#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cuibono::entities {

/// A text as it is compared: small letters without marks, words of letters and digits with one space between.
///
/// In      UTF-8; bytes that are none are dropped.
/// Out     "Müller-Lüdenscheidt " gives "muller ludenscheidt"; other scripts keep their letters.
/// Laws    1 folding what is folded changes nothing.
/// Cost    time O(n); about 20 ns a short ASCII text, 1 µs with letters beyond.
/// Source  Unicode NFKC_Casefold, then NFD without marks (ICU); ł, ø, đ, ð, þ, æ, œ as they are written without them.
[[nodiscard]] std::string fold_text(std::string_view text);

/// The words of a folded text. Borrows from it.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view folded);

/// How alike two words are: 1 for the same, 0 for nothing in common.
///
/// Use     for words of names; for digits see edits_within.
/// In      bytes of folded words.
/// Out     Jaro's similarity, raised above 0.7 by up to four equal first letters (0.1 each of what is missing).
/// Laws    1 symmetry.  2 bounds: 0 to 1, and 1 for equal words alone.
/// Cost    time O(n) words of 64 positions, about 30 ns a pair of names; longer than 64 bytes as the slow twin.
/// Source  Winkler 1990. The pair is put in one order first: the greedy search is not symmetric by itself.
/// Check   jaro_winkler_reference (match_text_reference.cc).
[[nodiscard]] double jaro_winkler(std::string_view a, std::string_view b);
[[nodiscard]] double jaro_winkler_reference(std::string_view a, std::string_view b);

/// jaro_winkler where it is `least` or more; else 0.
///
/// Use     for levels: most pairs of words are far below, which the letters that one lacks tell at once.
/// Laws    1 jaro_winkler(a, b) < least gives 0, all else jaro_winkler(a, b).
/// Cost    about 8 ns a pair of names that have little in common.
[[nodiscard]] double jaro_winkler_from(std::string_view a, std::string_view b, double least);

/// Least insertions, deletions, substitutions and exchanges of neighbours, at most `most` + 1.
///
/// In      bytes; most at most 3.
/// Laws    1 symmetry.  2 0 for equal texts alone.
/// Cost    time O(n · most), no memory.
/// Source  optimal string alignment.
/// Check   edits_reference (match_text_reference.cc).
[[nodiscard]] std::uint32_t edits_within(std::string_view a, std::string_view b,
                                         std::uint32_t most) noexcept;
[[nodiscard]] std::uint32_t edits_reference(std::string_view a, std::string_view b);

/// The consonants a folded word sounds with, for keys of candidates only: never a level.
///
/// Out     at most `most` signs; one for groups of letters that spellings exchange (c k q, d t, s z, f v w, ph …); a
///         vowel in front stands as "a". Beyond ASCII: the bytes themselves.
[[nodiscard]] std::string sound_key(std::string_view word, std::size_t most = 5);

}  // namespace cuibono::entities
