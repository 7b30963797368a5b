// What two parts say by themselves, and what all of them say together.
#include "entities/name_rules.h"

#include "core/core.h"
#include "entities/name_letters.h"
#include "entities/name_lexicon.h"

namespace cuibono::entities {
namespace {

bool share_a_form(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) noexcept {
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) return true;
    a[i] < b[j] ? ++i : ++j;
  }
  return false;
}

bool is_first_letter(const SpelledWord& initial, const SpelledWord& word) {
  if (initial.writing == word.writing && !word.units.empty() && initial.units[0] == word.units[0])
    return true;
  const std::string_view a = plain_letters(initial), b = plain_letters(word);
  if (a.empty() || b.empty()) return false;
  if (initial.writing == word.writing) return a.front() == b.front();
  return first_sound(a) == first_sound(b) || b.starts_with(a) ||
         (a.front() == 'e' && b.starts_with("ye"));
}

}  // namespace

std::string_view plain_letters(const SpelledWord& word) noexcept {
  const std::string_view letters = word.latin.letters;
  return letters.substr(0,
                        letters.empty() ? 0 : letters.size() - 1);  // without the sign of the end
}

char first_sound(std::string_view letters) noexcept {
  const char c = letters.empty() ? '?' : letters.front();
  if (c == 'j') return 'y';
  if (c == 'w') return 'v';
  if (c == 'c' || c == 'q') return 'k';
  return c;
}

const NameWeights& name_weights(NameKind kind) {
  static NameWeights person;
  static NameWeights firm = [] {
    NameWeights weights;
    weights.reject = 370;
    weights.differ = 850;
    weights.bend = 400;
    weights.share = 150;
    weights.dilute = 160;
    weights.initial_likeness = 800;
    weights.silent = 570;
    weights.silent_to_one = 250;
    weights.silent_common = 1'000;
    weights.silent_place = 650;
    weights.silent_number = 1'000;
    weights.acronym_likeness = 900;
    weights.legal_forms_differ = 690;
    weights.legal_form_silent = 930;
    return weights;
  }();
  return kind == NameKind::organisation ? firm : person;
}

PartLikeness part_likeness(const NameBook& book, const NamePart& a, const NamePart& b,
                           NameKind kind, std::uint32_t words_alike) {
  const NameWeights& weights = name_weights(kind);
  if (a.word == b.word) return {1'000, PartFit::same};
  const SpelledWord& x = book.word(a.word);
  const SpelledWord& y = book.word(b.word);
  if (a.role == PartRole::initial || b.role == PartRole::initial) {
    if (a.role == PartRole::number || b.role == PartRole::number) return {};
    const bool is_both = a.role == b.role;
    const bool is_first =
        a.role == PartRole::initial ? is_first_letter(x, y) : is_first_letter(y, x);
    if (!is_first) return {};
    return {is_both ? 950U : static_cast<std::uint32_t>(weights.initial_likeness),
            PartFit::initial};
  }
  const auto same_group = [](std::uint16_t m, std::uint16_t n) { return m != 0 && m == n; };
  const bool is_same_group = same_group(book.common_word(a.word), book.common_word(b.word)) ||
                             same_group(book.place(a.word), book.place(b.word));
  if (a.role == PartRole::number || b.role == PartRole::number)
    return is_same_group ? PartLikeness{950, PartFit::other_form} : PartLikeness{};
  const bool is_one_patronymic =
      (a.role == PartRole::patronymic) != (b.role == PartRole::patronymic);
  const bool is_one_particle = (a.role == PartRole::particle) != (b.role == PartRole::particle);
  if (is_one_particle) return {};
  PartLikeness best{words_alike,
                    x.writing == y.writing ? PartFit::respelled : PartFit::other_script};
  const auto form = static_cast<std::uint32_t>(weights.form_likeness);
  if (best.likeness < form && share_a_form(book.persons(a.word), book.persons(b.word)))
    best = {form, PartFit::other_form};
  if (best.likeness < 950 && is_same_group) best = {950, PartFit::other_form};
  if (is_one_patronymic && best.likeness < 850) return {};
  return best;
}

std::int64_t gain_of(const NamePart& a, const NamePart& b, std::uint32_t likeness,
                     NameKind kind) noexcept {
  const std::int64_t above = static_cast<std::int64_t>(likeness) - name_weights(kind).reject;
  return above <= 0 ? 0 : above * (a.weight + b.weight);
}

}  // namespace cuibono::entities
