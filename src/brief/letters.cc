#include "brief/letters.h"

#include "core/core.h"

namespace cuibono::brief {
namespace {

/// Base letters of U+00C0 to U+017F; '*' where there is none.
constexpr std::string_view latin =
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnn*nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
/// Base letters of U+1E00 to U+1EFF.
constexpr std::string_view latin_more =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwyas**s*aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy******";
static_assert(latin.size() == 0x180 - 0xC0 && latin_more.size() == 0x100);

bool is_mark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || c == 0xAD ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/// Lower case of Greek and Cyrillic, without the marks that a hasty writer leaves out.
char32_t fold_greek_cyrillic(char32_t c) {
  constexpr std::u32string_view marked = U"ΆΈΉΊΪΌΎΫΏάέήίϊΐόύϋΰώςЁёЙйЇї";
  constexpr std::u32string_view plain = U"αεηιιουυωαεηιιιουυυωσееииіі";
  static_assert(marked.size() == plain.size());
  if (const auto at = marked.find(c); at != std::u32string_view::npos) return plain[at];
  if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x460 && c <= 0x52F) return c | 1U;
  return c;
}

}  // namespace

char32_t fold_letter(char32_t point) noexcept {
  char32_t c = point >= 0xFF01 && point <= 0xFF5E ? point - 0xFEE0 : point;
  if (is_mark(c)) return 0;
  if (c >= 'A' && c <= 'Z') return c + 32;
  const char base = c >= 0xC0 && c < 0x180      ? latin[c - 0xC0]
                    : c >= 0x1E00 && c < 0x1F00 ? latin_more[c - 0x1E00]
                                                : '*';
  if (base != '*') return static_cast<char32_t>(base);
  return c >= 0x370 && c < 0x530 ? fold_greek_cyrillic(c) : c;
}

bool is_letter(char32_t point) noexcept {
  const char32_t c = point >= 0xFF21 && point <= 0xFF5A ? point - 0xFEE0 : point;
  constexpr std::u32string_view marks =
      U"\u037E\u0387\u0589\u05BE\u05C3\u060C\u061B\u061F\u066C\u06D4\u0964\u0965";
  if (digit_of(c) >= 0 || marks.find(c) != std::u32string_view::npos) return false;
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000) || (c >= 0x2C00 && c < 0x2E00) ||
         (c >= 0x2E80 && c < 0x3000) || (c >= 0x3040 && c < 0xE000) ||
         (c >= 0xF900 && c < 0xFE00) || (c >= 0xFE70 && c < 0xFEFF) ||
         (c >= 0xFF66 && c < 0xFFE0) || (c >= 0x10000 && c < 0x1F000) ||
         (c >= 0x20000 && c < 0x40000) || is_mark(c);
}

bool is_unspaced(char32_t point) noexcept {
  return (point >= 0x1100 && point <= 0x11FF) || (point >= 0x2E80 && point < 0xE000) ||
         (point >= 0xF900 && point < 0xFB00) || (point >= 0xFF66 && point < 0xFFE0) ||
         (point >= 0x20000 && point < 0x40000);
}

int digit_of(char32_t point) noexcept {
  for (const char32_t zero :
       {U'0', U'\uFF10', U'\u0660', U'\u06F0', U'\u0966', U'\u09E6', U'\u0E50'}) {
    if (point >= zero && point <= zero + 9) return static_cast<int>(point - zero);
  }
  return -1;
}

char code_letter(char32_t point) noexcept {
  const char32_t c = point >= 0xFF01 && point <= 0xFF5E ? point - 0xFEE0 : point;
  if (c >= 'a' && c <= 'z') return static_cast<char>(c - 32);
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c);
  const int digit = digit_of(c);
  return digit < 0 ? '\0' : static_cast<char>('0' + digit);
}

bool is_joint(char32_t point) noexcept {
  constexpr std::u32string_view joints = U"+ \t-()[]./_\u00A0\u2007\u2009\u202F\u2212\u3000\uFF0D";
  return joints.find(point) != std::u32string_view::npos || (point >= 0x2010 && point <= 0x2015) ||
         (point < 0x3000 && is_mark(point));
}

bool ends_token(char32_t point) noexcept {
  constexpr std::u32string_view ends = U",;|()[]\"'<>\u00A0\u202F“”„«»‘’";
  return point <= ' ' || ends.find(point) != std::u32string_view::npos;
}

std::u32string points_of(std::string_view text) {
  if (auto points = core::decode_utf8(text)) return *points;
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 1;
    std::optional<std::u32string> point;
    for (; length <= 4 && at + length <= text.size(); ++length) {
      point = core::decode_utf8(text.substr(at, length));
      if (point) break;
    }
    out += point ? (*point)[0] : U'\uFFFD';
    at += point ? length : 1;
  }
  return out;
}

std::string text_of(std::u32string_view points) {
  std::string out;
  out.reserve(points.size());
  for (const char32_t point : points) core::append_utf8(out, point);
  return out;
}

std::vector<Word> words_of(std::u32string_view points) {
  std::vector<Word> words;
  bool inside = false;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool letter = is_letter(points[i]);
    if (letter && !inside) words.push_back({i, i, {}});
    inside = letter;
    if (!letter) continue;
    words.back().end = i + 1;
    if (const char32_t c = fold_letter(points[i]); c != 0) words.back().letters += c;
  }
  return words;
}

}  // namespace cuibono::brief
