#include "formats/json_token.h"

#include <algorithm>

#include "core/core.h"

namespace cuibono::formats {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_of_word(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' ||
         c == '.' || c == '_';
}

JsonToken read_text(std::string_view bytes, std::uint64_t position) {
  JsonToken token;
  token.kind = JsonKind::text;
  for (std::uint64_t i = position + 1; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '"') {
      token.text = bytes.substr(position + 1, i - position - 1);
      token.end = i + 1;
      return token;
    }
    if (c == '\\') {
      token.has_escapes = true;
      ++i;
      if (i < bytes.size() &&
          std::string_view("\"\\/bfnrtu").find(bytes[i]) == std::string_view::npos) {
        token.fault = "a text has a backslash before a character that needs none";
        return token;
      }
    } else if (static_cast<unsigned char>(c) < 0x20) {
      token.fault = "a text is not closed before the end of its line";
      return token;
    }
  }
  token.is_cut = true;
  token.fault = "a text is not closed";
  return token;
}

JsonToken read_word(std::string_view bytes, std::uint64_t position) {
  JsonToken token;
  std::uint64_t end = position;
  while (end < bytes.size() && is_of_word(bytes[end])) ++end;
  token.text = bytes.substr(position, end - position);
  token.end = end;
  token.is_cut = end == bytes.size();
  if (token.text.empty()) {
    token.fault = "a character stands where a value should";
  } else if (token.text == "true" || token.text == "false") {
    token.kind = JsonKind::truth;
  } else if (token.text == "null") {
    token.kind = JsonKind::null;
  } else if (core::is_json_number(token.text)) {
    token.kind = JsonKind::number;
  } else {
    token.kind = JsonKind::text;
    token.is_word = true;
    token.fault = "a word or number is written as JSON does not have it, such as NaN";
  }
  return token;
}

/// Four hexadecimal digits.
bool read_unit(std::string_view text, std::size_t at, char32_t& unit) {
  if (at + 4 > text.size()) return false;
  unit = 0;
  for (const char c : text.substr(at, 4)) {
    const auto digit =
        std::string_view("0123456789abcdef").find(static_cast<char>(is_digit(c) ? c : c | 0x20));
    if (digit == std::string_view::npos) return false;
    unit = unit * 16 + static_cast<char32_t>(digit);
  }
  return true;
}

/// Whether a line has as many closing brackets as open ones, the last of them at its end.
bool is_closed(std::string_view line) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"') {
      const JsonToken token = read_text(line, i);
      if (!token.fault.empty()) return false;
      i = token.end - 1;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth <= 1) return i + 1 == line.size();
      --depth;
    }
  }
  return false;
}

constexpr std::string_view no_character = "a text has an escape that is no character";
constexpr char32_t replacement = 0xFFFD;

/// The character whose "u" stands at `i`; `i` goes to its last byte.
char32_t read_escape(std::string_view written, std::size_t& i, std::string_view& fault) {
  char32_t unit = 0, low = 0;
  if (!read_unit(written, i + 1, unit)) {
    fault = no_character;
    return replacement;
  }
  i += 4;
  const bool is_high = unit >= 0xD800 && unit < 0xDC00;
  if (is_high && written.substr(i + 1).starts_with("\\u") && read_unit(written, i + 3, low) &&
      low >= 0xDC00 && low < 0xE000) {
    i += 6;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  }
  if ((unit >= 0xD800 && unit < 0xE000) || unit == 0) {
    fault = no_character;
    return replacement;
  }
  return unit;
}

}  // namespace

JsonToken read_json_token(std::string_view bytes, std::uint64_t position) {
  if (bytes[position] == '"') return read_text(bytes, position);
  return read_word(bytes, position);
}

JsonText unescape_json(std::string_view written) {
  JsonText out;
  out.text.reserve(written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] != '\\' || i + 1 >= written.size()) {
      out.text += written[i];
      continue;
    }
    const char mark = written[++i];
    constexpr std::string_view marks = "bfnrt", meant = "\b\f\n\r\t";
    const auto known = marks.find(mark);
    if (known != std::string_view::npos) {
      out.text += meant[known];
    } else if (mark == 'u') {
      core::append_utf8(out.text, read_escape(written, i, out.fault));
    } else {
      out.text += mark;
    }
  }
  return out;
}

std::string mend_utf8(std::string_view text) {
  std::string mended;
  while (!text.empty()) {
    std::size_t length = 1;
    while (length < 4 && length < text.size() &&
           (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
      ++length;
    if (core::is_utf8(text.substr(0, length))) {
      mended += text.substr(0, length);
    } else {
      length = 1;
      core::append_utf8(mended, replacement);
    }
    text.remove_prefix(length);
  }
  return mended;
}

bool is_json_by_lines(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\x1E";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos || text[begin] != '{') return false;
  const auto end = std::min(text.find('\n', begin), text.size());
  const std::string_view first = core::trim(text.substr(begin, end - begin));
  const auto next = text.find_first_not_of(blanks, end);
  if (next == std::string_view::npos) return is_closed(first);
  const std::string_view second = core::trim(text.substr(next, text.find('\n', next) - next));
  if (second.size() < 2 || second.front() != '{') return false;
  // A first line that is broken, unless it only goes on in the next.
  const bool goes_on = std::string_view("[{,:").find(first.back()) != std::string_view::npos;
  return is_closed(first) || (!goes_on && is_closed(second));
}

}  // namespace cuibono::formats
