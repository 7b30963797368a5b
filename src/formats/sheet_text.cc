#include "formats/sheet_text.h"

#include <array>
#include <cstdint>

#include "core/core.h"

namespace cuibono::formats {
namespace {

constexpr std::size_t escape_bytes = 7;  // "_x000D_"

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The UTF-16 unit that "_xHHHH_" at this place writes; -1: there is none.
int escape_at(std::string_view text, std::size_t at) {
  const std::string_view part = text.substr(at, escape_bytes);
  if (part.size() < escape_bytes || part[0] != '_' || part[1] != 'x' || part.back() != '_')
    return -1;
  int unit = 0;
  for (std::size_t i = 2; i < escape_bytes - 1; ++i) {
    const int digit = hex_value(part[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

std::string escape(char32_t unit) {
  constexpr std::array<char, 17> digits{"0123456789ABCDEF"};
  std::string out = "_x";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) out += digits.at((unit >> shift) & 15U);
  return out + "_";
}

constexpr bool is_high(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
constexpr bool is_low(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

std::string sheet_text_to_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    const std::string_view three = text.substr(i, 3);
    if (c == '_' && escape_at(text, i) >= 0) {
      out += "_x005F_";
    } else if (byte < 0x20 && c != '\n' && c != '\t') {
      out += escape(byte);
    } else if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {  // U+FFFE, U+FFFF
      out += escape(three.back() == '\xBE' ? 0xFFFE : 0xFFFF);
      i += 2;
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string sheet_text_from_xml(std::string_view text) {
  if (text.find("_x") == std::string_view::npos) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const int unit = escape_at(text, i);
    const int next = is_high(unit) ? escape_at(text, i + escape_bytes) : -1;
    if (is_low(next)) {
      core::append_utf8(out,
                        static_cast<char32_t>(0x10000 + (unit - 0xD800) * 0x400 + next - 0xDC00));
      i += 2 * escape_bytes;
    } else if (unit >= 0 && !is_high(unit) && !is_low(unit)) {
      core::append_utf8(out, static_cast<char32_t>(unit));
      i += escape_bytes;
    } else {
      out += text[i++];
    }
  }
  return out;
}

std::size_t sheet_units(std::string_view text) noexcept {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;
    units += byte >= 0xF0U ? 2U : 1U;
  }
  return units;
}

}  // namespace cuibono::formats
