// Words in the units that spellings differ by. ICU decomposes and reads; the exceptions are tables here.
#include "entities/name_units.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>

#include "core/core.h"

namespace cuibono::entities {
namespace {

constexpr std::array<std::string_view, writings> names = {
    "latin", "cyrillic", "greek",  "armenian", "georgian", "hebrew",     "arabic", "hangul",
    "kana",  "han",      "pinyin", "spoken",   "thai",     "devanagari", "other"};

struct Spelled {
  char32_t from;
  std::u32string_view to;
};

// Letters that decomposition leaves as they are.
constexpr std::array<Spelled, 27> latin_letters_apart = {{
    {U'ß', U"ss"}, {U'æ', U"ae"}, {U'œ', U"oe"}, {U'ø', U"o"}, {U'ł', U"l"}, {U'đ', U"d"},
    {U'ð', U"d"},  {U'þ', U"th"}, {U'ı', U"i"},  {U'ħ', U"h"}, {U'ə', U"a"}, {U'ŋ', U"n"},
    {U'ŧ', U"t"},  {U'ĸ', U"k"},  {U'ſ', U"s"},  {U'ɛ', U"e"}, {U'ɔ', U"o"}, {U'ƒ', U"f"},
    {U'ɖ', U"d"},  {U'ɓ', U"b"},  {U'ɗ', U"d"},  {U'ƙ', U"k"}, {U'ƴ', U"y"}, {U'ʼ', U""},
    {U'ʻ', U""},   {U'ǝ', U"e"},  {U'ʿ', U""},
}};
constexpr std::array<Spelled, 21> other_letters_apart = {{
    {U'ё', U"е"}, {U'ґ', U"г"}, {U'ѝ', U"и"}, {U'ς', U"σ"}, {U'և', U"եւ"}, {U'ך', U"כ"},
    {U'ם', U"מ"}, {U'ן', U"נ"}, {U'ף', U"פ"}, {U'ץ', U"צ"}, {U'ـ', U""},   {U'ى', U"ي"},
    {U'ی', U"ي"}, {U'ک', U"ك"}, {U'ٱ', U"ا"}, {U'أ', U"ا"}, {U'إ', U"ا"},  {U'آ', U"ا"},
    {U'ہ', U"ه"}, {U'ھ', U"ه"}, {U'ے', U"ي"},
}};

template <std::size_t n>
const Spelled* find_spelled(const std::array<Spelled, n>& table, char32_t c) {
  const auto at = std::find_if(table.begin(), table.end(), [&](auto& s) { return s.from == c; });
  return at == table.end() ? nullptr : &*at;
}

icu::UnicodeString icu_text(std::u32string_view points) {
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(points.data()),
                                       static_cast<std::int32_t>(points.size()));
}

std::u32string points_of(const icu::UnicodeString& text) {
  std::u32string out;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    out += static_cast<char32_t>(text.char32At(i));
  return out;
}

/// Compatibility decomposed (for Hangul, Latin, Greek) or composed.
std::u32string normal_form(std::u32string_view points, bool is_composed) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = is_composed ? icu::Normalizer2::getNFKCInstance(status)
                                             : icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status) || form == nullptr) return std::u32string(points);
  const icu::UnicodeString made = form->normalize(icu_text(points), status);
  return U_SUCCESS(status) ? points_of(made) : std::u32string(points);
}

bool is_mark(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK; }

/// Thai writes some vowels before the consonant that they follow.
void order_thai(std::u32string& units) {
  for (std::size_t i = 0; i + 1 < units.size(); ++i) {
    const bool is_before = units[i] >= U'เ' && units[i] <= U'ไ';
    if (is_before && units[i + 1] >= U'ก' && units[i + 1] <= U'ฮ') {
      std::swap(units[i], units[i + 1]);
      ++i;
    }
  }
}

std::unique_ptr<icu::Transliterator> make_rules(const char* id) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> made(
      icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
  return U_SUCCESS(status) ? std::move(made) : nullptr;
}

std::string letters_by(const std::unique_ptr<icu::Transliterator>& rules,
                       std::u32string_view units) {
  icu::UnicodeString text = icu_text(units);
  if (rules != nullptr) rules->transliterate(text);
  text.foldCase();
  std::string out;
  for (const char32_t c : points_of(text)) {
    if (c >= U'a' && c <= U'z') out += static_cast<char>(c);
  }
  return out;
}

