// What two parts say by themselves, and what all of them say together.
#include "entities/name_rules.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/core.h"
#include "entities/name_letters.h"
#include "entities/name_lexicon.h"

namespace cuibono::entities {
namespace {

std::string_view letters_of(const SpelledWord& word) {
  const std::string_view letters = word.latin.letters;
  return letters.substr(0,
                        letters.empty() ? 0 : letters.size() - 1);  // without the sign of the end
}

bool share_a_form(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) noexcept {
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) return true;
    a[i] < b[j] ? ++i : ++j;
  }
  return false;
}

/// First letters that spellings exchange.
char first_sound(std::string_view letters) noexcept {
  const char c = letters.empty() ? '?' : letters.front();
  if (c == 'j') return 'y';
  if (c == 'w') return 'v';
  if (c == 'c' || c == 'q') return 'k';
  return c;
}

bool is_first_letter(const SpelledWord& initial, const SpelledWord& word) {
  if (initial.writing == word.writing && !word.units.empty() && initial.units[0] == word.units[0])
    return true;
  const std::string_view a = letters_of(initial), b = letters_of(word);
  if (a.empty() || b.empty()) return false;
  if (initial.writing == word.writing) return a.front() == b.front();
  return first_sound(a) == first_sound(b) || b.starts_with(a) ||
         (a.front() == 'e' && b.starts_with("ye"));
}

/// Parts that met none, of one side, by place.
std::vector<std::uint8_t> free_parts(std::size_t parts, const std::vector<bool>& taken) {
  std::vector<std::uint8_t> out;
  for (std::size_t i = 0; i < parts; ++i) {
    if (!taken[i]) out.push_back(static_cast<std::uint8_t>(i));
  }
  return out;
}

struct Sides {
  const NameBook& book;
  const PreparedName& a;
  const PreparedName& b;
  NameKind kind;
  std::vector<bool> a_taken, b_taken;
  std::vector<PartMatch> met;
};

/// How alike a run of parts, written as one word, is to a part of the other side.
std::uint32_t joined_likeness(const NameBook& book, std::span<const NamePart> run,
                              const NamePart& whole) {
  const SpelledWord& one = book.word(whole.word);
  std::size_t letters = 0;
  for (const NamePart& part : run) letters += letters_of(book.word(part.word)).size();
  const std::size_t other = letters_of(one).size();
  const std::size_t apart = letters > other ? letters - other : other - letters;
  if (apart > 1 + other / 4 || other < 4) return 0;
  if (first_sound(letters_of(book.word(run[0].word))) != first_sound(letters_of(one))) return 0;
  std::u32string written;
  for (const NamePart& part : run) {
    if (book.word(part.word).writing != book.word(run[0].word).writing) return 0;
    written += book.word(part.word).units;
  }
  return word_likeness(make_spelled_word(written), one);
}

constexpr std::uint32_t joined_min = 780;

/// Parts in a row of `many` that one part of `few` writes as one word.
void join_parts(Sides& sides, bool is_many_a) {
  const PreparedName& many = is_many_a ? sides.a : sides.b;
  const PreparedName& few = is_many_a ? sides.b : sides.a;
  std::vector<bool>& many_taken = is_many_a ? sides.a_taken : sides.b_taken;
  std::vector<bool>& few_taken = is_many_a ? sides.b_taken : sides.a_taken;
  for (const std::uint8_t j : free_parts(few.parts.size(), few_taken)) {
    PartMatch best;
    for (std::size_t i = 0; i + 1 < many.parts.size(); ++i) {
      for (std::size_t n = 2;
           n <= 4 && i + n <= many.parts.size() && !many_taken[i + n - 1] && !many_taken[i]; ++n) {
        const std::uint32_t alike =
            joined_likeness(sides.book, std::span(many.parts).subspan(i, n), few.parts[j]);
        if (alike < joined_min || alike <= best.likeness) continue;
        const auto from = static_cast<std::uint8_t>(i), to = static_cast<std::uint8_t>(i + n);
        const auto at = static_cast<std::uint8_t>(j), behind = static_cast<std::uint8_t>(j + 1);
        best = is_many_a ? PartMatch{from, to, at, behind, PartFit::joined, 0, 0}
                         : PartMatch{at, behind, from, to, PartFit::joined, 0, 0};
        best.likeness = static_cast<std::uint16_t>(alike);
        std::uint32_t weight = few.parts[j].weight;
        for (std::size_t k = i; k < i + n; ++k) weight += many.parts[k].weight;
        best.weight = static_cast<std::uint16_t>(weight / 2);
      }
    }
    if (best.likeness == 0) continue;
    best.likeness =
        static_cast<std::uint16_t>(best.likeness - name_weights(sides.kind).joined_loss);
    for (std::size_t k = is_many_a ? best.a_from : best.b_from;
         k < (is_many_a ? best.a_to : best.b_to); ++k)
      many_taken[k] = true;
    few_taken[j] = true;
    sides.met.push_back(best);
  }
}

