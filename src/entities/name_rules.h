#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entities/name_match.h"

namespace cuibono::entities {

/// What the comparison of names weighs, in thousandths: chosen on the development half of the bench (bench/names.cc).
struct NameWeights {
  std::int32_t reject = 290;         ///< parts less alike do not meet
  std::int32_t differ = 700;         ///< what two parts that have nothing in common cost
  std::int32_t differ_common = 700;  ///< the same of common words, places and numbers
  std::int32_t bend = 850;   ///< how far less than in proportion parts cost that are nearly alike
  std::int32_t share = 450;  ///< how much the share of what agrees counts by itself
  std::int32_t dilute = 0;   ///< by how much each further part that met makes a difference cheaper
  std::int32_t form_likeness = 850;  ///< of two forms of one name, by the lists
  std::int32_t initial_likeness = 600;
  std::int32_t joined_loss = 20;  ///< of likeness, where one side writes two words as one
  std::int32_t acronym_likeness = 700;
  std::int32_t silent = 100;         ///< what a part costs that one side leaves out
  std::int32_t silent_to_one = 170;  ///< the same where only one word of the other side met
  std::int32_t silent_particle = 100;
  std::int32_t silent_patronymic = 60;
  std::int32_t silent_common = 300;
  std::int32_t silent_place = 500;
  std::int32_t silent_number = 500;
  std::int32_t patronymics_differ = 700;  ///< times the score
  std::int32_t generations_differ = 550;
  std::int32_t generation_silent = 960;
  std::int32_t legal_forms_differ = 850;
  std::int32_t legal_form_silent = 990;
  std::int32_t crossed = 945;          ///< the same parts in another order
  std::int32_t lineage_crossed = 500;  ///< the same where one is said to be the child of the other
};
[[nodiscard]] const NameWeights& name_weights(NameKind kind);

struct PartLikeness {
  std::uint32_t likeness = 0;
  PartFit fit = PartFit::other;
};
/// Two parts by themselves: what kernel and twin agree on.
[[nodiscard]] PartLikeness part_likeness(const NameBook& book, const NamePart& a, const NamePart& b,
                                         NameKind kind, std::uint32_t words_alike);
/// Gain of letting two parts meet; 0 or less: they do not.
[[nodiscard]] std::int64_t gain_of(const NamePart& a, const NamePart& b, std::uint32_t likeness,
                                   NameKind kind) noexcept;

/// Whether the second name is to be taken first, so that what is chosen does not hang on which name is given first:
/// the longer goes first, then by spelling.
[[nodiscard]] bool is_second_first(const NameBook& book, const PreparedName& a,
                                   const PreparedName& b) noexcept;

/// Which parts met, so far: two lines a part are more than there can be.
struct MetParts {
  std::array<PartMatch, 2 * parts_max> match;
  std::size_t count = 0;
  void add(const PartMatch& one) noexcept { match[count++] = one; }
};

struct NameVerdict {
  std::uint32_t score_millionths = 0;
  bool legal_forms_differ = false, generations_differ = false, order_differs = false;
};

/// From which parts met: what was written as one word and as several, what contradicts, what is silent, the score.
/// In    a, b in the order of is_second_first; `met` as the best assignment has them, one part each, by parts of a.
/// Out   `met` with all other parts.
[[nodiscard]] NameVerdict finish_comparison(const NameBook& book, const PreparedName& a,
                                            const PreparedName& b, MetParts& met);
[[nodiscard]] NameComparison comparison_of(const NameVerdict& verdict, const MetParts& met,
                                           bool is_mirrored);

/// Latin letters of a word, without the sign of its end; the sound that it begins with.
[[nodiscard]] std::string_view plain_letters(const SpelledWord& word) noexcept;
[[nodiscard]] char first_sound(std::string_view letters) noexcept;

[[nodiscard]] inline NameKind kind_of_pair(const PreparedName& a, const PreparedName& b) noexcept {
  return a.kind == NameKind::unknown ? b.kind : a.kind;
}

}  // namespace cuibono::entities
