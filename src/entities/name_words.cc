// Words of names and of texts: what a word could be without its ending, and whether two are one.
#include "entities/name_words.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "core/core.h"

namespace cuibono::entities {
namespace {

using Change = Reading::Change;

bool is_vowel(char c) noexcept { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/// Endings by the ending of the nominative, in folded letters (й is и, ї is і, ё is е).
struct Declension {
  std::string_view nominative;
  Change change;
  std::string_view endings;  ///< parted by blanks
};
constexpr std::array<Declension, 9> declensions = {{
    {"", Change::consonant, "а у ом ем е ым им ові еві ім"},
    {"ь", Change::consonant, "я ю ем єм е и і єві"},
    {"и", Change::consonant, "я ю ем єм е и єві"},
    {"ии", Change::consonant, "ого его ому ему им ім ом ем"},
    {"ыи", Change::consonant, "ого ому ым ом"},
    {"а", Change::other, "ы и е у і ои еи ою ею оі іи"},
    {"я", Change::other, "и е ю і іі еи ею єю"},
    {"о", Change::other, "а у ом ові"},
    {"ая", Change::other, "ои ую ою"},
}};

/// Endings in Latin letters, longest first.
constexpr std::array<std::string_view, 10> georgian_endings = {"isgan", "isa", "tan", "is", "ma",
                                                               "it",    "ad",  "s",   "m",  "i"};
constexpr std::array<std::string_view, 8> armenian_endings = {"yin", "yov", "its", "in",
                                                              "ov",  "um",  "i",   "n"};
constexpr std::array<std::string_view, 30> particles = {
    "으로부터", "에게서", "이라는", "이라고", "으로", "에게", "에서", "부터", "까지", "처럼",
    "이라",     "라는",   "라고",   "한테",   "이나", "은",   "는",   "이",   "가",   "을",
    "를",       "의",     "에",     "와",     "과",   "도",   "로",   "만",   "씨",   "님"};

bool ends_in_vowel_letter(std::string_view folded) {
  constexpr std::array<std::string_view, 15> vowels = {"а", "е", "и", "о", "у", "ы", "э", "ю",
                                                       "я", "і", "є", "ь", "ъ", "ї", "ё"};
  return std::any_of(vowels.begin(), vowels.end(), [&](auto v) { return folded.ends_with(v); });
}

std::size_t count_letters(std::string_view folded) {
  return static_cast<std::size_t>(std::count_if(folded.begin(), folded.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// A word without its last vowel but one: "павел" → "павл"; empty where it has none there.
std::string without_fleeting(std::string_view nominative) {
  const std::size_t letter = 2;  // bytes of a Cyrillic letter
  if (nominative.size() < 4 * letter) return {};
  const std::string_view vowel = nominative.substr(nominative.size() - 2 * letter, letter);
  if (vowel != "е" && vowel != "о") return {};
  return std::string(nominative.substr(0, nominative.size() - 2 * letter)) +
         std::string(nominative.substr(nominative.size() - letter));
}

void add_reading(std::vector<Reading>& out, const std::string& folded, Script script, Change change,
                 bool is_open = false) {
  const std::size_t least = change == Change::none || is_poor(script) ? 1 : 3;
  bool is_other_sound = false;
  for (std::string& skeleton : skeletons_of(romanise(folded, script), script)) {
    if (skeleton.size() >= least)
      out.push_back({folded, std::move(skeleton), change, is_open, is_other_sound});
    is_other_sound = true;
  }
}

void add_cyrillic(const std::string& word, std::vector<Reading>& out) {
  for (const auto& [nominative, change, endings] : declensions) {
    for (const auto ending : core::split(endings, ' ')) {
      if (!word.ends_with(ending)) continue;
      const std::string stem = word.substr(0, word.size() - ending.size());
      if (count_letters(stem) < 2) continue;
      const bool closed = !ends_in_vowel_letter(stem);
      if (nominative.empty() && !closed) continue;
      add_reading(out, stem + std::string(nominative), Script::cyrillic, change);
      if (!nominative.empty() || count_letters(stem) < 3) continue;
      // "павла" of "павел", "кравца" of "кравец": the vowel comes back.
      const std::string last = stem.substr(stem.size() - 2),
                        front = stem.substr(0, stem.size() - 2);
      if (ends_in_vowel_letter(front)) continue;
      for (const char* vowel : {"е", "о"}) {
        const std::string full = front + vowel + last;
        if (without_fleeting(full) == stem) add_reading(out, full, Script::cyrillic, change);
      }
    }
  }
}

template <class Endings>
void add_latin_endings(const std::string& word, Script script, const Endings& endings,
                       std::vector<Reading>& out) {
  const std::string latin = romanise(word, script);
  for (const std::string_view ending : endings) {
    if (!latin.ends_with(ending) || latin.size() < ending.size() + 3) continue;
    out.push_back({"", skeleton_of(latin.substr(0, latin.size() - ending.size())), Change::other,
                   true, false});
  }
}

void add_changed(const std::string& word, Script script, std::vector<Reading>& out) {
  switch (script) {
    case Script::cyrillic:
      add_cyrillic(word, out);
      break;
    case Script::georgian:
      add_latin_endings(word, script, georgian_endings, out);
      break;
    case Script::armenian:
      add_latin_endings(word, script, armenian_endings, out);
      break;
    case Script::greek:  // "τον Παππά" of "Παππάς"
      if (word.ends_with("ς") || word.ends_with("σ"))
        add_reading(out, word.substr(0, word.size() - 2), script, Change::other);
      else
        add_reading(out, word + "σ", script, Change::other);
      if (word.ends_with("ου"))
        add_reading(out, word.substr(0, word.size() - 4) + "οσ", script, Change::other);
      break;
    case Script::hebrew:
    case Script::arabic: {
      constexpr std::array<std::string_view, 12> prefixes = {"ו", "ה", "ב", "ל", "מ", "ש",
                                                             "כ", "و", "ب", "ل", "ف", "ك"};
      for (const auto prefix : prefixes) {
        if (word.starts_with(prefix) && count_letters(word) > 3)
          add_reading(out, word.substr(prefix.size()), script, Change::other);
      }
      break;
    }
    case Script::hangul:
      for (const auto particle : particles) {
        if (word.ends_with(particle) && count_letters(word) > count_letters(particle) + 1)
          add_reading(out, word.substr(0, word.size() - particle.size()), script, Change::particle);
      }
      break;
    case Script::latin:
      if (word.ends_with('s') && word.size() > 4)
        add_reading(out, word.substr(0, word.size() - 1), script, Change::genitive_s);
      break;
    default:
      break;
  }
}

/// Endings of Cyrillic words that hold a consonant: the others change no sound.
std::vector<std::string> sounding_stems(const std::string& word) {
  constexpr std::array<std::string_view, 15> endings = {"ого", "его", "ому", "ему", "ові",
                                                        "еві", "єві", "ом",  "ем",  "ым",
                                                        "им",  "ім",  "єм",  "ых",  "их"};
  std::vector<std::string> stems;
  for (const auto ending : endings) {
    if (word.ends_with(ending) && count_letters(word) > count_letters(ending) + 1)
      stems.push_back(word.substr(0, word.size() - ending.size()));
  }
  return stems;
}

/// A skeleton without its last vowels.
std::string_view closed(std::string_view skeleton) {
  while (skeleton.size() > 2 && is_vowel(skeleton.back())) skeleton.remove_suffix(1);
  return skeleton;
}

/// Greek writes d and nt, b and mp, with the same letters.
std::string voiceless(std::string_view skeleton) {
  std::string out(skeleton);
  std::replace(out.begin(), out.end(), 'd', 't');
  std::replace(out.begin(), out.end(), 'b', 'p');
  std::replace(out.begin(), out.end(), 'z', 's');
  return out;
}

/// Two words of five letters and more that differ in one vowel: "oleksandr", "aleksandr".
bool differ_in_a_vowel(std::string_view a, std::string_view b) {
  if (std::min(a.size(), b.size()) < 5 || core::edit_distance(a, b) > 1) return false;
  const auto consonants = [](std::string_view word) {
    std::string out(word);
    std::erase_if(out, is_vowel);
    return out;
  };
  return consonants(a) == consonants(b) && a.back() == b.back();
}

}  // namespace

NameWord make_name_word(std::u32string_view written) {
  NameWord word;
  word.folded = fold_name_word(written);
  for (const char32_t c : written) {
    if (word.script == Script::none) word.script = script_of(c);
  }
  const std::string latin = romanise(word.folded, word.script);
  word.skeletons = skeletons_of(latin, word.script);
  word.sounds = sounds_of(word.skeletons);
  word.is_small = has_capitals(word.script) &&
                  std::none_of(written.begin(), written.end(),
                               [](char32_t c) { return u_isupper(static_cast<UChar32>(c)) != 0; });
  return word;
}

TextWord make_text_word(std::u32string_view written) {
  TextWord word;
  word.folded = fold_name_word(written);
  word.folded_hash = core::hash64(word.folded);
  bool has_capital = false;  // "al-Halabi" too
  for (const char32_t c : written) {
    const Script script = script_of(c);
    if (word.script == Script::none) word.script = script;
    word.is_mixed = word.is_mixed || (script != Script::none && script != word.script);
    has_capital = has_capital || u_isupper(static_cast<UChar32>(c)) != 0;
  }
  word.is_capital = !has_capitals(word.script) || has_capital;
  if (!word.is_capital || word.script == Script::none) return word;
  const auto add = [&](const std::string& latin, Script script) {
    for (const std::uint64_t sound : sounds_of(skeletons_of(latin, script))) {
      if (std::find(word.sounds.begin(), word.sounds.end(), sound) == word.sounds.end())
        word.sounds.push_back(sound);
    }
  };
  add(romanise(word.folded, word.script), word.script);
  if (word.script == Script::cyrillic) {
    for (const auto& stem : sounding_stems(word.folded))
      add(romanise(stem, word.script), word.script);
  } else if (word.script == Script::latin) {
    if (word.folded.ends_with('s') && word.folded.size() > 4)
      add(romanise(word.folded.substr(0, word.folded.size() - 1), word.script), word.script);
  } else {
    for (const Reading& reading : readings_of(word)) {
      const std::uint64_t sound = sound_of(reading.skeleton);
      if (std::find(word.sounds.begin(), word.sounds.end(), sound) == word.sounds.end())
        word.sounds.push_back(sound);
    }
  }
  return word;
}

const std::vector<Reading>& readings_of(TextWord& word) {
  if (!word.readings) {
    std::vector<Reading> readings;
    add_reading(readings, word.folded, word.script, Change::none);
    add_changed(word.folded, word.script, readings);
    word.readings = std::move(readings);
  }
  return *word.readings;
}

namespace {

/// Nearly equal words of two scripts; how far apart, or nothing.
std::optional<std::size_t> nearness(const Reading& reading, Script script,
                                    std::string_view skeleton, Script of_name) {
  if (is_poor(script) || is_poor(of_name)) {
    if (sound_of(reading.skeleton) != sound_of(skeleton) ||
        !vowels_agree(reading.skeleton, skeleton))
      return std::nullopt;
    return core::edit_distance(reading.skeleton, skeleton);
  }
  const bool is_greek = script == Script::greek || of_name == Script::greek;
  if (is_greek && voiceless(reading.skeleton) == voiceless(skeleton)) return 1;
  return differ_in_a_vowel(reading.skeleton, skeleton) ? std::optional<std::size_t>(1)
                                                       : std::nullopt;
}

}  // namespace

WordFit fit_word(TextWord& text, const NameWord& name) {
  WordFit fit;
  fit.is_other_script = text.script != name.script;
  const std::string& skeleton = name.skeletons.front();
  fit.ends_in_consonant = text.script == Script::cyrillic && !skeleton.empty() &&
                          (!is_vowel(skeleton.back()) || name.folded.ends_with("и"));
  if (text.folded == name.folded) {
    fit.level = WordFit::Level::same;
    return fit;
  }
  const auto take = [&](const Reading& reading, bool is_same) {
    // An ending that leaves the same skeleton in the same script is an ending, no other spelling.
    const bool is_ending = reading.change != Change::none && !fit.is_other_script;
    fit.level = is_same || is_ending ? WordFit::Level::same : WordFit::Level::respelled;
    fit.change = reading.change;
    if (reading.change == Change::particle)
      fit.particle =
          static_cast<std::uint32_t>(count_letters(text.folded) - count_letters(reading.folded));
  };
  const std::vector<Reading>& readings = readings_of(text);
  for (const Reading& reading : readings) {
    const bool is_same =
        !fit.is_other_script && !reading.folded.empty() && reading.folded == name.folded;
    if (!is_same && !fit.is_other_script && reading.is_other_sound) continue;
    const auto end = fit.is_other_script ? name.skeletons.end() : name.skeletons.begin() + 1;
    const bool is_like =
        is_same || std::any_of(name.skeletons.begin(), end, [&](const auto& of_name) {
          return reading.skeleton == of_name ||
                 (reading.is_open && closed(reading.skeleton) == closed(of_name));
        });
    if (!is_like) continue;
    take(reading, is_same);
    return fit;
  }
  if (!fit.is_other_script) return fit;
  std::size_t nearest = SIZE_MAX;
  for (const Reading& reading : readings) {
    for (const std::string& of_name : name.skeletons) {
      const auto near = nearness(reading, text.script, of_name, name.script);
      if (!near || *near >= nearest) continue;
      nearest = *near;
      take(reading, false);
    }
  }
  return fit;
}

bool fits_initial(TextWord& initial, const NameWord& name) {
  if (initial.script == name.script) return name.folded.starts_with(initial.folded);
  const std::string& skeleton = readings_of(initial).front().skeleton;
  return !skeleton.empty() && name.skeletons.front().starts_with(skeleton);
}

}  // namespace cuibono::entities
