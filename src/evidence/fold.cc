#include "evidence/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "core/core.h"

namespace cuibono::evidence {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

std::string fold_ascii(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : text) {
    const bool is_word = is_upper(c) || is_lower(c) || is_digit(c);
    if (!is_word) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

/// Letters that do not come apart into a letter and a mark.
const char* plain_letter(UChar32 c) {
  switch (c) {
    case 0x142:
      return "l";  // ł
    case 0x111:
      return "d";  // đ
    case 0xF8:
      return "o";  // ø
    case 0x131:
      return "i";  // dotless ı
    case 0xE6:
      return "ae";  // æ
    case 0x153:
      return "oe";  // œ
    case 0xFE:
      return "th";  // þ
    case 0xF0:
      return "d";  // ð
    default:
      return nullptr;
  }
}

std::string fold_unicode(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* apart = icu::Normalizer2::getNFKDInstance(status);
  const icu::Normalizer2* together = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return fold_ascii(text);
  auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  source.foldCase();
  const icu::UnicodeString pieces = apart->normalize(source, status);
  icu::UnicodeString kept;
  bool blank = false;
  for (std::int32_t i = 0; i < pieces.length();) {
    const UChar32 c = pieces.char32At(i);
    i += U16_LENGTH(c);
    const auto type = u_charType(c);
    const bool is_sound_mark = c == 0x3099 || c == 0x309A;
    if (type == U_NON_SPACING_MARK && !is_sound_mark) continue;
    if (type == U_FORMAT_CHAR) continue;
    if (!u_isalnum(c) && !is_sound_mark && type != U_COMBINING_SPACING_MARK) {
      blank = true;
      continue;
    }
    if (blank && !kept.isEmpty()) kept.append(static_cast<UChar32>(' '));
    blank = false;
    if (const char* plain = plain_letter(c)) {
      kept.append(icu::UnicodeString(plain));
    } else {
      kept.append(c);
    }
  }
  std::string out;
  together->normalize(kept, status).foldCase().toUTF8String(out);
  return U_FAILURE(status) ? fold_ascii(text) : out;
}

}  // namespace

std::string fold_words(std::string_view text) {
  return is_ascii(text) ? fold_ascii(text) : fold_unicode(text);
}

std::string fold_header(std::string_view text) {
  std::string apart;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char before = i == 0 ? ' ' : text[i - 1];
    const char after = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool starts_word =
        is_upper(c) && (is_lower(before) || (is_upper(before) && is_lower(after)));
    const bool starts_number = is_digit(c) && (is_lower(before) || is_upper(before));
    const bool ends_number = is_digit(before) && (is_upper(c) || is_lower(c));
    if (starts_word || starts_number || ends_number) apart += ' ';
    apart += c;
  }
  return fold_words(apart);
}

}  // namespace cuibono::evidence
