#include "core/text.h"

#include <algorithm>
#include <charconv>

namespace cuibono::core {
namespace {

/// Bytes of white space at the front: ASCII space, NBSP, NNBSP, zero-width space, BOM.
std::size_t space_at_front(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.empty()) return 0;
  if (text[0] == ' ' || (byte(0) >= 9 && byte(0) <= 13)) return 1;
  if (text.size() >= 2 && byte(0) == 0xC2 && byte(1) == 0xA0) return 2;
  if (text.size() >= 3 && text.starts_with("\xE2\x80\xAF")) return 3;
  if (text.size() >= 3 && (text.starts_with("\xE2\x80\x8B") || text.starts_with("\xEF\xBB\xBF"))) {
    return 3;
  }
  return 0;
}

std::size_t space_at_back(std::string_view text) noexcept {
  if (text.empty()) return 0;
  const auto last = static_cast<unsigned char>(text.back());
  if (last == ' ' || (last >= 9 && last <= 13)) return 1;
  if (text.ends_with("\xC2\xA0")) return 2;
  if (text.ends_with("\xE2\x80\xAF") || text.ends_with("\xE2\x80\x8B") ||
      text.ends_with("\xEF\xBB\xBF")) {
    return 3;
  }
  return 0;
}

bool skip_digits(std::string_view text, std::size_t& i) noexcept {
  const std::size_t begin = i;
  while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
  return i > begin;
}

/// Length of the code point that starts here, or 0 where the bytes are not UTF-8.
std::size_t utf8_length(std::string_view bytes, std::size_t at, char32_t& code) noexcept {
  const auto byte = [&](std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(at);
  if (first < 0x80) {
    code = first;
    return 1;
  }
  if (first >= 0xC2 && first <= 0xDF && follows(at + 1)) {
    code = (first & 0x1FU) << 6 | (byte(at + 1) & 0x3FU);
    return 2;
  }
  if (first >= 0xE0 && first <= 0xEF && follows(at + 1) && follows(at + 2)) {
    code = (first & 0x0FU) << 12 | (byte(at + 1) & 0x3FU) << 6 | (byte(at + 2) & 0x3FU);
    return code >= 0x800 && (code < 0xD800 || code > 0xDFFF) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4 && follows(at + 1) && follows(at + 2) && follows(at + 3)) {
    code = (first & 0x07U) << 18 | (byte(at + 1) & 0x3FU) << 12 | (byte(at + 2) & 0x3FU) << 6 |
           (byte(at + 3) & 0x3FU);
    return code >= 0x10000 && code <= 0x10FFFF ? 4 : 0;
  }
  return 0;
}

/// Characters that would change how the text around them is read.
bool is_invisible(char32_t c) noexcept {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x061C ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

}  // namespace

std::string_view trim(std::string_view text) noexcept {
  // Most texts begin and end with a letter or digit of ASCII: nothing to take away, nothing to look at.
  const auto is_mark = [](char c) { return c > ' ' && c < 0x7F; };
  if (text.empty() || (is_mark(text.front()) && is_mark(text.back()))) return text;
  for (std::size_t n = space_at_front(text); n > 0; n = space_at_front(text)) text.remove_prefix(n);
  for (std::size_t n = space_at_back(text); n > 0; n = space_at_back(text)) text.remove_suffix(n);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(mark, begin);
    parts.push_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view mark) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += mark;
    text += parts[i];
  }
  return text;
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool is_json_number(std::string_view text) noexcept {
  std::size_t i = text.starts_with('-') ? 1 : 0;
  const std::size_t first = i;
  if (!skip_digits(text, i) || (text[first] == '0' && i > first + 1)) return false;
  if (i < text.size() && text[i] == '.' && !skip_digits(text, ++i)) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (!skip_digits(text, i)) return false;
  }
  return i == text.size();
}

bool starts_with_ascii_nocase(std::string_view text, std::string_view prefix) noexcept {
  if (text.size() < prefix.size()) return false;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (lower(text[i]) != lower(prefix[i])) return false;
  }
  return true;
}

std::optional<std::int64_t> parse_int64(std::string_view text) noexcept {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> parse_uint64(std::string_view text) noexcept {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::u32string> decode_utf8(std::string_view bytes) {
  std::u32string points;
  points.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    char32_t code = 0;
    const std::size_t length = utf8_length(bytes, at, code);
    if (length == 0) return std::nullopt;
    points += code;
    at += length;
  }
  return points;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool is_utf8(std::string_view bytes) noexcept {
  for (std::size_t at = 0; at < bytes.size();) {
    char32_t code = 0;
    const std::size_t length = utf8_length(bytes, at, code);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes_max) noexcept {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::optional<std::string> find_nearest(std::string_view word,
                                        const std::vector<std::string>& candidates) {
  constexpr std::size_t distance_max = 2;
  std::optional<std::string> best;
  std::size_t best_distance = distance_max + 1;
  for (const auto& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance && distance < std::max(word.size(), candidate.size())) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    char32_t code = 0;
    const std::size_t length = utf8_length(text, at, code);
    if (length == 0) {
      out += "\xEF\xBF\xBD";  // U+FFFD: bytes that are no text
      ++at;
      continue;
    }
    switch (code) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (code < 0x20 && is_invisible(code)) {
          append_utf8(out, 0x2400 + code);  // the picture of the control character
        } else if (is_invisible(code)) {
          out += "\xE2\x90\xA3";  // U+2423: something invisible stood here
        } else {
          out += text.substr(at, length);
        }
    }
    at += length;
  }
  return out;
}

std::string escape_csv(std::string_view text) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  const bool quote = text.find_first_of(",\"\r\n;\t") != std::string_view::npos;
  std::string out;
  if (quote) out += '"';
  if (formula) out += '\'';
  for (const char c : text) {
    out += c;
    if (c == '"') out += '"';
  }
  if (quote) out += '"';
  return out;
}

std::string group_digits(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += "\xE2\x80\xAF";
    out += digits[i];
  }
  return out;
}

}  // namespace cuibono::core