/// A word that is the first letters of the other side's words.
void find_acronyms(Sides& sides, bool is_many_a) {
  const PreparedName& many = is_many_a ? sides.a : sides.b;
  const PreparedName& few = is_many_a ? sides.b : sides.a;
  std::vector<bool>& many_taken = is_many_a ? sides.a_taken : sides.b_taken;
  std::vector<bool>& few_taken = is_many_a ? sides.b_taken : sides.a_taken;
  std::string firsts;
  std::vector<std::uint8_t> of;
  for (const std::uint8_t i : free_parts(many.parts.size(), many_taken)) {
    if (many.parts[i].role == PartRole::particle) continue;
    const std::string_view letters = letters_of(sides.book.word(many.parts[i].word));
    if (letters.empty()) return;
    firsts += letters.front();
    of.push_back(i);
  }
  if (firsts.size() < 3) return;
  for (const std::uint8_t j : free_parts(few.parts.size(), few_taken)) {
    if (letters_of(sides.book.word(few.parts[j].word)) != firsts) continue;
    const auto from = of.front(), to = static_cast<std::uint8_t>(of.back() + 1);
    const auto behind = static_cast<std::uint8_t>(j + 1);
    PartMatch match = is_many_a ? PartMatch{from, to, j, behind, PartFit::acronym, 0, 0}
                                : PartMatch{j, behind, from, to, PartFit::acronym, 0, 0};
    match.likeness = static_cast<std::uint16_t>(name_weights(sides.kind).acronym_likeness);
    match.weight = few.parts[j].weight;
    for (std::size_t k = from; k < to; ++k) many_taken[k] = true;
    few_taken[j] = true;
    sides.met.push_back(match);
    return;
  }
}

bool is_free_of_weight(PartRole role) {
  return role == PartRole::particle || role == PartRole::patronymic;
}

/// What is left: patronymics against patronymics, then parts of weight against parts of weight, by their order;
/// the rest of one side meets silence.
void add_left(Sides& sides) {
  const auto left_of = [](const PreparedName& name, const std::vector<bool>& taken,
                          auto&& is_wanted) {
    std::vector<std::uint8_t> out;
    for (const std::uint8_t i : free_parts(name.parts.size(), taken)) {
      if (is_wanted(name.parts[i].role)) out.push_back(i);
    }
    return out;
  };
  const auto set_against = [&](auto&& is_wanted) {
    const auto a = left_of(sides.a, sides.a_taken, is_wanted),
               b = left_of(sides.b, sides.b_taken, is_wanted);
    for (std::size_t k = 0; k < std::min(a.size(), b.size()); ++k) {
      const std::uint32_t weight = (sides.a.parts[a[k]].weight + sides.b.parts[b[k]].weight) / 2U;
      sides.met.push_back({a[k], static_cast<std::uint8_t>(a[k] + 1), b[k],
                           static_cast<std::uint8_t>(b[k] + 1), PartFit::other, 0,
                           static_cast<std::uint16_t>(weight)});
      sides.a_taken[a[k]] = sides.b_taken[b[k]] = true;
    }
  };
  set_against([](PartRole role) { return role == PartRole::patronymic; });
  set_against([](PartRole role) { return !is_free_of_weight(role); });
  for (const std::uint8_t i : free_parts(sides.a.parts.size(), sides.a_taken))
    sides.met.push_back(
        {i, static_cast<std::uint8_t>(i + 1), 0, 0, PartFit::silent, 0, sides.a.parts[i].weight});
  for (const std::uint8_t j : free_parts(sides.b.parts.size(), sides.b_taken))
    sides.met.push_back(
        {0, 0, j, static_cast<std::uint8_t>(j + 1), PartFit::silent, 0, sides.b.parts[j].weight});
}

