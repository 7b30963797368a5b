#include "formats/text_encoding.h"

#include <emmintrin.h>
#include <simdjson.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

// One table for each single-byte encoding and one for the pairs of EUC-KR; UTF-16 by arithmetic.
// ICU is asked once for the Korean table (its converter for code page 949, which holds all of
// EUC-KR), so that the loop over the text is ours and says exactly which byte was wrong.
namespace cuibono::formats {
namespace {

constexpr char invalid_byte = static_cast<char>(0xFF);
using HighTable = std::array<char16_t, 128>;  // code points of the bytes 0x80..0xFF; 0: none

constexpr HighTable make_latin1() {
  HighTable table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<char16_t>(0x80 + i);
  return table;
}

constexpr HighTable make_windows1252() {
  constexpr std::array<char16_t, 32> low{
      0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  HighTable table = make_latin1();
  for (std::size_t i = 0; i < low.size(); ++i) table[i] = low[i];
  return table;
}

constexpr HighTable make_windows1251() {
  constexpr std::array<char16_t, 64> low{
      0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409,
      0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0,      0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0,
      0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB,
      0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6,
      0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};
  HighTable table{};
  for (std::size_t i = 0; i < 64; ++i) table[i] = low[i];
  for (std::size_t i = 64; i < 128; ++i) table[i] = static_cast<char16_t>(0x0410 + (i - 64));
  return table;
}

/// The code pages that are rarer, asked of ICU once.
HighTable make_page(const char* name) {
  HighTable table{};
  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(name, &error);
  if (U_FAILURE(error) != 0) return table;  // every byte is then invalid, and seen to be
  for (unsigned byte = 0x80; byte <= 0xFF; ++byte) {
    const char one = static_cast<char>(byte);
    std::array<UChar, 4> text{};
    error = U_ZERO_ERROR;
    const std::int32_t length = ucnv_toUChars(converter, text.data(), 4, &one, 1, &error);
    if (U_SUCCESS(error) != 0 && length == 1 && text[0] >= 0x80 && text[0] != 0xFFFD)
      table[byte - 0x80] = text[0];
  }
  ucnv_close(converter);
  return table;
}

constexpr HighTable latin1 = make_latin1();
constexpr HighTable windows1252 = make_windows1252();
constexpr HighTable windows1251 = make_windows1251();

constexpr unsigned katakana_first = 0xFF61, katakana_last = 0xFF9F;
constexpr unsigned pair_lead_first = 0x81, pair_lead_last = 0xFE, pair_trail_first = 0x40,
                   pair_trail_last = 0xFE;
constexpr unsigned pair_trails = pair_trail_last - pair_trail_first + 1;

std::vector<char16_t> make_pairs(const char* page) {
  std::vector<char16_t> table((pair_lead_last - pair_lead_first + 1) * pair_trails, 0);
  UErrorCode error = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(page, &error);
  if (U_FAILURE(error) != 0) return table;  // every pair is then invalid, and seen to be
  for (unsigned lead = pair_lead_first; lead <= pair_lead_last; ++lead) {
    for (unsigned trail = pair_trail_first; trail <= pair_trail_last; ++trail) {
      const std::array<char, 2> bytes{static_cast<char>(lead), static_cast<char>(trail)};
      std::array<UChar, 4> text{};
      error = U_ZERO_ERROR;
      const std::int32_t length = ucnv_toUChars(converter, text.data(), 4, bytes.data(), 2, &error);
      const bool is_one_letter = U_SUCCESS(error) != 0 && length == 1 && text[0] >= 0x80 &&
                                 text[0] != 0xFFFD && (text[0] < 0xD800 || text[0] > 0xDFFF);
      if (is_one_letter)
        table[(lead - pair_lead_first) * pair_trails + trail - pair_trail_first] = text[0];
    }
  }
  ucnv_close(converter);
  return table;
}

const std::vector<char16_t>& pair_table(Encoding encoding) {
  static const std::vector<char16_t> korean = make_pairs("windows-949");
  if (encoding == Encoding::gbk) {
    static const std::vector<char16_t> chinese = make_pairs("windows-936");
    return chinese;
  }
  if (encoding == Encoding::shiftjis) {
    static const std::vector<char16_t> japanese = make_pairs("windows-932");
    return japanese;
  }
  if (encoding == Encoding::big5) {
    static const std::vector<char16_t> taiwanese = make_pairs("windows-950");
    return taiwanese;
  }
  if (encoding == Encoding::eucjp) {
    static const std::vector<char16_t> japanese = make_pairs("euc-jp");
    return japanese;
  }
  return korean;
}

bool is_paired(Encoding encoding) {
  return encoding == Encoding::euckr || encoding == Encoding::gbk ||
         encoding == Encoding::shiftjis || encoding == Encoding::big5 ||
         encoding == Encoding::eucjp;
}

const HighTable& page_table(Encoding encoding) {
  static const HighTable windows1250 = make_page("windows-1250"), latin2 = make_page("iso-8859-2"),
                         ibm852 = make_page("ibm-852"), windows1257 = make_page("windows-1257"),
                         koi8r = make_page("koi8-r"), ibm866 = make_page("ibm-866"),
                         windows1253 = make_page("windows-1253"),
                         windows1254 = make_page("windows-1254"),
                         windows1255 = make_page("windows-1255"),
                         windows1256 = make_page("windows-1256"),
                         iso8859_5 = make_page("iso-8859-5"), iso8859_7 = make_page("iso-8859-7"),
                         iso8859_13 = make_page("iso-8859-13"), koi8u = make_page("koi8-u"),
                         ibm850 = make_page("ibm-850");
  switch (encoding) {
    case Encoding::windows1251:
      return windows1251;
    case Encoding::windows1252:
      return windows1252;
    case Encoding::windows1250:
      return windows1250;
    case Encoding::latin2:
      return latin2;
    case Encoding::ibm852:
      return ibm852;
    case Encoding::windows1257:
      return windows1257;
    case Encoding::koi8r:
      return koi8r;
    case Encoding::ibm866:
      return ibm866;
    case Encoding::windows1253:
      return windows1253;
    case Encoding::windows1254:
      return windows1254;
    case Encoding::windows1255:
      return windows1255;
    case Encoding::windows1256:
      return windows1256;
    case Encoding::iso8859_5:
      return iso8859_5;
    case Encoding::iso8859_7:
      return iso8859_7;
    case Encoding::iso8859_13:
      return iso8859_13;
    case Encoding::koi8u:
      return koi8u;
    case Encoding::ibm850:
      return ibm850;
    default:
      return latin1;
  }
}

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

void decode_single(std::string_view bytes, const HighTable& table, std::string& out) {
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    if (value < 0x80) {
      out.push_back(byte);
    } else if (const char16_t letter = table[value - 0x80U]; letter != 0) {
      append_unit(out, letter);
    } else {
      out.push_back(invalid_byte);
    }
  }
}

// Both return how many bytes they have read: a pair that the block cuts is left for the next one.
std::size_t decode_pairs(std::string_view bytes, Encoding encoding, bool is_last,
                         std::string& out) {
  const std::vector<char16_t>& table = pair_table(encoding);
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
    char16_t letter = 0;
    if (lead >= pair_lead_first && lead <= pair_lead_last && trail >= pair_trail_first &&
        trail <= pair_trail_last)
      letter = table[(lead - pair_lead_first) * pair_trails + trail - pair_trail_first];
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
  switch (encoding_) {
    case Encoding::utf8:
    case Encoding::binary:
      out.append(block);
      break;
    case Encoding::utf16le:
    case Encoding::utf16be:
      used = decode_utf16(block, encoding_ == Encoding::utf16be, is_last, out);
      break;
    case Encoding::euckr:
    case Encoding::gbk:
    case Encoding::shiftjis:
    case Encoding::big5:
    case Encoding::eucjp:
      used = decode_pairs(block, encoding_, is_last, out);
      break;
    default:
      decode_single(block, page_table(encoding_), out);
      break;
  }
  position_ += used;
}

namespace {

bool is_katakana(std::string_view letter) {
  if (letter.size() != 3 || byte_at(letter, 0) != 0xEF) return false;
  const unsigned unit = 0xF000 | ((byte_at(letter, 1) & 0x3FU) << 6) | (byte_at(letter, 2) & 0x3FU);
  return unit >= katakana_first && unit <= katakana_last;
}

}  // namespace

std::size_t raw_length(std::string_view decoded, Encoding encoding) noexcept {
  if (encoding == Encoding::utf8 || encoding == Encoding::binary) return decoded.size();
  const bool is_utf16 = encoding == Encoding::utf16le || encoding == Encoding::utf16be;
  const bool paired = is_paired(encoding);
  std::size_t length = 0;
  for (std::size_t i = 0; i < decoded.size(); ++i) {
    const auto byte = static_cast<unsigned char>(decoded[i]);
    if ((byte & 0xC0) == 0x80) continue;  // inside a character that is counted already
    if (byte == 0xFF) {
      length += 1;
    } else if (is_utf16) {
      length += byte >= 0xF0 ? 4 : 2;
    } else {
      const bool single = byte < 0x80 || !paired ||
                          (encoding == Encoding::shiftjis && is_katakana(decoded.substr(i, 3)));
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
