// From parts that met to the whole: words written together, acronyms, contradictions, omissions, the score.
#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <string>

#include "core/core.h"
#include "entities/name_rules.h"

namespace cuibono::entities {
namespace {

constexpr std::uint32_t joined_min = 780;  ///< likeness from which words in a row are one word
constexpr std::uint32_t joined_min_across = 560;
constexpr std::size_t joined_max = 4;  ///< words in a row

/// The parts of one side, and a bit for each that has met.
struct Side {
  const PreparedName& name;
  std::uint32_t taken = 0;
  [[nodiscard]] std::size_t size() const noexcept { return name.parts.size(); }
  [[nodiscard]] bool is_free(std::size_t i) const noexcept { return ((taken >> i) & 1U) == 0; }
  [[nodiscard]] std::uint32_t free() const noexcept { return ~taken & ((1U << size()) - 1U); }
  void take(std::size_t from, std::size_t to) noexcept {
    for (std::size_t i = from; i < to; ++i) taken |= 1U << i;
  }
};
static_assert(parts_max < 32);

struct Sides {
  const NameBook& book;
  Side a, b;
  const NameWeights& weights;
  MetParts& met;
};

std::uint32_t weight_of(std::span<const NamePart> run) {
  std::uint32_t weight = 0;
  for (const NamePart& part : run) weight += part.weight;
  return weight;
}

PartMatch match_of(bool is_many_a, std::size_t many_from, std::size_t many_to, std::size_t few,
                   PartFit fit) {
  const auto from = static_cast<std::uint8_t>(many_from), to = static_cast<std::uint8_t>(many_to);
  const auto at = static_cast<std::uint8_t>(few), behind = static_cast<std::uint8_t>(few + 1);
  return is_many_a ? PartMatch{from, to, at, behind, fit, 0, 0}
                   : PartMatch{at, behind, from, to, fit, 0, 0};
}

std::size_t letters_of(const NameBook& book, std::span<const NamePart> run) {
  std::size_t letters = 0;
  for (const NamePart& part : run) letters += plain_letters(book.word(part.word)).size();
  return letters;
}

std::uint32_t letters_held_by(const NameBook& book, std::span<const NamePart> run) {
  std::uint32_t held = 0;
  for (const NamePart& part : run) held |= book.word(part.word).letters_held;
  return held;
}

/// A run written as one word; nothing where it is of several writings.
std::optional<SpelledWord> joined_word(const NameBook& book, std::span<const NamePart> run) {
  if (run.size() == 1) return book.word(run[0].word);
  std::u32string written;
  for (const NamePart& part : run) {
    if (book.word(part.word).writing != book.word(run[0].word).writing) return std::nullopt;
    written += book.word(part.word).units;
  }
  return make_spelled_word(written);
}

/// In one writing a join is a matter of blanks; across writings words are parted where they will.
bool may_begin_alike(const SpelledWord& x, const SpelledWord& y) {
  return x.writing != y.writing || first_sound(plain_letters(x)) == first_sound(plain_letters(y));
}

/// How alike two runs of parts are, each written as one word; 0 where that is too little for one word.
std::uint32_t joined_likeness(const NameBook& book, std::span<const NamePart> a,
                              std::span<const NamePart> b) {
  const SpelledWord& x = book.word(a[0].word);
  const SpelledWord& y = book.word(b[0].word);
  const std::size_t a_letters = letters_of(book, a), b_letters = letters_of(book, b);
  const std::size_t least = std::min(a_letters, b_letters), most = std::max(a_letters, b_letters);
  if (least < 3 || most > 1 + least + least / 4) return 0;
  const bool is_one_writing = x.writing == y.writing;
  if (!may_begin_alike(x, y)) return 0;
  if (!may_hold_alike(letters_held_by(book, a), letters_held_by(book, b))) return 0;
  const auto p = joined_word(book, a), q = joined_word(book, b);
  if (!p || !q) return 0;
  const std::uint32_t alike = word_likeness(*p, *q);
  return alike >= (is_one_writing ? joined_min : joined_min_across) ? alike : 0;
}

/// Parts in a row of one side that one part of the other writes as one word.
void join_parts(Sides& sides, bool is_many_a) {
  Side& many = is_many_a ? sides.a : sides.b;
  Side& few = is_many_a ? sides.b : sides.a;
  if (std::popcount(many.free()) < 2) return;
  for (std::size_t j = 0; j < few.size(); ++j) {
    if (!few.is_free(j)) continue;
    PartMatch best;
    const SpelledWord& whole = sides.book.word(few.name.parts[j].word);
    for (std::size_t i = 0; i + 1 < many.size(); ++i) {
      if (!many.is_free(i) || !may_begin_alike(sides.book.word(many.name.parts[i].word), whole))
        continue;
      for (std::size_t n = 2; n <= joined_max && i + n <= many.size(); ++n) {
        if (!many.is_free(i + n - 1)) break;
        const auto run = std::span(many.name.parts).subspan(i, n);
        const auto one = std::span(few.name.parts).subspan(j, 1);
        const std::uint32_t alike = joined_likeness(sides.book, run, one);
        if (alike <= best.likeness) continue;
        best = match_of(is_many_a, i, i + n, j, PartFit::joined);
        best.likeness = static_cast<std::uint16_t>(alike);
        best.weight = static_cast<std::uint16_t>((weight_of(run) + weight_of(one)) / 2);
      }
    }
    if (best.likeness == 0) continue;
    best.likeness = static_cast<std::uint16_t>(best.likeness - sides.weights.joined_loss);
    many.take(is_many_a ? best.a_from : best.b_from, is_many_a ? best.a_to : best.b_to);
    few.take(j, j + 1);
    sides.met.add(best);
  }
}

/// All that is left of both sides, where each is a run: two writings that part one word in other places.
void join_rest(Sides& sides) {
  const auto run_of = [](const Side& side) {
    const std::uint32_t free = side.free();
    const auto from = static_cast<std::size_t>(std::countr_zero(free));
    const auto length = static_cast<std::size_t>(std::popcount(free));
    const bool is_run = free >> from == (1U << length) - 1U && length <= joined_max;
    return std::span(side.name.parts).subspan(from, is_run ? length : 0);
  };
  if (sides.a.free() == 0 || sides.b.free() == 0) return;
  const auto a = run_of(sides.a), b = run_of(sides.b);
  if (a.size() < 2 || b.size() < 2) return;
  if (sides.book.word(a[0].word).writing == sides.book.word(b[0].word).writing) return;
  const std::uint32_t alike = joined_likeness(sides.book, a, b);
  if (alike == 0) return;
  const auto a_from = static_cast<std::uint8_t>(std::countr_zero(sides.a.free()));
  const auto b_from = static_cast<std::uint8_t>(std::countr_zero(sides.b.free()));
  PartMatch match{a_from,
                  static_cast<std::uint8_t>(a_from + a.size()),
                  b_from,
                  static_cast<std::uint8_t>(b_from + b.size()),
                  PartFit::joined,
                  0,
                  0};
  match.likeness =
      static_cast<std::uint16_t>(static_cast<std::int32_t>(alike) - sides.weights.joined_loss);
  match.weight = static_cast<std::uint16_t>((weight_of(a) + weight_of(b)) / 2);
  sides.a.take(match.a_from, match.a_to);
  sides.b.take(match.b_from, match.b_to);
  sides.met.add(match);
}

/// A word that is the first letters of the other side's words.
void find_acronyms(Sides& sides, bool is_many_a) {
  Side& many = is_many_a ? sides.a : sides.b;
  Side& few = is_many_a ? sides.b : sides.a;
  std::array<char, parts_max> firsts{};
  std::size_t count = 0, first = 0, last = 0;
  for (std::size_t i = 0; i < many.size(); ++i) {
    if (!many.is_free(i) || many.name.parts[i].role == PartRole::particle) continue;
    const std::string_view letters = plain_letters(sides.book.word(many.name.parts[i].word));
    if (letters.empty()) return;
    if (count == 0) first = i;
    last = i;
    firsts[count++] = letters.front();
  }
  if (count < 3) return;
  for (std::size_t j = 0; j < few.size(); ++j) {
    const std::string_view letters = plain_letters(sides.book.word(few.name.parts[j].word));
    if (!few.is_free(j) || letters != std::string_view(firsts.data(), count)) continue;
    PartMatch match = match_of(is_many_a, first, last + 1, j, PartFit::acronym);
    match.likeness = static_cast<std::uint16_t>(sides.weights.acronym_likeness);
    match.weight = few.name.parts[j].weight;
    many.take(first, last + 1);
    few.take(j, j + 1);
    sides.met.add(match);
    return;
  }
}

/// What is left of both sides is set against each other in its order.
template <class Wanted>
void set_against(Sides& sides, Wanted&& is_wanted) {
  const auto next = [&](const Side& side, std::size_t from) {
    while (from < side.size() && !(side.is_free(from) && is_wanted(side.name.parts[from].role)))
      ++from;
    return from;
  };
  std::size_t i = next(sides.a, 0), j = next(sides.b, 0);
  while (i < sides.a.size() && j < sides.b.size()) {
    PartMatch match = match_of(true, i, i + 1, j, PartFit::other);
    match.weight = static_cast<std::uint16_t>(
        (sides.a.name.parts[i].weight + sides.b.name.parts[j].weight) / 2U);
    sides.met.add(match);
    sides.a.take(i, i + 1);
    sides.b.take(j, j + 1);
    i = next(sides.a, i + 1);
    j = next(sides.b, j + 1);
  }
}

/// Patronymics contradict patronymics, parts of weight parts of weight; the rest meets silence.
void add_left(Sides& sides) {
  if (sides.a.free() != 0 && sides.b.free() != 0) {
    set_against(sides, [](PartRole role) { return role == PartRole::patronymic; });
    set_against(sides, [](PartRole role) {
      return role != PartRole::particle && role != PartRole::patronymic;
    });
  }
  const auto add_silent = [&](const Side& side, bool is_a) {
    for (std::size_t i = 0; i < side.size(); ++i) {
      if (!side.is_free(i)) continue;
      const auto from = static_cast<std::uint8_t>(i), to = static_cast<std::uint8_t>(i + 1);
      sides.met.add(is_a
                        ? PartMatch{from, to, 0, 0, PartFit::silent, 0, side.name.parts[i].weight}
                        : PartMatch{0, 0, from, to, PartFit::silent, 0, side.name.parts[i].weight});
    }
  };
  add_silent(sides.a, true);
  add_silent(sides.b, false);
}

PartRole role_of(const Sides& sides, const PartMatch& match) {
  return match.a_to > match.a_from ? sides.a.name.parts[match.a_from].role
                                   : sides.b.name.parts[match.b_from].role;
}

bool is_met(const PartMatch& match) {
  return match.fit != PartFit::other && match.fit != PartFit::silent;
}

/// Particles may stand anywhere.
bool is_crossed(const Sides& sides) {
  const auto is_weighty = [&](const PartMatch& m) {
    return is_met(m) && role_of(sides, m) != PartRole::particle;
  };
  for (std::size_t i = 1; i < sides.met.count; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const PartMatch& x = sides.met.match[i];
      const PartMatch& y = sides.met.match[k];
      if (is_weighty(x) && is_weighty(y) && (x.a_from < y.a_from) != (x.b_from < y.b_from))
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
      return weights.silent_place;
    case PartRole::number:
      return weights.silent_number;
    case PartRole::word:
    case PartRole::initial:
      break;
  }
  return words_met <= 1 ? weights.silent_to_one : weights.silent;
}

/// score = share / (1 + cost), times what forms, generations and order say. What all parts of both sides cost is
/// added up, so that one part that contradicts is not outvoted by many that agree.
std::uint32_t score_of(const Sides& sides, const NameVerdict& made) {
  const NameWeights& weights = sides.weights;
  std::int64_t agreed = 0, against = 0, words_met = 0, cost = 0;
  const std::span<const PartMatch> met(sides.met.match.data(), sides.met.count);
  for (const PartMatch& match : met) {
    if (match.fit == PartFit::silent) continue;
    agreed += match.weight * match.likeness;
    against += match.weight * 1'000;
    if (is_met(match) && role_of(sides, match) != PartRole::particle) ++words_met;
  }
  if (agreed == 0) return 0;
  bool patronymics_differ = false;
  for (const PartMatch& match : met) {
    const PartRole role = role_of(sides, match);
    cost += match.weight * (match.fit == PartFit::silent ? cost_of_silence(role, words_met, weights)
                                                         : cost_of(match.likeness, role, weights));
    patronymics_differ |= match.fit == PartFit::other && role == PartRole::patronymic;
  }
  cost = 1'000 * cost / (1'000 + weights.dilute * std::max<std::int64_t>(words_met - 1, 0));
  const std::int64_t share = 1'000'000 * agreed / against;
  const std::int64_t blended = 1'000'000 - weights.share * (1'000'000 - share) / 1'000;
  std::int64_t score = blended * 100'000 / (100'000 + cost);
  const auto times = [&](bool is_so, std::int32_t permille) {
    if (is_so) score = score * permille / 1'000;
  };
  const auto one_has = [](std::uint16_t x, std::uint16_t y) { return (x == 0) != (y == 0); };
  const PreparedName& a = sides.a.name;
  const PreparedName& b = sides.b.name;
  times(patronymics_differ, weights.patronymics_differ);
  times(made.generations_differ, weights.generations_differ);
  times(one_has(a.generation, b.generation), weights.generation_silent);
  times(made.legal_forms_differ, weights.legal_forms_differ);
  times(one_has(a.legal_form, b.legal_form), weights.legal_form_silent);
  times(made.order_differs,
        a.has_lineage && b.has_lineage ? weights.lineage_crossed : weights.crossed);
  return static_cast<std::uint32_t>(score);
}

}  // namespace