PartRole role_of(const Sides& sides, const PartMatch& match) {
  return match.a_to > match.a_from ? sides.a.parts[match.a_from].role
                                   : sides.b.parts[match.b_from].role;
}

bool is_met(const PartMatch& match) {
  return match.fit != PartFit::other && match.fit != PartFit::silent;
}

/// Particles may stand anywhere.
bool is_crossed(const Sides& sides, const std::vector<PartMatch>& met) {
  const auto is_weighty = [&](const PartMatch& m) {
    return is_met(m) && role_of(sides, m) != PartRole::particle;
  };
  for (std::size_t i = 1; i < met.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (is_weighty(met[i]) && is_weighty(met[k]) &&
          (met[i].a_from < met[k].a_from) != (met[i].b_from < met[k].b_from))
        return true;
    }
  }
  return false;
}

/// What two parts cost that are so alike: in thousandths of a part that differs wholly.
std::int64_t cost_of(std::int64_t likeness, PartRole role, const NameWeights& weights) {
  const bool is_common =
      role == PartRole::common || role == PartRole::place || role == PartRole::number;
  const std::int64_t unlike = 1'000 - likeness;
  const std::int64_t bent = weights.bend * unlike * (1'000 - unlike) / 1'000'000;
  return (is_common ? weights.differ_common : weights.differ) *
         std::max<std::int64_t>(unlike - bent, unlike / 10) / 1'000;
}

std::int64_t cost_of_silence(PartRole role, std::int64_t words_met, const NameWeights& weights) {
  switch (role) {
    case PartRole::particle:
      return weights.silent_particle;
    case PartRole::patronymic:
      return weights.silent_patronymic;
    case PartRole::common:
      return weights.silent_common;
    case PartRole::place:
    case PartRole::number:
      return weights.silent_place;
    case PartRole::word:
    case PartRole::initial:
      break;
  }
  return words_met <= 1 ? weights.silent_to_one : weights.silent;
}

/// score = share / (1 + cost), times what forms, generations and order say. What all parts of both sides cost is
/// added up, so that one part that contradicts is not outvoted by many that agree.
std::uint32_t score_of(const Sides& sides, const NameComparison& made) {
  const NameWeights& weights = name_weights(sides.kind);
  std::int64_t agreed = 0, set_against = 0, words_met = 0, cost = 0;
  for (const PartMatch& match : made.parts) {
    if (match.fit == PartFit::silent) continue;
    agreed += match.weight * match.likeness;
    set_against += match.weight * 1'000;
    if (is_met(match) && role_of(sides, match) != PartRole::particle) ++words_met;
  }
  if (agreed == 0) return 0;
  bool patronymics_differ = false;
  for (const PartMatch& match : made.parts) {
    const PartRole role = role_of(sides, match);
    cost += match.weight * (match.fit == PartFit::silent ? cost_of_silence(role, words_met, weights)
                                                         : cost_of(match.likeness, role, weights));
    patronymics_differ |= match.fit == PartFit::other && role == PartRole::patronymic;
  }
  cost = 1'000 * cost / (1'000 + weights.dilute * std::max<std::int64_t>(words_met - 1, 0));
  const std::int64_t share = 1'000'000 * agreed / set_against;
  const std::int64_t blended = 1'000'000 - weights.share * (1'000'000 - share) / 1'000;
  std::int64_t score = blended * 100'000 / (100'000 + cost);
  const auto times = [&](bool is_so, std::int32_t permille) {
    if (is_so) score = score * permille / 1'000;
  };
  const auto one_has = [](std::uint16_t a, std::uint16_t b) { return (a == 0) != (b == 0); };
  times(patronymics_differ, weights.patronymics_differ);
  times(made.generations_differ, weights.generations_differ);
  times(one_has(sides.a.generation, sides.b.generation), weights.generation_silent);
  times(made.legal_forms_differ, weights.legal_forms_differ);
  times(one_has(sides.a.legal_form, sides.b.legal_form), weights.legal_form_silent);
  if (made.order_differs)
    times(true,
          sides.a.has_lineage && sides.b.has_lineage ? weights.lineage_crossed : weights.crossed);
  return static_cast<std::uint32_t>(score);
}

}  // namespace

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
    weights.acronym_likeness = 900;
    weights.legal_forms_differ = 750;
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
  if (a.role == PartRole::number || b.role == PartRole::number) return {};
  const bool is_one_patronymic =
      (a.role == PartRole::patronymic) != (b.role == PartRole::patronymic);
  const bool is_one_particle = (a.role == PartRole::particle) != (b.role == PartRole::particle);
  if (is_one_particle) return {};
  PartLikeness best{words_alike,
                    x.writing == y.writing ? PartFit::respelled : PartFit::other_script};
  const auto form = static_cast<std::uint32_t>(weights.form_likeness);
  if (best.likeness < form && share_a_form(book.persons(a.word), book.persons(b.word)))
    best = {form, PartFit::other_form};
  const auto same_group = [](std::uint16_t m, std::uint16_t n) { return m != 0 && m == n; };
  if (best.likeness < 950 && (same_group(book.common_word(a.word), book.common_word(b.word)) ||
                              same_group(book.place(a.word), book.place(b.word))))
    best = {950, PartFit::other_form};
  if (is_one_patronymic && best.likeness < 850) return {};
  return best;
}

