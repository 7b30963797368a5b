#include "entities/match_compare.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "entities/match_text.h"

namespace cuibono::entities {
namespace {

using Words = std::array<std::string_view, levels_max>;

constexpr Words part_words{"different", "somewhat alike", "alike, an initial, or with words more",
                           "nearly the same", "the same"};
constexpr Words whole_words{"different",
                            "one word in common",
                            "most words alike",
                            "no word against it, with initials or words left out",
                            "the same words, nearly or in another order",
                            "the same"};
constexpr Words date_words{
    "more than a year apart", "within a year, or the same day of another year",
    "within a month, or the same as far as stated",
    "one digit, exchanged digits, day and month exchanged, or the century left out",
    "the same day"};
constexpr Words place_words{"different", "some words in common", "most words in common",
                            "nearly the same", "the same"};
constexpr Words number_words{"different", "somewhat alike", "one sign differs", "the same"};
constexpr Words phone_words{"different", "the same last seven digits", "one digit differs",
                            "the same, without the country", "the same"};
constexpr Words same_words{"different", "the same"};
constexpr Words email_words{"different",       "the same domain",       "somewhat alike",
                            "nearly the same", "the same before the @", "the same"};
constexpr Words domain_words{"different", "nearly the same", "the same name with another ending",
                             "the same"};

[[nodiscard]] const Words& words_of(MatchKind kind) noexcept {
  switch (kind) {
    case MatchKind::given_name:
    case MatchKind::family_name:
      return part_words;
    case MatchKind::whole_name:
      return whole_words;
    case MatchKind::date:
      return date_words;
    case MatchKind::place:
      return place_words;
    case MatchKind::document:
    case MatchKind::account:
      return number_words;
    case MatchKind::phone:
      return phone_words;
    case MatchKind::email:
      return email_words;
    case MatchKind::domain:
      return domain_words;
    default:
      return same_words;
  }
}

[[nodiscard]] MatchLevel compare_numbers(std::string_view a, std::string_view b) {
  const std::size_t ca = a.find(':'), cb = b.find(':');
  if (ca != std::string_view::npos && cb != std::string_view::npos) {
    if (a.substr(0, ca) != b.substr(0, cb)) return no_level;  // two countries, two numbers
  }
  const std::string_view na = ca == std::string_view::npos ? a : a.substr(ca + 1);
  const std::string_view nb = cb == std::string_view::npos ? b : b.substr(cb + 1);
  if (na == nb) return 3;
  if (std::min(na.size(), nb.size()) < 5) return 0;
  const std::uint32_t edits = edits_within(na, nb, 2);
  return edits <= 1 ? 2 : edits == 2 ? 1 : 0;
}

[[nodiscard]] MatchLevel compare_phones(std::string_view a, std::string_view b) {
  if (a == b) return 4;
  constexpr std::size_t local_digits = 7;
  const std::string_view longer = a.size() >= b.size() ? a : b;
  std::string_view shorter = a.size() >= b.size() ? b : a;
  const bool has_zero = shorter.starts_with('0');
  if (has_zero) shorter.remove_prefix(1);
  if (shorter.size() >= local_digits && longer.ends_with(shorter)) return 3;
  if (shorter.size() >= local_digits && edits_within(a, b, 1) <= 1) return 2;
  return shorter.size() >= local_digits && longer.size() >= local_digits &&
                 longer.ends_with(shorter.substr(shorter.size() - local_digits))
             ? 1
             : 0;
}

[[nodiscard]] MatchLevel compare_emails(std::string_view a, std::string_view b) {
  if (a == b) return 5;
  const std::size_t at_a = std::min(a.find('@'), a.size()), at_b = std::min(b.find('@'), b.size());
  const std::string_view la = a.substr(0, at_a), lb = b.substr(0, at_b);
  constexpr std::size_t says_something = 3;  // "jk" before the @ is not one person's
  if (la == lb && la.size() >= says_something) return 4;
  if (edits_within(a, b, 2) <= 2) return 3;
  if (jaro_winkler_from(a, b, 0.88) > 0) return 2;
  return at_a < a.size() && at_b < b.size() && a.substr(at_a) == b.substr(at_b) ? 1 : 0;
}

[[nodiscard]] MatchLevel compare_domains(std::string_view a, std::string_view b) {
  if (a == b) return 3;
  const auto name = [](std::string_view d) {
    return d.substr(0, std::min(d.rfind('.'), d.size()));
  };
  if (name(a) == name(b) && name(a).size() > 2) return 2;
  return std::min(a.size(), b.size()) >= 6 && edits_within(a, b, 2) <= 2 ? 1 : 0;
}

/// Words of a text, at most 16: what is behind does not count.
struct FewWords {
  std::array<std::string_view, 16> words{};
  std::size_t count = 0;
  explicit FewWords(std::string_view text) noexcept {
    while (!text.empty() && count < words.size()) {
      const std::size_t end = std::min(text.find(' '), text.size());
      if (end > 0) words[count++] = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
};

[[nodiscard]] bool is_number(std::string_view word) noexcept {
  return word.front() >= '0' && word.front() <= '9';
}

/// How many words of the shorter text have an own partner in the longer one, and whether both state numbers of which
/// none agrees: house 12 is not house 14.
struct Partners {
  std::size_t count = 0;
  bool has_other_number = false;
};
[[nodiscard]] Partners find_partners(const FewWords& few, const FewWords& many,
                                     double likeness_min) {
  std::uint32_t used = 0;
  Partners out;
  std::size_t numbers_few = 0, numbers_many = 0, numbers_common = 0;
  for (std::size_t j = 0; j < many.count; ++j) numbers_many += is_number(many.words[j]) ? 1U : 0U;
  for (const bool is_exact : {true, false}) {
    for (std::size_t i = 0; i < few.count; ++i) {
      const std::string_view word = few.words[i];
      if (is_exact) numbers_few += is_number(word) ? 1U : 0U;
      if (!is_exact && is_number(word)) continue;
      for (std::size_t j = 0; j < many.count; ++j) {
        if ((used >> j & 1U) != 0 || (word == many.words[j]) != is_exact) continue;
        if (!is_exact && jaro_winkler_from(word, many.words[j], likeness_min) <= 0) continue;
        used |= 1U << j;
        ++out.count;
        numbers_common += is_number(word) ? 1U : 0U;
        break;
      }
    }
  }
  out.has_other_number = numbers_few > 0 && numbers_many > 0 && numbers_common == 0;
  out.count = std::min(out.count, few.count);
  return out;
}

/// What tells generations of one name apart: father, son, the second. Nothing for all other words.
[[nodiscard]] int generation_of(std::string_view word) noexcept {
  if (word == "sr" || word == "senior" || word == "i") return 1;
  if (word == "jr" || word == "junior" || word == "ii") return 2;
  return word == "iii" ? 3 : 0;
}

/// Takes the generation off the end of a name of several words.
[[nodiscard]] int take_generation(std::string_view& name) noexcept {
  const std::size_t space = name.rfind(' ');
  if (space == std::string_view::npos) return 0;
  const int generation = generation_of(name.substr(space + 1));
  if (generation != 0) name = name.substr(0, space);
  return generation;
}

[[nodiscard]] MatchLevel compare_parts(std::string_view a, std::string_view b) {
  if (a == b) return 4;
  const bool has_spaces =
      a.find(' ') != std::string_view::npos || b.find(' ') != std::string_view::npos;
  if (has_spaces) {
    const int of_a = take_generation(a), of_b = take_generation(b);
    if (of_a != 0 && of_b != 0 && of_a != of_b) return 0;
    if (a == b) return 3;
    const FewWords left(a), right(b);
    const FewWords& few = left.count <= right.count ? left : right;
    const FewWords& many = left.count <= right.count ? right : left;
    if (few.count < many.count && find_partners(few, many, part_nearly).count == few.count)
      return 2;
  }
  if (a.size() == 1 || b.size() == 1) return a.front() == b.front() ? 2 : 0;
  const double likeness = jaro_winkler_from(a, b, 0.72);
  return likeness >= part_nearly ? 3 : likeness >= 0.84 ? 2 : likeness >= 0.72 ? 1 : 0;
}

[[nodiscard]] MatchLevel compare_places(std::string_view a, std::string_view b) {
  if (a == b) return 4;
  const bool is_word =
      a.find(' ') == std::string_view::npos && b.find(' ') == std::string_view::npos;
  if (is_word) {
    const double likeness = jaro_winkler_from(a, b, 0.74);
    return likeness >= 0.92 ? 3 : likeness >= 0.84 ? 2 : likeness > 0 ? 1 : 0;
  }
  if (a.size() > b.size() || (a.size() == b.size() && a > b)) std::swap(a, b);
  FewWords few(a), many(b);
  if (few.count > many.count) std::swap(few, many);
  const Partners partners = find_partners(few, many, 0.88);
  const MatchLevel most = partners.has_other_number ? 2 : 3;
  if (partners.count == few.count && few.count * 2 > many.count) return most;
  const double likeness = jaro_winkler_from(a, b, 0.8);
  if (likeness >= 0.92) return most;
  if (partners.count * 2 > few.count) return 2;
  return partners.count > 0 || likeness > 0 ? 1 : 0;
}

/// Whether one digit differs, or two neighbours have changed places.
[[nodiscard]] bool is_one_slip(std::uint32_t a, std::uint32_t b) noexcept {
  const std::uint32_t differs = a ^ b;
  if (differs == 0) return false;
  const unsigned low = static_cast<unsigned>(std::countr_zero(differs)) / 4 * 4;
  const unsigned high = (31U - static_cast<unsigned>(std::countl_zero(differs))) / 4 * 4;
  if (low == high) return true;
  const auto digit = [](std::uint32_t x, unsigned at) { return x >> at & 15U; };
  return high == low + 4 && digit(a, low) == digit(b, high) && digit(a, high) == digit(b, low);
}

}  // namespace

std::size_t levels_of(MatchKind kind) noexcept {
  switch (kind) {
    case MatchKind::whole_name:
    case MatchKind::email:
      return 6;
    case MatchKind::given_name:
    case MatchKind::family_name:
    case MatchKind::date:
    case MatchKind::place:
    case MatchKind::phone:
      return 5;
    case MatchKind::document:
    case MatchKind::account:
    case MatchKind::domain:
      return 4;
    case MatchKind::device:
    case MatchKind::word:
      return 2;
  }
  return 2;
}

std::string_view level_words(MatchKind kind, MatchLevel level) noexcept {
  if (level == no_level) return "not stated on both sides";
  return words_of(kind)[level];
}

MatchLevel compare_dates(const MatchDate& a, const MatchDate& b) noexcept {
  if (!a.has_century || !b.has_century) {
    const bool is_same = a.day == b.day && a.month == b.month && a.year % 100 == b.year % 100;
    return is_same && (a.day != 0) ? 3 : a.day == b.day && a.month == b.month ? 1 : 0;
  }
  if (!a.is_whole() || !b.is_whole()) {
    constexpr int year_days = 366;
    if (a.from_day <= b.to_day && b.from_day <= a.to_day) return 2;
    const int gap = a.from_day > b.to_day ? a.from_day - b.to_day : b.from_day - a.to_day;
    return gap <= year_days ? 1 : 0;
  }
  if (a.from_day == b.from_day) return 4;
  const bool is_exchanged = a.year == b.year && a.day == b.month && a.month == b.day;
  if (is_exchanged || is_one_slip(a.digits, b.digits)) return 3;
  const int apart = std::abs(a.from_day - b.from_day);
  if (apart <= 31) return 2;
  return apart <= 366 || (a.day == b.day && a.month == b.month) ? 1 : 0;
}

MatchLevel compare_whole_names(std::string_view a, std::string_view b) {
  if (a == b) return 5;
  if (a.size() > b.size() || (a.size() == b.size() && a > b)) std::swap(a, b);
  FewWords few(a), many(b);
  if (few.count > many.count) std::swap(few, many);
  std::uint32_t used = 0;
  std::size_t whole = 0, initials = 0, alike = 0;
  // First what is the same, what is nearly so, then initials, then what is alike: each word of the longer name once.
  for (const int turn : {0, 1, 2, 3}) {
    for (std::size_t i = 0; i < few.count; ++i) {
      std::string_view& word = few.words[i];
      if (word.empty()) continue;
      for (std::size_t j = 0; j < many.count; ++j) {
        if ((used >> j & 1U) != 0) continue;
        const std::string_view other = many.words[j];
        const bool is_initial = word.size() == 1 || other.size() == 1;
        const bool fits = turn == 0   ? word == other
                          : turn == 1 ? !is_initial && jaro_winkler_from(word, other, 0.9) > 0
                          : turn == 2 ? is_initial && word.front() == other.front()
                                      : !is_initial && jaro_winkler_from(word, other, 0.78) > 0;
        if (!fits) continue;
        used |= 1U << j;
        (turn < 2 ? whole : turn == 2 ? initials : alike) += 1;
        word = {};
        break;
      }
    }
  }
  if (whole == few.count) return whole == many.count ? 4 : whole >= 2 ? 3 : 2;
  if (whole > 0 && whole + initials == few.count) return 3;
  if (whole > 0 && whole + initials + alike == few.count) return 2;
  return whole > 0 || whole + initials + alike == few.count ? 1 : 0;
}

MatchLevel compare_texts(MatchKind kind, std::string_view a, std::string_view b) {
  switch (kind) {
    case MatchKind::given_name:
    case MatchKind::family_name:
      return compare_parts(a, b);
    case MatchKind::whole_name:
      return compare_whole_names(a, b);
    case MatchKind::date:
      return compare_dates(parse_match_date(a), parse_match_date(b));
    case MatchKind::place:
      return compare_places(a, b);
    case MatchKind::document:
    case MatchKind::account:
      return compare_numbers(a, b);
    case MatchKind::phone:
      return compare_phones(a, b);
    case MatchKind::email:
      return compare_emails(a, b);
    case MatchKind::domain:
      return compare_domains(a, b);
    default:
      return a == b ? 1 : 0;
  }
}

MatchLevel compare_values(const MatchColumn& column, std::uint32_t a, std::uint32_t b) {
  if (column.kind() == MatchKind::date) return compare_dates(column.date(a), column.date(b));
  if (a == b) return static_cast<MatchLevel>(levels_of(column.kind()) - 1);
  return compare_texts(column.kind(), column.folded(a), column.folded(b));
}

}  // namespace cuibono::entities
