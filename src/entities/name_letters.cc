// Letters of names: folded in their own script, romanised, and reduced to what romanisations agree on.
#include "entities/name_letters.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>

#include "core/core.h"
#include "evidence/evidence.h"

namespace cuibono::entities {
namespace {

bool is_vowel(char c) noexcept { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

std::unique_ptr<icu::Transliterator> make_rules(const char* id) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> made(
      icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
  return U_SUCCESS(status) ? std::move(made) : nullptr;
}

void transliterate(icu::UnicodeString& text, Script script) {
  thread_local const auto cyrillic =
      make_rules("Russian-Latin/BGN; Ukrainian-Latin/BGN; Any-Latin; Latin-ASCII");
  thread_local const auto greek = make_rules("Greek-Latin/UNGEGN; Latin-ASCII");
  thread_local const auto any = make_rules("Any-Latin; Latin-ASCII");
  const auto& rules = script == Script::cyrillic ? cyrillic : script == Script::greek ? greek : any;
  if (rules != nullptr) rules->transliterate(text);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Vav and waw are vowels, but for the first letter.
void vowel_inside(std::string& text, std::string_view letter) {
  const std::size_t first = text.starts_with(letter) ? letter.size() : 0;
  std::string rest = text.substr(first);
  replace_all(rest, letter, "u");
  text.replace(first, text.size() - first, rest);
}

/// Letters that stand for one sound together, or whose romanisation misleads, before ICU sees them.
std::string mend_before(std::string_view folded, Script script) {
  std::string text(folded);
  if (script == Script::greek) {
    constexpr std::array<std::array<std::string_view, 2>, 4> digraphs = {
        {{"μπ", "b"}, {"γκ", "g"}, {"γγ", "ng"}, {"τζ", "dz"}}};
    for (const auto& [from, to] : digraphs) replace_all(text, from, to);
    if (text.starts_with("ντ")) text.replace(0, std::string_view("ντ").size(), "d");
    replace_all(text, "χ", "kh");
  }
  if (script == Script::hebrew) {
    constexpr std::array<std::array<std::string_view, 2>, 4> letters = {
        {{"א", "a"}, {"ע", "a"}, {"ח", "kh"}, {"צ", "ts"}}};
    for (const auto& [from, to] : letters) replace_all(text, from, to);
    if (text.ends_with("ה")) text.replace(text.size() - 2, 2, "a");
    vowel_inside(text, "ו");
  }
  if (script == Script::arabic) {
    constexpr std::array<std::array<std::string_view, 2>, 5> letters = {
        {{"ع", "a"}, {"غ", "g"}, {"ج", "j"}, {"ة", "a"}, {"ث", "th"}}};
    for (const auto& [from, to] : letters) replace_all(text, from, to);
    vowel_inside(text, "و");
  }
  return text;
}

}  // namespace

Script script_of(char32_t point) noexcept {
  if (point < 0x80) {
    const bool is_letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
    return is_letter ? Script::latin : Script::none;
  }
  const auto code = static_cast<UChar32>(point);
  if (u_isalpha(code) == 0) return Script::none;
  UErrorCode status = U_ZERO_ERROR;
  switch (::uscript_getScript(code, &status)) {
    case USCRIPT_LATIN:
      return Script::latin;
    case USCRIPT_CYRILLIC:
      return Script::cyrillic;
    case USCRIPT_GREEK:
      return Script::greek;
    case USCRIPT_ARMENIAN:
      return Script::armenian;
    case USCRIPT_GEORGIAN:
      return Script::georgian;
    case USCRIPT_HEBREW:
      return Script::hebrew;
    case USCRIPT_ARABIC:
      return Script::arabic;
    case USCRIPT_HANGUL:
      return Script::hangul;
    case USCRIPT_HAN:
      return Script::han;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Script::kana;
    default:
      return Script::other;
  }
}

bool has_capitals(Script script) noexcept {
  return script == Script::latin || script == Script::cyrillic || script == Script::greek ||
         script == Script::armenian;
}

bool is_poor(Script script) noexcept {
  return script == Script::hebrew || script == Script::arabic || script == Script::hangul ||
         script == Script::kana;
}

std::u32string points_of_text(std::string_view text) {
  if (auto points = core::decode_utf8(text)) return std::move(*points);
  std::u32string out;
  while (!text.empty()) {
    std::size_t length = 1;
    while (length < 4 && length < text.size() &&
           (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
      ++length;
    const auto one = core::decode_utf8(text.substr(0, length));
    const bool is_one = one && one->size() == 1;
    out += is_one ? (*one)[0] : U'\uFFFD';
    text.remove_prefix(is_one ? length : 1);
  }
  return out;
}

std::string text_of_points(std::u32string_view points) {
  std::string out;
  for (const char32_t c : points) core::append_utf8(out, c);
  return out;
}

bool shows_nothing(char32_t c) noexcept {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

std::string fold_name_word(std::u32string_view word) {
  std::string kept;
  for (const char32_t c : word) {
    if (script_of(c) != Script::none || u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK ||
        u_isdigit(static_cast<UChar32>(c)) != 0)
      core::append_utf8(kept, c);
  }
  std::string folded = evidence::fold_words(kept);
  std::erase(folded, ' ');
  return folded;
}

std::string romanise(std::string_view folded, Script script) {
  std::string latin(folded);
  const bool is_ascii = std::all_of(latin.begin(), latin.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!is_ascii) {
    const std::string mended = mend_before(folded, script);
    auto text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(mended.data(), static_cast<std::int32_t>(mended.size())));
    transliterate(text, script);
    text.foldCase();
    latin.clear();
    text.toUTF8String(latin);
  }
  std::erase_if(latin, [](char c) { return c < 'a' || c > 'z'; });
  if (is_ascii || script == Script::latin || script == Script::cyrillic) return latin;
  // ICU writes "c" for ts and ch alone in these scripts; for "ch" it adds the h.
  if (script == Script::georgian || script == Script::armenian) {
    for (std::size_t at = latin.find('c'); at != std::string::npos; at = latin.find('c', at + 2))
      latin.replace(at, 1, "ts");
    replace_all(latin, "tsh", "ch");
  }
  return latin;
}

namespace {

struct SpellingRule {
  std::string_view from, to;
};
// Longest first; what a rule makes is not looked at again.
constexpr std::array<SpellingRule, 29> spelling_rules = {{
    {"shch", "s"}, {"tsch", "c"}, {"sch", "s"}, {"tch", "c"}, {"tts", "c"}, {"sh", "s"},
    {"zh", "z"},   {"kh", "h"},   {"gh", "h"},  {"ch", "c"},  {"cz", "c"},  {"ts", "c"},
    {"tz", "c"},   {"sz", "s"},   {"ck", "k"},  {"ph", "f"},  {"th", "t"},  {"ou", "u"},
    {"oo", "u"},   {"ae", "a"},   {"oe", "o"},  {"ue", "u"},  {"x", "ks"},  {"q", "k"},
    {"w", "v"},    {"g", "h"},    {"y", "i"},   {"j", "i"},   {"dz", "z"},
}};

/// The rules for what begins with a letter.
const std::vector<SpellingRule>& spelling_rules_of(char letter) {
  static const std::array<std::vector<SpellingRule>, 256> by_letter = [] {
    std::array<std::vector<SpellingRule>, 256> made;
    for (const SpellingRule& rule : spelling_rules)
      made[static_cast<unsigned char>(rule.from[0])].push_back(rule);
    return made;
  }();
  return by_letter[static_cast<unsigned char>(letter)];
}

}  // namespace

std::string skeleton_of(std::string_view latin) {
  std::string first;
  for (std::size_t i = 0; i < latin.size();) {
    const std::string_view rest = latin.substr(i);
    const auto& rules = spelling_rules_of(rest[0]);
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const SpellingRule& r) { return rest.starts_with(r.from); });
    const bool is_umlaut = rule != rules.end() && rule->from.size() == 2 && rule->from[1] == 'e';
    if (rule != rules.end() && (!is_umlaut || rest.size() > 2)) {  // "Mueller", not "Zoe"
      first += rule->to;
      i += rule->from.size();
      continue;
    }
    if (rest[0] == 'c') {
      const bool is_soft = rest.size() > 1 && (rest[1] == 'e' || rest[1] == 'i' || rest[1] == 'y');
      first += is_soft ? 's' : 'k';
    } else {
      first += rest[0];
    }
    ++i;
  }
  std::string out;
  for (const char c : first) {
    if (!out.empty() && out.back() == c) continue;        // doubled letters
    if (c == 'e' && !out.empty() && out.back() == 'i') {  // ye, je, ie
      out.back() = 'e';
      if (out.size() > 1 && out[out.size() - 2] == 'e') out.pop_back();
      continue;
    }
    out += c;
  }
  return out;
}

std::uint64_t sound_of(std::string_view skeleton) {
  std::string sound;
  if (!skeleton.empty() && is_vowel(skeleton[0])) sound = "a";
  for (const char c : skeleton) {
    char now = c;
    if (is_vowel(c)) continue;
    if (c == 'b' || c == 'f' || c == 'v') now = 'p';
    if (c == 'h' || c == 'g') now = 'k';
    if (c == 'd') now = 't';
    if (c == 'z' || c == 'c') now = 's';
    if (c == 'l') now = 'r';
    // Of one class in a row one counts: what stands between them some scripts do not write.
    if (sound.empty() || sound.back() != now) sound += now;
  }
  return core::hash64(sound);
}

std::vector<std::string> skeletons_of(std::string_view latin, Script script) {
  std::vector<std::string> skeletons;
  const auto add = [&](std::string_view spelled) {
    std::string skeleton = skeleton_of(spelled);
    if (std::find(skeletons.begin(), skeletons.end(), skeleton) == skeletons.end())
      skeletons.push_back(std::move(skeleton));
  };
  const auto with = [&](char from, char to) {
    std::string other(latin);
    std::replace(other.begin(), other.end(), from, to);
    return other;
  };
  if (script == Script::hangul || script == Script::kana) return {skeleton_of(with('j', 'z'))};
  add(latin);
  if (script == Script::latin || script == Script::arabic) {
    if (latin.find('j') != std::string_view::npos) add(with('j', 'z'));
    if (latin.find('w') != std::string_view::npos) add(with('w', 'u'));
  }
  return skeletons;
}

std::vector<std::uint64_t> sounds_of(std::span<const std::string> skeletons) {
  std::vector<std::uint64_t> sounds;
  for (const std::string& skeleton : skeletons) {
    const std::uint64_t sound = sound_of(skeleton);
    if (std::find(sounds.begin(), sounds.end(), sound) == sounds.end()) sounds.push_back(sound);
  }
  return sounds;
}

bool vowels_agree(std::string_view a, std::string_view b) {
  // Vowels between consonants, in step. The consonants have one sound, so their number is equal but for
  // doubled classes ("ks" and "kss"), which sound_of makes one.
  const auto slots_of = [](std::string_view word) {
    std::vector<unsigned> slots(1, 0);  // bits: 1 front (e, i), 2 back (o, u)
    for (const char c : word) {
      if (c == 'e' || c == 'i') slots.back() |= 1U;
      if (c == 'o' || c == 'u') slots.back() |= 2U;
      if (!is_vowel(c)) slots.push_back(0);
    }
    return slots;
  };
  const auto x = slots_of(a), y = slots_of(b);
  if (x.size() != y.size()) return true;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if ((x[i] == 1 && y[i] == 2) || (x[i] == 2 && y[i] == 1)) return false;
  }
  return true;
}

}  // namespace cuibono::entities
