// The code page of a file by its first lines: in the right one they hold words that headers are made of.
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/core.h"
#include "evidence/fold.h"
#include "evidence/header_patterns.h"
#include "evidence/rows_sniff.h"

namespace cuibono::evidence {
namespace {

constexpr std::array<Encoding, 21> code_pages{
    Encoding::windows1252, Encoding::windows1251, Encoding::windows1250, Encoding::latin2,
    Encoding::windows1253, Encoding::windows1254, Encoding::windows1255, Encoding::windows1256,
    Encoding::windows1257, Encoding::iso8859_5,   Encoding::iso8859_7,   Encoding::iso8859_13,
    Encoding::koi8r,       Encoding::koi8u,       Encoding::ibm866,      Encoding::ibm850,
    Encoding::euckr,       Encoding::gbk,         Encoding::shiftjis,    Encoding::big5,
    Encoding::eucjp};

/// Bytes above 127 of the words that the lists know.
std::size_t known_bytes(std::string_view text) {
  constexpr std::size_t lines_most = 24, least = 4;
  const HeaderPatterns& patterns = HeaderPatterns::get();
  std::size_t known = 0, lines = 0;
  for (const auto line : core::split(text, '\n')) {
    if (++lines > lines_most) break;
    const auto words = header_words_of(fold_words(line));
    for (const auto i : patterns.candidates(words)) {
      const HeaderPattern& pattern = patterns[i];
      if (pattern.words.size() > 1 || pattern.bytes() < least) continue;
      const std::string& wanted = pattern.words.front();
      const auto high =
          static_cast<std::size_t>(std::count_if(wanted.begin(), wanted.end(), [](char c) {
            return static_cast<unsigned char>(c) >= 0x80;
          }));
      if (high < 2) continue;
      for (const auto& word : words) known += pattern.fits(word, 0) ? high : 0U;
    }
  }
  return known;
}

std::size_t score_of(std::string_view sample, Encoding encoding) {
  const std::string text = decode_text(sample, encoding);
  std::size_t replaced = 0;
  for (std::size_t at = text.find("\xEF\xBF\xBD"); at != std::string::npos;
       at = text.find("\xEF\xBF\xBD", at + 3))
    ++replaced;
  constexpr std::size_t few = 2;
  if (replaced > few) return 0;
  return known_bytes(text);
}

std::string lower(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
      .foldCase()
      .toUTF8String(out);
  return out;
}

bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }

/// Words of the lists that hold accents or letters of other scripts, as they are written.
struct WrittenWords {
  std::set<std::string, std::less<>> whole, begins;

  WrittenWords() {
    for (const auto& language : language_words()) {
      for (const auto line : core::split(language.lines, '\n'))
        add(line.substr(std::min(line.find(':') + 1, line.size())));
    }
  }
  void add(std::string_view words) {
    constexpr std::size_t least = 4;
    for (const auto text : core::split(words, '|')) {
      for (auto word : core::split(core::trim(text), ' ')) {
        const bool open = word.ends_with("*");
        if (open) word.remove_suffix(1);
        if (word.size() < least || std::none_of(word.begin(), word.end(), is_high)) continue;
        (open ? begins : whole).insert(lower(word));
      }
    }
  }
  [[nodiscard]] bool know(std::string_view word) const {
    if (whole.contains(word)) return true;
    constexpr std::size_t least = 4;
    for (std::size_t bytes = least; bytes <= word.size(); ++bytes) {
      if (begins.contains(word.substr(0, bytes))) return true;
    }
    return false;
  }
};

/// Accents are folded away before headers are compared: here they count.
std::size_t accents_of(std::string_view sample, Encoding encoding) {
  static const WrittenWords words;
  constexpr std::size_t lines_most = 24;
  const std::string text = decode_text(sample, encoding);
  std::size_t known = 0, lines = 0;
  for (const auto line : core::split(text, '\n')) {
    if (++lines > lines_most) break;
    std::string word;
    for (const char c : std::string(line) + " ") {
      if (is_high(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        word += c;
        continue;
      }
      const auto high = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_high));
      if (high > 0 && words.know(lower(word))) known += high;
      word.clear();
    }
  }
  return known;
}

}  // namespace

EncodingGuess refine_encoding(std::string_view sample, EncodingGuess guess) {
  constexpr std::size_t looked_at = 8'192;
  if (guess.encoding == Encoding::utf8 || guess.encoding == Encoding::utf16le ||
      guess.encoding == Encoding::utf16be || guess.encoding == Encoding::binary)
    return guess;
  std::string_view head = sample.substr(0, looked_at);
  if (const auto end = head.rfind('\n'); end != std::string_view::npos) head = head.substr(0, end);
  const auto score = [&](Encoding encoding) {
    return score_of(head, encoding) + accents_of(head, encoding);
  };
  std::size_t best = score(guess.encoding);
  for (const Encoding encoding : code_pages) {
    const std::size_t found = score(encoding);
    if (found <= best) continue;
    best = found;
    guess = {encoding, "In " + std::string(encoding_name(encoding)) +
                           " the first lines hold words that headers are made of."};
  }
  return guess;
}

}  // namespace cuibono::evidence
