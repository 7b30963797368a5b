#include "formats/text_encoding.h"

#include <emmintrin.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "formats/text_pages.h"

namespace cuibono::formats {
namespace {

constexpr char invalid_byte = static_cast<char>(0xFF);
constexpr unsigned katakana_first = 0xFF61, katakana_last = 0xFF9F;

void append_unit(std::string& out, unsigned unit) {
  if (unit < 0x80) {
    out.push_back(static_cast<char>(unit));
  } else if (unit < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (unit >> 6)));
    out.push_back(static_cast<char>(0x80 | (unit & 0x3F)));
  } else if (unit < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (unit >> 12)));
    out.push_back(static_cast<char>(0x80 | ((unit >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (unit & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (unit >> 18)));
    out.push_back(static_cast<char>(0x80 | ((unit >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((unit >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (unit & 0x3F)));
  }
}

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

/// How many bytes of ASCII the text begins with.
std::size_t ascii_run(std::string_view text) {
  std::size_t i = 0;
  for (; i + 16 <= text.size(); i += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    const int high = _mm_movemask_epi8(block);
    if (high != 0) return i + static_cast<std::size_t>(__builtin_ctz(static_cast<unsigned>(high)));
  }
  while (i < text.size() && byte_at(text, i) < 0x80) ++i;
  return i;
}

void decode_single(std::string_view bytes, const HighTable& table, std::string& out) {
  while (!bytes.empty()) {
    const std::size_t run = ascii_run(bytes);
    out.append(bytes.substr(0, run));
    bytes.remove_prefix(run);
    for (; !bytes.empty() && byte_at(bytes, 0) >= 0x80; bytes.remove_prefix(1)) {
      const char16_t letter = table[byte_at(bytes, 0) - 0x80U];
      if (letter != 0) {
        append_unit(out, letter);
      } else {
        out.push_back(invalid_byte);
      }
    }
  }
}

// Both return how many bytes they have read: a pair that the block cuts is left for the next one.
std::size_t decode_pairs(std::string_view bytes, Encoding encoding, bool is_last,
                         std::string& out) {
  const PairTable& table = PairTable::of(encoding);
  std::size_t i = 0;
  while (i < bytes.size()) {
    const unsigned lead = byte_at(bytes, i);
    if (lead < 0x80) {
      out.push_back(bytes[i++]);
      continue;
    }
    // Half-width katakana of Shift-JIS are single bytes.
    if (encoding == Encoding::shiftjis && lead >= 0xA1 && lead <= 0xDF) {
      append_unit(out, katakana_first + lead - 0xA1);
      i += 1;
      continue;
    }
    if (i + 1 == bytes.size() && !is_last) break;
    const unsigned trail = i + 1 < bytes.size() ? byte_at(bytes, i + 1) : 0;
    const char16_t letter = table.letter(lead, trail);
    if (letter == 0) {
      out.push_back(invalid_byte);
      i += 1;
    } else {
      append_unit(out, letter);
      i += 2;
    }
  }
  return i;
}

std::size_t decode_utf16(std::string_view bytes, bool is_big_endian, bool is_last,
                         std::string& out) {
  const auto unit_at = [&](std::size_t i) {
    const unsigned first = byte_at(bytes, i), second = byte_at(bytes, i + 1);
    return is_big_endian ? (first << 8) | second : (second << 8) | first;
  };
  std::size_t i = 0;
  while (i + 2 <= bytes.size()) {
    const unsigned unit = unit_at(i);
    const bool is_high = unit >= 0xD800 && unit <= 0xDBFF;
    if (is_high && i + 4 > bytes.size() && !is_last) return i;
    if (is_high && i + 4 <= bytes.size()) {
      const unsigned low = unit_at(i + 2);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        append_unit(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        i += 4;
        continue;
      }
    }
    append_unit(out, unit);
    i += 2;
  }
  if (is_last && i < bytes.size()) {
    out.push_back(invalid_byte);
    i += 1;
  }
  return i;
}

constexpr auto encoding_names = std::to_array<std::string_view>(
    {"utf-8",      "utf-16le",     "utf-16be",     "latin1",       "windows-1251", "windows-1252",
     "euc-kr",     "windows-1250", "iso-8859-2",   "ibm852",       "windows-1257", "koi8-r",
     "ibm866",     "windows-1253", "windows-1254", "windows-1255", "windows-1256", "iso-8859-5",
     "iso-8859-7", "iso-8859-13",  "koi8-u",       "ibm850",       "gbk",          "shift-jis",
     "big5",       "euc-jp",       "binary"});
static_assert(encoding_names.size() == static_cast<std::size_t>(Encoding::binary) + 1);

}  // namespace

std::string_view encoding_name(Encoding encoding) noexcept {
  return encoding_names[static_cast<std::size_t>(encoding)];
}

std::optional<Encoding> find_encoding(std::string_view name) noexcept {
  for (std::size_t i = 0; i < encoding_names.size(); ++i)
    if (encoding_names[i] == name) return static_cast<Encoding>(i);
  return std::nullopt;
}

std::size_t mark_length(std::string_view bytes, Encoding encoding) noexcept {
  const auto begins = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
  if (encoding == Encoding::utf8 && begins("\xEF\xBB\xBF")) return 3;
  if (encoding == Encoding::utf16le && begins("\xFF\xFE")) return 2;
  if (encoding == Encoding::utf16be && begins("\xFE\xFF")) return 2;
  return 0;
}

Decoder::Decoder(std::string_view bytes, Encoding encoding) noexcept
    : bytes_(bytes), encoding_(encoding), position_(mark_length(bytes, encoding)) {}

void Decoder::append_block(std::string& out, std::size_t block_bytes) {
  block_bytes = std::max<std::size_t>(block_bytes, 4);  // the longest character
  const std::size_t rest = bytes_.size() - position_;
  const bool is_last = rest <= block_bytes;
  const std::string_view block = bytes_.substr(position_, is_last ? rest : block_bytes);
  std::size_t used = block.size();
  if (encoding_ == Encoding::utf8 || encoding_ == Encoding::binary) {
    out.append(block);
  } else if (encoding_ == Encoding::utf16le || encoding_ == Encoding::utf16be) {
    used = decode_utf16(block, encoding_ == Encoding::utf16be, is_last, out);
  } else if (is_paired(encoding_)) {
    used = decode_pairs(block, encoding_, is_last, out);
  } else {
    decode_single(block, page_table(encoding_), out);
  }
  position_ += used;
}

namespace {

/// Bytes that begin a character: all but those of the form 10xxxxxx.
std::size_t characters_in(std::string_view text) {
  const __m128i last_inside =
      _mm_set1_epi8(static_cast<char>(0xBF));  // signed: 0x80..0xBF are least
  std::size_t characters = 0, i = 0;
  for (; i + 16 <= text.size(); i += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    const int begins = _mm_movemask_epi8(_mm_cmpgt_epi8(block, last_inside));
    characters += static_cast<std::size_t>(__builtin_popcount(static_cast<unsigned>(begins)));
  }
  for (; i < text.size(); ++i) characters += (byte_at(text, i) & 0xC0U) != 0x80U ? 1U : 0U;
  return characters;
}

bool is_katakana(std::string_view letter) {
  if (letter.size() != 3 || byte_at(letter, 0) != 0xEF) return false;
  const unsigned unit = 0xF000 | ((byte_at(letter, 1) & 0x3FU) << 6) | (byte_at(letter, 2) & 0x3FU);
  return unit >= katakana_first && unit <= katakana_last;
}

}  // namespace

std::size_t raw_length(std::string_view decoded, Encoding encoding) noexcept {
  if (encoding == Encoding::utf8 || encoding == Encoding::binary) return decoded.size();
  const bool is_utf16 = encoding == Encoding::utf16le || encoding == Encoding::utf16be;
  if (!is_utf16 && !is_paired(encoding)) return characters_in(decoded);
  std::size_t length = 0;
  for (std::size_t i = 0; i < decoded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(decoded[i]);
    if ((byte & 0xC0) == 0x80) continue;  // inside a character that is counted already
    if (byte == 0xFF) {
      length += 1;
    } else if (is_utf16) {
      length += byte >= 0xF0 ? 4 : 2;
    } else {
      const bool single =
          byte < 0x80 || (encoding == Encoding::shiftjis && is_katakana(decoded.substr(i, 3)));
      length += single ? 1 : 2;
    }
  }
  return length;
}

bool is_valid_utf8(std::string_view text) noexcept { return simdjson::validate_utf8(text); }

bool is_clean_text(std::string_view text) noexcept {
  const char* p = text.data();
  const char* const end = p + text.size();
  int odd = 0;
  // A byte is either NUL or has its high bit set: both are seen by one signed comparison, b < 1.
  const __m128i one = _mm_set1_epi8(1);
  for (; end - p >= 16; p += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    odd |= _mm_movemask_epi8(_mm_cmplt_epi8(bytes, one));
  }
  bool is_odd = odd != 0;
  for (; p != end; ++p) is_odd |= static_cast<signed char>(*p) < 1;
  if (!is_odd) return true;
  return text.find('\0') == std::string_view::npos && is_valid_utf8(text);
}

void append_readable(std::string& out, std::string_view text) {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view letter = text.substr(i, length);
    if (lead == 0 || letter.size() != length || !is_valid_utf8(letter)) {
      out.append(replacement);
      i += 1;
    } else {
      out.append(letter);
      i += length;
    }
  }
}

std::string decode_text(std::string_view bytes, Encoding encoding) {
  Decoder decoder(bytes, encoding);
  std::string raw;
  while (!decoder.done()) decoder.append_block(raw, bytes.size());
  if (is_clean_text(raw)) return raw;
  std::string readable;
  append_readable(readable, raw);
  return readable;
}

}  // namespace cuibono::formats
