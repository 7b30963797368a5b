#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "entities/name_letters.h"

namespace cuibono::entities {

/// What stands between a word and the one before it.
enum class Gap : std::uint8_t {
  start,  ///< nothing is before it
  blank,  ///< blanks alone, three at most
  comma,  ///< one comma and blanks
  dot,    ///< the point of an initial, and blanks
  other,
};

/// A word of a text, in code points.
struct RawToken {
  std::uint32_t from = 0, to = 0;            ///< as written
  std::uint32_t word_from = 0, word_to = 0;  ///< without "d'" before it and "'s" behind it
  Script script = Script::none;              ///< of its first letter
  Gap gap = Gap::start;
  bool is_sentence_start = false;  ///< nothing but marks is between it and the end of a sentence
  bool is_masked = false;  ///< part of an address: an e-mail, a URL, a file name; or too long
  bool is_possessive = false;
  bool is_initial = false;  ///< one letter and a point
};

/// Words of a text: letters and digits, with hyphens and apostrophes inside.
///
/// Out     in order; "Lund-Holm" is one word, "Егор's" one that is possessive. Points between single letters
///         ("S.A.") join them to one word where no capital word follows at once.
/// Laws    1 words do not overlap.  2 from <= word_from < word_to <= to.
/// Cost    O(code points).
[[nodiscard]] std::vector<RawToken> read_name_tokens(std::u32string_view text);

}  // namespace cuibono::entities