bool is_kept(char32_t c, Writing writing) {
  if (u_isdigit(static_cast<UChar32>(c)) != 0) return true;
  if (writing == Writing::thai || writing == Writing::devanagari) {
    // Tone marks, the sign of silence and joiners tell nothing; vowel signs do.
    if (c >= U'\u0E47' && c <= U'\u0E4E' && c != U'\u0E4D') return false;
    return c >= 0x0900 && c < 0x0F00;
  }
  if (writing == Writing::other && is_mark(c))
    return true;  // vowel signs of Khmer, Bengali and others
  return !is_mark(c) && u_isalpha(static_cast<UChar32>(c)) != 0;
}

}  // namespace

std::string_view writing_name(Writing writing) noexcept {
  return names[static_cast<std::size_t>(writing)];
}

Writing writing_of(char32_t point) noexcept {
  if (point < 0x80) {
    const bool is_letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
    return is_letter ? Writing::latin : Writing::other;
  }
  UErrorCode status = U_ZERO_ERROR;
  switch (::uscript_getScript(static_cast<UChar32>(point), &status)) {
    case USCRIPT_LATIN:
      return Writing::latin;
    case USCRIPT_CYRILLIC:
      return Writing::cyrillic;
    case USCRIPT_GREEK:
      return Writing::greek;
    case USCRIPT_ARMENIAN:
      return Writing::armenian;
    case USCRIPT_GEORGIAN:
      return Writing::georgian;
    case USCRIPT_HEBREW:
      return Writing::hebrew;
    case USCRIPT_ARABIC:
      return Writing::arabic;
    case USCRIPT_HANGUL:
      return Writing::hangul;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Writing::kana;
    case USCRIPT_HAN:
      return Writing::han;
    case USCRIPT_THAI:
      return Writing::thai;
    case USCRIPT_DEVANAGARI:
      return Writing::devanagari;
    default:
      return point == U'ー' ? Writing::kana : Writing::other;
  }
}

std::u32string units_of(std::u32string_view word, Writing writing) {
  std::u32string small;
  const bool is_ascii = std::all_of(word.begin(), word.end(), [](char32_t c) { return c < 0x80; });
  if (is_ascii) {
    for (const char32_t c : word) {
      if (c >= U'A' && c <= U'Z') small += static_cast<char32_t>(c + 32);
      if ((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9')) small += c;
    }
    return small;
  }
  // Cyrillic й and Japanese voiced sounds are letters of their own; other marks are only marks.
  const bool is_composed = writing == Writing::cyrillic || writing == Writing::kana ||
                           writing == Writing::arabic || writing == Writing::han;
  for (const char32_t c : word) small += static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  std::u32string units;
  for (char32_t c : normal_form(small, is_composed)) {
    c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    const Spelled* apart = writing == Writing::latin ? find_spelled(latin_letters_apart, c)
                                                     : find_spelled(other_letters_apart, c);
    if (apart != nullptr) {
      units += apart->to;
    } else if (writing == Writing::kana) {
      if (c >= U'ぁ' && c <= U'ゖ') c += U'ァ' - U'ぁ';
      if ((c >= U'ァ' && c <= U'ヺ') || c == U'ー' || (c >= U'0' && c <= U'9')) units += c;
    } else if (is_kept(c, writing)) {
      units += c;
    }
  }
  if (writing == Writing::thai) order_thai(units);
  if (writing == Writing::hangul) std::erase(units, U'\u110B');  // the consonant that is silent
  if (writing == Writing::han) {
    thread_local const auto simplify = make_rules("Traditional-Simplified");
    icu::UnicodeString text = icu_text(units);
    if (simplify != nullptr) simplify->transliterate(text);
    units = points_of(text);
  }
  return units;
}

std::string mandarin_units(std::u32string_view han_units) {
  thread_local const auto rules = make_rules("Han-Latin; Latin-ASCII");
  return letters_by(rules, han_units);
}

std::string latin_letters(std::u32string_view units, Writing writing) {
  thread_local const auto cyrillic =
      make_rules("Russian-Latin/BGN; Ukrainian-Latin/BGN; Any-Latin; Latin-ASCII");
  thread_local const auto greek = make_rules("Greek-Latin/UNGEGN; Latin-ASCII");
  thread_local const auto any = make_rules("Any-Latin; Latin-ASCII");
  if (writing == Writing::latin || writing == Writing::pinyin || writing == Writing::spoken) {
    std::string out;
    for (const char32_t c : units) {
      if (c >= U'a' && c <= U'z') out += static_cast<char>(c);
    }
    return out;
  }
  return letters_by(writing == Writing::cyrillic ? cyrillic
                    : writing == Writing::greek  ? greek
                                                 : any,
                    units);
}

}  // namespace cuibono::entities
