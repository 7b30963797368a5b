// Words, numbers, marks and quotations of a text.
#include "claims/tokens.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "core/core.h"

namespace cuibono::claims {
namespace {

bool is_apostrophe(char32_t c) noexcept {
  return c == U'\'' || c == U'’' || c == U'ʼ' || c == U'‘';
}
bool is_hyphen(char32_t c) noexcept { return c == U'-' || c == U'‐' || c == U'‑'; }

/// Signs that are no marks and show nothing.
bool is_unseen(char32_t c) noexcept {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/// The closing marks that fit an opening one; none where it opens nothing.
std::u32string_view closers_of(char32_t c) noexcept {
  switch (c) {
    case U'“':
      return U"”\"";
    case U'„':
      return U"“”\"";
    case U'«':
      return U"»";
    case U'»':
      return U"«";
    case U'‹':
      return U"›";
    case U'"':
      return U"\"”";
    case U'‘':
      return U"’";
    case U'‚':
      return U"‘’";
    case U'\'':
      return U"'";
    case U'「':
      return U"」";
    case U'『':
      return U"』";
    case U'《':
      return U"》";
    default:
      return {};
  }
}

bool word_at(std::u32string_view text, std::size_t i) {
  return i < text.size() && (is_letter(text[i]) || is_digit(text[i]));
}

}  // namespace

bool is_letter(char32_t c) noexcept {
  return u_isalpha(static_cast<UChar32>(c)) != 0 ||
         (u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK);
}
bool is_upper(char32_t c) noexcept { return u_isupper(static_cast<UChar32>(c)) != 0; }
bool is_digit(char32_t c) noexcept { return c >= U'0' && c <= U'9'; }
bool is_blank(char32_t c) noexcept {
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0 || c < 0x20 || c == 0x7F;
}
bool is_hangul(char32_t c) noexcept { return c >= 0xAC00 && c <= 0xD7A3; }

std::u32string lower_points(std::u32string_view text) {
  std::u32string out(text);
  for (char32_t& c : out) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  return out;
}

std::string encode_points(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) core::append_utf8(out, c);
  return out;
}

std::vector<Token> read_tokens(std::u32string_view text) {
  std::vector<Token> tokens;
  std::size_t i = 0;
  while (i < text.size()) {
    if (is_blank(text[i]) || is_unseen(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    TokenKind kind = TokenKind::mark;
    if (is_digit(text[i])) {
      kind = TokenKind::number;
      while (end < text.size()) {
        const bool inner = (text[end] == U'.' || text[end] == U',' || text[end] == U'\'') &&
                           end + 1 < text.size() && is_digit(text[end + 1]);
        // Groups of three after a narrow or no-break blank belong to the number.
        const bool group = (text[end] == 0xA0 || text[end] == 0x202F || text[end] == U' ' ||
                            text[end] == 0x2009) &&
                           end + 3 < text.size() && is_digit(text[end + 1]) &&
                           is_digit(text[end + 2]) && is_digit(text[end + 3]) &&
                           (end + 4 == text.size() || !is_digit(text[end + 4])) && end - i <= 11 &&
                           text[i] != U'0';
        if (group) {
          end += 4;
        } else if (inner) {
          end += 2;
        } else if (is_digit(text[end])) {
          ++end;
        } else {
          break;
        }
      }
      // "45-jährig", "24-year-old": a word with digits, no count.
      if (end + 1 < text.size() && is_hyphen(text[end]) && is_letter(text[end + 1])) {
        kind = TokenKind::word;
        while (end < text.size() &&
               (is_letter(text[end]) || (is_hyphen(text[end]) && word_at(text, end + 1))))
          ++end;
      }
    } else if (is_letter(text[i])) {
      kind = TokenKind::word;
      while (end < text.size()) {
        if (is_letter(text[end]) || is_unseen(text[end]) ||
            (is_digit(text[end]) && !is_hangul(text[i]))) {
          ++end;
        } else if ((is_apostrophe(text[end]) || is_hyphen(text[end])) && word_at(text, end + 1)) {
          end += 2;
        } else {
          break;
        }
      }
    }
    Token token;
    token.range = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)};
    token.kind = kind;
    token.lower = lower_points(text.substr(i, end - i));
    std::erase_if(token.lower, is_unseen);
    for (char32_t& c : token.lower) {
      if (is_apostrophe(c) && kind == TokenKind::word) c = U'\'';
      if (is_hyphen(c)) c = U'-';
      if (c == U'ё') c = U'е';
    }
    tokens.push_back(std::move(token));
    i = end;
  }
  return tokens;
}

std::vector<Quote> find_quotes(std::u32string_view text) {
  struct Open {
    std::u32string_view closers;
    std::size_t quote;
  };
  std::vector<Quote> quotes;
  std::vector<Open> open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    const bool between_words = i > 0 && word_at(text, i - 1) && word_at(text, i + 1);
    if (is_apostrophe(c) && between_words) continue;  // don't, п'ять
    const auto closed = std::find_if(open.rbegin(), open.rend(), [&](const Open& o) {
      return o.closers.find(c) != std::u32string_view::npos;
    });
    // A straight mark closes only behind something; before a word it opens again.
    const bool opens_here =
        (i == 0 || is_blank(text[i - 1]) || text[i - 1] == U'(') && word_at(text, i + 1);
    const bool straight = c == U'"' || c == U'\'';
    if (closed != open.rend() && !(straight && opens_here)) {
      quotes[closed->quote].range.to = static_cast<std::uint32_t>(i + 1);
      open.erase(closed.base() - 1, open.end());
      continue;
    }
    const auto closers = closers_of(c);
    if (closers.empty()) continue;
    if (c == U'\'' || c == U'‘') {
      const bool begins = (i == 0 || !word_at(text, i - 1)) && word_at(text, i + 1);
      // A mark that never closes is an apostrophe.
      if (!begins || text.find_first_of(closers, i + 1) == std::u32string_view::npos) continue;
    }
    if (c == U'»' && (i == 0 || is_blank(text[i - 1])) == false) continue;
    open.push_back({closers, quotes.size()});
    quotes.push_back({{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(text.size())},
                      static_cast<std::uint32_t>(open.size())});
  }
  return quotes;
}

}  // namespace cuibono::claims