std::int64_t gain_of(const NamePart& a, const NamePart& b, std::uint32_t likeness,
                     NameKind kind) noexcept {
  const std::int64_t above = static_cast<std::int64_t>(likeness) - name_weights(kind).reject;
  return above <= 0 ? 0 : above * (a.weight + b.weight);
}

bool is_second_first(const NameBook& book, const PreparedName& a, const PreparedName& b) noexcept {
  if (a.parts.size() != b.parts.size()) return a.parts.size() < b.parts.size();
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    if (a.parts[i].word == b.parts[i].word) continue;
    const SpelledWord& x = book.word(a.parts[i].word);
    const SpelledWord& y = book.word(b.parts[i].word);
    return y.units < x.units;
  }
  return false;
}

NameComparison finish_comparison(const NameBook& book, const PreparedName& a, const PreparedName& b,
                                 std::vector<PartMatch> met) {
  const bool swapped = is_second_first(book, a, b);
  const auto mirror = [&](std::vector<PartMatch>& matches) {
    if (!swapped) return;
    for (PartMatch& match : matches) {
      std::swap(match.a_from, match.b_from);
      std::swap(match.a_to, match.b_to);
    }
  };
  mirror(met);
  const PreparedName& x = swapped ? b : a;
  const PreparedName& y = swapped ? a : b;
  Sides sides{book,
              x,
              y,
              kind_of_pair(a, b),
              std::vector<bool>(x.parts.size()),
              std::vector<bool>(y.parts.size()),
              std::move(met)};
  for (const PartMatch& match : sides.met)
    sides.a_taken[match.a_from] = sides.b_taken[match.b_from] = true;
  join_parts(sides, true);
  join_parts(sides, false);
  if (sides.kind != NameKind::person) {
    find_acronyms(sides, true);
    find_acronyms(sides, false);
  }
  add_left(sides);
  NameComparison made;
  made.parts = std::move(sides.met);
  made.legal_forms_differ = a.legal_form != 0 && b.legal_form != 0 && a.legal_form != b.legal_form;
  made.generations_differ = a.generation != 0 && b.generation != 0 && a.generation != b.generation;
  made.order_differs = is_crossed(sides, made.parts);
  made.score_millionths = score_of(sides, made);
  mirror(made.parts);
  std::sort(made.parts.begin(), made.parts.end(), [](const PartMatch& m, const PartMatch& n) {
    const auto key = [](const PartMatch& match) {
      return std::array<std::uint8_t, 4>{static_cast<std::uint8_t>(match.a_to == match.a_from),
                                         match.a_from, match.b_from, match.a_to};
    };
    return key(m) < key(n);
  });
  return made;
}

}  // namespace cuibono::entities
