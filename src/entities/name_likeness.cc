// How alike two spellings are as one word.
#include "entities/name_likeness.h"

#include <algorithm>
#include <array>
#include <bit>

#include "core/core.h"

namespace cuibono::entities {
namespace {

/// Classes of letters that spellings exchange; vowels are one.
constexpr std::array<std::uint8_t, 26> class_of = {

    // a  b  c  d  e  f  g  h  i  j  k  l  m  n  o  p  q  r  s  t  u  v  w  x  y  z
    0, 1, 2, 3, 0, 1, 2, 9, 0, 4, 2, 5, 6, 7, 0, 1, 2, 5, 8, 3, 0, 1, 1, 8, 0, 8};

std::uint32_t letters_held(std::string_view letters) {
  std::array<std::uint8_t, 10> count{};
  std::uint32_t held = 0;
  for (const char c : letters) {
    const std::size_t sort = class_of[static_cast<std::size_t>(c - 'a')];
    if (count[sort] == 3 || sort == 9) continue;  // "h" is written or not
    held |= 1U << (3 * sort + count[sort]);
    ++count[sort];
  }
  return held;
}

/// A pair at even odds of the fit is to fit as a name of one word does at its threshold.
constexpr std::int64_t even_odds_milli = 300;

/// Log odds in thousandths to thousandths of likeness: half at even odds, never 1000.
std::uint32_t likeness_of_odds(std::int64_t odds_milli) {
  const std::int64_t size = odds_milli < 0 ? -odds_milli : odds_milli;
  return static_cast<std::uint32_t>(500 + 500 * odds_milli / (size + 1'500));
}

struct Measured {
  std::int64_t share = 0,
               bits = 0;  ///< of the best that was possible, in thousandths; in hundredths of a bit
};
Measured measure(const PieceWord& x, const LatinWord& y, std::int64_t possible) {
  const std::int64_t agreed = std::max<std::int64_t>(agreement(x, y), -3'000);
  return {1'000 * agreed / (possible + 300), agreed};
}

/// A word of another writing and one in Latin letters.
std::uint32_t likeness_across(const SpelledWord& x, const LatinWord& y) {
  const auto& fit = fit_of(x.writing);
  const std::int64_t possible = (x.own.best + best_agreement(x.writing, y)) / 2;
  const std::int64_t second_possible = (x.second.best + best_agreement(x.second.writing, y)) / 2;
  const Measured own = measure(x.own, y, possible);
  const Measured second = measure(x.second, y, second_possible);
  const std::int64_t odds = fit[0] + even_odds_milli +
                            (fit[1] * own.share + fit[2] * own.bits + fit[3] * second.share +
                             fit[4] * second.bits + fit[5] * possible) /
                                1'000;
  return std::min<std::uint32_t>(likeness_of_odds(odds), 990);
}

/// Two words by their Latin letters.
std::uint32_t likeness_in_latin(const SpelledWord& a, const SpelledWord& b) {
  const bool is_in_order = a.latin.letters.size() != b.latin.letters.size()
                               ? a.latin.letters.size() < b.latin.letters.size()
                               : a.latin.letters <= b.latin.letters;
  const SpelledWord& x = is_in_order ? a : b;  // the shorter has the pieces of two
  const SpelledWord& y = is_in_order ? b : a;
  const std::int64_t possible = a.self + b.self;
  if (possible <= 0) return 0;
  // Below likeness_least it is nothing, which is mostly clear after a few letters.
  const auto least = static_cast<std::int32_t>(likeness_least * possible / 2'000);
  const std::int32_t agreed = agreement_from(x.as_latin, y.latin, least);
  if (agreed == agreement_below) return 0;
  std::int64_t share = 2'000 * static_cast<std::int64_t>(agreed) / possible;
  // Where a unit is a syllable or more, one that differs is more than a slip of the pen.
  if (a.writing == Writing::hangul) share = share * 3 / 5;
  if (a.writing == Writing::han) share = share / 2;
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(share, 0, 990));
}

}  // namespace

SpelledWord make_spelled_word(std::u32string_view written) {
  SpelledWord word;
  for (const char32_t c : written) {
    word.writing = writing_of(c);
    if (word.writing != Writing::other) break;
  }
  word.units = units_of(written, word.writing);
  const std::string mandarin = word.writing == Writing::han ? mandarin_units(word.units) : "";
  const std::string letters =
      word.writing == Writing::han ? mandarin : latin_letters(word.units, word.writing);
  const std::u32string wide(letters.begin(), letters.end());
  word.latin = make_latin_word(letters);
  word.as_latin = make_piece_word(wide, Writing::latin);
  word.self = agreement(word.as_latin, word.latin);
  word.letters_held = letters_held(letters);
  if (word.writing != Writing::latin && word.writing != Writing::other) {
    word.own = make_piece_word(word.units, word.writing);
    word.second =
        make_piece_word(wide, word.writing == Writing::han ? Writing::pinyin : Writing::spoken);
  }
  return word;
}

bool may_hold_alike(std::uint32_t a_held, std::uint32_t b_held) noexcept {
  return 4 * std::popcount(a_held ^ b_held) <= 3 * (std::popcount(a_held) + std::popcount(b_held));
}

bool may_be_alike(const SpelledWord& a, const SpelledWord& b) noexcept {
  return may_hold_alike(a.letters_held, b.letters_held);
}

std::uint32_t word_likeness(const SpelledWord& a, const SpelledWord& b) {
  if (a.writing == b.writing && a.units == b.units) return a.units.empty() ? 0 : 1'000;
  if (a.latin.letters.empty() || b.latin.letters.empty()) return 0;  // numbers are equal or other
  // Japanese readings of Han share no sound with the Mandarin ones.
  const bool is_heard = a.writing != Writing::han && b.writing != Writing::han;
  if (is_heard && !may_be_alike(a, b)) return 0;
  if (a.writing == b.writing || a.writing == Writing::other || b.writing == Writing::other)
    return likeness_in_latin(a, b);
  std::uint32_t best = 0;
  if (a.writing != Writing::latin) best = std::max(best, likeness_across(a, b.latin));
  if (b.writing != Writing::latin) best = std::max(best, likeness_across(b, a.latin));
  return best;
}

double jaro_winkler(std::u32string_view a, std::u32string_view b) noexcept {
  a = a.substr(0, 64);
  b = b.substr(0, 64);
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
  const std::size_t longest = std::max(a.size(), b.size());
  const std::size_t window = longest / 2 > 0 ? longest / 2 - 1 : 0;
  // Bits of b that are within the window of a's letter and equal to it; the lowest that is free is taken.
  std::uint64_t a_taken = 0, b_taken = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t from = i > window ? i - window : 0, to = std::min(b.size(), i + window + 1);
    std::uint64_t equal = 0;
    for (std::size_t j = from; j < to; ++j) equal |= static_cast<std::uint64_t>(a[i] == b[j]) << j;
    equal &= ~b_taken;
    if (equal == 0) continue;
    a_taken |= std::uint64_t{1} << i;
    b_taken |= equal & (~equal + 1);
  }
  if (a_taken == 0) return 0;
  const auto m = static_cast<double>(std::popcount(a_taken));
  std::size_t crossed = 0;
  for (; a_taken != 0; a_taken &= a_taken - 1, b_taken &= b_taken - 1)
    crossed += a[static_cast<std::size_t>(std::countr_zero(a_taken))] !=
               b[static_cast<std::size_t>(std::countr_zero(b_taken))];
  const std::size_t swaps = crossed / 2;
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
                       (m - static_cast<double>(swaps)) / m) /
                      3;
  if (jaro <= 0.7) return jaro;
  std::size_t begin = 0;
  while (begin < std::min({a.size(), b.size(), std::size_t{4}}) && a[begin] == b[begin]) ++begin;
  return jaro + 0.1 * static_cast<double>(begin) * (1 - jaro);
}

double jaro_winkler_reference(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
  const std::size_t longest = std::max(a.size(), b.size());
  const std::size_t window = longest / 2 > 0 ? longest / 2 - 1 : 0;
  std::vector<bool> taken(b.size(), false);
  std::u32string from_a, from_b;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = i > window ? i - window : 0; j < std::min(b.size(), i + window + 1); ++j) {
      if (taken[j] || a[i] != b[j]) continue;
      taken[j] = true;
      from_a += a[i];
      break;
    }
  }
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (taken[j]) from_b += b[j];
  }
  if (from_a.empty()) return 0;
  std::size_t crossed = 0;
  for (std::size_t k = 0; k < from_a.size(); ++k) crossed += from_a[k] != from_b[k] ? 1U : 0U;
  const auto m = static_cast<double>(from_a.size());
  const std::size_t swaps = crossed / 2;
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
                       (m - static_cast<double>(swaps)) / m) /
                      3;
  if (jaro <= 0.7) return jaro;
  std::size_t begin = 0;
  while (begin < std::min({a.size(), b.size(), std::size_t{4}}) && a[begin] == b[begin]) ++begin;
  return jaro + 0.1 * static_cast<double>(begin) * (1 - jaro);
}

}  // namespace cuibono::entities
