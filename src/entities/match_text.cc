#include "entities/match_text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

// Jaro–Winkler: for each letter of the shorter word one 64-bit mask says where the longer word has that letter.
// The mask comes from comparing 8 bytes at once: no table of letters is filled. The first free place in the
// window is the lowest bit that is left.

namespace cuibono::entities {
namespace {

constexpr std::uint64_t ones = 0x0101010101010101ULL, highs = 0x8080808080808080ULL;

/// Bit i is set where byte i of the eight is `letter`.
[[nodiscard]] std::uint64_t places_in_eight(std::uint64_t eight, std::uint8_t letter) noexcept {
  const std::uint64_t differs = eight ^ (ones * letter);
  const std::uint64_t low = (differs & ~highs) + ~highs;
  const std::uint64_t same = ~(low | differs) & highs;  // exact: no borrow between bytes
  return ((same >> 7U) * 0x0102040810204080ULL) >> 56U;
}

/// A word of at most 64 bytes in eights, so that equal letters are found at once.
struct Eights {
  std::array<std::uint64_t, 8> eights{};
  std::size_t count = 0;
  explicit Eights(std::string_view word) noexcept : count((word.size() + 7) / 8) {
    std::memcpy(eights.data(), word.data(), word.size());
  }
  [[nodiscard]] std::uint64_t places(char letter) const noexcept {
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < count; ++i)
      mask |= places_in_eight(eights[i], static_cast<std::uint8_t>(letter)) << (8 * i);
    return mask;
  }
};

/// Which letters a text has, several letters to a bit: what one lacks by this the other has not.
[[nodiscard]] std::uint32_t letters_of(std::string_view text) noexcept {
  std::uint32_t letters = 0;
  for (const char c : text) letters |= 1U << (static_cast<std::uint8_t>(c) & 31U);
  return letters;
}

[[nodiscard]] constexpr std::uint64_t low_bits(std::size_t count) noexcept {
  return count >= 64 ? ~0ULL : (1ULL << count) - 1;
}

[[nodiscard]] bool is_plain(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & '\x80') == 0; });
}

void append_folded(std::string& out, char c) {
  if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
    out += c;
  } else if (!out.empty() && out.back() != ' ' && c != '\'') {
    out += ' ';
  }
}

/// What is written for a letter that has no decomposition; nothing for all others.
[[nodiscard]] const char* plain_letters(char32_t c) noexcept {
  switch (c) {
    case U'ł':
      return "l";
    case U'ø':
      return "o";
    case U'đ':
    case U'ð':
      return "d";
    case U'þ':
      return "th";
    case U'æ':
      return "ae";
    case U'œ':
      return "oe";
    case U'ı':
      return "i";
    default:
      return nullptr;
  }
}

[[nodiscard]] std::string fold_any(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* parts = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) return {};
  const auto source = icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())});
  const auto wide = parts->normalize(fold->normalize(source, status), status);
  if (U_FAILURE(status)) return {};
  icu::UnicodeString kept;
  std::string out;
  for (int i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const UChar32 c = wide.char32At(i);
    if (c == 0xFFFD) continue;
    if (c < 128) {
      kept.append(c);
    } else if (const char* plain = plain_letters(static_cast<char32_t>(c)); plain != nullptr) {
      kept.append(icu::UnicodeString(plain, -1, US_INV));
    } else if (u_charType(c) == U_NON_SPACING_MARK && u_getCombiningClass(c) != 0) {
      continue;  // a mark upon a letter
    } else if (u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) {
      kept.append(c);
    } else if (c != 0x2019) {
      kept.append(UChar32{' '});
    }
  }
  std::string bytes;
  kept.toUTF8String(bytes);
  for (const char c : bytes) {
    if ((c & '\x80') != 0) {
      out += c;
    } else {
      append_folded(out, c);
    }
  }
  return out;
}

/// The sign of a consonant; vowels and h, y have none.
[[nodiscard]] char sound_of(char c) noexcept {
  switch (c) {
    case 'b':
    case 'p':
      return 'p';
    case 'c':
    case 'k':
    case 'q':
    case 'g':
      return 'k';
    case 'd':
    case 't':
      return 't';
    case 'f':
    case 'v':
    case 'w':
      return 'f';
    case 's':
    case 'z':
    case 'x':
      return 's';
    case 'j':
      return 'j';
    case 'l':
      return 'l';
    case 'm':
    case 'n':
      return 'n';
    case 'r':
      return 'r';
    default:
      return '\0';
  }
}

}  // namespace