bool is_second_first(const NameBook& book, const PreparedName& a, const PreparedName& b) noexcept {
  if (a.parts.size() != b.parts.size()) return a.parts.size() < b.parts.size();
  for (std::size_t i = 0; i < a.parts.size(); ++i) {
    if (a.parts[i].word != b.parts[i].word)
      return book.word(b.parts[i].word).units < book.word(a.parts[i].word).units;
  }
  return false;
}

NameVerdict finish_comparison(const NameBook& book, const PreparedName& a, const PreparedName& b,
                              MetParts& met) {
  Sides sides{book, {a}, {b}, name_weights(kind_of_pair(a, b)), met};
  for (std::size_t k = 0; k < met.count; ++k) {
    sides.a.take(met.match[k].a_from, met.match[k].a_to);
    sides.b.take(met.match[k].b_from, met.match[k].b_to);
  }
  if (sides.a.free() != 0 && sides.b.free() != 0) {
    join_parts(sides, true);
    join_parts(sides, false);
    join_rest(sides);
    if (kind_of_pair(a, b) != NameKind::person) {
      find_acronyms(sides, true);
      find_acronyms(sides, false);
    }
  }
  add_left(sides);
  NameVerdict made;
  made.legal_forms_differ = a.legal_form != 0 && b.legal_form != 0 && a.legal_form != b.legal_form;
  made.generations_differ = a.generation != 0 && b.generation != 0 && a.generation != b.generation;
  made.order_differs = is_crossed(sides);
  made.score_millionths = score_of(sides, made);
  return made;
}

NameComparison comparison_of(const NameVerdict& verdict, const MetParts& met, bool is_mirrored) {
  NameComparison made;
  made.score_millionths = verdict.score_millionths;
  made.legal_forms_differ = verdict.legal_forms_differ;
  made.generations_differ = verdict.generations_differ;
  made.order_differs = verdict.order_differs;
  made.parts.assign(met.match.begin(), met.match.begin() + static_cast<std::ptrdiff_t>(met.count));
  if (is_mirrored) {
    for (PartMatch& match : made.parts) {
      std::swap(match.a_from, match.b_from);
      std::swap(match.a_to, match.b_to);
    }
  }
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
