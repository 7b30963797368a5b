#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "brief/letters.h"

namespace cuibono::brief {

/// What a word does in a sentence, as far as the lint asks.
enum class WordKind : std::uint8_t {
  harmless,  ///< a longer phrase in which a word of another kind does not count
  likelihood,
  confidence,
  hedge,
  link,      ///< "linked to": of which kind it does not say
  relation,  ///< "paid", "called": of which kind
  group,
  leader,
  accusation,
  saying,     ///< "states": what follows is somebody's
  according,  ///< "according to": the sentence is somebody's
  confirmed,
  overstatement,
  odds,
  innocence,
  reason,
};

/// A phrase of the lists, where it stands.
struct FoundWord {
  WordKind kind = WordKind::harmless;
  std::size_t begin = 0, end = 0;  ///< code points
  std::uint8_t term = 0;           ///< of likelihood: position in likelihood_terms()
};

/// A word of likelihood and what it means by each yardstick.
struct LikelihoodTerm {
  std::string_view word;
  int phia_low = -1, phia_high = -1;  ///< percent; -1: not a word of this yardstick
  bool phia_open = false;             ///< the upper end is not in the band
  int icd_low = -1, icd_high = -1;    ///< lower end in, upper end out (99 is in)
  std::uint8_t icd_row = 0;           ///< ICD 203 has two rows of words; they are not mixed
};
[[nodiscard]] const std::vector<LikelihoodTerm>& likelihood_terms();

/// Phrases of the lists in a text, the longest at each place, in order; none overlap.
/// Cost    O(words × phrases).
[[nodiscard]] std::vector<FoundWord> find_words(std::u32string_view points);

/// Lists of phrases by kind and language, for the lint alone (lint_lists.cc): phrases are parted by ';', "*" ends a
/// word that goes on.
struct WordList {
  WordKind kind;
  std::string_view language, phrases;
};
[[nodiscard]] const std::vector<WordList>& word_lists();

}  // namespace cuibono::brief