std::string fold_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  if (is_plain(text)) {
    for (const char c : text) append_folded(out, c);
  } else {
    out = fold_any(text);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::vector<std::string_view> split_words(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty()) {
    const std::size_t end = std::min(folded.find(' '), folded.size());
    if (end > 0) words.push_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

double jaro_winkler(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  if (a.size() > b.size() || (a.size() == b.size() && a > b)) std::swap(a, b);
  if (a.empty()) return 0;
  if (b.size() > 64) return jaro_winkler_reference(a, b);
  const Eights longer(b);
  const std::size_t half = b.size() / 2, window = half > 0 ? half - 1 : 0;
  const std::uint64_t whole = low_bits(b.size());
  std::uint64_t of_a = 0, of_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::uint64_t within =
        i > window ? low_bits(2 * window + 1) << (i - window) : low_bits(i + window + 1);
    const std::uint64_t free = longer.places(a[i]) & within & whole & ~of_b;
    if (free == 0) continue;
    of_b |= free & (~free + 1);
    of_a |= 1ULL << i;
  }
  if (of_a == 0) return 0;
  const double m = std::popcount(of_a);
  std::size_t moved = 0;
  while (of_a != 0) {
    const auto i = static_cast<std::size_t>(std::countr_zero(of_a));
    const auto j = static_cast<std::size_t>(std::countr_zero(of_b));
    moved += a[i] != b[j] ? 1U : 0U;
    of_a &= of_a - 1;
    of_b &= of_b - 1;
  }
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
                       (m - static_cast<double>(moved / 2)) / m) /
                      3;
  if (jaro <= 0.7) return jaro;
  std::size_t same = 0;
  while (same < 4 && same < a.size() && a[same] == b[same]) ++same;
  return jaro + 0.1 * static_cast<double>(same) * (1 - jaro);
}

double jaro_winkler_from(std::string_view a, std::string_view b, double least) {
  if (a == b) return least <= 1 ? 1 : 0;
  if (a.empty() || b.empty()) return 0;
  const std::uint32_t of_a = letters_of(a), of_b = letters_of(b);
  const auto lacking = [](std::uint32_t x, std::uint32_t y) {
    return static_cast<std::size_t>(std::popcount(x & ~y));
  };
  const std::size_t common =
      std::min(a.size() - lacking(of_a, of_b), b.size() - lacking(of_b, of_a));
  if (common == 0) return 0;
  const double m = static_cast<double>(std::min({common, a.size(), b.size()}));
  const double jaro =
      (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + 1) / 3;
  std::size_t same = 0;
  while (same < 4 && same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  constexpr double rounding = 1e-9;
  if (jaro + 0.1 * static_cast<double>(same) * (1 - jaro) + rounding < least) return 0;
  const double likeness = jaro_winkler(a, b);
  return likeness >= least ? likeness : 0;
}

std::uint32_t edits_within(std::string_view a, std::string_view b, std::uint32_t most) noexcept {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > most) return most + 1;
  // An edit brings at most one letter that the other text lacks.
  const std::uint32_t of_a = letters_of(a), of_b = letters_of(b);
  const int lacking = std::max(std::popcount(of_a & ~of_b), std::popcount(of_b & ~of_a));
  if (static_cast<std::uint32_t>(lacking) > most) return most + 1;
  while (!a.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
  const std::size_t gap = b.size() - a.size();
  if (gap > most) return most + 1;
  if (a.empty()) return static_cast<std::uint32_t>(b.size());
  if (most == 0) return 1;
  // Rows of the usual table, of which only places within `most` of the diagonal can count.
  constexpr std::size_t band_max = 7;
  const std::size_t width = 2 * most + 1;
  if (width > band_max) return most + 1;
  const std::uint32_t far = most + 1;
  std::array<std::uint32_t, band_max> before{}, last{}, now{};
  for (std::size_t d = 0; d < width; ++d)
    last[d] = d >= most ? static_cast<std::uint32_t>(d - most) : far;
  before.fill(far);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::uint32_t least = far;
    for (std::size_t d = 0; d < width; ++d) {
      now[d] = far;
      if (i + d < most || i + d - most > b.size()) continue;
      const std::size_t j = i + d - most;
      if (j == 0) {
        now[d] = static_cast<std::uint32_t>(std::min<std::size_t>(i, far));
        continue;
      }
      std::uint32_t best = last[d] + (a[i - 1] == b[j - 1] ? 0 : 1);
      if (d + 1 < width) best = std::min(best, last[d + 1] + 1);
      if (d > 0) best = std::min(best, now[d - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = std::min(best, before[d] + 1);
      now[d] = std::min(best, far);
      least = std::min(least, now[d]);
    }
    if (least == far && i > 1 && *std::min_element(last.begin(), last.begin() + width) == far)
      return far;
    before = last;
    last = now;
  }
  return std::min(last[gap + most], far);
}

std::string sound_key(std::string_view word, std::size_t most) {
  std::string key;
  if (!is_plain(word)) return std::string(word);
  char last = '\0';
  for (std::size_t i = 0; i < word.size() && key.size() < most; ++i) {
    char c = word[i];
    if (c == 'p' && i + 1 < word.size() && word[i + 1] == 'h') c = 'f';
    if (c == 'c' && i + 1 < word.size() && (word[i + 1] == 'e' || word[i + 1] == 'i')) c = 's';
    if (c >= '0' && c <= '9') {
      key += c;
      last = c;
      continue;
    }
    const char sign = sound_of(c);
    if (sign == '\0') {
      if (i == 0) key += 'a';
      if (c != 'h') last = '\0';
    } else if (sign != last) {
      key += sign;
      last = sign;
    }
  }
  return key;
}

}  // namespace cuibono::entities
